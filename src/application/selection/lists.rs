//! The walk through the lists of a profile, rule by rule.

use super::{Basis, Decision, Rule, Select, shared};
use crate::application::markup::Markup;
use crate::diagnostic::Span;
use crate::profile::{
    Basics, Entry, Highlight, LanguageTag, Localized, NetworkProfile, OwnItems, OwnSection, PartialDate, Plain,
    Profile, entry_path, readable,
};

/// How much of a text a decision tells, in characters.
const NAME_LIMIT: usize = 80;

pub(super) struct Selector<'a> {
    rules: &'a Select,
    basis: Basis<'a>,
    profile: &'a Profile,
    own: LanguageTag,
    pub(super) decisions: Vec<Decision>,
}

/// What the rules look at in one thing.
struct Judged<'a> {
    tags: &'a [Plain],
    private: bool,
    /// When it ended, and since when things are shown.
    period: Option<(PartialDate, PartialDate)>,
}

impl<'a> Selector<'a> {
    pub(super) fn new(rules: &'a Select, basis: Basis<'a>, profile: &'a Profile) -> Self {
        Self { rules, basis, profile, own: profile.language(), decisions: Vec::new() }
    }

    pub(super) fn profile(&mut self) -> Profile {
        let old = self.profile;
        let mut new = Profile {
            basics: old.basics.as_ref().map(|basics| self.basics(basics)),
            work: self.section("work", &old.work),
            projects: self.section("projects", &old.projects),
            education: self.section("education", &old.education),
            skills: self.section("skills", &old.skills),
            certificates: self.section("certificates", &old.certificates),
            publications: self.section("publications", &old.publications),
            awards: self.section("awards", &old.awards),
            volunteer: self.section("volunteer", &old.volunteer),
            languages: self.section("languages", &old.languages),
            interests: self.section("interests", &old.interests),
            references: self.section("references", &old.references),
            sections: crate::profile::ById::default(),
            meta: old.meta.clone(),
            x: old.x.clone(),
            span: old.span,
        };
        for (key, section) in &old.sections.0 {
            let section = self.own_section(&key.name, section);
            new.sections.0.extend(section.map(|section| (key.clone(), section)));
        }
        new
    }

    fn basics(&mut self, basics: &Basics) -> Basics {
        let mut new = basics.clone();
        if let Some(summary) = &basics.summary {
            let rule = self.judge_section("summary");
            new.summary = new.summary.filter(|_| rule.shows());
            self.decide("basics.summary".into(), None, self.text(&summary.0), rule);
        }
        let networks = basics.profiles.iter().enumerate().filter_map(|(index, network)| {
            let judged = Judged { tags: &network.tags, private: network.private, period: None };
            let rule = self.judge(&judged);
            let shows = rule.shows();
            if rule != Rule::Kept {
                let name = network.network.as_ref().map(|name| self.text(&name.0)).unwrap_or_default();
                self.decide(format!("basics.profiles[{index}]"), network.span, name, rule);
            }
            shows.then(|| NetworkProfile { private: false, ..network.clone() })
        });
        new.profiles = networks.collect();
        new
    }

    /// The entries of a usual section.
    fn section<T: Entry + Clone>(&mut self, id: &str, items: &[T]) -> Vec<T> {
        if items.is_empty() {
            return Vec::new();
        }
        let rule = self.judge_section(id);
        if !rule.shows() {
            self.decide(id.to_owned(), None, readable(id), rule);
            return Vec::new();
        }
        let kept = self.entries(id, items);
        if kept.is_empty() {
            self.decide(id.to_owned(), None, readable(id), Rule::Emptied);
        }
        kept
    }

    fn own_section(&mut self, id: &str, section: &OwnSection) -> Option<OwnSection> {
        if section.items == OwnItems::Title {
            return Some(section.clone());
        }
        let path = || format!("sections.{id}");
        let name = section.title.as_ref().map_or_else(|| readable(id), |title| self.text(&title.0));
        let judged = Judged { tags: &section.tags, private: section.private, period: None };
        let rule = Some(self.judge_section(id)).filter(|rule| !rule.shows()).unwrap_or_else(|| self.judge(&judged));
        if rule != Rule::Kept {
            let shows = rule.shows();
            self.decide(path(), Some(section.span), name.clone(), rule);
            if !shows {
                return None;
            }
        }
        let items = match &section.items {
            OwnItems::Title => OwnItems::Title,
            OwnItems::Entries(items) => OwnItems::Entries(self.entries(id, items)),
            OwnItems::Keywords(items) => OwnItems::Keywords(self.entries(id, items)),
            OwnItems::Metrics(items) => OwnItems::Metrics(self.entries(id, items)),
            OwnItems::Quote(items) => OwnItems::Quote(self.entries(id, items)),
            OwnItems::List(items) => {
                let most = self.limit(id);
                OwnItems::List(self.highlights(&format!("sections.{id}.items"), items, most))
            }
            OwnItems::Text(items) => {
                let most = self.limit(id).unwrap_or(items.len());
                for (index, text) in items.iter().enumerate() {
                    let rule = if index < most { Rule::Kept } else { Rule::Limit(most) };
                    self.decide(format!("sections.{id}.items[{index}]"), None, self.text(&text.0), rule);
                }
                OwnItems::Text(items.iter().take(most).cloned().collect())
            }
        };
        if items.is_empty() && !section.items.is_empty() {
            self.decide(path(), Some(section.span), name, Rule::Emptied);
            return None;
        }
        Some(OwnSection { items, private: false, ..section.clone() })
    }

    fn entries<T: Entry + Clone>(&mut self, section: &str, items: &[T]) -> Vec<T> {
        let since = self.rules.since.as_ref().and_then(|since| since.of(section));
        let since = since.and_then(|bound| bound.date(self.basis.reference));
        let paths: Vec<String> = (0..items.len()).map(|index| entry_path(self.profile, section, index)).collect();
        let most = self.limit(section);
        self.list(items, &paths, most, since)
    }

    /// Entries and positions, rule by rule. What is told stands in the order of the profile, with what it holds behind it.
    fn list<T: Entry + Clone>(
        &mut self,
        items: &[T],
        paths: &[String],
        most: Option<usize>,
        since: Option<PartialDate>,
    ) -> Vec<T> {
        let mut rules: Vec<Rule> = items
            .iter()
            .map(|item| {
                let ended = item.period().end().zip(since).filter(|(end, since)| end.compare(*since).is_lt());
                self.judge(&Judged { tags: item.tags(), private: item.is_private(), period: ended })
            })
            .collect();
        self.cut(&mut rules, paths, most);
        let mut kept = Vec::new();
        for ((item, path), rule) in items.iter().zip(paths).zip(rules) {
            let headings: Vec<String> = item.heading().into_iter().map(|text| self.text(text)).collect();
            let headings: Vec<&str> = headings.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
            let at = self.decisions.len();
            let shows = rule.shows();
            self.decide(path.clone(), item.span(), short(&headings.join(", ")), rule);
            if !shows {
                continue;
            }
            let mut new = item.clone();
            new.admit();
            if !item.positions().is_empty() {
                let inner: Vec<String> =
                    (0..item.positions().len()).map(|index| format!("{path}.positions[{index}]")).collect();
                let positions = self.list(item.positions(), &inner, None, since);
                if positions.is_empty() {
                    self.decisions[at].rule = Rule::Emptied;
                    continue;
                }
                if let Some(list) = new.positions_mut() {
                    *list = positions;
                }
            }
            let inner: Vec<String> =
                (0..item.projects().len()).map(|index| format!("{path}.projects[{index}]")).collect();
            let projects = self.list(item.projects(), &inner, None, since);
            if let Some(list) = new.projects_mut() {
                *list = projects;
            }
            let most = self.rules.limit.as_ref().and_then(|limit| limit.highlights).map(|count| count.value);
            let highlights = self.highlights(&format!("{path}.highlights"), item.highlights(), most);
            if let Some(list) = new.highlights_mut() {
                *list = highlights;
            }
            kept.push(new);
        }
        kept
    }

    /// Highlights, in the order of their rank where there is one.
    fn highlights(&mut self, path: &str, items: &[Highlight], most: Option<usize>) -> Vec<Highlight> {
        let paths: Vec<String> = (0..items.len()).map(|index| format!("{path}[{index}]")).collect();
        let judged = items.iter().map(|item| Judged { tags: &item.tags, private: item.private, period: None });
        let mut rules: Vec<Rule> = judged.map(|judged| self.judge(&judged)).collect();
        self.cut(&mut rules, &paths, most);
        let mut kept = Vec::new();
        for ((item, path), rule) in items.iter().zip(&paths).zip(rules) {
            let shows = rule.shows();
            self.decide(path.clone(), Some(item.text.0.variants[0].1.span), self.text(&item.text.0), rule);
            if !shows {
                continue;
            }
            let most = self.rules.limit.as_ref().and_then(|limit| limit.highlights).map(|count| count.value);
            let nested = self.highlights(&format!("{path}.highlights"), &item.highlights, most);
            let new = Highlight { highlights: nested, private: false, ..item.clone() };
            kept.push((self.rank(path), new));
        }
        // Equals keep the order that the profile gives them.
        kept.sort_by(|(a, _), (b, _)| b.unwrap_or(0.0).total_cmp(&a.unwrap_or(0.0)));
        kept.into_iter().map(|(_, item)| item).collect()
    }

    /// The rules that look at one thing alone.
    fn judge(&self, it: &Judged<'_>) -> Rule {
        let rules = self.rules;
        if it.private && !rules.private {
            return Rule::Private;
        }
        if let Some(tag) = shared(it.tags, &rules.exclude) {
            return Rule::Excluded(tag.to_owned());
        }
        let included = shared(it.tags, &rules.include);
        if !rules.include.0.is_empty() && !it.tags.is_empty() && included.is_none() {
            return Rule::NotIncluded(it.tags.iter().map(|tag| tag.0.value.clone()).collect());
        }
        if let Some((end, since)) = it.period {
            return Rule::Before(end, since);
        }
        included.map_or(Rule::Kept, |tag| Rule::Included(tag.to_owned()))
    }

    /// The rule that looks at how many there are.
    fn cut(&self, rules: &mut [Rule], paths: &[String], most: Option<usize>) {
        let Some(most) = most else { return };
        let mut kept: Vec<usize> = (0..rules.len()).filter(|index| rules[*index].shows()).collect();
        let rank = |index: usize| self.rank(&paths[index]).unwrap_or(0.0);
        kept.sort_by(|a, b| rank(*b).total_cmp(&rank(*a)));
        for index in kept.into_iter().skip(most) {
            rules[index] = Rule::Limit(most);
        }
    }

    fn limit(&self, section: &str) -> Option<usize> {
        self.rules.limit.as_ref()?.of(section).map(|count| count.value)
    }

    /// The rules that look at a section by its id.
    fn judge_section(&self, id: &str) -> Rule {
        let sections = &self.rules.sections;
        if self.rules.hide.contains(id) {
            Rule::Hidden
        } else if sections.0.is_empty() || sections.contains(id) {
            Rule::Kept
        } else {
            Rule::Sections
        }
    }

    fn rank(&self, path: &str) -> Option<f64> {
        self.basis.rank.and_then(|rank| rank(path))
    }

    /// A text as a decision tells it: in the language wanted, without markup, on one line.
    fn text(&self, text: &Localized) -> String {
        let chosen = text.choose(self.basis.language, &self.own);
        chosen.map(|(_, text)| short(&Markup::inline_of(text).plain_text())).unwrap_or_default()
    }

    fn decide(&mut self, path: String, span: Option<Span>, name: String, rule: Rule) {
        let score = self.rank(&path);
        self.decisions.push(Decision { path, span, name, rule, score });
    }
}

/// The beginning of a text.
fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(NAME_LIMIT) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}
