//! What went wrong, where, and what to do about it.
//!
//! Every failure of curricle is a [`Diagnostic`]: a [`Problem`] (a kind and its data), a [`Severity`] and a
//! [`Place`]. The words that people read are derived from the problem in one file, `words`, so that the same
//! mistake reads the same wherever it is found. This module knows neither files nor terminals: turning a place into
//! a line and a column is the work of [`crate::source`].

mod nearest;
mod problem;
mod words;

use std::path::PathBuf;

pub use nearest::nearest;
pub use problem::Problem;
pub(crate) use words::quoted;

/// Identifies one text that spans point into; handed out by [`Sources`](crate::source::Sources).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub(crate) u32);

/// A range of bytes in one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The source that the range lies in.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Creates a span from a byte range; offsets past 4 GiB are clamped, which the bounds on sources exclude.
    #[must_use]
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { source, start: clamp(range.start), end: clamp(range.end) }
    }

    /// Where it starts, as an empty span: the whole of a record would mark half the file.
    #[must_use]
    pub fn to_start(self) -> Self {
        Self { end: self.start, ..self }
    }

    /// The range in bytes.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; never fails a run.
    Note,
    /// Probably a mistake; fails a run only under `--deny-warnings`.
    Warning,
    /// The artifact cannot be made, or would be wrong.
    Error,
}

impl Severity {
    /// The lower-case word shown to people and machines.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Where a diagnostic points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A range in a source.
    Span(Span),
    /// A whole file, for instance one that could not be read.
    File(PathBuf),
    /// Nowhere in particular: the command line, or the run as a whole.
    Nowhere,
}

/// One thing to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is the matter.
    pub problem: Problem,
    /// How much it matters; from the problem, unless a caller raised it.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// The key path of the value concerned, such as `work[0].startDate`; empty where there is none.
    pub path: String,
    /// Other places that explain this one, each with a few words.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A diagnostic about a range of a source.
    #[must_use]
    pub fn at(span: Span, problem: Problem) -> Self {
        Self::new(Place::Span(span), problem)
    }

    /// A diagnostic about a whole file.
    #[must_use]
    pub fn in_file(path: impl Into<PathBuf>, problem: Problem) -> Self {
        Self::new(Place::File(path.into()), problem)
    }

    /// A diagnostic about no place in particular.
    #[must_use]
    pub fn nowhere(problem: Problem) -> Self {
        Self::new(Place::Nowhere, problem)
    }

    /// A diagnostic at the span where there is one, else nowhere.
    #[must_use]
    pub fn maybe_at(span: Option<Span>, problem: Problem) -> Self {
        Self::new(span.map_or(Place::Nowhere, Place::Span), problem)
    }

    fn new(place: Place, problem: Problem) -> Self {
        let severity = problem.severity();
        Self { problem, severity, place, path: String::new(), related: Vec::new() }
    }

    /// Names the key path of the value concerned.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Points at another place as well.
    #[must_use]
    pub fn with_related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push((span, words.into()));
        self
    }

    /// Sets another severity than the problem's own, for instance where a demanded standard forbids what is otherwise
    /// only a warning.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The stable name of the kind of problem, such as `unknown-key`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// The span, where the place is one.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self.place {
            Place::Span(span) => Some(span),
            _ => None,
        }
    }
}

/// Diagnostics in the order they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(other);
    }

    /// Adds those of another collection that are not there yet: what is shown twice is wrong once.
    pub fn extend_new(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in other {
            if !self.0.contains(&diagnostic) {
                self.push(diagnostic);
            }
        }
    }

    /// Whether any of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.worst() == Some(Severity::Error)
    }

    /// The highest severity among them.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.0.iter().map(|diagnostic| diagnostic.severity).max()
    }

    /// Iterates over them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value with these as its warnings, or, where one of them is an error, these alone.
    ///
    /// # Errors
    /// All diagnostics, warnings included, if one of them is an error.
    pub fn or_value<T>(self, value: T) -> Outcome<T> {
        if self.has_errors() { Err(self) } else { Ok(Warned { value, warnings: self }) }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl std::fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for diagnostic in self {
            writeln!(f, "{}[{}]: {}", diagnostic.severity.as_str(), diagnostic.code(), diagnostic.problem)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

/// A value, with whatever is worth saying about how it came to be.
#[derive(Debug, Clone)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// Warnings and notes; never errors.
    pub warnings: Diagnostics,
}

impl<T> Warned<T> {
    /// Another value with the same warnings.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Warned<U> {
        Warned { value: change(self.value), warnings: self.warnings }
    }

    /// The value, its warnings moved to the collection.
    pub fn into_value(self, diagnostics: &mut Diagnostics) -> T {
        diagnostics.extend(self.warnings);
        self.value
    }
}

/// A value with warnings, or everything that prevented it.
pub type Outcome<T> = Result<Warned<T>, Diagnostics>;
