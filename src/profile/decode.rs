//! From nodes to typed values, collecting every problem on the way.
//!
//! serde stops at the first error and knows no places, so the model is declared with [`record!`], which gives each
//! record its decoder and its JSON Schema from one list of fields. A value that is wrong is reported and counts as
//! absent, so that the rest of the file is still looked at.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::date::DateReading;
use super::shape::Shape;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span, nearest, quoted};
use crate::source::{Data, Key, Node, Style};

/// Decodes nodes, knowing where in the file it is.
pub(crate) struct Decoder<'a> {
    diagnostics: &'a mut Diagnostics,
    path: Vec<String>,
    /// Whether keys that nobody knows are for others to say.
    lenient: bool,
    /// The whole profile, which tells how its dates are read.
    profile: Option<&'a Node>,
    dates: OnceCell<DateReading>,
}

impl<'a> Decoder<'a> {
    /// A decoder that reports to a collection.
    pub(crate) fn new(diagnostics: &'a mut Diagnostics) -> Self {
        Self { diagnostics, path: Vec::new(), lenient: false, profile: None, dates: OnceCell::new() }
    }

    /// A decoder of what [`canonicalize`](super::canonical::canonicalize) has gone over, which said what nobody knows: of a whole
    /// profile, or of what is left of it.
    pub(crate) fn lenient(profile: &'a Node, diagnostics: &'a mut Diagnostics) -> Self {
        Self { lenient: true, profile: Some(profile), ..Self::new(diagnostics) }
    }

    /// How dates are read; found out when first asked for, since most are in the forms of ISO 8601.
    pub(crate) fn dates(&self) -> &DateReading {
        self.dates.get_or_init(|| self.profile.map_or_else(DateReading::unknown, DateReading::of))
    }

    /// Whether an error was reported.
    pub(crate) fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }

    /// Whether it is below a key of the file's root.
    pub(crate) fn is_under(&self, key: &str) -> bool {
        self.path.first().is_some_and(|step| step.strip_prefix('.') == Some(key))
    }

    /// Tells whether it reads a profile, which is shown whatever is wrong with it.
    pub(crate) fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// Reports a problem at a place under the current key path.
    pub(crate) fn report(&mut self, span: Span, problem: Problem) {
        self.push(Diagnostic::at(span, problem));
    }

    /// Reports a prepared diagnostic under the current key path.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        let path = self.path.concat();
        self.diagnostics.push(diagnostic.with_path(path.strip_prefix('.').unwrap_or(&path)));
    }

    /// Reports that a node is not what is expected.
    pub(crate) fn wrong_type(&mut self, node: &Node, expected: &str) {
        let found = match &node.data {
            Data::Scalar { text, style: Style::Plain } => quoted(text),
            _ => node.kind().to_owned(),
        };
        self.report(node.span, Problem::WrongType { expected: expected.to_owned(), found });
    }

    /// Decodes something under a key.
    pub(crate) fn under<T>(&mut self, key: &str, decode: impl FnOnce(&mut Self) -> T) -> T {
        self.step(format!(".{key}"), decode)
    }

    /// Decodes something at an index.
    pub(crate) fn at<T>(&mut self, index: usize, decode: impl FnOnce(&mut Self) -> T) -> T {
        self.step(format!("[{index}]"), decode)
    }

    fn step<T>(&mut self, step: String, decode: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let value = decode(self);
        self.path.pop();
        value
    }
}

/// A value that can be read from a node that is not absent.
pub(crate) trait Decode: Sized {
    /// What it is to a walk over nodes.
    const SHAPE: &'static Shape = &Shape::Opaque;

    /// Reads the value; `None` when it was wrong, which has been reported.
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self>;
}

/// A field of a record: has a value even when it is absent or wrong.
pub(crate) trait Field: Default {
    /// What it is to a walk over nodes.
    const SHAPE: &'static Shape = &Shape::Opaque;

    /// Reads the field from its node.
    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Self;
}

impl<T: Decode> Field for Option<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Self {
        if node.is_absent() { None } else { T::decode(node, decoder) }
    }
}

impl<T: Decode> Field for Vec<T> {
    const SHAPE: &'static Shape = &Shape::List(T::SHAPE);

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Self {
        match &node.data {
            Data::Sequence(items) => {
                let mut values = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate().filter(|(_, item)| !item.is_absent()) {
                    values.extend(decoder.at(index, |decoder| T::decode(item, decoder)));
                }
                values
            }
            _ if node.is_absent() => Self::new(),
            _ => {
                decoder.wrong_type(node, "a list");
                Self::new()
            }
        }
    }
}

impl Field for bool {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Self {
        match &node.data {
            Data::Scalar { text, style: Style::Plain } if text == "true" => true,
            Data::Scalar { text, style: Style::Plain } if text == "false" => false,
            _ if node.is_absent() => false,
            _ => {
                decoder.wrong_type(node, "`true` or `false`");
                false
            }
        }
    }
}

/// The pairs of a mapping whose keys are free, such as the ids of own sections, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct ById<T>(pub Vec<(Key, T)>);

impl<T> Default for ById<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Decode> Field for ById<T> {
    const SHAPE: &'static Shape = &Shape::Sections;

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Self {
        match &node.data {
            Data::Mapping(pairs) => {
                let mut values = Vec::with_capacity(pairs.len());
                for (key, value) in pairs.iter().filter(|(_, value)| !value.is_absent()) {
                    let entry = decoder.under(&key.name, |decoder| T::decode(value, decoder));
                    values.extend(entry.map(|entry| (key.clone(), entry)));
                }
                Self(values)
            }
            _ if node.is_absent() => Self::default(),
            _ => {
                decoder.wrong_type(node, "a mapping");
                Self::default()
            }
        }
    }
}

/// The value of an `x-` key, which means something to a theme only.
#[derive(Debug, Clone, PartialEq)]
pub enum ExtraValue {
    /// A scalar, as its text.
    Text(String, Span),
    /// A list.
    List(Vec<ExtraValue>),
    /// A mapping.
    Map(BTreeMap<String, ExtraValue>),
}

impl ExtraValue {
    /// Reads any node; absent values give nothing.
    pub(crate) fn from_node(node: &Node) -> Option<Self> {
        match &node.data {
            _ if node.is_absent() => None,
            Data::Null => None,
            Data::Scalar { text, .. } => Some(Self::Text(text.clone(), node.span)),
            Data::Sequence(items) => Some(Self::List(items.iter().filter_map(Self::from_node).collect())),
            Data::Mapping(pairs) => {
                let values = pairs.iter().filter_map(|(key, value)| Some((key.name.clone(), Self::from_node(value)?)));
                Some(Self::Map(values.collect()))
            }
        }
    }
}

/// The `x-` keys of a record, without the `x-`.
pub type Extras = BTreeMap<String, ExtraValue>;

/// Reports a key that no field has, or keeps it where it is a theme's own.
pub(crate) fn unknown_key(
    key: &Key,
    node: &Node,
    of: &'static str,
    known: &[&str],
    extras: &mut Extras,
    decoder: &mut Decoder<'_>,
) {
    if let Some(name) = key.name.strip_prefix("x-") {
        extras.extend(ExtraValue::from_node(node).map(|value| (name.to_owned(), value)));
    } else if !decoder.lenient && key.name != "$schema" {
        let near = nearest(&key.name, known.iter().copied()).map(str::to_owned);
        decoder.under(&key.name, |decoder| {
            decoder.report(key.span, Problem::UnknownKey { key: key.name.clone(), near, of });
        });
    }
}

/// Reports a key that a record lacks, at its start: the whole of it would mark half the file.
pub(crate) fn required(node: &Node, key: &'static str, of: &'static str, decoder: &mut Decoder<'_>) {
    if node.get(key).is_none_or(Node::is_absent) {
        let start = Span { end: node.span.start, ..node.span };
        decoder.report(start, Problem::MissingKey { key, of });
    }
}

/// Declares a record of the profile: its struct, decoder and JSON Schema.
///
/// Each field has its documentation, its type, its key, and `required` where nothing can be made without it. Every record
/// keeps its place and its `x-` keys. One that `is entry` also has what every entry of a list has: an id, tags, and whether
/// it is private. Other names of keys are not known here: [`names`](super::names) has them.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $name:ident is entry $of:literal { $($field:tt)* }
    ) => {
        $crate::profile::decode::record! {
            $(#[doc = $doc])+
            $name is $of {
                $($field)*
                /// A name by which applications address it, unique in its list.
                id: Option<$crate::profile::Id> = "id";
                /// Tags, by which applications select.
                tags: $crate::profile::Tags = "tags";
                /// `true` leaves it out unless an application asks for private entries.
                private: bool = "private";
            }
        }
    };
    (
        $(#[doc = $doc:literal])+
        $name:ident is $of:literal {
            $(
                $(#[doc = $field_doc:literal])+
                $field:ident: $type:ty = $key:literal $(, $required:ident)?;
            )*
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name {
            $($(#[doc = $field_doc])+ pub $field: $type,)*
            /// The `x-` keys, without the `x-`.
            pub x: $crate::profile::decode::Extras,
            /// Where the record stands; none for a record that was made and not read.
            pub span: Option<$crate::diagnostic::Span>,
        }

        impl $name {
            /// The keys that this record has, in the order of its declaration.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// Its keys and what they hold.
            pub(crate) const RECORD: &'static $crate::profile::shape::Record = &$crate::profile::shape::Record {
                name: stringify!($name),
                of: $of,
                fields: &[$(($key, <$type as $crate::profile::decode::Field>::SHAPE)),*],
            };
        }

        impl $crate::profile::decode::Decode for $name {
            const SHAPE: &'static $crate::profile::shape::Shape = &$crate::profile::shape::Shape::Record(Self::RECORD);

            fn decode(
                node: &$crate::source::Node,
                decoder: &mut $crate::profile::decode::Decoder<'_>,
            ) -> Option<Self> {
                let $crate::source::Data::Mapping(pairs) = &node.data else {
                    decoder.wrong_type(node, concat!("a mapping for ", $of));
                    return None;
                };
                let mut record = Self { span: Some(node.span), ..Self::default() };
                for (key, value) in pairs {
                    match key.name.as_str() {
                        $(
                            $key => record.$field = decoder.under($key, |decoder| {
                                $crate::profile::decode::Field::read(value, decoder)
                            }),
                        )*
                        _ => $crate::profile::decode::unknown_key(
                            key, value, $of, Self::KEYS, &mut record.x, decoder,
                        ),
                    }
                }
                $($($crate::profile::decode::$required(node, $key, $of, decoder);)?)*
                Some(record)
            }
        }

        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                let mut properties = ::serde_json::Map::new();
                $({
                    let schema = $crate::profile::schema::field_schema::<$type>(generator, concat!($($field_doc),+));
                    properties.insert($key.into(), schema);
                })*
                #[allow(unused_mut, reason = "most records require nothing")]
                let mut schema =
                    $crate::profile::schema::record_schema(Self::RECORD, concat!($($doc),+), &properties);
                $($({
                    let $required = $key;
                    let keys = schema.ensure_object().entry("required").or_insert_with(|| Vec::<String>::new().into());
                    keys.as_array_mut().into_iter().for_each(|keys| keys.push($required.into()));
                })?)*
                schema
            }
        }
    };
}
pub(crate) use record;
