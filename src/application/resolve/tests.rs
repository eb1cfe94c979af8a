mod fields;

use super::resolve;
use crate::application::presentation::Presentation;
use crate::application::resume::{ContactKind, Direction, Resume};
use crate::diagnostic::Diagnostics;
use crate::profile::{LanguageTag, Profile};
use crate::source::{Format, Sources, parse};

fn resolved(profile: &str, language: Option<&str>) -> Resume {
    let mut sources = Sources::new();
    let id = sources.add("p.yaml", profile);
    let node = parse(&sources, id, Format::Yaml, &mut Diagnostics::new()).expect("valid YAML");
    let profile = Profile::from_node(&node, &mut Diagnostics::new()).expect("a profile");
    let language = language.map(|tag| LanguageTag::parse(tag).expect("a tag"));
    resolve(&profile, language.as_ref(), &Presentation::default()).expect("something to show").value
}

/// What is shown of contacts of a kind, and where each leads.
fn contacts(resume: &Resume, kind: ContactKind) -> Vec<(&str, Option<&str>)> {
    let contacts = resume.contacts.iter().filter(|contact| contact.kind == kind);
    contacts.map(|contact| (contact.text.text.as_str(), contact.url.as_deref())).collect()
}

#[test]
fn addresses_lead_somewhere_and_other_text_is_shown_as_it_is() {
    let resume = resolved(
        "basics: {name: Ada, email: on request, url: www.example.org/me/, profiles: [{url: github.com/ada}, {url: '@ada'}, \
         {network: X, username: ada, url: ftp://example.org}]}\nwork: [{name: Acme, url: acme.example}, {name: B, url: none}]",
        None,
    );
    assert_eq!(contacts(&resume, ContactKind::Email), [("on request", None)]);
    assert_eq!(contacts(&resume, ContactKind::Website), [("www.example.org/me", Some("https://www.example.org/me/"))]);
    let profiles = contacts(&resume, ContactKind::Profile);
    assert_eq!(profiles[..2], [("github.com/ada", Some("https://github.com/ada")), ("@ada", None)]);
    assert!(profiles[2].1.is_none() && profiles[2].0.contains("ftp://example.org"), "{profiles:?}");
    let crate::application::resume::Content::Work(jobs) = &resume.sections[0].content else { panic!("work") };
    assert_eq!(jobs[0].url.as_deref(), Some("https://acme.example"));
    assert_eq!(jobs[1].url, None);
}

#[test]
fn a_place_has_the_order_of_its_country_and_the_name_of_it_in_the_language() {
    for (location, language, expected) in [
        (
            "{address: 4410 NW 7th Street, postalCode: '33126', city: Miami, region: FL, countryCode: US}",
            "en",
            "4410 NW 7th Street, Miami, FL 33126",
        ),
        ("{postalCode: '10115', city: Berlin, region: Berlin, countryCode: DE}", "fr", "10115 Berlin, Allemagne"),
        ("{city: Köln, countryCode: Germany}", "de", "Köln, Deutschland"),
        ("{city: Utopia, countryCode: Atlantis}", "de", "Utopia, Atlantis"),
        ("{countryCode: jp}", "ja", "日本"),
    ] {
        let resume = resolved(&format!("basics: {{name: Ada, location: {location}}}"), Some(language));
        assert_eq!(contacts(&resume, ContactKind::Location), [(expected, None)]);
    }
}

#[test]
fn the_direction_follows_the_letters_where_no_language_says_it() {
    let urdu = "basics: {name: عائشہ, summary: 'سافٹ ویئر انجینئر، Python اور PostgreSQL'}";
    for (profile, language, direction) in [
        (urdu, None, Direction::Rtl),
        (urdu, Some("ckb"), Direction::Rtl),
        (urdu, Some("en"), Direction::Ltr),
        ("basics: {name: Ada, summary: Engineer}", None, Direction::Ltr),
        ("basics: {name: Ada, summary: Engineer}", Some("ar"), Direction::Rtl),
        ("basics: {name: 'ئازاد', summary: 'ئەندازیاری کۆمپیوتەر'}", Some("ku"), Direction::Rtl),
    ] {
        assert_eq!(resolved(profile, language).direction, direction, "{language:?}");
    }
}
