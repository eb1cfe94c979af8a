//! What an advert asks for: names, phrases and words, each once, with the sentences that have them.
//!
//! A place of the advert is read as the longest thing that is known: words of the table of synonyms, a compound (`CI/CD`, `scikit-learn`,
//! `ISO 26262`), else the word. Words that stand together in the profile too make a phrase besides. What the profile does not
//! say is shown with the words around it, since `motion` alone says little of *motion design*.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::advert::{Purpose, Sentence};
use super::index::{Hit, Index, LONGEST_PIECE, concept_key, piece_key, windows};
use super::synonyms::{Concepts, exact_key, raw_key, stem_key};
use super::tokens::{Glue, Shape, Token};

/// The most words of a phrase.
const LONGEST_PHRASE: usize = 4;

/// The most words of a point that is nothing but what it asks for, such as `Terraform`.
const BRIEF: usize = 3;

/// What kind of thing a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TermKind {
    /// A word that many adverts have.
    Everyday,
    /// A word.
    Word,
    /// Words that stand together in the advert and in the profile, which count besides each of them.
    Phrase,
    /// A name, an abbreviation or a compound, what the table of synonyms has, or what is a point of its own.
    Name,
}

impl TermKind {
    /// How much more or less it counts than a word.
    #[must_use]
    pub fn weight(self) -> f64 {
        match self {
            Self::Everyday => 0.25,
            Self::Word => 1.0,
            Self::Phrase => 0.6,
            Self::Name => 1.5,
        }
    }
}

/// A term of the advert.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) kind: TermKind,
    /// The keys by which it is found in the profile.
    pub(super) keys: Vec<String>,
    /// Where it stands, in the order of the advert.
    pub(super) places: Vec<(Range<usize>, Purpose)>,
    /// Whether a phrase that the profile has is all that ever says it.
    pub(super) covered: bool,
}

/// What the advert asks for and the profile does not say, with the words around it.
#[derive(Debug)]
pub(super) struct Lack {
    pub(super) kind: TermKind,
    /// Every place, the first as it is shown.
    pub(super) places: Vec<(Range<usize>, Purpose)>,
    /// The term.
    pub(super) term: usize,
}

/// One reading of a place of a sentence.
struct Occurrence {
    words: Range<usize>,
    bytes: Range<usize>,
    kind: TermKind,
    keys: Vec<String>,
}

/// What an advert asks for, and what of it the profile lacks.
#[derive(Debug, Default)]
pub(super) struct Terms {
    pub(super) found: Vec<Found>,
    pub(super) lacks: Vec<Lack>,
    by_key: BTreeMap<String, usize>,
    /// The place in `lacks` of each term that has one.
    lacking: BTreeMap<usize, usize>,
}

/// Whether a word is skipped: no meaning, a figure, a stray letter.
fn is_skipped(token: &Token) -> bool {
    token.stop || token.shape == Shape::Number || (token.shape == Shape::Word && token.raw.chars().count() < 2)
}

impl Terms {
    /// Reads an advert, given what of it the profile says.
    pub(super) fn new(
        sentences: &[(Sentence, Vec<Token>)],
        concepts: &Concepts,
        index: &Index<'_>,
        language: &str,
    ) -> Self {
        let mut terms = Self::default();
        let mut read = Vec::new();
        for (sentence, tokens) in sentences {
            let occurrences = occurrences(tokens, sentence.purpose, concepts, index, language);
            let numbers: Vec<usize> =
                occurrences.iter().map(|occurrence| terms.add(occurrence, sentence.purpose)).collect();
            read.push((sentence.purpose, tokens, occurrences, numbers));
        }
        let alone: Vec<usize> = terms.found.iter().map(|term| term.places.len()).collect();
        let mut within = vec![0; alone.len()];
        for (purpose, tokens, occurrences, numbers) in &read {
            for (range, phrase) in phrases(tokens, occurrences, index) {
                terms.add(&phrase, *purpose);
                let single = range.filter(|at| occurrences[*at].words.len() == 1);
                single.for_each(|at| within[numbers[at]] += 1);
            }
        }
        for (number, (alone, within)) in alone.into_iter().zip(within).enumerate() {
            terms.found[number].covered = within >= alone;
        }
        for (purpose, tokens, occurrences, numbers) in &read {
            terms.add_lacks(*purpose, tokens, occurrences, numbers, index, language);
        }
        terms
    }

    fn add(&mut self, occurrence: &Occurrence, purpose: Purpose) -> usize {
        let known = occurrence.keys.iter().find_map(|key| self.by_key.get(key)).copied();
        let number = known.unwrap_or_else(|| {
            let (kind, keys) = (occurrence.kind, Vec::new());
            self.found.push(Found { kind, keys, places: Vec::new(), covered: false });
            self.found.len() - 1
        });
        let term = &mut self.found[number];
        term.kind = term.kind.max(occurrence.kind);
        term.places.push((occurrence.bytes.clone(), purpose));
        for key in &occurrence.keys {
            if !term.keys.contains(key) {
                term.keys.push(key.clone());
                self.by_key.insert(key.clone(), number);
            }
        }
        number
    }

    /// Where the profile says a term: each place once.
    pub(super) fn hits(&self, number: usize, index: &Index<'_>) -> Vec<Hit> {
        hits(&self.found[number].keys, index)
    }

    fn add_lacks(
        &mut self,
        purpose: Purpose,
        tokens: &[Token],
        occurrences: &[Occurrence],
        numbers: &[usize],
        index: &Index<'_>,
        language: &str,
    ) {
        let lacking: Vec<bool> = occurrences
            .iter()
            .zip(numbers)
            .map(|(occurrence, number)| {
                // Where the company is and what it is called is nothing to be asked for.
                let places = &self.found[*number].places;
                let name = occurrence.words.len() == 1 && tokens[occurrence.words.start].capital;
                if name && places.iter().any(|(_, purpose)| matches!(purpose, Purpose::Facts | Purpose::About)) {
                    return false;
                }
                let strong =
                    occurrence.kind == TermKind::Name && purpose == Purpose::Intro && is_strong(tokens, occurrence);
                (purpose.asks() || strong) && occurrence.kind != TermKind::Everyday && !is_said(&occurrence.keys, index)
            })
            .collect();
        for chunk in chunks(tokens, occurrences, language) {
            let mut next = chunk.start;
            for at in chunk.clone() {
                if !lacking[at] || at < next {
                    continue;
                }
                let run = (at..chunk.end).take_while(|other| lacking[*other]).last().map_or(at + 1, |last| last + 1);
                // Two words tell what one does not; a name does alone.
                let words = occurrences[chunk.end - 1].words.end - occurrences[chunk.start].words.start;
                let whole = words <= LONGEST_PHRASE;
                let shown = if whole { chunk.clone() } else { at..run };
                next = shown.end;
                let range = occurrences[shown.start].bytes.start..occurrences[shown.end - 1].bytes.end;
                let number = (at..run).map(|other| numbers[other]).max_by_key(|number| self.found[*number].kind);
                let Some(number) = number else { continue };
                let kind = self.found[number].kind;
                let place = (range, purpose);
                if let Some(lack) = self.lacking.get(&number) {
                    self.lacks[*lack].places.push(place);
                } else {
                    self.lacking.insert(number, self.lacks.len());
                    self.lacks.push(Lack { kind, places: vec![place], term: number });
                }
            }
        }
    }
}

/// Whether a name is one by its letters alone, so that it is asked for wherever it stands.
fn is_strong(tokens: &[Token], occurrence: &Occurrence) -> bool {
    tokens[occurrence.words.clone()].iter().any(|token| token.shape == Shape::Name)
}

/// Whether the profile has one of these keys.
fn is_said(keys: &[String], index: &Index<'_>) -> bool {
    keys.iter().any(|key| !index.hits(key).is_empty())
}

fn hits(keys: &[String], index: &Index<'_>) -> Vec<Hit> {
    let mut all: Vec<Hit> = Vec::new();
    let mut found: Vec<&Hit> = keys.iter().flat_map(|key| index.hits(key)).collect();
    found.sort_by_key(|hit| (hit.passage, hit.piece, hit.range.start, hit.range.end));
    for hit in found {
        match all.last_mut() {
            Some(last)
                if (last.passage, last.piece) == (hit.passage, hit.piece) && hit.range.start < last.range.end =>
            {
                last.strength = last.strength.max(hit.strength);
                last.range.end = last.range.end.max(hit.range.end);
            }
            _ => all.push(hit.clone()),
        }
    }
    // What goes without saying adds nothing where it is said.
    let said: BTreeSet<usize> = all.iter().filter(|hit| hit.strength >= 1.0).map(|hit| hit.passage).collect();
    all.retain(|hit| hit.strength >= 1.0 || !said.contains(&hit.passage));
    all
}

/// The readings of a sentence, from its beginning to its end.
fn occurrences(
    tokens: &[Token],
    purpose: Purpose,
    concepts: &Concepts,
    index: &Index<'_>,
    language: &str,
) -> Vec<Occurrence> {
    let brief = tokens.len() <= BRIEF && purpose.asks();
    let words = || tokens.iter().filter(|token| token.shape == Shape::Word);
    let (all, capitals) = (words().count(), words().filter(|token| token.capital).count());
    // A capital within a sentence makes a name, but for German, and for lines where most words have one.
    let proper = |at: usize| {
        let own = tokens[at].capital && !tokens[at].first;
        own && language != "de" && purpose != Purpose::Title && capitals * 2 <= all
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        if token.shape == Shape::Run {
            run(at, token, index, &mut out);
            at += 1;
            continue;
        }
        let known = windows(tokens, at).filter_map(|words| Some((words.len(), concepts.find(words)?))).last();
        let compound = compound(tokens, at);
        if let Some((length, concept)) = known.filter(|(length, _)| *length >= compound.map_or(0, |length| length)) {
            let words = &tokens[at..at + length];
            let mut keys = vec![concept_key(concept)];
            // In small letters too, where that is no other word.
            if words.len() > 1
                || !(token.ambiguous || token.everyday || token.raw.chars().count() < 3 || is_delicate_word(token))
            {
                keys.push(exact_key(words));
            }
            out.push(occurrence(tokens, at..at + length, TermKind::Name, keys));
            at += length;
            continue;
        }
        if let Some(length) = compound {
            let words = &tokens[at..at + length];
            let mut keys = vec![exact_key(words)];
            if words.iter().all(|word| word.shape == Shape::Word) {
                keys.push(stem_key(words));
            }
            let plain = words.iter().all(|word| is_skipped(word) || word.everyday);
            let parts = words.iter().filter(|word| !is_skipped(word) && word.raw.chars().count() > 1);
            let in_parts = !is_said(&keys, index)
                && parts.clone().any(|word| is_said(&[exact_key(std::slice::from_ref(word))], index));
            let bare = words.iter().any(|word| word.shape == Shape::Number)
                && words.iter().all(|word| word.shape != Shape::Name);
            if !plain && !in_parts && !bare {
                out.push(occurrence(tokens, at..at + length, TermKind::Name, keys));
                at += length;
                continue;
            }
        }
        // `After` in `After Effects` is no preposition.
        let next_capital =
            tokens.get(at + 1).is_some_and(|next| next.capital && next.glue == Glue::Space && !next.stop);
        let titled = token.stop
            && token.capital
            && !token.first
            && token.raw.len() > 2
            && next_capital
            && purpose != Purpose::Title;
        if !is_skipped(token) || titled {
            let mut word = word(tokens, at);
            if word.kind == TermKind::Everyday && proper(at) && (titled || next_capital || at > 0 && proper(at - 1)) {
                word.kind = TermKind::Name;
            }
            // What never counts much is not worth a line of explanation.
            if word.kind != TermKind::Everyday || purpose.asks() {
                let kind =
                    if word.kind == TermKind::Word && (brief || proper(at)) { TermKind::Name } else { word.kind };
                out.push(Occurrence { kind, ..word });
            }
        }
        at += 1;
    }
    out
}

/// Whether a word is a name as it is written and another word in small letters, as far as that can be told.
fn is_delicate_word(token: &Token) -> bool {
    token.shape == Shape::Word && token.capital && token.raw.chars().count() <= 4
}

fn occurrence(tokens: &[Token], words: Range<usize>, kind: TermKind, keys: Vec<String>) -> Occurrence {
    let bytes = tokens[words.start].range.start..tokens[words.end - 1].range.end;
    Occurrence { words, bytes, kind, keys }
}

/// A word as a term.
fn word(tokens: &[Token], at: usize) -> Occurrence {
    let token = &tokens[at];
    let own = std::slice::from_ref(token);
    let short = token.raw.chars().count() < 2;
    let (kind, keys) = match token.shape {
        Shape::Name if short || token.ambiguous => (TermKind::Name, vec![raw_key(&token.raw)]),
        Shape::Name => (TermKind::Name, vec![exact_key(own)]),
        _ if token.everyday => (TermKind::Everyday, vec![stem_key(own)]),
        _ => (TermKind::Word, vec![stem_key(own), exact_key(own)]),
    };
    occurrence(tokens, at..at + 1, kind, keys)
}

/// Reads a run of characters: what the profile has of it, the longest first, and what is left between.
fn run(at: usize, token: &Token, index: &Index<'_>, out: &mut Vec<Occurrence>) {
    let ends: Vec<usize> = token.raw.char_indices().map(|(start, _)| start).chain([token.raw.len()]).collect();
    let mut rest = 0;
    let mut push = |range: Range<usize>| {
        let count = token.raw[range.clone()].chars().count();
        if (2..=2 * LONGEST_PIECE).contains(&count) {
            let bytes = token.range.start + range.start..token.range.start + range.end;
            out.push(Occurrence {
                words: at..at + 1,
                bytes,
                kind: TermKind::Word,
                keys: vec![piece_key(&token.raw[range])],
            });
        }
    };
    let mut start = 0;
    while start + 1 < ends.len() {
        let longest = (start + 2..ends.len().min(start + LONGEST_PIECE + 1))
            .rfind(|end| !index.hits(&piece_key(&token.raw[ends[start]..ends[*end]])).is_empty());
        if let Some(end) = longest {
            push(ends[rest]..ends[start]);
            push(ends[start]..ends[end]);
            start = end;
            rest = end;
        } else {
            start += 1;
        }
    }
    push(ends[rest]..token.raw.len());
}

/// How many words from a place on are one name by how they hang together.
fn compound(tokens: &[Token], at: usize) -> Option<usize> {
    let first = &tokens[at];
    let hangs = |glue: Glue| tokens[at + 1..].iter().take_while(|token| token.glue == glue).count() + 1;
    let hyphens = hangs(Glue::Hyphen);
    if hyphens > 1 && hyphens <= LONGEST_PHRASE {
        return Some(hyphens);
    }
    let slashes = hangs(Glue::Slash);
    let all = &tokens[at..at + slashes];
    let short = |token: &Token| token.raw.chars().count() <= 2;
    let capitals = |token: &Token| {
        token.raw.chars().count() <= 6 && token.raw.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    if (2..=3).contains(&slashes) && all.iter().all(capitals) && all.iter().any(short) {
        return Some(slashes);
    }
    let next = tokens.get(at + 1).filter(|next| next.glue == Glue::Space && first.shape == Shape::Name)?;
    let letter = next.shape == Shape::Name && next.raw.chars().count() == 1;
    let number = next.shape == Shape::Number && next.raw.chars().count() >= 3;
    if !letter && !number || first.raw.chars().count() < 2 {
        return None;
    }
    // `EN 60204-1` has a part.
    Some(2 + usize::from(number && tokens.get(at + 2).is_some_and(|part| part.glue == Glue::Hyphen)))
}

/// Words that stand together in the profile as they do here: which occurrences, and the phrase.
fn phrases(tokens: &[Token], occurrences: &[Occurrence], index: &Index<'_>) -> Vec<(Range<usize>, Occurrence)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < occurrences.len() {
        let mut longest = None;
        for end in at + 2..=occurrences.len() {
            let words = occurrences[at].words.start..occurrences[end - 1].words.end;
            if !follow(tokens, &occurrences[end - 2], &occurrences[end - 1]) || words.len() > LONGEST_PHRASE {
                break;
            }
            let own = &tokens[words.clone()];
            let keys = vec![stem_key(own), exact_key(own)];
            let plain = occurrences[at..end].iter().all(|occurrence| occurrence.kind == TermKind::Everyday);
            if !plain && is_said(&keys, index) {
                longest = Some((at..end, occurrence(tokens, words, TermKind::Phrase, keys)));
            }
        }
        at = longest.as_ref().map_or(at + 1, |(range, _)| range.end);
        out.extend(longest);
    }
    out
}

/// Whether one reading follows the other without a mark or a skipped word between.
fn follow(tokens: &[Token], one: &Occurrence, other: &Occurrence) -> bool {
    one.words.end == other.words.start && tokens[other.words.start].glue != Glue::Break
}

/// Runs of readings that belong together, without everyday words at their ends.
fn chunks(tokens: &[Token], occurrences: &[Occurrence], language: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in 1..=occurrences.len() {
        let joined = at < occurrences.len() && {
            let (one, other) = (&occurrences[at - 1], &occurrences[at]);
            follow(tokens, one, other) || is_bridged(tokens, one, other, language)
        };
        if joined {
            continue;
        }
        let everyday = |at: &usize| occurrences[*at].kind == TermKind::Everyday;
        let first = (start..at).find(|at| !everyday(at));
        let last = (start..at).rfind(|at| !everyday(at));
        out.extend(first.zip(last).map(|(first, last)| first..last + 1));
        start = at;
    }
    out
}

/// Whether a small word joins two capitalised ones to a name: *Duke of Edinburgh*.
fn is_bridged(tokens: &[Token], one: &Occurrence, other: &Occurrence, language: &str) -> bool {
    let (before, after) = (&tokens[one.words.end - 1], &tokens[other.words.start]);
    let between = tokens.get(one.words.end..other.words.start).unwrap_or_default();
    language != "de"
        && before.capital
        && after.capital
        && !after.first
        && after.glue == Glue::Space
        && matches!(between, [small] if small.stop && !small.capital && small.glue == Glue::Space
            && matches!(small.exact.as_str(), "of" | "for" | "the" | "de" | "du" | "des" | "del"))
}
