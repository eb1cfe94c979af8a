//! What a text format says of a résumé or a letter, as a tree of a few kinds of blocks.
//!
//! This is the one place beside the themes' templates that knows the fields of a résumé: each is said exactly once, in
//! the order of the page. Formats write the blocks out and know nothing of employers and schools. Photos and badges
//! are pictures, and not said.

use std::collections::BTreeMap;

use crate::application::markup::{self, Inline, Markup};
use crate::application::resume::{
    Award, Certificate, Contact, Content, Education, Employment, Entry, Group, Highlight, Letter, Line, Project,
    Publication, Quote, Reference, Resume, Section,
};

/// The level of the heading that is the document's title; a résumé without name and label has none.
pub(super) const TITLE: u8 = 1;

/// The level of a section's heading.
pub(super) const SECTION: u8 = 2;

/// The level of an entry's heading.
const ENTRY: u8 = 3;

/// The level of the heading of one role of several.
const ROLE: u8 = 4;

/// A piece of running text.
pub(super) type Run = Vec<Inline>;

/// What stands below each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading.
    Heading {
        /// The level, from [`TITLE`].
        level: u8,
        /// What it says.
        content: Run,
    },
    /// Lines that belong together, each on its own; a paragraph is a single one.
    Lines(Vec<Run>),
    /// A list; numbered from `start` where it has one.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// The items, each with its blocks.
        items: Vec<Vec<Block>>,
    },
    /// Words of somebody else.
    Quote(Vec<Block>),
}

/// Everything that a résumé says, or a letter under its header where there is one, in reading order.
pub(super) fn document(resume: &Resume, letter: Option<&Letter>) -> Vec<Block> {
    let mut walk = Walk { marks: Marks::of(&resume.words), words: &resume.words, blocks: Vec::new() };
    walk.header(resume);
    match letter {
        Some(letter) => walk.letter(letter),
        None => resume.sections.iter().for_each(|section| walk.section(section)),
    }
    walk.blocks
}

struct Walk<'r> {
    marks: Marks<'r>,
    words: &'r BTreeMap<String, String>,
    blocks: Vec<Block>,
}

impl Walk<'_> {
    fn header(&mut self, resume: &Resume) {
        let marks = self.marks;
        let (title, label) = match &resume.name {
            Some(_) => (&resume.name, run(&resume.label)),
            None => (&resume.label, Run::new()),
        };
        self.heading(TITLE, run(title));
        self.lines([label, run(&resume.pronouns)]);
        self.lines(resume.contacts.iter().map(|it| marks.contact(it)));
    }

    /// A letter from its recipient to the writer's name; the picture of a signature is not said.
    fn letter(&mut self, letter: &Letter) {
        self.lines(letter.recipient.iter().map(text));
        self.lines([run(&letter.date)]);
        self.lines([bold(run(&letter.subject))]);
        self.lines([run(&letter.greeting)]);
        self.markup(Some(&letter.body));
        self.lines([run(&letter.closing)]);
        self.lines([run(&letter.name)]);
    }

    fn section(&mut self, section: &Section) {
        let marks = self.marks;
        self.heading(SECTION, text(&section.title));
        self.markup(section.intro.as_ref());
        match &section.content {
            Content::Prose(items) => items.iter().for_each(|it| self.markup(Some(it))),
            Content::Work(items) => items.iter().for_each(|it| self.employment(it)),
            Content::Education(items) => items.iter().for_each(|it| self.education(it)),
            Content::Projects(items) => items.iter().for_each(|it| self.project(it)),
            Content::Groups(items) => self.list(items.iter().map(|it| marks.group(it))),
            Content::Languages(items) => {
                let all = items.iter().map(|it| marks.suffixed(run(&it.language), run(&it.fluency)));
                self.lines([marks.all(all)]);
            }
            Content::Certificates(items) => self.list(items.iter().map(|it| marks.certificate(it))),
            Content::Awards(items) => items.iter().for_each(|it| self.award(it)),
            Content::Publications(items) => items.iter().for_each(|it| self.publication(it)),
            Content::References(items) => items.iter().for_each(|it| self.reference(it)),
            Content::Entries(items) => items.iter().for_each(|it| self.entry(it)),
            Content::List(items) => self.highlights(items),
            Content::Metrics(items) => {
                self.list(items.iter().map(|it| vec![paragraph(joined([bold(text(&it.value)), run(&it.label)], " "))]));
            }
            Content::Quotes(items) => self.blocks.extend(items.iter().map(quote)),
        }
    }

    fn employment(&mut self, it: &Employment) {
        let marks = self.marks;
        let one = if let [role] = it.roles.as_slice() { Some(role) } else { None };
        let named = it.organization.is_some();
        let head = match one {
            Some(role) if !named => {
                marks.all([linked(it.url.as_ref(), run(&role.title)), run(&role.location), run(&it.location)])
            }
            _ => marks.all([linked(it.url.as_ref(), run(&it.organization)), run(&it.location)]),
        };
        let role_level = if head.is_empty() { ENTRY } else { ROLE };
        let position = one.filter(|_| named).map(|role| marks.all([run(&role.title), run(&role.location)]));
        let dates = one.map(|role| run(&role.dates));
        self.head(head, [position.unwrap_or_default(), dates.unwrap_or_default(), run(&it.dates)]);
        self.lines([run(&it.description)]);
        self.markup(it.summary.as_ref());
        self.done(&it.highlights, &it.keywords, &it.projects);
        for role in &it.roles {
            if one.is_none() {
                self.heading(role_level, marks.all([run(&role.title), run(&role.location)]));
                self.lines([run(&role.dates)]);
            }
            self.markup(role.summary.as_ref());
            self.done(&role.highlights, &role.keywords, &role.projects);
        }
    }

    /// Highlights of a job, the projects that were part of it, and what it was done with.
    fn done(&mut self, highlights: &[Highlight], keywords: &[Line], projects: &[Project]) {
        let projects: Vec<_> = projects.iter().map(|it| self.nested_project(it)).collect();
        self.list(highlights.iter().map(bullet).chain(projects));
        self.lines([self.labelled("keywords", self.marks.listed(keywords))]);
    }

    /// A project below a job: its name and what belongs to that on one line, then as in the section.
    fn nested_project(&self, it: &Project) -> Vec<Block> {
        let marks = self.marks;
        let name = linked(it.url.as_ref(), bold(run(&it.name)));
        let rest = [run(&it.entity), run(&it.kind), run(&it.location), run(&it.status), run(&it.dates)];
        let mut content = vec![paragraph(marks.all([name, marks.listed(&it.roles)].into_iter().chain(rest)))];
        content.extend(it.description.iter().flat_map(|text| blocks(&text.blocks)));
        let keywords = self.labelled("keywords", marks.listed(&it.keywords));
        content.extend((!keywords.is_empty()).then(|| paragraph(keywords)));
        content.extend(bullets(&it.highlights));
        content
    }

    fn education(&mut self, it: &Education) {
        let marks = self.marks;
        let head = marks.all([linked(it.url.as_ref(), run(&it.institution)), run(&it.location)]);
        let degree = marks.all([run(&it.study_type), run(&it.area), self.labelled("score", run(&it.score))]);
        self.head(head, [degree, run(&it.dates)]);
        self.markup(it.summary.as_ref());
        self.lines([self.labelled("courses", marks.listed(&it.courses))]);
        self.highlights(&it.highlights);
    }

    fn project(&mut self, it: &Project) {
        let marks = self.marks;
        let part = marks.all([marks.listed(&it.roles), run(&it.entity), run(&it.kind), run(&it.location)]);
        self.head(linked(it.url.as_ref(), run(&it.name)), [part, marks.all([run(&it.status), run(&it.dates)])]);
        self.markup(it.description.as_ref());
        self.lines([self.labelled("keywords", marks.listed(&it.keywords))]);
        self.highlights(&it.highlights);
    }

    fn publication(&mut self, it: &Publication) {
        let marks = self.marks;
        let doi = it.doi.as_ref().map(|doi| linked(doi.url.as_ref(), text(&doi.text))).unwrap_or_default();
        let place = marks.all([marks.suffixed(run(&it.publisher), run(&it.kind)), run(&it.date), doi]);
        self.head(linked(it.url.as_ref(), run(&it.name)), [marks.listed(&it.authors), place]);
        self.markup(it.summary.as_ref());
    }

    fn award(&mut self, it: &Award) {
        let by = self.marks.all([run(&it.awarder), run(&it.location)]);
        self.head(linked(it.url.as_ref(), run(&it.title)), [by, run(&it.date)]);
        self.markup(it.summary.as_ref());
    }

    fn reference(&mut self, it: &Reference) {
        let marks = self.marks;
        let about = marks.all([run(&it.position), run(&it.company), run(&it.relationship)]);
        let contacts = marks.all(it.contacts.iter().map(|it| marks.contact(it)));
        self.head(linked(it.url.as_ref(), run(&it.name)), [about, contacts]);
        self.markup(it.reference.as_ref());
    }

    fn entry(&mut self, it: &Entry) {
        let marks = self.marks;
        let (title, subtitle) = match &it.title {
            Some(_) => (&it.title, run(&it.subtitle)),
            None => (&it.subtitle, Run::new()),
        };
        let head = marks.all([linked(it.url.as_ref(), run(title)), run(&it.location)]);
        self.head(head, [subtitle, marks.all([run(&it.status), run(&it.dates)])]);
        self.markup(it.summary.as_ref());
        self.lines([self.labelled("keywords", marks.listed(&it.keywords))]);
        self.highlights(&it.highlights);
    }

    /// The head of an entry: its heading, and the lines that belong to it.
    fn head<const N: usize>(&mut self, heading: Run, lines: [Run; N]) {
        self.heading(ENTRY, heading);
        self.lines(lines);
    }

    fn heading(&mut self, level: u8, content: Run) {
        if !content.is_empty() {
            self.blocks.push(Block::Heading { level, content });
        }
    }

    fn lines(&mut self, lines: impl IntoIterator<Item = Run>) {
        let lines: Vec<Run> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            self.blocks.push(Block::Lines(lines));
        }
    }

    fn list(&mut self, items: impl IntoIterator<Item = Vec<Block>>) {
        let items: Vec<_> = items.into_iter().collect();
        if !items.is_empty() {
            self.blocks.push(Block::List { start: None, items });
        }
    }

    fn markup(&mut self, markup: Option<&Markup>) {
        self.blocks.extend(markup.map_or_else(Vec::new, |markup| blocks(&markup.blocks)));
    }

    fn highlights(&mut self, highlights: &[Highlight]) {
        self.blocks.extend(bullets(highlights));
    }

    /// A word of the locale before what it names; nothing before nothing.
    fn labelled(&self, word: &str, run: Run) -> Run {
        let label = self.words.get(word).filter(|_| !run.is_empty());
        joined([label.map_or_else(Run::new, |label| vec![Inline::Text(label.clone())]), run], self.marks.colon)
    }
}

/// The marks that a language sets between parts, with their spaces.
#[derive(Clone, Copy)]
struct Marks<'r> {
    comma: &'r str,
    colon: &'r str,
    /// The brackets of a remark, with the space before it.
    brackets: (&'r str, &'r str),
}

impl<'r> Marks<'r> {
    fn of(words: &'r BTreeMap<String, String>) -> Self {
        let mark = |key: &str, usual| words.get(key).map_or(usual, String::as_str);
        let (comma, colon) = (mark("comma", ", "), mark("colon", ": "));
        // Where a colon is as wide as a letter, brackets are too.
        let brackets = if colon.ends_with('：') { ("（", "）") } else { (" (", ")") };
        Self { comma, colon, brackets }
    }

    /// The contact's text as a link, with its network where the text does not name that.
    fn contact(self, it: &Contact) -> Run {
        let told = |network: &&Line| it.text.text.to_lowercase().contains(&network.text.to_lowercase());
        let network = it.network.as_ref().filter(|network| !told(network));
        linked(it.url.as_ref(), joined([run(network), text(&it.text)], self.colon))
    }

    /// A named group of keywords: `Name (level): one, two`, the name in bold, and what is said of it.
    fn group(self, it: &Group) -> Vec<Block> {
        let name = self.suffixed(bold(run(&it.name)), run(&it.level));
        let line = joined([name, self.listed(&it.keywords)], self.colon);
        let mut content: Vec<Block> = (!line.is_empty()).then(|| paragraph(line)).into_iter().collect();
        content.extend(it.summary.iter().flat_map(|text| blocks(&text.blocks)));
        content
    }

    fn certificate(self, it: &Certificate) -> Vec<Block> {
        let name = linked(it.url.as_ref(), run(&it.name));
        let line = self.all([bold(name), run(&it.issuer), run(&it.location), run(&it.date)]);
        let mut content: Vec<Block> = (!line.is_empty()).then(|| paragraph(line)).into_iter().collect();
        content.extend(it.summary.iter().flat_map(|summary| blocks(&summary.blocks)));
        content
    }

    /// What there is of the runs, one behind the other.
    fn all(self, runs: impl IntoIterator<Item = Run>) -> Run {
        joined(runs, self.comma)
    }

    /// Lines one behind the other.
    fn listed(self, lines: &[Line]) -> Run {
        self.all(lines.iter().map(text))
    }

    /// What follows in brackets; alone it needs none.
    fn suffixed(self, first: Run, second: Run) -> Run {
        match (first.is_empty(), second.is_empty()) {
            (false, false) => {
                let mut run = joined([first, second], self.brackets.0);
                push(Inline::Text(self.brackets.1.into()), &mut run);
                run
            }
            (true, _) => second,
            (_, true) => first,
        }
    }
}

/// The words, and whose they are on a line of their own.
fn quote(it: &Quote) -> Block {
    let mut content = blocks(&it.text.blocks);
    match (content.last_mut(), &it.author) {
        (Some(Block::Lines(lines)), Some(author)) => lines.push(text(author)),
        (_, Some(author)) => content.push(paragraph(text(author))),
        (_, None) => {}
    }
    Block::Quote(content)
}

fn bullets(highlights: &[Highlight]) -> Option<Block> {
    (!highlights.is_empty()).then(|| Block::List { start: None, items: highlights.iter().map(bullet).collect() })
}

fn bullet(it: &Highlight) -> Vec<Block> {
    let mut content = blocks(&it.text.blocks);
    content.extend(bullets(&it.children));
    content
}

fn blocks(items: &[markup::Block]) -> Vec<Block> {
    let block = |block: &markup::Block| match block {
        markup::Block::Paragraph(content) => paragraph(content.clone()),
        markup::Block::List { start, items } => {
            Block::List { start: *start, items: items.iter().map(|item| blocks(item)).collect() }
        }
    };
    items.iter().map(block).collect()
}

fn paragraph(content: Run) -> Block {
    Block::Lines(vec![content])
}

fn text(line: &Line) -> Run {
    vec![Inline::Text(line.text.clone())]
}

fn run<'l>(line: impl Into<Option<&'l Line>>) -> Run {
    line.into().map_or_else(Run::new, text)
}

/// A run in bold.
fn bold(run: Run) -> Run {
    if run.is_empty() { run } else { vec![Inline::Strong(run)] }
}

/// A run as a link where there is a target; a target of nothing shows itself.
fn linked(url: Option<&String>, run: Run) -> Run {
    match url {
        None => run,
        Some(url) => {
            let content = if run.is_empty() { vec![Inline::Text(url.clone())] } else { run };
            vec![Inline::Link { url: url.clone(), content }]
        }
    }
}

/// What there is of the runs, with a separator between.
fn joined(runs: impl IntoIterator<Item = Run>, by: &str) -> Run {
    let mut out = Run::new();
    for run in runs.into_iter().filter(|run| !run.is_empty()) {
        if !out.is_empty() {
            push(Inline::Text(by.to_owned()), &mut out);
        }
        for piece in run {
            push(piece, &mut out);
        }
    }
    out
}

/// Adds a piece; texts never follow each other, so that a format's escaping sees what stands side by side.
fn push(piece: Inline, run: &mut Run) {
    match (run.last_mut(), piece) {
        (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
        (_, piece) => run.push(piece),
    }
}

/// Puts `first` before the first line and `rest` before the others; empty lines get no space at their end.
pub(super) fn prefixed(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let prefix = |(index, line): (usize, String)| {
        let line = format!("{}{line}", if index == 0 { first } else { rest });
        line.trim_end_matches(' ').to_owned()
    };
    lines.into_iter().enumerate().map(prefix).collect()
}
