//! A profile's own sections, of six kinds.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use super::contact::WebUrl;
use super::date::{Date, EndDate};
use super::decode::{Decode, Decoder, Field, record};
use super::highlight::Highlight;
use super::keyword::{Keyword, is_text};
use super::location::Location;
use super::model::Skill;
use super::names;
use super::schema::{FieldSchema, PRIVATE, TAGS, field_schema, record_schema, text_or};
use super::several::Tags;
use super::shape::{Record, Shape};
use super::text::{LineText, Plain, Prose};
use crate::diagnostic::{Problem, Span, nearest};
use crate::source::{Data, Key, Node};

/// An own section, or, under the id of a usual section and without items, a title for that one.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnSection {
    /// The title; the id, made readable, if absent.
    pub title: Option<LineText>,
    /// What it holds.
    pub items: OwnItems,
    /// A few sentences before the items.
    pub summary: Option<Prose>,
    /// Tags, for selection.
    pub tags: Tags,
    /// Left out unless an application asks for it.
    pub private: bool,
    /// Where the section stands.
    pub span: Span,
}

/// The items of an own section, by its kind.
#[derive(Debug, Clone, PartialEq)]
pub enum OwnItems {
    /// Nothing: the section only gives a usual section its title.
    Title,
    /// Entries with title, dates and highlights.
    Entries(Vec<OwnEntry>),
    /// A list of highlights.
    List(Vec<Highlight>),
    /// Paragraphs.
    Text(Vec<Prose>),
    /// Groups of keywords.
    Keywords(Vec<KeywordGroup>),
    /// Figures with labels.
    Metrics(Vec<Metric>),
    /// Quotations.
    Quote(Vec<Quote>),
}

/// The words for the kinds of own sections.
pub(crate) const KINDS: [&str; 6] = ["entries", "list", "text", "keywords", "metrics", "quote"];

/// The kinds of own sections, in their order, for editors.
const ABOUT_KINDS: [&str; 6] = [
    "Entries with a title, dates and bullet points, such as talks",
    "Bullet points",
    "Paragraphs",
    "Groups of keywords, like skills",
    "Figures, each with a label, such as `1M+` users",
    "Quotations, each with its author",
];

record! {
    /// An entry of an own section.
    OwnEntry is entry "an entry" {
        /// The title.
        title: Option<LineText> = "title";
        /// The subtitle.
        subtitle: Option<LineText> = "subtitle";
        /// The place.
        location: Option<Location> = "location";
        /// A web page about it.
        url: Option<WebUrl> = "url";
        /// The date.
        date: Option<Date> = "date";
        /// The start.
        start_date: Option<Date> = "startDate";
        /// The end. Without one, it goes on.
        end_date: Option<EndDate> = "endDate";
        /// The state, such as `Ongoing`.
        status: Option<LineText> = "status";
        /// A few sentences about it.
        summary: Option<Prose> = "summary";
        /// Bullet points: what was achieved.
        highlights: Vec<Highlight> = "highlights";
        /// Keywords.
        keywords: Vec<Keyword> = "keywords";
    }
}

record! {
    /// A figure with what it counts.
    Metric is entry "a figure" {
        /// The figure, such as `1M+`.
        value: Option<LineText> = "value";
        /// What the figure counts.
        label: Option<LineText> = "label";
    }
}

record! {
    /// A quotation with more than its words.
    QuoteRecord is entry "a quotation" {
        /// The words of the quotation.
        text: Option<Prose> = "text";
        /// The author of the quotation.
        author: Option<LineText> = "author";
    }
}

/// A group of keywords: a record like a skill, or a single keyword as text.
#[derive(Debug, Clone, PartialEq)]
pub struct KeywordGroup(pub Skill);

/// A quotation: its words alone, or a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote(pub QuoteRecord);

impl Decode for KeywordGroup {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if is_text(node, Skill::KEYS) {
            let name = Some(LineText::decode(node, decoder)?);
            return Some(Self(Skill { name, span: Some(node.span), ..Skill::default() }));
        }
        Skill::decode(node, decoder).map(Self)
    }
}

impl Decode for Quote {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if is_text(node, QuoteRecord::KEYS) {
            let text = Some(Prose::decode(node, decoder)?);
            return Some(Self(QuoteRecord { text, span: Some(node.span), ..QuoteRecord::default() }));
        }
        let quote = QuoteRecord::decode(node, decoder)?;
        if quote.text.is_none() && node.get("text").is_none_or(Node::is_absent) {
            decoder.report(node.span, Problem::MissingKey { key: "text", of: "a quotation" });
        }
        Some(Self(quote))
    }
}

/// The keys of an own section; what its items are depends on its kind.
pub(super) const RECORD: Record = Record {
    name: "OwnSection",
    of: "a section",
    fields: &[
        ("title", &Shape::Line),
        ("kind", &Shape::Scalar),
        ("items", &Shape::Opaque),
        ("summary", &Shape::Prose),
        ("tags", &Shape::List(&Shape::Tag)),
        ("private", &Shape::Scalar),
    ],
};

/// What the items of a kind are to a walk over nodes.
pub(super) fn shape_of(kind: &str) -> Option<&'static Shape> {
    Some(match kind {
        "entries" => &Shape::List(&Shape::Record(OwnEntry::RECORD)),
        "list" => &Shape::List(&Shape::Highlight),
        "text" => &Shape::OneOrMany(&Shape::Prose),
        "keywords" => &Shape::List(&Shape::TextOr(Skill::RECORD)),
        "metrics" => &Shape::List(&Shape::Record(Metric::RECORD)),
        "quote" => &Shape::OneOrMany(&Shape::TextOr(QuoteRecord::RECORD)),
        _ => return None,
    })
}

/// The kind that items are of, where their section does not say it.
pub(super) fn kind_of(items: &Node) -> &'static str {
    let Data::Sequence(all) = &items.data else { return if items.as_text().is_some() { "text" } else { "entries" } };
    let has = |keys: &[&str]| all.iter().any(|item| keys.iter().any(|key| item.get(key).is_some()));
    match () {
        () if has(&["author"]) && has(&["text"]) => "quote",
        () if has(&["value"]) => "metrics",
        () if has(&["keywords", "level"]) && !has(&["title", "summary", "highlights"]) => "keywords",
        () if has(&["text", "tags"]) || all.iter().all(|item| item.as_text().is_some() || is_colon_text(item)) => {
            "list"
        }
        () => "entries",
    }
}

/// True for an item that is a text with a colon.
fn is_colon_text(item: &Node) -> bool {
    matches!(&item.data, Data::Mapping(pairs) if is_colon_line(pairs, OwnEntry::RECORD))
}

/// True for a text that YAML reads as a mapping because of its colon: a text under one key that is nobody's, and reads as the beginning
/// of a sentence rather than as a key of this format.
pub(super) fn is_colon_line(pairs: &[(Key, Node)], record: &Record) -> bool {
    let [(key, value)] = pairs else { return false };
    let is_words = key.name.contains(' ') || key.name.starts_with(char::is_uppercase);
    is_words && value.as_text().is_some() && names::canonical(record, &key.name).is_none()
}

impl Decode for OwnSection {
    const SHAPE: &'static Shape = &Shape::Opaque;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if !matches!(node.data, Data::Mapping(_)) {
            decoder.wrong_type(node, "a section as a mapping");
            return None;
        }
        let absent = Node { span: node.span, data: Data::Null };
        let get = |key: &str| node.get(key).unwrap_or(&absent);
        let kind: Option<Plain> = decoder.under("kind", |decoder| Field::read(get("kind"), decoder));
        let items_node = get("items");
        let items = decoder.under("items", |decoder| match kind.as_ref().map(|kind| kind.0.value.as_str()) {
            Some("entries") => OwnItems::Entries(Field::read(items_node, decoder)),
            Some("list") => OwnItems::List(Field::read(items_node, decoder)),
            Some("text") if items_node.as_text().is_some() => {
                OwnItems::Text(Option::<Prose>::read(items_node, decoder).into_iter().collect())
            }
            Some("text") => OwnItems::Text(Field::read(items_node, decoder)),
            Some("keywords") => OwnItems::Keywords(Field::read(items_node, decoder)),
            Some("metrics") => OwnItems::Metrics(Field::read(items_node, decoder)),
            Some("quote") if items_node.as_text().is_some() => {
                OwnItems::Quote(Quote::decode(items_node, decoder).into_iter().collect())
            }
            Some("quote") => OwnItems::Quote(Field::read(items_node, decoder)),
            _ => OwnItems::Title,
        });
        match &kind {
            Some(kind) if !KINDS.contains(&kind.0.value.as_str()) => {
                let near = nearest(&kind.0.value, KINDS).map(str::to_owned);
                let expected = "`entries`, `list`, `text`, `keywords`, `metrics` or `quote`".to_owned();
                decoder.under("kind", |decoder| {
                    decoder.report(kind.0.span, Problem::BadChoice { found: kind.0.value.clone(), expected, near });
                });
            }
            None if !items_node.is_absent() => {
                decoder.report(node.span, Problem::MissingKey { key: "kind", of: "a section" });
            }
            _ => {}
        }
        Some(Self {
            title: decoder.under("title", |decoder| Field::read(get("title"), decoder)),
            items,
            summary: decoder.under("summary", |decoder| Field::read(get("summary"), decoder)),
            tags: decoder.under("tags", |decoder| Field::read(get("tags"), decoder)),
            private: decoder.under("private", |decoder| Field::read(get("private"), decoder)),
            span: node.span,
        })
    }
}

impl OwnItems {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Title => true,
            Self::Entries(items) => items.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Text(items) => items.is_empty(),
            Self::Keywords(items) => items.is_empty(),
            Self::Metrics(items) => items.is_empty(),
            Self::Quote(items) => items.is_empty(),
        }
    }
}

impl JsonSchema for KeywordGroup {
    fn schema_name() -> Cow<'static, str> {
        "KeywordGroup".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        text_or(Skill::json_schema(generator))
    }
}

impl JsonSchema for Quote {
    fn schema_name() -> Cow<'static, str> {
        "Quote".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        text_or(QuoteRecord::json_schema(generator))
    }
}

impl JsonSchema for OwnSection {
    fn schema_name() -> Cow<'static, str> {
        "OwnSection".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let items: [Schema; 6] = [
            Vec::<OwnEntry>::field(generator),
            Vec::<Highlight>::field(generator),
            Vec::<Prose>::field(generator),
            Vec::<KeywordGroup>::field(generator),
            Vec::<Metric>::field(generator),
            Vec::<Quote>::field(generator),
        ];
        let kinds: Vec<Value> = KINDS
            .iter()
            .zip(items)
            .map(|(kind, items)| {
                json!({
                    "if": { "properties": { "kind": { "const": kind } }, "required": ["kind"] },
                    "then": { "properties": { "items": items } },
                })
            })
            .collect();
        let about_title = "The title of the section. Without one, it is the id, made readable.";
        let title = field_schema::<Option<LineText>>(generator, about_title);
        let summary = field_schema::<Option<Prose>>(generator, "A few sentences before the items.");
        let tags = field_schema::<Tags>(generator, TAGS);
        let private = field_schema::<bool>(generator, PRIVATE);
        let kind = json!({
            "description": "The kind of the items. Without one, it is told from the items.",
            "enum": KINDS,
            "enumDescriptions": ABOUT_KINDS,
        });
        let properties = [
            ("title", title),
            ("kind", kind),
            ("items", json!({ "description": "The items, in the form of their kind." })),
            ("summary", summary),
            ("tags", tags),
            ("private", private),
        ];
        let properties = properties.into_iter().map(|(key, schema)| (key.to_owned(), schema)).collect();
        let about = "A section of your own. Under the id of a usual section and without items, it is the title of that section.";
        let mut schema = record_schema(&RECORD, about, &properties);
        schema.insert("allOf".into(), kinds.into());
        schema
    }
}

/// A title made from an id: `machineLearning` gives `Machine learning`.
pub(crate) fn readable(id: &str) -> String {
    let mut words = String::new();
    for (index, c) in id.chars().enumerate() {
        if c == '-' || c == '_' {
            words.push(' ');
        } else if index == 0 {
            words.extend(c.to_uppercase());
        } else if c.is_uppercase() && !words.ends_with(' ') && !words.ends_with(char::is_uppercase) {
            words.push(' ');
            words.extend(c.to_lowercase());
        } else {
            words.push(c);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn an_id_becomes_a_title() {
        assert_eq!(readable("machineLearning"), "Machine learning");
        assert_eq!(readable("open-source"), "Open source");
        assert_eq!(readable("study_topics"), "Study topics");
    }
}
