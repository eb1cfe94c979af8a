//! Any application over profiles of the package. What it brings along says so by its words, none of which a profile has.

use std::path::Path;
use std::sync::OnceLock;

use curricle::batch::Input;
use curricle::diagnostic::Diagnostics;
use curricle::source::{Data, Format, Node, Sources, parse};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

use crate::promises::stage;

/// The profiles: one that fills every field, one in two languages, three as people write them.
pub(super) const PROFILES: [&str; 5] = [
    "data/samples/full.yaml",
    "examples/job-search/profile.yaml",
    "data/profiles/asjad-iqbal.yaml",
    "data/profiles/rajat-jog.yaml",
    "data/profiles/realtime-backend-engineer.yaml",
];

/// Words of what must not be shown: company, role, advert, synonyms.
pub(super) const UNSHOWN: [&str; 4] = ["Companyword", "Roleword", "Advertword", "Synonymword"];

/// A theme whose pages say a word that nobody wrote.
pub(super) const TALKATIVE: &str = "talkative";

const THEMES: [&str; 6] = ["plain", "ledger", "folio", "meridian", "sidebar", "banner"];

const GROUPS: [&str; 6] = ["contact", "name", "photo", "employers", "schools", "links"];

/// Sections whose entries have summaries and highlights.
const TOLD: [&str; 4] = ["work", "projects", "education", "volunteer"];

/// An application and the profile that it is for.
#[derive(Debug, Clone)]
pub(super) struct Case {
    /// The path of the profile in the package.
    pub(super) profile: &'static str,
    /// The application, but for its profile.
    pub(super) application: Value,
}

impl Case {
    /// A key of the application.
    pub(super) fn get(&self, key: &str) -> &Value {
        self.application.get(key).unwrap_or(&Value::Null)
    }

    /// The file of the application.
    pub(super) fn input(&self) -> Input {
        let mut application = self.application.clone();
        application["profile"] = json!(stage::path(self.profile));
        let folder = folder().to_owned();
        Input { name: "application.json".into(), bytes: application.to_string().into_bytes(), folder }
    }

    /// The values of the profile as it is.
    pub(super) fn own(&self) -> Node {
        node(&std::fs::read_to_string(stage::path(self.profile)).unwrap(), Format::Yaml)
    }
}

/// The values of a text.
pub(super) fn node(text: &str, format: Format) -> Node {
    let mut sources = Sources::new();
    let id = sources.add("values", text);
    parse(&sources, id, format, &mut Diagnostics::new()).unwrap()
}

/// The folder of the application: with an advert, synonyms and a theme.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let advert = "Engineer for search and ranking\n\nYou know Advertword, Rust, Python, Kubernetes and Synonymword. \
            You have built backend systems for data and machine learning, and Advertword pipelines in production.\n";
        write("advert.txt", advert);
        write("words.yaml", "same:\n- [Python, Synonymword]\n");
        write(&format!("themes/{TALKATIVE}/theme.yaml"), "extends: plain\n");
        let look = "#import \"../plain/theme.typ\" as parent\n#let theme(options, words, setting) = {\n  \
            let drawn = (parent.theme)(options, words, setting)\n  \
            drawn + (resume: (body, ..given) => (drawn.resume)({ body; [Boundless synergy] }, ..given))\n}\n";
        write(&format!("themes/{TALKATIVE}/theme.typ"), look);
        folder
    });
    folder.path()
}

/// What an application can name of a profile.
struct Facts {
    tags: Vec<String>,
    sections: Vec<String>,
    /// Changes, each with the key of the profile that it is about.
    changes: Vec<(String, Value)>,
}

impl Facts {
    fn of(node: &Node) -> Self {
        let mut facts = Self { tags: Vec::new(), sections: vec!["summary".into()], changes: Vec::new() };
        collect(node, &mut facts.tags);
        facts.tags.sort();
        facts.tags.dedup();
        facts.change(
            "basics",
            json!({"label": "Changed label", "summary": "Changed summary with **emphasised change**"}),
        );
        facts.change("basics", json!({"summary": null, "email": null, "url": "https://changed.example.org"}));
        let tags: Vec<_> = facts.tags.first().cloned().into_iter().collect();
        let items = json!(["Added item one", {"text": "Added item two", "tags": tags, "highlights": ["Added nested"]}]);
        facts.change("sections", json!({"added": {"title": "Added title", "kind": "list", "items": items}}));
        facts.change("sections", json!({"unnamed-addition": {"kind": "text", "items": ["Added without a title"]}}));
        for (key, value) in pairs(node) {
            match &value.data {
                Data::Sequence(items) => facts.list(key, items),
                Data::Mapping(_) if key == "sections" => {
                    facts.sections.extend(pairs(value).map(|(id, _)| id.to_owned()));
                }
                _ => {}
            }
        }
        facts
    }

    fn change(&mut self, key: &str, value: Value) {
        self.changes.push((key.to_owned(), value));
    }

    fn list(&mut self, section: &str, items: &[Node]) {
        self.sections.push(section.to_owned());
        let told = TOLD.contains(&section);
        for (index, item) in items.iter().enumerate() {
            let id = item.get("id").and_then(Node::as_text).map_or_else(|| index.to_string(), str::to_owned);
            let one = |value: Value| Value::Object(Map::from_iter([(id.clone(), value)]));
            self.change(section, one(Value::Null));
            if told {
                let highlights = json!(["Changed highlight one", {"text": "Changed highlight two", "private": true}]);
                self.change(section, one(json!({"highlights": highlights, "startDate": "2001-05"})));
                self.change(section, one(json!({"summary": {"en": "Changed entry", "de": "Anders gesagt"}})));
            } else if section == "skills" {
                self.change(section, one(json!({"keywords": ["Changed keyword"], "private": index % 2 == 1})));
            }
        }
        if matches!(section, "skills" | "interests") {
            self.change(section, json!([{"name": "Replaced entry", "keywords": ["Replaced keyword"]}]));
        }
    }
}

/// The keys and values of a mapping.
fn pairs(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let Data::Mapping(pairs) = &node.data else { panic!("a mapping") };
    pairs.iter().map(|(key, value)| (key.name.as_str(), value))
}

/// All tags.
fn collect(node: &Node, tags: &mut Vec<String>) {
    match &node.data {
        Data::Sequence(items) => items.iter().for_each(|item| collect(item, tags)),
        Data::Mapping(pairs) => {
            for (key, value) in pairs {
                match &value.data {
                    Data::Sequence(items) if key.name == "tags" => {
                        tags.extend(items.iter().filter_map(Node::as_text).map(str::to_owned));
                    }
                    _ => collect(value, tags),
                }
            }
        }
        Data::Null | Data::Scalar { .. } => {}
    }
}

/// Any application.
pub(super) fn cases() -> impl Strategy<Value = Case> {
    select(&PROFILES[..]).prop_flat_map(|profile| {
        let facts = Facts::of(&Case { profile, application: Value::Null }.own());
        let change = subsequence(facts.changes.clone(), 0..=3).prop_map(|chosen| {
            // Of two about one key the later counts.
            Value::Object(chosen.into_iter().collect())
        });
        (selection(&facts), change, look(&facts), surroundings()).prop_map(
            move |(select, change, (theme, pages), mut application)| {
                application["select"] = select;
                application["change"] = change;
                application["theme"] = theme;
                application["pages"] = pages;
                Case { profile, application }
            },
        )
    })
}

/// Keys with values, without those that have none.
fn object<const N: usize>(pairs: [(&str, Option<Value>); N]) -> Value {
    Value::Object(pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect())
}

fn selection(facts: &Facts) -> impl Strategy<Value = Value> + use<> {
    let tags = |most: usize| subsequence(facts.tags.clone(), 1..=most.min(facts.tags.len())).prop_map(|it| json!(it));
    let sections = subsequence(facts.sections.clone(), 1..=facts.sections.len()).prop_shuffle();
    let section = || select(facts.sections.clone());
    let since = prop_oneof![
        select(&["2010", "2015-03", "2020", "6y", "12y"][..]).prop_map(|since| json!(since)),
        (section(), select(&["2012", "4y"][..])).prop_map(|(id, since)| object([(&id, Some(json!(since)))])),
    ];
    let limit = (weighted(0.6, 1..4usize), weighted(0.6, (section(), 1..4usize))).prop_map(|(highlights, section)| {
        let mut limit = object([("highlights", highlights.map(|count| json!(count)))]);
        if let Some((id, count)) = section.filter(|(id, _)| id != "summary") {
            limit[id] = json!(count);
        }
        limit
    });
    let rules = (
        weighted(0.5, tags(3)),
        weighted(0.4, tags(2)),
        any::<bool>(),
        weighted(0.5, sections),
        weighted(0.4, since),
        weighted(0.5, limit),
    );
    rules.prop_map(|(include, exclude, private, sections, since, limit)| {
        object([
            ("include", include),
            ("exclude", exclude),
            ("private", Some(json!(private))),
            ("sections", sections.map(|sections| json!(sections))),
            ("since", since),
            ("limit", limit),
        ])
    })
}

/// A theme with options, and how many pages; both at once must not name how close things stand.
fn look(facts: &Facts) -> impl Strategy<Value = (Value, Value)> + use<> {
    let options = (
        select(&["month", "day", "year", "iso"][..]),
        any::<bool>(),
        weighted(0.3, select(facts.sections.clone())),
        weighted(0.3, subsequence(facts.sections.clone(), 1..=2)),
        prop_oneof![Just((Value::Null, None)), (1..4usize).prop_map(|pages| (json!(pages), None)), {
            (0..=10u32).prop_map(|step| (Value::Null, Some(json!(f64::from(step) / 10.0))))
        }],
    );
    (select(&THEMES[..]), options).prop_map(|(name, (dates, durations, titled, order, (pages, density)))| {
        let title = |id: String| object([(&id, Some(json!("Optional title")))]);
        let theme = object([
            ("name", Some(json!(name))),
            ("date_style", Some(json!(dates))),
            ("durations", Some(json!(durations))),
            ("section_titles", titled.map(title)),
            ("section_order", order.map(|order| json!(order))),
            ("density", density),
        ]);
        (theme, pages)
    })
}

/// Language, date, redaction, advert, letter and names.
fn surroundings() -> impl Strategy<Value = Value> {
    let letter = any::<bool>().prop_map(|join| {
        json!({
            "to": "Recipient of letters\nStreet of letters 12", "date": "2026-11-20", "subject": "Subject of a letter",
            "greeting": "Greeting of a letter,", "body": "Body of a **letter** in\n\n- several\n- pieces\n",
            "closing": "Closing of a letter", "join": join,
        })
    });
    let parts = (
        weighted(0.7, select(&["en", "de", "fr", "pl", "ja", "ar"][..])),
        weighted(0.7, Just("2026-11-21")),
        weighted(0.25, subsequence(GROUPS.to_vec(), 1..=GROUPS.len())),
        (any::<bool>(), any::<bool>()),
        weighted(0.4, letter),
    );
    parts.prop_map(|(language, date, redact, (posting, synonyms), letter)| {
        object([
            ("company", Some(json!(UNSHOWN[0]))),
            ("role", Some(json!(UNSHOWN[1]))),
            ("language", language.map(|tag| json!(tag))),
            ("date", date.map(|date| json!(date))),
            ("redact", redact.map(|groups| json!(groups))),
            ("posting", posting.then(|| json!("advert.txt"))),
            ("synonyms", synonyms.then(|| json!("words.yaml"))),
            ("letter", letter),
            ("output", Some(json!("{company}-{role}"))),
            ("formats", Some(json!(["txt", "md"]))),
        ])
    })
}
