//! Two dates in one text, or one and a word that says where it begins or ends.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::Moment;
use super::context::DateReading;
use super::partial::PartialDate;
use super::read::{Doubt, Read, Said, bare, last_year, point};
use super::single::{Single, is_later_year, single};
use crate::locale::{Lexicon, Role, fold};

/// A text that was read as a start and an end.
pub(super) struct Found {
    pub(super) read: Read,
    /// The place of the start.
    pub(super) start: Range<usize>,
    /// The place of the end.
    pub(super) end: Range<usize>,
    /// Whether each says what it means without the other.
    pub(super) apart: bool,
}

/// One side of a range.
enum Side {
    Moment(Moment, Option<Doubt>),
    Now,
    /// A month whose year stands on the other side.
    Month(u8),
    /// A number whose meaning depends on the other side: its value and its digits.
    Number(u32, usize),
}

/// A place at which a text may be cut in two.
struct Cut {
    left: usize,
    right: usize,
    /// Whether it stands between two things, as a dash does, and not within one, as a hyphen can.
    strong: bool,
}

/// Whether a folded text says that something goes on.
pub(super) fn is_present(bare: &str, reading: &DateReading) -> bool {
    let text = bare.trim_start_matches(is_dash).trim_start();
    reading.is_present(text)
        || strip_start(text, reading, |role| role.until || role.to).is_some_and(|rest| reading.is_present(rest))
}

/// Reads a date with a word or a mark that makes it a start or an end.
pub(super) fn half_open(text: &str, bare: &str, reading: &DateReading) -> Option<Read> {
    let open = |rest: &str| {
        let (moment, doubt) = point(text, rest.trim(), reading)?;
        Some(Read { said: Said::Stretch(moment, None), doubt })
    };
    let closed = |rest: &str| match point(text, rest.trim(), reading)? {
        (Moment::Known(date), doubt) => Some(Read { said: Said::Until(date), doubt }),
        (moment, doubt) => Some(Read { said: Said::Point(moment), doubt }),
    };
    let cut_end = bare.trim_end_matches(|c: char| is_dash(c) || c == '+' || c == '…' || c == ' ' || c == '.');
    let cut_start = bare.trim_start_matches(is_dash);
    strip_start(bare, reading, |role| role.since)
        .and_then(open)
        .or_else(|| strip_start(bare, reading, |role| role.until).and_then(closed))
        .or_else(|| if cut_end.len() < bare.len() { open(cut_end) } else { None })
        .or_else(|| if cut_start.len() < bare.len() { closed(cut_start) } else { None })
        .or_else(|| strip_end(bare, reading, |role| role.onwards || role.to).and_then(open))
        .or_else(|| before_present(bare, reading).and_then(open))
}

/// Reads a text as a start and an end.
pub(super) fn stretch(text: &str, reading: &DateReading) -> Option<Found> {
    let cuts = cuts(text, reading);
    let strong_first = || cuts.iter().filter(|cut| cut.strong).chain(cuts.iter().filter(|cut| !cut.strong));
    let read = |cut: &Cut, words: bool| {
        let (left, right) = (text[..cut.left].trim_end(), text[cut.right..].trim_start());
        let start = 0..left.len();
        let end = text.len() - right.len()..text.len();
        let sides = (side(left, reading, words, true)?, side(right, reading, words, false)?);
        let apart = matches!(sides, (Side::Moment(..), Side::Moment(..) | Side::Now));
        Some(Found { read: together(sides.0, sides.1)?, start, end, apart })
    };
    strong_first().find_map(|cut| read(cut, false)).or_else(|| {
        let mut strong = cuts.iter().filter(|cut| cut.strong);
        strong.find_map(|cut| read(cut, true))
    })
}

/// Reads one side of a range; as words only where they name a year.
fn side(text: &str, reading: &DateReading, words: bool, is_start: bool) -> Option<Side> {
    let folded = fold(text);
    let bare = bare(&folded);
    let behind = || strip_start(bare, reading, |role| role.since).filter(|_| is_start);
    let found = point(text, bare, reading).or_else(|| point(text, behind()?, reading));
    if let Some((moment, doubt)) = found {
        return Some(Side::Moment(moment, doubt));
    }
    if !is_start && is_present(bare, reading) {
        return Some(Side::Now);
    }
    if let Single::MonthAlone(month) = single(bare, reading) {
        return Some(Side::Month(month));
    }
    if (1..=2).contains(&bare.len())
        && let Ok(number) = bare.parse()
    {
        return Some(Side::Number(number, bare.len()));
    }
    let year = last_year(&folded).filter(|_| words && text.chars().any(char::is_alphabetic))?;
    Some(Side::Moment(Moment::written(text, Some(year)), None))
}

/// Joins the two sides of a range.
fn together(start: Side, end: Side) -> Option<Read> {
    let of = |start: PartialDate, end: Moment, doubt| {
        Some(Read { said: Said::Stretch(Moment::Known(start), Some(end)), doubt })
    };
    match (start, end) {
        (Side::Moment(start, a), Side::Moment(end, b)) => {
            Some(Read { said: Said::Stretch(start, Some(end)), doubt: a.or(b) })
        }
        (Side::Moment(start, doubt), Side::Now) => Some(Read { said: Said::Stretch(start, None), doubt }),
        (Side::Month(month), Side::Moment(Moment::Known(end), doubt)) => {
            // November to February begin in the year before.
            let earlier = end.month? < month;
            let start = PartialDate::new(u32::from(end.year) - u32::from(earlier), month.into(), None)?;
            of(start, Moment::Known(end), doubt)
        }
        (Side::Number(number, _), Side::Moment(Moment::Known(end), doubt)) => {
            let (year, month) = (u32::from(end.year), u32::from(end.month?));
            let start = match end.day {
                Some(_) => PartialDate::new(year, month, Some(number)),
                None => PartialDate::new(year, number, None),
            };
            start.and_then(|start| of(start, Moment::Known(end), doubt))
        }
        (Side::Moment(Moment::Known(start), None), Side::Number(number, digits)) if start.month.is_none() => {
            let year = u32::from(start.year);
            if is_later_year(year, number, digits) {
                let century = year - year % 100 + if number < year % 100 { 100 } else { 0 };
                return of(start, Moment::Known(PartialDate::of_year(century + number)?), None);
            }
            let month = PartialDate::new(year, number, None).filter(|_| digits == 2)?;
            Some(Said::Point(Moment::Known(month)).into())
        }
        _ => None,
    }
}

/// Whether a character stands between a start and an end.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '～' | '〜' | '→')
}

/// Every place at which a text may be cut, in the order of the text.
fn cuts(text: &str, reading: &DateReading) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if is_dash(c) || c == '/' {
            let length = rest.find(|c: char| !(is_dash(c) || c == '/' || c == '>')).unwrap_or(rest.len());
            let mark = &rest[..length];
            let spaced = text[..at].ends_with(char::is_whitespace) || rest[length..].starts_with(char::is_whitespace);
            let strong = !mark.contains('/') && (spaced || mark != "-");
            cuts.push(Cut { left: at, right: at + length, strong });
            at += length;
        } else if is_unspaced(c) {
            let word = Lexicon::shared().words(|role| role.to).map(|word| word.nfc().collect::<String>());
            let length = word.filter(|word| rest.starts_with(word.as_str())).map(|word| word.len()).max();
            if let Some(length) = length {
                cuts.push(Cut { left: at, right: at + length, strong: true });
            }
            at += length.unwrap_or(c.len_utf8());
        } else if c.is_alphabetic() {
            let length = rest.find(|c: char| !(c.is_alphabetic() || is_apostrophe(c))).unwrap_or(rest.len());
            let length = length.max(c.len_utf8());
            let free = text[..at].ends_with(char::is_whitespace) && rest[length..].starts_with(char::is_whitespace);
            if free && reading.role(&fold(&rest[..length])).is_some_and(|role| role.to) {
                cuts.push(Cut { left: at, right: at + length, strong: true });
            }
            at += length;
        } else {
            at += c.len_utf8();
        }
    }
    cuts.retain(|cut| !text[..cut.left].trim().is_empty() && !text[cut.right..].trim().is_empty());
    cuts
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '׳')
}

/// Whether a character belongs to a script that sets no spaces between words, or sets its particles onto them.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

/// All words of a kind that a reading knows.
fn known(reading: &DateReading, is: fn(&Role) -> bool) -> impl Iterator<Item = &str> {
    reading.lexicons().flat_map(move |lexicon| lexicon.words(is))
}

/// A folded text without the longest word of a kind before it.
fn strip_start<'t>(text: &'t str, reading: &DateReading, is: fn(&Role) -> bool) -> Option<&'t str> {
    let stripped = known(reading, is).filter_map(|word| {
        let rest = text.strip_prefix(word)?;
        let apart = !rest.starts_with(char::is_alphabetic) || word.chars().next_back().is_some_and(is_unspaced);
        (apart && !rest.is_empty()).then(|| rest.trim_start())
    });
    stripped.min_by_key(|rest| rest.len())
}

/// A folded text without the longest word of a kind after it.
fn strip_end<'t>(text: &'t str, reading: &DateReading, is: fn(&Role) -> bool) -> Option<&'t str> {
    known(reading, is).filter_map(|word| before(text, word)).min_by_key(|rest| rest.len())
}

/// A folded text without the words for the present at its end.
fn before_present<'t>(text: &'t str, reading: &DateReading) -> Option<&'t str> {
    let phrases = reading.lexicons().flat_map(Lexicon::present);
    let rest = phrases.filter_map(|phrase| before(text, phrase)).min_by_key(|rest| rest.len())?;
    Some(rest.trim_end_matches(|c: char| is_dash(c) || c == ' ' || c == ','))
}

/// The part of a folded text that stands before words at its end.
fn before<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let rest = text.strip_suffix(words)?;
    let apart = !rest.ends_with(char::is_alphabetic) || words.chars().next().is_some_and(is_unspaced);
    (apart && !rest.is_empty()).then(|| rest.trim_end())
}
