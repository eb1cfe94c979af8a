//! A diagnostic as data: the JSON form that editors, CI and reports read.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::Sources;
use super::safe;
use crate::diagnostic::{Diagnostic, Place, Span};

/// A diagnostic with its place worked out and what is hidden masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The stable code.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// What is the matter.
    pub message: String,
    /// Where it is; absent where it is about no file.
    #[serde(flatten)]
    pub place: RecordPlace,
    /// The key path of the value concerned; empty where there is none.
    pub path: String,
    /// What to do about it.
    pub hints: Vec<String>,
    /// Other places that explain this one.
    pub related: Vec<Related>,
}

/// A place in a file. Lines and columns count from 1, columns in Unicode scalar values; bytes count from 0 in the text
/// without its byte order mark.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordPlace {
    /// The file, as it was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The range in it; absent where all of the file is meant.
    #[serde(flatten)]
    pub range: Option<RecordRange>,
}

/// A range of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordRange {
    /// The line of its start.
    pub line: usize,
    /// The column of its start.
    pub column: usize,
    /// The line of its end.
    pub end_line: usize,
    /// The column of its end, which is the first that is not in it.
    pub end_column: usize,
    /// The first byte.
    pub byte_start: u32,
    /// One past the last byte.
    pub byte_end: u32,
}

/// Another place that explains a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where it is.
    #[serde(flatten)]
    pub place: RecordPlace,
}

impl Record {
    /// A diagnostic as data.
    #[must_use]
    pub fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let place = match &diagnostic.place {
            Place::Span(span) => place(*span, sources),
            Place::File(path) => {
                RecordPlace { file: Some(sources.masked_name(&path.to_string_lossy()).into_owned()), range: None }
            }
            Place::Nowhere => RecordPlace::default(),
        };
        let masked = |text: &str| sources.masked(text).into_owned();
        let related =
            |(span, words): &(Span, String)| Related { message: masked(words), place: self::place(*span, sources) };
        Self {
            code: diagnostic.code().into(),
            severity: diagnostic.severity.as_str().into(),
            message: masked(&diagnostic.problem.to_string()),
            place,
            path: sources.masked_path(&diagnostic.path).into_owned(),
            hints: diagnostic.problem.hints().iter().map(|hint| masked(hint)).collect(),
            related: diagnostic.related.iter().map(related).collect(),
        }
    }
}

/// On one line, as the short format has it, without a line break and colours.
impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.file.is_some() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{}[{}]: {}", safe(&self.severity), safe(&self.code), safe(&self.message))?;
        self.hints.iter().try_for_each(|hint| write!(f, "; {}", safe(hint)))
    }
}

/// `file:line:column`, as far as it is known.
impl fmt::Display for RecordPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&safe(self.file.as_deref().unwrap_or_default()))?;
        self.range.map_or(Ok(()), |range| write!(f, ":{}:{}", range.line, range.column))
    }
}

fn place(span: Span, sources: &Sources) -> RecordPlace {
    let file = sources.get(span.source);
    let (start, end) = (file.line_column(span.range().start), file.line_column(span.range().end));
    let range = RecordRange {
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_start: span.start,
        byte_end: span.end,
    };
    RecordPlace { file: Some(sources.masked_name(&file.name).into_owned()), range: Some(range) }
}
