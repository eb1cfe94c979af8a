//! What is planned for folders, patterns and parts of a plan: `--dry-run` shows it.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const GOOD: &str = "basics:\n  name: Grace Hopper\n  summary: Built a compiler.\n";

/// A folder with files; those that end in YAML are profiles.
struct Folder(tempfile::TempDir);

/// What a run said.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Folder {
    fn new(files: &[&str]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for file in files {
            folder.write(file, GOOD);
        }
        folder
    }

    fn write(&self, file: &str, text: &str) {
        let place = self.0.path().join(file);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
        command.current_dir(self.0.path()).args(arguments).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
        Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The inputs and outputs that a plan has, one line a target.
    fn plan(&self, arguments: &[&str]) -> Vec<String> {
        let before = self.files();
        let said = self.run(&[&["render", "--dry-run"], arguments].concat());
        assert_eq!(said.code, Some(0), "{}", said.err);
        assert_eq!(self.files(), before, "a plan writes nothing");
        let line = |line: &str| {
            let fields: Vec<&str> = line.split('\t').collect();
            format!("{} → {}", fields[0], fields[4..].join(" ")).replace('\\', "/")
        };
        said.out.lines().map(line).collect()
    }

    /// What is said where there is no plan.
    fn refused(&self, arguments: &[&str]) -> String {
        let before = self.files();
        let said = self.run(&[&["render"], arguments].concat());
        assert_eq!(said.code, Some(2), "{}", said.err);
        assert_eq!(self.files(), before, "what is refused writes nothing");
        said.err.replace('\\', "/")
    }

    fn files(&self) -> BTreeSet<String> {
        fn walk(folder: &Path, found: &mut BTreeSet<String>) {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                found.insert(entry.path().display().to_string());
                if entry.file_type().unwrap().is_dir() {
                    walk(&entry.path(), found);
                }
            }
        }
        let mut found = BTreeSet::new();
        walk(self.0.path(), &mut found);
        found
    }
}

#[test]
fn a_folder_is_mirrored_in_the_order_of_its_paths() {
    let folder =
        Folder::new(&["people/me.yaml", "people/team/you.yml", "people/team-a.json", "people/themes/x/theme.yaml"]);
    folder.write("people/team-a.json", "{\"basics\": {\"name\": \"Ada\"}}");
    let plan = folder.plan(&["people"]);
    let mirrored = [
        "people/me.yaml → dist/me.pdf",
        "people/team-a.json → dist/team-a.pdf",
        "people/team/you.yml → dist/team/you.pdf",
    ];
    assert_eq!(plan, mirrored);
    assert_eq!(folder.plan(&["./people/"]), mirrored);
    assert_eq!(folder.plan(&["people/team", "-o", "out"]), ["people/team/you.yml → out/you.pdf"]);
    // From within, outputs beside the inputs are no inputs.
    fs::create_dir_all(folder.0.path().join("dist")).unwrap();
    folder.write("dist/report.json", "{}");
    assert_eq!(folder.plan(&["."])[0], "people/me.yaml → dist/people/me.pdf");
    assert_eq!(folder.plan(&["."]).len(), 3);
    let run = folder.run(&["render", "people", "-f", "txt"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(folder.0.path().join("dist/team/you.txt").is_file());
}

#[test]
fn patterns_are_mirrored_from_their_first_wildcard_on() {
    let folder = Folder::new(&["cvs/a/me.yaml", "cvs/b/me.yaml", "cvs/b/old/me.yaml", "cvs/[x].yaml"]);
    assert_eq!(folder.plan(&["cvs/*/*.yaml"]), ["cvs/a/me.yaml → dist/a/me.pdf", "cvs/b/me.yaml → dist/b/me.pdf"]);
    assert_eq!(
        folder.plan(&["cvs/b/**/*.yaml"]),
        ["cvs/b/me.yaml → dist/me.pdf", "cvs/b/old/me.yaml → dist/old/me.pdf"]
    );
    // A file of that very name is no pattern.
    assert_eq!(folder.plan(&["cvs/[x].yaml"]), ["cvs/[x].yaml → dist/[x].pdf"]);
    for none in ["cvs/*.json", "absent/*.yaml"] {
        assert!(folder.refused(&[none]).contains("error[no-match]"), "{none}");
    }
    assert!(folder.refused(&["cvs/["]).contains("error[bad-pattern]"));
}

#[test]
fn what_is_ignored_is_left_out_unless_it_is_named() {
    let folder = Folder::new(&["people/me.yaml", "people/old/you.yaml", "people/draft.yaml"]);
    folder.write(".curricleignore", "old/\n");
    folder.write("people/.curricleignore", "/draft.yaml\n");
    folder.write(".gitignore", "people/\n");
    assert_eq!(folder.plan(&["people"]), ["people/me.yaml → dist/me.pdf"]);
    assert_eq!(folder.plan(&["people/**/*.yaml"]), ["people/me.yaml → dist/me.pdf"]);
    let named = ["people/me.yaml → dist/me.pdf", "people/old/you.yaml → dist/you.pdf"];
    assert_eq!(folder.plan(&["people", "people/old/you.yaml"]), named);
    // A workspace's patterns are such patterns.
    folder.write("curricle.yaml", "targets: [{profiles: 'people/**/*.yaml'}]\n");
    assert_eq!(folder.plan(&[]), ["people/me.yaml → dist/me.pdf"]);
    folder.write("people/.curricleignore", "*\n");
    assert!(folder.refused(&["people"]).contains("error[empty-folder]"));
}

#[test]
fn a_file_that_is_reached_twice_is_one_input() {
    let folder = Folder::new(&["people/me.yaml", "people/a/you.yaml"]);
    let both = ["people/a/you.yaml → dist/a/you.pdf", "people/me.yaml → dist/me.pdf"];
    assert_eq!(folder.plan(&["people", "people/a", "people/./me.yaml"]), both);
    assert_eq!(
        folder.plan(&["people/a", "people"]),
        ["people/a/you.yaml → dist/you.pdf", "people/me.yaml → dist/me.pdf"]
    );
}

#[test]
fn names_that_clash_are_all_refused_before_anything_is_made() {
    let folder = Folder::new(&["a/me.yaml", "b/me.yaml", "b/me.json", "a/you.yaml", "b/you.yaml"]);
    folder.write("b/me.json", "{\"basics\": {\"name\": \"Ada\"}}");
    let said = folder.refused(&["a", "b"]);
    assert_eq!(said.matches("error[output-clash]").count(), 3, "{said}");
    assert!(said.contains("`dist/you.pdf`: `a/you.yaml` and `b/you.yaml`"), "{said}");
    // The parts of a plan are refused together.
    assert_eq!(folder.refused(&["a", "b", "--shard", "1/9"]), said);
    for (files, arguments, how) in [
        (["Me.yaml", "me.YAML"], &["-f", "pdf"][..], "differs only in case from"),
        (["me.yaml", "me-12.yaml"], &["-f", "pdf,png"], "`dist/me-12.png` is named like a page of `dist/me.png`"),
        (["me.yaml", "me-typst/you.yaml"], &["-f", "typ"], "would lie within `dist/me-typst`"),
        (["me.yaml", "me.pdf/you.yaml"], &[], "would lie within `dist/me.pdf`"),
    ] {
        let folder = Folder::new(&files.map(|file| format!("people/{file}")).each_ref().map(String::as_str));
        let said = folder.refused(&[&["people"], arguments].concat());
        assert!(said.contains("error[outputs-meet]") && said.contains(how), "{said}");
    }
    let folder = Folder::new(&["me.yaml", "me-2026.yaml", "me-12.yaml"]);
    assert_eq!(folder.plan(&[".", "-f", "pdf"]).len(), 3);
    assert_eq!(folder.plan(&["me.yaml", "me-2026.yaml", "-f", "png"]).len(), 2);
}

#[test]
fn a_clash_of_applications_shows_where_both_are_named() {
    let folder = Folder::new(&["me.yaml"]);
    for name in ["apps/a.yaml", "apps/b.yaml"] {
        folder.write(name, "profile: ../me.yaml\noutput: '{name}'\n");
    }
    let said = folder.refused(&["apps"]);
    assert!(said.contains("apps/b.yaml:2:9") && said.contains("apps/a.yaml:2:9"), "{said}");
    // The name of an application stands in the folder of its file.
    folder.write("apps/deep/c.yaml", "profile: ../../me.yaml\noutput: '{name}'\n");
    fs::remove_file(folder.0.path().join("apps/b.yaml")).unwrap();
    assert_eq!(
        folder.plan(&["apps"]),
        ["apps/a.yaml → dist/grace-hopper.pdf", "apps/deep/c.yaml → dist/deep/grace-hopper.pdf"]
    );
}

#[test]
fn the_parts_of_a_plan_are_the_plan() {
    let names: Vec<String> = (0..20).map(|index| format!("people/{index}.yaml")).collect();
    let folder = Folder::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let whole = folder.plan(&["people", "-t", "plain,ledger"]);
    let mut parts = Vec::new();
    for part in ["1/3", "2/3", "3/3"] {
        let part = folder.plan(&["people", "-t", "plain,ledger", "--shard", part]);
        assert!((12..=14).contains(&part.len()), "{part:?}");
        // They keep the order of the whole.
        let mut rest = whole.iter();
        assert!(part.iter().all(|line| rest.any(|other| other == line)));
        parts.extend(part);
    }
    parts.sort();
    let mut sorted = whole.clone();
    sorted.sort();
    assert_eq!(parts, sorted);
    let few = folder.run(&["render", "people/1.yaml", "--dry-run", "--shard", "1/2"]);
    let none = folder.run(&["render", "people/1.yaml", "--dry-run", "--shard", "2/2"]);
    assert_eq!((few.code, none.code), (Some(0), Some(0)));
    let (empty, full) = if few.out.is_empty() { (few, none) } else { (none, few) };
    assert!(empty.err.contains("is empty") && empty.out.is_empty(), "{}", empty.err);
    assert_eq!(full.out.lines().count(), 1);
}

#[test]
fn a_plan_tells_what_would_be_made_and_hides_what_is_redacted() {
    let folder = Folder::new(&["people/grace-hopper.yaml"]);
    folder.write("letter.yaml", "body: Hello\n");
    folder.write("acme.yaml", "profile: people/grace-hopper.yaml\ntheme: ledger\nformats: [pdf, png]\n");
    let said = folder.run(&["render", "acme.yaml", "-l", "de,en", "--letter", "letter.yaml", "--dry-run"]);
    let line = |tag: &str| {
        let outputs =
            ["", "-letter"].map(|document| format!("dist/acme-{tag}{document}.pdf\tdist/acme-{tag}{document}.png"));
        format!("acme.yaml\t\tledger\t{tag}\t{}\n", outputs.join("\t"))
    };
    assert_eq!(said.out.replace('\\', "/"), line("de") + &line("en"), "{}", said.err);
    let said = folder.run(&["render", "people", "-f", "md", "--redact", "name", "--dry-run", "-o", "hopper/"]);
    assert!(!said.out.to_lowercase().contains("hopper") && said.out.contains("/candidate-"), "{}", said.out);
    // Nobody knows whom a profile is about that cannot be read.
    folder.write("people/grace-hopper.yaml", "basics: [\n");
    let said = folder.run(&["render", "people", "--redact", "name", "--dry-run"]);
    assert!(said.code == Some(0) && !said.out.to_lowercase().contains("hopper"), "{}", said.out);
    let said = folder.run(&["render", "people/grace-hopper.yaml", "-o", "-", "--dry-run"]);
    assert_eq!(said.out, "people/grace-hopper.yaml\t\tplain\t\t-\n");
}

#[test]
fn what_cannot_be_named_is_said_and_the_rest_is_planned() {
    let folder = Folder::new(&["people/me.yaml", "apps/a.yaml"]);
    folder.write("apps/a.yaml", "profile: ../people/me.yaml\noutput: '{company}'\n");
    folder.write("apps/b.yaml", "profile: ../people/me.yaml\n");
    let said = folder.run(&["render", "apps", "--dry-run"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(said.out.lines().count(), 1);
    assert!(said.err.contains("apps/a.yaml:2:9") || said.err.contains("apps\\a.yaml:2:9"), "{}", said.err);
}

#[test]
fn a_file_that_is_no_input_fails_alone_with_a_hint() {
    let folder = Folder::new(&["people/me.yaml"]);
    folder.write("people/package.json", "{\"name\": \"x\", \"version\": \"1\"}");
    for command in [&["render", "people", "-f", "txt"][..], &["check", "people"], &["check", "people", "-j", "1"]] {
        let said = folder.run(command);
        assert_eq!(said.code, Some(1));
        assert!(said.err.contains("error[stray-file]") && said.err.contains(".curricleignore"), "{}", said.err);
        // What only its keys are warned of is beside the point.
        assert!(!said.err.contains("no key `version`"), "{}", said.err);
    }
    assert!(folder.0.path().join("dist/me.txt").is_file());
    // Who names a file means it.
    assert!(!folder.run(&["check", "people/package.json"]).err.contains("stray-file"));
    let check = folder.run(&["check", "people/*.yaml"]);
    assert!(check.code == Some(0) && check.err.contains("people"), "{}", check.err);
}
