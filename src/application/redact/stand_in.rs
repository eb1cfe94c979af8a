//! What stands in for a redacted value: words of the locale with a number or a letter.

use std::hash::Hasher as _;

use siphasher::sip::SipHasher13;

use super::forms::without_legal_form;
use crate::locale::Locale;
use crate::profile::LanguageTag;
use crate::source::hidden::folded;
use crate::source::{Data, Node};

/// Stand-ins of one profile.
pub(super) struct StandIns {
    locale: &'static Locale,
    number: u16,
    /// The values of each kind in the order in which they were met; equal ones have one letter.
    met: [Vec<String>; 3],
}

/// What is told apart by letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lettered {
    /// An employer.
    Employer,
    /// An organization of voluntary work.
    Organization,
    /// A school.
    School,
}

impl StandIns {
    pub(super) fn new(node: &Node, language: Option<&LanguageTag>) -> Self {
        let own = node.get("meta").and_then(|meta| meta.get("language")).and_then(Node::as_text);
        let tag = language.map(LanguageTag::to_string).or_else(|| own.map(str::to_owned));
        let locale = tag.and_then(|tag| Locale::built_in(&tag)).unwrap_or_else(Locale::english);
        Self { locale, number: number(node), met: Default::default() }
    }

    /// Instead of the name, such as `Candidate 7F3A`.
    pub(super) fn candidate(&self) -> String {
        self.locale.stand_in("candidate", &[("number", &format!("{:04X}", self.number))])
    }

    /// Instead of the name of a file, such as `candidate-7f3a`, whatever the language.
    pub(super) fn stem(&self) -> String {
        format!("candidate-{:04x}", self.number)
    }

    /// Instead of one of several, such as `Employer A`.
    pub(super) fn lettered(&mut self, kind: Lettered, value: &str) -> String {
        let met = &mut self.met[kind as usize];
        let value = folded(without_legal_form(value));
        let index = met.iter().position(|other| *other == value).unwrap_or_else(|| {
            met.push(value);
            met.len() - 1
        });
        self.worded(kind, index)
    }

    /// The stand-in of a value that was met already.
    pub(super) fn known(&self, kind: Lettered, value: &str) -> Option<String> {
        let value = folded(without_legal_form(value));
        let index = self.met[kind as usize].iter().position(|other| *other == value)?;
        Some(self.worded(kind, index))
    }

    fn worded(&self, kind: Lettered, index: usize) -> String {
        let key = match kind {
            Lettered::Employer => "employer",
            Lettered::Organization => "organization",
            Lettered::School => "school",
        };
        self.locale.stand_in(key, &[("letter", &letters(index))])
    }
}

/// `A` to `Z`, then `AA` and so on.
fn letters(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or_default());
    let before = if index < 26 { String::new() } else { letters(index / 26 - 1) };
    before + letter.encode_utf8(&mut [0; 4])
}

/// The number of a profile: a hash of the name as it is compared, else of the e-mail address, else of the whole profile. It
/// is a label and keeps no secret: there are few numbers, and whoever has the name can work it out.
fn number(node: &Node) -> u16 {
    let basics = node.get("basics");
    let key = ["name", "email"].iter().find_map(|key| {
        let mut texts = Vec::new();
        texts_of(basics?.get(key)?, &mut texts);
        texts.first().map(|text| folded(text)).filter(|text| !text.is_empty())
    });
    let key = key.unwrap_or_else(|| {
        let mut texts = Vec::new();
        texts_of(node, &mut texts);
        texts.iter().map(|text| folded(text)).collect::<Vec<_>>().join("\n")
    });
    let mut hasher = SipHasher13::new();
    hasher.write(key.as_bytes());
    let [a, b, ..] = hasher.finish().to_be_bytes();
    u16::from_be_bytes([a, b])
}

/// All texts of a node, in their order.
pub(super) fn texts_of<'n>(node: &'n Node, texts: &mut Vec<&'n str>) {
    match &node.data {
        Data::Null => {}
        Data::Scalar { text, .. } => texts.extend(Some(text.as_str()).filter(|text| !text.trim().is_empty())),
        Data::Sequence(items) => items.iter().for_each(|item| texts_of(item, texts)),
        Data::Mapping(pairs) => pairs.iter().for_each(|(_, value)| texts_of(value, texts)),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(super::letters), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
