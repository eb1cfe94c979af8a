//! What a run over many targets makes and says, however it is cut up, and what it does not make again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn curricle(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    for name in ["SOURCE_DATE_EPOCH", "RUST_BACKTRACE", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.current_dir(folder).args(arguments).output().expect("it runs")
}

/// What was said, without the times.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines = text.lines().filter(|line| !line.starts_with("slowest"));
    let line = |line: &str| {
        let cut = line.rfind(", ").filter(|_| line.ends_with(" ms)")).or_else(|| line.rfind(" in "));
        line[..cut.unwrap_or(line.len())].to_owned() + "\n"
    };
    lines.map(line).collect()
}

/// Twelve profiles in three folders, one with a warning and one that is wrong.
fn people() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..12 {
        let place = folder.path().join(format!("people/{}", ["a", "b/c", "b"][number % 3]));
        fs::create_dir_all(&place).expect("writable");
        let more = match number {
            4 => "\n  unheard: of",
            7 => "\n  emial: x",
            _ => "",
        };
        let text = format!("basics:\n  name: Person {number}\n  summary: Number {number} of twelve.{more}\n");
        fs::write(place.join(format!("p{number}.yaml")), text).expect("writable");
    }
    folder
}

/// The files below a folder, what is remembered of runs apart.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && entry.file_name() != ".curricle" {
                walk(root, &path, found);
            } else if path.is_file() {
                let name = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("readable"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

#[test]
fn the_same_is_made_and_said_whatever_the_processes_the_order_and_the_parts() {
    let folder = people();
    let root = folder.path();
    let run = |out: &str, arguments: &[&str]| {
        let output =
            curricle(root, &[&["render", "-t", "plain,ledger", "-f", "pdf,txt", "-o", out], arguments].concat());
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        said(&output).replace(&format!("{out}/"), "")
    };
    let one = run("one", &["people", "-j", "1"]);
    let three = run("three", &["people", "-j", "3"]);
    assert_eq!(one, three);
    let expected = files(&root.join("one"));
    assert_eq!(expected.len(), 11 * 4, "{:?}", expected.keys());
    assert!(expected.contains_key("b/c/p1-ledger.pdf"));
    assert_eq!(files(&root.join("three")), expected);
    // The other way round, and one by one.
    run("turned", &["people/b", "people/a", "-j", "2"]);
    let turned: BTreeMap<String, Vec<u8>> = files(&root.join("turned"));
    let bytes = |name: &str| {
        expected.get(name).or_else(|| expected.get(&format!("a/{name}"))).or_else(|| expected.get(&format!("b/{name}")))
    };
    assert!(turned.iter().all(|(name, made)| bytes(name) == Some(made)));
    assert_eq!(turned.len(), expected.len());
    for part in 1..=5 {
        let shard = format!("{part}/5");
        let output = curricle(
            root,
            &["render", "people", "-t", "plain,ledger", "-f", "pdf,txt", "-o", "parts", "--shard", &shard],
        );
        assert!(output.status.code().is_some_and(|code| code < 2));
    }
    assert_eq!(files(&root.join("parts")), expected);
}

#[test]
fn what_is_unchanged_is_not_made_again_and_says_again_what_it_said() {
    let folder = people();
    let root = folder.path();
    let run = |more: &[&str]| curricle(root, &[&["render", "people", "-o", "out"], more].concat());
    let first = run(&[]);
    assert!(
        said(&first).contains("10 made, 1 failed; 11 pages") || said(&first).contains("11 made, 1 failed"),
        "{}",
        said(&first)
    );
    let made = files(&root.join("out"));
    let again = run(&[]);
    assert_eq!(again.status.code(), Some(1));
    let words = said(&again);
    assert!(words.contains("11 unchanged, 1 failed") && !words.contains("made out"), "{words}");
    assert!(words.contains("warning[unknown-keys]") && words.contains("error[unknown-key]"), "{words}");
    // In another form, too.
    let words = said(&run(&["--message-format", "short"]));
    assert!(words.contains("people/b/c/p4.yaml:4:3: warning[unknown-keys]"), "{words}");
    // A warning that is denied now fails.
    let denied = said(&run(&["--deny-warnings", "--message-format", "short"]));
    assert!(denied.contains("10 unchanged, 2 failed"), "{denied}");
    // An output that somebody changed, and a profile; what was said in another form has to be said anew.
    fs::write(root.join("out/a/p0.pdf"), "mine").expect("writable");
    fs::write(root.join("people/a/p3.yaml"), "basics: {name: Person 3, summary: Other.}").expect("writable");
    let words = said(&run(&[]));
    assert!(words.contains("made out/a/p0.pdf") && words.contains("made out/a/p3.pdf"), "{words}");
    assert!(words.contains("3 made, 8 unchanged, 1 failed"), "{words}");
    assert_eq!(files(&root.join("out"))["a/p0.pdf"], made["a/p0.pdf"]);
    // Another request, and force.
    assert!(said(&run(&["-O", "accent=#102030"])).contains("11 made, 1 failed"));
    assert!(said(&run(&["--force", "-O", "accent=#102030"])).contains("11 made, 1 failed"));
    assert!(said(&run(&["-O", "accent=#102030"])).contains("11 unchanged, 1 failed"));
}

#[test]
fn the_first_failure_is_the_last_where_that_is_wanted() {
    let folder = people();
    let root = folder.path();
    fs::write(root.join("people/a/p0.yaml"), "basics: [").expect("writable");
    let output =
        curricle(root, &["render", "people", "-o", "out", "-j", "1", "--fail-fast", "--report", "report.json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(root.join("report.json")).expect("there")).expect("JSON");
    assert_eq!(report["interrupted"], true);
    assert_eq!((&report["summary"]["failed"], &report["summary"]["skipped"]), (&1.into(), &11.into()));
    assert!(files(&root.join("out")).is_empty());
}

#[test]
fn a_check_of_many_writes_nothing_and_reports() {
    let folder = people();
    let root = folder.path();
    let before = files(root).len();
    let output = curricle(root, &["check", "people", "--report", "report.xml", "--deny-warnings"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("10 right, 2 failed"), "{}", said(&output));
    assert_eq!(files(root).len(), before + 1);
}

#[test]
fn standard_input_may_be_one_of_many() {
    use std::io::Write;
    use std::process::Stdio;
    let folder = people();
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    command.current_dir(folder.path()).args(["render", "-", "people/a/p0.yaml", "-o", "out", "--report", "report.md"]);
    command.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    child.stdin.take().expect("piped").write_all(b"basics: {name: Piped Person}").expect("it reads");
    let output = child.wait_with_output().expect("ours");
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(files(&folder.path().join("out")).len(), 2);
}

#[test]
fn a_report_that_cannot_be_written_is_said_before_or_after_and_nothing_is_lost() {
    let folder = people();
    let root = folder.path();
    let output = curricle(root, &["render", "people", "-o", "out", "--report", "report.pdf"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(files(&root.join("out")).is_empty());
    fs::create_dir(root.join("report.json")).expect("writable");
    let output = curricle(root, &["render", "people/a", "-o", "out", "--report", "report.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[unwritable]"), "{}", said(&output));
    assert_eq!(files(&root.join("out")).len(), 4);
}
