//! The inputs that the user named.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use curricle::batch::Input;
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::import::APPLICATION;
use curricle::source::read::{INPUT_LIMIT, read_bounded, read_file, reason};

use super::plan::normal;

/// An input by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum InputPath {
    /// Standard input, which can be read but once.
    Stdin(Arc<OnceLock<Result<Input, Diagnostics>>>),
    /// A file.
    File(Arc<Path>),
}

impl Default for InputPath {
    fn default() -> Self {
        Self::Stdin(Arc::default())
    }
}

impl InputPath {
    /// The inputs as named.
    ///
    /// # Errors
    /// When one is absent, or named twice.
    pub(crate) fn all(paths: &[PathBuf]) -> Result<Vec<Self>, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let mut inputs = Vec::new();
        let mut named = BTreeSet::new();
        for path in paths {
            let stdin = path == Path::new("-");
            let input = if stdin { Self::default() } else { Self::of_file(path) };
            if !named.insert(if stdin { path.clone() } else { normal(path) }) {
                let message = format!("input `{}` is given twice", path.display());
                diagnostics.push(Diagnostic::nowhere(Problem::Usage { message, hint: "give it once".into() }));
            } else if matches!(input, Self::File(_)) && !path.exists() && path.symlink_metadata().is_err() {
                let problem = Problem::NotFound { what: "input", path: path.display().to_string() };
                diagnostics.push(Diagnostic::nowhere(problem));
            } else {
                inputs.push(input);
            }
        }
        if diagnostics.is_empty() { Ok(inputs) } else { Err(diagnostics) }
    }

    /// A file that goes with every input, as named: a letter or an application.
    ///
    /// # Errors
    /// When it is absent, or standard input.
    pub(crate) fn beside(path: &Path, what: &'static str) -> Result<Self, Problem> {
        if path == Path::new("-") {
            let article = if what.starts_with('a') { "an" } else { "a" };
            let message = format!("{article} {what} cannot come from standard input");
            return Err(Problem::Usage { message, hint: "name a file".into() });
        }
        if !path.exists() && path.symlink_metadata().is_err() {
            return Err(Problem::NotFound { what, path: path.display().to_string() });
        }
        Ok(Self::of_file(path))
    }

    /// A file by its path.
    pub(crate) fn of_file(path: &Path) -> Self {
        Self::File(path.into())
    }

    /// The path, where it is a file.
    pub(crate) fn file(&self) -> Option<&Path> {
        if let Self::File(path) = self { Some(path) } else { None }
    }

    /// Standard input that was read already.
    pub(crate) fn given(bytes: Vec<u8>) -> Self {
        let input = Input { name: "<stdin>".into(), bytes, folder: PathBuf::from(".") };
        Self::Stdin(Arc::new(OnceLock::from(Ok(input))))
    }

    /// The name shown to people.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin(_) => "<stdin>".into(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// What its artifacts are named after.
    pub(crate) fn stem(&self) -> OsString {
        match self {
            Self::Stdin(_) => "resume".into(),
            Self::File(path) => stem(path).map_or_else(|| "resume".into(), OsString::from),
        }
    }

    /// The folder that images, fonts and theme overlays are looked for in: that of the path as it was given, also where
    /// it is a symbolic link, so that one profile can be linked into folders with other images.
    pub(crate) fn folder(&self) -> PathBuf {
        let parent = match self {
            Self::Stdin(_) => None,
            Self::File(path) => path.parent(),
        };
        parent.filter(|parent| !parent.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
    }

    /// Reads it.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(crate) fn read(&self) -> Result<Input, Diagnostics> {
        let fail = |problem| Diagnostics::from(Diagnostic::in_file(self.name(), problem));
        let whole = |bytes| Input { name: self.name(), bytes, folder: self.folder() };
        match self {
            Self::Stdin(read) => read
                .get_or_init(|| {
                    let unreadable =
                        |error: std::io::Error| Problem::Unreadable { path: self.name(), reason: reason(&error) };
                    let bytes = read_bounded(stdin().lock().by_ref(), INPUT_LIMIT);
                    bytes.map_err(|error| fail(unreadable(error)))?.map_err(fail).map(whole)
                })
                .clone(),
            Self::File(path) => read_file(path, "input", INPUT_LIMIT).map_err(fail).map(whole),
        }
    }
}

/// The name of a file without what only tells its kind: `cv.application.yaml` makes `cv.pdf`.
pub(crate) fn stem(path: &Path) -> Option<&OsStr> {
    let stem = path.file_stem()?;
    let short = stem.to_str().and_then(|stem| stem.strip_suffix(APPLICATION)).filter(|short| !short.is_empty());
    Some(short.map_or(stem, OsStr::new))
}
