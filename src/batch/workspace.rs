//! A workspace: a folder with `curricle.yaml`, which names what is made of its profiles and applications.

mod layout;

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use glob::{MatchOptions, Pattern};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use super::format::Format;
use super::load::{Input, in_order, parsed};
use super::search::search;
use crate::application::schema::{offer_formats, offer_words};
use crate::application::{Application, Words};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Span};
use crate::locale::Locale;
use crate::profile::decode::{Decode, Decoder, Field, record};
use crate::profile::schema::{FieldSchema, offer_in_list, one_line, only, titled};
use crate::profile::{LanguageTag, Plain, Text};
use crate::source::lint::lint;
use crate::source::read::lexical;
use crate::source::{Data, Node, Parsed, Sources};
use crate::theme::schema::{built_in, complete, names};

pub use layout::{Layout, layout};

/// The name of the file that makes a folder a workspace.
pub const FILE: &str = "curricle.yaml";

/// The folder of outputs where none is named.
const OUTPUT: &str = "dist";

record! {
    /// A workspace: what is made of the profiles and applications in a folder.
    Workspace is "a workspace" {
        /// Keys of an application, for all applications that do not have them.
        defaults: Option<Defaults> = "defaults";
        /// The folder of outputs. Without one, it is `dist`.
        output: Option<Plain> = "output";
        /// What is made, in groups.
        targets: Vec<Group> = "targets", required;
    }
}

record! {
    /// Files, and what is made of each.
    Group is "a group of targets" {
        /// Applications, by their paths or patterns such as `applications/*.yaml`.
        applications: Patterns = "applications";
        /// Profiles, by their paths or patterns.
        profiles: Patterns = "profiles";
        /// An application that is laid over each of them, by its path.
        application: Option<Plain> = "application";
        /// The themes, by name or by a path with a slash. Without any, each application's own.
        themes: Words = "themes";
        /// The languages. Without any, each application's own.
        languages: Words = "languages";
        /// The formats. Without any, each application's own.
        formats: Words = "formats";
    }
}

/// The keys of an application, as they stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Defaults(pub Node);

impl Decode for Defaults {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        Application::decode(node, decoder).map(|_| Self(node.clone()))
    }
}

impl JsonSchema for Defaults {
    fn schema_name() -> Cow<'static, str> {
        "Defaults".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Application>()
    }
}

/// One path or pattern, or a list of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Patterns(pub Vec<Text>);

impl Field for Patterns {
    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Self {
        match &node.data {
            Data::Scalar { .. } => Self(Option::<Plain>::read(node, decoder).into_iter().map(|path| path.0).collect()),
            _ => Self(Vec::<Plain>::read(node, decoder).into_iter().map(|path| path.0).collect()),
        }
    }
}

impl FieldSchema for Patterns {
    fn field(_: &mut SchemaGenerator) -> Schema {
        only(
            &["array", "string", "number"],
            "Write a path or a pattern here, or a list of them.",
            json!({ "items": one_line(json!({})) }),
        )
    }
}

/// What is asked of one file of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The file: an application or a profile.
    pub input: PathBuf,
    /// The application that is laid over it.
    pub application: Option<PathBuf>,
    /// The themes; none for that of the application.
    pub themes: Vec<String>,
    /// The languages; none for that of the application.
    pub languages: Vec<LanguageTag>,
    /// The formats; none for those of the application.
    pub formats: Vec<Format>,
    /// What its artifacts are named after, as a path below the folder of outputs and without an ending.
    pub stem: PathBuf,
    /// Where its group begins.
    pub span: Option<Span>,
}

/// What a workspace asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wishes {
    /// The folder of outputs.
    pub output: PathBuf,
    /// What is asked of each file, in the order of the groups, files by their names.
    pub wishes: Vec<Wish>,
}

/// Reads the file of a workspace, and finds the files that it means.
///
/// # Errors
/// Everything that is wrong with the file, patterns that match nothing and paths that lead to nothing among it.
pub fn open(file: &Input, sources: &mut Sources) -> Outcome<Wishes> {
    let mut diagnostics = Diagnostics::new();
    match parsed(file, sources, &mut diagnostics)? {
        Parsed::Whole(node) => wishes(&node, file, diagnostics, sources),
        Parsed::Partial(partial) => {
            diagnostics.extend(partial.findings(|node| wishes(&node, file, Diagnostics::new(), sources)));
            in_order(&mut diagnostics);
            Err(diagnostics)
        }
        Parsed::Nothing => Err(diagnostics),
    }
}

fn wishes(node: &Node, file: &Input, mut diagnostics: Diagnostics, sources: &Sources) -> Outcome<Wishes> {
    lint(sources, node, &mut diagnostics);
    let Some(workspace) = Workspace::decode(node, &mut Decoder::new(&mut diagnostics)) else {
        return Err(diagnostics);
    };
    let output = workspace.output.as_ref().map_or(OUTPUT, |output| output.0.value.as_str());
    let output = lexical(&file.folder.join(output));
    let mut finder = Finder { root: &file.folder, output: &output, files: None, diagnostics: &mut diagnostics };
    let mut wishes = Vec::new();
    for (index, group) in workspace.targets.iter().enumerate() {
        finder.group(index, group, &mut wishes);
    }
    in_order(&mut diagnostics);
    diagnostics.or_value(Wishes { output, wishes })
}

/// The folder of outputs that the file of a workspace names, without looking at the rest of it.
#[must_use]
pub fn output_folder(file: &Input) -> PathBuf {
    let node = parsed(file, &mut Sources::new(), &mut Diagnostics::new()).ok().and_then(Parsed::whole);
    let named = node.as_ref().and_then(|node| node.get("output")?.as_text()).map(str::trim).filter(|it| !it.is_empty());
    lexical(&file.folder.join(named.unwrap_or(OUTPUT)))
}

struct Finder<'a> {
    root: &'a Path,
    output: &'a Path,
    files: Option<Vec<String>>,
    diagnostics: &'a mut Diagnostics,
}

impl Finder<'_> {
    fn group(&mut self, index: usize, group: &Group, wishes: &mut Vec<Wish>) {
        let path = format!("targets[{index}]");
        let themes = group.themes.0.iter().map(|theme| self.theme(&theme.value)).collect();
        let languages = self.words(&group.languages, &path, "languages", |word| {
            LanguageTag::parse(word).ok_or_else(|| Problem::BadLanguage { found: word.to_owned() })
        });
        let formats = self.words(&group.formats, &path, "formats", Format::named);
        let application = group.application.as_ref().and_then(|path| self.one(&path.0, "application"));
        let mut inputs = self.all(&group.applications);
        inputs.extend(self.all(&group.profiles));
        let start = group.span.map(Span::to_start);
        if group.applications.0.is_empty() && group.profiles.0.is_empty() {
            let problem = Problem::MissingKey { key: "applications", of: "a group of targets" };
            self.diagnostics.push(Diagnostic::maybe_at(start, problem).with_path(path));
        }
        for (input, below) in inputs {
            let mut stem = below.with_extension("");
            if let Some(name) = application.as_ref().and_then(|application| application.file_stem()) {
                let suffix = stem.as_mut_os_string();
                suffix.push("-");
                suffix.push(name);
            }
            wishes.push(Wish {
                input,
                application: application.clone(),
                themes: Vec::clone(&themes),
                languages: languages.clone(),
                formats: formats.clone(),
                stem,
                span: start,
            });
        }
    }

    fn words<T>(&mut self, words: &Words, path: &str, key: &str, read: impl Fn(&str) -> Result<T, Problem>) -> Vec<T> {
        let mut values = Vec::new();
        for word in &words.0 {
            match read(&word.value) {
                Ok(value) => values.push(value),
                Err(problem) => {
                    self.diagnostics.push(Diagnostic::at(word.span, problem).with_path(format!("{path}.{key}")));
                }
            }
        }
        values
    }

    /// A theme by its path is relative to the workspace.
    fn theme(&self, name: &str) -> String {
        if name.contains(['/', std::path::MAIN_SEPARATOR]) {
            Path::new(".").join(lexical(&self.root.join(name))).display().to_string()
        } else {
            name.to_owned()
        }
    }

    /// A file by its path.
    fn one(&mut self, path: &Text, what: &'static str) -> Option<PathBuf> {
        let place = lexical(&self.root.join(&path.value));
        if place.is_file() {
            return Some(place);
        }
        let problem = Problem::NotFound { what, path: place.display().to_string() };
        self.diagnostics.push(Diagnostic::at(path.span, problem));
        None
    }

    /// The files of paths and patterns, each with its path below the part of the pattern that is fixed.
    fn all(&mut self, patterns: &Patterns) -> Vec<(PathBuf, PathBuf)> {
        let mut found = Vec::new();
        for pattern in &patterns.0 {
            if pattern.value.contains(['*', '?', '[']) {
                found.extend(self.matches(pattern));
            } else if let Some(place) = self.one(pattern, "file") {
                let name = place.file_name().map(PathBuf::from).unwrap_or_default();
                found.push((place, name));
            }
        }
        found
    }

    fn matches(&mut self, pattern: &Text) -> Vec<(PathBuf, PathBuf)> {
        let glob = pattern.value.trim_start_matches("./");
        let matcher = match Pattern::new(glob) {
            Ok(matcher) => matcher,
            Err(error) => {
                let problem = Problem::BadPattern { found: pattern.value.clone(), reason: error.msg.to_owned() };
                self.diagnostics.push(Diagnostic::at(pattern.span, problem));
                return Vec::new();
            }
        };
        let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
        let first = glob.find(['*', '?', '[']).unwrap_or(glob.len());
        let fixed = glob[..first].rfind('/').map_or(0, |slash| slash + 1);
        let root = self.root;
        let found: Vec<(PathBuf, PathBuf)> = self
            .files()
            .iter()
            .filter(|file| matcher.matches_with(file, options))
            .map(|file| (lexical(&root.join(file)), PathBuf::from(&file[fixed.min(file.len())..])))
            .collect();
        if found.is_empty() {
            let problem = Problem::NoMatch { pattern: pattern.value.clone() };
            self.diagnostics.push(Diagnostic::at(pattern.span, problem));
        }
        found
    }

    /// All files below the root that patterns can match, with forward slashes, sorted; looked for when first needed.
    fn files(&mut self) -> &[String] {
        let (root, output, diagnostics) = (self.root, self.output, &mut *self.diagnostics);
        self.files.get_or_insert_with(|| {
            let found = search(root, None, std::slice::from_ref(&output.to_path_buf()));
            let found = found.map_err(|errors| diagnostics.extend(errors)).unwrap_or_default();
            let slashed = |path: &Arc<Path>| {
                let names: Option<Vec<&str>> = found.within(path).iter().map(OsStr::to_str).collect();
                Some(names?.join("/"))
            };
            found.files.iter().filter_map(slashed).collect()
        })
    }
}

/// The JSON Schema (draft 2020-12) that `curricle.yaml` meets, generated from the model.
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = titled::<Workspace>("curricle workspace");
    offer_words("/$defs/Application", &mut schema);
    complete(&mut schema);
    let themes = built_in();
    let themes: Vec<_> = names(&themes).collect();
    let languages: Vec<_> =
        Locale::known().filter_map(|tag| Some((tag, Locale::built_in(tag)?.name.as_str()))).collect();
    let group = &mut schema["$defs"]["Group"]["properties"];
    offer_in_list(&themes, &mut group["themes"]);
    offer_in_list(&languages, &mut group["languages"]);
    offer_formats(&mut group["formats"]);
    schema
}

/// The schema as the file in `data/schema/` and `curricle schema workspace` have it: indented, with a line break at its end.
#[must_use]
pub fn json_schema_text() -> String {
    format!("{:#}\n", json_schema())
}

#[cfg(test)]
mod tests;
