use proptest::prelude::*;

use super::*;

fn text(content: &str) -> Inline {
    Inline::Text(content.into())
}

fn paragraph(source: &str) -> Vec<Inline> {
    match Markup::inline(source, None).blocks.as_slice() {
        [] => Vec::new(),
        [Block::Paragraph(content)] => content.clone(),
        other => panic!("not one paragraph: {other:?}"),
    }
}

#[test]
fn the_five_inline_forms_become_the_tree() {
    assert_eq!(
        paragraph("a **b** *c* `d` ~~e~~ [f](https://x.org/?a=1&b=2)"),
        [
            text("a "),
            Inline::Strong(vec![text("b")]),
            text(" "),
            Inline::Emphasis(vec![text("c")]),
            text(" "),
            Inline::Code("d".into()),
            text(" "),
            Inline::Strike(vec![text("e")]),
            text(" "),
            Inline::Link { url: "https://x.org/?a=1&b=2".into(), content: vec![text("f")] },
        ]
    );
    assert_eq!(paragraph("**bold** start"), [Inline::Strong(vec![text("bold")]), text(" start")]);
    assert_eq!(paragraph("_under_"), [Inline::Emphasis(vec![text("under")])]);
    assert_eq!(paragraph("*\"q\"*"), [Inline::Emphasis(vec![text("\"q\"")])]);
    assert_eq!(
        paragraph("<me@x.org> <tel:+491>"),
        [
            Inline::Link { url: "mailto:me@x.org".into(), content: vec![text("me@x.org")] },
            text(" "),
            Inline::Link { url: "tel:+491".into(), content: vec![text("tel:+491")] },
        ]
    );
}

#[test]
fn everything_else_stays_as_written() {
    for source in [
        "- x",
        "1. x",
        "= x",
        "# x",
        "> x",
        "* * *",
        "---",
        "| a | b |",
        "&amp; &copy; &#35;",
        "<b>x</b>",
        "![alt](x.png)",
        "[a](file:///etc/passwd)",
        "[a](javascript:alert)",
        "[a](x \"title\")",
        "[a](https://x.org \"title\")",
        "~x~",
        "[^1]",
        "[a]: https://x.org",
        "$x$",
        "a_b_c",
        "2 * 3 * 4",
        "C:\\path",
        "#read(\"/etc/passwd\")",
        "```",
        "<!-- c -->",
        "[ ] todo",
        "[foo][bar]",
        "a\u{A0}b",
        "\u{A0}x",
        "x\u{2028}y",
        "\u{85}",
        "https://x.org/a_b_c",
        "=",
        "-",
        "+ x",
        "10) x",
        "~ a ~",
    ] {
        assert_eq!(paragraph(source), [text(source)], "{source}");
        if !matches!(source, "- x" | "1. x" | "+ x" | "10) x") {
            assert_eq!(Markup::blocks(source, None).blocks, [Block::Paragraph(vec![text(source)])], "{source}");
        }
    }
    assert_eq!(paragraph("    x"), [text("x")]);
    assert_eq!(paragraph("a\n    b\n- c\n# d\n---"), [text("a b - c # d ---")]);
    assert_eq!(paragraph("  \n "), []);
}

#[test]
fn a_backslash_at_the_end_of_a_line_breaks_it() {
    assert_eq!(paragraph("a\\\n- b"), [text("a"), Inline::Break, text("- b")]);
    assert_eq!(paragraph("a\\\\\nb"), [text("a\\ b")]);
    assert_eq!(paragraph("a  \nb"), [text("a b")]);
}

#[test]
fn blocks_are_paragraphs_and_nested_lists() {
    let item = |content: &str| Block::Paragraph(vec![text(content)]);
    let list = |start, items| Block::List { start, items };
    assert_eq!(
        Markup::blocks("One\ntwo\n\nThree\n- a\n  more\n  - b\n- # c\n\n1. d\n2. e\n\nEnd", None).blocks,
        [
            item("One two"),
            item("Three"),
            list(None, vec![vec![item("a more"), list(None, vec![vec![item("b")]])], vec![item("# c")]]),
            list(Some(1), vec![vec![item("d")], vec![item("e")]]),
            item("End"),
        ]
    );
    assert_eq!(Markup::blocks("born in\n1986. A good year", None).blocks, [item("born in 1986. A good year")]);
    assert_eq!(Markup::blocks("# x\n===\n> y\n```\n* * *", None).blocks, [item("# x === > y ``` * * *")]);
    assert_eq!(Markup::blocks("a\n\n        code", None).blocks, [item("a"), item("code")]);
}

#[test]
fn plain_text_drops_the_markup() {
    let markup = Markup::blocks("A **b** [c](https://x.org)\\\nd\n\n- e `f`", None);
    assert_eq!(markup.plain_text(), "A b c d e f");
}

#[test]
fn nesting_is_bounded() {
    fn depth(content: &[Inline]) -> usize {
        let below = |piece: &Inline| match piece {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => depth(inner),
            Inline::Link { content, .. } => depth(content),
            _ => 0,
        };
        content.iter().map(below).max().unwrap_or(0) + 1
    }
    let stars = "*a **b ".repeat(10_000) + &"c** d* ".repeat(10_000);
    assert!(depth(&paragraph(&stars)) <= DEPTH_LIMIT + 1);
    assert!(!paragraph(&"*".repeat(10_000)).is_empty());
    let lists = "- ".repeat(10_000) + "x";
    assert!(Markup::blocks(&lists, None).plain_text().ends_with('x'));
    let steps: String = (0..300).flat_map(|level| ["  ".repeat(level), "- x\n".into()]).collect();
    assert_eq!(Markup::blocks(&steps, None).plain_text().matches('x').count(), 300);
}

fn folded(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn link_targets(content: &[Inline], out: &mut String) {
    for piece in content {
        match piece {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => link_targets(inner, out),
            Inline::Link { url, content } => {
                out.push_str(url);
                link_targets(content, out);
            }
            _ => {}
        }
    }
}

fn all_targets(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(content) => link_targets(content, out),
            Block::List { items, .. } => items.iter().for_each(|item| all_targets(item, out)),
        }
    }
}

proptest! {
    #[test]
    fn escaped_text_is_one_text(source in "([ -~]|[^\\p{Cc}]|[\n\t]){0,40}") {
        let escaped: String = source.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect();
        let expected = folded(&source);
        let expected: Vec<Inline> = if expected.is_empty() { vec![] } else { vec![text(&expected)] };
        prop_assert_eq!(paragraph(&escaped), expected);
    }

    #[test]
    fn no_letter_or_digit_is_lost(source in "([ -~]|[-*_~`\\[\\]()<>!&;#\n0-9.]|https://x|\\PC){0,60}") {
        for markup in [Markup::inline(&source, None), Markup::blocks(&source, None)] {
            let mut targets = String::new();
            all_targets(&markup.blocks, &mut targets);
            let mut shown: Vec<char> = (markup.plain_text() + &targets).chars().filter(|c| c.is_alphabetic()).collect();
            shown.sort_unstable();
            for c in source.chars().filter(|c| c.is_alphabetic()) {
                let wanted = source.chars().filter(|other| *other == c).count();
                let found = shown.iter().filter(|other| **other == c).count();
                prop_assert!(found >= wanted, "{c:?} of {source:?} in {markup:?}");
            }
        }
    }
}

#[test]
fn targets_of_links_come_out_and_their_words_stay() {
    for (text, left, targets) in [
        ("See [the *code*](https://x.org/a) and [more](https://y.org).", "See the *code* and more.", 2),
        ("a [b\n c](https://x.org/(d)) e\n\n- [f](mailto:a@b.org)", "a b\n c e\n\n- f", 2),
        (
            "[x] and `[a](https://b.org)` and \\[c](https://d.org)",
            "[x] and `[a](https://b.org)` and \\[c](https://d.org)",
            0,
        ),
        ("[](https://x.org)", "", 1),
        ("<https://x.org>", "<https://x.org>", 1),
    ] {
        let mut rest = text.to_owned();
        assert_eq!(super::unlink(&mut rest).len(), targets, "{text}");
        assert_eq!(rest, left);
    }
}
