use super::{Redact, Redacted, Redaction, redact};
use crate::diagnostic::{Diagnostics, Severity};
use crate::profile::canonical::{Layer, canonicalize};
use crate::profile::shape::Shape;
use crate::profile::{LanguageTag, Profile, names};
use crate::source::{Data, Format, Node, Sources, parse};

fn node(text: &str) -> Node {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let id = sources.add("p.yaml", text);
    let mut node = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML");
    canonicalize(&mut node, Profile::RECORD, Layer::whole(Format::Yaml), &sources, &mut diagnostics);
    node
}

fn redacted(profile: &str, what: &[&str], language: Option<&str>) -> (Redacted, Diagnostics) {
    let what = what.iter().map(|text| (text.parse::<Redact>().expect("a group or path"), None)).collect();
    let language = language.map(|tag| LanguageTag::parse(tag).expect("a tag"));
    let mut diagnostics = Diagnostics::new();
    let redaction = Redaction { what, allow: Vec::new() };
    (redact(&node(profile), &redaction, language.as_ref(), &mut diagnostics), diagnostics)
}

/// The text at a path of keys and positions; none for nothing.
fn at(node: &Node, path: &str) -> Option<String> {
    let found = path.split('.').try_fold(node, |node, step| match &node.data {
        Data::Sequence(items) => items.get(step.parse::<usize>().ok()?),
        _ => node.get(step),
    });
    found?.as_text().map(str::to_owned)
}

const PROFILE: &str = "
basics:
  name: {en: Asjad Iqbal, ur: اسجد اقبال}
  picture: asjad.jpg
  email: asjad.iqbal+cv@example.org
  phone: +92 (0)42 555 0147
  url: https://www.asjadiqbal.dev/
  location: {city: Lahore, postalCode: '54000', countryCode: PK}
  profiles: [{network: GitHub, username: aiqbal7, url: 'https://github.com/aiqbal7'}]
  summary: 'See [my talk](https://talks.example.org/asjad) and [more](https://x.org).'
work:
  - {id: acme, company: Acme GmbH, website: https://acme.example, description: Acme makes anvils, position: Smith}
  - {name: Globex, description: makes things, location: 'Lahore, PK'}
  - {name: ACME GmbH}
volunteer: [{organization: Helping Hands}]
education: [{institution: University of the Punjab, url: https://pu.edu.pk, area: Physics}]
awards: [{title: Best, awarder: Acme}]
projects: [{name: Anvil, entity: Acme GmbH, url: https://anvil.example}]
publications: [{name: On Anvils, authors: [A. Iqbal, B. Other]}]
";

#[test]
fn groups_and_paths_are_read_and_slips_are_named() {
    assert_eq!("employers".parse(), Ok(Redact::Employers));
    assert_eq!("work[0].name".parse(), "work.0.name".parse::<Redact>());
    for (slip, near) in [
        ("contcat", Some("contact")),
        ("contacts", Some("contact")),
        ("names", Some("name")),
        ("wrok.0", Some("work")),
        ("basics..name", Some("basics")),
        ("", None),
    ] {
        match slip.parse::<Redact>() {
            Err(crate::diagnostic::Problem::BadChoice { near: found, expected, .. }) => {
                assert_eq!(found.as_deref(), near, "{slip}");
                assert!(expected.contains("`schools`"));
            }
            other => panic!("{slip}: {other:?}"),
        }
    }
}

#[test]
fn a_group_takes_its_values_and_puts_stand_ins() {
    let (done, said) = redacted(PROFILE, &["contact", "name", "photo", "employers", "schools"], None);
    assert!(said.is_empty(), "{said}");
    let node = &done.node;
    let name = at(node, "basics.name").expect("a stand-in");
    assert!(name.starts_with("Candidate ") && name.len() == "Candidate 7F3A".len(), "{name}");
    assert_eq!(done.hidden.stem("asjad").as_deref(), Some(name.to_lowercase().replace(' ', "-").as_str()));
    for gone in ["email", "phone", "url", "image", "location", "profiles"] {
        assert!(node.get("basics").and_then(|basics| basics.get(gone)).is_some_and(Node::is_absent), "{gone}");
    }
    for (path, left) in [
        ("work.0.name", Some("Employer A")),
        ("work.1.name", Some("Employer B")),
        ("work.2.name", Some("Employer A")),
        ("work.0.description", None),
        ("work.1.description", Some("makes things")),
        ("work.1.location", None),
        ("work.0.url", None),
        ("work.0.id", None),
        ("work.0.position", Some("Smith")),
        ("volunteer.0.organization", Some("Organization A")),
        ("education.0.institution", Some("School A")),
        ("education.0.area", Some("Physics")),
        ("projects.0.entity", Some("Employer A")),
        ("awards.0.awarder", Some("Employer A")),
        ("projects.0.url", Some("https://anvil.example")),
        ("publications.0.authors.0", Some(name.as_str())),
        ("publications.0.authors.1", Some("B. Other")),
    ] {
        assert_eq!(at(node, path).as_deref(), left, "{path}");
    }
}

#[test]
fn every_form_that_the_profile_holds_is_hidden() {
    let (done, _) = redacted(PROFILE, &["contact", "name", "photo", "employers", "schools"], None);
    for shown in [
        "Iqbal, Asjad",
        "led by ASJAD",
        "اسجد",
        "asjadiqbal",
        "aiqbal",
        "aiqbal7",
        "asjad.iqbal",
        "asjad.iqbal+cv@example.org",
        "http://asjadiqbal.dev",
        "github.com/aiqbal7",
        "042 5550147",
        "tel:+92425550147",
        "Lahore",
        "54000",
        "asjad.jpg",
        "worked at acme",
        "acme.example",
        "university  of the punjab",
        "pu.edu.pk",
        "Helping Hands",
    ] {
        assert!(!done.hidden.find(shown).is_empty(), "{shown}");
    }
    for shown in ["GitHub", "PK", "Physics", "Smith", "a university", "hands on", "Candidate", "555", "cv", "GmbH"] {
        assert!(done.hidden.find(shown).is_empty(), "{shown}");
    }
}

#[test]
fn links_go_and_their_words_stay() {
    let (done, _) = redacted(PROFILE, &["links"], None);
    assert_eq!(at(&done.node, "basics.summary").as_deref(), Some("See my talk and more."));
    for gone in ["basics.url", "basics.profiles.0.url", "projects.0.url", "work.0.url"] {
        assert_eq!(at(&done.node, gone), None, "{gone}");
    }
    assert_eq!(at(&done.node, "basics.name.en").as_deref(), Some("Asjad Iqbal"));
    assert!(!done.hidden.find("talks.example.org/asjad").is_empty());
    assert!(done.hidden.find("my talk").is_empty());
}

#[test]
fn a_path_takes_one_value_or_that_of_every_entry() {
    let (done, said) = redacted(PROFILE, &["work.acme.name", "basics.location.city", "work.0.position"], None);
    assert!(said.is_empty(), "{said}");
    assert_eq!(at(&done.node, "work.0.name").as_deref(), Some("Employer A"));
    assert_eq!(at(&done.node, "work.1.name").as_deref(), Some("Globex"));
    assert_eq!(at(&done.node, "basics.location.postalCode").as_deref(), Some("54000"));
    assert_eq!(at(&done.node, "work.0.position"), None);
    assert!(!done.hidden.find("A smith").is_empty(), "what was named by its path is nowhere");
    let (done, said) = redacted(PROFILE, &["work.name", "basics.name"], Some("de"));
    assert!(said.is_empty(), "{said}");
    assert_eq!(at(&done.node, "work.1.name").as_deref(), Some("Unternehmen B"));
    assert!(at(&done.node, "basics.name").is_some_and(|name| name.starts_with("Bewerbung ")));
}

#[test]
fn a_path_that_leads_nowhere_is_reported_and_one_to_an_empty_field_is_not_fatal() {
    for (path, severity) in [
        ("basics.emial", Severity::Error),
        ("work.globex.name", Severity::Error),
        ("work.7.name", Severity::Error),
        ("basics.pronouns", Severity::Warning),
        ("work.summary", Severity::Warning),
        ("skills", Severity::Warning),
    ] {
        let (_, said) = redacted(PROFILE, &[path], None);
        let found: Vec<_> = said.iter().map(|found| (found.code(), found.severity)).collect();
        assert_eq!(found, [("unknown-path", severity)], "{path}");
    }
}

#[test]
fn the_number_is_that_of_the_name_wherever_it_stands() {
    let number = |profile: &str| at(&redacted(profile, &["name"], None).0.node, "basics.name");
    let one = number("basics: {name: Asjad Iqbal}");
    assert_eq!(one.as_deref(), Some("Candidate D300"), "the same on every machine");
    assert_eq!(one, number("{basics: {email: a@b.org, name: '  ASJAD  Iqbal'}, work: []}"));
    assert_ne!(one, number("basics: {name: Rajat Jog}"));
    assert_eq!(number("basics: {email: a@b.org}"), None, "no name is made up");
}

#[test]
fn words_that_anybody_uses_are_no_forms() {
    let profile = "basics: {name: Dr. Maria de la Cruz, email: info@example.org, location: {region: CA, city: Ho}}";
    let (done, _) = redacted(profile, &["name", "contact"], None);
    for shown in ["Dr.", "de la", "info", "CA", "Ho", "m"] {
        assert!(done.hidden.find(shown).is_empty(), "{shown}");
    }
    for shown in ["Maria", "cruz", "info@example.org"] {
        assert!(!done.hidden.find(shown).is_empty(), "{shown}");
    }
}

#[test]
fn companies_are_known_without_their_legal_form() {
    for (name, short) in [
        ("Müller & Söhne GmbH & Co. KG", "MÜLLER & SÖHNE"),
        ("Acme, Inc.", "acme"),
        ("株式会社ソラテック", "ソラテック"),
        ("云帆科技有限公司", "云帆科技"),
        ("Orbit S.A.", "orbit"),
        ("אורביט מערכות בע״מ", "אורביט מערכות"),
    ] {
        let (done, _) = redacted(&format!("work: [{{name: '{name}'}}]"), &["employers"], None);
        assert!(!done.hidden.find(short).is_empty(), "{short}");
        assert!(done.hidden.find("GmbH Inc. 有限公司").is_empty());
    }
}

/// Every text of a node, joined.
fn all_texts(node: &Node) -> String {
    match &node.data {
        Data::Null => String::new(),
        Data::Scalar { text, .. } => format!("{text}\n"),
        Data::Sequence(items) => items.iter().map(all_texts).collect(),
        Data::Mapping(pairs) => pairs.iter().map(|(_, value)| all_texts(value)).collect(),
    }
}

#[test]
fn a_group_takes_its_values_under_every_other_name() {
    let mut tried = 0;
    for group in [Redact::Contact, Redact::Name, Redact::Photo, Redact::Employers, Redact::Schools] {
        for (_, path) in group.paths() {
            let [section, key] = path else { panic!("{path:?} has two steps") };
            let (record, list) = match Profile::RECORD.field(section) {
                Some(Shape::Record(record)) => (record, false),
                Some(Shape::List(Shape::Record(record))) => (record, true),
                _ => panic!("{section} is a record or a list of them"),
            };
            let value = match *key {
                "email" => "zyzzyva@quux.example",
                "url" => "https://zyzzyva.example/quux",
                "phone" => "+49 30 555 0147 88",
                _ => "Zyzzyva Quux",
            };
            let sections = names::others("Profile", section).iter().chain([section]);
            for section in sections {
                for key in names::others(record.name, key).iter().chain([key]) {
                    let one = format!("{{{key}: '{value}'}}");
                    let text = if list { format!("{section}: [{one}]") } else { format!("{section}: {one}") };
                    hides(&text, &group, value);
                    tried += 1;
                }
            }
            for key in names::others(record.name, key).iter().filter(|_| *section == "basics") {
                // Beside `basics`, unless the name means a section there.
                if names::canonical(Profile::RECORD, key).is_none() {
                    hides(&format!("{key}: '{value}'\nskills: [A]"), &group, value);
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 300, "{tried}");
    for text in ["basics: {firstName: Zyzzyva, lastName: Quux}", "firstname: Zyzzyva\nsurname: Quux\nskills: [A]"] {
        hides(text, &Redact::Name, "Zyzzyva Quux");
    }
    for text in ["basics: {github: zyzzyva}", "linkedin: in/zyzzyva", "socials: {GitHub: zyzzyva}", "city: zyzzyva"] {
        hides(&format!("{text}\nskills: [A]"), &Redact::Contact, "zyzzyva");
    }
}

/// A group takes a value out of a profile, and knows that it did.
#[track_caller]
fn hides(profile: &str, group: &Redact, value: &str) {
    let redaction = Redaction { what: vec![(group.clone(), None)], allow: Vec::new() };
    let done = redact(&node(profile), &redaction, None, &mut Diagnostics::new());
    let rest = all_texts(&done.node);
    assert!(!rest.to_lowercase().contains("zyzzyva") && !rest.contains("555"), "{profile}: {rest}");
    assert!(!done.hidden.find(value).is_empty(), "{profile}");
}

#[test]
fn a_place_is_hidden_in_whatever_order_and_language_it_would_be_shown() {
    let place = "{address: 4410 NW 7th Street, postalCode: '33126', city: Miami, region: Florida, countryCode: US}";
    let profile = format!("basics: {{name: Ada, location: {place}}}\nwork: [{{name: A, location: 'Miami, Florida'}}]");
    for what in ["contact", "basics.location"] {
        let (done, _) = redacted(&profile, &[what], None);
        for shown in ["Miami, FL 33126", "33126 Miami", "Florida", "4410 NW 7th Street, Miami"] {
            assert!(!done.hidden.find(shown).is_empty(), "{what}: {shown}");
        }
        assert_eq!(at(&done.node, "work.0.location"), None, "{what}");
    }
    let (done, _) = redacted(&profile, &["basics.location.countryCode"], None);
    for shown in ["United States", "Vereinigte Staaten", "アメリカ合衆国"] {
        assert!(!done.hidden.find(shown).is_empty(), "{shown}");
    }
    assert!(done.hidden.find("Miami").is_empty());
}

#[test]
fn addresses_are_hidden_with_and_without_their_scheme() {
    let profile = "basics: {name: Ada, url: www.lovelace-ada.dev, profiles: [{url: github.com/countess}]}";
    let (done, _) = redacted(profile, &["contact"], None);
    for shown in ["https://www.lovelace-ada.dev", "lovelace-ada.dev", "https://github.com/countess", "countess"] {
        assert!(!done.hidden.find(shown).is_empty(), "{shown}");
    }
}

#[test]
fn what_is_hidden_is_found_behind_typographic_marks() {
    let profile = "
basics: {name: Sean O'Neil}
work: [{name: 'The \"Inner\" Ring'}, {name: Rock 'n' Roll}]
";
    let (Redacted { hidden, .. }, _) = redacted(profile, &["name", "employers"], None);
    for shown in [
        "by O’Neil",
        "O’Neil’s",
        "SEAN O'NEIL",
        "at The “Inner” Ring",
        "«\u{A0}The «\u{A0}Inner\u{A0}» Ring",
        "Rock ’n’ Roll",
    ] {
        assert!(!hidden.find(shown).is_empty(), "{shown}");
    }
}

#[test]
fn an_image_in_the_profile_is_taken_and_nobody_looks_for_its_bytes() {
    let image = "iVBORw0KGgo/".repeat(400_000);
    let profile = format!("basics: {{name: Ada, image: 'data:image/png;base64,{image}'}}");
    let (done, _) = redacted(&profile, &["photo"], None);
    assert_eq!(at(&done.node, "basics.image"), None);
    assert!(done.hidden.find(&image[..5000]).is_empty());
    assert!(!done.hidden.is_empty(), "its place is hidden in reports");
}

#[test]
fn an_address_in_prose_stays_and_is_found() {
    let profile = "
basics: {name: A, summary: 'See https://talks.example.org/a, www.b.example or me@c.example.'}
work: [{highlights: ['At [x](https://d.example/y) and https://e.example']}]
";
    let (Redacted { node, hidden }, _) = redacted(profile, &["links"], None);
    let summary = at(&node, "basics.summary").expect("a text");
    assert_eq!(summary, "See https://talks.example.org/a, www.b.example or me@c.example.");
    assert_eq!(hidden.find(&summary).len(), 3);
    assert_eq!(at(&node, "work.0.highlights.0").as_deref(), Some("At x and https://e.example"));
    for shown in ["d.example/y", "https://e.example"] {
        assert!(!hidden.find(shown).is_empty(), "{shown}");
    }
}

#[test]
fn a_name_that_stays_does_not_give_away_an_address_made_of_it() {
    let found = |name: &str, email: &str, what: &[&str]| {
        let profile = format!("basics: {{name: {name}, email: {email}, url: 'https://x.org/jane-doe'}}");
        !redacted(&profile, what, None).0.hidden.find(name).is_empty()
    };
    for email in ["jane.doe@x.org", "jane@doe.org", "doe@x.org", "jane_doe+cv@x.org"] {
        assert!(!found("Jane Doe", email, &["contact"]), "{email}");
        // Where the name goes, so does whatever tells it.
        for what in [&["contact", "name"][..], &["basics"], &["contact", "basics.name"]] {
            assert!(found("Jane Doe", email, what), "{email} {what:?}");
        }
    }
    let kept = redacted("basics: {name: Jane Doe, email: jane.doe@x.org}", &["contact"], None).0.hidden;
    assert!(!kept.find("Write to jane.doe@x.org").is_empty());
}

#[test]
fn the_parts_of_a_city_in_words_are_hidden_too() {
    let (redacted, _) = redacted("basics: {location: {city: 'Zurich, Switzerland'}}", &["contact"], None);
    assert!(!redacted.hidden.find("I live in Zurich").is_empty());
}
