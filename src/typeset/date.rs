//! The date of a document, which is never read from a clock.

use typst::foundations::Datetime;
use typst_pdf::Timestamp;

/// A date, and where known the time of day, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentDate {
    year: i32,
    month: u8,
    day: u8,
    time: Option<(u8, u8, u8)>,
}

impl DocumentDate {
    /// A day of the Gregorian calendar, years 0 to 9999; none where there is no such day.
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = (0..=9999).contains(&year) && Datetime::from_ymd(year, month, day).is_some();
        exists.then_some(Self { year, month, day, time: None })
    }

    /// The moment that lies this many seconds after 1970-01-01T00:00:00Z, as `SOURCE_DATE_EPOCH` counts; none outside
    /// the years 0 to 9999.
    #[must_use]
    pub fn from_epoch(seconds: i64) -> Option<Self> {
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        // Days to a civil date by eras of 400 years that begin on a first of March, after Howard Hinnant's
        // `civil_from_days` (<https://howardhinnant.github.io/date_algorithms.html>).
        let shifted = days.checked_add(719_468)?;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = u8::try_from(day_of_year - (153 * shifted_month + 2) / 5 + 1).ok()?;
        let month = u8::try_from(if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 }).ok()?;
        let year = i32::try_from(year_of_era + era * 400 + i64::from(month <= 2)).ok()?;
        let part = |value: i64| u8::try_from(value).ok();
        let time = (part(rest / 3_600)?, part(rest / 60 % 60)?, part(rest % 60)?);
        Some(Self { time: Some(time), ..Self::from_ymd(year, month, day)? })
    }

    /// What Typst's `datetime.today()` gives.
    pub(crate) fn today(self) -> Option<Datetime> {
        Datetime::from_ymd(self.year, self.month, self.day)
    }

    /// The creation date in a PDF.
    pub(crate) fn timestamp(self) -> Option<Timestamp> {
        let (hour, minute, second) = self.time.unwrap_or((0, 0, 0));
        Datetime::from_ymd_hms(self.year, self.month, self.day, hour, minute, second).map(Timestamp::new_utc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_of_the_epoch_become_a_civil_date() {
        let moment = |year, month, day, time| Some(DocumentDate { year, month, day, time: Some(time) });
        assert_eq!(DocumentDate::from_epoch(0), moment(1970, 1, 1, (0, 0, 0)));
        assert_eq!(DocumentDate::from_epoch(951_782_399), moment(2000, 2, 28, (23, 59, 59)));
        assert_eq!(DocumentDate::from_epoch(951_782_400), moment(2000, 2, 29, (0, 0, 0)));
        assert_eq!(DocumentDate::from_epoch(1_795_272_330), moment(2026, 11, 21, (14, 45, 30)));
        assert_eq!(DocumentDate::from_epoch(-1), moment(1969, 12, 31, (23, 59, 59)));
        assert_eq!(DocumentDate::from_epoch(i64::MAX), None);
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        assert!(DocumentDate::from_ymd(2023, 2, 29).is_none());
        assert!(DocumentDate::from_ymd(2024, 2, 29).is_some());
    }
}
