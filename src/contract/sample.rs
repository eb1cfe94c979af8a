//! The sample profiles that a theme is tried with.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use crate::application::letter::Letter;
use crate::application::resume::{Beside, ImageFile};
use crate::application::texts::Shown;
use crate::batch::Images;
use crate::diagnostic::{Diagnostics, Span};
use crate::profile::Profile;
use crate::source::{Data, Format, Node, Sha256, Sources, parse};
use crate::typeset::Bytes;
use crate::typeset::image::Prepared;

/// Which profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sample {
    /// Every field of the schema, with a text of its own.
    Full,
    /// Text that is read from right to left, with words and dates that are not.
    Rtl,
    /// A label where the name would be, and no work.
    Nameless,
    /// One language and nothing else.
    Bare,
    /// Long names, fifteen jobs, a word of 400 letters.
    Huge,
}

/// The images that samples show: path, format, what the path is relative to, bytes.
const IMAGES: [(&str, &str, Beside, &[u8]); 3] = [
    ("photo.png", "png", Beside::Profile, include_bytes!("../../data/samples/photo.png")),
    ("badge.png", "png", Beside::Profile, include_bytes!("../../data/samples/badge.png")),
    ("sign.svg", "svg", Beside::Letter, include_bytes!("../../data/samples/sign.svg")),
];

/// How many jobs the huge profile has.
const JOBS: usize = 15;

/// The length of the long word, in characters.
const LONG_WORD: usize = 400;

/// The length of the long name, in characters.
const LONG_NAME: usize = 120;

/// All samples, read.
pub(super) struct Samples(BTreeMap<Sample, Read>);

/// A sample that has been read.
pub(super) struct Read {
    node: Node,
    letter_node: Node,
    pub(super) profile: Profile,
    pub(super) letter: Letter,
}

impl Sample {
    const ALL: [Self; 5] = [Self::Full, Self::Rtl, Self::Nameless, Self::Bare, Self::Huge];

    /// What it is, in a few words.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Full => "every field",
            Self::Rtl => "right to left",
            Self::Nameless => "no name",
            Self::Bare => "one language, nothing else",
            Self::Huge => "fifteen jobs, long names",
        }
    }

    /// The letter that goes with it.
    fn letter(self) -> (&'static str, Cow<'static, str>) {
        match self {
            Self::Rtl => ("rtl-letter.yaml", include_str!("../../data/samples/rtl-letter.yaml").into()),
            Self::Huge => ("huge-letter.yaml", huge_letter().into()),
            Self::Nameless | Self::Bare => ("short-letter.yaml", "body: Letter body alone\n".into()),
            Self::Full => ("letter.yaml", include_str!("../../data/samples/letter.yaml").into()),
        }
    }

    fn file(self) -> (&'static str, Cow<'static, str>) {
        match self {
            Self::Full => ("full.yaml", include_str!("../../data/samples/full.yaml").into()),
            Self::Rtl => ("rtl.yaml", include_str!("../../data/samples/rtl.yaml").into()),
            Self::Nameless => ("nameless.yaml", include_str!("../../data/samples/nameless.yaml").into()),
            Self::Bare => ("bare.yaml", "languages:\n  - language: Esperanto\n".into()),
            Self::Huge => ("huge.yaml", huge().into()),
        }
    }
}

impl Samples {
    /// Reads them all; they stand in `sources` as the samples that they are.
    pub(super) fn read(sources: &mut Sources) -> Self {
        let read = |sample: Sample| {
            let mut diagnostics = Diagnostics::new();
            let mut read = |(name, text): (&str, Cow<'static, str>)| {
                let source = sources.add(format!("{name} (sample)"), &*text);
                let node = parse(sources, source, Format::Yaml, &mut diagnostics);
                node.expect("a test holds that samples are YAML")
            };
            let (node, letter_node) = (read(sample.file()), read(sample.letter()));
            let profile = Profile::from_node(&node, &mut diagnostics);
            let profile = profile.expect("a test holds that samples are profiles");
            let letter = Letter::from_node(&letter_node, &mut diagnostics);
            let letter = letter.expect("a test holds that samples are letters");
            (sample, Read { node, letter_node, profile, letter })
        };
        Self(Sample::ALL.into_iter().map(read).collect())
    }

    /// One of them.
    pub(super) fn get(&self, sample: Sample) -> &Read {
        &self.0[&sample]
    }
}

impl Read {
    /// Under which key a text stands; nothing for one that does not stand in the sample.
    pub(super) fn path(&self, span: Span) -> String {
        let holds = |node: &Node| holds(node, span);
        self.deepest(&holds).map_or_else(String::new, |(_, path)| path)
    }

    fn deepest(&self, is: &dyn Fn(&Node) -> bool) -> Option<(&Node, String)> {
        // Where a place is looked for, only one of the two has it; a URL stands in the profile.
        let found = deepest(&self.node, String::new(), is).filter(|(node, _)| node.as_text().is_some());
        found.or_else(|| deepest(&self.letter_node, String::new(), is))
    }

    /// Where a text that is shown stands in the sample, and under which key.
    pub(super) fn place(&self, shown: &Shown) -> (Option<Span>, String) {
        let is = |node: &Node| match shown.span {
            Some(span) => holds(node, span),
            None => node.as_text() == Some(&shown.text) || !matches!(node.data, Data::Scalar { .. }),
        };
        let found = self.deepest(&is).filter(|(node, _)| node.as_text().is_some());
        let (node, path) = found.map_or((None, String::new()), |(node, path)| (Some(node.span), path));
        (shown.span.or(node), path)
    }
}

/// Whether a value holds a place.
fn holds(node: &Node, span: Span) -> bool {
    node.span.source == span.source && node.span.start <= span.start && span.end <= node.span.end
}

/// The deepest value that is what is looked for, as all that hold it are, with its key path.
fn deepest<'n>(node: &'n Node, path: String, is: &dyn Fn(&Node) -> bool) -> Option<(&'n Node, String)> {
    if !is(node) {
        return None;
    }
    let within = match &node.data {
        Data::Mapping(pairs) => pairs.iter().find_map(|(key, value)| {
            let dot = if path.is_empty() { "" } else { "." };
            let found = deepest(value, format!("{path}{dot}{}", key.name), is)?;
            found.0.as_text().is_some().then_some(found)
        }),
        Data::Sequence(items) => items.iter().enumerate().find_map(|(index, item)| {
            let found = deepest(item, format!("{path}[{index}]"), is)?;
            found.0.as_text().is_some().then_some(found)
        }),
        _ => None,
    };
    Some(within.unwrap_or((node, path)))
}

/// The images, ready for a project.
pub(super) fn images() -> Images {
    let prepared = |(path, extension, beside, bytes): (&str, &'static str, Beside, &'static [u8])| {
        let file = ImageFile { path: path.to_owned(), beside };
        let read = Sha256::of(bytes);
        (file, Prepared { bytes: Bytes::new(bytes), extension, read })
    };
    Images(IMAGES.into_iter().map(prepared).collect())
}

/// A text of so many characters: words, or one word.
fn filler(start: &str, characters: usize, gap: &str) -> String {
    let mut text = start.to_owned();
    for number in 1.. {
        if text.chars().count() >= characters {
            break;
        }
        let _ = write!(text, "{gap}Piece{number}");
    }
    text.chars().take(characters).collect::<String>().trim_end().to_owned()
}

/// More than a page holds, in longer words than a line holds.
fn huge() -> String {
    let long_word = |start: &str| filler(start, LONG_WORD, "");
    // Writing to a string does not fail, here and below.
    let mut yaml = String::from("meta: {lastModified: 2025-04-03}\nbasics:\n");
    let _ = writeln!(yaml, "  name: {}", filler("Wilhelmina", LONG_NAME, " "));
    let _ = writeln!(yaml, "  label: {}", filler("Labelling", LONG_NAME, " "));
    let _ = writeln!(yaml, "  email: {}@example.org", filler("mailbox", 60, ""));
    let _ = writeln!(yaml, "  url: https://{}.example.org/", filler("website", 60, "").to_lowercase());
    let _ = writeln!(yaml, "  summary: Summary with a long word, {}, in it", long_word("Summaryword"));
    yaml.push_str("work:\n");
    for job in 1..=JOBS {
        let _ = writeln!(yaml, "  - name: {}", filler(&format!("Employer{job}"), 90, " "));
        let _ = writeln!(yaml, "    position: {}", filler(&format!("Position{job}"), 90, " "));
        let _ =
            writeln!(yaml, "    location: Place{job} at the end of a long road\n    summary: Summary{job} of the job");
        let _ = writeln!(yaml, "    startDate: {}-0{}\n    endDate: {}-12", 2024 - job, job % 9 + 1, 2024 - job);
        yaml.push_str("    highlights:\n");
        for highlight in 1..=5 {
            let _ = writeln!(yaml, "      - {}", filler(&format!("Highlight{job}x{highlight}"), 60 * highlight, " "));
        }
        if job == 2 {
            let _ = writeln!(yaml, "      - {}", long_word("Highlightword"));
        }
    }
    yaml.push_str("projects:\n");
    for project in 1..=4 {
        let _ = writeln!(yaml, "  - name: {}", filler(&format!("Project{project}"), 70, " "));
        let _ = writeln!(
            yaml,
            "    status: Status{project} of it\n    description: {}",
            filler(&format!("Told{project}"), 300, " ")
        );
    }
    yaml.push_str("skills:\n");
    for skill in 1..=12 {
        let keywords: Vec<String> = (1..=10).map(|keyword| format!("Keyword{skill}x{keyword}")).collect();
        let _ = writeln!(yaml, "  - name: Skill{skill} with a name\n    keywords: [{}]", keywords.join(", "));
    }
    let _ = writeln!(yaml, "certificates:\n  - name: {}\n    issuer: Issuer", long_word("Certificateword"));
    yaml
}

/// A letter of more than a page, with a word that no line holds.
fn huge_letter() -> String {
    let mut yaml =
        String::from("date: 2025-04-03\ngreeting: Greeting of the letter,\nclosing: Closing of the letter\nto:\n");
    for line in 1..=6 {
        let _ = writeln!(yaml, "  - {}", filler(&format!("Recipient{line}"), 70, " "));
    }
    let _ = writeln!(yaml, "subject: {}\nbody: |", filler("Subject", LONG_NAME, " "));
    for paragraph in 1..=12 {
        let _ = writeln!(yaml, "  {}\n", filler(&format!("Paragraph{paragraph}"), 600, " "));
    }
    let _ = writeln!(yaml, "  {}", filler("Letterword", LONG_WORD, ""));
    yaml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_a_profile_with_nothing_wrong() {
        for sample in Sample::ALL {
            let (name, text) = sample.file();
            let mut sources = Sources::new();
            let source = sources.add(name, &*text);
            let mut diagnostics = Diagnostics::new();
            let node = parse(&sources, source, Format::Yaml, &mut diagnostics).unwrap();
            assert!(Profile::from_node(&node, &mut diagnostics).is_some());
            let (letter_name, text) = sample.letter();
            let source = sources.add(letter_name, &*text);
            let node = parse(&sources, source, Format::Yaml, &mut diagnostics).unwrap();
            assert!(Letter::from_node(&node, &mut diagnostics).is_some());
            diagnostics.0.retain(|found| found.code() != "nameless");
            assert!(diagnostics.is_empty(), "{name}: {diagnostics}");
        }
    }

    #[test]
    fn the_huge_profile_is_as_large_as_it_says() {
        let text = huge();
        let word = |word: &str| word.trim_matches(',').chars().count() == LONG_WORD;
        assert_eq!(text.split_whitespace().filter(|found| word(found)).count(), 3);
        let name = text.lines().find_map(|line| line.strip_prefix("  name: ")).unwrap();
        assert!((LONG_NAME - 5..=LONG_NAME).contains(&name.chars().count()), "{name}");
    }
}
