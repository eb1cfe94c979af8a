//! What entries of every kind have in common: id, tags, dates, what they are called and what they say.
//!
//! Selection and ranking treat a job and an award alike; what each shows is for `resolve`, which knows them apart.

mod texts;

use self::texts::Texts;
use super::contact::Id;
use super::date::{Dates, Extent, Moment, PartialDate};
use super::highlight::Highlight;
use super::keyword::JobProject;
use super::model::{
    Award, Certificate, Education, Interest, Language, Position, Profile, Project, Publication, Reference, Skill,
    Volunteer, Work,
};
use super::section::{KeywordGroup, Metric, OwnEntry, OwnItems, Quote, QuoteRecord};
use super::text::{LanguageTag, Localized, Plain};
use crate::diagnostic::Span;

/// When something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Nobody says.
    Unknown,
    /// It goes on, from a day that may be known.
    Open(Option<PartialDate>),
    /// It ended, or was at that time: since when, if that is known, and until when.
    Closed(Option<PartialDate>, PartialDate),
}

impl Period {
    /// The last day, month or year of it; none for what goes on or is not dated.
    #[must_use]
    pub fn end(self) -> Option<PartialDate> {
        match self {
            Self::Closed(_, end) => Some(end),
            Self::Unknown | Self::Open(_) => None,
        }
    }

    /// The period of an entry by its own dates.
    fn of(dates: Dates<'_>) -> Self {
        let single = dates.date.map_or(Self::Unknown, |date| match (Extent::of_date(date), &date.when) {
            (Some(extent), _) => Self::of_extent(&extent),
            (None, when) => when.moment().known().map_or(Self::Unknown, |date| Self::Closed(None, date)),
        });
        let range = Extent::of(dates.start, dates.end);
        single.join(range.map_or(Self::Unknown, |extent| Self::of_extent(&extent)))
    }

    /// The last known date among the dates of an entry: an end, or else a start.
    fn newest_of(dates: Dates<'_>) -> Option<PartialDate> {
        let known = |moment: Option<&Moment>| match moment {
            Some(Moment::Known(date)) => Some(*date),
            _ => None,
        };
        let of = |extent: Extent<'_>| known(extent.end).or_else(|| known(extent.start));
        let single = dates.date.and_then(|date| match Extent::of_date(date) {
            Some(extent) => of(extent),
            None => known(Some(date.when.moment())),
        });
        let range = Extent::of(dates.start, dates.end).and_then(of);
        single.into_iter().chain(range).max_by(|a, b| a.compare(*b))
    }

    fn of_extent(extent: &Extent<'_>) -> Self {
        let start = extent.start.and_then(Moment::known);
        // An end in words without a year may still be to come.
        extent.end.and_then(Moment::known).map_or(Self::Open(start), |end| Self::Closed(start, end))
    }

    /// The period that holds both.
    fn join(self, other: Self) -> Self {
        let order = |a: PartialDate, b: PartialDate| a.compare(b);
        let earliest = [self.start(), other.start()].into_iter().flatten().min_by(|a, b| order(*a, *b));
        match (self, other) {
            (Self::Unknown, period) | (period, Self::Unknown) => period,
            (Self::Closed(_, a), Self::Closed(_, b)) => Self::Closed(earliest, if order(a, b).is_lt() { b } else { a }),
            _ => Self::Open(earliest),
        }
    }

    fn start(self) -> Option<PartialDate> {
        match self {
            Self::Unknown => None,
            Self::Open(start) | Self::Closed(start, _) => start,
        }
    }
}

/// An entry of a list of the profile.
pub trait Entry {
    /// The name by which applications address it.
    fn id(&self) -> Option<&Id>;
    /// Its tags.
    fn tags(&self) -> &[Plain];
    /// Whether it is left out unless an application asks for it.
    fn is_private(&self) -> bool;
    /// Where it stands.
    fn span(&self) -> Option<Span>;
    /// Its own dates.
    fn dates(&self) -> Dates<'_> {
        Dates::default()
    }
    /// When it was, the positions that it holds included.
    fn period(&self) -> Period {
        self.positions().iter().map(Entry::period).fold(Period::of(self.dates()), Period::join)
    }
    /// The newest date in it that is known to be one: words such as `expected 2027` may lie ahead.
    fn newest(&self) -> Option<PartialDate> {
        let own = Period::newest_of(self.dates());
        let all = own.into_iter().chain(self.positions().iter().filter_map(Entry::newest));
        all.max_by(|a, b| a.compare(*b))
    }
    /// What it is called by, the most telling first.
    fn heading(&self) -> Vec<&Localized>;
    /// What it says beside its heading and its highlights.
    fn texts(&self) -> Vec<&Localized>;
    /// What was achieved.
    fn highlights(&self) -> &[Highlight] {
        &[]
    }
    /// The positions held, at an employer.
    fn positions(&self) -> &[Position] {
        &[]
    }
    /// The projects below it, at a job.
    fn projects(&self) -> &[JobProject] {
        &[]
    }
    /// Its highlights, to be selected from; none where its kind has no highlights.
    fn highlights_mut(&mut self) -> Option<&mut Vec<Highlight>> {
        None
    }
    /// Its positions, to be selected from; none where its kind has no positions.
    fn positions_mut(&mut self) -> Option<&mut Vec<Position>> {
        None
    }
    /// Its projects, to be selected from; none where its kind has no projects.
    fn projects_mut(&mut self) -> Option<&mut Vec<JobProject>> {
        None
    }
    /// Makes it one that is shown without being asked for.
    fn admit(&mut self);
}

/// Implements [`Entry`] for a record: its heading, its other texts, when it was, and where its highlights are.
macro_rules! entry {
    (@when $it:ident) => { Dates::default() };
    (@when $it:ident positions) => { entry!(@when $it start_date .. end_date) };
    (@when $it:ident $start:ident .. $end:ident) => {
        Dates { date: None, start: $it.$start.as_ref(), end: $it.$end.as_ref() }
    };
    (@when $it:ident date or range) => {
        Dates { date: $it.date.as_ref(), ..entry!(@when $it start_date .. end_date) }
    };
    (@when $it:ident $date:ident) => { Dates { date: $it.$date.as_ref(), start: None, end: None } };
    ($name:ident: [$($heading:ident),*] [$($text:ident),*] when($($when:tt)*) $(and $method:ident)*) => {
        impl Entry for $name {
            fn id(&self) -> Option<&Id> {
                self.id.as_ref()
            }

            fn tags(&self) -> &[Plain] {
                &self.tags
            }

            fn is_private(&self) -> bool {
                self.private
            }

            fn span(&self) -> Option<Span> {
                self.span
            }

            fn admit(&mut self) {
                self.private = false;
            }

            fn dates(&self) -> Dates<'_> {
                entry!(@when self $($when)*)
            }

            fn heading(&self) -> Vec<&Localized> {
                let mut texts = Vec::new();
                $(self.$heading.push_to(&mut texts);)*
                texts
            }

            fn texts(&self) -> Vec<&Localized> {
                #[allow(unused_mut, reason = "some entries have nothing but a heading")]
                let mut texts = Vec::new();
                $(self.$text.push_to(&mut texts);)*
                texts
            }

            $(entry!(@$method);)*
        }
    };
    (@highlights) => {
        fn highlights(&self) -> &[Highlight] {
            &self.highlights
        }

        fn highlights_mut(&mut self) -> Option<&mut Vec<Highlight>> {
            Some(&mut self.highlights)
        }
    };
    (@projects) => {
        fn projects(&self) -> &[JobProject] {
            &self.projects
        }

        fn projects_mut(&mut self) -> Option<&mut Vec<JobProject>> {
            Some(&mut self.projects)
        }
    };
    (@positions) => {
        fn positions(&self) -> &[Position] {
            &self.positions
        }

        fn positions_mut(&mut self) -> Option<&mut Vec<Position>> {
            Some(&mut self.positions)
        }
    };
}

entry!(Work: [name, position] [location, description, summary, keywords, projects] when(positions)
    and highlights and positions and projects);
entry!(Volunteer: [organization, position] [location, summary, keywords, projects] when(positions)
    and highlights and positions and projects);
entry!(Position: [position] [location, summary, keywords, projects] when(start_date .. end_date)
    and highlights and projects);
entry!(Education: [institution, area, study_type] [score, courses, location, summary] when(start_date .. end_date)
    and highlights);
entry!(Project: [name] [status, description, keywords, roles, entity, kind, location] when(start_date .. end_date)
    and highlights);
entry!(Award: [title] [awarder, location, summary] when(date));
entry!(Certificate: [name] [issuer, location, summary] when(date or range));
entry!(Publication: [name] [publisher, journal, kind, location, authors, summary] when(release_date));
entry!(Skill: [name] [level, keywords] when());
entry!(Language: [language] [fluency, keywords] when());
entry!(Interest: [name] [keywords, summary] when());
entry!(Reference: [name] [position, company, relationship, reference] when());
entry!(OwnEntry: [title, subtitle] [location, status, summary, keywords] when(date or range) and highlights);
entry!(Metric: [label, value] [] when());

entry!(QuoteRecord: [author] [text] when());

/// Implements [`Entry`] for what only wraps a record.
macro_rules! entry_within {
    ($($name:ident)*) => {$(
        impl Entry for $name {
            fn id(&self) -> Option<&Id> {
                self.0.id()
            }

            fn tags(&self) -> &[Plain] {
                self.0.tags()
            }

            fn is_private(&self) -> bool {
                self.0.is_private()
            }

            fn span(&self) -> Option<Span> {
                self.0.span()
            }

            fn admit(&mut self) {
                self.0.admit();
            }

            fn dates(&self) -> Dates<'_> {
                self.0.dates()
            }

            fn heading(&self) -> Vec<&Localized> {
                self.0.heading()
            }

            fn texts(&self) -> Vec<&Localized> {
                self.0.texts()
            }

            fn highlights(&self) -> &[Highlight] {
                self.0.highlights()
            }

            fn highlights_mut(&mut self) -> Option<&mut Vec<Highlight>> {
                self.0.highlights_mut()
            }
        }
    )*};
}

entry_within!(JobProject KeywordGroup Quote);

/// An entry and where it stands.
#[derive(Clone, Copy)]
pub struct Listed<'p> {
    /// The section: `work`, `projects`, …, or the id of an own section.
    pub section: &'p str,
    /// Its place in the list, from 0.
    pub index: usize,
    /// The entry.
    pub entry: &'p dyn Entry,
}

impl std::fmt::Debug for Listed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listed").field("section", &self.section).field("index", &self.index).finish_non_exhaustive()
    }
}

/// The key path of an entry, as messages name it: `work[0]`, `sections.talks.items[2]`.
#[must_use]
pub fn entry_path(profile: &Profile, section: &str, index: usize) -> String {
    let own = profile.sections.0.iter().any(|(key, own)| key.name == section && own.items != OwnItems::Title);
    if own { format!("sections.{section}.items[{index}]") } else { format!("{section}[{index}]") }
}

impl Profile {
    /// The usual sections that hold entries, by id and in the order in which they are usually shown.
    pub const SECTIONS: [&'static str; 11] = [
        "work",
        "projects",
        "education",
        "skills",
        "certificates",
        "publications",
        "awards",
        "volunteer",
        "languages",
        "interests",
        "references",
    ];

    /// The ids of all sections that it has, `summary` among them, empty ones not.
    #[must_use]
    pub fn section_ids(&self) -> Vec<&str> {
        let summary = self.basics.as_ref().is_some_and(|basics| basics.summary.is_some());
        let usual = Self::SECTIONS.into_iter().filter(|id| !self.usual(id).is_empty());
        let own = self.sections.0.iter().filter(|(_, own)| own.items != OwnItems::Title);
        summary.then_some("summary").into_iter().chain(usual).chain(own.map(|(key, _)| key.name.as_str())).collect()
    }

    /// The entries of every list, those of own sections after the others. Highlights and paragraphs, which own sections of
    /// the kinds `list` and `text` hold, are no entries.
    #[must_use]
    pub fn entries(&self) -> Vec<Listed<'_>> {
        fn listed<'p, T: Entry>(section: &'p str, items: &'p [T], out: &mut Vec<Listed<'p>>) {
            out.extend(items.iter().enumerate().map(|(index, entry)| Listed { section, index, entry }));
        }
        let mut out = Vec::new();
        for section in Self::SECTIONS {
            let entries = self.usual(section).into_iter().enumerate();
            out.extend(entries.map(|(index, entry)| Listed { section, index, entry }));
        }
        for (key, own) in &self.sections.0 {
            match &own.items {
                OwnItems::Entries(items) => listed(&key.name, items, &mut out),
                OwnItems::Keywords(items) => listed(&key.name, items, &mut out),
                OwnItems::Metrics(items) => listed(&key.name, items, &mut out),
                OwnItems::Quote(items) => listed(&key.name, items, &mut out),
                OwnItems::List(_) | OwnItems::Text(_) | OwnItems::Title => {}
            }
        }
        out
    }

    /// The language of texts that name none: `meta.language`, else English.
    #[must_use]
    pub fn language(&self) -> LanguageTag {
        self.meta.as_ref().and_then(|meta| meta.language.clone()).unwrap_or_else(LanguageTag::english)
    }

    /// When it was last changed, as far as it says.
    #[must_use]
    pub fn last_modified(&self) -> Option<PartialDate> {
        self.meta.as_ref().and_then(|meta| meta.last_modified).map(|stamp| stamp.0.value)
    }

    /// The date that ages count from where nothing else gives one: when it was last changed, else the newest date in it.
    #[must_use]
    pub fn reference_date(&self) -> Option<PartialDate> {
        self.last_modified().or_else(|| self.newest_date())
    }

    /// The newest date that any entry has, as far as it is known. Words such as `expected 2027` count for nothing here, since
    /// they may lie ahead.
    #[must_use]
    pub fn newest_date(&self) -> Option<PartialDate> {
        let dates = self.entries().into_iter().filter_map(|listed| listed.entry.newest());
        dates.max_by(|a, b| a.compare(*b))
    }

    fn usual(&self, section: &str) -> Vec<&dyn Entry> {
        fn all<T: Entry>(items: &[T]) -> Vec<&dyn Entry> {
            items.iter().map(|entry| entry as &dyn Entry).collect()
        }
        match section {
            "work" => all(&self.work),
            "projects" => all(&self.projects),
            "education" => all(&self.education),
            "skills" => all(&self.skills),
            "certificates" => all(&self.certificates),
            "publications" => all(&self.publications),
            "awards" => all(&self.awards),
            "volunteer" => all(&self.volunteer),
            "languages" => all(&self.languages),
            "interests" => all(&self.interests),
            "references" => all(&self.references),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Period, entry_path};
    use crate::diagnostic::Diagnostics;
    use crate::profile::{PartialDate, Profile};
    use crate::source::{Format, Sources, parse};

    fn profile(text: &str) -> Profile {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add("p.yaml", text);
        let node = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML");
        Profile::read(node, Format::Yaml, &sources, &mut diagnostics).expect("a profile")
    }

    fn date(text: &str) -> PartialDate {
        PartialDate::parse(text).expect("a date")
    }

    #[test]
    fn entries_of_all_sections_are_listed_with_their_paths() {
        let profile = profile(
            "work: [{name: A}, {name: B}]\nskills: [{name: C}]\nsections:\n  talks: {kind: entries, items: [{title: D}]}\n  \
             work: {title: Jobs}\n  notes: {kind: list, items: [E]}\nbasics: {summary: F}\n",
        );
        let paths: Vec<_> =
            profile.entries().iter().map(|listed| entry_path(&profile, listed.section, listed.index)).collect();
        assert_eq!(paths, ["work[0]", "work[1]", "skills[0]", "sections.talks.items[0]"]);
        assert_eq!(profile.section_ids(), ["summary", "work", "skills", "talks", "notes"]);
    }

    #[test]
    fn the_period_of_an_employer_holds_all_positions() {
        let profile = profile(
            "work:\n- positions:\n  - {startDate: 2015, endDate: 2017-03}\n  - {startDate: 2017-04, endDate: 2020}\n\
             - {startDate: 2021}\n- {name: A}\n- positions: [{startDate: 2010, endDate: 2011}, {startDate: 2009}]\n",
        );
        let periods: Vec<_> = profile.entries().iter().map(|listed| listed.entry.period()).collect();
        assert_eq!(
            periods,
            [
                Period::Closed(Some(date("2015")), date("2020")),
                Period::Open(Some(date("2021"))),
                Period::Unknown,
                Period::Open(Some(date("2009"))),
            ]
        );
        assert_eq!(profile.newest_date(), Some(date("2021")));
    }
}
