//! Each row: as people write it, and the canonical form with what is said.

use std::collections::BTreeSet;

use super::{Layer, canonicalize, canonicalize_at};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::profile::{Profile, names};
use crate::source::{Data, Format, Node, Sources, parse};

/// A node in one line, scalars as their text.
fn shown(node: &Node) -> String {
    match &node.data {
        Data::Null => "null".into(),
        Data::Scalar { text, .. } => text.replace('\n', "⏎"),
        Data::Sequence(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(" | ")),
        Data::Mapping(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| format!("{}: {}", key.name, shown(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join("; "))
        }
    }
}

fn read(text: &str, format: Format, layer: Layer) -> (Node, Vec<String>) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let id = sources.add("p", text);
    let node = parse(&sources, id, format, &mut diagnostics);
    let mut node = node.unwrap_or_else(|| panic!("{text}: {diagnostics}"));
    canonicalize(&mut node, Profile::RECORD, layer, &sources, &mut diagnostics);
    let said = |found: &Diagnostic| {
        assert!(found.span().is_some_and(|span| !sources.slice(span).is_empty()), "{found:?}");
        found.code().to_owned()
    };
    (node, diagnostics.iter().map(said).collect())
}

/// What becomes of a text, and the codes of what is said about it.
fn becomes(text: &str, format: Format) -> (String, String) {
    let (node, said) = read(text, format, Layer::whole(format));
    (shown(&node), said.join(" "))
}

#[track_caller]
fn yaml(rows: &[(&str, &str, &str)]) {
    for (written, canonical, said) in rows {
        assert_eq!(becomes(written, Format::Yaml), ((*canonical).to_owned(), (*said).to_owned()), "{written}");
    }
}

#[track_caller]
fn json(rows: &[(&str, &str, &str)]) {
    for (written, canonical, said) in rows {
        assert_eq!(becomes(written, Format::Json), ((*canonical).to_owned(), (*said).to_owned()), "{written}");
    }
}

#[test]
fn a_shorthand_becomes_the_obvious_entry() {
    yaml(&[
        ("skills: [Go, Rust]", "{skills: [{name: Go} | {name: Rust}]}", ""),
        ("skills: Go", "{skills: [{name: Go}]}", ""),
        ("languages: [English]", "{languages: [{language: English}]}", ""),
        (
            "languages: {English: native, German: B2}",
            "{languages: [{language: English; fluency: native} | {language: German; fluency: B2}]}",
            "",
        ),
        ("interests: [Chess]", "{interests: [{name: Chess}]}", ""),
        ("certificates: [X]", "{certificates: [{name: X}]}", ""),
        (
            "skills: [{Crafts: [Git]}]\nlanguages: [{English: fluent}]",
            "{skills: [{name: Crafts; keywords: [Git]}]; languages: [{language: English; fluency: fluent}]}",
            "",
        ),
        (
            "languages: [{English: C2, German: B1}]\nbasics: {profiles: [{GitHub: ada}], phone: {mobile: '1', home: '2'}}",
            "{languages: [{language: English; fluency: C2} | {language: German; fluency: B1}]; basics: {profiles: [{network: GitHub; username: ada; url: https://github.com/ada}]; phone: [1 | 2]}}",
            "",
        ),
        ("certificates: {AWS: 2020}", "{certificates: [{name: AWS; date: 2020}]}", ""),
        ("basics: {address: {street: A, zip: 1}}", "{basics: {location: {address: A; postalCode: 1}}}", "other-names"),
        ("skills: [{Tools: [Git]}]", "{skills: [{name: Tools; keywords: [Git]}]}", ""),
        ("work: [{description: [a, b]}]", "{work: [{highlights: [a | b]}]}", ""),
        ("work: [{description: \"a\\nb\"}]", "{work: [{summary: a⏎b}]}", ""),
        ("basics: [{name: A}, {email: b}]", "{basics: {name: A; email: b}}", ""),
        ("work: [{highlights: • a • b}]", "{work: [{highlights: [a | b]}]}", ""),
        ("references: Available upon request", "{references: [{reference: Available upon request}]}", ""),
        ("languages: 'English, German'", "{languages: [{language: English} | {language: German}]}", ""),
        ("work: 5\nskills: 5", "{work: 5; skills: 5}", ""),
        ("education: {institution: A}", "{education: [{institution: A}]}", ""),
        ("work: {company: A}", "{work: [{name: A}]}", "other-names"),
        ("work: {acme: {position: A}}", "{work: [{name: acme; position: A}]}", ""),
        ("work: [{highlights: one line}]", "{work: [{highlights: [one line]}]}", ""),
        ("work: [{highlights: \"- a\\n- b\"}]", "{work: [{highlights: [a | b]}]}", ""),
        (
            "publications: [{authors: 'Mira Sample, Ann Other'}]",
            "{publications: [{authors: [Mira Sample | Ann Other]}]}",
            "",
        ),
        (
            "skills: {Languages: [Go, Rust], Tools: Git}",
            "{skills: [{name: Languages; keywords: [Go | Rust]} | {name: Tools; keywords: [Git]}]}",
            "",
        ),
        (
            "basics: {profiles: {GitHub: ada}}",
            "{basics: {profiles: [{network: GitHub; username: ada; url: https://github.com/ada}]}}",
            "",
        ),
        (
            "basics: {profiles: ['https://github.com/ada', me]}",
            "{basics: {profiles: [{network: GitHub; url: https://github.com/ada} | {username: me}]}}",
            "",
        ),
        ("basics: {label: [Engineer, Writer]}", "{basics: {label: Engineer, Writer}}", ""),
        ("basics: {email: [], name: []}", "{basics: {email: []; name: }}", ""),
        ("skills: [{name: A, tags: 'a, b'}]", "{skills: [{name: A; tags: [a | b]}]}", ""),
        ("work: [{highlights: [A, [b, c]]}]", "{work: [{highlights: [{text: A; highlights: [b | c]}]}]}", ""),
    ]);
}

#[test]
fn own_sections_tell_their_kind_by_their_items() {
    yaml(&[
        ("sections: {motto: Be quick}", "{sections: {motto: {items: Be quick; kind: text}}}", ""),
        ("sections: {goals: [A, B]}", "{sections: {goals: {items: [A | B]; kind: list}}}", ""),
        (
            "sections: {talks: [{name: A, year: 2020}]}",
            "{sections: {talks: {items: [{title: A; date: 2020}]; kind: entries}}}",
            "other-names",
        ),
        (
            "sections: {facts: {items: [{value: 5, label: a}]}}",
            "{sections: {facts: {items: [{value: 5; label: a}]; kind: metrics}}}",
            "",
        ),
        ("sections: {work: {title: Jobs}}", "{sections: {work: {title: Jobs}}}", ""),
    ]);
}

#[test]
fn other_names_are_read_and_told_once() {
    yaml(&[
        (
            "experience: [{employer: A, role: B, from: 2020, bullets: [x]}]",
            "{work: [{name: A; position: B; startDate: 2020; highlights: [x]}]}",
            "other-names",
        ),
        (
            "basics: {photo: a.png, headline: B, mobile: '1'}",
            "{basics: {image: a.png; label: B; phone: 1}}",
            "other-names",
        ),
        ("basics: {firstName: Ada, lastName: Lovelace}", "{basics: {name: Ada Lovelace}}", "other-names"),
        (
            "basics: {linkedin: in/ada, github: 'https://github.com/ada'}",
            "{basics: {profiles: [{network: LinkedIn; username: in/ada; url: https://linkedin.com/in/ada} | {network: GitHub; url: https://github.com/ada}]}}",
            "other-names",
        ),
        (
            "name: Ada\nemail: a@b.org\ncity: Bonn\nlanguage: de",
            "{basics: {name: Ada; email: a@b.org; location: {city: Bonn}}; meta: {language: de}}",
            "other-names",
        ),
        (
            "education: [{school: A, degree: B, major: C, gpa: 1, year: 2019}]",
            "{education: [{institution: A; studyType: B; area: C; score: 1; endDate: 2019}]}",
            "other-names",
        ),
        (
            "work: [{Company: A, Start Date: 2020, end_date: 2021}]",
            "{work: [{name: A; startDate: 2020; endDate: 2021}]}",
            "other-names",
        ),
        ("work: [{dates: 2019 – 2021}]", "{work: [{startDate: 2019; endDate: 2021}]}", "other-names"),
        (
            "awards: [{title: A}]\nprojects: [{title: B}]\nwork: [{title: C}]\nbasics: {title: D}",
            "{awards: [{title: A}]; projects: [{name: B}]; work: [{position: C}]; basics: {label: D}}",
            "other-names",
        ),
        ("work: [{name: A, company: B}]", "{work: [{name: A}]}", "other-names name-twice"),
        ("work: [{name: A, company: A}]", "{work: [{name: A}]}", "other-names"),
        ("work: [{name: '', company: B}]", "{work: [{name: B}]}", "other-names"),
        ("work: [{name: A}]\njobs: [{name: B}]", "{work: [{name: A} | {name: B}]}", "other-names"),
        ("profile: I build things.\nbasics: {name: A}", "{basics: {name: A; summary: I build things.}}", "other-names"),
    ]);
}

#[test]
fn a_file_about_no_person_stays_unknown() {
    yaml(&[("name: A\nversion: '1'\nhomepage: b", "{}", "unknown-keys")]);
}

#[test]
fn what_nobody_knows_is_told_once_and_a_slip_is_an_error() {
    yaml(&[
        ("basics: {emial: a, quux: 1, frob: 2}", "{basics: {}}", "unknown-key unknown-keys"),
        ("basics: {email: a@b.org, emial: a}", "{basics: {email: a@b.org}}", "unknown-keys"),
        ("basics: {_x: 1, $y: 2, x-z: 3, quux: '', frob: null}", "{basics: {x-z: 3}}", ""),
    ]);
    json(&[("{\"basics\": {\"emial\": \"a\", \"quux\": 1}}", "{basics: {}}", "unknown-keys")]);
}

#[test]
fn a_colon_in_a_text_belongs_to_the_text() {
    yaml(&[
        (
            "work:\n- highlights:\n  - AWS: moved 40 services\n  - Go: wrote a router\n",
            "{work: [{highlights: [AWS: moved 40 services | Go: wrote a router]}]}",
            "colon-in-text",
        ),
        (
            "work:\n- highlights:\n  - Led the migration: it took two\n      months\n",
            "{work: [{highlights: [Led the migration: it took two⏎      months]}]}",
            "colon-in-text",
        ),
        (
            "work:\n- highlights:\n  - SQL: tuned\n    Go: more\n",
            "{work: [{highlights: [SQL: tuned⏎Go: more]}]}",
            "colon-in-text",
        ),
        (
            "work:\n- highlights:\n  - Tools: [Go, Rust]\n",
            "{work: [{highlights: [{text: Tools:; highlights: [Go | Rust]}]}]}",
            "",
        ),
        (
            "work:\n- highlights:\n  - Tools:\n    - Go\n    - SQL: much\n",
            "{work: [{highlights: [{text: Tools:; highlights: [Go | SQL: much]}]}]}",
            "colon-in-text",
        ),
        ("work:\n- highlights:\n    AWS: a\n    Go: b\n", "{work: [{highlights: [AWS: a | Go: b]}]}", "colon-in-text"),
        ("basics:\n  summary:\n    AWS: I know it\n", "{basics: {summary: AWS: I know it}}", "colon-in-text"),
        ("skills:\n- name: {Go: x}\n", "{skills: [{name: null}]}", "mapping-for-text"),
        (
            "work: [{highlights: [\"1,900 stars\", 1,900 stars on GitHub, a]}]",
            "{work: [{highlights: [1,900 stars | 1 | 900 stars on GitHub | a]}]}",
            "split-number",
        ),
        ("work: [{highlights: [in 2019, 300 users]}]", "{work: [{highlights: [in 2019 | 300 users]}]}", ""),
    ]);
}

#[test]
fn a_mapping_of_languages_says_so_by_its_keys() {
    yaml(&[
        ("basics: {label: {en: A, de: B}}", "{basics: {label: {en: A; de: B}}}", ""),
        ("basics: {label: {en-GB: A, pt_BR: B}}", "{basics: {label: {en-GB: A; pt_BR: B}}}", ""),
        ("basics: {label: {cs: A, sk: B}}", "{basics: {label: {cs: A; sk: B}}}", ""),
        ("basics: {label: {de: A}}", "{basics: {label: {de: A}}}", "one-language"),
        ("basics:\n  label:\n    go: A\n", "{basics: {label: go: A}}", "colon-in-text"),
        ("basics:\n  label:\n    EN: A\n", "{basics: {label: EN: A}}", "colon-in-text"),
        ("work:\n- highlights:\n  - text: A\n    tags: [b]\n", "{work: [{highlights: [{text: A; tags: [b]}]}]}", ""),
    ]);
}

#[test]
fn a_record_of_another_tool_gives_the_text_that_it_tells() {
    json(&[
        (r#"{"basics": {"url": {"label": "", "href": "https://a.org"}}}"#, "{basics: {url: https://a.org}}", ""),
        (r#"{"skills": [{"name": {"text": "Go", "id": 5}}]}"#, "{skills: [{name: Go}]}", "mapping-as-text"),
        (
            r#"{"work": [{"highlights": [{"a": "x", "b": ["y"]}]}]}"#,
            "{work: [{highlights: [x, y]}]}",
            "mapping-as-text",
        ),
        (r#"{"work": [{"highlights": "Built it."}]}"#, "{work: [{highlights: [Built it.]}]}", ""),
    ]);
}

#[test]
fn changes_address_entries_and_are_read_alike() {
    let (node, said) = read("experience: {acme: {employer: A, bullets: x}}", Format::Yaml, Layer::CHANGES);
    assert_eq!(shown(&node), "{work: {acme: {name: A; highlights: [x]}}}");
    assert_eq!(said, ["other-names"]);
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let id = sources.add("--set", "[Go]");
    let mut value = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("a list");
    canonicalize_at(&mut value, Profile::RECORD, &["skills".to_owned()], &sources, &mut diagnostics);
    assert_eq!(shown(&value), "[{name: Go}]");
}

#[test]
fn a_path_of_other_names_means_the_canonical_one() {
    for (written, meant) in [
        ("experience.acme.employer", "work.acme.name"),
        ("jobs.0.title", "work.0.position"),
        ("basics.photo", "basics.image"),
        ("basics.location.state", "basics.location.region"),
        ("education.school", "education.institution"),
        ("nobody.knows", "nobody.knows"),
    ] {
        let steps: Vec<String> = written.split('.').map(str::to_owned).collect();
        assert_eq!(names::canonical_path(Profile::RECORD, &steps).join("."), meant, "{written}");
    }
}

#[test]
fn every_other_name_is_of_a_key_that_its_record_has() {
    let mut seen = BTreeSet::new();
    for (record, key, other) in names::all() {
        assert!(seen.insert((record, names::fold(other).into_owned())), "{record}: {other} means two keys");
        let own = record == "Profile" && Profile::KEYS.iter().any(|own| names::fold(own) == names::fold(other));
        assert!(!own, "{record}: {other} is a key itself, not {key}");
    }
}

#[test]
fn bullets_of_word_processors_are_marks_and_no_text() {
    yaml(&[
        ("work: [{highlights: [• a]}]", "{work: [{highlights: [a]}]}", ""),
        ("work:\n- highlights:\n  - ● a\n  - \u{F0B7}\tb\n", "{work: [{highlights: [a | b]}]}", ""),
        ("work:\n- highlights:\n    ▪ a\n    ▪ b\n", "{work: [{highlights: [a | b]}]}", ""),
        ("work:\n- highlights:\n  - • a\n    • b\n", "{work: [{highlights: [a | b]}]}", ""),
        ("work:\n- highlights:\n  - ● Tools: Go\n", "{work: [{highlights: [Tools: Go]}]}", "colon-in-text"),
        ("skills:\n- • Tools: Go, C\n", "{skills: [{name: Tools; keywords: [Go | C]}]}", ""),
        ("basics:\n  summary: Hi\n    • a\n    • b\n", "{basics: {summary: Hi⏎• a⏎• b}}", ""),
        // Signs between words.
        ("basics:\n  summary: a · b • c\n", "{basics: {summary: a · b • c}}", ""),
        ("work: [{highlights: [·a]}]", "{work: [{highlights: [·a]}]}", ""),
    ]);
}

#[test]
fn a_line_with_a_colon_among_entries_is_kept() {
    yaml(&[
        (
            "sections:\n  talks:\n  - x\n  - A b: c\n",
            "{sections: {talks: {items: [x | A b: c]; kind: list}}}",
            "colon-in-text",
        ),
        (
            "sections:\n  talks:\n  - {title: x}\n  - KubeCon 2024: a talk\n",
            "{sections: {talks: {items: [{title: x} | {title: KubeCon 2024: a talk}]; kind: entries}}}",
            "colon-in-text",
        ),
        ("work:\n- KubeCon 2024: a talk\n", "{work: [{name: KubeCon 2024: a talk}]}", "colon-in-text"),
        ("work:\n- shoe: x\n", "{work: [{}]}", "unknown-keys"),
    ]);
}
