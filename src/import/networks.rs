//! Where the profiles of known networks are.

use super::entry::{Entry, Found};
use super::report::Report;
use super::value::Value;

/// The networks, and what stands before the user name in the address of a profile.
const ADDRESSES: [(&str, &str); 24] = [
    ("linkedin", "https://linkedin.com/in/"),
    ("github", "https://github.com/"),
    ("gitlab", "https://gitlab.com/"),
    ("imdb", "https://imdb.com/name/"),
    ("instagram", "https://instagram.com/"),
    ("orcid", "https://orcid.org/"),
    ("stackoverflow", "https://stackoverflow.com/users/"),
    ("researchgate", "https://researchgate.net/profile/"),
    ("youtube", "https://youtube.com/@"),
    ("googlescholar", "https://scholar.google.com/citations?user="),
    ("telegram", "https://t.me/"),
    ("whatsapp", "https://wa.me/"),
    ("leetcode", "https://leetcode.com/u/"),
    ("x", "https://x.com/"),
    ("twitter", "https://x.com/"),
    ("bluesky", "https://bsky.app/profile/"),
    ("reddit", "https://reddit.com/user/"),
    ("facebook", "https://facebook.com/"),
    ("medium", "https://medium.com/@"),
    ("behance", "https://behance.net/"),
    ("dribbble", "https://dribbble.com/"),
    ("twitch", "https://twitch.tv/"),
    ("tiktok", "https://tiktok.com/@"),
    ("pinterest", "https://pinterest.com/"),
];

/// The address of a profile, where the network is known and the name can be one.
fn address(network: &str, username: &str) -> Option<String> {
    let network: String = network.to_lowercase().split_whitespace().collect();
    if network == "mastodon" {
        let mut parts = username.trim_start_matches('@').split('@');
        return match (parts.next(), parts.next(), parts.next()) {
            (Some(name), Some(server), None) => super::entry::web_url(&format!("https://{server}/@{name}")),
            _ => None,
        };
    }
    let (_, before) = ADDRESSES.iter().find(|(known, _)| *known == network)?;
    let name = if before.ends_with('@') { username.trim_start_matches('@') } else { username };
    super::entry::web_url(&format!("{before}{}", name.trim()))
}

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

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_name_at_a_known_network_has_an_address() {
        for (network, name, url) in [
            ("GitHub", "ada", Some("https://github.com/ada")),
            ("Stack Overflow", "12/ada", Some("https://stackoverflow.com/users/12/ada")),
            ("Google Scholar", "aBc", Some("https://scholar.google.com/citations?user=aBc")),
            ("Mastodon", "@ada@example.social", Some("https://example.social/@ada")),
            ("Mastodon", "ada", None),
            ("GitHub", "two words", None),
            ("Nowhere", "ada", None),
        ] {
            assert_eq!(address(network, name).as_deref(), url, "{network} {name}");
        }
    }
}
