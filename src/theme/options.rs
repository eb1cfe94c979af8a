//! The options of a theme: what each takes, and the values that a user gave.

mod sections;
mod wishes;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use minijinja::Value;

use super::color::Color;
use super::value::{ColorValue, TextValue};
use crate::application::presentation::{DateStyle, Presentation};
use crate::application::resume::Line;
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, SourceId, Span, nearest};
use crate::source::{Data, Node, Sources, Style};

/// What an option takes.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionKind {
    /// A colour.
    Color,
    /// A number within bounds.
    Number {
        /// The least.
        min: Option<f64>,
        /// The greatest.
        max: Option<f64>,
    },
    /// True or false.
    Bool,
    /// One of some words.
    Choice(Vec<String>),
    /// One line of text.
    Text,
    /// A font family.
    Font,
    /// A list of texts; of these words only, where there are any.
    List(Vec<String>),
    /// A list of sections, by id.
    Sections,
    /// Texts by name.
    Map,
}

impl OptionKind {
    /// The word that a manifest has for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Color => "color",
            Self::Number { .. } => "number",
            Self::Bool => "bool",
            Self::Choice(_) => "choice",
            Self::Text => "text",
            Self::Font => "font",
            Self::List(_) => "list",
            Self::Sections => "sections",
            Self::Map => "map",
        }
    }

    /// What it takes, for messages and lists: `a number from 0 to 1`.
    #[must_use]
    pub fn expected(&self) -> String {
        let words = |words: &[String]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        match self {
            Self::Color => "a colour such as `#0f4c3a` or `teal`".into(),
            Self::Number { min: Some(min), max: Some(max) } => format!("a number from {min} to {max}"),
            Self::Number { min: Some(min), max: None } => format!("a number from {min}"),
            Self::Number { min: None, max: Some(max) } => format!("a number up to {max}"),
            Self::Number { .. } => "a number".into(),
            Self::Bool => "`true` or `false`".into(),
            Self::Choice(choices) => format!("one of {}", words(choices)),
            Self::Text => "text".into(),
            Self::Font => "a font family".into(),
            Self::List(choices) if choices.is_empty() => "a list, or words with commas between them".into(),
            Self::List(choices) => format!("a list of {}", words(choices)),
            Self::Sections => "sections by id, with commas between them".into(),
            Self::Map => "a mapping".into(),
        }
    }

    /// Reads a value; `None` where it does not fit. What is absent is [`OptionValue::Absent`].
    pub(super) fn read(&self, node: &Node) -> Option<OptionValue> {
        if node.is_absent() {
            return Some(OptionValue::Absent);
        }
        let line = |text: &str| Line { text: text.trim().to_owned(), span: Some(node.span) };
        Some(match (self, &node.data) {
            (Self::Color, Data::Scalar { text, .. }) => OptionValue::Color(Color::parse(text.trim())?),
            (Self::Number { min, max }, Data::Scalar { text, .. }) => {
                let number: f64 = text.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
                let fits = min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max);
                OptionValue::Number(fits.then_some(number)?)
            }
            (Self::Bool, Data::Scalar { text, .. }) => OptionValue::Bool(switch(text.trim())?),
            (Self::Choice(choices), Data::Scalar { text, .. }) => {
                OptionValue::Choice(choice(choices, text)?.to_owned())
            }
            (Self::Text, Data::Scalar { text, .. }) => OptionValue::Text(line(text)),
            (Self::Font, Data::Scalar { text, .. }) => OptionValue::Font(line(text)),
            (Self::List(choices), data) => OptionValue::List(read_list(choices, node, data)?),
            (Self::Sections, data) => OptionValue::List(read_list(&[], node, data)?),
            (Self::Map, Data::Mapping(pairs)) => {
                let pairs = pairs.iter().filter(|(_, node)| !node.is_absent());
                let read = |node: &Node| Some(Line { text: node.as_text()?.trim().to_owned(), span: Some(node.span) });
                OptionValue::Map(pairs.map(|(key, node)| Some((key.name.clone(), read(node)?))).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }
}

/// A word for true or false.
fn switch(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The choice that a word means: the same but for case and separators, or else the only one of which it is a part, as `letter`
/// is of `us-letter`.
fn choice<'c>(choices: &'c [String], word: &str) -> Option<&'c str> {
    let fold = |text: &str| text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    let wanted = fold(word);
    let same = choices.iter().find(|choice| fold(choice) == wanted);
    let mut parts = choices.iter().filter(|choice| choice.split('-').any(|part| fold(part) == wanted));
    let part = || parts.next().filter(|_| parts.next().is_none());
    same.or_else(part).filter(|_| !wanted.is_empty()).map(String::as_str)
}

fn read_list(choices: &[String], node: &Node, data: &Data) -> Option<Vec<Line>> {
    let lines: Vec<Line> = match data {
        Data::Scalar { text, .. } => {
            let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
            words.map(|word| Line { text: word.to_owned(), span: Some(node.span) }).collect()
        }
        Data::Sequence(items) => {
            let read = |item: &Node| Some(Line { text: item.as_text()?.trim().to_owned(), span: Some(item.span) });
            items.iter().filter(|item| !item.is_absent()).map(read).collect::<Option<_>>()?
        }
        _ => return None,
    };
    let fits = choices.is_empty() || lines.iter().all(|line| choices.contains(&line.text));
    fits.then_some(lines)
}

/// The value of an option.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionValue {
    /// Neither given nor a default.
    Absent,
    /// A colour.
    Color(Color),
    /// A finite number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// One of the words allowed.
    Choice(String),
    /// One line of text.
    Text(Line),
    /// A font family.
    Font(Line),
    /// Texts.
    List(Vec<Line>),
    /// Texts by name.
    Map(BTreeMap<String, Line>),
}

impl OptionValue {
    /// The value with its places in other sources.
    fn moved(&self, moved: &BTreeMap<SourceId, SourceId>) -> Self {
        let at = |line: &Line| {
            let span = line.span.map(|span| Span { source: *moved.get(&span.source).unwrap_or(&span.source), ..span });
            Line { span, ..line.clone() }
        };
        match self {
            _ if moved.is_empty() => self.clone(),
            Self::Text(line) => Self::Text(at(line)),
            Self::Font(line) => Self::Font(at(line)),
            Self::List(lines) => Self::List(lines.iter().map(at).collect()),
            Self::Map(entries) => Self::Map(entries.iter().map(|(key, line)| (key.clone(), at(line))).collect()),
            Self::Absent | Self::Color(_) | Self::Number(_) | Self::Bool(_) | Self::Choice(_) => self.clone(),
        }
    }
}

impl OptionValue {
    /// As a template sees it; absent lists and mappings are empty.
    fn to_template(&self, kind: &OptionKind) -> Value {
        let line = |line: &Line| Value::from_object(TextValue(line.clone()));
        match self {
            Self::Absent => match kind {
                OptionKind::List(_) | OptionKind::Sections => Vec::<Value>::new().into(),
                OptionKind::Map => BTreeMap::<String, Value>::new().into(),
                _ => Value::from(()),
            },
            Self::Color(color) => Value::from_object(ColorValue(*color)),
            #[allow(
                clippy::cast_possible_truncation,
                reason = "the number is whole and within what a float counts exactly"
            )]
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Value::from(*number as i64),
            Self::Number(number) => Value::from(*number),
            Self::Bool(value) => Value::from(*value),
            Self::Choice(word) => Value::from(word),
            Self::Text(text) | Self::Font(text) => line(text),
            Self::List(lines) => lines.iter().map(line).collect(),
            Self::Map(lines) => Value::from_pairs(lines.iter().map(|(key, text)| (key.as_str(), line(text)))),
        }
    }
}

impl std::fmt::Display for OptionValue {
    /// As one would write it after `-O name=`; nothing where it is absent.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Absent => Ok(()),
            Self::Color(color) => write!(f, "{color}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Choice(word) => f.write_str(word),
            Self::Text(line) | Self::Font(line) => f.write_str(&line.text),
            Self::List(lines) => {
                let words: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
                f.write_str(&words.join(","))
            }
            Self::Map(lines) => {
                let pairs: Vec<_> = lines.iter().map(|(key, line)| format!("{key}: {}", line.text)).collect();
                write!(f, "{{{}}}", pairs.join(", "))
            }
        }
    }
}

/// An option as a theme declares it.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionSpec {
    /// What it takes.
    pub kind: OptionKind,
    /// Its value where none is given.
    pub default: OptionValue,
    /// What it does, in a few words.
    pub description: String,
    /// The theme that has it, and those that extend that one and change something about it, in this order.
    pub themes: Vec<String>,
}

/// An option as a user gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionInput {
    /// The option's id, such as `accent` or `fonts.body`; `section_titles.work` names one entry of a mapping.
    pub name: String,
    /// Where the name stands.
    pub span: Option<Span>,
    /// The value; a mapping may also hold options whose ids begin alike, as in `fonts: {body: …}`.
    pub value: Node,
}

impl OptionInput {
    /// Reads `NAME=VALUE`, as it stands after `-O`.
    ///
    /// # Errors
    /// Where there is no `=` or no name.
    pub fn parse(assignment: &str, sources: &mut Sources) -> Result<Self, Diagnostics> {
        let source = sources.add("-O", assignment);
        let Some((name, value)) = assignment.split_once('=').filter(|(name, _)| !name.trim().is_empty()) else {
            let problem = Problem::BadAssignment { found: assignment.to_owned(), option: "-O" };
            return Err(Diagnostic::at(Span::new(source, 0..assignment.len()), problem).into());
        };
        let data = Data::Scalar { text: value.to_owned(), style: Style::Plain };
        Ok(Self {
            name: name.trim().to_owned(),
            span: Some(Span::new(source, 0..name.len())),
            value: Node { span: Span::new(source, name.len() + 1..assignment.len()), data },
        })
    }

    /// The options of a mapping: each key with its value.
    #[must_use]
    pub fn from_mapping(node: &Node) -> Vec<Self> {
        let Data::Mapping(pairs) = &node.data else { return Vec::new() };
        let input = |(key, value): &(crate::source::Key, Node)| Self {
            name: key.name.clone(),
            span: Some(key.span),
            value: value.clone(),
        };
        pairs.iter().map(input).collect()
    }
}

/// The values of all options of a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionValues {
    values: IndexMap<String, (OptionKind, OptionValue)>,
    /// The options, and the entries of mappings, that somebody gave, each with the place of its name.
    given: BTreeMap<String, Option<Span>>,
}

impl OptionValues {
    /// The value of an option.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&OptionValue> {
        self.values.get(id).map(|(_, value)| value)
    }

    /// Sets a number, such as the density that makes the pages fit; nothing happens where no such option takes one.
    pub fn set_number(&mut self, id: &str, number: f64) {
        if let Some((OptionKind::Number { .. }, value)) = self.values.get_mut(id) {
            *value = OptionValue::Number(number);
        }
    }

    /// Whether somebody gave an option; else it has its default.
    #[must_use]
    pub fn is_given(&self, id: &str) -> bool {
        self.given.contains_key(id)
    }

    /// Where the name of an option stands that somebody gave.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<Span> {
        self.given.get(id).copied().flatten()
    }

    /// The font families, each with whether somebody gave it.
    pub(crate) fn families(&mut self) -> impl Iterator<Item = (&mut Line, bool)> {
        let given = &self.given;
        self.values.iter_mut().filter_map(|(id, (_, value))| match value {
            OptionValue::Font(line) => Some((line, given.contains_key(id))),
            _ => None,
        })
    }

    /// What the options decide about content.
    #[must_use]
    pub fn presentation(&self) -> Presentation {
        let order = match self.get("section_order") {
            Some(OptionValue::List(lines)) => lines.iter().map(|line| line.text.clone()).collect(),
            _ => Vec::new(),
        };
        let asked = self.is_given("section_order");
        let (section_order, usual_order) = if asked { (order, Vec::new()) } else { (Vec::new(), order) };
        let section_titles = match self.get("section_titles") {
            Some(OptionValue::Map(titles)) => titles.clone(),
            _ => BTreeMap::new(),
        };
        let date_style = match self.get("date_style") {
            Some(OptionValue::Choice(style)) if style == "day" => DateStyle::Day,
            Some(OptionValue::Choice(style)) if style == "year" => DateStyle::Year,
            Some(OptionValue::Choice(style)) if style == "iso" => DateStyle::Iso,
            _ => DateStyle::Month,
        };
        let durations = self.get("durations") == Some(&OptionValue::Bool(true));
        Presentation { section_order, usual_order, section_titles, date_style, durations }
    }

    /// As templates see them, by id.
    pub(super) fn to_template(&self) -> Value {
        Value::from_pairs(self.values.iter().map(|(id, (kind, value))| (id.as_str(), value.to_template(kind))))
    }
}

/// Checks what a user gave against what the theme takes; defaults stand in for the rest, with their places in the sources
/// that they were moved to.
pub(super) fn resolve(
    theme: &str,
    specs: &IndexMap<String, OptionSpec>,
    inputs: &[OptionInput],
    moved: &BTreeMap<SourceId, SourceId>,
) -> Outcome<OptionValues> {
    let defaults = specs.iter().map(|(id, spec)| (id.clone(), (spec.kind.clone(), spec.default.moved(moved))));
    let (values, given) = (defaults.collect(), BTreeMap::new());
    let mut resolver = Resolver { theme, specs, values, given, diagnostics: Diagnostics::new() };
    for input in inputs {
        resolver.take(input);
    }
    let Resolver { values, given, diagnostics, .. } = resolver;
    diagnostics.or_value(OptionValues { values, given })
}

struct Resolver<'a> {
    theme: &'a str,
    specs: &'a IndexMap<String, OptionSpec>,
    values: IndexMap<String, (OptionKind, OptionValue)>,
    given: BTreeMap<String, Option<Span>>,
    diagnostics: Diagnostics,
}

impl Resolver<'_> {
    fn take(&mut self, input: &OptionInput) {
        let name = &input.name;
        if let Some((kind, value)) = self.values.get_mut(name) {
            match kind.read(&input.value) {
                Some(OptionValue::Absent) => {}
                Some(given) => {
                    *value = given;
                    self.given.insert(name.clone(), input.span);
                    if let (OptionKind::Map, Data::Mapping(pairs)) = (kind, &input.value.data) {
                        let keys = pairs.iter().map(|(key, _)| (format!("{name}.{}", key.name), Some(key.span)));
                        self.given.extend(keys);
                    }
                }
                None => self.diagnostics.push(misfit(name, kind, &input.value)),
            }
            return;
        }
        if let Data::Mapping(pairs) = &input.value.data
            && self.specs.keys().any(|id| id.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('.')))
        {
            for (key, value) in pairs {
                self.take(&OptionInput {
                    name: format!("{name}.{}", key.name),
                    span: Some(key.span),
                    value: value.clone(),
                });
            }
            return;
        }
        if let Some((id, key)) = name.rsplit_once('.')
            && let Some((OptionKind::Map, value)) = self.values.get_mut(id)
        {
            self.diagnostics.extend(set_entry(value, name, key, &input.value));
            self.given.insert(name.clone(), input.span);
            return;
        }
        let problem = Problem::UnknownOption {
            name: name.clone(),
            theme: self.theme.to_owned(),
            near: nearest(name, self.specs.keys().map(String::as_str)).map(ToOwned::to_owned),
            instead: wishes::instead(name, self.theme, self.specs),
        };
        self.diagnostics.push(Diagnostic::maybe_at(input.span, problem));
    }
}

/// Sets one entry of a mapping.
fn set_entry(map: &mut OptionValue, name: &str, key: &str, node: &Node) -> Option<Diagnostic> {
    let Some(given) = OptionKind::Text.read(node) else { return Some(misfit(name, &OptionKind::Text, node)) };
    if !matches!(map, OptionValue::Map(_)) {
        *map = OptionValue::Map(BTreeMap::new());
    }
    if let OptionValue::Map(entries) = map {
        match given {
            OptionValue::Text(line) => entries.insert(key.to_owned(), line),
            _ => entries.remove(key),
        };
    }
    None
}

/// A value that an option does not take.
pub(super) fn misfit(name: &str, kind: &OptionKind, node: &Node) -> Diagnostic {
    let found = node.as_text().map_or_else(|| node.kind().to_owned(), ToOwned::to_owned);
    Diagnostic::at(node.span, Problem::BadOption { name: name.to_owned(), expected: kind.expected(), found })
}

#[cfg(test)]
mod tests;
