//! RenderCV's entries, each as a record of a usual section or as an item of an own one.

use super::sections::Kind;
use crate::import::entry::{Entry, Found, web_url};
use crate::import::report::Report;
use crate::import::text::{highlight, is_plain};
use crate::import::value::Value;
use crate::profile::{canonical_date, split_range};

/// Where the dates of a record go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dates {
    /// A range, whose end alone is a single date.
    Range,
    /// A range or a single date, each with keys of its own.
    Both,
    /// A single date under this key.
    Single(&'static str),
}

/// An entry as a record of a usual section.
pub(super) fn usual(
    found: &Found<'_>,
    kind: Kind,
    id: &'static str,
    target: String,
    report: &mut Report<'_>,
) -> Option<Value> {
    let mut entry = Entry::new(found.mapping(), target);
    match (kind, id) {
        (Kind::Experience, _) => {
            let name = if id == "volunteer" { "organization" } else { "name" };
            entry.line("company", name, Some("url"), report);
            entry.line("position", "position", None, report);
            complex(&mut entry, Dates::Range, report);
        }
        (Kind::Education, _) => {
            entry.line("institution", "institution", Some("url"), report);
            entry.line("area", "area", None, report);
            entry.line("degree", "studyType", None, report);
            entry.line("study_type", "studyType", None, report);
            entry.line("grade", "score", None, report);
            entry.line("gpa", "score", None, report);
            complex(&mut entry, Dates::Range, report);
        }
        (Kind::Publication, _) => publication(&mut entry, report),
        (Kind::Normal, "awards" | "certificates") => {
            let name = if id == "awards" { "title" } else { "name" };
            entry.line("name", name, Some("url"), report);
            dates(&mut entry, Dates::Single("date"), report);
            entry.url("url", "url", report);
            entry.line("location", "location", None, report);
            summary_with_list(&mut entry, report);
        }
        (Kind::Normal, _) => {
            let name = match id {
                "volunteer" => "organization",
                "education" => "institution",
                _ => "name",
            };
            entry.line("name", name, Some("url"), report);
            dates(&mut entry, Dates::Range, report);
            entry.url("url", "url", report);
            entry.line("location", "location", None, report);
            entry.prose("summary", if id == "projects" { "description" } else { "summary" }, report);
            highlights(&mut entry, report);
        }
        (Kind::OneLine, "awards" | "certificates" | "references") => {
            let (name, text) = match id {
                "awards" => ("title", "summary"),
                "references" => ("name", "reference"),
                _ => ("name", "summary"),
            };
            entry.line(label_of(&entry), name, None, report);
            entry.prose("details", text, report);
        }
        (Kind::OneLine, "languages") => {
            entry.line(label_of(&entry), "language", None, report);
            entry.line("details", "fluency", None, report);
        }
        (Kind::OneLine, _) => keywords(&mut entry, report),
        (Kind::Bullet, _) => {
            let name = match id {
                "awards" => "title",
                "languages" => "language",
                _ => "name",
            };
            entry.line("bullet", name, None, report);
        }
        (Kind::Text | Kind::Numbered | Kind::ReversedNumbered, _) => {}
    }
    entry.finish(report)
}

/// An entry as an item of an own section of a kind.
pub(super) fn own(
    found: &Found<'_>,
    kind: Kind,
    section: &'static str,
    target: String,
    report: &mut Report<'_>,
) -> Option<Value> {
    let mut entry = Entry::new(found.mapping(), target);
    match kind {
        Kind::Text => return entry.markdown(found, report).map(|text| Value::Text(text).at(found.node.span)),
        Kind::OneLine if section == "keywords" => keywords(&mut entry, report),
        Kind::OneLine => {
            let label = label_of(&entry);
            let mut text = |key: &str| {
                let found = entry.from.take(key)?;
                entry.markdown(&found, report)
            };
            let (label, details) = (text(label), text("details"));
            let label = label.map(|label| if is_plain(&label) { format!("**{label}:**") } else { format!("{label}:") });
            let words: Vec<String> = label.into_iter().chain(details).collect();
            entry.put("text", Value::Text(words.join(" ")));
        }
        Kind::Bullet => item(&mut entry, "bullet", report),
        Kind::Numbered => item(&mut entry, "number", report),
        Kind::ReversedNumbered => item(&mut entry, "reversed_number", report),
        Kind::Publication => {
            entry.line("title", "title", Some("url"), report);
            entry.line("journal", "subtitle", None, report);
            let authors = entry.from.take("authors").map(|found| {
                let names = found.items();
                let names: Vec<String> = names.iter().filter_map(|name| entry.markdown(name, report)).collect();
                names.join(", ")
            });
            let summary = entry.from.take("summary").and_then(|found| entry.markdown(&found, report));
            let doi = cited_doi(&mut entry, report);
            let texts: Vec<String> = authors.into_iter().chain(doi).chain(summary).collect();
            entry.put("summary", Value::Text(texts.join("\n\n")));
            entry.url("url", "url", report);
            dates(&mut entry, Dates::Both, report);
        }
        Kind::Education => {
            entry.line("institution", "title", Some("url"), report);
            let mut text = |key: &str| {
                let found = entry.from.take(key)?;
                entry.plain(&found, None, report)
            };
            let study: Vec<String> = text("degree").into_iter().chain(text("area")).collect();
            entry.put("subtitle", Value::Text(study.join(", ")));
            complex(&mut entry, Dates::Both, report);
        }
        Kind::Experience => {
            entry.line("company", "title", Some("url"), report);
            entry.line("position", "subtitle", None, report);
            complex(&mut entry, Dates::Both, report);
        }
        Kind::Normal => {
            entry.line("name", "title", Some("url"), report);
            complex(&mut entry, Dates::Both, report);
        }
    }
    let value = entry.finish(report)?;
    // A highlight that is only its text is written as that.
    let text = match value.bare() {
        Value::Map(pairs) if section == "list" && pairs.len() == 1 && pairs[0].0 == "text" => Some(pairs[0].1.clone()),
        _ => None,
    };
    Some(text.unwrap_or(value))
}

/// What education, experience and normal entries have in common.
fn complex(entry: &mut Entry<'_>, kind: Dates, report: &mut Report<'_>) {
    entry.line("location", "location", None, report);
    entry.url("url", "url", report);
    dates(entry, kind, report);
    entry.prose("summary", "summary", report);
    highlights(entry, report);
}

fn publication(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    entry.line("title", "name", Some("url"), report);
    entry.line("journal", "journal", None, report);
    entry.names("authors", report);
    entry.line("location", "location", None, report);
    dates(entry, Dates::Single("releaseDate"), report);
    entry.line("doi", "doi", None, report);
    entry.url("url", "url", report);
    entry.prose("summary", "summary", report);
}

/// A DOI, for an entry that has no place for one: as words that lead to it.
fn cited_doi(entry: &mut Entry<'_>, report: &mut Report<'_>) -> Option<String> {
    let found = entry.from.take("doi")?;
    let text = entry.plain(&found, None, report)?;
    let name = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(&text)
        .trim();
    let address = web_url(&format!("https://doi.org/{name}")).filter(|url| !url.contains(['(', ')', ' ']));
    Some(address.map_or_else(|| text.clone(), |url| format!("[doi:{name}]({url})")))
}

/// The key of a one-line entry's label, which was `name` in RenderCV 1.
fn label_of(entry: &Entry<'_>) -> &'static str {
    if entry.from.has("label") { "label" } else { "name" }
}

/// A label and its details as a group of keywords. Commas set keywords apart, but not those in brackets.
fn keywords(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    entry.line(label_of(entry), "name", None, report);
    let Some(found) = entry.from.take("details") else { return };
    let Some(text) = entry.plain(&found, None, report) else { return };
    let (mut words, mut depth, mut start) = (Vec::new(), 0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth <= 0 && text[at + 1..].starts_with(' ') => {
                words.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    words.push(text[start..].trim());
    words.retain(|word| !word.is_empty());
    entry.put("keywords", Value::texts(words).at(found.node.span));
}

/// The text of an item of a list, with what is nested in it.
fn item(entry: &mut Entry<'_>, key: &str, report: &mut Report<'_>) {
    let Some(found) = entry.from.take(key) else { return };
    let Some(text) = entry.markdown(&found, report) else { return };
    entry.put("text", Value::Text(text).at(found.node.span));
}

fn highlights(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    let Some(found) = entry.from.take("highlights") else { return };
    let mut highlights = Vec::new();
    for item in found.items() {
        highlights.extend(entry.markdown(&item, report).map(|text| nested(&text).at(item.node.span)));
    }
    entry.put("highlights", Value::List(highlights));
}

/// A highlight; RenderCV takes ` - ` in it for the start of one nested under it.
fn nested(text: &str) -> Value {
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.trim_start().strip_prefix("- ").map_or_else(|| line.to_owned(), |rest| format!(" - {rest}")))
        .collect();
    let joined = lines.join("\n").replace("\n - ", " - ");
    let mut parts = joined.split(" - ").map(str::trim);
    let first = parts.next().unwrap_or_default();
    let children: Vec<Value> = parts.filter(|part| !part.is_empty()).map(Value::text).collect();
    if first.is_empty() { Value::text(text.trim()) } else { highlight(first.to_owned(), children) }
}

/// Awards and certificates have no highlights: a list in their summary says the same.
fn summary_with_list(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    let summary = entry.from.take("summary").and_then(|found| entry.markdown(&found, report));
    let list = entry.from.take("highlights").map(|found| {
        let texts: Vec<String> = found.items().iter().filter_map(|item| entry.markdown(item, report)).collect();
        texts.iter().map(|text| format!("- {}", text.replace(" - ", "\n  - "))).collect::<Vec<_>>().join("\n")
    });
    let texts: Vec<String> = summary.into_iter().chain(list).collect();
    entry.put("summary", Value::Text(texts.join("\n\n")));
}

/// The dates of an entry. A `date` is shown instead of the range, and may be any text.
fn dates(entry: &mut Entry<'_>, kind: Dates, report: &mut Report<'_>) {
    let date = entry.from.take("date");
    let (start, end) = (entry.from.take("start_date"), entry.from.take("end_date"));
    if let Some(found) = &date {
        date_in_place(entry, found, kind, report);
        for found in start.iter().chain(&end) {
            entry.keep(found, "RenderCV shows the `date` in its place", report);
        }
        return;
    }
    let keys = match kind {
        Dates::Range | Dates::Both => ["startDate", "endDate"],
        Dates::Single(key) => {
            if let (Some(start), Some(end)) = (&start, &end)
                && let (Some(first), Some(last)) = (entry.plain(start, None, report), entry.plain(end, None, report))
            {
                let range = format!("{} – {}", canonical_date(&first, false), canonical_date(&last, true));
                return entry.put(key, Value::Text(range).at(start.node.span));
            }
            [key, key]
        }
    };
    for (found, key) in [(&start, keys[0]), (&end, keys[1])] {
        if let Some(found) = found {
            entry.date_of(found, key, report);
        }
    }
}

/// A `date` that stands instead of a range: one date, two, or other words.
fn date_in_place(entry: &mut Entry<'_>, found: &Found<'_>, kind: Dates, report: &mut Report<'_>) {
    let key = match kind {
        Dates::Range => "endDate",
        Dates::Both => "date",
        Dates::Single(key) => return entry.date_of(found, key, report),
    };
    let text = found.node.as_text().unwrap_or_default();
    match split_range(text) {
        Some((start, end)) => {
            let at = found.node.span;
            entry.put("startDate", Value::Text(canonical_date(&text[start], false)).at(at));
            entry.put("endDate", Value::Text(canonical_date(&text[end], true)).at(at));
        }
        None => entry.date_of(found, key, report),
    }
}
