//! A date as far as it is known.

use std::cmp::Ordering;
use std::fmt;

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
        match month {
            None => Some(Self { year, month: None, day: None }),
            Some(month) => Self::new(year.into(), month.into(), day.map(u32::from)),
        }
    }

    /// A month or a day; `None` where there is no such month or day.
    pub(crate) fn new(year: u32, month: u32, day: Option<u32>) -> Option<Self> {
        let year = u16::try_from(year).ok().filter(|year| (1000..3000).contains(year))?;
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        let Some(day) = day else { return Some(Self { year, month: Some(month), day: None }) };
        let day = u8::try_from(day).ok().filter(|day| (1..=days_in_month(year, month)).contains(day))?;
        Some(Self { year, month: Some(month), day: Some(day) })
    }

    /// A year; `None` for one before 1000 or after 2999.
    pub(crate) fn of_year(year: u32) -> Option<Self> {
        let year = u16::try_from(year).ok().filter(|year| (1000..3000).contains(year))?;
        Some(Self { year, month: None, day: None })
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
}

/// The days of a month of the Gregorian calendar.
pub(super) fn days_in_month(year: u16, month: u8) -> u8 {
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
}
