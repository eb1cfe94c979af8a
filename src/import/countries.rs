//! The English names of countries, for tools that have those where a profile has the codes of ISO 3166-1.

/// A code and a name a line.
const NAMES: &str = include_str!("../../data/countries.txt");

/// The code of a country by its name in English, or by the code itself.
pub(super) fn code(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let mut known = NAMES.lines().filter_map(|line| line.split_once(' '));
    known
        .find(|(code, known)| code.eq_ignore_ascii_case(name) || known.to_lowercase() == name.to_lowercase())
        .map(|it| it.0)
}

#[cfg(test)]
mod tests {
    use super::{NAMES, code};

    #[test]
    fn countries_are_known_by_name_and_code() {
        for (name, expected) in [("Germany", "DE"), ("hong kong", "HK"), ("USA", "US"), ("tw", "TW"), ("Türkiye", "TR")]
        {
            assert_eq!(code(name), Some(expected), "{name}");
        }
        assert_eq!(code("Atlantis"), None);
        assert!(NAMES.lines().all(|line| line.len() > 3 && line.as_bytes()[2] == b' '));
    }
}
