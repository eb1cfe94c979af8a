//! The command line: arguments, terminal, files and exit codes. One file for each command.
//!
//! Data goes to standard output, diagnostics and progress to standard error. What the library must not know (the
//! environment, the current folder, whether there is a terminal) is found out here and passed on as values.

mod arguments;
mod batch;
mod check;
mod clean;
mod deadline;
mod discover;
mod exit;
mod explain;
mod finish;
mod fonts;
mod gallery;
mod import;
mod inputs;
mod locales;
mod matching;
mod named_output;
mod new;
mod order;
mod output;
mod plan;
mod render;
mod report;
mod schema;
mod signals;
mod success;
mod terminal;
mod themes;
mod usage;
mod watch;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use curricle::diagnostic::Diagnostic;
use curricle::source::Sources;

use arguments::{Arguments, Command};
use exit::Exit;
use terminal::Terminal;

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            if !error.use_stderr() {
                // A reader that closed its end has seen enough of the help.
                let _ = error.print();
                return Exit::Success.into();
            }
            let given: Vec<OsString> = std::env::args_os().skip(1).collect();
            let terminal = Terminal::before_arguments(given.iter().cloned());
            match usage::problem(&error, &given) {
                Some(problem) => terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new()),
                None => terminal.progress(usage::WELCOME),
            }
            terminal.finish(Exit::CouldNotStart);
            return Exit::CouldNotStart.into();
        }
    };
    let terminal = Terminal::new(&arguments.global).denying_warnings(arguments.command.denies_warnings());
    deadline::quiet_panics();
    signals::survive_full_quota();
    if batch::worker::is_wanted() {
        return batch::worker::run(&arguments.command, &arguments.global).into();
    }
    let exit = deadline::guarded(|| dispatch(arguments.command, &terminal)).unwrap_or_else(|problem| {
        terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
        Exit::Failure
    });
    terminal.finish(exit);
    exit.into()
}

fn dispatch(command: Command, terminal: &Terminal) -> Exit {
    match command {
        Command::Render(render) => render::run(&render, terminal),
        Command::Check(check) => check::run(&check, terminal),
        Command::Clean(clean) => clean::run(&clean, terminal),
        Command::Match(matching) => matching::run(&matching, terminal),
        Command::New(arguments) => new::run(&arguments, terminal),
        Command::Themes(themes) => themes::run(&themes, terminal),
        Command::Locales(locales) => locales::run(&locales, terminal),
        Command::Schema(schema) => schema::run(&schema, terminal),
        Command::Fonts(fonts) => fonts::run(&fonts, terminal),
        Command::Import(import) => import::run(&import, terminal),
        Command::Report(report) => report::run(&report, terminal),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "curricle", &mut script);
            terminal.data(&script)
        }
    }
}
