//! What must not be shown: the forms of redacted values, found in any text, and masked in reports.
//!
//! A form is looked for by whole words, see `hidden/fold.rs` for what counts as equal: `Iqbal, ASJAD` holds `asjad`, and
//! `willing` does not hold `Will`. Between the words of a form may stand anything but letters and digits, or nothing at all;
//! within a word a hyphen, as at the end of a line. In scripts without spaces a form is found within a run. Which forms a
//! value has is decided where values are redacted; this module knows what is written, not what it means.

mod fold;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

pub(crate) use self::fold::is_dense;
use self::fold::{Class, Folded, Gap};
use super::data_uri;
use crate::diagnostic::Span;

/// What stands in place of each hidden character.
pub const MASK: char = '▒';

/// From how many characters on the words of a form are looked for written together.
const TOGETHER: usize = 6;

/// From how many characters on a word of a name is looked for with what clings to it: an `s`, or a particle of Arabic or
/// Hebrew.
const CLINGING: usize = 3;

/// The fewest digits that are looked for as a number.
const NUMBER: usize = 7;

/// What a hidden value is, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// The name or a part of it.
    Name,
    /// An e-mail or postal address, a phone number, a website, a user name.
    Contact,
    /// The file of a photo.
    Photo,
    /// An employer or another organization.
    Employer,
    /// A school.
    School,
    /// Where a link leads.
    Link,
    /// A value that was named by its path.
    Value,
}

impl What {
    /// The words for it, with article, such as `a part of the name`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "the name, or a part of it,",
            Self::Contact => "a way to reach the person",
            Self::Photo => "the file name of the photo",
            Self::Employer => "the name or address of an employer",
            Self::School => "the name or address of a school",
            Self::Link => "the address of a link",
            Self::Value => "a value",
        }
    }
}

/// A hidden value that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The bytes of the text that show it.
    pub range: Range<usize>,
    /// What it is.
    pub what: What,
}

/// How a form is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// As whole words.
    Words,
    /// As whole words, also with what clings to a name.
    Name,
    /// Within runs of scripts without spaces.
    Inside,
    /// As digits, whatever stands between them.
    Number,
}

/// One way to write a hidden value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    /// Its words, one behind the other.
    text: String,
    /// Where its words start, but for the first.
    bounds: Vec<usize>,
    way: Way,
    what: What,
}

/// All that must not be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    forms: BTreeSet<Form>,
    allowed: BTreeSet<String>,
    spans: Vec<Span>,
    label: Option<String>,
    all: bool,
}

impl Hidden {
    /// Nothing hidden yet; a form that consists of these words only will not count.
    #[must_use]
    pub fn new(allow: &[String]) -> Self {
        let mut hidden = Self::default();
        for word in allow {
            let folded = Folded::new(word);
            hidden.allowed.extend((0..folded.words.len()).map(|index| folded.word(index).to_owned()));
            hidden.allowed.insert(folded.text);
        }
        hidden
    }

    /// For a profile that cannot be read: since nobody knows what is in it, reports show nothing of it.
    #[must_use]
    pub fn everything() -> Self {
        Self { all: true, ..Self::default() }
    }

    /// Hides what another hides, too.
    pub fn merge(&mut self, other: &Self) {
        self.forms.extend(other.forms.iter().cloned());
        self.spans.extend(&other.spans);
        self.all |= other.all;
    }

    /// Whether nothing is hidden.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty() && self.spans.is_empty() && !self.all
    }

    /// Sets what files are named instead of by the person, such as `candidate-7f3a`.
    pub fn set_label(&mut self, label: impl Into<String>) {
        self.label = Some(label.into());
    }

    /// Hides a text. One without letters and digits is nothing that could be found.
    pub fn add(&mut self, what: What, text: &str) {
        let dense = text.chars().any(fold::is_dense);
        self.insert(what, text, if dense { Way::Inside } else { Way::Words });
    }

    /// Hides a word of a name, or several.
    pub fn add_name(&mut self, what: What, text: &str) {
        let dense = text.chars().any(fold::is_dense);
        self.insert(what, text, if dense { Way::Inside } else { Way::Name });
    }

    /// Hides a number, however its digits are grouped; short ones are left alone.
    pub fn add_number(&mut self, what: What, digits: &str) {
        let digits: String = Folded::new(digits).text.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= NUMBER {
            self.insert(what, &digits, Way::Number);
        }
    }

    /// The words of names that are looked for alone.
    pub(crate) fn names(&self) -> Vec<String> {
        let alone = |form: &&Form| form.way == Way::Name && form.bounds.is_empty() && form.what == What::Name;
        self.forms.iter().filter(alone).map(|form| form.text.clone()).collect()
    }

    /// Hides what stands at a place of a source from reports.
    pub fn add_span(&mut self, span: Span) {
        self.spans.push(span);
    }

    fn insert(&mut self, what: What, text: &str, way: Way) {
        let folded = Folded::new(text);
        let allowed = |index| self.allowed.contains(folded.word(index));
        if folded.words.is_empty() || (0..folded.words.len()).all(allowed) || self.allowed.contains(&folded.text) {
            return;
        }
        let bounds = folded.words.iter().skip(1).map(|word| word.range.start).collect();
        self.forms.insert(Form { text: folded.text, bounds, way, what });
    }

    /// Every hidden value in a text, by its place; overlapping ones are all there.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Hit> {
        if self.forms.is_empty() {
            return Vec::new();
        }
        let mut hits = self.find_plain(text);
        hits.extend(self.find_encoded(text));
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
        hits
    }

    fn find_plain(&self, text: &str) -> Vec<Hit> {
        let folded = Folded::new(text);
        let numbers = if self.forms.iter().any(|form| form.way == Way::Number) { numbers(&folded) } else { Vec::new() };
        let mut hits = Vec::new();
        for form in &self.forms {
            let mut add = |range: &Range<usize>| hits.push(Hit { range: folded.origin(range), what: form.what });
            match form.way {
                Way::Inside => {
                    folded.text.match_indices(&form.text).for_each(|(start, found)| add(&(start..start + found.len())));
                }
                Way::Number => {
                    numbers.iter().filter(|(digits, _)| digits.contains(&form.text)).for_each(|(_, at)| add(at));
                }
                Way::Words | Way::Name => {
                    for index in 0..folded.words.len() {
                        form.at(&folded, index).iter().for_each(&mut add);
                    }
                }
            }
        }
        hits
    }

    /// What is written with `%` and two hexadecimal digits, as in a URL; the whole run is the place.
    fn find_encoded(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if !text.contains('%') {
            return hits;
        }
        for run in text.split(char::is_whitespace).filter(|run| run.contains('%')) {
            let start = run.as_ptr().addr() - text.as_ptr().addr();
            if let Some(decoded) = percent_decoded(run) {
                let found = self.find_plain(&decoded);
                hits.extend(found.into_iter().map(|hit| Hit { range: start..start + run.len(), what: hit.what }));
            }
        }
        hits
    }

    /// The text with every hidden character replaced by [`MASK`].
    #[must_use]
    pub fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        masked(text, &self.ranges(text))
    }

    /// The bytes of a message that hold something hidden.
    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        if self.all {
            return quotes(text);
        }
        let mut ranges: Vec<_> = self.find(text).into_iter().map(|hit| hit.range).collect();
        ranges.extend(self.cut_off(text));
        ranges
    }

    /// A quotation that was cut short shows the beginning of a value only.
    fn cut_off(&self, text: &str) -> Option<Range<usize>> {
        let end = text.find("…`")?;
        let start = text[..end].rfind('`')? + 1;
        let folded = Folded::new(&text[start..end]);
        let begun = |form: &Form| {
            let starts = folded.words.iter().map(|word| word.range.start);
            starts.filter(|at| form.text.len() > TOGETHER && form.text.starts_with(&folded.text[*at..])).min()
        };
        let at = self.forms.iter().filter_map(begun).min()?;
        Some(start + folded.origin(&(at..folded.text.len())).start..end)
    }

    /// The bytes of a source that must not be shown: what is hidden by its place, and every hidden value.
    pub(super) fn ranges_in(&self, source: crate::diagnostic::SourceId, text: &str) -> Vec<Range<usize>> {
        if self.all {
            return std::iter::once(0..text.len()).collect();
        }
        let mut ranges = Vec::new();
        let mut from = 0;
        // Nobody reads a name in an image, and it has megabytes.
        for image in data_uri::images(text).into_iter().chain(std::iter::once(text.len()..text.len())) {
            let hits = self.find(&text[from..image.start]).into_iter();
            ranges.extend(hits.map(|hit| from + hit.range.start..from + hit.range.end));
            from = image.end;
        }
        ranges.extend(self.spans.iter().filter(|span| span.source == source).map(|span| span.range()));
        ranges
    }

    /// The name of a file, without its folder, as it can be shown.
    pub(super) fn mask_name<'t>(&self, name: &'t str) -> Cow<'t, str> {
        if !self.all {
            let mut ranges = self.ranges(name);
            let folded = Folded::new(name);
            for form in self.forms.iter().filter(|form| form.is_within(&folded)) {
                let found = folded.text.match_indices(&form.text);
                ranges.extend(found.map(|(start, text)| folded.origin(&(start..start + text.len()))));
            }
            return masked(name, &ranges);
        }
        let start = name.rfind(['/', '\\']).map_or(0, |at| at + 1);
        let end = name[start..].rfind('.').filter(|at| *at > 0).map_or(name.len(), |at| start + at);
        let special = name.starts_with(['<', '-']);
        if special { Cow::Borrowed(name) } else { masked(name, std::slice::from_ref(&(start..end))) }
    }

    /// What a file is named instead, where the stem of its name shows something hidden. Names are often written together, so
    /// that a longer word counts within others here.
    #[must_use]
    pub fn stem(&self, stem: &str) -> Option<String> {
        let folded = Folded::new(stem);
        let shows = self.all || !self.find(stem).is_empty() || self.forms.iter().any(|form| form.is_within(&folded));
        shows.then(|| self.label.clone().unwrap_or_else(|| "redacted".to_owned()))
    }
}

impl Form {
    /// Whether it is a longer word of a name that the name of a file has in it, written together with others.
    fn is_within(&self, folded: &Folded) -> bool {
        self.way == Way::Name
            && self.bounds.is_empty()
            && self.text.chars().count() > CLINGING
            && folded.text.contains(&self.text)
    }

    /// Where the form stands if it starts with this word.
    fn at(&self, folded: &Folded, first: usize) -> Option<Range<usize>> {
        let start = &folded.words[first].range;
        let clings = |from: usize| self.way == Way::Name && self.text[from..].chars().count() >= CLINGING;
        // Arabic and Hebrew write `and`, `to`, `from` and their like at the front of a name.
        let mut lengths = vec![0];
        let mut length = 0;
        for c in folded.word(first).chars().take(2).take_while(|c| clings(0) && is_particle(*c)) {
            length += c.len_utf8();
            lengths.push(length);
        }
        lengths.into_iter().find_map(|skip| {
            let mut done = 0;
            for index in first.. {
                let word = folded.words.get(index)?;
                if done > 0 && !self.bounds.contains(&done) && word.gap != Gap::Joint {
                    return None;
                }
                let text = if index == first { &folded.word(first)[skip..] } else { folded.word(index) };
                let rest = &self.text[done..];
                if text.is_empty() {
                    return None;
                }
                let genitive = clings(done) && rest.len() > CLINGING && text.strip_suffix('s') == Some(rest);
                if !rest.starts_with(text) && !genitive {
                    return None;
                }
                let end = (done + text.len()).min(self.text.len());
                let together = self.bounds.iter().any(|bound| done < *bound && *bound < end);
                if together && self.text.chars().count() < TOGETHER {
                    return None;
                }
                if genitive || end == self.text.len() {
                    return Some(start.start..word.range.end);
                }
                done = end;
            }
            None
        })
    }
}

/// A text as it is compared: its words in lower case, with single spaces between them.
pub(crate) fn folded(text: &str) -> String {
    let folded = Folded::new(text);
    (0..folded.words.len()).map(|index| folded.word(index)).collect::<Vec<_>>().join(" ")
}

/// Particles that are written together with the word they belong to: Arabic and, so, with, for, like; Hebrew and, the, in,
/// to, from, that, like.
fn is_particle(c: char) -> bool {
    matches!(c, 'و' | 'ف' | 'ب' | 'ل' | 'ك' | 'ו' | 'ה' | 'ב' | 'ל' | 'מ' | 'ש' | 'כ')
}

/// The numbers of a text, as they may be dialled, each with its place.
fn numbers(folded: &Folded) -> Vec<(String, Range<usize>)> {
    let mut numbers: Vec<(String, Range<usize>)> = Vec::new();
    let mut last = None;
    for (index, word) in folded.words.iter().enumerate().filter(|(_, word)| word.class == Class::Digits) {
        let continues = index > 0 && last == Some(index - 1) && word.gap != Gap::Other;
        match numbers.last_mut().filter(|_| continues) {
            Some((digits, range)) => {
                digits.push_str(folded.word(index));
                range.end = word.range.end;
            }
            None => numbers.push((folded.word(index).to_owned(), word.range.clone())),
        }
        last = Some(index);
    }
    numbers
}

/// The text of a URL, if something in it is encoded.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let bytes = percent_bytes(text);
    (bytes.len() < text.len()).then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of a URL, what is encoded with `%` decoded.
pub(crate) fn percent_bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    bytes
}

/// The bytes between the backticks of a message, but for marks such as `: `, which are nobody's.
fn quotes(text: &str) -> Vec<Range<usize>> {
    let marks: Vec<usize> = text.match_indices('`').map(|(at, _)| at).collect();
    let quoted = marks.chunks_exact(2).map(|pair| pair[0] + 1..pair[1]);
    quoted.filter(|range| text[range.clone()].contains(|c: char| !c.is_ascii_punctuation() && c != ' ')).collect()
}

/// The text with the characters of the ranges replaced, but for white space, which tells nothing.
fn masked<'t>(text: &'t str, ranges: &[Range<usize>]) -> Cow<'t, str> {
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let hidden = |at: usize, c: char| !c.is_whitespace() && ranges.iter().any(|range| range.contains(&at));
    Cow::Owned(text.char_indices().map(|(at, c)| if hidden(at, c) { MASK } else { c }).collect())
}

#[cfg(test)]
mod tests;
