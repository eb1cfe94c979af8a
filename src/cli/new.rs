//! `curricle new`: a profile, a workspace or an application to begin with, each of which renders at once.

mod application;
mod starter;

use std::path::{Component, Path, PathBuf};

use curricle::batch::workspace::FILE;
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::source::Sources;

use super::arguments::{New, NewAction};
use super::exit::Exit;
use super::output;
use super::terminal::Terminal;
use super::usage::quoted;
use super::workspace;

/// Endings of files that no workspace is called after.
const FILES: [&str; 8] = ["json", "pdf", "docx", "odt", "txt", "md", "typ", "tex"];

/// What was made, to tell the user: one line each.
type Told = Vec<String>;

pub(crate) fn run(arguments: &New, terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    let made = match (&arguments.action, &arguments.path) {
        (Some(NewAction::Application(asked)), _) => application::new(asked, &mut sources),
        (None, Some(path)) => at(path, &mut sources),
        (None, None) => Err(usage(
            "`curricle new` needs the name of what to make".into(),
            "type `curricle new me.yaml` for a profile, `curricle new job-search` for a workspace, or \
             `curricle new application acme` inside one",
        )),
    };
    match made {
        Ok(told) => {
            for line in &told {
                terminal.progress(line);
            }
            Exit::Success
        }
        Err(diagnostics) => {
            terminal.report(&diagnostics, &sources);
            let absent = |it: &Diagnostic| matches!(it.problem, Problem::Usage { .. } | Problem::NotFound { .. });
            if diagnostics.iter().any(absent) { Exit::CouldNotStart } else { Exit::Failure }
        }
    }
}

/// Makes what a path is the name of: a file is a profile, or an application where the workspace keeps those; anything else is a
/// workspace.
fn at(path: &Path, sources: &mut Sources) -> Result<Told, Diagnostics> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "yaml" | "yml" if path.file_name().is_some_and(|name| name == FILE) => Err(usage(
            format!("`{}` is the file of a workspace", path.display()),
            "name the folder: `curricle new .` makes a workspace here",
        )),
        "yaml" | "yml" => application::at(path, sources).unwrap_or_else(|| starter::profile(path)),
        known if FILES.contains(&known) => Err(usage(
            format!("`{}` is not a YAML file, and `curricle new` writes profiles in YAML", path.display()),
            &format!("type `curricle new {}`", typed(&path.with_extension("yaml"))),
        )),
        _ => {
            let outer = outer(path);
            if let (Some(outer), Some(name)) = (&outer, bare(path)) {
                return Err(usage(
                    format!("`{name}` would be a workspace inside that of `{}`", outer.display()),
                    &format!(
                        "type `curricle new application {name}` to add an application; `curricle new ./{name}` makes the \
                         workspace all the same"
                    ),
                ));
            }
            let mut told = starter::workspace(path)?;
            if let Some(outer) = outer {
                told.push(format!("note: it lies in the workspace of {}, which does not see it", outer.display()));
            }
            Ok(told)
        }
    }
}

/// Returns the file of the workspace that a new folder would lie in.
fn outer(folder: &Path) -> Option<PathBuf> {
    let found = workspace::find(folder)?;
    (!folder.join(FILE).is_file()).then_some(found)
}

/// Returns a path that is a name alone, which says nothing of where the folder is to be.
fn bare(path: &Path) -> Option<&str> {
    let mut parts = path.components();
    let text = path.to_str().filter(|text| !text.contains(['/', std::path::MAIN_SEPARATOR]))?;
    (matches!(parts.next(), Some(Component::Normal(_))) && parts.next().is_none()).then_some(text)
}

fn usage(message: String, hint: &str) -> Diagnostics {
    Diagnostic::nowhere(Problem::Usage { message, hint: hint.into() }).into()
}

/// Writes files into a folder, all or, where one with another content is there, none. Returns those that were written.
fn write(folder: &Path, files: &[(String, String)]) -> Result<Vec<PathBuf>, Diagnostics> {
    let place = |name: &str| if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) };
    let is_same = |(name, text): &&(String, String)| std::fs::read(place(name)).is_ok_and(|it| it == text.as_bytes());
    let fresh = files.iter().filter(|file| !is_same(file));
    let fresh: Vec<(PathBuf, &str)> = fresh.map(|(name, text)| (place(name), text.as_str())).collect();
    output::write_new_files(&fresh)
        .map_err(|problems| Diagnostics(problems.into_iter().map(Diagnostic::nowhere).collect()))?;
    Ok(fresh.into_iter().map(|(path, _)| path).collect())
}

/// Returns a path as it is typed in a command.
fn typed(path: &Path) -> String {
    quoted(&path.display().to_string())
}
