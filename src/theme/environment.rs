//! The template engine, set up so that data enters Typst as literals only.
//!
//! `{{ x }}` writes text as Typst markup that shows it, the filters `lit` and `content` write arguments (see
//! the module `value`). Macros, `caller()`, `super()` and captured blocks are our own output and pass as they are; nothing
//! else in a template can vouch for text: the filters that could are gone, and so is `{% autoescape %}`. A name that does
//! not exist is an error, and so is a template that does not end.

use std::ops::Range;
use std::sync::Arc;

use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::{origin, value};
use crate::diagnostic::{Diagnostic, Problem, Span};
use crate::source::Sources;

/// The steps that one rendering may take: about a hundred times what the longest résumé needs.
pub const FUEL: u64 = 5_000_000;

/// The most that a template may write, in bytes: a profile at its bound, every character escaped, with its origins.
const OUTPUT_LIMIT: usize = 32 << 20;

/// Filters that could forge the mark of our own output, or show how values look inside.
const REMOVED_FILTERS: [&str; 6] = ["safe", "escape", "e", "pprint", "tojson", "urlencode"];

/// Gives the text of a template by its name, such as `base/resume.typ.j2`.
pub(super) type FindTemplate = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// An environment that takes templates from the function; they are compiled once, when first used.
pub(super) fn environment(find: FindTemplate) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));
    environment.set_formatter(value::format);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_auto_reload(false);
    // Spans in errors need it; it costs nothing until there is one.
    environment.set_debug(true);
    for filter in REMOVED_FILTERS {
        environment.remove_filter(filter);
    }
    environment.remove_global("debug");
    environment.add_filter("lit", |value: &Value| value::lit(value));
    environment.add_filter("content", |value: &Value| value::content(value));
    environment.set_loader(move |name| Ok(find(name)));
    environment
}

/// Renders a template, up to [`OUTPUT_LIMIT`].
pub(super) fn render(environment: &Environment<'_>, template: &str, context: Value) -> Result<String, Error> {
    let mut out = Bounded(Vec::new());
    environment.get_template(template)?.render_captured_to(context, &mut out).map_err(|error| match error.kind() {
        ErrorKind::WriteFailure => {
            let message = format!("the template writes more than {} MiB", OUTPUT_LIMIT >> 20);
            Error::new(ErrorKind::InvalidOperation, message)
        }
        _ => error,
    })?;
    String::from_utf8(out.0).map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))
}

/// Output that refuses to grow past [`OUTPUT_LIMIT`].
struct Bounded(Vec<u8>);

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > OUTPUT_LIMIT {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What a template holds that it may not, with its place.
pub(super) fn forbidden(template: &str) -> Option<(Range<usize>, &'static str)> {
    if let Some((start, mark)) = template.match_indices(origin::MARKS).next() {
        return Some((start..start + mark.len(), "U+FDD0 and U+FDD1 are reserved"));
    }
    let mut tags = template.match_indices("autoescape");
    let is_tag = |before: &str| before.trim_end().trim_end_matches(['-', '+']).ends_with("{%");
    let (start, tag) = tags.find(|(start, _)| is_tag(&template[..*start]))?;
    Some((start..start + tag.len(), "`{% autoescape %}` is not available; everything is escaped"))
}

/// A template error as a diagnostic, located in the template where that is known. `find` gives a template's text and
/// the name to show for it.
pub(super) fn diagnostic(
    error: &Error,
    sources: &mut Sources,
    find: impl Fn(&str) -> Option<(String, String)>,
) -> Diagnostic {
    let error = innermost(error);
    if error.kind() == ErrorKind::OutOfFuel {
        let problem = Problem::TemplateFuel { limit: FUEL };
        return located(error, sources, find, |_| problem);
    }
    let message = match (error.kind(), error.detail()) {
        (ErrorKind::UndefinedError, None) => "nothing has this name".to_owned(),
        (ErrorKind::UndefinedError | ErrorKind::InvalidOperation | ErrorKind::SyntaxError, Some(detail)) => {
            detail.to_owned()
        }
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => kind.to_string(),
    };
    located(error, sources, find, |expression| Problem::Template { message, value: expression })
}

/// The error that started a chain, as long as it knows its template: an include only passes on what failed within.
fn innermost(error: &Error) -> &Error {
    let mut found = error;
    let mut next = std::error::Error::source(error);
    while let Some(source) = next {
        if let Some(inner) = source.downcast_ref::<Error>().filter(|inner| inner.name().is_some()) {
            found = inner;
        }
        next = source.source();
    }
    found
}

fn located(
    error: &Error,
    sources: &mut Sources,
    find: impl Fn(&str) -> Option<(String, String)>,
    problem: impl FnOnce(Option<String>) -> Problem,
) -> Diagnostic {
    let Some((shown, text)) = error.name().and_then(find) else {
        return Diagnostic::nowhere(problem(None));
    };
    let source = sources.add(shown, text);
    let file = sources.get(source);
    let range = error.range().filter(|range| !range.is_empty() && file.text.get(range.clone()).is_some());
    let expression = range.clone().map(|range| file.text[range].to_owned());
    let line = error.line().and_then(|line| file.line_range(line.saturating_sub(1)));
    let range = range.or(line).unwrap_or(0..0);
    Diagnostic::at(Span::new(source, range), problem(expression))
}
