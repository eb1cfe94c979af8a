//! What becomes of fields that many profiles lack.

use crate::application::presentation::Presentation;
use crate::application::resolve::resolve;
use crate::application::resume::{Content, Resume};
use crate::diagnostic::Diagnostics;
use crate::profile::Profile;
use crate::source::{Format, Sources, parse};

fn resume_with(text: &str, presentation: &Presentation) -> Resume {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let id = sources.add("p.yaml", text);
    let node = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML");
    let profile = Profile::from_node(&node, &mut diagnostics).expect("a profile");
    resolve(&profile, None, presentation).expect("something to show").value
}

fn resume(text: &str) -> Resume {
    resume_with(text, &Presentation::default())
}

fn contacts(basics: &str) -> Vec<(String, Option<String>)> {
    let resume = resume(&format!("basics: {{name: A, {basics}}}"));
    resume.contacts.into_iter().map(|contact| (contact.text.text, contact.url)).collect()
}

#[test]
fn all_addresses_and_numbers_of_a_list_are_contacts() {
    let shown = contacts(
        "email: [a@example.org, b@example.org], phone: [030 1234, '+49 5'], url: [https://a.example, https://b.example]",
    );
    let texts: Vec<&str> = shown.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(texts, ["a@example.org", "b@example.org", "030 1234", "+49 5", "a.example", "b.example"]);
    assert!(shown.iter().all(|(_, url)| url.is_some()));
}

#[test]
fn a_user_name_is_shown_unless_the_url_holds_it() {
    for (network, username, url, text) in [
        ("GitHub", "ada", "https://github.com/Ada", "github.com/Ada"),
        ("Mastodon", "'@ada@social.example'", "https://social.example/@ada", "social.example/@ada"),
        ("Mastodon", "'@ada'", "https://social.example/@ada", "social.example/@ada"),
        ("Twitter", "ada", "https://www.twitter.com", "ada"),
        ("Stack Overflow", "ada", "https://stackoverflow.com/users/1", "stackoverflow.com/users/1 (ada)"),
        ("", "ada", "https://example.org", "example.org (ada)"),
    ] {
        let shown = contacts(&format!("profiles: [{{network: '{network}', username: {username}, url: '{url}'}}]"));
        assert_eq!(shown, [(text.to_owned(), Some(url.to_owned()))]);
    }
}

#[test]
fn keywords_with_a_level_have_it_in_brackets() {
    let keywords = |language: &str| {
        let skills = "skills: [{name: C, keywords: [{name: gcc, level: 5}, gdb]}]";
        let resume = resume(&format!("meta: {{language: {language}}}\nbasics: {{name: A}}\n{skills}"));
        let Content::Groups(groups) = &resume.sections[0].content else { panic!("groups") };
        groups[0].keywords.iter().map(|line| line.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(keywords("en"), ["gcc (5)", "gdb"]);
    assert_eq!(keywords("zh"), ["gcc（5）", "gdb"]);
}

#[test]
fn a_publication_is_cited_with_its_journal() {
    for (fields, cited) in [
        ("journal: J, volume: 12, issue: 3, pages: 45–67", "J 12(3), 45–67"),
        ("journal: J, publisher: P, location: {city: C}", "J, P, C"),
        ("journal: J, publisher: J", "J"),
        ("publisher: P, volume: 2", "2, P"),
        ("issue: 3", "(3)"),
    ] {
        let resume = resume(&format!("basics: {{name: A}}\npublications: [{{name: B, {fields}}}]"));
        let Content::Publications(publications) = &resume.sections[0].content else { panic!("publications") };
        assert_eq!(publications[0].publisher.as_ref().map(|line| line.text.as_str()), Some(cited), "{fields}");
    }
}

#[test]
fn what_belongs_to_the_one_role_of_a_job_stands_with_it() {
    let resume = resume(
        "basics: {name: A}\nwork: [{name: B, position: C, keywords: [D], projects: [E, {name: F, private: true}]}]",
    );
    let Content::Work(jobs) = &resume.sections[0].content else { panic!("jobs") };
    assert!(jobs[0].keywords.is_empty() && jobs[0].projects.is_empty());
    let role = &jobs[0].roles[0];
    assert_eq!(role.keywords[0].text, "D");
    let projects: Vec<_> = role.projects.iter().filter_map(|project| project.name.as_ref()).collect();
    assert_eq!(projects.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), ["E"]);
}

#[test]
fn a_certificate_lasts_from_its_start_to_its_end() {
    for (dates, shown) in [
        ("date: 2020", "2020"),
        ("startDate: 2020", "2020"),
        ("startDate: 2020, endDate: 2022", "2020 – 2022"),
        ("date: 2020, endDate: 2022", "2020 – 2022"),
    ] {
        let resume = resume(&format!("basics: {{name: A}}\ncertificates: [{{name: B, {dates}}}]"));
        let Content::Certificates(certificates) = &resume.sections[0].content else { panic!("certificates") };
        assert_eq!(certificates[0].date.as_ref().map(|line| line.text.as_str()), Some(shown), "{dates}");
    }
}

#[test]
fn the_profiles_order_of_sections_goes_before_the_themes_and_below_what_is_asked_for() {
    let text = "basics: {name: A, summary: B}\nwork: [{name: C}]\nskills: [{name: D}]\nawards: [{title: E}]\nmeta: {sections: [skills, work]}";
    let ids = |section_order: &[&str], usual_order: &[&str]| {
        let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let presentation = Presentation {
            section_order: list(section_order),
            usual_order: list(usual_order),
            ..Presentation::default()
        };
        resume_with(text, &presentation).sections.into_iter().map(|section| section.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&[], &[]), ["skills", "work", "summary", "awards"]);
    assert_eq!(ids(&[], &["awards", "work"]), ["skills", "work", "awards", "summary"]);
    assert_eq!(ids(&["awards"], &[]), ["awards", "skills", "work", "summary"]);
}
