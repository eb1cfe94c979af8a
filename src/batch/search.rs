//! Inputs in a folder: which files of a tree are meant when a folder or a pattern is named.
//!
//! Left out are hidden files and folders, `curricle.yaml`, folders of outputs and `node_modules`, `themes`, `fonts` and `schema` beside inputs,
//! files of other tools beside what `curricle import` made of them, and what files named `.curricleignore` say, in the way of `.gitignore`. What git ignores is not left out: exports are often
//! ignored by git. Links to files count as files; links to folders are not followed.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use glob::{MatchOptions, Pattern};
use ignore::{DirEntry, WalkBuilder};

use super::load::{Input, parsed};
use super::workspace::FILE;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem};
use crate::import::{APPLICATION, PROFILE, tool};
use crate::profile::Profile;
use crate::source::read::reason;
use crate::source::{Parsed, Sources};

/// The name of files that say what is left out.
pub const IGNORE: &str = ".curricleignore";

/// The endings of inputs.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// Folders beside an input that hold no inputs.
const BESIDE: [&str; 3] = ["themes", "fonts", "schema"];

/// A folder that holds other people's files.
const FOREIGN: &str = "node_modules";

/// What is in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The folder, without `.`: empty for the current one.
    pub folder: PathBuf,
    /// The files that can be inputs, by their paths, that of the folder included, in the order of the bytes of these with forward slashes. There
    /// may be a hundred thousand, and those who want them keep them: each is held once, without a copy on the way.
    pub files: Vec<Arc<Path>>,
    /// The folders in it that are workspaces, by their paths in it.
    pub workspaces: Vec<PathBuf>,
}

impl Found {
    /// The path of a file in the folder.
    #[must_use]
    pub fn within<'a>(&self, file: &'a Path) -> &'a Path {
        file.strip_prefix(&self.folder).unwrap_or(file)
    }
}

/// Finds the inputs in a folder: all, or those whose path in it matches a pattern. `outputs` are folders to leave out, where they
/// lie within it.
///
/// # Errors
/// `bad-pattern` for a pattern, here or in a `.curricleignore`, that is none; `unreadable` for each folder that cannot be read.
pub fn search(folder: &Path, pattern: Option<&str>, outputs: &[PathBuf]) -> Result<Found, Diagnostics> {
    let glob = pattern.map(Pattern::new).transpose().map_err(|error| {
        let found = pattern.unwrap_or_default().to_owned();
        Diagnostics::from(Diagnostic::nowhere(Problem::BadPattern { found, reason: error.msg.to_owned() }))
    })?;
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
    let matches = |path: &Path| {
        glob.as_ref().is_none_or(|glob| glob.matches_with(&String::from_utf8_lossy(&slashed(path)), options))
    };
    let mut diagnostics = Diagnostics::new();
    let mut found = Found { folder: undotted(folder), ..Found::default() };
    let start = if found.folder.as_os_str().is_empty() { Path::new(".") } else { &found.folder };
    for entry in walk(start, pattern, outputs).build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                diagnostics.extend(problems(&error, None));
                continue;
            }
        };
        diagnostics.extend(entry.error().into_iter().flat_map(|error| problems(error, None)));
        let Some(path) = file(&entry).then(|| entry.path().strip_prefix(start).ok()).flatten() else { continue };
        if entry.file_name() == FILE {
            found.workspaces.push(path.parent().unwrap_or(Path::new("")).to_path_buf());
        } else if is_named_like_input(path) {
            found.files.push(found.folder.join(path).into());
        }
    }
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    leave_out_beside(&mut found);
    leave_out_imported(&mut found.files);
    let mut files = std::mem::take(&mut found.files);
    files.retain(|path| matches(found.within(path)));
    files.sort_unstable_by(|one, other| slashed(one).cmp(&slashed(other)));
    found.files = files;
    found.workspaces.sort_unstable();
    Ok(found)
}

/// A path without `.`.
fn undotted(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

fn walk(folder: &Path, pattern: Option<&str>, outputs: &[PathBuf]) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(true).parents(true).add_custom_ignore_filename(IGNORE);
    if let Some(pattern) = pattern.filter(|pattern| !pattern.contains("**")) {
        builder.max_depth(Some(pattern.split('/').count()));
    }
    let root = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let within = |output: &PathBuf| {
        let output = output.canonicalize().ok()?;
        let below = output.strip_prefix(&root).ok()?;
        (!below.as_os_str().is_empty()).then(|| folder.join(below))
    };
    let outputs: Vec<PathBuf> = outputs.iter().filter_map(within).collect();
    builder.filter_entry(move |entry| {
        !is_folder(entry) || (entry.file_name() != FOREIGN && !outputs.iter().any(|output| output == entry.path()))
    });
    builder
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file() || (kind.is_symlink() && entry.path().is_file()))
}

fn is_named_like_input(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

/// Leaves out files of other tools that `curricle import` has turned into two files beside them: both would be the same résumé.
fn leave_out_imported(files: &mut Vec<Arc<Path>>) {
    fn stem(path: &Path, ending: &str) -> Option<PathBuf> {
        path.file_name()?.to_str()?.strip_suffix(".yaml")?.strip_suffix(ending).map(|stem| path.with_file_name(stem))
    }
    let with = |ending| files.iter().filter_map(|path| stem(path, ending)).collect::<BTreeSet<_>>();
    let applications = with(APPLICATION);
    if applications.is_empty() {
        return;
    }
    let profiles = with(PROFILE);
    files.retain(|path| {
        let stem = path.with_extension("");
        !(applications.contains(&stem) && profiles.contains(&stem))
    });
}

/// Leaves out what lies in a folder of themes, fonts or schemas that belongs to an input or a workspace.
fn leave_out_beside(found: &mut Found) {
    let mut files = std::mem::take(&mut found.files);
    let in_such = |path: &Path| found.within(path).parent().is_some_and(|folder| folder.iter().any(is_beside));
    if !files.iter().any(|path| in_such(path)) {
        found.files = files;
        return;
    }
    let folder = |path: &Path| found.within(path).parent().map(Path::to_path_buf);
    let mut owners: BTreeSet<PathBuf> =
        found.workspaces.iter().filter(|folder| !folder.iter().any(is_beside)).cloned().collect();
    owners.extend(files.iter().filter(|path| !in_such(path)).filter_map(|path| folder(path)));
    // What lies in such a folder without an owner may own others itself, so those further up are looked at first.
    files.sort_by_cached_key(|path| path.components().count());
    files.retain(|path| {
        let owned = found.within(path).ancestors().skip(1).any(|folder| {
            let is_beside = folder.file_name().is_some_and(is_beside);
            is_beside && folder.parent().is_some_and(|owner| owners.contains(owner))
        });
        if !owned {
            owners.extend(folder(path));
        }
        !owned
    });
    found.files = files;
}

fn is_beside(name: &OsStr) -> bool {
    BESIDE.iter().any(|known| name == *known)
}

/// A path with forward slashes, by which files are ordered and patterns match on every system.
fn slashed(path: &Path) -> Cow<'_, [u8]> {
    let bytes = path.as_os_str().as_encoded_bytes();
    if std::path::MAIN_SEPARATOR == '/' {
        return bytes.into();
    }
    bytes.iter().map(|byte| if *byte == b'\\' { b'/' } else { *byte }).collect()
}

/// What keeps a folder from being read whole.
fn problems(error: &ignore::Error, file: Option<&Path>) -> Vec<Diagnostic> {
    let shown = || file.map(|file| file.display().to_string()).unwrap_or_default();
    let one = |problem| match file {
        Some(file) => vec![Diagnostic::in_file(file, problem)],
        None => vec![Diagnostic::nowhere(problem)],
    };
    match error {
        ignore::Error::Partial(errors) => errors.iter().flat_map(|error| problems(error, file)).collect(),
        ignore::Error::WithPath { path, err } => problems(err, Some(path)),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithDepth { err, .. } => problems(err, file),
        ignore::Error::Io(error) => one(Problem::Unreadable { path: shown(), reason: reason(error) }),
        ignore::Error::Glob { glob, err } => {
            one(Problem::BadPattern { found: glob.clone().unwrap_or_default(), reason: err.clone() })
        }
        other => one(Problem::Unreadable { path: shown(), reason: other.to_string() }),
    }
}

/// Whether a file that was found may be meant as an input: whether it has a key of a profile, is an application that names one, or
/// comes from a tool that is known. What cannot be parsed counts as one, since nobody knows.
#[must_use]
pub fn resembles_input(input: &Input) -> bool {
    let parsed = parsed(input, &mut Sources::new(), &mut Diagnostics::new());
    let Some(node) = parsed.ok().and_then(Parsed::whole) else { return true };
    Profile::KEYS.iter().chain(&["profile", "extends"]).any(|key| node.get(key).is_some()) || tool(&node).is_some()
}

#[cfg(test)]
mod tests;
