//! Where a profile says what an advert may be asking for.
//!
//! Only keys that the advert has are looked for, so that the cost is that of the advert's words, not of all that
//! could be joined in a profile.

use std::collections::BTreeMap;
use std::ops::Range;

use super::passages::Passage;
use super::synonyms::{Concepts, LONGEST, exact_key, is_together, raw_key, stem_key};
use super::tokens::{Shape, Token, tokens};
use super::vocabulary::Vocabulary;

/// The longest piece of a run of characters that is looked for, in characters.
pub(super) const LONGEST_PIECE: usize = 6;

/// The shortest part of a compound that says what it is about, in bytes of its stem.
const SHORTEST_PART: usize = 5;

/// What is said as such.
const SAID: f64 = 1.0;
/// What goes without saying.
const IMPLIED: f64 = 0.7;
/// What is a part of a word only.
const PART: f64 = 0.5;

/// A place in a profile that says something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hit {
    /// The passage, by its number in [`Index::passages`].
    pub(super) passage: usize,
    /// The piece of the passage.
    pub(super) piece: usize,
    /// The words, in bytes of the piece's text.
    pub(super) range: Range<usize>,
    /// How far it says it, from 0 to 1.
    pub(super) strength: f64,
}

/// The passages of a profile in one list, and what they say.
pub(super) struct Index<'p> {
    /// The passages, each before what is nested in it.
    pub(super) passages: Vec<&'p Passage>,
    /// How many words each has, those without meaning left out.
    pub(super) lengths: Vec<usize>,
    hits: BTreeMap<String, Vec<Hit>>,
}

/// The key of a concept.
pub(super) fn concept_key(concept: usize) -> String {
    format!("#{concept}")
}

/// The key of a piece of a run of characters.
pub(super) fn piece_key(piece: &str) -> String {
    format!("!{piece}")
}

/// Every key that some words could be found by: alone and together.
pub(super) fn keys_of(tokens: &[Token], concepts: &Concepts) -> Vec<String> {
    let mut keys = Vec::new();
    for start in 0..tokens.len() {
        if tokens[start].shape == Shape::Run {
            keys.extend(pieces(&tokens[start].raw).map(|(_, piece)| piece_key(piece)));
        }
        for words in windows(tokens, start) {
            keys.extend(concepts.find(words).map(concept_key));
            keys.extend([exact_key(words), stem_key(words)]);
        }
        keys.push(raw_key(&tokens[start].raw));
    }
    keys
}

/// The words from a place on, one, two and more, as long as they stand together.
pub(super) fn windows(tokens: &[Token], start: usize) -> impl Iterator<Item = &[Token]> {
    let longest = LONGEST.min(tokens.len() - start);
    (1..=longest).map(move |length| &tokens[start..start + length]).take_while(|words| is_together(words))
}

/// The pieces of a run of characters, each with its place.
pub(super) fn pieces(run: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let ends: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let count = ends.len();
    let ranges = (0..count).flat_map(move |start| (start + 2..=(start + LONGEST_PIECE)).map(move |end| (start, end)));
    ranges.filter(move |(_, end)| *end < count).map(move |(start, end)| {
        let range = ends[start]..ends[end];
        (range.clone(), &run[range])
    })
}

impl<'p> Index<'p> {
    /// Looks for keys in a profile.
    pub(super) fn new(
        passages: &'p [Passage],
        keys: impl IntoIterator<Item = String>,
        concepts: &Concepts,
        vocabulary: &Vocabulary,
    ) -> Self {
        let hits = keys.into_iter().map(|key| (key, Vec::new())).collect();
        let mut index = Self { passages: Vec::new(), lengths: Vec::new(), hits };
        for passage in passages {
            index.add(passage, concepts, vocabulary);
        }
        index
    }

    /// Where a key is said; each word once, as far as it says it.
    pub(super) fn hits(&self, key: &str) -> &[Hit] {
        self.hits.get(key).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, passage: &'p Passage, concepts: &Concepts, vocabulary: &Vocabulary) {
        let number = self.passages.len();
        self.passages.push(passage);
        self.lengths.push(0);
        for (piece, text) in passage.pieces.iter().enumerate() {
            let tokens = tokens(&text.text, vocabulary);
            self.lengths[number] += tokens.iter().filter(|token| !token.stop).count();
            let mut see = |key: String, range: Range<usize>, strength: f64| {
                let Some(hits) = self.hits.get_mut(&key) else { return };
                let known = hits.last_mut().filter(|hit| {
                    hit.passage == number
                        && hit.piece == piece
                        && hit.range.start < range.end
                        && range.start < hit.range.end
                });
                match known {
                    // The same words by another key, or as a part of others: they count once.
                    Some(hit) => hit.strength = hit.strength.max(strength),
                    None => hits.push(Hit { passage: number, piece, range, strength }),
                }
            };
            for start in 0..tokens.len() {
                let first = &tokens[start];
                if first.shape == Shape::Run {
                    for (range, piece) in pieces(&first.raw) {
                        see(piece_key(piece), first.range.start + range.start..first.range.start + range.end, SAID);
                    }
                }
                see(raw_key(&first.raw), first.range.clone(), SAID);
                for words in windows(&tokens, start) {
                    let range = first.range.start..words[words.len() - 1].range.end;
                    see(exact_key(words), range.clone(), SAID);
                    if words.iter().all(|word| word.shape != Shape::Name) {
                        see(stem_key(words), range.clone(), SAID);
                    }
                    if let Some(key) = without_version(words) {
                        see(key, range.clone(), SAID);
                    }
                    if let Some(concept) = concepts.find(words) {
                        see(concept_key(concept), range.clone(), SAID);
                        for implied in concepts.implied(concept) {
                            see(concept_key(implied), range.clone(), IMPLIED);
                        }
                    }
                }
                if vocabulary.compounds && first.shape == Shape::Word {
                    for part in parts(&first.stem) {
                        see(format!("~{part}"), first.range.clone(), PART);
                    }
                }
            }
        }
        for nested in &passage.nested {
            self.add(nested, concepts, vocabulary);
        }
    }
}

/// The key of a name without the figures at its end: a version says the name too.
fn without_version(words: &[Token]) -> Option<String> {
    let last = words.last().filter(|last| last.shape == Shape::Name)?;
    let name = last.exact.trim_end_matches(|c: char| c.is_ascii_digit());
    let cut = name.len() < last.exact.len() && name.chars().next_back().is_some_and(char::is_alphabetic);
    (cut && (words.len() > 1 || name.len() > 1)).then(|| exact_key(&words[..words.len() - 1]) + name)
}

/// The beginnings and ends of a compound that are long enough to be words.
fn parts(stem: &str) -> impl Iterator<Item = &str> {
    let cuts = stem.char_indices().map(|(at, _)| at);
    cuts.flat_map(move |at| [&stem[..at], &stem[at..]])
        .filter(move |part| part.len() >= SHORTEST_PART && part.len() < stem.len())
}
