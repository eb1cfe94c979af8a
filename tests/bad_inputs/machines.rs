//! The same mistakes, told to machines: SARIF that meets its schema whatever happened, and annotations of GitHub's.

use std::path::Path;

use serde_json::Value;

use super::{Case, GOOD, all};

/// The published schema of SARIF 2.1.0.
fn validator() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    let mut schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    // As published, this pattern for language tags has a bracket too many and is none; we write no language.
    for definition in ["run", "toolComponent"] {
        let language = schema["definitions"][definition]["properties"]["language"].as_object_mut().unwrap();
        assert_eq!(language.remove("pattern").unwrap(), "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$");
    }
    jsonschema::draft7::options().should_validate_formats(true).build(&schema).unwrap()
}

/// The one document on standard error.
fn document(case: &Case, more: &[&str], validator: &jsonschema::Validator) -> (i32, Value) {
    let output = case.run(more);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!text.chars().any(|c| c != '\n' && c.is_control()), "{}: {text:?}", case.name);
    let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}: {text}", case.name));
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0], "{}: {text}", case.name);
    (output.status.code().unwrap(), value)
}

fn items<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[test]
fn every_run_is_one_valid_document_of_sarif() {
    let validator = validator();
    let mut results = 0;
    for case in all() {
        if case.arguments.iter().any(|argument| argument == "--message-format" || argument == "--help") {
            continue;
        }
        let (code, value) = document(&case, &["--message-format", "sarif"], &validator);
        let found = items(&value, "/runs/0/results");
        let rules = items(&value, "/runs/0/tool/driver/rules");
        for result in found {
            let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[rule]["id"], result["ruleId"], "{}", case.name);
            assert!(rules[rule]["shortDescription"]["text"].as_str().is_some_and(|text| text.len() > 10));
            // GitHub refuses a document in which a result has no location.
            let uri = result.pointer("/locations/0/physicalLocation/artifactLocation/uri").unwrap().as_str().unwrap();
            assert!(!uri.is_empty() && uri.is_ascii() && !uri.contains([' ', '\\']), "{}: {uri}", case.name);
        }
        let notifications = items(&value, "/runs/0/invocations/0/toolExecutionNotifications");
        assert!(code == 0 || !found.is_empty() || !notifications.is_empty(), "{}: {value:#}", case.name);
        assert_eq!(value.pointer("/runs/0/invocations/0/exitCode").unwrap(), code, "{}", case.name);
        results += found.len();
    }
    assert!(results > 150, "only {results} results");
}

#[test]
fn a_run_with_nothing_to_say_or_arguments_that_do_not_parse_is_a_document_too() {
    let validator = validator();
    let good = Case::new("sarif-good", &["check", "good.yaml"]);
    let (code, value) = document(&good, &["--message-format=sarif"], &validator);
    assert_eq!((code, items(&value, "/runs/0/results").len()), (0, 0));
    assert_eq!(value.pointer("/runs/0/invocations/0/executionSuccessful"), Some(&Value::Bool(true)));
    let unparsed = Case::new("sarif-usage", &["--message-format", "sarif", "check", "good.yaml", "--colour", "red"]);
    let (code, value) = document(&unparsed, &[], &validator);
    let text = value.pointer("/runs/0/invocations/0/toolExecutionNotifications/0/message/text").unwrap();
    assert_eq!(code, 2);
    assert!(text.as_str().unwrap().starts_with("`curricle check` has no option `--colour`"), "{text}");
}

#[test]
fn a_quiet_run_has_errors_only_in_sarif() {
    let case = Case::new("sarif-quiet", &["check", "a.yaml", "--message-format", "sarif"])
        .file("a.yaml", "basics: {name: Ada, quux: 1}\nwork: 1\n");
    let validator = validator();
    let levels = |more: &[&str]| {
        let (_, value) = document(&case, more, &validator);
        let levels = items(&value, "/runs/0/results").iter().map(|it| it["level"].as_str().unwrap().to_owned());
        levels.collect::<Vec<_>>()
    };
    assert_eq!(levels(&[]), ["warning", "error"]);
    assert_eq!(levels(&["--quiet"]), ["error"]);
}

#[test]
fn annotations_name_files_from_the_root_of_the_repository() {
    let case = Case::new("github", &["check", "../a, 100%.yaml", "good.yaml"])
        .file("a, 100%.yaml", "basics:\n  name: Ada\n  emial: a@example.org\n")
        .file("team/good.yaml", GOOD);
    let run = |root: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_curricle"))
            .current_dir(case.at("team"))
            .args(&case.arguments)
            .args(["--message-format", "github"])
            .env("GITHUB_WORKSPACE", case.at(root))
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let said = run("");
    let first = said.lines().next().unwrap();
    assert_eq!(
        first,
        "::error file=a%2C 100%25.yaml,line=3,col=3,endLine=3,endColumn=7,title=curricle[unknown-key]::`basics` has no \
         key `emial`%0Aat: basics.emial%0Ahelp: did you mean `email`?"
    );
    assert!(said.contains("\nchecked good.yaml"), "progress stays: {said}");
    // Elsewhere, files are called what the user called them.
    assert!(run("nowhere").starts_with("::error file=../a%2C 100%25.yaml,"));
}
