//! Dates and ranges in words.

use serde::Deserialize;

use super::{Locale, fill};

/// The names of the months, January first; numbers where a language counts its months.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Months {
    /// In full, as they stand without a day: `marzec 2020`.
    pub long: [String; 12],
    /// Short, as they stand without a day.
    pub short: [String; 12],
    /// As they stand beside a day, where that differs: `7 marca 2020`.
    #[serde(default)]
    pub genitive: Option<MonthNames>,
}

/// Names of the months in one grammatical form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthNames {
    /// In full.
    pub long: [String; 12],
    /// Short.
    pub short: [String; 12],
}

/// The forms of dates, with `{year}`, `{month}`, `{day}`, `{dd}` (a day of two digits), `{start}` and `{end}` as places.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateForms {
    /// A year.
    pub year: String,
    /// A month of a year, short.
    pub month: String,
    /// A day, with a short month.
    pub day: String,
    /// A month of a year in full, as a letter writes it.
    pub long_month: String,
    /// A day with its month in full, as a letter writes it.
    pub long: String,
    /// The first day of a month, where it is no mere number: `1er`.
    #[serde(default)]
    pub first_day: Option<String>,
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
    /// The day too, where it is known: `7 Apr 2023`.
    Day,
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
    /// A date in words.
    #[must_use]
    pub fn date(&self, date: DateParts, style: DateStyle) -> String {
        let DateParts { year, month, day } = date;
        match (style, month, day) {
            (DateStyle::Iso, Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (DateStyle::Iso, Some(month), None) => format!("{year}-{month:02}"),
            (DateStyle::Iso, None, _) => year.to_string(),
            (DateStyle::Year, ..) | (DateStyle::Month | DateStyle::Day, None, _) => {
                self.fill_date(&self.dates.year, date, "")
            }
            (DateStyle::Month, Some(month), _) | (DateStyle::Day, Some(month), None) => {
                self.fill_date(&self.dates.month, date, name(&self.months.short, month))
            }
            (DateStyle::Day, Some(month), Some(_)) => {
                let names = self.months.genitive.as_ref().map_or(&self.months.short, |names| &names.short);
                self.fill_date(&self.dates.day, date, name(names, month))
            }
        }
    }

    /// A date as a letter writes it, with the name of the month in full: `7 April 2023`.
    #[must_use]
    pub fn long_date(&self, date: DateParts) -> String {
        match (date.month, date.day) {
            (None, _) => self.fill_date(&self.dates.year, date, ""),
            (Some(month), None) => self.fill_date(&self.dates.long_month, date, name(&self.months.long, month)),
            (Some(month), Some(_)) => {
                let names = self.months.genitive.as_ref().map_or(&self.months.long, |names| &names.long);
                self.fill_date(&self.dates.long, date, name(names, month))
            }
        }
    }

    /// A range in words; `end` is `None` for what goes on. A start and an end that read the same are shown once.
    #[must_use]
    pub fn range(&self, start: Option<DateParts>, end: Option<DateParts>, style: DateStyle) -> String {
        self.range_of(start.map(|start| self.date(start, style)), end.map(|end| self.date(end, style)))
    }

    /// A range of a start and an end that are worded already; `end` is `None` for what goes on.
    #[must_use]
    pub fn range_of(&self, start: Option<String>, end: Option<String>) -> String {
        let end = end.unwrap_or_else(|| self.dates.present.clone());
        match start {
            Some(start) if start != end => fill(&self.dates.range, &[("start", &start), ("end", &end)]),
            _ => end,
        }
    }

    fn fill_date(&self, pattern: &str, date: DateParts, month: &str) -> String {
        let (year, number) = (self.number(date.year.into(), 1), u32::from(date.day.unwrap_or_default()));
        let day = match &self.dates.first_day {
            Some(first) if number == 1 => first.clone(),
            _ => self.number(number, 1),
        };
        fill(pattern, &[("year", &year), ("month", month), ("day", &day), ("dd", &self.number(number, 2))])
    }
}

/// The name of a month by its number, 1 to 12.
fn name(names: &[String; 12], month: u8) -> &str {
    names.get(usize::from(month).wrapping_sub(1)).map_or("", String::as_str)
}
