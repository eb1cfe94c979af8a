//! From the text of a profile to the tree, through `pulldown-cmark`.
//!
//! Only paragraphs, lists and inline markup are wanted, and pulldown-cmark cannot be told to leave the rest alone. So
//! every line that is not a list item is joined to the one before it, and every paragraph starts with a no-break space:
//! white space to the rules of emphasis, but not to those of blocks, so that no heading, quote, fence, table, rule,
//! HTML block or link definition ever starts. It is taken off again afterwards. What remains unwanted (HTML,
//! images, entities, single tildes) is copied from the source.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Block, Inline, Markup};
use crate::diagnostic::Span;

/// Stands before the text of every paragraph, so that it cannot start any other block.
const GUARD: char = '\u{A0}';

/// How deep lists and inline markup may nest; deeper levels are joined to this one.
const DEPTH_LIMIT: usize = 12;

impl Markup {
    /// Parses text for an inline place: one paragraph, in which nothing at the start of a line has a meaning. White
    /// space is folded; a backslash at the end of a line is a line break.
    #[must_use]
    pub fn inline(text: &str, span: Option<Span>) -> Self {
        Self { blocks: parse(&guard_lines(text, false)), span }
    }

    /// Parses text for a place that holds blocks: paragraphs, set apart by empty lines, and lists.
    #[must_use]
    pub fn blocks(text: &str, span: Option<Span>) -> Self {
        Self { blocks: parse(&guard_lines(text, true)), span }
    }
}

/// Takes the targets of links out of a text, whose words stay, and returns them. An address between angle brackets is its own
/// text and stays, but is returned, too.
pub(crate) fn unlink(text: &mut String) -> Vec<String> {
    let source = guard_lines(text, true);
    let (mut targets, mut cuts) = (Vec::new(), Vec::new());
    let mut open: Option<(usize, usize)> = None;
    for (event, range) in Parser::new_ext(&source, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                if let Some(url) = link_target(link_type, &dest_url, &title) {
                    targets.push(url);
                    open = (link_type == LinkType::Inline).then_some((range.start, range.start + 1));
                }
            }
            Event::End(TagEnd::Link) => {
                let Some((start, end)) = open.take() else { continue };
                // The guards move what follows them, but add none of these characters.
                let same = |mark: char, at: usize| {
                    let before = source[..at].matches(mark).count();
                    text.match_indices(mark).nth(before).map(|(at, _)| at)
                };
                if let (Some(opens), Some(middle), Some(close)) =
                    (same('[', start), same(']', end), same(')', range.end - 1))
                {
                    cuts.push((opens, middle, close));
                }
            }
            _ => open = open.map(|(start, end)| (start, end.max(range.end))),
        }
    }
    for (opens, middle, close) in
        cuts.into_iter().rev().filter(|(opens, middle, close)| opens < middle && middle < close)
    {
        text.replace_range(middle..=close, "");
        text.replace_range(opens..=opens, "");
    }
    targets
}

/// White space that Markdown folds. No-break and other Unicode spaces are text.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}')
}

/// Folds white space, joins the lines of a paragraph and puts the guard before each paragraph, after its list markers.
fn guard_lines(text: &str, blocks: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut paragraph_open = false;
    for line in text.split(['\n', '\r']) {
        let content = line.trim_matches(is_space);
        if content.is_empty() {
            if blocks && paragraph_open {
                out.push_str("\n\n");
                paragraph_open = false;
            }
            continue;
        }
        let (markers, rest) = if blocks { split_markers(content, paragraph_open) } else { ("", content) };
        if !markers.is_empty() {
            if paragraph_open {
                out.push('\n');
            }
            push_indent(line, &mut out);
            for marker in markers.split(is_space).filter(|marker| !marker.is_empty()) {
                out.push_str(marker);
                out.push(' ');
            }
            out.push(GUARD);
        } else if !paragraph_open {
            if blocks {
                push_indent(line, &mut out);
            }
            out.push(GUARD);
        } else if ends_in_backslash(&out) {
            out.push('\n');
            out.push(GUARD);
        } else {
            out.push(' ');
        }
        for (index, word) in rest.split(is_space).filter(|word| !word.is_empty()).enumerate() {
            if index > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
        paragraph_open = true;
    }
    out
}

/// Copies the indentation of a line, which decides to which list item it belongs.
fn push_indent(line: &str, out: &mut String) {
    out.extend(line.chars().take_while(|c| is_space(*c)).map(|c| if c == '\t' { '\t' } else { ' ' }));
}

fn ends_in_backslash(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// Splits a trimmed line after its list markers. A number other than 1 cannot start a list within a paragraph, so that
/// a line may begin with a year.
fn split_markers(line: &str, paragraph_open: bool) -> (&str, &str) {
    if is_rule(line) {
        return ("", line);
    }
    let mut rest = line;
    for _ in 0..DEPTH_LIMIT {
        let Some(length) = marker_length(rest) else { break };
        let is_first = rest.len() == line.len();
        let marker = &rest[..length];
        if is_first && paragraph_open && marker.len() > 1 && !matches!(marker, "1." | "1)") && !follows_numbers(marker)
        {
            break;
        }
        rest = rest[length..].trim_start_matches(is_space);
    }
    (&line[..line.len() - rest.len()], rest)
}

/// Whether a number is one that continues a list rather than a year or an amount: below 100.
fn follows_numbers(marker: &str) -> bool {
    marker.len() <= 3
}

/// The length of the list marker that the text starts with, where white space and content follow.
fn marker_length(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match (digits, text.as_bytes().get(digits)?) {
        (0, b'-' | b'*' | b'+') => 1,
        (1..=9, b'.' | b')') => digits + 1,
        _ => return None,
    };
    text[length..].starts_with(is_space).then_some(length)
}

/// Whether a line is a thematic break, such as `* * *`.
fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !is_space(*c));
    let Some(first @ ('*' | '-' | '_')) = marks.next() else { return false };
    marks.clone().count() >= 2 && marks.all(|c| c == first)
}

fn parse(source: &str) -> Vec<Block> {
    let parser = Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH);
    let mut builder = Builder::new(source);
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish()
}

/// An open inline element.
enum Open {
    Strong,
    Emphasis,
    Strike,
    Link(String),
}

/// An open list or item.
enum OpenBlock {
    List { start: Option<u64>, items: Vec<Vec<Block>> },
    Item(Vec<Block>),
}

/// Collects events into the tree without recursion, so that no nesting overflows the stack.
struct Builder<'s> {
    source: &'s str,
    /// What is finished at the top level.
    blocks: Vec<Block>,
    /// Open lists and items, outermost first.
    open_blocks: Vec<OpenBlock>,
    /// Lists and items below the depth limit, which leave no trace.
    skipped_blocks: usize,
    /// Inline content of the open paragraph, then of each open element.
    inlines: Vec<Vec<Inline>>,
    /// Open inline elements; `None` for one that leaves no trace of its own.
    open: Vec<Option<Open>>,
    /// How many images and links are being copied from the source.
    copied: usize,
    /// Whether the next text starts with the guard.
    guarded: bool,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            source,
            blocks: Vec::new(),
            open_blocks: Vec::new(),
            skipped_blocks: 0,
            inlines: vec![Vec::new()],
            open: Vec::new(),
            copied: 0,
            guarded: true,
        }
    }

    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        let source = &self.source[range];
        if self.copied > 0 {
            match event {
                Event::Start(_) => self.copied += 1,
                Event::End(_) => self.copied -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, source),
            Event::End(tag) => self.end(tag, source),
            Event::Text(text) => {
                // An entity is the one text that differs from what was written.
                let is_entity = source.starts_with('&') && source.ends_with(';') && *source != *text;
                self.text(if is_entity { source } else { &text });
            }
            Event::Code(text) => {
                // A line break behind a backslash keeps its guard within code.
                let text = text.replace("\\ \u{A0}", "\\ ");
                self.push(Inline::Code(text));
            }
            Event::InlineHtml(text) | Event::Html(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => {
                self.push(Inline::Break);
                self.guarded = true;
            }
            // The options that make these are off; their source is kept all the same.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {
                self.text(source);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, source: &str) {
        match tag {
            Tag::List(start) => self.open_block(OpenBlock::List { start, items: Vec::new() }),
            Tag::Item => {
                self.close_paragraph();
                self.open_block(OpenBlock::Item(Vec::new()));
            }
            Tag::Strong => self.open_inline(Open::Strong),
            Tag::Emphasis => self.open_inline(Open::Emphasis),
            Tag::Strikethrough if source.starts_with("~~") => self.open_inline(Open::Strike),
            Tag::Strikethrough => {
                self.text("~");
                self.open.push(None);
            }
            Tag::Link { link_type, dest_url, title, .. } => match link_target(link_type, &dest_url, &title) {
                Some(url) => self.open_inline(Open::Link(url)),
                None => self.copy(source),
            },
            Tag::Image { .. } => self.copy(source),
            _ => self.close_paragraph(),
        }
    }

    fn end(&mut self, tag: TagEnd, source: &str) {
        match tag {
            TagEnd::List(_) | TagEnd::Item => {
                self.close_paragraph();
                self.close_block();
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => self.close_inline(),
            TagEnd::Strikethrough => {
                self.close_inline();
                if !source.starts_with("~~") {
                    self.text("~");
                }
            }
            _ => self.close_paragraph(),
        }
    }

    fn open_block(&mut self, block: OpenBlock) {
        self.close_paragraph();
        if self.skipped_blocks > 0 || self.open_blocks.len() >= 2 * DEPTH_LIMIT {
            self.skipped_blocks += 1;
        } else {
            self.open_blocks.push(block);
        }
    }

    fn close_block(&mut self) {
        if self.skipped_blocks > 0 {
            self.skipped_blocks -= 1;
            return;
        }
        match self.open_blocks.pop() {
            Some(OpenBlock::Item(content)) => {
                if let Some(OpenBlock::List { items, .. }) = self.open_blocks.last_mut() {
                    items.push(content);
                }
            }
            Some(OpenBlock::List { start, items }) => self.push_block(Block::List { start, items }),
            None => {}
        }
    }

    fn push_block(&mut self, block: Block) {
        match self.open_blocks.last_mut() {
            Some(OpenBlock::Item(blocks)) => blocks.push(block),
            Some(OpenBlock::List { items, .. }) => items.push(vec![block]),
            None => self.blocks.push(block),
        }
    }

    fn open_inline(&mut self, open: Open) {
        if self.inlines.len() > DEPTH_LIMIT {
            self.open.push(None);
        } else {
            self.inlines.push(Vec::new());
            self.open.push(Some(open));
        }
    }

    fn close_inline(&mut self) {
        let Some(Some(open)) = self.open.pop() else { return };
        let content = self.inlines.pop().unwrap_or_default();
        if content.is_empty() && !matches!(open, Open::Link(_)) {
            return;
        }
        let piece = match open {
            Open::Strong => Inline::Strong(content),
            Open::Emphasis => Inline::Emphasis(content),
            Open::Strike => Inline::Strike(content),
            Open::Link(url) if content.is_empty() => {
                let shown = vec![Inline::Text(url.clone())];
                Inline::Link { url, content: shown }
            }
            Open::Link(url) => Inline::Link { url, content },
        };
        self.push(piece);
    }

    /// Ends the paragraph, if one is open; text directly in a tight item is one as well.
    fn close_paragraph(&mut self) {
        while !self.open.is_empty() {
            self.close_inline();
        }
        let content = self.inlines.last_mut().map(std::mem::take).unwrap_or_default();
        if !content.is_empty() {
            self.push_block(Block::Paragraph(content));
        }
        self.guarded = true;
    }

    /// Copies an element as it was written, and skips the events within.
    fn copy(&mut self, source: &str) {
        let source = source.replace("\n\u{A0}", " ");
        self.text(&source);
        self.copied = 1;
    }

    fn text(&mut self, text: &str) {
        // Indented code is a paragraph like any other: its indentation precedes the guard.
        let text = if self.guarded {
            {
                let text = text.trim_start_matches(is_space);
                text.strip_prefix(GUARD).unwrap_or(text)
            }
        } else {
            text
        };
        self.guarded = false;
        // Inline HTML may span lines.
        let text = if text.contains('\n') { CowStr::from(text.replace("\n\u{A0}", " ")) } else { CowStr::from(text) };
        if text.is_empty() {
            return;
        }
        if let Some(Inline::Text(last)) = self.inlines.last_mut().and_then(|content| content.last_mut()) {
            last.push_str(&text);
        } else {
            self.push(Inline::Text(text.into_string()));
        }
    }

    fn push(&mut self, piece: Inline) {
        if let Some(content) = self.inlines.last_mut() {
            content.push(piece);
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.close_paragraph();
        while !self.open_blocks.is_empty() {
            self.close_block();
        }
        self.blocks
    }
}

/// Where a link leads, if it is one that a résumé may hold; one with a title stays as it is, for the title would be lost.
fn link_target(link_type: LinkType, url: &str, title: &str) -> Option<String> {
    if link_type == LinkType::Email {
        return Some(format!("mailto:{url}"));
    }
    let (scheme, rest) = url.split_once(':')?;
    let known = ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (known && title.is_empty() && !rest.is_empty()).then(|| url.to_owned())
}

#[cfg(test)]
mod tests;
