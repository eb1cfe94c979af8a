//! The words of a language: months, date forms, section titles.
//!
//! Each language is one file in `data/locales/`, built into the program. What a locale cannot know, such as the titles
//! of a profile's own sections, comes from the profile.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The locales that are built in: language tag and file.
const FILES: [(&str, &str); 2] =
    [("de", include_str!("../data/locales/de.yaml")), ("en", include_str!("../data/locales/en.yaml"))];

/// English, which stands in for languages that have no locale.
static ENGLISH: LazyLock<Locale> = LazyLock::new(|| Locale::built_in("en").expect("English is built in"));

/// The words of one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locale {
    /// The language as a BCP 47 tag.
    pub language: String,
    /// The language's own name.
    pub name: String,
    /// The direction of its script.
    pub direction: Direction,
    /// The names of the months.
    pub months: Months,
    /// The forms of dates.
    pub dates: DateForms,
    /// The titles of the usual sections by id.
    pub sections: BTreeMap<String, String>,
    /// Other words, by key.
    pub words: BTreeMap<String, String>,
}

/// The direction of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// The names of the months, January first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Months {
    /// In full.
    pub long: [String; 12],
    /// Short, as dates show them.
    pub short: [String; 12],
}

/// The forms of dates, with `{year}`, `{month}`, `{day}`, `{start}` and `{end}` as places.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateForms {
    /// A year.
    pub year: String,
    /// A month of a year.
    pub month: String,
    /// A day.
    pub day: String,
    /// A day with the month in full, as letters have it.
    pub long: String,
    /// From a start to an end.
    pub range: String,
    /// The end of what goes on.
    pub present: String,
}

/// How precise dates are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateStyle {
    /// Month and year, as far as known: `Apr 2023`.
    #[default]
    Month,
    /// Years only: `2023`.
    Year,
    /// ISO 8601: `2023-04`.
    Iso,
}

/// A date as precise as it is known, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateParts {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31.
    pub day: Option<u8>,
}

impl Locale {
    /// The locale for a language tag: that of the same tag, else that of its primary language.
    #[must_use]
    pub fn built_in(tag: &str) -> Option<Self> {
        let tag = tag.to_lowercase();
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let text = [tag.as_str(), primary].into_iter().find_map(|tag| FILES.iter().find(|(name, _)| *name == tag))?.1;
        serde_yaml::from_str(text).ok()
    }

    /// English.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// The tags of the languages that are built in, in alphabetical order.
    pub fn known() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(tag, _)| *tag)
    }

    /// A word by its key, with `{name}` and the like replaced; the key itself where there is no such word, which a test
    /// excludes.
    #[must_use]
    pub fn word(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(self.words.get(key).map_or(key, String::as_str), places)
    }

    /// A date in words.
    #[must_use]
    pub fn date(&self, date: DateParts, style: DateStyle) -> String {
        let year = date.year.to_string();
        let month_name = |month| name_of(month, &self.months.short);
        match (style, date.month, date.day) {
            (DateStyle::Iso, Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (DateStyle::Iso, Some(month), None) => format!("{year}-{month:02}"),
            (DateStyle::Iso, None, _) => year,
            (DateStyle::Year, ..) | (DateStyle::Month, None, _) => fill(&self.dates.year, &[("year", &year)]),
            (DateStyle::Month, Some(month), None) => {
                fill(&self.dates.month, &[("year", &year), ("month", month_name(month))])
            }
            (DateStyle::Month, Some(month), Some(day)) => {
                fill(&self.dates.day, &[("year", &year), ("month", month_name(month)), ("day", &day.to_string())])
            }
        }
    }

    /// A date in words, the month in full, as precise as it is known: that of a letter.
    #[must_use]
    pub fn long_date(&self, date: DateParts) -> String {
        let year = ("year", &*date.year.to_string());
        let month = |month| ("month", name_of(month, &self.months.long));
        match (date.month, date.day) {
            (None, _) => fill(&self.dates.year, &[year]),
            (Some(number), None) => fill(&self.dates.month, &[year, month(number)]),
            (Some(number), Some(day)) => fill(&self.dates.long, &[year, month(number), ("day", &day.to_string())]),
        }
    }

    /// A range in words; `end` is `None` for what goes on. A start and an end that read the same are shown once.
    #[must_use]
    pub fn range(&self, start: Option<DateParts>, end: Option<DateParts>, style: DateStyle) -> String {
        let end = end.map_or_else(|| self.dates.present.clone(), |end| self.date(end, style));
        match start.map(|start| self.date(start, style)) {
            Some(start) if start != end => fill(&self.dates.range, &[("start", &start), ("end", &end)]),
            _ => end,
        }
    }
}

/// The name of a month, 1 to 12.
fn name_of(month: u8, names: &[String; 12]) -> &str {
    names.get(usize::from(month).wrapping_sub(1)).map_or("", String::as_str)
}

/// Replaces each `{place}` of a pattern by its value; one pass, so that values cannot bring places of their own.
fn fill(pattern: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let place = after.find('}').and_then(|close| {
            let value = places.iter().find(|(name, _)| *name == &after[1..close])?.1;
            Some((value, close + 1))
        });
        let (value, length) = place.unwrap_or(("{", 1));
        out.push_str(value);
        rest = &after[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{DateParts, DateStyle, FILES, Locale, fill};

    fn parts(year: u16, month: Option<u8>, day: Option<u8>) -> DateParts {
        DateParts { year, month, day }
    }

    #[test]
    fn every_locale_is_complete() {
        let english = Locale::english();
        for (tag, text) in FILES {
            let locale: Locale = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{tag}: {error}"));
            assert_eq!(locale.language, tag);
            assert!(locale.sections.keys().eq(english.sections.keys()), "{tag}: sections");
            assert!(locale.words.keys().eq(english.words.keys()), "{tag}: words");
            let words = locale.sections.values().chain(locale.words.values()).chain(&locale.months.long);
            assert!(words.chain(&locale.months.short).all(|word| !word.trim().is_empty()), "{tag}: an empty word");
            for (key, word) in &locale.words {
                let places = |text: &str| text.matches('{').count();
                assert_eq!(places(word), places(&english.words[key]), "{tag}: places of {key}");
            }
        }
    }

    #[test]
    fn every_locale_file_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/locales");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
            .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
            .collect();
        names.sort();
        assert!(names.iter().map(String::as_str).eq(Locale::known()));
    }

    #[test]
    fn a_region_falls_back_on_its_language() {
        assert_eq!(Locale::built_in("de-AT").map(|locale| locale.language).as_deref(), Some("de"));
        assert_eq!(Locale::built_in("EN-us").map(|locale| locale.language).as_deref(), Some("en"));
        assert_eq!(Locale::built_in("xx"), None);
    }

    #[test]
    fn dates_are_worded_as_precisely_as_known() {
        let (english, german) = (Locale::english(), Locale::built_in("de").expect("German is built in"));
        let day = parts(2023, Some(4), Some(7));
        assert_eq!(english.date(day, DateStyle::Month), "7 Apr 2023");
        assert_eq!(german.date(day, DateStyle::Month), "7. Apr. 2023");
        assert_eq!(english.date(day, DateStyle::Year), "2023");
        assert_eq!(english.date(day, DateStyle::Iso), "2023-04-07");
        assert_eq!(english.date(parts(2023, None, None), DateStyle::Month), "2023");
    }

    #[test]
    fn the_date_of_a_letter_has_its_month_in_full() {
        let german = Locale::built_in("de").expect("built in");
        assert_eq!(german.long_date(parts(2023, Some(2), Some(7))), "7. Februar 2023");
        assert_eq!(Locale::english().long_date(parts(2023, Some(2), Some(7))), "7 February 2023");
        assert_eq!(Locale::english().long_date(parts(2023, Some(2), None)), "February 2023");
        assert_eq!(Locale::english().long_date(parts(2023, None, None)), "2023");
    }

    #[test]
    fn ranges_show_the_present_and_never_repeat_a_date() {
        let english = Locale::english();
        let (start, end) = (parts(2022, Some(3), None), parts(2023, Some(4), None));
        assert_eq!(english.range(Some(start), Some(end), DateStyle::Month), "Mar 2022 – Apr 2023");
        assert_eq!(english.range(Some(start), None, DateStyle::Month), "Mar 2022 – Present");
        assert_eq!(english.range(None, None, DateStyle::Month), "Present");
        assert_eq!(english.range(Some(start), Some(parts(2022, Some(9), None)), DateStyle::Year), "2022");
    }

    #[test]
    fn values_bring_no_places_of_their_own() {
        assert_eq!(fill("Photo of {name}", &[("name", "{name} {x}")]), "Photo of {name} {x}");
        assert_eq!(fill("{odd} {", &[]), "{odd} {");
    }
}
