//! Plain text and Markdown drop no fact either, say them in the order of the page, and need no pages.

use std::num::NonZeroUsize;

use curricle::batch::{Format, Input, Renderer, Request};
use curricle::source::Sources;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::expected::{links, parts};
use super::facts::assert_in_order;
use super::pdf::folded;
use super::stage;

const FULL: &str = "data/samples/full.yaml";

fn make(request: &Request, format: Format) -> String {
    made(&stage::input(FULL), request, format)
}

/// A profile in a text format.
pub(crate) fn made(input: &Input, request: &Request, format: Format) -> String {
    let request = Request { formats: vec![format], ..request.clone() };
    let made = Renderer::new(Vec::new(), false).make(input, &request, &mut Sources::new());
    let made = made.unwrap_or_else(|errors| panic!("{errors}")).value;
    assert_eq!((made.pages, made.artifacts.len()), (0, 1));
    String::from_utf8(made.artifacts[0].bytes.clone()).unwrap()
}

/// What a reader of Markdown shows, and where its links lead.
pub(crate) fn read(markdown: &str) -> (String, Vec<String>) {
    let (mut text, mut targets) = (String::new(), Vec::new());
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => text.push('\n'),
            Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => {
                targets.push(format!("mailto:{dest_url}"));
            }
            Event::Start(Tag::Link { dest_url, .. }) => targets.push(dest_url.into_string()),
            Event::Start(_) | Event::End(_) => {}
            other => panic!("{other:?}"),
        }
    }
    (text, targets)
}

#[test]
fn every_string_of_the_full_profile_is_there_once_and_in_order() {
    for language in ["en", "de"] {
        let request = stage::request("plain", Some(language), &[]);
        let resume = stage::resume(&stage::input(FULL), &request);
        let wrap = NonZeroUsize::new(40);
        let plain = make(&request, Format::Txt);
        let narrow = make(&Request { wrap, ..request.clone() }, Format::Txt);
        let (md, targets) = read(&make(&request, Format::Md));
        for (case, text) in [("txt", &plain), ("txt, wrapped", &narrow), ("md", &md)] {
            // Underlines and the addresses of links are not the text of the profile.
            let mut text = folded(&text.lines().filter(|line| line.chars().any(|c| c != '-')).collect::<String>());
            for url in links(&resume) {
                text = text.replace(&folded(&format!("({url})")), "");
            }
            assert_in_order(&format!("{case}, {language}"), &text, &parts(&resume));
            for once in ["Employer One description", "Project highlight", "Skillkeyword two", "Courseone", "Author Two"]
            {
                assert_eq!(text.matches(&folded(once)).count(), 1, "{case}: {once}");
            }
            assert!(!text.contains("secret"), "{case}");
        }
        for url in links(&resume) {
            let said = url.trim_start_matches("mailto:").trim_start_matches("https://").trim_end_matches('/');
            assert!(url.starts_with("tel:") || plain.contains(said), "txt does not say {url}:\n{plain}");
            assert!(targets.contains(&url), "md has no link to {url}");
        }
    }
}

#[test]
fn plain_text_has_no_trailing_spaces_no_long_lines_and_one_newline_at_its_end() {
    let request = stage::request("plain", None, &[]);
    for wrap in [None, NonZeroUsize::new(30), NonZeroUsize::new(72)] {
        let text = make(&Request { wrap, ..request.clone() }, Format::Txt);
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
        for line in text.lines() {
            assert!(!line.ends_with(' '), "{line:?}");
            let fits = wrap.is_none_or(|wrap| line.chars().count() <= wrap.get());
            // What is too long is a single word.
            assert!(fits || !line.trim_start_matches(['-', ' ']).contains(' '), "{wrap:?}: {line:?}");
        }
    }
}

#[test]
fn what_a_theme_and_its_options_decide_about_content_holds_in_text() {
    let options = ["section_order=interests", "date_style=iso"];
    for format in [Format::Txt, Format::Md] {
        let text = make(&stage::request("plain", None, &options), format);
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} is not in:\n{text}"));
        assert!(at("Interests") < at("Profile") && at("2021-02") < at("2019-04-05"));
    }
}

#[test]
fn text_needs_no_pages() {
    // Typst would not take the look of this theme.
    let request = stage::request("./tests/bad_inputs/themes/is-no-typst", None, &[]);
    for format in [Format::Txt, Format::Md] {
        assert!(make(&request, format).contains("Ada Nametest"));
    }
}

#[test]
fn artifacts_come_in_the_order_asked_for() {
    let formats = vec![Format::Md, Format::Svg, Format::Txt];
    let request = Request { formats, ..stage::request("plain", None, &[]) };
    let made = Renderer::new(Vec::new(), false).make(&stage::input(FULL), &request, &mut Sources::new()).unwrap().value;
    let suffixes: Vec<&str> = made.artifacts.iter().map(|artifact| artifact.suffix.as_str()).collect();
    assert_eq!((suffixes.first(), suffixes.last()), (Some(&".md"), Some(&".txt")));
    assert_eq!(suffixes.len(), made.pages + 2);
}
