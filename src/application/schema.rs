//! The JSON Schema of applications, for editors and validators.
//!
//! What themes there are, and their options, is for `theme` to add.

use serde_json::{Map, Value, json};

use super::model::Application;
use crate::profile::schema::{self, anything, offer_in_list, sections, titled};

/// The formats, with what is made of each.
const FORMATS: [(&str, &str); 6] = [
    ("pdf", "One PDF"),
    ("png", "One PNG image for each page"),
    ("svg", "One SVG drawing for each page"),
    ("txt", "Plain text"),
    ("md", "Markdown"),
    ("typ", "A folder with the Typst project"),
];

/// The groups of values that can be hidden, with what each holds.
const REDACTIONS: [(&str, &str); 6] = [
    ("contact", "E-mail, phone, website, address and profiles at networks"),
    ("name", "The name; a number stands for it"),
    ("photo", "The photo"),
    ("employers", "The names and websites of employers"),
    ("schools", "The names and websites of schools"),
    ("links", "All web addresses"),
];

/// The JSON Schema (draft 2020-12) that applications meet, generated from the model.
pub(crate) fn json_schema() -> Value {
    let mut schema = titled::<Application>("curricle application");
    offer_words("", &mut schema);
    schema
}

/// Has editors offer the usual words of an application, whose schema is at a place in another.
pub(crate) fn offer_words(application: &str, schema: &mut Value) {
    let mut within = |place: &str, values: &[(&str, &str)]| {
        if let Some(field) = schema.pointer_mut(place) {
            offer_in_list(values, field);
        }
    };
    within(&format!("{application}/properties/redact"), &REDACTIONS);
    within(&format!("{application}/properties/hide"), &sections());
    for key in ["sections", "hide"] {
        within(&format!("/$defs/Select/properties/{key}"), &sections());
    }
    if let Some(field) = schema.pointer_mut(&format!("{application}/properties/formats")) {
        offer_formats(field);
    }
}

/// Has editors offer the formats, and mark others.
pub(crate) fn offer_formats(schema: &mut Value) {
    let any_case = |c: char| format!("[{c}{}]", c.to_ascii_uppercase());
    let words: Vec<String> = FORMATS.iter().map(|(name, _)| name.chars().map(any_case).collect()).collect();
    let word = format!(" *({})? *", words.join("|"));
    let names: Vec<String> = FORMATS.iter().map(|(name, _)| format!("`{name}`")).collect();
    offer_in_list(&FORMATS, schema);
    for (part, pattern) in [("", format!("^{word}(,{word})*$")), ("/items", format!("^{word}$"))] {
        if let Some(part) = schema.pointer_mut(part) {
            part["pattern"] = pattern.into();
            part["patternErrorMessage"] = format!("Choose among {}.", names.join(", ")).into();
        }
    }
}

/// The schema of changes: the keys of a profile, and in lists those of the entries, which are addressed by id or position.
pub(super) fn change_schema() -> Value {
    let profile = schema::json_schema();
    keys_of(&profile, &profile)
}

/// The keys of a record with their descriptions. Their values are for the loader to judge.
fn keys_of(profile: &Value, record: &Value) -> Value {
    let follow = |schema: &Value| {
        let target = schema["$ref"].as_str().and_then(|target| profile.pointer(target.trim_start_matches('#')));
        target.filter(|target| target["properties"].is_object())
    };
    let described = |field: &Value| json!({ "description": field["description"] });
    let mut properties = Map::new();
    for (key, field) in record["properties"].as_object().into_iter().flatten() {
        let mut schema = described(field);
        if let (Some(inside), Some(schema)) = (follow(field), schema.as_object_mut()) {
            schema.extend(keys_of(profile, inside).as_object().cloned().unwrap_or_default());
        } else if let (Some(entry), true) = (follow(&field["items"]), record["$defs"].is_object()) {
            schema["additionalProperties"] = keys_of(profile, entry);
            schema = anything(schema);
        } else {
            schema = anything(schema);
        }
        properties.insert(key.clone(), schema);
    }
    let mut others = Map::new();
    for (pattern, field) in record["patternProperties"].as_object().into_iter().flatten() {
        let schema = if field["description"].is_string() { described(field) } else { true.into() };
        others.insert(pattern.clone(), schema);
    }
    json!({ "properties": properties, "patternProperties": others, "additionalProperties": false })
}

#[cfg(test)]
mod tests {
    use super::REDACTIONS;
    use crate::application::redact::Redact;

    #[test]
    fn all_groups_of_redaction_are_offered() {
        assert!(Redact::groups().eq(REDACTIONS.map(|(name, _)| name)));
    }
}
