//! Template values as Typst: what `{{ x }}`, `| lit` and `| content` write.
//!
//! `{{ x }}` shows text within Typst markup. `lit` writes a Typst value for an argument: strings, numbers, arrays,
//! dictionaries. `content` writes a content block for an argument, for all that is shown: Typst reports what is wrong
//! with a block at its own place, which leads back to the profile.

use std::fmt::{self, Write};
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, ValueKind};
use minijinja::{Error, ErrorKind, Output, State, Value};

use super::color::Color;
use super::markup::{write_marked_literal, write_markup, write_text};
use crate::application::markup::Markup;
use crate::application::resume::Line;
use crate::diagnostic::Span;

/// A line of the résumé, which keeps its place.
#[derive(Debug)]
pub(super) struct TextValue(pub(super) Line);

impl Object for TextValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

/// A text with markup.
#[derive(Debug)]
pub(super) struct MarkupValue(pub(super) Markup);

impl Object for MarkupValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.plain_text())
    }
}

/// A colour.
#[derive(Debug)]
pub(super) struct ColorValue(pub(super) Color);

impl Object for ColorValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A mapping with fixed names, which are Typst identifiers.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) names: &'static [&'static str],
    pub(super) values: Vec<Value>,
}

impl Object for Record {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let index = self.names.iter().position(|name| *name == key)?;
        self.values.get(index).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(self.names)
    }
}

/// What `{{ x }}` writes. What our own output captured is marked safe by the engine and passes.
pub(super) fn format(out: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_safe() {
        return out.write_str(value.as_str().unwrap_or_default()).map_err(Error::from);
    }
    write_shown(out, value)
}

/// The filter `lit`.
pub(super) fn lit(value: &Value) -> Result<Value, Error> {
    let mut out = String::new();
    write_lit(&mut out, value)?;
    Ok(Value::from_safe_string(out))
}

/// The filter `content`.
pub(super) fn content(value: &Value) -> Result<Value, Error> {
    let mut out = String::new();
    write_content(&mut out, value)?;
    Ok(Value::from_safe_string(out))
}

fn write_shown(out: &mut dyn Write, value: &Value) -> Result<(), Error> {
    if let Some(markup) = value.downcast_object_ref::<MarkupValue>() {
        return write_markup(out, &markup.0).map_err(Error::from);
    }
    match text_of(value) {
        Some((text, span)) => write_text(out, &text, span).map_err(Error::from),
        None => Err(not_shown(value)),
    }
}

/// Text as such, with its place, and numbers as their digits.
fn text_of(value: &Value) -> Option<(std::borrow::Cow<'_, str>, Option<Span>)> {
    if let Some(text) = value.as_str() {
        return Some((text.into(), None));
    }
    if let Some(line) = value.downcast_object_ref::<TextValue>() {
        return Some((line.0.text.as_str().into(), line.0.span));
    }
    value.is_number().then(|| (value.to_string().into(), None))
}

fn write_lit(out: &mut dyn Write, value: &Value) -> Result<(), Error> {
    if value.is_safe() {
        let advice = "`lit` takes a value, and this is what a template wrote; write `| content` for an argument";
        return Err(Error::new(ErrorKind::InvalidOperation, advice));
    }
    if let Some(markup) = value.downcast_object_ref::<MarkupValue>() {
        return Ok(write_marked_literal(out, &markup.0.plain_text(), markup.0.span)?);
    }
    if let Some(color) = value.downcast_object_ref::<ColorValue>() {
        out.write_str("rgb(")?;
        write_marked_literal(out, &color.0.to_string(), None)?;
        return Ok(out.write_char(')')?);
    }
    match value.kind() {
        ValueKind::None => Ok(out.write_str("none")?),
        ValueKind::Bool => Ok(out.write_str(if value.is_true() { "true" } else { "false" })?),
        ValueKind::Number => write_number(out, value),
        ValueKind::Seq | ValueKind::Iterable => write_array(out, value, write_lit),
        ValueKind::Map => write_dictionary(out, value, write_lit),
        _ => match text_of(value) {
            Some((text, span)) => Ok(write_marked_literal(out, &text, span)?),
            None => Err(not_a_value(value, "lit")),
        },
    }
}

fn write_content(out: &mut dyn Write, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::None => Ok(out.write_str("none")?),
        ValueKind::Seq | ValueKind::Iterable => write_array(out, value, write_content),
        ValueKind::Map => write_dictionary(out, value, write_content),
        ValueKind::Undefined | ValueKind::Bool | ValueKind::Bytes | ValueKind::Invalid => {
            Err(not_a_value(value, "content"))
        }
        _ => {
            out.write_char('[')?;
            if value.is_safe() {
                out.write_str(value.as_str().unwrap_or_default())?;
            } else {
                write_shown(out, value)?;
            }
            Ok(out.write_char(']')?)
        }
    }
}

fn write_number(out: &mut dyn Write, value: &Value) -> Result<(), Error> {
    match f64::try_from(value.clone()) {
        Ok(number) if !number.is_finite() => Err(Error::new(ErrorKind::InvalidOperation, "the number is not finite")),
        _ if value.is_integer() => Ok(write!(out, "{value}")?),
        Ok(number) => Ok(write!(out, "{number:?}")?),
        Err(error) => Err(error),
    }
}

type WriteItem = fn(&mut dyn Write, &Value) -> Result<(), Error>;

fn write_array(out: &mut dyn Write, value: &Value, write_item: WriteItem) -> Result<(), Error> {
    out.write_char('(')?;
    for (index, item) in value.try_iter()?.enumerate() {
        out.write_str(if index > 0 { " " } else { "" })?;
        write_item(out, &item)?;
        // The comma after a single value makes it an array.
        out.write_char(',')?;
    }
    Ok(out.write_char(')')?)
}

fn write_dictionary(out: &mut dyn Write, value: &Value, write_item: WriteItem) -> Result<(), Error> {
    let is_record = value.downcast_object_ref::<Record>().is_some();
    out.write_char('(')?;
    let mut is_empty = true;
    for key in value.try_iter()? {
        out.write_str(if is_empty { "" } else { ", " })?;
        is_empty = false;
        match key.as_str() {
            Some(name) if is_record => out.write_str(name)?,
            Some(name) => write_marked_literal(out, name, None)?,
            None => write_marked_literal(out, &key.to_string(), None)?,
        }
        out.write_str(": ")?;
        write_item(out, &value.get_item(&key)?)?;
    }
    Ok(out.write_str(if is_empty { ":)" } else { ")" })?)
}

fn not_shown(value: &Value) -> Error {
    let advice = match value.kind() {
        ValueKind::Undefined => return Error::from(ErrorKind::UndefinedError),
        ValueKind::None => {
            "there is no text; ask for it with `{% if … %}`, or write `| lit` or `| content` for an argument"
        }
        ValueKind::Bool => "true and false cannot be shown; ask with `{% if … %}`, or write `| lit` for an argument",
        ValueKind::Seq | ValueKind::Iterable => {
            "a list cannot be shown; loop over it, or write `| lit` or `| content` for an argument"
        }
        ValueKind::Map => "a mapping cannot be shown; name one of its keys, or write `| lit` for an argument",
        _ => "this cannot be shown; write `| lit` for an argument",
    };
    Error::new(ErrorKind::InvalidOperation, advice)
}

fn not_a_value(value: &Value, filter: &str) -> Error {
    match value.kind() {
        ValueKind::Undefined => Error::from(ErrorKind::UndefinedError),
        kind => Error::new(ErrorKind::InvalidOperation, format!("`{filter}` takes no {kind}")),
    }
}
