//! Reading a theme's folder from disk, within bounds.

use std::borrow::Cow;
use std::path::Path;

use super::{Files, ThemeFile};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem};
use crate::source::read::read_file;
use crate::source::{Sha256, State};

/// The largest file of a theme, in bytes.
const FILE_LIMIT: u64 = 16 << 20;

/// The most that the files of a theme may have together, in bytes.
const TOTAL_LIMIT: u64 = 64 << 20;

/// The greatest number of files.
const COUNT_LIMIT: usize = 1000;

/// How deep folders may nest.
const DEPTH_LIMIT: usize = 4;

/// The names of the folders in a folder, sorted.
pub(super) fn subfolders(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let folders = entries.flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// What is found in the folder of a theme; nothing where that cannot be told.
pub(crate) fn state(root: &Path) -> Option<State> {
    if root.is_dir() { read(root, &mut Files::new(), &mut Diagnostics::new()) } else { Some(State::Absent) }
}

/// Adds the files of a folder to those that are there, over files of the same name. Hidden files are left out. Returns what was
/// found, where it could be read.
pub(super) fn read(root: &Path, files: &mut Files, diagnostics: &mut Diagnostics) -> Option<State> {
    let Ok(canonical) = root.canonicalize() else {
        let problem = Problem::NotFound { what: "theme", path: root.display().to_string() };
        diagnostics.push(Diagnostic::in_file(root, problem));
        return None;
    };
    let (mut own, mut found) = (Files::new(), Diagnostics::new());
    Reader { canonical: &canonical, files: &mut own, diagnostics: &mut found, total: 0, count: 0 }.folder(root, "", 0);
    // The name of the folder is that of the theme, and the documents tell it.
    let mut parts = vec![canonical.file_name().unwrap_or_default().as_encoded_bytes().to_vec()];
    parts.extend(own.iter().flat_map(|(name, file)| [name.clone().into_bytes(), Sha256::of(&file.data).0.to_vec()]));
    let state = State::Is(Sha256::of_list(parts.iter().map(Vec::as_slice)));
    let known = found.is_empty();
    files.extend(own);
    diagnostics.extend(found);
    known.then_some(state)
}

struct Reader<'a> {
    canonical: &'a Path,
    files: &'a mut Files,
    diagnostics: &'a mut Diagnostics,
    total: u64,
    count: usize,
}

impl Reader<'_> {
    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) {
        let mut names: Vec<String> = match std::fs::read_dir(folder) {
            Ok(entries) => entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect(),
            Err(error) => {
                let problem = Problem::Unreadable {
                    path: folder.display().to_string(),
                    reason: crate::source::read::reason(&error),
                };
                return self.diagnostics.push(Diagnostic::in_file(folder, problem));
            }
        };
        // The order of a folder differs between machines.
        names.sort();
        for name in names.iter().filter(|name| !name.starts_with('.')) {
            let path = folder.join(name);
            let inside = path.canonicalize().is_ok_and(|target| target.starts_with(self.canonical));
            if !inside {
                let problem = Problem::OutsideTheme { path: path.display().to_string() };
                self.diagnostics.push(Diagnostic::in_file(&path, problem));
            } else if path.is_dir() {
                // A link to a folder within would show its files twice, or without end.
                if depth < DEPTH_LIMIT && !path.is_symlink() {
                    self.folder(&path, &format!("{prefix}{name}/"), depth + 1);
                }
            } else {
                self.file(&path, format!("{prefix}{name}"));
            }
        }
    }

    fn file(&mut self, path: &Path, name: String) {
        self.count += 1;
        if self.count > COUNT_LIMIT || self.total > TOTAL_LIMIT {
            if self.count == COUNT_LIMIT + 1 || self.total < u64::MAX {
                self.total = u64::MAX;
                let problem = Problem::FileTooLarge { bytes: TOTAL_LIMIT + 1, limit: TOTAL_LIMIT };
                self.diagnostics.push(Diagnostic::in_file(path, problem));
            }
            return;
        }
        match read_file(path, "theme file", FILE_LIMIT) {
            Ok(data) => {
                self.total += data.len() as u64;
                self.files.insert(name, ThemeFile { data: Cow::Owned(data), shown: path.display().to_string() });
            }
            Err(problem) => self.diagnostics.push(Diagnostic::in_file(path, problem)),
        }
    }
}
