//! The documents keep up with the code: every diagnostic and every key of the profile is in its place.

use std::path::Path;

use curricle::diagnostic::{Problem, Severity};
use curricle::profile::json_schema;

fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

#[test]
fn every_diagnostic_is_explained_in_the_order_of_the_code() {
    let text = document("diagnostics.md");
    let sections: Vec<(&str, &str)> = text
        .split("\n### `")
        .skip(1)
        .map(|section| section.split_once("`\n\n").expect("a code is followed by its explanation"))
        .collect();
    let documented: Vec<&str> = sections.iter().map(|(code, _)| *code).collect();
    let known: Vec<&str> = Problem::CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(documented, known);
    for ((code, explanation), (_, severity)) in sections.iter().zip(Problem::CODES) {
        let word = format!("**{}**", severity.as_str());
        assert!(explanation.starts_with(&word), "`{code}` is usually {word}");
        let (_, meaning) = explanation.split_once(" · ").expect("the severity is followed by the meaning");
        assert!(meaning.trim().len() > 30, "`{code}` is explained");
    }
    for severity in [Severity::Note, Severity::Warning, Severity::Error] {
        assert!(text.contains(&format!("**{}**", severity.as_str())));
    }
}

#[test]
fn every_key_of_the_profile_is_in_the_table_of_what_is_shown() {
    let text = document("profile.md");
    let table = text.split("\n## What is shown").nth(1).expect("the table is there");
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    let schema = json_schema();
    let definitions = schema["$defs"].as_object().expect("there are definitions");
    let mut keys = 0;
    for (name, definition) in std::iter::once(("Profile", &schema)).chain(definitions.iter().map(|(k, v)| (k.as_str(), v))) {
        let Some(properties) = definition["properties"].as_object() else { continue };
        for key in properties.keys().filter(|key| !matches!(key.as_str(), "id" | "tags" | "private")) {
            keys += 1;
            let cell = |row: &&&str| row.split('|').nth(1).is_some_and(|cell| {
                cell.split('`').skip(1).step_by(2).any(|path| path.rsplit('.').next() == Some(key))
            });
            assert!(rows.iter().any(|row| cell(&row)), "`{key}` of {name} is not in docs/profile.md");
        }
    }
    assert!(keys > 60, "only {keys} keys were found");
}
