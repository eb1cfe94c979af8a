//! A ranking as JSON: the same facts with lines for places, in a fixed order of keys.
//!
//! The schema is made from these types and stored in `data/schema/match.json`. Numbers are rounded to three decimals, which hides the
//! last bits in which machines differ.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Evidence, Kind, Missing, Part, Posting, Purpose, Ranked, Ranking, Term, TermKind};
use crate::diagnostic::Span;
use crate::profile::schema::titled;
use crate::source::Sources;

/// What `curricle match --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Report {
    /// The version of this form; it grows when a key changes its meaning or goes.
    pub version: u32,
    /// The advert's file, as it was named.
    pub posting: String,
    /// The language by whose rules the advert was read, as a BCP 47 tag.
    pub language: String,
    /// The date from which ages count, as ISO 8601; null where the profile has no date at all.
    pub reference: Option<String>,
    /// After how many years what ended counts half.
    pub half_life: f64,
    /// What the advert asks for and the profile answers, the weightiest first.
    pub answered: Vec<Answered>,
    /// What the advert asks for and the profile does not say, the weightiest first.
    pub missing: Vec<Lacking>,
    /// Entries, and the items of own lists, those that say most first.
    pub entries: Vec<Scored>,
}

/// A term of the advert that the profile answers.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Answered {
    /// As the advert first writes it.
    pub term: String,
    /// Other ways in which the advert writes it.
    pub also: Vec<String>,
    /// What kind of thing it is.
    pub kind: TermKind,
    /// What the weightiest sentence that has it is for.
    pub purpose: Purpose,
    /// The line of that sentence in the advert, from 1.
    pub line: usize,
    /// How often the advert says it.
    pub count: usize,
    /// How rare it is in the profile.
    pub rarity: f64,
    /// What it counts.
    pub weight: f64,
    /// Whether a longer term that is answered says it too, so that it need not be shown.
    pub covered: bool,
    /// Where the profile says it.
    pub places: Vec<Where>,
}

/// A place of the profile.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Where {
    /// The key path of the passage.
    pub path: String,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The words, as the profile writes them.
    pub words: String,
    /// How far they say it, from 0 to 1.
    pub strength: f64,
}

/// What the profile does not say.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Lacking {
    /// As the advert first writes it.
    pub term: String,
    /// Other ways in which the advert writes it.
    pub also: Vec<String>,
    /// What kind of thing it is.
    pub kind: TermKind,
    /// What the weightiest sentence that has it is for.
    pub purpose: Purpose,
    /// The line of that sentence in the advert, from 1.
    pub line: usize,
    /// How often the advert says it.
    pub count: usize,
    /// What it would count, rarity aside.
    pub weight: f64,
}

/// An entry, a position or a highlight with its score.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Scored {
    /// The key path.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Its heading, part by part, or the text of a highlight.
    pub label: Vec<String>,
    /// The file.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// Whether it is left out unless an application asks for it.
    pub private: bool,
    /// How much it says to the advert; 0 for nothing.
    pub score: f64,
    /// What its age leaves of a point, from 0 to 1.
    pub decay: f64,
    /// The terms that make the score, the weightiest first.
    pub parts: Vec<Share>,
    /// Positions and highlights, those that say most first.
    pub nested: Vec<Scored>,
}

/// What a term adds to a score.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Share {
    /// The term, as the advert first writes it.
    pub term: String,
    /// Its weight.
    pub weight: f64,
    /// How often the passage says it: headings count twice, and no more than three times counts.
    pub mentions: f64,
    /// What it adds.
    pub score: f64,
    /// The key path of the passage that says it best.
    pub from: String,
}

/// Makes the report of a ranking.
#[must_use]
pub fn report(ranking: &Ranking, posting: &Posting, half_life: f64, sources: &Sources) -> Report {
    Report {
        version: 1,
        posting: sources.get(posting.source).name.clone(),
        language: ranking.language.clone(),
        reference: ranking.reference.map(|date| date.to_string()),
        half_life: rounded(half_life),
        answered: ranking.answered.iter().map(|term| answered(term, sources)).collect(),
        missing: ranking.missing.iter().map(|lack| lacking(lack, sources)).collect(),
        entries: ranking.entries.iter().map(|entry| scored(entry, sources)).collect(),
    }
}

/// The line of a span, from 1.
#[must_use]
pub fn line(span: Span, sources: &Sources) -> usize {
    sources.get(span.source).line_column(span.range().start).line
}

/// The line of some words within a text that may have several lines; that of the text where they are not found as they are.
#[must_use]
pub fn line_of(words: &str, span: Span, sources: &Sources) -> usize {
    let offset = sources.slice(span).find(words).unwrap_or(0);
    sources.get(span.source).line_column(span.range().start + offset).line
}

fn answered(term: &Term, sources: &Sources) -> Answered {
    let (first, also) = split(&term.forms);
    Answered {
        term: first,
        also,
        kind: term.kind,
        purpose: term.purpose,
        line: line(term.span, sources),
        count: term.count,
        rarity: rounded(term.rarity),
        weight: rounded(term.weight),
        covered: term.covered,
        places: term.places.iter().map(|place| place_of(place, sources)).collect(),
    }
}

fn place_of(place: &Evidence, sources: &Sources) -> Where {
    Where {
        path: place.path.clone(),
        file: sources.get(place.span.source).name.clone(),
        line: line_of(&place.form, place.span, sources),
        words: place.form.clone(),
        strength: rounded(place.strength),
    }
}

fn lacking(lack: &Missing, sources: &Sources) -> Lacking {
    let (term, also) = split(&lack.forms);
    Lacking {
        term,
        also,
        kind: lack.kind,
        purpose: lack.purpose,
        line: line(lack.span, sources),
        count: lack.count,
        weight: rounded(lack.weight),
    }
}

fn scored(entry: &Ranked, sources: &Sources) -> Scored {
    Scored {
        path: entry.path.clone(),
        kind: entry.kind,
        label: entry.label.clone(),
        file: entry.span.map(|span| sources.get(span.source).name.clone()),
        line: entry.span.map(|span| line(span, sources)),
        private: entry.private,
        score: rounded(entry.score),
        decay: rounded(entry.decay),
        parts: entry.parts.iter().map(share).collect(),
        nested: entry.nested.iter().map(|nested| scored(nested, sources)).collect(),
    }
}

fn share(part: &Part) -> Share {
    Share {
        term: part.term.clone(),
        weight: rounded(part.weight),
        mentions: rounded(part.mentions),
        score: rounded(part.score),
        from: part.from.clone(),
    }
}

fn split(forms: &[String]) -> (String, Vec<String>) {
    let mut forms = forms.iter().cloned();
    (forms.next().unwrap_or_default(), forms.collect())
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// The JSON Schema (draft 2020-12) of the report.
#[must_use]
pub fn json_schema() -> Value {
    titled::<Report>("curricle match")
}

/// The schema as the file in `data/schema/` and `curricle schema match` have it: indented, with a line break at its end.
#[must_use]
pub fn json_schema_text() -> String {
    format!("{:#}\n", json_schema())
}

#[cfg(test)]
mod tests {
    use super::json_schema_text;
    use crate::application::posting::synonyms;

    fn is_current(name: &str, text: &str) {
        let path = format!("{}/data/schema/{name}.json", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("CURRICLE_UPDATE").is_some() {
            std::fs::write(&path, text).expect("writable");
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(stored == text, "run `CURRICLE_UPDATE=1 cargo test the_stored_schema_is_current`");
    }

    #[test]
    fn the_stored_schema_is_current() {
        is_current("match", &json_schema_text());
        is_current("synonyms", &synonyms::json_schema_text());
    }
}
