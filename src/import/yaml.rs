//! Writes values as YAML that reads back as the same texts.
//!
//! The writer promises no more than it can hold by rule: a text stands without quotes only if it is made of what no YAML
//! reader takes for anything else, in a literal block only if every line of it survives there, and in double quotes with
//! escapes otherwise. Comments are never made of data.

use super::value::Value;
use crate::source::Style;

/// The longest list of texts that stands on one line, and the longest text in one, in characters: keywords do, sentences
/// do not.
const FLOW_LIMIT: usize = 96;
const FLOW_ITEM: usize = 32;

/// The longest key that may stand before its colon, in bytes; YAML allows 1024 characters.
const KEY_LIMIT: usize = 900;

/// How far each level is indented.
const STEP: usize = 2;

/// Writes a mapping as a document. An empty line sets apart those of its values that take several lines.
pub(super) fn write(pairs: &[(String, Value)]) -> String {
    let mut out = String::new();
    let mut long_before = false;
    for (key, value) in pairs {
        let start = out.len();
        pair(key, value, 0, &mut out);
        let long = out[start..].trim_end().contains('\n');
        if start > 0 && (long || long_before) {
            out.insert(start, '\n');
        }
        long_before = long;
    }
    if pairs.is_empty() {
        out.push_str("{}\n");
    }
    out
}

fn pair(key: &str, value: &Value, indent: usize, out: &mut String) {
    let key = scalar(key, false);
    if key.len() > KEY_LIMIT {
        out.push_str("? ");
        out.push_str(&key);
        out.push('\n');
        push_indent(indent, out);
        out.push(':');
    } else {
        out.push_str(&key);
        out.push(':');
    }
    after_colon(value, indent, out);
}

/// Writes a value behind `key:`; ends its line.
fn after_colon(value: &Value, indent: usize, out: &mut String) {
    match value.bare() {
        Value::Map(pairs) if !pairs.is_empty() => {
            for (key, value) in pairs {
                out.push('\n');
                push_indent(indent + STEP, out);
                pair(key, value, indent + STEP, out);
                out.truncate(out.trim_end_matches('\n').len());
            }
            out.push('\n');
        }
        Value::List(items) if !items.is_empty() => {
            if let Some(line) = flow(items) {
                out.push(' ');
                out.push_str(&line);
                out.push('\n');
                return;
            }
            for item in items {
                out.push('\n');
                push_indent(indent + STEP, out);
                list_item(item, indent + STEP, out);
                out.truncate(out.trim_end_matches('\n').len());
            }
            out.push('\n');
        }
        _ => {
            out.push(' ');
            leaf(value, indent, out);
        }
    }
}

/// Writes an item of a list, its dash included; ends its line.
fn list_item(item: &Value, indent: usize, out: &mut String) {
    out.push('-');
    let item = item.bare();
    match item {
        Value::Map(pairs) if !pairs.is_empty() => {
            for (index, (key, value)) in pairs.iter().enumerate() {
                if index == 0 {
                    out.push(' ');
                } else {
                    push_indent(indent + STEP, out);
                }
                pair(key, value, indent + STEP, out);
            }
        }
        // A list in a list begins on a line of its own.
        Value::List(items) if !items.is_empty() && flow(items).is_none() => after_colon(item, indent, out),
        Value::List(items) if !items.is_empty() => {
            out.push(' ');
            out.push_str(&flow(items).unwrap_or_default());
            out.push('\n');
        }
        _ => {
            out.push(' ');
            leaf(item, indent, out);
        }
    }
}

/// Writes what has no parts; ends its line.
fn leaf(value: &Value, indent: usize, out: &mut String) {
    match value.bare() {
        Value::At(..) | Value::Null => out.push_str("null\n"),
        Value::List(_) => out.push_str("[]\n"),
        Value::Map(_) => out.push_str("{}\n"),
        Value::Plain(text) if is_plain(text) => {
            out.push_str(text);
            out.push('\n');
        }
        Value::Text(text) | Value::Plain(text) => {
            out.push_str(&block(text, indent + STEP).unwrap_or_else(|| scalar(text, false) + "\n"));
        }
    }
}

/// How a text stands in YAML, which decides what its line breaks mean.
pub(super) fn style(text: &str) -> Style {
    if block(text, STEP).is_some() {
        Style::Block
    } else if scalar(text, false) == text {
        Style::Plain
    } else {
        Style::Quoted
    }
}

/// How a text stands in YAML that had no quotes in the input.
pub(super) fn plain_style(text: &str) -> Style {
    if is_plain(text) { Style::Plain } else { style(text) }
}

/// A list on one line, if it is short and of texts.
fn flow(items: &[Value]) -> Option<String> {
    let text = |item: &Value| match item.bare() {
        Value::Text(text) if !text.contains('\n') && text.chars().count() <= FLOW_ITEM => Some(scalar(text, true)),
        Value::Plain(text) if is_plain(text) && !text.contains([',', '[', ']', '{', '}']) => Some(text.clone()),
        _ => None,
    };
    let texts = items.iter().map(text).collect::<Option<Vec<String>>>()?;
    let line = format!("[{}]", texts.join(", "));
    (line.chars().count() <= FLOW_LIMIT).then_some(line)
}

/// A text as a literal block with its header, if it has several lines and each of them survives there.
fn block(text: &str, indent: usize) -> Option<String> {
    let (body, header) = match text.strip_suffix('\n') {
        Some(body) => (body, "|"),
        None => (text, "|-"),
    };
    let survives = |line: &str| {
        // A line of white space alone could be taken for an empty one.
        line.is_empty() || (!line.trim().is_empty() && line.chars().all(is_printable))
    };
    let first = body.chars().next()?;
    let last = body.chars().next_back()?;
    // The first line tells the indentation, and empty lines at the end are the header's business.
    if !body.contains('\n') || first.is_whitespace() || last == '\n' || !body.split('\n').all(survives) {
        return None;
    }
    let mut out = format!("{header}\n");
    for line in body.split('\n') {
        if !line.is_empty() {
            push_indent(indent, &mut out);
            out.push_str(line);
        }
        out.push('\n');
    }
    Some(out)
}

/// A text on one line: as it is where that is safe, else in double quotes.
fn scalar(text: &str, in_flow: bool) -> String {
    let safe = is_plain(text) && !is_special(text) && !(in_flow && text.contains([',', '[', ']', '{', '}']));
    if safe { text.to_owned() } else { quote(text) }
}

/// Whether a text means itself without quotes, as a text or as what else it looks like.
fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(|c| is_printable(c) && c != '\t' && (!c.is_whitespace() || c == ' '))
}

/// Whether other readers of YAML would take a text for a number, a truth value or nothing. Dates are excepted: that is what
/// they are.
fn is_special(text: &str) -> bool {
    const WORDS: [&str; 12] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"];
    let is_date = crate::profile::PartialDate::parse(text).is_some();
    let numeric = text.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_hexdigit() || "._-+:xXoOtTzZ".contains(c));
    WORDS.contains(&text.to_lowercase().as_str()) || (numeric && !is_date)
}

/// Whether a character can stand in YAML as it is.
fn is_printable(c: char) -> bool {
    let code = u32::from(c);
    let noncharacter = (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE;
    let invisible = matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}');
    !(noncharacter || invisible) && (c == '\t' || !c.is_control())
}

fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c => match u32::from(c) {
                code @ 0..=0xFF => out.push_str(&format!("\\x{code:02x}")),
                code @ 0x100..=0xFFFF => out.push_str(&format!("\\u{code:04x}")),
                code => out.push_str(&format!("\\U{code:08x}")),
            },
        }
    }
    out.push('"');
    out
}

fn push_indent(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::{Data, Format, Key, Node, Sources, parse};

    fn read(text: &str) -> Node {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add("p.yaml", text);
        let node = parse(&sources, id, Format::Yaml, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics}\n{text}");
        node.unwrap_or_else(|| panic!("valid YAML: {text}"))
    }

    /// The same tree, whatever stood in quotes.
    fn same(value: &Value, node: &Node) -> bool {
        match (value, &node.data) {
            (Value::Null, Data::Null) => true,
            (Value::Text(text) | Value::Plain(text), Data::Scalar { text: read, .. }) => text == read,
            (Value::List(items), Data::Sequence(nodes)) => {
                items.len() == nodes.len() && items.iter().zip(nodes).all(|(item, node)| same(item, node))
            }
            (Value::Map(pairs), Data::Mapping(nodes)) => {
                pairs.len() == nodes.len()
                    && pairs
                        .iter()
                        .zip(nodes)
                        .all(|((key, value), (read, node))| *key == read.name && same(value, node))
            }
            _ => false,
        }
    }

    fn check(value: Value) {
        let pairs = vec![("a".to_owned(), value)];
        let (text, value) = (write(&pairs), Value::Map(pairs));
        let read = read(&text);
        assert!(same(&value, &read), "{value:?}\n{text}");
        assert!(alike(&value.node(read.span), &read), "{value:?}\n{text}");
    }

    /// The same tree, written in the same way, wherever it stands.
    fn alike(one: &Node, other: &Node) -> bool {
        match (&one.data, &other.data) {
            (Data::Sequence(one), Data::Sequence(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
            }
            (Data::Mapping(one), Data::Mapping(other)) => {
                let pair = |((key, one), (named, other)): (&(Key, Node), &(Key, Node))| {
                    key.name == named.name && alike(one, other)
                };
                one.len() == other.len() && one.iter().zip(other).all(pair)
            }
            (Data::Scalar { text, style }, Data::Scalar { text: read, style: written }) => {
                // A line that looks like a list is another thing as a block than in quotes; without a break all are one.
                text == read && (style == written || !text.contains('\n'))
            }
            (one, other) => one == other,
        }
    }

    #[test]
    fn texts_that_look_like_something_else_stay_texts() {
        for text in [
            "",
            " ",
            "~",
            "null",
            "No",
            "3.10",
            "08540",
            "0x1F",
            "1e5",
            "- a",
            "a: b",
            "a #b",
            "#a",
            "@a",
            "`a`",
            "%a",
            "!a",
            "&a",
            "*a*",
            "**a**",
            "[a](b)",
            "{a}",
            "a:",
            "'",
            "\"",
            "\\",
            "a\nb",
            "a\n\n  b\n",
            "\n",
            "a\n\n",
            " a\nb",
            "a\n \nb",
            "\ta\nb",
            "a\tb",
            "a\r\nb",
            "---",
            "...",
            "? a",
            "| a",
            "> a",
            "a\u{85}b",
            "\u{feff}a",
            "\u{2028}",
            "=",
            "<<",
            "2023-04",
            "- a\n- b\n",
            "a\n# b",
            "a\n--- b",
            "key: |\n  x",
            "🎉 yes",
            "é: ",
            "%\n%",
        ] {
            check(Value::text(text));
            check(Value::texts([text, "b"]));
            check(Value::List(vec![
                Value::Map(vec![(text.to_owned(), Value::text(text))]),
                Value::text("x".repeat(99)),
            ]));
        }
        check(Value::Map(vec![("k".repeat(2000), Value::texts(["a\nb", "c"]))]));
    }

    fn values() -> impl Strategy<Value = Value> {
        let text = prop_oneof![
            "[ -~\n\t]{0,24}",
            "\\PC{0,12}",
            "[-:#?|>&*!%@`'\"{}\\[\\], \na]{0,12}",
            "( {0,2}- [a-z:#]{0,4}\n){0,4}",
        ];
        let leaf = prop_oneof![Just(Value::Null), text.prop_map(Value::Text)];
        leaf.prop_recursive(4, 24, 4, move |inner| {
            let key = prop_oneof!["[a-z-]{1,6}", "[ -~\n]{0,8}"];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
                prop::collection::btree_map(key, inner, 0..4).prop_map(|map| Value::Map(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn whatever_is_written_is_read_back(value in values()) {
            check(value);
        }
    }
}
