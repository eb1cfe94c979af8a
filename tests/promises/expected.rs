//! Everything that a résumé shows, with the order that every theme must keep.

use curricle::application::markup::{Block, Inline, Markup};
use curricle::application::resume::{
    Certificate, Contact, Content, Education, Employment, Entry, Group, Highlight, Line, Project, Publication,
    Reference, Resume, Role, Section,
};

/// Parts that follow each other: nothing of a part stands before anything of the one before it.
pub(crate) type Parts = Vec<Part>;

/// One part: a heading, an entry, a paragraph.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// The strings of the part, in an order that is the theme's business.
    pub strings: Vec<String>,
    /// Strings among them that stand in this order, in every theme.
    pub sequences: Vec<Vec<String>>,
}

impl Part {
    fn of(lines: &[Option<&Line>]) -> Self {
        Self { strings: lines.iter().flatten().map(|line| line.text.clone()).collect(), ..Self::default() }
    }

    /// Adds strings that follow each other.
    fn then(mut self, strings: Vec<String>) -> Self {
        let new = strings.iter().filter(|string| !self.strings.contains(string)).cloned().collect::<Vec<_>>();
        self.strings.extend(new);
        self.sequences.push(strings);
        self
    }
}

/// What is shown, in reading order. Photos and badges are not text.
pub(crate) fn parts(resume: &Resume) -> Parts {
    let mut parts =
        vec![Part::of(&[resume.name.as_ref()]), Part::of(&[resume.label.as_ref(), resume.pronouns.as_ref()])];
    parts.extend(resume.contacts.iter().map(contact));
    for section in &resume.sections {
        parts.push(Part::of(&[Some(&section.title)]));
        parts.push(Part::default().then(texts(section.intro.as_ref())));
        parts.extend(entries(section));
    }
    parts
}

fn contact(Contact { network, text, .. }: &Contact) -> Part {
    let named = network.as_ref().filter(|network| !text.text.to_lowercase().contains(&network.text.to_lowercase()));
    Part::of(&[named, Some(text)])
}

fn entries(section: &Section) -> Parts {
    match &section.content {
        Content::Prose(items) => items.iter().map(|it| Part::default().then(texts(Some(it)))).collect(),
        Content::Work(items) => items.iter().map(employment).collect(),
        Content::Education(items) => items.iter().map(education).collect(),
        Content::Projects(items) => items.iter().map(project).collect(),
        Content::Groups(items) => {
            let group = |part: Part, told| part.then(told);
            let told = |it: &Group| joined(&[lines(&it.keywords), texts(it.summary.as_ref())]);
            items.iter().map(|it| group(Part::of(&[it.name.as_ref(), it.level.as_ref()]), told(it))).collect()
        }
        Content::Languages(items) => {
            items.iter().map(|it| Part::of(&[it.language.as_ref(), it.fluency.as_ref()])).collect()
        }
        Content::Certificates(items) => items.iter().map(certificate).collect(),
        Content::Awards(items) => items
            .iter()
            .map(|it| {
                let head = [&it.title, &it.awarder, &it.location, &it.date].map(Option::as_ref);
                let head = Part::of(&head);
                head.then(joined(&[line(it.title.as_ref()), texts(it.summary.as_ref())]))
            })
            .collect(),
        Content::Publications(items) => items
            .iter()
            .map(|it| {
                let doi = it.doi.as_ref().map(|doi| &doi.text);
                let head = [it.name.as_ref(), it.publisher.as_ref(), it.kind.as_ref(), it.date.as_ref(), doi];
                let head = Part::of(&head);
                let told = texts(it.summary.as_ref());
                // Citations name the authors first.
                head.then(joined(&[lines(&it.authors), told.clone()])).then(joined(&[line(it.name.as_ref()), told]))
            })
            .collect(),
        Content::References(items) => items
            .iter()
            .map(|it| {
                let about = [&it.position, &it.company, &it.relationship].map(|line| line.as_ref());
                let about = [about.to_vec(), it.contacts.iter().map(|contact| Some(&contact.text)).collect()].concat();
                let part = Part::of(&about);
                part.then(joined(&[line(it.name.as_ref()), texts(it.reference.as_ref())]))
            })
            .collect(),
        Content::Entries(items) => items.iter().map(entry).collect(),
        Content::List(items) => {
            items.iter().map(|it| Part::default().then(highlights(std::slice::from_ref(it)))).collect()
        }
        Content::Metrics(items) => items.iter().map(|it| Part::of(&[Some(&it.value), it.label.as_ref()])).collect(),
        Content::Quotes(items) => items
            .iter()
            .map(|it| Part::default().then(joined(&[texts(Some(&it.text)), line(it.author.as_ref())])))
            .collect(),
    }
}

/// The dates of all roles may be left out where each role has its own.
fn employment(it: &Employment) -> Part {
    let dates = it.dates.as_ref().filter(|_| it.roles.is_empty() || it.roles.iter().any(|role| role.dates.is_none()));
    let mut part = Part::of(&[it.location.as_ref(), dates, it.description.as_ref()]);
    let mut told = joined(&[line(it.organization.as_ref()), texts(it.summary.as_ref()), highlights(&it.highlights)]);
    told.extend(it.projects.iter().flat_map(|project| part_of_job(project, &mut part)));
    part = part.then(joined(&[line(it.organization.as_ref()), lines(&it.keywords)]));
    for role in &it.roles {
        part.strings.extend(line(role.location.as_ref()));
        let mut done = joined(&[texts(role.summary.as_ref()), highlights(&role.highlights)]);
        done.extend(role.projects.iter().flat_map(|project| part_of_job(project, &mut part)));
        part = part.then(lines(&role.keywords));
        // A single role may stand before its employer.
        let above = if it.roles.len() > 1 { line(it.organization.as_ref()) } else { Vec::new() };
        for head in [&role.title, &role.dates] {
            part = part.then(joined(&[above.clone(), line(head.as_ref()), done.clone()]));
        }
        told.extend(done);
    }
    part.then(told)
}

/// What a project below a job tells, in its order; the rest goes to the part that it belongs to.
fn part_of_job(it: &Project, part: &mut Part) -> Vec<String> {
    let inner = project(it);
    part.strings.extend(inner.strings);
    part.sequences.extend(inner.sequences);
    joined(&[line(it.name.as_ref()), texts(it.description.as_ref()), highlights(&it.highlights)])
}

fn education(it: &Education) -> Part {
    let head = [&it.area, &it.study_type, &it.dates, &it.score, &it.location].map(Option::as_ref);
    let first = line(it.institution.as_ref());
    let part = Part::of(&head).then(joined(&[first.clone(), texts(it.summary.as_ref()), highlights(&it.highlights)]));
    part.then(joined(&[first, lines(&it.courses)]))
}

fn project(it: &Project) -> Part {
    let part = Part::of(&[&it.status, &it.dates, &it.entity, &it.kind, &it.location].map(Option::as_ref));
    let first = line(it.name.as_ref());
    let part = part.then(joined(&[first.clone(), texts(it.description.as_ref()), highlights(&it.highlights)]));
    part.then(joined(&[first.clone(), lines(&it.keywords)])).then(joined(&[first, lines(&it.roles)]))
}

fn certificate(it: &Certificate) -> Part {
    let part = Part::of(&[it.issuer.as_ref(), it.location.as_ref(), it.date.as_ref()]);
    part.then(joined(&[line(it.name.as_ref()), texts(it.summary.as_ref())]))
}

fn entry(it: &Entry) -> Part {
    let part = Part::of(&[&it.subtitle, &it.location, &it.dates, &it.status].map(Option::as_ref));
    let first = line(it.title.as_ref());
    let part = part.then(joined(&[first.clone(), texts(it.summary.as_ref()), highlights(&it.highlights)]));
    part.then(joined(&[first, lines(&it.keywords)]))
}

fn joined(parts: &[Vec<String>]) -> Vec<String> {
    parts.concat()
}

fn line(line: Option<&Line>) -> Vec<String> {
    line.map(|line| line.text.clone()).into_iter().collect()
}

fn lines(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.text.clone()).collect()
}

fn highlights(items: &[Highlight]) -> Vec<String> {
    items.iter().flat_map(|it| [texts(Some(&it.text)), highlights(&it.children)].concat()).collect()
}

/// The paragraphs of a text.
pub(crate) fn texts(markup: Option<&Markup>) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(markup) = markup {
        blocks(&markup.blocks, &mut out);
    }
    out
}

fn blocks(items: &[Block], out: &mut Vec<String>) {
    for block in items {
        match block {
            Block::Paragraph(_) => out.push(Markup { blocks: vec![block.clone()], span: None }.plain_text()),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, out)),
        }
    }
}

/// The targets of all links.
pub(crate) fn links(resume: &Resume) -> Vec<String> {
    let mut out: Vec<String> = resume.contacts.iter().filter_map(|contact| contact.url.clone()).collect();
    for section in &resume.sections {
        markup_links(section.intro.as_ref(), &mut out);
        match &section.content {
            Content::Prose(items) => items.iter().for_each(|it| markup_links(Some(it), &mut out)),
            Content::Work(items) => items.iter().for_each(|it| job_links(it, &mut out)),
            Content::Education(items) => out.extend(items.iter().filter_map(|it| it.url.clone())),
            Content::Projects(items) => out.extend(items.iter().filter_map(|it| it.url.clone())),
            Content::Certificates(items) => out.extend(items.iter().filter_map(|it| it.url.clone())),
            Content::Awards(items) => out.extend(items.iter().filter_map(|it| it.url.clone())),
            Content::Publications(items) => out.extend(items.iter().flat_map(publication_links)),
            Content::References(items) => out.extend(items.iter().flat_map(reference_links)),
            Content::Entries(items) => out.extend(items.iter().filter_map(|it| it.url.clone())),
            Content::Groups(_)
            | Content::Languages(_)
            | Content::List(_)
            | Content::Metrics(_)
            | Content::Quotes(_) => {}
        }
    }
    out
}

fn job_links(it: &Employment, out: &mut Vec<String>) {
    let own = it.roles.iter().flat_map(|Role { projects, .. }| projects);
    let projects = it.projects.iter().chain(own).filter_map(|project| project.url.clone());
    out.extend(it.url.clone().into_iter().chain(projects));
}

fn publication_links(it: &Publication) -> Vec<String> {
    let doi = it.doi.as_ref().and_then(|doi| doi.url.clone());
    it.url.clone().into_iter().chain(doi).collect()
}

fn reference_links(it: &Reference) -> Vec<String> {
    let contacts = it.contacts.iter().filter_map(|contact| contact.url.clone());
    it.url.clone().into_iter().chain(contacts).collect()
}

fn markup_links(markup: Option<&Markup>, out: &mut Vec<String>) {
    fn inline(items: &[Inline], out: &mut Vec<String>) {
        for item in items {
            match item {
                Inline::Link { url, .. } => out.push(url.clone()),
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => inline(inner, out),
                Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
            }
        }
    }
    fn block(items: &[Block], out: &mut Vec<String>) {
        for item in items {
            match item {
                Block::Paragraph(content) => inline(content, out),
                Block::List { items, .. } => items.iter().for_each(|item| block(item, out)),
            }
        }
    }
    if let Some(markup) = markup {
        block(&markup.blocks, out);
    }
}
