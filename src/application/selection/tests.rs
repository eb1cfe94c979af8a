use super::{Basis, Decision, Rank, Selected, select};
use crate::application::Application;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::profile::{LanguageTag, OwnItems, PartialDate, Profile};
use crate::source::{Format, Node, Sources, parse};

const PROFILE: &str = "
meta: {lastModified: 2026-11-01}
basics:
  name: Ada
  summary: Engineer.
  profiles: [{network: GitHub, tags: [code]}, {network: Diary, private: true}]
work:
- name: Acme
  startDate: 2020
  tags: [backend]
  highlights:
  - Untagged.
  - {text: Searched., tags: [search, backend]}
  - {text: Played., tags: [gaming]}
  - {text: Hid., private: true, tags: [search]}
- name: Globex
  positions:
  - {position: Lead, startDate: 2016, endDate: 2019, highlights: [Led.]}
  - {position: Junior, startDate: 2012, endDate: 2015-12, tags: [gaming]}
- {name: Initech, startDate: 2008, endDate: 2011}
- {name: Secret, private: true, startDate: 2011, endDate: 2012}
awards: [{title: Prize, date: 2009, tags: [gaming]}]
skills: [{name: Undated, keywords: [Rust]}]
sections:
  talks: {kind: entries, summary: About., items: [{title: One, date: 2010}, {title: Two, date: 2018, tags: [search]}]}
  notes: {kind: list, tags: [gaming], items: [First, {text: Second, tags: [gaming]}]}
  work: {title: Jobs}
";

fn node(text: &str) -> Node {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let id = sources.add("file.yaml", text);
    parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML")
}

fn profile(text: &str) -> Profile {
    Profile::from_node(&node(text), &mut Diagnostics::new()).expect("a profile")
}

fn selected_by(rules: &str, rank: Option<Rank<'_>>) -> Result<Selected, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let application = Application::from_node(&node(&format!("select: {{{rules}}}")), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let rules = application.and_then(|application| application.select).expect("there is one");
    let profile = profile(PROFILE);
    let reference = profile.meta.as_ref().and_then(|meta| meta.last_modified).map(|stamp| stamp.0.value);
    let basis = Basis { language: &LanguageTag::english(), reference, rank };
    select(&profile, &rules, basis).map(|done| done.value)
}

fn selected(rules: &str) -> Selected {
    selected_by(rules, None).expect("something is left")
}

/// The rule that was told for a path.
fn rule(selected: &Selected, path: &str) -> String {
    let found: Vec<&Decision> = selected.decisions.iter().filter(|decision| decision.path == path).collect();
    assert_eq!(found.len(), 1, "{path} in {:#?}", selected.decisions);
    found[0].rule.to_string()
}

fn employers(selected: &Selected) -> Vec<&str> {
    let name = |work: &'_ crate::profile::Work| work.name.as_ref().map(|name| name.0.variants[0].1.value.clone());
    let names: Vec<_> = selected.profile.work.iter().filter_map(name).collect();
    let all = ["Acme", "Globex", "Initech", "Secret"];
    names.iter().map(|name| *all.iter().find(|known| *known == name).expect("known")).collect()
}

fn highlights(selected: &Selected) -> Vec<String> {
    selected.profile.work[0].highlights.iter().map(|it| it.text.0.variants[0].1.value.clone()).collect()
}

#[test]
fn without_rules_everything_but_what_is_private_stays() {
    let done = selected("");
    assert_eq!(employers(&done), ["Acme", "Globex", "Initech"]);
    assert_eq!(highlights(&done), ["Untagged.", "Searched.", "Played."]);
    assert_eq!(rule(&done, "work[3]"), "it is private");
    assert_eq!(rule(&done, "work[0].highlights[3]"), "it is private");
    assert_eq!(rule(&done, "basics.profiles[1]"), "it is private");
    assert_eq!(rule(&done, "work[0].highlights[0]"), "no rule excludes it");
}

#[test]
fn private_entries_are_shown_when_asked_for() {
    let done = selected("private: true");
    assert_eq!(employers(&done), ["Acme", "Globex", "Initech", "Secret"]);
    assert!(!done.profile.work[3].private, "resolve would leave it out");
    assert_eq!(highlights(&done).len(), 4);
    assert_eq!(done.profile.basics.expect("there are").profiles.len(), 2);
}

#[test]
fn what_has_tags_needs_one_that_is_included_and_what_has_none_stays() {
    let done = selected("include: [search]");
    assert_eq!(employers(&done), ["Globex", "Initech"]);
    assert_eq!(rule(&done, "work[0]"), "none of its tags are included: `backend`");
    assert!(done.decisions.iter().all(|decision| decision.path != "work[0].highlights[0]"), "it went with its entry");
    let done = selected("include: [backend]");
    assert_eq!(highlights(&done), ["Untagged.", "Searched."]);
    assert_eq!(rule(&done, "work[0].highlights[1]"), "tag `backend` is included");
    assert_eq!(rule(&done, "work[0].highlights[2]"), "none of its tags are included: `gaming`");
}

#[test]
fn what_is_excluded_goes_even_where_it_is_included() {
    let done = selected("include: [backend, search], exclude: [search]");
    assert_eq!(highlights(&done), ["Untagged."]);
    assert_eq!(rule(&done, "work[0].highlights[1]"), "tag `search` is excluded");
    assert_eq!(rule(&done, "sections.notes"), "none of its tags are included: `gaming`");
}

#[test]
fn what_is_private_is_said_to_be_before_anything_else() {
    let done = selected("exclude: [search]");
    assert_eq!(rule(&done, "work[0].highlights[3]"), "it is private");
    let done = selected("exclude: [search], private: true");
    assert_eq!(rule(&done, "work[0].highlights[3]"), "tag `search` is excluded");
}

#[test]
fn what_ended_before_a_date_goes() {
    let done = selected("since: 2016");
    assert_eq!(employers(&done), ["Acme", "Globex"]);
    assert_eq!(rule(&done, "work[2]"), "it ended in 2011, before 2016");
    assert_eq!(rule(&done, "work[1].positions[1]"), "it ended in 2015-12, before 2016");
    assert_eq!(done.profile.work[1].positions.len(), 1);
    assert_eq!(rule(&done, "awards"), "nothing is left in it");
    assert_eq!(done.profile.skills.len(), 1, "it is not dated");
    let done = selected("since: 2011");
    assert_eq!(employers(&done), ["Acme", "Globex", "Initech"], "a year holds all its days");
}

#[test]
fn since_can_be_years_back_or_one_for_each_section() {
    assert_eq!(employers(&selected("since: 10y")), ["Acme", "Globex"]);
    let done = selected("since: {awards: 2010}");
    assert_eq!((employers(&done).len(), done.profile.awards.len()), (3, 0));
}

#[test]
fn sections_are_those_named() {
    let done = selected("sections: [talks, work]");
    assert_eq!(done.profile.section_ids(), ["work", "talks"]);
    assert!(done.profile.basics.as_ref().expect("there are").summary.is_none());
    for path in ["basics.summary", "skills", "sections.notes"] {
        assert_eq!(rule(&done, path), "its section is not among `sections`");
    }
    assert!(done.profile.sections.0.iter().any(|(_, own)| own.items == OwnItems::Title), "titles of others stay");
    assert_eq!(done.profile.basics.expect("there are").profiles.len(), 1, "the head of the page is no section");
}

#[test]
fn limits_cut_from_the_end() {
    let done = selected("limit: {work: 2, talks: 1, notes: 1, highlights: 1}");
    assert_eq!(employers(&done), ["Acme", "Globex"]);
    assert_eq!(rule(&done, "work[2]"), "the limit is 2");
    assert_eq!(rule(&done, "work[3]"), "it is private");
    assert_eq!(rule(&done, "sections.talks.items[1]"), "the limit is 1");
    assert_eq!(rule(&done, "sections.notes.items[1]"), "the limit is 1");
    assert_eq!(highlights(&done), ["Untagged."]);
}

#[test]
fn limits_count_what_the_other_rules_have_left() {
    let done = selected("exclude: [backend], limit: {work: 1}");
    assert_eq!(employers(&done), ["Globex"]);
}

#[test]
fn a_ranking_decides_what_limits_cut_and_orders_highlights() {
    let rank = |path: &str| {
        Some(match path {
            "work[2]" | "work[0].highlights[2]" => 3.0,
            "work[0]" | "work[0].highlights[1]" => 2.0,
            _ => 0.0,
        })
    };
    let done = selected_by("limit: {work: 2}", Some(&rank)).expect("something is left");
    assert_eq!(employers(&done), ["Acme", "Initech"], "entries keep their order");
    assert_eq!(highlights(&done), ["Played.", "Searched.", "Untagged."]);
    let done = selected_by("limit: {highlights: 1}", Some(&rank)).expect("something is left");
    assert_eq!(highlights(&done), ["Played."]);
    assert_eq!(rule(&done, "work[0].highlights[1]"), "the limit is 1");
}

#[test]
fn what_has_nothing_left_goes() {
    let done = selected("exclude: [gaming], since: {work: 2020}");
    assert_eq!(rule(&done, "work[1]"), "it ended in 2019, before 2020");
    assert_eq!(rule(&done, "awards"), "nothing is left in it");
    let done = selected("since: {talks: 2030}");
    assert_eq!(rule(&done, "sections.talks"), "nothing is left in it");
    assert!(!done.profile.section_ids().contains(&"talks"), "its introduction goes with its entries");
    let mut profile = profile("work: [{name: A, positions: [{position: B, private: true}]}, {name: C}]");
    let basis = Basis { language: &LanguageTag::english(), reference: None, rank: None };
    let done = select(&profile, &super::Select::default(), basis).expect("something is left").value;
    assert_eq!(rule(&done, "work[0]"), "nothing is left in it");
    profile.work.truncate(1);
    let errors = select(&profile, &super::Select::default(), basis).expect_err("nothing is left");
    assert_eq!(errors.0[0].code(), "nothing-selected");
}

#[test]
fn projects_of_a_job_are_judged_by_their_own_tags() {
    let profile = profile("work: [{name: A, projects: [{name: B, tags: 'x, y'}, {name: C, private: true}, D]}]");
    let names = |rules: &str| {
        let node = node(&format!("select: {{{rules}}}"));
        let rules =
            Application::from_node(&node, &mut Diagnostics::new()).and_then(|it| it.select).expect("there is one");
        let basis = Basis { language: &LanguageTag::english(), reference: None, rank: None };
        let done = select(&profile, &rules, basis).expect("something is left").value;
        let names = done.profile.work[0].projects.iter().flat_map(|project| &project.0.name);
        names.map(|name| name.0.variants[0].1.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("exclude: [y]"), ["D"]);
    assert_eq!(names("include: [x]"), ["B", "D"]);
    assert_eq!(names("private: true"), ["B", "C", "D"]);
}

#[test]
fn a_selection_that_leaves_nothing_is_an_error() {
    let errors = selected_by("sections: [references]", None).expect_err("there are none");
    let codes: Vec<_> = errors.iter().map(Diagnostic::code).collect();
    assert_eq!(codes, ["nothing-selected"]);
}

#[test]
fn tags_and_sections_that_are_not_there_are_reported() {
    let said = |rules: &str| {
        let found = selected_by(rules, None);
        let found = found.map_or_else(|errors| errors, |_| Diagnostics::new());
        found.iter().map(|it| (it.code(), it.severity, it.path.clone())).collect::<Vec<_>>()
    };
    let error = |code, path: &str| (code, Severity::Error, path.to_owned());
    assert_eq!(said("include: [bakend]"), [error("unknown-tag", "select.include")]);
    assert_eq!(said("include: [cooking]"), [error("unknown-tag", "select.include")]);
    assert_eq!(said("exclude: [gameing]"), [error("unknown-tag", "select.exclude")]);
    assert_eq!(said("exclude: [cooking]"), [], "one application can serve many profiles");
    assert_eq!(said("sections: [wrok, work]"), [error("unknown-section", "select.sections")]);
    assert_eq!(said("limit: {highlight: 2}"), [error("unknown-section", "select.limit")]);
    assert_eq!(said("sections: [work, references]"), [], "a profile need not have every section");
}

#[test]
fn a_hidden_section_goes_even_where_it_is_named_and_by_any_of_its_names() {
    let selected = selected("sections: [summary, work, skills, talks], hide: [experience, about, talks]");
    assert_eq!(selected.profile.section_ids(), ["skills"]);
    let hidden: Vec<&str> = selected
        .decisions
        .iter()
        .filter(|decision| decision.rule == super::Rule::Hidden)
        .map(|decision| decision.path.as_str())
        .collect();
    assert_eq!(hidden, ["basics.summary", "work", "sections.talks"]);
    let by_name =
        self::selected("sections: [experience, certifications], limit: {experience: 1}, since: {experience: 2010}");
    assert_eq!(by_name.profile.work.len(), 1);
}

#[test]
fn years_need_a_date_to_count_from() {
    let profile = profile("skills: [{name: A}]");
    let node = node("select: {since: 5y}");
    let rules = Application::from_node(&node, &mut Diagnostics::new()).and_then(|it| it.select).expect("there is one");
    let at = |reference| select(&profile, &rules, Basis { language: &LanguageTag::english(), reference, rank: None });
    assert_eq!(at(None).expect_err("no date").0[0].code(), "reference-date");
    assert!(at(PartialDate::parse("2026")).is_ok());
}
