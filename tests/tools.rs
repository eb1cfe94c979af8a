//! Files of other tools rendered as they are: what stands on the page, what is said, and that every way to name an input does the
//! same. `tests/tools/` holds one input for each kind of difference, written for this test.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use curricle::batch::{Format, Input, Renderer, Request};
use curricle::source::{Sources, report};

const CV: &str = "\
cv:
  name: Noor Sample
  email: noor@sample.example
  sections:
    experience: [{company: Harbour, position: Pilot, start_date: 2019-02, end_date: 2021-07}]
    about: [Pilot and programmer.]
design: {theme: sb2nov, colors: {name: \"rgb(11, 110, 79)\"}, page: {size: a4}}
";

fn curricle(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(stdin).unwrap();
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn each_input_shows_and_says_what_its_snapshot_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending != "snap" && ending != "new"));
    paths.sort();
    assert!(paths.len() >= 20);
    let renderer = Renderer::new(Vec::new(), false);
    let request = Request { formats: vec![Format::Txt, Format::Pdf], ..Request::default() };
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let input = Input { name: name.clone(), bytes: fs::read(&path).unwrap(), folder: folder.clone() };
        let mut sources = Sources::new();
        let outcome = renderer.make(&input, &request, &mut sources);
        let (shown, said) = match &outcome {
            Ok(made) => (String::from_utf8(made.value.artifacts[0].bytes.clone()).unwrap(), &made.warnings),
            Err(errors) => ("nothing\n".to_owned(), errors),
        };
        let said = report::render(said, &sources, report::MessageFormat::Short, false);
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "tools", omit_expression => true }, {
            insta::assert_snapshot!(path.file_stem().unwrap().to_str().unwrap(), format!("{shown}\n===== said\n{said}"));
        });
    }
}

#[test]
fn a_file_of_another_tool_renders_as_what_import_makes_of_it() {
    let folder = folder(&[("cv.yaml", CV)]);
    let direct = curricle(folder.path(), &["render", "cv.yaml", "-f", "pdf,txt"], b"");
    assert!(direct.status.success(), "{}", said(&direct));
    assert!(said(&direct).contains("note[read-as]: this file was read as a RenderCV file"), "{}", said(&direct));
    assert!(said(&direct).contains("run `curricle import cv.yaml`"), "{}", said(&direct));
    assert!(curricle(folder.path(), &["import", "cv.yaml"], b"").status.success());
    let output = curricle(folder.path(), &["render", "cv.application.yaml", "-o", "kept/", "-f", "pdf,txt"], b"");
    assert!(output.status.success(), "{}", said(&output));
    for name in ["cv.pdf", "cv.txt"] {
        let read = |place: &str| fs::read(folder.path().join(place).join(name)).unwrap();
        assert!(read("dist") == read("kept"), "{name} differs");
    }
    assert_eq!(said(&output).matches("not-carried").count(), 0, "{}", said(&output));
}

#[test]
fn every_way_to_name_such_a_file_works() {
    let folder = folder(&[
        ("people/cv.yaml", CV),
        ("people/me.yaml", "basics: {name: Ada Sample, summary: Ada.}\n"),
        ("cv.yaml", CV),
        ("acme.yaml", "profile: cv.yaml\ntheme: banner\ncompany: Acme\n"),
        ("look.yaml", "extends: base.yaml\n"),
        ("base.yaml", "theme: folio\n"),
    ]);
    let text = |arguments: &[&str], stdin: &[u8]| {
        let output = curricle(folder.path(), arguments, stdin);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let plain = ["render", "cv.yaml", "-f", "txt", "-o", "-"];
    let shown = text(&plain, b"");
    // The order is that of the file.
    assert!(shown.find("Harbour").unwrap() < shown.find("Pilot and programmer.").unwrap(), "{shown}");
    assert_eq!(text(&["render", "-", "-f", "txt", "-o", "-"], CV.as_bytes()), shown);
    assert_eq!(text(&[&plain[..], &["-t", "meridian", "-O", "date_style=month"]].concat(), b""), shown);
    assert_eq!(text(&[&plain[..], &["-t", "plain", "-O", "accent=#123456"]].concat(), b""), shown);
    assert_eq!(text(&[&plain[..], &["--application", "look.yaml", "-O", "date_style=month"]].concat(), b""), shown);
    let set = text(&[&plain[..], &["--set", "basics.label=Captain"]].concat(), b"");
    assert!(set.contains("Captain"), "{set}");
    let redacted = text(&[&plain[..], &["--redact", "name,contact"]].concat(), b"");
    assert!(!redacted.contains("Noor") && !redacted.contains("sample"), "{redacted}");
    let named = text(&["render", "acme.yaml", "-f", "txt", "-o", "-"], b"");
    assert!(named.contains("Noor Sample") && named.contains("Harbour"), "{named}");
    text(&["render", "people", "-o", "out", "-f", "pdf,txt,png"], b"");
    for name in ["cv.pdf", "cv.txt", "me.pdf"] {
        assert!(folder.path().join("out").join(name).is_file(), "{name}");
    }
    for arguments in [&["check", "cv.yaml"][..], &["check", "people"], &["check", "acme.yaml"]] {
        text(arguments, b"");
    }
}

#[test]
fn a_batch_remakes_such_a_file_when_it_changes() {
    let folder = folder(&[("people/cv.yaml", CV), ("people/two.yaml", CV)]);
    let run = || {
        let output = curricle(folder.path(), &["render", "people", "-j", "2"], b"");
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    let first = run();
    assert!(first.contains("2 made"), "{first}");
    assert!(first.contains("read-as"), "{first}");
    let again = run();
    assert!(again.contains("2 unchanged"), "{again}");
    fs::write(folder.path().join("people/cv.yaml"), CV.replace("Pilot", "Captain")).unwrap();
    let changed = run();
    assert!(changed.contains("1 made") && changed.contains("1 unchanged"), "{changed}");
    // A tool's own file is no reason to fail, and a mistake in it is.
    fs::write(folder.path().join("people/cv.yaml"), CV.replace("name: Noor", "name: [Noor")).unwrap();
    let broken = curricle(folder.path(), &["render", "people", "-j", "2"], b"");
    assert_eq!(broken.status.code(), Some(1), "{}", said(&broken));
}

#[test]
fn notes_fail_nothing_and_mask_what_is_hidden() {
    let folder = folder(&[("noor-sample.yaml", CV)]);
    let strict = curricle(folder.path(), &["render", "noor-sample.yaml", "--deny-warnings"], b"");
    assert!(strict.status.success(), "{}", said(&strict));
    let arguments =
        ["render", "noor-sample.yaml", "--redact", "name,contact", "--message-format", "json", "-f", "txt", "-o", "-"];
    let hidden = curricle(folder.path(), &arguments, b"");
    assert!(hidden.status.success(), "{}", said(&hidden));
    let said = said(&hidden).to_lowercase();
    assert!(said.contains("read-as") && !said.contains("noor"), "{said}");
}

#[test]
fn what_is_neither_yaml_nor_json_is_told_what_to_do() {
    let word = b"PK\x03\x04\x14\0\0\0\0\0....word/document.xml....".as_slice();
    let open = b"PK\x03\x04\x0a\0\0\0\0\0mimetypeapplication/vnd.oasis.opendocument.text".as_slice();
    let linked_in = b"PK\x03\x04\x14\0\0\0....Positions.csv....".as_slice();
    let mut all = String::new();
    for (name, bytes) in [
        ("cv.docx", word),
        ("cv.odt", open),
        ("Basic_LinkedInDataExport.zip", linked_in),
        ("Positions.csv", b"Company Name,Title,Description,Location,Started On,Finished On\nHarbour,Pilot,,,2019,\n"),
        ("Profile.csv", b"First Name,Last Name,Maiden Name,Address\nNoor,Sample,,\n"),
        ("people.csv", b"name;email\nNoor;noor@sample.example\n"),
        ("cv.xml", b"<?xml version=\"1.0\"?>\n<Candidate xmlns=\"http://www.europass.eu/1.0\"><x/></Candidate>"),
        ("old.xml", b"\xEF\xBB\xBF<SkillsPassport xmlns=\"http://europass.cedefop.europa.eu/Europass\"/>"),
        ("hr.xml", b"<Resume/>"),
        ("cv.html", b"<!DOCTYPE html><html><body>Noor</body></html>"),
        ("cv.tex", b"% My CV\n\\documentclass{moderncv}\n\\begin{document}\n"),
        ("papers.bib", b"@article{x, title={Currents}}\n"),
        ("cv.pdf", b"%PDF-1.7\n..."),
        ("cv.rtf", b"{\\rtf1 Noor}"),
        ("cv.md", b"# Noor Sample\n\nPilot and programmer.\n"),
        ("cv.toml", b"name = \"Noor\"\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), bytes).unwrap();
        let render = curricle(folder.path(), &["render", name], b"");
        let import = curricle(folder.path(), &["import", name], b"");
        assert_eq!((render.status.code(), import.status.code()), (Some(1), Some(1)), "{name}: {}", said(&render));
        assert_eq!(said(&render), said(&import), "{name}");
        all.push_str(&said(&render));
    }
    insta::assert_snapshot!("foreign_files", all);
    // What only looks like that is read.
    let folder = folder(&[
        ("me.txt", "basics: {name: Noor Sample, summary: Pilot.}\n"),
        (
            "meta.yaml",
            "basics: {name: Noor}\nsections: {x: {title: X, kind: list, items: [y]}}\nx-a: 1\nmetadata: {made: by hand}\n",
        ),
    ]);
    for name in ["me.txt", "meta.yaml"] {
        let output = curricle(folder.path(), &["render", name], b"");
        assert!(output.status.success(), "{name}: {}", said(&output));
    }
}

#[test]
fn import_beside_its_input_names_both_files_after_it() {
    let folder = folder(&[("cv.yaml", CV)]);
    let output = curricle(folder.path(), &["import", "cv.yaml"], b"");
    assert!(output.status.success(), "{}", said(&output));
    let lines = said(&output);
    assert!(lines.contains("imported cv.yaml to cv.profile.yaml and cv.application.yaml: carried "), "{lines}");
    assert!(lines.ends_with("next: curricle render cv.application.yaml\n"), "{lines}");
    assert_eq!(fs::read_to_string(folder.path().join("cv.yaml")).unwrap(), CV);
    let again = curricle(folder.path(), &["import", "cv.yaml"], b"");
    assert_eq!(again.status.code(), Some(1));
    assert!(
        said(&again).contains("`cv.profile.yaml` already exists") && said(&again).contains("`-o`"),
        "{}",
        said(&again)
    );
    let named = curricle(folder.path(), &["import", "cv.yaml", "-o", "me.yaml"], b"");
    assert!(named.status.success(), "{}", said(&named));
    let application = fs::read_to_string(folder.path().join("me.application.yaml")).unwrap();
    assert!(application.contains("\nprofile: me.yaml\n"), "{application}");
    let neither = curricle(folder.path(), &["import", "cv.yaml", "-o", "mine"], b"");
    assert_eq!(neither.status.code(), Some(2));
    assert!(said(&neither).contains("`-o mine/`"), "{}", said(&neither));
    for (file, made) in [("me.application.yaml", "me.pdf"), ("cv.application.yaml", "cv.pdf"), ("me.yaml", "me.pdf")] {
        let output = curricle(folder.path(), &["render", file], b"");
        assert!(output.status.success() && folder.path().join("dist").join(made).is_file(), "{}", said(&output));
    }
}
