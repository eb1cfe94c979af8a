//! Texts: Markdown where a profile has plain lines, lists in Markdown where it has highlights, and what other tools
//! read in a text that is no Markdown.

use super::value::Value;
use crate::application::markup::{Block, Inline, Markup, is_bare};

/// How deep highlights may be nested; what is deeper stays a text.
const DEPTH_LIMIT: usize = 5;

/// A text without its markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain {
    /// The text.
    pub(super) text: String,
    /// Where its links lead.
    pub(super) links: Vec<String>,
    /// Whether something in it was emphasised.
    pub(super) emphasis: bool,
}

/// Takes the markup off a text for one line.
pub(super) fn plain(text: &str) -> Plain {
    let markup = Markup::inline(text, None);
    let (mut links, mut emphasis) = (Vec::new(), false);
    for block in &markup.blocks {
        if let Block::Paragraph(content) = block {
            walk(content, &mut links, &mut emphasis);
        }
    }
    Plain { text: markup.plain_text(), links, emphasis }
}

fn walk(content: &[Inline], links: &mut Vec<String>, emphasis: &mut bool) {
    for piece in content {
        match piece {
            Inline::Text(_) | Inline::Break => {}
            Inline::Link { url, content } if is_bare(url, content) => {}
            Inline::Code(_) => *emphasis = true,
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => {
                *emphasis = true;
                walk(inner, links, emphasis);
            }
            Inline::Link { url, content } => {
                links.push(url.clone());
                walk(content, links, emphasis);
            }
        }
    }
}

/// Whether a text has no markup at all.
pub(super) fn is_plain(text: &str) -> bool {
    let plain = plain(text);
    plain.links.is_empty() && !plain.emphasis
}

/// A text in the Markdown of other tools as it is in ours: italic between underscores has stars, and characters that mean
/// nothing here have no backslash.
pub(super) fn adapted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let ticks = text.matches('`').count();
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        // Every other part is code.
        if index % 2 == 1 && ticks > index {
            out.push_str(part);
        } else {
            push_adapted(part, &mut out);
        }
    }
    out
}

fn push_adapted(text: &str, out: &mut String) {
    let mut open = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let rest = &text[at + c.len_utf8()..];
        let (before, after) = (text[..at].chars().next_back(), rest.chars().next());
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '\\'));
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '\\' if after.is_some_and(|c| "_{}()#+-.!<>".contains(c)) => {
                out.extend(characters.next().map(|(_, c)| c));
            }
            '_' if open.is_none() && edge(before) && inside(after) && closes(rest) => {
                out.push('*');
                open = Some(at);
            }
            '_' if open.is_some() && inside(before) && edge(after) => {
                out.push('*');
                open = None;
            }
            _ => out.push(c),
        }
    }
}

/// Whether an underscore ends the italic text that begins here.
fn closes(text: &str) -> bool {
    text.split_once('\n').map_or(text, |(line, _)| line).match_indices('_').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        before.is_some_and(char::is_alphanumeric) && after.is_none_or(|c| !c.is_alphanumeric() && c != '_')
    })
}

/// What another tool would have done with a text, where we show it as it was typed.
pub(super) fn foreign(text: &str) -> Option<&'static str> {
    let between = |mark: &str| {
        let mut parts = text.split(mark).skip(1);
        parts.next().is_some_and(|part| !part.trim().is_empty()) && parts.next().is_some()
    };
    let command = |start: char, opening: char| {
        text.match_indices(start).any(|(at, _)| {
            let rest = &text[at + start.len_utf8()..];
            let name = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-').unwrap_or(rest.len());
            name > 1 && rest[name..].starts_with(opening)
        })
    };
    // `\LaTeX` and the like; `C:\new` and `\\server` are paths.
    let word = || {
        text.match_indices('\\').any(|(at, _)| {
            let rest = &text[at + 1..];
            let name = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let before = text[..at].chars().next_back();
            let starts = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '{' | '/' | '$'));
            starts && name > 1 && !rest[name..].starts_with(['\\', ':'])
        })
    };
    if command('\\', '{') || word() {
        Some("commands of LaTeX are shown as they were typed")
    } else if command('#', '[') || command('#', '(') {
        Some("commands of Typst are shown as they were typed")
    } else if between("$$") {
        Some("formulas (`$$…$$`) are shown as they were typed")
    } else if between("==") {
        Some("`==` marks nothing here and is shown as it was typed")
    } else {
        None
    }
}

/// The highlights of a text that is one bulleted list and nothing else.
pub(super) fn list(text: &str) -> Option<Vec<Value>> {
    let mut items: Vec<(usize, String)> = Vec::new();
    let mut blank = false;
    for line in text.lines() {
        let content = line.trim();
        let indent = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let bullet = ["- ", "* ", "+ "].iter().find_map(|mark| content.strip_prefix(mark));
        match (bullet, items.last_mut()) {
            (Some(text), _) => items.push((indent, text.trim().to_owned())),
            (None, _) if content.is_empty() => blank = true,
            // A line that belongs to the item above; after an empty line it would be a paragraph of its own.
            (None, Some((of, item))) if !blank || indent > *of => {
                if blank {
                    return None;
                }
                item.push(' ');
                item.push_str(content);
            }
            _ => return None,
        }
        if bullet.is_some() {
            blank = false;
        }
    }
    let mut rest = items.as_slice();
    let nested = nest(&mut rest, 0)?;
    (!nested.is_empty() && rest.is_empty()).then_some(nested)
}

/// The items as deep as the first, with those deeper nested in them.
fn nest(items: &mut &[(usize, String)], depth: usize) -> Option<Vec<Value>> {
    let mut out = Vec::new();
    let Some((level, _)) = items.first() else { return Some(out) };
    if depth > DEPTH_LIMIT {
        return None;
    }
    while let Some(((indent, text), rest)) = items.split_first() {
        // Markdown needs two columns to nest; one is a slip.
        if *indent + 1 < *level {
            break;
        }
        *items = rest;
        let deeper = items.first().is_some_and(|(next, _)| *next >= *indent + 2);
        let children = if deeper { nest(items, depth + 1)? } else { Vec::new() };
        out.push(highlight(text.clone(), children));
    }
    Some(out)
}

/// A highlight, with others nested in it.
pub(super) fn highlight(text: String, children: Vec<Value>) -> Value {
    if children.is_empty() {
        return Value::Text(text);
    }
    Value::Map(vec![("text".into(), Value::Text(text)), ("highlights".into(), Value::List(children))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_taken_off_and_links_are_found() {
        let found = plain("**Big** [Co](https://co.example) *& sons*");
        assert_eq!(found.text, "Big Co & sons");
        assert_eq!(found.links, ["https://co.example"]);
        assert!(found.emphasis && is_plain("C++ * 2") && !is_plain("`x`"));
    }

    #[test]
    fn markdown_of_other_tools_is_put_in_ours() {
        for (text, ours) in [
            ("an _italic_ word, a_b_c and `_x_ \\_`", "an *italic* word, a_b_c and `_x_ \\_`"),
            ("__init__.py, snake\\_case, 1\\. C\\# \\*", "__init__.py, snake_case, 1. C# \\*"),
            ("_open and C:\\new", "_open and C:\\new"),
            ("_one_ `a", "*one* `a"),
        ] {
            assert_eq!(adapted(text), ours);
        }
    }

    #[test]
    fn a_list_becomes_highlights_with_those_nested_in_them() {
        let found = list("- One\n  goes on\n- Two\n  - In two\n    * In that\n  - Again\n- Three\n");
        let nested = highlight("In two".into(), vec![Value::text("In that")]);
        let two = highlight("Two".into(), vec![nested, Value::text("Again")]);
        assert_eq!(found, Some(vec![Value::text("One goes on"), two, Value::text("Three")]));
    }

    #[test]
    fn what_is_more_than_a_list_stays_a_text() {
        for text in ["Text", "Text\n- a", "- a\n\nText", "1. a", "", "- a\n\n  more"] {
            assert_eq!(list(text), None, "{text}");
        }
    }

    #[test]
    fn what_other_tools_would_run_is_seen() {
        for text in [
            r"\textbf{a}",
            "#strong[a]",
            "#link(\"x\")[a]",
            "a ==b== c",
            "Spaces in $$PP^4$$",
            "CO#sub[2]",
            r"SQL, \LaTeX",
        ] {
            assert!(foreign(text).is_some(), "{text}");
        }
        for text in ["C# [x]", "a == b", "#1 (of 3)", r"\ {", "issue #a", r"C:\new", r"\\server\share"] {
            assert_eq!(foreign(text), None, "{text}");
        }
    }
}
