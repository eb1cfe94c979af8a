//! The terminal: data on standard output, diagnostics and progress on standard error.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use clap::ValueEnum;
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::source::Sources;
use curricle::source::read::reason;
use curricle::source::report::{self, Base, Manner, Sarif, Told};

use super::arguments::{self, Global};
use super::exit::Exit;

/// The diagnostics written so far, as their fingerprints.
#[derive(Debug, Default)]
pub(crate) struct Said {
    written: BTreeSet<u64>,
    /// Notes that need not be written, since an earlier round did.
    known: BTreeSet<u64>,
    /// The notes that there were to say, written or not; none where nobody asks for them, since many inputs have many.
    notes: Option<Vec<u64>>,
}

impl Said {
    /// Nothing yet, but these notes need not be written again.
    pub(crate) fn but(notes: impl IntoIterator<Item = u64>) -> Self {
        Self { known: notes.into_iter().collect(), notes: Some(Vec::new()), ..Self::default() }
    }

    /// The notes that there were to say since they were taken last.
    pub(crate) fn take_notes(&mut self) -> Vec<u64> {
        self.notes.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Notes a diagnostic; returns whether it is to be written.
    fn is_new(&mut self, mark: u64, is_note: bool) -> bool {
        self.notes.iter_mut().filter(|_| is_note).for_each(|notes| notes.push(mark));
        self.written.insert(mark) && !(is_note && self.known.contains(&mark))
    }
}

/// What is known of the terminal, and how to speak to it.
#[derive(Debug, Clone)]
pub(crate) struct Terminal {
    manner: Manner,
    quiet: bool,
    /// Whether warnings fail the run, so that they are no less than errors.
    denies_warnings: bool,
    voice: Voice,
}

/// Where what is written comes from.
#[derive(Debug, Clone)]
enum Voice {
    /// It is as it was told.
    AsTold,
    /// It is made here, where the root of the repository is known.
    Github(Base),
    /// It becomes part of one document, whoever tells it.
    Sarif(Arc<Mutex<Sarif>>),
}

impl Terminal {
    /// Finds out what the terminal can do.
    pub(crate) fn new(global: &Global) -> Self {
        // anstream knows NO_COLOR, CLICOLOR and what is a terminal.
        let choice = anstream::AutoStream::choice(&std::io::stderr());
        // What CI shows on a terminal of its own is a log for others.
        let alone = std::io::stderr().is_terminal() && std::env::var_os("CI").is_none_or(|value| value.is_empty());
        Self::for_worker(global, choice != anstream::ColorChoice::Never, alone)
    }

    /// The terminal where arguments cannot be parsed: in the format that they ask for all the same.
    pub(crate) fn before_arguments(mut arguments: impl Iterator<Item = OsString>) -> Self {
        let option = "--message-format";
        let mut value = || loop {
            let argument = arguments.next().filter(|argument| argument != "--")?.into_string().unwrap_or_default();
            if argument == option {
                break arguments.next()?.into_string().ok();
            }
            if let Some(value) = argument.strip_prefix(option).and_then(|rest| rest.strip_prefix('=')) {
                break Some(value.to_owned());
            }
        };
        let format = value().and_then(|value| arguments::MessageFormat::from_str(&value, false).ok());
        Self::new(&Global { message_format: format.unwrap_or(arguments::MessageFormat::Human), quiet: false })
    }

    /// The terminal of another process, as one who works for it knows it: from the same arguments, and from being told of
    /// the colours and whether its reader is the author alone.
    pub(crate) fn for_worker(global: &Global, color: bool, alone: bool) -> Self {
        let format = match global.message_format {
            arguments::MessageFormat::Human => report::MessageFormat::Human,
            arguments::MessageFormat::Short => report::MessageFormat::Short,
            arguments::MessageFormat::Json => report::MessageFormat::Json,
            arguments::MessageFormat::Github => report::MessageFormat::Github,
            arguments::MessageFormat::Sarif => report::MessageFormat::Sarif,
        };
        let voice = match format {
            report::MessageFormat::Github => Voice::Github(base()),
            report::MessageFormat::Sarif => Voice::Sarif(Arc::new(Mutex::new(Sarif::new(base())))),
            _ => Voice::AsTold,
        };
        let unmasked = alone && Manner { format, ..Manner::default() }.is_for_people();
        Self { manner: Manner { format, color, unmasked }, quiet: global.quiet, denies_warnings: false, voice }
    }

    /// The same terminal for a run that warnings fail: it says them even when it is quiet.
    pub(crate) fn denying_warnings(self, denies_warnings: bool) -> Self {
        Self { denies_warnings, ..self }
    }

    /// How diagnostics are worded.
    pub(crate) fn manner(&self) -> Manner {
        self.manner
    }

    /// Sources by which names can be shown here: with what is hidden where only its author reads them.
    pub(crate) fn view<'s>(&self, sources: &'s Sources) -> Cow<'s, Sources> {
        if self.manner.unmasked && sources.hidden().is_some() {
            Cow::Owned(sources.unmasked())
        } else {
            Cow::Borrowed(sources)
        }
    }

    /// Diagnostics as this terminal wants them, to be written here or by another process.
    pub(crate) fn told(&self, diagnostics: &Diagnostics, sources: &Sources) -> Vec<Told> {
        report::told(diagnostics, sources, self.manner)
    }

    /// Whether people watch, so that a bar may move.
    pub(crate) fn has_bar(&self) -> bool {
        self.manner.is_for_people() && !self.quiet && std::io::stderr().is_terminal()
    }

    /// Whether standard output is a terminal, so that lists are meant for people.
    pub(crate) fn stdout_is_terminal() -> bool {
        std::io::stdout().is_terminal()
    }

    /// Writes data to standard output.
    pub(crate) fn data(&self, bytes: &[u8]) -> Exit {
        self.pieces(&mut |out| out.write_all(bytes))
    }

    /// Writes data to standard output, piece by piece.
    pub(crate) fn pieces(&self, content: &mut dyn FnMut(&mut dyn Write) -> std::io::Result<()>) -> Exit {
        let mut stdout = BufWriter::new(std::io::stdout().lock());
        match content(&mut stdout).and_then(|()| stdout.flush()) {
            Ok(()) => Exit::Success,
            // A reader that closed its end wanted no more.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Success,
            Err(error) => {
                let problem = Problem::Unwritable { path: "<stdout>".into(), reason: reason(&error) };
                self.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
                Exit::Failure
            }
        }
    }

    /// Writes diagnostics at once, and gives them back as they were written.
    pub(crate) fn say_now(&self) -> impl FnMut(&Diagnostics, &Sources) -> Vec<Told> {
        |diagnostics, sources| {
            let told = self.told(diagnostics, sources);
            self.say(&told);
            told
        }
    }

    /// Writes diagnostics.
    pub(crate) fn report(&self, diagnostics: &Diagnostics, sources: &Sources) {
        self.say(&self.told(diagnostics, sources));
    }

    /// Writes diagnostics that were worded for this terminal.
    pub(crate) fn say(&self, told: &[Told]) {
        self.write(told.iter());
    }

    /// Writes those that were not written before in this run: what is wrong with a profile is so in every theme.
    pub(crate) fn say_new(&self, told: &[Told], said: &mut Said) {
        // Data has masks that differ from target to target, which what is written here has not.
        let unmasked = self.manner.unmasked;
        let mark = |told: &Told| if unmasked { told.fingerprint_as_written() } else { told.fingerprint() };
        self.write(told.iter().filter(|told| said.is_new(mark(told), told.is_note())));
    }

    fn write<'a>(&self, told: impl Iterator<Item = &'a Told>) {
        let fails = |told: &Told| told.is_error() || (self.denies_warnings && !told.is_note());
        let shown = told.filter(|told| !self.quiet || fails(told));
        match &self.voice {
            Voice::AsTold => write_stderr(&report::joined(shown, self.manner.format)),
            Voice::Github(base) => {
                write_stderr(&shown.map(|told| report::github(&told.record, base)).collect::<String>());
            }
            Voice::Sarif(document) => {
                // Locked while it is written, so that the parts come in their order.
                let mut document = document.lock().unwrap_or_else(PoisonError::into_inner);
                write_stderr(&shown.map(|told| document.push(&told.record)).collect::<String>());
            }
        }
    }

    /// Ends what was begun, once, when all is said.
    pub(crate) fn finish(&self, exit: Exit) {
        if let Voice::Sarif(document) = &self.voice {
            let mut document = document.lock().unwrap_or_else(PoisonError::into_inner);
            write_stderr(&document.end(exit.code(), matches!(exit, Exit::Success | Exit::Failure)));
        }
    }

    /// Writes what came of a target: a line of progress, or in JSON an object.
    pub(crate) fn result(&self, line: &str) {
        if self.is_json() && !self.quiet {
            write_stderr(&format!("{line}\n"));
        } else {
            self.progress(line);
        }
    }

    /// Whether scripts read each message as a JSON object.
    pub(crate) fn is_json(&self) -> bool {
        self.manner.format == report::MessageFormat::Json
    }

    /// Writes a line of progress, for people only.
    pub(crate) fn progress(&self, line: &str) {
        let for_people = !matches!(self.manner.format, report::MessageFormat::Json | report::MessageFormat::Sarif);
        if !self.quiet && for_people {
            write_stderr(&format!("{line}\n"));
        }
    }
}

/// The root of the repository that a workflow of GitHub's runs in, where the current folder is in it; else that folder.
fn base() -> Base {
    let current = std::env::current_dir().unwrap_or_default();
    let named = std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from).filter(|root| root.is_absolute());
    let real = named.as_ref().and_then(|root| root.canonicalize().ok());
    let root = named.into_iter().chain(real).find(|root| current.starts_with(root));
    Base::new(root.unwrap_or_else(|| current.clone()), current)
}

fn write_stderr(text: &str) {
    if text.is_empty() {
        return;
    }
    // Nobody can be told that standard error is gone.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
