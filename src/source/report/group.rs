//! Like faults of one file as one message: the first as it is, the places of the others below it.

use std::collections::BTreeMap;

use super::{MessageFormat, Record, Told, safe};

/// The greatest number of other places that a message names.
pub(super) const PLACES: usize = 40;

/// What faults have in common that are one message.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Kind<'a> {
    file: &'a str,
    code: &'a str,
    severity: &'a str,
    message: String,
    hints: Vec<String>,
}

/// Diagnostics as they are written, one behind the other. In the formats for people, those of one file that differ only in
/// their places and in what they quote are one message, where the first of them stands.
#[must_use]
pub fn joined<'a>(told: impl IntoIterator<Item = &'a Told>, format: MessageFormat) -> String {
    let told: Vec<&Told> = told.into_iter().collect();
    if !matches!(format, MessageFormat::Human | MessageFormat::Short) {
        return told.iter().map(|told| told.text.as_str()).collect();
    }
    let mut groups: Vec<Vec<&Told>> = Vec::new();
    let mut known: BTreeMap<Kind<'_>, usize> = BTreeMap::new();
    for told in told {
        match kind(told) {
            Some(kind) => {
                let index = *known.entry(kind).or_insert(groups.len());
                if index == groups.len() {
                    groups.push(Vec::new());
                }
                groups[index].push(told);
            }
            None => groups.push(vec![told]),
        }
    }
    groups.iter().map(|group| message(group, format)).collect()
}

/// What a fault shares with its like; none where it has no place in a file. Flags of one name are no file: the place alone
/// would not tell which of them is meant.
fn kind(told: &Told) -> Option<Kind<'_>> {
    let record = &told.record;
    record.place.range?;
    Some(Kind {
        file: record.place.file.as_deref().filter(|file| !file.starts_with('-'))?,
        code: &record.code,
        severity: &record.severity,
        message: shape(&record.message),
        hints: record.hints.iter().filter(|hint| suggestion(hint).is_none()).map(|hint| shape(hint)).collect(),
    })
}

/// A text without what it quotes and counts.
fn shape(text: &str) -> String {
    let plain = text.split('`').step_by(2).collect::<Vec<_>>().join("`");
    plain.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// What a hint suggests in place of this one value.
fn suggestion(hint: &str) -> Option<&str> {
    hint.strip_prefix("did you mean ")?.strip_suffix('?')
}

/// The first of a group, with the places of the others.
fn message(group: &[&Told], format: MessageFormat) -> String {
    let Some((first, others)) = group.split_first() else { return String::new() };
    if others.is_empty() {
        return first.text.clone();
    }
    let mut places: Vec<String> = others.iter().take(PLACES).map(|told| told.also.clone()).collect();
    if let Some(more) = others.len().checked_sub(PLACES).filter(|more| *more > 0) {
        places.push(format!("and {more} more"));
    }
    let also = format!("also at {}", places.join(", "));
    let text = first.text.trim_end_matches('\n');
    match format {
        MessageFormat::Short => format!("{text}; {also}\n"),
        _ => format!("{text}\n{}= {also}\n{}", margin(text), if first.text.ends_with("\n\n") { "\n" } else { "" }),
    }
}

/// The place of a fault in its file, and the value that is suggested for it; nothing where it has no place.
pub(super) fn place(record: &Record) -> String {
    let Some(range) = &record.place.range else { return String::new() };
    let hint = record.hints.iter().find_map(|hint| suggestion(hint));
    let hint = hint.map(|hint| format!(": {}?", safe(hint))).unwrap_or_default();
    let at = format!("{}:{}{hint}", range.line, range.column);
    if record.path.is_empty() { at } else { format!("{} ({at})", safe(&record.path)) }
}

/// The white space before what stands below an excerpt, which is that before its place.
fn margin(text: &str) -> &str {
    let place = text.lines().nth(1).unwrap_or_default();
    &place[..place.len() - place.trim_start_matches(' ').len()]
}
