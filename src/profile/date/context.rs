//! What the rest of a file tells about the way in which it writes dates.

use crate::locale::{Lexicon, Role, fold};
use crate::source::{Data, Node};

/// The keys that hold dates.
const KEYS: [&str; 5] = ["date", "startDate", "endDate", "releaseDate", "lastModified"];

/// Countries that write the month first, by ISO 3166-1 alpha-2 code (CLDR, short dates of the usual language).
const MONTH_FIRST: [&str; 11] = ["US", "AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "UM", "VI"];

/// Countries from which the order of `05/01/2008` cannot be told: they write the year first, or both ways.
const NO_ORDER: [&str; 13] = ["BT", "CA", "CN", "HK", "HU", "JP", "KP", "KR", "LT", "MN", "SE", "TW", "ZA"];

/// Languages that say nothing about the order: spoken where dates are written in more than one, or with the year first.
const UNDECIDED: [&str; 6] = ["en", "zh", "ja", "ko", "hu", "fa"];

/// Which number stands first in `05/01/2008`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

/// How the dates of a file are read.
#[derive(Debug, Default)]
pub(crate) struct DateReading {
    /// The words of the languages that are looked at before all others.
    lexicons: Vec<&'static Lexicon>,
    /// Which of day and month stands first, where something tells.
    pub(super) order: Option<Order>,
    /// Whether `2009/10` is a month, where something tells; else it is a year of study.
    pub(super) slash_is_month: Option<bool>,
}

impl DateReading {
    /// The reading for a text of no file that is known: English before the others.
    pub(crate) fn unknown() -> Self {
        Self { lexicons: Lexicon::of("en").into_iter().collect(), order: None, slash_is_month: None }
    }

    /// The reading for a profile, by its language, its country and its other dates.
    pub(crate) fn of(root: &Node) -> Self {
        let text = |path: [&str; 2]| root.get(path[0])?.get(path[1])?.as_text().map(str::trim);
        let top = root.get("language").and_then(Node::as_text).map(str::trim);
        let named = text(["meta", "language"]).or(top).filter(|tag| !tag.is_empty());
        let lexicons = named.and_then(Lexicon::of).into_iter().chain(Lexicon::of("en"));
        let mut evidence = Evidence::default();
        evidence.look(root, false);
        let country = root.get("basics").and_then(|basics| basics.get("location")?.get("countryCode")?.as_text());
        let order = match (evidence.day_first, evidence.month_first) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            (true, true) => None,
            (false, false) => country.and_then(order_of_country).or_else(|| order_of_language(named?)),
        };
        let slash_is_month = match (evidence.slashed_month, evidence.slashed_years) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        };
        Self { lexicons: lexicons.collect(), order, slash_is_month }
    }

    /// What a folded word can be: in the file's own language, else in all others that have it.
    pub(super) fn role(&self, word: &str) -> Option<Role> {
        self.lexicons
            .iter()
            .find_map(|lexicon| lexicon.role(word))
            .or_else(|| {
                let month = self.lexicons.iter().find_map(|lexicon| lexicon.month_by_start(word))?;
                Some(Role { month: Some(month), ..Role::default() })
            })
            .or_else(|| Lexicon::shared().role(word))
    }

    /// The words of the file's own language, then those of all others.
    pub(super) fn lexicons(&self) -> impl Iterator<Item = &'static Lexicon> {
        self.lexicons.iter().copied().chain([Lexicon::shared()])
    }

    /// Whether a folded text means the present.
    pub(super) fn is_present(&self, text: &str) -> bool {
        self.lexicons.iter().any(|lexicon| lexicon.is_present(text)) || Lexicon::shared().is_present(text)
    }
}

/// The order of a country by its code; none for a text that is no code.
fn order_of_country(code: &str) -> Option<Order> {
    let code = code.trim().to_ascii_uppercase();
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let known = is_code && !NO_ORDER.contains(&code.as_str());
    known.then(|| if MONTH_FIRST.contains(&code.as_str()) { Order::MonthFirst } else { Order::DayFirst })
}

/// The order of a language by its tag: that of its region, else that of all who write it.
fn order_of_language(tag: &str) -> Option<Order> {
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next()?.to_ascii_lowercase();
    match subtags.find(|subtag| subtag.len() == 2) {
        Some(region) => order_of_country(region),
        None if UNDECIDED.contains(&language.as_str()) => None,
        None => Lexicon::of(&language).map(|_| Order::DayFirst),
    }
}

/// What the dates of a file show.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is seen or not, by itself")]
struct Evidence {
    day_first: bool,
    month_first: bool,
    slashed_month: bool,
    slashed_years: bool,
}

impl Evidence {
    fn look(&mut self, node: &Node, dated: bool) {
        match &node.data {
            Data::Scalar { text, .. } if dated && text.len() <= super::read::LONGEST => self.text(text),
            Data::Mapping(pairs) => {
                for (key, value) in pairs {
                    self.look(value, KEYS.contains(&key.name.as_str()));
                }
            }
            Data::Sequence(items) => items.iter().for_each(|item| self.look(item, false)),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let folded = fold(text);
        // A range holds several dates.
        for part in folded.split([' ', '–', '—', '~']) {
            let numbers: Option<Vec<(u32, usize)>> =
                part.split(['/', '-']).map(|number| Some((number.parse().ok()?, number.len()))).collect();
            match numbers.as_deref() {
                Some([(first, ..=2), (second, ..=2), (_, 4)]) => {
                    self.day_first |= (13..=31).contains(first) && (1..=12).contains(second);
                    self.month_first |= (13..=31).contains(second) && (1..=12).contains(first);
                }
                Some([(year, 4), (second, 2)]) if part.contains('/') => {
                    let next = *second == (year + 1) % 100;
                    self.slashed_years |= next && *second > 12;
                    self.slashed_month |= !next && (1..=12).contains(second);
                }
                _ => {}
            }
        }
    }
}
