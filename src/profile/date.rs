//! Dates of a profile: what is known of them, and how they stand there.
//!
//! People write dates in their own way. One that has a single reading is read ([`mod@read`]); words such as `Summer 2021` are kept
//! and shown as they stand. Nothing of a date is an error in a profile: what is doubtful is shown and reported.

mod context;
mod decode;
mod partial;
mod read;
mod single;
mod stretch;

use std::cmp::Ordering;
use std::fmt;

pub(crate) use context::DateReading;
pub use partial::PartialDate;
pub(crate) use read::{canonical_date, plain_date, split_range};

use super::decode::Decoder;
use super::text::one_line;
use crate::diagnostic::{Diagnostic, Problem, Span};

/// A point in time, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// A date that can be worded in every language.
    Known(PartialDate),
    /// Words that are shown as they stand, such as `Summer 2021`.
    Written {
        /// The words.
        text: String,
        /// The year in them, which they are sorted by.
        year: Option<PartialDate>,
    },
}

impl Moment {
    fn written(text: &str, year: Option<PartialDate>) -> Self {
        Self::Written { text: one_line(text), year }
    }

    /// What is known of it, to sort and to measure by.
    #[must_use]
    pub fn known(&self) -> Option<PartialDate> {
        match self {
            Self::Known(date) => Some(*date),
            Self::Written { year, .. } => *year,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(date) => date.fmt(f),
            Self::Written { text, .. } => f.write_str(text),
        }
    }
}

/// When something was, as one text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// At one time.
    At(Moment),
    /// From a start to an end.
    Through {
        /// The start; none where only the present is named.
        start: Option<Moment>,
        /// The end; none for what goes on.
        end: Option<Moment>,
        /// The text, for a place where only one moment fits.
        whole: Moment,
    },
}

impl When {
    /// It as one moment.
    pub(crate) fn moment(&self) -> &Moment {
        match self {
            Self::At(moment) | Self::Through { whole: moment, .. } => moment,
        }
    }
}

/// A date with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Date {
    /// The date.
    pub when: When,
    /// Where it stands.
    pub span: Span,
}

/// The end of something: a date, or still going on.
#[derive(Debug, Clone, PartialEq)]
pub enum EndDate {
    /// It ended then.
    On(Date),
    /// It goes on: `present`, at its place.
    Present(Span),
}

/// A date of a file that only curricle reads, such as an application: in one of the forms of ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CalendarDate {
    /// The date.
    pub value: PartialDate,
    /// Where it stands.
    pub span: Span,
}

/// When something was last changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timestamp(pub CalendarDate);

/// The start and the end that two fields give together; either of them may hold both.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Extent<'d> {
    /// The start, where one is given.
    pub(crate) start: Option<&'d Moment>,
    /// The end; none for what goes on.
    pub(crate) end: Option<&'d Moment>,
    /// Where it stands.
    pub(crate) span: Span,
    /// Where the end stands.
    pub(crate) end_span: Span,
}

impl<'d> Extent<'d> {
    /// The extent of a single date: nothing for one point in time.
    pub(crate) fn of_date(date: &'d Date) -> Option<Self> {
        let When::Through { start, end, .. } = &date.when else { return None };
        Some(Self { start: start.as_ref(), end: end.as_ref(), span: date.span, end_span: date.span })
    }

    /// The extent from one date to another: without an end it goes on. Nothing where neither is given.
    pub(crate) fn of(start: Option<&'d Date>, end: Option<&'d EndDate>) -> Option<Self> {
        let (start, end) = match (start, end) {
            (None, None) => return None,
            // Words say themselves what goes on: `Summer 2021`, `2001 to 2003, 2005`.
            (Some(start), None) if matches!(start.when.moment(), Moment::Written { .. }) => {
                let moment = Some(start.when.moment());
                let written = Self { start: moment, end: moment, span: start.span, end_span: start.span };
                return Some(Self::of_date(start).unwrap_or(written));
            }
            (Some(start), None) => {
                let open = Self { start: Some(start.when.moment()), end: None, span: start.span, end_span: start.span };
                return Some(Self::of_date(start).unwrap_or(open));
            }
            (None, Some(EndDate::Present(span))) => {
                return Some(Self { start: None, end: None, span: *span, end_span: *span });
            }
            (None, Some(EndDate::On(end))) => {
                let closed = Self { start: None, end: Some(end.when.moment()), span: end.span, end_span: end.span };
                return Some(Self::of_date(end).unwrap_or(closed));
            }
            (Some(start), Some(end)) => (start, end),
        };
        let (end, end_span) = match end {
            EndDate::On(end) => (Some(&end.when), end.span),
            EndDate::Present(span) => (None, *span),
        };
        let first = match (&start.when, end) {
            // `since 2019` before an end, or a range that says the same end once more.
            (When::Through { start: Some(first), end: None, .. }, _) => first,
            (When::Through { start: Some(first), end: Some(last), .. }, Some(end)) if last == end.moment() => first,
            (when, _) => when.moment(),
        };
        let last = match end {
            Some(When::Through { start: Some(again), end, .. }) if again == first => end.as_ref(),
            other => other.map(When::moment),
        };
        Some(Self { start: Some(first), end: last, span: start.span, end_span })
    }
}

/// The dates of an entry: a single one, or a start and an end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dates<'d> {
    /// When it was.
    pub date: Option<&'d Date>,
    /// When it began.
    pub start: Option<&'d Date>,
    /// When it ended.
    pub end: Option<&'d EndDate>,
}

impl<'d> Dates<'d> {
    /// Every date, with its place.
    pub(crate) fn all(self) -> impl Iterator<Item = (&'d Moment, Span)> {
        let end = match self.end {
            Some(EndDate::On(end)) => Some(end),
            _ => None,
        };
        self.date.into_iter().chain(self.start).chain(end).flat_map(|date| {
            let (first, second) = match &date.when {
                When::At(moment) => (Some(moment), None),
                When::Through { start, end, .. } => (start.as_ref(), end.as_ref()),
            };
            first.into_iter().chain(second).map(|moment| (moment, date.span))
        })
    }

    /// Reports a start after its end.
    pub(crate) fn check_order(self, decoder: &mut Decoder<'_>) {
        let single = self.date.and_then(Extent::of_date);
        let from_date = self.date.filter(|_| self.start.is_none() && self.end.is_some());
        for extent in single.into_iter().chain(Extent::of(self.start.or(from_date), self.end)) {
            let (Some(start), Some(end)) = (extent.start, extent.end) else { continue };
            let (Some(first), Some(last)) = (start.known(), end.known()) else { continue };
            if first.compare(last) == Ordering::Greater {
                let problem = Problem::DateOrder { start: start.to_string(), end: end.to_string() };
                let diagnostic = Diagnostic::at(extent.span, problem);
                let apart = extent.span != extent.end_span;
                decoder.push(if apart { diagnostic.with_related(extent.end_span, "the end") } else { diagnostic });
            }
        }
    }
}

#[cfg(test)]
mod tests;
