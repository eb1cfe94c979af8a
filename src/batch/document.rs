//! From a résumé or a letter, or both joined, to text, and from a theme's project to pages: the artifacts of one document.

use std::num::NonZeroUsize;
use std::sync::Arc;

use super::content::none;
use super::format::Format;
use super::images::Images;
use super::leaks;
use super::request::Request;
use crate::application::resume::{Document, Letter, Resume};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome};
use crate::export::{Artifact, md, pdf, png, svg, txt, typ};
use crate::profile::PartialDate;
use crate::source::{Hidden, Sources};
use crate::theme::TypstProject;
use crate::typeset::{self, DocumentDate, FontSet, Typeset};

/// The résumé, or the letter where there is one, in a format that needs no pages; none in the others.
pub(super) fn text(
    format: Format,
    resume: &Resume,
    letter: Option<&Letter>,
    wrap: Option<NonZeroUsize>,
) -> Option<(Format, Artifact)> {
    let artifact = match format {
        Format::Txt => txt::export(resume, letter, wrap),
        Format::Md => md::export(resume, letter),
        Format::Pdf | Format::Png | Format::Svg | Format::Typ => return None,
    };
    Some((format, artifact))
}

/// The letter and the résumé behind it, in a format that needs no pages; none in the others.
pub(super) fn joined_text(
    format: Format,
    resume: &Resume,
    letter: &Letter,
    wrap: Option<NonZeroUsize>,
) -> Option<(Format, Artifact)> {
    let (_, before) = text(format, resume, Some(letter), wrap)?;
    let (_, behind) = text(format, resume, None, wrap)?;
    let between = if format == Format::Md { md::BETWEEN } else { txt::BETWEEN };
    let bytes = [before.bytes.as_slice(), between.as_bytes(), behind.bytes.as_slice()].concat();
    Some((format, Artifact { bytes, ..behind }))
}

/// What was exported, each artifact with its format.
pub(super) type Exported = Vec<(Format, Artifact)>;

/// What the documents of one render share.
pub(super) struct Press<'a> {
    pub(super) request: &'a Request,
    pub(super) theme: &'a str,
    pub(super) fonts: &'a Arc<FontSet>,
    pub(super) images: &'a Images,
    /// What the pages must not show.
    pub(super) hidden: Option<&'a Hidden>,
}

impl Press<'_> {
    /// Lays out one document and exports it in every format that shows pages; returns how many there are, too.
    pub(super) fn make(
        &self,
        document: &Document,
        project: &TypstProject,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
    ) -> Result<(Exported, usize), Diagnostics> {
        let pages = self.lay_out(document, project, sources)?.into_value(warnings);
        Ok((self.export(document, &pages, sources, warnings)?, pages.pages()))
    }

    /// Lays out one document.
    pub(super) fn lay_out<'p>(
        &'p self,
        document: &Document,
        project: &'p TypstProject,
        sources: &mut Sources,
    ) -> Outcome<Typeset<'p>> {
        let settings = typeset::Settings {
            date: date(document.date, self.request.source_date_epoch),
            glyphs_required: !self.request.standards.is_empty(),
        };
        typeset::compile(project, &self.images.0, self.fonts, settings, sources)
    }

    /// Exports pages in every format that shows some.
    pub(super) fn export(
        &self,
        document: &Document,
        pages: &Typeset<'_>,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
    ) -> Result<Exported, Diagnostics> {
        if let Some(hidden) = self.hidden {
            let mut found = leaks::images(self.images, pages.project, hidden);
            found.extend(leaks::pages(pages, hidden, sources));
            none(found)?;
        }
        let request = self.request;
        let mut artifacts = Vec::new();
        let pdf_settings = pdf::Settings {
            demanded: request.standards.clone(),
            ident: Some(format!("{}\n{}", document.title, self.theme)),
        };
        if request.formats.is_empty() {
            pdf::export(pages, &pdf_settings, sources)?.into_value(warnings);
        }
        for format in &request.formats {
            let made = match format {
                Format::Pdf => vec![pdf::export(pages, &pdf_settings, sources)?.into_value(warnings)],
                Format::Png => png::export(pages, request.ppi)
                    .map_err(|problem| Diagnostics::from(Diagnostic::nowhere(problem)))?,
                Format::Svg => svg::export(pages),
                Format::Typ => typ::export(pages),
                Format::Txt | Format::Md => Vec::new(),
            };
            artifacts.extend(made.into_iter().map(|artifact| (*format, artifact)));
        }
        Ok(artifacts)
    }
}

/// The document's date: its own, else the one given.
fn date(own: Option<PartialDate>, epoch: Option<i64>) -> Option<DocumentDate> {
    match own {
        Some(date) => DocumentDate::from_ymd(i32::from(date.year), date.month.unwrap_or(1), date.day.unwrap_or(1)),
        None => DocumentDate::from_epoch(epoch?),
    }
}
