//! From a text to the words that are compared, each with its place.
//!
//! Words are those of UAX #29, with what names on CVs need beyond it: `C++`, `C#`, `.NET`, `I²C` and `Node.js` stay whole, and how
//! a word hangs on the one before (`CI/CD`, `R&D`, `on-call`) is kept, so that compounds can be found. Scripts that put no spaces
//! between words give runs of characters, from which pieces are taken later.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::vocabulary::{Vocabulary, fold};

/// The longest word that is looked at, in bytes; what is longer is no word.
const WORD_LIMIT: usize = 80;

/// What a word looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// An ordinary word.
    Word,
    /// A name by its letters: `AWS`, `gRPC`, `C++`, `k8s`, `R`.
    Name,
    /// Digits, with or without marks.
    Number,
    /// Characters of a script without spaces between words.
    Run,
}

/// What stands between a word and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glue {
    /// A mark, the end of a sentence, or the beginning of the text.
    Break,
    /// White space.
    Space,
    /// A hyphen.
    Hyphen,
    /// A slash or an ampersand, without space.
    Slash,
}

/// A word and its place.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "facts about a word that do not exclude each other")]
pub(super) struct Token {
    /// Where it stands in its text, in bytes.
    pub(super) range: Range<usize>,
    /// As it is written, abbreviations without the `s` of their plural.
    pub(super) raw: String,
    /// Its folded form.
    pub(super) exact: String,
    /// Its stem.
    pub(super) stem: String,
    /// What it looks like.
    pub(super) shape: Shape,
    /// What stands before it.
    pub(super) glue: Glue,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether it begins a sentence.
    pub(super) first: bool,
    /// Whether it has no meaning of its own.
    pub(super) stop: bool,
    /// Whether every advert has it.
    pub(super) everyday: bool,
    /// Whether it is another word in small letters, one without a meaning of its own.
    pub(super) ambiguous: bool,
}

/// The words of a text.
pub(super) fn tokens(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let shouted = is_shouted(text);
    let mut out: Vec<Token> = Vec::new();
    for (range, run) in words(text) {
        let before = out.last().map_or(0, |token: &Token| token.range.end);
        let mut range = range;
        if !run {
            range.start += vocabulary.elision(&text[range.clone()]);
            trim_possessive(text, &mut range);
        }
        if range.len() > WORD_LIMIT && !run || range.is_empty() {
            continue;
        }
        let raw = singular(&text[range.clone()]).to_owned();
        let shape = if run { Shape::Run } else { shape(&raw, shouted) };
        let exact = exact(&raw);
        let stem = if run { exact.clone() } else { vocabulary.stem(&exact) };
        let gap = text.get(before..range.start).unwrap_or_default();
        let first = out.is_empty() || gap.contains(['.', '!', '?', ':', '\n', '•', '·', '…']);
        let glue = if out.is_empty() { Glue::Break } else { glue(gap) };
        let capital = raw.chars().next().is_some_and(char::is_uppercase);
        // `IT` and `CAN` are no pronoun and no verb, unless everything is written so.
        let acronym = shape == Shape::Name && raw.chars().count() > 1 && raw.chars().all(char::is_uppercase);
        let ambiguous = vocabulary.is_stop(&exact);
        let stop = !acronym && ambiguous;
        let everyday = shape == Shape::Word && vocabulary.is_everyday(&stem);
        out.push(Token { range, raw, exact, stem, shape, glue, capital, first, stop, everyday, ambiguous });
    }
    out
}

/// The ranges of words, and whether each is a run of a script without spaces.
fn words(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut out: Vec<(Range<usize>, bool)> = Vec::new();
    let mut script = Script::Unknown;
    for (start, piece) in text.split_word_bound_indices() {
        let Some(letter) = piece.chars().find(|c| c.is_alphanumeric()) else { continue };
        let end = start + piece.len();
        let (own, run) = (letter.script(), is_unspaced(letter.script()));
        match out.last_mut() {
            Some((last, joined)) if last.end == start && run == *joined && (!run || own == script) => last.end = end,
            _ if own == Script::Hiragana => {}
            _ => out.push((start..end, run)),
        }
        script = own;
    }
    for (range, run) in &mut out {
        if *run {
            continue;
        }
        let (before, word, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
        if after.starts_with("++") {
            range.end += 2;
        } else if after.starts_with('#') && word.len() <= 3 && !after[1..].starts_with(char::is_alphanumeric) {
            range.end += 1;
        }
        let capital = word.starts_with(char::is_uppercase);
        if capital
            && before
                .strip_suffix('.')
                .is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '(', '/', '\n', '\t']))
        {
            range.start -= 1;
        }
    }
    out
}

fn is_unspaced(script: Script) -> bool {
    matches!(script, Script::Han | Script::Hiragana | Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar)
}

/// Whether a text is all capitals, so that capitals tell nothing.
fn is_shouted(text: &str) -> bool {
    let (mut upper, mut lower, mut long) = (0_usize, 0_usize, 0_usize);
    for word in text.split_whitespace() {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        upper += capitals;
        lower += word.chars().filter(|c| c.is_lowercase()).count();
        long += usize::from(capitals >= 5);
    }
    long >= 2 && lower * 4 < upper
}

fn trim_possessive(text: &str, range: &mut Range<usize>) {
    let word = &text[range.clone()];
    let end = ["'s", "’s", "'", "’"].into_iter().find(|end| word.ends_with(end)).map_or(0, str::len);
    range.end -= end;
}

/// What a word looks like by its letters.
fn shape(raw: &str, shouted: bool) -> Shape {
    let letters = raw.chars().filter(|c| c.is_alphabetic()).count();
    let digits = raw.chars().any(char::is_numeric);
    if letters == 0 {
        return Shape::Number;
    }
    let inner = raw.chars().skip(1).any(char::is_uppercase);
    let single = letters == 1 && raw.starts_with(char::is_uppercase);
    let marked = raw.starts_with('.') || raw.ends_with(['+', '#']);
    if marked || digits && !is_ordinal(raw) || !shouted && (inner || single) { Shape::Name } else { Shape::Word }
}

/// An abbreviation without the `s` of its plural: `APIs` is `API`.
fn singular(raw: &str) -> &str {
    match raw.strip_suffix('s') {
        Some(rest)
            if rest.len() > 1
                && rest.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
                && !rest.ends_with(|c: char| c.is_ascii_digit()) =>
        {
            rest
        }
        _ => raw,
    }
}

/// `2nd`, `90s` and `14th` are no names.
fn is_ordinal(raw: &str) -> bool {
    let rest = raw.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < raw.len() && matches!(rest, "st" | "nd" | "rd" | "th" | "s" | "h" | "x" | "k" | "M" | "m" | "er" | "e")
}

/// The folded form, without the dots within an abbreviation or a name: `Ph.D.` is `phd`, `Node.js` is `nodejs`.
fn exact(raw: &str) -> String {
    let folded = fold(raw);
    if folded.contains('.') && folded.chars().next().is_some_and(char::is_alphabetic) {
        folded.replace('.', "")
    } else {
        folded
    }
}

fn glue(gap: &str) -> Glue {
    match gap.trim_start_matches(['\'', '’']).trim_start_matches('s') {
        "-" | "\u{2010}" | "\u{2011}" => Glue::Hyphen,
        "/" | "&" => Glue::Slash,
        // A line that was only wrapped goes on.
        gap if !gap.is_empty() && gap.chars().all(char::is_whitespace) && gap.matches('\n').count() < 2 => Glue::Space,
        _ => Glue::Break,
    }
}

#[cfg(test)]
mod tests {
    use super::{Glue, Shape, tokens};
    use crate::application::posting::vocabulary::Vocabulary;

    fn raw(language: &str, text: &str) -> Vec<String> {
        Vocabulary::with(language, |vocabulary| tokens(text, vocabulary).into_iter().map(|token| token.raw).collect())
    }

    #[test]
    fn names_of_things_technical_survive() {
        assert_eq!(
            raw("en", "C++, C# and (.NET) or Node.js; I²C"),
            ["C++", "C#", "and", ".NET", "or", "Node.js", "I²C"]
        );
        assert_eq!(raw("en", "5+ years. A Ph.D. is"), ["5", "years", "A", "Ph.D", "is"]);
        assert_eq!(raw("fr", "l’équipe d'Anne"), ["équipe", "Anne"]);
        assert_eq!(raw("en", "Edinburgh's Award"), ["Edinburgh", "Award"]);
    }

    #[test]
    fn shapes_and_glue_are_seen() {
        Vocabulary::with("en", |vocabulary| {
            let tokens = tokens("CI/CD on-call with k8s, IT CAN wait", vocabulary);
            let glue: Vec<_> = tokens.iter().map(|token| token.glue).collect();
            assert_eq!(glue[..5], [Glue::Break, Glue::Slash, Glue::Space, Glue::Hyphen, Glue::Space]);
            assert_eq!(tokens[5].shape, Shape::Name);
            assert!(tokens[4].stop && !tokens[6].stop && !tokens[7].stop, "IT and CAN are names");
        });
    }

    #[test]
    fn scripts_without_spaces_give_runs() {
        assert_eq!(raw("ja", "深層学習とPythonの経験"), ["深層学習", "Python", "経験"]);
        assert_eq!(raw("hi", "हिन्दी शिक्षक"), ["हिन्दी", "शिक्षक"]);
    }

    #[test]
    fn capitals_tell_nothing_where_all_are() {
        Vocabulary::with("en", |vocabulary| {
            assert!(tokens("WHAT WE OFFER HERE TODAY", vocabulary).iter().all(|token| token.shape == Shape::Word));
        });
    }
}
