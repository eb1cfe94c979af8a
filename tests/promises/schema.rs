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
        fields.extend(keys.map(|key| (name.to_owned(), key.clone())));
    };
    add("Profile", &root);
    for (name, schema) in root["$defs"].as_object().unwrap() {
        add(name, schema);
        schema["anyOf"].as_array().into_iter().flatten().for_each(|variant| add(name, variant));
    }
    fields
}

struct Walker<'a> {
    root: &'a Value,
    found: &'a mut Walk,
}

impl Walker<'_> {
    fn value(&mut self, name: &str, schema: &Value, value: &Value, at: &str) {
        if let Some(target) = schema["$ref"].as_str() {
            let target = target.rsplit('/').next().unwrap();
            let root = self.root;
            return self.value(target, &root["$defs"][target], value, at);
        }
        if let (Some(variants), false) = (schema["anyOf"].as_array(), is_text(schema)) {
            let variant = variants.iter().find(|variant| self.admits(variant, value));
            return self.value(name, variant.unwrap_or_else(|| panic!("{at}: {value}")), value, at);
        }
        match value {
            Value::Object(map) if schema.get("properties").is_some() => {
                for (key, value) in map.iter().filter(|(key, _)| !key.starts_with("x-")) {
                    let property = &schema["properties"][key];
                    assert!(!property.is_null(), "{at}: `{name}` has no `{key}`");
                    self.found.fields.insert((name.to_owned(), key.clone()));
                    let property = if key == "items" { items(schema, map) } else { property };
                    self.value("", property, value, &format!("{at}/{key}"));
                }
            }
            Value::Object(map) if schema.get("additionalProperties").is_some() && !is_text(schema) => {
                for (key, value) in map {
                    self.value("", &schema["additionalProperties"], value, &format!("{at}/{key}"));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value("", &schema["items"], item, &format!("{at}/{index}"));
                }
            }
            _ => self.found.leaves.push(Leaf { kind: name.to_owned(), pointer: at.to_owned() }),
        }
    }

    /// Whether a schema is meant for a value of this shape.
    fn admits(&self, schema: &Value, value: &Value) -> bool {
        let target = schema["$ref"].as_str().map(|target| target.rsplit('/').next().unwrap());
        let schema = target.map_or(schema, |target| &self.root["$defs"][target]);
        let text = is_text(schema);
        if let (Some(variants), false) = (schema["anyOf"].as_array(), text) {
            return variants.iter().any(|variant| self.admits(variant, value));
        }
        let is = |kind: &str| {
            schema["type"] == kind || schema["type"].as_array().is_some_and(|all| all.contains(&kind.into()))
        };
        match value {
            Value::Object(map) => match schema["properties"].as_object() {
                Some(known) => map.keys().any(|key| known.contains_key(key)),
                None => text && map.keys().all(|key| key.len() == 2) || schema.get("additionalProperties").is_some(),
            },
            Value::Array(_) => is("array"),
            Value::Null => is("null"),
            _ => text || is("string") || is("boolean"),
        }
    }
}

/// Whether a schema is that of a text in one language or several.
fn is_text(schema: &Value) -> bool {
    schema["anyOf"][1].get("propertyNames").is_some()
}

/// The schema of the items of an own section of this kind.
fn items<'s>(schema: &'s Value, section: &serde_json::Map<String, Value>) -> &'s Value {
    let kinds = schema["allOf"].as_array().unwrap();
    let kind = kinds.iter().find(|kind| kind["if"]["properties"]["kind"]["const"] == section["kind"]);
    &kind.unwrap()["then"]["properties"]["items"]
}
