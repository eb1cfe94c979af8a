//! Images that stand in a file themselves, as `data:` URIs (RFC 2397).
//!
//! A photo has megabytes, a profile has not: such images count against the bound on images, and nobody looks for words in
//! them. Which kind of image the bytes are is for [`crate::typeset`] to say.

use std::ops::Range;

use super::hidden::percent_bytes;

/// How a URI of an image begins.
const START: &str = "data:image/";

/// The least length of a line that goes on with the characters of base64 before it.
const LINE: usize = 16;

/// Whether a text is a `data:` URI.
pub(crate) fn is_data_uri(text: &str) -> bool {
    text.trim_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

/// Whether a text is an image of its own.
pub(crate) fn is_image(text: &str) -> bool {
    let text = text.trim_start();
    text.get(..START.len()).is_some_and(|start| start.eq_ignore_ascii_case(START))
}

/// The bytes of a `data:` URI.
///
/// # Errors
/// Why there are none.
pub(crate) fn decode(uri: &str) -> Result<Vec<u8>, &'static str> {
    let rest = uri.trim_start().get(5..).unwrap_or_default();
    let Some((kind, data)) = rest.split_once(',') else { return Err("there is no comma before its data") };
    if kind.trim_end().to_ascii_lowercase().ends_with(";base64") {
        base64(data).ok_or("its base64 is damaged")
    } else {
        Ok(percent_bytes(data))
    }
}

/// The parts of a file's text that are images, in their order.
pub(crate) fn images(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(START).map(|at| from + at) {
        let mut end = start + token(&text[start..]);
        // YAML folds long values over several lines.
        loop {
            let rest = &text[end..];
            let gap = rest.len() - rest.trim_start().len();
            let line = token(&rest[gap..]);
            let goes_on = gap > 0 && line >= LINE && rest[gap..gap + line].bytes().all(is_base64);
            if !goes_on {
                break;
            }
            end += gap + line;
        }
        found.push(start..end);
        from = end;
    }
    found
}

/// The number of bytes before white space or a quote.
fn token(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).unwrap_or(text.len())
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=')
}

/// The bytes of base64 (RFC 4648, either alphabet), white space and padding left aside.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    let digits = text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=');
    for digit in digits {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).unwrap_or_default());
            bits &= (1 << count) - 1;
        }
    }
    // Six bits alone are no byte.
    (count < 6).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_data_are_read() {
        for (uri, bytes) in [
            ("data:image/png;base64,iVBORw0KGgo=", &b"\x89PNG\r\n\x1A\n"[..]),
            ("DATA:image/png;base64,iVBO Rw0K\nGgo", b"\x89PNG\r\n\x1A\n"),
            ("data:;base64,-_-_", b"\xFB\xFF\xBF"),
            ("data:image/svg+xml,%3Csvg/%3E", b"<svg/>"),
            ("data:image/svg+xml;utf8,<svg a='%zz'/>", b"<svg a='%zz'/>"),
            ("data:image/png;base64,", b""),
        ] {
            assert_eq!(decode(uri).as_deref(), Ok(bytes), "{uri}");
        }
        for damaged in ["data:image/png;base64", "data:image/png;base64,abcde", "data:image/png;base64,ä"] {
            assert!(decode(damaged).is_err(), "{damaged}");
        }
    }

    #[test]
    fn images_are_told_from_the_text_around_them() {
        let long = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB";
        let json = format!(r#"{{"image": "data:image/png;base64,{long}", "label": "x"}}"#);
        let yaml = format!("image: data:image/png;base64,{long}\n  {long}\n  {long}\nlabel: x\nnotes: y\n");
        for (text, rest) in
            [(json, r#"{"image": "", "label": "x"}"#), (yaml, "image: \nlabel: x\nnotes: y\n"), ("x".into(), "x")]
        {
            let mut left = text.clone();
            images(&text).into_iter().rev().for_each(|range| left.replace_range(range, ""));
            assert_eq!(left, rest);
        }
        assert!(is_image("data:image/png;base64,") && !is_image("data:text/html,") && is_data_uri("Data:text/html,"));
    }
}
