//! The ranking: how much of what the advert asks for each passage of a profile says.
//!
//! The formula is in `docs/matching.md`, each rule with its test below and in `rank/tests.rs`.

use std::collections::BTreeMap;

use super::Posting;
use super::advert::{Purpose, sentences};
use super::index::{Hit, Index, keys_of};
use super::passages::{Kind, Passage, passages};
use super::synonyms::Synonyms;
use super::terms::{TermKind, Terms};
use super::tokens::tokens;
use super::vocabulary::Vocabulary;
use crate::diagnostic::Span;
use crate::profile::{LanguageTag, PartialDate, Period, Profile};

/// How soon more mentions of a term in one passage say nothing new (BM25's k1).
const SATURATION: f64 = 1.2;
/// How much long passages are put at a disadvantage (BM25's b); little, since the passages of a CV are short.
const LENGTH: f64 = 0.3;
/// The most mentions of a term that count in one passage.
const MENTIONS: f64 = 3.0;
/// How often a word in a heading counts.
const HEADING: f64 = 2.0;
/// What each further mention in the advert adds to a term, and the most that all of them add.
const REPEATED: (f64, f64) = (0.25, 0.5);
/// How much a word counts that the advert says only within a phrase which counts itself.
const COVERED: f64 = 0.7;
/// How much the next best highlight of an entry counts, measured by the one before it.
const NEXT: f64 = 0.5;

/// How to rank.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The date from which ages count; where there is none, `meta.lastModified`, else the newest date of the profile.
    pub reference: Option<PartialDate>,
    /// After how many years what ended counts half; anything but a positive number turns decay off.
    pub half_life: f64,
    /// Which words mean the same.
    pub synonyms: Synonyms,
}

impl Settings {
    /// The half-life where none is given, in years.
    pub const HALF_LIFE: f64 = 8.0;
}

impl Default for Settings {
    fn default() -> Self {
        Self { reference: None, half_life: Self::HALF_LIFE, synonyms: Synonyms::built_in() }
    }
}

/// What an advert asks for, what a profile says of it, and the profile's entries by how much they say.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The language by whose rules the advert was read.
    pub language: String,
    /// The date from which ages count; none where the profile has no date at all.
    pub reference: Option<PartialDate>,
    /// What the profile answers, the weightiest first.
    pub answered: Vec<Term>,
    /// What the profile does not say, the weightiest first.
    pub missing: Vec<Missing>,
    /// Entries, and the items of own lists, those that say most first; what says equally much stands newest first.
    pub entries: Vec<Ranked>,
    scores: BTreeMap<String, f64>,
}

impl Ranking {
    /// The score of an entry, position or highlight by its key path, such as `work[0].highlights[1]`; 0 for what says
    /// nothing to the advert, `None` for a path that is none.
    #[must_use]
    pub fn score(&self, path: &str) -> Option<f64> {
        self.scores.get(path).copied()
    }
}

/// A term of the advert that the profile answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// As the advert writes it, each way once.
    pub forms: Vec<String>,
    /// What kind of thing it is.
    pub kind: TermKind,
    /// The weightiest sentence that has it.
    pub purpose: Purpose,
    /// Its place in that sentence.
    pub span: Span,
    /// How often the advert says it.
    pub count: usize,
    /// How rare it is in the profile (BM25's inverse document frequency).
    pub rarity: f64,
    /// What it counts: what the advert makes of it, times its kind, times its rarity.
    pub weight: f64,
    /// Whether a longer term that is answered says it.
    pub covered: bool,
    /// Where the profile says it, in the profile's order; what is private is left out.
    pub places: Vec<Evidence>,
}

/// A place in a profile that answers a term.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The key path of the passage.
    pub path: String,
    /// The words, as the profile writes them.
    pub form: String,
    /// The text that has them.
    pub span: Span,
    /// How far they say it: 1 for the thing itself, less where it goes without saying or is part of a word.
    pub strength: f64,
}

/// What the advert asks for and the profile does not say.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// As the advert writes it, each way once, with words around it that belong to it.
    pub forms: Vec<String>,
    /// What kind of thing it is.
    pub kind: TermKind,
    /// The weightiest sentence that has it.
    pub purpose: Purpose,
    /// Its place in that sentence.
    pub span: Span,
    /// How often the advert says it.
    pub count: usize,
    /// What it would count, rarity aside.
    pub weight: f64,
}

/// A passage with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The key path.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Its heading, part by part, or the text of a highlight.
    pub label: Vec<String>,
    /// Where it stands.
    pub span: Option<Span>,
    /// Whether it is left out unless an application asks for it.
    pub private: bool,
    /// How much it says to the advert; 0 for nothing.
    pub score: f64,
    /// What its age leaves of a point, from 0 to 1.
    pub decay: f64,
    /// The terms that make the score, which is their sum; the weightiest first.
    pub parts: Vec<Part>,
    /// Positions and highlights, those that say most first.
    pub nested: Vec<Ranked>,
}

/// What a term adds to a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The term, as the advert first writes it.
    pub term: String,
    /// Its weight.
    pub weight: f64,
    /// How often the passage says it, by rules that count headings more and cap repetition.
    pub mentions: f64,
    /// What it adds.
    pub score: f64,
    /// The key path of the passage that says it best.
    pub from: String,
}

/// Ranks what a profile says, in a language, by what an advert asks for. The same input gives the same ranking.
#[must_use]
pub fn rank(profile: &Profile, language: &LanguageTag, posting: &Posting, settings: &Settings) -> Ranking {
    let code = posting.language.clone().unwrap_or_else(|| language.language().to_owned());
    Vocabulary::with(&code, |vocabulary| {
        let concepts = settings.synonyms.compile(vocabulary);
        let read: Vec<_> = sentences(&posting.text, vocabulary)
            .into_iter()
            .map(|sentence| {
                let mut words = tokens(&posting.text[sentence.range.clone()], vocabulary);
                for word in &mut words {
                    word.range = word.range.start + sentence.range.start..word.range.end + sentence.range.start;
                }
                (sentence, words)
            })
            .collect();
        let passages = passages(profile, language);
        let keys = read.iter().flat_map(|(_, words)| keys_of(words, &concepts));
        let index = Index::new(&passages, keys, &concepts, vocabulary);
        let terms = Terms::new(&read, &concepts, &index, &code);
        let reference = settings.reference.or_else(|| profile.reference_date());
        let scorer = Scorer::new(&terms, &index, posting, reference, settings.half_life);
        scorer.ranking(&passages, code.clone())
    })
}

/// A term with all that its score needs.
struct Weighed {
    term: Term,
    hits: Vec<Hit>,
}

struct Scorer<'a> {
    index: &'a Index<'a>,
    terms: Vec<Weighed>,
    /// The terms that each passage says, by the numbers of both.
    said: Vec<Vec<usize>>,
    missing: Vec<Missing>,
    reference: Option<PartialDate>,
    half_life: f64,
    mean_length: f64,
}

impl<'a> Scorer<'a> {
    fn new(
        terms: &Terms,
        index: &'a Index<'a>,
        posting: &Posting,
        reference: Option<PartialDate>,
        half_life: f64,
    ) -> Self {
        let filled: Vec<usize> = index.lengths.iter().copied().filter(|length| *length > 0).collect();
        let mean_length = count(filled.iter().sum()) / count(filled.len()).max(1.0);
        let mut weighed = Vec::new();
        let mut said = vec![Vec::new(); index.passages.len()];
        for (number, found) in terms.found.iter().enumerate() {
            let hits = terms.hits(number, index);
            if hits.is_empty() {
                continue;
            }
            let mut saying: Vec<usize> = hits.iter().map(|hit| hit.passage).collect();
            saying.dedup();
            for passage in &saying {
                said[*passage].push(weighed.len());
            }
            let (all, saying) = (count(filled.len()), count(saying.len()));
            let rarity = (1.0 + (all - saying + 0.5) / (saying + 0.5)).ln();
            let (span, purpose) = best(posting, &found.places);
            let visible = hits.iter().filter(|hit| !index.passages[hit.passage].private);
            let places = visible
                .map(|hit| {
                    let passage = index.passages[hit.passage];
                    let piece = &passage.pieces[hit.piece];
                    let form = piece.text[hit.range.clone()].to_owned();
                    Evidence { path: passage.path.clone(), form, span: piece.span, strength: hit.strength }
                })
                .collect();
            let term = Term {
                forms: forms(posting, &found.places),
                kind: found.kind,
                purpose,
                span,
                count: found.places.len(),
                rarity,
                weight: asked(&found.places) * found.kind.weight() * rarity * if found.covered { COVERED } else { 1.0 },
                covered: found.covered,
                places,
            };
            weighed.push(Weighed { term, hits });
        }
        let mut missing: Vec<Missing> = terms
            .lacks
            .iter()
            .map(|lack| {
                let (span, purpose) = best(posting, &lack.places);
                let weight = asked(&lack.places) * lack.kind.weight();
                let mut all = forms(posting, &lack.places);
                // The other ways in which the advert writes the term itself: CRRT beside what it stands for.
                for form in forms(posting, &terms.found[lack.term].places) {
                    if !all.iter().any(|known| known.to_lowercase().contains(&form.to_lowercase())) {
                        all.push(form);
                    }
                }
                Missing { forms: all, kind: lack.kind, purpose, span, count: lack.places.len(), weight }
            })
            .collect();
        missing.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.span.start.cmp(&b.span.start)));
        Self { index, terms: weighed, said, missing, reference, half_life, mean_length }
    }

    fn ranking(self, passages: &[Passage], language: String) -> Ranking {
        let mut scores = BTreeMap::new();
        let mut next = 0;
        let mut entries: Vec<(usize, Ranked)> = Vec::new();
        for (order, passage) in passages.iter().enumerate() {
            let ranked = self.passage(passage, &mut next, &mut scores);
            if passage.kind != Kind::About {
                entries.push((order, ranked));
            }
        }
        let end = |order: usize| match passages[order].period {
            Period::Open(_) => f64::INFINITY,
            Period::Closed(_, end) => years(end),
            Period::Unknown => f64::NEG_INFINITY,
        };
        entries.sort_by(|(a, one), (b, other)| {
            other.score.total_cmp(&one.score).then(end(*b).total_cmp(&end(*a))).then(a.cmp(b))
        });
        let mut answered: Vec<Term> =
            self.terms.into_iter().map(|weighed| weighed.term).filter(|term| !term.places.is_empty()).collect();
        answered.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.span.start.cmp(&b.span.start)));
        Ranking {
            language,
            reference: self.reference,
            answered,
            missing: self.missing,
            entries: entries.into_iter().map(|(_, ranked)| ranked).collect(),
            scores,
        }
    }

    /// Scores a passage and what is nested in it; numbers are given in the order of the index.
    fn passage(&self, passage: &Passage, next: &mut usize, scores: &mut BTreeMap<String, f64>) -> Ranked {
        let number = *next;
        *next += 1;
        let mut nested: Vec<Ranked> = passage.nested.iter().map(|inner| self.passage(inner, next, scores)).collect();
        nested.sort_by(|a, b| b.score.total_cmp(&a.score));
        let decay = self.decay(passage.period);
        let mut parts: BTreeMap<String, Part> = BTreeMap::new();
        for term in &self.said[number] {
            if let Some(part) = self.part(&self.terms[*term], number, decay) {
                parts.insert(part.term.clone(), part);
            }
        }
        let mut share = 1.0;
        for inner in &nested {
            for part in &inner.parts {
                let score = part.score * share;
                let known = parts.get(&part.term).map_or(0.0, |known| known.score);
                if score > known {
                    parts.insert(part.term.clone(), Part { score, ..part.clone() });
                }
            }
            share *= NEXT;
        }
        let mut parts: Vec<Part> = parts.into_values().collect();
        parts.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.term.cmp(&b.term)));
        // An empty sum is -0.
        let score = parts.iter().map(|part| part.score).sum::<f64>() + 0.0;
        scores.insert(passage.path.clone(), score);
        let headed = passage.pieces.iter().any(|piece| piece.heading);
        let label = passage.pieces.iter().filter(|piece| piece.heading || !headed).map(|piece| piece.text.clone());
        Ranked {
            path: passage.path.clone(),
            kind: passage.kind,
            label: label.collect(),
            span: passage.span,
            private: passage.private,
            score,
            decay,
            parts,
            nested,
        }
    }

    /// What a term adds to a passage by its own texts.
    fn part(&self, weighed: &Weighed, number: usize, decay: f64) -> Option<Part> {
        let passage = self.index.passages[number];
        let start = weighed.hits.partition_point(|hit| hit.passage < number);
        let hits = weighed.hits[start..].iter().take_while(|hit| hit.passage == number);
        let said: f64 =
            hits.map(|hit| hit.strength * if passage.pieces[hit.piece].heading { HEADING } else { 1.0 }).sum();
        let mentions = said.min(MENTIONS);
        if mentions <= 0.0 {
            return None;
        }
        let length = 1.0 - LENGTH + LENGTH * count(self.index.lengths[number]) / self.mean_length.max(1.0);
        let saturated = mentions * (SATURATION + 1.0) / (mentions + SATURATION * length);
        Some(Part {
            term: weighed.term.forms.first().cloned().unwrap_or_default(),
            weight: weighed.term.weight,
            mentions,
            score: weighed.term.weight * saturated * decay,
            from: passage.path.clone(),
        })
    }

    /// What age leaves of a point: a half after each half-life since the end.
    fn decay(&self, period: Period) -> f64 {
        match (self.reference, period) {
            (Some(reference), Period::Closed(_, end)) if self.half_life > 0.0 => {
                let age = (years(reference) - years(end)).max(0.0);
                (-age / self.half_life).exp2()
            }
            _ => 1.0,
        }
    }
}

/// What the advert makes of a term: its weightiest sentence, and a little more for each further mention.
fn asked(places: &[(std::ops::Range<usize>, Purpose)]) -> f64 {
    let best = places.iter().map(|(_, purpose)| purpose.weight()).fold(0.0, f64::max);
    best * (1.0 + (REPEATED.0 * count(places.len().saturating_sub(1))).min(REPEATED.1))
}

/// The first of the weightiest places of a term.
fn best(posting: &Posting, places: &[(std::ops::Range<usize>, Purpose)]) -> (Span, Purpose) {
    let mut best = &places[0];
    for place in places {
        if place.1 > best.1 {
            best = place;
        }
    }
    (Span::new(posting.source, best.0.clone()), best.1)
}

/// The ways in which the advert writes a term, on one line each, case aside.
fn forms(posting: &Posting, places: &[(std::ops::Range<usize>, Purpose)]) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for (range, _) in places {
        let form = posting.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        if !forms.iter().any(|known| known.to_lowercase() == form.to_lowercase()) {
            forms.push(form);
        }
    }
    forms
}

/// A date as a number of years; what is not known of it counts as its end.
fn years(date: PartialDate) -> f64 {
    let month = f64::from(date.month.unwrap_or(12));
    let day = f64::from(date.day.unwrap_or(30));
    f64::from(date.year) + (month - 1.0) / 12.0 + (day - 1.0) / 365.0
}

#[allow(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests;
