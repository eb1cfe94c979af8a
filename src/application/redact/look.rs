//! Whether a résumé that is about to be laid out shows what is hidden.

use std::collections::{BTreeMap, BTreeSet};

use crate::application::resume::{Content, EntryKeys, Extra, Letter, Resume};
use crate::application::texts::{Shown, letter_texts, texts};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span};
use crate::source::hidden::folded;
use crate::source::{Hidden, Sources};

/// Reports every place where a résumé, or the letter that goes with it, shows what is hidden: in its texts and links, in what
/// describes its images and the document, and in what only a theme sees.
#[must_use]
pub fn shown(resume: &Resume, letter: Option<&Letter>, hidden: &Hidden, sources: &mut Sources) -> Diagnostics {
    let mut look =
        Look { hidden, sources, diagnostics: Diagnostics::new(), seen: BTreeSet::new(), placed: BTreeSet::new() };
    if hidden.is_empty() {
        return look.diagnostics;
    }
    for Shown { text, span, is_link } in
        texts(resume).iter().chain(&letter.map(|it| letter_texts(resume, it)).unwrap_or_default())
    {
        let place = match (is_link, span) {
            (true, _) => "in the target of a link",
            (false, Some(_)) => "in this text",
            (false, None) => "in a heading or a word of the language",
        };
        look.at(text, *span, place);
    }
    look.extras(&resume.x);
    for section in &resume.sections {
        look.at(&section.id, None, "in the id of a section");
        for keys in keys(&section.content) {
            look.at(keys.id.as_deref().unwrap_or_default(), None, "in the id of an entry");
            look.extras(&keys.x);
        }
    }
    // What documents say of themselves is made of texts that were looked at; another place is no news then.
    if look.diagnostics.is_empty() {
        for document in [Some(&resume.document), letter.map(|letter| &letter.document)].into_iter().flatten() {
            look.at(&document.title, None, "in the title of the document");
            look.at(document.author.as_deref().unwrap_or_default(), None, "in the author of the document");
            look.at(document.description.as_deref().unwrap_or_default(), None, "in the description of the document");
            document.keywords.iter().for_each(|keyword| look.at(keyword, None, "in a keyword of the document"));
        }
        let images = resume.photo.iter().chain(letter.and_then(|letter| letter.signature.as_ref()));
        images.for_each(|image| look.at(&image.alt, image.span, "in the description of an image"));
    }
    look.diagnostics
}

struct Look<'a> {
    hidden: &'a Hidden,
    sources: &'a mut Sources,
    diagnostics: Diagnostics,
    /// What was reported, by place.
    seen: BTreeSet<(Option<Span>, &'static str, &'static str)>,
    /// What was found at places of the profile, as it is compared.
    placed: BTreeSet<String>,
}

impl Look<'_> {
    /// Reports what a text shows, at the words themselves where the file has them as they are shown.
    fn at(&mut self, text: &str, span: Option<Span>, place: &'static str) {
        let hits = self.hidden.find(text);
        let Some(first) = hits.first() else { return };
        if span.is_none() && hits.iter().all(|hit| self.placed.contains(&folded(&text[hit.range.clone()]))) {
            // A link stands in prose, and was reported there.
            return;
        }
        let mut last = 0;
        let mut found = false;
        if let Some(span) = span {
            let source = self.sources.slice(span).to_owned();
            for hit in self.hidden.find(&source) {
                self.placed.insert(folded(&source[hit.range.clone()]));
                if found && hit.range.start < last {
                    continue;
                }
                let start = span.range().start;
                last = hit.range.end;
                found = true;
                let words = Span::new(span.source, start + hit.range.start..start + hit.range.end);
                self.report(Some(words), hit.what.as_str(), place);
            }
        }
        if !found {
            // It is written otherwise there, as with escapes, and any part of that tells too much.
            if let Some(span) = span {
                self.sources.hide_at(span);
            }
            self.report(span, first.what.as_str(), place);
        }
    }

    fn report(&mut self, span: Option<Span>, what: &'static str, place: &'static str) {
        if self.seen.insert((span, what, place)) {
            let problem = Problem::RedactedShown { what, place: place.to_owned() };
            self.diagnostics.push(Diagnostic::maybe_at(span, problem));
        }
    }

    fn extras(&mut self, extras: &BTreeMap<String, Extra>) {
        for (key, value) in extras {
            self.at(key, None, "in an `x-` key");
            self.extra(value);
        }
    }

    fn extra(&mut self, value: &Extra) {
        match value {
            Extra::Text(line) => self.at(&line.text, line.span, "in an `x-` key"),
            Extra::List(items) => items.iter().for_each(|item| self.extra(item)),
            Extra::Map(map) => self.extras(map),
        }
    }
}

/// The ids and `x-` keys of entries.
fn keys(content: &Content) -> Vec<&EntryKeys> {
    match content {
        Content::Prose(_) | Content::List(_) => Vec::new(),
        Content::Work(items) => items.iter().map(|it| &it.keys).collect(),
        Content::Education(items) => items.iter().map(|it| &it.keys).collect(),
        Content::Projects(items) => items.iter().map(|it| &it.keys).collect(),
        Content::Groups(items) => items.iter().map(|it| &it.keys).collect(),
        Content::Languages(items) => items.iter().map(|it| &it.keys).collect(),
        Content::Certificates(items) => items.iter().map(|it| &it.keys).collect(),
        Content::Awards(items) => items.iter().map(|it| &it.keys).collect(),
        Content::Publications(items) => items.iter().map(|it| &it.keys).collect(),
        Content::References(items) => items.iter().map(|it| &it.keys).collect(),
        Content::Entries(items) => items.iter().map(|it| &it.keys).collect(),
        Content::Metrics(items) => items.iter().map(|it| &it.keys).collect(),
        Content::Quotes(items) => items.iter().map(|it| &it.keys).collect(),
    }
}
