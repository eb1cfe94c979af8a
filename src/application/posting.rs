//! A job advert: what it asks for, what a profile says of it, and how the profile's entries rank by that.
//!
//! [`Posting::read`] takes an advert as plain text, [`rank`] compares it with a profile. Words are compared, not meanings: nothing is
//! learned, guessed or fetched, no score of any recruiter's software is imitated, and no word is shown that neither the
//! advert nor the profile has. The formula, and why, is in `docs/matching.md`.
//!
//! The module decides nothing about what a résumé shows; selection asks it for scores by key path.

mod advert;
mod index;
mod passages;
mod rank;
pub mod report;
pub mod synonyms;
mod terms;
mod tokens;
mod vocabulary;

use std::sync::Arc;

pub use advert::Purpose;
pub use passages::Kind;
pub use rank::{Evidence, Missing, Part, Ranked, Ranking, Settings, Term, rank};
pub use synonyms::Synonyms;
pub use terms::TermKind;

use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, SourceId, Span, Warned};
use crate::profile::LanguageTag;
use crate::source::Sources;
use crate::source::read::add_file;
use vocabulary::Vocabulary;

/// The longest advert, in bytes. Ten times what the longest have; what is larger is a whole page of a job board, or no advert.
pub const POSTING_LIMIT: u64 = 128 * 1024;

/// A job advert that was read.
#[derive(Debug, Clone)]
pub struct Posting {
    pub(crate) source: SourceId,
    text: Arc<str>,
    language: Option<String>,
}

impl Posting {
    /// Reads an advert from the bytes of a text file.
    ///
    /// # Errors
    /// What is empty, too long, no text, a web page, or has no word that could be asked for.
    pub fn read(name: &str, bytes: &[u8], sources: &mut Sources) -> Outcome<Self> {
        let whole = |problem| Diagnostics::from(Diagnostic::in_file(name, problem));
        if bytes.len() as u64 > POSTING_LIMIT {
            return Err(whole(Problem::FileTooLarge { bytes: bytes.len() as u64, limit: POSTING_LIMIT }));
        }
        let source = add_file(sources, name, bytes).map_err(|mut refused| {
            for diagnostic in &mut refused.0 {
                match &mut diagnostic.problem {
                    Problem::EmptyFile { expected } => *expected = "a job advert",
                    Problem::BinaryFile { looks_like } => {
                        let found = looks_like.unwrap_or("a binary file");
                        diagnostic.problem = Problem::NotPlainText { found };
                    }
                    _ => {}
                }
            }
            refused
        })?;
        let text = sources.get(source).text.clone();
        if let Some(at) = web_page(&text) {
            let problem = Problem::NotPlainText { found: "a web page (HTML)" };
            return Err(Diagnostic::at(Span::new(source, at), problem).into());
        }
        let language = Vocabulary::detect(&text).map(str::to_owned);
        let asks = Vocabulary::with(language.as_deref().unwrap_or("en"), |vocabulary| {
            tokens::tokens(&text, vocabulary)
                .iter()
                .any(|token| !token.stop && !token.everyday && token.shape != tokens::Shape::Number)
        });
        if !asks {
            return Err(whole(Problem::NothingAsked));
        }
        Ok(Warned { value: Self { source, text, language }, warnings: Diagnostics::new() })
    }

    /// The language that the advert is written in, where its small words tell; one of `en`, `de`, `fr`, `es`.
    #[must_use]
    pub fn language(&self) -> Option<LanguageTag> {
        LanguageTag::parse(self.language.as_deref()?)
    }
}

/// The first tag of a text that is HTML.
fn web_page(text: &str) -> Option<std::ops::Range<usize>> {
    let start = text.len() - text.trim_start().len();
    let head: String = text[start..].chars().take(15).collect::<String>().to_ascii_lowercase();
    let page = ["<!doctype html", "<html", "<head", "<body", "<?xml"].iter().any(|tag| head.starts_with(tag));
    let end = text[start..].find('>').map_or(text.len(), |end| start + end + 1);
    page.then_some(start..end)
}

#[cfg(test)]
mod tests;
