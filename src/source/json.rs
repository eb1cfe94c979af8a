//! JSON (RFC 8259) to [`Node`]s, with the place of every key and value.
//!
//! Written by hand because nothing at hand fits: `serde_json` gives no places and keeps the last of two equal keys, and
//! the YAML parser refuses the surrogate pairs (`"\ud83d\ude00"`) that JSON writers produce. It is strict, holds its own
//! stack, and shares bounds and duplicate keys with YAML through the tree that both build.

use super::tree::{Built, Step, Tree};
use super::{Data, Node, Sources, Style};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, SourceId, Span};

/// Parses a JSON source. Nothing comes back after a syntax error or past a bound; duplicate keys are reported and left
/// out. Numbers, `true` and `false` are plain scalars with their text as written.
pub fn parse_json(sources: &Sources, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = &*sources.get(source).text;
    let mut reader = Reader { text, source, at: 0, tree: Tree::new(source, false), mappings: Vec::new() };
    let stopped = reader.read().err();
    let failed = stopped.is_some();
    let (root, found) = reader.tree.finish();
    diagnostics.extend(found);
    diagnostics.extend(stopped.into_iter().flatten());
    root.filter(|_| !failed)
}

struct Reader<'a> {
    text: &'a str,
    source: SourceId,
    at: usize,
    tree: Tree,
    /// For each open collection, whether it is a mapping.
    mappings: Vec<bool>,
}

impl Reader<'_> {
    fn read(&mut self) -> Step {
        loop {
            self.blank();
            let opened = match (self.peek(), self.tree.expects_key()) {
                (Some(b'{'), false) => self.open(true)?,
                (Some(b'['), false) => self.open(false)?,
                (Some(b'}' | b']'), _) if self.empty() => false,
                (Some(b'"'), key) => {
                    self.string()?;
                    self.blank();
                    if key && !self.eat(b':') {
                        return Err(self.error_here("expected `:` after the key"));
                    }
                    if key {
                        continue;
                    }
                    false
                }
                (_, true) => return Err(self.error_here("expected a key in double quotes")),
                (_, false) => {
                    self.word()?;
                    false
                }
            };
            if opened {
                continue;
            }
            // After a value: close what ends here, then a comma or the end.
            loop {
                self.blank();
                let Some(mapping) = self.mappings.last().copied() else {
                    let done = self.at == self.text.len();
                    return if done { Ok(()) } else { Err(self.error_here("expected the end of the file")) };
                };
                let (bracket, name) = if mapping { (b'}', "}") } else { (b']', "]") };
                if self.eat(bracket) {
                    self.mappings.pop();
                    if let Some(built) = self.tree.close(Some(self.at)) {
                        self.tree.add(built, self.at)?;
                    }
                    continue;
                }
                if self.eat(b',') {
                    let comma = self.at - 1;
                    self.blank();
                    if self.peek() == Some(bracket) {
                        return Err(self.error(comma, comma + 1, &format!("a comma before `{name}`; remove it")));
                    }
                    break;
                }
                if self.at == self.text.len() {
                    let start = self.tree.open_start().unwrap_or_default();
                    return Err(self.error(start, start + 1, "this bracket is never closed"));
                }
                return Err(self.error_here(&format!("expected `,` or `{name}`")));
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
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

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Step {
        let start = self.at;
        let rest = &self.text[start..];
        let length = rest.find(|c: char| !c.is_alphanumeric() && !"+-._'$".contains(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        self.at += length;
        match word {
            "null" => self.leaf(start, Data::Null),
            "true" | "false" => self.leaf(start, Data::Scalar { text: word.into(), style: Style::Plain }),
            _ if is_number(word) => self.leaf(start, Data::Scalar { text: word.into(), style: Style::Plain }),
            "" => {
                self.at = start;
                Err(self.error_here("expected a value"))
            }
            _ if word.starts_with('\'') => Err(self.error(start, self.at, "single quotes; put text in double quotes")),
            _ if word.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) => {
                Err(self.error(start, self.at, "this is not a number as JSON writes them; put text in double quotes"))
            }
            _ => Err(self.error(start, self.at, "expected a value; put text in double quotes")),
        }
    }

    fn string(&mut self) -> Step {
        let start = self.at;
        let mut text = String::new();
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let stop = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            text.push_str(&rest[..stop]);
            self.at += stop;
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => text.push(self.escape()?),
                Some(b'\n' | b'\r') => {
                    return Err(self.error(start, start + 1, "this quote is not closed in its line"));
                }
                Some(b'\t') => return Err(self.error_here("a tab in a text; write `\\t`")),
                Some(_) => return Err(self.error_here("a control character in a text")),
                None => return Err(self.error(start, start + 1, "this quote is never closed")),
            }
        }
        self.at += 1;
        self.leaf(start, Data::Scalar { text, style: Style::Quoted })
    }

    /// The character of the escape here; two `\u` escapes that are a surrogate pair are one character.
    fn escape(&mut self) -> Result<char, Diagnostics> {
        let start = self.at;
        let Some(kind) = self.text[start + 1..].chars().next() else {
            return Err(self.error(start, start + 1, "the file ends in an escape"));
        };
        self.at += 1 + kind.len_utf8();
        Ok(match kind {
            '"' | '\\' | '/' => kind,
            'b' => '\u{8}',
            'f' => '\u{C}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let first = self.hexadecimal(start)?;
                if !(0xD800..0xDC00).contains(&first) {
                    return char::from_u32(first).ok_or_else(|| self.half(start));
                }
                if !self.text[self.at..].starts_with("\\u") {
                    return Err(self.half(start));
                }
                let (second_start, end) = (self.at, self.at);
                self.at += 2;
                let second = self.hexadecimal(second_start)?;
                if !(0xDC00..0xE000).contains(&second) {
                    self.at = end;
                    return Err(self.half(start));
                }
                let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                char::from_u32(code).ok_or_else(|| self.half(start))?
            }
            _ => return Err(self.error(start, self.at, "this is no escape; write a backslash as `\\\\`")),
        })
    }

    fn hexadecimal(&mut self, start: usize) -> Result<u32, Diagnostics> {
        let digits = self.text.as_bytes()[self.at..].iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
        let value = u32::from_str_radix(&self.text[self.at..self.at + digits], 16);
        self.at += digits;
        match value {
            Ok(value) if digits == 4 => Ok(value),
            _ => Err(self.error(start, self.at, "`\\u` takes 4 hexadecimal digits")),
        }
    }

    fn half(&self, start: usize) -> Diagnostics {
        self.error(start, self.at, "this escape is half of a character (a lone surrogate); write the character itself")
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

/// Whether a word is a number by JSON's grammar.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match word.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (word, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> (Option<Node>, Vec<String>) {
        let mut sources = Sources::new();
        let source = sources.add("test.json", text);
        let mut diagnostics = Diagnostics::new();
        let node = parse_json(&sources, source, &mut diagnostics);
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
        let node = parse_json(&sources, source, &mut Diagnostics::new()).unwrap();
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
        assert_eq!(value(&node.unwrap()).to_string(), "{\"a\":\"1\"}");
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
