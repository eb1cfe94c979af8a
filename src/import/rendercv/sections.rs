//! RenderCV's sections: lists of entries of one kind under a title that is free. Where title and kind agree, they become a
//! usual section, otherwise one of the profile's own.

use super::entries;
use crate::import::entry::{Entry, Found, KEPT};
use crate::import::report::{Kept, Report};
use crate::import::text;
use crate::import::titles::{from_key, id, own_title, usual};
use crate::import::value::Value;
use crate::source::{Data, Node};

/// The kinds of entries, by the keys that only they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    OneLine,
    Bullet,
    Numbered,
    ReversedNumbered,
    Publication,
    Education,
    Experience,
    Normal,
}

impl Kind {
    fn of(entry: &Node) -> Option<Self> {
        let has = |key: &str| entry.get(key).is_some();
        Some(match &entry.data {
            Data::Scalar { .. } => Self::Text,
            Data::Mapping(_) if has("bullet") => Self::Bullet,
            Data::Mapping(_) if has("number") => Self::Numbered,
            Data::Mapping(_) if has("reversed_number") => Self::ReversedNumbered,
            Data::Mapping(_) if has("institution") || has("area") || has("degree") => Self::Education,
            Data::Mapping(_) if has("company") || has("position") => Self::Experience,
            Data::Mapping(_) if has("title") || has("authors") || has("doi") || has("journal") => Self::Publication,
            Data::Mapping(_) if has("details") || has("label") => Self::OneLine,
            Data::Mapping(_) if has("name") => Self::Normal,
            _ => return None,
        })
    }

    /// Whether an entry has the text that an item of an own section cannot be without.
    fn has_text(self, entry: &Node) -> bool {
        let text = |key: &str| entry.get(key).is_some_and(|node| node.as_text().is_some() && !node.is_absent());
        match self {
            Self::Bullet => text("bullet"),
            Self::Numbered => text("number"),
            Self::ReversedNumbered => text("reversed_number"),
            Self::OneLine => text("label") || text("name") || text("details"),
            _ => true,
        }
    }

    /// Whether entries of this kind can stand in a usual section.
    fn agrees(self, id: &str) -> bool {
        match self {
            Self::Text => id == "summary",
            Self::Bullet => matches!(id, "summary" | "skills" | "languages" | "certificates" | "awards" | "interests"),
            Self::OneLine => {
                matches!(id, "skills" | "languages" | "interests" | "certificates" | "awards" | "references")
            }
            Self::Publication => id == "publications",
            Self::Education => id == "education",
            Self::Experience => matches!(id, "work" | "volunteer"),
            Self::Normal => matches!(id, "projects" | "work" | "volunteer" | "education" | "certificates" | "awards"),
            Self::Numbered | Self::ReversedNumbered => false,
        }
    }

    /// The usual section that is made for entries of this kind, whatever its title says.
    fn home(self) -> Option<&'static str> {
        match self {
            Self::Education => Some("education"),
            Self::Experience => Some("work"),
            Self::Publication => Some("publications"),
            _ => None,
        }
    }
}

/// A section with what it becomes.
struct Section<'n> {
    found: Found<'n>,
    entries: Vec<Found<'n>>,
    kind: Kind,
    title: String,
    /// The usual section.
    usual: Option<&'static str>,
}

/// Takes the sections apart; gives their ids in their order.
pub(super) fn import(
    sections: &Found<'_>,
    language: &str,
    root: &mut Entry<'_>,
    report: &mut Report<'_>,
) -> Vec<String> {
    if !matches!(sections.node.data, Data::Mapping(_)) {
        root.keep(sections, format!("a mapping of sections is expected, found {}", sections.node.kind()), report);
        return Vec::new();
    }
    let all = sections.mapping().rest();
    let mut known = Vec::new();
    for found in all {
        let entries = found.items();
        let Some(kind) = entries.iter().find_map(|entry| Kind::of(entry.node)) else {
            root.keep(&found.under("sections"), "its entries are of no kind that RenderCV has", report);
            continue;
        };
        let title = from_key(&found.name);
        known.push(Section { found, entries, kind, title, usual: None });
    }
    settle(&mut known);
    let mut order: Vec<String> = Vec::new();
    let (mut own, mut taken) = (Vec::new(), Vec::new());
    for section in &known {
        let target = section.usual.map_or_else(|| id(&section.title, &taken), str::to_owned);
        let made = match section.usual {
            Some("summary") => summary(section, root, report),
            Some(id) => usual_section(section, id, root, report),
            None => {
                let (value, shown) = own_section(section, &target, report);
                own.extend(value.map(|value| (target.clone(), value)));
                taken.push(target.clone());
                shown
            }
        };
        if !made {
            continue;
        }
        if section.usual.is_some_and(|id| own_title(id, language) != section.title) {
            let title = Value::text(section.title.as_str());
            own.push((target.clone(), Value::Map(vec![("title".into(), title)])));
        }
        order.push(target);
    }
    root.put("sections", Value::Map(own));
    order
}

/// Gives usual sections to those whose title and kind agree, then to the first of a kind that has one.
fn settle(sections: &mut [Section<'_>]) {
    let mut given: Vec<&str> = Vec::new();
    for section in sections.iter_mut() {
        let id = usual(&section.title).filter(|id| section.kind.agrees(id) && !given.contains(id) && fits(section, id));
        given.extend(id);
        section.usual = id;
    }
    for section in sections.iter_mut().filter(|section| section.usual.is_none()) {
        let id = section.kind.home().filter(|id| !given.contains(id));
        given.extend(id);
        section.usual = id;
    }
}

/// Whether a usual section loses nothing of what stands in the entries: places without markup take none.
fn fits(section: &Section<'_>, id: &str) -> bool {
    let plain = |key: &str| {
        section.entries.iter().all(|entry| {
            let text = entry.node.get(key).and_then(|node| node.as_text());
            text.is_none_or(text::is_plain)
        })
    };
    match (section.kind, id) {
        (Kind::Bullet, "summary") => true,
        (Kind::Bullet, _) => plain("bullet"),
        (Kind::OneLine, "awards" | "certificates" | "references") => plain("label") && plain("name"),
        (Kind::OneLine, _) => plain("label") && plain("name") && plain("details"),
        _ => true,
    }
}

/// The summary of a person, from paragraphs or bullets.
fn summary(section: &Section<'_>, root: &mut Entry<'_>, report: &mut Report<'_>) -> bool {
    let mut paragraphs = Vec::new();
    let mut listed = false;
    for entry in &section.entries {
        let bullet = entry.node.get("bullet").filter(|_| section.kind == Kind::Bullet);
        let Some(text) = bullet.unwrap_or(entry.node).as_text() else {
            root.keep(&named(entry), "it is of another kind than the others", report);
            continue;
        };
        listed |= bullet.is_some();
        let others = if bullet.is_some() { entry.mapping().rest() } else { Vec::new() };
        for found in others.into_iter().filter(|found| found.name != "bullet") {
            let found = Found { name: format!("{}.{}", entry.name, found.name), ..found };
            root.keep(&named(&found), "there is no place for it in a summary", report);
        }
        if let Some(reason) = text::foreign(text) {
            report.altered(&entry.path, entry.span, reason, None);
        }
        let text = text::adapted(text.trim());
        paragraphs.push(if bullet.is_some() { format!("- {text}") } else { text });
    }
    let text = paragraphs.join(if listed { "\n" } else { "\n\n" });
    if text.is_empty() {
        return false;
    }
    root.put_in("basics", "summary", Value::Text(text).at(section.found.node.span));
    true
}

/// An entry, to be kept under its path.
fn named<'n>(entry: &Found<'n>) -> Found<'n> {
    entry.clone().under("sections")
}

fn usual_section(section: &Section<'_>, id: &'static str, root: &mut Entry<'_>, report: &mut Report<'_>) -> bool {
    let mut made = Vec::new();
    for entry in &section.entries {
        let target = format!("{id}[{}]", made.len());
        if Kind::of(entry.node) == Some(section.kind) {
            made.extend(entries::usual(entry, section.kind, id, target, report));
        } else {
            root.keep(&named(entry), "it is of another kind than the others", report);
        }
    }
    let some = !made.is_empty();
    root.put(id, Value::List(made));
    some
}

/// An own section, if there is anything in it, and whether there is something to show.
fn own_section(section: &Section<'_>, id: &str, report: &mut Report<'_>) -> (Option<Value>, bool) {
    let details_plain = section.kind == Kind::OneLine
        && section.entries.iter().all(|entry| {
            ["label", "details"]
                .iter()
                .all(|key| entry.node.get(key).and_then(|node| node.as_text()).is_none_or(text::is_plain))
        });
    let kind = match section.kind {
        Kind::Text => "text",
        Kind::OneLine if details_plain => "keywords",
        Kind::OneLine | Kind::Bullet | Kind::Numbered | Kind::ReversedNumbered => "list",
        Kind::Publication | Kind::Education | Kind::Experience | Kind::Normal => "entries",
    };
    if matches!(section.kind, Kind::Numbered | Kind::ReversedNumbered) {
        report.altered(&section.found.path, section.found.span, "its items are a list without numbers", None);
    }
    let (mut items, mut kept) = (Vec::new(), Vec::new());
    for entry in &section.entries {
        let target = format!("sections.{id}.items[{}]", items.len());
        if Kind::of(entry.node) == Some(section.kind) && section.kind.has_text(entry.node) {
            items.extend(entries::own(entry, section.kind, kind, target, report));
        } else {
            let place = Kept::Profile(format!("sections.{id}.{KEPT}.{}", entry.name));
            report.kept(entry, "it is of another kind than the others, or without a text", place);
            kept.push((entry.name.clone(), Value::from_node(entry.node)));
        }
    }
    let shown = !items.is_empty();
    if !shown && kept.is_empty() {
        return (None, false);
    }
    let mut pairs = vec![
        ("title".to_owned(), Value::text(section.title.as_str())),
        ("kind".to_owned(), Value::text(kind)),
        ("items".to_owned(), Value::List(items)),
    ];
    if !kept.is_empty() {
        pairs.push((KEPT.to_owned(), Value::Map(kept)));
    }
    (Some(Value::Map(pairs).at(section.found.node.span)), shown)
}
