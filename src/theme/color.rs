//! Colours as options take them.

use std::fmt;

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red, green and blue, each from 0 to 255.
    pub rgb: [u8; 3],
}

impl Color {
    /// Reads `#rrggbb` or `#rgb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
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
        for (text, expected) in [("#0f4c3a", "#0f4c3a"), ("#ABC", "#aabbcc"), ("#fff", "#ffffff"), ("#120", "#112200")]
        {
            assert_eq!(Color::parse(text).unwrap().to_string(), expected);
        }
        for text in ["", "#", "red", "#12345", "#+12345", "0f4c3a", "#gggggg"] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }
}
