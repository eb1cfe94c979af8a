//! Whether a theme keeps the contract: that it shows whatever a profile can hold, legibly, and does nothing else.
//!
//! [`check`] lays out sample profiles in the theme (every field, nothing but a language, fifteen jobs and a word of 400
//! letters, a script that is read from the right) on both papers and at both ends of its density, and looks at the pages
//! as Typst made them: every text and every link is there, nothing runs out of the page or stands over something else, sizes
//! and contrasts can be read, the tags meet PDF/UA-1 and PDF/A-3a. What the theme writes is parsed too: data stands only
//! where it is shown as it is, and nothing turns text into code.
//!
//! Whether a page is beautiful is for people to say, and what readers other than ours make of it for other tests.

mod case;
mod legible;
mod page;
mod sample;
mod shown;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Problem, Severity};
use crate::source::Sources;
use crate::theme::{Theme, ThemeStore};
use crate::typeset::FontSet;

use case::cases;
use sample::Samples;

/// What a check of a theme found.
#[derive(Debug, Clone)]
pub struct Report {
    /// The theme's name, or what was asked for where there is no such theme.
    pub theme: String,
    /// What was looked at, in order.
    pub checks: Vec<Check>,
    /// What was found, each once, however often it shows.
    pub diagnostics: Diagnostics,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What, in a few words, such as `every field, a4`.
    pub label: String,
    /// How many pages it made; none where it made none.
    pub pages: Option<usize>,
    /// How many errors it has, those that another check has too included.
    pub errors: usize,
}

/// Checks a theme, named as for [`ThemeStore::load`]. Everything that diagnostics point into is added to `sources`.
#[must_use]
pub fn check(store: &ThemeStore, name: &str, fonts: &Arc<FontSet>, sources: &mut Sources) -> Report {
    let mut report = Report { theme: name.to_owned(), checks: Vec::new(), diagnostics: Diagnostics::new() };
    let mut told = Told::default();
    let theme = match store.load(name, sources) {
        Ok(loaded) => {
            let mut found = loaded.warnings;
            found.extend(unknown_fonts(&loaded.value, fonts));
            report.add("the manifest, with what it extends".into(), None, found, &mut told, sources);
            loaded.value
        }
        Err(errors) => {
            report.add("the manifest, with what it extends".into(), None, errors, &mut told, sources);
            return report;
        }
    };
    report.theme.clone_from(&theme.name);
    let samples = Samples::read(sources);
    for case in cases(&theme) {
        let (pages, found) = case.run(&theme, &samples, fonts, sources);
        report.add(case.label, pages, found, &mut told, sources);
    }
    report
}

/// The families that a theme says it needs and that are not there.
fn unknown_fonts(theme: &Theme, fonts: &FontSet) -> Vec<Diagnostic> {
    let unknown = |line: &crate::application::resume::Line| {
        let problem = fonts.family(&line.text).err()?;
        Some(Diagnostic::maybe_at(line.span, problem))
    };
    theme.fonts.iter().filter_map(unknown).collect()
}

/// What has been reported: the code with what tells one finding from another.
type Told = BTreeSet<(&'static str, String)>;

impl Report {
    /// Whether the theme keeps the contract.
    #[must_use]
    pub fn passed(&self) -> bool {
        !self.diagnostics.has_errors()
    }

    fn add(
        &mut self,
        label: String,
        pages: Option<usize>,
        found: impl IntoIterator<Item = Diagnostic>,
        told: &mut Told,
        sources: &Sources,
    ) {
        let mut errors = Told::new();
        for mut diagnostic in found {
            // What a render only warns of is what a theme must not do at all.
            if matches!(
                diagnostic.problem,
                Problem::UnknownFont { .. } | Problem::NotAccessible { .. } | Problem::MissingGlyph { .. }
            ) {
                diagnostic.severity = Severity::Error;
            }
            let identity = (diagnostic.code(), identity(&diagnostic, sources));
            if diagnostic.severity == Severity::Error {
                errors.insert(identity.clone());
            }
            if told.insert(identity) {
                self.diagnostics.push(diagnostic);
            }
        }
        self.checks.push(Check { label, pages, errors: errors.len() });
    }
}

/// What tells a finding from others of its kind: the same one shows in many cases, at places that differ.
fn identity(diagnostic: &Diagnostic, sources: &Sources) -> String {
    match &diagnostic.problem {
        // A field that is lost in one entry is lost in all: it is reported with the first.
        Problem::TextLost { .. } | Problem::LinkLost { .. } | Problem::TextCut { .. } | Problem::TextOverlap { .. }
            if !diagnostic.path.is_empty() =>
        {
            let path: String = diagnostic.path.chars().filter(|c| !c.is_ascii_digit()).collect();
            // A text in several languages is the same field as one in one.
            path.strip_suffix(".en").map_or(path.clone(), ToOwned::to_owned)
        }
        Problem::TextCut { .. } | Problem::TextOverlap { .. } => diagnostic
            .span()
            .map(|span| format!("{} {:?}", sources.get(span.source).name, span.range()))
            .unwrap_or_default(),
        Problem::TextSmall { size, least, .. } => format!("{size} {least}"),
        Problem::LowContrast { colors, .. } => colors.clone(),
        problem => {
            let place = match &diagnostic.place {
                // The generated file differs from case to case.
                Place::Span(span) if sources.get(span.source).name.starts_with("main.typ") => String::new(),
                Place::Span(span) => format!("{} {:?}", sources.get(span.source).name, span.range()),
                Place::File(path) => path.display().to_string(),
                Place::Nowhere => String::new(),
            };
            format!("{place} {problem}")
        }
    }
}
