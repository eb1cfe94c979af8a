//! `curricle report merge`: what parts of a run said, as one report in each of its forms.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::path::Path;
use std::process::{Command, Output};

use curricle::batch::report::{self, Head, PlanOf, Report, ReportFormat, Spool, Status, TargetReport, Tool};
use serde_json::Value;

/// Writes the report of one part of a plan of so many targets, of which one may fail.
fn part(folder: &Path, index: u32, count: u32, targets: usize, fails: Option<usize>) {
    let head = Head {
        tool: Tool { name: "curricle".into(), version: "0.1.0".into() },
        plan: PlanOf { targets, sha256: "f".repeat(64) },
        shard: Some(format!("{index}/{count}").parse().unwrap()),
        interrupted: false,
        milliseconds: u64::from(index),
    };
    let mut spool = Spool::new(tempfile::tempfile().unwrap());
    for position in (0..targets).filter(|position| position % count as usize + 1 == index as usize) {
        let target = TargetReport {
            position,
            input: format!("cvs/{position}.yaml"),
            application: None,
            theme: "plain".into(),
            language: None,
            status: if fails == Some(position) { Status::Failed } else { Status::Made },
            outputs: Vec::new(),
            pages: 1,
            milliseconds: 3,
            diagnostics: Vec::new(),
        };
        spool.push(&target).unwrap();
    }
    let mut out = Vec::new();
    report::write(ReportFormat::Json, &head, &mut spool, &mut out).unwrap();
    std::fs::write(folder.join(format!("part-{index}.json")), out).unwrap();
}

fn merge(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    command.current_dir(folder).args(["report", "merge"]).args(arguments).output().unwrap()
}

#[test]
fn parts_become_one_report_in_each_form() {
    let folder = tempfile::tempdir().unwrap();
    (1..=3).for_each(|index| part(folder.path(), index, 3, 100, None));
    let files = ["part-2.json", "part-3.json", "part-1.json", "-o", "r/all.json", "-o", "all.xml", "-o", "all.md"];
    let output = merge(folder.path(), &files);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
    let text = std::fs::read_to_string(folder.path().join("r/all.json")).unwrap();
    let report: Report = serde_json::from_str(&text).unwrap();
    assert_eq!((report.shard, report.summary.made, report.summary.milliseconds), (None, 100, 3));
    assert!(report.targets.iter().map(|target| target.position).eq(0..100));
    let xml = std::fs::read_to_string(folder.path().join("all.xml")).unwrap();
    assert_eq!(xml.matches("<testcase ").count(), 100);
    let page = std::fs::read_to_string(folder.path().join("all.md")).unwrap();
    assert!(page.starts_with("## curricle: nothing failed of 100\n"), "{page}");
    // Without -o it goes to standard output, and meets the schema that curricle prints.
    let output = merge(folder.path(), &["part-2.json", "part-3.json", "part-1.json"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), text);
    let schema = Command::new(env!("CARGO_BIN_EXE_curricle")).args(["schema", "report"]).output().unwrap().stdout;
    let schema = jsonschema::draft202012::new(&serde_json::from_slice::<Value>(&schema).unwrap()).unwrap();
    assert!(schema.is_valid(&serde_json::from_str(&text).unwrap()));
}

#[test]
fn a_target_that_failed_in_a_part_fails_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    (1..=2).for_each(|index| part(folder.path(), index, 2, 10, Some(7)));
    let output = merge(folder.path(), &["part-1.json", "part-2.json", "-o", "all.md"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(std::fs::read_to_string(folder.path().join("all.md")).unwrap().contains("1 of 10 failed"));
}

#[test]
fn parts_that_do_not_fit_write_nothing_and_are_all_told() {
    let folder = tempfile::tempdir().unwrap();
    (1..=3).for_each(|index| part(folder.path(), index, 3, 9, None));
    std::fs::write(folder.path().join("other.json"), "{}").unwrap();
    let said = |arguments: &[&str]| {
        let output = merge(folder.path(), &[arguments, &["--message-format", "short"]].concat());
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, text) = said(&["part-1.json", "part-1.json", "other.json", "-o", "all.json"]);
    assert_eq!(code, 1);
    let codes: Vec<&str> = text.lines().map(|line| line.split(['[', ']']).nth(1).unwrap()).collect();
    assert_eq!(codes, ["shard-twice", "not-a-report", "shard-missing"], "{text}");
    let (code, text) = said(&["part-1.json", "nowhere.json", "-o", "all.json"]);
    assert!(code == 2 && text.starts_with("nowhere.json: error[not-found]: report not found"), "{text}");
    assert!(!folder.path().join("all.json").exists());
}

#[test]
fn outputs_that_cannot_be_meant_are_refused_before_anything_is_read() {
    let folder = tempfile::tempdir().unwrap();
    part(folder.path(), 1, 1, 3, None);
    let before = std::fs::read(folder.path().join("part-1.json")).unwrap();
    for outputs in [&["-o", "all.html"] as &[&str], &["-o", "./part-1.json"], &["-o", "a.xml", "-o", "a.xml"]] {
        let output = merge(folder.path(), &[&["part-1.json"], outputs].concat());
        assert_eq!(output.status.code(), Some(2), "{outputs:?}");
    }
    assert_eq!(std::fs::read(folder.path().join("part-1.json")).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
