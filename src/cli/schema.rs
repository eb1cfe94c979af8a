//! `curricle schema`: JSON Schema for editors.

use super::arguments::{Schema, SchemaOf};
use super::exit::Exit;
use super::terminal::Terminal;

pub(crate) fn run(schema: &Schema, terminal: &Terminal) -> Exit {
    let text = match schema.of {
        SchemaOf::Profile => curricle::profile::json_schema_text(),
        SchemaOf::Letter => curricle::application::letter::json_schema_text(),
    };
    terminal.data(text.as_bytes())
}
