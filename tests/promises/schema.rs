//! Walks a profile beside its JSON Schema.

use std::collections::BTreeSet;

use serde_json::Value;

/// A scalar or localised text of a profile: the name of its type in the schema, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    /// The type, such as `LineText`.
    pub kind: String,
    /// Where, as a JSON pointer (RFC 6901).
    pub pointer: String,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// The scalars and localised texts.
    pub leaves: Vec<Leaf>,
    /// The fields that have a value: the type and the key.
    pub fields: BTreeSet<(String, String)>,
}

/// Walks a profile.
pub(crate) fn walk(profile: &Value) -> Walk {
    let root = curricle::profile::json_schema();
    let mut found = Walk::default();
    Walker { root: &root, found: &mut found }.value("Profile", &root, profile, "");
    found
}

/// All fields that the schema has: the type and the key.
pub(crate) fn fields() -> BTreeSet<(String, String)> {
    let root = curricle::profile::json_schema();
    let mut fields = BTreeSet::new();
    let mut add = |name: &str, schema: &Value| {
        let keys = schema["properties"].as_object().into_iter().flat_map(|map| map.keys());
        fields.extend(keys.map(|key| (record_of(name).to_owned(), key.clone())));
    };
    add("Profile", &root);
    for (name, schema) in root["$defs"].as_object().unwrap() {
        add(name, schema);
    }
    fields
}

struct Walker<'a> {
    root: &'a Value,
    found: &'a mut Walk,
}

impl<'a> Walker<'a> {
    fn value(&mut self, name: &str, schema: &'a Value, value: &Value, at: &str) {
        let (name, schema) = self.followed(name, schema);
        match value {
            Value::Object(map) if schema["properties"].is_object() && !is_translated(schema, map) => {
                for (key, value) in map.iter().filter(|(key, _)| !key.starts_with("x-")) {
                    let property = &schema["properties"][key];
                    assert!(!property.is_null(), "{at}: `{name}` has no `{key}`");
                    self.found.fields.insert((record_of(name).to_owned(), key.clone()));
                    let property = if key == "items" { items(schema, map) } else { property };
                    self.value("", property, value, &format!("{at}/{key}"));
                }
            }
            Value::Object(map)
                if schema["additionalProperties"].is_object() && schema.get("propertyNames").is_none() =>
            {
                for (key, value) in map {
                    self.value("", &schema["additionalProperties"], value, &format!("{at}/{key}"));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value("", &schema["items"], item, &format!("{at}/{index}"));
                }
            }
            // A single value stands for a list of one.
            _ if schema["items"].is_object() => self.value(name, &schema["items"], value, at),
            _ => self.found.leaves.push(Leaf { kind: text_for(name).to_owned(), pointer: at.to_owned() }),
        }
    }

    /// The schema that a reference leads to, with the name of its type.
    fn followed<'n>(&self, name: &'n str, schema: &'a Value) -> (&'n str, &'a Value)
    where
        'a: 'n,
    {
        let Some(target) = schema["$ref"].as_str() else { return (name, schema) };
        let target = target.rsplit('/').next().unwrap();
        (target, &self.root["$defs"][target])
    }
}

/// The record whose keys a type has.
fn record_of(name: &str) -> &str {
    match name {
        "Location" => "Place",
        "JobProject" => "Project",
        "KeywordGroup" => "Skill",
        name => name,
    }
}

/// The type of a text that stands for a record.
fn text_for(name: &str) -> &str {
    match name {
        "Location" | "Keyword" | "JobProject" | "KeywordGroup" => "LineText",
        "Highlight" | "Quote" => "Prose",
        name => name,
    }
}

/// Whether a mapping is one text in several languages, in the place of a record.
fn is_translated(schema: &Value, map: &serde_json::Map<String, Value>) -> bool {
    schema.get("propertyNames").is_some() && map.keys().all(|key| key.len() == 2)
}

/// The schema of the items of an own section of this kind.
fn items<'s>(schema: &'s Value, section: &serde_json::Map<String, Value>) -> &'s Value {
    let kinds = schema["allOf"].as_array().unwrap();
    let kind = kinds.iter().find(|kind| kind["if"]["properties"]["kind"]["const"] == section["kind"]);
    &kind.unwrap()["then"]["properties"]["items"]
}
