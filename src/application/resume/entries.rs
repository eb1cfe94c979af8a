//! The parts of sections: jobs, schools, projects and the like, each with what it shows.

use std::collections::BTreeMap;

use super::{Contact, Image, Line};
use crate::application::markup::Markup;

/// What every entry has: its id and the theme's own keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EntryKeys {
    /// The entry's id.
    pub id: Option<String>,
    /// Its `x-` keys without the `x-`.
    pub x: BTreeMap<String, Extra>,
}

/// The value of an `x-` key.
#[derive(Debug, Clone, PartialEq)]
pub enum Extra {
    /// A scalar.
    Text(Line),
    /// A list.
    List(Vec<Extra>),
    /// A mapping.
    Map(BTreeMap<String, Extra>),
}

/// One employer (or organization) with one or several roles, latest first as the profile has them.
///
/// With a single role, everything that can stand with the role stands there, and `dates`, `summary`, `highlights`,
/// `keywords` and `projects` of the employment are empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Employment {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// The employer or organization.
    pub organization: Option<Line>,
    /// What the employer does, in a few words.
    pub description: Option<Line>,
    /// The employer's website.
    pub url: Option<String>,
    /// Where.
    pub location: Option<Line>,
    /// From the first to the last role; only with several roles.
    pub dates: Option<Line>,
    /// What holds for all roles; only with several roles.
    pub summary: Option<Markup>,
    /// What holds for all roles; only with several roles.
    pub highlights: Vec<Highlight>,
    /// Keywords for all roles; only with several roles.
    pub keywords: Vec<Line>,
    /// Projects of no one role; only with several roles.
    pub projects: Vec<Project>,
    /// The roles; at least one unless the profile names neither a position nor anything done.
    pub roles: Vec<Role>,
}

/// One role at an employer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Role {
    /// The position.
    pub title: Option<Line>,
    /// When, worded.
    pub dates: Option<Line>,
    /// Where, if it differs from the employer's place.
    pub location: Option<Line>,
    /// What it was about.
    pub summary: Option<Markup>,
    /// What was achieved.
    pub highlights: Vec<Highlight>,
    /// What it was done with.
    pub keywords: Vec<Line>,
    /// Projects that were part of it.
    pub projects: Vec<Project>,
}

/// One achievement, with those nested under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Highlight {
    /// The text, inline.
    pub text: Markup,
    /// Nested highlights.
    pub children: Vec<Highlight>,
}

/// A course of study.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Education {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// The school.
    pub institution: Option<Line>,
    /// Its website.
    pub url: Option<String>,
    /// The field, such as `Computer Science`.
    pub area: Option<Line>,
    /// The degree, such as `Bachelor`.
    pub study_type: Option<Line>,
    /// When, worded.
    pub dates: Option<Line>,
    /// The grade.
    pub score: Option<Line>,
    /// Where.
    pub location: Option<Line>,
    /// What it was about.
    pub summary: Option<Markup>,
    /// Courses taken.
    pub courses: Vec<Line>,
    /// What was achieved.
    pub highlights: Vec<Highlight>,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Project {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// The name.
    pub name: Option<Line>,
    /// Its website.
    pub url: Option<String>,
    /// Its state, such as `Production`.
    pub status: Option<Line>,
    /// When, worded.
    pub dates: Option<Line>,
    /// For whom, such as a company.
    pub entity: Option<Line>,
    /// What kind, such as `application`.
    pub kind: Option<Line>,
    /// Where.
    pub location: Option<Line>,
    /// The person's part in it.
    pub roles: Vec<Line>,
    /// What it is.
    pub description: Option<Markup>,
    /// What was achieved.
    pub highlights: Vec<Highlight>,
    /// What it is made with.
    pub keywords: Vec<Line>,
}

/// A named group of keywords, such as a skill.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// The name.
    pub name: Option<Line>,
    /// How well, such as `Master`.
    pub level: Option<Line>,
    /// The keywords.
    pub keywords: Vec<Line>,
    /// What it is about; of interests.
    pub summary: Option<Markup>,
}

/// A language spoken.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Language {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// The language.
    pub language: Option<Line>,
    /// How well, and what shows it.
    pub fluency: Option<Line>,
}

/// A certificate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Certificate {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// The name.
    pub name: Option<Line>,
    /// Who issued it.
    pub issuer: Option<Line>,
    /// Where.
    pub location: Option<Line>,
    /// When, or since when and until when, worded.
    pub date: Option<Line>,
    /// Where it can be verified.
    pub url: Option<String>,
    /// Its badge.
    pub image: Option<Image>,
    /// What it is about.
    pub summary: Option<Markup>,
}

/// An award.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Award {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// What was awarded.
    pub title: Option<Line>,
    /// By whom.
    pub awarder: Option<Line>,
    /// Where.
    pub location: Option<Line>,
    /// When, worded.
    pub date: Option<Line>,
    /// Where it is announced.
    pub url: Option<String>,
    /// What for.
    pub summary: Option<Markup>,
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Publication {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// The title.
    pub name: Option<Line>,
    /// Who wrote it, the person included.
    pub authors: Vec<Line>,
    /// Where it appeared, as it is cited: the journal with volume, issue and pages, the publisher, the place.
    pub publisher: Option<Line>,
    /// What kind, such as `Conference paper`.
    pub kind: Option<Line>,
    /// Its DOI, as `doi:10.1000/182`.
    pub doi: Option<Doi>,
    /// When, worded.
    pub date: Option<Line>,
    /// Where it can be read.
    pub url: Option<String>,
    /// What it is about.
    pub summary: Option<Markup>,
}

/// The name of a publication that leads to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Doi {
    /// The name as it is shown, such as `doi:10.1000/182`.
    pub text: Line,
    /// The address that it leads to, at `https://doi.org/`; none for what is not a DOI in form.
    pub url: Option<String>,
}

/// What somebody says of the person.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reference {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// Who says it.
    pub name: Option<Line>,
    /// Their website.
    pub url: Option<String>,
    /// Their position.
    pub position: Option<Line>,
    /// Whom they work for.
    pub company: Option<Line>,
    /// How they know the person.
    pub relationship: Option<Line>,
    /// How to reach them: e-mail, then phone.
    pub contacts: Vec<Contact>,
    /// What they say.
    pub reference: Option<Markup>,
}

/// An entry of an own section.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entry {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// What leads.
    pub title: Option<Line>,
    /// What follows it.
    pub subtitle: Option<Line>,
    /// Where.
    pub location: Option<Line>,
    /// Where it leads.
    pub url: Option<String>,
    /// When, worded.
    pub dates: Option<Line>,
    /// Its state.
    pub status: Option<Line>,
    /// What it is about.
    pub summary: Option<Markup>,
    /// What was achieved.
    pub highlights: Vec<Highlight>,
    /// Keywords.
    pub keywords: Vec<Line>,
}

/// A figure with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// The figure, such as `1M+`.
    pub value: Line,
    /// What it counts.
    pub label: Option<Line>,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Id and `x-` keys.
    pub keys: EntryKeys,
    /// The words.
    pub text: Markup,
    /// Whose words they are.
    pub author: Option<Line>,
}
