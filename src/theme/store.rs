//! Finding themes: built in, in a folder of themes beside the input, or at a path.
//!
//! A folder `<name>/` among the user's themes lies over the built-in theme of that name, file by file, or is a theme of
//! its own. `extends` is followed to the end, and all files of the chain are read, with bounds, before anything is
//! rendered: a theme never reaches the disk again. Symbolic links that lead out of the theme's folder are refused.

pub(crate) mod folder;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::IndexMap;
use minijinja::Environment;
use typst::foundations::Bytes;

use super::builtin;
use super::environment::{environment, forbidden};
use super::manifest::{self, Manifest};
use super::options::{self, OptionInput, OptionSpec, OptionValues};
use super::project::ProjectFile;
use crate::application::resume::Line;
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, SourceId, Span, nearest};
use crate::source::{Format, Kind, Reads, SourceFile, Sources, State, parse};

/// The manifest of a theme.
pub(super) const MANIFEST: &str = "theme.yaml";

/// The template of a résumé.
const RESUME_TEMPLATE: &str = "resume.typ.j2";

/// The template of a letter.
pub(super) const LETTER_TEMPLATE: &str = "letter.typ.j2";

/// The Typst file with the look.
pub(super) const LOOK: &str = "theme.typ";

/// The theme that others build on, which is no look of its own.
pub(super) const BASE: &str = "base";

/// How many themes may extend one another.
const CHAIN_LIMIT: usize = 8;

/// A file of a theme.
#[derive(Debug, Clone)]
struct ThemeFile {
    data: Cow<'static, [u8]>,
    /// The name for messages: the path on disk, or `themes/<theme>/<file>` where it is built in.
    shown: String,
}

/// The files of one theme by their path in its folder, with forward slashes.
type Files = BTreeMap<String, ThemeFile>;

/// Where themes come from.
#[derive(Debug, Clone, Default)]
pub struct ThemeStore {
    folders: Vec<PathBuf>,
    /// The folder of themes whose names are free everywhere else.
    last: Option<PathBuf>,
}

/// A theme in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeSummary {
    /// The name.
    pub name: String,
    /// What it is, in a few words.
    pub description: String,
    /// Where it comes from: a folder of the user, or built in.
    pub folder: Option<PathBuf>,
}

/// A theme with all that it extends, ready to make projects.
#[derive(Debug)]
pub struct Theme {
    /// The name: that of its folder.
    pub name: String,
    /// What it is, in a few words.
    pub description: String,
    /// The theme and those that it extends, by name, itself first.
    pub chain: Vec<String>,
    /// The font families that it needs.
    pub fonts: Vec<Line>,
    /// The options that it takes, by id.
    pub options: IndexMap<String, OptionSpec>,
    /// Values of its manifest's `page`, for templates.
    pub(super) page: BTreeMap<String, String>,
    /// The files of the project that do not depend on the résumé.
    pub(super) files: Arc<[ProjectFile]>,
    pub(super) templates: Arc<Templates>,
    /// The name of the template of a résumé.
    pub(super) resume_template: String,
    /// The name of the template of a letter; a theme that extends nothing may have none.
    pub(super) letter_template: Option<String>,
    /// The virtual path of the Typst file with the look.
    pub(super) look: String,
    pub(super) environment: Environment<'static>,
    /// The manifests, as they were read: values of options point into them.
    sources: Vec<(SourceId, SourceFile)>,
    /// The folders that it was read from or looked for in.
    pub(crate) reads: Reads,
}

/// The templates of a chain, by name: what to call them in messages, and their text.
pub(super) type Templates = BTreeMap<String, (String, String)>;

impl ThemeStore {
    /// A store that looks in these folders of themes, the first before the others, and then among the built-in ones.
    #[must_use]
    pub fn new(folders: Vec<PathBuf>) -> Self {
        Self { folders, last: None }
    }

    /// Also looks in this folder, for a theme whose name is neither built in nor in another folder.
    #[must_use]
    pub fn with_last(self, folder: Option<PathBuf>) -> Self {
        Self { last: folder, ..self }
    }

    /// The names of all themes that can be asked for, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names: BTreeSet<String> = builtin::THEMES.iter().map(|(name, _)| (*name).to_owned()).collect();
        for folder in self.folders.iter().chain(&self.last) {
            names.extend(folder::subfolders(folder).into_iter().filter(|name| is_name(name)));
        }
        names.remove(BASE);
        names.into_iter().collect()
    }

    /// All themes that can be asked for; what is wrong with one shows when it is loaded.
    #[must_use]
    pub fn list(&self) -> Vec<ThemeSummary> {
        let summary = |name: String| {
            let mut sources = Sources::new();
            let mut ignored = Diagnostics::new();
            let files = self.files(&name, &mut Reads::default(), &mut ignored).unwrap_or_default();
            let manifest = decode_manifest(&name, &files, &mut sources, &mut ignored).unwrap_or_default();
            let folder =
                self.folders.iter().chain(&self.last).map(|folder| folder.join(&name)).find(|folder| folder.is_dir());
            ThemeSummary { name, description: manifest.description, folder }
        };
        self.names().into_iter().map(summary).collect()
    }

    /// Loads a theme by name or, where there is a `/` in it, by the path of its folder.
    ///
    /// # Errors
    /// All that is wrong with the theme and those that it extends: not there, a circle, manifests, files out of bounds.
    pub fn load(&self, name: &str, sources: &mut Sources) -> Outcome<Theme> {
        let (mut diagnostics, mut reads) = (Diagnostics::new(), Reads::default());
        let (name, files) = if name.contains(['/', '\\']) {
            Self::at_path(Path::new(name), &mut reads, &mut diagnostics)?
        } else {
            let files = self.files(name, &mut reads, &mut diagnostics);
            (name.to_owned(), files.ok_or_else(|| Diagnostics::from(self.unknown(name, None)))?)
        };
        let count = sources.count();
        let Some(chain) = self.chain(name, files, sources, &mut reads, &mut diagnostics) else {
            return Err(diagnostics);
        };
        let manifests = sources.added_after(count);
        assemble(chain, sources, diagnostics)
            .map(|theme| theme.map(|theme| Theme { sources: manifests, reads, ..theme }))
    }

    /// The theme with all that it extends, itself first; nothing where the chain breaks, for then all that is missing
    /// would look like a mistake of its own.
    fn chain(
        &self,
        mut name: String,
        mut files: Files,
        sources: &mut Sources,
        reads: &mut Reads,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<(String, Files, Manifest)>> {
        let mut chain: Vec<(String, Files, Manifest)> = Vec::new();
        loop {
            let manifest = decode_manifest(&name, &files, sources, diagnostics)?;
            let extends = manifest.extends.clone();
            chain.push((name, files, manifest));
            let Some((next, span)) = extends else { return Some(chain) };
            if chain.iter().any(|(known, ..)| *known == next) || chain.len() == CHAIN_LIMIT {
                let names: Vec<_> = chain.iter().map(|(name, ..)| name.as_str()).chain([next.as_str()]).collect();
                diagnostics.push(Diagnostic::at(span, Problem::ThemeCycle { chain: names.join(" → ") }));
                return None;
            }
            let Some(found) = self.files(&next, reads, diagnostics) else {
                diagnostics.push(self.unknown(&next, Some(span)));
                return None;
            };
            (name, files) = (next, found);
        }
    }

    /// The theme in a folder named by its path.
    fn at_path(path: &Path, reads: &mut Reads, diagnostics: &mut Diagnostics) -> Result<(String, Files), Diagnostics> {
        let not_found = || Problem::NotFound { what: "theme", path: path.display().to_string() };
        let folder = path.canonicalize().ok().filter(|folder| folder.is_dir());
        let folder = folder.ok_or_else(|| Diagnostics::from(Diagnostic::nowhere(not_found())))?;
        let name = folder.file_name().and_then(|name| name.to_str()).filter(|name| is_name(name)).unwrap_or("theme");
        let mut files = Files::new();
        reads.note(Kind::Theme, path, folder::read(path, &mut files, diagnostics));
        if !files.contains_key(MANIFEST) && !files.contains_key(LOOK) {
            let problem = Problem::ThemeFile { theme: name.to_owned(), file: MANIFEST.to_owned() };
            diagnostics.push(Diagnostic::in_file(path, problem));
        }
        if diagnostics.has_errors() { Err(std::mem::take(diagnostics)) } else { Ok((name.to_owned(), files)) }
    }

    /// The files of a theme by name: the built-in ones, with those of the user's folders over them.
    fn files(&self, name: &str, reads: &mut Reads, diagnostics: &mut Diagnostics) -> Option<Files> {
        if !is_name(name) {
            return None;
        }
        let built_in = builtin::files(name);
        let mut files: Files = built_in
            .unwrap_or_default()
            .iter()
            .map(|(file, data)| {
                let shown = format!("themes/{name}/{file}");
                ((*file).to_owned(), ThemeFile { data: Cow::Borrowed(data), shown })
            })
            .collect();
        let mut found = built_in.is_some();
        let mut add = |folder: &Path| {
            let folder = folder.join(name);
            let there = folder.is_dir();
            let state = if there { folder::read(&folder, &mut files, diagnostics) } else { Some(State::Absent) };
            reads.note(Kind::Theme, &folder, state);
            there
        };
        for folder in self.folders.iter().rev() {
            found |= add(folder);
        }
        found |= !found && self.last.as_deref().is_some_and(&mut add);
        found.then_some(files)
    }

    pub(super) fn unknown(&self, name: &str, span: Option<Span>) -> Diagnostic {
        let names = self.names();
        let near = nearest(name, names.iter().map(String::as_str)).map(ToOwned::to_owned);
        let problem = Problem::UnknownTheme { name: name.to_owned(), near, known: names.join(", ") };
        Diagnostic::maybe_at(span, problem)
    }
}

/// Whether a text can be a theme's name: letters, digits, `-` and `_`.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// The manifest of a theme; one without is empty. Nothing where it cannot be read at all.
fn decode_manifest(
    name: &str,
    files: &Files,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Manifest> {
    let Some(file) = files.get(MANIFEST) else { return Some(Manifest::default()) };
    let source = sources.add(&*file.shown, utf8(file, diagnostics)?);
    let node = parse(sources, source, Format::Yaml, diagnostics)?;
    Some(manifest::decode(&node, name, diagnostics))
}

fn utf8<'f>(file: &'f ThemeFile, diagnostics: &mut Diagnostics) -> Option<&'f str> {
    match std::str::from_utf8(&file.data) {
        Ok(text) => Some(text),
        Err(error) => {
            let byte = file.data.get(error.valid_up_to()).copied().unwrap_or_default();
            diagnostics.push(Diagnostic::in_file(&file.shown, Problem::NotUtf8 { byte, looks_like: None }));
            None
        }
    }
}

/// Joins a chain of themes, the one asked for first.
fn assemble(
    chain: Vec<(String, Files, Manifest)>,
    sources: &mut Sources,
    mut diagnostics: Diagnostics,
) -> Outcome<Theme> {
    let mut options = IndexMap::new();
    let mut page = BTreeMap::new();
    let mut fonts: Vec<Line> = Vec::new();
    for (theme, _, manifest) in chain.iter().rev() {
        manifest::join_options(theme, manifest, &mut options, &mut diagnostics);
        page.extend(manifest.page.iter().cloned());
    }
    for font in chain.iter().flat_map(|(_, _, manifest)| &manifest.fonts) {
        if !fonts.iter().any(|known| known.text == font.text) {
            fonts.push(font.clone());
        }
    }
    let (name, description) = (chain[0].0.clone(), chain[0].2.description.clone());
    let nearest_with = |wanted: &str| chain.iter().find(|(_, files, _)| files.contains_key(wanted));
    let template = |file: &str| nearest_with(file).map(|(theme, ..)| format!("{theme}/{file}"));
    let (resume_template, letter_template) = (template(RESUME_TEMPLATE), template(LETTER_TEMPLATE));
    let look = nearest_with(LOOK).map(|(theme, ..)| virtual_path(theme, LOOK));
    for (file, found) in [(RESUME_TEMPLATE, &resume_template), (LOOK, &look)] {
        if found.is_none() {
            let problem = Problem::ThemeFile { theme: name.clone(), file: file.to_owned() };
            diagnostics.push(Diagnostic::nowhere(problem));
        }
    }
    let names = chain.iter().map(|(name, ..)| name.clone()).collect();
    let mut templates = Templates::new();
    let mut project_files = Vec::new();
    for (theme, files, _) in chain {
        for (path, file) in files {
            if Path::new(&path).extension().is_some_and(|extension| extension == "j2") {
                if let Some(text) = utf8(&file, &mut diagnostics) {
                    refuse(&file.shown, text, sources, &mut diagnostics);
                    templates.insert(format!("{theme}/{path}"), (file.shown.clone(), text.to_owned()));
                }
            } else if path != MANIFEST {
                project_files.push(ProjectFile {
                    path: virtual_path(&theme, &path),
                    bytes: match file.data {
                        Cow::Borrowed(data) => Bytes::new(data),
                        Cow::Owned(data) => Bytes::new(data),
                    },
                    shown: file.shown,
                });
            }
        }
    }
    let templates = Arc::new(templates);
    let find = {
        let templates = Arc::clone(&templates);
        Arc::new(move |name: &str| templates.get(name).map(|(_, text)| text.clone()))
    };
    diagnostics.or_value(Theme {
        name,
        description,
        chain: names,
        fonts,
        options,
        page,
        files: project_files.into(),
        templates,
        resume_template: resume_template.unwrap_or_default(),
        letter_template,
        look: look.unwrap_or_default(),
        environment: environment(find),
        sources: Vec::new(),
        reads: Reads::default(),
    })
}

fn virtual_path(theme: &str, file: &str) -> String {
    format!("/themes/{theme}/{file}")
}

/// Reports what a template may not hold.
fn refuse(shown: &str, text: &str, sources: &mut Sources, diagnostics: &mut Diagnostics) {
    if let Some((range, message)) = forbidden(text) {
        let source = sources.add(shown, text);
        let problem = Problem::Template { message: message.to_owned(), value: None };
        diagnostics.push(Diagnostic::at(Span::new(source, range), problem));
    }
}

impl Theme {
    /// Whether it, or one that it extends, has a template for letters.
    #[must_use]
    pub fn has_letters(&self) -> bool {
        self.letter_template.is_some()
    }

    /// Checks what a user asked of the theme; defaults stand in for the rest.
    ///
    /// # Errors
    /// Options that the theme does not have, and values that an option does not take.
    pub fn resolve(&self, inputs: &[OptionInput]) -> Outcome<OptionValues> {
        options::resolve(&self.name, &self.options, inputs, &BTreeMap::new())
    }

    /// As [`Theme::resolve`], where the theme may have been loaded with other sources: its manifests are added to these, so
    /// that places in them can be shown.
    ///
    /// # Errors
    /// As [`Theme::resolve`].
    pub fn resolve_among(&self, inputs: &[OptionInput], sources: &mut Sources) -> Outcome<OptionValues> {
        let moved = self.sources.iter().map(|(id, file)| (*id, sources.bring(*id, file)));
        let moved = moved.filter(|(old, new)| old != new).collect();
        options::resolve(&self.name, &self.options, inputs, &moved)
    }
}

#[cfg(test)]
mod tests;
