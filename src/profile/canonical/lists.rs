//! Shorthands of lists and records: a single value for a list, a text for a record, a mapping for its entries.

use super::super::link::is_web_url;
use super::super::section::{is_colon_line, kind_of, shape_of};
use super::super::shape::{Record, Shape};
use super::super::text::{BULLETS, is_bare_bullet, without_bullet};
use super::super::{names, networks};
use super::texts::is_text_map;
use super::{Step, Walk, fits, pair, scalar};
use crate::diagnostic::{Span, nearest};
use crate::source::{Data, Format, Key, Node, Style};

/// The key that a text stands for where a record is expected.
fn main_key(record: &Record) -> Option<&'static str> {
    Some(match record.name {
        "Work" | "Project" | "Certificate" | "Publication" | "Skill" | "Interest" | "Reference" => "name",
        "Volunteer" => "organization",
        "Education" => "institution",
        "Award" | "OwnEntry" => "title",
        "Position" => "position",
        "Language" => "language",
        "Metric" => "value",
        "QuoteRecord" => "text",
        _ => return None,
    })
}

/// Tells that a text may stand for a whole record of a list.
pub(crate) fn has_text_form(record: &Record) -> bool {
    main_key(record).is_some() || record.name == "NetworkProfile"
}

/// Tells pairs of names and values from a record of a list: none of the keys is one of the record's.
fn are_entries(pairs: &[(Key, Node)], record: &Record) -> bool {
    let small = matches!(record.name, "Skill" | "Language" | "Interest" | "NetworkProfile");
    let own = |key: &Key| match main_key(record) {
        Some(main) => record.field(&key.name).is_some() || names::canonical(record, &key.name) == Some(main),
        None => names::canonical(record, &key.name).is_some(),
    };
    let free = |(key, value): &(Key, Node)| !own(key) && !key.name.starts_with(['_', '$']) && !value.is_absent();
    small && pairs.iter().all(|pair| free(pair) && !pair.0.name.starts_with("x-"))
}

/// The pairs of a list of mappings that are one record, with a dash before each key: `basics: [{name: Ada}, {email: …}]`.
fn one_record(node: &Node) -> Option<Vec<(Key, Node)>> {
    let Data::Sequence(items) = &node.data else { return None };
    let mut pairs: Vec<(Key, Node)> = Vec::new();
    for item in items.iter().filter(|item| !item.is_absent()) {
        let Data::Mapping(more) = &item.data else { return None };
        if more.iter().any(|(key, _)| pairs.iter().any(|(own, _)| own.name == key.name)) {
            return None;
        }
        pairs.extend(more.iter().cloned());
    }
    Some(pairs).filter(|pairs| !pairs.is_empty())
}

/// Tells a sentence, such as `Available upon request`, from the name of a person.
fn is_sentence(text: &str) -> bool {
    text.split_whitespace().skip(1).any(|word| word.chars().count() > 3 && word.chars().all(char::is_lowercase))
}

/// The keys that a key and its value stand for where a mapping is written for a list: `languages: {English: fluent}`.
fn pair_keys(record: &Record) -> Option<(&'static str, &'static str)> {
    Some(match record.name {
        "Skill" | "Interest" => ("name", "keywords"),
        "Language" => ("language", "fluency"),
        "Metric" => ("label", "value"),
        "Project" => ("name", "description"),
        "Certificate" => ("name", "date"),
        "Award" => ("title", "date"),
        _ => return None,
    })
}

/// A profile at a network from its name and an address or a user name.
pub(super) fn network_profile(network: &str, text: &str, key: Span, at: Span) -> Node {
    let mut pairs = vec![pair("network", key, scalar(key, network.to_owned()))];
    if is_address(text) {
        pairs.push(pair("url", at, scalar(at, text.to_owned())));
    } else {
        pairs.push(pair("username", at, scalar(at, text.to_owned())));
        let address = networks::address(network, text.trim_start_matches("in/"));
        pairs.extend(address.map(|address| pair("url", at, scalar(at, address))));
    }
    Node { span: at, data: Data::Mapping(pairs) }
}

/// Tells an address from a name: `github.com/ada`, `https://example.org`.
fn is_address(text: &str) -> bool {
    is_web_url(text) || (text.contains('.') && text.contains('/') && is_web_url(&format!("https://{text}")))
}

impl Walk<'_> {
    /// Reads a record, or the text that stands for one.
    pub(super) fn record_or_shorthand(&mut self, node: &mut Node, record: &'static Record) {
        if let Some(pairs) = one_record(node) {
            node.data = Data::Mapping(pairs);
        }
        if let Data::Scalar { text, .. } = &node.data {
            let text = text.trim().to_owned();
            if record.name == "NetworkProfile" {
                let host = text.split("://").last().unwrap_or_default().trim_start_matches("www.");
                let network = host.split('.').next().and_then(networks::spelt);
                let (key, at) = (node.span, node.span);
                *node = match network {
                    Some(network) => network_profile(network, &text, key, at),
                    None if is_address(&text) => wrapped("url", node),
                    None => wrapped("username", node),
                };
            } else if record.name == "Reference" && is_sentence(&text) {
                *node = wrapped("reference", node);
            } else if let Some(key) = main_key(record) {
                *node = wrapped(key, node);
            }
        }
        self.record(node, record);
    }

    /// Reads a list, or what stands for one.
    pub(super) fn list(&mut self, node: &mut Node, item: &'static Shape) {
        let written = std::mem::replace(&mut node.data, Data::Null);
        let at = node.span;
        let items = match written {
            Data::Null => return,
            Data::Sequence(items) => {
                self.warn_of_split_numbers(at, &items, item);
                items
            }
            // A number is no name of an entry.
            Data::Scalar { text, style: Style::Plain } if matches!(item, Shape::Record(_)) && is_no_text(&text) => {
                node.data = Data::Scalar { text, style: Style::Plain };
                return;
            }
            Data::Scalar { text, style } => self.split(at, text, style, item),
            Data::Mapping(pairs) if self.layer.changes => {
                // Ids and positions address the entries of the list that is changed.
                let mut pairs = pairs;
                for (key, value) in &mut pairs {
                    let id = key.name.clone();
                    self.under(Step::Id(id), |walk| walk.value(value, item));
                }
                node.data = Data::Mapping(pairs);
                return;
            }
            Data::Mapping(pairs) => match self.spread(at, pairs, item) {
                Ok(items) => items,
                Err(pairs) => {
                    node.data = Data::Mapping(pairs);
                    return;
                }
            },
        };
        node.data = Data::Sequence(self.items(items, item));
    }

    fn items(&mut self, items: Vec<Node>, item: &'static Shape) -> Vec<Node> {
        let mut read: Vec<Node> = Vec::with_capacity(items.len());
        for (index, mut one) in items.into_iter().enumerate() {
            unbullet(&mut one);
            match (&mut one.data, item) {
                // `- • one • two`, pasted below a dash in lines that YAML folds
                (Data::Scalar { text, style }, Shape::Highlight)
                    if text.starts_with(BULLETS) && lines(text).len() > 1 =>
                {
                    let (text, style) = (std::mem::take(text), *style);
                    read.extend(self.split(one.span, text, style, item));
                }
                // A list below a highlight belongs to the one before it.
                (Data::Sequence(_), Shape::Highlight) => {
                    self.under(Step::Index(index), |walk| walk.list(&mut one, item));
                    match read.pop() {
                        Some(above) => read.push(with_nested(above, one)),
                        None => read.extend(super::items(one)),
                    }
                }
                // A list in a list is one list.
                (Data::Sequence(inner), Shape::Line | Shape::Keyword | Shape::Tag | Shape::Record(_)) => {
                    let inner = std::mem::take(inner);
                    read.extend(self.under(Step::Index(index), |walk| walk.items(inner, item)));
                }
                // `- Tools: [Git, Make]`, `- {English: C2, German: B1}`, `- GitHub: ada`
                (Data::Mapping(pairs), Shape::Record(record))
                    if self.layer.format == Format::Yaml && !pairs.is_empty() && are_entries(pairs, record) =>
                {
                    let spread = self.spread(one.span, std::mem::take(pairs), item).unwrap_or_default();
                    read.extend(self.under(Step::Index(index), |walk| walk.items(spread, item)));
                }
                // `- Acme: what I did there`, among entries
                (Data::Mapping(pairs), Shape::Record(record))
                    if self.layer.format == Format::Yaml
                        && main_key(record).is_some()
                        && is_colon_line(pairs, record)
                        && nearest(&pairs[0].0.name.to_lowercase(), record.keys()).is_none() =>
                {
                    self.under(Step::Index(index), |walk| {
                        walk.text(&mut one, &Shape::Line);
                        walk.value(&mut one, item);
                    });
                    read.push(one);
                }
                _ => {
                    self.under(Step::Index(index), |walk| walk.value(&mut one, item));
                    read.push(one);
                }
            }
        }
        read
    }

    /// A text where a list is expected: split where its parts are told apart on the page as well, else a list of one.
    fn split(&mut self, at: Span, text: String, style: Style, item: &'static Shape) -> Vec<Node> {
        let parts: Vec<String> = match item {
            Shape::Keyword | Shape::Tag | Shape::Record(Record { name: "Skill" | "Language" | "Interest", .. }) => {
                parts(&text, &[',', ';', '\n'])
            }
            Shape::Line if self.ends_in("authors") => authors(&text),
            Shape::Highlight => lines(&text),
            _ => Vec::new(),
        };
        let one = |text| Node { span: at, data: Data::Scalar { text, style } };
        if parts.len() < 2 {
            let mut whole = one(text);
            unbullet(&mut whole);
            return vec![whole];
        }
        parts.into_iter().map(one).collect()
    }

    fn ends_in(&self, key: &str) -> bool {
        matches!(self.path.last(), Some(Step::Key(last)) if *last == key)
    }

    /// The entries that a mapping stands for where a list is expected; the mapping itself where it stands for none.
    fn spread(
        &mut self,
        at: Span,
        pairs: Vec<(Key, Node)>,
        item: &'static Shape,
    ) -> Result<Vec<Node>, Vec<(Key, Node)>> {
        let record = match item {
            Shape::Record(record) | Shape::TextOr(record) => record,
            Shape::Highlight if !self.is_flow(at) && !is_text_map(&pairs) => {
                // Each line is a highlight of its own: `highlights: {AWS: …, Go: …}` without the dashes.
                let line = |(key, value): (Key, Node)| {
                    let span = Span { end: value.span.end.max(key.span.end), ..key.span };
                    Node { span, data: Data::Mapping(vec![(key, value)]) }
                };
                return Ok(pairs.into_iter().map(line).collect());
            }
            Shape::Highlight | Shape::Line | Shape::Prose | Shape::Keyword => {
                return Ok(vec![Node { span: at, data: Data::Mapping(pairs) }]);
            }
            _ => return Err(pairs),
        };
        let pairs_of = pair_keys(record);
        let known = |key: &Key, value: &Node| match pairs_of {
            // Its keys may be any words: `skills: {Tools: Git}`.
            Some((name, _)) => record.field(&key.name).is_some() || names::canonical(record, &key.name) == Some(name),
            None => {
                names::canonical(record, &key.name)
                    .is_some_and(|now| record.field(now).is_some_and(|shape| fits(shape, value)))
                    || names::is_range(record, &key.name)
            }
        };
        if pairs.iter().any(|(key, value)| known(key, value) && !value.is_absent()) {
            return Ok(vec![Node { span: at, data: Data::Mapping(pairs) }]);
        }
        if let Some((name, rest)) = pairs_of {
            return Ok(pairs.into_iter().map(|(key, value)| named(&key, name, rest, value)).collect());
        }
        if record.name == "NetworkProfile" && pairs.iter().all(|(_, value)| value.as_text().is_some()) {
            let one = |(key, value): (Key, Node)| {
                let network = networks::spelt(&key.name).unwrap_or(&key.name);
                network_profile(network, value.as_text().unwrap_or_default().trim(), key.span, value.span)
            };
            return Ok(pairs.into_iter().map(one).collect());
        }
        if pairs.iter().all(|(_, value)| matches!(value.data, Data::Mapping(_))) && !pairs.is_empty() {
            let one = |(key, mut value): (Key, Node)| {
                if let Data::Mapping(inner) = &mut value.data {
                    let named = |main| inner.iter().any(|(own, _)| names::canonical(record, &own.name) == Some(main));
                    match main_key(record) {
                        Some(main) if !named(main) => inner.insert(0, pair(main, key.span, scalar(key.span, key.name))),
                        _ if super::super::contact::is_id(&key.name)
                            && inner.iter().all(|(own, _)| own.name != "id") =>
                        {
                            inner.push(pair("id", key.span, scalar(key.span, key.name)));
                        }
                        _ => {}
                    }
                }
                value
            };
            return Ok(pairs.into_iter().map(one).collect());
        }
        Err(pairs)
    }

    /// Reads own sections by their ids: their kind is told from their items where it is not named.
    pub(super) fn sections(&mut self, node: &mut Node) {
        let Data::Mapping(sections) = &mut node.data else { return };
        for (key, section) in sections {
            let id = key.name.clone();
            self.under(Step::Id(id), |walk| walk.section(section));
        }
    }

    fn section(&mut self, node: &mut Node) {
        if node.is_absent() {
            return;
        }
        if !matches!(node.data, Data::Mapping(_)) {
            *node = wrapped("items", node);
        }
        if let Some(title) = node.get("title").filter(|title| title.as_text().is_some() && title.is_absent()) {
            self.found.empty_title(title.span, self.here());
        }
        self.record(node, &super::super::section::RECORD);
        let kind = node.get("kind").filter(|kind| !kind.is_absent());
        let kind = match (kind, node.get("items")) {
            (Some(kind), _) => kind.as_text().map(|text| text.trim().to_owned()),
            (None, Some(items)) if !items.is_absent() && !self.layer.changes => Some(kind_of(items).to_owned()),
            _ => None,
        };
        let Data::Mapping(pairs) = &mut node.data else { return };
        if let (Some(kind), true) = (&kind, pairs.iter().all(|(key, value)| key.name != "kind" || value.is_absent())) {
            pairs.retain(|(key, _)| key.name != "kind");
            pairs.push(pair("kind", node.span.to_start(), scalar(node.span.to_start(), kind.clone())));
        }
        let items = pairs.iter_mut().find(|(key, _)| key.name == "items").map(|(_, items)| items);
        if let (Some(items), Some(shape)) = (items, kind.as_deref().and_then(shape_of)) {
            self.under(Step::Key("items"), |walk| walk.value(items, shape));
        }
    }

    /// A record, or the text that stands for one, of an own section.
    pub(super) fn text_or(&mut self, node: &mut Node, record: &'static Record) {
        let known = |key: &Key| names::canonical(record, &key.name).is_some();
        match &node.data {
            Data::Mapping(pairs) if pairs.iter().any(|(key, _)| known(key)) && !is_text_map(pairs) => {
                self.record(node, record);
            }
            Data::Mapping(pairs) if record.name == "Skill" && pairs.len() == 1 && !is_text_map(pairs) => {
                // `- Languages: [Go, Rust]`
                if let Data::Mapping(pairs) = std::mem::replace(&mut node.data, Data::Null)
                    && let Some((key, value)) = pairs.into_iter().next()
                {
                    *node = named(&key, "name", "keywords", value);
                }
                self.record(node, record);
            }
            _ => self.text(node, &Shape::Prose),
        }
    }
}

/// Tells a number or a truth value without quotes from a text.
fn is_no_text(text: &str) -> bool {
    matches!(text, "true" | "false") || text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// An entry whose name is the key of a mapping.
fn named(key: &Key, name: &str, rest: &str, mut value: Node) -> Node {
    let span = Span { end: value.span.end.max(key.span.end), ..key.span };
    let first = pair(name, key.span, scalar(key.span, key.name.clone()));
    if let Data::Mapping(pairs) = &mut value.data {
        pairs.insert(0, first);
        return Node { span, ..value };
    }
    Node { span, data: Data::Mapping(vec![first, pair(rest, key.span, value)]) }
}

/// A record with one key, which holds the value.
fn wrapped(key: &str, node: &mut Node) -> Node {
    let span = node.span;
    let value = Node { span, data: std::mem::replace(&mut node.data, Data::Null) };
    Node { span, data: Data::Mapping(vec![pair(key, span, value)]) }
}

/// A highlight with others nested under it.
fn with_nested(mut above: Node, below: Node) -> Node {
    let Node { span, data } = below;
    if !matches!(&above.data, Data::Mapping(pairs) if pairs.iter().any(|(key, _)| key.name == "text")) {
        above = wrapped("text", &mut above);
    }
    if let Data::Mapping(pairs) = &mut above.data {
        match pairs.iter_mut().find(|(key, _)| key.name == "highlights") {
            Some((_, own)) => {
                let mut all = super::items(std::mem::replace(own, Node { span, data: Data::Null }));
                all.extend(super::items(Node { span, data }));
                own.data = Data::Sequence(all);
            }
            None => pairs.push(pair("highlights", span, Node { span, data })),
        }
    }
    above
}

/// The parts of a text between separators that stand in no brackets.
fn parts(text: &str, separators: &[char]) -> Vec<String> {
    let (mut parts, mut part, mut depth) = (Vec::new(), String::new(), 0_usize);
    for c in text.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && separators.contains(&c) { parts.push(std::mem::take(&mut part)) } else { part.push(c) }
    }
    parts.push(part);
    parts.retain(|part| !part.trim().is_empty());
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

/// The authors in one text: set apart by semicolons where there are any, else by commas and a last `and`.
fn authors(text: &str) -> Vec<String> {
    if text.contains(';') {
        return parts(text, &[';']);
    }
    let spaced =
        [" and ", " und ", " et ", " y ", " & "].iter().fold(text.to_owned(), |text, and| text.replace(and, ", "));
    // `Lovelace, A.` is one author; what follows the comma is no name by itself.
    let all = parts(&spaced, &[',']);
    if all.iter().all(|author| author.contains(' ')) { all } else { Vec::new() }
}

/// Takes away the bullet that was pasted with the one line of an item, or with its key.
fn unbullet(item: &mut Node) {
    match &mut item.data {
        Data::Scalar { text, .. } if !text.contains('\n') && text.matches(BULLETS).count() == 1 => {
            if let Some(bare) = without_bullet(text) {
                *text = bare.to_owned();
            }
        }
        Data::Mapping(pairs) => {
            if let Some((key, _)) = pairs.first_mut()
                && let Some(bare) = without_bullet(&key.name)
            {
                key.name = bare.to_owned();
            }
        }
        _ => {}
    }
}

/// The lines of a text that all begin with one mark of a list, each without it; lines without a mark go on the one before.
fn lines(text: &str) -> Vec<String> {
    let is_mark = |mark: &char| matches!(mark, '-' | '*' | '–') || BULLETS.contains(mark);
    let Some(mark) = text.trim_start().chars().next().filter(is_mark) else { return Vec::new() };
    if BULLETS.contains(&mark) && !text.contains('\n') {
        // Pasted from a word processor, in lines that YAML folds.
        return text.split(mark).map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect();
    }
    let mut items: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix(mark).filter(|rest| rest.starts_with([' ', '\t', '\u{A0}']) || is_bare_bullet(mark)) {
            Some(rest) => items.push(rest.trim().to_owned()),
            None => match items.last_mut() {
                Some(item) => *item = format!("{item}\n{line}"),
                None => return Vec::new(),
            },
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::{authors, lines, parts};

    #[test]
    fn a_text_is_split_where_its_parts_are_told_apart() {
        assert_eq!(parts("Go, Rust (no_std, async); C", &[',', ';']), ["Go", "Rust (no_std, async)", "C"]);
        assert_eq!(authors("Mira Sample, Ann Other and Bo Third"), ["Mira Sample", "Ann Other", "Bo Third"]);
        assert_eq!(authors("Lovelace, A."), [""; 0]);
        assert_eq!(authors("Lovelace, A.; Babbage, C."), ["Lovelace, A.", "Babbage, C."]);
        assert_eq!(lines("- one\n  goes on\n- two\n"), ["one\ngoes on", "two"]);
        assert_eq!(lines("plain\n- one"), [""; 0]);
        assert_eq!(lines("**Bold** start\n* x"), [""; 0]);
    }
}
