//! What was made in a folder of outputs, and of what: so that a target of which nothing changed is not made again.
//!
//! An entry says what was asked (see [`Asked`]), what was read for it (see [`Reads`]) and what came of it. A target is unchanged if
//! an entry has the same request, every file and folder that was read has the same content, what was absent is still absent, and
//! the outputs are still what was written. Only hashes of contents (SHA-256) decide: no times, no sizes alone, no trust in what the
//! record itself says about the present. So a record that is old, damaged or somebody else's costs time and never gives a
//! wrong result.
//!
//! ```
//! use curricle::batch::record::{Asked, Buffers, OutputFile, OutputFolder, States};
//! use curricle::batch::{Input, Renderer, Request};
//! use curricle::source::{Sha256, Sources};
//!
//! # let place = tempfile::tempdir()?;
//! # let name = place.path().join("ada.yaml");
//! # std::fs::write(&name, "basics: {name: Ada Lovelace}")?;
//! # let output = place.path().join("dist");
//! # let read = || std::fs::read(&name);
//! # let name = name.display().to_string();
//! # let folder = place.path().to_path_buf();
//! let executable = Sha256::of(b"of the bytes of the executable");
//! let (renderer, request) = (Renderer::new(Vec::new(), false), Request::default());
//! let mut input = Input { name, bytes: Vec::new(), folder };
//! // Before the run: all that is left of others is taken in or swept away.
//! let record = OutputFolder::open(&output)?;
//! // Of each target: what is asked; the bytes of inputs play no part in it.
//! let asked = Asked::new(executable, &renderer, &input, &request, "ada");
//! let (states, mut buffers) = (States::default(), Buffers::default());
//! if record.unchanged(&asked, &states, &mut buffers).is_none() {
//!     input.bytes = read()?;
//!     let made = renderer.make(&input, &request, &mut Sources::new()).expect("valid").value;
//!     let path = output.join("ada.pdf");
//!     std::fs::write(&path, &made.artifacts[0].bytes)?;
//!     let written = OutputFile { path, sha256: Sha256::of(&made.artifacts[0].bytes), bytes: made.artifacts[0].bytes.len() as u64 };
//!     record.add(&asked, &made.reads, &[written], made.pages, "")?;
//! }
//! drop(record);
//! let record = OutputFolder::open(&output)?;
//! let unchanged = record.unchanged(&asked, &States::default(), &mut buffers).expect("nothing changed");
//! assert_eq!((unchanged.pages, unchanged.outputs[0].path.as_path()), (1, output.join("ada.pdf").as_path()));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # On disk
//!
//! Everything is in `.curricle/` of the folder of outputs:
//!
//! - `record`: the entries of runs that have ended.
//! - `run-…/`: a run's own, with its entries as `journal`, which it holds locked, and a folder for temporary files. A journal
//!   whose lock is free is of a run that ended or was killed: the next one takes its entries into the record and
//!   removes the folder. The lock is the system's, and goes with the process that held it.
//! - `lock`: held while that is done.
//! - `.gitignore`, since nothing of this is for others.
//!
//! Both kinds of file begin with a line that tells their version, and then have one entry after the other, each with its length
//! before and a checksum behind it. Where an entry is torn or damaged, the file ends. The record is
//! replaced whole (see `journal`). Entries of which every output was made anew since are left out then.
//!
//! # What it gives away
//!
//! Outputs are handed on, and files are named after people: a folder of redacted résumés must not tell whose they are. An entry
//! is therefore filed under, and its paths and notes are sealed with, a hash of what was asked *and of the input's content* (see
//! `entry`). Whoever has the input can look its entry up; anybody else sees the names of outputs, and hashes.
//!
//! # Where it ends
//!
//! It trusts the lock of the file system: where there is none, [`OutputFolder::open`] fails, and a run does without a record. Nothing is
//! flushed to the disk: after a power failure entries may be missing, and contents are compared as ever. What the system's fonts
//! had a say in, or standard input, is never unchanged. When to make something all the same, and what to write where, is the
//! caller's business.

mod asked;
mod clean;
mod entry;
mod journal;
mod states;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

pub use asked::Asked;
pub use clean::{Cleaned, Kept, Refusal, clean};
pub use states::{Buffers, States};

use self::entry::{Entry, Keys, Output};
use self::journal::{Home, Index, Journal};
use crate::source::read::lexical;
use crate::source::{Kind, Read, Reads, Sha256, State};

/// How often a run begins again because others removed the folder just then.
const ATTEMPTS: usize = 8;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path, the folder of outputs before it.
    pub path: PathBuf,
    /// The hash of its bytes.
    pub sha256: Sha256,
    /// Its size in bytes.
    pub bytes: u64,
}

/// What is known of a target that need not be made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchanged {
    /// The files, as they are.
    pub outputs: Vec<OutputFile>,
    /// How many pages the documents have together.
    pub pages: usize,
    /// What was noted with it.
    pub notes: String,
}

/// A folder of outputs, with the record of what was made there, as one run has it.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    /// Whether it was made for this run.
    is_new: bool,
    home: Home,
    record: Index,
    journal: Mutex<Journal>,
}

impl OutputFolder {
    /// Opens a folder of outputs, which is made if it is not there. What runs that have ended left behind is taken into the
    /// record or swept away; runs that are still going are left alone.
    ///
    /// # Errors
    /// The system's, where the folder cannot be made or written to, or its file system has no locks.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        let is_new = !path.exists();
        let open = || {
            let home = Home::make(path)?;
            let held = home.hold()?;
            let journal = home.begin()?;
            let record = Index::read(&home);
            drop(held);
            Ok::<_, std::io::Error>(Self {
                path: path.to_path_buf(),
                is_new,
                home,
                record,
                journal: Mutex::new(journal),
            })
        };
        for _ in 0..ATTEMPTS {
            match open() {
                // While it waited for the lock, the folder was cleaned away.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                opened => return opened,
            }
        }
        open()
    }

    /// A folder for temporary files of this run and its processes, in the same file system as the outputs, unless one of
    /// their folders leads elsewhere. It goes with this value, or, after a kill, with the next run.
    #[must_use]
    pub fn temporary(&self) -> PathBuf {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner).temporary()
    }

    /// Whether nothing is known of what was made here before.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.record.is_empty()
    }

    /// What is known of a target of which nothing changed.
    #[must_use]
    pub fn unchanged(&self, asked: &Asked, states: &States, buffers: &mut Buffers) -> Option<Unchanged> {
        if self.record.is_empty() {
            return None;
        }
        let Some(State::Is(input)) = State::of_file(Path::new(&asked.input), &mut buffers.file) else { return None };
        let keys = Keys::new(asked, input);
        let Buffers { file, entry: room } = buffers;
        self.record.find(&keys.lookup, room, |entry: &Entry<'_>| {
            let (places, notes) = entry.unsealed(&keys)?;
            let mut found = Vec::with_capacity(places.len());
            for (kind, path) in &places {
                found.push((*kind, path.as_str(), states.of(*kind, path, file)?));
            }
            if entry::trace(found.iter().copied(), &notes) != entry.trace {
                return None;
            }
            let mut is_same = |(name, bytes, hash): &Output<'_>| hash.is_of(&self.path.join(name), *bytes, file);
            entry.outputs.iter().all(&mut is_same).then(|| Unchanged {
                outputs: entry.outputs.iter().map(|output| self.output(*output)).collect(),
                pages: entry.pages as usize,
                notes,
            })
        })
    }

    fn output(&self, (name, bytes, sha256): Output<'_>) -> OutputFile {
        OutputFile { path: self.path.join(name), sha256, bytes }
    }

    /// Adds what was made of a target, and whatever the caller wants to know of it next time. Returns whether it could be
    /// told again: not where something unknown had a say, nor where an output is not below this folder.
    ///
    /// # Errors
    /// The system's, where it cannot be written; entries before it and behind it are as good as ever.
    pub fn add(
        &self,
        asked: &Asked,
        reads: &Reads,
        outputs: &[OutputFile],
        pages: usize,
        notes: &str,
    ) -> std::io::Result<bool> {
        let Some(frame) = self.frame(asked, reads, outputs, pages, notes) else { return Ok(false) };
        self.journal.lock().unwrap_or_else(PoisonError::into_inner).add(&frame).map(|()| true)
    }

    fn frame(
        &self,
        asked: &Asked,
        reads: &Reads,
        outputs: &[OutputFile],
        pages: usize,
        notes: &str,
    ) -> Option<Vec<u8>> {
        let is_input = |read: &&Read| read.kind == Kind::File && read.path == asked.input;
        let Some(State::Is(input)) = reads.places().iter().find(is_input).map(|read| read.state) else { return None };
        if !reads.is_complete() || outputs.is_empty() {
            return None;
        }
        let names: Option<Vec<String>> = outputs.iter().map(|output| self.name(&output.path)).collect();
        let names = names?;
        let outputs = names.iter().zip(outputs).map(|(name, output)| (name.as_str(), output.bytes, output.sha256));
        let others = reads.places().iter().filter(|read| !is_input(read));
        let others = others.map(|read| (read.kind, read.path.as_str(), read.state));
        entry::frame(&Keys::new(asked, input), others, outputs.collect(), pages, notes)
    }

    /// The path of an output below this folder, with forward slashes.
    fn name(&self, path: &Path) -> Option<String> {
        let path = lexical(path);
        let below = path.strip_prefix(lexical(&self.path)).ok()?;
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/")).filter(|name| entry::is_plain(name))
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        self.journal.get_mut().unwrap_or_else(PoisonError::into_inner).end();
        // A run that made nothing leaves nothing.
        self.home.leave();
        if self.is_new {
            let _ = std::fs::remove_dir(&self.path);
        }
    }
}

#[cfg(test)]
mod tests;
