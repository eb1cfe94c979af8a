//! Where a mark counts: at the edges of words.
//!
//! A mark that opens has the edge of a word outside and the beginning of a word inside, one that closes the end of a word
//! inside and an edge outside. A single `*` is also a wildcard, a product and a pointer, so that it is held to more than the
//! others: `*.txt`, `/*x*/` and `长*宽*高` are none.

use unicode_normalization::char::is_combining_mark;

use crate::source::hidden::is_dense;

/// What kind of mark stands at an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A single `*`.
    Star,
    /// `**`, `***` or `~~`.
    Double,
}

/// Whether a mark between these characters may open something. `None` is the start or the end of the text.
pub(super) fn can_open(outside: Option<char>, inside: Option<char>, mark: Mark) -> bool {
    let Some(inside) = inside else { return false };
    let begins = match inside {
        '.' | '_' => mark == Mark::Double,
        '(' | '[' | '"' | '\'' | '$' | '#' | '@' | '+' | '&' | '<' | '\\' | '`' => true,
        _ => inside.is_ascii_alphanumeric() || is_shown(inside),
    };
    let edge = match outside {
        Some(c) if mark == Mark::Double => is_edge(c) && !matches!(c, '*' | '_' | '\\'),
        None | Some('(' | '[' | '{' | '"' | '\'' | '<') => true,
        Some(c) => c.is_whitespace() || is_foreign_edge(c),
    };
    begins && edge && (inside.is_alphanumeric() || !outside.is_some_and(is_quote))
}

/// Whether a mark between these characters may close something.
pub(super) fn can_close(inside: Option<char>, outside: Option<char>, mark: Mark) -> bool {
    let Some(inside) = inside else { return false };
    let ends = match inside {
        '_' => mark == Mark::Double,
        ')' | ']' | '}' | '"' | '\'' | '.' | ',' | '!' | '?' | ':' | ';' | '%' | '+' | '#' | '$' | '&' | '>' | '`' => {
            true
        }
        _ => inside.is_ascii_alphanumeric() || is_shown(inside),
    };
    let edge = match outside {
        Some(c) if mark == Mark::Double => is_edge(c) && !matches!(c, '*' | '_' | '\\'),
        None | Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '"' | '\'' | '>' | '-') => true,
        Some(c) => c.is_whitespace() || is_foreign_edge(c),
    };
    ends && edge && (inside.is_alphanumeric() || !outside.is_some_and(is_quote))
}

/// Whether a word may end beside this character. Scripts without spaces have such an edge everywhere.
pub(super) fn is_edge(c: char) -> bool {
    !c.is_alphanumeric() && !is_combining_mark(c) || is_dense(c)
}

/// A straight quotation mark or one that opens or closes.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›')
}

/// A letter, digit or sign beyond ASCII.
fn is_shown(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace()
}

/// A punctuation mark beyond ASCII, such as a dash or a quotation mark.
fn is_foreign_edge(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !is_combining_mark(c)
}
