//! Networks that people have profiles at: how they are spelt, and where a profile is.

use super::link::is_web_url;
use super::names::fold;

/// The networks, as they spell themselves, and what stands before the user name in the address of a profile.
const NETWORKS: [(&str, &str); 33] = [
    ("LinkedIn", "https://linkedin.com/in/"),
    ("GitHub", "https://github.com/"),
    ("GitLab", "https://gitlab.com/"),
    ("Bitbucket", "https://bitbucket.org/"),
    ("Codeberg", "https://codeberg.org/"),
    ("ORCID", "https://orcid.org/"),
    ("Google Scholar", "https://scholar.google.com/citations?user="),
    ("ResearchGate", "https://researchgate.net/profile/"),
    ("Stack Overflow", "https://stackoverflow.com/users/"),
    ("Hugging Face", "https://huggingface.co/"),
    ("Kaggle", "https://kaggle.com/"),
    ("LeetCode", "https://leetcode.com/u/"),
    ("XING", "https://xing.com/profile/"),
    ("X", "https://x.com/"),
    ("Twitter", "https://x.com/"),
    ("Mastodon", ""),
    ("Bluesky", "https://bsky.app/profile/"),
    ("Threads", "https://threads.net/@"),
    ("Instagram", "https://instagram.com/"),
    ("Facebook", "https://facebook.com/"),
    ("YouTube", "https://youtube.com/@"),
    ("TikTok", "https://tiktok.com/@"),
    ("Twitch", "https://twitch.tv/"),
    ("Medium", "https://medium.com/@"),
    ("DEV", "https://dev.to/"),
    ("Reddit", "https://reddit.com/user/"),
    ("Telegram", "https://t.me/"),
    ("WhatsApp", "https://wa.me/"),
    ("Skype", ""),
    ("Behance", "https://behance.net/"),
    ("Dribbble", "https://dribbble.com/"),
    ("Pinterest", "https://pinterest.com/"),
    ("IMDb", "https://imdb.com/name/"),
];

/// A network by its name, however it is spelt.
fn network(name: &str) -> Option<&'static (&'static str, &'static str)> {
    let folded = fold(name);
    NETWORKS.iter().find(|(known, _)| fold(known) == folded)
}

/// The names of the networks, as they spell themselves.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    NETWORKS.iter().map(|(name, _)| *name)
}

/// The name of a network as it spells itself.
pub(crate) fn spelt(name: &str) -> Option<&'static str> {
    network(name).map(|(known, _)| *known)
}

/// The address of a profile, where the network is known and the name can be one.
pub(crate) fn address(name: &str, username: &str) -> Option<String> {
    let (known, before) = network(name)?;
    let username = username.trim();
    if *known == "Mastodon" {
        let mut parts = username.trim_start_matches('@').split('@');
        return match (parts.next(), parts.next(), parts.next()) {
            (Some(name), Some(server), None) => Some(format!("https://{server}/@{name}")).filter(|url| is_web_url(url)),
            _ => None,
        };
    }
    if before.is_empty() || username.is_empty() {
        return None;
    }
    let username = if before.ends_with('@') { username.trim_start_matches('@') } else { username };
    Some(format!("{before}{username}")).filter(|url| is_web_url(url))
}

#[cfg(test)]
mod tests {
    use super::{address, spelt};

    #[test]
    fn a_network_is_known_however_it_is_spelt() {
        for (name, known) in [("linkedin", Some("LinkedIn")), ("stack_overflow", Some("Stack Overflow")), ("me", None)]
        {
            assert_eq!(spelt(name), known, "{name}");
        }
    }

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
