//! Parts of a résumé that some themes draw and others leave out, as their manifests declare them under `draws`.

use super::options::{OptionValue, OptionValues};
use super::store::{Theme, ThemeStore};
use crate::application::resume::{Content, Resume};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Problem, Severity, Span};

/// A part that a theme may leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The photo.
    Photo,
    /// Icons of contacts.
    Icons,
    /// The images of certificates.
    Badges,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Photo, Self::Icons, Self::Badges];

    /// The word that a manifest has for it; for a photo and icons, the option that shows them, too.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Icons => "icons",
            Self::Badges => "badges",
        }
    }

    /// What it is, behind `no`.
    fn words(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Icons => "icons",
            Self::Badges => "images of certificates",
        }
    }

    /// The first place of a résumé that has it.
    fn place(self, resume: &Resume) -> Option<Span> {
        match self {
            Self::Photo => resume.photo.as_ref()?.span,
            Self::Icons => None,
            Self::Badges => resume.sections.iter().find_map(|section| match &section.content {
                Content::Certificates(all) => all.iter().find_map(|it| it.image.as_ref()?.span),
                _ => None,
            }),
        }
    }
}

impl Theme {
    /// Tells what a résumé has, or somebody asks for by an option, and this theme does not draw: a note for what is merely there, a
    /// warning for what is asked for. A theme whose chain declares nothing may draw anything. An image of which something is
    /// `said` already cannot be shown anywhere.
    #[must_use]
    pub(crate) fn not_drawn(&self, resume: &Resume, options: &OptionValues, said: &Diagnostics) -> Diagnostics {
        let mut found = Diagnostics::new();
        let Some(drawn) = &self.draws else { return found };
        for part in Part::ALL.into_iter().filter(|part| !drawn.contains(part)) {
            let asked = options.is_given(part.as_str());
            let wanted = options.get(part.as_str()) != Some(&OptionValue::Bool(false));
            let there = part.place(resume);
            let faulty = there.is_some_and(|span| said.iter().any(|known| known.place == Place::Span(span)));
            if !wanted || (!asked && (there.is_none() || faulty)) {
                continue;
            }
            let others = ThemeStore::built_in_that_draw(part);
            let problem = Problem::NotDrawn { what: part.words(), theme: self.name.clone(), others };
            let place = if asked { options.place(part.as_str()) } else { there };
            let severity = if asked { Severity::Warning } else { problem.severity() };
            found.push(Diagnostic::maybe_at(place, problem).with_severity(severity));
        }
        found
    }
}
