//! The terminal: data on standard output, diagnostics and progress on standard error.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};

use curricle::diagnostic::{Diagnostic, Diagnostics, Problem, Severity};
use curricle::source::Sources;
use curricle::source::read::reason;
use curricle::source::report;

use super::arguments::{Global, MessageFormat};
use super::exit::Exit;

/// The diagnostics written so far.
#[derive(Debug, Default)]
pub(crate) struct Said(BTreeSet<String>);

/// What is known of the terminal, and how to speak to it.
#[derive(Debug, Clone)]
pub(crate) struct Terminal {
    format: MessageFormat,
    quiet: bool,
    color: bool,
}

impl Terminal {
    /// Finds out what the terminal can do.
    pub(crate) fn new(global: &Global) -> Self {
        // anstream knows NO_COLOR, CLICOLOR and what is a terminal.
        let choice = anstream::AutoStream::choice(&std::io::stderr());
        Self { format: global.message_format, quiet: global.quiet, color: choice != anstream::ColorChoice::Never }
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
        let shown = Diagnostics(
            diagnostics
                .iter()
                .filter(|diagnostic| !self.quiet || diagnostic.severity == Severity::Error)
                .cloned()
                .collect(),
        );
        if shown.is_empty() {
            return;
        }
        let format = match self.format {
            MessageFormat::Human => report::MessageFormat::Human,
            MessageFormat::Short => report::MessageFormat::Short,
            MessageFormat::Json => report::MessageFormat::Json,
        };
        write_stderr(&report::render(&shown, sources, format, self.color));
    }

    /// Writes the diagnostics that were not written before in this run: what is wrong with a profile is so in every theme.
    pub(crate) fn report_new(&self, diagnostics: &Diagnostics, sources: &Sources, said: &mut Said) {
        let new = diagnostics.iter().filter(|diagnostic| {
            let alone = Diagnostics::from((*diagnostic).clone());
            said.0.insert(report::render(&alone, sources, report::MessageFormat::Short, false))
        });
        self.report(&Diagnostics(new.cloned().collect()), sources);
    }

    /// Writes a line of progress, for people only.
    pub(crate) fn progress(&self, line: &str) {
        if !self.quiet && self.format != MessageFormat::Json {
            write_stderr(&format!("{line}\n"));
        }
    }
}

fn write_stderr(text: &str) {
    // Nobody can be told that standard error is gone.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
