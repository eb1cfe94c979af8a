//! Results on disk: they come in any order, and go in the order of the plan.
//!
//! A file of JSON lines, and in memory no more than where each line is and what is summed: a few megabytes for a hundred
//! thousand targets, however much there is to say of them.

use std::fs::File;
use std::hash::Hasher;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use siphasher::sip::SipHasher13;

use super::{Status, Summary, TargetReport};
use crate::diagnostic::Severity;
use crate::source::report::unprintable_escaped;

/// How many of the slowest targets are named.
const SLOWEST: usize = 5;

/// The positions there can be: a number from somebody's file may not ask for all of memory.
const POSITIONS: usize = 10_000_000;

/// What came of targets, by their position in the plan.
#[derive(Debug)]
pub struct Spool {
    file: BufWriter<File>,
    /// Where the file ends.
    end: u64,
    /// Whether the file stands there.
    at_end: bool,
    /// By position.
    lines: Vec<Option<Line>>,
    count: usize,
    summary: Summary,
}

/// What is known of a target without reading its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    offset: u64,
    length: u32,
    /// What the input is known by.
    pub(super) input: u64,
    pub(super) status: Status,
    /// Whether there are warnings.
    pub(super) warned: bool,
    pages: u32,
    milliseconds: u32,
}

impl Spool {
    /// An empty spool in an empty file that can be read and written, such as a temporary one without a name.
    #[must_use]
    pub fn new(file: File) -> Self {
        let summary = Summary::default();
        Self { file: BufWriter::new(file), end: 0, at_end: true, lines: Vec::new(), count: 0, summary }
    }

    /// Makes room for what is known of so many targets, and no more.
    pub fn reserve(&mut self, targets: usize) {
        let more = targets.min(POSITIONS).saturating_sub(self.lines.len());
        self.lines.reserve_exact(more);
    }

    /// Takes what came of a target, in place of what is known of its position.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn push(&mut self, target: &TargetReport) -> io::Result<()> {
        if target.position >= POSITIONS {
            return Err(io::Error::other(format!("position {} is beyond {POSITIONS}", target.position)));
        }
        let line = unprintable_escaped(&serde_json::to_string(target)?);
        if !self.at_end {
            self.file.seek(SeekFrom::Start(self.end))?;
            self.at_end = true;
        }
        self.file.write_all(line.as_bytes())?;
        self.file.write_all(b"\n")?;
        let warned = target.diagnostics.iter().any(|record| record.severity == Severity::Warning.as_str());
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let line = Line {
            offset: self.end,
            length: small(line.len()),
            input: hash(&target.input),
            status: target.status,
            warned,
            pages: small(target.pages),
            milliseconds: u32::try_from(target.milliseconds).unwrap_or(u32::MAX),
        };
        self.end += u64::from(line.length) + 1;
        if self.lines.len() <= target.position {
            self.lines.resize(target.position + 1, None);
        }
        if let Some(old) = self.lines[target.position].replace(line) {
            *count(&mut self.summary, old.status) -= 1;
            self.summary.pages -= old.pages as usize;
            self.count -= 1;
        }
        *count(&mut self.summary, line.status) += 1;
        self.summary.pages += line.pages as usize;
        self.count += 1;
        Ok(())
    }

    /// The sums over the targets so far; their time is not among them, since targets are made side by side.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// How many targets there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether something is known of a position.
    #[must_use]
    pub fn has(&self, position: usize) -> bool {
        self.lines.get(position).is_some_and(Option::is_some)
    }

    /// The targets in the order of the plan.
    pub fn targets(&mut self) -> impl Iterator<Item = io::Result<TargetReport>> {
        self.those(|_| true)
    }

    /// Those of the targets that are wanted, in the order of the plan.
    pub(super) fn those(&mut self, wanted: impl Fn(&Line) -> bool) -> impl Iterator<Item = io::Result<TargetReport>> {
        self.read(move |_, line| wanted(line)).map(|line| Ok(serde_json::from_str(&line?)?))
    }

    /// The targets as JSON, an object each.
    pub(super) fn lines(&mut self) -> impl Iterator<Item = io::Result<String>> {
        self.read(|_, _| true)
    }

    fn placed(&self) -> impl Iterator<Item = (usize, &Line)> {
        self.lines.iter().enumerate().filter_map(|(position, line)| Some((position, line.as_ref()?)))
    }

    /// What is known of each target without reading it.
    pub(super) fn known(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().flatten()
    }

    /// How many of the targets are as wanted.
    pub(super) fn count(&self, wanted: impl Fn(&Line) -> bool) -> usize {
        self.known().filter(|line| wanted(line)).count()
    }

    /// The targets that took longest, the slowest first.
    pub fn slowest(&mut self) -> impl Iterator<Item = io::Result<TargetReport>> {
        let timed = self.placed().filter(|(_, line)| line.milliseconds > 0);
        let mut slowest: Vec<(u32, usize)> = timed.map(|(position, line)| (line.milliseconds, position)).collect();
        slowest.sort_by_key(|(time, position)| (std::cmp::Reverse(*time), *position));
        slowest.truncate(SLOWEST);
        let mut found: Vec<io::Result<TargetReport>> = Vec::new();
        for (_, wanted) in slowest {
            found
                .extend(self.read(move |position, _| position == wanted).map(|line| Ok(serde_json::from_str(&line?)?)));
        }
        found.into_iter()
    }

    fn read(&mut self, wanted: impl Fn(usize, &Line) -> bool) -> impl Iterator<Item = io::Result<String>> {
        self.at_end = false;
        let mut begun = self.file.flush().and_then(|()| self.file.rewind());
        let mut reader = BufReader::new(self.file.get_mut());
        let mut at = 0;
        let lines = self.lines.iter().enumerate().filter_map(|(position, line)| Some((position, line.as_ref()?)));
        let lines = lines.filter(move |(position, line)| wanted(*position, line));
        lines.map(move |(_, line)| {
            std::mem::replace(&mut begun, Ok(()))?;
            // What came in the order of the plan is in the buffer already.
            reader.seek_relative(line.offset.cast_signed() - at)?;
            let mut text = vec![0; line.length as usize];
            reader.read_exact(&mut text)?;
            at = (line.offset + u64::from(line.length)).cast_signed();
            String::from_utf8(text).map_err(io::Error::other)
        })
    }
}

/// A number that texts which differ do not share.
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

fn count(summary: &mut Summary, status: Status) -> &mut usize {
    match status {
        Status::Made => &mut summary.made,
        Status::Unchanged => &mut summary.unchanged,
        Status::Failed => &mut summary.failed,
        Status::Skipped => &mut summary.skipped,
    }
}
