//! `curricle schema`: JSON Schema for editors.

use std::path::PathBuf;

use curricle::application::posting;
use curricle::diagnostic::{Diagnostic, Problem};
use curricle::source::Sources;
use curricle::theme::{ThemeStore, schema};

use super::arguments::{Schema, SchemaOf};
use super::exit::Exit;
use super::terminal::Terminal;

pub(crate) fn run(asked: &Schema, terminal: &Terminal) -> Exit {
    if let Some(theme) = asked.theme.as_ref().filter(|_| asked.of != SchemaOf::Options) {
        let message = format!("found the theme `{theme}`, but only `curricle schema options` takes one");
        let hint = format!("`curricle schema options {theme}` prints the schema of its options");
        terminal.report(&Diagnostic::nowhere(Problem::Usage { message, hint }).into(), &Sources::new());
        return Exit::CouldNotStart;
    }
    match asked.of {
        SchemaOf::Profile => terminal.data(curricle::profile::json_schema_text().as_bytes()),
        SchemaOf::Application => terminal.data(schema::application_text().as_bytes()),
        SchemaOf::Letter => terminal.data(curricle::application::letter::json_schema_text().as_bytes()),
        SchemaOf::Match => terminal.data(posting::report::json_schema_text().as_bytes()),
        SchemaOf::Synonyms => terminal.data(posting::synonyms::json_schema_text().as_bytes()),
        SchemaOf::Workspace => terminal.data(curricle::batch::workspace::json_schema_text().as_bytes()),
        SchemaOf::Report => terminal.data(curricle::batch::report::json_schema_text().as_bytes()),
        SchemaOf::Theme => terminal.data(text(&schema::manifest()).as_bytes()),
        SchemaOf::Options => {
            let mut sources = Sources::new();
            let store = ThemeStore::new(vec![PathBuf::from("themes")]);
            match store.load(asked.theme.as_deref().unwrap_or("plain"), &mut sources) {
                Ok(theme) => {
                    terminal.report(&theme.warnings, &sources);
                    terminal.data(text(&schema::options(&theme.value)).as_bytes())
                }
                Err(errors) => {
                    terminal.report(&errors, &sources);
                    Exit::Failure
                }
            }
        }
    }
}

fn text(schema: &impl std::fmt::Display) -> String {
    format!("{schema:#}\n")
}
