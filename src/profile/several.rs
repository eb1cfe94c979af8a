//! Fields that hold one value or a list of them.

use std::borrow::Cow;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::decode::{Decode, Decoder, Field};
use super::schema::{FieldSchema, list_schema};
use super::shape::Shape;
use super::text::{Plain, Text};
use crate::source::{Data, Node};

/// Values of which most people have one, such as e-mail addresses: written alone or as a list.
#[derive(Debug, Clone, PartialEq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Decode> Field for OneOrMany<T> {
    const SHAPE: &'static Shape = &Shape::OneOrMany(T::SHAPE);

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Self {
        match &node.data {
            Data::Sequence(_) => Self(Vec::read(node, decoder)),
            _ => Self(Option::read(node, decoder).into_iter().collect()),
        }
    }
}

impl<T: JsonSchema> FieldSchema for OneOrMany<T> {
    fn field(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        list_schema(&one.to_value(), &Shape::Opaque)
    }
}

/// Tags: a list, or one text with commas between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tags(pub Vec<Plain>);

impl Deref for Tags {
    type Target = [Plain];

    fn deref(&self) -> &[Plain] {
        &self.0
    }
}

impl Field for Tags {
    const SHAPE: &'static Shape = &Shape::List(&Shape::Tag);

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Self {
        let Data::Scalar { text, .. } = &node.data else { return Self(Vec::read(node, decoder)) };
        let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
        Self(tags.map(|tag| Plain(Text::new(tag, node.span))).collect())
    }
}

impl JsonSchema for Tags {
    fn schema_name() -> Cow<'static, str> {
        "Tags".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        list_schema(&generator.subschema_for::<Plain>().to_value(), &Shape::Opaque)
    }
}

impl FieldSchema for Tags {
    fn field(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Self>()
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::profile::Profile;
    use crate::source::{Format, Sources, parse};

    fn profile(text: &str) -> (Profile, Vec<&'static str>) {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add("p.yaml", text);
        let node = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML");
        let profile = Profile::from_node(&node, &mut diagnostics).expect("a profile");
        (profile, diagnostics.iter().map(Diagnostic::code).collect())
    }

    #[test]
    fn one_value_and_a_list_of_values_are_read_alike() {
        for (text, count) in [("1", 1), ("[1, 2]", 2), ("[]", 0), ("''", 0), ("[1, null, '']", 1)] {
            let (profile, said) = profile(&format!("basics: {{name: A, phone: {text}}}"));
            assert_eq!(profile.basics.expect("basics").phone.len(), count, "{text}");
            assert!(said.is_empty(), "{text}: {said:?}");
        }
        let (profile, said) = profile("basics: {name: A, email: [a@example.org, b]}");
        assert_eq!((profile.basics.expect("basics").email.len(), said), (2, vec!["bad-email"]));
    }

    #[test]
    fn tags_in_one_text_are_set_apart_by_commas() {
        for text in ["'a, b c,'", "[a, b c]"] {
            let (profile, said) = profile(&format!("{{basics: {{name: A}}, skills: [{{name: B, tags: {text}}}]}}"));
            let tags: Vec<&str> = profile.skills[0].tags.iter().map(|tag| tag.0.value.as_str()).collect();
            assert_eq!((tags, said), (vec!["a", "b c"], vec![]), "{text}");
        }
    }

    #[test]
    fn ids_of_other_tools_do_no_harm() {
        let ids = |ids: [&str; 2]| {
            profile(&format!(
                "{{basics: {{name: A}}, work: [{{name: B, id: {}}}, {{name: C, id: {}}}]}}",
                ids[0], ids[1]
            ))
            .1
        };
        assert_eq!(ids(["1", "1"]), [""; 0], "numbers address nothing");
        assert_eq!(ids(["140-027", "140-027"]), ["duplicate-id"]);
        assert_eq!(ids(["my job", "x"]), ["bad-id"]);
        assert_eq!(ids(["'my job'", "x"]), [""; 0]);
        assert!(
            !crate::diagnostic::Problem::CODES.iter().any(|(code, severity, _)| {
                *code == "duplicate-id" && *severity == crate::diagnostic::Severity::Error
            })
        );
    }

    #[test]
    fn an_unknown_section_in_the_order_is_a_warning() {
        let (_, said) = profile(
            "basics: {name: A}\nmeta: {sections: [summary, own, wrok]}\nsections: {own: {kind: list, items: [B]}}",
        );
        assert_eq!(said, ["unknown-section"]);
    }
}
