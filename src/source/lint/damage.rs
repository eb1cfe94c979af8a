//! Text that was UTF-8 and was read as Windows-1252 or Latin-1 at some time: `Ã©` for `é`, `â€™` for `’`, `ðŸ§` for 🧠.
//!
//! Such damage shows as characters whose bytes in Windows-1252 are a UTF-8 sequence. That alone proves nothing: a letter
//! with an accent is the first byte of a sequence, and closing punctuation its rest, as in `Spaß“` and `« été »`. So a
//! sequence counts as damage by itself only if no orthography writes it; the others only when two of them touch.

use std::ops::Range;

use crate::source::windows_1252;

/// One damaged stretch of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Damage {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// As it stands.
    pub(super) found: String,
    /// What it was, if nothing is lost.
    pub(super) repaired: Option<String>,
}

/// How often a text may have been damaged on top of damage.
const ROUNDS: usize = 3;

/// Finds the damaged stretches of a text.
pub(super) fn find(text: &str) -> Vec<Damage> {
    let mut found = once(text);
    for damage in &mut found {
        for _ in 1..ROUNDS {
            let Some(again) = damage.repaired.as_deref().and_then(repair) else { break };
            damage.repaired = Some(again);
        }
    }
    found
}

/// The text without its damage; none where there is none, or where it cannot be told.
fn repair(text: &str) -> Option<String> {
    let mut repaired = String::new();
    let mut from = 0;
    for damage in once(text) {
        repaired.push_str(&text[from..damage.range.start]);
        repaired.push_str(&damage.repaired?);
        from = damage.range.end;
    }
    repaired.push_str(&text[from..]);
    (from > 0).then_some(repaired)
}

/// A character of UTF-8 read as several others.
struct Piece {
    range: Range<usize>,
    /// The character it was; none where a byte is lost.
    character: Option<char>,
    /// Whether it is damage by itself.
    certain: bool,
}

fn once(text: &str) -> Vec<Damage> {
    let mut found: Vec<Damage> = Vec::new();
    let mut run: Vec<Piece> = Vec::new();
    let mut at = 0;
    while let Some(lead) = text[at..].chars().next() {
        if let Some(piece) = piece(text, at, lead) {
            at = piece.range.end;
            run.push(piece);
        } else {
            at += lead.len_utf8();
            finish(text, &mut run, &mut found);
        }
    }
    finish(text, &mut run, &mut found);
    found
}

/// Turns a run of touching pieces into damage, if it is any.
fn finish(text: &str, run: &mut Vec<Piece>, found: &mut Vec<Damage>) {
    let pieces = std::mem::take(run);
    if pieces.len() < 2 && !pieces.iter().any(|piece| piece.certain) {
        return;
    }
    // A lost byte leaves its piece alone, so that the rest of the run can be told.
    for group in pieces.chunk_by(|one, next| one.character.is_some() == next.character.is_some()) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let range = first.range.start..last.range.end;
        let repaired: Option<String> = group.iter().map(|piece| piece.character).collect();
        // A byte order mark is repaired by leaving it out.
        let repaired = repaired.map(|repaired| repaired.replace('\u{FEFF}', ""));
        found.push(Damage { found: text[range.clone()].to_owned(), range, repaired });
    }
}

/// The piece that begins at a byte with this character, if its bytes are a UTF-8 sequence or the rest of one.
fn piece(text: &str, at: usize, lead: char) -> Option<Piece> {
    let first = u8::try_from(lead).ok()?;
    let wanted = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = vec![first];
    let mut rest = Vec::new();
    let mut end = at + lead.len_utf8();
    let mut after = text[end..].chars().peekable();
    while bytes.len() < wanted {
        let Some(byte) = after.peek().and_then(|next| windows_1252::encode(*next)).filter(|byte| byte & 0xC0 == 0x80)
        else {
            break;
        };
        bytes.push(byte);
        if let Some(next) = after.next() {
            end += next.len_utf8();
            rest.push(next);
        }
    }
    let next = after.peek().copied();
    if bytes.len() < wanted {
        return broken(at..end, &bytes, next);
    }
    let character = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let before = text[..at].chars().next_back();
    let certain = is_certain(first, &rest, before, next) && !character.is_control();
    Some(Piece { range: at..end, character: Some(character), certain })
}

/// A sequence whose last bytes are lost, which only a few beginnings give away. The last byte of an emoji is often
/// 0xA0, a no-break space, that became a space: then the character can be told.
fn broken(range: Range<usize>, bytes: &[u8], next: Option<char>) -> Option<Piece> {
    let character = match bytes {
        [0xF0, 0x9F, ..] => {
            let whole = [bytes, &[0xA0]].concat();
            let repaired = std::str::from_utf8(&whole).ok().and_then(|text| text.chars().next());
            repaired.filter(|emoji| next == Some(' ') && *emoji >= '\u{1F300}')
        }
        [0xE2, 0x80 | 0x82 | 0x86 | 0x9C] | [0xEF, 0xB8] => None,
        _ => return None,
    };
    Some(Piece { range, character, certain: true })
}

/// Whether a whole sequence is damage by itself, by its first byte, the characters after it and those around.
fn is_certain(first: u8, rest: &[char], before: Option<char>, next: Option<char>) -> bool {
    let closing = rest.iter().all(|c| CLOSING.contains(*c) || MARKS.contains(*c) || *c == '\u{A0}');
    match first {
        // The letters Â Ã Ä Å: an upper-case word may end in one, with closing punctuation after it.
        0xC2..=0xC5 => {
            let inside = next.is_some_and(char::is_alphabetic) || before.is_some_and(char::is_lowercase);
            match rest {
                ['\u{A0}'] if first <= 0xC3 => !before.is_some_and(char::is_uppercase),
                ['\u{A0}'] => inside && !before.is_some_and(char::is_uppercase),
                [mark] => inside || !(CLOSING.contains(*mark) || (first >= 0xC4 && MARKS.contains(*mark))),
                _ => false,
            }
        }
        // The letter â, with which few languages end a word.
        0xE2 => !(closing && matches!(rest.first(), Some('\u{A0}' | '»' | '”' | '’' | '…'))),
        0xE0..=0xF4 => !closing,
        // Greek, Cyrillic and the like, of which one letter alone is no word.
        _ => false,
    }
}

/// Punctuation right after the last letter of a word.
const CLOSING: &str = "»›”“’‘…–—™";

/// What else can stand there: footnote marks, and signs that are raised.
const MARKS: &str = "®©°²³¹ªº·•†‡";
