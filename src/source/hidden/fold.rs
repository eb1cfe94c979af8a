//! A text as it is compared: without case, accents, width and whatever cannot be seen, in words.
//!
//! Each character is decomposed (NFKD) and folded by way of upper case, so that `STRASSE` is `Straße` and `İ` is `i`. What
//! is written or left out at will goes: accents, the vowel points of Hebrew and Arabic, soft hyphens, zero-width and
//! bidirectional controls. Vowel signs of Indic scripts stay, for they are letters there. Words are runs of letters or of
//! digits; in scripts that put no spaces between words a run is more than a word, and is marked so.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many characters may stand between the digits of one number.
const NUMBER_GAP: usize = 3;

/// A folded text. Letters and digits of all words stand one behind the other; ranges are bytes of it or of the original.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// Letters and digits only.
    pub(super) text: String,
    /// The words in their order.
    pub(super) words: Vec<Word>,
    /// For each folded character, where it starts in `text`, and where it stands in the original.
    origins: Vec<(usize, Range<usize>)>,
}

/// A word of a folded text.
#[derive(Debug)]
pub(super) struct Word {
    /// Where it stands in the folded text.
    pub(super) range: Range<usize>,
    /// What it is made of.
    pub(super) class: Class,
    /// What stands between it and the word before.
    pub(super) gap: Gap,
}

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Letters.
    Letters,
    /// Digits.
    Digits,
    /// Characters of a script without spaces between words, or, as in Korean, with endings that cling to them.
    Dense,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing, a hyphen, with a line break or without, or marks of emphasis: the two may be one word.
    Joint,
    /// What stands within a telephone number.
    Number,
    /// Anything else.
    Other,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), ..Self::default() };
        let mut open: Option<(usize, Class)> = None;
        let mut gap = String::new();
        let mut next_gap = Gap::Other;
        let mut pieces = String::new();
        for (offset, character) in text.char_indices() {
            if is_ignored(character) {
                continue;
            }
            let origin = offset..offset + character.len_utf8();
            pieces.clear();
            fold_into(character, &mut pieces);
            if pieces.is_empty() && !gap.is_empty() {
                continue;
            }
            let before = gap.len();
            for piece in pieces.chars() {
                let Some(class) = class(piece, open) else {
                    folded.close(&mut open, next_gap);
                    gap.push(character);
                    break;
                };
                if open.is_none_or(|(_, current)| current != class) {
                    folded.close(&mut open, next_gap);
                    next_gap = gap_of(&gap);
                    gap.clear();
                    open = Some((folded.text.len(), class));
                }
                folded.origins.push((folded.text.len(), origin.clone()));
                folded.text.push(piece);
            }
            debug_assert!(gap.len() <= before + character.len_utf8(), "a character is one gap at most");
        }
        folded.close(&mut open, next_gap);
        folded
    }

    fn close(&mut self, open: &mut Option<(usize, Class)>, gap: Gap) {
        if let Some((start, class)) = open.take() {
            self.words.push(Word { range: start..self.text.len(), class, gap });
        }
    }

    /// The text of a word.
    pub(super) fn word(&self, index: usize) -> &str {
        &self.text[self.words[index].range.clone()]
    }

    /// Where a range of the folded text stands in the original.
    pub(super) fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let at = |offset: usize| self.origins.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        let first = self.origins.get(at(range.start)).map_or(0, |(_, origin)| origin.start);
        let last = self.origins.get(at(range.end.saturating_sub(1))).map_or(0, |(_, origin)| origin.end);
        first..last
    }
}

/// Characters that nobody sees, or that only say where a word may break.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{640}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Marks that are written or left out at will: accents, and the points of Hebrew and Arabic.
fn is_optional(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}')
}

fn fold_into(character: char, out: &mut String) {
    if character.is_ascii() {
        out.push(character.to_ascii_lowercase());
        return;
    }
    let decomposed = std::iter::once(character).nfkd();
    let folded = decomposed.flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    for piece in folded.nfkd().filter(|piece| !is_optional(*piece)) {
        // By way of upper case an iota below becomes a letter of its own, and a final sigma the usual one.
        out.push(digit(piece).unwrap_or(piece));
    }
}

/// The decimal digits of other scripts as ours.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 12] = [0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50];
    let value = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

/// What a folded character makes a word of; none where it is between words. A mark goes with what it stands on.
fn class(c: char, open: Option<(usize, Class)>) -> Option<Class> {
    if c.is_ascii_digit() {
        Some(Class::Digits)
    } else if is_dense(c) {
        Some(Class::Dense)
    } else if c.is_alphanumeric() {
        Some(Class::Letters)
    } else if is_combining_mark(c) {
        open.map(|(_, class)| class)
    } else {
        None
    }
}

/// Letters of Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese.
pub(crate) fn is_dense(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{EDF}' | '\u{1000}'..='\u{11FF}' | '\u{1780}'..='\u{17DD}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30FF}' | '\u{3105}'..='\u{318F}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
        && c != '\u{30FB}'
        && (c.is_alphanumeric() || is_combining_mark(c))
}

fn gap_of(gap: &str) -> Gap {
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{58A}');
    let after = gap.trim_start_matches(hyphen);
    let emphasis = |c: char| matches!(c, '*' | '_' | '~' | '`');
    if gap.chars().all(emphasis)
        || (after.len() < gap.len() && (after.is_empty() || after.trim().is_empty() && after.contains('\n')))
    {
        return Gap::Joint;
    }
    let number =
        |c: char| c.is_whitespace() || hyphen(c) || matches!(c, '.' | '/' | '(' | ')' | '\u{2013}' | '\u{2212}');
    if gap.chars().count() <= NUMBER_GAP && gap.chars().all(number) { Gap::Number } else { Gap::Other }
}

#[cfg(test)]
mod tests {
    use super::Folded;

    fn words(text: &str) -> Vec<String> {
        let folded = Folded::new(text);
        (0..folded.words.len()).map(|index| folded.word(index).to_owned()).collect()
    }

    #[test]
    fn case_accents_and_width_do_not_count() {
        for (text, other) in [
            ("Straße", "STRASSE"),
            ("İbrahim Işık", "ibrahim ISIK"),
            ("José", "JOSE\u{301}"),
            ("ﬁn", "FIN"),
            ("ΟΔΥΣΣΕΥΣ", "Οδυσσευς"),
            ("Ｆｕｌｌ", "full"),
            ("לֵיאָה", "ליאה"),
            ("مُحَمَّد", "محمد"),
            ("soft\u{AD}hyphen", "softhyphen"),
            ("٠١٢", "012"),
        ] {
            assert_eq!(words(text), words(other), "{text}");
        }
        assert_ne!(words("अर्जुन"), words("अरजन"), "vowel signs are letters");
    }

    #[test]
    fn words_are_runs_of_one_kind() {
        assert_eq!(words("asjad_iqbal+cv2026@x-y.org"), ["asjad", "iqbal", "cv", "2026", "x", "y", "org"]);
        assert_eq!(words("私はSato"), ["私は", "sato"]);
        assert_eq!(words("अनन्या शर्मा").len(), 2);
    }

    #[test]
    fn a_range_leads_back_to_the_original() {
        let text = "Die STRAẞE, ja";
        let folded = Folded::new(text);
        let word = folded.words[1].range.clone();
        assert_eq!(&text[folded.origin(&word)], "STRAẞE");
    }
}
