//! Every text that a theme shows of a profile, one a line, in the order in which it is read:
//! `cargo run --example texts PROFILE [THEME]`. What text extractors find in the PDF can be compared with it.
//!
//! It is also what an exporter begins with: the `Resume` is walked once, and nothing else of the profile is looked at.

use std::io::Write;
use std::path::Path;

use curricle::application::markup::{Block, Inline, Markup};
use curricle::application::resolve;
use curricle::application::resume::{
    Content, Education, Employment, Entry, Highlight, Line, Project, Resume, Role, Section,
};
use curricle::batch::{Input, load};
use curricle::source::Sources;
use curricle::theme::ThemeStore;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: texts PROFILE [THEME]")?;
    let theme = arguments.next().unwrap_or_else(|| "plain".into());
    let folder = Path::new(&path).parent().unwrap_or(Path::new(".")).to_path_buf();
    let input = Input { name: path.clone(), bytes: std::fs::read(&path)?, folder };
    let profile = load(&input, &[], &mut Sources::new())?.value;
    // What the theme decides about content: order, titles, date style.
    let look = ThemeStore::default().load(&theme, &mut Sources::new())?.value;
    let resume = resolve(&profile, None, &look.resolve(&[])?.value.presentation())?.value;
    let mut texts = Texts { ledger: theme == "ledger", lines: Vec::new() };
    texts.resume(&resume);
    std::io::stdout().write_all((texts.lines.join("\n") + "\n").as_bytes())?;
    Ok(())
}

struct Texts {
    /// `ledger` has dates beside the name that they belong to, `plain` below it.
    ledger: bool,
    lines: Vec<String>,
}

impl Texts {
    fn resume(&mut self, resume: &Resume) {
        self.all([&resume.name, &resume.label, &resume.pronouns]);
        for contact in &resume.contacts {
            self.push(&contact.text.text);
        }
        for section in &resume.sections {
            self.section(section);
        }
    }

    fn section(&mut self, section: &Section) {
        let title = &section.title.text;
        self.push(&if self.ledger { title.clone() } else { title.to_uppercase() });
        self.markup(section.intro.as_ref());
        match &section.content {
            Content::Prose(items) => items.iter().for_each(|it| self.markup(Some(it))),
            Content::Work(items) => items.iter().for_each(|it| self.employment(it)),
            Content::Education(items) => items.iter().for_each(|it| self.education(it)),
            Content::Projects(items) => items.iter().for_each(|it| self.project(it)),
            Content::Entries(items) => items.iter().for_each(|it| self.entry(it)),
            Content::List(items) => self.highlights(items),
            Content::Groups(items) => items.iter().for_each(|it| {
                self.all([&it.name, &it.level]);
                self.lines(&it.keywords);
            }),
            Content::Languages(items) => items.iter().for_each(|it| self.all([&it.language, &it.fluency])),
            Content::Certificates(items) => items.iter().for_each(|it| {
                self.all([&it.name, &it.issuer, &it.date]);
                self.markup(it.summary.as_ref());
            }),
            Content::Awards(items) => items.iter().for_each(|it| {
                self.all([&it.title, &it.awarder, &it.date]);
                self.markup(it.summary.as_ref());
            }),
            Content::Publications(items) => items.iter().for_each(|it| {
                self.all([&it.name, if self.ledger { &it.date } else { &None }]);
                self.lines(&it.authors);
                self.all([&it.publisher, if self.ledger { &None } else { &it.date }]);
                self.markup(it.summary.as_ref());
            }),
            Content::References(items) => items.iter().for_each(|it| {
                self.all([&it.name]);
                self.markup(it.reference.as_ref());
            }),
            Content::Metrics(items) => items.iter().for_each(|it| {
                self.push(&it.value.text);
                self.all([&it.label]);
            }),
            Content::Quotes(items) => items.iter().for_each(|it| {
                self.markup(Some(&it.text));
                self.all([&it.author]);
            }),
        }
    }

    fn employment(&mut self, it: &Employment) {
        let one = it.roles.len() < 2;
        let first = it.roles.first();
        let own = first.and_then(|role| role.dates.clone());
        let when = if one || !self.ledger { own.or_else(|| it.dates.clone()) } else { None };
        let title = first.and_then(|role| role.title.clone());
        let place = first.and_then(|role| role.location.clone());
        match (self.ledger, one) {
            (true, true) if it.organization.is_none() => self.all([&title, &place, &it.location, &when]),
            (true, true) => self.all([&it.organization, &when, &title, &place, &it.location]),
            (true, false) => self.all([&it.organization, &it.location]),
            (false, _) => self.all([&it.organization, &it.location, &title, &place, &when]),
        }
        self.all([&it.description]);
        self.markup(it.summary.as_ref());
        self.highlights(&it.highlights);
        for (index, role) in it.roles.iter().enumerate() {
            let Role { title, dates, location, .. } = role;
            match (self.ledger, one, index) {
                (true, true, _) | (false, _, 0) => {}
                (true, false, _) => self.all([title, location, dates]),
                (false, ..) => self.all([&it.organization, &it.location, title, location, dates]),
            }
            self.markup(role.summary.as_ref());
            self.highlights(&role.highlights);
        }
    }

    fn education(&mut self, it: &Education) {
        if self.ledger {
            self.all([&it.institution, &it.dates, &it.study_type, &it.area, &it.score, &it.location]);
        } else {
            self.all([&it.institution, &it.location, &it.study_type, &it.area, &it.score, &it.dates]);
        }
        self.markup(it.summary.as_ref());
        self.lines(&it.courses);
        self.highlights(&it.highlights);
    }

    fn project(&mut self, it: &Project) {
        self.all([&it.name]);
        if self.ledger {
            self.all([&it.status, &it.dates]);
        }
        self.lines(&it.roles);
        self.all([&it.entity, &it.kind]);
        if !self.ledger {
            self.all([&it.status, &it.dates]);
        }
        self.markup(it.description.as_ref());
        self.lines(&it.keywords);
        self.highlights(&it.highlights);
    }

    fn entry(&mut self, it: &Entry) {
        if self.ledger {
            self.all([&it.title, &it.status, &it.dates, &it.subtitle, &it.location]);
        } else {
            self.all([&it.title, &it.location, &it.subtitle, &it.status, &it.dates]);
        }
        self.markup(it.summary.as_ref());
        self.lines(&it.keywords);
        self.highlights(&it.highlights);
    }

    fn highlights(&mut self, highlights: &[Highlight]) {
        for highlight in highlights {
            self.markup(Some(&highlight.text));
            self.highlights(&highlight.children);
        }
    }

    fn markup(&mut self, markup: Option<&Markup>) {
        self.blocks(markup.map_or(&[], |markup| &markup.blocks));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content) => self.inlines(content),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
            }
        }
    }

    /// Each piece is a line of its own: in the tags of a PDF, bold text is a piece apart.
    fn inlines(&mut self, content: &[Inline]) {
        for piece in content {
            match piece {
                Inline::Text(text) | Inline::Code(text) => self.push(text.trim()),
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => self.inlines(inner),
                Inline::Link { content, .. } => self.inlines(content),
                Inline::Break => {}
            }
        }
    }

    fn lines(&mut self, lines: &[Line]) {
        for line in lines {
            self.push(&line.text);
        }
    }

    fn all<const N: usize>(&mut self, lines: [&Option<Line>; N]) {
        for line in lines.into_iter().flatten() {
            self.push(&line.text);
        }
    }

    fn push(&mut self, text: &str) {
        self.lines.extend(Some(text).filter(|text| !text.is_empty()).map(str::to_owned));
    }
}
