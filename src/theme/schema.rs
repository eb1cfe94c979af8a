//! JSON Schema (2020-12) of manifests, of the options of themes and of applications, for editors and validators.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::drawn::Part;
use super::manifest::{KEYS, OPTION_KEYS, TYPES};
use super::options::{OptionKind, OptionSpec, OptionValue};
use super::store::{Theme, ThemeStore};
use crate::application::schema::json_schema;
use crate::profile::schema::{anything, described, offer, one_line, only};
use crate::source::Sources;

/// The dialect.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A colour as options take it; which names there are is for the program to say.
const COLOR: &str = "^(#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})|[0-9a-fA-F]{6}|[a-zA-Z]+|[rR][gG][bB]\\(.*\\))$";

/// The types of options, in their order, with what they take.
const ABOUT_TYPES: [&str; 9] = [
    "A color, such as `#0b6e4f`",
    "A number",
    "`true` or `false`",
    "One of some words, which `choices` names",
    "One line of text",
    "A font family",
    "A list of texts",
    "A list of sections",
    "Texts by name",
];

/// The schema of `theme.yaml`.
#[must_use]
pub fn manifest() -> Value {
    let themes = built_in();
    let properties: Map<String, Value> =
        KEYS.iter().map(|key| ((*key).to_owned(), manifest_key(key, &themes))).collect();
    let option: Map<String, Value> = OPTION_KEYS.iter().map(|key| ((*key).to_owned(), option_key(key))).collect();
    let declared = json!({
        "required": ["type"],
        "properties": option,
        "additionalProperties": false,
        "if": { "properties": { "type": { "const": "choice" } } },
        "then": { "required": ["type", "choices"] },
    });
    json!({
        "$schema": DIALECT,
        "title": "curricle theme",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": {
            "option": {
                // What has a type declares an option; all else gives one of another theme a new default. Below `anyOf`, so that
                // editors know that a value follows.
                "anyOf": [{ "if": { "type": "object", "required": ["type"] }, "then": declared }],
            },
        },
    })
}

/// The schema of a key of a manifest.
fn manifest_key(key: &str, themes: &[Theme]) -> Value {
    match key {
        "name" => text("The name of the theme, which is that of its folder."),
        "description" => text("The theme in a few words."),
        "extends" => {
            let mut schema = text("The theme whose files and options this one has too. `base` has no look of its own.");
            let base = ("base", "What the other themes build on; not a look of its own");
            offer(std::iter::once(base).chain(names(themes)), &mut schema);
            schema
        }
        "fonts" => {
            let schema = json!({ "description": "The font families that it needs.", "items": one_line(json!({})) });
            only(&["array"], "Write a list here.", schema).to_value()
        }
        "draws" => {
            let schema = json!({
                "description": "The parts that this theme draws and others may leave out. Without it, those of the theme that it extends.",
                "items": { "enum": Part::ALL.map(Part::as_str) },
            });
            only(&["array"], "Write a list here.", schema).to_value()
        }
        "options" => {
            let known = options_of(themes).into_iter().map(|(id, option)| {
                let about = format!("{} Here: a new default, or other keys of it.", sentence(&option.description));
                (id, described(&about, json!({ "$ref": "#/$defs/option" })))
            });
            mapping(json!({
                "description": "Its options by id. Those of the theme that it extends get a new default here, or other keys.",
                "properties": known.collect::<Map<_, _>>(),
                "additionalProperties": { "$ref": "#/$defs/option" },
            }))
        }
        _ => mapping(json!({
            "description": "Values for templates, which see them as `theme.page`.",
            "additionalProperties": one_line(json!({})),
        })),
    }
}

/// The schema of a key of an option.
fn option_key(key: &str) -> Value {
    match key {
        "type" => json!({
            "description": "What the option takes. An option of the theme extended has its type from there.",
            "enum": TYPES,
            "enumDescriptions": ABOUT_TYPES,
        }),
        "default" => anything(json!({ "description": "Its value where none is given." })),
        "description" => text("What it does, in a few words."),
        "choices" => json!({
            "description": "The words that a choice or a list takes.",
            "type": "array",
            "items": one_line(json!({})),
            "minItems": 1,
        }),
        "min" => json!({ "description": "The least number that it takes.", "type": "number" }),
        _ => json!({ "description": "The greatest number that it takes.", "type": "number" }),
    }
}

/// The schema of one line of text.
fn text(description: &str) -> Value {
    one_line(json!({ "description": description })).to_value()
}

/// The schema of a mapping.
fn mapping(schema: Value) -> Value {
    only(&["object"], "Write `key: value` lines here, indented below the key.", schema).to_value()
}

/// The schema that applications meet, with the built-in themes and their options.
#[must_use]
pub fn application() -> Value {
    let mut schema = json_schema();
    complete(&mut schema);
    schema
}

/// The schema of applications as the file in `data/schema/` and `curricle schema application` have it: indented, with a line break
/// at its end.
#[must_use]
pub fn application_text() -> String {
    format!("{:#}\n", application())
}

/// Has editors offer the built-in themes and their options in an application, which may name others.
pub(crate) fn complete(schema: &mut Value) {
    let themes = built_in();
    let Some(choice) = schema.pointer_mut("/$defs/ThemeChoice") else { return };
    offer_themes(&themes, choice);
    offer_themes(&themes, &mut choice["properties"]["name"]);
    let options = options_of(&themes);
    let options = grouped(options.iter().map(|(id, option)| (id.as_str(), offered(option, themes.len()))), true);
    if let Some(properties) = choice["properties"].as_object_mut() {
        properties.extend(options);
    }
}

/// Has editors offer the built-in themes as values.
fn offer_themes(themes: &[Theme], schema: &mut Value) {
    offer(names(themes), schema);
}

/// The names of themes with their descriptions.
pub(crate) fn names(themes: &[Theme]) -> impl Iterator<Item = (&str, &str)> {
    themes.iter().map(|theme| (theme.name.as_str(), theme.description.as_str()))
}

/// The themes that are built in.
pub(crate) fn built_in() -> Vec<Theme> {
    let store = ThemeStore::default();
    let load = |name: String| store.load(&name, &mut Sources::new()).ok();
    store.names().into_iter().filter_map(load).map(|loaded| loaded.value).collect()
}

/// The options of all these themes by id, each with the choices of all that have it.
fn options_of(themes: &[Theme]) -> IndexMap<String, OptionSpec> {
    let mut all: IndexMap<String, OptionSpec> = IndexMap::new();
    for theme in themes {
        for (id, option) in &theme.options {
            match all.get_mut(id) {
                None => {
                    let themes = vec![theme.name.clone()];
                    all.insert(id.clone(), OptionSpec { themes, ..option.clone() });
                }
                Some(known) => {
                    known.themes.push(theme.name.clone());
                    if let (OptionKind::Choice(own), OptionKind::Choice(more)) = (&mut known.kind, &option.kind) {
                        own.extend(more.iter().filter(|word| !own.contains(word)).cloned().collect::<Vec<_>>());
                    }
                }
            }
        }
    }
    all
}

/// The schema of an option of some of the themes: its description and the values offered. A theme of one's own may take others.
fn offered(option: &OptionSpec, themes: usize) -> Value {
    let mut about = sentence(&option.description);
    if matches!(option.kind, OptionKind::Number { .. } | OptionKind::Color | OptionKind::Font) {
        about.push_str(&format!(" Takes {}.", option.kind.expected()));
    }
    if option.themes.len() < themes {
        let names: Vec<String> = option.themes.iter().map(|name| format!("`{name}`")).collect();
        about.push_str(&format!(" In {}.", names.join(", ")));
    }
    let mut schema = anything(json!({ "description": about }));
    match &option.kind {
        OptionKind::Choice(words) => offer(words.iter().map(|word| (word.as_str(), "")), &mut schema),
        OptionKind::Bool => schema["oneOf"] = json!([{ "enum": [true, false] }, { "not": { "enum": [true, false] } }]),
        _ => {}
    }
    schema
}

/// A description in a manifest as a sentence.
fn sentence(text: &str) -> String {
    let mut chars = text.trim().chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.trim().ends_with('.') { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}

/// Options by id. One whose id has a dot also stands below its first part, as in `fonts: {body: …}`, where others may be valid too.
fn grouped<'a>(options: impl Iterator<Item = (&'a str, Value)>, others: bool) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut whole = Vec::new();
    for (id, schema) in options {
        if let Some((group, rest)) = id.split_once('.') {
            let about = format!("The options that begin with `{group}.`.");
            let group = properties.entry(group).or_insert_with(
                || json!({ "description": about, "type": "object", "properties": {}, "additionalProperties": others }),
            );
            group["properties"][rest] = schema.clone();
            whole.push((id.to_owned(), schema));
        } else {
            properties.insert(id.to_owned(), schema);
        }
    }
    properties.extend(whole);
    properties
}

/// The schema of the options of a theme, as a mapping.
#[must_use]
pub fn options(theme: &Theme) -> Value {
    json!({
        "$schema": DIALECT,
        "title": format!("options of the curricle theme {}", theme.name),
        "description": sentence(&theme.description),
        "type": "object",
        "properties": grouped(theme.options.iter().map(|(id, option)| (id.as_str(), option_schema(option))), false),
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
    let mut schema = described(&sentence(&option.description), schema);
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
    fn the_stored_schema_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/schema/application.json");
        if std::env::var_os("CURRICLE_UPDATE").is_some() {
            std::fs::write(path, application_text()).expect("writable");
        }
        let stored = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        assert!(stored == application_text(), "run `CURRICLE_UPDATE=1 cargo test the_stored_schema_is_current`");
    }

    #[test]
    fn options_of_built_in_themes_are_offered_and_others_are_valid() {
        let schema = application();
        let properties = &schema["$defs"]["ThemeChoice"]["properties"];
        for theme in built_in() {
            for id in theme.options.keys() {
                assert!(properties[id]["description"].is_string(), "{id} of {}", theme.name);
            }
        }
        assert!(properties["fonts"]["properties"]["body"].is_object());
        let validator = validator_for(&schema).unwrap();
        for text in
            ["theme: own", "theme: {name: ./own, corner: 3, paper: a5, accent: green}", "theme: {icons: perhaps}"]
        {
            assert!(validator.is_valid(&yaml(text)), "{text}");
        }
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
