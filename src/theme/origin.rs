//! Where in the profile each literal of a rendered template comes from.
//!
//! While a template renders, a literal is preceded by a mark: its span between two noncharacters, which neither
//! templates (they are refused) nor data (it is escaped) can hold. The mark is part of the text, so it survives macros,
//! captured blocks, filters and `caller()`. [`extract`] takes the marks out and gives the place of each literal.

use std::fmt::{self, Write};
use std::ops::Range;

use crate::diagnostic::{SourceId, Span};

/// Starts a mark.
const OPEN: char = '\u{FDD0}';

/// Ends a mark.
const CLOSE: char = '\u{FDD1}';

/// Where a literal stands in the Typst source, and what it stems from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The bytes of the literal, quotes included, in the Typst source.
    pub range: Range<usize>,
    /// Where its text stands in the profile.
    pub span: Span,
}

/// What marks are made of.
pub(super) const MARKS: [char; 2] = [OPEN, CLOSE];

/// Writes the mark of a span.
pub(super) fn write_mark(out: &mut dyn Write, span: Option<Span>) -> fmt::Result {
    match span {
        Some(Span { source, start, end }) => write!(out, "{OPEN}{:x} {start:x} {end:x}{CLOSE}", source.0),
        None => Ok(()),
    }
}

/// Takes the marks out of rendered text; the origins are in the order of the text. A mark that a template took apart is
/// dropped as far as it can be told.
#[must_use]
pub fn extract(rendered: &str) -> (String, Vec<Origin>) {
    let mut out = String::with_capacity(rendered.len());
    let mut origins = Vec::new();
    let mut rest = rendered;
    while let Some(start) = rest.find(MARKS) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let marked = rest.strip_prefix(OPEN).and_then(|inner| inner.split_once(CLOSE));
        let Some((span, after)) = marked.and_then(|(inner, after)| Some((read_span(inner)?, after))) else {
            rest = &rest[OPEN.len_utf8()..];
            continue;
        };
        rest = after;
        if let Some(length) = literal_length(rest) {
            origins.push(Origin { range: out.len()..out.len() + length, span });
        }
    }
    out.push_str(rest);
    (out, origins)
}

fn read_span(text: &str) -> Option<Span> {
    let mut numbers = text.split(' ').map(|number| u32::from_str_radix(number, 16));
    let span =
        Span { source: SourceId(numbers.next()?.ok()?), start: numbers.next()?.ok()?, end: numbers.next()?.ok()? };
    numbers.next().is_none().then_some(span)
}

/// The length of the literal at the start: within one, no quote stands but at its ends.
fn literal_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('"')?;
    Some(inner.find('"')? + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(range: Range<usize>) -> Span {
        Span::new(SourceId(7), range)
    }

    fn marked(span: Span, text: &str) -> String {
        let mut out = String::new();
        write_mark(&mut out, Some(span)).unwrap();
        out + &super::super::literal::literal(text)
    }

    #[test]
    fn marks_come_out_and_give_the_place_of_each_literal() {
        let rendered = format!("#f(é: {}, [#{};])", marked(span(3..9), "a \"b\""), marked(span(300..4000), ""));
        let (text, origins) = extract(&rendered);
        assert_eq!(text, r#"#f(é: "\u{61}\u{20}\u{22}b\u{22}", [#"";])"#);
        let found: Vec<_> = origins.iter().map(|origin| (&text[origin.range.clone()], origin.span)).collect();
        assert_eq!(found, [(r#""\u{61}\u{20}\u{22}b\u{22}""#, span(3..9)), (r#""""#, span(300..4000))]);
    }

    #[test]
    fn broken_marks_leave_no_trace() {
        assert_eq!(extract("a\u{FDD0}b\u{FDD1}c\u{FDD0}").0, "abc");
        assert_eq!(extract("\u{FDD0}0 1 2\u{FDD1}x"), ("x".into(), vec![]));
        assert_eq!(extract("\u{FDD1}x"), ("x".into(), vec![]));
    }
}
