//! `curricle themes`: which there are, and what they take.

use std::fmt::Write;
use std::path::PathBuf;

use curricle::source::Sources;
use curricle::theme::{Theme, ThemeStore};

use super::arguments::{Themes, ThemesAction};
use super::exit::Exit;
use super::terminal::Terminal;

pub(crate) fn run(themes: &Themes, terminal: &Terminal) -> Exit {
    let store = ThemeStore::new(vec![PathBuf::from("themes")]);
    match &themes.action {
        None | Some(ThemesAction::List) => list(&store, terminal),
        Some(ThemesAction::Show { theme }) => show(&store, theme, terminal),
    }
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
        let _ = writeln!(text, "fonts: {}", theme.fonts.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(", "));
    }
    let _ = writeln!(text, "\nOptions, set with -O NAME=VALUE:");
    for (id, option) in &theme.options {
        let _ = writeln!(text, "\n  {id}\n    {}", option.description);
        let _ = writeln!(text, "    takes {}; default {}", option.kind.expected(), option.default);
    }
    text
}
