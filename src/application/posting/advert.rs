//! What each sentence of an advert is for: a demand, a wish, the company about itself, what it offers.
//!
//! Headings and set phrases tell, as `data/adverts` has them. Where nothing tells, a sentence describes the job.

use std::ops::Range;

use super::vocabulary::{Cues, Vocabulary, fold};

/// What a sentence of an advert is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// What the company offers, and how to apply.
    Offer,
    /// A line of facts at the head of the advert: company, place, hours.
    Facts,
    /// The company about itself.
    About,
    /// The first paragraph.
    Intro,
    /// What would be nice.
    Wish,
    /// What is to be done.
    Task,
    /// The title.
    Title,
    /// What is asked for.
    Wanted,
    /// What has to be.
    Must,
}

impl Purpose {
    /// How much a word counts that stands there.
    #[must_use]
    pub fn weight(self) -> f64 {
        match self {
            Self::Offer => 0.05,
            Self::Facts | Self::About => 0.2,
            Self::Intro => 0.5,
            Self::Wish => 0.6,
            Self::Task => 1.0,
            Self::Title | Self::Wanted => 1.5,
            Self::Must => 2.0,
        }
    }

    /// Whether what stands there can be missed in a profile.
    #[must_use]
    pub(super) fn asks(self) -> bool {
        self >= Self::Wish
    }
}

/// A piece of the advert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// What it is for.
    pub(super) purpose: Purpose,
}

/// A line that may be a heading or begin with a mark.
struct Line<'t> {
    range: Range<usize>,
    text: &'t str,
    bullet: bool,
    /// Whether an empty line stands before it.
    apart: bool,
}

/// The longest line of facts below the title, in bytes.
const FACTS_LIMIT: usize = 100;

/// The sentences of an advert, headings left out.
pub(super) fn sentences(text: &str, vocabulary: &Vocabulary) -> Vec<Sentence> {
    let lines = lines(text);
    let mut out = Vec::new();
    let mut purpose = Purpose::Intro;
    let (mut begun, mut titled, mut bullets, mut headed) = (false, true, false, false);
    for (index, line) in lines.iter().enumerate() {
        let cues = &vocabulary.cues;
        if !begun {
            begun = true;
            split(line, Purpose::Title, cues, &mut out);
            continue;
        }
        let next_is_bullet = lines.get(index + 1).is_some_and(|next| next.bullet);
        if let Some((found, rest)) = heading(line, next_is_bullet, cues) {
            purpose = found;
            (bullets, headed) = (false, true);
            if rest < line.text.len() {
                let range = line.range.start + rest..line.range.end;
                split(&Line { text: &line.text[rest..], range, bullet: false, apart: false }, purpose, cues, &mut out);
            }
            continue;
        }
        titled &= !line.apart && !line.bullet && line.text.len() < FACTS_LIMIT;
        if titled {
            split(line, Purpose::Facts, cues, &mut out);
            continue;
        }
        if line.bullet {
            bullets = true;
            // A list without a heading describes the job.
            purpose = if purpose == Purpose::Intro { Purpose::Task } else { purpose };
        } else if line.apart && (bullets || !headed) && !matches!(purpose, Purpose::Offer | Purpose::About) {
            // A new paragraph: the list before it is over, or the first paragraph is.
            let first = out
                .iter()
                .all(|sentence: &Sentence| sentence.purpose >= Purpose::Title || sentence.purpose <= Purpose::Facts);
            purpose = if first && !bullets { Purpose::Intro } else { Purpose::Task };
            bullets = false;
        }
        let facts = purpose == Purpose::Intro && !line.bullet && !ends_sentence(line.text) && !goes_on(&lines, index);
        split(line, if facts { Purpose::Facts } else { purpose }, cues, &mut out);
    }
    out
}

/// The lines that have words.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut apart = true;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let offset = start + (line.len() - line.trim_start().len());
        start += line.len();
        if !trimmed.chars().any(char::is_alphanumeric) {
            apart |= trimmed.is_empty();
            continue;
        }
        let mark = mark(trimmed);
        let range = offset + mark..offset + trimmed.len();
        out.push(Line { text: &trimmed[mark..], range, bullet: mark > 0, apart });
        apart = false;
    }
    out
}

/// How many bytes of a line are the mark of a list.
fn mark(line: &str) -> usize {
    let first = line.chars().next().unwrap_or(' ');
    let rest = &line[first.len_utf8()..];
    let marked =
        !first.is_alphanumeric() && !matches!(first, '(' | '.' | '"' | '“' | '„' | '«' | '#' | '\'') || first == 'o';
    if marked && rest.starts_with(char::is_whitespace) {
        return line.len() - rest.trim_start().len();
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after =
        line[digits..].strip_prefix(['.', ')']).filter(|rest| digits > 0 && rest.starts_with(char::is_whitespace));
    after.map_or(0, |rest| line.len() - rest.trim_start().len())
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', '。', '”', '"', ',', ';'])
}

/// Whether the paragraph of a line ends as a sentence does: it was only wrapped.
fn goes_on(lines: &[Line<'_>], index: usize) -> bool {
    let rest = lines[index + 1..].iter().take_while(|line| !line.apart && !line.bullet);
    rest.last().is_some_and(|line| ends_sentence(line.text)) && lines[index].text.len() > 60
}

/// What a heading announces, and where what follows it on its line begins; nothing for a line that is none.
fn heading(line: &Line<'_>, next_is_bullet: bool, cues: &Cues) -> Option<(Purpose, usize)> {
    let colon = line.text.find([':', '：']);
    let (head, rest) = match colon {
        Some(at) => (&line.text[..at], at + line.text[at..].chars().next().map_or(1, char::len_utf8)),
        None => (line.text, line.text.len()),
    };
    if line.bullet || head.split_whitespace().count() > 9 || head.ends_with(['.', '!', ',', ';']) {
        return None;
    }
    let told = purpose_of(head, cues, true);
    let alone = line.text[rest.min(line.text.len())..].trim().is_empty();
    if alone && (colon.is_some() || next_is_bullet) {
        return Some((told.unwrap_or(Purpose::Task), line.text.len()));
    }
    // A line alone that says no more than a cue, or a cue with what it announces after a colon.
    let told = told
        .filter(|_| colon.is_some() || (line.apart && head.split_whitespace().count() <= 6 && !ends_sentence(head)));
    told.map(|purpose| (purpose, rest))
}

/// What a heading or a sentence says it is about.
fn purpose_of(text: &str, cues: &Cues, heading: bool) -> Option<Purpose> {
    let words = normal(text);
    let has = |list: &[String]| list.iter().any(|cue| words.contains(&normal(cue)));
    let starts = |list: &[String]| list.iter().any(|cue| words.starts_with(&normal(cue)));
    let long = |list: &[String]| list.iter().any(|cue| cue.contains(' ') && words.contains(&normal(cue)));
    if heading && has(&cues.offer) || !heading && (starts(&cues.offer) || long(&cues.offer)) {
        Some(Purpose::Offer)
    } else if has(&cues.wish) {
        Some(Purpose::Wish)
    } else if has(&cues.must) {
        Some(Purpose::Must)
    } else if heading && has(&cues.wanted) {
        Some(Purpose::Wanted)
    } else if heading && starts(&cues.about) {
        Some(Purpose::About)
    } else {
        None
    }
}

/// A text as folded words between single spaces, with a space at both ends.
fn normal(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-').filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

/// Splits a line into sentences, each with its purpose.
fn split(line: &Line<'_>, purpose: Purpose, cues: &Cues, out: &mut Vec<Sentence>) {
    let mut start = 0;
    let text = line.text;
    let mut ends: Vec<usize> = text
        .match_indices(['.', '!', '?', ';'])
        .map(|(at, mark)| at + mark.len())
        .filter(|end| text[*end..].starts_with(char::is_whitespace))
        .chain(text.match_indices('。').map(|(at, mark)| at + mark.len()))
        .collect();
    ends.sort_unstable();
    ends.push(text.len());
    for end in ends {
        let sentence = &text[start..end];
        if sentence.chars().any(char::is_alphanumeric) {
            let own = if purpose == Purpose::Title { None } else { purpose_of(sentence, cues, false) };
            let purpose = match own {
                // What is offered stays so, whatever words it has; and an intro does not demand.
                Some(Purpose::Must) if purpose < Purpose::Wish => purpose,
                Some(own) if purpose != Purpose::Offer => own,
                _ => purpose,
            };
            out.push(Sentence { range: line.range.start + start..line.range.start + end, purpose });
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, sentences};
    use crate::application::posting::vocabulary::Vocabulary;

    fn read(text: &str) -> Vec<(&str, Purpose)> {
        Vocabulary::with("en", |vocabulary| {
            let found = sentences(text, vocabulary).into_iter();
            found.map(|sentence| (text[sentence.range].trim(), sentence.purpose)).collect()
        })
    }

    #[test]
    fn headings_tell_what_follows() {
        let text = "Cook\nBlue Inn, Rome\n\nWe feed people.\n\nTasks\n- Cook fish\n\nYou must have:\n* Knives\n* Rust is a plus\n\nNice to have: a hat\n\n\
                    Benefits\nFree fruit.\n\nWe look forward to you.\n";
        assert_eq!(
            read(text),
            [
                ("Cook", Purpose::Title),
                ("Blue Inn, Rome", Purpose::Facts),
                ("We feed people.", Purpose::Intro),
                ("Cook fish", Purpose::Task),
                ("Knives", Purpose::Must),
                ("Rust is a plus", Purpose::Wish),
                ("a hat", Purpose::Wish),
                ("Free fruit.", Purpose::Offer),
                ("We look forward to you.", Purpose::Offer),
            ]
        );
    }

    #[test]
    fn paragraphs_after_the_first_describe_the_job() {
        let text = "Nurse\n\nWe are a hospital.\n\nYou care for patients. You build web applications with Svelte. We offer free parking. \
             You must hold a licence.\n";
        assert_eq!(
            read(text)[2..],
            [
                ("You care for patients.", Purpose::Task),
                ("You build web applications with Svelte.", Purpose::Task),
                ("We offer free parking.", Purpose::Offer),
                ("You must hold a licence.", Purpose::Must),
            ]
        );
    }
}
