//! An input with everything that belongs to it: the application it is, those that it extends, the profile, the letter,
//! the advert.
//!
//! An application is made of layers, each laid over the one before: the defaults of the workspace, what it extends, its own
//! file, an application that is used for every input, the fields of the command line. A path is relative to the file that names it, or to the current
//! folder where no file does.

use std::path::{Path, PathBuf};

use super::format::Format;
use super::images;
use super::load::{Input, Wanted, in_order, load_letter};
use super::posting::SYNONYMS;
use super::reading::Document;
use super::request::Request;
use crate::application::letter::Letter;
use crate::application::redact::Redaction;
use crate::application::{Application, Field, LetterChoice, OutputName, lay_over};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, SourceId, Span, Warned};
use crate::profile::canonical::{Layer, canonicalize};
use crate::profile::{ImagePath, Profile, Text};
use crate::source::lint::lint;
use crate::source::read::{FILE_LIMIT, INPUT_LIMIT, lexical, read_file};
use crate::source::{Data, Key, Kind, Node, Parsed, Sources, State};

/// The most applications that can extend one another: more is no design.
const DEPTH: usize = 16;

/// What is to be shown, of whom, and how.
#[derive(Debug)]
pub(super) struct Dossier {
    /// All layers together; empty for a profile without an application.
    pub(super) application: Application,
    /// The profile; none where it could not be found.
    pub(super) profile: Option<Document>,
    /// The letter and its folder, or everything wrong with it; none where there is none.
    pub(super) letter: Option<Outcome<(Letter, PathBuf)>>,
    /// The advert.
    pub(super) posting: Option<Input>,
    /// The user's own tables of words that mean the same: those beside the input, then the one that is named.
    pub(super) synonyms: Vec<Input>,
    /// The theme: its name, or its path.
    pub(super) theme: String,
    /// The folders in which overlays and fonts are looked for, the nearest first.
    pub(super) folders: Vec<PathBuf>,
    /// What nobody may see.
    pub(super) redaction: Redaction,
    /// The name of what is made.
    pub(super) output: Option<OutputName>,
    /// The formats that the application asks for; a render makes those of its request.
    pub(super) formats: Vec<Format>,
    /// Every file that was read, the input aside.
    pub(super) files: Vec<PathBuf>,
}

impl Dossier {
    /// What is wanted of the profile.
    pub(super) fn wanted<'a>(&'a self, request: &'a Request) -> Wanted<'a> {
        Wanted {
            changed: self.application.change.as_ref(),
            changes: &request.changes,
            redaction: &self.redaction,
            language: request.language.as_ref().or(self.application.language.as_ref()),
        }
    }

    /// Whether the letter, where there is one, is a document of its own; one that cannot be read counts as that.
    pub(super) fn has_separate_letter(&self) -> bool {
        self.letter.as_ref().is_some_and(|letter| !letter.as_ref().is_ok_and(|letter| letter.value.0.join))
    }

    /// Gathers what belongs to an input. What is wrong counts as absent, so that the rest is still looked at.
    pub(super) fn open(input: &Input, request: &Request, sources: &mut Sources) -> (Self, Diagnostics) {
        let mut own = Document::open(input.clone(), sources);
        let mut desk =
            Desk { sources, folders: Vec::new(), files: Vec::new(), diagnostics: Diagnostics::new(), broken: false };
        let is_application = own.is_application();
        let mut layers = Layers::default();
        if let Some(workspace) = &request.workspace {
            let document = Document::read(workspace.clone(), desk.sources);
            desk.diagnostics.extend(document.found);
            match document.parsed {
                Ok(Parsed::Whole(node)) => {
                    desk.folders.push((node.span.source, workspace.folder.clone()));
                    let defaults = node.get("defaults").filter(|node| !node.is_absent()).cloned();
                    layers.0.extend(defaults.map(|mut defaults| {
                        canonicalize_parts(&mut defaults, desk.sources, &mut desk.diagnostics);
                        defaults
                    }));
                }
                Ok(Parsed::Partial(_) | Parsed::Nothing) => {}
                Err(errors) => desk.diagnostics.extend(errors),
            }
        }
        let mut profile = None;
        if is_application {
            layers.add(own, &mut desk, &mut Vec::new());
        } else {
            if let Some(imported) = own.imported.as_mut() {
                own.found.extend(std::mem::take(&mut imported.notes));
                layers.0.extend(imported.application.take());
            }
            profile = Some(own);
        }
        if let Some(base) = &request.application {
            let base = Document::read(base.clone(), desk.sources);
            if base.is_application() || base.parsed.is_err() || !base.found.is_empty() {
                layers.add(base, &mut desk, &mut Vec::new());
            } else {
                let problem = Problem::WrongType { expected: "an application".into(), found: "a profile".into() };
                desk.diagnostics.push(Diagnostic::in_file(&base.input.name, problem));
            }
        }
        let fields = Field::document(&request.fields, desk.sources);
        let application = layers.application(fields.as_ref(), &mut desk.diagnostics);
        // What a broken layer changes or hides is unknown, so that nothing can be said of the profile.
        if is_application && !desk.broken {
            profile = desk.profile(input, &application);
        }
        let dossier = desk.dossier(application, profile, input, request);
        in_order(&mut desk.diagnostics);
        (dossier, desk.diagnostics)
    }
}

/// What gathering needs at hand.
struct Desk<'a> {
    sources: &'a mut Sources,
    /// The folders of the files that were read, by their sources.
    folders: Vec<(SourceId, PathBuf)>,
    files: Vec<PathBuf>,
    diagnostics: Diagnostics,
    /// Whether a layer could not be read as a whole.
    broken: bool,
}

/// Applications, each laid over the one before.
#[derive(Default)]
struct Layers(Vec<Node>);

impl Layers {
    /// Adds an application, behind those that it extends.
    fn add(&mut self, document: Document, desk: &mut Desk<'_>, chain: &mut Vec<(PathBuf, String)>) {
        let Document { input, parsed, found, .. } = document;
        desk.diagnostics.extend(found);
        let mut node = match parsed {
            Ok(Parsed::Whole(node)) => node,
            other => {
                desk.broken = true;
                desk.diagnostics.extend(match other {
                    Ok(Parsed::Partial(partial)) => partial.findings(|node| look_at(node, desk.sources)),
                    other => other.err().unwrap_or_default(),
                });
                return;
            }
        };
        lint(desk.sources, &node, &mut desk.diagnostics);
        canonicalize_parts(&mut node, desk.sources, &mut desk.diagnostics);
        desk.folders.push((node.span.source, input.folder.clone()));
        let extends = node.get("extends").filter(|path| !path.is_absent());
        if let Some((path, span)) = extends.and_then(|path| Some((path.as_text()?.trim().to_owned(), path.span))) {
            let place = Path::new(&input.name);
            chain.push((place.canonicalize().unwrap_or_else(|_| place.to_path_buf()), input.name.clone()));
            if let Some(base) = desk.input(&path, span, "application to extend") {
                let same = Path::new(&base.name).canonicalize().ok();
                if chain.len() >= DEPTH || chain.iter().any(|(known, _)| Some(known) == same.as_ref()) {
                    let names = chain.iter().map(|(_, name)| name.as_str()).chain([base.name.as_str()]);
                    let problem = Problem::ExtendsCycle { chain: names.collect::<Vec<_>>().join(" → ") };
                    desk.diagnostics.push(Diagnostic::at(span, problem).with_path("extends"));
                } else {
                    self.add(Document::read(base, desk.sources), desk, chain);
                }
            }
            chain.pop();
        }
        self.0.push(node);
    }

    fn application(self, fields: Option<&Node>, diagnostics: &mut Diagnostics) -> Application {
        let mut merged: Option<Node> = None;
        for layer in self.0.iter().chain(fields) {
            match &mut merged {
                None => merged = Some(layer.clone()),
                Some(merged) => {
                    name_theme(merged, layer);
                    lay_over(merged, layer);
                }
            }
        }
        merged.and_then(|node| Application::from_node(&node, diagnostics)).unwrap_or_default()
    }
}

/// Looks at an application by itself.
fn look_at(mut node: Node, sources: &Sources) -> Outcome<()> {
    let mut found = Diagnostics::new();
    lint(sources, &node, &mut found);
    canonicalize_parts(&mut node, sources, &mut found);
    Application::from_node(&node, &mut found);
    found.or_value(())
}

/// Rewrites the parts of an application that are a profile's or a letter's to their canonical form.
fn canonicalize_parts(node: &mut Node, sources: &Sources, diagnostics: &mut Diagnostics) {
    let Data::Mapping(pairs) = &mut node.data else { return };
    for (key, value) in pairs {
        let record = match key.name.as_str() {
            "change" => Profile::RECORD,
            "letter" if matches!(value.data, Data::Mapping(_)) => Letter::RECORD,
            _ => continue,
        };
        canonicalize(value, record, Layer::CHANGES, sources, diagnostics);
    }
}

/// Makes `theme: x` the mapping that it stands for, where options are laid over it.
fn name_theme(node: &mut Node, over: &Node) {
    let adds_options = over.get("theme").is_some_and(|theme| matches!(theme.data, Data::Mapping(_)));
    let Data::Mapping(pairs) = &mut node.data else { return };
    let theme = pairs.iter_mut().find(|(key, _)| key.name == "theme").map(|(_, theme)| theme);
    if let Some(theme) = theme.filter(|theme| adds_options && matches!(theme.data, Data::Scalar { .. })) {
        let name = Key { name: "name".into(), span: theme.span };
        *theme = Node { span: theme.span, data: Data::Mapping(vec![(name, theme.clone())]) };
    }
}

impl Desk<'_> {
    /// The folder that a path at this place is relative to.
    fn folder(&self, span: Span) -> &Path {
        let folder = self.folders.iter().find(|(source, _)| *source == span.source);
        folder.map_or(Path::new(""), |(_, folder)| folder)
    }

    /// Reads a file that is named at a place; reports what keeps it from being read.
    fn input(&mut self, path: &str, span: Span, what: &'static str) -> Option<Input> {
        let place = lexical(&self.folder(span).join(path));
        match read_file(&place, what, INPUT_LIMIT) {
            Ok(bytes) => {
                let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
                let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
                self.files.push(place.clone());
                Some(Input { name: place.display().to_string(), bytes, folder })
            }
            Err(problem) => {
                self.diagnostics.push(Diagnostic::at(span, problem));
                None
            }
        }
    }

    fn named(&mut self, path: Option<&Text>, what: &'static str) -> Option<Input> {
        let path = path?;
        self.input(&path.value, path.span, what)
    }

    /// The tables of synonyms that stand in folders, the farthest first, so that a nearer one counts more.
    fn tables(&mut self, folders: &[PathBuf]) -> Vec<Input> {
        let mut tables = Vec::new();
        for place in folders.iter().rev().map(|folder| lexical(&folder.join(SYNONYMS))) {
            if !place.is_file() {
                self.sources.reads().note(Kind::File, &place, Some(State::Absent));
                continue;
            }
            let name = place.display().to_string();
            match read_file(&place, "table of synonyms", FILE_LIMIT) {
                Ok(bytes) => tables.push(Input { name, bytes, folder: PathBuf::new() }),
                Err(problem) => self.diagnostics.push(Diagnostic::in_file(name, problem)),
            }
            self.files.push(place);
        }
        tables
    }

    /// The profile that an application names.
    fn profile(&mut self, input: &Input, application: &Application) -> Option<Document> {
        let Some(path) = application.profile.as_ref().map(|path| &path.0) else {
            let problem = Problem::MissingKey { key: "profile", of: "an application" };
            let start = application.span.map(Span::to_start);
            // A layer that is broken may have named it.
            if !self.diagnostics.has_errors() {
                let missing = start.map_or_else(
                    || Diagnostic::in_file(&input.name, problem.clone()),
                    |start| Diagnostic::at(start, problem.clone()),
                );
                self.diagnostics.push(missing);
            }
            return None;
        };
        let (path, span) = (path.value.clone(), path.span);
        // The look of another tool's file gives way to the application that names it.
        let document = Document::open(self.input(&path, span, "profile")?, self.sources);
        if document.is_application() {
            let problem = Problem::WrongType { expected: "a profile".into(), found: "an application".into() };
            self.diagnostics.push(Diagnostic::at(span, problem).with_path("profile"));
            return None;
        }
        Some(document)
    }

    fn dossier(
        &mut self,
        application: Application,
        profile: Option<Document>,
        input: &Input,
        request: &Request,
    ) -> Dossier {
        let letter = match &request.letter {
            Some(letter) => Some(with_folder(letter, self.sources)),
            None => self.letter(&application, input),
        };
        let letter = letter.map(|letter| {
            letter.map(|mut letter| {
                letter.value.0.join |= request.join;
                letter
            })
        });
        if request.join && letter.is_none() && !self.diagnostics.has_errors() {
            let (message, hint) = ("there is no letter to join", "name one with `--letter`, or in the application");
            let problem = Problem::Usage { message: message.into(), hint: hint.into() };
            self.diagnostics.push(Diagnostic::nowhere(problem));
        }
        let posting = self.named(application.posting.as_ref().map(|path| &path.0), "posting");
        let name = application.theme.as_ref().and_then(|theme| theme.name.as_ref());
        let theme = match (&request.theme, name) {
            (Some(theme), _) => theme.clone(),
            (None, Some(name)) if name.value.contains(['/', std::path::MAIN_SEPARATOR]) => {
                let path = lexical(&self.folder(name.span).join(&name.value));
                // A path has a separator; one that lost its `./` would be a name.
                Path::new(".").join(path).display().to_string()
            }
            (None, Some(name)) => name.value.clone(),
            (None, None) => "plain".into(),
        };
        let output = application.output.as_ref().and_then(|name| {
            let parsed = OutputName::parse(&name.0);
            let report = |problem| self.diagnostics.push(Diagnostic::at(name.0.span, problem).with_path("output"));
            parsed.map_err(report).ok()
        });
        let formats = formats(&application, &mut self.diagnostics);
        let redaction = redaction(&application, &mut self.diagnostics);
        let mut folders = vec![input.folder.clone()];
        folders.extend(profile.as_ref().map(|profile| profile.input.folder.clone()));
        folders.extend(request.workspace.as_ref().map(|workspace| workspace.folder.clone()));
        let folders = folders.iter().enumerate().filter(|(index, folder)| !folders[..*index].contains(folder));
        let folders: Vec<PathBuf> = folders.map(|(_, folder)| folder.clone()).collect();
        let mut synonyms = if posting.is_some() || request.answers { self.tables(&folders) } else { Vec::new() };
        let own = self.named(application.synonyms.as_ref().map(|path| &path.0), "table of synonyms");
        synonyms.retain(|table| own.as_ref().is_none_or(|own| own.name != table.name));
        synonyms.extend(own);
        Dossier {
            application,
            profile,
            letter,
            posting,
            synonyms,
            theme,
            folders,
            redaction,
            output,
            formats,
            files: std::mem::take(&mut self.files),
        }
    }

    /// The letter of an application: its own, or that of a file.
    fn letter(&mut self, application: &Application, input: &Input) -> Option<Outcome<(Letter, PathBuf)>> {
        match application.letter.as_ref()? {
            LetterChoice::Here(letter) => {
                let signature = letter.signature.as_ref();
                let folder = signature.map(|path| self.folder(path.0.span).to_path_buf());
                let folder = folder.unwrap_or_else(|| input.folder.clone());
                let path: Option<(String, &ImagePath)> = signature.map(|path| ("letter.signature".to_owned(), path));
                let mut found = Diagnostics::new();
                images::check(&path.into_iter(), &folder, self.sources.reads(), &mut found);
                Some(found.or_value(((**letter).clone(), folder)))
            }
            LetterChoice::File(path) => {
                let (path, span) = (path.value.clone(), path.span);
                // Why it cannot be read has been said.
                let letter = self.input(&path, span, "letter")?;
                Some(with_folder(&letter, self.sources))
            }
        }
    }
}

fn with_folder(input: &Input, sources: &mut Sources) -> Outcome<(Letter, PathBuf)> {
    let Warned { value, warnings } = load_letter(input, sources)?;
    warnings.or_value((value, input.folder.clone()))
}

/// What an application redacts. What is wrong with it is an error, so that nothing is shown that should not be.
fn redaction(application: &Application, diagnostics: &mut Diagnostics) -> Redaction {
    let allow = application.allow.0.iter().map(|word| word.value.clone()).collect();
    let mut redaction = Redaction { what: Vec::new(), allow };
    for word in &application.redact.0 {
        match word.value.parse() {
            Ok(redact) => redaction.what.push((redact, Some(word.span))),
            Err(problem) => diagnostics.push(Diagnostic::at(word.span, problem).with_path("redact")),
        }
    }
    redaction
}

/// The formats that an application asks for, each once.
fn formats(application: &Application, diagnostics: &mut Diagnostics) -> Vec<Format> {
    let mut formats = Vec::new();
    for word in &application.formats.0 {
        match Format::named(&word.value) {
            Ok(format) if formats.contains(&format) => {}
            Ok(format) => formats.push(format),
            Err(problem) => diagnostics.push(Diagnostic::at(word.span, problem).with_path("formats")),
        }
    }
    formats
}
