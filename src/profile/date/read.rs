//! A text as a date: a point in time, a stretch of it, or words that only a reader understands.

use std::ops::Range;

use super::Moment;
use super::context::DateReading;
use super::partial::PartialDate;
use super::single::{Single, single, timestamp};
use super::stretch::{half_open, is_present, stretch};
use crate::locale::fold;

/// The longest text, in bytes, that is searched for a date.
pub(super) const LONGEST: usize = 120;

/// What a text says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    /// A point in time.
    Point(Moment),
    /// What goes on.
    Now,
    /// An end alone.
    Until(PartialDate),
    /// From a start to an end; without an end it goes on.
    Stretch(Moment, Option<Moment>),
}

/// What speaks against a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doubt {
    /// A part of it cannot be, for this reason; the rest is taken.
    Partly(PartialDate, String),
    /// It can mean two dates.
    Either([String; 2]),
    /// It has neither a reading nor a letter that would make it words.
    Unread,
}

/// A text as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    pub(super) said: Said,
    pub(super) doubt: Option<Doubt>,
}

impl From<Said> for Read {
    fn from(said: Said) -> Self {
        Self { said, doubt: None }
    }
}

/// A date in one of the forms of ISO 8601, which need no words to be read.
pub(super) fn iso(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    PartialDate::parse(text).or_else(|| PartialDate::parse(timestamp(text)?))
}

/// Reads a text that is not blank. The forms of ISO 8601 have been tried.
pub(super) fn read(text: &str, reading: &DateReading) -> Read {
    let text = text.trim();
    if text.len() > LONGEST {
        return words(text, None);
    }
    let folded = fold(text);
    let bare = bare(&folded);
    if let Some((moment, doubt)) = point(text, bare, reading) {
        return Read { said: Said::Point(moment), doubt };
    }
    if is_present(bare, reading) {
        return Said::Now.into();
    }
    if let Some(read) = half_open(text, bare, reading).or_else(|| stretch(text, reading).map(|found| found.read)) {
        return read;
    }
    words(text, last_year(&folded))
}

/// The date that a text names beyond doubt, in any of the forms that profiles may use.
pub(crate) fn plain_date(text: &str) -> Option<PartialDate> {
    iso(text).or_else(|| match read(text, &DateReading::unknown()) {
        Read { said: Said::Point(Moment::Known(date)), doubt: None } => Some(date),
        _ => None,
    })
}

/// A date as the profile writes it best, `present` for the end of what goes on, and any other text as it is.
pub(crate) fn canonical_date(text: &str, is_end: bool) -> String {
    let text = text.trim();
    match iso(text) {
        Some(date) => date.to_string(),
        None => match read(text, &DateReading::unknown()) {
            Read { said: Said::Point(Moment::Known(date)), doubt: None } => date.to_string(),
            Read { said: Said::Now, .. } if is_end => "present".to_owned(),
            _ => text.to_owned(),
        },
    }
}

/// Splits a text that holds two dates, or a date and a word for the present: the places of the start and of the end.
///
/// `2021-03` and `2019-20` are not split, since their parts say nothing by themselves.
pub(crate) fn split_range(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let reading = DateReading::unknown();
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.len() > LONGEST || PartialDate::parse(trimmed).is_some() {
        return None;
    }
    let folded = fold(trimmed);
    let bare = bare(&folded);
    if point(trimmed, bare, &reading).is_some() || half_open(trimmed, bare, &reading).is_some() {
        return None;
    }
    let found = stretch(trimmed, &reading).filter(|found| found.apart)?;
    let offset = text.len() - text.trim_start().len();
    let moved = |range: Range<usize>| range.start + offset..range.end + offset;
    Some((moved(found.start), moved(found.end)))
}

/// The folded text without brackets, quotes and a full stop around it.
pub(super) fn bare(folded: &str) -> &str {
    let around = |c: char| matches!(c, ' ' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '„' | '«' | '»' | ';' | '!');
    folded.trim_matches(around).trim_end_matches(['.', ','])
}

/// A single date, with what speaks against it.
pub(super) fn point(text: &str, bare: &str, reading: &DateReading) -> Option<(Moment, Option<Doubt>)> {
    match single(bare, reading) {
        Single::Date(date) => Some((Moment::Known(date), None)),
        Single::Partly(date, reason) => Some((Moment::Known(date), Some(Doubt::Partly(date, reason)))),
        Single::Either(a, b) => {
            let moment = Moment::written(text, PartialDate::of_year(a.year.into()));
            Some((moment, Some(Doubt::Either([a.to_string(), b.to_string()]))))
        }
        Single::Slashed(month) => {
            let years = format!("{} – {}", month.year, month.year + 1);
            let moment = Moment::written(text, PartialDate::of_year(month.year.into()));
            Some((moment, Some(Doubt::Either([month.to_string(), years]))))
        }
        Single::MonthAlone(_) | Single::None => None,
    }
}

/// A text that is shown as it stands, with the year in it.
fn words(text: &str, year: Option<PartialDate>) -> Read {
    let doubt = (!text.chars().any(char::is_alphabetic)).then_some(Doubt::Unread);
    Read { said: Said::Point(Moment::written(text, year)), doubt }
}

/// The last year that a folded text names.
pub(super) fn last_year(folded: &str) -> Option<PartialDate> {
    let mut last = None;
    let mut before = ' ';
    for part in folded.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        let value = digits.parse::<u32>().ok();
        last = match (digits.len(), value) {
            (4, Some(year)) => PartialDate::of_year(year).or(last),
            (2, Some(year)) if before == '\'' => PartialDate::of_year(super::single::with_century(year)).or(last),
            _ => last,
        };
        before = part.chars().next_back().unwrap_or(' ');
    }
    last
}
