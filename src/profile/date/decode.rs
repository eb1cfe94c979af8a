//! Dates from nodes, with what is doubtful about them, and their JSON Schema.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::json;

use super::read::{Doubt, Read, Said, iso, read};
use super::{CalendarDate, Date, EndDate, Moment, PartialDate, Timestamp, When};
use crate::diagnostic::Problem;
use crate::profile::decode::{Decode, Decoder};
use crate::profile::schema::only;
use crate::profile::shape::Shape;
use crate::source::{Data, Node, Style};

/// The text of a date; `true` and `false` are none.
fn text<'n>(node: &'n Node, decoder: &mut Decoder<'_>) -> Option<&'n str> {
    match &node.data {
        Data::Scalar { text, style } if !(*style == Style::Plain && matches!(text.as_str(), "true" | "false")) => {
            Some(text)
        }
        _ => {
            decoder.wrong_type(node, "a date");
            None
        }
    }
}

/// Reads a text of a profile, and reports what is doubtful about it.
fn said(node: &Node, decoder: &mut Decoder<'_>) -> Option<Said> {
    let text = text(node, decoder)?;
    if let Some(date) = iso(text) {
        return Some(Said::Point(Moment::Known(date)));
    }
    if text.trim().eq_ignore_ascii_case("present") {
        return Some(Said::Now);
    }
    let Read { said, doubt } = read(text, decoder.dates());
    let found = super::one_line(text);
    match doubt {
        None => {}
        Some(Doubt::Partly(date, reason)) => {
            let problem =
                Problem::BadDate { found, reason: Some(reason), reading: None, shown: Some(date.to_string()) };
            decoder.report(node.span, problem);
        }
        Some(Doubt::Either([one, other])) => decoder.report(node.span, Problem::AmbiguousDate { found, one, other }),
        Some(Doubt::Unread) => {
            let shown = Some(found.clone());
            decoder.report(node.span, Problem::BadDate { found, reason: None, reading: None, shown });
        }
    }
    Some(said)
}

/// What was said of a time, as a date; `text` stands where only one moment fits.
fn when(said: Said, text: &str) -> When {
    let whole = |year: Option<PartialDate>| Moment::written(text, year);
    match said {
        Said::Point(moment) => When::At(moment),
        Said::Now => When::Through { start: None, end: None, whole: whole(None) },
        Said::Until(date) => When::At(whole(PartialDate::of_year(date.year.into()))),
        Said::Stretch(start, end) => {
            let year = end.as_ref().unwrap_or(&start).known();
            let whole = whole(year.and_then(|date| PartialDate::of_year(date.year.into())));
            When::Through { start: Some(start), end, whole }
        }
    }
}

impl Decode for Date {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let said = said(node, decoder)?;
        Some(Self { when: when(said, node.as_text().unwrap_or_default()), span: node.span })
    }
}

impl Decode for EndDate {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let when = match said(node, decoder)? {
            Said::Now => return Some(Self::Present(node.span)),
            Said::Until(date) => When::At(Moment::Known(date)),
            said => when(said, node.as_text().unwrap_or_default()),
        };
        Some(Self::On(Date { when, span: node.span }))
    }
}

impl Decode for CalendarDate {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = text(node, decoder)?.trim();
        let value = PartialDate::parse(text);
        if value.is_none() {
            let read = read(text, decoder.dates());
            let (reason, reading) = match (read.said, read.doubt) {
                (_, Some(Doubt::Partly(_, reason))) => (Some(reason), None),
                (Said::Point(Moment::Known(date)), None) => (None, Some(date.to_string())),
                _ => (None, None),
            };
            let problem = Problem::BadDate { found: super::one_line(text), reason, reading, shown: None };
            decoder.report(node.span, problem);
        }
        value.map(|value| Self { value, span: node.span })
    }
}

impl Decode for Timestamp {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = text(node, decoder)?.trim();
        let value = iso(text).or_else(|| match read(text, decoder.dates()) {
            Read { said: Said::Point(Moment::Known(date)), .. } => Some(date),
            _ => None,
        });
        if value.is_none() {
            decoder.report(node.span, Problem::UnusedDate { found: super::one_line(text) });
        }
        value.map(|value| Self(CalendarDate { value, span: node.span }))
    }
}

/// The pattern of the three forms of ISO 8601.
const PATTERN: &str = "^$|^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";

macro_rules! date_schema {
    ($name:ident, $schema:expr) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

date_schema!(
    Date,
    date(
        "Write `2023`, `2023-04` or `2023-04-17`. `April 2023`, `04/2023` and `2021 – 2023` are read too; `Summer 2021` is shown as written."
    )
);
date_schema!(
    EndDate,
    date("Write `2023`, `2023-04` or `2023-04-17`, or `present`. `expected 2027` is shown as written.")
);
date_schema!(Timestamp, date("Write `2023-04-17`, or a date with a time as in ISO 8601."));
date_schema!(
    CalendarDate,
    date_that(json!({
        "description": "Write `2023`, `2023-04` or `2023-04-17`.",
        "pattern": PATTERN,
        "patternErrorMessage": "Write a date such as `2023`, `2023-04` or `2023-04-17`.",
        "minimum": 1000,
        "maximum": 2999,
    }))
);

/// The schema of a date in any form.
fn date(description: &str) -> Schema {
    date_that(json!({ "description": description }))
}

/// The schema of a date that meets another schema.
fn date_that(schema: serde_json::Value) -> Schema {
    only(&["string", "number"], "Write a date such as `2023`, `2023-04` or `2023-04-17`.", schema)
}
