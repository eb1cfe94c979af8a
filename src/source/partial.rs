//! What reading a source gave, also where its syntax is broken.

use super::{Data, Node};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Span};

/// What reading a source gave.
#[derive(Debug, Clone)]
pub enum Parsed {
    /// All of it.
    Whole(Node),
    /// The values beside its syntax errors.
    Partial(Partial),
    /// No values.
    Nothing,
}

impl Parsed {
    /// The values, where none is missing.
    #[must_use]
    pub fn whole(self) -> Option<Node> {
        match self {
            Self::Whole(node) => Some(node),
            Self::Partial(_) | Self::Nothing => None,
        }
    }
}

/// The values of a source beside its syntax errors: good for finding what else is wrong, and for nothing else.
#[derive(Debug, Clone)]
pub struct Partial {
    node: Node,
    gaps: Vec<Span>,
    /// The starts of the lists and mappings that may lack something.
    lacking: Vec<u32>,
}

impl Partial {
    /// Takes values, and the places of what was left out of them.
    pub(super) fn new(node: Node, gaps: Vec<Span>) -> Self {
        let mut lacking = Vec::new();
        for gap in &gaps {
            around(&node, gap.start, &mut lacking);
        }
        Self { node, gaps, lacking }
    }

    /// Whether what is there has a property.
    pub fn is(&self, property: impl FnOnce(&Node) -> bool) -> bool {
        property(&self.node)
    }

    /// Takes the values as far as they go, for the sake of the findings alone, and returns those that no syntax error can
    /// explain.
    pub fn findings<T>(self, look: impl FnOnce(Node) -> Outcome<T>) -> Diagnostics {
        let Self { node, gaps, lacking } = self;
        let found = look(node).map_or_else(|errors| errors, |made| made.warnings);
        Diagnostics(found.into_iter().filter(|finding| is_reliable(finding, &gaps, &lacking)).collect())
    }
}

/// Notes the lists and mappings that lie around a byte.
fn around(node: &Node, at: u32, lacking: &mut Vec<u32>) {
    let mut node = node;
    loop {
        let child = match &node.data {
            // A child reaches to the next one, and the last to the end of what is around it.
            Data::Sequence(items) => items.iter().take_while(|item| item.span.start <= at).last(),
            Data::Mapping(pairs) => {
                pairs.iter().take_while(|(key, _)| key.span.start <= at).last().map(|(_, value)| value)
            }
            Data::Null | Data::Scalar { .. } => return,
        };
        lacking.push(node.span.start);
        let Some(child) = child else { return };
        node = child;
    }
}

/// Whether a finding would be there without the syntax errors.
fn is_reliable(finding: &Diagnostic, gaps: &[Span], lacking: &[u32]) -> bool {
    let Some(span) = finding.span() else { return false };
    let own = |gap: &&Span| gap.source == span.source;
    let mut gaps = gaps.iter().filter(own).peekable();
    if gaps.peek().is_none() {
        return true;
    }
    let touched = gaps.any(|gap| gap.start <= span.end && span.start <= gap.end);
    let about_absence = matches!(
        finding.problem,
        Problem::MissingKey { .. }
            | Problem::NothingToShow
            | Problem::Nameless { .. }
            | Problem::EmptyFile { .. }
            | Problem::MissingTranslation { .. }
            | Problem::GuessedLanguage { .. }
            | Problem::WrongType { .. }
    );
    !(touched || about_absence && lacking.contains(&span.start))
}
