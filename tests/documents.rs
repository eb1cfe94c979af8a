//! The documents keep up with the code: every diagnostic and every key of the profile is in its place.

use std::path::{Path, PathBuf};

use curricle::batch::{Input, Renderer, Request};
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem, Severity};
use curricle::profile::json_schema;
use curricle::source::{Sources, report};
use curricle::theme::ThemeStore;

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
    let documented: Vec<&str> = sections.iter().map(|(code, ..)| *code).collect();
    let known: Vec<&str> = Problem::CODES.iter().map(|(code, ..)| *code).collect();
    assert_eq!(documented, known);
    for ((code, explanation), (_, severity, _)) in sections.iter().zip(Problem::CODES) {
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
    for (name, definition) in
        std::iter::once(("Profile", &schema)).chain(definitions.iter().map(|(k, v)| (k.as_str(), v)))
    {
        let Some(properties) = definition["properties"].as_object() else { continue };
        for key in properties.keys().filter(|key| !matches!(key.as_str(), "id" | "tags" | "private")) {
            keys += 1;
            let cell = |row: &&&str| {
                row.split('|').nth(1).is_some_and(|cell| {
                    cell.split('`').skip(1).step_by(2).any(|path| path.rsplit('.').next() == Some(key))
                })
            };
            assert!(rows.iter().any(|row| cell(&row)), "`{key}` of {name} is not in docs/profile.md");
        }
    }
    assert!(keys > 60, "only {keys} keys were found");
}

/// The first block of a kind in a document.
fn block<'t>(text: &'t str, kind: &str) -> &'t str {
    let (_, rest) = text.split_once(&format!("\n```{kind}\n")).expect("there is such a block");
    rest.split_once("\n```").expect("it ends").0
}

#[test]
fn every_key_of_a_letter_is_in_its_table() {
    let text = document("letters.md");
    let rows: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let keys: Vec<&str> = curricle::application::letter::Letter::KEYS.iter().copied().chain(["x-…"]).collect();
    assert_eq!(rows, keys);
}

#[test]
fn the_letter_in_its_guide_renders_in_every_theme_without_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    image::RgbImage::new(8, 8).save(folder.path().join("sign.png")).expect("writable");
    let input =
        |name: &str, bytes: &[u8]| Input { name: name.into(), bytes: bytes.into(), folder: folder.path().into() };
    let letter = input("letter.yaml", block(&document("letters.md"), "yaml").as_bytes());
    for theme in ThemeStore::default().names() {
        let request = Request { theme: Some(theme.clone()), letter: Some(letter.clone()), ..Request::default() };
        let mut sources = Sources::new();
        let profile = input("me.yaml", b"basics: {name: Ada Lovelace}");
        let outcome = Renderer::new(Vec::new(), false).make(&profile, &request, &mut sources);
        let said = outcome.map_or_else(|errors| errors, |made| made.warnings);
        let said = report::render(&said, &sources, report::MessageFormat::Human, false);
        assert!(said.is_empty(), "{theme}:\n{said}");
    }
}

#[test]
fn the_profile_in_the_guide_renders_in_every_theme_without_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    image::RgbImage::new(8, 8).save(folder.path().join("ada.jpg")).expect("writable");
    let text = document("profile.md");
    let bytes = block(&text, "yaml").as_bytes().to_vec();
    let input = Input { name: "profile.yaml".into(), bytes, folder: folder.path().into() };
    for theme in ["plain", "ledger"] {
        let (mut sources, request) = (Sources::new(), Request { theme: Some(theme.into()), ..Request::default() });
        let outcome = Renderer::new(Vec::new(), false).make(&input, &request, &mut sources);
        let said = outcome.map_or_else(|errors| errors, |made| made.warnings);
        // Neither of the two draws the photo.
        let said = Diagnostics(said.into_iter().filter(|said| said.code() != "not-drawn").collect());
        let said = report::render(&said, &sources, report::MessageFormat::Human, false);
        assert!(said.is_empty(), "{theme}:\n{said}");
    }
}

#[test]
fn every_option_of_base_is_in_the_guide() {
    let text = document("themes.md");
    let table = text.split("\n## Change one").next().expect("a start");
    let theme = ThemeStore::default().load("base", &mut Sources::new()).expect("it is built in").value;
    for id in theme.options.keys() {
        assert!(table.contains(&format!("`{id}`")), "option `{id}` is not in docs/themes.md");
    }
}

#[test]
fn every_direct_dependency_has_its_reason() {
    let manifest = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).expect("readable");
    let text = document("architecture.md");
    let table = text.split("\n## Dependencies").nth(1).expect("the table is there");
    let mut section = "";
    let mut count = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if let (Some((name, _)), true) = (line.split_once(" = "), section.ends_with("dependencies]")) {
            count += 1;
            assert!(table.contains(&format!("`{name}`")), "`{name}` is not in docs/architecture.md");
        }
    }
    assert!(count > 30, "only {count} dependencies were found");
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn no_snapshot_of_a_unit_test_is_left_over() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = files(&root.join("src"));
    let is = |path: &&PathBuf, ending: &str| path.extension().is_some_and(|found| found == ending);
    let sources: String =
        all.iter().filter(|path| is(path, "rs")).map(|path| std::fs::read_to_string(path).expect("UTF-8")).collect();
    let mut orphans: Vec<&PathBuf> = all.iter().filter(|path| is(path, "new")).collect();
    for path in all.iter().filter(|path| is(path, "snap")) {
        // `crate__module__name.snap`, or `…__name@input.snap`; the name is that of the test unless it was given one.
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("UTF-8");
        let name = stem.rsplit("__").next().unwrap_or(stem);
        let name = name.split('@').next().unwrap_or(name);
        let counted = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
        if !sources.contains(&format!("fn {counted}()")) && !sources.contains(&format!("\"{name}\"")) {
            orphans.push(path);
        }
    }
    assert!(orphans.is_empty(), "{orphans:#?}");
}

#[test]
fn a_remote_image_is_reported_once_and_left_out() {
    let bytes = b"basics: {name: Ada, image: 'https://example.org/ada.png'}".to_vec();
    let input = Input { name: "ada.yaml".into(), bytes, folder: ".".into() };
    let outcome = Renderer::new(Vec::new(), false).make(&input, &Request::default(), &mut Sources::new());
    let warnings = outcome.expect("it is only a warning").warnings;
    assert_eq!(warnings.iter().map(Diagnostic::code).collect::<Vec<_>>(), ["image-remote"]);
}
