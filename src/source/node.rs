//! What YAML and JSON have in common: scalars, lists and mappings, each with its place.

use crate::diagnostic::Span;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands: the scalar itself, quotes included, or from the first to the last character of a collection.
    pub span: Span,
    /// What it is.
    pub data: Data,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// Nothing: a key without a value, `null` or `~`.
    Null,
    /// A scalar, as its text.
    Scalar {
        /// The text: decoded, unfolded, otherwise as written.
        text: String,
        /// How it was written.
        style: Style,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order of the file. Keys are unique.
    Mapping(Vec<(Key, Node)>),
}

/// How a scalar was written, which decides what a line break in it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes: plain YAML; in JSON a number, `true` or `false`.
    Plain,
    /// Between quotes: a line break in it was asked for by its writer.
    Quoted,
    /// As a block after `|` or `>`, where people wrap lines.
    Block,
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key's text.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Node {
    /// What it is, for messages: `text`, `a list`, `a mapping`, `nothing`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.data {
            Data::Null => "nothing",
            Data::Scalar { .. } => "text",
            Data::Sequence(_) => "a list",
            Data::Mapping(_) => "a mapping",
        }
    }

    /// Whether it counts as absent: null or empty text.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        match &self.data {
            Data::Null => true,
            Data::Scalar { text, .. } => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The value under a key, if this is a mapping that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.data {
            Data::Mapping(pairs) => pairs.iter().find(|(key, _)| key.name == name).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The text, if this is a scalar.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}
