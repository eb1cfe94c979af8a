//! One date in a folded text: numbers, names of months and what stands between them.

use super::context::{DateReading, Order};
use super::partial::{PartialDate, days_in_month};
use crate::locale::Unit;

/// Endings of a number that counts a day.
const ORDINALS: [&str; 9] = ["st", "nd", "rd", "th", "er", "eme", "e", "o", "a"];

/// What a text is as a single date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Single {
    /// A date.
    Date(PartialDate),
    /// A date of which only this part can be, and why.
    Partly(PartialDate, String),
    /// One of two, the day first and the month first.
    Either(PartialDate, PartialDate),
    /// A year and the one after it, or the month of that number.
    Slashed(PartialDate),
    /// A month without a year.
    MonthAlone(u8),
    /// No date.
    None,
}

/// A number and how it stands there.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: u32,
    digits: usize,
    unit: Option<Unit>,
}

impl Number {
    fn is_year(self) -> bool {
        self.digits == 4
    }

    fn is_small(self) -> bool {
        self.digits <= 2
    }
}

/// The parts of a text that may be a date.
#[derive(Debug, Default)]
struct Parts {
    numbers: Vec<Number>,
    /// The month that is named, and how many numbers stand before it.
    month: Option<(u8, usize)>,
    /// The mark before each number and name but the first; a space where there is none.
    marks: Vec<char>,
}

/// Reads a folded text as one date.
pub(super) fn single(text: &str, reading: &DateReading) -> Single {
    match Parts::of(timestamp(text).unwrap_or(text), reading) {
        Some(parts) => parts.date(reading),
        None => Single::None,
    }
}

/// The date of an ISO 8601 date-time.
pub(super) fn timestamp(text: &str) -> Option<&str> {
    let (date, time) = text.split_at_checked(10)?;
    let shaped = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let time = time.strip_prefix(['t', 'T', ' '])?;
    let clock = time.trim_end_matches("utc").bytes().all(|byte| byte.is_ascii_digit() || b":.,+-zZ ".contains(&byte));
    (shaped && clock && time.starts_with(|c: char| c.is_ascii_digit())).then_some(date)
}

impl Parts {
    /// Takes a text apart; `None` where something in it can be no part of a date.
    fn of(text: &str, reading: &DateReading) -> Option<Self> {
        let mut parts = Self::default();
        let (mut rest, mut mark, mut expected) = (text, None, None);
        while let Some(c) = rest.chars().next() {
            let begun = !parts.numbers.is_empty() || parts.month.is_some();
            if c.is_ascii_digit() || (c == '\'' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) {
                let short_year = c == '\'';
                rest = rest.trim_start_matches('\'');
                let length = rest.bytes().take_while(u8::is_ascii_digit).count();
                let value = rest[..length].parse().ok()?;
                rest = &rest[length..];
                let number = match (short_year, length) {
                    (true, 2) => Number { value: with_century(value), digits: 4, unit: None },
                    (true, _) => return None,
                    (false, digits) => Number { value, digits, unit: expected.take() },
                };
                parts.push(mark.take(), begun);
                parts.numbers.push(number);
                if parts.numbers.len() > 3 {
                    return None;
                }
            } else if c.is_alphabetic() {
                let length = rest.find(|c: char| !(c.is_alphabetic() || c == '\'')).unwrap_or(rest.len());
                let attached = text.len() - rest.len();
                let attached = attached > 0 && text.as_bytes()[attached - 1].is_ascii_digit();
                let word = rest[..length].trim_end_matches('\'');
                // Counters stand close to what follows in scripts without spaces.
                let (role, length) = match reading.role(word) {
                    Some(role) => (role, length),
                    None if attached && ORDINALS.contains(&word) => {
                        rest = &rest[length..];
                        continue;
                    }
                    None => (reading.role(&rest[..c.len_utf8()]).filter(|role| role.counter.is_some())?, c.len_utf8()),
                };
                rest = &rest[length..];
                match (role.month, role.counter) {
                    (Some(month), _) => {
                        if parts.month.is_some() {
                            return None;
                        }
                        parts.push(mark.take(), begun);
                        parts.month = Some((month, parts.numbers.len()));
                        // The dot of an abbreviation.
                        rest = rest.strip_prefix('.').unwrap_or(rest);
                    }
                    (None, Some((unit, true))) => expected = Some(unit),
                    (None, Some((unit, false))) => {
                        let number = parts.numbers.last_mut().filter(|number| number.unit.is_none())?;
                        number.unit = Some(unit);
                    }
                    (None, None) if role.beside && begun => rest = rest.strip_prefix('.').unwrap_or(rest),
                    (None, None) => return None,
                }
            } else {
                match c {
                    ' ' => {}
                    '-' | '/' | '.' | ',' if mark.is_none() && begun => mark = Some(c),
                    ',' if mark == Some('.') => {}
                    _ => return None,
                }
                rest = &rest[c.len_utf8()..];
            }
        }
        // A range that is still open ends in a hyphen.
        mark.is_none_or(|mark| mark == '.' || mark == ',').then_some(parts)
    }

    fn push(&mut self, mark: Option<char>, begun: bool) {
        if begun {
            self.marks.push(mark.unwrap_or(' '));
        }
    }

    fn date(&self, reading: &DateReading) -> Single {
        let numbers = self.numbers.as_slice();
        if numbers.iter().any(|number| number.unit.is_some()) {
            return counted(numbers);
        }
        match (self.month, numbers) {
            (Some((month, _)), []) => Single::MonthAlone(month),
            (Some((month, _)), [year]) if year.is_year() => date(year.value, Some(month.into()), None),
            // 15 March 2021, March 15 2021
            (Some((month, 0 | 1)), [day, year]) if day.is_small() && year.is_year() => {
                date(year.value, Some(month.into()), Some(day.value))
            }
            // 2021 March 15
            (Some((month, 1)), [year, day]) if day.is_small() && year.is_year() => {
                date(year.value, Some(month.into()), Some(day.value))
            }
            (None, [year]) if year.is_year() => date(year.value, None, None),
            (None, [whole]) if whole.digits == 8 => {
                let (year, month, day) = (whole.value / 10_000, whole.value / 100 % 100, whole.value % 100);
                PartialDate::new(year, month, Some(day)).map_or(Single::None, Single::Date)
            }
            (None, [year, second]) if year.is_year() && second.is_small() => self.year_and(*year, *second, reading),
            (None, [month, year]) if month.is_small() && year.is_year() => date(year.value, Some(month.value), None),
            (None, [year, month, day]) if year.is_year() && month.is_small() && day.is_small() => {
                date(year.value, Some(month.value), Some(day.value))
            }
            (None, [first, second, year]) if year.is_year() && first.is_small() && second.is_small() => {
                self.two_and_year(first.value, second.value, year.value, reading)
            }
            _ => Single::None,
        }
    }

    /// `2021-03`, unless the second number can only be another year.
    fn year_and(&self, year: Number, second: Number, reading: &DateReading) -> Single {
        let next = second.value == (year.value + 1) % 100 && second.digits == 2;
        let month = PartialDate::new(year.value, second.value, None);
        if next && self.marks.first() == Some(&'/') {
            return match (month, reading.slash_is_month) {
                (Some(month), Some(true)) => Single::Date(month),
                (Some(month), None) => Single::Slashed(month),
                _ => Single::None,
            };
        }
        if month.is_none() && is_later_year(year.value, second.value, second.digits) {
            return Single::None;
        }
        date(year.value, Some(second.value), None)
    }

    /// `15.03.2021`, `03/15/2021`.
    fn two_and_year(&self, first: u32, second: u32, year: u32, reading: &DateReading) -> Single {
        let day_first = PartialDate::new(year, second, Some(first));
        let month_first = PartialDate::new(year, first, Some(second));
        let order = if self.marks.first() == Some(&'.') { Some(Order::DayFirst) } else { reading.order };
        match (day_first, month_first, order) {
            (Some(a), Some(b), None) if a != b => Single::Either(a, b),
            (Some(date), None, _) | (Some(date), Some(_), None | Some(Order::DayFirst)) | (_, Some(date), _) => {
                Single::Date(date)
            }
            (None, None, _) if first <= 12 && second > 12 => date(year, Some(first), Some(second)),
            (None, None, _) => date(year, Some(second), Some(first)),
        }
    }
}

/// The year of two digits behind an apostrophe: people at work today began after 1940.
pub(super) fn with_century(year: u32) -> u32 {
    if year < 40 { 2000 + year } else { 1900 + year }
}

/// Whether the last digits of a year that follows an earlier one stand there, as in `2019-20`.
pub(super) fn is_later_year(year: u32, second: u32, digits: usize) -> bool {
    digits == 2 && (second > year % 100 || second == (year + 1) % 100)
}

/// A date of numbers that each have their counter; a year may do without.
fn counted(numbers: &[Number]) -> Single {
    let of = |unit: Unit| {
        let mut found = numbers.iter().filter(|number| number.unit == Some(unit));
        (found.next(), found.next().is_some())
    };
    let (year, month, day) = (of(Unit::Year), of(Unit::Month), of(Unit::Day));
    let bare: Vec<&Number> = numbers.iter().filter(|number| number.unit.is_none()).collect();
    let year = match (year.0, bare.as_slice()) {
        (Some(year), []) => Some(year),
        (None, [year]) => Some(*year),
        _ => None,
    };
    let Some(year) = year.filter(|year| year.is_year()) else { return Single::None };
    let once = !month.1 && !day.1 && (day.0.is_none() || month.0.is_some());
    if once { date(year.value, month.0.map(|it| it.value), day.0.map(|it| it.value)) } else { Single::None }
}

/// A date, or the part of it that can be.
fn date(year: u32, month: Option<u32>, day: Option<u32>) -> Single {
    let Some(whole) = PartialDate::of_year(year) else { return Single::None };
    let Some(number) = month else { return Single::Date(whole) };
    let Some(month) = PartialDate::new(year, number, None) else {
        return Single::Partly(whole, format!("there is no month {number:02}"));
    };
    let Some(day) = day else { return Single::Date(month) };
    let last = days_in_month(month.year, month.month.unwrap_or(1));
    PartialDate::new(year, number, Some(day))
        .map_or_else(|| Single::Partly(month, format!("this month has {last} days")), Single::Date)
}
