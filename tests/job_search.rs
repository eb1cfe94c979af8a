//! A whole job search, as people run it: `examples/job-search` in one command, and what `curricle new` begins with.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use curricle::batch::{Format, Input, Renderer, Request, outline};
use curricle::diagnostic::Severity;
use curricle::source::{Sources, report};
use pdf_extract::{Document, Object};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/job-search");

/// What one command makes, without the `.pdf`, with its theme and the most pages that it has.
const MADE: [(&str, &str, usize); 6] = [
    ("bewerbung-b856", "plain", 1),
    ("johanna-reuter-fjord", "meridian", 2),
    ("johanna-reuter-hafenrat-letter", "ledger", 1),
    ("johanna-reuter-hafenrat", "ledger", 2),
    ("johanna-reuter-kolibri", "banner", 1),
    ("johanna-reuter-university-of-bergen", "folio", 2),
];

fn curricle(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.current_dir(folder).args(arguments).output().unwrap()
}

/// All files below a folder, by their paths in it, sorted.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            // What is remembered of a run is not what it made.
            if path.ends_with(".curricle") {
                continue;
            }
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

fn text(pdf: &[u8]) -> String {
    pdf_extract::extract_text_from_mem(pdf).unwrap()
}

fn language(pdf: &Document) -> String {
    pdf_extract::decode_text_string(pdf.catalog().unwrap().get(b"Lang").unwrap()).unwrap()
}

/// The codes of the diagnostics that the command wrote as JSON, with their severity.
fn said(output: &Output) -> Vec<(String, String)> {
    let lines = std::str::from_utf8(&output.stderr).unwrap().lines();
    let values = lines.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    // What was made is told, too.
    let diagnostics = values.filter(|it| it.get("status").is_none());
    diagnostics.map(|it| (it["severity"].as_str().unwrap().into(), it["code"].as_str().unwrap().into())).collect()
}

#[test]
fn the_job_search_is_made_by_one_command() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let arguments = ["render", "examples/job-search", "-o", out.to_str().unwrap(), "--message-format", "json"];
    let output = curricle(Path::new(env!("CARGO_MANIFEST_DIR")), &arguments);
    assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
    assert_eq!(said(&output), [("note".to_owned(), "unanswered".to_owned())], "the advert asks for what nobody has");
    let made = files(&out);
    let names: Vec<&str> = made.keys().map(String::as_str).collect();
    assert_eq!(names, MADE.map(|(name, ..)| format!("{name}.pdf")));
    let mut languages = BTreeMap::<String, usize>::new();
    for (name, theme, most) in MADE {
        let bytes = &made[&format!("{name}.pdf")];
        let document = Document::load_mem(bytes).unwrap();
        assert!(document.get_pages().len() <= most, "{name} in {theme}: {} pages", document.get_pages().len());
        assert!(bytes.windows(15).any(|it| it == b"<pdfuaid:part>1"), "{name} is accessible");
        *languages.entry(language(&document)).or_default() += 1;
    }
    assert_eq!(languages, BTreeMap::from([("de".to_owned(), 3), ("en".to_owned(), 3)]));
}

#[test]
fn five_applications_have_five_themes() {
    let applications = std::fs::read_dir(Path::new(FOLDER).join("applications")).unwrap();
    let mut themes = BTreeMap::new();
    for path in applications.map(|entry| entry.unwrap().path()) {
        let made = outline(&input(&path), &Request::default(), &mut Sources::new()).unwrap();
        let name = made.name.unwrap();
        let expected = MADE.iter().find(|(known, ..)| *known == name).map(|(_, theme, _)| *theme);
        assert_eq!(Some(made.theme.as_str()), expected, "{name}");
        themes.insert(made.theme, name);
    }
    assert_eq!(themes.len(), 5, "{themes:?}");
}

fn input(path: &Path) -> Input {
    let bytes = std::fs::read(path).unwrap();
    Input { name: path.display().to_string(), bytes, folder: path.parent().unwrap().to_owned() }
}

/// Renders one of the applications as PDF and plain text.
fn application(name: &str) -> (Vec<u8>, String) {
    let path: PathBuf = Path::new(FOLDER).join("applications").join(name);
    let request = Request { formats: vec![Format::Pdf, Format::Txt], ..Request::default() };
    let mut sources = Sources::new();
    let made = Renderer::new(Vec::new(), false).make(&input(&path), &request, &mut sources);
    let made = made
        .unwrap_or_else(|errors| panic!("{}", report::render(&errors, &sources, report::MessageFormat::Human, false)));
    assert!(made.warnings.iter().all(|it| it.severity == Severity::Note && it.code() == "unanswered"));
    let suffixes: Vec<&str> = made.value.artifacts.iter().map(|artifact| artifact.suffix.as_str()).collect();
    assert_eq!(suffixes, [".pdf", ".txt"], "{name}");
    let mut artifacts = made.value.artifacts.into_iter();
    (artifacts.next().unwrap().bytes, String::from_utf8(artifacts.next().unwrap().bytes).unwrap())
}

#[test]
fn a_letter_that_is_joined_comes_first_in_one_document() {
    let (pdf, txt) = application("fjord-search.yaml");
    let document = Document::load_mem(&pdf).unwrap();
    assert_eq!(document.get_pages().len(), 2, "one page each");
    let pages = pdf_extract::extract_text_from_mem_by_pages(&pdf).unwrap();
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (letter, resume) = (plain(&pages[0]), plain(&pages[1]));
    assert!(letter.contains("Dear Ms Haugen") && !letter.contains("Ankerwerk"), "{letter}");
    assert!(resume.contains("Ankerwerk") && !resume.contains("Haugen"), "{resume}");
    assert!(txt.find("Dear Ms Haugen").unwrap() < txt.find("Ankerwerk").unwrap());
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    assert!(document.dereference(root).unwrap().1.as_dict().is_ok(), "one tree of tags");
}

/// All strings of a PDF beside its text: metadata, links, bookmarks.
fn strings(document: &Document) -> String {
    fn of(object: &Object, found: &mut String) {
        match object {
            Object::String(..) => {
                found.push_str(&pdf_extract::decode_text_string(object).unwrap_or_default());
                found.push('\n');
            }
            Object::Array(items) => items.iter().for_each(|item| of(item, found)),
            Object::Dictionary(dictionary) => dictionary.iter().for_each(|(_, value)| of(value, found)),
            Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| of(value, found)),
            _ => {}
        }
    }
    let mut found = String::new();
    document.objects.values().for_each(|object| of(object, &mut found));
    for object in document.objects.values() {
        let Object::Stream(stream) = object else { continue };
        if stream.dict.get(b"Type").is_ok_and(|it| it.as_name().is_ok_and(|name| name == b"Metadata")) {
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            found.push_str(&String::from_utf8_lossy(&content));
        }
    }
    found
}

#[test]
fn the_blind_application_names_nobody() {
    let forms =
        ["johanna", "reuter", "jreuter", "example.org", "5550", "ankerwerk", "themis", "bremen", "zilpzalp.example"];
    let read = |(pdf, txt): (Vec<u8>, String)| {
        let document = Document::load_mem(&pdf).unwrap();
        format!("{}\n{txt}\n{}", text(&pdf), strings(&document)).to_lowercase()
    };
    let blind = read(application("agency-blind.yaml"));
    for form in forms {
        assert!(!blind.contains(form), "{form} is in:\n{blind}");
    }
    for stand_in in ["bewerbung b856", "unternehmen a", "unternehmen b", "bildungseinrichtung a"] {
        assert!(blind.contains(stand_in), "{stand_in} is not in:\n{blind}");
    }
    let open = read(application("kolibri-lead.yaml"));
    for form in ["johanna", "reuter", "5550", "ankerwerk"] {
        assert!(open.contains(form), "{form} is not in:\n{open}");
    }
}

#[test]
fn what_new_writes_renders_at_once_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let output = curricle(folder.path(), &["new", "search"]);
    assert!(output.status.success(), "{output:?}");
    let workspace = folder.path().join("search");
    let written = files(&workspace);
    let output = curricle(&workspace, &["render", "--deny-warnings", "--message-format", "json"]);
    assert!(output.status.success(), "{output:?}");
    let said = said(&output);
    assert!(said.iter().all(|(severity, code)| severity == "note" && code == "unanswered"), "{said:?}");
    let now = files(&workspace);
    let made: Vec<&str> = now.keys().filter(|path| !written.contains_key(*path)).map(String::as_str).collect();
    let expected = [
        "dist/mara-lindqvist-harbour-sons-letter.pdf",
        "dist/mara-lindqvist-harbour-sons.pdf",
        "dist/nordlicht-engineering-lead.pdf",
        "dist/profile.pdf",
        "dist/profile.txt",
    ];
    assert_eq!(made, expected);
    // Again it makes the same, and nothing else.
    assert!(curricle(&workspace, &["render"]).status.success());
    assert_eq!(files(&workspace), now);
}
