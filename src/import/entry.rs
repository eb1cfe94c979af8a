//! A mapping of the input on its way to a record of the profile.
//!
//! What is taken out of the mapping is carried, and what is still in it at the end is kept under `x-imported`, each key with
//! a word to say so. That is how nothing gets lost by being forgotten.

use super::report::{Kept, Report, values};
use super::text::{self, Plain};
use super::value::{self, Value};
use crate::diagnostic::{Diagnostics, Span};
use crate::profile::canonical_date;
use crate::profile::decode::{Decode, Decoder};
use crate::profile::link::link_target;
use crate::source::{Data, Node, Style};

/// The key that holds what has no place in the profile.
pub(super) const KEPT: &str = "x-imported";

/// Why emphasis did not come over.
const PLAIN: &str = "its text is plain here, without bold or italic";

/// Why it did not among authors.
const OWN_NAME: &str = "authors are plain text; the theme `folio` sets your own name in bold by itself";

/// A value of the input, with its key path.
#[derive(Debug, Clone)]
pub(super) struct Found<'n> {
    pub(super) node: &'n Node,
    pub(super) path: String,
    /// The place of its key, or of the value itself in a list.
    pub(super) span: Span,
    /// The name to keep it under.
    pub(super) name: String,
    /// The mapping to keep it in, where that has no record of its own.
    pub(super) under: Option<String>,
}

/// A mapping whose keys are taken out one by one.
#[derive(Debug, Default)]
pub(super) struct Mapping<'n> {
    path: String,
    /// Where it stands; none where there is none.
    span: Option<Span>,
    rest: Vec<Found<'n>>,
}

impl<'n> Mapping<'n> {
    /// The keys of a node with a text in them; of one that is no mapping itself, so that it is not lost.
    pub(super) fn new(node: &'n Node, path: &str) -> Self {
        let Data::Mapping(pairs) = &node.data else {
            let name = path.rsplit('.').next().unwrap_or_default().to_owned();
            let itself = Found { node, path: path.to_owned(), span: node.span, name, under: None };
            let rest = if values(node) > 0 { vec![itself] } else { Vec::new() };
            return Self { path: path.to_owned(), span: Some(node.span), rest };
        };
        let rest = pairs.iter().filter(|(_, value)| values(value) > 0).map(|(key, value)| Found {
            node: value,
            path: if path.is_empty() { key.name.clone() } else { format!("{path}.{}", key.name) },
            span: key.span,
            name: key.name.clone(),
            under: None,
        });
        Self { path: path.to_owned(), span: Some(node.span), rest: rest.collect() }
    }

    /// The value of a key, which is nobody else's then.
    pub(super) fn take(&mut self, key: &str) -> Option<Found<'n>> {
        let index = self.rest.iter().position(|found| found.name == key)?;
        Some(self.rest.remove(index))
    }

    /// Whether a key is still there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.rest.iter().any(|found| found.name == key)
    }

    /// Whether it stands in a list of this name.
    pub(super) fn is_of(&self, list: &str) -> bool {
        self.path.split('.').next_back().is_some_and(|step| step.split('[').next() == Some(list))
    }

    /// All that is left.
    pub(super) fn rest(&mut self) -> Vec<Found<'n>> {
        std::mem::take(&mut self.rest)
    }
}

impl<'n> Found<'n> {
    /// The items of a list, empty ones left out; a single value stands for a list of one.
    pub(super) fn items(&self) -> Vec<Found<'n>> {
        let Data::Sequence(items) = &self.node.data else { return vec![self.clone()] };
        let present = items.iter().enumerate().filter(|(_, item)| values(item) > 0);
        present
            .map(|(index, node)| Found {
                node,
                path: format!("{}[{index}]", self.path),
                span: node.span,
                name: format!("{}[{index}]", self.name),
                under: self.under.clone(),
            })
            .collect()
    }

    /// The same value, to be kept in a mapping of this name.
    pub(super) fn under(self, name: &str) -> Self {
        Self { under: Some(name.to_owned()), ..self }
    }

    /// Its keys.
    pub(super) fn mapping(&self) -> Mapping<'n> {
        Mapping::new(self.node, &self.path)
    }
}

/// A record of the profile being filled from a mapping.
#[derive(Debug)]
pub(super) struct Entry<'n> {
    /// What is left of the mapping.
    pub(super) from: Mapping<'n>,
    /// The path of the record in the file that is written, such as `work[0]`.
    target: String,
    pairs: Vec<(String, Value)>,
    kept: Vec<(String, Value)>,
}

impl<'n> Entry<'n> {
    pub(super) fn new(from: Mapping<'n>, target: impl Into<String>) -> Self {
        Self { from, target: target.into(), pairs: Vec::new(), kept: Vec::new() }
    }

    /// Sets a key; what is empty is left out.
    pub(super) fn put(&mut self, key: &str, value: Value) {
        if !value.is_empty() && !self.has(key) {
            self.pairs.push((key.to_owned(), value));
        }
    }

    /// Sets a key to what was found; keeps that where the key is set already, or nothing would be left to show.
    fn set(&mut self, found: &Found<'_>, key: &str, value: Value, report: &mut Report<'_>) {
        if self.has(key) {
            self.keep(found, format!("there is room for one `{key}`"), report);
        } else if value.is_empty() {
            self.keep(found, "there is no text in it", report);
        } else {
            self.put(key, value.at(found.node.span));
        }
    }

    /// Sets a key of the mapping under another key, before what is kept there.
    pub(super) fn put_in(&mut self, under: &str, key: &str, value: Value) {
        if !self.has(under) {
            self.pairs.push((under.to_owned(), Value::Map(Vec::new())));
        }
        let inner = self.pairs.iter_mut().find(|(name, _)| name == under).map(|(_, value)| value.bare_mut());
        if let Some(Value::Map(pairs)) = inner {
            let end = pairs.iter().position(|(name, _)| name == KEPT).unwrap_or(pairs.len());
            pairs.insert(end, (key.to_owned(), value));
        }
    }

    /// Puts a text after the one that a key has, as a paragraph of its own.
    pub(super) fn append(&mut self, found: &Found<'_>, key: &str, text: String) {
        match self.pairs.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value.bare_mut()) {
            Some(Value::Text(before)) => *before = format!("{before}\n\n{text}"),
            _ => self.put(key, Value::Text(text).at(found.node.span)),
        }
    }

    /// Whether a key of the mapping under another key is set.
    pub(super) fn has_in(&self, under: &str, key: &str) -> bool {
        let inner = self.pairs.iter().find(|(name, _)| name == under).map(|(_, value)| value.bare());
        matches!(inner, Some(Value::Map(pairs)) if pairs.iter().any(|(name, _)| name == key))
    }

    /// Whether a key is set.
    pub(super) fn has(&self, key: &str) -> bool {
        self.pairs.iter().any(|(name, _)| name == key)
    }

    /// Keeps a value under `x-imported`, and says why.
    pub(super) fn keep(&mut self, found: &Found<'_>, reason: impl Into<String>, report: &mut Report<'_>) {
        let kept = self.keep_copy(found);
        report.kept(found, reason, Kept::Profile(kept));
    }

    /// Keeps the values that are left of a mapping, with one word for all.
    pub(super) fn keep_all(&mut self, found: &[Found<'_>], reason: &str, report: &mut Report<'_>) {
        let kept: Vec<String> = found.iter().map(|found| self.keep_copy(found)).collect();
        let Some(first) = kept.first() else { return };
        let place = if kept.len() > 1 { first.rsplit_once('.').map_or(first.as_str(), |it| it.0) } else { first };
        report.kept_all(found, reason, Kept::Profile(place.to_owned()));
    }

    /// Keeps a value that came over, but not all that it meant.
    pub(super) fn keep_altered(&mut self, found: &Found<'_>, reason: impl Into<String>, report: &mut Report<'_>) {
        let kept = self.keep_copy(found);
        report.altered(&found.path, found.span, reason, Some(Kept::Profile(kept)));
    }

    /// Keeps a value, and gives the path where it is then.
    fn keep_copy(&mut self, found: &Found<'_>) -> String {
        let place = if self.target.is_empty() { KEPT.to_owned() } else { format!("{}.{KEPT}", self.target) };
        let steps: Vec<&str> = found.under.iter().map(String::as_str).chain([found.name.as_str()]).collect();
        value::insert(&mut self.kept, &steps, Value::from_node(found.node));
        format!("{place}.{}", steps.join("."))
    }

    /// One line of plain text. A link in it goes to `link`, if that key is free.
    pub(super) fn line(&mut self, from: &str, to: &str, link: Option<&str>, report: &mut Report<'_>) {
        let Some(found) = self.from.take(from) else { return };
        let at = self.pairs.len();
        let Some(text) = self.plain(&found, link, report) else { return };
        self.set(&found, to, Value::Text(text), report);
        // The address that was in it follows it.
        let end = self.pairs.len();
        if end - at == 2 {
            self.pairs.swap(at, at + 1);
        }
    }

    /// The plain text of a value for a place that has no markup.
    pub(super) fn plain(&mut self, found: &Found<'_>, link: Option<&str>, report: &mut Report<'_>) -> Option<String> {
        let Some(text) = found.node.as_text() else {
            self.keep(found, format!("a text is expected, found {}", found.node.kind()), report);
            return None;
        };
        if let Some(reason) = text::foreign(text) {
            report.altered(&found.path, found.span, reason, None);
        }
        let Plain { text, mut links, emphasis } = text::plain(text);
        let mut address = None;
        if let (Some(key), [url]) = (link.filter(|key| !self.has(key) && !self.from.has(key)), links.as_slice())
            && let Some(url) = web_url(url)
        {
            address = Some((key, url));
            links.clear();
        }
        if !links.is_empty() {
            self.keep_altered(found, "a link has no place in it, only its words", report);
        } else if emphasis {
            report.altered(&found.path, found.span, PLAIN, None);
        }
        if let Some((key, url)) = address {
            self.put(key, Value::Text(url).at(found.node.span));
        }
        Some(text)
    }

    /// Text with Markdown, as it is.
    pub(super) fn prose(&mut self, from: &str, to: &str, report: &mut Report<'_>) {
        let Some(found) = self.from.take(from) else { return };
        if let Some(text) = self.markdown(&found, report) {
            self.set(&found, to, Value::Text(text), report);
        }
    }

    /// The Markdown of a value.
    pub(super) fn markdown(&mut self, found: &Found<'_>, report: &mut Report<'_>) -> Option<String> {
        let Some(text) = found.node.as_text() else {
            self.keep(found, format!("a text is expected, found {}", found.node.kind()), report);
            return None;
        };
        if let Some(reason) = text::foreign(text) {
            report.altered(&found.path, found.span, reason, None);
        }
        Some(text::adapted(text.trim_end()))
    }

    /// A web address, with `https://` where that is missing.
    pub(super) fn url(&mut self, from: &str, to: &str, report: &mut Report<'_>) {
        let Some(found) = self.from.take(from) else { return };
        match found.node.as_text().and_then(web_url) {
            Some(url) if !self.has(to) => self.put(to, Value::Text(url).at(found.node.span)),
            Some(_) => self.keep(&found, "there is room for one address", report),
            None => self.keep(&found, "it is no address of the web", report),
        }
    }

    /// A list of single lines.
    pub(super) fn lines(&mut self, from: &str, to: &str, report: &mut Report<'_>) {
        let Some(found) = self.from.take(from) else { return };
        let mut texts = Vec::new();
        for item in found.items() {
            let text = self.plain(&item, None, report).filter(|text| !text.is_empty());
            texts.extend(text.map(|text| Value::Text(text).at(item.node.span)));
        }
        if !texts.is_empty() {
            self.set(&found, to, Value::List(texts), report);
        }
    }

    /// The authors of a publication, among whom emphasis mostly marks the person's own name.
    pub(super) fn names(&mut self, key: &str, report: &mut Report<'_>) {
        let before = report.left.len();
        self.lines(key, key, report);
        for left in report.left.iter_mut().skip(before).filter(|left| left.reason == PLAIN) {
            OWN_NAME.clone_into(&mut left.reason);
        }
    }

    /// A date, or whatever text stands for one.
    pub(super) fn date(&mut self, from: &str, to: &str, report: &mut Report<'_>) {
        let Some(found) = self.from.take(from) else { return };
        self.date_of(&found, to, report);
    }

    /// Puts a date. A link in it goes to `url`, if that key is free.
    pub(super) fn date_of(&mut self, found: &Found<'_>, to: &str, report: &mut Report<'_>) {
        if let Some(text) = self.plain(found, Some("url"), report) {
            self.set(found, to, Value::Text(canonical_date(&text, to == "endDate")), report);
        }
    }

    /// The record, with what is left of the mapping under `x-imported`; nothing if there is nothing in it.
    pub(super) fn finish(mut self, report: &mut Report<'_>) -> Option<Value> {
        for found in self.from.rest() {
            if found.path == self.from.path {
                self.keep(&found, format!("a mapping is expected, found {}", found.node.kind()), report);
            } else {
                let dated = ["date", "start_date", "end_date"].contains(&found.name.as_str());
                let reason =
                    if dated { "an entry of this kind shows no date" } else { "there is no place for it in a profile" };
                self.keep(&found, reason, report);
            }
        }
        self.into_value()
    }

    /// The record as it is.
    pub(super) fn into_value(mut self) -> Option<Value> {
        if !self.kept.is_empty() {
            self.pairs.push((KEPT.to_owned(), Value::Map(self.kept)));
        }
        let span = self.from.span;
        let record = Some(Value::Map(self.pairs)).filter(|record| !record.is_empty())?;
        Some(match span {
            Some(span) => record.at(span),
            None => record,
        })
    }
}

/// The address of a web page as a profile can hold it.
pub(super) fn web_url(text: &str) -> Option<String> {
    link_target(text.trim()).ok()
}

/// Whether a type of the profile accepts a text.
pub(super) fn accepts<T: Decode>(text: &str) -> bool {
    let mut found = Diagnostics::new();
    let span = Span::new(crate::diagnostic::SourceId(0), 0..0);
    let node = Node { span, data: Data::Scalar { text: text.to_owned(), style: Style::Quoted } };
    let value = T::decode(&node, &mut Decoder::new(&mut found));
    value.is_some() && found.is_empty()
}
