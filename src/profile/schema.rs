//! The JSON Schemas of documents, for editors and validators.
//!
//! A value with several forms has one schema without alternatives. An editor then names the one rule that a mistake breaks, and
//! shows one description.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::Profile;
use super::canonical::has_text_form;
use super::decode::{ById, Decode};
use super::names;
use super::shape::{Record, Shape};
use crate::locale::Locale;

/// Keys that are nobody's business: of themes, notes and schemas.
pub(super) const FREE_KEYS: &str = "^(x-|_|\\$)";

/// A language tag as a key: only those that begin in lower case are read as one.
const LANGUAGE_KEY: &str = "^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$";

/// The description of tags.
pub(super) const TAGS: &str = "Tags, by which applications select.";

/// The description of privacy.
pub(super) const PRIVATE: &str = "`true` leaves it out unless an application asks for private entries.";

/// The message for a text that a colon made a mapping of.
const COLON: &str = "A colon and a space make a mapping of this text; put the whole text in quotes.";

/// The kinds of values beside `null`, which is absent everywhere.
const KINDS: [&str; 5] = ["array", "boolean", "number", "object", "string"];

/// The JSON Schema (draft 2020-12) that profiles meet, generated from the model.
///
/// It is a little narrower than the loader where editors help more that way, and a little wider where JSON Schema
/// cannot say what the loader checks: that a start is before its end, that ids are unique, that an image is there.
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = titled::<Profile>("curricle profile");
    offer_in_list(&sections(), &mut schema["$defs"]["Meta"]["properties"]["sections"]);
    schema
}

/// The JSON Schema (draft 2020-12) of a document, under a title of its own.
pub(crate) fn titled<T: JsonSchema>(title: &str) -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), title.into());
    }
    schema
}

/// The schema as the file in `data/schema/` and `curricle schema` have it: indented, with a line break at its end.
#[must_use]
pub fn json_schema_text() -> String {
    format!("{:#}\n", json_schema())
}

/// Narrows a schema to values of some kinds; an editor shows the message for the others.
///
/// With a bare `type`, editors offer `true`, `false` and `null` for each text. A condition is as strict and offers nothing. It stands
/// below `anyOf`, which tells editors that a value follows the key.
pub(crate) fn only(kinds: &[&str], message: &str, mut schema: Value) -> Schema {
    let others: Vec<&str> = KINDS.into_iter().filter(|kind| !kinds.contains(kind)).collect();
    schema["anyOf"] = json!([{ "if": { "type": others }, "then": { "type": kinds, "errorMessage": message } }]);
    schema.try_into().unwrap_or_default()
}

/// The schema of one line of text that is the same in every language.
pub(crate) fn one_line(schema: Value) -> Schema {
    only(&["string", "number", "boolean"], "Write one text here.", schema)
}

/// Lets a schema take any value, and tells editors that a value follows the key.
pub(crate) fn anything(mut schema: Value) -> Value {
    schema["anyOf"] = json!([{}]);
    schema
}

/// The schema of a text: a single one, or one for each language.
pub(super) fn text(schema: Value) -> Schema {
    let mut schema = only(&["string", "number", "boolean", "object"], "Write one text here, not a list.", schema);
    schema.insert("propertyNames".into(), json!({ "pattern": LANGUAGE_KEY, "patternErrorMessage": COLON }));
    schema.insert("additionalProperties".into(), in_one_language());
    schema
}

/// The schema of a text below its language.
fn in_one_language() -> Value {
    one_line(json!({ "description": "The text in this language." })).to_value()
}

/// The schema of a record that a text can stand for, in one language or several.
pub(super) fn text_or(record: Schema) -> Schema {
    let mut schema = record.to_value();
    schema["patternProperties"][LANGUAGE_KEY] = in_one_language();
    let keys = |part: &str| schema[part].as_object().into_iter().flat_map(Map::keys).cloned().collect::<Vec<_>>();
    let exact = format!("^({})$", keys("properties").join("|"));
    let pattern = [vec![exact], keys("patternProperties")].concat().join("|");
    let message = "This key is unknown here. A text with a colon and a space needs quotes around it.";
    schema["propertyNames"] = json!({ "pattern": pattern, "patternErrorMessage": message });
    if let Some(object) = schema.as_object_mut() {
        object.remove("additionalProperties");
    }
    only(&["string", "number", "boolean", "object"], "Write a text here, or `key: value` lines.", schema)
}

/// Has editors offer values, with descriptions where there are any; each other value is valid too.
pub(crate) fn offer<'a>(values: impl IntoIterator<Item = (&'a str, &'a str)>, schema: &mut Value) {
    let (values, descriptions): (Vec<&str>, Vec<&str>) = values.into_iter().unzip();
    let mut offered = json!({ "enum": values });
    if descriptions.iter().any(|description| !description.is_empty()) {
        offered["enumDescriptions"] = descriptions.into();
    }
    schema["oneOf"] = json!([offered, { "not": { "enum": values } }]);
}

/// Has editors offer values for the items of a list, and for the single one that stands for it.
pub(crate) fn offer_in_list(values: &[(&str, &str)], schema: &mut Value) {
    offer(values.iter().copied(), schema);
    let items = &mut schema["items"];
    if items.get("$ref").is_some() {
        *items = json!({ "allOf": [items.take()] });
    }
    offer(values.iter().copied(), items);
}

/// The ids of the usual sections with their English titles.
pub(crate) fn sections() -> Vec<(&'static str, &'static str)> {
    let ids = std::iter::once("summary").chain(Profile::SECTIONS);
    ids.map(|id| (id, Locale::english().sections.get(id).map_or(id, String::as_str))).collect()
}

/// The schema of a record with these properties.
pub(crate) fn record_schema(record: &Record, description: &str, properties: &Map<String, Value>) -> Schema {
    let others = other_keys(record, properties);
    let schema = json!({
        "description": joined(description),
        "properties": properties,
        "patternProperties": others,
        "additionalProperties": false,
    });
    if has_text_form(record) {
        only(&["object", "string", "number", "boolean"], "Write `key: value` lines here, or one text.", schema)
    } else {
        only(&["object"], "Write `key: value` lines here, indented below the key.", schema)
    }
}

/// The keys that are valid in a record beside its own, and are not suggested: those that are nobody's business, other names, and
/// keys that belong to another place.
fn other_keys(record: &Record, properties: &Map<String, Value>) -> Value {
    let mut patterns = Map::new();
    patterns.insert(FREE_KEYS.into(), true.into());
    let mut add = |names: Vec<&str>, description: String, schema: Value| {
        if names.is_empty() {
            return;
        }
        let mut schema = described(&description, schema);
        schema["doNotSuggest"] = true.into();
        let pattern = names.into_iter().map(names::pattern).collect::<Vec<_>>().join("|");
        patterns.insert(format!("^({pattern})$"), schema);
    };
    for key in record.keys() {
        let own = properties.get(key).cloned().unwrap_or_default();
        let about = own["description"].as_str().unwrap_or_default();
        let description = format!("Another name for `{key}`. {about}");
        // What is no list may stand for something else by its value: `profile: I build things.` is a summary.
        let is_list = matches!(record.field(key), Some(Shape::List(_)));
        let schema = if is_list { own } else { json!({}) };
        add([&[key][..], names::others(record.name, key)].concat(), description, schema);
    }
    add(names::ranges(record), "Start and end in one text, such as `2019 – 2021`.".into(), json!({}));
    for (home, names) in names::read_elsewhere(record) {
        add(names, format!("A part of `{home}`, which is read here too."), json!({}));
    }
    patterns.into()
}

/// A schema with a description before all else, and in place of its own.
pub(crate) fn described(description: &str, schema: Value) -> Value {
    let mut described = Map::new();
    described.insert("description".into(), joined(description).into());
    if let Value::Object(schema) = schema {
        described.extend(schema.into_iter().filter(|(key, _)| key != "description"));
    }
    described.into()
}

/// A description in several lines as one.
fn joined(description: &str) -> String {
    description.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The schema of a field: its description, then how its value is written, where its type says that.
pub(crate) fn field_schema<T: FieldSchema>(generator: &mut SchemaGenerator, description: &str) -> Value {
    let schema = T::field(generator).to_value();
    let name = schema["$ref"].as_str().and_then(|target| target.rsplit('/').next());
    let definition = name.and_then(|name| generator.definitions().get(name)).unwrap_or(&schema);
    // A record is explained by its keys.
    let hint = definition["description"].as_str().filter(|_| definition.get("properties").is_none());
    let description = format!("{} {}", description, hint.unwrap_or_default());
    described(&description, schema)
}

/// The schema of a list, and of the single value that stands for a list of one.
pub(crate) fn list_schema(item: &Value, shape: &Shape) -> Schema {
    let alone = match shape {
        Shape::Record(record) if has_text_form(record) => {
            let kinds = only(&["object", "string"], "Write a list here, with `- ` before each entry.", json!({}));
            json!({ "allOf": [item, kinds] })
        }
        _ => item.clone(),
    };
    schemars::json_schema!({ "items": item, "if": { "type": "array" }, "else": alone })
}

/// The schema that a field has by its type.
pub(crate) trait FieldSchema {
    /// Returns the schema of the value when it is there.
    fn field(generator: &mut SchemaGenerator) -> Schema;
}

impl<T: JsonSchema> FieldSchema for Option<T> {
    fn field(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

impl<T: JsonSchema + Decode> FieldSchema for Vec<T> {
    fn field(generator: &mut SchemaGenerator) -> Schema {
        list_schema(&generator.subschema_for::<T>().to_value(), T::SHAPE)
    }
}

impl<T: JsonSchema> FieldSchema for ById<T> {
    fn field(generator: &mut SchemaGenerator) -> Schema {
        map_schema::<T>(generator)
    }
}

impl FieldSchema for bool {
    fn field(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": ["boolean", "null"] })
    }
}

/// The schema of a mapping with free keys.
pub(crate) fn map_schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let value = generator.subschema_for::<T>();
    only(
        &["object"],
        "Write `key: value` lines here, indented below the key.",
        json!({ "additionalProperties": value }),
    )
}

#[cfg(test)]
mod tests {
    use super::json_schema_text;

    #[test]
    fn the_stored_schema_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/schema/profile.json");
        if std::env::var_os("CURRICLE_UPDATE").is_some() {
            std::fs::write(path, json_schema_text()).expect("writable");
        }
        let stored = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        assert!(stored == json_schema_text(), "run `CURRICLE_UPDATE=1 cargo test the_stored_schema_is_current`");
    }
}
