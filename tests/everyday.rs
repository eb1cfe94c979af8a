//! Mistakes and habits of other tools, as beginners have them: each file of `tests/everyday/` is rendered as text, and its
//! diagnostics and its text are kept as a snapshot. The table in `tests/everyday/README.md` says what they must be.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the files.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/everyday")
}

/// The names of what a folder holds, sorted.
fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The files with a mistake.
fn cases() -> BTreeSet<String> {
    names(&folder()).into_iter().filter(|name| name.starts_with(|first: char| first.is_ascii_digit())).collect()
}

/// The name of the snapshot of a file.
fn snapshot(case: &str) -> String {
    case.replace('.', "-")
}

/// Diagnostics and text that the command gives for a file, alone in a folder.
fn report(case: &str) -> String {
    let alone = tempfile::tempdir().unwrap();
    fs::copy(folder().join(case), alone.path().join(case)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    command.current_dir(alone.path()).args(["render", case, "-f", "txt", "-o", "-"]);
    for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE", "GITHUB_WORKSPACE"] {
        command.env_remove(name);
    }
    let output = command.output().unwrap();
    let words = String::from_utf8(output.stderr).expect("diagnostics are UTF-8");
    assert!(!words.contains("panicked") && !words.contains("internal error"), "{case}: {words}");
    let text = String::from_utf8(output.stdout).expect("the text is UTF-8");
    let text = if text.is_empty() { "nothing\n".to_owned() } else { text };
    let code = output.status.code().expect("not killed by a signal");
    format!("exit {code}\n\n{words}\n===== text =====\n{text}")
}

#[test]
fn each_everyday_mistake_is_understood_or_told_once_with_the_words_to_type() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for case in cases() {
            insta::assert_snapshot!(snapshot(&case), report(&case));
        }
    });
}

#[test]
fn every_file_has_its_line_in_the_table_and_its_snapshot() {
    let cases = cases();
    assert!(cases.len() >= 40, "{} everyday mistakes", cases.len());
    let table = fs::read_to_string(folder().join("README.md")).unwrap();
    let told: Vec<&str> = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(told, cases.iter().map(String::as_str).collect::<Vec<_>>(), "the files and the table");
    let snapshots: BTreeSet<String> = cases.iter().map(|case| format!("{}.snap", snapshot(case))).collect();
    assert_eq!(names(&folder().join("snapshots")), snapshots, "the files and the snapshots");
}
