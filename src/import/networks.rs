//! Where the profiles of known networks are.

use super::entry::{Entry, Found};
use super::report::Report;
use super::value::Value;
use crate::profile::networks::address;

/// A profile at a network, the so-manieth; its address is that of the network where none is given.
pub(super) fn profile(item: &Found<'_>, number: usize, report: &mut Report<'_>) -> Option<Value> {
    let mut entry = Entry::new(item.mapping(), format!("basics.profiles[{number}]"));
    let text = |key: &str| item.node.get(key).and_then(|node| node.as_text()).unwrap_or_default();
    let address = address(text("network"), text("username"));
    entry.line("network", "network", None, report);
    entry.line("username", "username", None, report);
    entry.url("url", "url", report);
    if let Some(address) = address {
        entry.put("url", Value::Text(address));
    }
    entry.finish(report)
}
