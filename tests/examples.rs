//! The examples: the library user's program runs, and each profile beside it renders in every theme and language.

use std::path::{Path, PathBuf};
use std::process::Command;

use curricle::batch::{Input, Renderer, Request};
use curricle::profile::LanguageTag;
use curricle::source::{Sources, report};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");

fn profiles() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(FOLDER).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("readable").path());
    let mut profiles: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")).collect();
    profiles.sort();
    profiles
}

/// Renders a profile, and fails on anything that is worth saying.
fn render(renderer: &Renderer, path: &Path, theme: &str, language: Option<&str>) -> Vec<u8> {
    let bytes = std::fs::read(path).expect("readable");
    let input = Input { name: path.display().to_string(), bytes, folder: FOLDER.into() };
    let language = language.map(|tag| LanguageTag::parse(tag).expect("a tag"));
    let request = Request { theme: Some(theme.into()), language, ..Request::default() };
    let mut sources = Sources::new();
    let outcome = renderer.make(&input, &request, &mut sources);
    let said = match &outcome {
        Ok(made) => &made.warnings,
        Err(errors) => errors,
    };
    let said = report::render(said, &sources, report::MessageFormat::Human, false);
    assert!(said.is_empty(), "{} in {theme}:\n{said}", path.display());
    let mut made = outcome.expect("it was made").value;
    assert!(made.pages <= 2, "{} in {theme} has {} pages", path.display(), made.pages);
    made.artifacts.remove(0).bytes
}

#[test]
fn every_example_profile_renders_without_a_word() {
    let renderer = Renderer::new(Vec::new(), false);
    let profiles = profiles();
    assert!(profiles.len() >= 2);
    for path in &profiles {
        for theme in ["plain", "ledger"] {
            let pdf = render(&renderer, path, theme, None);
            assert!(pdf.windows(15).any(|bytes| bytes == b"<pdfuaid:part>1"), "{} is accessible", path.display());
        }
    }
}

#[test]
fn the_bilingual_example_shows_one_language_at_a_time() {
    let renderer = Renderer::new(Vec::new(), false);
    let path = Path::new(FOLDER).join("bilingual.yaml");
    for (language, shown, hidden) in [("en", "Hydrologist", "Hydrologe"), ("de", "Hydrologe", "Hydrologist")] {
        let pdf = render(&renderer, &path, "plain", Some(language));
        let text = pdf_extract::extract_text_from_mem(&pdf).expect("readable");
        assert!(text.contains(shown) && !text.contains(hidden), "{language}:\n{text}");
    }
}

#[test]
fn the_library_example_makes_a_pdf() {
    let tests = std::env::current_exe().expect("known");
    let built = tests.parent().and_then(Path::parent).expect("the tests have a folder").join("examples");
    let example = built.join(format!("render{}", std::env::consts::EXE_SUFFIX));
    if !example.exists() {
        // Only where this test is built alone: `cargo test` builds the examples first.
        let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--example", "render"]).status();
        assert!(built.expect("cargo runs").success());
    }
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("made.pdf");
    let status = Command::new(&example).arg(&output).current_dir(env!("CARGO_MANIFEST_DIR")).status();
    assert!(status.expect("it runs").success());
    assert!(std::fs::read(&output).expect("made").starts_with(b"%PDF-"));
    let source = std::fs::read_to_string(Path::new(FOLDER).join("render.rs")).expect("readable");
    let body = source.lines().skip_while(|line| !line.starts_with("fn main")).count();
    assert!(body <= 10, "ten lines are promised, there are {body}");
}

#[test]
fn every_profile_meets_the_schema_that_editors_use() {
    let schema = curricle::profile::json_schema();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let data = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data/profiles")).expect("the folder is there");
    for path in data.map(|entry| entry.expect("readable").path()).chain(profiles()) {
        let text = std::fs::read_to_string(&path).expect("readable");
        let value: serde_json::Value = serde_yaml::from_str(&text).expect("valid YAML");
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}:\n{}", path.display(), errors.join("\n"));
    }
    let misspelt = serde_json::json!({"basics": {"emial": "ada@example.org"}});
    assert!(!validator.is_valid(&misspelt));
}
