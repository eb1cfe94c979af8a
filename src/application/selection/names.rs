//! Whether the tags and sections that an application names are those of the profile.

use std::collections::BTreeSet;

use super::{Diagnostic, Diagnostics, OwnItems, Problem, Profile, Select, Words, nearest};
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
    let lists = [("select.sections", words(&rules.sections)), ("hide", words(&rules.hide))];
    let lists = lists.into_iter().chain([("select.limit", limits.collect()), ("select.since", since.collect())]);
    for (path, named) in lists {
        for (name, span) in named.into_iter().filter(|(name, _)| profile.section_named(name).is_none()) {
            let extra = (path == "select.limit").then_some(Limits::HIGHLIGHTS);
            let (problem, severity) = profile.unknown_section(name, extra);
            diagnostics.push(Diagnostic::at(span, problem).with_path(path).with_severity(severity));
        }
    }
}

/// The words with their places.
fn words(words: &Words) -> Vec<(&String, Span)> {
    words.0.iter().map(|id| (&id.value, id.span)).collect()
}

/// The rules with the ids of the sections that their names mean in this profile.
pub(super) fn meant(profile: &Profile, rules: &Select) -> Select {
    let mut rules = rules.clone();
    let name = |name: &mut String| {
        if let Some(id) = profile.section_named(name) {
            id.clone_into(name);
        }
    };
    rules.sections.0.iter_mut().chain(&mut rules.hide.0).for_each(|word| name(&mut word.value));
    rules.limit.iter_mut().flat_map(|limit| &mut limit.sections).for_each(|(key, _)| name(&mut key.name));
    rules.since.iter_mut().flat_map(|since| &mut since.sections).for_each(|(key, _)| name(&mut key.name));
    rules
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
