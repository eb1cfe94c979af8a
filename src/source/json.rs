//! JSON (RFC 8259) to [`Node`]s, with the place of every key and value.
//!
//! Written by hand because nothing at hand fits: `serde_json` gives no places and says nothing of equal keys, and
//! the YAML parser refuses the surrogate pairs (`"\ud83d\ude00"`) that JSON writers produce. It is strict, holds its own
//! stack, and shares bounds and duplicate keys with YAML through the tree that both build.
//!
//! It reads on past what it can see through, such as a comma too many or too few, so that all such errors are said in one
//! run. No error makes the values whole again.

mod text;

use super::tree::{Built, Step, Tree};
use super::{Data, Node, Parsed, Partial, Sources, Style};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, SourceId, Span};

/// The greatest number of syntax errors that are said of a file.
const ERRORS: usize = 100;

/// Parses a JSON source. After syntax errors there are the values beside them, if its brackets can be told, and nothing past
/// a bound; of duplicate keys the last is kept, and each is reported. Numbers, `true` and `false` are plain scalars with their text as
/// written.
pub fn parse_json(sources: &Sources, source: SourceId, diagnostics: &mut Diagnostics) -> Parsed {
    let text = &*sources.get(source).text;
    let mut reader = Reader {
        text,
        source,
        at: 0,
        tree: Tree::new(source, false),
        mappings: Vec::new(),
        faults: Diagnostics::new(),
        skipped: false,
        torn: false,
    };
    let stopped = reader.read().err();
    let Reader { tree, faults, skipped, .. } = reader;
    let (root, mut found) = tree.finish();
    let gaps: Vec<Span> = faults.iter().filter_map(Diagnostic::span).collect();
    let parsed = match (root, &stopped) {
        (Some(root), None) if faults.is_empty() => Parsed::Whole(root),
        (Some(root), None) => Parsed::Partial(Partial::new(root, gaps)),
        _ => Parsed::Nothing,
    };
    found.extend(faults);
    // What is wrong behind a part that was passed over may be no more than that.
    found.extend(stopped.into_iter().flatten().filter(|error| !skipped || error.code() != "syntax"));
    found.0.sort_by_key(|diagnostic| diagnostic.span().map(|span| span.start));
    diagnostics.extend(found);
    parsed
}

struct Reader<'a> {
    text: &'a str,
    source: SourceId,
    at: usize,
    tree: Tree,
    /// For each open collection, whether it is a mapping.
    mappings: Vec<bool>,
    /// The errors that it read on from.
    faults: Diagnostics,
    /// Whether the rest of a line was passed over, or something like it.
    skipped: bool,
    /// Whether a text has just ended without its quote, and a comma may have been lost with it.
    torn: bool,
}

impl Reader<'_> {
    fn read(&mut self) -> Step {
        loop {
            self.blank()?;
            let opened = match (self.peek(), self.tree.expects_key()) {
                (Some(b'{'), false) => self.open(true)?,
                (Some(b'['), false) => self.open(false)?,
                (Some(b'}' | b']'), _) if self.empty() => false,
                (Some(b'"'), key) => {
                    self.string()?;
                    if key {
                        self.colon()?;
                        continue;
                    }
                    false
                }
                (_, true) => {
                    self.bare_key()?;
                    self.colon()?;
                    continue;
                }
                (_, false) => {
                    self.word()?;
                    false
                }
            };
            if opened {
                continue;
            }
            if self.close()? {
                return Ok(());
            }
        }
    }

    /// Closes what ends after a value, and takes the comma before the next one; returns whether that was all.
    fn close(&mut self) -> Result<bool, Diagnostics> {
        loop {
            self.blank()?;
            let Some(mapping) = self.mappings.last().copied() else {
                let done = self.at == self.text.len();
                return if done { Ok(true) } else { Err(self.error_here("expected the end of the file")) };
            };
            let (bracket, name) = if mapping { (b'}', "}") } else { (b']', "]") };
            if self.eat(bracket) {
                self.torn = false;
                self.mappings.pop();
                if let Some(built) = self.tree.close(Some(self.at)) {
                    self.tree.add(built, self.at)?;
                }
                continue;
            }
            if self.eat(b',') {
                self.torn = false;
                let comma = self.at - 1;
                self.blank()?;
                if self.peek() != Some(bracket) {
                    return Ok(false);
                }
                let error = self.error(comma, comma + 1, &format!("a comma before `{name}`; remove it"));
                self.note(error)?;
                continue;
            }
            if self.at == self.text.len() {
                let start = self.tree.open_start().unwrap_or_default();
                return Err(self.error(start, start + 1, "this bracket is never closed"));
            }
            let error = self.error_here(&format!("expected `,` or `{name}`"));
            if std::mem::take(&mut self.torn) {
                return Ok(false);
            }
            match self.peek() {
                // Only the comma is missing.
                Some(b'"' | b'\'') => {
                    self.note(error)?;
                    return Ok(false);
                }
                Some(b'{' | b'[') if !mapping => {
                    self.note(error)?;
                    return Ok(false);
                }
                Some(b']' | b'}' | b':') => return Err(error),
                _ => {
                    self.note(error)?;
                    self.skip_line();
                    self.blank()?;
                    if self.peek() != Some(b',') && self.peek() != Some(bracket) {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// Notes an error to read on from.
    fn note(&mut self, error: Diagnostics) -> Step {
        if self.faults.0.len() >= ERRORS {
            self.skipped = true;
            return Err(error);
        }
        self.faults.extend(error);
        Ok(())
    }

    /// Passes over the rest of the line, but for a comma at its end.
    fn skip_line(&mut self) {
        let rest = &self.text[self.at..];
        let line = rest[..rest.find('\n').unwrap_or(rest.len())].trim_ascii_end();
        self.at += line.strip_suffix(',').unwrap_or(line).len();
        self.skipped = true;
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// Passes white space, and comments, which are an error each.
    fn blank(&mut self) -> Step {
        loop {
            let rest = &self.text[self.at..];
            let text = rest.trim_start_matches([' ', '\t', '\n', '\r']);
            self.at += rest.len() - text.len();
            let length = if text.starts_with("//") || text.starts_with('#') {
                text.find('\n').unwrap_or(text.len())
            } else if text.starts_with("/*") {
                text.find("*/").map_or(text.len(), |end| end + 2)
            } else {
                return Ok(());
            };
            let error = self.error_here("");
            self.note(error)?;
            self.at += length;
        }
    }

    /// Takes the `:` after a key.
    fn colon(&mut self) -> Step {
        self.blank()?;
        if self.eat(b':') {
            return Ok(());
        }
        let error = self.error_here("expected `:` after the key");
        match self.peek() {
            Some(b'"' | b'{' | b'[') => self.note(error),
            Some(byte) if byte.is_ascii_alphanumeric() => self.note(error),
            _ => Err(error),
        }
    }

    /// A key without double quotes.
    fn bare_key(&mut self) -> Step {
        let rest = &self.text[self.at..];
        let quoted = rest.starts_with('\'');
        let ends = |c: char| if quoted { "'\n".contains(c) } else { c.is_whitespace() || "\"':,{}[]".contains(c) };
        let length = rest[usize::from(quoted)..].find(ends).unwrap_or(0);
        let error = self.error_here("expected a key in double quotes");
        if length == 0 {
            return Err(error);
        }
        self.note(error)?;
        let (start, text) = (self.at, rest[usize::from(quoted)..][..length].to_owned());
        self.at += length + 2 * usize::from(quoted && rest[1 + length..].starts_with('\''));
        self.leaf(start, Data::Scalar { text, style: Style::Quoted })
    }

    /// Whether the innermost collection has just been opened and ends here.
    fn empty(&self) -> bool {
        let closes = match self.mappings.last() {
            Some(true) => self.peek() == Some(b'}'),
            Some(false) => self.peek() == Some(b']'),
            None => false,
        };
        let opening = self.tree.open_start().map_or(0, |start| start + 1);
        closes && self.text[opening..self.at].trim_ascii().is_empty()
    }

    fn open(&mut self, mapping: bool) -> Result<bool, Diagnostics> {
        self.tree.open(self.at, mapping)?;
        self.mappings.push(mapping);
        self.at += 1;
        Ok(true)
    }

    fn leaf(&mut self, start: usize, data: Data) -> Step {
        let node = Node { span: Span::new(self.source, start..self.at), data };
        self.tree.add(Built::leaf(node), self.at)
    }

    fn error_here(&self, message: &str) -> Diagnostics {
        match self.text[self.at..].chars().next() {
            // There is nothing to point at but what comes last.
            None => {
                let end = self.text.trim_ascii_end().len();
                self.error(end, end, &format!("{message}, found the end of the file"))
            }
            Some('/' | '#') => {
                self.error(self.at, self.at + 1, "JSON has no comments; remove it, or rename the file to `.yaml`")
            }
            Some(next) => self.error(self.at, self.at + next.len_utf8(), message),
        }
    }

    fn error(&self, start: usize, end: usize, message: &str) -> Diagnostics {
        let problem = Problem::Syntax { language: "JSON", message: message.to_owned() };
        Diagnostic::at(Span::new(self.source, start..end.min(self.text.len()).max(start)), problem).into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> (Option<Node>, Vec<String>) {
        let mut sources = Sources::new();
        let source = sources.add("test.json", text);
        let mut diagnostics = Diagnostics::new();
        let node = parse_json(&sources, source, &mut diagnostics).whole();
        let lines = diagnostics.iter().map(|diagnostic| {
            let span = diagnostic.span().unwrap();
            let place = sources.get(source).line_column(span.range().start);
            let hints = diagnostic.problem.hints().join(" | ");
            format!("{}:{} {:?} | {} | {hints}", place.line, place.column, sources.slice(span), diagnostic.problem)
        });
        let lines = lines.collect();
        (node, lines)
    }

    /// A node as `serde_json` has it, numbers as their text.
    fn value(node: &Node) -> serde_json::Value {
        match &node.data {
            Data::Null => serde_json::Value::Null,
            Data::Scalar { text, .. } => text.clone().into(),
            Data::Sequence(items) => items.iter().map(value).collect(),
            Data::Mapping(pairs) => pairs.iter().map(|(key, node)| (key.name.clone(), value(node))).collect(),
        }
    }

    #[test]
    fn values_keep_their_text_and_place() {
        let text = " {\"a\": [1.50, -0e+1, true, null, \"\\ud83d\\ude00\\n\\u00e9\"], \"é\": {}, \"b\" : [ ]} \n";
        let mut sources = Sources::new();
        let source = sources.add("t", text);
        let node = parse_json(&sources, source, &mut Diagnostics::new()).whole().unwrap();
        assert_eq!(value(&node).to_string(), "{\"a\":[\"1.50\",\"-0e+1\",\"true\",null,\"😀\\né\"],\"é\":{},\"b\":[]}");
        assert_eq!(sources.slice(node.span), text.trim());
        assert_eq!(sources.slice(node.get("b").unwrap().span), "[ ]");
        let Data::Sequence(items) = &node.get("a").unwrap().data else { panic!() };
        assert_eq!(sources.slice(items[4].span), "\"\\ud83d\\ude00\\n\\u00e9\"");
        assert_eq!(items[0].data, Data::Scalar { text: "1.50".into(), style: Style::Plain });
        assert!(matches!(items[4].data, Data::Scalar { style: Style::Quoted, .. }));
    }

    #[test]
    fn every_duplicate_key_is_reported() {
        let (node, lines) = parse("{\"a\": 1, \"a\": 2, \"\\u0061\": {\"b\": 1, \"b\": 2}}");
        assert_eq!(value(&node.unwrap()).to_string(), "{\"a\":{\"b\":\"2\"}}");
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn errors_stand_at_their_place() {
        let cases = [
            "",
            "  ",
            "{",
            "{\"a\": 1",
            "[1, 2,]",
            "{\"a\": 1,}",
            "{a: 1}",
            "{\"a\" 1}",
            "{\"a\": }",
            "[1 2]",
            "[01]",
            "[1.]",
            "[.5]",
            "['a']",
            "[NaN]",
            "[hello]",
            "[\"a\n\"]",
            "[\"a",
            "[\"\t\"]",
            "[\"\\q\"]",
            "[\"\\ud83d\"]",
            "[\"\\ude00\"]",
            "[\"\\ud83d\\u0041\"]",
            "[\"\\u12\"]",
            "{} x",
            "[1] // c",
            "// c\n[]",
            "[}",
            "{]",
            "]",
            "[,]",
            "{,}",
            "[1,\n",
            "{\"a\": 1,\n // c\n \"b\": 'it's', # d\n c: [1, 2,], /* e */ \"d\" \"e\"\n \"f\": no such, \"g\": ,\n\"h\": 1,}\n",
            "{\"a\": \"b,\n \"c\": \"d\n e\",\n\"f\": \"g\n}\n",
            "{\"a\": \"he said \"hi\" to me\",\n \"b\": \"\\q\\w\"}",
            "{\"a\": 1 \"b\": 2, \"c\": [{} {}]",
            "[\"\\",
        ];
        let mut report = String::new();
        for case in cases {
            report.push_str(&format!("{case:?}\n    {}\n", parse(case).1.join("\n    ")));
        }
        insta::assert_snapshot!(report);
    }

    #[test]
    fn nesting_and_number_are_bounded() {
        for unit in ["[", "{\"a\":"] {
            for count in [129, 10_000, 200_000] {
                let (node, lines) = parse(&unit.repeat(count));
                assert!(node.is_none());
                assert!(lines[0].contains("deeper than 128"), "{lines:?}");
            }
        }
        assert!(parse(&format!("{}{}", "[".repeat(128), "]".repeat(128))).0.is_some());
        assert!(parse(&format!("[{}1]", "1,".repeat(100_000))).1[0].contains("100000 values"));
    }

    proptest! {
        #[test]
        fn it_agrees_with_serde_json(text in prop_oneof!["\\PC{0,60}", "[\\[\\]{},:\"\\\\u0dDeE1.+\\- a\ntrulfs😀]{0,40}", "\\[[0-9.eE+\\-]{0,8}\\]", "\\[\"[\\\\u0-9a-fdD8nq]{0,16}\"\\]"]) {
            let (node, lines) = parse(&text);
            let expected = serde_json::from_str::<serde_json::Value>(&text);
            // serde_json refuses numbers beyond f64, which are text here.
            if expected.as_ref().is_err_and(|error| error.to_string().contains("out of range")) {
                return Ok(());
            }
            let duplicates = lines.iter().all(|line| line.contains("stands twice")) && !lines.is_empty();
            prop_assert_eq!(node.is_some(), expected.is_ok(), "{:?} {:?} {:?}", text, lines, expected);
            prop_assert_eq!(node.is_some(), lines.is_empty() || duplicates);
        }

        #[test]
        fn a_quoted_text_comes_back_as_it_is(text in any::<String>()) {
            let node = parse(&serde_json::to_string(&text).unwrap()).0.unwrap();
            prop_assert_eq!(node.as_text(), Some(text.as_str()));
        }
    }
}
