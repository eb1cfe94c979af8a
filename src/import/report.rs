//! What became of the keys of the input.

use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Severity, Span};
use crate::source::{Data, Node};

/// A key that did not come over as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCarried {
    /// Its key path in the input, such as `cv.phone[1]`.
    pub path: String,
    /// Where it stands in the input.
    pub span: Span,
    /// How many values it holds that are not shown now; 0 where the value came over, but not all that it meant.
    pub values: usize,
    /// Why.
    pub reason: String,
    /// Where it is kept, such as `basics.x-imported`; none where nothing had to be kept.
    pub kept: Option<String>,
    /// Whether somebody would miss it on the page: an image that is not there.
    pub missed: bool,
}

/// Gathers what is worth saying on the way.
pub(super) struct Report<'a> {
    /// The tool that the input is for.
    pub(super) tool: &'static str,
    /// Gives the path of an image as the profile has to name it, if it can be shown.
    pub(super) image: &'a dyn Fn(&str) -> Option<String>,
    /// What did not come over.
    pub(super) left: Vec<NotCarried>,
}

impl Report<'_> {
    /// Says that a value is kept and not shown.
    pub(super) fn kept(&mut self, path: &str, span: Span, node: &Node, reason: impl Into<String>, kept: String) {
        let (path, reason, values) = (path.to_owned(), reason.into(), values(node));
        self.left.push(NotCarried { path, span, values, reason, kept: Some(kept), missed: false });
    }

    /// Says that a value came over, but not all that it meant.
    pub(super) fn altered(&mut self, path: &str, span: Span, reason: impl Into<String>, kept: Option<String>) {
        let (path, reason) = (path.to_owned(), reason.into());
        self.left.push(NotCarried { path, span, values: 0, reason, kept, missed: false });
    }

    /// The diagnostics, in the order of the input.
    pub(super) fn diagnostics(&self) -> Diagnostics {
        let mut left: Vec<&NotCarried> = self.left.iter().collect();
        left.sort_by_key(|left| left.span);
        Diagnostics(left.into_iter().map(NotCarried::diagnostic).collect())
    }
}

impl NotCarried {
    fn diagnostic(&self) -> Diagnostic {
        let problem = Problem::NotCarried {
            key: self.path.clone(),
            values: self.values,
            reason: self.reason.clone(),
            kept: self.kept.clone(),
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
