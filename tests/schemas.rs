//! The published schemas: what curricle ships meets them, and what it refuses does not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use curricle::batch::Format;
use jsonschema::Validator;
use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

fn application() -> Validator {
    validator(&curricle::theme::schema::application())
}

fn workspace() -> Validator {
    validator(&curricle::batch::workspace::json_schema())
}

/// What a YAML file holds.
fn value(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// The YAML files of a folder.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(ROOT).join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|it| it == "yaml")).collect();
    files.sort();
    files
}

#[test]
fn applications_and_workspaces_that_we_ship_meet_their_schemas() {
    let applications: Vec<PathBuf> = [
        files("examples/job-search/applications"),
        vec![Path::new(ROOT).join("examples/job-search/shared.yaml")],
        files("data/starter/applications"),
    ]
    .concat();
    assert_eq!(applications.len(), 8);
    let workspaces =
        ["examples/job-search/curricle.yaml", "data/starter/curricle.yaml"].map(|path| Path::new(ROOT).join(path));
    let (application, workspace) = (application(), workspace());
    let checked =
        applications.iter().map(|path| (path, &application)).chain(workspaces.iter().map(|path| (path, &workspace)));
    for (path, schema) in checked {
        let errors: Vec<String> =
            schema.iter_errors(&value(&fs::read_to_string(path).unwrap())).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{}", path.display());
    }
}

#[test]
fn every_form_of_a_key_meets_the_schema_of_applications() {
    let schema = application();
    for text in [
        "theme: plain",
        "theme: {name: plain, accent: '#000000', fonts: {body: Inter}}",
        "select: {include: a, exclude: [a, 1], since: 2018, limit: {work: 4}}",
        "select: {since: {work: 10y, projects: 2020-05}, private: true, sections: 'work, skills'}",
        "change: {work: {0: null, acme: {name: x}}}",
        "pages: '2'",
        "letter: letters/acme.yaml",
        "letter: {to: [Acme], body: {en: a, de: b}, join: true}",
        "redact: [name, basics.location]\nallow: will",
        "date: 2026",
        "x-note: anything",
        "change: {experience: {acme: {employer: x}}, basics: {location: {city: y}}}",
        "theme: ../themes/own",
        "formats: PDF, png",
        "select: {sections: [own]}\nredact: basics.label\nlanguage: gsw",
    ] {
        assert!(schema.is_valid(&value(text)), "{text}");
    }
}

#[test]
fn what_is_refused_does_not_meet_the_schemas() {
    let schema = application();
    for text in [
        "pages: 0",
        "pages: 100",
        "select: {limit: {work: 0}}",
        "select: {since: soon}",
        "letter: {subject: a}",
        "theme: [plain]",
        "change: text",
        "change: {wrok: {}}",
        "change: {work: {acme: {nam: x}}}",
        "formats: [docx]",
        "theme: {name: [plain]}",
        "date: tomorrow",
    ] {
        assert!(!schema.is_valid(&value(text)), "{text}");
    }
    assert!(!workspace().is_valid(&value("output: dist")), "there is nothing to make");
    assert!(!workspace().is_valid(&value("targets: [{profiles: [{}]}]")));
}

/// Calls something for every schema within a schema, conditions apart.
fn each(schema: &Value, visit: &mut impl FnMut(&Value)) {
    visit(schema);
    for (key, inner) in schema.as_object().into_iter().flatten().filter(|(key, _)| *key != "if") {
        match inner {
            Value::Object(named) if ["properties", "patternProperties", "$defs"].contains(&key.as_str()) => {
                named.values().for_each(|inner| each(inner, visit));
            }
            Value::Object(_) => each(inner, visit),
            Value::Array(all) => all.iter().for_each(|inner| each(inner, visit)),
            _ => {}
        }
    }
}

#[test]
fn patterns_are_explained_and_read_by_all_engines() {
    for schema in [
        curricle::profile::json_schema(),
        curricle::theme::schema::application(),
        curricle::application::letter::json_schema(),
        curricle::batch::workspace::json_schema(),
        curricle::theme::schema::manifest(),
    ] {
        let mut count = 0;
        each(&schema, &mut |part| {
            let keys = part["patternProperties"].as_object().into_iter().flat_map(|map| map.keys().map(String::as_str));
            for pattern in keys.chain(part["pattern"].as_str()) {
                count += 1;
                assert!(!pattern.contains("\\p") && !pattern.contains("(?"), "{pattern}");
            }
            if part["pattern"].is_string() {
                assert!(part["patternErrorMessage"].is_string(), "{part}");
            }
        });
        assert!(count > 0 || schema["title"] == "curricle theme", "{}", schema["title"]);
    }
}

#[test]
fn the_formats_that_are_made_are_offered() {
    let schema = curricle::theme::schema::application();
    let offered = &schema["properties"]["formats"]["items"]["oneOf"][0]["enum"];
    let all: Vec<&str> = Format::ALL.into_iter().map(Format::as_str).collect();
    assert_eq!(offered, &Value::from(all));
}

#[test]
fn the_guide_for_editors_names_schemas_that_there_are() {
    let guide = fs::read_to_string(Path::new(ROOT).join("docs/editors.md")).unwrap();
    let commands: Vec<&str> = guide
        .split('`')
        .filter_map(|part| Some(part.strip_prefix("curricle schema")?.split('>').next()?.trim()))
        .collect();
    assert_eq!(commands.len(), 6);
    for kind in commands {
        let printed = Command::new(env!("CARGO_BIN_EXE_curricle")).arg("schema").args(kind.split_whitespace()).output();
        let schema: Value = serde_json::from_slice(&printed.unwrap().stdout).unwrap();
        assert!(jsonschema::draft202012::new(&schema).is_ok(), "{kind}");
    }
}
