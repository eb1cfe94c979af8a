//! Taking values out of the nodes of a profile.
//!
//! What is taken becomes null, which counts as absent, so that positions in lists stay what they were.

use std::collections::BTreeSet;

use super::forms::{self, Kind};
use super::stand_in::{Lettered, StandIns, texts_of};
use crate::application::markup;
use crate::diagnostic::{Severity, nearest};
use crate::profile::{Award, Basics, Certificate, Education, Interest, Language, Location, Meta, NetworkProfile};
use crate::profile::{OwnEntry, Position, Profile, Project, Publication, Reference, Skill, Volunteer, Work};
use crate::source::hidden::{What, folded};
use crate::source::{Data, Hidden, Node, Style};

/// Keys below a path whose values many entries share: nothing is given away by finding them elsewhere.
const COMMON: [&str; 22] = [
    "area",
    "countryCode",
    "courses",
    "date",
    "endDate",
    "fluency",
    "id",
    "keywords",
    "kind",
    "label",
    "lastModified",
    "level",
    "network",
    "position",
    "private",
    "releaseDate",
    "roles",
    "startDate",
    "status",
    "studyType",
    "tags",
    "type",
];

/// Keys that hold Markdown, with all below them.
const PROSE: [&str; 6] = ["description", "highlights", "items", "reference", "summary", "text"];

/// The keys of every record.
const RECORDS: [&[&str]; 19] = [
    Profile::KEYS,
    Basics::KEYS,
    Location::KEYS,
    NetworkProfile::KEYS,
    Work::KEYS,
    Position::KEYS,
    Volunteer::KEYS,
    Education::KEYS,
    Award::KEYS,
    Certificate::KEYS,
    Publication::KEYS,
    Skill::KEYS,
    Language::KEYS,
    Interest::KEYS,
    Reference::KEYS,
    Project::KEYS,
    OwnEntry::KEYS,
    Meta::KEYS,
    &["items", "title", "text", "value", "author"],
];

/// A step that leads nowhere.
pub(super) struct Astray {
    pub(super) step: String,
    /// What there is instead, as a hint names it.
    pub(super) known: String,
    pub(super) severity: Severity,
}

/// Takes values out and remembers their forms.
pub(super) struct Taker {
    pub(super) hidden: Hidden,
    stand_ins: StandIns,
    /// Names that the profile itself has for the person.
    handles: Vec<String>,
}

/// What is done with a value that a path leads to; the keys on the way to it come with it.
type Take<'t> = dyn FnMut(&mut Node, &[&str]) + 't;

impl Taker {
    pub(super) fn new(node: &Node, mut hidden: Hidden, stand_ins: StandIns) -> Self {
        hidden.set_label(stand_ins.stem());
        Self { hidden, stand_ins, handles: handles(node) }
    }

    /// Takes every value at a path of keys; there may be none.
    pub(super) fn take_all(&mut self, node: &mut Node, path: &[&str], what: What) {
        let steps: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
        drop(walk(node, &steps, &mut Vec::new(), &mut |value, trail| self.take(value, trail, what)));
    }

    /// Takes the values that a path leads to.
    pub(super) fn take_path(&mut self, node: &mut Node, steps: &[String]) -> Result<(), Astray> {
        walk(node, steps, &mut Vec::new(), &mut |value, trail| self.take(value, trail, what_at(trail)))
    }

    fn take(&mut self, node: &mut Node, trail: &[&str], what: What) {
        if node.is_absent() {
            return;
        }
        self.hidden.add_span(node.span);
        self.collect(node, trail, what, Kind::Plain);
        let mut texts = Vec::new();
        texts_of(node, &mut texts);
        let first = texts.first().copied().unwrap_or_default();
        let stand_in = match trail {
            ["basics", "name"] => Some(self.stand_ins.candidate()),
            ["work", "name"] | ["references", "company"] => Some(self.stand_ins.lettered(Lettered::Employer, first)),
            ["volunteer", "organization"] => Some(self.stand_ins.lettered(Lettered::Organization, first)),
            ["education", "institution"] => Some(self.stand_ins.lettered(Lettered::School, first)),
            _ => None,
        };
        node.data = stand_in.map_or(Data::Null, |text| Data::Scalar { text, style: Style::Quoted });
    }

    /// Hides a value and all below it.
    fn collect(&mut self, node: &Node, trail: &[&str], what: What, above: Kind) {
        let kind = kind_at(trail).unwrap_or(above);
        match &node.data {
            Data::Null => {}
            Data::Scalar { text, .. } => {
                forms::hide(&mut self.hidden, what, kind, text);
                if matches!(trail.last(), Some(&("location" | "city"))) {
                    // A place in one text has the parts that a mapping would name.
                    place_parts(text).for_each(|part| forms::hide(&mut self.hidden, what, kind, part));
                }
            }
            Data::Sequence(items) => items.iter().for_each(|item| self.collect(item, trail, what, kind)),
            Data::Mapping(pairs) => {
                for (key, value) in pairs.iter().filter(|(key, _)| !COMMON.contains(&key.name.as_str())) {
                    let below = [trail, &[key.name.as_str()]].concat();
                    self.collect(value, &below, what, kind);
                }
            }
        }
    }

    /// Takes every URL, and the targets of links in prose, whose text stays. `x-` keys are a theme's own and stay, too.
    pub(super) fn take_links(&mut self, node: &mut Node) {
        self.links(node, false);
    }

    fn links(&mut self, node: &mut Node, prose: bool) {
        match &mut node.data {
            Data::Scalar { text, style } if prose => {
                let targets = markup::unlink(text, *style);
                if !targets.is_empty() {
                    self.hidden.add_span(node.span);
                }
                for target in &targets {
                    let (kind, address) = match target.split_once(':') {
                        Some(("mailto", address)) => (Kind::Email, address.split('?').next().unwrap_or(address)),
                        Some(("tel", number)) => (Kind::Phone, number),
                        _ => (Kind::Url, target.as_str()),
                    };
                    forms::hide(&mut self.hidden, What::Link, kind, address);
                }
            }
            Data::Null | Data::Scalar { .. } => {}
            Data::Sequence(items) => items.iter_mut().for_each(|item| self.links(item, prose)),
            Data::Mapping(pairs) => {
                for (key, value) in pairs.iter_mut().filter(|(key, _)| !key.name.starts_with("x-")) {
                    let taken = matches!(key.name.as_str(), "url" | "canonical" | "doi" | "username");
                    if taken && !matches!(value.data, Data::Mapping(_)) {
                        let key = if key.name == "username" { "username" } else { "url" };
                        self.take(value, &[key], What::Link);
                    } else {
                        self.links(value, prose || PROSE.contains(&key.name.as_str()));
                    }
                }
            }
        }
    }

    /// Takes what repeats a value that was taken where nobody wrote prose: the description of an employer, for whom a project
    /// was, who gave an award or a certificate, authors of publications, places, ids. Then handles that hold a part of the name are known for what they are.
    pub(super) fn take_echoes(&mut self, node: &mut Node) {
        let of_name = |hidden: &Hidden, text: &str| hidden.find(text).iter().any(|hit| hit.what == What::Name);
        let names = self.hidden.names();
        for handle in std::mem::take(&mut self.handles) {
            let written: String = folded(&handle).split(' ').collect();
            if names.iter().any(|name| name.chars().count() > 2 && written.contains(name)) {
                self.hidden.add(What::Name, &handle);
            }
        }
        let Self { hidden, stand_ins, .. } = self;
        let mut descriptions = Vec::new();
        each(node, &["work", "description"], &mut |value, _| {
            let mut texts = Vec::new();
            texts_of(value, &mut texts);
            if texts.iter().any(|text| hidden.find(text).iter().any(|hit| hit.what == What::Employer)) {
                descriptions.push(value.span);
                value.data = Data::Null;
            }
        });
        for span in descriptions {
            hidden.add_span(span);
        }
        for path in
            [["projects", "entity"], ["awards", "awarder"], ["certificates", "issuer"], ["publications", "publisher"]]
        {
            each(node, &path, &mut |value, _| {
                let mut texts = Vec::new();
                texts_of(value, &mut texts);
                let kinds = [Lettered::Employer, Lettered::Organization, Lettered::School];
                let known = kinds.iter().find_map(|kind| stand_ins.known(*kind, texts.first()?));
                if let Some(text) = known {
                    value.data = Data::Scalar { text, style: Style::Quoted };
                }
            });
        }
        each(node, &["publications", "authors"], &mut |value, _| {
            let Data::Sequence(authors) = &mut value.data else { return };
            for author in authors {
                let mut texts = Vec::new();
                texts_of(author, &mut texts);
                if texts.iter().any(|text| of_name(hidden, text)) {
                    author.data = Data::Scalar { text: stand_ins.candidate(), style: Style::Quoted };
                }
            }
        });
        take_keyed(node, hidden);
    }
}

/// The parts of a place in one text, without the number of a house and the postal code.
fn place_parts(text: &str) -> impl Iterator<Item = &str> {
    let number = |c: char| c.is_ascii_digit() || c.is_whitespace() || c == '-';
    text.split([',', '\n', ';']).map(move |part| part.trim_matches(number)).filter(|part| part.chars().count() > 2)
}

/// Takes the ids that show something hidden, since a theme sees them, and places of work and study that are those of the
/// person.
fn take_keyed(node: &mut Node, hidden: &Hidden) {
    match &mut node.data {
        Data::Null | Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter_mut().for_each(|item| take_keyed(item, hidden)),
        Data::Mapping(pairs) => {
            for (key, value) in pairs {
                let mut texts = Vec::new();
                if matches!(key.name.as_str(), "id" | "location") {
                    texts_of(value, &mut texts);
                }
                if texts.iter().any(|text| !hidden.find(text).is_empty()) {
                    value.data = Data::Null;
                } else {
                    take_keyed(value, hidden);
                }
            }
        }
    }
}

/// Does something with each value at a path of keys.
fn each(node: &mut Node, path: &[&str], take: &mut Take<'_>) {
    let steps: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
    drop(walk(node, &steps, &mut Vec::new(), take));
}

/// Follows a path: a key, the position or id of an entry, or each entry of a list.
fn walk<'s>(node: &mut Node, steps: &'s [String], trail: &mut Vec<&'s str>, take: &mut Take<'_>) -> Result<(), Astray> {
    let Some((step, rest)) = steps.split_first() else {
        take(node, trail);
        return Ok(());
    };
    match &mut node.data {
        Data::Sequence(items) => {
            let by_id = |item: &Node| item.get("id").and_then(Node::as_text) == Some(step);
            let index = step.parse().ok().filter(|index| *index < items.len()).or_else(|| items.iter().position(by_id));
            if let Some(index) = index {
                return walk(&mut items[index], rest, trail, take);
            }
            let is_position = step.bytes().all(|byte| byte.is_ascii_digit());
            let mut found = false;
            let mut astray = None;
            for item in items.iter_mut().filter(|item| !is_position && matches!(item.data, Data::Mapping(_))) {
                match walk(item, steps, trail, take) {
                    Ok(()) => found = true,
                    Err(error) => astray = astray.or(Some(error)),
                }
            }
            if found { Ok(()) } else { Err(entries(items, step, astray)) }
        }
        Data::Mapping(pairs) => {
            let mut result = Err(missing(pairs.iter().map(|(key, _)| key.name.as_str()), step));
            for (_, value) in pairs.iter_mut().filter(|(name, _)| name.name == *step) {
                trail.push(step);
                let below = walk(value, rest, trail, take);
                trail.pop();
                result = if result.is_ok() { result } else { below };
            }
            result
        }
        Data::Null | Data::Scalar { .. } => Err(missing(std::iter::empty(), step)),
    }
}

/// A key that is not there.
fn missing<'k>(there: impl Iterator<Item = &'k str>, step: &str) -> Astray {
    let known = there.map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let exists = RECORDS.iter().any(|keys| keys.contains(&step));
    Astray { step: step.to_owned(), known, severity: if exists { Severity::Warning } else { Severity::Error } }
}

/// An entry that is not there.
fn entries(items: &[Node], step: &str, astray: Option<Astray>) -> Astray {
    let mut names = BTreeSet::new();
    let ids = items.iter().enumerate().map(|(index, item)| {
        let id = item.get("id").and_then(Node::as_text);
        names.extend(id);
        id.map_or_else(|| format!("`{index}`"), |id| format!("`{index}` or `{id}`"))
    });
    let known = ids.collect::<Vec<_>>().join(", ");
    match astray {
        // A key that entries have, but none of these.
        Some(astray) if astray.severity == Severity::Warning && nearest(step, names).is_none() => astray,
        _ => Astray { step: step.to_owned(), known, severity: Severity::Error },
    }
}

/// What the value at the end of these keys is, where that is known.
fn kind_at(trail: &[&str]) -> Option<Kind> {
    match trail {
        ["basics", "name"] => Some(Kind::Name),
        ["work", "name"] | ["volunteer", "organization"] | ["references", "company"] | ["education", "institution"] => {
            Some(Kind::Organization)
        }
        [.., "email"] => Some(Kind::Email),
        [.., "phone"] => Some(Kind::Phone),
        [.., "url" | "canonical"] => Some(Kind::Url),
        [.., "image"] => Some(Kind::Image),
        [.., "countryCode"] => Some(Kind::Country),
        [.., "username"] => Some(Kind::User),
        _ => None,
    }
}

/// What a message calls the value at the end of these keys.
fn what_at(trail: &[&str]) -> What {
    match trail {
        ["basics", "name"] => What::Name,
        ["basics", "image"] => What::Photo,
        ["basics", "email" | "phone" | "url" | "location" | "profiles", ..] | ["references", "email" | "phone"] => {
            What::Contact
        }
        ["work", "name" | "url"] | ["volunteer", "organization" | "url"] | ["references", "company"] => What::Employer,
        ["education", "institution" | "url"] => What::School,
        [.., "url"] => What::Link,
        _ => What::Value,
    }
}

/// What the profile calls the person beside the name.
fn handles(node: &Node) -> Vec<String> {
    let Some(basics) = node.get("basics") else { return Vec::new() };
    let text = |node: &'_ Node, keys: &[&str]| -> Vec<String> {
        let mut texts = Vec::new();
        keys.iter().filter_map(|key| node.get(key)).for_each(|value| texts_of(value, &mut texts));
        texts.into_iter().map(str::to_owned).collect()
    };
    let (email, mut urls) = (text(basics, &["email"]), text(basics, &["url"]));
    let mut users = Vec::new();
    if let Some(Data::Sequence(profiles)) = basics.get("profiles").map(|profiles| &profiles.data) {
        for profile in profiles {
            users.extend(text(profile, &["username"]));
            urls.extend(text(profile, &["url"]));
        }
    }
    forms::handles(&email, &users, &urls)
}
