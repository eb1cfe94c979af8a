//! What can be wrong with a text whatever it means: damage by a wrong encoding, characters that cannot be shown, length.
//!
//! Walks all keys and texts of a [`Node`] and reports each finding once a text, with the caret under the very characters.
//! [`locate`] does the latter, and serves whoever else finds fault with a part of a text.

mod damage;
mod place;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

pub use place::locate;

use super::tree::{push_index, push_key};
use super::{Data, Node, Sources, Style, data_uri};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span};

/// How many damaged stretches of one text are reported; who reads twenty knows that the text needs repair, and a long
/// text that is all damage would take its length squared.
const DAMAGE_LIMIT: usize = 20;

/// The greatest length of one text, in characters.
pub const TEXT_LIMIT: usize = 100_000;

/// Keys whose text may be an image of its own, which has a bound elsewhere.
const IMAGES: [&str; 6] = ["avatar", "image", "photo", "picture", "profilePicture", "signature"];

/// Reports every damaged text, control character, noncharacter and overlong text in a value.
pub fn lint(sources: &Sources, root: &Node, diagnostics: &mut Diagnostics) {
    let mut lints = Lints { sources, diagnostics, path: Vec::new(), reported: HashSet::new() };
    lints.node(root);
}

/// A step of a key path.
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

struct Lints<'a> {
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    path: Vec<Step<'a>>,
    /// Texts with findings: an alias brings the same text, at the same place, again.
    reported: HashSet<Span>,
}

impl<'a> Lints<'a> {
    fn node(&mut self, node: &'a Node) {
        match &node.data {
            Data::Null => {}
            Data::Scalar { text, .. } => self.text(node, text),
            Data::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.path.push(Step::Index(index));
                    self.node(item);
                    self.path.pop();
                }
            }
            Data::Mapping(pairs) => {
                for (key, value) in pairs {
                    self.path.push(Step::Key(&key.name));
                    if !is_plain_ascii(&key.name) {
                        let quoted = self.sources.slice(key.span).starts_with(['"', '\'']);
                        let style = if quoted { Style::Quoted } else { Style::Plain };
                        let node = Node { span: key.span, data: Data::Scalar { text: key.name.clone(), style } };
                        self.text(&node, &key.name);
                    }
                    self.node(value);
                    self.path.pop();
                }
            }
        }
    }

    fn text(&mut self, node: &Node, text: &str) {
        if (text.len() <= TEXT_LIMIT && is_plain_ascii(text)) || self.reported.contains(&node.span) {
            return;
        }
        let key = self.path.iter().rev().find_map(|step| if let Step::Key(key) = step { Some(*key) } else { None });
        if key.is_some_and(|key| IMAGES.contains(&key)) && data_uri::is_image(text) {
            return;
        }
        let mut found = Vec::new();
        let characters = text.chars().count();
        if characters > TEXT_LIMIT {
            found.push((node.span, Problem::TextTooLong { characters, limit: TEXT_LIMIT }));
        }
        let mut seen = HashSet::new();
        for (index, character) in text.chars().enumerate().filter(|(_, character)| cannot_be_shown(*character)) {
            if seen.insert(character) {
                let span = locate(self.sources, node, index..index + 1);
                found.push((span, Problem::ControlCharacter { character }));
            }
        }
        let mut seen = HashSet::new();
        for damage in damage::find(text) {
            if seen.len() < DAMAGE_LIMIT && seen.insert(damage.found.clone()) {
                let start = text[..damage.range.start].chars().count();
                let span = locate(self.sources, node, start..start + damage.found.chars().count());
                found.push((span, Problem::DamagedText { found: damage.found, repaired: damage.repaired }));
            }
        }
        if found.is_empty() {
            return;
        }
        self.reported.insert(node.span);
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => push_key(&mut path, key),
                Step::Index(index) => push_index(&mut path, *index),
            }
        }
        found.sort_by_key(|(span, _)| span.start);
        for (span, problem) in found {
            self.diagnostics.push(Diagnostic::at(span, problem).with_path(path.clone()));
        }
    }
}

/// Whether there is nothing to find in a text but perhaps its length.
fn is_plain_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t'))
}

/// Control characters but tabs and line breaks, and the code points that Unicode reserves for never being characters.
fn cannot_be_shown(character: char) -> bool {
    let code = u32::from(character);
    let noncharacter = (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE;
    noncharacter || (character.is_control() && !matches!(character, '\t' | '\n' | '\r'))
}
