//! Partial dates: a year, a month or a day, as ISO 8601 writes them, and ranges of them.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::decode::{Decode, Decoder};
use super::shape::Shape;
use super::text::Plain;
use crate::diagnostic::{Problem, Span};
use crate::source::Node;

/// A date as precise as it is known: `2023`, `2023-04` or `2023-04-17` (ISO 8601 calendar dates of reduced precision,
/// in the Gregorian calendar).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// The year, 1000 to 2999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31; never without a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// Parses one of the three forms; `None` for anything else, and for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| match parts.next() {
            None => Some(None),
            Some(part) if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                part.parse::<u16>().ok().map(Some)
            }
            Some(_) => None,
        };
        let (year, month, day) = (number(4)??, number(2)?, number(2)?);
        if parts.next().is_some() || !(1000..3000).contains(&year) {
            return None;
        }
        let small = |value: u16| u8::try_from(value).ok();
        let (month, day) = (month.and_then(small), day.and_then(small));
        let valid = month.is_none_or(|month| {
            (1..=12).contains(&month) && day.is_none_or(|day| (1..=days_in_month(year, month)).contains(&day))
        });
        valid.then_some(Self { year, month, day })
    }

    /// Parses a date, or the date of an ISO 8601 date-time such as `2017-12-24T15:53:00`.
    #[must_use]
    pub fn parse_timestamp(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| {
            let (date, time) = text.split_once(['T', ' '])?;
            let digits =
                time.trim_end_matches('Z').bytes().all(|byte| byte.is_ascii_digit() || b":.+-".contains(&byte));
            if digits && !time.is_empty() { Self::parse(date) } else { None }
        })
    }

    /// The order of two dates as far as both are known; `2023` and `2023-04` are equal.
    #[must_use]
    pub fn compare(self, other: Self) -> Ordering {
        let both = |a: Option<u8>, b: Option<u8>| a.zip(b).map_or(Ordering::Equal, |(a, b)| a.cmp(&b));
        self.year
            .cmp(&other.year)
            .then_with(|| both(self.month, other.month))
            .then_with(|| both(self.month.and(self.day), other.month.and(other.day)))
    }

    /// How many months there are from this date through another, both included: `2020-03` through `2023-06` are 40. With the
    /// days of both, whole months only. `None` where a month is not known, or the other date is the earlier one.
    #[must_use]
    pub fn months_through(self, end: Self) -> Option<u32> {
        let index = |date: Self, month: u8| u32::from(date.year) * 12 + u32::from(month);
        let (first, last) = (index(self, self.month?), index(end, end.month?));
        let (after, short) = match (self.day, end.day) {
            // To the day after the end, which may be in its month still.
            (Some(from), Some(to)) if to < days_in_month(end.year, end.month?) => (last, to + 1 < from),
            (Some(from), Some(_)) => (last + 1, from > 1),
            _ => (last + 1, false),
        };
        after.checked_sub(first + u32::from(short))
    }

    /// A likely reading of a date that was written otherwise, such as `04/2023`, `Apr 2023` or `2023-4`.
    #[must_use]
    pub fn guess(text: &str) -> Option<Self> {
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let lower = text.to_lowercase();
        let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let number = |part: &str| part.parse::<u16>().ok();
        let month = |part: &str| {
            let named = MONTHS.iter().position(|name| part.len() >= 3 && part.starts_with(name));
            number(part).filter(|n| (1..=12).contains(n)).or_else(|| u16::try_from(named? + 1).ok())
        };
        let (year, month, day) = match parts.as_slice() {
            [a, b] if a.len() == 4 => (number(a)?, month(b)?, None),
            [a, b] if b.len() == 4 => (number(b)?, month(a)?, None),
            [a, b, c] if a.len() == 4 => (number(a)?, month(b)?, Some(number(c)?)),
            [a, b, c] if c.len() == 4 && a.parse::<u16>().is_err() => (number(c)?, month(a)?, Some(number(b)?)),
            [a, b, c] if c.len() == 4 => (number(c)?, month(b)?, Some(number(a)?)),
            _ => return None,
        };
        let text = day.map_or(format!("{year}-{month:02}"), |day| format!("{year}-{month:02}-{day:02}"));
        Self::parse(&text)
    }
}

/// What is wrong with a date, where that is no matter of form alone.
fn fault(text: &str) -> Option<String> {
    if text.trim() == "present" {
        return Some("only an end can be `present`".into());
    }
    let ends = text.split_once(['–', '—']).or_else(|| text.split_once(" - ").or_else(|| text.split_once('-')));
    let is_date = |text: &str| PartialDate::parse(text.trim()).is_some();
    if ends.is_some_and(|(start, end)| is_date(start) && is_date(end)) {
        return Some("two dates; write them as `startDate` and `endDate`".into());
    }
    let parts: Vec<&str> = text.split('-').collect();
    let number = |index: usize, length: usize| {
        let part =
            parts.get(index).filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()));
        part.and_then(|part| part.parse::<u16>().ok())
    };
    let (year, month, day) = (number(0, 4)?, number(1, 2), number(2, 2));
    let known = u8::try_from(month?).ok().filter(|month| (1..=12).contains(month));
    match (known, day) {
        (None, _) => Some(format!("there is no month {}", parts[1])),
        (Some(month), Some(day)) if !(1..=u16::from(days_in_month(year, month))).contains(&day) => {
            Some(format!("this month has {} days", days_in_month(year, month)))
        }
        _ => None,
    }
}

/// The days of a month of the Gregorian calendar.
fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// A date with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Date {
    /// The date.
    pub value: PartialDate,
    /// Where it stands.
    pub span: Span,
}

/// The end of something: a date, or still going on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EndDate {
    /// It ended then.
    On(Date),
    /// It goes on: `present`, at its place.
    Present(Span),
}

impl Decode for Date {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = Plain::decode(node, decoder)?.0.value;
        let value = PartialDate::parse(&text);
        if value.is_none() {
            let guess = PartialDate::guess(&text).or_else(|| PartialDate::parse_timestamp(&text));
            let (reason, reading) = (fault(&text), guess.map(|date| date.to_string()));
            decoder.report(node.span, Problem::BadDate { found: text, reason, reading });
        }
        value.map(|value| Self { value, span: node.span })
    }
}

impl Decode for EndDate {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        const STILL: [&str; 7] = ["now", "current", "currently", "today", "ongoing", "heute", "until now"];
        match node.as_text().map(str::trim) {
            Some("present") => Some(Self::Present(node.span)),
            Some(text) if text.eq_ignore_ascii_case("present") || STILL.contains(&text.to_lowercase().as_str()) => {
                let reading = Some("present".to_owned());
                decoder.report(node.span, Problem::BadDate { found: text.to_owned(), reason: None, reading });
                None
            }
            _ => Date::decode(node, decoder).map(Self::On),
        }
    }
}

/// When something was last changed: a date, or a date-time of which only the date counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timestamp(pub Date);

impl Decode for Timestamp {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match node.as_text().and_then(|text| PartialDate::parse_timestamp(text.trim())) {
            Some(value) => Some(Self(Date { value, span: node.span })),
            None => Date::decode(node, decoder).map(Self),
        }
    }
}

/// The start and the end in a text that is a range of dates.
pub(crate) fn split_range(text: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let marks = [" – ", " — ", " - ", " to ", "–", "—"];
    let (at, mark) = marks.iter().find_map(|mark| Some((text.find(mark)?, mark)))?;
    Some((0..at, at + mark.len()..text.len()))
}

/// Reports a start after its end.
pub(crate) fn check_order(start: Option<Date>, end: Option<EndDate>, decoder: &mut Decoder<'_>) {
    if let (Some(start), Some(EndDate::On(end))) = (start, end)
        && start.value.compare(end.value) == Ordering::Greater
    {
        let problem = Problem::DateOrder { start: start.value.to_string(), end: end.value.to_string() };
        decoder.push(crate::diagnostic::Diagnostic::at(start.span, problem).with_related(end.span, "the end"));
    }
}

/// The pattern of the three forms.
const PATTERN: &str = "^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";

macro_rules! date_schema {
    ($name:ident, $description:literal, $pattern:expr) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "description": $description,
                    "anyOf": [
                        { "type": "string", "pattern": $pattern },
                        { "type": "integer", "minimum": 1000, "maximum": 2999 },
                    ],
                })
            }
        }
    };
}

date_schema!(Date, "A date: `2023`, `2023-04` or `2023-04-17`", format!("^$|{PATTERN}"));
date_schema!(EndDate, "A date, or `present`", format!("^$|^present$|{PATTERN}"));
date_schema!(Timestamp, "A date or an ISO 8601 date-time", format!("^$|{}([T ].+)?$", PATTERN.trim_end_matches('$')));

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::PartialDate;

    fn date(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap_or_else(|| panic!("{text} is a date"))
    }

    #[test]
    fn the_three_forms_are_read_and_written_back() {
        for text in ["2023", "2023-04", "2023-04-17", "2024-02-29"] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "23",
            "2023-4",
            "2023-13",
            "2023-00",
            "2023-02-29",
            "2023-04-31",
            "2023-04-17-1",
            "20230417",
            "+023",
            "",
            "0999",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn other_spellings_are_guessed() {
        for (text, meant) in [
            ("04/2023", "2023-04"),
            ("2023/4", "2023-04"),
            ("2023-4", "2023-04"),
            ("April 2023", "2023-04"),
            ("17.04.2023", "2023-04-17"),
            ("Apr 17, 2023", "2023-04-17"),
            ("2023.4.17", "2023-04-17"),
        ] {
            assert_eq!(PartialDate::guess(text).map(|date| date.to_string()).as_deref(), Some(meant), "{text}");
        }
        assert_eq!(PartialDate::guess("soon"), None);
        assert_eq!(PartialDate::guess("2023-13"), None);
    }

    #[test]
    fn dates_compare_as_far_as_both_are_known() {
        assert_eq!(date("2023").compare(date("2023-04")), Ordering::Equal);
        assert_eq!(date("2023-05").compare(date("2023-04-30")), Ordering::Greater);
        assert_eq!(date("2022-12-31").compare(date("2023")), Ordering::Less);
    }

    #[test]
    fn months_are_counted_with_both_ends() {
        for (start, end, months) in [
            ("2020-03", "2023-06", Some(40)),
            ("2020-03", "2020-03", Some(1)),
            ("2020-12", "2021-01", Some(2)),
            ("2020-03-15", "2020-06", Some(4)),
            ("2020-03-01", "2020-06-30", Some(4)),
            ("2020-03-15", "2020-04-14", Some(1)),
            ("2020-03-15", "2020-04-13", Some(0)),
            ("2020-03-17", "2020-03-25", Some(0)),
            ("2020-03-31", "2020-03-01", None),
            ("2020", "2023-06", None),
            ("2020-03", "2023", None),
            ("2020-03", "2019-01", None),
        ] {
            assert_eq!(date(start).months_through(date(end)), months, "{start} through {end}");
        }
    }

    #[test]
    fn a_timestamp_counts_as_its_date() {
        let parse = |text: &str| PartialDate::parse_timestamp(text).map(|date| date.to_string());
        assert_eq!(parse("2017-12-24T15:53:00").as_deref(), Some("2017-12-24"));
        assert_eq!(parse("2017-12-24T15:53:00.000Z").as_deref(), Some("2017-12-24"));
        assert_eq!(parse("2017-12-24Tnoon"), None);
    }
}
