//! What becomes of an input: a tree of texts, lists and mappings. It is written as YAML, or read at once as nodes, with the
//! places in the input that its parts came from.

use super::yaml;
use crate::diagnostic::Span;
use crate::source::{Data, Key, Node, Style};

/// A value to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing.
    Null,
    /// A text.
    Text(String),
    /// What stood without quotes in the input, such as `false` or `3.97`.
    Plain(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping.
    Map(Vec<(String, Value)>),
    /// A value from a place of the input. Its parts come from there, too, unless they say otherwise.
    At(Span, Box<Value>),
}

impl Value {
    /// The value of a node as it stands.
    pub(super) fn from_node(node: &Node) -> Self {
        match &node.data {
            Data::Null => Self::Null,
            Data::Scalar { text, style: Style::Plain } => Self::Plain(text.clone()),
            Data::Scalar { text, .. } => Self::Text(text.clone()),
            Data::Sequence(items) => Self::List(items.iter().map(Self::from_node).collect()),
            Data::Mapping(pairs) => {
                Self::Map(pairs.iter().map(|(key, value)| (key.name.clone(), Self::from_node(value))).collect())
            }
        }
    }

    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A list of texts.
    pub(super) fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// The same value, from a place of the input.
    pub(super) fn at(self, span: Span) -> Self {
        Self::At(span, Box::new(self))
    }

    /// The value without its place.
    pub(super) fn bare(&self) -> &Self {
        match self {
            Self::At(_, value) => value.bare(),
            value => value,
        }
    }

    /// The value without its place, to change it.
    pub(super) fn bare_mut(&mut self) -> &mut Self {
        match self {
            Self::At(_, value) => value.bare_mut(),
            value => value,
        }
    }

    /// Takes the place away.
    pub(super) fn into_bare(self) -> Self {
        match self {
            Self::At(_, value) => value.into_bare(),
            value => value,
        }
    }

    /// The pairs of a mapping; none of anything else.
    pub(super) fn into_pairs(self) -> Vec<(String, Value)> {
        match self.into_bare() {
            Self::Map(pairs) => pairs,
            _ => Vec::new(),
        }
    }

    /// Returns the node that reading the written value would give. `around` is the place of what has none of its own.
    pub(super) fn node(&self, around: Span) -> Node {
        let data = match self {
            Self::At(span, value) => return value.node(*span),
            Self::Null => Data::Null,
            Self::Text(text) => Data::Scalar { text: text.clone(), style: yaml::style(text) },
            Self::Plain(text) => Data::Scalar { text: text.clone(), style: yaml::plain_style(text) },
            Self::List(items) => Data::Sequence(items.iter().map(|item| item.node(around)).collect()),
            Self::Map(pairs) => {
                let pair = |(key, value): &(String, Self)| {
                    let value = value.node(around);
                    (Key { name: key.clone(), span: value.span }, value)
                };
                Data::Mapping(pairs.iter().map(pair).collect())
            }
        };
        Node { span: around, data }
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) | Self::Plain(text) => text.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(pairs) => pairs.is_empty(),
            Self::At(_, value) => value.is_empty(),
        }
    }
}

/// Puts a value at a path of keys; a key that is taken by something else gets the rest of the path as its name.
pub(super) fn insert(pairs: &mut Vec<(String, Value)>, steps: &[&str], value: Value) {
    let [step, rest @ ..] = steps else { return };
    if !rest.is_empty() {
        if pairs.iter().all(|(key, _)| key != step) {
            pairs.push(((*step).to_owned(), Value::Map(Vec::new())));
        }
        let taken = pairs.iter_mut().find(|(key, _)| key == step).map(|(_, value)| value.bare_mut());
        if let Some(Value::Map(inner)) = taken {
            return insert(inner, rest, value);
        }
    }
    let mut name = steps.join(".");
    while pairs.iter().any(|(key, _)| *key == name) {
        name.push('\'');
    }
    pairs.push((name, value));
}
