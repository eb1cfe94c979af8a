//! Markdown (`CommonMark` 0.31, with `~~` for what is struck out), in the order of the page.
//!
//! Every text is escaped so that it reads literally, also to parsers with extensions. Where emphasis cannot be written
//! as delimiters (`*a*` beside `*b*`), it is left out: what was written is parsed again, and a text comes before its
//! emphasis.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Artifact;
use super::outline::{self, Block, TITLE, prefixed};
use crate::application::markup::Inline;
use crate::application::resume::{Letter, Resume};

/// The highest number that a list may have.
const LAST_NUMBER: u64 = 999_999_999;

/// What stands between two documents in one file: a rule, which no heading can take for its underline.
pub const BETWEEN: &str = "\n---\n\n";

/// Writes a résumé, or a letter under its header where there is one.
#[must_use]
pub fn export(resume: &Resume, letter: Option<&Letter>) -> Artifact {
    Artifact { suffix: ".md".into(), bytes: write(&outline::document(resume, letter)).into_bytes() }
}

/// The blocks as a document that ends in a newline.
fn write(blocks: &[Block]) -> String {
    // Without a title the sections take its level: levels start at 1.
    let titled = blocks.iter().any(|block| matches!(block, Block::Heading { level: TITLE, .. }));
    let mut text = lines_of(blocks, usize::from(!titled)).join("\n");
    text.push('\n');
    text
}

/// The lines of blocks, their headings raised by so many levels.
fn lines_of(blocks: &[Block], raised: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut last: Option<&Block> = None;
    // Two lists in a row are told apart by their markers.
    let mut other_marker = false;
    for block in blocks {
        if last.is_some() {
            out.push(String::new());
        }
        match block {
            Block::Heading { level, content } => {
                let marks = "#".repeat(usize::from(*level).saturating_sub(raised).max(1));
                out.push(inline(&format!("{marks} "), content));
            }
            Block::Lines(lines) => out.extend(paragraph(lines)),
            Block::List { start, items } => {
                let follows =
                    matches!(last, Some(Block::List { start: before, .. }) if before.is_some() == start.is_some());
                other_marker = follows && !other_marker;
                for (index, item) in (0..).zip(items) {
                    let marker = match (start, other_marker) {
                        (None, false) => "- ".to_owned(),
                        (None, true) => "* ".to_owned(),
                        (Some(start), _) => {
                            let end = if other_marker { ')' } else { '.' };
                            format!("{}{end} ", start.saturating_add(index).min(LAST_NUMBER))
                        }
                    };
                    out.extend(prefixed(item_lines(item, raised), &marker, &" ".repeat(marker.len())));
                }
            }
            Block::Quote(content) => out.extend(prefixed(lines_of(content, raised), "> ", "> ")),
        }
        last = Some(block);
    }
    out
}

/// The lines of an item. A list directly below the item's text keeps the outer one tight.
fn item_lines(item: &[Block], raised: usize) -> Vec<String> {
    match item {
        [first @ Block::Lines(_), rest @ Block::List { start: None, .. }] => {
            let mut lines = lines_of(std::slice::from_ref(first), raised);
            lines.extend(lines_of(std::slice::from_ref(rest), raised));
            lines
        }
        _ => lines_of(item, raised),
    }
}

/// Lines of one paragraph, set apart by hard breaks.
fn paragraph(lines: &[Vec<Inline>]) -> Vec<String> {
    let mut content = Vec::new();
    for line in lines {
        if !content.is_empty() {
            content.push(Inline::Break);
        }
        content.extend(line.iter().cloned());
    }
    inline("", &content).split('\n').map(str::to_owned).collect()
}

/// How much of the markup is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Level {
    /// Text and line breaks.
    Text,
    /// Code and links as well.
    Links,
    /// Everything.
    All,
}

/// A run behind what opens its block, with as much of its markup as leaves the text as it is.
fn inline(opening: &str, run: &[Inline]) -> String {
    let heading = !opening.is_empty();
    let mut shown = String::new();
    push_plain(run, &mut shown);
    let shown = spaces_trimmed(&if heading { shown.replace('\n', " ") } else { shown });
    let written = |level| {
        let mut text = String::new();
        push_run(run, level, heading, &mut text);
        format!("{opening}{}", line_starts_escaped(&text))
    };
    let sound = |text: &String| spaces_trimmed(&read(text)) == shown;
    [Level::All, Level::Links].into_iter().map(written).find(sound).unwrap_or_else(|| written(Level::Text))
}

/// What a run shows; line breaks are newlines.
fn push_plain(run: &[Inline], out: &mut String) {
    for piece in run {
        match piece {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => push_plain(inner, out),
            Inline::Link { content, .. } => push_plain(content, out),
            Inline::Break => out.push('\n'),
        }
    }
}

/// What a reader of Markdown shows of one block.
fn read(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::HardBreak | Event::SoftBreak => out.push('\n'),
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::Strong
                | Tag::Emphasis
                | Tag::Strikethrough
                | Tag::Link { .. },
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Strong
                | TagEnd::Emphasis
                | TagEnd::Strikethrough
                | TagEnd::Link,
            ) => {}
            // No text contains it.
            _ => out.push('\0'),
        }
    }
    out
}

/// The text without the spaces at the ends of its lines, which Markdown does not keep.
fn spaces_trimmed(text: &str) -> String {
    text.split('\n').map(|line| line.trim_matches([' ', '\t'])).collect::<Vec<_>>().join("\n")
}

fn push_run(run: &[Inline], level: Level, heading: bool, out: &mut String) {
    let within = |open: &str, inner: &[Inline], close: &str, out: &mut String| {
        out.push_str(open);
        push_run(inner, level, heading, out);
        out.push_str(close);
    };
    for piece in run {
        match piece {
            Inline::Text(text) => push_escaped(text, out),
            Inline::Code(code) if level >= Level::Links => push_code(code, out),
            Inline::Code(code) => push_escaped(code, out),
            Inline::Link { url, content } if level >= Level::Links && is_autolink(url, content) => {
                within("<", &[], &format!("{}>", url.strip_prefix("mailto:").unwrap_or(url)), out);
            }
            Inline::Link { url, content } if level >= Level::Links => {
                within("[", content, &format!("]({})", destination(url)), out);
            }
            Inline::Strong(inner) if level == Level::All => within("**", inner, "**", out),
            Inline::Emphasis(inner) if level == Level::All => within("*", inner, "*", out),
            Inline::Strike(inner) if level == Level::All => within("~~", inner, "~~", out),
            Inline::Link { content: inner, .. }
            | Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner) => push_run(inner, level, heading, out),
            Inline::Break if heading => out.push(' '),
            Inline::Break => out.push_str("\\\n"),
        }
    }
}

/// Whether a link is an address that its own text says, so that it can stand between angle brackets.
fn is_autolink(url: &str, content: &[Inline]) -> bool {
    let [Inline::Text(text)] = content else { return false };
    let safe = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$'()*+,;=%".contains(c);
    text.chars().all(safe) && (text == url && url.contains("://") || url.strip_prefix("mailto:") == Some(text))
}

/// Adds text so that it reads literally wherever on a line it stands; see [`line_starts_escaped`] for what matters only at
/// its start. Escaped is what any parser may take for markup, common extensions included.
fn push_escaped(text: &str, out: &mut String) {
    for (index, c) in text.char_indices() {
        let rest = &text[index + c.len_utf8()..];
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' | '$' | '^' | '{' | '}' => true,
            '&' => is_entity(rest),
            // The closing sequence of a heading.
            '#' => text[..index].ends_with(' ') || index == 0,
            '=' | '+' | '-' | ':' => rest.starts_with(c) || text[..index].ends_with(c),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Whether what follows an ampersand makes an entity of it.
fn is_entity(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or_default();
    name.len() < rest.len() && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
}

/// Escapes what opens a block at the start of a line: a heading, a quote, a list, a rule, an underline. Spaces at the ends,
/// which mean nothing, go.
fn line_starts_escaped(text: &str) -> String {
    let escaped = |line: &str| {
        let line = line.trim_matches([' ', '\t']);
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let marker = line[digits..].chars().next();
        let alone = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t', '\\']);
        match marker {
            Some('.' | ')') if (1..=9).contains(&digits) && alone(&line[digits + 1..]) => {
                format!("{}\\{}", &line[..digits], &line[digits..])
            }
            Some('>' | '#' | ':') if digits == 0 => format!("\\{line}"),
            Some('-' | '+' | '=') if digits == 0 && alone(&line[1..]) => format!("\\{line}"),
            _ => line.to_owned(),
        }
    };
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}

/// Adds code between as many backticks as it needs.
fn push_code(code: &str, out: &mut String) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = code.chars().all(|c| c == ' ');
    let padded =
        code.starts_with('`') || code.ends_with('`') || (code.starts_with(' ') && code.ends_with(' ') && !blank);
    let pad = if padded { " " } else { "" };
    out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
}

/// A link's address as it stands in parentheses.
fn destination(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for (index, c) in url.char_indices() {
        match c {
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '`' => out.push_str("%60"),
            '\\' => out.push_str("%5C"),
            '(' | ')' => out.extend(['\\', c]),
            '&' if is_entity(&url[index + 1..]) => out.push_str("\\&"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
