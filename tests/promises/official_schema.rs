//! What the official schema of JSON Resume accepts is rendered whole: its own tests, and documents drawn from it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use curricle::application::markup::{Block, Inline, Markup};
use curricle::batch::{Format, Input, Renderer, Request};
use curricle::diagnostic::{Diagnostics, Severity};
use curricle::source::Sources;
use curricle::theme::ThemeStore;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;
use serde_json::{Map, Value, json};

use super::as_written::sentence;
use super::stage;
use super::text_safety::{cases, laid_out, text};

/// The schema, as its makers publish it.
static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_slice(&stage::input("tests/schemas/json-resume/schema.json").bytes).unwrap());

/// A part of the schema, references followed.
fn schema(part: &'static Value) -> &'static Value {
    match part["$ref"].as_str() {
        Some(target) => SCHEMA.pointer(target.trim_start_matches('#')).unwrap(),
        None => part,
    }
}

fn input(document: &Value) -> Input {
    stage::input_of("resume.json", document.to_string())
}

/// The plain text of a document and what was said of it, or why there is none.
fn rendered(document: &Value) -> Result<(String, Diagnostics), Vec<String>> {
    let request = Request { formats: vec![Format::Txt], ..stage::request("plain", None, &[]) };
    match Renderer::new(Vec::new(), false).make(&input(document), &request, &mut Sources::new()) {
        Ok(made) => Ok((String::from_utf8(made.value.artifacts[0].bytes.clone()).unwrap(), made.warnings)),
        Err(found) => {
            let errors = found.iter().filter(|found| found.severity == Severity::Error);
            Err(errors.map(|error| error.code().to_owned()).collect())
        }
    }
}

/// What becomes of a document: `rendered`, or the codes of the errors.
fn outcome(document: &Value) -> String {
    rendered(document).map_or_else(|errors| errors.join(" "), |_| "rendered".to_owned())
}

/// The documents of the schema's own tests by file and name.
fn documents() -> Vec<(String, Value)> {
    let folder = stage::path("tests/schemas/json-resume/__test__");
    let mut documents = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let all: Map<String, Value> = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        // `dates` has no documents but dates for those of the others.
        let all = all.into_iter().filter(|_| name != "dates");
        documents.extend(all.map(|(key, document)| (format!("{name} {key}"), document)));
    }
    documents
}

#[test]
fn what_the_tests_of_the_schema_accept_is_rendered_or_empty() {
    let valid: Vec<_> = documents().into_iter().filter(|(name, _)| !name.to_lowercase().contains("invalid")).collect();
    assert_eq!(valid.len(), 118);
    let mut count = BTreeMap::new();
    for (name, document) in &valid {
        let outcome = outcome(document);
        assert!(["rendered", "nothing-to-show"].contains(&outcome.as_str()), "{name}: {outcome}");
        *count.entry(outcome).or_insert(0) += 1;
    }
    assert_eq!(count["rendered"], 86, "{count:?}");
}

#[test]
fn what_the_tests_of_the_schema_refuse_has_nothing_to_show() {
    let invalid: Vec<_> = documents().into_iter().filter(|(name, _)| name.to_lowercase().contains("invalid")).collect();
    assert_eq!(invalid.len(), 96);
    for (name, document) in &invalid {
        // All but one have a `null` where there should be a value, which is no more than none.
        assert!(document.to_string().contains("null") || name == "schema invalid", "{name}");
        assert_eq!(outcome(document), "nothing-to-show", "{name}");
    }
}

/// A document with one value at a key path, beside a name so that there is something to show.
fn with(path: &[&str], value: Value) -> Value {
    let mut inner = value;
    for (depth, step) in path.iter().enumerate().rev() {
        inner = match *step {
            "[]" => json!([inner]),
            key if depth == 0 && key != "basics" => json!({ "basics": { "name": "Ada" }, key: inner }),
            key => json!({ key: inner }),
        };
    }
    if path[0] == "basics" && path.len() > 1 && path[1] != "name" {
        inner["basics"]["name"] = "Ada".into();
    }
    inner
}

/// Calls something for every value that the schema knows: its path, and its schema.
fn each(part: &'static Value, path: &mut Vec<&'static str>, visit: &mut impl FnMut(&[&'static str], &'static Value)) {
    let part = schema(part);
    if !path.is_empty() {
        visit(path, part);
    }
    for (key, inner) in part["properties"].as_object().into_iter().flatten() {
        path.push(key);
        each(inner, path, visit);
        path.pop();
    }
    if part["items"].is_object() {
        path.push("[]");
        each(&part["items"], path, visit);
        path.pop();
    }
}

/// The endings of key paths where dates belong.
const DATES: [&str; 5] = ["startDate", "endDate", "date", "releaseDate", "lastModified"];

/// Values of other types than the schema wants, and the places where no reading of ours takes them: by the type that is wanted,
/// the value, and the endings of the key paths that are refused.
fn wrong_types() -> Vec<(&'static str, Value, Vec<&'static str>)> {
    const ENTRIES: [&str; 12] = [
        "profiles",
        "work",
        "volunteer",
        "education",
        "awards",
        "certificates",
        "publications",
        "skills",
        "languages",
        "interests",
        "references",
        "projects",
    ];
    let records = vec!["basics", "meta"];
    let single = ["image", "postalCode", "countryCode", "username", "].url", "canonical", "version"];
    let lists = json!(["One", "Two"]);
    vec![
        // A text or a single entry is a list of one.
        ("array", json!("A text"), vec![]),
        ("array", json!({ "name": "One" }), vec![]),
        ("array", json!([["One"]]), vec![]),
        ("array", json!(5), ENTRIES.to_vec()),
        ("array", json!(true), ENTRIES.to_vec()),
        // A text stands for an entry or a place.
        ("object", json!("A text"), records.clone()),
        ("object", json!(5), records.clone()),
        ("object", lists.clone(), records),
        // Numbers have a text; a mapping in the place of a text gives what it says, with a warning.
        ("string", json!(5), vec![]),
        ("string", json!({ "name": "One" }), vec![]),
        ("string", json!([]), vec![]),
        ("string", json!(true), DATES.to_vec()),
        ("string", lists, [&single[..], &DATES].concat()),
    ]
}

#[test]
fn wrong_types_are_read_or_stay_errors() {
    for (wanted, value, refused) in wrong_types() {
        let mut count = 0;
        each(&SCHEMA, &mut Vec::new(), &mut |path, part| {
            if part["type"] != wanted {
                return;
            }
            count += 1;
            let place = path.join(".");
            let is_refused = refused.iter().any(|end| place.ends_with(end));
            let expected = match place.as_str() {
                _ if is_refused => "wrong-type",
                "basics.name" if value == json!([]) => "nothing-to-show",
                _ => "rendered",
            };
            assert_eq!(outcome(&with(path, value.clone())), expected, "{place}: {value}");
        });
        assert!(count >= 15, "{wanted}: {count}");
    }
}

/// Texts of other kinds than those of [`text`].
const TEXTS: [&str; 43] = [
    "Ada",
    "two words",
    " spaces around ",
    "a: b",
    "Led: the team",
    "en: x",
    "2019",
    "007",
    "true",
    "null",
    "~",
    "[x](y)",
    "[x](https://y.example)",
    "https://example.org/a_b?c=d&e=f#g",
    "www.example.org",
    "me@example.org",
    "**bold** and *italic*, ~~struck~~ `code`",
    "one\ntwo",
    "one\n\ntwo\n",
    "- one\n- two",
    "• one\n• two",
    "1. one\n2. two",
    "it's \"quoted\" 'so'",
    "«so» „und“ ‘so’",
    "C:\\new\\table \\* \\",
    "{\"a\": [1]}",
    "שלום עולם",
    "مرحبا ada",
    "東京の仕事",
    "한국어",
    "Zu\u{308}rich e\u{301}",
    "👩\u{200D}🚀 🇩🇪",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "March 2021",
    "Q3 2021 – now",
    "+49 30 1234567",
    "Berlin, Germany",
    "DE",
    "5'10\" 50 % R&D <T> a < b > c",
    "x; y, z / w",
    "<p>one</p><p>two &amp; <b>three</b></p>",
    "<ul><li>one</li><li>two</li></ul>",
    "one<br><b>fast</b> thing",
];

/// A text of any kind that the loader takes, also none.
fn any_text() -> BoxedStrategy<Value> {
    prop_oneof![
        5 => select(&TEXTS[..]).prop_map(str::to_owned),
        4 => text(),
        2 => sentence(),
        1 => select(&["", " ", "\n"][..]).prop_map(str::to_owned),
    ]
    .prop_map(Value::from)
    .boxed()
}

/// Any JSON.
fn any_value() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        any_text(),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let object = prop::collection::vec((extra_key(), inner.clone()), 0..3)
            .prop_map(|pairs| Value::Object(pairs.into_iter().collect()));
        prop_oneof![prop::collection::vec(inner, 0..3).prop_map(Value::from), object]
    })
    .boxed()
}

/// A key that the official schema does not have at its place, which may be one of ours.
fn extra_key() -> impl Strategy<Value = String> {
    const OURS: [&str; 22] = [
        "id",
        "tags",
        "sections",
        "positions",
        "pronouns",
        "personal",
        "doi",
        "authors",
        "metrics",
        "lang",
        "text",
        "items",
        "kind",
        "x-own",
        "_note",
        "$comment",
        "status",
        "relationship",
        "keywords_",
        "theme",
        "en",
        "de",
    ];
    prop_oneof![
        4 => select(&OURS[..]).prop_map(str::to_owned),
        1 => "[a-zA-Z_.-]{1,9}".prop_map(|key| format!("q{key}")),
    ]
}

/// A value that a part of the schema accepts, or nothing at all.
fn drawn(part: &'static Value) -> BoxedStrategy<Value> {
    let part = schema(part);
    match part["type"].as_str().unwrap() {
        "object" => {
            let known = part["properties"].as_object().unwrap();
            let keys: Vec<String> = known.keys().cloned().collect();
            let values: Vec<_> = known.values().map(|inner| prop::option::weighted(0.6, drawn(inner))).collect();
            let extra = prop::collection::vec((extra_key(), any_value()), 0..2);
            (values, extra)
                .prop_map(move |(values, extra)| {
                    let known = keys.iter().cloned().zip(values).filter_map(|(key, value)| Some((key, value?)));
                    let extra = extra.into_iter().filter(|(key, _)| !keys.contains(key));
                    Value::Object(extra.chain(known).collect())
                })
                .boxed()
        }
        "array" => prop::collection::vec(drawn(&part["items"]), 0..3).prop_map(Value::from).boxed(),
        "string" => match part["pattern"].as_str() {
            Some(pattern) => string_regex(pattern.trim_start_matches('^').trim_end_matches('$'))
                .unwrap()
                .prop_map(Value::from)
                .boxed(),
            None => any_text(),
        },
        other => panic!("{other}"),
    }
}

/// A whole document, some of it null.
fn document() -> impl Strategy<Value = Value> {
    let no_value = |document: &mut Value, key: &str| {
        if let Some(value) = document.get_mut(key) {
            *value = Value::Null;
        }
    };
    let keys: Vec<&'static str> = SCHEMA["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    (drawn(&SCHEMA), select(keys)).prop_map(move |(mut document, key)| {
        no_value(&mut document, key);
        document
    })
}

/// Keys whose values need not be shown as they are: dates, codes, addresses and images.
const ASIDE: [&str; 8] = ["$schema", "meta", "url", "image", "countryCode", "startDate", "endDate", "date"];

/// The texts under keys of the schema, with their paths.
fn known_texts(part: &'static Value, value: &Value, path: &str, found: &mut Vec<(String, String)>) {
    let part = schema(part);
    match value {
        Value::String(text) if part["type"] == "string" => found.push((path.to_owned(), text.clone())),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                known_texts(&part["items"], item, &format!("{path}[{index}]"), found);
            }
        }
        Value::Object(pairs) => {
            for (key, inner) in part["properties"].as_object().into_iter().flatten() {
                if let (Some(value), false) = (pairs.get(key), ASIDE.contains(&key.as_str()) || key == "releaseDate") {
                    known_texts(inner, value, &format!("{path}.{key}"), found);
                }
            }
        }
        _ => {}
    }
}

/// Quotation marks, straight and of any language.
const QUOTES: &str = "\"'“”„‟«»‹›‘’‚‛「」『』׳״";

/// A text as it is looked for: without white space, and with one quotation mark for all.
fn solid(text: &str) -> String {
    let fold = |c: char| if QUOTES.contains(c) { '\'' } else { c };
    text.chars().map(fold).filter(|c| !c.is_whitespace()).collect()
}

/// A text without what the named marks are made of, which [`as_written`](super::as_written) holds to account.
fn unmarked(text: &str) -> String {
    solid(text).chars().filter(|c| !"*~`\\[]()".contains(*c)).collect()
}

/// A text without where its links lead, which pages do not say.
fn without_targets(text: &str) -> String {
    let mut parts = text.split("](http");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "]" + part.split_once(')').map_or(part, |(_, rest)| rest))
}

/// The texts between the tags of a line of HTML, whose entities are read as well.
fn between_tags(line: &str) -> Vec<String> {
    const TAGS: [&str; 9] = ["<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<b>", "</b>", "<br>"];
    let line = line.replace("&amp;", "&").replace("&copy;", "©");
    let line = if line.contains("</") { TAGS.iter().fold(line, |line, tag| line.replace(tag, "\n")) } else { line };
    line.lines().map(str::to_owned).collect()
}

/// The line without the mark of a list item.
fn item(line: &str) -> &str {
    let line = line.trim();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if rest.len() < line.len() {
        rest.strip_prefix(['.', ')'])
    } else {
        rest.strip_prefix(['-', '+', '*', '•', '–', '·', '▪'])
    };
    rest.filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace) || line.starts_with('•'))
        .map_or(line, str::trim)
}

/// Whether a line has none of the named marks.
fn is_plain(line: &str) -> bool {
    match Markup::inline(line, None).blocks.as_slice() {
        [] => true,
        [Block::Paragraph(content)] => {
            matches!(content.as_slice(), [Inline::Text(text)] if solid(text) == solid(line))
        }
        _ => false,
    }
}

/// The lines of a document that are not in what is shown.
fn missing(document: &Value, shown: &str) -> Vec<(String, String)> {
    let (strict, loose) = (solid(shown), unmarked(shown));
    let mut texts = Vec::new();
    known_texts(&SCHEMA, document, "", &mut texts);
    texts.retain(|(path, text)| {
        // A network and a user name may be part of the address.
        let any_case = path.ends_with(".network") || path.ends_with(".username");
        let mut lines = text.lines().peekable();
        std::iter::from_fn(|| {
            let line = lines.next()?;
            // A backslash at the end of a line breaks it.
            Some(if lines.peek().is_some() { line.trim_end().strip_suffix('\\').unwrap_or(line) } else { line })
        })
        .map(item)
        .any(|line| {
            let there = |line: &str| {
                let bare = || [line, &without_targets(line)].iter().any(|line| loose.contains(&unmarked(line)));
                if is_plain(line) { strict.contains(&solid(line)) } else { bare() }
            };
            let there = there(line) || between_tags(line).iter().all(|piece| there(piece));
            let in_address = any_case && loose.to_lowercase().contains(&unmarked(line).to_lowercase());
            !there && !in_address
        })
    });
    texts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(200), failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn what_the_schema_accepts_is_whole_in_plain_text(document in document()) {
        match rendered(&document) {
            Err(errors) => prop_assert_eq!(errors, ["nothing-to-show"], "{}", document),
            Ok((shown, _)) => {
                let missing = missing(&document, &shown);
                prop_assert!(missing.is_empty(), "{missing:?} of {document} in {shown}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(8), failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_the_schema_accepts_is_whole_in_every_theme(mut document in document()) {
        if let Some(basics) = document.get_mut("basics").and_then(Value::as_object_mut) {
            basics.remove("image");
        }
        if rendered(&document).is_ok() {
            let store = ThemeStore::default();
            for name in stage::themes() {
                let theme = store.load(&name, &mut Sources::new()).unwrap().value;
                let missing = missing(&document, &laid_out(&theme, &input(&document), true).concat());
                prop_assert!(missing.is_empty(), "{name}: {missing:?} of {document}");
            }
        }
    }
}
