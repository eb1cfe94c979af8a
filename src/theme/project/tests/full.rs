//! A résumé with every field filled by one text.

use std::collections::BTreeMap;

use crate::application::markup::{Block, Inline, Markup};
use crate::application::resume::{
    Award, Beside, Certificate, Contact, ContactKind, Content, Direction, Document, Doi, Education, Employment, Entry,
    EntryKeys, Extra, Group, Highlight, Image, ImageFile, Language, Letter, Line, Metric, Paper, Project, Publication,
    Quote, Reference, Resume, Role, Section,
};

/// The text everywhere.
pub(super) fn resume(text: &str) -> Resume {
    let section = |content: Content| Section {
        id: content.kind().to_owned(),
        title: line(text),
        intro: Some(markup(text)),
        content,
    };
    Resume {
        language: "en".into(),
        direction: Direction::Ltr,
        document: Document {
            title: text.into(),
            author: Some(text.into()),
            keywords: vec![text.into()],
            description: Some(text.into()),
            date: None,
        },
        script_family: Some(text.into()),
        paper: Paper::A4,
        name: Some(line(text)),
        label: Some(line(text)),
        pronouns: Some(line(text)),
        photo: Some(image(text)),
        contacts: contacts(text),
        sections: contents(text).into_iter().map(section).collect(),
        words: BTreeMap::from([("courses".to_owned(), text.to_owned())]),
        x: BTreeMap::new(),
    }
}

/// A letter with the text everywhere.
pub(super) fn letter(text: &str) -> Letter {
    let signature = ImageFile { path: "a.png".into(), beside: Beside::Letter };
    Letter {
        document: resume(text).document,
        recipient: vec![line(text), line(text)],
        date: Some(line(text)),
        subject: Some(line(text)),
        greeting: Some(line(text)),
        body: markup(text),
        closing: Some(line(text)),
        signature: Some(Image { file: signature, span: None, alt: text.to_owned() }),
        name: Some(line(text)),
    }
}

#[allow(clippy::too_many_lines, reason = "one literal for each kind of section")]
fn contents(text: &str) -> Vec<Content> {
    let url = || Some(text.to_owned());
    let some = || Some(line(text));
    let lines = || vec![line(text), line(text)];
    let prose = || Some(markup(text));
    let keys = || EntryKeys { id: None, x: BTreeMap::from([("own".to_owned(), Extra::Text(line(text)))]) };
    let highlights = || {
        let leaf = Highlight { text: markup(text), children: vec![] };
        vec![leaf.clone(), Highlight { text: markup(text), children: vec![leaf] }]
    };
    let project = || Project {
        keys: keys(),
        name: some(),
        url: url(),
        status: some(),
        dates: some(),
        entity: some(),
        kind: some(),
        location: some(),
        roles: lines(),
        description: prose(),
        highlights: highlights(),
        keywords: lines(),
    };
    let role = || Role {
        title: some(),
        dates: some(),
        location: some(),
        summary: prose(),
        highlights: highlights(),
        keywords: lines(),
        projects: vec![project()],
    };
    vec![
        Content::Prose(vec![markup(text), markup(text)]),
        Content::Work(vec![Employment {
            keys: keys(),
            organization: some(),
            description: some(),
            url: url(),
            location: some(),
            dates: some(),
            summary: prose(),
            highlights: highlights(),
            keywords: lines(),
            projects: vec![project()],
            roles: vec![role(), role()],
        }]),
        Content::Education(vec![Education {
            keys: keys(),
            institution: some(),
            url: url(),
            area: some(),
            study_type: some(),
            dates: some(),
            score: some(),
            location: some(),
            summary: prose(),
            courses: lines(),
            highlights: highlights(),
        }]),
        Content::Projects(vec![project()]),
        Content::Groups(vec![Group { keys: keys(), name: some(), level: some(), keywords: lines(), summary: prose() }]),
        Content::Languages(vec![Language { keys: keys(), language: some(), fluency: some() }]),
        Content::Certificates(vec![Certificate {
            keys: keys(),
            name: some(),
            issuer: some(),
            location: some(),
            date: some(),
            url: url(),
            image: Some(image(text)),
            summary: prose(),
        }]),
        Content::Awards(vec![Award {
            keys: keys(),
            title: some(),
            awarder: some(),
            location: some(),
            date: some(),
            url: url(),
            summary: prose(),
        }]),
        Content::Publications(vec![Publication {
            keys: keys(),
            name: some(),
            authors: lines(),
            publisher: some(),
            kind: some(),
            doi: Some(Doi { text: line(text), url: url() }),
            date: some(),
            url: url(),
            summary: prose(),
        }]),
        Content::References(vec![Reference {
            keys: keys(),
            name: some(),
            url: url(),
            position: some(),
            company: some(),
            relationship: some(),
            contacts: contacts(text),
            reference: prose(),
        }]),
        Content::Entries(vec![Entry {
            keys: keys(),
            title: some(),
            subtitle: some(),
            location: some(),
            url: url(),
            dates: some(),
            status: some(),
            summary: prose(),
            highlights: highlights(),
            keywords: lines(),
        }]),
        Content::List(highlights()),
        Content::Metrics(vec![Metric { keys: keys(), value: line(text), label: some() }]),
        Content::Quotes(vec![Quote { keys: keys(), text: markup(text), author: some() }]),
    ]
}

fn contacts(text: &str) -> Vec<Contact> {
    let (text, url) = (line(text), Some(text.to_owned()));
    vec![Contact { kind: ContactKind::Profile, network: Some(text.clone()), text, url }]
}

fn line(text: &str) -> Line {
    Line { text: text.into(), span: None }
}

fn image(text: &str) -> Image {
    Image { file: super::file("a.png"), span: None, alt: text.to_owned() }
}

/// Every kind of block and inline markup.
fn markup(text: &str) -> Markup {
    let leaf = || vec![Inline::Text(text.into())];
    let all = vec![
        Inline::Text(text.into()),
        Inline::Strong(leaf()),
        Inline::Emphasis(leaf()),
        Inline::Strike(leaf()),
        Inline::Code(text.into()),
        Inline::Break,
        Inline::Link { url: text.into(), content: leaf() },
    ];
    let list = |start| Block::List { start, items: vec![vec![Block::Paragraph(leaf())]] };
    Markup { blocks: vec![Block::Paragraph(all), list(None), list(Some(3)), Block::Paragraph(leaf())], span: None }
}
