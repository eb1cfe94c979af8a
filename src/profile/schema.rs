//! The JSON Schema of a profile, for editors and validators.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::Profile;

/// The JSON Schema (draft 2020-12) that profiles meet, generated from the model.
///
/// It is a little narrower than the loader where editors help more that way, and a little wider where JSON Schema
/// cannot say what the loader checks: that a start is before its end, that ids are unique, that an image is there.
#[must_use]
pub fn json_schema() -> Value {
    titled::<Profile>("curricle profile")
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
