//! The lines of a text as paragraphs and list items.
//!
//! What a line break means depends on how the text was written. In a block scalar people wrap lines, so that a line goes on
//! with the one before it and list items are those of Markdown. Within quotes a line break was asked for: it is kept, and
//! lines are items where two or more that are adjacent begin with one mark.

use super::{Breaks, is_space};
use crate::profile::text::{BULLETS, is_bare_bullet};

/// How many list markers may stand on one line.
const MARKERS_LIMIT: usize = 12;

/// The greatest number that goes on with a list within a paragraph; a greater one is a year or an amount.
const NUMBER_LIMIT: u64 = 99;

/// How a part of a paragraph follows the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// Directly.
    Glued,
    /// Behind a space.
    Space,
    /// In the next line.
    Break,
}

/// A part of a paragraph, as a slice of the text.
pub(super) type Part<'t> = (Joint, &'t str);

/// The mark before an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// A character such as `-`.
    Bullet(char),
    /// A number, and the character behind it.
    Number(u64, char),
}

impl Marker {
    /// Whether items with these marks are of one list.
    pub(super) fn same_list(self, other: Self) -> bool {
        match (self, other) {
            (Self::Bullet(one), Self::Bullet(two)) | (Self::Number(_, one), Self::Number(_, two)) => one == two,
            _ => false,
        }
    }

    /// Whether it is the mark of the next item.
    fn follows(self, before: Self) -> bool {
        let counted = match (before, self) {
            (Self::Number(before, _), Self::Number(now, _)) => now == before || now == before + 1,
            _ => true,
        };
        counted && self.same_list(before)
    }
}

/// What is made of the lines.
pub(super) trait Sink {
    /// An item begins, indented by so many columns.
    fn item(&mut self, indent: usize, marker: Marker);
    /// Whether an item there goes on with a list.
    fn continues(&self, indent: usize, marker: Marker) -> bool;
    /// Whether what is indented by so many columns belongs to the open item.
    fn is_within(&self, indent: usize) -> bool;
    /// Ends all items that what is indented by so many columns does not belong to.
    fn outdent(&mut self, indent: usize);
    /// A whole paragraph.
    fn paragraph(&mut self, parts: &[Part<'_>]);
}

/// Reads a text for an inline place: one paragraph.
pub(super) fn inline(text: &str, breaks: Breaks, sink: &mut impl Sink) {
    let mut parts = Vec::new();
    for line in text.split(['\n', '\r']).map(|line| line.trim_matches(is_space)).filter(|line| !line.is_empty()) {
        push(line, breaks, &mut parts);
    }
    end(&mut parts, sink);
}

/// Reads a text for a place that holds blocks: paragraphs, set apart by empty lines, and lists.
pub(super) fn blocks(text: &str, breaks: Breaks, sink: &mut impl Sink) {
    match breaks {
        Breaks::Wrapped => wrapped(text, sink),
        Breaks::Kept => kept(text, sink),
    }
}

fn wrapped(text: &str, sink: &mut impl Sink) {
    let mut parts = Vec::new();
    for line in text.split(['\n', '\r']).map(Line::new) {
        let Line { mut indent, mut content } = line;
        if content.is_empty() {
            end(&mut parts, sink);
            continue;
        }
        for count in 0..MARKERS_LIMIT {
            let Some((marker, length)) = marker(content, Breaks::Wrapped) else { break };
            if count == 0 && !parts.is_empty() && !interrupts(marker, indent, sink) {
                break;
            }
            end(&mut parts, sink);
            sink.item(indent, marker);
            indent += length + 1;
            content = content[length..].trim_start_matches(is_space);
        }
        if parts.is_empty() {
            sink.outdent(indent);
        }
        push(content, Breaks::Wrapped, &mut parts);
    }
    end(&mut parts, sink);
}

/// Whether an item may begin in the midst of a paragraph: a number only where it begins a list or goes on with one, so that a
/// line may begin with a year.
fn interrupts(marker: Marker, indent: usize, sink: &impl Sink) -> bool {
    match marker {
        Marker::Bullet(_) | Marker::Number(1, _) => true,
        Marker::Number(number, _) => number <= NUMBER_LIMIT && sink.continues(indent, marker),
    }
}

fn kept(text: &str, sink: &mut impl Sink) {
    let lines: Vec<Line<'_>> = text.split(['\n', '\r']).map(Line::new).collect();
    let mut parts = Vec::new();
    let (mut list_end, mut behind_item) = (0, false);
    for (index, &Line { indent, content }) in lines.iter().enumerate() {
        if content.is_empty() {
            end(&mut parts, sink);
            continue;
        }
        if index >= list_end {
            list_end = index + items(&lines, index);
        }
        if index < list_end
            && let Some((marker, length)) = marker(content, Breaks::Kept)
        {
            end(&mut parts, sink);
            sink.item(indent, marker);
            parts.push((Joint::Glued, content[length..].trim_start_matches(is_space)));
            behind_item = true;
            continue;
        }
        if behind_item && !sink.is_within(indent) {
            end(&mut parts, sink);
        }
        behind_item = false;
        if parts.is_empty() {
            sink.outdent(indent);
        }
        push(content, Breaks::Kept, &mut parts);
    }
    end(&mut parts, sink);
}

/// How many lines from this one on are items, where line breaks are kept: those that begin with one mark, at least two, with
/// what is nested between them; or one that stands alone and is an item in Markdown.
fn items(lines: &[Line<'_>], index: usize) -> usize {
    let mark_of = |line: &Line<'_>| marker(line.content, Breaks::Kept).map(|(marker, _)| marker);
    let Some(mut last) = mark_of(&lines[index]) else { return 0 };
    let (mut length, mut same) = (1, 1);
    for line in &lines[index + 1..] {
        match mark_of(line) {
            Some(marker) if marker.follows(last) => {
                last = marker;
                same += 1;
            }
            Some(_) if line.indent > lines[index].indent => {}
            _ => break,
        }
        length += 1;
    }
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.content.is_empty());
    let alone = blank(index.checked_sub(1)) && blank(Some(index + 1));
    let markdown = marker(lines[index].content, Breaks::Wrapped).is_some();
    if same > 1 { length } else { usize::from(alone && markdown) }
}

/// A line with what it is indented by.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    /// In columns; a tab reaches to the next multiple of four.
    indent: usize,
    /// Without white space at its ends.
    content: &'t str,
}

impl<'t> Line<'t> {
    fn new(line: &'t str) -> Self {
        let space = line.chars().take_while(|c| is_space(*c));
        let indent = space.fold(0, |column, c| if c == '\t' { column + 4 - column % 4 } else { column + 1 });
        Self { indent, content: line.trim_matches(is_space) }
    }
}

/// The marker that a line starts with, and its length in bytes; something follows it.
fn marker(line: &str, breaks: Breaks) -> Option<(Marker, usize)> {
    let first = line.chars().next()?;
    let spaced = |length: usize| line[length..].starts_with(is_space).then_some(length);
    match first {
        '-' | '*' | '+' if !is_rule(line) => spaced(1).map(|length| (Marker::Bullet(first), length)),
        _ if BULLETS.contains(&first) && line.len() > first.len_utf8() => {
            let length = first.len_utf8();
            if is_bare_bullet(first) { Some(length) } else { spaced(length) }
                .map(|length| (Marker::Bullet(first), length))
        }
        '–' if breaks == Breaks::Kept => spaced(first.len_utf8()).map(|length| (Marker::Bullet(first), length)),
        '0'..='9' => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let end = line[digits..].chars().next().filter(|end| matches!(end, '.' | ')'))?;
            let number = line[..digits].parse().ok().filter(|_| digits <= 9)?;
            spaced(digits + 1).map(|length| (Marker::Number(number, end), length))
        }
        _ => None,
    }
}

/// Whether a line is a thematic break, such as `* * *`.
fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !is_space(*c));
    let Some(first @ ('*' | '-' | '_')) = marks.next() else { return false };
    marks.clone().count() >= 2 && marks.all(|c| c == first)
}

/// Adds a line to a paragraph. A backslash that keeps its beginning from being a marker goes.
fn push<'t>(line: &'t str, breaks: Breaks, parts: &mut Vec<Part<'t>>) {
    let joint = match parts.last() {
        None => Joint::Glued,
        Some((_, last)) if breaks == Breaks::Kept || last.ends_with('\\') => Joint::Break,
        Some(_) => Joint::Space,
    };
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    let marks: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '+'] };
    match rest.strip_prefix('\\') {
        Some(rest) if rest.starts_with(marks) && rest.chars().nth(1).is_some_and(is_space) => {
            parts.extend([(joint, number), (Joint::Glued, rest)]);
        }
        _ => parts.push((joint, line)),
    }
}

fn end(parts: &mut Vec<Part<'_>>, sink: &mut impl Sink) {
    if !parts.is_empty() {
        sink.paragraph(parts);
        parts.clear();
    }
}
