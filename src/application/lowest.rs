//! Which highlights rank lowest: what to leave out first where a résumé has to be shorter.
//!
//! Without a ranking it is the order in which they are shown, from the end: the last section, the oldest entry, what
//! comes last in it. A nested highlight goes before the one that it stands under.

use super::markup::Markup;
use super::resume::{Content, Highlight, Resume};
use crate::diagnostic::Span;

/// A highlight that could be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its text without markup.
    pub text: String,
    /// Where it stands in the profile.
    pub span: Span,
}

/// The highlights of a résumé that rank lowest, the very lowest first; at most so many. `score` says how much one is
/// worth by its place; between equals, the one that is shown later ranks lower.
#[must_use]
pub fn lowest(resume: &Resume, score: &dyn Fn(Span) -> f64, count: usize) -> Vec<Candidate> {
    let mut shown: Vec<(&Markup, Span)> = Vec::new();
    for section in &resume.sections {
        of_content(&section.content, &mut shown);
    }
    let mut scored: Vec<_> = shown.into_iter().rev().map(|(text, span)| (score(span), text, span)).collect();
    scored.sort_by(|one, other| one.0.total_cmp(&other.0));
    scored.into_iter().take(count).map(|(_, text, span)| Candidate { text: text.plain_text(), span }).collect()
}

fn of_content<'r>(content: &'r Content, shown: &mut Vec<(&'r Markup, Span)>) {
    match content {
        Content::Work(employments) => {
            for employment in employments {
                push(&employment.highlights, shown);
                employment.roles.iter().for_each(|role| push(&role.highlights, shown));
            }
        }
        Content::Education(entries) => entries.iter().for_each(|entry| push(&entry.highlights, shown)),
        Content::Projects(projects) => projects.iter().for_each(|project| push(&project.highlights, shown)),
        Content::Entries(entries) => entries.iter().for_each(|entry| push(&entry.highlights, shown)),
        Content::List(items) => push(items, shown),
        Content::Prose(_)
        | Content::Groups(_)
        | Content::Languages(_)
        | Content::Certificates(_)
        | Content::Awards(_)
        | Content::Publications(_)
        | Content::References(_)
        | Content::Metrics(_)
        | Content::Quotes(_) => {}
    }
}

fn push<'r>(highlights: &'r [Highlight], shown: &mut Vec<(&'r Markup, Span)>) {
    for highlight in highlights {
        shown.extend(highlight.text.span.map(|span| (&highlight.text, span)));
        push(&highlight.children, shown);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::{Presentation, resolve};
    use crate::diagnostic::Diagnostics;
    use crate::profile::Profile;
    use crate::source::{Format, Sources, parse};

    const PROFILE: &str = "\
basics: {name: Ada}
work:
  - {name: New, position: Lead, highlights: [a, {text: b, highlights: [b1]}]}
  - {name: Old, highlights: [all], positions: [{position: Dev, highlights: [c, '**d**']}]}
projects: [{name: P, highlights: [e]}]
";

    fn resume() -> Resume {
        let (mut sources, mut said) = (Sources::new(), Diagnostics::new());
        let id = sources.add("p.yaml", PROFILE);
        let node = parse(&sources, id, Format::Yaml, &mut said).unwrap();
        let profile = Profile::from_node(&node, &mut said).unwrap();
        resolve(&profile, None, &Presentation::default()).unwrap().value
    }

    fn texts(score: &dyn Fn(Span) -> f64, count: usize) -> Vec<String> {
        lowest(&resume(), score, count).into_iter().map(|candidate| candidate.text).collect()
    }

    #[test]
    fn what_is_shown_last_ranks_lowest() {
        assert_eq!(texts(&|_| 0.0, 20), ["e", "d", "c", "all", "b1", "b", "a"]);
        assert_eq!(texts(&|_| 0.0, 2), ["e", "d"]);
    }

    #[test]
    fn a_score_goes_before_the_order() {
        let start = |text: &str| u32::try_from(PROFILE.find(text).unwrap()).unwrap();
        let (a, last) = (start("[a,") + 1, start("[e]") + 1);
        let score = |span: Span| if span.start == a { -1.0 } else { f64::from(u8::from(span.start == last)) };
        assert_eq!(texts(&score, 3), ["a", "d", "c"]);
    }

    #[test]
    fn the_place_is_that_of_the_text() {
        let span = lowest(&resume(), &|_| 0.0, 1)[0].span;
        assert_eq!(&PROFILE[span.range()], "e");
    }
}
