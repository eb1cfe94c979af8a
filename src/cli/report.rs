//! Reports of runs: the files they are written to, and `curricle report merge`.

use std::path::{Path, PathBuf};

use curricle::batch::report::{self, Head, Merge, ReportFormat, Spool, Tool};
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::source::Sources;
use curricle::source::read::{read_file, reason};

use super::arguments::{self, ReportAction};
use super::exit::Exit;
use super::output;
use super::terminal::Terminal;

/// The longest report that is read, in bytes: what a hundred thousand targets with much to be said of them take.
const LIMIT: u64 = 1 << 30;

/// The files that a report is written to, each with its form; `-` is standard output.
#[derive(Debug)]
pub(crate) struct Reports(Vec<(ReportFormat, PathBuf)>);

impl Reports {
    /// The files that were asked for; `stdout` is the form of `-`, where that may be standard output.
    ///
    /// # Errors
    /// All those that cannot be: a name that does not say the form, one that is there twice.
    pub(crate) fn new(paths: &[PathBuf], stdout: Option<ReportFormat>) -> Result<Self, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let mut reports: Vec<(ReportFormat, PathBuf)> = Vec::new();
        for path in paths {
            let format = stdout.filter(|_| is_stdout(path)).map_or_else(|| ReportFormat::of(path), Ok);
            match format {
                Ok(_) if reports.iter().any(|(_, other)| other == path) => {
                    let message = format!("report `{}` is given twice", path.display());
                    diagnostics.push(usage(message, "name each file once"));
                }
                Ok(format) => reports.push((format, path.clone())),
                Err(problem) => diagnostics.push(Diagnostic::nowhere(problem)),
            }
        }
        if diagnostics.is_empty() { Ok(Self(reports)) } else { Err(diagnostics) }
    }

    /// Writes all of them. One that cannot be written is told, and the others are written all the same.
    pub(crate) fn write(&self, head: &Head, spool: &mut Spool, terminal: &Terminal) -> Exit {
        let mut exit = Exit::Success;
        for (format, path) in &self.0 {
            if is_stdout(path) {
                exit = exit.max(terminal.pieces(&mut |out| report::write(*format, head, spool, out)));
            } else if let Err(problem) = output::write_pieces(path, &mut |out| report::write(*format, head, spool, out))
            {
                terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
                exit = Exit::Failure;
            }
        }
        exit
    }
}

fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

/// A place for what comes of the targets: a temporary file without a name, which the system takes away with the process.
///
/// # Errors
/// `unwritable` where there is no room for one.
pub(crate) fn spool() -> Result<Spool, Problem> {
    tempfile::tempfile().map(Spool::new).map_err(|error| unspooled(&error))
}

/// That there is no room for what comes of the targets.
pub(crate) fn unspooled(error: &std::io::Error) -> Problem {
    Problem::Unwritable { path: std::env::temp_dir().display().to_string(), reason: reason(error) }
}

/// This program.
pub(crate) fn tool() -> Tool {
    Tool { name: env!("CARGO_PKG_NAME").into(), version: env!("CARGO_PKG_VERSION").into() }
}

pub(crate) fn run(asked: &arguments::Report, terminal: &Terminal) -> Exit {
    let ReportAction::Merge(asked) = &asked.action;
    let told = |diagnostics: Diagnostics, exit| {
        terminal.report(&diagnostics, &Sources::new());
        exit
    };
    let outputs = match outputs(asked) {
        Ok(outputs) => outputs,
        Err(diagnostics) => return told(diagnostics, Exit::CouldNotStart),
    };
    let (head, mut spool) = match merged(&asked.reports) {
        Ok(Ok(merged)) => merged,
        Ok(Err(diagnostics)) => {
            let absent = diagnostics.iter().any(|it| matches!(it.problem, Problem::NotFound { .. }));
            return told(diagnostics, if absent { Exit::CouldNotStart } else { Exit::Failure });
        }
        Err(problem) => return told(Diagnostic::nowhere(problem).into(), Exit::Failure),
    };
    let sums = spool.summary();
    let whole = sums.failed == 0 && sums.skipped == 0 && !head.interrupted;
    outputs.write(&head, &mut spool, terminal).max(if whole { Exit::Success } else { Exit::Failure })
}

/// Where the joined report goes: not over one of those that are joined.
fn outputs(asked: &arguments::Merge) -> Result<Reports, Diagnostics> {
    let same = |one: &Path, other: &Path| {
        one == other || one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
    };
    let outputs = Reports::new(&asked.output, Some(ReportFormat::Json))?;
    let clash = |path: &&PathBuf| asked.reports.iter().any(|report| same(report, path));
    let clashes: Vec<Diagnostic> = asked
        .output
        .iter()
        .filter(clash)
        .map(|path| usage(format!("output `{}` is one of the reports", path.display()), "name another file"))
        .collect();
    if clashes.is_empty() { Ok(outputs) } else { Err(Diagnostics(clashes)) }
}

/// The reports, joined; one is in memory at a time.
fn merged(paths: &[PathBuf]) -> Result<Result<(Head, Spool), Diagnostics>, Problem> {
    let mut merge = Merge::new(spool()?);
    for path in paths {
        let name = path.display().to_string();
        match read_file(path, "report", LIMIT) {
            Ok(bytes) => merge.add(&name, &bytes).map_err(|error| unspooled(&error))?,
            Err(problem) => merge.refuse(&name, problem),
        }
    }
    Ok(merge.end(tool()))
}

fn usage(message: String, hint: &str) -> Diagnostic {
    Diagnostic::nowhere(Problem::Usage { message, hint: hint.into() })
}
