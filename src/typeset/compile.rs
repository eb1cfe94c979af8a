//! Laying out a project, and what Typst says about it in words and places of ours.

use std::sync::Arc;

use typst::diag::{SourceDiagnostic, Tracepoint};
use typst::layout::{Frame, FrameItem};
use typst::syntax::Spanned;
use typst::text::Font;
use typst_layout::PagedDocument;

use super::places::{Found, Known, Places};
use super::world::{ProjectWorld, file_problem};
use super::{DocumentDate, FontSet, Images, glyphs};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Severity};
use crate::source::Sources;
use crate::theme::TypstProject;

/// How many steps of the way to an error are told.
const TRACE: usize = 3;

/// What compiling depends on beside the project and the fonts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// What `datetime.today()` gives; without one, asking for it is an error.
    pub date: Option<DocumentDate>,
    /// Whether a character without a glyph is an error, as every PDF standard demands, and not a warning.
    pub glyphs_required: bool,
}

/// Laid-out pages, with what exporting them needs.
pub struct Typeset<'p> {
    pub(crate) project: &'p TypstProject,
    pub(crate) images: &'p Images,
    pub(crate) document: PagedDocument,
    pub(crate) world: ProjectWorld,
    pub(crate) known: Known,
    pub(crate) date: Option<DocumentDate>,
    missing_glyphs: usize,
}

impl std::fmt::Debug for Typeset<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typeset").field("pages", &self.pages()).finish_non_exhaustive()
    }
}

impl Typeset<'_> {
    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// The pages as Typst has them.
    #[must_use]
    pub fn document(&self) -> &PagedDocument {
        &self.document
    }

    /// How many scripts have characters without a glyph.
    #[must_use]
    pub fn missing_glyphs(&self) -> usize {
        self.missing_glyphs
    }

    /// Where something on the pages comes from: the profile, the theme, or the generated file.
    pub(crate) fn place(&self, span: typst::syntax::Span, sources: &mut Sources) -> Option<crate::diagnostic::Span> {
        let mut known = self.known.clone();
        Places::new(self.project, &self.world, sources, &mut known).find(span).map(Found::span)
    }

    /// The fonts that the pages show glyphs of, each once.
    pub(crate) fn fonts(&self) -> Vec<Font> {
        let mut fonts = Vec::new();
        for page in self.document.pages() {
            collect_fonts(&page.frame, &mut fonts);
        }
        fonts
    }
}

fn collect_fonts(frame: &Frame, fonts: &mut Vec<Font>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect_fonts(&group.frame, fonts),
            FrameItem::Text(text) if !fonts.contains(text.font.font()) => fonts.push(text.font.font().clone()),
            _ => {}
        }
    }
}

/// Lays out a project. An image of it that is not among `images` is missing for Typst, too.
///
/// Files that diagnostics point into are added to `sources`. A batch calls `comemo::evict` between documents to keep
/// memory flat; results about the theme's own files are reused meanwhile.
///
/// # Errors
/// All errors of Typst: `typst`, or `outside-theme`, `package-refused`, `theme-file` where the theme asks for files that
/// it may not have; with [`Settings::glyphs_required`] also `missing-glyph`.
pub fn compile<'p>(
    project: &'p TypstProject,
    images: &'p Images,
    fonts: &Arc<FontSet>,
    settings: Settings,
    sources: &mut Sources,
) -> Outcome<Typeset<'p>> {
    let world = ProjectWorld::new(project, images, Arc::clone(fonts), settings.date)
        .map_err(|problem| Diagnostics::from(Diagnostic::nowhere(problem)))?;
    let mut known = Known::default();
    let mut diagnostics = Diagnostics::new();
    let result = typst::compile::<PagedDocument>(&world);
    let mut places = Places::new(project, &world, sources, &mut known);
    diagnostics.extend_new(result.warnings.iter().map(|warning| translate(warning, &mut places, fonts)));
    match result.output {
        Err(errors) => {
            diagnostics.extend_new(errors.iter().map(|error| translate(error, &mut places, fonts)));
            Err(diagnostics)
        }
        Ok(document) => {
            let severity = if settings.glyphs_required { Severity::Error } else { Severity::Warning };
            let missing = glyphs::missing(&document, &mut places, severity);
            let missing_glyphs = missing.len();
            diagnostics.extend(missing);
            let date = settings.date;
            diagnostics.or_value(Typeset { project, images, document, world, known, date, missing_glyphs })
        }
    }
}

/// One of Typst's diagnostics as one of ours.
pub(crate) fn translate(typst: &SourceDiagnostic, places: &mut Places, fonts: &FontSet) -> Diagnostic {
    let span = places.find(typst.span).map(Found::span);
    let message = typst.message.to_string();
    let mut hints: Vec<String> =
        typst.hints.iter().filter(|hint| hint.span.is_detached()).map(|hint| hint.v.to_string()).collect();
    let lacks_part = message == "unresolved import" || message.starts_with("dictionary does not contain key");
    if lacks_part && places.is_generated(typst.span) {
        hints.push(
            "the theme's `theme.typ` has to define `theme` with all its parts; `themes/base/theme.typ` says which"
                .into(),
        );
    }
    let (problem, severity) = match typst.severity {
        typst::diag::Severity::Error => {
            (file_problem(&message).unwrap_or(Problem::Typst { message, hints }), Severity::Error)
        }
        typst::diag::Severity::Warning => {
            let family = message.strip_prefix("unknown font family: ").map(|family| {
                let written = span.and_then(|span| find_ignoring_case(places.sources().slice(span), family));
                fonts.unknown(written.unwrap_or(family))
            });
            // An unknown family only warns here: Typst goes on with another.
            (family.unwrap_or(Problem::TypstWarning { message, hints }), Severity::Warning)
        }
    };
    let mut diagnostic = Diagnostic::maybe_at(span, problem).with_severity(severity);
    for hint in typst.hints.iter().filter(|hint| !hint.span.is_detached()) {
        if let Some(found) = places.find(hint.span) {
            diagnostic = diagnostic.with_related(found.span(), hint.v.to_string());
        }
    }
    // That the generated file imports the theme and calls it is no news to its author.
    let told = |point: &&Spanned<Tracepoint>| {
        let known = match &point.v {
            Tracepoint::Import(_) => true,
            Tracepoint::Call(name) => name.as_deref() == Some("theme"),
            Tracepoint::Show(_) | Tracepoint::Include(_) => false,
        };
        !(known && places.is_generated(point.span))
    };
    let trace: Vec<_> = typst.trace.iter().filter(told).take(TRACE).collect();
    for point in trace {
        if let Some(origin) = places.first_origin(point.span) {
            // A call of the generated file says nothing to people; what it shows does.
            diagnostic = diagnostic.with_related(origin, "while showing this");
        } else if let Some(found) = places.find(point.span) {
            diagnostic = diagnostic.with_related(found.span(), point.v.to_string());
        }
    }
    diagnostic
}

/// Where a text holds a name, as it is written there; Typst gives names of fonts in lower case.
fn find_ignoring_case<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let windows = text.char_indices().filter_map(|(start, _)| text.get(start..start + name.len()));
    windows.into_iter().find(|window| window.to_lowercase() == name)
}

#[cfg(test)]
mod tests;
