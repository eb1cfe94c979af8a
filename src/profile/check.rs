//! What holds between the fields of a profile: starts before ends, ids unique, a name.

use std::collections::BTreeMap;

use super::contact::{Id, is_id};
use super::date::{Dates, PartialDate};
use super::decode::Decoder;
use super::entry::{Entry, entry_path};
use super::model::Profile;
use super::section::OwnItems;
use super::text::Plain;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Severity, Span};

/// Reports what is wrong between the fields.
pub(crate) fn check(profile: &Profile, diagnostics: &mut Diagnostics) {
    if let Some(reference) = profile.last_modified() {
        profile.check_ahead(reference, diagnostics);
    }
    let decoder = &mut Decoder::new(diagnostics);
    list("work", &profile.work, decoder);
    list("volunteer", &profile.volunteer, decoder);
    list("education", &profile.education, decoder);
    list("projects", &profile.projects, decoder);
    list("awards", &profile.awards, decoder);
    list("certificates", &profile.certificates, decoder);
    list("publications", &profile.publications, decoder);
    list("skills", &profile.skills, decoder);
    list("languages", &profile.languages, decoder);
    list("interests", &profile.interests, decoder);
    list("references", &profile.references, decoder);
    decoder.under("sections", |decoder| own_sections(profile, decoder));
    order(profile, decoder);
    name(profile, decoder);
}

fn own_sections(profile: &Profile, decoder: &mut Decoder<'_>) {
    for (key, section) in &profile.sections.0 {
        decoder.under(&key.name, |decoder| {
            if !is_id(&key.name) {
                decoder.report(key.span, Problem::BadId { found: key.name.clone() });
            }
            match &section.items {
                OwnItems::Entries(items) => list("items", items, decoder),
                OwnItems::Keywords(items) => list("items", items, decoder),
                OwnItems::Metrics(items) => list("items", items, decoder),
                OwnItems::Quote(items) => list("items", items, decoder),
                OwnItems::List(_) | OwnItems::Text(_) | OwnItems::Title => {}
            }
        });
    }
}

fn name(profile: &Profile, decoder: &mut Decoder<'_>) {
    let basics = profile.basics.as_ref();
    // What is wrong may be the name itself, and whether it is missing shows when that is mended.
    if decoder.has_errors() {
        return;
    }
    if basics.is_none_or(|basics| basics.name.is_none())
        && let Some(span) = basics.and_then(|basics| basics.span).or(profile.span)
    {
        let label = basics.is_some_and(|basics| basics.label.is_some());
        // The start of the mapping is place enough: the whole of it would mark half the file.
        let start = span.to_start();
        decoder.under("basics", |decoder| decoder.report(start, Problem::Nameless { label }));
    }
}

/// Reports sections that `meta.sections` puts in order and that are none.
fn order(profile: &Profile, decoder: &mut Decoder<'_>) {
    let sections = profile.meta.iter().flat_map(|meta| meta.sections.iter().enumerate());
    for (index, Plain(id)) in sections.filter(|(_, id)| profile.section_named(&id.0.value).is_none()) {
        let (problem, _) = profile.unknown_section(&id.value, None);
        let diagnostic = Diagnostic::at(id.span, problem).with_severity(Severity::Warning);
        let report = |decoder: &mut Decoder<'_>| decoder.at(index, |decoder| decoder.push(diagnostic));
        decoder.under("meta", |decoder| decoder.under("sections", report));
    }
}

/// Checks the dates of each entry of a list, its positions, and that no id stands twice in it.
fn list<T: Entry>(key: &str, entries: &[T], decoder: &mut Decoder<'_>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    decoder.under(key, |decoder| {
        for (index, entry) in entries.iter().enumerate() {
            decoder.at(index, |decoder| {
                entry.dates().check_order(decoder);
                list("positions", entry.positions(), decoder);
                list("projects", entry.projects(), decoder);
                let Some(Id(id)) = entry.id().filter(|id| !id.is_number()) else { return };
                if let Some(first) = seen.insert(&id.value, id.span) {
                    let problem = Problem::DuplicateId { id: id.value.clone() };
                    let diagnostic = Diagnostic::at(id.span, problem).with_related(first, "first here");
                    decoder.under("id", |decoder| decoder.push(diagnostic));
                }
            });
        }
    });
}

impl Profile {
    /// Reports dates that lie more than ten years after a date of reference, which are mostly slips.
    pub(crate) fn check_ahead(&self, reference: PartialDate, diagnostics: &mut Diagnostics) {
        const YEARS: u16 = 10;
        let limit = PartialDate { year: reference.year.saturating_add(YEARS), ..reference };
        for listed in self.entries() {
            let positions = listed.entry.positions().iter().map(|position| position.dates());
            for (moment, span) in std::iter::once(listed.entry.dates()).chain(positions).flat_map(Dates::all) {
                if moment.known().is_some_and(|date| date.compare(limit).is_gt()) {
                    let (found, reference) = (moment.to_string(), reference.to_string());
                    let path = entry_path(self, listed.section, listed.index);
                    diagnostics.push(Diagnostic::at(span, Problem::DateAhead { found, reference }).with_path(&path));
                }
            }
        }
    }
}
