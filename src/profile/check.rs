//! What holds between the fields of a profile: starts before ends, ids unique, a name.

use std::collections::BTreeMap;

use super::contact::{Id, is_id};
use super::date::check_order;
use super::decode::Decoder;
use super::keyword::JobProject;
use super::model::{Position, Profile};
use super::section::OwnItems;
use super::text::Plain;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Severity, Span, nearest};

/// Reports what is wrong between the fields.
pub(crate) fn check(profile: &Profile, diagnostics: &mut Diagnostics) {
    let decoder = &mut Decoder::new(diagnostics);
    list("work", &profile.work, decoder, |entry, decoder| {
        check_order(entry.start_date, entry.end_date, decoder);
        positions(&entry.positions, decoder);
        projects(&entry.projects, decoder);
        entry.id.as_ref()
    });
    list("volunteer", &profile.volunteer, decoder, |entry, decoder| {
        check_order(entry.start_date, entry.end_date, decoder);
        positions(&entry.positions, decoder);
        projects(&entry.projects, decoder);
        entry.id.as_ref()
    });
    list("education", &profile.education, decoder, |entry, decoder| {
        check_order(entry.start_date, entry.end_date, decoder);
        entry.id.as_ref()
    });
    list("projects", &profile.projects, decoder, |entry, decoder| {
        check_order(entry.start_date, entry.end_date, decoder);
        entry.id.as_ref()
    });
    list("awards", &profile.awards, decoder, |entry, _| entry.id.as_ref());
    list("certificates", &profile.certificates, decoder, |entry, decoder| {
        check_order(entry.start_date, entry.end_date, decoder);
        entry.id.as_ref()
    });
    list("publications", &profile.publications, decoder, |entry, _| entry.id.as_ref());
    list("skills", &profile.skills, decoder, |entry, _| entry.id.as_ref());
    list("languages", &profile.languages, decoder, |entry, _| entry.id.as_ref());
    list("interests", &profile.interests, decoder, |entry, _| entry.id.as_ref());
    list("references", &profile.references, decoder, |entry, _| entry.id.as_ref());
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
                OwnItems::Entries(items) => list("items", items, decoder, |item, decoder| {
                    check_order(item.start_date.or(item.date), item.end_date, decoder);
                    item.id.as_ref()
                }),
                OwnItems::Keywords(items) => list("items", items, decoder, |item, _| item.0.id.as_ref()),
                OwnItems::Metrics(items) => list("items", items, decoder, |item, _| item.id.as_ref()),
                OwnItems::Quote(items) => list("items", items, decoder, |item, _| item.0.id.as_ref()),
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

fn positions(positions: &[Position], decoder: &mut Decoder<'_>) {
    list("positions", positions, decoder, |position, decoder| {
        check_order(position.start_date, position.end_date, decoder);
        projects(&position.projects, decoder);
        position.id.as_ref()
    });
}

fn projects(projects: &[JobProject], decoder: &mut Decoder<'_>) {
    list("projects", projects, decoder, |JobProject(project), decoder| {
        check_order(project.start_date, project.end_date, decoder);
        project.id.as_ref()
    });
}

/// Reports sections that `meta.sections` puts in order and that are none.
fn order(profile: &Profile, decoder: &mut Decoder<'_>) {
    let own = profile.sections.0.iter().map(|(key, _)| key.name.as_str());
    let known: Vec<&str> = ["summary"].into_iter().chain(Profile::SECTIONS).chain(own).collect();
    let sections = profile.meta.iter().flat_map(|meta| meta.sections.iter().enumerate());
    for (index, Plain(id)) in sections.filter(|(_, id)| !known.contains(&id.0.value.as_str())) {
        let near = nearest(&id.value, known.iter().copied()).map(str::to_owned);
        let known = known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let problem = Problem::UnknownSection { id: id.value.clone(), near, known };
        let diagnostic = Diagnostic::at(id.span, problem).with_severity(Severity::Warning);
        let report = |decoder: &mut Decoder<'_>| decoder.at(index, |decoder| decoder.push(diagnostic));
        decoder.under("meta", |decoder| decoder.under("sections", report));
    }
}

/// Checks each entry of a list, and that no id stands twice in it.
fn list<'a, T>(
    key: &str,
    entries: &'a [T],
    decoder: &mut Decoder<'_>,
    mut check: impl FnMut(&'a T, &mut Decoder<'_>) -> Option<&'a Id>,
) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    decoder.under(key, |decoder| {
        for (index, entry) in entries.iter().enumerate() {
            decoder.at(index, |decoder| {
                let Some(Id(id)) = check(entry, decoder).filter(|id| !id.is_number()) else { return };
                if let Some(first) = seen.insert(&id.value, id.span) {
                    let problem = Problem::DuplicateId { id: id.value.clone() };
                    let diagnostic = Diagnostic::at(id.span, problem).with_related(first, "first here");
                    decoder.under("id", |decoder| decoder.push(diagnostic));
                }
            });
        }
    });
}
