//! The ranking for other programs that read lines: one record a line, name first, fields between tabs.

use std::fmt::Write;

use curricle::application::posting::report::{Report, Scored};

use super::human::{kind, purpose};

/// Writes `TERM answered …`, `TERM missing …` and `PATH entry|position|highlight …`.
pub(super) fn records(report: &Report) -> String {
    let mut out = String::new();
    for term in report.answered.iter().filter(|term| !term.covered) {
        let places: Vec<String> = term.places.iter().map(|place| format!("{}:{}", place.path, place.line)).collect();
        // Infallible for a string, as all below.
        let _ = writeln!(
            out,
            "{}\tanswered\t{}\tline {}\t{:.3}\t{}",
            term.term,
            purpose(term.purpose),
            term.line,
            term.weight,
            places.join(" ")
        );
    }
    for lack in &report.missing {
        let _ =
            writeln!(out, "{}\tmissing\t{}\tline {}\t{:.3}", lack.term, purpose(lack.purpose), lack.line, lack.weight);
    }
    report.entries.iter().for_each(|entry| scored(entry, &mut out));
    out
}

fn scored(entry: &Scored, out: &mut String) {
    let terms: Vec<&str> = entry.parts.iter().map(|part| part.term.as_str()).collect();
    let line = entry.line.map_or(String::new(), |line| format!("line {line}"));
    let _ = writeln!(
        out,
        "{}\t{}\t{line}\t{:.3}\t{}\t{}",
        entry.path,
        kind(entry.kind),
        entry.score,
        entry.label.join(", "),
        terms.join(", ")
    );
    entry.nested.iter().for_each(|nested| scored(nested, out));
}
