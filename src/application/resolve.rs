//! `resolve`: the profile after language, order and wording.

mod address;
mod citation;
mod contacts;
#[cfg(test)]
mod dates;
mod entries;
mod highlights;
mod letter;
mod sections;
mod typography;

pub use letter::resolve_letter;

use super::markup::Markup;
use super::presentation::Presentation;
use super::resume::{Beside, Direction, Document, Extra, Image, ImageFile, Line, Paper, Resume};
use super::texts::texts;
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Span};
use crate::locale::{self, DateParts, Locale, Quotes};
use crate::profile::{
    Date, EndDate, Extent, ExtraValue, Extras, ImagePath, LanguageTag, LineText, Localized, Moment, PartialDate, Plain,
    Profile, Prose, Text, WebUrl,
};

/// Countries whose paper is US letter, by ISO 3166-1 alpha-2 code.
const LETTER_COUNTRIES: [&str; 15] =
    ["US", "CA", "MX", "BZ", "CL", "CO", "CR", "DO", "GT", "NI", "PA", "PH", "PR", "SV", "VE"];

/// What one résumé shows of a profile.
///
/// `language` is the language to show; where it is `None`, the profile's own. Private entries stay out.
///
/// # Errors
/// When there is nothing to show.
pub fn resolve(profile: &Profile, language: Option<&LanguageTag>, presentation: &Presentation) -> Outcome<Resume> {
    let mut diagnostics = Diagnostics::new();
    let own = profile.language();
    let wanted = language.unwrap_or(&own);
    let locale = Locale::built_in(&wanted.to_string()).unwrap_or_else(|| {
        let (wanted, known) = (wanted.to_string(), Locale::known_list());
        diagnostics.push(Diagnostic::nowhere(Problem::UnknownLocale { wanted, known }));
        Locale::english()
    });
    let resolver = &mut Resolver { locale, wanted, own: &own, presentation, diagnostics };
    let mut resume = resolver.resume(profile);
    let named = language.is_some() || profile.meta.as_ref().is_some_and(|meta| meta.language.is_some());
    if !named || Locale::built_in(&wanted.to_string()).is_none() {
        resume.direction = direction_of_letters(&resume).unwrap_or(resume.direction);
    }
    let mut diagnostics = std::mem::take(&mut resolver.diagnostics);
    if resume.name.is_none() && resume.label.is_none() && resume.contacts.is_empty() && resume.sections.is_empty() {
        let start = profile.span.map(Span::to_start);
        diagnostics.push(Diagnostic::maybe_at(start, Problem::NothingToShow));
    }
    diagnostics.or_value(resume)
}

/// The paper of the country that a profile names.
#[must_use]
pub fn paper_of(profile: &Profile) -> Paper {
    let location = profile.basics.as_ref().and_then(|basics| basics.location.as_ref());
    let country = location.and_then(|location| location.country_code.as_ref());
    let letter = country.and_then(|country| country.code).is_some_and(|code| LETTER_COUNTRIES.contains(&code));
    if letter { Paper::Letter } else { Paper::A4 }
}

/// The direction of the letters that the author wrote; none where there are none.
fn direction_of_letters(resume: &Resume) -> Option<Direction> {
    let (mut left, mut right) = (0_usize, 0_usize);
    for shown in texts(resume).iter().filter(|shown| !shown.is_link && shown.span.is_some()) {
        for letter in shown.text.chars().filter(|c| c.is_alphabetic()) {
            // Hebrew to Arabic Extended-A, and the presentation forms of both.
            let is_right =
                matches!(letter, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}');
            *if is_right { &mut right } else { &mut left } += 1;
        }
    }
    // Tools have names in Latin letters, in every language.
    (left + right > 0).then_some(if right * 2 > left { Direction::Rtl } else { Direction::Ltr })
}

/// What every step needs to know.
struct Resolver<'a> {
    locale: &'static Locale,
    wanted: &'a LanguageTag,
    own: &'a LanguageTag,
    presentation: &'a Presentation,
    diagnostics: Diagnostics,
}

impl Resolver<'_> {
    fn resume(&mut self, profile: &Profile) -> Resume {
        let basics = profile.basics.clone().unwrap_or_default();
        let name = self.line(basics.name.as_ref());
        let label = self.line(basics.label.as_ref());
        let photo_alt = match &name {
            Some(name) => self.locale.word("photo", &[("name", &name.text)]),
            None => self.locale.word("photo_unnamed", &[]),
        };
        Resume {
            language: self.wanted.to_string(),
            direction: match locale::Direction::of(&self.wanted.to_string()) {
                locale::Direction::Ltr => Direction::Ltr,
                locale::Direction::Rtl => Direction::Rtl,
            },
            script_family: None,
            document: self.document(profile, name.as_ref(), label.as_ref()),
            paper: paper_of(profile),
            pronouns: self.line(basics.pronouns.as_ref()),
            photo: image(basics.image.as_ref(), Beside::Profile, photo_alt),
            contacts: self.contacts(&basics),
            sections: self.sections(profile, basics.summary.as_ref()),
            words: self.locale.words.clone(),
            x: extras(&profile.x),
            name,
            label,
        }
    }

    fn document(&mut self, profile: &Profile, name: Option<&Line>, label: Option<&Line>) -> Document {
        let mut keywords: Vec<String> = Vec::new();
        for skill in profile.skills.iter().filter(|skill| !skill.private) {
            let lines = self.keywords(&skill.keywords);
            let texts = if lines.is_empty() { self.line(skill.name.as_ref()).into_iter().collect() } else { lines };
            for Line { text, .. } in texts {
                if !keywords.contains(&text) {
                    keywords.push(text);
                }
            }
        }
        Document {
            title: self.title("resume", name.or(label)),
            author: name.map(|line| line.text.clone()),
            keywords,
            description: name.and(label).map(|line| line.text.clone()),
            date: profile.last_modified(),
        }
    }

    /// The title of a document of a kind, such as `Ada Lovelace – Résumé`.
    fn title(&self, kind: &str, name: Option<&Line>) -> String {
        let kind = self.locale.word(kind, &[]);
        name.map_or_else(|| kind.clone(), |name| format!("{} – {kind}", name.text))
    }

    /// The variant of a text in the language wanted, with a warning where another had to do, and with the quotation marks of its
    /// language.
    fn choose<'t>(&mut self, localized: &'t Localized) -> Option<(&'t Text, &'static Quotes)> {
        let (tag, text) = localized.choose(self.wanted, self.own)?;
        if let Some(tag) = tag.filter(|tag| tag.language() != self.wanted.language()) {
            let problem = Problem::MissingTranslation { wanted: self.wanted.to_string(), shown: tag.to_string() };
            let diagnostic = Diagnostic::at(text.span, problem);
            // The same text can be needed twice, as title and as heading for instance.
            if !self.diagnostics.iter().any(|earlier| *earlier == diagnostic) {
                self.diagnostics.push(diagnostic);
            }
        }
        Some((text, self.marks(tag))).filter(|(text, _)| !text.value.is_empty())
    }

    /// The quotation marks of a language, or of the résumé's where a text names none.
    fn marks(&self, tag: Option<&LanguageTag>) -> &'static Quotes {
        let other = tag.filter(|tag| tag.language() != self.wanted.language());
        let found = other.and_then(|tag| Some((Locale::built_in(&tag.to_string())?, tag.region())));
        let (locale, region) = found.unwrap_or((self.locale, self.wanted.region()));
        locale.quotes(region)
    }

    fn line(&mut self, text: Option<&LineText>) -> Option<Line> {
        let (text, quotes) = self.choose(&text?.0)?;
        Some(Line { text: typography::set_line(&text.value, quotes), span: Some(text.span) })
    }

    fn lines(&mut self, texts: &[LineText]) -> Vec<Line> {
        texts.iter().filter_map(|text| self.line(Some(text))).collect()
    }

    /// A text with a remark in brackets: full-width ones where the colon of the language is as wide as a letter.
    fn with_aside(&self, text: &str, aside: &str) -> String {
        if self.locale.word("colon", &[]).ends_with('：') {
            format!("{text}（{aside}）")
        } else {
            format!("{text} ({aside})")
        }
    }

    fn blocks(&mut self, text: Option<&Prose>) -> Option<Markup> {
        let (text, quotes) = self.choose(&text?.0)?;
        let mut markup = Markup::blocks_of(text);
        typography::set_markup(&mut markup, quotes);
        Some(markup).filter(|markup| !markup.is_empty())
    }

    /// A moment in words: in those of the locale, or as it stands.
    fn moment(&self, moment: &Moment) -> String {
        match moment {
            Moment::Known(date) => self.locale.date(parts(*date), self.presentation.date_style),
            Moment::Written { text, .. } => text.clone(),
        }
    }

    fn date(&self, date: Option<&Date>) -> Option<Line> {
        let date = date?;
        let extent = Extent::of_date(date).map(|extent| self.extent(&extent));
        Some(extent.unwrap_or_else(|| Line { text: self.moment(date.when.moment()), span: Some(date.span) }))
    }

    /// A start and an end in words.
    fn extent(&self, extent: &Extent<'_>) -> Line {
        let words = |moment: Option<&Moment>| moment.map(|moment| self.moment(moment));
        Line { text: self.locale.range_of(words(extent.start), words(extent.end)), span: Some(extent.span) }
    }

    /// A range in words; an end that is missing means present, if there is a start.
    fn range(&self, start: Option<&Date>, end: Option<&EndDate>) -> Option<Line> {
        Some(self.extent(&Extent::of(start, end)?))
    }

    /// A range of work in words, with how long it was if that is asked for and known: what goes on has no duration, since
    /// nothing here knows today.
    fn work_range(&self, start: Option<&Date>, end: Option<&EndDate>) -> Option<Line> {
        let extent = Extent::of(start, end)?;
        let mut line = self.extent(&extent);
        if let (true, Some(Moment::Known(start)), Some(Moment::Known(end))) =
            (self.presentation.durations, extent.start, extent.end)
            && let Some(months) = start.months_through(*end).filter(|months| *months > 0)
        {
            line.text = self.locale.with_duration(&line.text, months);
        }
        Some(line)
    }
}

fn parts(date: PartialDate) -> DateParts {
    DateParts { year: date.year, month: date.month, day: date.day }
}

fn line(text: &Text) -> Line {
    Line { text: text.value.clone(), span: Some(text.span) }
}

fn plain(text: Option<&Plain>) -> Option<Line> {
    text.map(|text| line(&text.0))
}

fn url(url: Option<&WebUrl>) -> Option<String> {
    url.and_then(|url| url.target.clone())
}

fn image(path: Option<&ImagePath>, beside: Beside, alt: String) -> Option<Image> {
    let Text { value, span, .. } = &path?.0;
    Some(Image { file: ImageFile { path: value.clone(), beside }, span: Some(*span), alt })
}

fn extras(extras: &Extras) -> std::collections::BTreeMap<String, Extra> {
    extras.iter().map(|(key, value)| (key.clone(), extra(value))).collect()
}

fn extra(value: &ExtraValue) -> Extra {
    match value {
        ExtraValue::Text(text, span) => Extra::Text(Line { text: text.clone(), span: Some(*span) }),
        ExtraValue::List(items) => Extra::List(items.iter().map(extra).collect()),
        ExtraValue::Map(map) => Extra::Map(extras(map)),
    }
}

#[cfg(test)]
mod tests;
