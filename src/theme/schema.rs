//! JSON Schema (2020-12) of manifests, and of the options of a theme, for editors and validators.

use serde_json::{Map, Value, json};

use super::drawn::Part;
use super::manifest::{KEYS, OPTION_KEYS, TYPES};
use super::options::{OptionKind, OptionSpec, OptionValue};
use super::store::Theme;

/// The dialect.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A colour as options take it; which names there are is for the program to say.
const COLOR: &str = "^(#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})|[a-zA-Z]+|[rR][gG][bB]\\(.*\\))$";

/// The schema of `theme.yaml`.
#[must_use]
pub fn manifest() -> Value {
    let text = json!({ "type": ["string", "number", "boolean", "null"] });
    let described = |schema: Value, description: &str| with_description(schema, description);
    let property = |key: &str| match key {
        "name" => described(text.clone(), "the theme's name: that of its folder"),
        "description" => described(text.clone(), "what the theme is, in a few words"),
        "extends" => described(
            json!({ "type": ["string", "null"] }),
            "the theme whose files and options are there too; `base` for one that draws everything itself",
        ),
        "fonts" => described(
            json!({ "type": ["array", "null"], "items": { "type": "string" } }),
            "the font families that it needs",
        ),
        "draws" => described(
            json!({ "type": ["array", "null"], "items": { "enum": Part::ALL.map(Part::as_str) } }),
            "the parts that not every theme draws and this one does; those of the theme extended where it is absent",
        ),
        "options" => described(
            json!({ "type": ["object", "null"], "additionalProperties": { "$ref": "#/$defs/option" } }),
            "its options by id; those of the theme extended are given another default, or any other of their keys",
        ),
        _ => described(
            json!({ "type": ["object", "null"], "additionalProperties": text }),
            "values for templates, which see them as `theme.page`",
        ),
    };
    let option = |key: &str| match key {
        "type" => described(json!({ "enum": TYPES }), "what it takes; needed where no theme extended has the option"),
        "default" => described(json!(true), "its value where none is given"),
        "description" => described(text.clone(), "what it does, in a few words"),
        "choices" => described(
            json!({ "type": "array", "items": { "type": ["string", "number", "boolean"] }, "minItems": 1 }),
            "the words that a choice or a list takes",
        ),
        _ => described(json!({ "type": "number" }), "the bound of a number"),
    };
    let declared = json!({
        "type": "object",
        "required": ["type"],
        "properties": OPTION_KEYS.iter().map(|key| ((*key).to_owned(), option(key))).collect::<Map<_, _>>(),
        "additionalProperties": false,
        "if": { "properties": { "type": { "const": "choice" } } },
        "then": { "required": ["type", "choices"] },
    });
    json!({
        "$schema": DIALECT,
        "title": "The manifest of a curricle theme",
        "type": "object",
        "properties": KEYS.iter().map(|key| ((*key).to_owned(), property(key))).collect::<Map<_, _>>(),
        "additionalProperties": false,
        "$defs": {
            "option": {
                // What has a type declares an option; all else gives one of another theme a new default.
                "if": { "type": "object", "required": ["type"] },
                "then": declared,
                "else": { "type": ["string", "number", "boolean", "array", "object", "null"] },
            },
        },
    })
}

/// The schema of the options of a theme, as a mapping. An option whose id has a dot can stand below its first part, as in
/// `fonts: {body: …}`.
#[must_use]
pub fn options(theme: &Theme) -> Value {
    let mut properties = Map::new();
    for (id, option) in &theme.options {
        let schema = option_schema(option);
        if let Some((group, rest)) = id.split_once('.') {
            let group = properties
                .entry(group)
                .or_insert_with(|| json!({ "type": "object", "properties": {}, "additionalProperties": false }));
            group["properties"][rest] = schema.clone();
        }
        properties.insert(id.clone(), schema);
    }
    json!({
        "$schema": DIALECT,
        "title": format!("The options of the curricle theme {}", theme.name),
        "description": theme.description,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn option_schema(option: &OptionSpec) -> Value {
    let texts =
        |choices: &[String]| if choices.is_empty() { json!({ "type": "string" }) } else { json!({ "enum": choices }) };
    let schema = match &option.kind {
        OptionKind::Color => {
            json!({ "type": "string", "pattern": COLOR, "patternErrorMessage": "Write a color such as `#0b6e4f` or `teal`." })
        }
        OptionKind::Number { min, max } => {
            let mut schema = json!({ "type": "number" });
            for (key, bound) in [("minimum", min), ("maximum", max)] {
                if let Some(bound) = bound {
                    schema[key] = number(*bound);
                }
            }
            schema
        }
        OptionKind::Bool => json!({ "type": "boolean" }),
        OptionKind::Choice(choices) => json!({ "enum": choices }),
        OptionKind::Text | OptionKind::Font => json!({ "type": "string" }),
        OptionKind::List(choices) => json!({
            "anyOf": [{ "type": "array", "items": texts(choices) }, { "type": "string" }],
        }),
        OptionKind::Sections => json!({
            "anyOf": [{ "type": "array", "items": texts(&[]) }, { "type": "string" }],
        }),
        OptionKind::Map => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
    };
    let mut schema = with_description(schema, &option.description);
    if let Some(default) = default_value(&option.default) {
        schema["default"] = default;
    }
    schema
}

fn default_value(value: &OptionValue) -> Option<Value> {
    Some(match value {
        OptionValue::Absent => return None,
        OptionValue::Color(color) => color.to_string().into(),
        OptionValue::Number(value) => number(*value),
        OptionValue::Bool(value) => (*value).into(),
        OptionValue::Choice(word) => word.as_str().into(),
        OptionValue::Text(line) | OptionValue::Font(line) => line.text.as_str().into(),
        OptionValue::List(lines) => lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().into(),
        OptionValue::Map(lines) => {
            lines.iter().map(|(key, line)| (key.clone(), line.text.as_str().into())).collect::<Map<_, _>>().into()
        }
    })
}

/// Whole numbers are written without a point.
fn number(value: f64) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "the number is whole and within what a float counts exactly")]
    if value.fract() == 0.0 && value.abs() < 1e15 { (value as i64).into() } else { value.into() }
}

/// The schema with a description before all else.
fn with_description(schema: Value, description: &str) -> Value {
    let mut described = Map::new();
    if !description.is_empty() {
        described.insert("description".into(), description.into());
    }
    // What is no object is `true`: anything.
    if let Value::Object(schema) = schema {
        described.extend(schema);
    }
    described.into()
}

#[cfg(test)]
mod tests {
    use jsonschema::validator_for;

    use super::*;
    use crate::source::Sources;
    use crate::theme::ThemeStore;
    use crate::theme::builtin::THEMES;

    fn yaml(text: &str) -> Value {
        serde_yaml::from_str(text).unwrap()
    }

    #[test]
    fn every_built_in_manifest_meets_the_schema_of_manifests() {
        let validator = validator_for(&manifest()).unwrap();
        for (theme, files) in THEMES {
            let (_, data) = files.iter().find(|(file, _)| *file == "theme.yaml").unwrap();
            let errors: Vec<_> = validator
                .iter_errors(&yaml(std::str::from_utf8(data).unwrap()))
                .map(|error| error.to_string())
                .collect();
            assert!(errors.is_empty(), "{theme}: {errors:?}");
        }
    }

    #[test]
    fn the_schema_of_manifests_refuses_what_the_decoder_refuses() {
        let validator = validator_for(&manifest()).unwrap();
        for text in [
            "extend: base",
            "fonts: Inter",
            "options: {corner: {type: nummer}}",
            "options: {corner: {type: number, minn: 0}}",
            "options: {corner: {type: choice}}",
            "options: [accent]",
            "extends: [base]",
        ] {
            assert!(!validator.is_valid(&yaml(text)), "{text}");
        }
    }

    #[test]
    fn the_defaults_of_every_theme_meet_the_schema_of_its_options_and_bad_values_do_not() {
        let store = ThemeStore::default();
        for name in store.names() {
            let theme = store.load(&name, &mut Sources::new()).unwrap().value;
            let schema = options(&theme);
            let validator = validator_for(&schema).unwrap();
            let mut defaults = Map::new();
            for (id, option) in &theme.options {
                defaults.extend(default_value(&option.default).map(|value| (id.clone(), value)));
            }
            assert!(defaults.len() > 8, "{name}");
            let errors: Vec<_> = validator.iter_errors(&defaults.into()).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{name}: {errors:?}");
            assert!(validator.is_valid(&yaml("fonts: {body: Inter}")), "{name}");
            for text in [
                "accent: '#0b6e4'",
                "density: 2",
                "density: tight",
                "icons: perhaps",
                "paper: a5",
                "acent: '#fff'",
                "fonts: {foot: Inter}",
            ] {
                assert!(!validator.is_valid(&yaml(text)), "{name}: {text}");
            }
        }
    }
}
