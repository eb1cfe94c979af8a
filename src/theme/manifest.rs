//! A theme's `theme.yaml`: what it is called, what it extends, the fonts it needs and the options it takes.
//!
//! Options are joined along the chain of themes: the first to name an option gives its `type`; a theme that extends it
//! may change its default (`accent: "#0f4c3a"`, for short) or any other of its keys.

use indexmap::IndexMap;

use super::drawn::Part;
use super::options::{OptionKind, OptionSpec, OptionValue, misfit};
use crate::application::resume::Line;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span, nearest};
use crate::source::{Data, Key, Node};

/// A decoded manifest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Manifest {
    /// What the theme is, in a few words.
    pub description: String,
    /// The theme that it extends, with the place that says so.
    pub extends: Option<(String, Span)>,
    /// The font families that it needs.
    pub fonts: Vec<Line>,
    /// The parts that not every theme draws and this one does; none where that is for the theme that it extends to say.
    pub draws: Option<Vec<Part>>,
    /// Its options, still to be joined with those of the theme that it extends.
    pub options: Vec<(Key, Node)>,
    /// Values of its own for templates, such as bounds of the page.
    pub page: Vec<(String, String)>,
}

pub(super) const KEYS: [&str; 7] = ["name", "description", "extends", "fonts", "draws", "options", "page"];
pub(super) const OPTION_KEYS: [&str; 6] = ["type", "default", "description", "choices", "min", "max"];
pub(super) const TYPES: [&str; 9] = ["color", "number", "bool", "choice", "text", "font", "list", "sections", "map"];

/// Decodes a manifest; `name` is the theme's, which is that of its folder.
pub fn decode(node: &Node, name: &str, diagnostics: &mut Diagnostics) -> Manifest {
    let mut manifest = Manifest::default();
    let Data::Mapping(pairs) = &node.data else {
        if !node.is_absent() {
            wrong_type(node, "a mapping", diagnostics);
        }
        return manifest;
    };
    for (key, value) in pairs {
        match key.name.as_str() {
            "name" => {
                if let Some(found) = text(value, diagnostics).filter(|found| found != name) {
                    let problem = Problem::BadChoice {
                        found,
                        expected: format!("`{name}`, as the folder is called"),
                        near: None,
                    };
                    diagnostics
                        .push(Diagnostic::at(value.span, problem).with_severity(crate::diagnostic::Severity::Warning));
                }
            }
            "description" => manifest.description = text(value, diagnostics).unwrap_or_default(),
            "extends" => manifest.extends = text(value, diagnostics).map(|text| (text, value.span)),
            "fonts" => manifest.fonts = lines(value, diagnostics),
            "draws" => manifest.draws = Some(parts(value, diagnostics)),
            "options" => match &value.data {
                Data::Mapping(pairs) => manifest.options.clone_from(pairs),
                _ if value.is_absent() => {}
                _ => wrong_type(value, "a mapping", diagnostics),
            },
            "page" => match &value.data {
                Data::Mapping(pairs) => {
                    let pairs =
                        pairs.iter().filter_map(|(key, node)| Some((key.name.clone(), text(node, diagnostics)?)));
                    manifest.page = pairs.collect();
                }
                _ if value.is_absent() => {}
                _ => wrong_type(value, "a mapping", diagnostics),
            },
            _ => unknown(key, &KEYS, "a theme", diagnostics),
        }
    }
    manifest
}

/// Joins a theme's options with those of the theme that it extends.
pub(super) fn join_options(
    theme: &str,
    manifest: &Manifest,
    specs: &mut IndexMap<String, OptionSpec>,
    diagnostics: &mut Diagnostics,
) {
    for (key, node) in &manifest.options {
        join_option(theme, key, node, specs, diagnostics);
    }
}

fn join_option(
    theme: &str,
    key: &Key,
    node: &Node,
    specs: &mut IndexMap<String, OptionSpec>,
    diagnostics: &mut Diagnostics,
) {
    let id = &key.name;
    if let (Data::Mapping(pairs), Some(type_node)) = (&node.data, node.get("type")) {
        let Some(kind) = kind(type_node, node, diagnostics) else { return };
        let themes = vec![theme.to_owned()];
        let mut spec = OptionSpec { kind, default: OptionValue::Absent, description: String::new(), themes };
        read_spec(id, pairs, &mut spec, diagnostics);
        specs.insert(id.clone(), spec);
        return;
    }
    if let Some(spec) = specs.get_mut(id) {
        spec.themes.push(theme.to_owned());
        let is_spec = |pairs: &[(Key, Node)]| pairs.iter().all(|(key, _)| OPTION_KEYS.contains(&key.name.as_str()));
        match &node.data {
            Data::Mapping(pairs) if spec.kind != OptionKind::Map || (is_spec(pairs) && !pairs.is_empty()) => {
                if let Some(choices) = node.get("choices") {
                    set_choices(&mut spec.kind, texts(choices, diagnostics));
                }
                read_spec(id, pairs, spec, diagnostics);
            }
            _ => set_default(id, node, spec, diagnostics),
        }
        return;
    }
    let prefix = format!("{id}.");
    if let Data::Mapping(pairs) = &node.data
        && specs.keys().any(|id| id.starts_with(&prefix))
    {
        for (key, node) in pairs {
            let key = Key { name: format!("{prefix}{}", key.name), span: key.span };
            join_option(theme, &key, node, specs, diagnostics);
        }
        return;
    }
    diagnostics.push(match nearest(id, specs.keys().map(String::as_str)) {
        Some(near) => {
            let near = Some(near.to_owned());
            Diagnostic::at(key.span, Problem::UnknownKey { key: id.clone(), near, of: "the theme extended" })
        }
        None => Diagnostic::at(key.span, Problem::MissingKey { key: "type", of: "a new option" }),
    });
}

/// Reads the keys of an option beside its type.
fn read_spec(id: &str, pairs: &[(Key, Node)], spec: &mut OptionSpec, diagnostics: &mut Diagnostics) {
    for (key, node) in pairs {
        match key.name.as_str() {
            // The default is read last, for it has to keep within the bounds; the other two make the kind.
            "type" | "choices" | "default" => {}
            "description" => spec.description = text(node, diagnostics).unwrap_or_default(),
            "min" | "max" => {
                let bound = number(node, diagnostics);
                match &mut spec.kind {
                    OptionKind::Number { min, .. } if key.name == "min" => *min = bound,
                    OptionKind::Number { max, .. } => *max = bound,
                    _ => unknown(
                        key,
                        &["type", "default", "description", "choices"],
                        "an option of this type",
                        diagnostics,
                    ),
                }
            }
            _ => unknown(key, &OPTION_KEYS, "an option", diagnostics),
        }
    }
    if let Some((_, node)) = pairs.iter().find(|(key, _)| key.name == "default") {
        set_default(id, node, spec, diagnostics);
    }
}

fn set_default(id: &str, node: &Node, spec: &mut OptionSpec, diagnostics: &mut Diagnostics) {
    match spec.kind.read(node) {
        Some(value) => spec.default = value,
        None => diagnostics.push(misfit(id, &spec.kind, node)),
    }
}

fn kind(type_node: &Node, option: &Node, diagnostics: &mut Diagnostics) -> Option<OptionKind> {
    let name = text(type_node, diagnostics)?;
    let choices = option.get("choices").map(|node| texts(node, diagnostics)).unwrap_or_default();
    Some(match name.as_str() {
        "color" => OptionKind::Color,
        "number" => OptionKind::Number { min: None, max: None },
        "bool" => OptionKind::Bool,
        "choice" if choices.is_empty() => {
            diagnostics.push(Diagnostic::at(option.span, Problem::MissingKey { key: "choices", of: "a choice" }));
            return None;
        }
        "choice" => OptionKind::Choice(choices),
        "text" => OptionKind::Text,
        "font" => OptionKind::Font,
        "list" => OptionKind::List(choices),
        "sections" => OptionKind::Sections,
        "map" => OptionKind::Map,
        _ => {
            let near = nearest(&name, TYPES).map(ToOwned::to_owned);
            let problem = Problem::BadChoice { found: name, expected: format!("one of {}", TYPES.join(", ")), near };
            diagnostics.push(Diagnostic::at(type_node.span, problem));
            return None;
        }
    })
}

fn set_choices(kind: &mut OptionKind, words: Vec<String>) {
    if let OptionKind::Choice(choices) | OptionKind::List(choices) = kind {
        *choices = words;
    }
}

fn text(node: &Node, diagnostics: &mut Diagnostics) -> Option<String> {
    match node.as_text() {
        Some(text) if !text.trim().is_empty() => return Some(text.trim().to_owned()),
        None if node.data != Data::Null => wrong_type(node, "text", diagnostics),
        _ => {}
    }
    None
}

fn texts(node: &Node, diagnostics: &mut Diagnostics) -> Vec<String> {
    lines(node, diagnostics).into_iter().map(|line| line.text).collect()
}

fn lines(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Line> {
    let line = |item: &Node, diagnostics: &mut Diagnostics| {
        text(item, diagnostics).map(|text| Line { text, span: Some(item.span) })
    };
    match &node.data {
        Data::Sequence(items) => items.iter().filter_map(|item| line(item, diagnostics)).collect(),
        Data::Null => Vec::new(),
        _ => {
            wrong_type(node, "a list", diagnostics);
            Vec::new()
        }
    }
}

fn parts(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Part> {
    let mut parts = Vec::new();
    for line in lines(node, diagnostics) {
        let words = || Part::ALL.into_iter().map(Part::as_str);
        if let Some(part) = Part::ALL.into_iter().find(|part| part.as_str() == line.text) {
            parts.push(part);
        } else {
            let near = nearest(&line.text, words()).map(ToOwned::to_owned);
            let expected = format!("one of {}", words().collect::<Vec<_>>().join(", "));
            let problem = Problem::BadChoice { found: line.text, expected, near };
            diagnostics.push(Diagnostic::maybe_at(line.span, problem));
        }
    }
    parts
}

fn number(node: &Node, diagnostics: &mut Diagnostics) -> Option<f64> {
    let number = node.as_text().and_then(|text| text.trim().parse().ok()).filter(|number: &f64| number.is_finite());
    if number.is_none() {
        wrong_type(node, "a number", diagnostics);
    }
    number
}

fn wrong_type(node: &Node, expected: &str, diagnostics: &mut Diagnostics) {
    let problem = Problem::WrongType { expected: expected.into(), found: node.kind().into() };
    diagnostics.push(Diagnostic::at(node.span, problem));
}

fn unknown(key: &Key, known: &[&'static str], of: &'static str, diagnostics: &mut Diagnostics) {
    let near = nearest(&key.name, known.iter().copied()).map(ToOwned::to_owned);
    diagnostics.push(Diagnostic::at(key.span, Problem::UnknownKey { key: key.name.clone(), near, of }));
}
