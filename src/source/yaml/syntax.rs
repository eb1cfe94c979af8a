//! Words for the YAML parser's errors, and their true place.
//!
//! The parser reports where it could not go on, in the terms of the YAML specification. The mistake is often elsewhere:
//! a tab lines before, a quote that was never closed. For each of its messages this module looks for the cause in the
//! text around; a message it does not know is passed on with the parser's place.

use std::ops::Range;

/// A syntax error.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// The byte at which the parser gave up.
    pub(super) at: usize,
    /// The bytes at fault.
    pub(super) range: Range<usize>,
    /// The matter, and, after `; `, the hint.
    pub(super) message: String,
    /// The way to read on.
    pub(super) cure: Cure,
}

/// A change of the text by which parsing goes on past a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cure {
    /// Leaves out the smallest entry around the fault that lets the parser go on.
    Entry,
    /// Leaves out the line with those below it that are indented as it is: they share the mistake.
    Lines,
    /// Puts a space in place of each tab that indents a line.
    Tabs,
    /// Puts a space in place of the character at fault.
    Space,
    /// Leaves out the entry around an alias; one whose anchor was left out is no fault of its own.
    Alias,
}

/// Finds the place of a syntax error and the words for it.
pub(super) fn explain(text: &str, offset: usize, info: &str) -> Fault {
    let found = explain_known(&Around { text, offset }, info);
    let (range, message) = found.unwrap_or_else(|| (one(text, offset), plain_words(info)));
    let says = |words: &str| message.starts_with(words);
    let cure = if says(TAB) {
        Cure::Tabs
    } else if says("a tab after") || says("closes no open bracket") {
        Cure::Space
    } else if says("this alias refers to no anchor") {
        Cure::Alias
    } else if MISPLACED.iter().any(|words| says(words)) {
        Cure::Lines
    } else {
        Cure::Entry
    };
    Fault { at: offset, range: visible(text, range), message, cure }
}

const TAB: &str = "YAML allows no tabs in indentation";
const CONTINUES: &str = "this line continues the text of the line above";
const FITS_NOWHERE: &str = "the indentation of this line matches no line above";
const LESS_THAN_BLOCK: &str = "this line is indented less than the text block it belongs to";
const ITEM_FOR_KEY: &str = "found a list item, expected a key";
const KEY_FOR_ITEM: &str = "found a key, expected a list item";

/// The matters that the lines below often share.
const MISPLACED: [&str; 5] = [CONTINUES, FITS_NOWHERE, LESS_THAN_BLOCK, ITEM_FOR_KEY, KEY_FOR_ITEM];

/// An error's surroundings.
struct Around<'a> {
    text: &'a str,
    offset: usize,
}

type Found = Option<(Range<usize>, String)>;

fn explain_known(around: &Around, info: &str) -> Found {
    let Around { text, offset } = *around;
    let says = |words: &str| info.contains(words);
    let here = |message: &str| Some((one(text, offset), message.to_owned()));
    let next = text[offset..].chars().next();
    if says("must be followed by a valid YAML whitespace") || says("tabs disallowed in this context") {
        return here("a tab after `:`, `-` or `?`; use a space");
    }
    if says("tab") && !says("whitespace or") {
        return around.tab();
    }
    if says("quoted scalar") || says("double-quoted") {
        return around.quoted(info);
    }
    if says("mapping values are not allowed") {
        return Some(around.second_colon());
    }
    if says("simple key expect") {
        return around.without_colon();
    }
    if says("block scalar") {
        return if says("wrongly indented") {
            here(LESS_THAN_BLOCK)
        } else {
            here("nothing else can stand on the line of `|` or `>`; start the text on the next line")
        };
    }
    if says("flow")
        || says("illegal placement of ':'")
        || says("end of plain scalar")
        || says("may not precede")
        || says("node content")
    {
        return Some(around.flow());
    }
    if says("did not find expected key") || says("expected '-' indicator") || says("invalid indentation") {
        return Some(around.misplaced_line());
    }
    if says("misplaced bracket") {
        let bracket = next.unwrap_or(']');
        return here(&format!("`{bracket}` closes no open bracket"));
    }
    if says("unexpected character") || says("scanning an anchor or alias") || says("tag") || says("handle") {
        let first = match next {
            None | Some('`') => "a backtick".to_owned(),
            Some(first) => format!("`{first}`"),
        };
        return here(&format!("text cannot begin with {first}; put it in quotes"));
    }
    if says("unknown anchor") {
        let word = text[offset..].find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
        let end = word.map_or(text.len(), |length| offset + length);
        return Some((offset..end, "this alias refers to no anchor; put text that begins with `*` in quotes".into()));
    }
    if says("comment intercepting") {
        let message = "a comment interrupts this text; put the whole text in quotes";
        return Some((offset..around.line_end(offset), message.into()));
    }
    if says("comments must be separated") {
        return here("a space is missing before `#`");
    }
    if says("not allowed in this context") && next == Some('-') {
        return here("start the list on its own line, below its key");
    }
    if says("byte order mark") {
        return here("there is a byte order mark inside the text; remove it");
    }
    if says("<document start>") {
        return here("expected the end of the file, or `---` after directives that begin with `%`");
    }
    None
}

impl Around<'_> {
    fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |end| end + 1)
    }

    fn line_end(&self, offset: usize) -> usize {
        let end = self.text[offset..].find('\n').map_or(self.text.len(), |length| offset + length);
        offset + self.text[offset..end].trim_end().len()
    }

    /// The line that holds the offset, without white space at its ends.
    fn line(&self, offset: usize) -> Range<usize> {
        let start = self.line_start(offset);
        let end = self.line_end(start);
        end - self.text[start..end].trim_start().len()..end
    }

    /// The last line before the error's that holds more than a comment.
    fn line_before(&self) -> Option<Range<usize>> {
        let mut start = self.line_start(self.offset);
        while start > 0 {
            let line = self.line(start - 1);
            if !line.is_empty() && !self.text[line.clone()].starts_with('#') {
                return Some(line);
            }
            start = self.line_start(start - 1);
        }
        None
    }

    /// A tab in a line's indentation, from the error's line on.
    fn tab(&self) -> Found {
        let mut start = self.line_start(self.offset);
        loop {
            let line = &self.text[start..];
            let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
            if let Some(tab) = indent.find('\t') {
                let tabs = indent[tab..].bytes().take_while(|byte| *byte == b'\t').count();
                return Some((start + tab..start + tab + tabs, format!("{TAB}; use spaces")));
            }
            start += line.find('\n')? + 1;
        }
    }

    fn quoted(&self, info: &str) -> Found {
        let Self { text, offset } = *self;
        if info.contains("escape") || info.contains("hexadecimal") {
            return self.escape();
        }
        if info.contains("trailing content") {
            return self.after_quote();
        }
        let message = if info.contains("invalid indentation") {
            "this quote is not closed before a line that is not indented; close it where the text ends"
        } else {
            "this quote is never closed"
        };
        Some((one(text, offset), message.into()))
    }

    /// What is wrong with an escape in the double-quoted text that begins at the error.
    fn escape(&self) -> Found {
        let bytes = self.text.as_bytes();
        let mut index = self.offset + 1;
        while index < bytes.len() {
            if bytes[index] != b'\\' {
                index += 1;
                continue;
            }
            let kind = self.text[index + 1..].chars().next()?;
            let digits = match kind {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                '\r' | '\n' => 0,
                _ if "0abt\tnvfre \"/\\N_LP".contains(kind) => 0,
                _ => {
                    let shown = if kind.is_control() { ' ' } else { kind };
                    let message = format!("`\\{shown}` is not an escape sequence; write a backslash as `\\\\`");
                    return Some((index..index + 1 + kind.len_utf8(), message));
                }
            };
            let start = index + 1 + kind.len_utf8();
            if digits > 0 {
                let value = bytes[start..].iter().take(digits).take_while(|byte| byte.is_ascii_hexdigit()).count();
                let code = u32::from_str_radix(&self.text[start..start + value], 16).unwrap_or(u32::MAX);
                let range = index..start + value;
                if value < digits {
                    return Some((range, format!("`\\{kind}` takes {digits} hexadecimal digits")));
                }
                if char::from_u32(code).is_none() {
                    let half = (0xD800..0xE000).contains(&code);
                    let what = if half { "half of a character" } else { "no character" };
                    let shown = &self.text[range.clone()];
                    return Some((range.clone(), format!("`{shown}` is {what}; write the character itself")));
                }
            }
            index = start + digits;
        }
        None
    }

    /// Text after a closing quote: a quote inside the text, or one that closes what an earlier line left open.
    fn after_quote(&self) -> Found {
        let Self { text, offset } = *self;
        let before = text[..offset].trim_end_matches([' ', '\t']);
        let quote = before.chars().next_back().filter(|last| matches!(last, '"' | '\''))?;
        let closing = before.len() - 1;
        // An opening quote has white space, an indicator or nothing before it.
        let opens = |at: usize| text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || ",[{:".contains(c));
        let opening = text[..closing].rmatch_indices(quote).map(|(at, _)| at).find(|at| opens(*at))?;
        if text[opening..closing].contains('\n') {
            return Some((
                one(text, opening),
                "the quoted text runs past its line; close the quote where the text ends".into(),
            ));
        }
        let way = if quote == '"' { "`\\\"`" } else { "`''`" };
        let message = format!("text follows the closing quote; write `{quote}` inside quotes as {way}");
        Some((offset..self.line_end(offset).max(offset + 1), message))
    }

    /// A `:` where no key can end: a second one in a line, or a line that continues the text above.
    fn second_colon(&self) -> (Range<usize>, String) {
        let Self { text, offset } = *self;
        let line = self.line(offset);
        let key = text[line.start.min(offset)..offset].trim_start_matches("- ");
        if key.contains(": ") || key.contains(":\t") {
            return (one(text, offset), "this line has a second `: `; put the text in quotes".into());
        }
        if let Some(above) = self.line_before()
            && let Some(colon) = unspaced_colon(&text[above.clone()])
        {
            return (one(text, above.start + colon), "a space is missing after `:`".into());
        }
        let start = offset - key.len();
        (start..offset, format!("{CONTINUES}; indent the key like the others, or put the text in quotes"))
    }

    /// A line among keys that has no `: `.
    fn without_colon(&self) -> Found {
        let Self { text, offset } = *self;
        let own = self.line_start(offset)..offset;
        let line = if text[own].trim().is_empty() { self.line_before()? } else { self.line(offset) };
        if let Some(colon) = unspaced_colon(&text[line.clone()]) {
            return Some((one(text, line.start + colon), "a space is missing after `:`".into()));
        }
        Some((line, "expected `key: value`, found no `: `".into()))
    }

    /// Something wrong in brackets or braces: not closed, or no comma.
    fn flow(&self) -> (Range<usize>, String) {
        let Self { text, offset } = *self;
        let mut closed = 0;
        for (at, bracket) in text[..offset].rmatch_indices(['[', ']', '{', '}']) {
            match bracket {
                "]" | "}" => closed += 1,
                _ if closed > 0 => closed -= 1,
                _ if text[at..offset].contains('\n') => {
                    return (one(text, at), format!("this `{bracket}` is not closed, or a comma is missing after it"));
                }
                _ => {
                    let close = if bracket == "[" { "]" } else { "}" };
                    return (one(text, offset), format!("expected `,` or `{close}`"));
                }
            }
        }
        (one(text, offset), "this needs quotes inside brackets".into())
    }

    /// A line that fits nowhere.
    fn misplaced_line(&self) -> (Range<usize>, String) {
        let Self { text, offset } = *self;
        let line = self.line(offset);
        let content = &text[line.clone()];
        if line.start < offset && !content.starts_with("- ") {
            return (
                offset..line.end.max(offset),
                "text follows the end of the value; put the whole value in quotes".into(),
            );
        }
        let indent = line.start - self.line_start(offset);
        let fits = text[..self.line_start(offset)].lines().any(|above| {
            let behind = |skipped: &[char]| above.len() - above.trim_start_matches(skipped).len() == indent;
            !above.trim().is_empty() && (behind(&[' ']) || behind(&[' ', '-']))
        });
        let message = match content {
            _ if !fits => FITS_NOWHERE.to_owned(),
            _ if content.starts_with("- ") => format!("{ITEM_FOR_KEY}; check the indentation"),
            _ if content.starts_with(['"', '\'']) || content.contains(": ") || content.ends_with(':') => {
                format!("{KEY_FOR_ITEM}; check the indentation")
            }
            _ => "expected `key: value` or `- item`; check indentation and quotes".to_owned(),
        };
        (line, message)
    }
}

/// A `:` in a line that wants a space after it, unless the line has a `: ` too or is a URL.
fn unspaced_colon(line: &str) -> Option<usize> {
    if line.contains(": ") || line.ends_with(':') {
        return None;
    }
    line.find(':').filter(|colon| !line[*colon..].starts_with("://"))
}

/// The range of one character.
fn one(text: &str, offset: usize) -> Range<usize> {
    offset..offset + text[offset..].chars().next().map_or(0, char::len_utf8)
}

/// A range that has something to point at: one at a line break or at the end of the text moves behind the last text.
fn visible(text: &str, range: Range<usize>) -> Range<usize> {
    let blank = text.get(range.clone()).is_none_or(|covered| covered.trim_matches(['\n', '\r']).is_empty());
    if blank && (range.start == text.len() || text[range.start..].starts_with(['\n', '\r'])) {
        let end = text[..range.start].trim_end().len();
        return end..end;
    }
    range
}

/// The parser's message without the production of the grammar it was at.
fn plain_words(info: &str) -> String {
    let start = if info.starts_with("while ") { info.find(", ").map_or(0, |comma| comma + 2) } else { 0 };
    let message = info[start..].replace("; ", ", ");
    format!("{message}; put text with `: `, ` #` or a leading `@`, `*`, `&`, `{{`, `[`, `%` or a backtick in quotes")
}
