//! What stands where text belongs: a text, one for each language, or what YAML and JSON made of a text.
//!
//! `- AWS: moved 40 services` is a mapping to YAML and a sentence to whoever wrote it. A mapping is a text in several
//! languages only if its keys say so by themselves; no flag or other file matters, so that every command agrees.

use super::super::names;
use super::super::shape::{Record, Shape};
use super::super::text::{is_registered, without_bullet};
use super::{Walk, pair, scalar};
use crate::diagnostic::Span;
use crate::locale::Locale;
use crate::source::{Data, Format, Key, Node, Style};

/// The keys of a highlight that is more than its text.
const HIGHLIGHT: [&str; 4] = ["text", "tags", "private", "highlights"];

/// The keys by which a mapping of JSON says its text, the most telling first.
const TELLING: [&str; 6] = ["name", "text", "label", "title", "value", "href"];

impl Walk<'_> {
    /// Reads one text, or one for each language.
    pub(super) fn text(&mut self, node: &mut Node, shape: &Shape) {
        match &mut node.data {
            Data::Scalar { text, .. } if matches!(shape, Shape::Line) && is_marked(text) => {
                self.found.marked(node.span, text, self.here());
            }
            Data::Scalar { text, style: Style::Plain } if matches!(shape, Shape::Prose) => {
                // YAML folds the lines of pasted bullets into one.
                let lines: Vec<&str> = self.sources.slice(node.span).lines().map(str::trim).collect();
                if lines.iter().skip(1).any(|line| without_bullet(line).is_some()) && lines.join(" ") == *text {
                    *text = lines.join("\n");
                }
            }
            Data::Null | Data::Scalar { .. } => {}
            Data::Sequence(items) => {
                // Its line breaks are those of its parts.
                let quoted = |item: &Node| matches!(item.data, Data::Scalar { style: Style::Quoted, .. });
                let style = if items.iter().any(quoted) { Style::Quoted } else { Style::Plain };
                let texts = items.iter().map(|item| if item.is_absent() { Some("") } else { item.as_text() });
                let Some(texts) = texts.collect::<Option<Vec<_>>>() else { return };
                let between = if matches!(shape, Shape::Prose) { "\n\n" } else { ", " };
                let texts = texts.into_iter().map(str::trim).filter(|text| !text.is_empty());
                node.data = Data::Scalar { text: texts.collect::<Vec<_>>().join(between), style };
            }
            Data::Mapping(pairs) if is_text_map(pairs) => self.languages(node, shape),
            Data::Mapping(_) => self.mapping(node),
        }
    }

    /// Reads the texts of several languages.
    fn languages(&mut self, node: &mut Node, shape: &Shape) {
        let Data::Mapping(pairs) = &mut node.data else { return };
        if let ([(key, _)], false) = (pairs.as_slice(), self.layer.changes) {
            self.found.one_language(key, self.here());
        }
        for (_, value) in pairs {
            match &value.data {
                Data::Mapping(_) => self.mapping(value),
                _ => self.text(value, shape),
            }
        }
    }

    /// Reads a mapping that is no text in several languages: in YAML a line with a colon, in JSON a record of another tool.
    fn mapping(&mut self, node: &mut Node) {
        let Data::Mapping(pairs) = &node.data else { return };
        if self.layer.format == Format::Json {
            let telling = TELLING.iter().find_map(|key| {
                let value = pairs.iter().find(|(own, _)| own.name == *key).map(|(_, value)| value)?;
                value.as_text().filter(|text| !text.trim().is_empty())
            });
            let text = telling.map_or_else(|| texts(node).join(", "), str::to_owned);
            if telling.is_none() || pairs.iter().filter(|(_, value)| !value.is_absent()).count() > 1 {
                self.found.read_mapping(node.span, &text, self.here());
            }
            node.data = Data::Scalar { text, style: Style::Quoted };
        } else if self.is_flow(node.span) {
            let written = self.sources.slice(node.span).to_owned();
            self.found.flow_mapping(node.span, written, self.here());
            node.data = Data::Null;
        } else {
            let text = pairs.iter().map(|(key, value)| self.line(key, value)).collect::<Vec<_>>().join("\n");
            let text = without_bullet(&text).map_or_else(|| text.clone(), str::to_owned);
            self.found.colon(node.span, &text, self.here());
            node.data = Data::Scalar { text, style: Style::Plain };
        }
    }

    /// A pair of a mapping as it was written.
    fn line(&self, key: &Key, value: &Node) -> String {
        let (from, to) = (key.span, value.span);
        if from.source == to.source && from.end <= to.start {
            let written = self.sources.slice(Span { end: to.end, ..from });
            return written.trim_end().to_owned();
        }
        format!("{}: {}", key.name, texts(value).join(", "))
    }

    /// Reads a keyword: a text, or a record with a name and how well.
    pub(super) fn keyword(&mut self, node: &mut Node) {
        let is_record =
            |node: &Node| node.get("name").and_then(Node::as_text).is_some_and(|name| !name.trim().is_empty());
        if !is_record(node) {
            self.text(node, &Shape::Line);
        }
    }

    /// Reads a highlight: a text, a record, or a text with a list below it.
    pub(super) fn highlight(&mut self, node: &mut Node) {
        let Data::Mapping(pairs) = &mut node.data else { return self.text(node, &Shape::Prose) };
        let has = |pairs: &[(Key, Node)], name: &str| pairs.iter().any(|(key, _)| key.name == name);
        let is_record = has(pairs, "text") || has(pairs, "highlights") || (has(pairs, "tags") && pairs.len() == 1);
        if is_record {
            for (key, value) in pairs.iter_mut() {
                match key.name.as_str() {
                    "text" => self.text(value, &Shape::Prose),
                    "highlights" => self.list(value, &Shape::Highlight),
                    "tags" => self.list(value, &Shape::Tag),
                    "private" => {}
                    name if name.starts_with(['_', '$']) || name.starts_with("x-") || value.is_absent() => {}
                    name => {
                        let near = crate::diagnostic::nearest(name, HIGHLIGHT);
                        self.found.unknown(key, "a highlight", near, self.here());
                    }
                }
            }
            if !self.layer.changes || has(pairs, "text") {
                pairs.retain(|(key, _)| HIGHLIGHT.contains(&key.name.as_str()));
            }
            return;
        }
        if is_text_map(pairs) {
            return self.languages(node, &Shape::Prose);
        }
        let has_list = pairs.iter().any(|(_, value)| matches!(value.data, Data::Sequence(_)));
        if self.layer.format == Format::Yaml && has_list && (pairs.len() == 1 || !self.is_flow(node.span)) {
            return self.list_below(node);
        }
        self.mapping(node);
    }

    /// Reads `- Tools: [Go, Rust]`: a text with highlights nested under it.
    fn list_below(&mut self, node: &mut Node) {
        let Data::Mapping(pairs) = std::mem::replace(&mut node.data, Data::Null) else { return };
        let at = node.span;
        let mut text = None;
        let mut nested = Vec::new();
        for (key, value) in pairs {
            let span = Span { end: value.span.end.max(key.span.end), ..key.span };
            let line = match value.data {
                Data::Sequence(items) => {
                    nested.extend(items);
                    scalar(key.span, format!("{}:", key.name))
                }
                _ => scalar(span, self.line(&key, &value)),
            };
            match text {
                None => text = Some(line),
                Some(_) => nested.push(line),
            }
        }
        let mut nested = Node { span: at, data: Data::Sequence(nested) };
        self.list(&mut nested, &Shape::Highlight);
        let text = text.unwrap_or_else(|| scalar(at, String::new()));
        node.data = Data::Mapping(vec![pair("text", at, text), pair("highlights", at, nested)]);
    }

    /// Reads a place: a line, or the record of its parts.
    pub(super) fn place(&mut self, node: &mut Node, record: &'static Record) {
        match &node.data {
            Data::Mapping(pairs) if !is_text_map(pairs) => {
                let known = pairs.iter().any(|(key, _)| names::canonical(record, &key.name).is_some());
                if known { self.record(node, record) } else { self.text(node, &Shape::Line) }
            }
            _ => self.text(node, &Shape::Line),
        }
    }

    /// Reads a scalar; a list of one is one, and a mapping of JSON the text that it tells.
    pub(super) fn scalar(&mut self, node: &mut Node) {
        match &mut node.data {
            Data::Sequence(items) => {
                items.retain(|item| !item.is_absent());
                match items.len() {
                    0 => node.data = Data::Null,
                    1 => {
                        if let Some(one) = items.pop() {
                            *node = one;
                        }
                        self.scalar(node);
                    }
                    _ => {}
                }
            }
            Data::Mapping(pairs) if pairs.is_empty() => node.data = Data::Null,
            Data::Mapping(_) if self.layer.format == Format::Json => self.mapping(node),
            _ => {}
        }
    }

    /// Tells that a collection of YAML is written between brackets.
    pub(super) fn is_flow(&self, span: Span) -> bool {
        self.sources.slice(span).starts_with(['{', '['])
    }

    /// Warns where a comma within a number has split a text: `[1,900 stars]` is a list of two to YAML.
    pub(super) fn warn_of_split_numbers(&mut self, at: Span, items: &[Node], item: &Shape) {
        if self.layer.format == Format::Json
            || !matches!(item, Shape::Highlight | Shape::Line | Shape::Prose | Shape::Keyword)
            || !self.is_flow(at)
        {
            return;
        }
        for two in items.windows(2) {
            let [Data::Scalar { text: first, style: Style::Plain }, Data::Scalar { text: second, style: Style::Plain }] =
                [&two[0].data, &two[1].data]
            else {
                continue;
            };
            let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
            let before = first.bytes().rev().take_while(u8::is_ascii_digit).count();
            let joined = two[0].span.end + 1 == two[1].span.start;
            if (1..=3).contains(&before) && digits(second) == 3 && joined {
                let span = Span { end: two[1].span.end, ..two[0].span };
                self.found.split_number(span, format!("{first},{second}"), self.here());
            }
        }
    }
}

/// Tells that the keys of a mapping are languages: tags, one of which has words here, or two of which are registered.
pub(super) fn is_text_map(pairs: &[(Key, Node)]) -> bool {
    let tag = |name: &str| {
        let mut parts = name.split(['-', '_']);
        let primary = parts.next().unwrap_or_default();
        (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    if pairs.is_empty() || !pairs.iter().all(|(key, _)| tag(&key.name)) {
        return false;
    }
    let has_words = |(key, _): &(Key, Node)| Locale::is_known(&key.name);
    pairs.iter().any(has_words) || pairs.iter().filter(|(key, _)| is_registered(&key.name)).count() > 1
}

/// Tells that part of a text stands between the marks of bold.
fn is_marked(text: &str) -> bool {
    let edge = |part: &str| part.starts_with(char::is_whitespace) || part.ends_with(char::is_whitespace);
    let between = text.split("**").skip(1).step_by(2);
    // What is behind the last mark stands between none.
    let pairs = text.matches("**").count() / 2;
    between.take(pairs).any(|part| !part.is_empty() && !edge(part))
}

/// Every text in a value, in its order.
fn texts(node: &Node) -> Vec<&str> {
    match &node.data {
        Data::Null => Vec::new(),
        Data::Scalar { text, .. } => Some(text.trim()).filter(|text| !text.is_empty()).into_iter().collect(),
        Data::Sequence(items) => items.iter().flat_map(texts).collect(),
        Data::Mapping(pairs) => pairs.iter().flat_map(|(_, value)| texts(value)).collect(),
    }
}
