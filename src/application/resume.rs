//! The résumé: what one application shows. Templates and exporters see only this.
//!
//! One language has been chosen, dates are worded, sections are titled and in order, and what is empty is gone: an
//! [`Option`] that is `Some` holds text that is not blank, and no list stands for a section without entries. Every text
//! knows the place in the profile that it comes from.

mod entries;

use std::collections::BTreeMap;

pub use self::entries::{
    Award, Certificate, Doi, Education, Employment, Entry, EntryKeys, Extra, Group, Highlight, Language, Metric,
    Project, Publication, Quote, Reference, Role,
};
use super::markup::Markup;
use crate::diagnostic::Span;
use crate::profile::PartialDate;

/// One line of plain text, with the place that it stems from; words of the locale have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The text: not blank, without line breaks or tabs.
    pub text: String,
    /// Where it stands in the profile.
    pub span: Option<Span>,
}

/// The direction of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// Everything that is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Resume {
    /// The language as a BCP 47 tag, such as `en` or `pt-BR`.
    pub language: String,
    /// The direction of the language's script.
    pub direction: Direction,
    /// The font family for the language's script, where the bundled ones lack it and another that is there has it.
    pub script_family: Option<String>,
    /// The document's own data, for PDF metadata.
    pub document: Document,
    /// The paper that the profile's country uses.
    pub paper: Paper,
    /// The name.
    pub name: Option<Line>,
    /// The job title; the heading where there is no name.
    pub label: Option<Line>,
    /// Pronouns.
    pub pronouns: Option<Line>,
    /// The photo.
    pub photo: Option<Image>,
    /// How to reach the person: place, e-mail, phone, website, profiles, in this order.
    pub contacts: Vec<Contact>,
    /// The sections, in the order in which they are shown.
    pub sections: Vec<Section>,
    /// Words of the locale by key, such as `courses`.
    pub words: BTreeMap<String, String>,
    /// The profile's own top-level `x-` keys, for a theme's use, without the `x-`.
    pub x: BTreeMap<String, Extra>,
}

/// A letter: what is shown below the header of a résumé.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// The document's own data, for PDF metadata.
    pub document: Document,
    /// Who it is to, in lines.
    pub recipient: Vec<Line>,
    /// The date, in words.
    pub date: Option<Line>,
    /// What it is about.
    pub subject: Option<Line>,
    /// How it begins.
    pub greeting: Option<Line>,
    /// What it says.
    pub body: Markup,
    /// How it ends.
    pub closing: Option<Line>,
    /// A picture of the signature.
    pub signature: Option<Image>,
    /// The name below the signature.
    pub name: Option<Line>,
}

/// What the PDF says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The title, such as `Ada Lovelace – Résumé` or `Ada Lovelace – Letter`.
    pub title: String,
    /// The author; none where the profile has no name.
    pub author: Option<String>,
    /// Keywords, from the skills; a letter has none.
    pub keywords: Vec<String>,
    /// A short description: the label, or what a letter is about.
    pub description: Option<String>,
    /// When the profile was last changed, or the date of a letter; none where they do not say.
    pub date: Option<PartialDate>,
}

/// A paper size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// ISO A4, 210 × 297 mm.
    A4,
    /// US letter, 8.5 × 11 in.
    Letter,
}

impl Paper {
    /// The name that Typst knows it by.
    #[must_use]
    pub fn typst_name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "us-letter",
        }
    }
}

/// An image of the profile or of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Which file it is.
    pub file: ImageFile,
    /// Where the path stands.
    pub span: Option<Span>,
    /// What it shows, in words, for those who cannot see it.
    pub alt: String,
}

/// The file of an image: the same path means another file in the profile and in a letter that lies elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageFile {
    /// The path as it was written, relative to the folder.
    pub path: String,
    /// The folder.
    pub beside: Beside,
}

/// What an image lies beside: paths are relative to the folder of the file that names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Beside {
    /// The profile.
    Profile,
    /// The letter.
    Letter,
}

/// One way to reach the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// What kind it is; decides the icon.
    pub kind: ContactKind,
    /// The network of a profile, such as `LinkedIn`.
    pub network: Option<Line>,
    /// What is shown.
    pub text: Line,
    /// Where it leads.
    pub url: Option<String>,
}

/// The kinds of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactKind {
    /// A postal place.
    Location,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// The person's website.
    Website,
    /// A profile at a network.
    Profile,
}

impl ContactKind {
    /// The word that templates see.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Location => "location",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Website => "website",
            Self::Profile => "profile",
        }
    }
}

/// One section with its title.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The stable name: `summary`, `work`, …, or the id of an own section.
    pub id: String,
    /// The title, worded by the locale, the theme's options or the profile.
    pub title: Line,
    /// A few sentences before the entries.
    pub intro: Option<Markup>,
    /// What it holds.
    pub content: Content,
}

/// What a section holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Running text: the summary, or an own section of kind `text`.
    Prose(Vec<Markup>),
    /// Employers with their roles: `work` and `volunteer`.
    Work(Vec<Employment>),
    /// Schools.
    Education(Vec<Education>),
    /// Projects.
    Projects(Vec<Project>),
    /// Named groups of keywords: skills, interests, own sections of kind `keywords`.
    Groups(Vec<Group>),
    /// Languages with fluency.
    Languages(Vec<Language>),
    /// Certificates.
    Certificates(Vec<Certificate>),
    /// Awards.
    Awards(Vec<Award>),
    /// Publications.
    Publications(Vec<Publication>),
    /// References.
    References(Vec<Reference>),
    /// Own sections of kind `entries`.
    Entries(Vec<Entry>),
    /// Own sections of kind `list`.
    List(Vec<Highlight>),
    /// Figures with labels.
    Metrics(Vec<Metric>),
    /// Quotations.
    Quotes(Vec<Quote>),
}

impl Content {
    /// The word that templates see.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Prose(_) => "prose",
            Self::Work(_) => "work",
            Self::Education(_) => "education",
            Self::Projects(_) => "projects",
            Self::Groups(_) => "groups",
            Self::Languages(_) => "languages",
            Self::Certificates(_) => "certificates",
            Self::Awards(_) => "awards",
            Self::Publications(_) => "publications",
            Self::References(_) => "references",
            Self::Entries(_) => "entries",
            Self::List(_) => "list",
            Self::Metrics(_) => "metrics",
            Self::Quotes(_) => "quotes",
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Prose(items) => items.is_empty(),
            Self::Work(items) => items.is_empty(),
            Self::Education(items) => items.is_empty(),
            Self::Projects(items) => items.is_empty(),
            Self::Groups(items) => items.is_empty(),
            Self::Languages(items) => items.is_empty(),
            Self::Certificates(items) => items.is_empty(),
            Self::Awards(items) => items.is_empty(),
            Self::Publications(items) => items.is_empty(),
            Self::References(items) => items.is_empty(),
            Self::Entries(items) => items.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Metrics(items) => items.is_empty(),
            Self::Quotes(items) => items.is_empty(),
        }
    }
}
