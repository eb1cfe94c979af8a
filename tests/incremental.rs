//! That whatever has a say in a target is looked at before it is called unchanged; that what was made is cleaned away.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::Duration;

use curricle::batch::record::{Asked, Buffers, OutputFile, OutputFolder, States};
use curricle::batch::{Format, Input, Made, Renderer, Request, evict};
use curricle::source::read::FILE_LIMIT;
use curricle::source::{Sha256, Sources};

/// A workspace in which nearly everything that can be named is named.
const FILES: [(&str, &str); 15] = [
    ("curricle.yaml", "defaults: {date: 2026-11-21}\ntargets: [{applications: applications/*.yaml}]\n"),
    ("look.yaml", "language: en\n"),
    ("base.yaml", "profile: profile/me.yaml\n"),
    ("shared.yaml", "extends: base.yaml\nselect: {limit: {highlights: 3}}\n"),
    (
        "applications/acme.yaml",
        "extends: ../shared.yaml\nposting: ../postings/acme.txt\nsynonyms: ../words.yaml\nletter: ../letters/acme.yaml\n\
         theme: house\n",
    ),
    ("applications/other.yaml", "profile: ../profile/me.yaml\n"),
    ("applications/synonyms.yaml", "synonyms: [[ledger, book]]\n"),
    ("words.yaml", "synonyms: [[rust, ferris]]\n"),
    ("postings/acme.txt", "We want somebody who knows Rust and PostgreSQL and leads a team.\n"),
    ("letters/acme.yaml", "to: Acme\ndate: 2026-11-21\nbody: Hello.\nsignature: sign.svg\n"),
    (
        "profile/me.yaml",
        "basics: {name: Ada Lovelace, image: photo.svg}\nwork:\n  - name: Acme\n    position: Engineer\n    startDate: 2020-01\n    \
         highlights: [Led a team in Rust]\ncertificates:\n  - {name: Signer, date: 2024-01, image: badge.svg}\n",
    ),
    ("themes/house/theme.yaml", "description: ours\nextends: ledger\n"),
    ("themes/ledger/theme.yaml", include_str!("../themes/ledger/theme.yaml")),
    ("themes/other/theme.yaml", "description: another\nextends: plain\n"),
    ("README.md", "Ours.\n"),
];

const IMAGE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>\n";

/// What has no say in the target.
const UNRELATED: [&str; 4] = ["applications/other.yaml", "themes/other/theme.yaml", "README.md", "fonts/README.txt"];

struct Workspace(tempfile::TempDir);

impl Workspace {
    fn new() -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        for (name, text) in FILES {
            workspace.write(name, text.as_bytes());
        }
        for name in ["profile/photo.svg", "profile/badge.svg", "letters/sign.svg"] {
            workspace.write(name, IMAGE.as_bytes());
        }
        let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/roboto-slab/RobotoSlab-Bold.otf");
        workspace.write("fonts/slab.otf", &fs::read(&font).unwrap());
        workspace.write("given/slab.otf", &fs::read(&font).unwrap());
        workspace.write("fonts/README.txt", b"Ours.\n");
        workspace
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("ours")
    }

    fn dist(&self) -> PathBuf {
        self.0.path().join("dist")
    }

    fn at(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::create_dir_all(self.at(name).parent().unwrap()).unwrap();
        fs::write(self.at(name), bytes).unwrap();
    }

    fn input(&self, name: &str) -> Input {
        let path = self.at(name);
        let bytes = curricle::source::read::read_file(&path, "input", FILE_LIMIT).unwrap();
        Input { name: path.display().to_string(), bytes, folder: path.parent().unwrap().to_path_buf() }
    }

    fn files(&self) -> Vec<String> {
        fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() { collect(&path, files) } else { files.push(path) }
            }
        }
        let mut files = Vec::new();
        collect(&self.root(), &mut files);
        let name = |path: &PathBuf| path.strip_prefix(self.root()).unwrap().to_str().unwrap().replace('\\', "/");
        files.iter().map(name).collect()
    }

    fn request(&self, formats: &[Format]) -> Request {
        Request {
            application: Some(self.input("look.yaml")),
            workspace: Some(self.input("curricle.yaml")),
            formats: formats.to_vec(),
            ..Request::default()
        }
    }

    fn renderer(&self) -> Renderer {
        Renderer::new(vec![self.at("given")], false)
    }

    fn asked(&self, formats: &[Format]) -> Asked {
        let (renderer, request) = (self.renderer(), self.request(formats));
        Asked::new(Sha256::of(b"curricle"), &renderer, &self.input("applications/acme.yaml"), &request, "acme")
    }

    fn make(&self, formats: &[Format]) -> Made {
        evict(5);
        let (input, request) = (self.input("applications/acme.yaml"), self.request(formats));
        let made = self.renderer().make(&input, &request, &mut Sources::new()).unwrap();
        assert!(made.value.reads.is_complete());
        made.value
    }

    /// Makes the target and opens the folder of outputs anew, which knows it now.
    fn made(&self, formats: &[Format]) -> OutputFolder {
        let made = self.make(formats);
        let folder = OutputFolder::open(&self.dist()).unwrap();
        let outputs: Vec<OutputFile> = made
            .artifacts
            .iter()
            .map(|artifact| {
                let path = self.dist().join(format!("acme{}", artifact.suffix));
                fs::write(&path, &artifact.bytes).unwrap();
                OutputFile { path, sha256: Sha256::of(&artifact.bytes), bytes: artifact.bytes.len() as u64 }
            })
            .collect();
        assert!(folder.add(&self.asked(formats), &made.reads, &outputs, made.pages, "").unwrap());
        drop(folder);
        // A process that another test starts right now has our open files, and the locks on them, until it is `curricle`.
        for _ in 0..200 {
            let folder = OutputFolder::open(&self.dist()).unwrap();
            if !folder.is_empty() {
                return folder;
            }
            sleep(Duration::from_millis(5));
        }
        panic!("what was made is not known");
    }
}

/// Whether nothing has changed for the target. What is found is not remembered from one question to the next.
fn is_unchanged(workspace: &Workspace, record: &OutputFolder, formats: &[Format], buffers: &mut Buffers) -> bool {
    record.unchanged(&workspace.asked(formats), &States::default(), buffers).is_some()
}

#[test]
fn a_change_of_any_file_that_has_a_say_is_seen_and_no_other() {
    let (workspace, formats, mut buffers) = (Workspace::new(), [Format::Pdf, Format::Md], Buffers::default());
    let record = workspace.made(&formats);
    let mut is_unchanged = || is_unchanged(&workspace, &record, &formats, &mut buffers);
    assert!(is_unchanged());
    for name in workspace.files() {
        let path = workspace.at(&name);
        let before = fs::read(&path).unwrap();
        let unrelated = UNRELATED.contains(&name.as_str());
        let mut changed = before.clone();
        *changed.last_mut().unwrap() ^= 1;
        for other in [changed, [before.as_slice(), b"\n"].concat()] {
            fs::write(&path, other).unwrap();
            assert_eq!(is_unchanged(), unrelated, "{name} changed");
        }
        // What the request names is read before it is asked.
        if !["look.yaml", "curricle.yaml", "applications/acme.yaml"].contains(&name.as_str()) {
            fs::remove_file(&path).unwrap();
            assert_eq!(is_unchanged(), unrelated, "{name} removed");
        }
        fs::write(&path, before).unwrap();
        assert!(is_unchanged(), "{name} as before");
    }
}

#[test]
fn a_file_that_appears_where_it_would_have_a_say_is_seen_and_no_other() {
    let (workspace, formats, mut buffers) = (Workspace::new(), [Format::Pdf], Buffers::default());
    let record = workspace.made(&formats);
    let appears = [
        ("themes/house/theme.typ", true),
        ("themes/base/resume.typ.j2", true),
        ("themes/ledger/deep/er.typ", true),
        ("applications/themes/house/theme.typ", true),
        ("profile/themes/ledger/theme.typ", true),
        ("fonts/new.ttf", true),
        ("fonts/deep/new.otf", true),
        ("applications/fonts/new.ttf", true),
        ("profile/fonts/new.woff2", true),
        ("given/new.ttc", true),
        ("synonyms.yaml", true),
        ("profile/synonyms.yaml", true),
        ("themes/new/theme.yaml", false),
        ("applications/themes/other/theme.yaml", false),
        ("fonts/LICENCE", false),
        ("profile/fonts.txt", false),
        ("profile/other.yaml", false),
        ("letters/synonyms.yaml", false),
    ];
    for (name, has_say) in appears {
        let parents: Vec<PathBuf> = workspace.at(name).ancestors().skip(1).map(Path::to_path_buf).collect();
        let new = parents.iter().take_while(|folder| !folder.exists()).last().cloned();
        workspace.write(name, b"new");
        assert_eq!(is_unchanged(&workspace, &record, &formats, &mut buffers), !has_say, "{name}");
        match new {
            Some(folder) => fs::remove_dir_all(folder).unwrap(),
            None => fs::remove_file(workspace.at(name)).unwrap(),
        }
        assert!(is_unchanged(&workspace, &record, &formats, &mut buffers), "{name} is gone again");
    }
}

#[test]
fn a_theme_by_its_path_is_looked_at_and_text_depends_on_no_font() {
    let (workspace, formats, mut buffers) = (Workspace::new(), [Format::Txt], Buffers::default());
    let application = workspace.at("applications/acme.yaml");
    let text = fs::read_to_string(&application).unwrap().replace("theme: house", "theme: ../elsewhere/mine");
    fs::write(&application, text).unwrap();
    workspace.write("elsewhere/mine/theme.yaml", b"description: mine\nextends: house\n");
    let record = workspace.made(&formats);
    assert!(is_unchanged(&workspace, &record, &formats, &mut buffers));
    workspace.write("fonts/new.ttf", b"new");
    assert!(is_unchanged(&workspace, &record, &formats, &mut buffers));
    for name in ["elsewhere/mine/theme.yaml", "themes/house/theme.yaml", "profile/photo.svg"] {
        let before = fs::read(workspace.at(name)).unwrap();
        workspace.write(name, b"extends: plain\n");
        assert!(!is_unchanged(&workspace, &record, &formats, &mut buffers), "{name}");
        workspace.write(name, &before);
    }
    assert!(is_unchanged(&workspace, &record, &formats, &mut buffers));
    assert!(!is_unchanged(&workspace, &record, &[Format::Md], &mut buffers), "another request");
}

#[test]
fn what_nobody_can_look_at_again_leaves_the_reads_incomplete() {
    let workspace = Workspace::new();
    let request = Request { formats: vec![Format::Pdf], ..Request::default() };
    let make = |renderer: &Renderer, input: &Input, sources: &mut Sources| {
        renderer.make(input, &request, sources).unwrap().value.reads
    };
    let (input, mut sources) = (workspace.input("profile/me.yaml"), Sources::new());
    let stdin = Input { name: "<stdin>".into(), ..input.clone() };
    assert!(!make(&workspace.renderer(), &stdin, &mut sources).is_complete());
    let reads = make(&workspace.renderer(), &input, &mut sources);
    assert!(reads.is_complete(), "what was read for another input does not count");
    assert!(!make(&Renderer::new(Vec::new(), true), &input, &mut sources).is_complete());
    // What a worker tells is what it noted.
    let json = serde_json::to_string(&reads).unwrap();
    assert_eq!(serde_json::from_str::<curricle::source::Reads>(&json).unwrap(), reads);
}

#[test]
fn redacted_targets_do_not_tell_whom_they_are_about() {
    let workspace = Workspace::new();
    fs::rename(workspace.at("profile/me.yaml"), workspace.at("profile/ada-lovelace.yaml")).unwrap();
    workspace.write("base.yaml", b"profile: profile/ada-lovelace.yaml\nredact: [name]\n");
    drop(workspace.made(&[Format::Txt]));
    drop(OutputFolder::open(&workspace.dist()).unwrap());
    let record = fs::read(workspace.dist().join(".curricle/record")).unwrap();
    let text = String::from_utf8_lossy(&record).to_lowercase();
    assert!(text.contains("acme.txt") && !text.contains("ada") && !text.contains("lovelace"));
}

fn curricle(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_curricle")).current_dir(folder).args(arguments).output().unwrap()
}

#[test]
fn clean_removes_what_was_made_and_names_what_it_keeps() {
    let workspace = Workspace::new();
    let root = workspace.0.path();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let record = workspace.made(&[Format::Txt, Format::Md]);
    let refused = curricle(root, &["clean"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(refused.stderr).contains("error[output-in-use]: another run is writing to `dist`"));
    drop(record);
    fs::write(workspace.dist().join("acme.md"), "edited").unwrap();
    let listed = curricle(root, &["clean", "--dry-run", "dist"]);
    let name = |name: &str| format!("{}\n", Path::new("dist").join(name).display());
    let expected = ["acme-letter.md", "acme-letter.txt", "acme.txt"].map(name).concat();
    assert_eq!((listed.status.code(), text(listed.stdout)), (Some(0), expected));
    let cleaned = curricle(root, &["clean"]);
    let said = text(cleaned.stderr);
    assert_eq!(cleaned.status.code(), Some(0), "{said}");
    assert!(said.contains("removed 3 files from dist") && said.contains("warning[output-changed]"), "{said}");
    let left: Vec<_> = fs::read_dir(workspace.dist()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["acme.md"]);
    // In a workspace it is the folder of outputs that this names.
    workspace.write("curricle.yaml", b"output: ../dist\ntargets: []\n");
    let again = curricle(&workspace.root(), &["clean"]);
    assert!(text(again.stderr).contains("removed 0 files from"));
    assert_eq!(curricle(root, &["clean", "nowhere"]).status.code(), Some(2));
    assert_eq!(curricle(&workspace.at("profile"), &["clean"]).status.code(), Some(0));
}
