//! Entries of every kind. One in which nothing is left is left out.

use super::{Resolver, extras, image, url};
use crate::application::resume::{
    Award, Beside, Certificate, Education, Employment, Entry, EntryKeys, Group, Language, Metric, Project,
    Publication, Quote, Reference, Role,
};
use crate::profile::{self, Date, EndDate, Extras, Id, LineText, PartialDate, Position, Prose, WebUrl};

fn keys(id: Option<&Id>, x: &Extras) -> EntryKeys {
    EntryKeys { id: id.map(|id| id.0.value.clone()), x: extras(x) }
}

/// What `work` and `volunteer` have in common.
pub(super) struct Job<'p> {
    id: Option<&'p Id>,
    x: &'p Extras,
    organization: Option<&'p LineText>,
    description: Option<&'p LineText>,
    url: Option<&'p WebUrl>,
    location: Option<&'p LineText>,
    position: Option<&'p LineText>,
    positions: &'p [Position],
    start: Option<Date>,
    end: Option<EndDate>,
    summary: Option<&'p Prose>,
    highlights: &'p [profile::Highlight],
}

/// Reads a job from a record whose employer stands under this name.
macro_rules! job {
    ($entry:ident, $organization:ident, $description:expr) => {
        Self {
            id: $entry.id.as_ref(),
            x: &$entry.x,
            organization: $entry.$organization.as_ref(),
            description: $description,
            url: $entry.url.as_ref(),
            location: $entry.location.as_ref(),
            position: $entry.position.as_ref(),
            positions: &$entry.positions,
            start: $entry.start_date,
            end: $entry.end_date,
            summary: $entry.summary.as_ref(),
            highlights: &$entry.highlights,
        }
    };
}

impl<'p> From<&'p profile::Work> for Job<'p> {
    fn from(entry: &'p profile::Work) -> Self {
        job!(entry, name, entry.description.as_ref())
    }
}

impl<'p> From<&'p profile::Volunteer> for Job<'p> {
    fn from(entry: &'p profile::Volunteer) -> Self {
        job!(entry, organization, None)
    }
}

impl Resolver<'_> {
    /// Employers or organizations with their roles; those that are private stay out.
    pub(super) fn jobs<'p, T: profile::Entry>(&mut self, entries: &'p [T]) -> Vec<Employment>
    where
        Job<'p>: From<&'p T>,
    {
        let mut out = Vec::new();
        for job in entries.iter().filter(|entry| !entry.is_private()).map(Job::from) {
            let employment = Employment {
                keys: keys(job.id, job.x),
                organization: self.line(job.organization),
                description: self.line(job.description),
                url: url(job.url),
                location: self.line(job.location),
                dates: self.work_range(job.start, job.end),
                summary: self.blocks(job.summary),
                highlights: self.highlights(job.highlights),
                roles: Vec::new(),
            };
            let title = self.line(job.position);
            out.extend(self.employment(employment, title, &job));
        }
        out
    }

    /// Gives an employment its roles. With one role, everything that can stand with the role moves there; with several,
    /// the employment's own dates, or else those from the first start to the last end, stand with the employer.
    fn employment(
        &mut self,
        mut employment: Employment,
        title: Option<crate::application::resume::Line>,
        job: &Job<'_>,
    ) -> Option<Employment> {
        for position in job.positions.iter().filter(|position| !position.private) {
            let role = Role {
                title: self.line(position.position.as_ref()),
                dates: self.work_range(position.start_date, position.end_date),
                location: self
                    .line(position.location.as_ref())
                    .filter(|place| employment.location.as_ref().is_none_or(|employer| employer.text != place.text)),
                summary: self.blocks(position.summary.as_ref()),
                highlights: self.highlights(&position.highlights),
            };
            employment.roles.push(role);
        }
        if employment.roles.is_empty() {
            let role = Role {
                title,
                dates: employment.dates.take(),
                location: None,
                summary: employment.summary.take(),
                highlights: std::mem::take(&mut employment.highlights),
            };
            if role.title.is_some() || role.dates.is_some() || role.summary.is_some() || !role.highlights.is_empty() {
                employment.roles.push(role);
            }
        } else {
            if let Some(title) = title {
                let dates = self.work_range(job.start, job.end);
                let role = Role { title: Some(title), dates, location: None, summary: None, highlights: Vec::new() };
                employment.roles.insert(0, role);
            }
            if employment.dates.is_none() {
                let (start, end) = span_of(job.positions);
                // Without a duration: between two roles there may have been none.
                employment.dates = self.range(start, end);
            }
        }
        let said =
            employment.organization.is_some() || employment.description.is_some() || employment.location.is_some();
        (said || !employment.roles.is_empty()).then_some(employment)
    }

    pub(super) fn education(&mut self, entries: &[profile::Education]) -> Vec<Education> {
        let entries = entries.iter().filter(|entry| !entry.private);
        let resolved = entries.map(|entry| Education {
            keys: keys(entry.id.as_ref(), &entry.x),
            institution: self.line(entry.institution.as_ref()),
            url: url(entry.url.as_ref()),
            area: self.line(entry.area.as_ref()),
            study_type: self.line(entry.study_type.as_ref()),
            dates: self.range(entry.start_date, entry.end_date),
            score: self.line(entry.score.as_ref()),
            location: self.line(entry.location.as_ref()),
            summary: self.blocks(entry.summary.as_ref()),
            courses: self.lines(&entry.courses),
            highlights: self.highlights(&entry.highlights),
        });
        resolved
            .filter(|entry| {
                *entry != Education { keys: entry.keys.clone(), url: entry.url.clone(), ..Education::default() }
            })
            .collect()
    }

    pub(super) fn projects(&mut self, entries: &[profile::Project]) -> Vec<Project> {
        let entries = entries.iter().filter(|entry| !entry.private);
        let resolved = entries.map(|entry| Project {
            keys: keys(entry.id.as_ref(), &entry.x),
            name: self.line(entry.name.as_ref()),
            url: url(entry.url.as_ref()),
            status: self.line(entry.status.as_ref()),
            dates: self.range(entry.start_date, entry.end_date),
            entity: self.line(entry.entity.as_ref()),
            kind: self.line(entry.kind.as_ref()),
            roles: self.lines(&entry.roles),
            description: self.blocks(entry.description.as_ref()),
            highlights: self.highlights(&entry.highlights),
            keywords: self.lines(&entry.keywords),
        });
        resolved
            .filter(|entry| {
                *entry != Project { keys: entry.keys.clone(), url: entry.url.clone(), ..Project::default() }
            })
            .collect()
    }

    pub(super) fn skills<'p>(&mut self, entries: impl Iterator<Item = &'p profile::Skill>) -> Vec<Group> {
        let resolved = entries.filter(|entry| !entry.private).map(|entry| Group {
            keys: keys(entry.id.as_ref(), &entry.x),
            name: self.line(entry.name.as_ref()),
            level: self.line(entry.level.as_ref()),
            keywords: self.lines(&entry.keywords),
        });
        resolved.filter(|group| group.name.is_some() || group.level.is_some() || !group.keywords.is_empty()).collect()
    }

    pub(super) fn interests(&mut self, entries: &[profile::Interest]) -> Vec<Group> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| Group {
            keys: keys(entry.id.as_ref(), &entry.x),
            name: self.line(entry.name.as_ref()),
            level: None,
            keywords: self.lines(&entry.keywords),
        });
        resolved.filter(|group| group.name.is_some() || !group.keywords.is_empty()).collect()
    }

    pub(super) fn languages(&mut self, entries: &[profile::Language]) -> Vec<Language> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| Language {
            keys: keys(entry.id.as_ref(), &entry.x),
            language: self.line(entry.language.as_ref()),
            fluency: self.line(entry.fluency.as_ref()),
        });
        resolved.filter(|entry| entry.language.is_some() || entry.fluency.is_some()).collect()
    }

    pub(super) fn certificates(&mut self, entries: &[profile::Certificate]) -> Vec<Certificate> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| {
            let name = self.line(entry.name.as_ref());
            let alt = name.as_ref().map_or_else(String::new, |name| name.text.clone());
            Certificate {
                keys: keys(entry.id.as_ref(), &entry.x),
                issuer: self.line(entry.issuer.as_ref()),
                date: self.date(entry.date),
                url: url(entry.url.as_ref()),
                image: image(entry.image.as_ref(), Beside::Profile, alt),
                summary: self.blocks(entry.summary.as_ref()),
                name,
            }
        });
        resolved.filter(|entry| entry.name.is_some() || entry.issuer.is_some() || entry.summary.is_some()).collect()
    }

    pub(super) fn awards(&mut self, entries: &[profile::Award]) -> Vec<Award> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| Award {
            keys: keys(entry.id.as_ref(), &entry.x),
            title: self.line(entry.title.as_ref()),
            awarder: self.line(entry.awarder.as_ref()),
            date: self.date(entry.date),
            url: url(entry.url.as_ref()),
            summary: self.blocks(entry.summary.as_ref()),
        });
        resolved.filter(|entry| entry.title.is_some() || entry.awarder.is_some() || entry.summary.is_some()).collect()
    }

    pub(super) fn publications(&mut self, entries: &[profile::Publication]) -> Vec<Publication> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| Publication {
            keys: keys(entry.id.as_ref(), &entry.x),
            name: self.line(entry.name.as_ref()),
            authors: self.lines(&entry.authors),
            publisher: self.line(entry.publisher.as_ref()),
            date: self.date(entry.release_date),
            url: url(entry.url.as_ref()),
            summary: self.blocks(entry.summary.as_ref()),
        });
        let said = |entry: &Publication| entry.name.is_some() || entry.publisher.is_some() || entry.summary.is_some();
        resolved.filter(|entry| said(entry) || !entry.authors.is_empty()).collect()
    }

    pub(super) fn references(&mut self, entries: &[profile::Reference]) -> Vec<Reference> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| Reference {
            keys: keys(entry.id.as_ref(), &entry.x),
            name: self.line(entry.name.as_ref()),
            reference: self.blocks(entry.reference.as_ref()),
        });
        resolved.filter(|entry| entry.name.is_some() || entry.reference.is_some()).collect()
    }

    pub(super) fn own_entries(&mut self, entries: &[profile::OwnEntry]) -> Vec<Entry> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| Entry {
            keys: keys(entry.id.as_ref(), &entry.x),
            title: self.line(entry.title.as_ref()),
            subtitle: self.line(entry.subtitle.as_ref()),
            location: self.line(entry.location.as_ref()),
            url: url(entry.url.as_ref()),
            dates: self.date(entry.date).or_else(|| self.range(entry.start_date, entry.end_date)),
            status: self.line(entry.status.as_ref()),
            summary: self.blocks(entry.summary.as_ref()),
            highlights: self.highlights(&entry.highlights),
            keywords: self.lines(&entry.keywords),
        });
        resolved
            .filter(|entry| *entry != Entry { keys: entry.keys.clone(), url: entry.url.clone(), ..Entry::default() })
            .collect()
    }

    pub(super) fn metrics(&mut self, entries: &[profile::Metric]) -> Vec<Metric> {
        let mut out = Vec::new();
        for entry in entries.iter().filter(|entry| !entry.private) {
            let (value, label) = (self.line(entry.value.as_ref()), self.line(entry.label.as_ref()));
            // A label without its figure still says something, and leads then.
            let (value, label) = if value.is_none() { (label, None) } else { (value, label) };
            out.extend(value.map(|value| Metric { keys: keys(entry.id.as_ref(), &entry.x), value, label }));
        }
        out
    }

    pub(super) fn quotes(&mut self, entries: &[profile::Quote]) -> Vec<Quote> {
        let mut out = Vec::new();
        for profile::Quote(entry) in entries.iter().filter(|entry| !entry.0.private) {
            let author = self.line(entry.author.as_ref());
            let text = self.blocks(entry.text.as_ref());
            out.extend(text.map(|text| Quote { keys: keys(entry.id.as_ref(), &entry.x), text, author }));
        }
        out
    }
}

/// From the first start to the last end of several positions.
fn span_of(positions: &[Position]) -> (Option<Date>, Option<EndDate>) {
    let shown = || positions.iter().filter(|position| !position.private);
    let order = |a: PartialDate, b: PartialDate| a.compare(b);
    let start = shown().filter_map(|position| position.start_date).min_by(|a, b| order(a.value, b.value));
    let open = shown().find_map(|position| match (position.start_date, position.end_date) {
        (_, Some(EndDate::Present(span))) => Some(span),
        (Some(start), None) => Some(start.span),
        _ => None,
    });
    let last = shown().filter_map(|position| match position.end_date {
        Some(EndDate::On(date)) => Some(date),
        _ => None,
    });
    let end = open.map(EndDate::Present).or_else(|| last.max_by(|a, b| order(a.value, b.value)).map(EndDate::On));
    (start, end)
}
