//! Reads on past syntax errors, so that all of them are said in one run.
//!
//! The entry that holds an error is blanked out, byte for byte, so that places stay what they are, and the text is parsed
//! again. Which entry that is tells the indentation: the innermost one is tried first, then those around it, until the
//! parser gets past it. A list item keeps its `-`. Tabs that indent become spaces instead. An error that only an earlier one
//! brought about is not said: a line that tabs displaced, an alias of an anchor that was blanked out.
//!
//! Parsing again costs time, so the number of errors has a bound, and the bytes that are read for them, too.

use std::ops::Range;

use super::lines::{alike, entries, indent};
use super::syntax::{Cure, Fault};
use super::{Attempt, Stop};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, SourceId, Span};
use crate::source::{Parsed, Partial};

/// The greatest number of syntax errors that are said of a file.
pub(super) const ERRORS: usize = 20;

/// The greatest number of entries around an error that are tried: the innermost ones, and the outermost.
const TRIES: usize = 6;

/// How many times its length is read of a file for errors after the first.
const EFFORT: usize = 8;

/// How many bytes are read for that of a small file.
const SMALL: usize = 1 << 20;

/// Reads on from the first error of a text; `found` is what was found before it.
pub(super) fn recover(text: &str, source: SourceId, first: Fault, found: Diagnostics) -> (Parsed, Diagnostics) {
    let mut mender = Mender {
        original: text,
        text: text.to_owned(),
        source,
        said: Vec::new(),
        gaps: Vec::new(),
        tabs: false,
        effort: (text.len() * EFFORT).max(SMALL),
    };
    let (parsed, mut found) = mender.read_on(first, found);
    found.extend(mender.said);
    (parsed, found)
}

struct Mender<'a> {
    original: &'a str,
    /// The text with blanks in place of what was left out.
    text: String,
    source: SourceId,
    /// The errors so far.
    said: Vec<Diagnostic>,
    /// What was left out.
    gaps: Vec<Range<usize>>,
    /// Whether tabs became spaces, so that indentation tells less than it did.
    tabs: bool,
    /// How many bytes may still be read.
    effort: usize,
}

impl Mender<'_> {
    fn read_on(&mut self, first: Fault, mut found: Diagnostics) -> (Parsed, Diagnostics) {
        let mut fault = first;
        loop {
            self.say(&fault);
            if self.said.len() >= ERRORS {
                return (Parsed::Nothing, found);
            }
            let Some(attempt) = self.mend(&fault) else { return (Parsed::Nothing, found) };
            match attempt.stopped {
                None => {
                    let (root, mut found) = attempt.finish(&self.text);
                    found.0.retain(|finding| !self.alias_is_left_out(&finding.problem));
                    let gaps = self.gaps.iter().map(|gap| Span::new(self.source, gap.clone())).collect();
                    return (Parsed::Partial(Partial::new(root, gaps)), found);
                }
                Some(Stop::Syntax(next)) => (fault, found) = (next, attempt.found),
                Some(Stop::Bound(errors)) => {
                    let mut found = attempt.found;
                    found.extend(errors);
                    return (Parsed::Nothing, found);
                }
            }
        }
    }

    /// Notes an error, unless an earlier one brought it about.
    fn say(&mut self, fault: &Fault) {
        let follows = match fault.cure {
            Cure::Lines => self.tabs,
            Cure::Alias => self.anchor_is_left_out(fault),
            _ => false,
        };
        if !follows {
            let problem = Problem::Syntax { language: "YAML", message: fault.message.clone() };
            self.said.push(Diagnostic::at(Span::new(self.source, fault.range.clone()), problem));
        }
    }

    fn anchor_is_left_out(&self, fault: &Fault) -> bool {
        let word = self.original.get(fault.range.clone()).and_then(|alias| alias.strip_prefix('*'));
        word.filter(|word| !word.is_empty()).is_some_and(|word| {
            let anchor = format!("&{word}");
            self.gaps.iter().any(|gap| self.original[gap.clone()].contains(&anchor))
        })
    }

    /// Whether an anchor seems unused because its alias stood in what was left out.
    fn alias_is_left_out(&self, problem: &Problem) -> bool {
        let Problem::UnusedAnchor { word } = problem else { return false };
        let alias = word.replacen('&', "*", 1);
        self.gaps.iter().any(|gap| self.original[gap.clone()].contains(&alias))
    }

    /// Changes the text so that the parser gets past a fault, and reads it again.
    fn mend(&mut self, fault: &Fault) -> Option<Attempt> {
        match fault.cure {
            Cure::Tabs if !self.tabs => {
                self.tabs = true;
                let mended = without_tabs(&self.text);
                if let Some(attempt) = self.attempt(&mended, &(0..fault.range.end)) {
                    self.text = mended;
                    return Some(attempt);
                }
            }
            Cure::Space => {
                let mended = blanked(&self.text, &fault.range);
                if let Some(attempt) = self.attempt(&mended, &fault.range) {
                    self.text = mended;
                    self.gaps.push(fault.range.clone());
                    return Some(attempt);
                }
            }
            _ => {}
        }
        let lines = if fault.cure == Cure::Lines { alike(&self.text, fault.range.start) } else { None };
        let mut around = entries(&self.text, fault.range.start);
        if around.len() > TRIES {
            around.drain(TRIES - 1..around.len() - 1);
        }
        for gap in lines.into_iter().chain(around) {
            let mended = blanked(&self.text, &gap);
            if let Some(attempt) = self.attempt(&mended, &gap) {
                self.text = mended;
                self.gaps.push(gap);
                return Some(attempt);
            }
        }
        None
    }

    /// Reads a changed text; nothing comes of it where the parser does not get past the change, or where that would take too
    /// long.
    fn attempt(&mut self, text: &str, gap: &Range<usize>) -> Option<Attempt> {
        let attempt = (self.effort > 0 && text != self.text).then(|| Attempt::new(text, self.source))?;
        let (read, passed) = match &attempt.stopped {
            Some(Stop::Syntax(next)) => (next.at, next.at >= gap.end && next.range.start >= gap.end),
            _ => (text.len(), true),
        };
        // To copy the text and to count its characters takes a part of what parsing it does.
        self.effort = self.effort.saturating_sub(read + text.len() / 8 + 1);
        passed.then_some(attempt)
    }
}

/// The text with spaces in place of a range, but for its line breaks.
fn blanked(text: &str, range: &Range<usize>) -> String {
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..range.start]);
    out.extend(
        text[range.clone()].bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }),
    );
    out.push_str(&text[range.end..]);
    out
}

/// The text with a space in place of each tab that indents a line.
fn without_tabs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let indent = indent(line);
        out.extend(std::iter::repeat_n(' ', indent));
        out.push_str(&line[indent..]);
    }
    out
}
