//! The letter of an application: the model, reading it from a file of its own, its JSON Schema.
//!
//! A letter says what is written to one employer; who writes it, and how to reach them, is the profile's to say.
//! [`resolve_letter`](super::resolve_letter) joins the two.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::diagnostic::Diagnostics;
use crate::profile::decode::{Decode, Decoder, record};
use crate::profile::schema::titled;
use crate::profile::{Date, ImagePath, LineText, Lines, Prose};
use crate::source::{Data, Node};

record! {
    /// A cover letter.
    Letter is "a letter" {
        /// The recipient: name and address, in lines.
        to: Option<Recipient> = "to";
        /// The date of the letter. Without one, it shows none.
        date: Option<Date> = "date";
        /// The subject.
        subject: Option<LineText> = "subject";
        /// The greeting, such as `Dear Ms Hopper,`.
        greeting: Option<LineText> = "greeting";
        /// The text of the letter.
        body: Option<Prose> = "body", required;
        /// The closing, such as `Yours sincerely,`.
        closing: Option<LineText> = "closing";
        /// A picture of the signature, shown above the name.
        signature: Option<ImagePath> = "signature";
        /// `true` makes one document of the letter and the résumé.
        join: bool = "join";
    }
}

impl Letter {
    /// Reads a letter from a node, reporting everything that is wrong with it; what is wrong counts as absent. `None` if
    /// the node is no mapping at all.
    pub fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::decode(node, &mut Decoder::new(diagnostics))
    }
}

/// Who a letter is to.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipient {
    /// A text whose line breaks count.
    Text(Lines),
    /// A list of lines.
    List(Vec<LineText>),
}

impl Decode for Recipient {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.data {
            Data::Sequence(items) => {
                let items = items.iter().enumerate().filter(|(_, item)| !item.is_absent());
                let line = |(index, item)| decoder.at(index, |decoder| LineText::decode(item, decoder));
                Some(Self::List(items.filter_map(line).collect()))
            }
            _ => Lines::decode(node, decoder).map(Self::Text),
        }
    }
}

impl JsonSchema for Recipient {
    fn schema_name() -> Cow<'static, str> {
        "Recipient".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (text, line) = (generator.subschema_for::<Lines>(), generator.subschema_for::<LineText>());
        json_schema!({ "items": line, "if": { "type": "array" }, "else": text })
    }
}

/// The JSON Schema (draft 2020-12) that letters meet, generated from the model.
#[must_use]
pub fn json_schema() -> Value {
    titled::<Letter>("curricle letter")
}

/// The schema as the file in `data/schema/` and `curricle schema letter` have it: indented, with a line break at its end.
#[must_use]
pub fn json_schema_text() -> String {
    format!("{:#}\n", json_schema())
}

#[cfg(test)]
mod tests {
    use super::{Letter, Recipient, json_schema_text};
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::source::{Format, Sources, parse};

    fn read(text: &str) -> (Option<Letter>, Diagnostics, Sources) {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add("letter.yaml", text);
        let node = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML");
        let letter = Letter::from_node(&node, &mut diagnostics);
        (letter, diagnostics, sources)
    }

    fn said(text: &str) -> Vec<(&'static str, String)> {
        let (_, diagnostics, _) = read(text);
        diagnostics.iter().map(|diagnostic: &Diagnostic| (diagnostic.code(), diagnostic.path.clone())).collect()
    }

    #[test]
    fn the_recipient_is_text_with_line_breaks_or_a_list_of_lines() {
        let (letter, diagnostics, _) = read("to: |\n  Acme\n\n   Search team \nbody: a");
        assert!(diagnostics.is_empty());
        let Some(Recipient::Text(lines)) = letter.expect("a mapping").to else { panic!("it is text") };
        assert_eq!(lines.0.variants[0].1.value, "Acme\nSearch team");
        let (letter, diagnostics, _) = read("to: [Acme, null, {en: Search, de: Suche}]\nbody: a");
        assert!(diagnostics.is_empty());
        assert!(matches!(letter.expect("a mapping").to, Some(Recipient::List(lines)) if lines.len() == 2));
        assert_eq!(said("to: {en: Acme}\nbody: {en: a, de: b}"), []);
    }

    #[test]
    fn what_is_wrong_is_reported_under_its_key() {
        let at = |code, path: &str| (code, path.to_owned());
        assert_eq!(said("to: Acme"), [at("missing-key", "")]);
        assert_eq!(said("body: ''"), [at("missing-key", "")]);
        assert_eq!(said("body: [a]"), [at("wrong-type", "body")]);
        assert_eq!(
            said("to: [a, [b]]\ndate: 21/11/2026\nsubjct: a\nsignature: []\nbody: a\njoin: 1"),
            [
                at("wrong-type", "to[1]"),
                at("unknown-key", "subjct"),
                at("wrong-type", "signature"),
                at("wrong-type", "join"),
            ]
        );
        assert_eq!(said("body: a\njoin: true\nx-draft: 3"), []);
    }

    #[test]
    fn a_missing_body_is_reported_at_the_start_of_the_letter() {
        let (_, diagnostics, sources) = read("# to Acme\nsubject: a\n");
        let span = diagnostics.0[0].span().expect("a place");
        assert_eq!(sources.get(span.source).line_column(span.range().start).line, 2);
    }

    #[test]
    fn the_stored_schema_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/schema/letter.json");
        if std::env::var_os("CURRICLE_UPDATE").is_some() {
            std::fs::write(path, json_schema_text()).expect("writable");
        }
        let stored = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        assert!(stored == json_schema_text(), "run `CURRICLE_UPDATE=1 cargo test the_stored_schema_is_current`");
    }
}
