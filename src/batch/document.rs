//! From a theme's project to the artifacts of one document.

use std::borrow::Cow;
use std::sync::Arc;

use super::images::Images;
use super::render::{Format, Request};
use crate::application::resume::Document;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::{Artifact, pdf, png, typ};
use crate::profile::PartialDate;
use crate::source::Sources;
use crate::theme::TypstProject;
use crate::typeset::{self, Bytes, DocumentDate, FontSet, Project, ProjectFile};

/// What the documents of one render share.
pub(super) struct Press<'a> {
    pub(super) request: &'a Request,
    pub(super) theme: &'a str,
    pub(super) fonts: &'a Arc<FontSet>,
    pub(super) images: &'a Images,
}

impl Press<'_> {
    /// Lays out one document and exports it in every format; returns how many pages it has, too.
    pub(super) fn make(
        &self,
        document: &Document,
        project: TypstProject,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
    ) -> Result<(Vec<Artifact>, usize), Diagnostics> {
        let request = self.request;
        let project = self.with_images(project);
        let settings = typeset::Settings {
            date: date(document.date, request.source_date_epoch),
            glyphs_required: !request.standards.is_empty(),
        };
        let pages = typeset::compile(&project, self.fonts, settings, sources)?.into_value(warnings);
        let mut artifacts = Vec::new();
        let pdf_settings = pdf::Settings {
            demanded: request.standards.clone(),
            ident: Some(format!("{}\n{}", document.title, self.theme)),
        };
        if request.formats.is_empty() {
            pdf::export(&pages, &pdf_settings, sources)?.into_value(warnings);
        }
        for format in &request.formats {
            match format {
                Format::Pdf => artifacts.push(pdf::export(&pages, &pdf_settings, sources)?.into_value(warnings)),
                Format::Png => {
                    let images = png::export(&pages, request.ppi);
                    artifacts.extend(images.map_err(|problem| Diagnostics::from(Diagnostic::nowhere(problem)))?);
                }
                Format::Typ => artifacts.extend(typ::export(&pages)),
            }
        }
        Ok((artifacts, pages.pages()))
    }

    /// The project of a theme with its images, as the typesetter takes it.
    fn with_images(&self, project: TypstProject) -> Project {
        let files = project.files.iter().map(|file| ProjectFile {
            path: file.path.clone(),
            bytes: match &file.data {
                Cow::Borrowed(data) => Bytes::new(*data),
                Cow::Owned(data) => Bytes::new(data.clone()),
            },
            display: file.shown.clone(),
        });
        let shown = project.images.iter().filter_map(|shown| {
            let bytes = self.images.0.get(&shown.file)?.bytes.clone();
            Some(ProjectFile { path: shown.path.clone(), bytes, display: shown.file.path.clone() })
        });
        Project {
            theme: self.theme.to_owned(),
            files: files.chain(shown).collect(),
            main: project.main,
            origins: project.origins.into_iter().map(|origin| (origin.range, origin.span)).collect(),
        }
    }
}

/// The document's date: its own, else the one given.
fn date(own: Option<PartialDate>, epoch: Option<i64>) -> Option<DocumentDate> {
    match own {
        Some(date) => DocumentDate::from_ymd(i32::from(date.year), date.month.unwrap_or(1), date.day.unwrap_or(1)),
        None => DocumentDate::from_epoch(epoch?),
    }
}
