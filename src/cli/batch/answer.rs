//! What came of one target, as a worker tells it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use curricle::batch::report::{self, Status};
use curricle::diagnostic::{Diagnostics, Problem};
use curricle::source::report::Told;
use curricle::source::{Reads, Sha256, Sources};
use serde::{Deserialize, Serialize};

use super::protocol::WirePath;
use crate::cli::exit::Exit;
use crate::cli::finish::{Writing, Written};
use crate::cli::output;
use crate::cli::plan::Target;
use crate::cli::render::{Job, to_stdout};
use crate::cli::terminal::Terminal;

/// What came of a target.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// What the task was known by.
    pub(super) id: u32,
    /// What came of it.
    pub(super) status: Status,
    /// What there is to say, in the form that the terminal wants.
    pub(super) told: Vec<Told>,
    /// The line of progress.
    pub(super) line: Option<String>,
    /// The files that were made.
    pub(super) files: Vec<MadeFile>,
    /// How many pages they have.
    pub(super) pages: usize,
    /// How long it took, in milliseconds.
    pub(super) milliseconds: u64,
    /// What it was made of.
    pub(super) reads: Reads,
    /// Whether the worker should not be used any more, since something was left half done in it.
    pub(super) spent: bool,
}

/// A file that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct MadeFile {
    pub(super) path: WirePath,
    /// The path without what is hidden, where that differs.
    pub(super) shown: Option<String>,
    pub(super) sha256: Sha256,
    pub(super) bytes: u64,
}

impl MadeFile {
    /// As a report has it.
    pub(super) fn output(&self) -> report::Output {
        let shown = || slashed(&PathBuf::from(self.path.clone()));
        report::Output {
            path: self.shown.clone().unwrap_or_else(shown),
            sha256: self.sha256.to_string(),
            bytes: self.bytes,
        }
    }
}

impl Answer {
    /// A failure of which nothing else is known.
    pub(super) fn failure(id: u32, told: Vec<Told>, time: Duration) -> Self {
        Self {
            id,
            status: Status::Failed,
            told,
            line: None,
            files: Vec::new(),
            pages: 0,
            milliseconds: milliseconds(time),
            reads: Reads::default(),
            spent: false,
        }
    }
}

impl Job {
    /// Makes, or looks at, one target on this thread.
    pub(super) fn answer(&self, id: u32, target: &Target, temporary: Option<&Path>, terminal: &Terminal) -> Answer {
        let start = Instant::now();
        // What goes to standard output is made in this process, which nobody watches.
        let streamed = target.is_streamed();
        let (outcome, sources) = if streamed { self.render(&target.wanted) } else { self.render_here(&target.wanted) };
        let spent = outcome.as_ref().is_err_and(is_bug);
        let writing = Writing { temporary, start };
        let finished = self.finish(target, outcome, &sources, &mut Written::default(), writing, terminal);
        let mut answer = Answer::failure(id, finished.told, start.elapsed());
        (answer.line, answer.spent) = (finished.line, spent);
        let made = finished.made.filter(|_| finished.exit == Exit::Success);
        if let Some(made) = made.filter(|made| !streamed || to_stdout(made, terminal) == Exit::Success) {
            let mut files = output::files(&made.artifacts, &target.destination());
            if streamed {
                files.extend(made.artifacts.iter().map(|artifact| (PathBuf::from("-"), artifact.bytes.as_slice())));
            }
            answer.files = files.into_iter().map(|(path, bytes)| made_file(&path, bytes, &sources)).collect();
            answer.status = Status::Made;
            answer.pages = made.pages;
            answer.reads = made.reads;
        }
        answer.milliseconds = milliseconds(start.elapsed());
        answer
    }
}

fn made_file(path: &Path, bytes: &[u8], sources: &Sources) -> MadeFile {
    let name = slashed(path);
    let shown = sources.masked_name(&name);
    MadeFile {
        path: path.into(),
        shown: (shown != name).then(|| shown.into_owned()),
        sha256: Sha256::of(bytes),
        bytes: bytes.len() as u64,
    }
}

/// Whether a render ended by a panic, which may have left something half done.
fn is_bug(diagnostics: &Diagnostics) -> bool {
    diagnostics.iter().any(|diagnostic| matches!(diagnostic.problem, Problem::Internal { .. }))
}

/// A time in milliseconds.
pub(super) fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// A path with forward slashes.
fn slashed(path: &Path) -> String {
    let text = path.display().to_string();
    if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}
