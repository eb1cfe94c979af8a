//! From a range of a decoded text back to the bytes of its source.

use std::ops::Range;

use crate::diagnostic::Span;
use crate::source::{Data, Node, Sources, Style};

/// The place of some characters of a scalar, `range` counting the characters of its decoded text. Walks over escapes,
/// doubled quotes, folded lines and indentation; where the source cannot be followed, the whole scalar.
#[must_use]
pub fn locate(sources: &Sources, node: &Node, range: Range<usize>) -> Span {
    let Data::Scalar { text, style } = &node.data else { return node.span };
    let slice = sources.slice(node.span);
    let quote =
        slice.chars().next().filter(|quote| *style != Style::Plain && matches!(quote, '"' | '\'') && slice.len() > 1);
    // A block scalar may begin with a quote too, so the second way is tried as well.
    let found =
        quote.and_then(|quote| follow(slice, text, &range, Some(quote))).or_else(|| follow(slice, text, &range, None));
    found.map_or(node.span, |found| {
        let start = node.span.range().start;
        Span::new(node.span.source, start + found.start..start + found.end)
    })
}

/// Walks over source and text in step, and gives the bytes of the characters in `range`. Characters other than white
/// space stand in both in the same order; white space the source may have more of, for folding and indentation.
fn follow(source: &str, text: &str, range: &Range<usize>, quote: Option<char>) -> Option<Range<usize>> {
    let mut at = usize::from(quote.is_some());
    let mut start = None;
    let mut end = at;
    for (index, character) in text.chars().enumerate() {
        if index == range.end {
            break;
        }
        let from = loop {
            let next = source[at..].chars().next()?;
            let (meant, length) = match next {
                '\\' if quote == Some('"') => escape(&source[at..])?,
                '\'' if quote == Some('\'') => (Some('\''), source[at..].starts_with("''").then_some(2)?),
                _ => (Some(next), next.len_utf8()),
            };
            let from = at;
            at = (at + length).min(source.len());
            let folded = matches!((character, next), (' ', '\n' | '\r' | '\t') | ('\n', '\r'));
            if meant == Some(character) || folded {
                break from;
            }
            let skipped = matches!(next, ' ' | '\t' | '\n' | '\r') || meant.is_none();
            if !skipped {
                return None;
            }
        };
        if index == range.start {
            start = Some(from);
        }
        end = at;
    }
    let start = start?;
    source.get(start..end).map(|_| start..end)
}

/// The character of an escape at the start of a source and its length in bytes; no character for an escaped line break.
fn escape(source: &str) -> Option<(Option<char>, usize)> {
    let kind = source[1..].chars().next()?;
    let number = |start: usize, digits: usize| u32::from_str_radix(source.get(start..start + digits)?, 16).ok();
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let code = number(2, digits)?;
        if (0xD800..0xDC00).contains(&code) {
            let second = number(8, 4)?.checked_sub(0xDC00)?;
            return Some((char::from_u32(0x1_0000 + ((code - 0xD800) << 10) + second), 12));
        }
        return Some((char::from_u32(code), 2 + digits));
    }
    let character = match kind {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{B}',
        'f' => '\u{C}',
        'r' => '\r',
        'e' => '\u{1B}',
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        '\n' | '\r' => return Some((None, 2)),
        other => other,
    };
    Some((Some(character), 1 + kind.len_utf8()))
}
