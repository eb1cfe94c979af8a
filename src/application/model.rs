//! The application: one small file that says what is shown of a profile, to whom, and how.
//!
//! Here is what its keys take. Which files it names, and what another one that it extends adds, is for `batch` to find.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::letter::Letter;
use super::schema::change_schema;
use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::profile::decode::{Decode, Decoder, Field, record};
use crate::profile::names::canonical;
use crate::profile::schema::{FieldSchema, described, one_line, only, sections};
use crate::profile::{CalendarDate, LanguageTag, LineText, PartialDate, Plain, Profile, Text};
use crate::source::{Data, Key, Node};

record! {
    /// One application for a job: which profile, what is shown of it, and how.
    Application is "an application" {
        /// Another application, by its path from this file. Its keys count where this one has none.
        extends: Option<Plain> = "extends";
        /// The profile, by its path from this file.
        profile: Option<Plain> = "profile";
        /// The theme: a name, or a path with a slash from this file. With options: a mapping of `name` and options.
        theme: Option<ThemeChoice> = "theme";
        /// The language of the résumé.
        language: Option<LanguageTag> = "language";
        /// The company. Names of outputs can contain it.
        company: Option<LineText> = "company";
        /// The position applied for. Names of outputs can contain it.
        role: Option<LineText> = "role";
        /// The sections that are left out, by id.
        hide: Words = "hide";
        /// The parts of the profile that are shown.
        select: Option<Select> = "select";
        /// Changes to the profile, laid over it. `null` deletes. In a list, name entries by their id or position.
        change: Option<Changed> = "change";
        /// What nobody may see: groups such as `contact` and `name`, or key paths such as `basics.location`.
        redact: Words = "redact";
        /// Words that may be shown although they are part of what is redacted.
        allow: Words = "allow";
        /// The date of the application. The PDF has it too, and `since` and ranking count from it.
        date: Option<CalendarDate> = "date";
        /// The most pages that the résumé may take.
        pages: Option<Pages> = "pages";
        /// The job advert: a text file, by its path from this file. Bullet points are ranked by it.
        posting: Option<Plain> = "posting";
        /// Words that mean the same, for ranking: a file, by its path from this file.
        synonyms: Option<Plain> = "synonyms";
        /// The letter, or the path of its file from this file.
        letter: Option<LetterChoice> = "letter";
        /// The name of the output, such as `{name}-{company}`. `{role}`, `{theme}` and `{language}` work too.
        output: Option<Plain> = "output";
        /// The formats to make.
        formats: Words = "formats";
    }
}

record! {
    /// What of a profile is shown.
    Select is "`select`" {
        /// Tags. Entries with tags need one of these; entries without tags stay.
        include: Words = "include";
        /// Tags. Entries with one of these are left out.
        exclude: Words = "exclude";
        /// `true` shows private entries.
        private: bool = "private";
        /// The sections that are shown, by id and in this order.
        sections: Words = "sections";
        /// The sections that are left out, by id, as in `hide` of the application.
        hide: Words = "hide";
        /// Leaves out entries that ended before a date, or before `10y`. One for all, or one for each section.
        since: Option<Since> = "since";
        /// The most entries that a section shows, by its id; and under `highlights` the most bullet points of an entry.
        limit: Option<Limits> = "limit";
    }
}

/// Words in a list, or in one text with commas between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words(pub Vec<Text>);

impl Field for Words {
    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Self {
        match &node.data {
            Data::Scalar { text, .. } => {
                let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
                Self(words.map(|word| Text::new(word, node.span)).collect())
            }
            _ => Self(Vec::<Plain>::read(node, decoder).into_iter().map(|word| word.0).collect()),
        }
    }
}

impl FieldSchema for Words {
    fn field(_: &mut SchemaGenerator) -> Schema {
        only(
            &["array", "string", "number", "boolean"],
            "Write a list here, or words with commas between them.",
            json!({ "items": one_line(json!({})) }),
        )
    }
}

impl Words {
    /// Whether one of them is this word.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.0.iter().any(|own| own.value == word)
    }
}

/// A theme with options.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeChoice {
    /// Its name, or a path with a slash.
    pub name: Option<Text>,
    /// The options, as a mapping without the name.
    pub options: Node,
}

impl Decode for ThemeChoice {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let no_options = Node { span: node.span, data: Data::Mapping(Vec::new()) };
        let Data::Mapping(pairs) = &node.data else {
            return Some(Self { name: Some(Plain::decode(node, decoder)?.0), options: no_options });
        };
        let name = node.get("name").filter(|name| !name.is_absent());
        let name = name.and_then(|name| decoder.under("name", |decoder| Plain::decode(name, decoder)));
        let options = pairs.iter().filter(|(key, _)| key.name != "name").cloned().collect();
        Some(Self { name: name.map(|name| name.0), options: Node { data: Data::Mapping(options), ..no_options } })
    }
}

impl JsonSchema for ThemeChoice {
    fn schema_name() -> Cow<'static, str> {
        "ThemeChoice".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let name = one_line(json!({ "description": "The theme, by name or by a path with a slash from this file." }));
        only(
            &["string", "number", "boolean", "object"],
            "Write the name of a theme, or a mapping of its `name` and its options.",
            json!({ "properties": { "name": name } }),
        )
    }
}

/// Changes to a profile, as they stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed(pub Node);

impl Decode for Changed {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if matches!(node.data, Data::Mapping(_)) {
            return Some(Self(node.clone()));
        }
        decoder.wrong_type(node, "a mapping of keys of the profile");
        None
    }
}

impl JsonSchema for Changed {
    fn schema_name() -> Cow<'static, str> {
        "Changed".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        only(&["object"], "Write keys of the profile here, each with its new value.", change_schema())
    }
}

/// A letter, or where it is.
#[derive(Debug, Clone, PartialEq)]
pub enum LetterChoice {
    /// The letter itself.
    Here(Box<Letter>),
    /// The path of its file.
    File(Text),
}

impl Decode for LetterChoice {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.data {
            Data::Scalar { .. } => Plain::decode(node, decoder).map(|path| Self::File(path.0)),
            _ => Letter::decode(node, decoder).map(|letter| Self::Here(Box::new(letter))),
        }
    }
}

impl JsonSchema for LetterChoice {
    fn schema_name() -> Cow<'static, str> {
        "LetterChoice".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let about = "The letter, or the path of its file from this file.";
        let letter = described(about, generator.subschema_for::<Letter>().to_value());
        only(
            &["string", "number", "boolean", "object"],
            "Write the path of a letter here, or the keys of one.",
            json!({ "allOf": [{ "if": { "type": "object" }, "then": letter }] }),
        )
    }
}

/// A count with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The count, from 1.
    pub value: usize,
    /// Where it stands.
    pub span: Span,
}

impl Count {
    fn read(node: &Node, most: usize, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some(text) = node.as_text() else {
            decoder.wrong_type(node, "a whole number");
            return None;
        };
        let value = text.trim().parse().ok().filter(|value| (1..=most).contains(value));
        if value.is_none() {
            decoder.report(node.span, Problem::BadCount { found: text.trim().to_owned(), most });
        }
        Some(Self { value: value?, span: node.span })
    }

    fn schema(most: usize, description: Option<&str>) -> Schema {
        let mut schema = json!({
            "multipleOf": 1,
            "minimum": 1,
            "maximum": most,
            "pattern": "^ *[1-9][0-9]* *$|^$",
            "patternErrorMessage": "Write a whole number, from 1.",
        });
        if let Some(description) = description {
            schema["description"] = description.into();
        }
        only(&["number", "string"], "Write a whole number, from 1.", schema)
    }
}

/// How many pages there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pages(pub Count);

impl Pages {
    /// The most that can be asked for.
    pub const MOST: usize = 99;
}

impl Decode for Pages {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        Count::read(node, Self::MOST, decoder).map(Self)
    }
}

impl JsonSchema for Pages {
    fn schema_name() -> Cow<'static, str> {
        "Pages".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        Count::schema(Self::MOST, None)
    }
}

/// The most entries and highlights.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Limits {
    /// Of the highlights of each entry, position or highlight.
    pub highlights: Option<Count>,
    /// Of the entries of a section, by its id.
    pub sections: Vec<(Key, Count)>,
}

impl Limits {
    /// The key that means highlights.
    pub const HIGHLIGHTS: &'static str = "highlights";

    /// More than any list has.
    const MOST: usize = 9999;

    /// The most entries of a section.
    #[must_use]
    pub fn of(&self, section: &str) -> Option<Count> {
        self.sections.iter().find(|(key, _)| key.name == section).map(|(_, count)| *count)
    }
}

impl Decode for Limits {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Data::Mapping(pairs) = &node.data else {
            decoder.wrong_type(node, "a mapping of section ids, or `highlights`, to counts");
            return None;
        };
        let mut limits = Self::default();
        for (key, value) in pairs.iter().filter(|(_, value)| !value.is_absent()) {
            let count = decoder.under(&key.name, |decoder| Count::read(value, Self::MOST, decoder));
            if key.name == Self::HIGHLIGHTS {
                limits.highlights = count;
            } else {
                limits.sections.extend(count.map(|count| (key.clone(), count)));
            }
        }
        Some(limits)
    }
}

impl JsonSchema for Limits {
    fn schema_name() -> Cow<'static, str> {
        "Limits".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let highlights = Count::schema(Self::MOST, Some("The most bullet points that an entry shows."));
        let mut properties = Map::from_iter([(Self::HIGHLIGHTS.to_owned(), highlights.to_value())]);
        for (id, _) in sections() {
            let description = format!("The most entries that `{id}` shows.");
            properties.insert(id.to_owned(), Count::schema(Self::MOST, Some(&description)).to_value());
        }
        let other = Count::schema(Self::MOST, Some("The most entries that this section shows."));
        only(
            &["object"],
            "Write the ids of sections here, each with a number.",
            json!({ "properties": properties, "additionalProperties": other }),
        )
    }
}

/// A date, or how long before the application's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// A date.
    Date(CalendarDate),
    /// So many years before the date that the application counts from.
    Years(Count),
}

impl Bound {
    /// The date that is meant, counted from a date of reference; none where there is no such date.
    #[must_use]
    pub fn date(self, reference: Option<PartialDate>) -> Option<PartialDate> {
        match self {
            Self::Date(date) => Some(date.value),
            Self::Years(count) => {
                let reference = reference?;
                let years = u16::try_from(count.value).ok()?;
                let day = reference.day.filter(|day| (reference.month, *day) != (Some(2), 29));
                Some(PartialDate { year: reference.year.saturating_sub(years), day, ..reference })
            }
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn span(self) -> Span {
        match self {
            Self::Date(date) => date.span,
            Self::Years(count) => count.span,
        }
    }
}

impl Decode for Bound {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let years = node.as_text().and_then(|text| text.trim().strip_suffix('y')).map(str::trim);
        if let Some(value) = years.and_then(|years| years.parse().ok()).filter(|years| (1..=99).contains(years)) {
            return Some(Self::Years(Count { value, span: node.span }));
        }
        CalendarDate::decode(node, decoder).map(Self::Date)
    }
}

/// Since when.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Since {
    /// In every section that is not named.
    pub all: Option<Bound>,
    /// By section id.
    pub sections: Vec<(Key, Bound)>,
}

impl Since {
    /// The bound of a section.
    #[must_use]
    pub fn of(&self, section: &str) -> Option<Bound> {
        self.sections.iter().find(|(key, _)| key.name == section).map(|(_, bound)| *bound).or(self.all)
    }
}

impl Decode for Since {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Data::Mapping(pairs) = &node.data else {
            return Some(Self { all: Some(Bound::decode(node, decoder)?), sections: Vec::new() });
        };
        let mut since = Self::default();
        for (key, value) in pairs.iter().filter(|(_, value)| !value.is_absent()) {
            let bound = decoder.under(&key.name, |decoder| Bound::decode(value, decoder));
            since.sections.extend(bound.map(|bound| (key.clone(), bound)));
        }
        Some(since)
    }
}

impl JsonSchema for Since {
    fn schema_name() -> Cow<'static, str> {
        "Since".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut date = CalendarDate::json_schema(generator);
        // The keys say what it means here.
        date.remove("description");
        let bound = json!({
            "if": { "type": "string", "pattern": "^ *[1-9][0-9]? *y *$" },
            "else": date,
        });
        let of = |description: &str| described(description, json!({ "anyOf": [bound] }));
        let section =
            |(id, _): (&str, _)| (id.to_owned(), of(&format!("Leaves out entries of `{id}` that ended before.")));
        let properties: Map<String, Value> = sections().into_iter().map(section).collect();
        json_schema!({
            "anyOf": [{ "if": { "type": "object" }, "else": bound }],
            "properties": properties,
            "additionalProperties": of("Leaves out entries of this section that ended before."),
        })
    }
}

impl Application {
    /// Reads an application from a node, reporting everything that is wrong with it; what is wrong counts as absent. `None`
    /// if the node is no mapping at all.
    pub fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::decode(node, &mut Decoder::new(diagnostics))
    }

    /// What of a profile is shown: `select`, with the sections that `hide` names beside it.
    #[must_use]
    pub fn rules(&self) -> Select {
        let mut rules = self.select.clone().unwrap_or_default();
        rules.hide.0.extend(self.hide.0.iter().cloned());
        rules
    }

    /// Whether a file is an application and no profile: it names a profile or another application, or it has keys of
    /// applications and none of profiles.
    #[must_use]
    pub fn is_one(node: &Node) -> bool {
        let Data::Mapping(pairs) = &node.data else { return false };
        let has = |keys: &[&str]| pairs.iter().any(|(key, _)| keys.contains(&key.name.as_str()));
        // `profile: I build things.` beside other keys of a profile is a summary.
        let path =
            node.get("profile").and_then(Node::as_text).is_none_or(|path| !path.trim().contains(char::is_whitespace));
        let known = |name: &str| canonical(Profile::RECORD, name).is_some();
        if !path && !has(&["extends"]) && pairs.iter().any(|(key, _)| key.name != "profile" && known(&key.name)) {
            return false;
        }
        has(&["profile", "extends"]) || (has(Self::KEYS) && !has(Profile::KEYS))
    }
}

#[cfg(test)]
mod tests;
