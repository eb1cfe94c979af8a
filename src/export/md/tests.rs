//! Tests of Markdown: what is written is read again.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{push_plain, spaces_trimmed, write};
use crate::application::markup::{self, Inline, Markup};
use crate::export::outline::{Block, Run};

/// All extensions but those that change characters on purpose or need a document of their own.
fn options() -> Options {
    Options::all() - Options::ENABLE_SMART_PUNCTUATION
}

/// What a document is made of.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Heading(u8, String),
    Text(String),
    List(Option<u64>),
    Item,
    Quote,
    End,
}

/// The parts that a reader of Markdown finds.
fn found(markdown: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut level = None;
    let flush = |text: &mut String, level: Option<u8>, parts: &mut Vec<Part>| {
        let shown = spaces_trimmed(&std::mem::take(text));
        match level {
            Some(level) => parts.push(Part::Heading(level, shown)),
            None if !shown.is_empty() => parts.push(Part::Text(shown)),
            None => {}
        }
    };
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::HardBreak => text.push('\n'),
            Event::Start(Tag::Heading { level: of, .. }) => level = Some(of as u8),
            Event::End(TagEnd::Heading(_)) => flush(&mut text, level.take(), &mut parts),
            Event::End(TagEnd::Paragraph) => flush(&mut text, None, &mut parts),
            Event::Start(Tag::List(start)) => {
                flush(&mut text, None, &mut parts);
                parts.push(Part::List(start));
            }
            Event::Start(Tag::Item) => parts.push(Part::Item),
            Event::Start(Tag::BlockQuote(None)) => parts.push(Part::Quote),
            Event::End(TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_)) => {
                flush(&mut text, None, &mut parts);
                parts.push(Part::End);
            }
            Event::Start(Tag::Paragraph | Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link) => {}
            other => panic!("{other:?} in:\n{markdown}"),
        }
    }
    parts
}

/// The parts that blocks ask for.
fn asked(blocks: &[Block], raised: u8) -> Vec<Part> {
    let mut parts = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { level, content } => {
                let mut text = String::new();
                push_plain(content, &mut text);
                parts.push(Part::Heading(level - raised, spaces_trimmed(&text.replace('\n', " "))));
            }
            Block::Lines(lines) => {
                let mut texts = Vec::new();
                for line in lines {
                    let mut text = String::new();
                    push_plain(line, &mut text);
                    texts.push(text);
                }
                parts.push(Part::Text(spaces_trimmed(&texts.join("\n"))));
            }
            Block::List { start, items } => {
                parts.push(Part::List(*start));
                for item in items {
                    parts.push(Part::Item);
                    parts.extend(asked(item, raised));
                    parts.push(Part::End);
                }
                parts.push(Part::End);
            }
            Block::Quote(content) => {
                parts.push(Part::Quote);
                parts.extend(asked(content, raised));
                parts.push(Part::End);
            }
        }
    }
    parts
}

fn text(text: &str) -> Run {
    vec![Inline::Text(text.into())]
}

fn lines(line: &str) -> Block {
    Block::Lines(vec![text(line)])
}

/// What a profile's Markdown is as blocks.
fn of_markup(markup: &[markup::Block]) -> Vec<Block> {
    let block = |block: &markup::Block| match block {
        markup::Block::Paragraph(content) => Block::Lines(vec![content.clone()]),
        markup::Block::List { start, items } => {
            Block::List { start: *start, items: items.iter().map(|item| of_markup(item)).collect() }
        }
    };
    markup.iter().map(block).collect()
}

#[test]
fn blocks_are_those_of_commonmark() {
    let blocks = [
        Block::Heading { level: 1, content: text("Ada #") },
        Block::Lines(vec![
            text("Analyst"),
            vec![Inline::Link { url: "https://a.example/(x)".into(), content: text("a") }],
        ]),
        Block::Heading { level: 2, content: text("C# & Work") },
        Block::List {
            start: None,
            items: vec![
                vec![lines("one"), Block::List { start: None, items: vec![vec![lines("deep")]] }],
                vec![lines("two"), lines("more")],
            ],
        },
        Block::List { start: None, items: vec![vec![lines("other")]] },
        Block::List { start: Some(9), items: vec![vec![lines("nine")], vec![lines("ten")]] },
        Block::Quote(vec![lines("1. words"), lines("- more")]),
    ];
    let expected = "# Ada \\#\n\nAnalyst\\\n[a](https://a.example/\\(x\\))\n\n## C# & Work\n\n- one\n  - deep\n- two\n\n  more\n\n\
        * other\n\n9. nine\n10. ten\n\n> 1\\. words\n>\n> \\- more\n";
    assert_eq!(write(&blocks), expected);
    assert_eq!(found(expected), asked(&blocks, 0));
}

#[test]
fn markup_stays_markup() {
    for source in ["**bold** *it* ~~gone~~ `code` [shown](https://x.example/)", "**(un)** *b*", "***both***"] {
        let markup = Markup::inline(source, None);
        assert_eq!(write(&of_markup(&markup.blocks)), format!("{source}\n"));
    }
    let markup = Markup::inline("_draft_ a*b*c <b> __init__.py, https://x.org/a_b or a_b@x.org", None);
    let written = "\\_draft\\_ a\\*b\\*c \\<b> \\_\\_init\\_\\_.py, <https://x.org/a_b> or <a_b@x.org>\n";
    assert_eq!(write(&of_markup(&markup.blocks)), written);
}

#[test]
fn emphasis_that_cannot_be_written_gives_way_to_the_text() {
    let run = vec![Inline::Emphasis(text("a")), Inline::Emphasis(text("b"))];
    assert_eq!(write(&[Block::Lines(vec![run])]), "ab\n");
}

#[test]
fn sections_take_the_level_of_a_title_that_is_not_there() {
    let blocks =
        [Block::Heading { level: 2, content: text("Skills") }, Block::Heading { level: 3, content: text("x") }];
    assert_eq!(write(&blocks), "# Skills\n\n## x\n");
}

/// Text with all that Markdown and its extensions know.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(
            &[
                "*",
                "**",
                "_",
                "__",
                "`",
                "``",
                "~",
                "~~",
                "~~~",
                "[",
                "]",
                "(",
                ")",
                "](",
                "<",
                ">",
                "<b>",
                "<!--",
                "&amp;",
                "&",
                "&#35;",
                "#",
                "##",
                "-",
                "---",
                "+",
                "=",
                "===",
                "1.",
                "12)",
                "|",
                "|-|",
                ":",
                ": ",
                "::",
                "!",
                "![",
                "\\",
                "$",
                "$$",
                "^",
                "{",
                "{#id}",
                "[^1]",
                "[^1]:",
                "[ ]",
                "[x]",
                "https://x.example",
                "a@b.example",
                "a",
                "b",
                " ",
                "  ",
                "ä",
                "漢",
                "\u{a0}",
                "'",
                "\"",
                "...",
                "--",
                "[[w]]",
                "[!NOTE]",
                "+++",
                "[x]: y",
            ][..]
        )
        .prop_map(str::to_owned),
        "[ -~]{1,4}",
    ];
    let joined = proptest::collection::vec(piece, 1..9).prop_map(|pieces| pieces.concat());
    joined.prop_filter("blank", |text| !text.trim().is_empty())
}

proptest! {
    #[test]
    fn any_text_reads_literally_wherever_it_stands(a in hostile(), b in hostile(), c in hostile()) {
        let blocks = [
            Block::Heading { level: 1, content: text(&a) },
            Block::Lines(vec![text(&b), text(&c), vec![Inline::Strong(text(&a)), Inline::Text(b.clone())]]),
            Block::Heading { level: 3, content: vec![
                Inline::Link { url: "https://x.example/?a=b&c".into(), content: text(&c) }, Inline::Text(a.clone()),
            ] },
            Block::List { start: None, items: vec![
                vec![lines(&a), Block::List { start: None, items: vec![vec![lines(&b)]] }],
                vec![lines(&c), lines(&a)],
            ] },
            Block::List { start: Some(7), items: vec![vec![lines(&b)]] },
            Block::Quote(vec![lines(&c)]),
        ];
        let markdown = write(&blocks);
        prop_assert_eq!(found(&markdown), asked(&blocks, 0), "in:\n{}", markdown);
        prop_assert!(markdown.lines().all(|line| !line.ends_with(' ')), "in:\n{}", markdown);
    }

    #[test]
    fn the_markdown_of_a_profile_comes_out_with_its_text(source in hostile(), more in hostile()) {
        let markup = Markup::blocks(&format!("{source}\n\n- {more}\n  - **{source}**\n\n{more}"), None);
        let blocks = of_markup(&markup.blocks);
        let markdown = write(&blocks);
        prop_assert_eq!(found(&markdown), asked(&blocks, 1), "in:\n{}", markdown);
    }
}
