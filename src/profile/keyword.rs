//! Records that are mostly written as their name alone: keywords, and projects below a job.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::decode::{Decode, Decoder, record};
use super::model::Project;
use super::schema::text_or;
use super::shape::Shape;
use super::text::LineText;
use crate::source::{Data, Node};

record! {
    /// A keyword with more than its name.
    KeywordRecord is "a keyword" {
        /// The keyword.
        name: Option<LineText> = "name";
        /// The level, such as `5` or `Master`.
        level: Option<LineText> = "level";
    }
}

/// A keyword: a text, or a record with a level.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword(pub KeywordRecord);

/// A project below a job: a text, which is its name, or a record like those of the section.
#[derive(Debug, Clone, PartialEq)]
pub struct JobProject(pub Project);

/// Whether a node is text, in one language or several, rather than a record with one of these keys.
pub(super) fn is_text(node: &Node, keys: &[&str]) -> bool {
    match &node.data {
        Data::Mapping(pairs) => !pairs.iter().any(|(key, _)| keys.contains(&key.name.as_str())),
        _ => true,
    }
}

impl Decode for Keyword {
    const SHAPE: &'static Shape = &Shape::Keyword;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if is_text(node, KeywordRecord::KEYS) {
            let name = Some(LineText::decode(node, decoder)?);
            return Some(Self(KeywordRecord { name, span: Some(node.span), ..KeywordRecord::default() }));
        }
        KeywordRecord::decode(node, decoder).map(Self)
    }
}

impl Decode for JobProject {
    const SHAPE: &'static Shape = &Shape::Record(Project::RECORD);

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if is_text(node, Project::KEYS) {
            let name = Some(LineText::decode(node, decoder)?);
            return Some(Self(Project { name, span: Some(node.span), ..Project::default() }));
        }
        Project::decode(node, decoder).map(Self)
    }
}

impl JsonSchema for Keyword {
    fn schema_name() -> Cow<'static, str> {
        "Keyword".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        text_or(KeywordRecord::json_schema(generator))
    }
}

impl JsonSchema for JobProject {
    fn schema_name() -> Cow<'static, str> {
        "JobProject".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        text_or(Project::json_schema(generator))
    }
}
