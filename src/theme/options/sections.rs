//! Options whose values name sections, made sure against a profile.

use std::collections::BTreeMap;

use super::{OptionKind, OptionValue, OptionValues};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::profile::Profile;

/// The option that gives titles to sections.
const TITLES: &str = "section_titles";

impl OptionValues {
    /// Puts the ids of a profile's sections where options name them otherwise, such as `experience` for `work`. Reports names that
    /// somebody gave and that mean no section; the defaults of a theme serve many profiles.
    #[must_use]
    pub(crate) fn name_sections(&mut self, profile: &Profile) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        let mut report = |name: &str, place: Option<Span>| {
            let (problem, severity) = profile.unknown_section(name, None);
            diagnostics.push(Diagnostic::maybe_at(place, problem).with_severity(severity));
        };
        for (id, (kind, value)) in &mut self.values {
            match (kind, value) {
                (OptionKind::Sections, OptionValue::List(lines)) => {
                    for line in lines {
                        match profile.section_named(&line.text) {
                            Some(section) => line.text = section.to_owned(),
                            None if self.given.contains_key(id) => report(&line.text, line.span),
                            None => {}
                        }
                    }
                }
                (OptionKind::Map, OptionValue::Map(titles)) if id == TITLES => {
                    let mut named = BTreeMap::new();
                    for (name, title) in std::mem::take(titles) {
                        let section = profile.section_named(&name);
                        if let (None, Some(place)) = (section, self.given.get(&format!("{TITLES}.{name}"))) {
                            report(&name, *place);
                        }
                        named.insert(section.unwrap_or(&name).to_owned(), title);
                    }
                    *titles = named;
                }
                _ => {}
            }
        }
        diagnostics
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::profile::Profile;
    use crate::source::{Format, Sources, parse};
    use crate::theme::{OptionInput, ThemeStore};

    fn node(text: &str, sources: &mut Sources) -> crate::source::Node {
        let source = sources.add("a.yaml", text);
        parse(sources, source, Format::Yaml, &mut Diagnostics::new()).expect("valid")
    }

    #[test]
    fn names_of_sections_are_told_where_they_are_none_and_put_right_where_they_are() {
        let mut sources = Sources::new();
        let profile = node("basics: {name: A}\nsections: {talks: {kind: list, items: [B]}}\n", &mut sources);
        let profile = Profile::from_node(&profile, &mut Diagnostics::new()).expect("a profile");
        let theme = ThemeStore::default().load("sidebar", &mut sources).expect("built in").value;
        let text = "section_order: [skils, experience, talks, references]\nsection_titles: {wrok: Jobs, talks: T}\n\
                    panel_sections: [skills, hobbies, anything]";
        let mut inputs = OptionInput::from_mapping(&node(text, &mut sources));
        inputs.push(OptionInput::parse("section_titles.experience=Jobs", &mut sources).expect("an assignment"));
        inputs.push(OptionInput::parse("section_titles.talk=Jobs", &mut sources).expect("an assignment"));
        let mut values = theme.resolve(&inputs).expect("valid").value;
        let found = values.name_sections(&profile);
        let said: Vec<String> = found
            .iter()
            .map(|it| {
                let place = it.span().map(|span| sources.slice(span)).unwrap_or_default();
                format!("{}: {} `{place}` {}", it.severity.as_str(), it.problem, it.problem.hints()[0])
            })
            .collect();
        insta::assert_snapshot!(said.join("\n"));
        assert_eq!(values.get("section_order").expect("there").to_string(), "skils,work,talks,references");
        assert_eq!(values.get("panel_sections").expect("there").to_string(), "skills,interests,anything");
        assert_eq!(values.presentation().section_titles["work"].text, "Jobs");
    }
}
