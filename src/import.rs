//! From another tool's résumé to a profile and an application.
//!
//! [`import`] takes a RenderCV or a YAMLResume file apart and writes two texts: a profile with what the file says of the
//! person, and an application with how it is to look. It works on nodes, so that everything it has to say has a place in
//! the input. What a profile has no room for is kept under `x-imported`, in the record nearest to where it stood, and
//! reported; so nothing is lost in silence. `read` makes the same as nodes, for a render that writes neither. It ends before
//! the disk: files are read and written by the caller, who also knows whether an image is there.
//!
//! `origin` tells which tool a file is for. Each tool is a module; `entry` is what they share, a mapping that is emptied key by key.

mod application;
mod entry;
mod networks;
mod origin;
mod rendercv;
mod report;
mod text;
mod titles;
mod value;
mod yaml;
mod yamlresume;

use crate::application::Application;
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem};
use crate::profile::Profile;
use crate::source::lint::lint;
use crate::source::read::add_file;
use crate::source::{Data, Format, Node, Sources, parse};

use entry::Mapping;
use origin::Tool;
pub(crate) use origin::{foreign, may_be_of_tool, tool, unread};
use report::Report;
pub use report::{Kept, NotCarried};
use value::Value;

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

/// What a tool's module makes.
struct Made {
    profile: Vec<(String, Value)>,
    application: application::Application,
}

impl Tool {
    /// Takes a file apart.
    fn take_apart(self, node: &Node, report: &mut Report<'_>) -> Made {
        let from = Mapping::new(node, "");
        match self {
            Self::RenderCv => rendercv::import(from, report),
            Self::YamlResume => yamlresume::import(from, report),
        }
    }
}

/// A file of another tool as nodes, whose places are those of the file.
#[derive(Debug)]
pub(crate) struct Read {
    /// The profile.
    pub(crate) profile: Node,
    /// Notes about what did not come over to it.
    pub(crate) notes: Diagnostics,
    /// The application; none where the file says nothing of the look, the language or the order.
    pub(crate) application: Option<Node>,
    /// Notes about what did not come over to that.
    pub(crate) application_notes: Diagnostics,
}

/// The end of the name, before `.yaml`, of the profile that is made of a file.
pub const PROFILE: &str = ".profile";

/// The end of the name, before `.yaml`, of the application that lies beside its profile.
pub const APPLICATION: &str = ".application";

/// Reads a file of another tool as a profile and an application, without writing either.
pub(crate) fn read(tool: Tool, node: &Node) -> Read {
    // Whether an image is there is looked at where the profile is loaded.
    let image = |path: &str| Some(path.to_owned());
    let mut report = Report { image: &image, left: Vec::new() };
    let made = tool.take_apart(node, &mut report);
    // Nothing is written, so that nothing is kept.
    let is_of_application = |left: &NotCarried| matches!(left.kept, Some(Kept::Application(_)));
    let (of_application, of_profile): (Vec<_>, Vec<_>) = report.left.into_iter().partition(is_of_application);
    let notes = |left: Vec<NotCarried>, of_profile: bool| {
        let told = |left: NotCarried| {
            // Words that are nowhere are missed; how they look is not.
            let missed = left.missed || (of_profile && left.values > 0);
            NotCarried { kept: None, missed, ..left }
        };
        report::diagnostics(&left.into_iter().map(told).collect::<Vec<_>>())
    };
    let of_application = report::joined(of_application);
    Read {
        profile: Value::Map(made.profile).node(node.span),
        notes: notes(of_profile, true),
        application: made.application.finish().map(|application| application.node(node.span)),
        application_notes: notes(of_application, false),
    }
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
    if let Some(problem) = foreign(request.name, request.bytes) {
        return Err(Diagnostic::in_file(request.name, problem).into());
    }
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
    let Some((tool, _)) = tool(&node) else {
        diagnostics.push(unread(&node).unwrap_or_else(|| unknown(&node)));
        return Err(diagnostics);
    };
    let mut report = Report { image: request.image, left: Vec::new() };
    let made = tool.take_apart(&node, &mut report);
    let profile = yaml::write(&made.profile);
    let application = made.application.write(request.profile_name, tool.name());
    diagnostics.extend(report::diagnostics(&report.left));
    check(&profile, request.profile_name, Profile::from_node, sources, &mut diagnostics);
    if let Some(application) = &application {
        check(application, "the application", Application::from_node, sources, &mut diagnostics);
    }
    let values = report::values(&node);
    diagnostics.or_value(Imported { tool: tool.name(), profile, application, values, left: report.left })
}

/// Says that a file is for no tool that is known.
fn unknown(node: &Node) -> Diagnostic {
    let keys: Vec<&str> = match &node.data {
        Data::Mapping(pairs) => pairs.iter().map(|(key, _)| key.name.as_str()).collect(),
        _ => Vec::new(),
    };
    let has_basics = node.get("basics").is_some_and(|basics| matches!(basics.data, Data::Mapping(_)));
    let profile = has_basics || keys.iter().filter(|key| Profile::KEYS.contains(key)).count() >= 2;
    let found = if keys.is_empty() {
        node.kind().to_owned()
    } else {
        let more = if keys.len() > 5 { ", …" } else { "" };
        let keys: Vec<String> = keys.iter().take(5).map(|key| crate::diagnostic::quoted(key)).collect();
        format!("{}{more}", keys.join(", "))
    };
    Diagnostic::at(node.span.to_start(), Problem::UnknownImport { found, profile })
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
