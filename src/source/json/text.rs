//! Words and strings of JSON.

use super::Reader;
use crate::diagnostic::Diagnostics;
use crate::source::tree::Step;
use crate::source::{Data, Style};

impl Reader<'_> {
    /// A number, `true`, `false` or `null`.
    pub(super) fn word(&mut self) -> Step {
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
                let error = self.error_here("expected a value");
                if !self.tree.expects_value() || !matches!(self.peek(), Some(b',' | b'}')) {
                    return Err(error);
                }
                self.note(error)?;
                self.leaf(start, Data::Null)
            }
            _ if word.starts_with('\'') => {
                let text = single_quoted(rest);
                self.at = start + text.len();
                let error = self.error(start, self.at, "JSON has no single quotes; put text in double quotes");
                self.note(error)?;
                self.leaf(start, Data::Scalar { text: text.trim_matches('\'').to_owned(), style: Style::Quoted })
            }
            _ if word.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) => {
                let message = "this is not a JSON number; put text in double quotes";
                let error = self.error(start, self.at, message);
                self.note(error)?;
                self.leaf(start, Data::Scalar { text: word.into(), style: Style::Plain })
            }
            _ => {
                let end = rest.find(|c| "\n\r\",:[]{}".contains(c)).unwrap_or(rest.len()).max(length);
                let text = rest[..end].trim_ascii_end();
                self.at = start + text.len();
                let error = self.error(start, self.at, "expected a value; put text in double quotes");
                self.note(error)?;
                self.leaf(start, Data::Scalar { text: text.into(), style: Style::Plain })
            }
        }
    }

    /// A text in double quotes. The first error in it is said; what is not closed ends with its line.
    pub(super) fn string(&mut self) -> Step {
        let start = self.at;
        let mut text = String::new();
        let mut fault: Option<Diagnostics> = None;
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let stop = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            text.push_str(&rest[..stop]);
            self.at += stop;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => match self.escape() {
                    Ok(character) => text.push(character),
                    Err(error) => {
                        fault.get_or_insert(error);
                        text.push(char::REPLACEMENT_CHARACTER);
                    }
                },
                Some(b'\n' | b'\r') => {
                    let unclosed = self.error(start, start + 1, "this quote is not closed on its line");
                    fault.get_or_insert(unclosed);
                    let line = self.text[start + 1..self.at].trim_ascii_end();
                    let next = self.text[self.at..].trim_ascii_start();
                    // Text goes on in the next line, unless something else begins there.
                    if !line.ends_with(',') && !next.is_empty() && !next.starts_with(['"', '}', ']']) {
                        text.push('\n');
                        self.at = self.text.len() - next.len();
                        continue;
                    }
                    // The comma at the end is that of the list or mapping.
                    self.torn = !line.ends_with(',');
                    self.skipped = true;
                    self.at = start + 1 + line.strip_suffix(',').unwrap_or(line).len();
                    break;
                }
                Some(byte) => {
                    let tab = byte == b'\t';
                    let message = if tab { "a tab in a text; write `\\t`" } else { "a control character in a text" };
                    fault.get_or_insert(self.error_here(message));
                    self.at += 1;
                }
                None => {
                    let unclosed = self.error(start, start + 1, "this quote is never closed");
                    return Err(fault.unwrap_or(unclosed));
                }
            }
        }
        if let Some(error) = fault {
            self.note(error)?;
        }
        self.leaf(start, Data::Scalar { text, style: Style::Quoted })
    }

    /// The character of the escape here; two `\u` escapes that are a surrogate pair are one character.
    fn escape(&mut self) -> Result<char, Diagnostics> {
        let start = self.at;
        let Some(kind) = self.text[start + 1..].chars().next() else {
            self.at += 1;
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
            _ => return Err(self.error(start, self.at, "this is not an escape sequence; write a backslash as `\\\\`")),
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
}

/// The text in single quotes at the start of a text: to the quote behind which a value ends, or to the end of the line.
fn single_quoted(text: &str) -> &str {
    let line = &text[..text.find(['\n', '\r']).unwrap_or(text.len())];
    let ends = |end: &usize| line[end + 1..].trim_ascii_start().chars().next().is_none_or(|c| ",]}:".contains(c));
    let end = line.match_indices('\'').skip(1).map(|(at, _)| at).find(ends);
    let line = line.trim_ascii_end();
    end.map_or(line.strip_suffix(',').unwrap_or(line), |end| &line[..=end])
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
