//! The words by which people write dates in a language, for reading them.
//!
//! Words are compared folded: without case, accents and the marks that only some keyboards have, so that `Février`, `fevrier`
//! and `FEVRIER.` are one.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::{FILES, Locale, place};

/// How people write dates, beside the words and forms that a résumé shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DateWords {
    /// Words for an end that is still open, beside `dates.present`.
    pub present: Vec<String>,
    /// Words before a start: `since`.
    pub since: Vec<String>,
    /// Words after the start of what goes on: `onwards`.
    pub onwards: Vec<String>,
    /// Words before an end: `until`.
    pub until: Vec<String>,
    /// Words between a start and an end: `to`.
    pub to: Vec<String>,
    /// Words that add nothing to a date: `of`.
    pub beside: Vec<String>,
    /// Other names of months, by number.
    pub months: BTreeMap<u8, Vec<String>>,
    /// Words that stand with each number of a date, such as `年`.
    pub counters: Option<Counters>,
}

/// Words that tell years, months and days apart.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counters {
    /// With a year.
    pub year: Vec<String>,
    /// With a month.
    pub month: Vec<String>,
    /// With a day.
    pub day: Vec<String>,
}

/// The part of a date that a number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
}

/// What a word can be in a date.
#[allow(clippy::struct_excessive_bools, reason = "a word can be several of these at once")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Role {
    /// The month that it names.
    pub(crate) month: Option<u8>,
    /// The part of a date that it counts, and whether it stands before its number.
    pub(crate) counter: Option<(Unit, bool)>,
    /// Whether it stands before a start.
    pub(crate) since: bool,
    /// Whether it stands after the start of what goes on.
    pub(crate) onwards: bool,
    /// Whether it stands before an end.
    pub(crate) until: bool,
    /// Whether it stands between a start and an end.
    pub(crate) to: bool,
    /// Whether it adds nothing.
    pub(crate) beside: bool,
}

/// The folded words of one language, or those in which all languages agree.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// In alphabetical order.
    words: Vec<(String, Role)>,
    /// Texts that mean the present, in alphabetical order.
    present: Vec<String>,
}

/// Each lexicon once it was asked for, in the order of [`FILES`].
static BUILT: [OnceLock<Lexicon>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// The words of all languages.
static SHARED: OnceLock<Lexicon> = OnceLock::new();

impl Lexicon {
    /// The words of the language of a tag.
    pub(crate) fn of(tag: &str) -> Option<&'static Self> {
        let index = place(tag)?;
        Some(BUILT[index].get_or_init(|| Locale::built_in(FILES[index].0).map(Self::new).unwrap_or_default()))
    }

    /// The words of all languages, without the months on whose names they disagree.
    pub(crate) fn shared() -> &'static Self {
        SHARED.get_or_init(|| {
            let mut words: BTreeMap<String, Vec<Role>> = BTreeMap::new();
            let mut present = Vec::new();
            for lexicon in Locale::known().filter_map(Self::of) {
                present.extend(lexicon.present.iter().cloned());
                for (word, role) in &lexicon.words {
                    words.entry(word.clone()).or_default().push(*role);
                }
            }
            present.sort();
            present.dedup();
            Self { words: words.into_iter().map(|(word, roles)| (word, agreed(&roles))).collect(), present }
        })
    }

    fn new(locale: &Locale) -> Self {
        let mut found: BTreeMap<String, Role> = BTreeMap::new();
        let mut add = |words: &[String], set: &dyn Fn(&mut Role)| {
            for word in words {
                let word = fold(word);
                set(found.entry(word.trim_matches(['.', '\'']).to_owned()).or_default());
            }
        };
        let reading = &locale.reading;
        let months = &locale.months;
        let genitive = months.genitive.iter().flat_map(|names| [&names.long, &names.short]);
        for names in [&months.long, &months.short].into_iter().chain(genitive) {
            for (number, name) in (1..).zip(names) {
                if !name.starts_with(|c: char| c.is_ascii_digit()) {
                    let joined = format!("{}{name}", locale.before_month());
                    add(&[name.clone(), joined], &|role| role.month = Some(number));
                }
            }
        }
        for (number, names) in &reading.months {
            add(names, &|role| role.month = Some(*number));
        }
        add(&reading.since, &|role| role.since = true);
        add(&reading.onwards, &|role| role.onwards = true);
        add(&reading.until, &|role| role.until = true);
        add(&reading.to, &|role| role.to = true);
        add(&reading.beside, &|role| role.beside = true);
        if let Some(counters) = &reading.counters {
            let first = !locale.dates.long_month.starts_with('{');
            add(&counters.year, &|role| role.counter = Some((Unit::Year, first)));
            add(&counters.month, &|role| role.counter = Some((Unit::Month, first)));
            add(&counters.day, &|role| role.counter = Some((Unit::Day, first)));
        }
        let present = reading.present.iter().chain([&locale.dates.present]);
        let mut present: Vec<String> = present.map(|text| fold(text).trim_end_matches('.').to_owned()).collect();
        present.sort();
        present.dedup();
        Self { words: found.into_iter().collect(), present }
    }

    /// What a folded word can be.
    pub(crate) fn role(&self, word: &str) -> Option<Role> {
        let at = self.words.binary_search_by(|(known, _)| known.as_str().cmp(word)).ok()?;
        Some(self.words[at].1)
    }

    /// The month whose names alone begin so, for a folded word of three letters or more.
    pub(crate) fn month_by_start(&self, word: &str) -> Option<u8> {
        if word.chars().count() < 3 {
            return None;
        }
        let start = self.words.partition_point(|(known, _)| known.as_str() < word);
        let alike = self.words[start..].iter().take_while(|(known, _)| known.starts_with(word));
        let mut months = alike.filter_map(|(_, role)| role.month);
        let first = months.next()?;
        months.all(|month| month == first).then_some(first)
    }

    /// Whether a folded text means the present.
    pub(crate) fn is_present(&self, text: &str) -> bool {
        self.present.binary_search_by(|known| known.as_str().cmp(text)).is_ok()
    }

    /// The folded texts that mean the present.
    pub(crate) fn present(&self) -> impl Iterator<Item = &str> {
        self.present.iter().map(String::as_str)
    }

    /// The folded words that can stand in a date and pass a test.
    pub(crate) fn words(&self, is: fn(&Role) -> bool) -> impl Iterator<Item = &str> {
        self.words.iter().filter(move |(_, role)| is(role)).map(|(word, _)| word.as_str())
    }
}

/// What a word can be where these languages have it.
fn agreed(roles: &[Role]) -> Role {
    let mut all = Role::default();
    let mut months = roles.iter().filter_map(|role| role.month);
    let month = months.next();
    all.month = month.filter(|month| months.all(|other| other == *month));
    all.counter = roles.iter().find_map(|role| role.counter);
    all.since = roles.iter().any(|role| role.since);
    all.onwards = roles.iter().any(|role| role.onwards);
    all.until = roles.iter().any(|role| role.until);
    all.to = roles.iter().any(|role| role.to);
    all.beside = roles.iter().any(|role| role.beside);
    all
}

impl Locale {
    /// The letters that are written onto a month beside a day, as in Hebrew; mostly none.
    fn before_month(&self) -> &str {
        let before = self.dates.long.split("{month}").next().unwrap_or_default();
        before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
    }
}

/// The first digits of the scripts that count in tens with digits of their own.
const ZEROS: [u32; 17] = [
    0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20,
    0x1040, 0x17E0, 0x1810,
];

/// A text as it is compared: lower case, no accents, Western digits, single spaces, plain hyphens and apostrophes.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        let lower = text.to_ascii_lowercase();
        return lower.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_unseen(*c)).flat_map(char::to_lowercase).filter(|c| !is_unseen(*c)).map(plain) {
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a character is an accent, a vowel sign that is mostly left out, or sets the direction.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{93C}' | '\u{94D}' | '\u{5B0}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{640}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

/// The plain form of a character.
fn plain(c: char) -> char {
    match c {
        _ if c.is_whitespace() => ' ',
        'ı' => 'i',
        '’' | '‘' | '׳' | '´' | 'ʼ' | '`' => '\'',
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        '\u{2044}' | '\u{2215}' => '/',
        '，' | '、' | '،' => ',',
        '．' | '。' | '॰' => '.',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        _ => {
            let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&u32::from(c)));
            zero.and_then(|zero| char::from_digit(u32::from(c) - zero, 10)).unwrap_or(c)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_accents_and_marks() {
        assert_eq!(fold("  FÉVRIER \u{a0} ２０２１ "), "fevrier 2021");
        assert_eq!(fold("٢٠٢١‏"), "2021");
        assert_eq!(fold("२०२१"), "2021");
        assert_eq!(fold("İstanbul Kasım"), "istanbul kasim");
        assert_eq!(fold("aujourd’hui"), "aujourd'hui");
        assert_eq!(fold("फ़रवरी"), fold("फरवरी"));
    }

    #[test]
    fn months_are_found_by_their_names_and_by_what_only_they_begin_with() {
        let lexicon = |tag: &str| Lexicon::of(tag).expect("there is one");
        for (tag, word, month) in [
            ("en", "september", 9),
            ("de", "marz", 3),
            ("pl", "marca", 3),
            ("he", "באפריל", 4),
            ("hi", "जन", 1),
            ("ru", "мая", 5),
        ] {
            assert_eq!(lexicon(tag).role(word).and_then(|role| role.month), Some(month), "{tag} {word}");
        }
        assert_eq!(lexicon("en").month_by_start("septem"), Some(9));
        assert_eq!(lexicon("fr").month_by_start("jui"), None, "June or July");
        assert_eq!(lexicon("en").month_by_start("ma"), None);
    }

    #[test]
    fn languages_agree_or_do_not_count() {
        let month = |word: &str| Lexicon::shared().role(word).and_then(|role| role.month);
        assert_eq!(month("mai"), Some(5));
        assert_eq!(month("mars"), Some(3));
        assert!(Lexicon::shared().is_present("heute"));
        assert!(Lexicon::shared().is_present("至今"));
        let disagreed = Lexicon::shared().words.iter().filter(|(word, role)| {
            role.month.is_none()
                && Locale::known()
                    .filter_map(Lexicon::of)
                    .any(|own| own.role(word).is_some_and(|role| role.month.is_some()))
        });
        assert_eq!(disagreed.count(), 0, "no name of a month means two months today");
    }
}
