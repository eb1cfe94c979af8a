//! The lines of the sources that a diagnostic shows, made fit for a terminal.
//!
//! Codespan prints the lines that a label touches as they are. So it gets a text of its own for each source: the lines
//! concerned, cut around the label where they are long, with pictures in place of control characters. Line and column
//! numbers stay those of the source.

use std::collections::BTreeMap;
use std::ops::Range;

use codespan_reporting::files::{Error, Files};
use unicode_width::UnicodeWidthChar;

use super::{acts_on_terminal, safe};
use crate::diagnostic::{SourceId, Span};
use crate::source::hidden::MASK;
use crate::source::{SourceFile, Sources};

/// The greatest length of a line shown whole, in characters; from a longer one, as much is shown.
const WIDTH: usize = 100;

/// How many characters of a long line are shown before the label.
const BEFORE: usize = 40;

/// What a diagnostic shows of its sources.
pub(super) struct Excerpts {
    files: BTreeMap<SourceId, Excerpt>,
    ranges: Vec<Range<usize>>,
}

#[derive(Default)]
struct Excerpt {
    name: String,
    text: String,
    /// For each line of the text: where it starts in it, and its number in the source.
    lines: Vec<(usize, usize)>,
    /// For each label that starts in the text: its byte there, and its column in the source.
    columns: Vec<(usize, usize)>,
    /// The bytes of the source that must not be shown.
    hidden: Vec<Range<usize>>,
}

impl Excerpts {
    pub(super) fn new(sources: &Sources, spans: impl Iterator<Item = Span>) -> Self {
        let spans: Vec<Span> = spans.collect();
        let mut wanted: BTreeMap<SourceId, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
        for (index, span) in spans.iter().enumerate() {
            let line = sources.get(span.source).line_column(span.range().start).line;
            wanted.entry(span.source).or_default().entry(line).or_default().push(index);
        }
        let mut ranges = vec![0..0; spans.len()];
        let mut files = BTreeMap::new();
        for (source, lines) in wanted {
            let file = sources.get(source);
            let name = safe(&sources.masked_name(&file.name));
            let mut excerpt = Excerpt { name, hidden: sources.hidden_in(source), ..Excerpt::default() };
            let mut last: Option<usize> = None;
            for (line, labels) in lines {
                // Codespan shows a single line between two with labels, and an ellipsis for more.
                match last.map(|last| line - last) {
                    Some(2) => excerpt.push_line(file, line - 1, &[], &spans, &mut ranges),
                    Some(gap) if gap > 2 => (1..=3).for_each(|number| excerpt.push_blank(line - number)),
                    _ => {}
                }
                excerpt.push_line(file, line, &labels, &spans, &mut ranges);
                last = Some(line);
            }
            files.insert(source, excerpt);
        }
        Self { files, ranges }
    }

    /// The ranges of the labels in the excerpts, in the order of the spans given. A label over several lines covers the
    /// first.
    pub(super) fn ranges(&self) -> Vec<Range<usize>> {
        self.ranges.clone()
    }

    fn file(&self, id: SourceId) -> Result<&Excerpt, Error> {
        self.files.get(&id).ok_or(Error::FileMissing)
    }
}

impl Excerpt {
    fn push_blank(&mut self, number: usize) {
        self.lines.push((self.text.len(), number));
        self.text.push('\n');
    }

    /// Adds a line of the source, by its number from 1, and notes where its labels are in the excerpt.
    fn push_line(
        &mut self,
        file: &SourceFile,
        number: usize,
        labels: &[usize],
        spans: &[Span],
        ranges: &mut [Range<usize>],
    ) {
        self.lines.push((self.text.len(), number));
        let line = file.line_range(number - 1).unwrap_or(0..0);
        let focus = labels.first().map_or(line.start, |label| spans[*label].range().start.clamp(line.start, line.end));
        let window = window(&file.text, &line, focus);
        if window.start > line.start {
            self.text.push('…');
        }
        let starts: Vec<usize> = labels.iter().map(|label| spans[*label].range().start.max(line.start)).collect();
        let ends: Vec<usize> = labels.iter().map(|label| spans[*label].range().end.min(line.end)).collect();
        let before = self.text.len();
        for label in labels {
            ranges[*label] = before..before;
        }
        for (offset, character) in file.text[window.clone()].char_indices() {
            let from = self.text.len();
            let hidden = self.hidden.iter().any(|range| range.contains(&(window.start + offset)));
            let character = if hidden && !character.is_whitespace() { MASK } else { visible(character) };
            // A caret needs something to stand under.
            if character.width() == Some(0) && starts.contains(&(window.start + offset)) {
                self.text.push('◌');
            }
            self.text.push(character);
            for (index, label) in labels.iter().enumerate() {
                let at = window.start + offset;
                if at < starts[index] {
                    ranges[*label] = self.text.len()..self.text.len();
                } else if at < ends[index] {
                    ranges[*label].end = self.text.len();
                    ranges[*label].start = ranges[*label].start.min(from);
                }
            }
        }
        if window.end < line.end {
            self.text.push('…');
        }
        for label in labels {
            let column = file.line_column(spans[*label].range().start).column;
            self.columns.push((ranges[*label].start, column));
        }
        self.text.push('\n');
    }
}

/// The bytes of a line that are shown: all, or those around the focus.
fn window(text: &str, line: &Range<usize>, focus: usize) -> Range<usize> {
    if line.len() <= WIDTH || (line.len() <= 4 * WIDTH && text[line.clone()].chars().count() <= WIDTH) {
        return line.clone();
    }
    let focus = text.floor_char_boundary(focus);
    let (before, after) = (&text[line.start..focus], &text[focus..line.end]);
    let start = before.char_indices().rev().nth(BEFORE - 1).map_or(line.start, |(offset, _)| line.start + offset);
    let shown = text[start..focus].chars().count();
    let end = after.char_indices().nth(WIDTH - shown).map_or(line.end, |(offset, _)| focus + offset);
    start..end
}

/// A character, or a picture of one that a terminal would act on; tabs are laid out by codespan.
fn visible(c: char) -> char {
    match c {
        '\t' => '\t',
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        c if acts_on_terminal(c) => '\u{FFFD}',
        c => c,
    }
}

impl<'a> Files<'a> for Excerpts {
    type FileId = SourceId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: SourceId) -> Result<&'a str, Error> {
        Ok(&self.file(id)?.name)
    }

    fn source(&'a self, id: SourceId) -> Result<&'a str, Error> {
        Ok(&self.file(id)?.text)
    }

    fn line_index(&'a self, id: SourceId, byte_index: usize) -> Result<usize, Error> {
        let after = self.file(id)?.lines.partition_point(|(start, _)| *start <= byte_index);
        Ok(after.saturating_sub(1))
    }

    fn line_number(&'a self, id: SourceId, line_index: usize) -> Result<usize, Error> {
        let lines = &self.file(id)?.lines;
        let line = lines.get(line_index).ok_or(Error::LineTooLarge { given: line_index, max: lines.len() })?;
        Ok(line.1)
    }

    fn column_number(&'a self, id: SourceId, _line_index: usize, byte_index: usize) -> Result<usize, Error> {
        let column = self.file(id)?.columns.iter().find(|(start, _)| *start == byte_index);
        Ok(column.map_or(1, |(_, column)| *column))
    }

    fn line_range(&'a self, id: SourceId, line_index: usize) -> Result<Range<usize>, Error> {
        let excerpt = self.file(id)?;
        let start = excerpt.lines.get(line_index).map(|(start, _)| *start);
        let start = start.ok_or(Error::LineTooLarge { given: line_index, max: excerpt.lines.len() })?;
        let end = excerpt.lines.get(line_index + 1).map_or(excerpt.text.len(), |(next, _)| *next);
        Ok(start..end)
    }
}
