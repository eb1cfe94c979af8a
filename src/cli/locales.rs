//! `curricle locales`: which languages have words, and what these are.

use std::fmt::Write;

use curricle::diagnostic::{Diagnostic, Problem};
use curricle::locale::Locale;
use curricle::source::Sources;

use super::arguments::{Locales, LocalesAction};
use super::exit::Exit;
use super::terminal::Terminal;

pub(crate) fn run(locales: &Locales, terminal: &Terminal) -> Exit {
    match &locales.action {
        None | Some(LocalesAction::List) => list(terminal),
        Some(LocalesAction::Show { tag }) => show(tag, terminal),
    }
}

fn list(terminal: &Terminal) -> Exit {
    let mut text = String::new();
    for locale in Locale::known().filter_map(Locale::built_in) {
        let Locale { language, name, direction, .. } = locale;
        // Infallible for a string. The name comes last in columns: its width depends on the script.
        let _ = if Terminal::stdout_is_terminal() {
            writeln!(text, "{language:8}{}  {name}", direction.as_str())
        } else {
            writeln!(text, "{language}\t{name}\t{}", direction.as_str())
        };
    }
    terminal.data(text.as_bytes())
}

fn show(tag: &str, terminal: &Terminal) -> Exit {
    if let Some(file) = Locale::file(tag) {
        return terminal.data(file.as_bytes());
    }
    let near = Locale::near(tag).map(str::to_owned);
    let problem = Problem::UnknownLanguage { wanted: tag.to_owned(), near, known: Locale::known_list() };
    terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
    Exit::Failure
}
