//! A letter in one language, with the name and language of the résumé that it goes with.

use super::typography::set_line;
use super::{Resolver, image, parts};
use crate::application::letter::{Letter, Recipient};
use crate::application::presentation::Presentation;
use crate::application::resume::{self, Beside, Document, Line, Resume};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Span};
use crate::locale::Locale;
use crate::profile::{Date, LanguageTag, Moment, Profile, When};

/// What a letter shows beside the header of a résumé, which [`resolve`](super::resolve) made of the profile: that gives
/// the language and the name.
///
/// # Errors
/// When the letter says nothing.
pub fn resolve_letter(letter: &Letter, profile: &Profile, resume: &Resume) -> Outcome<resume::Letter> {
    let own = profile.language();
    let wanted = LanguageTag::parse(&resume.language).unwrap_or_else(|| own.clone());
    // That a language has no locale was said when the résumé was resolved.
    let locale = Locale::built_in(&resume.language).unwrap_or_else(Locale::english);
    let presentation = Presentation::default();
    let diagnostics = Diagnostics::new();
    let mut resolver = Resolver { locale, wanted: &wanted, own: &own, presentation: &presentation, diagnostics };
    let shown = resolver.letter(letter, resume);
    let mut diagnostics = resolver.diagnostics;
    let Some(shown) = shown else {
        let start = letter.span.map(Span::to_start);
        diagnostics.push(Diagnostic::maybe_at(start, Problem::MissingKey { key: "body", of: "a letter" }));
        return Err(diagnostics);
    };
    diagnostics.or_value(shown)
}

impl Resolver<'_> {
    fn letter(&mut self, letter: &Letter, resume: &Resume) -> Option<resume::Letter> {
        let name = resume.name.clone();
        let signature_alt = match &name {
            Some(name) => self.locale.word("signature", &[("name", &name.text)]),
            None => self.locale.word("signature_unnamed", &[]),
        };
        let recipient = self.recipient(letter.to.as_ref());
        let known = match &letter.date {
            Some(Date { when: When::At(Moment::Known(date)), .. }) => Some(*date),
            _ => None,
        };
        if let Some(Date { when: When::Through { whole, .. }, span }) = &letter.date {
            // `today`, or two dates: a letter bears one, and nothing here knows today.
            let (found, shown) = (whole.to_string(), Some(whole.to_string()));
            let problem = Problem::BadDate { found, reason: None, reading: None, shown };
            self.diagnostics.push(Diagnostic::at(*span, problem).with_path("date"));
        }
        let date = letter.date.as_ref().map(|date| Line {
            text: known.map_or_else(|| date.when.moment().to_string(), |known| self.locale.long_date(parts(known))),
            span: Some(date.span),
        });
        let subject = self.line(letter.subject.as_ref());
        Some(resume::Letter {
            document: Document {
                title: self.title("letter", name.as_ref().or(resume.label.as_ref())),
                author: resume.document.author.clone(),
                keywords: Vec::new(),
                description: subject.as_ref().map(|subject| subject.text.clone()),
                date: known.or(resume.document.date),
            },
            recipient,
            date,
            subject,
            greeting: self.line(letter.greeting.as_ref()),
            body: self.blocks(letter.body.as_ref())?,
            closing: self.line(letter.closing.as_ref()),
            signature: image(letter.signature.as_ref(), Beside::Letter, signature_alt),
            name,
        })
    }

    fn recipient(&mut self, to: Option<&Recipient>) -> Vec<Line> {
        match to {
            None => Vec::new(),
            Some(Recipient::List(lines)) => self.lines(lines),
            Some(Recipient::Text(lines)) => {
                let Some((text, quotes)) = self.choose(&lines.0) else { return Vec::new() };
                let line = |line: &str| Line { text: set_line(line, quotes), span: Some(text.span) };
                text.value.lines().map(line).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::application::letter::Letter;
    use crate::application::presentation::Presentation;
    use crate::application::resume::Line;
    use crate::application::{resolve, resolve_letter, resume};
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::profile::{LanguageTag, Profile};
    use crate::source::{Format, Sources, parse};

    /// A letter of this profile in a language, or the codes of what keeps it from being one.
    fn letter(profile: &str, letter: &str, language: Option<&str>) -> Result<resume::Letter, Vec<&'static str>> {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let mut node = |text: &str| {
            let id = sources.add("file.yaml", text);
            parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML")
        };
        let (profile, letter) = (node(profile), node(letter));
        let profile = Profile::from_node(&profile, &mut diagnostics).expect("a profile");
        let letter = Letter::from_node(&letter, &mut diagnostics).expect("a letter");
        let language = language.map(|tag| LanguageTag::parse(tag).expect("a tag"));
        let resume = resolve(&profile, language.as_ref(), &Presentation::default()).expect("something to show").value;
        let codes = |diagnostics: &Diagnostics| diagnostics.iter().map(Diagnostic::code).collect();
        match resolve_letter(&letter, &profile, &resume) {
            Ok(done) if done.warnings.is_empty() => Ok(done.value),
            Ok(done) => Err(codes(&done.warnings)),
            Err(errors) => Err(codes(&errors)),
        }
    }

    fn text(line: Option<&Line>) -> Option<&str> {
        line.map(|line| line.text.as_str())
    }

    const PROFILE: &str = "basics: {name: Grace Hopper}\nmeta: {lastModified: 2026-01-02}";

    #[test]
    fn a_letter_is_resolved_in_the_language_of_its_resume() {
        let file = "to: |\n  Acme\n  Search\ndate: 2026-11-21\nsubject: {en: Staff, de: Stelle}\nbody: {en: a, de: b}\n\
                    signature: s.png";
        let german = letter(PROFILE, file, Some("de")).expect("complete");
        assert_eq!(german.document.title, "Grace Hopper – Anschreiben");
        assert_eq!(german.document.description.as_deref(), Some("Stelle"));
        assert_eq!(german.document.date.map(|date| date.to_string()).as_deref(), Some("2026-11-21"));
        assert_eq!(text(german.date.as_ref()), Some("21. November 2026"));
        assert_eq!(german.body.plain_text(), "b");
        let lines: Vec<_> = german.recipient.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines, ["Acme", "Search"]);
        assert_eq!(german.signature.expect("there is one").alt, "Unterschrift von Grace Hopper");
        assert_eq!(text(german.name.as_ref()), Some("Grace Hopper"));
        let english = letter(PROFILE, file, None).expect("complete");
        assert_eq!(english.document.title, "Grace Hopper – Letter");
        assert_eq!(text(english.date.as_ref()), Some("21 November 2026"));
    }

    #[test]
    fn nothing_is_made_up_for_what_a_letter_leaves_out() {
        let letter = letter("basics: {label: Admiral}", "body: a", None).expect("complete");
        assert_eq!(letter.document.title, "Admiral – Letter");
        assert!(letter.document.author.is_none() && letter.document.date.is_none() && letter.name.is_none());
        assert!(letter.recipient.is_empty() && letter.date.is_none() && letter.subject.is_none());
        assert!(letter.greeting.is_none() && letter.closing.is_none() && letter.signature.is_none());
    }

    #[test]
    fn the_date_of_a_letter_is_read_in_any_form_and_told_where_it_is_none() {
        let date = |written: &str| {
            letter(PROFILE, &format!("body: a\ndate: {written}"), None).map(|letter| letter.date.map(|line| line.text))
        };
        assert_eq!(date("21.11.2026"), Ok(Some("21 November 2026".into())));
        assert_eq!(date("November 2026"), Ok(Some("November 2026".into())));
        assert_eq!(date("Epiphany 2026"), Ok(Some("Epiphany 2026".into())));
        assert_eq!(date("today"), Err(vec!["bad-date"]));
    }

    #[test]
    fn a_letter_that_says_nothing_or_not_in_the_language_is_reported() {
        assert_eq!(letter(PROFILE, "body: {en: '', de: ''}", None), Err(vec!["missing-key"]));
        assert_eq!(letter(PROFILE, "body: {de: a}", None), Err(vec!["missing-translation"]));
        assert!(letter(PROFILE, "body: a", Some("de")).is_ok(), "text that names no language is for any");
    }
}
