//! A plan as text: one line a target.

use std::fmt::Write;
use std::path::Path;

use super::conflicts::suffix;
use super::{Destination, Target};
use crate::cli::inputs::InputPath;

/// How targets are listed.
pub(crate) struct Listing<'a> {
    /// For people, in columns with a headline; otherwise with tabs between the fields, and without.
    pub(crate) columns: bool,
    /// What is said of each target first, such as whether it is unchanged.
    pub(crate) state: Option<&'a dyn Fn(&Target) -> &'static str>,
}

/// How many lines are written at once.
const LINES: usize = 1000;

/// Writes the targets, a few at a time.
pub(crate) fn listing(targets: &[Target], how: &Listing<'_>, write: &mut dyn FnMut(&str)) {
    let mut widths = [0; FIELDS];
    if how.columns {
        for (width, name) in widths.iter_mut().zip(NAMES) {
            *width = name.chars().count();
        }
        for target in targets {
            for (width, field) in widths.iter_mut().zip(fields(target, how)) {
                *width = (*width).max(field.chars().count());
            }
        }
        let used = used(targets, how);
        let mut text = String::new();
        row(&mut text, &NAMES.map(str::to_owned), "outputs", &widths, used);
        write(&text);
        for part in targets.chunks(LINES) {
            let mut text = String::new();
            for target in part {
                row(&mut text, &fields(target, how), &outputs(target).join("  "), &widths, used);
            }
            write(&text);
        }
        return;
    }
    for part in targets.chunks(LINES) {
        let mut text = String::new();
        for target in part {
            let fields = fields(target, how);
            let fields = fields.iter().skip(usize::from(how.state.is_none()));
            let line: Vec<String> = fields.cloned().chain(outputs(target)).collect();
            // Infallible for a string.
            let _ = writeln!(text, "{}", line.join("\t"));
        }
        write(&text);
    }
}

const FIELDS: usize = 5;

const NAMES: [&str; FIELDS] = ["state", "input", "application", "theme", "language"];

/// Which columns have anything in them.
fn used(targets: &[Target], how: &Listing<'_>) -> [bool; FIELDS] {
    let any = |has: fn(&Target) -> bool| targets.iter().any(has);
    let application = any(|target| target.wanted.variant.application.is_some());
    [how.state.is_some(), true, application, true, any(|target| target.wanted.variant.language.is_some())]
}

fn row(text: &mut String, fields: &[String; FIELDS], outputs: &str, widths: &[usize; FIELDS], used: [bool; FIELDS]) {
    for ((field, width), _) in fields.iter().zip(widths).zip(used).filter(|(_, used)| *used) {
        // Infallible for a string, as below.
        let _ = write!(text, "{field:width$}  ");
    }
    let _ = writeln!(text, "{outputs}");
}

/// The fields of a target, before its outputs.
fn fields(target: &Target, how: &Listing<'_>) -> [String; FIELDS] {
    let wanted = &target.wanted;
    let masked = target.masked();
    let input = masked.map_or_else(|| wanted.input.name(), |masked| masked.input.to_string());
    let application = match masked {
        Some(masked) => masked.application.as_deref().map(str::to_owned),
        None => wanted.variant.application.as_deref().map(InputPath::name),
    };
    let theme = masked.map_or(&*target.family.theme, |masked| &masked.theme);
    let state = how.state.map_or("", |state| state(target));
    let language = wanted.variant.language.as_ref().map(ToString::to_string).unwrap_or_default();
    [state.to_owned(), safe(&input), safe(&application.unwrap_or_default()), safe(theme), language]
}

/// What a target will write; of pages in files of their own the name without a number.
fn outputs(target: &Target) -> Vec<String> {
    let masked = target.masked();
    let stem = match target.destination() {
        Destination::Nowhere => return Vec::new(),
        Destination::Stdout => return vec!["-".into()],
        Destination::File(path) => {
            return vec![safe(&masked.map_or_else(|| path.display().to_string(), |masked| masked.output.to_string()))];
        }
        Destination::Stem(stem) => match masked {
            Some(masked) => Path::new(&*masked.output).join(&*masked.stem).display().to_string(),
            None => stem.display().to_string(),
        },
    };
    let documents = if target.family.letter { &[false, true][..] } else { &[false] };
    let formats = &target.wanted.variant.formats;
    let artifacts = documents.iter().flat_map(|letter| formats.iter().map(move |format| suffix(*letter, *format)));
    artifacts.map(|suffix| safe(&format!("{stem}{suffix}"))).collect()
}

/// A text that stays in its field and on its line.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}
