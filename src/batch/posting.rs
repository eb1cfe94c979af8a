//! The job advert of an input, and how its profile answers it.

use std::collections::BTreeMap;

use super::dossier::Dossier;
use super::load::{Input, load_document};
use super::request::Request;
use crate::application::posting::{Posting, Ranked, Ranking, Settings, Synonyms, rank};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Span};
use crate::profile::{LanguageTag, PartialDate, Profile};
use crate::source::Sources;

/// The file beside an input that says, without being named, which words mean the same.
pub const SYNONYMS: &str = "synonyms.yaml";

/// A profile as an application has it, and what the application says about ranking.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The profile, with the application's changes and without what it redacts.
    pub profile: Profile,
    /// The language that is asked for.
    pub language: Option<LanguageTag>,
    /// The application's date.
    pub date: Option<PartialDate>,
    /// Which words mean the same.
    pub synonyms: Synonyms,
}

/// Reads an input as one that answers an advert.
///
/// # Errors
/// Everything that is wrong with the input and what it names.
pub fn answer(input: &Input, request: &Request, sources: &mut Sources) -> Outcome<Answer> {
    let (mut dossier, mut found) = Dossier::open(input, request, sources);
    let language = dossier.wanted(request).language.cloned();
    let loaded = dossier.profile.take().map(|profile| load_document(profile, &dossier.wanted(request), sources));
    let synonyms = synonyms(&dossier.synonyms, sources);
    let mut keep = |errors: Diagnostics| found.extend(errors);
    let synonyms = synonyms.map_err(&mut keep).ok();
    let loaded = loaded.and_then(|loaded| loaded.map_err(&mut keep).ok());
    let (Some(loaded), Some(synonyms)) = (loaded, synonyms) else { return Err(found) };
    let answer = Answer {
        profile: loaded.into_value(&mut found).profile,
        language,
        date: dossier.application.date.map(|date| date.value),
        synonyms: synonyms.into_value(&mut found),
    };
    found.or_value(answer)
}

/// Our table, and those of files over it.
fn synonyms(files: &[Input], sources: &mut Sources) -> Outcome<Synonyms> {
    let mut synonyms = Synonyms::built_in();
    let (mut found, mut wrong) = (Diagnostics::new(), Diagnostics::new());
    for file in files {
        match Synonyms::read(&file.name, &file.bytes, sources) {
            Ok(read) => synonyms.extend(read.into_value(&mut found)),
            Err(errors) => wrong.extend(errors),
        }
    }
    wrong.extend(found);
    wrong.or_value(synonyms)
}

/// An advert that was read, with the words that mean the same.
#[derive(Debug)]
pub(super) struct Advert {
    posting: Posting,
    synonyms: Synonyms,
}

impl Advert {
    /// Reads what the dossier names; none where it names no advert.
    pub(super) fn read(dossier: &Dossier, sources: &mut Sources) -> Outcome<Option<Self>> {
        let Some(posting) = &dossier.posting else { return Diagnostics::new().or_value(None) };
        let posting = Posting::read(&posting.name, &posting.bytes, sources);
        let synonyms = synonyms(&dossier.synonyms, sources);
        super::content::both(posting, synonyms)
            .map(|read| read.map(|(posting, synonyms)| Some(Self { posting, synonyms })))
    }

    /// How well a profile answers it.
    pub(super) fn rank(self, profile: &Profile, language: &LanguageTag, reference: Option<PartialDate>) -> Ranking {
        let settings = Settings { reference, synonyms: self.synonyms, ..Settings::default() };
        rank(profile, language, &self.posting, &settings)
    }
}

/// What the advert asks for and the profile does not say, at the weightiest of it.
pub(super) fn unanswered(ranking: &Ranking) -> Option<Diagnostic> {
    let first = ranking.missing.first()?;
    let terms = ranking.missing.iter().filter_map(|missing| missing.forms.first().cloned()).collect();
    Some(Diagnostic::at(first.span, Problem::Unanswered { terms }))
}

/// What highlights are worth, by their places.
pub(super) fn worth(ranking: &Ranking) -> BTreeMap<Span, f64> {
    fn add(ranked: &[Ranked], worth: &mut BTreeMap<Span, f64>) {
        for Ranked { span, score, nested, .. } in ranked {
            worth.extend(span.map(|span| (span, *score)));
            add(nested, worth);
        }
    }
    let mut worth = BTreeMap::new();
    add(&ranking.entries, &mut worth);
    worth
}
