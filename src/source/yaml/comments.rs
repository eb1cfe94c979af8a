//! Finds values that an unquoted `#` cuts: `C# and C #1`, `accent: #0b6e4f`, `- #hashtag`.
//!
//! Between one scalar and the next a YAML text holds only structure, white space and comments, so every ` #` there
//! begins a comment. It is taken for lost text when it follows something on its line that it could belong to (a plain
//! scalar, or the `:`, `-`, `,` or bracket of a value that is not there) and a letter, digit or the like comes straight
//! after the `#`. Comments as people write them are left alone: `# with a space`, in a line of their own, after a quoted
//! text or a block scalar's header, rulers (`#---`, `###`), `#!` and the folding marks of editors (`#region`).

use super::Scalar;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span};
use crate::source::tree::{push_index, push_key};
use crate::source::{Data, Node};

/// Reports every value that a comment cuts.
pub(super) fn lint(text: &str, root: &Node, scalars: &[Scalar], nulls: &[usize], diagnostics: &mut Diagnostics) {
    let mut before: Option<&Scalar> = None;
    for next in scalars.iter().map(Some).chain([None]) {
        let start = before.map_or(0, |scalar| scalar.end);
        let end = next.map_or(text.len(), |scalar| scalar.start);
        let mut from = start;
        while let Some(hash) = text.get(from..end).and_then(|gap| gap.find('#')).map(|offset| from + offset) {
            from = text[hash..].find(['\n', '\r']).map_or(text.len(), |length| hash + length);
            let comment = text[hash..from].trim_end();
            if text[..hash].ends_with([' ', '\t'])
                && reads_as_text(comment)
                && let Some((kept, place)) = cut_value(text, hash, from, before, nulls)
            {
                let problem = Problem::CutByComment { kept: kept.into(), lost: comment.into() };
                let span = Span::new(root.span.source, hash..hash + comment.len());
                diagnostics.push(Diagnostic::at(span, problem).with_path(path_to(root, place)));
            }
        }
        before = next;
    }
}

/// Whether what follows the `#` is rather text than a remark.
fn reads_as_text(comment: &str) -> bool {
    let rest = &comment[1..];
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    !matches!(word.as_str(), "region" | "endregion")
        && rest.chars().next().is_some_and(|c| !c.is_whitespace() && !"#!-=*~_/|:.".contains(c))
}

/// The value that the comment at `hash` cuts: what is left of it, and a byte at its end.
fn cut_value<'a>(
    text: &'a str,
    hash: usize,
    end: usize,
    before: Option<&Scalar>,
    nulls: &[usize],
) -> Option<(&'a str, usize)> {
    let line = text[..hash].rfind('\n').map_or(0, |end| end + 1);
    let last = line + text[line..hash].trim_end().len();
    if last == line {
        return None;
    }
    if let Some(scalar) = before.filter(|scalar| scalar.end == last) {
        return scalar.plain.then(|| (&text[scalar.start..scalar.end], last));
    }
    match text.as_bytes()[last - 1] {
        // Only where nothing else is the value: `work: #jobs` may introduce the list in the lines below.
        b':' | b'-' => {
            let absent = nulls.partition_point(|mark| *mark < last - 1);
            nulls.get(absent).is_some_and(|mark| *mark <= end).then_some(("", last))
        }
        b',' | b'[' | b'{' => Some(("", last)),
        _ => None,
    }
}

/// The key path of the innermost value that reaches to a byte.
pub(super) fn path_to(root: &Node, place: usize) -> String {
    let mut path = String::new();
    let mut node = root;
    let reaches = |node: &Node| (node.span.range().start..=node.span.range().end).contains(&place);
    loop {
        node = match &node.data {
            Data::Sequence(items) => match items.iter().enumerate().find(|(_, item)| reaches(item)) {
                Some((index, item)) => {
                    push_index(&mut path, index);
                    item
                }
                None => return path,
            },
            Data::Mapping(pairs) => match pairs.iter().find(|(_, value)| reaches(value)) {
                Some((key, value)) => {
                    push_key(&mut path, &key.name);
                    value
                }
                None => return path,
            },
            _ => return path,
        };
    }
}
