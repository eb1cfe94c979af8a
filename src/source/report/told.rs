//! Diagnostics that travel: as data, and worded for whoever writes them in the end, which may be another process.

use std::collections::BTreeSet;
use std::hash::Hasher;

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use super::super::Sources;
use super::group::place;
use super::{Manner, Record, worded};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

/// From how many kinds of warnings and notes on people see them without the lines concerned.
const CROWD: usize = 3;

/// A diagnostic apart from its sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// It as data.
    pub record: Record,
    /// It as it is written, line break included; nothing in SARIF, where one alone is no document.
    pub text: String,
    /// Its place, as the message of one like it names it; nothing where it is about no place in a file.
    pub also: String,
}

/// Diagnostics in their order, each as data and as it is worded for a reader. The data never has what is hidden.
#[must_use]
pub fn told(diagnostics: &Diagnostics, sources: &Sources, manner: Manner) -> Vec<Told> {
    let bare = manner.unmasked && manner.is_for_people() && sources.hidden().is_some() && !diagnostics.is_empty();
    let bare = bare.then(|| sources.unmasked());
    let codes: BTreeSet<&str> = remarks(diagnostics).map(Diagnostic::code).collect();
    let tell = |diagnostic: &Diagnostic| {
        let compact = codes.len() >= CROWD && diagnostic.severity != Severity::Error;
        let record = Record::new(diagnostic, sources);
        let text = worded(diagnostic, bare.as_ref().unwrap_or(sources), manner, compact);
        let also = match &bare {
            _ if !manner.is_for_people() => String::new(),
            Some(bare) => place(&Record::new(diagnostic, bare)),
            None => place(&record),
        };
        Told { record, text, also }
    };
    diagnostics.iter().map(tell).collect()
}

/// Everything but errors.
fn remarks(diagnostics: &Diagnostics) -> impl Iterator<Item = &Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Error)
}

impl Told {
    /// Whether it is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.record.severity == Severity::Error.as_str()
    }

    /// Whether it is a note.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.record.severity == Severity::Note.as_str()
    }

    /// A number that two diagnostics share if they read the same as one line each, whatever their format: by it what was
    /// said is remembered, since a hundred thousand inputs can have a hundred thousand things to be said of.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let Record { code, severity, message, place, hints, path: _, related: _ } = &self.record;
        let mut hasher = SipHasher13::new();
        let mut part = |text: &str| {
            hasher.write(text.as_bytes());
            // No text has this byte, so that what stands apart is told apart.
            hasher.write_u8(0xFF);
        };
        part(place.file.as_deref().unwrap_or_default());
        if let Some(range) = &place.range {
            part(&format!("{}:{}", range.line, range.column));
        }
        [code, severity, message].into_iter().chain(hints).for_each(|text| part(text));
        hasher.finish()
    }

    /// A number that two diagnostics share if they are written alike: for one reader, and one format.
    #[must_use]
    pub fn fingerprint_as_written(&self) -> u64 {
        let mut hasher = SipHasher13::new();
        hasher.write(self.text.as_bytes());
        hasher.finish()
    }
}
