//! The keys of the official JSON Resume schema, which tell what can be an error in a JSON file.
//!
//! That schema leaves all other keys free: a document that has `sections: []` or `id: {}` for the sake of another tool is as
//! valid as one without. What we cannot read there is left out and said, and refuses nobody's résumé.

use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::source::{Data, Node};

/// The records of the schema by their key paths, each with its keys.
const RECORDS: [(&str, &[&str]); 16] = [
    (
        "",
        &[
            "$schema",
            "basics",
            "work",
            "volunteer",
            "education",
            "awards",
            "certificates",
            "publications",
            "skills",
            "languages",
            "interests",
            "references",
            "projects",
            "meta",
        ],
    ),
    ("basics", &["name", "label", "image", "email", "phone", "url", "summary", "location", "profiles"]),
    ("basics.location", &["address", "postalCode", "city", "countryCode", "region"]),
    ("basics.profiles", &["network", "username", "url"]),
    ("work", &["name", "location", "description", "position", "url", "startDate", "endDate", "summary", "highlights"]),
    ("volunteer", &["organization", "position", "url", "startDate", "endDate", "summary", "highlights"]),
    ("education", &["institution", "url", "area", "studyType", "startDate", "endDate", "score", "courses"]),
    ("awards", &["title", "date", "awarder", "summary"]),
    ("certificates", &["name", "date", "url", "issuer"]),
    ("publications", &["name", "publisher", "releaseDate", "url", "summary"]),
    ("skills", &["name", "level", "keywords"]),
    ("languages", &["language", "fluency"]),
    ("interests", &["name", "keywords"]),
    ("references", &["name", "reference"]),
    (
        "projects",
        &["name", "description", "highlights", "keywords", "startDate", "endDate", "url", "roles", "entity", "type"],
    ),
    ("meta", &["canonical", "version", "lastModified"]),
];

/// The places in a document that the official schema says nothing about.
#[derive(Debug, Default)]
pub(crate) struct Free(Vec<Span>);

impl Free {
    /// Finds them in a document as it was written.
    pub(crate) fn of(node: &Node) -> Self {
        let mut free = Self::default();
        free.walk(node, "");
        free
    }

    fn walk(&mut self, node: &Node, path: &str) {
        match &node.data {
            Data::Sequence(items) => items.iter().for_each(|item| self.walk(item, path)),
            Data::Mapping(pairs) => {
                let Some((_, known)) = RECORDS.iter().find(|(record, _)| *record == path) else { return };
                for (key, value) in pairs {
                    if known.contains(&key.name.as_str()) {
                        let dot = if path.is_empty() { "" } else { "." };
                        self.walk(value, &format!("{path}{dot}{}", key.name));
                    } else if key.name != "private" {
                        // Nobody shows what was to be private because of a slip.
                        self.0.push(Span { end: value.span.end.max(key.span.end), ..key.span });
                    }
                }
            }
            _ => {}
        }
    }

    /// Makes warnings of the errors at these places, whose values are left out.
    pub(crate) fn warn(&self, diagnostics: &mut [Diagnostic]) {
        for diagnostic in diagnostics.iter_mut().filter(|found| found.severity == Severity::Error) {
            let within = |span: Span| {
                let holds =
                    |free: &Span| free.source == span.source && free.start <= span.start && span.end <= free.end;
                self.0.iter().any(holds)
            };
            if diagnostic.span().is_some_and(within) {
                diagnostic.severity = Severity::Warning;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::{Free, RECORDS};
    use crate::source::{Format, Sources, parse};

    /// The keys of a schema's records, as key paths.
    fn keys(schema: &Value, path: &str, found: &mut BTreeSet<String>) {
        let schema = if schema["items"].is_object() { &schema["items"] } else { schema };
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            found.insert(format!("{path}.{key}"));
            keys(value, &format!("{path}.{key}"), found);
        }
    }

    #[test]
    fn the_keys_are_those_of_the_schema() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/json-resume/schema.json");
        let schema = serde_json::from_slice(&std::fs::read(file).expect("the schema")).expect("JSON");
        let mut of_schema = BTreeSet::new();
        keys(&schema, "", &mut of_schema);
        let dotted = |path: &str, key: &str| if path.is_empty() { format!(".{key}") } else { format!(".{path}.{key}") };
        let ours: BTreeSet<String> =
            RECORDS.iter().flat_map(|(path, keys)| keys.iter().map(move |key| dotted(path, key))).collect();
        assert_eq!(ours, of_schema);
    }

    #[test]
    fn free_is_what_stands_under_other_keys() {
        let text = r#"{"x": [1], "work": [{"name": {"y": 2}, "id": 3}], "meta": {"z": {"version": 4}}}"#;
        let mut sources = Sources::new();
        let id = sources.add("p.json", text);
        let node = parse(&sources, id, Format::Json, &mut crate::diagnostic::Diagnostics::default()).expect("JSON");
        let free: Vec<&str> = Free::of(&node).0.iter().map(|span| sources.slice(*span)).collect();
        assert_eq!(free, [r#""x": [1]"#, r#""id": 3"#, r#""z": {"version": 4}"#]);
    }
}
