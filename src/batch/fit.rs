//! A résumé on as few pages as were asked for: which density it gets, and what is said where none does.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::document::{Exported, Press};
use crate::application::resume::{Letter, Resume};
use crate::application::{Pages, lowest};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span, Warned, quoted};
use crate::source::Sources;
use crate::theme::options::OptionKind;
use crate::theme::{ImageFormats, OptionValues, Theme, TypstProject};
use crate::typeset::Typeset;
use crate::typeset::fit::{Extent, Fit, GRID, fit};

/// The option that decides how close things stand.
const DENSITY: &str = "density";

/// What is said of each highlight that is named where something has to be left out.
const RANKS: [&str; 5] = ["ranks lowest", "second lowest", "third lowest", "fourth lowest", "fifth lowest"];

/// How a résumé was made to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted {
    /// The density chosen; none where the theme has no such option.
    pub density: Option<f64>,
    /// How many layouts that took.
    pub layouts: usize,
}

/// A density that was given although the number of pages decides it.
pub(super) fn conflict(pages: Option<Pages>, options: &OptionValues) -> Option<Diagnostic> {
    let pages = pages.filter(|_| options.is_given(DENSITY))?;
    let conflict = Diagnostic::at(pages.0.span, Problem::PagesAndDensity);
    Some(match options.place(DENSITY) {
        Some(place) => conflict.with_related(place, "the density is given here"),
        None => conflict,
    })
}

/// The densities that a theme can be read at, evenly from airy to dense; none where it has no such option, with bounds.
fn densities(theme: &Theme) -> Vec<f64> {
    let kind = theme.options.get(DENSITY).map(|option| &option.kind);
    let Some(OptionKind::Number { min: Some(min), max: Some(max) }) = kind else { return Vec::new() };
    if min >= max {
        return Vec::new();
    }
    let steps = u8::try_from(GRID - 1).unwrap_or(u8::MAX);
    // Of the two ends and not from one step to the next, so that 0.3 is 0.3.
    (0..=steps).map(|step| (min * f64::from(steps - step) + max * f64::from(step)) / f64::from(steps)).collect()
}

/// What a résumé is laid out from at any density.
pub(super) struct Fitting<'a> {
    pub(super) pages: Pages,
    pub(super) theme: &'a Theme,
    pub(super) options: &'a OptionValues,
    pub(super) resume: &'a Resume,
    /// The letter that is joined before the résumé; its pages do not count.
    pub(super) letter: Option<&'a Letter>,
    pub(super) formats: &'a ImageFormats,
    pub(super) press: &'a Press<'a>,
    /// What a highlight is worth, by its place.
    pub(super) score: &'a dyn Fn(Span) -> f64,
}

impl Fitting<'_> {
    /// Lays the résumé out at the density that suits it, and exports it, with its letter before it; returns how many pages
    /// there are, too.
    ///
    /// # Errors
    /// What goes wrong in a layout, `pages-over` where no density does, and what exporting says.
    pub(super) fn make(
        &self,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
    ) -> Result<(Exported, usize, Fitted), Diagnostics> {
        let densities = densities(self.theme);
        let grid = densities.len().max(1);
        // Layouts borrow from their projects, and both are kept until one is chosen.
        let projects: Vec<OnceCell<TypstProject>> = vec![OnceCell::new(); grid];
        let mut layouts: BTreeMap<usize, Warned<Typeset<'_>>> = BTreeMap::new();
        let found = fit(self.pages.0.value, grid, |index| {
            let project = self.project(densities.get(index).copied(), sources)?;
            let project = projects[index].get_or_init(|| project);
            let layout = self.press.lay_out(&self.resume.document, project, sources)?;
            let extent = layout.value.extent();
            layouts.insert(index, layout);
            Ok::<_, Diagnostics>(extent)
        })?;
        let Some((index, extent)) = found.chosen else { return Err(self.over(&found, &layouts).into()) };
        let layout = layouts.remove(&index).ok_or_else(|| internal("a layout that was not made was chosen"))?;
        let density = densities.get(index).copied();
        let fitted = Fitted { density, layouts: found.tried.len() };
        if let Some(letter) = self.letter {
            warnings.extend(self.short(extent));
            let options = self.options_at(density);
            // A template warns of nothing, and what the layout found alone is found again.
            let both = self.theme.joined_project(self.resume, letter, &options, self.formats, sources)?.value;
            let (artifacts, pages) = self.press.make(&self.resume.document, &both, sources, warnings)?;
            return Ok((artifacts, pages, fitted));
        }
        let pages = layout.into_value(warnings);
        warnings.extend(self.short(extent));
        let artifacts = self.press.export(&self.resume.document, &pages, sources, warnings)?;
        Ok((artifacts, extent.pages, fitted))
    }

    fn options_at(&self, density: Option<f64>) -> OptionValues {
        let mut options = self.options.clone();
        if let Some(density) = density {
            options.set_number(DENSITY, density);
        }
        options
    }

    fn project(&self, density: Option<f64>, sources: &mut Sources) -> Result<TypstProject, Diagnostics> {
        Ok(self.theme.project(self.resume, &self.options_at(density), self.formats, sources)?.value)
    }

    /// That it does not fit, by how much at the densest, and what could be left out.
    fn over(&self, found: &Fit, layouts: &BTreeMap<usize, Warned<Typeset<'_>>>) -> Diagnostic {
        let most = self.pages.0.value;
        let densest = layouts.last_key_value().map(|(_, layout)| &layout.value);
        let problem = Problem::PagesOver {
            most,
            pages: densest.map_or(0, Typeset::pages),
            lines: densest.map_or(0, |layout| layout.lines_after(most)),
            rigid: (found.tried.len() < 2).then(|| self.theme.name.clone()),
        };
        let mut diagnostic = Diagnostic::at(self.pages.0.span, problem);
        for (rank, candidate) in RANKS.into_iter().zip(lowest(self.resume, self.score, RANKS.len())) {
            diagnostic = diagnostic.with_related(candidate.span, format!("{rank}: {}", quoted(&candidate.text)));
        }
        diagnostic
    }

    fn short(&self, extent: Extent) -> Option<Diagnostic> {
        if !extent.is_short() {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a page, from 0 to 1")]
        let percent = (extent.last_fill * 100.0).round() as u8;
        Some(Diagnostic::at(self.pages.0.span, Problem::ShortLastPage { pages: extent.pages, percent }))
    }
}

fn internal(message: &str) -> Diagnostics {
    Diagnostic::nowhere(Problem::Internal { message: message.into() }).into()
}
