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

/// Reports each character without a glyph once for each text that it stands in, in the order of the document.
pub(crate) fn missing(document: &PagedDocument, places: &mut Places, severity: Severity) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in document.pages() {
        collect(&page.frame, &mut found);
    }
    let mut reports: Vec<(char, Option<Span>, usize)> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut spans: BTreeMap<(char, u64), Option<Span>> = BTreeMap::new();
    for (character, span, offset) in found {
        // A header is on every page, but its characters are written once.
        if !seen.insert((character, (span.into_raw().get(), offset) as Occurrence)) {
            continue;
        }
        let place = spans.entry((character, span.into_raw().get())).or_insert_with(|| place(character, span, places));
        match reports.iter_mut().find(|(known, at, _)| *known == character && at == place) {
            Some((_, _, count)) => *count += 1,
            None => reports.push((character, *place, 1)),
        }
    }
    // Text from right to left is drawn in another order than it is written.
    reports.sort_by_key(|(_, place, _)| place.map(|place| (place.source, place.start)));
    let report = |(character, place, count): (char, Option<Span>, usize)| {
        let problem = Problem::MissingGlyph { character, count, script: script(character) };
        Diagnostic::maybe_at(place, problem).with_severity(severity)
    };
    reports.into_iter().map(report).collect()
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

/// The script of a character by Unicode's long name; `Emoji` and `Symbol` for what belongs to no script.
fn script(character: char) -> &'static str {
    match (character.script(), character) {
        (_, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{26FF}' | '\u{2728}' | '\u{2B50}' | '\u{2B55}') => "Emoji",
        (Script::Common | Script::Inherited | Script::Unknown, _) => "Symbol",
        (script, _) => script.full_name(),
    }
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn a_character_is_named_by_script_or_as_emoji_or_symbol() {
        assert_eq!(script('漢'), "Han");
        assert_eq!(script('ก'), "Thai");
        assert_eq!(script('🚀'), "Emoji");
        assert_eq!(script('⎈'), "Symbol");
    }
}
