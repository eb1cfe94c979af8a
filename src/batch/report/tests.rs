use super::*;
use crate::diagnostic::Diagnostics;
use crate::source::report::{Record, RecordPlace, RecordRange};

fn spool() -> Spool {
    Spool::new(tempfile::tempfile().unwrap())
}

fn record(severity: &str, code: &str, message: &str, place: Option<(&str, usize, usize)>) -> Record {
    let range = |line, column| RecordRange { line, column, end_line: line, end_column: 9, byte_start: 0, byte_end: 1 };
    let place = place.map_or_else(RecordPlace::default, |(file, line, column)| RecordPlace {
        file: Some(file.into()),
        range: Some(range(line, column)),
    });
    Record {
        code: code.into(),
        severity: severity.into(),
        message: message.into(),
        place,
        path: String::new(),
        hints: Vec::new(),
        related: Vec::new(),
    }
}

fn target(position: usize, input: &str, status: Status) -> TargetReport {
    let made = matches!(status, Status::Made | Status::Unchanged);
    let output = Output { path: format!("dist/{position}.pdf"), sha256: "0".repeat(64), bytes: 1000 };
    TargetReport {
        position,
        input: input.into(),
        application: None,
        theme: "plain".into(),
        language: None,
        status,
        outputs: made.then_some(output).into_iter().collect(),
        pages: if made { 2 } else { 0 },
        milliseconds: 10 + position as u64,
        diagnostics: Vec::new(),
    }
}

fn head(shard: Option<&str>, targets: usize) -> Head {
    Head {
        tool: Tool { name: "curricle".into(), version: "0.1.0".into() },
        plan: PlanOf { targets, sha256: "a".repeat(64) },
        shard: shard.map(|shard| shard.parse().unwrap()),
        interrupted: false,
        milliseconds: 61_234,
    }
}

/// A run in which something of each kind came about, with texts that mean harm.
fn run() -> Spool {
    let hostile =
        "team/<img src=x onerror=alert(1)>|[a](http://evil.example) @octocat `b` ]]>&\u{1B}[2J\u{FFFF}\u{202E}.yaml";
    let mut spool = spool();
    let mut broken = target(2, hostile, Status::Failed);
    broken.diagnostics = vec![
        record("warning", "bad-country", "`Utopia` is no country", Some((hostile, 2, 1))),
        record(
            "error",
            "unknown-key",
            "`basics` has no key `emial` | see www.evil.example\nand @octocat #1",
            Some((hostile, 3, 3)),
        ),
        record("error", "bad-date", "`soon` is not a date", Some((hostile, 9, 5))),
    ];
    let mut denied = target(4, "team/v1.2/denied.yaml", Status::Failed);
    denied.diagnostics = vec![record("warning", "cut-by-comment", "the value ends at `#`", None)];
    let mut warned = target(0, "team/warned.yaml", Status::Made);
    warned.diagnostics = vec![
        record("note", "nameless", "there is no name", None),
        record("warning", "not-accessible", "exported without PDF/UA-1", None),
    ];
    let twice = [("ledger", "de"), ("ledger", "en"), ("ledger", "en")];
    for (index, (theme, language)) in twice.into_iter().enumerate() {
        let named = TargetReport {
            theme: theme.into(),
            language: Some(language.into()),
            application: Some("applications/acme.yaml".into()),
            ..target(5 + index, "ada.yaml", Status::Unchanged)
        };
        spool.push(&named).unwrap();
    }
    for target in
        [denied, broken, target(1, "team/good.yaml", Status::Made), warned, target(3, "late.yaml", Status::Skipped)]
    {
        spool.push(&target).unwrap();
    }
    spool
}

fn written(format: ReportFormat, head: &Head, spool: &mut Spool) -> String {
    let mut out = Vec::new();
    write(format, head, spool, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn results_come_in_any_order_and_go_in_that_of_the_plan() {
    let mut spool = spool();
    for position in [3, 0, 2, 5, 1] {
        spool.push(&target(position, &format!("{position}.yaml"), Status::Made)).unwrap();
    }
    let inputs = |spool: &mut Spool| spool.targets().map(|it| it.unwrap().input).collect::<Vec<_>>();
    assert_eq!(inputs(&mut spool), ["0.yaml", "1.yaml", "2.yaml", "3.yaml", "5.yaml"]);
    assert_eq!(spool.summary(), Summary { made: 5, pages: 10, ..Summary::default() });
    // Again after it was read, in place of another, and where there was none.
    spool.push(&target(2, "longer-than-before.yaml", Status::Failed)).unwrap();
    spool.push(&target(4, "4.yaml", Status::Skipped)).unwrap();
    assert_eq!(inputs(&mut spool), ["0.yaml", "1.yaml", "longer-than-before.yaml", "3.yaml", "4.yaml", "5.yaml"]);
    assert_eq!(spool.summary(), Summary { made: 4, failed: 1, skipped: 1, pages: 8, ..Summary::default() });
    assert_eq!(spool.slowest().map(|it| it.unwrap().position).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
}

#[test]
fn a_full_disk_is_told_and_not_taken_for_an_empty_report() {
    // What cannot be written to stands for a disk that is full.
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut spool = Spool::new(std::fs::File::open(file.path()).unwrap());
    let pushed = (0..1000).try_for_each(|position| spool.push(&target(position, "a.yaml", Status::Made)));
    assert!(pushed.is_err() || spool.targets().any(|target| target.is_err()));
}

#[test]
fn json_is_the_model_and_reads_the_same_again() {
    let text = written(ReportFormat::Json, &head(Some("3/16"), 8), &mut run());
    assert!(!text.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202E}')), "{text}");
    let report: Report = serde_json::from_str(&text).unwrap();
    assert_eq!(report.form, FORM);
    assert_eq!(report.shard, "3/16".parse().ok());
    assert_eq!(report.targets, run().targets().map(Result::unwrap).collect::<Vec<_>>());
    let Summary { made, unchanged, failed, skipped, pages, milliseconds } = report.summary;
    assert_eq!((made, unchanged, failed, skipped, pages, milliseconds), (2, 3, 2, 1, 10, 61_234));
    assert_eq!(text.lines().count(), 1 + 8 + 1, "one target a line");
    let empty = written(ReportFormat::Json, &head(None, 0), &mut spool());
    assert!(serde_json::from_str::<Report>(&empty).unwrap().targets.is_empty());
}

#[test]
fn junit_has_a_case_for_each_target() {
    let text = written(ReportFormat::Junit, &head(None, 8), &mut run());
    let document = roxmltree::Document::parse(&text).unwrap();
    let suite = document.root_element().first_element_child().unwrap();
    let counts = ["tests", "failures", "errors", "skipped", "time"].map(|name| suite.attribute(name).unwrap());
    assert_eq!(counts, ["8", "2", "0", "1", "61.234"]);
    let cases: Vec<_> = suite.children().filter(|node| node.has_tag_name("testcase")).collect();
    let names: Vec<_> =
        cases.iter().map(|case| (case.attribute("classname").unwrap(), case.attribute("name").unwrap())).collect();
    assert_eq!(names.len(), 8);
    assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), 8, "{names:?}");
    assert_eq!(names[0], ("team", "warned.yaml"));
    assert_eq!(names[4], ("team.v1_2", "denied.yaml"));
    assert_eq!(names[5], ("curricle", "ada.yaml (acme.yaml, ledger, de)"));
    assert_eq!(names[7], ("curricle", "ada.yaml (acme.yaml, ledger, en) #8"));
    insta::assert_snapshot!(text);
}

#[test]
fn a_page_has_what_needs_people_and_lets_nothing_of_theirs_through() {
    let text = written(ReportFormat::Markdown, &Head { interrupted: true, ..head(Some("3/16"), 99) }, &mut run());
    for harm in ["<img", "@octocat", "[a]", "http:", "www.", "`", " #1", "\u{1B}", "\u{202E}"] {
        assert!(!text.contains(harm), "{harm}: {text}");
    }
    let cells = |line: &&str| line.matches('|').count();
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| <code>team")).collect();
    assert!(rows.iter().all(|row| matches!(cells(row), 3 | 5)), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn a_page_stays_short_whatever_the_run() {
    let mut spool = spool();
    for position in 0..300 {
        let mut target = target(position, &format!("{}{position}.yaml", "ü/".repeat(2000)), Status::Failed);
        target.diagnostics = vec![record("error", "typst", &"@".repeat(5000), None)];
        spool.push(&target).unwrap();
    }
    let text = written(ReportFormat::Markdown, &head(None, 300), &mut spool);
    assert!(text.contains("and 200 more") && text.len() < 512 * 1024, "{}", text.len());
}

#[test]
fn the_end_of_a_name_says_the_form() {
    let form = |name: &str| ReportFormat::of(Path::new(name));
    assert_eq!(form("a/report.json"), Ok(ReportFormat::Json));
    assert_eq!(form("JUNIT.XML"), Ok(ReportFormat::Junit));
    assert_eq!(form("summary.md"), Ok(ReportFormat::Markdown));
    assert!(form("report.html").is_err() && form("json").is_err());
}

/// A report of every third, and so on, of nine targets.
fn part(shard: &str) -> String {
    let head = Head { milliseconds: 100 * u64::from(shard.as_bytes()[0]), ..head(Some(shard), 9) };
    let index = usize::from(shard.as_bytes()[0] - b'1');
    let mut spool = spool();
    for position in (0..9).filter(|position| position % 3 == index) {
        spool.push(&target(position, &format!("{position}.yaml"), Status::Made)).unwrap();
    }
    written(ReportFormat::Json, &head, &mut spool)
}

fn merged(parts: &[(&str, &str)]) -> Result<(Head, Spool), Diagnostics> {
    let mut merge = Merge::new(spool());
    for (name, text) in parts {
        merge.add(name, text.as_bytes()).unwrap();
    }
    merge.end(head(None, 0).tool)
}

#[test]
fn parts_in_any_order_are_the_whole_in_the_order_of_the_plan() {
    let parts = ["3/3", "1/3", "2/3"].map(part);
    let (head, mut spool) = merged(&[("c", &parts[0]), ("a", &parts[1]), ("b", &parts[2])]).unwrap();
    assert_eq!((head.shard, head.plan.targets, head.milliseconds), (None, 9, 5100));
    assert!(spool.targets().map(|target| target.unwrap().position).eq(0..9));
}

#[test]
fn what_does_not_go_together_is_told_all_at_once() {
    let refused = |parts: &[(&str, &str)]| merged(parts).map(|_| ()).unwrap_err().to_string();
    let [one, two, three] = ["1/3", "2/3", "3/3"].map(part);
    let whole = part("1/3").replace("\"shard\":{\"index\":1,\"count\":3},", "");
    let newer = one.replace("curricle-report/1", "curricle-report/2");
    let other = two.replace(&"a".repeat(64), &"b".repeat(64));
    let fewer = two.replace("\"targets\":9", "\"targets\":8");
    let halves = two.replace("\"count\":3", "\"count\":4");
    let overlapping = three.replace("\"position\":8", "\"position\":7").replace("\"position\":5", "\"position\":1");
    let lost = three.replacen("\"position\":8", "\"position\":2", 1);
    let beyond = three.replace("\"position\":8", "\"position\":9");
    let text = [
        refused(&[
            ("cut", &one[..one.len() / 2]),
            ("list", "[]"),
            ("other.json", "{\"form\":\"x\"}"),
            ("newer", &newer),
        ]),
        refused(&[("a", &one), ("whole", &whole), ("other", &other), ("fewer", &fewer), ("halves", &halves)]),
        refused(&[("a", &one), ("again", &one)]),
        refused(&[("a", &one), ("b", &two)]),
        refused(&[("a", &one), ("b", &two), ("c", &overlapping)]),
        refused(&[("a", &one), ("b", &two), ("c", &lost)]),
        refused(&[("a", &one), ("b", &two), ("c", &beyond)]),
        refused(&[("a", &one), ("b", &two), ("c", &three.replace("\"unchanged\":0", "\"unknown\":0"))]),
    ];
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn targets_that_no_part_has_are_counted() {
    let three = part("3/3");
    let (first, rest) = three.split_once("[\n").unwrap();
    let fewer = format!("{first}[\n{}", rest.split_once(",\n").unwrap().1);
    let [one, two] = ["1/3", "2/3"].map(part);
    let errors = merged(&[("a", &one), ("b", &two), ("c", &fewer)]).map(|_| ()).unwrap_err();
    assert_eq!(errors.to_string(), "error[targets-missing]: the run has 9 targets, but the reports have 8\n");
}

#[test]
fn the_stored_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/schema/report.json");
    if std::env::var_os("CURRICLE_UPDATE").is_some() {
        std::fs::write(path, json_schema_text()).expect("writable");
    }
    let stored = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(stored == json_schema_text(), "run `CURRICLE_UPDATE=1 cargo test the_stored_schema_is_current`");
}

#[test]
fn a_report_meets_the_schema() {
    let schema = jsonschema::draft202012::new(&json_schema()).unwrap();
    for head in [head(None, 8), head(Some("1/2"), 16)] {
        let value: Value = serde_json::from_str(&written(ReportFormat::Json, &head, &mut run())).unwrap();
        let errors: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0]);
        let mut other = value.clone();
        other["form"] = "curricle-report/2".into();
        assert!(!schema.is_valid(&other));
    }
}
