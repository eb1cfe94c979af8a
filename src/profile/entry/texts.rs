//! What the fields of entries say.

use super::Entry;
use crate::profile::{JobProject, Keyword, LineText, Localized, Location, Prose};

/// The texts of a field: none, one or several.
pub(super) trait Texts {
    /// Adds them to the texts of an entry.
    fn push_to<'a>(&'a self, texts: &mut Vec<&'a Localized>);
}

impl Texts for Option<LineText> {
    fn push_to<'a>(&'a self, texts: &mut Vec<&'a Localized>) {
        texts.extend(self.as_ref().map(|text| &text.0));
    }
}

impl Texts for Option<Prose> {
    fn push_to<'a>(&'a self, texts: &mut Vec<&'a Localized>) {
        texts.extend(self.as_ref().map(|text| &text.0));
    }
}

impl Texts for Vec<LineText> {
    fn push_to<'a>(&'a self, texts: &mut Vec<&'a Localized>) {
        texts.extend(self.iter().map(|text| &text.0));
    }
}

impl Texts for Option<Location> {
    fn push_to<'a>(&'a self, texts: &mut Vec<&'a Localized>) {
        let parts = self.iter().flat_map(|place| [&place.address, &place.city, &place.region]);
        parts.for_each(|part| part.push_to(texts));
    }
}

impl Texts for Vec<Keyword> {
    fn push_to<'a>(&'a self, texts: &mut Vec<&'a Localized>) {
        for keyword in self {
            keyword.0.name.push_to(texts);
        }
    }
}

impl Texts for Vec<JobProject> {
    fn push_to<'a>(&'a self, texts: &mut Vec<&'a Localized>) {
        for JobProject(project) in self.iter().filter(|project| !project.0.private) {
            texts.extend(project.heading());
            texts.extend(project.texts());
            texts.extend(project.highlights.iter().map(|highlight| &highlight.text.0));
        }
    }
}
