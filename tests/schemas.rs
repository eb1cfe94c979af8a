//! The published schemas: what curricle ships meets them, and what it refuses does not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

fn application() -> Validator {
    validator(&curricle::application::json_schema())
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
        "date: tomorrow",
    ] {
        assert!(!schema.is_valid(&value(text)), "{text}");
    }
    assert!(!workspace().is_valid(&value("output: dist")), "there is nothing to make");
    assert!(!workspace().is_valid(&value("targets: [{profiles: [{}]}]")));
}
