//! Names of sections: which section a name means, and what to say of one that means none.
//!
//! Selection, the options of themes and `meta.sections` all name sections. They ask here, so that a name means the same everywhere:
//! a section of the profile's own, a usual one, or a usual one by the name that another tool gives it.

use super::model::{Basics, Profile};
use super::names::canonical;
use super::section::OwnItems;
use crate::diagnostic::{Problem, Severity, nearest};

/// The section that `basics.summary` makes.
const SUMMARY: &str = "summary";

impl Profile {
    /// The sections that this profile can have, by id: the usual ones, then its own.
    fn known_sections(&self) -> Vec<&str> {
        let own = self.sections.0.iter().filter(|(_, own)| own.items != OwnItems::Title).map(|(key, _)| &*key.name);
        std::iter::once(SUMMARY).chain(Self::SECTIONS).chain(own).collect()
    }

    /// Returns the id of the section that a name means; none where it means no section.
    pub(crate) fn section_named(&self, name: &str) -> Option<&str> {
        let known = self.known_sections();
        let exact = known.iter().find(|id| **id == name).copied();
        exact.or_else(|| {
            let usual = canonical(Self::RECORD, name).filter(|key| Self::SECTIONS.contains(key));
            usual.or_else(|| canonical(Basics::RECORD, name).filter(|key| *key == SUMMARY))
        })
    }

    /// Returns what to say of a name that means no section. It is an error where it resembles one, or an `extra` word that may
    /// stand in its place. Other names leave nothing out and may belong to another profile, so they are warnings.
    pub(crate) fn unknown_section(&self, name: &str, extra: Option<&'static str>) -> (Problem, Severity) {
        let known = self.known_sections();
        let near = nearest(name, known.iter().copied().chain(extra)).map(str::to_owned);
        let severity = if near.is_none() { Severity::Warning } else { Severity::Error };
        let known = known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        (Problem::UnknownSection { id: name.to_owned(), near, known }, severity)
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Diagnostics, Problem, Severity};
    use crate::profile::Profile;
    use crate::source::{Format, Sources, parse};

    #[test]
    fn a_name_means_an_own_section_or_a_usual_one_by_any_of_its_names() {
        let text = "basics: {name: A}\nsections: {talks: {kind: list, items: [B]}, honors: {kind: list, items: [C]}, work: {title: Jobs}}\n";
        let mut sources = Sources::new();
        let source = sources.add("a.yaml", text);
        let node = parse(&sources, source, Format::Yaml, &mut Diagnostics::new()).expect("valid");
        let profile = Profile::from_node(&node, &mut Diagnostics::new()).expect("a profile");
        for (name, id) in [
            ("work", "work"),
            ("experience", "work"),
            ("Work Experience", "work"),
            ("certifications", "certificates"),
            ("about", "summary"),
            ("talks", "talks"),
            ("honors", "honors"),
        ] {
            assert_eq!(profile.section_named(name), Some(id), "{name}");
        }
        for (name, near, severity) in [
            ("wrok", Some("work"), Severity::Error),
            ("talk", Some("talks"), Severity::Error),
            ("basics", None, Severity::Warning),
        ] {
            assert_eq!(profile.section_named(name), None, "{name}");
            let (problem, found) = profile.unknown_section(name, None);
            assert!(matches!(problem, Problem::UnknownSection { near: it, .. } if it.as_deref() == near), "{name}");
            assert_eq!(found, severity, "{name}");
        }
    }
}
