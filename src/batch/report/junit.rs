//! The report as JUnit XML, in the dialect of Jenkins, which other CI reads too: one suite, a test case for each target.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::spool::hash;
use super::{Head, Spool, Status, TargetReport};
use crate::diagnostic::Severity;
use crate::source::report::{Record, safe};

pub(super) fn write(head: &Head, spool: &mut Spool, out: &mut dyn Write) -> io::Result<()> {
    let summary = head.summary(spool);
    let (tests, failures) = (spool.len().to_string(), summary.failed.to_string());
    let (skipped, time) = (summary.skipped.to_string(), seconds(summary.milliseconds));
    let common = [("name", "curricle"), ("tests", &tests), ("failures", &failures), ("errors", "0"), ("time", &time)];
    let mut names = Names::of(spool);
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let suites = xml.create_element("testsuites").with_attributes(common);
    suites.write_inner_content(|xml| {
        let suite = xml.create_element("testsuite").with_attributes(common).with_attribute(("skipped", &*skipped));
        suite.write_inner_content(|xml| {
            for target in spool.targets() {
                case(xml, &target?, &mut names)?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    xml.into_inner().write_all(b"\n")
}

fn case(xml: &mut Writer<&mut dyn Write>, target: &TargetReport, names: &mut Names) -> io::Result<()> {
    let (folder, name) = (folder(&target.input), names.name(target));
    let time = seconds(target.milliseconds);
    let attributes = [("classname", &*folder), ("name", &*name), ("time", &*time)];
    let case = xml.create_element("testcase").with_attributes(attributes);
    let (decisive, others) = decisive(target);
    if target.status == Status::Skipped {
        case.write_inner_content(|xml| xml.create_element("skipped").write_empty().map(|_| ()))?;
    } else if target.status == Status::Failed || !others.is_empty() {
        case.write_inner_content(|xml| {
            if target.status == Status::Failed {
                let codes = safe_xml(&codes(&decisive));
                let message = decisive.first().map(|record| safe_xml(&record.message)).unwrap_or_default();
                let failure = xml.create_element("failure");
                let failure = failure.with_attributes([("type", &*codes), ("message", &*message)]);
                failure.write_text_content(BytesText::new(&lines(&decisive)))?;
            }
            if !others.is_empty() {
                xml.create_element("system-out").write_text_content(BytesText::new(&lines(&others)))?;
            }
            Ok(())
        })?;
    } else {
        case.write_empty()?;
    }
    Ok(())
}

/// What a target failed for, and what else there was to say: where there is no error, warnings were denied.
pub(super) fn decisive(target: &TargetReport) -> (Vec<&Record>, Vec<&Record>) {
    let is = |severity: Severity| move |record: &&Record| record.severity == severity.as_str();
    let records = || target.diagnostics.iter();
    let severity =
        if records().any(|record| is(Severity::Error)(&record)) { Severity::Error } else { Severity::Warning };
    if target.status == Status::Failed { records().partition(is(severity)) } else { (Vec::new(), records().collect()) }
}

/// The codes of records, each once.
pub(super) fn codes(records: &[&Record]) -> String {
    let mut seen = BTreeSet::new();
    let codes = records.iter().map(|record| record.code.as_str()).filter(|code| seen.insert(*code));
    codes.collect::<Vec<_>>().join(", ")
}

fn lines(records: &[&Record]) -> String {
    let lines: Vec<String> = records.iter().map(|record| safe_xml(&record.to_string())).collect();
    lines.join("\n")
}

/// The folder of an input as readers take the class of a test: with dots between its parts, and none within.
fn folder(input: &str) -> String {
    let (folder, _) = input.rsplit_once(['/', '\\']).unwrap_or_default();
    let parts: Vec<String> = folder
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .map(|part| safe_xml(part).replace('.', "_"))
        .collect();
    if parts.is_empty() { "curricle".into() } else { parts.join(".") }
}

/// What the targets are called: by their input's name, and by as much more as it takes to tell them apart.
struct Names {
    /// How often each input occurs.
    inputs: BTreeMap<u64, u32>,
    given: BTreeSet<u64>,
}

impl Names {
    fn of(spool: &Spool) -> Self {
        let mut inputs = BTreeMap::new();
        spool.known().for_each(|line| *inputs.entry(line.input).or_insert(0) += 1);
        Self { inputs, given: BTreeSet::new() }
    }

    fn name(&mut self, target: &TargetReport) -> String {
        let file = target.input.rsplit(['/', '\\']).next().unwrap_or_default();
        let mut name = safe_xml(file);
        if self.inputs.get(&hash(&target.input)).is_some_and(|count| *count > 1) {
            let application = target.application.as_deref().map(|path| path.rsplit(['/', '\\']).next().unwrap_or(path));
            let parts = [application, Some(&target.theme), target.language.as_deref()];
            let parts: Vec<String> = parts.into_iter().flatten().map(safe_xml).collect();
            name = format!("{name} ({})", parts.join(", "));
        }
        if !self.given.insert(hash(&format!("{}\0{name}", target.input))) {
            name = format!("{name} #{}", target.position + 1);
        }
        name
    }
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}

/// A text on one line with what XML 1.0 can hold.
fn safe_xml(text: &str) -> String {
    let allowed = |c: char| matches!(c, ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    safe(text).chars().map(|c| if allowed(c) { c } else { '\u{FFFD}' }).collect()
}
