//! Finds what YAML reads otherwise than its author means, though it is no error of syntax: smart quotes around a value, a
//! list whose dashes have no space after them, text that begins with `&` and so loses its first word.

use std::ops::Range;

use super::Scalar;
use super::comments::path_to;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span};
use crate::source::Node;

/// The longest text in smart quotes that is taken for a value in quotes, in characters; a longer one is a quotation.
const QUOTED: usize = 60;

/// An anchor on a scalar.
pub(super) struct Mark {
    pub(super) anchor: usize,
    pub(super) range: Range<usize>,
    /// Whether an alias refers to it.
    pub(super) used: bool,
}

/// Reports each of them.
pub(super) fn lint(text: &str, root: &Node, scalars: &[Scalar], marks: &[Mark], diagnostics: &mut Diagnostics) {
    let mut report = |range: Range<usize>, problem| {
        let path = path_to(root, range.end);
        diagnostics.push(Diagnostic::at(Span::new(root.span.source, range), problem).with_path(path));
    };
    for mark in marks.iter().filter(|mark| !mark.used) {
        report(mark.range.clone(), Problem::UnusedAnchor { word: text[mark.range.clone()].into() });
    }
    for scalar in scalars.iter().filter(|scalar| scalar.plain) {
        let Some(value) = text.get(scalar.start..scalar.end) else { continue };
        if in_smart_quotes(value) {
            report(scalar.start..scalar.end, Problem::SmartQuotes);
        } else if let Some(dash) = dash_without_space(text, scalar.start, value) {
            report(dash..dash + 1, Problem::DashWithoutSpace);
        }
    }
}

/// Whether a text is a short one in smart quotes and no sentence, which may be quoted.
fn in_smart_quotes(value: &str) -> bool {
    let opens = |c: char| "“”„‟«‘‚".contains(c);
    let closes = |c: char| "“”»’‘".contains(c);
    let inner = value.strip_prefix(opens).and_then(|rest| rest.strip_suffix(closes));
    inner.is_some_and(|inner| {
        !inner.contains(|c| "“”„«»".contains(c))
            && !inner.ends_with(['.', '!', '?', '…'])
            && inner.chars().count() <= QUOTED
    })
}

/// The first `-` that begins a line of a plain text and has a letter behind it.
fn dash_without_space(text: &str, start: usize, value: &str) -> Option<usize> {
    let own = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let mut at = start;
    for (index, line) in value.split('\n').enumerate() {
        let alone = index > 0 || text[own..start].trim().is_empty();
        let content = line.trim_start_matches([' ', '\t']);
        if alone && content.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
            return Some(at + line.len() - content.len());
        }
        at += line.len() + 1;
    }
    None
}
