//! Code: what stands between two equal runs of backticks.

use std::collections::HashSet;
use std::ops::Range;

use super::edge::is_edge;

/// The runs of backticks of a paragraph, found when the first one is met.
#[derive(Default)]
pub(super) struct Codes {
    runs: Option<Vec<Range<usize>>>,
    /// The first run that may still close something.
    next: usize,
    /// Lengths of which no more run closes.
    dead: HashSet<usize>,
}

impl Codes {
    /// The code that the run of backticks at a byte opens: what is between, and the byte behind. Within it nothing has a
    /// meaning.
    pub(super) fn at<'t>(&mut self, text: &'t str, start: usize) -> Option<(&'t str, usize)> {
        let runs = self.runs.get_or_insert_with(|| runs_of(text));
        while runs.get(self.next).is_some_and(|run| run.start < start) {
            self.next += 1;
        }
        let opening = runs.get(self.next).filter(|run| run.start == start)?.clone();
        let before = text[..start].chars().next_back();
        if self.dead.contains(&opening.len()) || before.is_some_and(|c| !is_edge(c)) {
            return None;
        }
        let closes =
            |run: &&Range<usize>| run.len() == opening.len() && text[run.end..].chars().next().is_none_or(is_edge);
        let Some(closing) = runs[self.next + 1..].iter().find(closes) else {
            self.dead.insert(opening.len());
            return None;
        };
        Some((&text[opening.end..closing.start], closing.end))
    }
}

/// The length of the run of backticks at a byte.
pub(super) fn run_length(text: &str, start: usize) -> usize {
    text.as_bytes()[start..].iter().take_while(|byte| **byte == b'`').count()
}

fn runs_of(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(step) = text[at..].find('`') {
        let start = at + step;
        at = start + run_length(text, start);
        runs.push(start..at);
    }
    runs
}

/// What is shown of code: on one line, without the space on either side that keeps a backtick apart.
pub(super) fn shown(code: &str) -> String {
    let line = super::folded(&code.replace('\n', " "));
    let inner = line.strip_prefix(' ').and_then(|line| line.strip_suffix(' '));
    match inner {
        Some(inner) if !inner.trim().is_empty() => inner.to_owned(),
        _ => line,
    }
}
