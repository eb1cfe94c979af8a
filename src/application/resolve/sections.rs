//! Which sections there are, in which order, under which titles.

use super::Resolver;
use crate::application::markup::Markup;
use crate::application::resume::{Content, Line, Section};
use crate::profile::{OwnItems, OwnSection, Profile, Prose, readable};

/// How many of the usual sections stand behind a profile's own ones.
const AFTER_OWN: usize = 2;

impl Resolver<'_> {
    pub(super) fn sections(&mut self, profile: &Profile, summary: Option<&Prose>) -> Vec<Section> {
        let mut sections = Vec::new();
        let (before_own, after_own) = Profile::SECTIONS.split_at(Profile::SECTIONS.len() - AFTER_OWN);
        for id in ["summary"].iter().chain(before_own) {
            sections.extend(self.usual(id, profile, summary));
        }
        for (key, section) in profile.sections.0.iter().filter(|(_, section)| !section.private) {
            sections.extend(self.own(&key.name, section));
        }
        for id in after_own {
            sections.extend(self.usual(id, profile, summary));
        }
        let asked = self.presentation.section_order.iter().map(String::as_str);
        let own = profile.meta.iter().flat_map(|meta| meta.sections.iter()).map(|id| &*id.0.value);
        let own = own.map(|id| profile.section_named(id).unwrap_or(id));
        let usual = self.presentation.usual_order.iter().map(String::as_str);
        let order: Vec<&str> = asked.chain(own).chain(usual).collect();
        let place = |section: &Section| order.iter().position(|id| *id == section.id).unwrap_or(order.len());
        sections.sort_by_key(place);
        sections
    }

    fn usual(&mut self, id: &str, profile: &Profile, summary: Option<&Prose>) -> Option<Section> {
        let content = match id {
            "summary" => Content::Prose(self.blocks(summary).into_iter().collect()),
            "work" => Content::Work(self.jobs(&profile.work)),
            "volunteer" => Content::Work(self.jobs(&profile.volunteer)),
            "education" => Content::Education(self.education(&profile.education)),
            "projects" => Content::Projects(self.projects(profile.projects.iter())),
            "skills" => Content::Groups(self.skills(profile.skills.iter())),
            "certificates" => Content::Certificates(self.certificates(&profile.certificates)),
            "publications" => Content::Publications(self.publications(&profile.publications)),
            "awards" => Content::Awards(self.awards(&profile.awards)),
            "languages" => Content::Languages(self.languages(&profile.languages)),
            "interests" => Content::Groups(self.interests(&profile.interests)),
            _ => Content::References(self.references(&profile.references)),
        };
        if content.is_empty() {
            return None;
        }
        let given = profile.sections.0.iter().find(|(key, own)| key.name == id && own.items == OwnItems::Title);
        let title = given.and_then(|(_, own)| self.line(own.title.as_ref()));
        let intro = given.and_then(|(_, own)| self.blocks(own.summary.as_ref()));
        let usual = || Line { text: self.locale.sections.get(id).map_or(id, String::as_str).to_owned(), span: None };
        Some(self.section(id, title.unwrap_or_else(usual), intro, content))
    }

    fn own(&mut self, id: &str, section: &OwnSection) -> Option<Section> {
        let content = match &section.items {
            OwnItems::Title => return None,
            OwnItems::Entries(items) => Content::Entries(self.own_entries(items)),
            OwnItems::List(items) => Content::List(self.highlights(items)),
            OwnItems::Text(items) => Content::Prose(items.iter().filter_map(|text| self.blocks(Some(text))).collect()),
            OwnItems::Keywords(items) => Content::Groups(self.skills(items.iter().map(|group| &group.0))),
            OwnItems::Metrics(items) => Content::Metrics(self.metrics(items)),
            OwnItems::Quote(items) => Content::Quotes(self.quotes(items)),
        };
        let intro = self.blocks(section.summary.as_ref());
        if content.is_empty() && intro.is_none() {
            return None;
        }
        let title = self.line(section.title.as_ref()).unwrap_or_else(|| Line { text: readable(id), span: None });
        Some(self.section(id, title, intro, content))
    }

    fn section(&self, id: &str, title: Line, intro: Option<Markup>, content: Content) -> Section {
        let title = self.presentation.section_titles.get(id).cloned().unwrap_or(title);
        Section { id: id.to_owned(), title, intro, content }
    }
}
