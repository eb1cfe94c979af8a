//! Whether the tags and sections that an application names are those of the profile.

use std::collections::BTreeSet;

use super::{Diagnostic, Diagnostics, OwnItems, Problem, Profile, Select, nearest};
use crate::application::model::Limits;
use crate::diagnostic::{Severity, Span};
use crate::profile::{Entry, Highlight, Plain};

/// Reports tags and sections that the profile does not have.
///
/// To include what nobody has would leave out all that is tagged, and is an error. To exclude it leaves nothing out, so that
/// one application can serve many profiles; it is an error only where a tag there is resembles it.
pub(super) fn check(profile: &Profile, rules: &Select, diagnostics: &mut Diagnostics) {
    let known = tags(profile);
    let list = known.iter().map(|tag| format!("`{tag}`")).collect::<Vec<_>>().join(", ");
    let include = rules.include.0.iter().map(|tag| ("include", tag));
    for (key, tag) in include.chain(rules.exclude.0.iter().map(|tag| ("exclude", tag))) {
        if known.contains(tag.value.as_str()) {
            continue;
        }
        let near = nearest(&tag.value, known.iter().copied()).map(str::to_owned);
        let severity = if key == "exclude" && near.is_none() { Severity::Warning } else { Severity::Error };
        let problem = Problem::UnknownTag { tag: tag.value.clone(), near, known: list.clone() };
        diagnostics.push(Diagnostic::at(tag.span, problem).with_path(format!("select.{key}")).with_severity(severity));
    }
    let limits = rules.limit.iter().flat_map(|limits| limits.sections.iter().map(|(key, _)| (&key.name, key.span)));
    let since = rules.since.iter().flat_map(|since| since.sections.iter().map(|(key, _)| (&key.name, key.span)));
    let sections = rules.sections.0.iter().map(|id| ("sections", &id.value, id.span));
    let named =
        sections.chain(limits.map(|(id, span)| ("limit", id, span))).chain(since.map(|(id, span)| ("since", id, span)));
    for (key, id, span) in named {
        section(profile, key, id, span, diagnostics);
    }
}

/// Reports a section that is neither a usual one nor the profile's own.
fn section(profile: &Profile, key: &'static str, id: &str, span: Span, diagnostics: &mut Diagnostics) {
    let own = profile.sections.0.iter().filter(|(_, own)| own.items != OwnItems::Title).map(|(key, _)| &*key.name);
    let known: Vec<&str> = ["summary"].into_iter().chain(Profile::SECTIONS).chain(own).collect();
    if known.contains(&id) {
        return;
    }
    let extra = (key == "limit").then_some(Limits::HIGHLIGHTS);
    let near = nearest(id, known.iter().copied().chain(extra)).map(str::to_owned);
    let severity = if near.is_none() { Severity::Warning } else { Severity::Error };
    let known = known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let problem = Problem::UnknownSection { id: id.to_owned(), near, known };
    diagnostics.push(Diagnostic::at(span, problem).with_path(format!("select.{key}")).with_severity(severity));
}

/// All tags of a profile.
fn tags(profile: &Profile) -> BTreeSet<&str> {
    fn add<'p>(tags: &'p [Plain], all: &mut BTreeSet<&'p str>) {
        all.extend(tags.iter().map(|tag| tag.0.value.as_str()));
    }
    fn highlights<'p>(items: &'p [Highlight], all: &mut BTreeSet<&'p str>) {
        for item in items {
            add(&item.tags, all);
            highlights(&item.highlights, all);
        }
    }
    fn entry<'p>(it: &'p dyn Entry, all: &mut BTreeSet<&'p str>) {
        add(it.tags(), all);
        highlights(it.highlights(), all);
        it.positions().iter().for_each(|position| entry(position, all));
        it.projects().iter().for_each(|project| entry(project, all));
    }
    let mut all = BTreeSet::new();
    for listed in profile.entries() {
        entry(listed.entry, &mut all);
    }
    for (_, own) in &profile.sections.0 {
        add(&own.tags, &mut all);
        if let OwnItems::List(items) = &own.items {
            highlights(items, &mut all);
        }
    }
    for network in profile.basics.iter().flat_map(|basics| &basics.profiles) {
        add(&network.tags, &mut all);
    }
    all
}
