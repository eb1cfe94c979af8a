//! `curricle new`: a workspace that renders at once.

use std::path::Path;

use curricle::diagnostic::{Diagnostic, Problem};
use curricle::source::Sources;

use super::arguments::New;
use super::exit::Exit;
use super::output;
use super::terminal::Terminal;

/// The files of a new workspace, by their paths in it.
const FILES: [(&str, &str); 6] = [
    ("curricle.yaml", include_str!("../../data/starter/curricle.yaml")),
    ("profile.yaml", include_str!("../../data/starter/profile.yaml")),
    ("applications/harbour.yaml", include_str!("../../data/starter/applications/harbour.yaml")),
    ("applications/nordlicht.yaml", include_str!("../../data/starter/applications/nordlicht.yaml")),
    ("postings/harbour.txt", include_str!("../../data/starter/postings/harbour.txt")),
    // A file of this name would keep the starter's own files out of the package.
    (".gitignore", "# What curricle makes.\n/dist/\n"),
];

/// The text of a schema.
type Schema = fn() -> String;

/// The schemas that the first lines of the files name, for editors.
const SCHEMAS: [(&str, Schema); 3] = [
    ("schema/profile.json", curricle::profile::json_schema_text),
    ("schema/application.json", curricle::theme::schema::application_text),
    ("schema/workspace.json", curricle::batch::workspace::json_schema_text),
];

pub(crate) fn run(arguments: &New, terminal: &Terminal) -> Exit {
    let folder = &arguments.folder;
    let files = FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let schemas = SCHEMAS.iter().map(|(path, text)| ((*path).to_owned(), text()));
    match make(folder, &files.chain(schemas).collect::<Vec<_>>()) {
        Ok(()) => {
            terminal.progress(&format!(
                "made {}: curricle.yaml, profile.yaml, applications/, postings/, schema/",
                folder.display()
            ));
            terminal.progress(&format!("next: cd {} && curricle render", folder.display()));
            Exit::Success
        }
        Err(problem) => {
            terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
            Exit::Failure
        }
    }
}

/// Writes the folder, whole. An empty one that is there makes room.
fn make(folder: &Path, files: &[(String, String)]) -> Result<(), Problem> {
    let taken = || Problem::AlreadyThere { path: folder.display().to_string() };
    match std::fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(taken());
            }
            // The current folder cannot be replaced, only filled.
            let current =
                folder.canonicalize().is_ok_and(|path| std::env::current_dir().is_ok_and(|here| here == path));
            if current {
                return output::write_files(folder, files);
            }
            std::fs::remove_dir(folder).map_err(|_| taken())?;
        }
        Err(_) if folder.symlink_metadata().is_ok() => return Err(taken()),
        Err(_) => {}
    }
    output::write_new_folder(folder, files)
}
