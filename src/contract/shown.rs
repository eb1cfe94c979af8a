//! Whether every text and every link of a résumé is on the pages.
//!
//! Text is compared without case, spaces and hyphens, which are a theme's to choose. A text that was found is taken out, so
//! that no other is found in it, the longest first. One that goes on on another page, with other things between, is found in
//! two pieces, divided between words or within an overlong one. In a script that is read from the right, pieces of a line stand
//! in another order on the page; there every word is looked for by itself.

use super::page::Pages;
use super::sample::Read;
use crate::application::texts::Shown;
use crate::diagnostic::{Diagnostic, Problem};

/// From how many characters on a word may be divided, for no line holds it.
const OVERLONG: usize = 40;

/// Reports what is not there, in the order of the résumé.
pub(super) fn lost(shown: &[Shown], rtl: bool, pages: &Pages<'_>, sample: &Read, case: &str) -> Vec<Diagnostic> {
    let by_words = |text: &str| rtl || text.chars().any(is_read_from_the_right);
    let mut page: String = pages.runs.iter().map(|run| folded(run.text)).collect();
    let mut found = vec![false; shown.len()];
    let mut order: Vec<usize> = (0..shown.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(shown[*index].text.len()));
    let whole = page.clone();
    for index in order {
        let Shown { text, is_link, .. } = &shown[index];
        found[index] = if *is_link {
            pages.links.contains(text.as_str())
        } else if let Some(earlier) = (0..shown.len()).find(|at| found[*at] && shown[*at].text == *text) {
            found[earlier]
        } else if by_words(text) {
            words(text).all(|word| whole.contains(&word))
        } else {
            take(&mut page, &folded(text))
        };
    }
    for (index, Shown { text, is_link, .. }) in shown.iter().enumerate() {
        found[index] = found[index] || (!is_link && !by_words(text) && take_in_two(&mut page, text));
    }
    let missing = shown.iter().zip(found).filter(|(_, found)| !found).map(|(shown, _)| shown);
    let report = |it: &Shown| {
        let (text, case) = (it.text.clone(), case.to_owned());
        let problem = if it.is_link { Problem::LinkLost { url: text, case } } else { Problem::TextLost { text, case } };
        let (span, path) = sample.place(it);
        Diagnostic::maybe_at(span, problem).with_path(path)
    };
    missing.map(report).collect()
}

/// Whether a character belongs to Hebrew, Arabic or one of their kin (the blocks that Unicode keeps for such scripts).
fn is_read_from_the_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// The text without what a theme may change.
fn folded(text: &str) -> String {
    let kept = |c: &char| {
        !c.is_whitespace()
            && !matches!(c, '-' | '\u{AD}' | '\u{2010}' | '\u{200B}'..='\u{200F}' | '\u{2066}'..='\u{2069}')
    };
    // By way of upper case, so that `ß` and `SS` are one.
    text.to_uppercase().to_lowercase().chars().filter(kept).collect()
}

/// The words of a text, of letters and digits only.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(folded)
}

/// Takes a text out of the page, if it is there.
fn take(page: &mut String, text: &str) -> bool {
    let Some(start) = page.find(text) else { return false };
    blank(page, start, text.len());
    true
}

/// Takes a text out in two pieces.
fn take_in_two(page: &mut String, text: &str) -> bool {
    for at in breaks(text) {
        let (first, second) = (folded(&text[..at]), folded(&text[at..]));
        if first.is_empty() || second.is_empty() {
            continue;
        }
        let Some(start) = page.find(&first) else { continue };
        let end = start + first.len();
        let Some(next) = page[end..].find(&second) else { continue };
        blank(page, end + next, second.len());
        blank(page, start, first.len());
        return true;
    }
    false
}

/// Puts what no text holds in place of so many bytes.
fn blank(page: &mut String, start: usize, length: usize) {
    page.replace_range(start..start + length, &"\0".repeat(length));
}

/// Where a text may be divided: before each word, and within a word that no line holds.
fn breaks(text: &str) -> Vec<usize> {
    let mut breaks = Vec::new();
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        breaks.push(start);
        if word.chars().count() > OVERLONG {
            breaks.extend(word.char_indices().skip(1).map(|(at, _)| start + at));
        }
    }
    breaks.into_iter().filter(|at| *at > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_once_and_in_two_pieces() {
        let mut page = folded("ADA Love-\nlace one summary 1 / 2 goes on");
        assert!(take(&mut page, &folded("Ada Lovelace")));
        assert!(!take(&mut page, &folded("Ada Lovelace")), "it has been taken");
        assert!(take_in_two(&mut page, "One summary goes on"));
        assert!(!take_in_two(&mut page, "one summary"));
    }

    #[test]
    fn words_are_divided_only_where_no_line_holds_them() {
        assert_eq!(breaks("one two"), [4]);
        assert_eq!(breaks(&"x".repeat(41)).len(), 40);
    }
}
