//! Other names and shorthands, rewritten to the canonical form on nodes.
//!
//! People write `experience:`, `skills: [Go]` or `- AWS: moved 40 services`. [`canonicalize`] turns each layer (profile, changes
//! of an application, `--set`, letter) into the form that the model has, with the places of the original, before layers are
//! merged, redacted and decoded. So nothing later knows another name, and a redaction of `work.name` finds an `employer`.
//!
//! The walk follows the [`Shape`]s of the records. `lists` reads shorthands of lists and records, `texts` what stands where
//! text belongs, and `findings` says what was found, each kind in one message for the whole layer.

mod findings;
mod lists;
#[cfg(test)]
mod tests;
mod texts;

use findings::Findings;
pub(crate) use lists::has_text_form;

use super::names;
use super::networks;
use super::shape::{Record, Shape};
use crate::diagnostic::{Diagnostics, Span};
use crate::source::{Data, Format, Key, Node, Sources, Style};

/// The kind of document that is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layer {
    /// The language that it is written in.
    pub(crate) format: Format,
    /// True where it changes another document: its mappings then address the entries of lists, and it may be a part.
    pub(crate) changes: bool,
}

impl Layer {
    /// A whole document.
    pub(crate) fn whole(format: Format) -> Self {
        Self { format, changes: false }
    }

    /// Changes to a document.
    pub(crate) const CHANGES: Self = Self { format: Format::Yaml, changes: true };
}

/// Rewrites a document that is one record to the canonical form, and reports what nobody knows in it.
pub(crate) fn canonicalize(
    node: &mut Node,
    record: &'static Record,
    layer: Layer,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let mut walk = Walk { sources, layer, path: Vec::new(), found: Findings::default() };
    walk.record(node, record);
    walk.found.report(layer.format, diagnostics);
}

/// Rewrites one value at the end of a path of keys, such as that of `--set work.acme.highlights=…`.
pub(crate) fn canonicalize_at(
    node: &mut Node,
    root: &'static Record,
    path: &[String],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    if let Ok(Some(shape)) = shape_at(root, path) {
        let mut walk = Walk { sources, layer: Layer::CHANGES, path: Vec::new(), found: Findings::default() };
        walk.value(node, shape);
        walk.found.report(Layer::CHANGES.format, diagnostics);
    }
}

/// Returns the first step of a path of canonical keys that its record does not know, by its position.
pub(crate) fn unknown_step(root: &'static Record, path: &[String]) -> Option<(usize, &'static Record)> {
    let is_free = |step: &str| step.starts_with(['_', '$']) || step.starts_with("x-");
    shape_at(root, path).err().filter(|(index, _)| !is_free(&path[*index]))
}

/// Returns the shape that a path of canonical keys leads to, if it has one.
///
/// # Errors
/// The position of the first step that its record does not know, and the record.
fn shape_at(root: &'static Record, path: &[String]) -> Result<Option<&'static Shape>, (usize, &'static Record)> {
    let (mut record, mut shape): (Option<&'static Record>, Option<&'static Shape>) = (Some(root), None);
    for (index, step) in path.iter().enumerate() {
        let below = match (record, shape) {
            (Some(known), _) => known.field(step).ok_or((index, known))?,
            // A position or an id.
            (None, Some(Shape::List(item) | Shape::OneOrMany(item))) => *item,
            (None, _) => return Ok(None),
        };
        record = match below {
            Shape::Record(record) | Shape::Place(record) | Shape::TextOr(record) => Some(*record),
            _ => None,
        };
        shape = Some(below);
    }
    Ok(shape)
}

/// A step of a key path.
enum Step {
    Key(&'static str),
    Id(String),
    Index(usize),
}

struct Walk<'a> {
    sources: &'a Sources,
    layer: Layer,
    path: Vec<Step>,
    found: Findings,
}

impl Walk<'_> {
    fn value(&mut self, node: &mut Node, shape: &'static Shape) {
        if node.is_absent() {
            return;
        }
        match shape {
            Shape::Opaque => {}
            Shape::Scalar | Shape::Tag => self.scalar(node),
            Shape::Line | Shape::Prose => self.text(node, shape),
            Shape::Keyword => self.keyword(node),
            Shape::Highlight => self.highlight(node),
            Shape::Place(record) => self.place(node, record),
            Shape::Record(record) => self.record_or_shorthand(node, record),
            Shape::TextOr(record) => self.text_or(node, record),
            Shape::List(item) => self.list(node, item),
            Shape::OneOrMany(item) => match &mut node.data {
                Data::Sequence(items) => items.iter_mut().for_each(|one| self.value(one, item)),
                // `phone: {mobile: …, home: …}`
                Data::Mapping(pairs)
                    if self.layer.format == Format::Yaml
                        && pairs.len() > 1
                        && pairs.iter().all(|(_, one)| one.as_text().is_some()) =>
                {
                    node.data = Data::Sequence(std::mem::take(pairs).into_iter().map(|(_, one)| one).collect());
                    self.value(node, shape);
                }
                _ => self.value(node, item),
            },
            Shape::Sections => self.sections(node),
        }
    }

    /// Does something below a step of the path.
    fn under<T>(&mut self, step: Step, work: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let done = work(self);
        self.path.pop();
        done
    }

    /// The current key path, as messages have it.
    fn here(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Key(key) => push(&mut path, key),
                Step::Id(id) => push(&mut path, id),
            }
        }
        path
    }

    /// Gives the keys of a record their canonical names, and reads their values.
    fn record(&mut self, node: &mut Node, record: &'static Record) {
        let Data::Mapping(pairs) = &mut node.data else { return };
        if !pairs.iter().all(|(key, _)| record.field(&key.name).is_some()) {
            self.rename(pairs, record);
        }
        if record.name == "Work" {
            self.describe(pairs, record);
        }
        for (key, value) in pairs {
            if let Some((name, shape)) = record.fields.iter().find(|(name, _)| *name == key.name) {
                self.under(Step::Key(name), |walk| walk.value(value, shape));
            }
        }
    }

    /// Reads a description of a job in several lines, which is what was done there rather than what the employer does.
    fn describe(&mut self, pairs: &mut Vec<(Key, Node)>, record: &'static Record) {
        let Some(index) = pairs.iter().position(|(key, _)| key.name == "description") else { return };
        let has_summary = pairs.iter().any(|(key, value)| key.name == "summary" && !value.is_absent());
        let now = match &pairs[index].1.data {
            Data::Sequence(_) => "highlights",
            Data::Scalar { text, .. } if !has_summary && text.trim().contains('\n') => "summary",
            _ => return,
        };
        let (key, value) = pairs.remove(index);
        self.put(pairs, record, now, key.span, value);
    }

    fn rename(&mut self, pairs: &mut Vec<(Key, Node)>, record: &'static Record) {
        let mut parts: [Option<(Key, Node)>; 3] = Default::default();
        let mut others = Vec::new();
        let old = std::mem::take(pairs);
        for (key, value) in old {
            if record.field(&key.name).is_some() { pairs.push((key, value)) } else { others.push((key, value)) }
        }
        // A file with no section and no way to reach anybody, such as a `package.json`, is about no person.
        let reaches = |name: &str| {
            let Some(Shape::Record(basics)) = record.field("basics") else { return true };
            matches!(names::canonical(basics, name), Some("email" | "phone"))
        };
        let about = |name: &str| names::canonical(record, name).is_some() || reaches(name);
        let personal = pairs.iter().chain(&others).any(|(key, _)| about(&key.name));
        for (key, value) in others {
            if key.name.starts_with("x-") {
                pairs.push((key, value));
                continue;
            }
            if value.is_absent() || key.name.starts_with(['_', '$']) {
                continue;
            }
            let part = names::name_part(&key.name);
            if let Some(now) = names::canonical(record, &key.name).filter(|now| fits_alias(record, now, &value)) {
                self.found.other_name(&key, now, self.here());
                self.put(pairs, record, now, key.span, value);
            } else if names::is_range(record, &key.name) && value.as_text().is_some() {
                self.range(pairs, record, &key, &value);
            } else if let Some(part) = part.filter(|_| record.name == "Basics" && value.as_text().is_some()) {
                parts[part] = Some((key, value));
            } else if let Some(network) = network(record, &key, &value) {
                self.found.other_name(&key, "profiles", self.here());
                let list = Node { span: value.span, data: Data::Sequence(vec![network]) };
                self.put(pairs, record, "profiles", key.span, list);
            } else if is_address(record, &key.name, &value) {
                self.found.other_name(&key, "location", self.here());
                self.put(pairs, record, "location", key.span, value);
            } else if let Some((home, inside)) = elsewhere(record, &key.name, &value).filter(|_| personal) {
                self.nest(pairs, home, inside, key, value);
            } else {
                let absent = |near: &&str| pairs.iter().all(|(own, value)| own.name != **near || value.is_absent());
                let near = crate::diagnostic::nearest(&key.name, record.keys());
                let near = near.filter(|near| absent(near) && record.field(near).is_some_and(|it| fits(it, &value)));
                self.found.unknown(&key, record.of, near, self.here());
            }
        }
        let parts: Vec<(Key, Node)> = parts.into_iter().flatten().collect();
        if let (Some((first, _)), Some((_, last))) = (parts.first(), parts.last()) {
            let span = Span { end: last.span.end.max(first.span.end), ..parts[0].1.span };
            let text =
                parts.iter().filter_map(|(_, value)| value.as_text()).map(str::trim).collect::<Vec<_>>().join(" ");
            for (key, _) in &parts {
                self.found.other_name(key, "name", self.here());
            }
            self.put(pairs, record, "name", first.span, scalar(span, text));
        }
    }

    /// Puts a value under its canonical key. Where there is one already, lists are joined, records merged, and a scalar stays.
    fn put(&mut self, pairs: &mut Vec<(Key, Node)>, record: &'static Record, now: &'static str, at: Span, value: Node) {
        let Some((_, own)) = pairs.iter_mut().find(|(key, _)| key.name == now) else {
            pairs.push((Key { name: now.to_owned(), span: at }, value));
            return;
        };
        if own.is_absent() {
            *own = value;
            return;
        }
        match record.field(now) {
            Some(Shape::List(_) | Shape::OneOrMany(_)) => {
                let mut items = items(std::mem::replace(own, Node { span: own.span, data: Data::Null }));
                items.extend(self::items(value));
                *own = Node { span: own.span, data: Data::Sequence(items) };
            }
            Some(Shape::Record(_) | Shape::Place(_)) if matches!(own.data, Data::Mapping(_)) => {
                let Data::Mapping(more) = value.data else { return self.found.left_out(at, now, self.here()) };
                let Data::Mapping(own) = &mut own.data else { return };
                for (key, value) in more {
                    if own.iter().all(|(there, _)| there.name != key.name) {
                        own.push((key, value));
                    } else {
                        self.found.left_out(key.span, now, self.here());
                    }
                }
            }
            _ if own.as_text().map(str::trim) == value.as_text().map(str::trim) && own.as_text().is_some() => {}
            _ => self.found.left_out(at, now, self.here()),
        }
    }

    /// Moves a key into the record that it belongs to, such as a city that stands beside `location`; its other names are read
    /// there.
    fn nest(
        &mut self,
        pairs: &mut Vec<(Key, Node)>,
        home: &'static str,
        inside: &'static Record,
        key: Key,
        value: Node,
    ) {
        if inside.field(&key.name).is_some() {
            self.found.other_name(&key, &format!("{home}.{}", key.name), self.here());
        }
        let index = pairs.iter().position(|(own, _)| own.name == home).unwrap_or_else(|| {
            pairs.push(pair(home, key.span, Node { span: value.span, data: Data::Mapping(Vec::new()) }));
            pairs.len() - 1
        });
        let own = &mut pairs[index].1;
        match &mut own.data {
            data if value.is_absent() && !matches!(data, Data::Mapping(_)) => *data = Data::Mapping(Vec::new()),
            Data::Null => own.data = Data::Mapping(Vec::new()),
            Data::Scalar { .. } => {
                let whole = std::mem::replace(own, Node { span: own.span, data: Data::Null });
                *own = Node { span: whole.span, data: Data::Mapping(vec![pair("address", whole.span, whole)]) };
            }
            _ => {}
        }
        match &mut own.data {
            Data::Mapping(within) if within.iter().all(|(there, _)| there.name != key.name) => {
                within.push((key, value));
            }
            _ => self.found.left_out(key.span, home, self.here()),
        }
    }

    /// Reads one text with a start and an end: `dates: 2019 – 2021`. A single date is the end of what is over.
    fn range(&mut self, pairs: &mut Vec<(Key, Node)>, record: &'static Record, key: &Key, value: &Node) {
        let text = value.as_text().unwrap_or_default();
        let part = |range: std::ops::Range<usize>| scalar(value.span, text[range].trim().to_owned());
        let (start, end) = match super::date::split_range(text) {
            Some((start, end)) => (Some(part(start)), Some(part(end))),
            None => (None, Some(value.clone())),
        };
        self.found.other_name(key, if start.is_some() { "startDate, endDate" } else { "endDate" }, self.here());
        for (name, date) in [("startDate", start), ("endDate", end)] {
            if let Some(date) = date.filter(|date| !date.is_absent()) {
                self.put(pairs, record, name, key.span, date);
            }
        }
    }
}

/// The profile at a network that a key of `basics` names: `github: ada`.
fn network(record: &Record, key: &Key, value: &Node) -> Option<Node> {
    let network = (record.name == "Basics").then(|| networks::spelt(&key.name)).flatten()?;
    let text = value.as_text()?.trim();
    Some(lists::network_profile(network, text, key.span, value.span))
}

/// Tells an address with its parts, which is a place: `address: {street: …, city: …}`.
fn is_address(record: &Record, name: &str, value: &Node) -> bool {
    record.field("location").is_some() && names::fold(name) == "address" && matches!(value.data, Data::Mapping(_))
}

/// The record that a key belongs to where it stands beside that record instead of in it.
fn elsewhere(record: &'static Record, name: &str, value: &Node) -> Option<(&'static str, &'static Record)> {
    ["basics", "location", "meta"].into_iter().find_map(|home| {
        let inside = match record.field(home)? {
            Shape::Record(inside) | Shape::Place(inside) => *inside,
            _ => return None,
        };
        let known = names::canonical(inside, name).filter(|now| fits_alias(inside, now, value));
        let known = match home {
            "meta" => known.is_some_and(|now| matches!(now, "language" | "lastModified")),
            "basics" => {
                known.is_some()
                    || names::name_part(name).is_some()
                    || networks::spelt(name).is_some()
                    || elsewhere(inside, name, value).is_some()
            }
            _ => known.is_some(),
        };
        known.then_some((home, inside))
    })
}

/// Tells that a value can stand under another name of a key: a mapping cannot be a date, nor a text a record.
fn fits_alias(record: &'static Record, now: &str, value: &Node) -> bool {
    record.field(now).is_some_and(|shape| fits(shape, value))
}

/// Tells that a value has a form that a key can hold.
fn fits(shape: &Shape, value: &Node) -> bool {
    match (shape, &value.data) {
        (Shape::Opaque | Shape::List(_), _) => true,
        (Shape::OneOrMany(item), Data::Sequence(items)) => items.iter().all(|one| fits(item, one)),
        (Shape::OneOrMany(item), _) => fits(item, value),
        (Shape::Record(_) | Shape::Sections, data) => matches!(data, Data::Mapping(_)),
        (Shape::Scalar | Shape::Tag, data) => matches!(data, Data::Scalar { .. }),
        (_, Data::Sequence(items)) => items.iter().all(|item| item.as_text().is_some()),
        _ => true,
    }
}

/// The values of a list; a single one is a list of one.
fn items(node: Node) -> Vec<Node> {
    match node.data {
        Data::Sequence(items) => items,
        _ => vec![node],
    }
}

/// A text that stands for something at a place.
fn scalar(span: Span, text: String) -> Node {
    Node { span, data: Data::Scalar { text, style: Style::Plain } }
}

/// A pair of a mapping that stands for something at a place.
fn pair(name: &str, span: Span, value: Node) -> (Key, Node) {
    (Key { name: name.to_owned(), span }, value)
}

fn push(path: &mut String, key: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(key);
}
