//! Entries of every kind. One in which nothing is left is left out.

use std::cmp::Ordering;

use super::contacts::{emails, phones};
use super::{Resolver, extras, image, url};
use crate::application::resume::{
    Award, Beside, Certificate, Education, Employment, Entry, EntryKeys, Group, Language, Line, Metric, Project, Quote,
    Reference, Role,
};
use crate::profile::{
    self, Date, EndDate, Extent, Extras, Id, JobProject, Keyword, LineText, Location, Moment, PartialDate, Position,
    Prose, WebUrl,
};

pub(super) fn keys(id: Option<&Id>, x: &Extras) -> EntryKeys {
    EntryKeys { id: id.map(|id| id.0.value.clone()), x: extras(x) }
}

/// What `work` and `volunteer` have in common.
pub(super) struct Job<'p> {
    id: Option<&'p Id>,
    x: &'p Extras,
    organization: Option<&'p LineText>,
    description: Option<&'p LineText>,
    url: Option<&'p WebUrl>,
    location: Option<&'p Location>,
    position: Option<&'p LineText>,
    positions: &'p [Position],
    start: Option<&'p Date>,
    end: Option<&'p EndDate>,
    summary: Option<&'p Prose>,
    highlights: &'p [profile::Highlight],
    keywords: &'p [Keyword],
    projects: &'p [JobProject],
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
            start: $entry.start_date.as_ref(),
            end: $entry.end_date.as_ref(),
            summary: $entry.summary.as_ref(),
            highlights: &$entry.highlights,
            keywords: &$entry.keywords,
            projects: &$entry.projects,
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
                location: self.location(job.location),
                dates: self.work_range(job.start, job.end),
                summary: self.blocks(job.summary),
                highlights: self.highlights(job.highlights),
                keywords: self.keywords(job.keywords),
                projects: self.projects(job.projects.iter().map(|project| &project.0)),
                roles: Vec::new(),
            };
            let title = self.line(job.position);
            out.extend(self.employment(employment, title, &job));
        }
        out
    }

    /// Gives an employment its roles. With one role, everything that can stand with the role moves there; with several,
    /// the employment's own dates, or else those from the first start to the last end, stand with the employer.
    fn employment(&mut self, mut employment: Employment, title: Option<Line>, job: &Job<'_>) -> Option<Employment> {
        for position in job.positions.iter().filter(|position| !position.private) {
            let role = Role {
                title: self.line(position.position.as_ref()),
                dates: self.work_range(position.start_date.as_ref(), position.end_date.as_ref()),
                location: self
                    .location(position.location.as_ref())
                    .filter(|place| employment.location.as_ref().is_none_or(|employer| employer.text != place.text)),
                summary: self.blocks(position.summary.as_ref()),
                highlights: self.highlights(&position.highlights),
                keywords: self.keywords(&position.keywords),
                projects: self.projects(position.projects.iter().map(|project| &project.0)),
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
                keywords: std::mem::take(&mut employment.keywords),
                projects: std::mem::take(&mut employment.projects),
            };
            if role != Role::default() {
                employment.roles.push(role);
            }
        } else {
            if let Some(title) = title {
                let dates = self.work_range(job.start, job.end);
                let role = Role { title: Some(title), dates, ..Role::default() };
                employment.roles.insert(0, role);
            }
            if employment.dates.is_none() && employment.roles.len() > 1 {
                // Without a duration: between two roles there may have been none.
                employment.dates = extent_of(job.positions).map(|extent| self.extent(&extent));
            }
        }
        let said =
            employment.organization.is_some() || employment.description.is_some() || employment.location.is_some();
        (said || !employment.roles.is_empty()).then_some(employment)
    }

    /// Keywords, each with its level in brackets.
    pub(super) fn keywords(&mut self, keywords: &[Keyword]) -> Vec<Line> {
        let mut out = Vec::new();
        for Keyword(keyword) in keywords {
            let (name, level) = (self.line(keyword.name.as_ref()), self.line(keyword.level.as_ref()));
            out.extend(match (name, level) {
                (Some(name), Some(level)) => Some(Line { text: self.with_aside(&name.text, &level.text), ..name }),
                (name, level) => name.or(level),
            });
        }
        out
    }

    pub(super) fn education(&mut self, entries: &[profile::Education]) -> Vec<Education> {
        let entries = entries.iter().filter(|entry| !entry.private);
        let resolved = entries.map(|entry| Education {
            keys: keys(entry.id.as_ref(), &entry.x),
            institution: self.line(entry.institution.as_ref()),
            url: url(entry.url.as_ref()),
            area: self.line(entry.area.as_ref()),
            study_type: self.line(entry.study_type.as_ref()),
            dates: self.range(entry.start_date.as_ref(), entry.end_date.as_ref()),
            score: self.line(entry.score.as_ref()),
            location: self.location(entry.location.as_ref()),
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

    pub(super) fn projects<'p>(&mut self, entries: impl Iterator<Item = &'p profile::Project>) -> Vec<Project> {
        let entries = entries.filter(|entry| !entry.private);
        let resolved = entries.map(|entry| Project {
            keys: keys(entry.id.as_ref(), &entry.x),
            name: self.line(entry.name.as_ref()),
            url: url(entry.url.as_ref()),
            status: self.line(entry.status.as_ref()),
            dates: self.range(entry.start_date.as_ref(), entry.end_date.as_ref()),
            entity: self.line(entry.entity.as_ref()),
            kind: self.line(entry.kind.as_ref()),
            location: self.location(entry.location.as_ref()),
            roles: self.lines(&entry.roles),
            description: self.blocks(entry.description.as_ref()),
            highlights: self.highlights(&entry.highlights),
            keywords: self.keywords(&entry.keywords),
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
            keywords: self.keywords(&entry.keywords),
            summary: None,
        });
        resolved.filter(|group| group.name.is_some() || group.level.is_some() || !group.keywords.is_empty()).collect()
    }

    pub(super) fn interests(&mut self, entries: &[profile::Interest]) -> Vec<Group> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| Group {
            keys: keys(entry.id.as_ref(), &entry.x),
            name: self.line(entry.name.as_ref()),
            level: None,
            keywords: self.keywords(&entry.keywords),
            summary: self.blocks(entry.summary.as_ref()),
        });
        resolved.filter(|group| *group != Group { keys: group.keys.clone(), ..Group::default() }).collect()
    }

    pub(super) fn languages(&mut self, entries: &[profile::Language]) -> Vec<Language> {
        let comma = self.locale.word("comma", &[]);
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| {
            let fluency = self.line(entry.fluency.as_ref()).into_iter().chain(self.keywords(&entry.keywords));
            Language {
                keys: keys(entry.id.as_ref(), &entry.x),
                language: self.line(entry.language.as_ref()),
                fluency: joined(fluency, &comma),
            }
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
                location: self.location(entry.location.as_ref()),
                date: match (entry.start_date.as_ref().or(entry.date.as_ref()), entry.end_date.as_ref()) {
                    // Nobody says that it goes on.
                    (start, None) => self.date(start),
                    (start, end) => self.range(start, end),
                },
                url: url(entry.url.as_ref()),
                image: image(entry.image.as_ref(), Beside::Profile, alt),
                summary: self.blocks(entry.summary.as_ref()),
                name,
            }
        });
        let nothing = |entry: &Certificate| Certificate {
            keys: entry.keys.clone(),
            url: entry.url.clone(),
            image: entry.image.clone(),
            ..Certificate::default()
        };
        resolved.filter(|entry| *entry != nothing(entry)).collect()
    }

    pub(super) fn awards(&mut self, entries: &[profile::Award]) -> Vec<Award> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| Award {
            keys: keys(entry.id.as_ref(), &entry.x),
            title: self.line(entry.title.as_ref()),
            awarder: self.line(entry.awarder.as_ref()),
            location: self.location(entry.location.as_ref()),
            date: self.date(entry.date.as_ref()),
            url: url(entry.url.as_ref()),
            summary: self.blocks(entry.summary.as_ref()),
        });
        resolved
            .filter(|entry| *entry != Award { keys: entry.keys.clone(), url: entry.url.clone(), ..Award::default() })
            .collect()
    }

    pub(super) fn references(&mut self, entries: &[profile::Reference]) -> Vec<Reference> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| Reference {
            keys: keys(entry.id.as_ref(), &entry.x),
            name: self.line(entry.name.as_ref()),
            url: url(entry.url.as_ref()),
            position: self.line(entry.position.as_ref()),
            company: self.line(entry.company.as_ref()),
            relationship: self.line(entry.relationship.as_ref()),
            contacts: [emails(&entry.email), phones(&entry.phone)].concat(),
            reference: self.blocks(entry.reference.as_ref()),
        });
        resolved
            .filter(|entry| {
                *entry != Reference { keys: entry.keys.clone(), url: entry.url.clone(), ..Reference::default() }
            })
            .collect()
    }

    pub(super) fn own_entries(&mut self, entries: &[profile::OwnEntry]) -> Vec<Entry> {
        let resolved = entries.iter().filter(|entry| !entry.private).map(|entry| Entry {
            keys: keys(entry.id.as_ref(), &entry.x),
            title: self.line(entry.title.as_ref()),
            subtitle: self.line(entry.subtitle.as_ref()),
            location: self.location(entry.location.as_ref()),
            url: url(entry.url.as_ref()),
            dates: self
                .date(entry.date.as_ref())
                .or_else(|| self.range(entry.start_date.as_ref(), entry.end_date.as_ref())),
            status: self.line(entry.status.as_ref()),
            summary: self.blocks(entry.summary.as_ref()),
            highlights: self.highlights(&entry.highlights),
            keywords: self.keywords(&entry.keywords),
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

/// What there is of the lines, as one.
fn joined(lines: impl Iterator<Item = Line>, comma: &str) -> Option<Line> {
    lines.reduce(|all, line| Line { text: format!("{}{comma}{}", all.text, line.text), ..all })
}

/// From the first start to the last end of several positions.
fn extent_of(positions: &[Position]) -> Option<Extent<'_>> {
    let shown = positions.iter().filter(|position| !position.private);
    let extents = shown.filter_map(|it| Extent::of(it.start_date.as_ref(), it.end_date.as_ref()));
    let extents: Vec<Extent<'_>> = extents.collect();
    let known = |moment: &Moment| moment.known();
    // Words without a year say nothing about the order, and stand only where nothing else does.
    let order =
        |a: Option<PartialDate>, b: Option<PartialDate>| a.zip(b).map_or(Ordering::Equal, |(a, b)| a.compare(b));
    let starts = || extents.iter().filter_map(|extent| Some((extent.start?, extent.span)));
    let first = starts().filter(|(start, _)| known(start).is_some()).min_by(|a, b| order(known(a.0), known(b.0)));
    let first = first.or_else(|| starts().next());
    let ends = || extents.iter().filter_map(|extent| Some((extent.end?, extent.end_span)));
    let last = ends().filter(|(end, _)| known(end).is_some()).max_by(|a, b| order(known(a.0), known(b.0)));
    let last = last.or_else(|| ends().next());
    let open = extents.iter().find(|extent| extent.end.is_none()).map(|extent| extent.end_span);
    let end_span = open.or(last.map(|(_, span)| span));
    let span = first.map(|(_, span)| span).or(end_span)?;
    let end = if open.is_some() { None } else { last.map(|(end, _)| end) };
    Some(Extent { start: first.map(|(start, _)| start), end, span, end_span: end_span.unwrap_or(span) })
}
