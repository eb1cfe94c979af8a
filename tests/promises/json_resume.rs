//! JSON Resume documents are profiles as they stand, and the JSON Schema says what the loader says.

use curricle::batch::{Input, load};
use curricle::diagnostic::{Problem, Severity};
use curricle::source::Sources;
use jsonschema::Validator;
use serde_json::{Value, json};

use super::expected::{links, parts};
use super::facts::assert_in_order;
use super::pdf::Pdf;
use super::stage;

/// The documents in `tests/fixtures/json-resume`.
fn documents() -> Vec<Input> {
    let folder = stage::path("tests/fixtures/json-resume");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 4);
    let name = |file: &std::path::PathBuf| file.file_name().unwrap().to_str().unwrap().to_owned();
    files.iter().map(|file| stage::input_of(&name(file), std::fs::read_to_string(file).unwrap())).collect()
}

fn validator() -> Validator {
    jsonschema::validator_for(&curricle::profile::json_schema()).unwrap()
}

fn assert_valid(validator: &Validator, name: &str, value: &Value) {
    let errors: Vec<_> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

#[test]
fn documents_of_others_render_in_json_and_yaml_alike() {
    for input in documents() {
        let value: Value = serde_json::from_slice(&input.bytes).unwrap();
        // With its texts in quotes, for elsewhere in YAML lines are wrapped.
        let yaml = stage::input_of(&input.name.replace(".json", ".yaml"), value.to_string());
        for theme in stage::themes() {
            let request = stage::request(&theme, None, &[]);
            let resume = stage::read(&input, &request);
            let (bytes, pages, said) = stage::render(&input, &request);
            let case = format!("{} in {theme}", input.name);
            assert!(pages <= 2, "{case}: {pages} pages");
            // What is old or unknown is named, and hinders nothing.
            assert!(
                said.iter()
                    .all(|found| ["other-names", "unknown-keys", "name-twice", "not-drawn"].contains(&found.code())),
                "{case}: {said}"
            );
            assert_eq!(said.is_empty(), input.name != "older-draft.json", "{case}: {said}");
            let pdf = Pdf::read(&bytes);
            assert_in_order(&case, &pdf.text(), &parts(&resume));
            let shown = pdf.links();
            assert!(links(&resume).iter().all(|url| shown.contains(url)), "{case}: {shown:?}");
            assert_eq!(bytes, stage::render(&yaml, &request).0, "{case}: YAML gives other bytes than JSON");
        }
    }
}

#[test]
fn names_of_older_drafts_mean_what_they_mean_today() {
    let input = documents().into_iter().find(|input| input.name == "older-draft.json").unwrap();
    let loaded = load(&input, &[], &mut Sources::new()).unwrap();
    let notes: Vec<_> = loaded
        .warnings
        .iter()
        .filter_map(|found| match &found.problem {
            Problem::OtherNames { names } => Some(names.clone()),
            _ => None,
        })
        .collect();
    let expected =
        ["bio → basics", "picture → image", "website → url", "firstName → name", "company → name", "gpa → score"]
            .map(String::from);
    assert_eq!(notes, [expected.to_vec()], "one note with each name once");
    let resume = stage::resume(&input, &stage::request("plain", None, &[]));
    assert_eq!(resume.photo.unwrap().file.path, "photo.png");
    let ids: Vec<_> = resume.sections.iter().map(|section| section.id.as_str()).collect();
    // What is empty or null is absent.
    assert_eq!(ids, ["summary", "work", "education", "skills", "publications", "volunteer", "languages"]);
}

#[test]
fn the_schema_accepts_what_the_loader_accepts() {
    let validator = validator();
    let mut inputs = stage::profiles();
    inputs.push(stage::input("data/samples/full.yaml"));
    inputs.extend(documents().into_iter().filter(|input| input.name != "older-draft.json"));
    for input in inputs {
        let value: Value = serde_yaml::from_slice(&input.bytes).unwrap();
        assert_valid(&validator, &input.name, &value);
    }
    for value in [
        json!({}),
        json!({"basics": null, "work": null, "skills": []}),
        json!({"basics": {"name": {"en": "A", "de-AT": "B"}, "summary": ""}}),
        json!({"work": [{"name": "A", "startDate": 2020, "endDate": "present", "highlights": ["a", {"text": "b"}, null]}]}),
        json!({"education": [{"institution": "A", "score": 3.9, "endDate": ""}]}),
        json!({"work": [{"startDate": "yesterday", "endDate": "2020/01"}, {"startDate": "2020-13", "endDate": 2019}]}),
        json!({"awards": [{"date": "2019 – 2021"}, {"date": "to appear"}], "meta": {"lastModified": "soon"}}),
        json!({"x-own": {"anything": [1, 2]}, "basics": {"name": "A", "x-other": 3}}),
        json!({"sections": {"own": {"kind": "quote", "items": "words"}, "work": {"title": "Jobs"}}}),
    ] {
        assert_valid(&validator, "a profile", &value);
        assert!(loads(&value), "{value}");
    }
}

#[test]
fn the_schema_refuses_what_the_loader_refuses() {
    let validator = validator();
    for value in [
        json!([]),
        json!("a text"),
        json!({"basics": "Ada"}),
        json!({"basics": ["Ada"]}),
        json!({"work": 5}),
        json!({"work": [{"highlights": [{"tags": ["a"]}]}]}),
        json!({"work": [{"private": "perhaps"}]}),
        json!({"sections": {"own": {"kind": "table", "items": []}}}),
    ] {
        // In YAML, for a JSON file is not refused for what the official schema leaves free.
        assert!(!loads_as("profile.yaml", &value), "the loader takes {value}");
        assert!(!validator.is_valid(&value), "the schema takes {value}");
    }
}

#[test]
fn the_schema_accepts_the_shorthands_that_the_documentation_names() {
    let validator = validator();
    for value in [
        json!({"work": {"name": "Acme"}}),
        json!({"work": ["Acme"]}),
        json!({"work": [{"highlights": "one"}]}),
        json!({"skills": ["Go", {"name": "Rust"}]}),
        json!({"skills": [{"keywords": "a, b", "tags": "c, d"}]}),
        json!({"basics": {"profiles": {"network": "X"}, "location": "Berlin", "email": ["a@example.org", "nobody"]}}),
        json!({"experience": [{"employer": "Acme", "start_date": "2020"}]}),
        json!({"work": [{"startDate": "since 2020", "location": {"city": "Berlin"}}]}),
    ] {
        assert!(loads(&value), "the loader refuses {value}");
        assert_valid(&validator, &value.to_string(), &value);
    }
}

#[test]
fn what_the_official_schema_leaves_free_refuses_no_json_file() {
    for value in [
        json!({"sections": []}),
        json!({"sections": {"own": {"kind": "table", "items": []}}}),
        json!({"work": [{"name": "A", "positions": 5, "id": {"a": [1]}}]}),
        json!({"meta": {"language": ["not a language"], "theme": {"a": 1}, "sections": {"b": 2}}}),
        json!({"experience": 5, "education": [{"institution": "A", "year": {"from": []}}]}),
    ] {
        assert!(loads(&value), "the loader refuses {value}");
    }
    for twice in ["{\"work\": [], \"work\": [{\"name\": \"A\"}]}", "{\"meta\": {\"x\": 1, \"x\": 2}}"] {
        let loaded = load(&stage::input_of("profile.json", twice.to_owned()), &[], &mut Sources::new()).unwrap();
        assert!(loaded.warnings.iter().any(|found| found.code() == "duplicate-key"), "{twice}");
        assert_eq!(loaded.value.work.len(), usize::from(twice.contains("work")), "the last is taken");
    }
}

/// Whether the loader finds no error.
fn loads(value: &Value) -> bool {
    loads_as("profile.json", value)
}

fn loads_as(name: &str, value: &Value) -> bool {
    match load(&stage::input_of(name, value.to_string()), &[], &mut Sources::new()) {
        Ok(loaded) => loaded.warnings.iter().all(|found| found.severity < Severity::Error),
        Err(_) => false,
    }
}
