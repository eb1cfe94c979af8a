//! `curricle themes`: which there are and what they take; starting and trying one.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use curricle::contract::{self, Report};
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::source::Sources;
use curricle::theme::options::OptionSpec;
use curricle::theme::scaffold::{self, NewTheme};
use curricle::theme::{Theme, ThemeStore};
use curricle::typeset::FontSet;

use super::arguments::{Themes, ThemesAction};
use super::exit::Exit;
use super::gallery;
use super::terminal::Terminal;
use super::{deadline, output};

/// Where themes lie, beside a profile or in the current folder.
const FOLDER: &str = "themes";

pub(crate) fn run(themes: &Themes, terminal: &Terminal) -> Exit {
    let store = ThemeStore::new(vec![PathBuf::from(FOLDER)]);
    match &themes.action {
        None | Some(ThemesAction::List) => list(&store, terminal),
        Some(ThemesAction::Show { theme }) => show(&store, theme, terminal),
        Some(ThemesAction::Gallery(arguments)) => gallery::run(arguments, terminal),
        Some(ThemesAction::New { name, from, folder }) => new(name, from, folder, terminal),
        Some(ThemesAction::Eject { name, all, folder }) => match scaffold::eject(name, *all) {
            Ok(themes) => write(&themes, folder, terminal),
            Err(errors) => {
                terminal.report(&errors, &Sources::new());
                Exit::Failure
            }
        },
        Some(ThemesAction::Check { themes, font_path, system_fonts, timeout }) => {
            let fonts = match FontSet::new(font_path, *system_fonts) {
                Ok(fonts) => fonts,
                Err(errors) => {
                    terminal.report(&errors, &Sources::new());
                    return Exit::CouldNotStart;
                }
            };
            terminal.report(&fonts.warnings, &Sources::new());
            let fonts = Arc::new(fonts.value);
            let checked = themes.iter().map(|theme| check(theme, &fonts, *timeout, terminal));
            checked.fold(Exit::Success, Exit::max)
        }
    }
}

fn fail(error: Diagnostic, terminal: &Terminal) -> Exit {
    terminal.report(&error.into(), &Sources::new());
    Exit::Failure
}

/// Starts a theme in a folder of themes.
fn new(name: &str, from: &str, folder: &Path, terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    if from.contains(['/', '\\']) {
        let message = format!("found the folder `{from}` after `--from`; expected the name of a theme");
        let hint = "a theme can extend a built-in theme, or one next to it in `themes/`".into();
        return fail(Diagnostic::nowhere(Problem::Usage { message, hint }), terminal);
    }
    match ThemeStore::new(vec![folder.join(FOLDER)]).load(from, &mut sources) {
        Ok(parent) => {
            terminal.report(&parent.warnings, &sources);
            match scaffold::new(name, &parent.value) {
                Ok(theme) => write(&[theme], folder, terminal),
                Err(problem) => fail(Diagnostic::nowhere(problem), terminal),
            }
        }
        Err(errors) => {
            terminal.report(&errors, &sources);
            Exit::Failure
        }
    }
}

/// Writes themes below a folder, all or, where one is there already, none.
fn write(themes: &[NewTheme], folder: &Path, terminal: &Terminal) -> Exit {
    let place = |theme: &NewTheme| folder.join(FOLDER).join(&theme.name);
    let there = |theme: &&NewTheme| place(theme).symlink_metadata().is_ok();
    let taken: Vec<Diagnostic> = themes
        .iter()
        .filter(there)
        .map(|theme| Diagnostic::nowhere(Problem::AlreadyThere { path: place(theme).display().to_string() }))
        .collect();
    if !taken.is_empty() {
        terminal.report(&Diagnostics(taken), &Sources::new());
        return Exit::Failure;
    }
    for theme in themes {
        let place = place(theme);
        if let Err(problem) = output::write_new_folder(&place, &theme.files) {
            return fail(Diagnostic::nowhere(problem), terminal);
        }
        let files: Vec<&str> =
            theme.files.iter().map(|(path, _)| path.as_str()).filter(|path| !path.contains('/')).collect();
        terminal.progress(&format!("made {}: {}", place.display(), files.join(", ")));
    }
    Exit::Success
}

/// Tries a theme out, and says what was looked at.
fn check(name: &str, fonts: &Arc<FontSet>, timeout: u64, terminal: &Terminal) -> Exit {
    let (theme, fonts) = (name.to_owned(), Arc::clone(fonts));
    let checked = deadline::within(timeout, move || {
        let (mut sources, store) = (Sources::new(), ThemeStore::new(vec![PathBuf::from(FOLDER)]));
        let report = contract::check(&store, &theme, &fonts, &mut sources);
        (report, sources)
    });
    match checked {
        Err(problem) => fail(Diagnostic::nowhere(problem), terminal),
        Ok((report, sources)) => {
            terminal.report(&report.diagnostics, &sources);
            terminal.data(outcome(&report).as_bytes()).max(Exit::of(&report.diagnostics, false))
        }
    }
}

/// What was looked at, one a line.
fn outcome(report: &Report) -> String {
    let mut text = String::new();
    for check in &report.checks {
        let state = match check.errors {
            0 => "ok".to_owned(),
            1 => "1 error".to_owned(),
            errors => format!("{errors} errors"),
        };
        let pages = match check.pages {
            None => String::new(),
            Some(1) => "1 page".to_owned(),
            Some(pages) => format!("{pages} pages"),
        };
        // Infallible for a string.
        let _ = if Terminal::stdout_is_terminal() {
            writeln!(
                text,
                "  {state:9}  {}{}",
                check.label,
                if pages.is_empty() { pages } else { format!(": {pages}") }
            )
        } else {
            writeln!(text, "{}\t{}\t{state}\t{pages}", report.theme, check.label)
        };
    }
    text
}

fn list(store: &ThemeStore, terminal: &Terminal) -> Exit {
    let themes = store.list();
    let width = themes.iter().map(|theme| theme.name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for theme in themes {
        let origin = theme.folder.map_or_else(|| "built in".to_owned(), |folder| folder.display().to_string());
        // Infallible for a string.
        let _ = if Terminal::stdout_is_terminal() {
            writeln!(text, "{:width$}  {} ({origin})", theme.name, theme.description)
        } else {
            writeln!(text, "{}\t{}\t{origin}", theme.name, theme.description)
        };
    }
    terminal.data(text.as_bytes())
}

fn show(store: &ThemeStore, name: &str, terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    match store.load(name, &mut sources) {
        Err(diagnostics) => {
            terminal.report(&diagnostics, &sources);
            Exit::Failure
        }
        Ok(theme) => {
            terminal.report(&theme.warnings, &sources);
            terminal.data(describe(&theme.value).as_bytes())
        }
    }
}

/// A theme for people: what it is, what it extends, its options with type, default and description.
fn describe(theme: &Theme) -> String {
    let mut text = format!("{}: {}\n", theme.name, theme.description);
    // Infallible for a string, here and below.
    if theme.chain.len() > 1 {
        let _ = writeln!(text, "extends: {}", theme.chain[1..].join(", "));
    }
    if !theme.fonts.is_empty() {
        let _ = writeln!(
            text,
            "fonts: {}",
            theme.fonts.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(", ")
        );
    }
    if let Some(parts) = theme.draws.as_ref().filter(|parts| !parts.is_empty()) {
        let parts: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
        let _ = writeln!(text, "draws: {}", parts.join(", "));
    }
    let _ = writeln!(text, "\nOptions, set with -O NAME=VALUE:");
    for (id, option) in &theme.options {
        let _ = writeln!(text, "\n  {id} ({})\n    {}", option.kind.name(), option.description);
        let default = option.default.to_string();
        let default = if default.is_empty() { "none" } else { &default };
        let _ = writeln!(text, "    takes {}; default {default}", option.kind.expected());
        let _ = writeln!(text, "    {}", whence(option));
    }
    text
}

/// Which theme has an option, and which changed something about it.
fn whence(option: &OptionSpec) -> String {
    match option.themes.split_first() {
        None => String::new(),
        Some((first, [])) => format!("from {first}"),
        Some((first, changed)) => format!("from {first}, changed by {}", changed.join(", ")),
    }
}
