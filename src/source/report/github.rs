//! Diagnostics as workflow commands, which GitHub Actions shows beside the line concerned.
//!
//! One command a line; within it, a line break and a percent sign are escaped, and in properties what would end one.
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use std::fmt::Write;

use super::base::Base;
use super::record::{Record, RecordPlace};
use super::safe;

/// A diagnostic as a workflow command, line break included. Its file is named from the base, which should be the root of
/// the repository.
#[must_use]
pub fn github(record: &Record, base: &Base) -> String {
    let mut out = String::from(match record.severity.as_str() {
        "error" => "::error ",
        "warning" => "::warning ",
        _ => "::notice ",
    });
    let address = record.place.file.as_deref().and_then(|file| base.address(file));
    if let Some(address) = &address {
        let _ = write!(out, "file={},", property(&address.path()));
        if let Some(range) = &record.place.range {
            let _ = write!(out, "line={},", range.line);
            // Columns are taken on one line only; the last is one that is in it.
            if range.line == range.end_line {
                let last = range.end_column.saturating_sub(1).max(range.column);
                let _ = write!(out, "col={},endLine={},endColumn={last},", range.column, range.end_line);
            } else {
                let _ = write!(out, "endLine={},", range.end_line);
            }
        }
    }
    let _ = write!(out, "title={}::", property(&format!("curricle[{}]", record.code)));
    if address.is_none()
        && let Some(place) = shown(&record.place, base)
    {
        out.push_str(&data(&format!("{place}: ")));
    }
    out.push_str(&data(&record.message));
    if !record.path.is_empty() {
        let _ = write!(out, "%0Aat: {}", data(&record.path));
    }
    for related in &record.related {
        let place = shown(&related.place, base).unwrap_or_default();
        let _ = write!(out, "%0A{}: {}", data(&place), data(&related.message));
    }
    for hint in &record.hints {
        let _ = write!(out, "%0Ahelp: {}", data(hint));
    }
    out.push('\n');
    out
}

/// A place in a text.
fn shown(place: &RecordPlace, base: &Base) -> Option<String> {
    let file = place.file.as_ref()?;
    let name = base.address(file).map_or_else(|| file.clone(), |address| address.path());
    Some(place.range.map_or_else(|| name.clone(), |range| format!("{name}:{}:{}", range.line, range.column)))
}

fn data(text: &str) -> String {
    safe(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
