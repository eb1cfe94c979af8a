//! The one way in which data enters Typst: as a string literal.
//!
//! Letters, digits and single spaces between them stand as they are; every other character, and always the first, is
//! written `\u{…}`. Such a literal holds nothing that ends it or means anything in code, markup, math, raw text,
//! comments or labels, and put between quotes by mistake it is a syntax error rather than code. Everything else that
//! this crate writes into Typst sources comes from templates or from the fixed words of `markup` and
//! `value`.

use std::fmt::{self, Write};

/// Writes text as a Typst string literal, quotes included; its value is exactly the text.
///
/// # Errors
/// Only those of the writer.
pub fn write_literal(out: &mut dyn Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    let mut plain_from = None;
    let mut characters = text.char_indices().peekable();
    let mut previous_stands = false;
    let mut is_first = true;
    while let Some((index, character)) = characters.next() {
        let stands = !is_first
            && match character {
                ' ' => previous_stands && characters.peek().is_some_and(|(_, next)| stays(*next)),
                other => stays(other),
            };
        is_first = false;
        if stands {
            plain_from.get_or_insert(index);
        } else {
            if let Some(start) = plain_from.take() {
                out.write_str(&text[start..index])?;
            }
            write!(out, "\\u{{{:x}}}", u32::from(character))?;
        }
        previous_stands = character != ' ' && stays(character);
    }
    if let Some(start) = plain_from {
        out.write_str(&text[start..])?;
    }
    out.write_char('"')
}

/// A text as a Typst string literal.
#[must_use]
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    // Writing to a string does not fail.
    let _ = write_literal(&mut out, text);
    out
}

/// Whether a character may stand as it is, where it is not the first.
fn stays(character: char) -> bool {
    character.is_ascii_alphanumeric() || (!character.is_ascii() && character.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use typst::syntax::{SyntaxKind, ast, parse, parse_code, parse_math};

    use super::*;

    /// The value of the one string in a tree, which has to be all that a mode makes of the literal.
    fn value_of(root: &typst::syntax::SyntaxNode) -> String {
        assert!(root.errors_and_warnings().0.is_empty(), "{root:?}");
        let mut strings = Vec::new();
        let mut nodes = vec![root];
        while let Some(node) = nodes.pop() {
            if let Some(string) = node.cast::<ast::Str>() {
                strings.push(string.get().to_string());
            } else {
                let kinds =
                    [SyntaxKind::Markup, SyntaxKind::Code, SyntaxKind::Math, SyntaxKind::Hash, SyntaxKind::Semicolon];
                assert!(kinds.contains(&node.kind()), "{:?}", node.kind());
            }
            nodes.extend(node.children());
        }
        assert_eq!(strings.len(), 1);
        strings.remove(0)
    }

    #[test]
    fn literals_hold_letters_digits_and_single_spaces_only() {
        for (text, expected) in [
            ("", r#""""#),
            ("a", r#""\u{61}""#),
            ("Ada Lovelace", r#""\u{41}da Lovelace""#),
            (" a", r#""\u{20}a""#),
            ("a ", r#""\u{61}\u{20}""#),
            ("a  b", r#""\u{61}\u{20}\u{20}b""#),
            ("ab cd", r#""\u{61}b cd""#),
            ("a, b", r#""\u{61}\u{2c}\u{20}b""#),
            ("naïve ß 東京", r#""\u{6e}aïve ß 東京""#),
            ("x\"\\\n", r#""\u{78}\u{22}\u{5c}\u{a}""#),
            ("a\u{200b}b\u{202e}c\u{2028}", r#""\u{61}\u{200b}b\u{202e}c\u{2028}""#),
            ("a\u{fdd0}\u{10ffff}", r#""\u{61}\u{fdd0}\u{10ffff}""#),
        ] {
            assert_eq!(literal(text), expected);
            assert_eq!(value_of(&parse_code(&literal(text))), text);
        }
    }

    proptest! {
        #[test]
        fn a_literal_is_its_text_in_every_mode(text in any::<String>()) {
            let literal = literal(&text);
            prop_assert_eq!(value_of(&parse_code(&literal)), text.as_str());
            prop_assert_eq!(value_of(&parse_math(&literal)), text.as_str());
            prop_assert_eq!(value_of(&parse(&format!("#{literal};"))), text.as_str());
        }
    }
}
