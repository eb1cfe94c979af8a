//! Characters that no font has a glyph for.
//!
//! Typst sets such a character as glyph 0 of the first font, an empty box in most, and says nothing.

use std::collections::{BTreeMap, BTreeSet};

use typst::layout::{Frame, FrameItem};
use typst::text::is_default_ignorable;
use typst_layout::PagedDocument;
use unicode_script::{Script, UnicodeScript as _};

use super::places::{Found, Places};
use crate::diagnostic::{Diagnostic, Problem, Severity, Span};

/// A character at a place of a Typst file: the raw Typst span and the offset in its text.
type Occurrence = (u64, u16);

/// How many places are shown of characters that are few.
const PLACES: usize = 4;

/// What is missing of one script.
struct Missing {
    script: &'static str,
    /// Each character with its first place, in the order of the profile.
    characters: Vec<(char, Option<Span>)>,
    /// How often they occur.
    count: usize,
}

/// Reports the characters without a glyph, those of one script together, in the order of the profile: a résumé in a script
/// that no font has lacks hundreds, and one font is the remedy for all.
pub(crate) fn missing(document: &PagedDocument, places: &mut Places, severity: Severity) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in document.pages() {
        collect(&page.frame, &mut found);
    }
    let mut met: Vec<(char, Option<Span>)> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut spans: BTreeMap<(char, u64), Option<Span>> = BTreeMap::new();
    for (character, span, offset) in found {
        // A header is on every page, but its characters are written once.
        if seen.insert((character, (span.into_raw().get(), offset) as Occurrence)) {
            let key = (character, span.into_raw().get());
            met.push((character, *spans.entry(key).or_insert_with(|| place(character, span, places))));
        }
    }
    // Text from right to left is drawn in another order than it is written. Words of ours have no place, and come last.
    met.sort_by_key(|(_, place)| (place.is_none(), place.map(|place| (place.source, place.start))));
    let mut groups: Vec<Missing> = Vec::new();
    for (character, place) in met {
        let script = script(character);
        let index = groups.iter().position(|group| group.script == script).unwrap_or_else(|| {
            groups.push(Missing { script, characters: Vec::new(), count: 0 });
            groups.len() - 1
        });
        let group = &mut groups[index];
        group.count += 1;
        if !group.characters.iter().any(|(known, _)| *known == character) {
            group.characters.push((character, place));
        }
    }
    groups.into_iter().map(|group| group.report().with_severity(severity)).collect()
}

impl Missing {
    fn report(self) -> Diagnostic {
        let first = self.characters.first().and_then(|(_, place)| *place);
        let others: Vec<(char, Span)> =
            self.characters.iter().skip(1).filter_map(|(character, place)| Some((*character, (*place)?))).collect();
        let characters: Vec<char> = self.characters.into_iter().map(|(character, _)| character).collect();
        let few = characters.len() <= PLACES;
        let problem = Problem::MissingGlyph { characters, count: self.count, script: self.script };
        let report = Diagnostic::maybe_at(first, problem);
        let others = others.into_iter().filter(|_| few);
        others.fold(report, |report, (character, place)| report.with_related(place, format!("`{character}`")))
    }
}

/// The characters of glyphs with number 0, in the order in which they are drawn.
fn collect(frame: &Frame, found: &mut Vec<(char, typst::syntax::Span, u16)>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, found),
            FrameItem::Text(text) => {
                let mut empty = Vec::new();
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    let (span, offset) = glyph.span;
                    let characters = text.text.get(glyph.range()).unwrap_or_default().char_indices();
                    for (at, character) in characters.filter(|(_, c)| !is_default_ignorable(*c) && !c.is_control()) {
                        empty.push((character, span, offset.saturating_add(u16::try_from(at).unwrap_or(u16::MAX))));
                    }
                }
                // A letter whose accent is missing becomes a box with it, though its glyph is there: the accent is to blame.
                let lacks = |c: char| text.font.ttf().glyph_index(c).is_none_or(|index| index.0 == 0);
                if empty.iter().any(|(character, ..)| lacks(*character)) {
                    empty.retain(|(character, ..)| lacks(*character));
                }
                found.append(&mut empty);
            }
            _ => {}
        }
    }
}

/// The very character in the profile or the theme.
fn place(character: char, span: typst::syntax::Span, places: &mut Places) -> Option<Span> {
    let found = places.find(span);
    let holds = |places: &Places, span: Span| places.sources().slice(span).contains(character);
    let found = match found {
        // A theme that takes text as a string shows it at a place of its own, or none: look where the character came from.
        None | Some(Found::File(_)) if !found.is_some_and(|found| holds(places, found.span())) => {
            let mut origins = places.project().origins.iter().map(|origin| origin.span);
            origins.find(|origin| holds(places, *origin)).or(found.map(Found::span))
        }
        found => found.map(Found::span),
    };
    found.map(|at| places.sources().find_char(at, character, 0))
}

/// The script of a character by Unicode's long name; `CJK` for those of Chinese, Japanese and Korean, which one font has,
/// `Emoji` and `Symbol` for what belongs to no script.
pub(crate) fn script(character: char) -> &'static str {
    let extension = character.script_extension();
    let is_cjk = |script| matches!(script, Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul);
    match (character.script(), character) {
        (_, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{26FF}' | '\u{2728}' | '\u{2B50}' | '\u{2B55}') => "Emoji",
        // Punctuation and full-width forms belong to no script, or to several of these.
        (_, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}') => "CJK",
        (script, _) if is_cjk(script) => "CJK",
        (Script::Common, _) if !extension.is_common() && extension.iter().any(is_cjk) => "CJK",
        (Script::Common | Script::Inherited | Script::Unknown, _) => "Symbol",
        (script, _) => script.full_name(),
    }
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn a_character_is_named_by_script_or_as_emoji_or_symbol() {
        for character in "漢ひカ한、。「（，・ー".chars() {
            assert_eq!(script(character), "CJK", "{character}");
        }
        assert_eq!(script('ก'), "Thai");
        assert_eq!(script('🚀'), "Emoji");
        assert_eq!(script('⎈'), "Symbol");
    }
}
