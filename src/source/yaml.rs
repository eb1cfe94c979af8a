//! YAML to [`Node`]s.
//!
//! Walks the events of `saphyr-parser`, which neither recurses nor stops at the first duplicate key, and adds what a
//! profile needs: scalars keep their text (`2020`, `08540`, `no`), every duplicate is reported, aliases and nesting have
//! bounds, and places are bytes (the parser counts characters). Three parts stand apart: `syntax` words the parser's
//! errors and moves them to their cause, `recover` reads on past them, `comments` finds values that an unquoted `#`
//! cuts. What the values mean is decided in [`crate::profile`] and its like.
//!
//! Whatever YAML would drop silently is an error here: tags other than the core schema's (`!important note` would lose
//! its first word), keys that are not text, a second document.

mod comments;
mod lines;
mod recover;
mod slips;
mod syntax;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marks, Tag};

use self::slips::Mark;
use self::syntax::{Cure, Fault};
use super::tree::{Built, Step, Tree, VALUE_LIMIT, too_deep};
use super::{Data, Node, Parsed, Sources, Style};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, SourceId, Span};

/// Parses a YAML source. Past a syntax error, what is left is read without the entry that holds it, so that the others
/// are found too; past a bound there is nothing. All else is reported and left out. A source without any value is
/// [`Data::Null`].
pub fn parse_yaml(sources: &Sources, source: SourceId, diagnostics: &mut Diagnostics) -> Parsed {
    let text = &*sources.get(source).text;
    let attempt = Attempt::new(text, source);
    let (parsed, mut found) = match attempt.stopped {
        None => {
            let (root, found) = attempt.finish(text);
            (Parsed::Whole(root), found)
        }
        Some(Stop::Bound(errors)) => {
            let mut found = attempt.found;
            found.extend(errors);
            (Parsed::Nothing, found)
        }
        Some(Stop::Syntax(fault)) => recover::recover(text, source, fault, attempt.found),
    };
    found.0.sort_by_key(|diagnostic| diagnostic.span().map(|span| span.start));
    diagnostics.extend(found);
    parsed
}

/// One reading of a text, as far as it went.
struct Attempt {
    root: Node,
    found: Diagnostics,
    stopped: Option<Stop>,
    scalars: Vec<Scalar>,
    nulls: Vec<usize>,
    marks: Vec<Mark>,
}

/// Why reading ended early.
enum Stop {
    Syntax(Fault),
    /// A bound was passed, or a second document began.
    Bound(Diagnostics),
}

impl From<Diagnostics> for Stop {
    fn from(errors: Diagnostics) -> Self {
        Self::Bound(errors)
    }
}

impl Attempt {
    fn new(text: &str, source: SourceId) -> Self {
        let mut reader = Reader::new(text, source);
        let stopped = reader.read().err();
        let Reader { tree, scalars, nulls, marks, .. } = reader;
        let (root, found) = tree.finish();
        let root = root.unwrap_or(Node { span: Span::new(source, 0..0), data: Data::Null });
        Self { root, found, stopped, scalars, nulls, marks }
    }

    /// The values of a text that was read to its end, and everything found in it.
    fn finish(self, text: &str) -> (Node, Diagnostics) {
        let Self { root, mut found, scalars, mut nulls, marks, .. } = self;
        nulls.sort_unstable();
        comments::lint(text, &root, &scalars, &nulls, &mut found);
        slips::lint(text, &root, &scalars, &marks, &mut found);
        (root, found)
    }
}

/// Where a scalar stands in the text.
struct Scalar {
    start: usize,
    end: usize,
    plain: bool,
}

struct Reader<'a> {
    text: &'a str,
    source: SourceId,
    bytes: ByteOffsets<'a>,
    tree: Tree,
    anchors: HashMap<usize, Built>,
    /// Anchors of collections that are still open, by their depth.
    open_anchors: Vec<(usize, usize)>,
    anchored: usize,
    scalars: Vec<Scalar>,
    /// Where the parser puts the values that are not there.
    nulls: Vec<usize>,
    /// The anchors on scalars.
    marks: Vec<Mark>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, source: SourceId) -> Self {
        Self {
            text,
            source,
            bytes: ByteOffsets::new(text),
            tree: Tree::new(source, true),
            anchors: HashMap::new(),
            open_anchors: Vec::new(),
            anchored: 0,
            scalars: Vec::new(),
            nulls: Vec::new(),
            marks: Vec::new(),
        }
    }

    fn read(&mut self) -> Result<(), Stop> {
        let mut second = None;
        let mut documents = 0;
        for event in Parser::new_from_str(self.text) {
            let (event, marks) = event.map_err(|error| self.syntax_error(&error))?;
            // An empty second document, as after a closing `---`, holds nothing that could be lost.
            if let Some(span) = second {
                match event {
                    Event::Scalar(text, ScalarStyle::Plain, 0, None) if text.is_empty() => return Ok(()),
                    _ => return Err(Stop::Bound(Diagnostic::at(span, Problem::SeveralDocuments).into())),
                }
            }
            match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        let start = self.bytes.of(marks.start.index());
                        let end = self.bytes.of(marks.end.index()).min(start + 3);
                        second = Some(self.span(start, end));
                    }
                }
                Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref(), marks)?,
                Event::SequenceStart(anchor, tag) => self.open(false, anchor, tag.as_deref(), marks)?,
                Event::MappingStart(anchor, tag) => self.open(true, anchor, tag.as_deref(), marks)?,
                Event::SequenceEnd => self.close("]", marks)?,
                Event::MappingEnd => self.close("}", marks)?,
                Event::Alias(anchor) => self.alias(anchor, marks)?,
                Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            }
        }
        Ok(())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start..end)
    }

    fn syntax_error(&self, error: &ScanError) -> Stop {
        let offset = self.bytes.of(error.marker().index());
        if error.info() == "recursion limit exceeded" {
            return Stop::Bound(too_deep(self.span(offset, self.text.len().min(offset + 1))).into());
        }
        Stop::Syntax(syntax::explain(self.text, offset, error.info()))
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, marks: Marks) -> Step {
        let mut end = self.bytes.of(marks.end.index());
        let start = self.content_start(anchor, tag, marks);
        if anchor > 0 {
            self.mark(anchor, self.bytes.of(marks.start.index()));
        }
        let plain = style == ScalarStyle::Plain;
        let written = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        let untagged = tag.is_none_or(|tag| tag.suffix == "null");
        let null = match text {
            "" => plain && untagged,
            // As a key it is a word like any other: `null` could be somebody's tag.
            "~" | "null" | "Null" | "NULL" => plain && untagged && !self.tree.expects_key(),
            _ => false,
        };
        if plain && text.is_empty() {
            let mark = self.bytes.of(marks.start.index());
            self.nulls.push(mark);
            end = if marks.is_empty() { absent(self.text, mark) } else { end };
            let data = if null { Data::Null } else { Data::Scalar { text: String::new(), style: Style::Plain } };
            return self.finish(Built::leaf(Node { span: self.span(end, end), data }), end, anchor);
        }
        let (start, end) = match style {
            ScalarStyle::Plain => (start, end.max(start)),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                (start, quoted_end(self.text, start).unwrap_or(end))
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let skip = if anchor > 0 || tag.is_some() { header_length(&self.text[start..]) } else { 0 };
                let start = (start + skip).min(end);
                (start, start + self.text[start..end].trim_end().len())
            }
        };
        self.scalars.push(Scalar { start, end, plain });
        let data = if null { Data::Null } else { Data::Scalar { text: text.to_owned(), style: written } };
        self.finish(Built::leaf(Node { span: self.span(start, end), data }), end, anchor)
    }

    fn open(&mut self, mapping: bool, anchor: usize, tag: Option<&Tag>, marks: Marks) -> Step {
        let mut start = self.content_start(anchor, tag, marks);
        if !mapping && self.tree.expects_value() {
            start = first_dash(self.text, start).unwrap_or(start);
        }
        self.tree.open(start, mapping)?;
        if anchor > 0 {
            self.open_anchors.push((self.tree.depth(), anchor));
        }
        Ok(())
    }

    fn close(&mut self, bracket: &str, marks: Marks) -> Step {
        let mark = self.bytes.of(marks.start.index());
        let flow = !marks.is_empty() && self.text[mark..].starts_with(bracket);
        let anchor = match self.open_anchors.last() {
            Some((depth, anchor)) if *depth == self.tree.depth() => *anchor,
            _ => 0,
        };
        if anchor > 0 {
            self.open_anchors.pop();
        }
        let Some(built) = self.tree.close(flow.then_some(mark + 1)) else { return Ok(()) };
        let end = built.node.span.range().end;
        self.finish(built, end, anchor)
    }

    /// Adds a finished value to the tree, and keeps a copy where it has an anchor. Copies of nested anchors add up, so
    /// they have a budget of their own.
    fn finish(&mut self, built: Built, end: usize, anchor: usize) -> Step {
        if anchor > 0 {
            self.anchored += built.cost;
            if self.anchored > VALUE_LIMIT {
                return Err(Diagnostic::at(built.node.span, Problem::TooManyValues { limit: VALUE_LIMIT }).into());
            }
            self.anchors.insert(anchor, built.clone());
        }
        self.tree.add(built, end)
    }

    fn alias(&mut self, anchor: usize, marks: Marks) -> Result<(), Stop> {
        let range = self.bytes.of(marks.start.index())..self.bytes.of(marks.end.index());
        for mark in self.marks.iter_mut().rev().filter(|mark| mark.anchor == anchor).take(1) {
            mark.used = true;
        }
        if let Some(built) = self.anchors.get(&anchor) {
            return Ok(self.tree.repeat(built.clone(), self.span(range.start, range.end))?);
        }
        let message = "this alias is inside the value it refers to".to_owned();
        Err(Stop::Syntax(Fault { at: range.start, range, message, cure: Cure::Entry }))
    }

    /// Notes the anchor of a scalar that begins at a byte.
    fn mark(&mut self, anchor: usize, start: usize) {
        let rest = &self.text[start..];
        let Some(at) = rest.find('&').filter(|at| rest[..*at].trim_start().is_empty() || rest.starts_with('!')) else {
            return;
        };
        let word = &rest[at..];
        let length = word.find(|c: char| c.is_whitespace() || ",[]{}".contains(c)).unwrap_or(word.len());
        self.marks.push(Mark { anchor, range: start + at..start + at + length, used: false });
    }

    /// The first byte of a value after its anchor and tag. A tag that has no meaning here is reported, because the
    /// word would be lost.
    fn content_start(&mut self, anchor: usize, tag: Option<&Tag>, marks: Marks) -> usize {
        let mut start = self.bytes.of(marks.start.index());
        if anchor == 0 && tag.is_none() {
            return start;
        }
        let limit = self.bytes.of(marks.end.index()).max(start);
        while self.text[start..].starts_with(['&', '!']) {
            let rest = &self.text[start..];
            let word = rest.find(|c: char| c.is_ascii_whitespace() || ",[]{}".contains(c)).unwrap_or(rest.len());
            if let Some(tag) = tag.filter(|tag| rest.starts_with('!') && !tag.is_yaml_core_schema()) {
                let shown = if tag.suffix == "!" { "!" } else { &rest[..word] };
                let message = format!("the tag `{shown}` has no meaning here; put text that begins with `!` in quotes");
                let problem = Problem::Syntax { language: "YAML", message };
                let diagnostic = Diagnostic::at(self.span(start, start + word), problem).with_path(self.tree.path());
                self.tree.diagnostics.push(diagnostic);
            }
            start += word;
            start += blank_length(&self.text[start..]);
        }
        if start > limit { limit } else { start }
    }
}

/// The length of the white space and comments at the start of a text, in bytes.
fn blank_length(text: &str) -> usize {
    let mut rest = text.trim_ascii_start();
    while rest.starts_with('#') {
        rest = rest.find('\n').map_or("", |end| &rest[end..]).trim_ascii_start();
    }
    text.len() - rest.len()
}

/// The length of a block scalar's header and of the white space after it, in bytes.
fn header_length(text: &str) -> usize {
    if !text.starts_with(['|', '>']) {
        return 0;
    }
    text.find('\n').map_or(0, |end| end + text[end..].len() - text[end..].trim_ascii_start().len())
}

/// Where a value that is not there would stand: after its `:`, `-` or the like. For list items the parser's mark is at
/// the end of the line, behind a comment if there is one.
fn absent(text: &str, mark: usize) -> usize {
    if text[mark..].starts_with(':') {
        return mark + 1;
    }
    let line = text[..mark].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[line..mark];
    let before = before.find('#').map_or(before, |comment| &before[..comment]);
    line + before.trim_end().len()
}

/// The first `-` of a list whose items are indented as the key above: there the parser's mark is behind it.
fn first_dash(text: &str, mark: usize) -> Option<usize> {
    let line = text[..mark].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[line..mark];
    let before = before.find('#').map_or(before, |comment| &before[..comment]);
    let dashes = before.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'-'));
    before.find('-').filter(|_| dashes).map(|dash| line + dash)
}

/// One past the closing quote of a quoted scalar that starts at a byte.
fn quoted_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.get(start)?;
    let mut index = start + 1;
    loop {
        match *bytes.get(index)? {
            b'\\' if quote == b'"' => index += 2,
            byte if byte == quote && quote == b'\'' && bytes.get(index + 1) == Some(&quote) => index += 2,
            byte if byte == quote => return Some(index + 1),
            _ => index += 1,
        }
    }
}

/// Turns the parser's character offsets into byte offsets, each in constant time.
struct ByteOffsets<'a> {
    text: &'a str,
    /// The byte offset of every 32nd character.
    steps: Vec<u32>,
}

impl<'a> ByteOffsets<'a> {
    const STEP: usize = 32;

    fn new(text: &'a str) -> Self {
        let steps = text.char_indices().step_by(Self::STEP);
        Self { text, steps: steps.map(|(offset, _)| u32::try_from(offset).unwrap_or(u32::MAX)).collect() }
    }

    fn of(&self, character: usize) -> usize {
        let Some(step) = self.steps.get(character / Self::STEP) else { return self.text.len() };
        let start = *step as usize;
        let mut rest = self.text[start..].char_indices();
        rest.nth(character % Self::STEP).map_or(self.text.len(), |(offset, _)| start + offset)
    }
}
