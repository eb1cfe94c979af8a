//! The names of countries in every bundled language, and the codes that names mean.
//!
//! The names are CLDR's, in one text that is searched as it stands: a résumé needs one name, and few need any. Which country
//! somebody lives in is the profile's business.

/// Lines of a code of ISO 3166-1 and a name, by language; see its own head.
const NAMES: &str = include_str!("../../data/countries.txt");

/// The name of a country by its code, in upper case, in a bundled language.
pub(crate) fn name(code: &str, language: &str) -> Option<&'static str> {
    let start = NAMES.find(&format!("\n={language}\n"))? + language.len() + 3;
    let names = &NAMES[start..];
    let names = names.split("\n=").next().unwrap_or(names);
    names.lines().find_map(|line| line.strip_prefix(code)?.strip_prefix(' '))
}

/// The code of a country by its name in any bundled language, or by a code itself: two letters, or three of ISO 3166-1.
/// `None` where no country is called so, or two in different languages.
pub(crate) fn code(name: &str) -> Option<&'static str> {
    let name = plain(name);
    let mut found = None;
    for (code, known) in lines() {
        if code.eq_ignore_ascii_case(&name) {
            return Some(code);
        }
        if plain(known) == name && found.replace(code).is_some_and(|other| other != code) {
            return None;
        }
    }
    found
}

/// Every name of a country, in any language.
pub(crate) fn names(code: &str) -> impl Iterator<Item = &'static str> {
    lines().filter(move |(known, _)| *known == code).map(|(_, name)| name)
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.lines().filter(|line| !line.starts_with(['#', '='])).filter_map(|line| line.split_once(' '))
}

/// A name as it is compared: typed apostrophes, hyphens and a `the` in front differ.
fn plain(name: &str) -> String {
    let name = name.trim().to_lowercase().replace(['’', 'ʼ'], "'").replace(['-', '‑'], " ");
    name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn countries_are_known_by_name_and_code() {
        for (name, expected) in [
            ("Germany", "DE"),
            ("Deutschland", "DE"),
            ("ドイツ", "DE"),
            ("hong kong", "HK"),
            ("USA", "US"),
            ("tw", "TW"),
            ("UK", "GB"),
            ("Türkiye", "TR"),
            ("The Netherlands", "NL"),
            ("Guinea Bissau", "GW"),
            ("CHE", "CH"),
        ] {
            assert_eq!(code(name), Some(expected), "{name}");
        }
        for unknown in ["Atlantis", "", "XX", "NGA", "=", "#"] {
            assert_eq!(code(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_name_of_two_countries_is_nobodys() {
        let mut by_name = std::collections::BTreeMap::<String, std::collections::BTreeSet<&str>>::new();
        for (code, name) in lines() {
            by_name.entry(plain(name)).or_default().insert(code);
        }
        // A code is one, whatever else is called so.
        let is_code = |name: &String| lines().any(|(code, _)| code.eq_ignore_ascii_case(name));
        for (name, codes) in by_name.into_iter().filter(|(name, _)| !is_code(name)) {
            let expected = codes.first().filter(|_| codes.len() == 1).copied();
            assert_eq!(code(&name), expected, "{name}");
        }
    }

    #[test]
    fn every_bundled_language_names_every_country() {
        let codes: Vec<&str> = lines().map(|(code, _)| code).take(250).collect();
        for language in Locale::known() {
            assert!(codes.iter().all(|code| name(code, language).is_some_and(|name| !name.is_empty())), "{language}");
        }
        assert_eq!(name("CH", "fr"), Some("Suisse"));
        assert_eq!(name("HK", "zh-Hant"), Some("香港"));
        assert_eq!(name("XX", "fr"), None);
    }
}
