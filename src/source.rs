//! The texts that were read, and where things stand in them.
//!
//! [`Sources`] owns every text that a diagnostic can point into: profiles, `--set` values, theme files. [`Node`] is
//! what YAML and JSON have in common, with the place of every key and value; scalars keep their text, so `2020`,
//! `08540`, `no` and `3.10` stay what was written. What the values mean is the business of [`crate::profile`].

pub(crate) mod data_uri;
pub mod hidden;
pub mod json;
pub mod lint;
mod node;
mod partial;
pub mod read;
mod reads;
pub mod report;
mod tree;
mod windows_1252;
pub mod yaml;

use std::borrow::Cow;
use std::sync::Arc;

pub use hidden::Hidden;
pub use node::{Data, Key, Node, Style};
pub use partial::{Parsed, Partial};
pub use reads::{Kind, Read, Reads, Sha256, State};
pub use tree::{DEPTH_LIMIT, VALUE_LIMIT};

use crate::diagnostic::{Diagnostics, SourceId, Span};

/// One text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The name shown to people: the path as the user gave it, or `<stdin>`, or `--set basics.label`.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
    line_starts: Vec<u32>,
}

/// A place for people: both count from one, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
}

impl SourceFile {
    /// Creates a source from its name and text.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index + 1);
        let line_starts =
            std::iter::once(0).chain(starts).map(|start| u32::try_from(start).unwrap_or(u32::MAX)).collect();
        Self { name: name.into(), text, line_starts }
    }

    /// The line and column of a byte offset; offsets past the end give the end.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_starts.partition_point(|start| *start as usize <= offset) - 1;
        let start = self.line_starts[line] as usize;
        LineColumn { line: line + 1, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The byte range of a line, counted from zero, without its line break.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Option<std::ops::Range<usize>> {
        let start = *self.line_starts.get(line)? as usize;
        let end = self.line_starts.get(line + 1).map_or(self.text.len(), |next| *next as usize);
        let text = self.text[start..end].trim_end_matches(['\n', '\r']);
        Some(start..start + text.len())
    }

    /// How many lines there are.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }
}

/// All texts of a run, by id.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    hidden: Option<Arc<Hidden>>,
    reads: Reads,
}

impl Sources {
    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile::new(name, text));
        id
    }

    /// What was read from disk for these texts and beside them.
    pub(crate) fn reads(&mut self) -> &mut Reads {
        &mut self.reads
    }

    /// How many texts there are.
    pub(crate) fn count(&self) -> usize {
        self.files.len()
    }

    /// The texts that were added after so many.
    pub(crate) fn added_after(&self, count: usize) -> Vec<(SourceId, SourceFile)> {
        let id = |index: usize| SourceId(u32::try_from(index).unwrap_or(u32::MAX));
        self.files.iter().enumerate().skip(count).map(|(index, file)| (id(index), file.clone())).collect()
    }

    /// The id of a text that may have been added elsewhere: its own where it is here under that, else a new one.
    pub(crate) fn bring(&mut self, id: SourceId, file: &SourceFile) -> SourceId {
        let here = self.files.get(id.0 as usize).is_some_and(|here| Arc::ptr_eq(&here.text, &file.text));
        if here { id } else { self.add(file.name.clone(), Arc::clone(&file.text)) }
    }

    /// The text with this id; ids come from [`Sources::add`] of the same collection.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Has reports mask what is hidden, wherever it stands.
    pub fn hide(&mut self, hidden: Arc<Hidden>) {
        self.hidden = Some(hidden);
    }

    /// The same texts, with nothing masked: for the author of what is hidden alone.
    #[must_use]
    pub fn unmasked(&self) -> Self {
        Self { hidden: None, ..self.clone() }
    }

    /// What reports mask; none where nothing is hidden.
    #[must_use]
    pub fn hidden(&self) -> Option<&Arc<Hidden>> {
        self.hidden.as_ref()
    }

    /// Has reports mask a place, too, where they mask anything.
    pub(crate) fn hide_at(&mut self, span: Span) {
        if let Some(hidden) = &mut self.hidden {
            Arc::make_mut(hidden).add_span(span);
        }
    }

    /// Has reports mask the texts of a file in which something hidden is written otherwise than it reads, as with escapes.
    pub(crate) fn hide_escaped(&mut self, node: &Node) {
        match &node.data {
            Data::Null => {}
            Data::Scalar { text, .. } => {
                let Some(hidden) = self.hidden.as_ref().filter(|_| !data_uri::is_image(text)) else { return };
                if hidden.find(text).len() > hidden.find(self.slice(node.span)).len() {
                    self.hide_at(node.span);
                }
            }
            Data::Sequence(items) => items.iter().for_each(|item| self.hide_escaped(item)),
            Data::Mapping(pairs) => pairs.iter().for_each(|(_, value)| self.hide_escaped(value)),
        }
    }

    /// A text of a report without what is hidden.
    #[must_use]
    pub fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.hidden.as_ref().map_or(Cow::Borrowed(text), |hidden| hidden.mask(text))
    }

    /// A key path without what is hidden.
    #[must_use]
    pub fn masked_path<'t>(&self, path: &'t str) -> Cow<'t, str> {
        self.hidden.as_ref().map_or(Cow::Borrowed(path), |hidden| hidden.mask_path(path))
    }

    /// The name of a file without what is hidden: files are often named after the person.
    #[must_use]
    pub fn masked_name<'t>(&self, name: &'t str) -> Cow<'t, str> {
        self.hidden.as_ref().map_or(Cow::Borrowed(name), |hidden| hidden.mask_name(name))
    }

    /// The bytes of a source that reports must not show.
    fn hidden_in(&self, id: SourceId) -> Vec<std::ops::Range<usize>> {
        self.hidden.as_ref().map(|hidden| hidden.ranges_in(id, &self.get(id).text)).unwrap_or_default()
    }

    /// The text that a span covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or("")
    }

    /// The span of the `index`-th occurrence (from zero) of a character within a span; the whole span where the source
    /// has it written otherwise, such as an escape.
    #[must_use]
    pub fn find_char(&self, span: Span, character: char, index: usize) -> Span {
        let found = self.slice(span).match_indices(character).nth(index);
        found.map_or(span, |(offset, text)| {
            let start = span.start as usize + offset;
            Span::new(span.source, start..start + text.len())
        })
    }
}

/// The language a source is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON (RFC 8259).
    Json,
}

impl Format {
    /// Tells the format by the file's name, and, where that says nothing, as for standard input, by its first character.
    #[must_use]
    pub fn detect(name: &str, text: &str) -> Self {
        let extension = std::path::Path::new(name).extension().and_then(|extension| extension.to_str());
        let is = |wanted: &str| extension.is_some_and(|extension| extension.eq_ignore_ascii_case(wanted));
        if is("json") {
            Self::Json
        } else if is("yaml") || is("yml") {
            Self::Yaml
        } else if text.trim_start().starts_with(['{', '[']) {
            Self::Json
        } else {
            Self::Yaml
        }
    }
}

/// Parses a source. Nothing comes back after a syntax error or past a bound; all else that is wrong is reported and
/// left out.
pub fn parse(sources: &Sources, source: SourceId, format: Format, diagnostics: &mut Diagnostics) -> Option<Node> {
    parse_partly(sources, source, format, diagnostics).whole()
}

/// Parses a source as [`parse`] does, and beside syntax errors as far as it goes.
pub fn parse_partly(sources: &Sources, source: SourceId, format: Format, diagnostics: &mut Diagnostics) -> Parsed {
    match format {
        Format::Yaml => yaml::parse_yaml(sources, source, diagnostics),
        Format::Json => json::parse_json(sources, source, diagnostics),
    }
}
