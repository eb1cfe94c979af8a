//! What became of the keys of the input.

use super::entry::Found;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Severity, Span, quoted};
use crate::source::{Data, Node};

/// A key that did not come over as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCarried {
    /// Its key path in the input, such as `cv.phone[1]`.
    pub path: String,
    /// The names of the keys beside it that share its fate.
    pub beside: Vec<String>,
    /// Where it stands in the input.
    pub span: Span,
    /// How many values they hold that are not shown now; 0 where the value came over, but not all that it meant.
    pub values: usize,
    /// Why.
    pub reason: String,
    /// Where it is kept; none where nothing had to be.
    pub kept: Option<Kept>,
    /// Whether somebody would miss it on the page: an image that is not there, or text that is kept nowhere.
    pub missed: bool,
}

/// Where something is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// At this key path of the profile, such as `work[0].x-imported.keywords`.
    Profile(String),
    /// At this key path of the application, such as `x-imported.design.page`.
    Application(String),
}

/// Gathers what is worth saying on the way.
pub(super) struct Report<'a> {
    /// Gives the path of an image as the profile has to name it, if it can be shown.
    pub(super) image: &'a dyn Fn(&str) -> Option<String>,
    /// What did not come over.
    pub(super) left: Vec<NotCarried>,
}

impl Report<'_> {
    /// Says that a value is kept and not shown.
    pub(super) fn kept(&mut self, found: &Found<'_>, reason: impl Into<String>, kept: Kept) {
        let (path, reason, values) = (found.path.clone(), reason.into(), values(found.node));
        let (span, beside) = (found.span, Vec::new());
        self.left.push(NotCarried { path, beside, span, values, reason, kept: Some(kept), missed: false });
    }

    /// Says that the values of one mapping are kept and not shown.
    pub(super) fn kept_all(&mut self, found: &[Found<'_>], reason: &str, kept: Kept) {
        let [first, others @ ..] = found else { return };
        self.kept(first, reason, kept);
        if let Some(left) = self.left.last_mut() {
            left.beside = others.iter().map(|found| found.name.clone()).collect();
            left.values += others.iter().map(|found| values(found.node)).sum::<usize>();
        }
    }

    /// Says that a value came over, but not all that it meant.
    pub(super) fn altered(&mut self, path: &str, span: Span, reason: impl Into<String>, kept: Option<Kept>) {
        let (path, beside, reason) = (path.to_owned(), Vec::new(), reason.into());
        self.left.push(NotCarried { path, beside, span, values: 0, reason, kept, missed: false });
    }
}

/// Joins what did not come over for one reason; each group of keys then stands for those in it.
pub(super) fn joined(left: Vec<NotCarried>) -> Vec<NotCarried> {
    let group = |path: &str| path.match_indices('.').nth(1).map_or(path, |(end, _)| &path[..end]).to_owned();
    let mut joined: Vec<NotCarried> = Vec::new();
    for left in left {
        let like = |known: &&mut NotCarried| known.reason == left.reason && known.values > 0 && left.values > 0;
        let Some(known) = joined.iter_mut().find(like) else {
            joined.push(left);
            continue;
        };
        if group(&known.path) != known.path {
            known.path = group(&known.path);
            known.beside.clear();
        }
        known.values += left.values;
        let path = group(&left.path);
        if known.path != path && !known.beside.contains(&path) {
            known.beside.push(path);
        }
    }
    joined
}

/// The diagnostics about what did not come over, in the order of the input.
pub(super) fn diagnostics(left: &[NotCarried]) -> Diagnostics {
    let mut left: Vec<&NotCarried> = left.iter().collect();
    left.sort_by_key(|left| left.span);
    Diagnostics(left.into_iter().map(NotCarried::diagnostic).collect())
}

impl NotCarried {
    fn diagnostic(&self) -> Diagnostic {
        let problem = Problem::NotCarried {
            keys: std::iter::once(&self.path).chain(&self.beside).cloned().collect(),
            values: self.values,
            reason: self.reason.clone(),
            kept: self.kept.as_ref().map(|kept| match kept {
                Kept::Profile(path) => quoted(path),
                Kept::Application(path) => format!("{} of the application", quoted(path)),
            }),
        };
        let diagnostic = Diagnostic::at(self.span, problem).with_path(self.path.clone());
        if self.missed { diagnostic.with_severity(Severity::Warning) } else { diagnostic }
    }
}

/// How many texts there are in a value; what is absent does not count.
pub(super) fn values(node: &Node) -> usize {
    match &node.data {
        _ if node.is_absent() => 0,
        Data::Null => 0,
        Data::Scalar { .. } => 1,
        Data::Sequence(items) => items.iter().map(values).sum(),
        Data::Mapping(pairs) => pairs.iter().map(|(_, value)| values(value)).sum(),
    }
}
