//! The report as a page for people, such as the summary of a job: what needs them first, and never longer than a screen or
//! three, whatever the number of targets.
//!
//! Texts of files stand in `<code>` with all punctuation that could mean something as numbered entities: nothing of theirs
//! can break the table, become markup or a link, or mention somebody.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::junit::{codes, decisive};
use super::spool::Line;
use super::{Head, Spool, Status, Summary, TargetReport};
use crate::source::report::{Record, safe};

/// How many failures are listed.
const FAILURES: usize = 100;

/// How many targets with warnings are listed.
const WARNINGS: usize = 50;

/// The longest text in a cell, in characters.
const CELL: usize = 200;

pub(super) fn write(head: &Head, spool: &mut Spool, out: &mut dyn Write) -> io::Result<()> {
    let mut page = front(head, &head.summary(spool), spool.len());
    let failed = |line: &Line| line.status == Status::Failed;
    section(&mut page, "Failed", FAILURES, spool, failed, |target| decisive(target).0)?;
    let warned = |line: &Line| line.warned && line.status != Status::Failed;
    section(&mut page, "Warnings", WARNINGS, spool, warned, |target| {
        target.diagnostics.iter().filter(|record| record.severity == "warning").collect()
    })?;
    let slowest = spool.slowest().collect::<io::Result<Vec<_>>>()?;
    if !slowest.is_empty() {
        page.push_str("\n### Slowest\n\n| input | time |\n|---|--:|\n");
        for target in slowest {
            let _ = writeln!(page, "| {} | {} |", name(&target), time(target.milliseconds));
        }
    }
    out.write_all(page.as_bytes())
}

/// The headline and the sums.
fn front(head: &Head, summary: &Summary, all: usize) -> String {
    let Summary { made, unchanged, failed, skipped, pages, milliseconds } = summary;
    let mut page = String::from("## curricle: ");
    let _ = match (failed, skipped) {
        (0, 0) => write!(page, "nothing failed of {all}"),
        (0, skipped) => write!(page, "{skipped} of {all} not made"),
        (failed, _) => write!(page, "{failed} of {all} failed"),
    };
    page.push_str("\n\n");
    if let Some(shard) = head.shard {
        let _ = writeln!(page, "Part {shard} of {} targets.\n", head.plan.targets);
    }
    if head.interrupted {
        page.push_str("The run was stopped before its end.\n\n");
    }
    page.push_str("| made | unchanged | failed | skipped | pages | time |\n|--:|--:|--:|--:|--:|--:|\n");
    let _ = writeln!(page, "| {made} | {unchanged} | {failed} | {skipped} | {pages} | {} |", time(*milliseconds));
    page
}

/// A table of targets with what there is to say of them.
fn section(
    page: &mut String,
    title: &str,
    most: usize,
    spool: &mut Spool,
    wanted: impl Fn(&Line) -> bool,
    said: impl Fn(&TargetReport) -> Vec<&Record>,
) -> io::Result<()> {
    let count = spool.count(&wanted);
    if count == 0 {
        return Ok(());
    }
    let _ = writeln!(page, "\n### {title}\n\n| input | code | place | message |\n|---|---|---|---|");
    for target in spool.those(wanted).take(most) {
        let target = target?;
        let records = said(&target);
        let (place, mut message) = records
            .first()
            .map_or_else(Default::default, |record| (code(&record.place.to_string()), code(&record.message)));
        if records.len() > 1 {
            let _ = write!(message, " and {} more", records.len() - 1);
        }
        let _ = writeln!(page, "| {} | {} | {place} | {message} |", name(&target), code(&codes(&records)));
    }
    if count > most {
        let _ = writeln!(page, "\nand {} more", count - most);
    }
    Ok(())
}

/// What a target is called.
fn name(target: &TargetReport) -> String {
    let more = [target.application.as_deref(), Some(&*target.theme), target.language.as_deref()];
    let more = more.into_iter().flatten().filter(|text| !text.is_empty()).map(code);
    std::iter::once(code(&target.input)).chain(more).collect::<Vec<_>>().join(", ")
}

/// A text of a file's, as it is, cut where it is long.
fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::from("<code>");
    for (index, character) in safe(text).chars().enumerate() {
        match character {
            _ if index == CELL => {
                out.push('…');
                break;
            }
            c @ (' ' | '-' | '/' | ',') => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            c => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
        }
    }
    out.push_str("</code>");
    out
}

fn time(milliseconds: u64) -> String {
    match milliseconds / 1000 {
        0 => format!("{milliseconds} ms"),
        seconds @ 1..60 => format!("{seconds}.{} s", milliseconds % 1000 / 100),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}
