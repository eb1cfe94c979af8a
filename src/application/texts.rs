//! Every text and every link target of a résumé, each with its place: what a page has to show, whatever it looks like.
//!
//! The parts are taken apart field by field, so that a new field does not compile until it is decided whether it is text.
//! Not text are ids, `x-` keys and the paths of images; texts that one reads elsewhere already (the dates of all roles
//! beside those of each) are left out.

use super::markup::{Block, Inline, Markup};
use super::resume::{
    Award, Certificate, Contact, Content, Doi, Education, Employment, Entry, Group, Highlight, Language, Letter, Line,
    Metric, Project, Publication, Quote, Reference, Resume, Role, Section,
};
use crate::diagnostic::Span;

/// A text that is shown, or where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The text on one line, without markup; a paragraph or list item each. Or the URL.
    pub text: String,
    /// Where it stands in the profile; none for words of the locale and URLs.
    pub span: Option<Span>,
    /// Whether it is the target of a link.
    pub is_link: bool,
}

/// All that a résumé shows, in its order.
#[must_use]
pub fn texts(resume: &Resume) -> Vec<Shown> {
    let mut texts = Texts(Vec::new());
    texts.header(resume);
    for Section { id: _, title, intro, content } in &resume.sections {
        texts.line(title);
        texts.markup(intro.as_ref());
        texts.content(content);
    }
    texts.0
}

/// All that a letter shows, with the header of the résumé that it goes with, in its order.
#[must_use]
pub fn letter_texts(resume: &Resume, letter: &Letter) -> Vec<Shown> {
    let Letter { document: _, recipient, date, subject, greeting, body, closing, signature: _, name } = letter;
    let mut texts = Texts(Vec::new());
    texts.header(resume);
    texts.all(recipient);
    texts.lines([date, subject, greeting]);
    texts.markup(Some(body));
    texts.lines([closing, name]);
    texts.0
}

struct Texts(Vec<Shown>);

impl Texts {
    fn header(&mut self, resume: &Resume) {
        self.lines([&resume.name, &resume.label, &resume.pronouns]);
        self.contacts(&resume.contacts);
    }

    fn contacts(&mut self, contacts: &[Contact]) {
        for Contact { kind: _, network, text, url } in contacts {
            let told = |network: &&Line| !text.text.to_lowercase().contains(&network.text.to_lowercase());
            self.all(network.iter().filter(told));
            self.line(text);
            self.url(url.as_ref());
        }
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::Prose(items) => items.iter().for_each(|it| self.markup(Some(it))),
            Content::Work(items) => items.iter().for_each(|it| self.employment(it)),
            Content::Education(items) => items.iter().for_each(|it| self.education(it)),
            Content::Projects(items) => items.iter().for_each(|it| self.project(it)),
            Content::Groups(items) => items.iter().for_each(|Group { keys: _, name, level, keywords, summary }| {
                self.lines([name, level]);
                self.all(keywords);
                self.markup(summary.as_ref());
            }),
            Content::Languages(items) => items.iter().for_each(|Language { keys: _, language, fluency }| {
                self.lines([language, fluency]);
            }),
            Content::Certificates(items) => items.iter().for_each(|it| {
                let Certificate { keys: _, name, issuer, location, date, url, image: _, summary } = it;
                self.lines([name, issuer, location, date]);
                self.url(url.as_ref());
                self.markup(summary.as_ref());
            }),
            Content::Awards(items) => items.iter().for_each(|it| {
                let Award { keys: _, title, awarder, location, date, url, summary } = it;
                self.lines([title, awarder, location, date]);
                self.url(url.as_ref());
                self.markup(summary.as_ref());
            }),
            Content::Publications(items) => items.iter().for_each(|it| {
                let Publication { keys: _, name, authors, publisher, kind, doi, date, url, summary } = it;
                self.lines([name, publisher, kind, date]);
                self.all(authors);
                self.url(url.as_ref());
                if let Some(Doi { text, url }) = doi {
                    self.line(text);
                    self.url(url.as_ref());
                }
                self.markup(summary.as_ref());
            }),
            Content::References(items) => items.iter().for_each(|it| {
                let Reference { keys: _, name, url, position, company, relationship, contacts, reference } = it;
                self.lines([name, position, company, relationship]);
                self.url(url.as_ref());
                self.contacts(contacts);
                self.markup(reference.as_ref());
            }),
            Content::Entries(items) => items.iter().for_each(|it| self.entry(it)),
            Content::List(items) => self.highlights(items),
            Content::Metrics(items) => items.iter().for_each(|Metric { keys: _, value, label }| {
                self.line(value);
                self.lines([label]);
            }),
            Content::Quotes(items) => items.iter().for_each(|Quote { keys: _, text, author }| {
                self.markup(Some(text));
                self.lines([author]);
            }),
        }
    }

    fn employment(&mut self, it: &Employment) {
        let Employment {
            keys: _,
            organization,
            description,
            url,
            location,
            dates,
            summary,
            highlights,
            keywords,
            projects,
            roles,
        } = it;
        self.lines([organization, description, location]);
        if roles.iter().any(|role| role.dates.is_none()) || roles.is_empty() {
            self.lines([dates]);
        }
        self.url(url.as_ref());
        self.markup(summary.as_ref());
        self.highlights(highlights);
        self.all(keywords);
        for it in projects {
            self.project(it);
        }
        for Role { title, dates, location, summary, highlights, keywords, projects } in roles {
            self.lines([title, dates, location]);
            self.markup(summary.as_ref());
            self.highlights(highlights);
            self.all(keywords);
            for it in projects {
                self.project(it);
            }
        }
    }

    fn education(&mut self, it: &Education) {
        let Education {
            keys: _,
            institution,
            url,
            area,
            study_type,
            dates,
            score,
            location,
            summary,
            courses,
            highlights,
        } = it;
        self.lines([institution, area, study_type, dates, score, location]);
        self.url(url.as_ref());
        self.markup(summary.as_ref());
        self.all(courses);
        self.highlights(highlights);
    }

    fn project(&mut self, it: &Project) {
        let Project {
            keys: _,
            name,
            url,
            status,
            dates,
            entity,
            kind,
            location,
            roles,
            description,
            highlights,
            keywords,
        } = it;
        self.lines([name, status, dates, entity, kind, location]);
        self.all(roles);
        self.url(url.as_ref());
        self.markup(description.as_ref());
        self.highlights(highlights);
        self.all(keywords);
    }

    fn entry(&mut self, it: &Entry) {
        let Entry { keys: _, title, subtitle, location, url, dates, status, summary, highlights, keywords } = it;
        self.lines([title, subtitle, location, dates, status]);
        self.url(url.as_ref());
        self.markup(summary.as_ref());
        self.highlights(highlights);
        self.all(keywords);
    }

    fn highlights(&mut self, items: &[Highlight]) {
        for Highlight { text, children } in items {
            self.markup(Some(text));
            self.highlights(children);
        }
    }

    fn markup(&mut self, markup: Option<&Markup>) {
        if let Some(Markup { blocks, span }) = markup {
            self.blocks(blocks, *span);
        }
    }

    fn blocks(&mut self, blocks: &[Block], span: Option<Span>) {
        for block in blocks {
            match block {
                Block::Paragraph(content) => {
                    self.text(Markup { blocks: vec![block.clone()], span }.plain_text(), span);
                    self.targets(content);
                }
                Block::List { start: _, items } => items.iter().for_each(|item| self.blocks(item, span)),
            }
        }
    }

    fn targets(&mut self, content: &[Inline]) {
        for piece in content {
            match piece {
                Inline::Link { url, content: _ } => self.url(Some(url)),
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => self.targets(inner),
                Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
            }
        }
    }

    fn lines<const N: usize>(&mut self, lines: [&Option<Line>; N]) {
        self.all(lines.into_iter().flatten());
    }

    fn all<'l>(&mut self, lines: impl IntoIterator<Item = &'l Line>) {
        lines.into_iter().for_each(|line| self.line(line));
    }

    fn line(&mut self, line: &Line) {
        self.text(line.text.clone(), line.span);
    }

    fn text(&mut self, text: String, span: Option<Span>) {
        self.0.push(Shown { text, span, is_link: false });
    }

    fn url(&mut self, url: Option<&String>) {
        self.0.extend(url.map(|url| Shown { text: url.clone(), span: None, is_link: true }));
    }
}
