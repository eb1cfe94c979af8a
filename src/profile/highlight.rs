//! Highlights: one achievement each, plain, tagged or with others nested under it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::decode::{Decode, Decoder, Field};
use super::schema::{FREE_KEYS, PRIVATE, TAGS, field_schema, text_or};
use super::several::Tags;
use super::shape::Shape;
use super::text::Prose;
use crate::diagnostic::Problem;
use crate::source::{Data, Key, Node};

/// How deep highlights may be nested; a page cannot show more.
const MAX_DEPTH: usize = 6;

/// One achievement.
#[derive(Debug, Clone, PartialEq)]
pub struct Highlight {
    /// The text.
    pub text: Prose,
    /// Tags, for selection.
    pub tags: Tags,
    /// Left out unless an application asks for it.
    pub private: bool,
    /// Highlights nested under this one.
    pub highlights: Vec<Highlight>,
}

/// The keys of a highlight that is more than its text.
const KEYS: &[&str] = &["text", "tags", "private", "highlights"];

impl Decode for Highlight {
    const SHAPE: &'static Shape = &Shape::Highlight;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        decode_at(node, decoder, 1)
    }
}

fn decode_at(node: &Node, decoder: &mut Decoder<'_>, depth: usize) -> Option<Highlight> {
    if depth > MAX_DEPTH {
        decoder.report(node.span, Problem::TooDeep { limit: MAX_DEPTH });
        return None;
    }
    let pairs = match &node.data {
        Data::Mapping(pairs) if is_record(pairs) => pairs,
        _ => {
            let text = Prose::decode(node, decoder)?;
            return Some(Highlight { text, tags: Tags::default(), private: false, highlights: Vec::new() });
        }
    };
    let (mut text, mut tags, mut private, mut highlights) = (None, Tags::default(), false, Vec::new());
    for (key, value) in pairs {
        decoder.under(&key.name, |decoder| match key.name.as_str() {
            "text" => text = Field::read(value, decoder),
            "tags" => tags = Field::read(value, decoder),
            "private" => private = Field::read(value, decoder),
            "highlights" => match &value.data {
                Data::Sequence(items) => {
                    for (index, item) in items.iter().enumerate().filter(|(_, item)| !item.is_absent()) {
                        highlights.extend(decoder.at(index, |decoder| decode_at(item, decoder, depth + 1)));
                    }
                }
                _ if value.is_absent() => {}
                _ => decoder.wrong_type(value, "a list"),
            },
            _ => {}
        });
    }
    if text.is_none() && node.get("text").is_none_or(Node::is_absent) {
        decoder.report(node.span, Problem::MissingKey { key: "text", of: "a highlight" });
    }
    Some(Highlight { text: text?, tags, private, highlights })
}

/// Whether a mapping is a highlight with keys of its own rather than a text in several languages.
fn is_record(pairs: &[(Key, Node)]) -> bool {
    pairs.iter().any(|(key, _)| KEYS.contains(&key.name.as_str()))
}

impl JsonSchema for Highlight {
    fn schema_name() -> Cow<'static, str> {
        "Highlight".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = field_schema::<Option<Prose>>(generator, "What was achieved.");
        let tags = field_schema::<Tags>(generator, TAGS);
        let private = field_schema::<bool>(generator, PRIVATE);
        let nested = field_schema::<Vec<Self>>(generator, "Bullet points below this one.");
        text_or(json_schema!({
            "description": "One bullet point: its text, or its text with tags and bullet points below it.",
            "properties": { "text": text, "tags": tags, "private": private, "highlights": nested },
            "patternProperties": { FREE_KEYS: true },
            "dependentRequired": { "tags": ["text"], "private": ["text"], "highlights": ["text"] },
        }))
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::profile::Profile;
    use crate::source::{Format, Sources, parse};

    fn codes(highlight: &str) -> Vec<&'static str> {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let text = format!("{{basics: {{name: A}}, work: [{{highlights: [{highlight}]}}]}}");
        let id = sources.add("p.yaml", text);
        let node = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML");
        Profile::read(node, Format::Yaml, &sources, &mut diagnostics);
        diagnostics.iter().map(crate::diagnostic::Diagnostic::code).collect()
    }

    #[test]
    fn a_highlight_is_text_a_record_or_text_in_languages() {
        for highlight in [
            "a",
            "{text: a, tags: [x]}",
            "{en: a, de: b}",
            "{text: {en: a, de: b}, highlights: [b]}",
            "{tet: a, en: b}",
        ] {
            assert_eq!(codes(highlight), [""; 0], "{highlight}");
        }
    }

    #[test]
    fn a_highlight_needs_its_text() {
        assert_eq!(codes("{tags: [x]}"), ["missing-key"]);
    }
}
