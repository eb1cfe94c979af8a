//! From another tool's résumé to a profile and an application.
//!
//! [`import`] takes a RenderCV or a YAMLResume file apart and writes two texts: a profile with what the file says of the
//! person, and an application with how it is to look. It works on nodes, so that everything it has to say has a place in
//! the input. What a profile has no room for is kept under `x-imported`, in the record nearest to where it stood, and
//! reported; so nothing is lost in silence. It ends before the disk: files are read and written by the caller, who also
//! knows whether an image is there.
//!
//! Each tool is a module; `entry` is what they share, a mapping that is emptied key by key.

mod application;
mod entry;
mod networks;
mod rendercv;
mod report;
mod text;
mod titles;
mod value;
mod yaml;
mod yamlresume;

use crate::application::Application;
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Span};
use crate::profile::Profile;
use crate::source::lint::lint;
use crate::source::read::add_file;
use crate::source::{Data, Format, Node, Sources, parse};

use entry::Mapping;
use report::Report;
pub use report::{Kept, NotCarried};

/// What an input has to be.
const EXPECTED: &str = "a RenderCV or YAMLResume file";

/// What is to be imported.
pub struct Request<'a> {
    /// The name of the input shown to people: the path as the user gave it, or `<stdin>`.
    pub name: &'a str,
    /// Its contents.
    pub bytes: &'a [u8],
    /// The file name that the profile is going to have, such as `me.yaml`: the application refers to it.
    pub profile_name: &'a str,
    /// Gives the path by which the profile names an image that the input names, or nothing if it cannot be shown: an image
    /// has to lie in the folder of the profile or below.
    pub image: &'a dyn Fn(&str) -> Option<String>,
}

/// What was made of an input.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The tool that the input was for.
    pub tool: &'static str,
    /// The profile, as YAML.
    pub profile: String,
    /// The application, as YAML; none where the input says nothing of the look, the language or the order.
    pub application: Option<String>,
    /// How many values the input has.
    pub values: usize,
    /// What did not come over as it was, in the order in which it was met.
    pub left: Vec<NotCarried>,
}

impl Imported {
    /// How many values are not shown now, and kept.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.left.iter().map(|left| left.values).sum()
    }

    /// What came over and what did not, in a few words.
    #[must_use]
    pub fn summary(&self) -> String {
        let (kept, all) = (self.kept(), self.values);
        let partly = self.left.iter().filter(|left| left.values == 0).count();
        let mut words = format!("carried {} of {all} values", all - kept.min(all));
        if kept > 0 {
            words.push_str(&format!("; {kept} kept under `{}`", entry::KEPT));
        }
        if partly > 0 {
            words.push_str(&format!("; {partly} in part"));
        }
        words
    }
}

/// The two texts that a tool's module makes.
struct Made {
    profile: Vec<(String, value::Value)>,
    application: Option<String>,
}

/// Turns another tool's résumé into a profile and an application.
///
/// The diagnostics are a note for each key that did not come over, and what is worth saying of the profile that was written.
/// Sources that they point into are added to `sources`.
///
/// # Errors
/// Everything that keeps the input from being read, or `unknown-import` where it is for no tool that is known.
pub fn import(request: &Request<'_>, sources: &mut Sources) -> Outcome<Imported> {
    let mut diagnostics = Diagnostics::new();
    let id = add_file(sources, request.name, request.bytes).map_err(|mut errors| {
        for error in &mut errors.0 {
            if let Problem::EmptyFile { expected } = &mut error.problem {
                *expected = EXPECTED;
            }
        }
        errors
    })?;
    let format = Format::detect(request.name, &sources.get(id).text);
    let Some(node) = parse(sources, id, format, &mut diagnostics) else { return Err(diagnostics) };
    lint(sources, &node, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let tool = match tool(&node) {
        Ok(tool) => tool,
        Err(problem) => {
            diagnostics.push(Diagnostic::at(Span { end: node.span.start, ..node.span }, problem));
            return Err(diagnostics);
        }
    };
    let mut report = Report { tool: tool.name, image: request.image, left: Vec::new() };
    let made = (tool.import)(Mapping::new(&node, ""), request.profile_name, &mut report);
    let profile = yaml::write(&made.profile);
    diagnostics.extend(report.diagnostics());
    check(&profile, request.profile_name, Profile::from_node, sources, &mut diagnostics);
    if let Some(application) = &made.application {
        check(application, "the application", Application::from_node, sources, &mut diagnostics);
    }
    let imported = Imported {
        tool: tool.name,
        profile,
        application: made.application,
        values: report::values(&node),
        left: report.left,
    };
    diagnostics.or_value(imported)
}

/// A tool whose files are known.
struct Tool {
    name: &'static str,
    import: fn(Mapping<'_>, &str, &mut Report<'_>) -> Made,
}

/// The tool that a file is for, by the keys at its root.
fn tool(node: &Node) -> Result<Tool, Problem> {
    let has = |key: &str| node.get(key).is_some_and(|value| matches!(value.data, Data::Mapping(_)));
    if has("cv") {
        return Ok(Tool { name: "RenderCV", import: rendercv::import });
    }
    if has("content") {
        return Ok(Tool { name: "YAMLResume", import: yamlresume::import });
    }
    let keys: Vec<&str> = match &node.data {
        Data::Mapping(pairs) => pairs.iter().map(|(key, _)| key.name.as_str()).collect(),
        _ => Vec::new(),
    };
    let profile = has("basics") || keys.iter().filter(|key| Profile::KEYS.contains(key)).count() >= 2;
    let found = if keys.is_empty() {
        node.kind().to_owned()
    } else {
        let more = if keys.len() > 5 { ", …" } else { "" };
        let keys: Vec<String> = keys.iter().take(5).map(|key| crate::diagnostic::quoted(key)).collect();
        format!("{}{more}", keys.join(", "))
    };
    Err(Problem::UnknownImport { found, profile })
}

/// Reads a written text as a render would, and reports what is wrong with it. Every value was looked at before it was put, so
/// that only bounds can be hit.
fn check<T>(
    text: &str,
    name: &str,
    read: fn(&Node, &mut Diagnostics) -> Option<T>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let id = sources.add(name, text);
    let mut found = Diagnostics::new();
    if let Some(node) = parse(sources, id, Format::Yaml, &mut found) {
        read(&node, &mut found);
    }
    diagnostics.extend(found.into_iter().filter(|found| found.code() != "nameless"));
}
