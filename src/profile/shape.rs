//! The shape of a profile: which record stands where, and what its keys hold.
//!
//! [`record!`](super::decode::record) derives it from the same list of fields as the decoder, as constants, so that
//! [`canonical`](super::canonical) can walk nodes before they are decoded.

/// What a value is, as far as a walk over nodes needs to know.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A value that the walk leaves alone.
    Opaque,
    /// A scalar: a date, an address, an id.
    Scalar,
    /// One line of text, or one for each language.
    Line,
    /// Text with markup, or one for each language.
    Prose,
    /// A keyword: a line, or a record with a name and a level.
    Keyword,
    /// A tag.
    Tag,
    /// A highlight: prose, or a record with nested highlights.
    Highlight,
    /// A place: a line, or the record of its parts.
    Place(&'static Record),
    /// A record.
    Record(&'static Record),
    /// Any number of values in a list.
    List(&'static Shape),
    /// One value, or several in a list.
    OneOrMany(&'static Shape),
    /// Own sections by their ids.
    Sections,
    /// Keywords or other records of an own section, each of which may be a text.
    TextOr(&'static Record),
}

/// A record: a mapping with known keys.
#[derive(Debug)]
pub(crate) struct Record {
    /// The name of its type, by which [`names`](super::names) knows it.
    pub(crate) name: &'static str,
    /// The record in messages, such as `a work entry`.
    pub(crate) of: &'static str,
    /// Its keys and what they hold.
    pub(crate) fields: &'static [(&'static str, &'static Shape)],
}

impl Record {
    /// The shape of the value under a key.
    pub(crate) fn field(&self, key: &str) -> Option<&'static Shape> {
        self.fields.iter().find(|(name, _)| *name == key).map(|(_, shape)| *shape)
    }

    /// The keys that it has, in the order of its declaration.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.fields.iter().map(|(key, _)| *key)
    }
}
