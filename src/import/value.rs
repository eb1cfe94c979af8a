//! What is written: a tree of texts, lists and mappings, without places.

use crate::source::{Data, Node, Style};

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

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) | Self::Plain(text) => text.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(pairs) => pairs.is_empty(),
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
        if let Some((_, Value::Map(inner))) = pairs.iter_mut().find(|(key, _)| key == step) {
            return insert(inner, rest, value);
        }
    }
    let mut name = steps.join(".");
    while pairs.iter().any(|(key, _)| *key == name) {
        name.push('\'');
    }
    pairs.push((name, value));
}
