//! The words of a language: months, date forms, durations, section titles.
//!
//! Each language is one file in `data/locales/`, built into the program and read when first asked for. What a locale cannot
//! know, such as the titles of a profile's own sections, comes from the profile. Which of several forms a number takes is
//! not a locale's business either: CLDR's plural rules say. The names of countries stand apart, in one file for all languages.

pub(crate) mod countries;
mod dates;
mod durations;
mod lexicon;
mod quotes;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

pub use self::dates::{DateForms, DateParts, DateStyle, MonthNames, Months};
pub use self::durations::{Durations, Forms, PluralCategory};
pub use self::lexicon::{Counters, DateWords};
pub(crate) use self::lexicon::{Lexicon, Role, Unit, fold};
pub use self::quotes::Quotes;

macro_rules! files {
    ($($tag:literal),* $(,)?) => {
        [$(($tag, include_str!(concat!("../data/locales/", $tag, ".yaml")))),*]
    };
}

/// The locales that are built in: language tag and file.
const FILES: [(&str, &str); 25] = files![
    "ar", "da", "de", "en", "es", "fa", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nb", "nl", "nn", "pl", "pt",
    "ru", "tr", "uk", "vi", "zh", "zh-Hant",
];

/// Tags of languages that have a locale under another one: older codes, and where Chinese is written in traditional
/// characters.
const ALIASES: [(&str, &str); 6] =
    [("no", "nb"), ("iw", "he"), ("in", "id"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-MO", "zh-Hant")];

/// Languages whose usual script runs from right to left, by ISO 639 code (CLDR `characterOrder`).
const RIGHT_TO_LEFT: [&str; 14] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Each locale once it was asked for, in the order of [`FILES`].
static READ: [OnceLock<Locale>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

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
    /// The digits from 0 to 9 that dates and durations are written with, where those are not `0123456789`.
    #[serde(default)]
    pub digits: Option<String>,
    /// The names of the months.
    pub months: Months,
    /// The forms of dates.
    pub dates: DateForms,
    /// How people write dates otherwise.
    #[serde(default)]
    pub reading: DateWords,
    /// The forms of durations.
    pub durations: Durations,
    /// The quotation marks.
    pub quotes: Quotes,
    /// The titles of the usual sections by id.
    pub sections: BTreeMap<String, String>,
    /// Other words, by key.
    pub words: BTreeMap<String, String>,
    /// What stands in for a name that is not to be shown, by key.
    pub stand_ins: BTreeMap<String, String>,
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

impl Direction {
    /// The direction of the script that a language is usually written in, by its tag.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let mut subtags = tag.split(['-', '_']);
        let primary = subtags.next().unwrap_or_default().to_lowercase();
        let script = subtags.next().filter(|subtag| subtag.len() == 4).map(str::to_lowercase);
        let rtl = match script.as_deref() {
            Some(script) => matches!(script, "arab" | "hebr" | "syrc" | "thaa" | "nkoo"),
            None => RIGHT_TO_LEFT.contains(&primary.as_str()),
        };
        if rtl { Self::Rtl } else { Self::Ltr }
    }

    /// The word for it in files and CSS: `ltr` or `rtl`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Locale {
    /// The locale for a language tag: that of the same tag, else that of its language and script, else that of its primary
    /// language.
    #[must_use]
    pub fn built_in(tag: &str) -> Option<&'static Self> {
        let index = place(tag)?;
        Some(READ[index].get_or_init(|| {
            let (tag, text) = FILES[index];
            serde_yaml::from_str(text).unwrap_or_else(|error| unreachable!("a test reads every locale; {tag}: {error}"))
        }))
    }

    /// English, which stands in for languages that have no locale.
    #[must_use]
    pub fn english() -> &'static Self {
        Self::built_in("en").unwrap_or_else(|| unreachable!("English is built in"))
    }

    /// The tags of the languages that are built in, in alphabetical order.
    pub fn known() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(tag, _)| *tag)
    }

    /// Whether a language has words here. `in`, the old tag of Indonesian, is a word of English first.
    #[must_use]
    pub fn is_known(tag: &str) -> bool {
        tag != "in" && place(tag).is_some()
    }

    /// The tag that a word resembles: that of a language which calls itself so, or one that is a letter away.
    #[must_use]
    pub fn near(word: &str) -> Option<&'static str> {
        let word = word.to_lowercase();
        let name = |tag: &&str| Self::built_in(tag).map_or_else(String::new, |locale| locale.name.to_lowercase());
        let near = |a: &str, b: &str, limit| strsim::damerau_levenshtein(a, b) <= limit;
        let limit = if word.chars().count() > 4 { 2 } else { 0 };
        let named = Self::known().find(|tag| near(&name(tag), &word, limit));
        named.or_else(|| Self::known().find(|tag| near(&tag.to_lowercase(), &word, 1)))
    }

    /// The tags of all languages, for messages.
    #[must_use]
    pub fn known_list() -> String {
        Self::known().map(|tag| format!("`{tag}`")).collect::<Vec<_>>().join(", ")
    }

    /// The file of the locale for a language tag, as it stands in `data/locales/`.
    #[must_use]
    pub fn file(tag: &str) -> Option<&'static str> {
        Some(FILES[place(tag)?].1)
    }

    /// A word by its key, with `{name}` and the like replaced; the key itself where there is no such word, which a test
    /// excludes.
    #[must_use]
    pub fn word(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(self.words.get(key).map_or(key, String::as_str), places)
    }

    /// A stand-in by its key, as [`Locale::word`].
    #[must_use]
    pub fn stand_in(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(self.stand_ins.get(key).map_or(key, String::as_str), places)
    }

    /// A whole number with the digits of the language; at least `width` of them.
    fn number(&self, number: u32, width: usize) -> String {
        let number = format!("{number:0width$}");
        let Some(digits) = &self.digits else { return number };
        let own = |c: char| c.to_digit(10).and_then(|digit| digits.chars().nth(digit as usize)).unwrap_or(c);
        number.chars().map(own).collect()
    }
}

/// Where the locale for a tag stands in [`FILES`].
fn place(tag: &str) -> Option<usize> {
    let alias = |tag: &str| ALIASES.iter().find(|(name, _)| name.eq_ignore_ascii_case(tag)).map(|(_, to)| *to);
    let mut tag = tag.replace('_', "-");
    loop {
        let wanted = alias(&tag).unwrap_or(&tag);
        if let Some(index) = FILES.iter().position(|(name, _)| name.eq_ignore_ascii_case(wanted)) {
            return Some(index);
        }
        // The last subtag is the least of it (RFC 4647, lookup).
        tag.truncate(tag.rfind('-')?);
    }
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
mod tests;
