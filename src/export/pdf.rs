//! PDF, as accessible as the document allows.
//!
//! A PDF is always tagged. It claims PDF/UA-1 (ISO 14289-1) when it meets it; otherwise it is written without the claim
//! and a warning names what prevents it. A standard that is demanded is met or there is no PDF. The bytes depend on
//! nothing but the document, the settings and the version of curricle.

use std::fmt;
use std::str::FromStr;

use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst::model::Document as _;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::Artifact;
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, nearest};
use crate::source::Sources;
use crate::typeset::{Known, Places, Typeset, translate};

/// What the PDF says made it.
const CREATOR: &str = concat!("curricle ", env!("CARGO_PKG_VERSION"));

/// A standard that can be demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// PDF/UA-1, accessibility (ISO 14289-1).
    Ua1,
    /// PDF/A-2a, archiving (ISO 19005-2).
    A2a,
    /// PDF/A-3a, archiving with attachments (ISO 19005-3).
    A3a,
}

impl Standard {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ua1, Self::A2a, Self::A3a];

    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ua1 => "ua-1",
            Self::A2a => "a-2a",
            Self::A3a => "a-3a",
        }
    }

    fn typst(self) -> PdfStandard {
        match self {
            Self::Ua1 => PdfStandard::Ua_1,
            Self::A2a => PdfStandard::A_2a,
            Self::A3a => PdfStandard::A_3a,
        }
    }
}

impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Standard {
    type Err = Problem;

    fn from_str(name: &str) -> Result<Self, Problem> {
        let known = Self::ALL.into_iter().find(|standard| standard.as_str().eq_ignore_ascii_case(name.trim()));
        known.ok_or_else(|| Problem::BadChoice {
            found: name.into(),
            expected: "`ua-1`, `a-2a` or `a-3a`".into(),
            near: nearest(name, Self::ALL.into_iter().map(Self::as_str)).map(Into::into),
        })
    }
}

/// Parses and joins standards that a PDF shall meet together.
///
/// # Errors
/// `bad-choice` for a name that is none, `usage` for two that exclude each other.
pub fn standards<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Vec<Standard>, Problem> {
    let mut standards = names.into_iter().map(Standard::from_str).collect::<Result<Vec<_>, _>>()?;
    standards.sort();
    standards.dedup();
    configure(&standards)?;
    Ok(standards)
}

fn configure(standards: &[Standard]) -> Result<PdfStandards, Problem> {
    let list: Vec<PdfStandard> = standards.iter().map(|standard| standard.typst()).collect();
    PdfStandards::new(&list).map_err(|error| Problem::Usage {
        message: format!("one PDF cannot meet {}: {}", join(standards), error.message()),
        hint: "ask for `a-2a` or `a-3a`, with or without `ua-1`".into(),
    })
}

fn join(standards: &[Standard]) -> String {
    standards.iter().map(Standard::to_string).collect::<Vec<_>>().join(" + ")
}

/// What a PDF depends on beside the pages.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Standards that the PDF has to meet, see [`standards`].
    pub demanded: Vec<Standard>,
    /// What tells this document from others for good, such as title and theme: the PDF's identifier is made of it. Must
    /// not depend on the folder or the time. Without it, title and author serve.
    pub ident: Option<String>,
}

/// Writes the PDF.
///
/// # Errors
/// `date-needed` where PDF/A is demanded and the document has no date; `pdf-standard` for all that keeps it from meeting
/// what is demanded; `typst` where it cannot be written at all.
pub fn export(typeset: &Typeset<'_>, settings: &Settings, sources: &mut Sources) -> Outcome<Artifact> {
    let fail = |problem| Diagnostics::from(Diagnostic::nowhere(problem));
    let demanded = &settings.demanded;
    let dated = match typeset.document.info().date {
        Smart::Auto => typeset.date.is_some(),
        Smart::Custom(date) => date.is_some(),
    };
    if let Some(archival) = demanded.iter().find(|standard| **standard != Standard::Ua1)
        && !dated
    {
        return Err(fail(Problem::DateNeeded { standard: archival.to_string() }));
    }
    let mut wanted = demanded.clone();
    let mut diagnostics = Diagnostics::new();
    let accessible = demanded.contains(&Standard::Ua1);
    if !accessible && typeset.missing_glyphs() == 0 {
        wanted.push(Standard::Ua1);
    } else if !accessible {
        let reason = "it forbids characters without a glyph, of which there are some".into();
        let hints = vec!["see the warnings of `missing-glyph`".into()];
        diagnostics.push(Diagnostic::nowhere(Problem::NotAccessible { reason, hints }));
    }
    let errors = match write(typeset, settings, &wanted).map_err(fail)? {
        Ok(bytes) => return diagnostics.or_value(pdf(bytes)),
        Err(errors) => errors,
    };
    let mut known = typeset.known.clone();
    if wanted.len() > demanded.len() {
        let reasons = errors.iter().map(|error| not_accessible(error, typeset, sources, &mut known));
        diagnostics.extend_new(reasons);
        match write(typeset, settings, demanded).map_err(fail)? {
            Ok(bytes) => return diagnostics.or_value(pdf(bytes)),
            Err(errors) => {
                let failures = errors.iter().map(|error| failure(error, typeset, demanded, sources, &mut known));
                return Err(once(failures));
            }
        }
    }
    Err(once(errors.iter().map(|error| failure(error, typeset, demanded, sources, &mut known))))
}

/// Each diagnostic once.
fn once(all: impl IntoIterator<Item = Diagnostic>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend_new(all);
    diagnostics
}

fn pdf(bytes: Vec<u8>) -> Artifact {
    Artifact { suffix: ".pdf".into(), bytes }
}

fn write(
    typeset: &Typeset<'_>,
    settings: &Settings,
    standards: &[Standard],
) -> Result<Result<Vec<u8>, EcoVec<SourceDiagnostic>>, Problem> {
    let options = PdfOptions {
        ident: settings.ident.clone().map_or(Smart::Auto, Smart::Custom),
        creator: Smart::Custom(Some(CREATOR.into())),
        timestamp: typeset.date.and_then(crate::typeset::DocumentDate::timestamp),
        page_ranges: None,
        standards: configure(standards)?,
        tagged: true,
        pretty: false,
    };
    Ok(typst_pdf::pdf(&typeset.document, &options))
}

/// Why the document is not PDF/UA-1, at its place.
fn not_accessible(
    error: &SourceDiagnostic,
    typeset: &Typeset<'_>,
    sources: &mut Sources,
    known: &mut Known,
) -> Diagnostic {
    let mut found = place(error, typeset, sources, known);
    let (reason, hints) = words(error);
    found.problem = Problem::NotAccessible { reason, hints };
    found.severity = found.problem.severity();
    found
}

/// What prevents the PDF, at its place.
fn failure(
    error: &SourceDiagnostic,
    typeset: &Typeset<'_>,
    demanded: &[Standard],
    sources: &mut Sources,
    known: &mut Known,
) -> Diagnostic {
    let mut found = place(error, typeset, sources, known);
    if !demanded.is_empty() {
        let (reason, hints) = words(error);
        found.problem = Problem::Standard { standard: join(demanded), reason, hints };
    }
    found
}

fn place(error: &SourceDiagnostic, typeset: &Typeset<'_>, sources: &mut Sources, known: &mut Known) -> Diagnostic {
    let mut places = Places::new(typeset.project, &typeset.world, sources, known);
    translate(error, &mut places, typeset.world.fonts())
}

/// The message without the standard's name, which ours gives itself, and the hints.
fn words(error: &SourceDiagnostic) -> (String, Vec<String>) {
    let message = error.message.as_str();
    let reason = match message.split_once(" error: ") {
        Some((standards, reason)) if standards.starts_with("PDF/") => reason,
        _ => message,
    };
    (reason.into(), error.hints.iter().map(|hint| hint.v.to_string()).collect())
}
