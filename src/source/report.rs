//! Diagnostics as text: for people, as one line each, and for machines.
//!
//! Everything here is pure: what comes out is written by whoever owns the terminal. Nothing that came from a file is
//! passed on raw: characters that a terminal would act on (control characters, bidirectional overrides) are replaced or
//! escaped in all formats. Lines of any length are cut around the caret. What is hidden is masked, but for its author who
//! reads it on a terminal. Like faults of a file are one message for people, and one record each for machines.

mod base;
mod excerpt;
mod github;
mod group;
mod record;
mod sarif;
#[cfg(test)]
mod tests;
mod told;

use std::fmt::Write;

use codespan_reporting::diagnostic::{Diagnostic as Report, Label, LabelStyle, Severity as Level};
use codespan_reporting::term::termcolor::Buffer;
use codespan_reporting::term::{Chars, Config, emit_to_write_style};

pub use self::base::Base;
use self::excerpt::Excerpts;
pub use self::github::github;
pub use self::group::joined;
pub use self::record::{Record, RecordPlace, RecordRange, Related};
pub use self::sarif::Sarif;
pub use self::told::{Told, told};
use super::Sources;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Problem, Severity, SourceId, Span};

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MessageFormat {
    /// Several lines each, with the source and a caret.
    #[default]
    Human,
    /// One line each: `file:line:column: error[code]: message; hint`.
    Short,
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions, one a line.
    Github,
    /// One document in SARIF 2.1.0.
    Sarif,
}

/// How diagnostics are worded for whoever reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// How they are written.
    pub format: MessageFormat,
    /// Whether the formats for people have ANSI escapes.
    pub color: bool,
    /// Whether the formats for people show what is hidden, since nobody but its author reads them.
    pub unmasked: bool,
}

impl Manner {
    /// Whether people read it.
    #[must_use]
    pub fn is_for_people(self) -> bool {
        matches!(self.format, MessageFormat::Human | MessageFormat::Short)
    }
}

/// Writes diagnostics in their order. `color` adds ANSI escapes to the formats for people.
#[must_use]
pub fn render(diagnostics: &Diagnostics, sources: &Sources, format: MessageFormat, color: bool) -> String {
    if format != MessageFormat::Sarif {
        let manner = Manner { format, color, unmasked: false };
        return joined(&told(diagnostics, sources, manner), format);
    }
    let mut document = Sarif::new(Base::default());
    let results: String =
        diagnostics.iter().map(|diagnostic| document.push(&Record::new(diagnostic, sources))).collect();
    results + &document.end(u8::from(diagnostics.has_errors()), true)
}

/// One diagnostic in a format, line break included; nothing in SARIF, where one alone is no document. A compact one comes
/// without the line concerned.
fn worded(diagnostic: &Diagnostic, sources: &Sources, manner: Manner, compact: bool) -> String {
    let mut out = String::new();
    match manner.format {
        MessageFormat::Human if compact => brief(&mut out, diagnostic, sources, manner.color),
        MessageFormat::Human => human(&mut out, diagnostic, sources, manner.color),
        MessageFormat::Short => short(&mut out, diagnostic, sources, manner.color),
        MessageFormat::Json => {
            out.push_str(&json(diagnostic, sources));
            out.push('\n');
        }
        MessageFormat::Github => out = github(&Record::new(diagnostic, sources), &Base::default()),
        MessageFormat::Sarif => {}
    }
    out
}

/// From how many other places on a diagnostic lists them instead of showing them.
const SHOWN: usize = 3;

/// The first line of a diagnostic, with its notes below.
fn headed(diagnostic: &Diagnostic, sources: &Sources) -> Report<SourceId> {
    let level = match diagnostic.severity {
        Severity::Note => Level::Note,
        Severity::Warning => Level::Warning,
        Severity::Error => Level::Error,
    };
    let shown = |text: &str| safe(&sources.masked(text));
    let hints = diagnostic.problem.hints();
    Report::new(level)
        .with_code(diagnostic.code())
        .with_message(shown(&diagnostic.problem.to_string()))
        .with_notes(hints.iter().map(|hint| format!("help: {}", shown(hint))).collect())
}

/// The lines of a report; of one that cannot be laid out, its message.
fn emitted(report: &Report<SourceId>, excerpts: &Excerpts, color: bool) -> String {
    let config = Config { chars: Chars::ascii(), ..Config::default() };
    let mut buffer = if color { Buffer::ansi() } else { Buffer::no_color() };
    // Writing to memory cannot fail, and the excerpts hold every label; a message without its excerpt would still do.
    if emit_to_write_style(&mut buffer, &config, excerpts, report).is_err() {
        return format!("{}\n", report.message);
    }
    String::from_utf8_lossy(buffer.as_slice()).into_owned()
}

/// A diagnostic without the line concerned.
fn brief(out: &mut String, diagnostic: &Diagnostic, sources: &Sources, color: bool) {
    let mut report = headed(diagnostic, sources);
    let notes = std::mem::take(&mut report.notes);
    let text = emitted(&report, &Excerpts::new(sources, std::iter::empty()), color);
    let _ = writeln!(out, "{}", text.lines().next().unwrap_or_default());
    let record = Record::new(diagnostic, sources);
    if record.place.file.is_some() {
        let path = if record.path.is_empty() { String::new() } else { format!(" ({})", safe(&record.path)) };
        let _ = writeln!(out, "  --> {}{path}{}", record.place, others(diagnostic, sources, ", also at "));
    }
    for note in &notes {
        let _ = writeln!(out, "  = {note}");
    }
}

/// The other places of a diagnostic, behind a few words; nothing where there are none.
fn others(diagnostic: &Diagnostic, sources: &Sources, words: &str) -> String {
    let related = &diagnostic.related;
    let here = diagnostic.span().map(|span| span.source);
    let place = |(span, _): &(Span, String)| {
        let file = sources.get(span.source);
        let at = file.line_column(span.range().start);
        let name = if here == Some(span.source) {
            String::new()
        } else {
            format!("{}:", safe(&sources.masked_name(&file.name)))
        };
        format!("{name}{}:{}", at.line, at.column)
    };
    let mut places: Vec<String> = related.iter().take(group::PLACES).map(place).collect();
    if related.len() > group::PLACES {
        places.push(format!("and {} more", related.len() - group::PLACES));
    }
    if places.is_empty() { String::new() } else { format!("{words}{}", places.join(", ")) }
}

fn human(out: &mut String, diagnostic: &Diagnostic, sources: &Sources, color: bool) {
    let mut report = headed(diagnostic, sources);
    let shown = |text: &str| safe(&sources.masked(text));
    // Places of a ranking are explained one by one.
    let listed = diagnostic.related.len() >= SHOWN && !matches!(diagnostic.problem, Problem::PagesOver { .. });
    if listed {
        report.notes.push(others(diagnostic, sources, "also at "));
    }
    let mut labels = Vec::new();
    if let Some(span) = diagnostic.span() {
        labels.push((span, LabelStyle::Primary, shown(&diagnostic.problem.label())));
        let related = diagnostic.related.iter().filter(|_| !listed);
        labels.extend(related.map(|(span, words)| (*span, LabelStyle::Secondary, shown(words))));
    }
    let excerpts = Excerpts::new(sources, labels.iter().map(|(span, ..)| *span));
    for ((span, style, words), range) in labels.into_iter().zip(excerpts.ranges()) {
        report.labels.push(Label::new(style, span.source, range).with_message(words));
    }
    let text = emitted(&report, &excerpts, color);
    let path = safe(&sources.masked_path(&diagnostic.path));
    let mut lines = text.lines().filter(|line| !is_gutter(line));
    let _ = writeln!(out, "{}", lines.next().unwrap_or_default());
    if let Place::File(path) = &diagnostic.place {
        let _ = writeln!(out, " --> {}", safe(&sources.masked_name(&path.to_string_lossy())));
    }
    for (index, line) in lines.enumerate() {
        out.push_str(line);
        // The first line is the place.
        if index == 0 && !path.is_empty() && diagnostic.span().is_some() {
            let _ = write!(out, " ({path})");
        }
        out.push('\n');
    }
}

/// Whether a line of an excerpt is no more than the rule on its left, which only takes room.
fn is_gutter(line: &str) -> bool {
    let mut parts = line.split('\u{1B}');
    let first = parts.next().unwrap_or_default();
    let behind = parts.map(|part| part.split_once('m').map_or("", |(_, text)| text));
    std::iter::once(first).chain(behind).flat_map(str::chars).filter(|c| *c != ' ').eq(['|'])
}

fn short(out: &mut String, diagnostic: &Diagnostic, sources: &Sources, color: bool) {
    match &diagnostic.place {
        Place::Span(span) => {
            let file = sources.get(span.source);
            let place = file.line_column(span.range().start);
            let _ = write!(out, "{}:{}:{}: ", safe(&sources.masked_name(&file.name)), place.line, place.column);
        }
        Place::File(path) => {
            let _ = write!(out, "{}: ", safe(&sources.masked_name(&path.to_string_lossy())));
        }
        Place::Nowhere => {}
    }
    let style = match diagnostic.severity {
        Severity::Error => anstyle::AnsiColor::Red.on_default().bold(),
        Severity::Warning => anstyle::AnsiColor::Yellow.on_default().bold(),
        Severity::Note => anstyle::AnsiColor::Green.on_default().bold(),
    };
    let style = if color { style } else { anstyle::Style::new() };
    let _ = write!(out, "{style}{}[{}]{style:#}: ", diagnostic.severity.as_str(), diagnostic.code());
    out.push_str(&safe(&sources.masked(&diagnostic.problem.to_string())));
    for hint in diagnostic.problem.hints() {
        out.push_str("; ");
        out.push_str(&safe(&sources.masked(&hint)));
    }
    out.push('\n');
}

/// A [`Record`] as one object on one line.
fn json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    // What holds texts and numbers only has a JSON form.
    unprintable_escaped(&serde_json::to_string(&Record::new(diagnostic, sources)).unwrap_or_default())
}

/// JSON with what a terminal would act on as escapes of JSON, by which the same text means no more to a terminal.
#[must_use]
pub fn unprintable_escaped(object: &str) -> String {
    let mut out = String::with_capacity(object.len());
    for character in object.chars() {
        if acts_on_terminal(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(character);
        }
    }
    out
}

/// A text on one line, with nothing that a terminal would act on.
pub(crate) fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => out.push(' '),
            c if acts_on_terminal(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Control characters, line separators, bidirectional controls and invisible format characters. The joiners stay: they
/// hold emoji and words of several scripts together.
fn acts_on_terminal(c: char) -> bool {
    let invisible = matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}');
    c.is_control() || invisible
}
