//! The ranking for people: what is missing, what is answered and where, which entries say most.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use curricle::application::posting::report::{Answered, Lacking, Report, Scored, Where};
use curricle::application::posting::{Kind, Purpose, TermKind};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The most columns of a line.
const COLUMNS: usize = 100;
/// The columns of a bar.
const BAR: usize = 8;
/// The most places of a term, and the most terms of a passage, that are shown.
const SHOWN: usize = 6;

/// How many rows each part may take.
struct Rows {
    /// Names that are missing.
    missing: usize,
    /// Lines of other words that are missing.
    words: usize,
    /// Terms that are answered.
    answered: usize,
    /// Entries.
    entries: usize,
}

/// So many that all of it fits a terminal of 45 rows.
const FEW: Rows = Rows { missing: 12, words: 3, answered: 9, entries: 6 };

/// Everything.
const ALL: Rows = Rows { missing: usize::MAX, words: usize::MAX, answered: usize::MAX, entries: usize::MAX };

/// How pieces are set off.
struct Styles {
    title: Style,
    strong: Style,
    faint: Style,
    bar: Style,
}

/// Writes what matters most, or `all` of it.
pub(super) fn human(report: &Report, color: bool, all: bool) -> String {
    let plain = Style::new();
    let styles = if color {
        let bar = plain.fg_color(Some(AnsiColor::Cyan.into()));
        Styles { title: plain.bold().underline(), strong: plain.bold(), faint: plain.dimmed(), bar }
    } else {
        Styles { title: plain, strong: plain, faint: plain, bar: plain }
    };
    let rows = if all { ALL } else { FEW };
    let mut out = String::new();
    let left_out = [
        (missing(report, &rows, &styles, &mut out), "that the profile does not say"),
        (answered(report, &rows, &styles, &mut out), "that it answers"),
        (ranking(report, &rows, &styles, &mut out), "entries"),
    ];
    let left_out: Vec<String> =
        left_out.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if !all {
        let more = if left_out.is_empty() { String::new() } else { format!("more: {}; ", left_out.join(", ")) };
        let _ = writeln!(out, "\n  {0}{more}`--all` shows everything{0:#}", styles.faint);
    }
    out
}

fn title(text: &str, styles: &Styles, out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
    // Infallible for a string, as all below.
    let _ = writeln!(out, "{0}{text}{0:#}\n", styles.title);
}

/// Writes what is missing. Returns how many terms are left out, as the next two do.
fn missing(report: &Report, rows: &Rows, styles: &Styles, out: &mut String) -> usize {
    title("What the advert asks for and the profile does not say", styles, out);
    if report.missing.is_empty() {
        let _ = writeln!(out, "  nothing");
        return 0;
    }
    let (names, words): (Vec<&Lacking>, Vec<&Lacking>) =
        report.missing.iter().partition(|lack| lack.kind == TermKind::Name || lack.purpose >= Purpose::Wanted);
    if !names.is_empty() {
        let _ = writeln!(out, "  {0}line  asked     term{0:#}", styles.faint);
    }
    for lack in names.iter().take(rows.missing) {
        let also = if lack.also.is_empty() { String::new() } else { format!(" ({})", lack.also.join(", ")) };
        let term = cut(&format!("{}{also}", lack.term), COLUMNS - 18);
        let _ = writeln!(out, "  {:>4}  {:<8}  {2}{term}{2:#}", lack.line, purpose(lack.purpose), styles.strong);
    }
    let mut left_out = names.len().saturating_sub(rows.missing);
    if !words.is_empty() {
        let words: Vec<String> = words.iter().map(|lack| format!("{} ({})", cut(&lack.term, 60), lack.line)).collect();
        let _ = writeln!(out, "  {0}other words, with their lines{0:#}", styles.faint);
        let lines = wrapped(&words, COLUMNS - 8);
        for line in lines.iter().take(rows.words) {
            let _ = writeln!(out, "        {line}");
        }
        let shown: usize = lines.iter().take(rows.words).map(|line| line.matches("),").count()).sum();
        left_out += if lines.len() > rows.words { words.len() - shown } else { 0 };
    }
    left_out
}

fn answered(report: &Report, rows: &Rows, styles: &Styles, out: &mut String) -> usize {
    title("What the advert asks for and the profile answers", styles, out);
    let shown: Vec<&Answered> =
        report.answered.iter().filter(|term| !term.covered && term.kind != TermKind::Everyday).collect();
    if shown.is_empty() {
        let _ = writeln!(out, "  nothing");
        return 0;
    }
    let left_out = shown.len().saturating_sub(rows.answered);
    let shown = &shown[..shown.len() - left_out];
    // Where terms are few, so are the lines of each.
    let most = if rows.answered == usize::MAX { usize::MAX } else { 1 };
    let width = shown.iter().map(|term| term.term.width()).max().unwrap_or(0).clamp(4, 32);
    let _ = writeln!(out, "  {0}{1:>4}  {2}  where in the profile{0:#}", styles.faint, "line", padded("term", width));
    for term in shown {
        let count = term.places.len();
        let room = COLUMNS - width - 10;
        let place = |place: &Where| {
            let at = format!("{} line {}", place.path, place.line);
            let other = place.words.to_lowercase() != term.term.to_lowercase();
            let words = cut(&place.words, room.saturating_sub(at.width() + 4));
            if other { format!("{at} ({words})") } else { at }
        };
        let mut places: Vec<String> = term.places.iter().take(SHOWN).map(place).collect();
        if count > SHOWN {
            places.push(format!("{} more", count - SHOWN));
        }
        let lines = wrapped(&places, room - 2);
        for (index, line) in lines.iter().take(most).enumerate() {
            let (number, name) =
                if index == 0 { (term.line.to_string(), cut(&term.term, width)) } else { Default::default() };
            let more = if index + 1 == most && lines.len() > most { " …" } else { "" };
            let _ = writeln!(out, "  {number:>4}  {0}{1}{0:#}  {line}{more}", styles.strong, padded(&name, width));
        }
    }
    left_out
}

fn ranking(report: &Report, rows: &Rows, styles: &Styles, out: &mut String) -> usize {
    title("Which entries say most to it", styles, out);
    let best = report.entries.first().map_or(0.0, |entry| entry.score);
    let (saying, silent): (Vec<&Scored>, Vec<&Scored>) = report.entries.iter().partition(|entry| entry.score > 0.0);
    let deep = rows.entries == usize::MAX;
    for entry in saying.iter().take(rows.entries) {
        scored(entry, best, 0, deep, styles, out);
    }
    if saying.is_empty() {
        let _ = writeln!(out, "  none");
    }
    if !deep {
        return report.entries.len() - saying.len().min(rows.entries);
    }
    if !silent.is_empty() {
        let paths: Vec<String> = silent.iter().map(|entry| entry.path.clone()).collect();
        let _ = writeln!(out, "  {0}these say nothing to it{0:#}", styles.faint);
        for line in wrapped(&paths, COLUMNS - 8) {
            let _ = writeln!(out, "        {line}");
        }
    }
    if let Some(reference) = &report.reference {
        let _ = writeln!(
            out,
            "\n  {0}ages count from {reference}, with a half-life of {1} years{0:#}",
            styles.faint, report.half_life
        );
    }
    0
}

/// Writes an entry with a bar; where it is `deep`, with the terms that it answers and what it holds.
fn scored(entry: &Scored, best: f64, depth: usize, deep: bool, styles: &Styles, out: &mut String) {
    let indent = 2 * depth;
    let filled = if best > 0.0 { (entry.score / best * 8.0).round().clamp(0.0, 8.0) } else { 0.0 };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 8")]
    let filled = filled as usize;
    let bar = format!("{}{}", "█".repeat(filled), "·".repeat(BAR - filled));
    let private = if entry.private { ", private" } else { "" };
    let line = entry.line.map_or(String::new(), |line| format!(" line {line}{private}"));
    let name = cut(short(&entry.path, depth), 48);
    let label = entry.label.join(", ");
    let room = COLUMNS.saturating_sub(2 + BAR + 2 + indent + name.width() + line.width() + 2);
    let name_style = if depth == 0 { styles.strong } else { Style::new() };
    let _ = writeln!(
        out,
        "  {0}{bar}{0:#}  {1}{2}{name}{2:#}{3}{line}{3:#}  {4}",
        styles.bar,
        " ".repeat(indent),
        name_style,
        styles.faint,
        cut(&label, room)
    );
    if entry.score <= 0.0 || !deep {
        return;
    }
    let mut terms: Vec<String> = entry.parts.iter().take(SHOWN).map(|part| cut(&part.term, 40)).collect();
    if entry.parts.len() > SHOWN {
        terms.push(format!("{} more", entry.parts.len() - SHOWN));
    }
    let margin = 2 + BAR + 2 + indent + 2;
    for line in wrapped(&terms, COLUMNS - margin) {
        let _ = writeln!(out, "{}{1}{line}{1:#}", " ".repeat(margin), styles.faint);
    }
    for nested in &entry.nested {
        scored(nested, best, depth + 1, deep, styles, out);
    }
}

/// A key path, from its last list on where it stands below what holds it.
fn short(path: &str, depth: usize) -> &str {
    if depth == 0 { path } else { path.rsplit('.').next().unwrap_or(path) }
}

/// What a sentence of the advert is for, in a word.
pub(super) fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Offer => "offer",
        Purpose::Facts => "facts",
        Purpose::About => "about",
        Purpose::Intro => "intro",
        Purpose::Wish => "wish",
        Purpose::Task => "task",
        Purpose::Title => "title",
        Purpose::Wanted => "wanted",
        Purpose::Must => "must",
    }
}

/// What a passage is, in a word.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Entry => "entry",
        Kind::Position => "position",
        Kind::Highlight => "highlight",
        Kind::About => "about",
    }
}

/// A text filled up to a width.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// A text cut to a width, with an ellipsis where something is left out.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// Items joined by commas, on lines of a width.
fn wrapped(items: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let item = if index + 1 < items.len() { format!("{item},") } else { item.clone() };
        match lines.last_mut() {
            Some(line) if line.width() + 1 + item.width() <= width => {
                line.push(' ');
                line.push_str(&item);
            }
            _ => lines.push(item),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use curricle::application::posting::report::{Report, report};
    use curricle::application::posting::{Posting, Settings, rank};
    use curricle::batch::{Input, load};
    use curricle::source::Sources;
    use unicode_width::UnicodeWidthStr;

    use super::{COLUMNS, human};
    use crate::cli::matching::records::records;

    fn case(name: &str) -> Report {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/matching");
        let read = |ending: &str| std::fs::read(folder.join(format!("{name}.{ending}"))).expect("readable");
        let mut sources = Sources::new();
        let input = Input { name: format!("{name}.yaml"), bytes: read("yaml"), folder: folder.clone() };
        let profile = load(&input, &[], &mut sources).expect("a profile").value;
        let posting = Posting::read(&format!("{name}.txt"), &read("txt"), &mut sources).expect("an advert").value;
        let ranking = rank(&profile, &posting.language().expect("told"), &posting, &Settings::default());
        report(&ranking, &posting, Settings::HALF_LIFE, &sources)
    }

    #[test]
    fn people_read_three_parts_of_a_hundred_columns() {
        let text = human(&case("nursing"), false, true);
        assert!(text.lines().all(|line| line.width() <= COLUMNS && line.trim_end() == line), "{text}");
        insta::assert_snapshot!(text);
    }

    #[test]
    fn what_is_missing_comes_first_and_the_most_important_fits_a_terminal() {
        for name in ["backend", "data", "design", "deutsch", "finance", "nursing", "research", "support", "teaching"] {
            let text = human(&case(name), false, false);
            assert!(text.starts_with("What the advert asks for and the profile does not say"), "{text}");
            assert!(text.lines().count() <= 44 && text.lines().all(|line| line.width() <= COLUMNS), "{text}");
        }
        insta::assert_snapshot!(human(&case("nursing"), false, false));
    }

    #[test]
    fn colours_change_no_word() {
        let report = case("deutsch");
        let plain = anstream::adapter::strip_str(&human(&report, true, true)).to_string();
        assert_eq!(plain, human(&report, false, true));
    }

    #[test]
    fn programs_read_one_record_a_line() {
        let text = records(&case("nursing"));
        assert!(text.lines().all(|line| line.split('\t').count() >= 5), "{text}");
        insta::assert_snapshot!(text);
    }
}
