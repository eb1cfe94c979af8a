//! The JSON Schema of a profile, for editors and validators.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::Profile;

/// The JSON Schema (draft 2020-12) that profiles meet, generated from the model.
///
/// It is a little narrower than the loader where editors help more that way, and a little wider where JSON Schema
/// cannot say what the loader checks: that a start is before its end, that ids are unique, that an image is there.
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Profile>().to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), "curricle profile".into());
    }
    schema
}
