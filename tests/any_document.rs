//! Whatever a file holds, reading it ends in a profile or in diagnostics, never in a panic.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use curricle::application::{Presentation, resolve};
use curricle::batch::{Input, load};
use curricle::source::Sources;
use curricle::source::report::{MessageFormat, render};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Keys of the schema at any level, and others.
const KEYS: &[&str] = &[
    "basics",
    "name",
    "label",
    "email",
    "phone",
    "url",
    "image",
    "summary",
    "location",
    "city",
    "countryCode",
    "profiles",
    "network",
    "username",
    "work",
    "position",
    "positions",
    "startDate",
    "endDate",
    "highlights",
    "text",
    "tags",
    "education",
    "institution",
    "studyType",
    "area",
    "courses",
    "skills",
    "keywords",
    "level",
    "languages",
    "language",
    "fluency",
    "projects",
    "status",
    "sections",
    "title",
    "kind",
    "items",
    "value",
    "id",
    "private",
    "meta",
    "lastModified",
    "certificates",
    "date",
    "publications",
    "releaseDate",
    "awards",
    "references",
    "reference",
    "en",
    "de",
    "x-mine",
    "company",
    "website",
    "emial",
    "",
    "$schema",
    "a key",
    "ключ",
];

/// Values that fields take, and others.
const TEXTS: &[&str] = &[
    "",
    "Grace",
    "2020",
    "2020-13",
    "2020-02-30",
    "present",
    "today",
    "April 2020",
    "true",
    "no",
    "~",
    "a@b.org",
    "a@",
    "https://example.org",
    "http://",
    "//",
    "../x.png",
    "/etc/passwd",
    "me.png",
    "Ã©",
    "ðŸ§ ",
    "**a _b",
    "- a\n- b",
    "[a](https://b.org)",
    "\u{7}",
    "\u{FFFE}",
    "漢字",
    "\u{202E}",
    "entries",
    "list",
    "text",
    "quote",
    "metrics",
    "keywords",
    "#x",
    "a #b",
    ": ",
    "C# and C #1",
];

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => prop::sample::select(TEXTS).prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(|number| json!(number)),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(6, 60, 8, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            3 => prop::collection::vec((prop::sample::select(KEYS), inner), 0..8).prop_map(|pairs| {
                Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
            }),
        ]
    })
}

/// A document with the sections of a profile, each filled with anything.
fn document() -> impl Strategy<Value = Value> {
    prop::collection::vec((prop::sample::select(KEYS), value()), 0..8)
        .prop_map(|pairs| Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()))
}

/// Reads a document all the way to the résumé and renders what is wrong with it in every format.
fn read(name: &str, text: &str, changes: &[String]) {
    let input = Input { name: name.into(), bytes: text.as_bytes().to_vec(), folder: "/nowhere".into() };
    let mut sources = Sources::new();
    let diagnostics = match load(&input, changes, &mut sources) {
        Err(diagnostics) => {
            assert!(diagnostics.has_errors(), "refused without an error: {text}");
            diagnostics
        }
        Ok(loaded) => match resolve(&loaded.value, None, &Presentation::default()) {
            Ok(resume) => resume.warnings,
            Err(diagnostics) => diagnostics,
        },
    };
    for format in
        [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json, MessageFormat::Github, MessageFormat::Sarif]
    {
        let words = render(&diagnostics, &sources, format, false);
        assert_eq!(words.is_empty(), diagnostics.is_empty() && format != MessageFormat::Sarif);
        assert!(
            !words.chars().any(|c| c.is_control() && c != '\n'),
            "a control character reaches the terminal: {words:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_json_is_read_or_refused(document in document()) {
        read("any.json", &document.to_string(), &[]);
    }

    #[test]
    fn any_yaml_is_read_or_refused(document in document()) {
        read("any.yaml", &serde_yaml::to_string(&document).unwrap(), &[]);
    }

    #[test]
    fn a_document_with_a_fault_anywhere_is_read_or_refused(
        document in document(), at in any::<prop::sample::Index>(), fault in "[\\[\\]{}:#\"'|>&*!%@,\\- \\n\\t\\\\a]{0,3}", cut in any::<bool>(),
    ) {
        let text = serde_yaml::to_string(&document).unwrap();
        let at = text.floor_char_boundary(at.index(text.len() + 1));
        let rest = if cut { "" } else { &text[at..] };
        let text = format!("{}{fault}{rest}", &text[..at]);
        read("any.yaml", &text, &[]);
        read("any.json", &text, &[]);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}:#\"'|>&*!%@,\\- \\n\\t\\\\ab?<~=0é\u{FEFF}\u{85}]{0,60}") {
        read("any.yaml", &text, &[]);
        read("any.json", &text, &[]);
    }

    #[test]
    fn any_change_is_applied_or_refused(document in document(), changes in prop::collection::vec("[a-z]{0,6}(\\.[a-z0-9]{0,6}){0,3}(=[\\[{\"a: \\]}]{0,6})?", 0..4)) {
        read("any.json", &document.to_string(), &changes);
    }
}
