//! Colours as options take them: as CSS writes opaque ones.

mod names;

use std::fmt;

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red, green and blue, each from 0 to 255.
    pub rgb: [u8; 3],
}

impl Color {
    /// Reads `#rrggbb` with or without its `#`, `#rgb`, `rgb(r, g, b)` or a name of CSS, such as `teal`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded = text.to_ascii_lowercase();
        let function = folded.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')'));
        if let Some(parts) = function {
            let parts = parts.split([',', ' ']).filter(|part| !part.is_empty());
            let parts: Vec<u8> = parts.map(|part| part.parse().ok()).collect::<Option<_>>()?;
            return Some(Self { rgb: parts.try_into().ok()? });
        }
        names::find(&folded).or_else(|| Self::hexadecimal(&folded))
    }

    fn hexadecimal(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').or_else(|| Some(text).filter(|text| text.len() == 6))?;
        let digits = Some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = match digits.len() {
            6 => value.to_be_bytes(),
            3 => ((value & 0xF00) * 0x1100 + (value & 0xF0) * 0x110 + (value & 0xF) * 0x11).to_be_bytes(),
            _ => return None,
        };
        Some(Self { rgb: [red, green, blue] })
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.rgb;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_both_lengths() {
        for (text, expected) in [
            ("#0f4c3a", "#0f4c3a"),
            ("#ABC", "#aabbcc"),
            ("#fff", "#ffffff"),
            ("#120", "#112200"),
            ("1F3a5f", "#1f3a5f"),
        ] {
            assert_eq!(Color::parse(text).unwrap().to_string(), expected);
        }
        for (text, expected) in [
            ("red", "#ff0000"),
            ("RebeccaPurple", "#663399"),
            ("yellowgreen", "#9acd32"),
            ("aliceblue", "#f0f8ff"),
            ("rgb(0, 102, 204)", "#0066cc"),
            ("RGB(0 102 204)", "#0066cc"),
        ] {
            assert_eq!(Color::parse(text).unwrap().to_string(), expected);
        }
        for text in ["", "#", "redd", "rgb(1,2)", "rgb(1,2,256)", "rgb(1,2,3,4)", "#12345", "#+12345", "#gggggg"] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }
}
