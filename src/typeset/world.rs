//! What Typst sees of the world: the files of one project, the fonts, the date; no disk, no clock, no network.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, OnceLock};

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::{DocumentDate, FontSet, Images, MAIN};
use crate::diagnostic::Problem;
use crate::theme::TypstProject;

/// Typst's standard library; building and hashing it takes two milliseconds, a fifth of a first page.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// One project, seen by Typst.
pub(crate) struct ProjectWorld {
    main: Source,
    files: HashMap<FileId, File>,
    fonts: Arc<FontSet>,
    today: Option<Datetime>,
}

/// A file of the project, parsed when Typst first imports it.
struct File {
    bytes: Bytes,
    source: OnceLock<FileResult<Source>>,
}

impl ProjectWorld {
    /// Prepares a project.
    ///
    /// # Errors
    /// `internal` where a virtual path is none.
    pub(crate) fn new(
        project: &TypstProject,
        images: &Images,
        fonts: Arc<FontSet>,
        date: Option<DocumentDate>,
    ) -> Result<Self, Problem> {
        let images = project.images.iter().filter_map(|image| Some((&image.path, &images.get(&image.file)?.bytes)));
        let all = project.files.iter().map(|file| (&file.path, &file.bytes)).chain(images);
        let mut files = HashMap::with_capacity(project.files.len() + project.images.len());
        for (path, bytes) in all {
            files.insert(file_id(path)?, File { bytes: bytes.clone(), source: OnceLock::new() });
        }
        let main = Source::new(file_id(MAIN)?, project.main.clone());
        Ok(Self { main, files, fonts, today: date.and_then(DocumentDate::today) })
    }

    /// The fonts in use.
    pub(crate) fn fonts(&self) -> &FontSet {
        &self.fonts
    }

    fn lookup(&self, id: FileId) -> FileResult<&File> {
        match id.root() {
            VirtualRoot::Package(spec) => Err(PackageError::NotFound(spec.clone()).into()),
            VirtualRoot::Project => {
                self.files.get(&id).ok_or_else(|| FileError::NotFound(id.vpath().get_with_slash().into()))
            }
        }
    }
}

impl World for ProjectWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        let file = self.lookup(id)?;
        file.source.get_or_init(|| parse(id, &file.bytes)).clone()
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.main.id() {
            return Ok(Bytes::from_string(self.main.clone()));
        }
        self.lookup(id).map(|file| file.bytes.clone())
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

/// Builds what every document needs and none changes, so that another thread can do it while a profile is read. Calling it
/// is never necessary.
pub fn warm_up(fonts: Option<&FontSet>) {
    // Asking for the hashes makes Typst's wrappers compute and keep them.
    let _ = typst::utils::hash128(&*LIBRARY);
    if let Some(fonts) = fonts {
        let _ = typst::utils::hash128(fonts.book());
    }
}

/// The number that Typst gives a virtual path.
fn file_id(path: &str) -> Result<FileId, Problem> {
    match VirtualPath::new(path) {
        Ok(path) => Ok(RootedPath::new(VirtualRoot::Project, path).intern()),
        Err(_) => Err(Problem::Internal { message: format!("`{path}` is no virtual path") }),
    }
}

/// Parses a theme's file; a batch does so once for all its documents.
#[comemo::memoize]
fn parse(id: FileId, bytes: &Bytes) -> FileResult<Source> {
    let text = bytes.as_str().map_err(|_| FileError::InvalidUtf8)?;
    Ok(Source::new(id, text.trim_start_matches('\u{FEFF}').into()))
}

/// The problem behind Typst's message about a file, where it is one that a theme can cause.
///
/// Typst passes file errors on as words only; tests hold that these are the words.
pub(crate) fn file_problem(message: &str) -> Option<Problem> {
    let between = |start: &str, end: &str| message.strip_prefix(start)?.strip_suffix(end);
    if let Some(package) = between("package not found (searched for ", ")") {
        return Some(Problem::PackageRefused { package: package.into() });
    }
    if let Some(path) = between("path `\"", "\"` would escape the project root") {
        return Some(Problem::OutsideTheme { path: path.into() });
    }
    let path = between("file not found (searched at ", ")")?;
    if let Some((theme, file)) = path.strip_prefix("/themes/").and_then(|path| path.split_once('/')) {
        return Some(Problem::ThemeFile { theme: theme.into(), file: file.into() });
    }
    if let Some(path) = path.strip_prefix("/images/") {
        return Some(Problem::NotFound { what: "image of the profile", path: path.into() });
    }
    Some(Problem::OutsideTheme { path: path.into() })
}
