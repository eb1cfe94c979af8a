//! The terminal: data on standard output, diagnostics and progress on standard error.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};

use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::source::Sources;
use curricle::source::read::reason;
use curricle::source::report::{self, Told};

use super::arguments::{self, Global};
use super::exit::Exit;

/// The diagnostics written so far, as their fingerprints.
#[derive(Debug, Default)]
pub(crate) struct Said(BTreeSet<u64>);

/// What is known of the terminal, and how to speak to it.
#[derive(Debug, Clone)]
pub(crate) struct Terminal {
    format: report::MessageFormat,
    quiet: bool,
    color: bool,
}

impl Terminal {
    /// Finds out what the terminal can do.
    pub(crate) fn new(global: &Global) -> Self {
        // anstream knows NO_COLOR, CLICOLOR and what is a terminal.
        let choice = anstream::AutoStream::choice(&std::io::stderr());
        Self::for_worker(global, choice != anstream::ColorChoice::Never)
    }

    /// The terminal of another process, as one who works for it knows it: from the same arguments, and from being told of
    /// the colours.
    pub(crate) fn for_worker(global: &Global, color: bool) -> Self {
        let format = match global.message_format {
            arguments::MessageFormat::Human => report::MessageFormat::Human,
            arguments::MessageFormat::Short => report::MessageFormat::Short,
            arguments::MessageFormat::Json => report::MessageFormat::Json,
        };
        Self { format, quiet: global.quiet, color }
    }

    /// How diagnostics are written.
    pub(crate) fn format(&self) -> report::MessageFormat {
        self.format
    }

    /// Whether diagnostics are coloured.
    pub(crate) fn color(&self) -> bool {
        self.color
    }

    /// Diagnostics as this terminal wants them, to be written here or by another process.
    pub(crate) fn told(&self, diagnostics: &Diagnostics, sources: &Sources) -> Vec<Told> {
        report::told(diagnostics, sources, self.format(), self.color())
    }

    /// Whether people watch, so that a bar may move.
    pub(crate) fn has_bar(&self) -> bool {
        let for_people = matches!(self.format, report::MessageFormat::Human | report::MessageFormat::Short);
        for_people && !self.quiet && std::io::stderr().is_terminal()
    }

    /// Whether standard output is a terminal, so that lists are meant for people.
    pub(crate) fn stdout_is_terminal() -> bool {
        std::io::stdout().is_terminal()
    }

    /// Writes data to standard output.
    pub(crate) fn data(&self, bytes: &[u8]) -> Exit {
        let mut stdout = std::io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
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

    /// Writes diagnostics.
    pub(crate) fn report(&self, diagnostics: &Diagnostics, sources: &Sources) {
        self.say(&self.told(diagnostics, sources));
    }

    /// Writes the diagnostics that were not written before in this run: what is wrong with a profile is so in every theme.
    pub(crate) fn report_new(&self, diagnostics: &Diagnostics, sources: &Sources, said: &mut Said) {
        self.say_new(&self.told(diagnostics, sources), said);
    }

    /// Writes diagnostics that were worded for this terminal.
    pub(crate) fn say(&self, told: &[Told]) {
        self.write(told.iter());
    }

    /// Writes those that were not written before in this run.
    pub(crate) fn say_new(&self, told: &[Told], said: &mut Said) {
        self.write(told.iter().filter(|told| said.0.insert(told.fingerprint())));
    }

    fn write<'a>(&self, told: impl Iterator<Item = &'a Told>) {
        let shown: String = told.filter(|told| !self.quiet || told.is_error()).map(|told| told.text.as_str()).collect();
        if !shown.is_empty() {
            write_stderr(&shown);
        }
    }

    /// Writes a line of progress, for people only.
    pub(crate) fn progress(&self, line: &str) {
        if !self.quiet && self.format != report::MessageFormat::Json {
            write_stderr(&format!("{line}\n"));
        }
    }
}

fn write_stderr(text: &str) {
    // Nobody can be told that standard error is gone.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
