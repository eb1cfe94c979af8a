//! The résumé as template values: mappings with the names of the fields of [`Resume`] and its parts.
//!
//! What is absent is `none` or an empty list, never undefined, so that a misspelt name is an error and an empty field is
//! not. A section's content stands under `entries`, whatever its kind. Texts keep their place in the profile. The path of
//! an image is its path in the Typst project.

use std::collections::BTreeMap;

use minijinja::Value;

use super::value::{MarkupValue, Record, TextValue};
use crate::application::markup::Markup;
use crate::application::resume::{
    Award, Certificate, Contact, Content, Direction, Document, Doi, Education, Employment, Entry, EntryKeys, Extra,
    Group, Highlight, Image, Language, Letter, Line, Metric, Project, Publication, Quote, Reference, Resume, Role,
    Section,
};

/// Names images in the Typst project: a path of the profile to a virtual path.
pub(super) type NameImage<'a> = dyn FnMut(&Image) -> String + 'a;

/// A [`Record`] from names and values.
macro_rules! record {
    ($($name:ident: $value:expr),* $(,)?) => {
        record(&[$(stringify!($name)),*], vec![$($value),*])
    };
}

pub(super) fn record(names: &'static [&'static str], values: Vec<Value>) -> Value {
    Value::from_object(Record { names, values })
}

/// The whole résumé, as templates see it.
pub(super) fn resume(resume: &Resume, name_image: &mut NameImage<'_>) -> Value {
    let direction = match resume.direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    };
    record! {
        language: Value::from(&resume.language),
        direction: Value::from(direction),
        script_family: text(resume.script_family.as_ref()),
        document: document(&resume.document),
        paper: Value::from(resume.paper.typst_name()),
        name: line(resume.name.as_ref()),
        label: line(resume.label.as_ref()),
        pronouns: line(resume.pronouns.as_ref()),
        photo: image(resume.photo.as_ref(), name_image),
        contacts: list(&resume.contacts, contact),
        sections: resume.sections.iter().map(|it| section(it, name_image)).collect(),
        words: Value::from_pairs(resume.words.iter().map(|(key, word)| (key.as_str(), word.as_str()))),
        x: extras(&resume.x),
    }
}

/// A letter, as templates see it.
pub(super) fn letter(letter: &Letter, name_image: &mut NameImage<'_>) -> Value {
    record! {
        document: document(&letter.document),
        recipient: lines(&letter.recipient),
        date: line(letter.date.as_ref()),
        subject: line(letter.subject.as_ref()),
        greeting: line(letter.greeting.as_ref()),
        body: some_markup(&letter.body),
        closing: line(letter.closing.as_ref()),
        signature: image(letter.signature.as_ref(), name_image),
        name: line(letter.name.as_ref()),
    }
}

fn list<T>(items: &[T], convert: fn(&T) -> Value) -> Value {
    items.iter().map(convert).collect()
}

fn line(line: Option<&Line>) -> Value {
    line.map_or(Value::from(()), some_line)
}

fn some_line(line: &Line) -> Value {
    Value::from_object(TextValue(line.clone()))
}

fn lines(lines: &[Line]) -> Value {
    list(lines, some_line)
}

fn text(text: Option<&String>) -> Value {
    text.map_or(Value::from(()), Value::from)
}

fn markup(markup: Option<&Markup>) -> Value {
    markup.map_or(Value::from(()), some_markup)
}

fn some_markup(markup: &Markup) -> Value {
    Value::from_object(MarkupValue(markup.clone()))
}

fn document(document: &Document) -> Value {
    record! {
        title: Value::from(&document.title),
        author: text(document.author.as_ref()),
        keywords: document.keywords.iter().map(Value::from).collect(),
        description: text(document.description.as_ref()),
        date: text(document.date.map(|date| date.to_string()).as_ref()),
    }
}

fn image(image: Option<&Image>, name_image: &mut NameImage<'_>) -> Value {
    match image {
        Some(image) => record! { path: Value::from(name_image(image)), alt: Value::from(&image.alt) },
        None => Value::from(()),
    }
}

fn contact(it: &Contact) -> Value {
    record! {
        kind: Value::from(it.kind.as_str()),
        network: line(it.network.as_ref()),
        text: some_line(&it.text),
        url: text(it.url.as_ref()),
    }
}

fn section(section: &Section, name_image: &mut NameImage<'_>) -> Value {
    let entries = match &section.content {
        Content::Prose(items) => list(items, some_markup),
        Content::Work(items) => list(items, employment),
        Content::Education(items) => list(items, education),
        Content::Projects(items) => list(items, project),
        Content::Groups(items) => list(items, group),
        Content::Languages(items) => list(items, language),
        Content::Certificates(items) => items.iter().map(|it| certificate(it, name_image)).collect(),
        Content::Awards(items) => list(items, award),
        Content::Publications(items) => list(items, publication),
        Content::References(items) => list(items, reference),
        Content::Entries(items) => list(items, entry),
        Content::List(items) => list(items, highlight),
        Content::Metrics(items) => list(items, metric),
        Content::Quotes(items) => list(items, quote),
    };
    record! {
        id: Value::from(&section.id),
        title: some_line(&section.title),
        kind: Value::from(section.content.kind()),
        intro: markup(section.intro.as_ref()),
        entries: entries,
    }
}

fn keys(keys: &EntryKeys) -> Value {
    record! { id: text(keys.id.as_ref()), x: extras(&keys.x) }
}

fn extras(extras: &BTreeMap<String, Extra>) -> Value {
    Value::from_pairs(extras.iter().map(|(key, value)| (key.as_str(), extra(value))))
}

fn extra(value: &Extra) -> Value {
    match value {
        Extra::Text(line) => some_line(line),
        Extra::List(items) => list(items, extra),
        Extra::Map(items) => extras(items),
    }
}

fn employment(it: &Employment) -> Value {
    record! {
        keys: keys(&it.keys),
        organization: line(it.organization.as_ref()),
        description: line(it.description.as_ref()),
        url: text(it.url.as_ref()),
        location: line(it.location.as_ref()),
        dates: line(it.dates.as_ref()),
        summary: markup(it.summary.as_ref()),
        highlights: list(&it.highlights, highlight),
        keywords: lines(&it.keywords),
        projects: list(&it.projects, project),
        roles: list(&it.roles, role),
    }
}

fn role(it: &Role) -> Value {
    record! {
        title: line(it.title.as_ref()),
        dates: line(it.dates.as_ref()),
        location: line(it.location.as_ref()),
        summary: markup(it.summary.as_ref()),
        highlights: list(&it.highlights, highlight),
        keywords: lines(&it.keywords),
        projects: list(&it.projects, project),
    }
}

fn highlight(it: &Highlight) -> Value {
    record! { text: some_markup(&it.text), children: list(&it.children, highlight) }
}

fn education(it: &Education) -> Value {
    record! {
        keys: keys(&it.keys),
        institution: line(it.institution.as_ref()),
        url: text(it.url.as_ref()),
        area: line(it.area.as_ref()),
        study_type: line(it.study_type.as_ref()),
        dates: line(it.dates.as_ref()),
        score: line(it.score.as_ref()),
        location: line(it.location.as_ref()),
        summary: markup(it.summary.as_ref()),
        courses: lines(&it.courses),
        highlights: list(&it.highlights, highlight),
    }
}

fn project(it: &Project) -> Value {
    record! {
        keys: keys(&it.keys),
        name: line(it.name.as_ref()),
        url: text(it.url.as_ref()),
        status: line(it.status.as_ref()),
        dates: line(it.dates.as_ref()),
        entity: line(it.entity.as_ref()),
        kind: line(it.kind.as_ref()),
        location: line(it.location.as_ref()),
        roles: lines(&it.roles),
        description: markup(it.description.as_ref()),
        highlights: list(&it.highlights, highlight),
        keywords: lines(&it.keywords),
    }
}

fn group(it: &Group) -> Value {
    record! {
        keys: keys(&it.keys),
        name: line(it.name.as_ref()),
        level: line(it.level.as_ref()),
        keywords: lines(&it.keywords),
        summary: markup(it.summary.as_ref()),
    }
}

fn language(it: &Language) -> Value {
    record! { keys: keys(&it.keys), language: line(it.language.as_ref()), fluency: line(it.fluency.as_ref()) }
}

fn certificate(it: &Certificate, name_image: &mut NameImage<'_>) -> Value {
    record! {
        keys: keys(&it.keys),
        name: line(it.name.as_ref()),
        issuer: line(it.issuer.as_ref()),
        location: line(it.location.as_ref()),
        date: line(it.date.as_ref()),
        url: text(it.url.as_ref()),
        image: image(it.image.as_ref(), name_image),
        summary: markup(it.summary.as_ref()),
    }
}

fn award(it: &Award) -> Value {
    record! {
        keys: keys(&it.keys),
        title: line(it.title.as_ref()),
        awarder: line(it.awarder.as_ref()),
        location: line(it.location.as_ref()),
        date: line(it.date.as_ref()),
        url: text(it.url.as_ref()),
        summary: markup(it.summary.as_ref()),
    }
}

fn publication(it: &Publication) -> Value {
    record! {
        keys: keys(&it.keys),
        name: line(it.name.as_ref()),
        authors: lines(&it.authors),
        publisher: line(it.publisher.as_ref()),
        kind: line(it.kind.as_ref()),
        doi: it.doi.as_ref().map_or(Value::from(()), doi),
        date: line(it.date.as_ref()),
        url: text(it.url.as_ref()),
        summary: markup(it.summary.as_ref()),
    }
}

fn doi(it: &Doi) -> Value {
    record! { text: some_line(&it.text), url: text(it.url.as_ref()) }
}

fn reference(it: &Reference) -> Value {
    record! {
        keys: keys(&it.keys),
        name: line(it.name.as_ref()),
        url: text(it.url.as_ref()),
        position: line(it.position.as_ref()),
        company: line(it.company.as_ref()),
        relationship: line(it.relationship.as_ref()),
        contacts: list(&it.contacts, contact),
        reference: markup(it.reference.as_ref()),
    }
}

fn entry(it: &Entry) -> Value {
    record! {
        keys: keys(&it.keys),
        title: line(it.title.as_ref()),
        subtitle: line(it.subtitle.as_ref()),
        location: line(it.location.as_ref()),
        url: text(it.url.as_ref()),
        dates: line(it.dates.as_ref()),
        status: line(it.status.as_ref()),
        summary: markup(it.summary.as_ref()),
        highlights: list(&it.highlights, highlight),
        keywords: lines(&it.keywords),
    }
}

fn metric(it: &Metric) -> Value {
    record! { keys: keys(&it.keys), value: some_line(&it.value), label: line(it.label.as_ref()) }
}

fn quote(it: &Quote) -> Value {
    record! { keys: keys(&it.keys), text: some_markup(&it.text), author: line(it.author.as_ref()) }
}
