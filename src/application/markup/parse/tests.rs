use proptest::prelude::*;

use super::*;
use crate::application::markup::{Inline, is_space};

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

fn strong(content: &str) -> Inline {
    Inline::Strong(vec![text(content)])
}

fn emphasis(content: &str) -> Inline {
    Inline::Emphasis(vec![text(content)])
}

fn link(url: &str, shown: &str) -> Inline {
    Inline::Link { url: url.into(), content: vec![text(shown)] }
}

fn quoted(source: &str) -> Text {
    let span = Span::new(crate::diagnostic::SourceId(0), 0..source.len());
    Text { value: source.into(), span, style: Style::Quoted }
}

#[test]
fn the_five_inline_forms_become_the_tree() {
    assert_eq!(
        paragraph("a **b** *c* `d` ~~e~~ [f](https://x.org/?a=1&b=2)"),
        [
            text("a "),
            strong("b"),
            text(" "),
            emphasis("c"),
            text(" "),
            Inline::Code("d".into()),
            text(" "),
            Inline::Strike(vec![text("e")]),
            text(" "),
            link("https://x.org/?a=1&b=2", "f"),
        ]
    );
    assert_eq!(paragraph("**bold** start"), [strong("bold"), text(" start")]);
    assert_eq!(paragraph("*\"q\"*"), [emphasis("\"q\"")]);
    assert_eq!(paragraph("***a***"), [Inline::Emphasis(vec![strong("a")])]);
    assert_eq!(paragraph("*a **b***"), [Inline::Emphasis(vec![text("a "), strong("b")])]);
    assert_eq!(paragraph("***a** b*"), [Inline::Emphasis(vec![strong("a"), text(" b")])]);
    assert_eq!(paragraph("~~**a**~~"), [Inline::Strike(vec![strong("a")])]);
    assert_eq!(paragraph("**a `*` b**"), [Inline::Strong(vec![text("a "), Inline::Code("*".into()), text(" b")])]);
    assert_eq!(paragraph("**[a](https://x.org)**"), [Inline::Strong(vec![link("https://x.org", "a")])]);
    assert_eq!(
        paragraph("[**a** b](tel:+491)"),
        [Inline::Link { url: "tel:+491".into(), content: vec![strong("a"), text(" b")] }]
    );
    assert_eq!(paragraph("[](https://x.org)"), [link("https://x.org", "https://x.org")]);
    assert_eq!(paragraph("`` a`b ``"), [Inline::Code("a`b".into())]);
}

#[test]
fn a_mark_counts_at_the_edges_of_words() {
    for (source, marked) in [
        ("**Note:** x", "Note:"),
        ("(**x**)", "x"),
        ("“**x**”", "x"),
        ("**x**, y", "x"),
        ("**x**/y", "x"),
        ("这是**重点**内容", "重点"),
        ("**굵게**는", "굵게"),
        ("**C++**", "C++"),
        ("**.NET** x", ".NET"),
        ("**50 %**", "50 %"),
        ("**a * b**", "a * b"),
        ("**f(*args)**", "f(*args)"),
        ("**Best paper***", "Best paper"),
    ] {
        assert!(paragraph(source).contains(&strong(marked)), "{source}: {:?}", paragraph(source));
    }
    for (source, marked) in [("(*x*)", "x"), ("*x*-y", "x"), ("*Note:* x", "Note:"), ("—*x*—", "x"), ("*x*.", "x")]
    {
        assert!(paragraph(source).contains(&emphasis(marked)), "{source}: {:?}", paragraph(source));
    }
}

/// Everything that is none of the marks, in one line each.
const LITERAL: &[&str] = &[
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
    "~x~",
    "[^1]",
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
    "=",
    "-",
    "+ x",
    "10) x",
    "~ a ~",
    "__init__.py",
    "_draft_",
    "__draft__",
    "a*b*c",
    "a**b**c",
    "a~~b~~c",
    "a`b`c",
    "logs_*.txt … *.tmp",
    "4 * 5 * 6",
    "C:\\new\\table",
    "C:\\temp\\",
    "\\\\server\\share",
    "\\d+\\.\\w?",
    "Vec<T>",
    "Vec<b>",
    "HashMap<K, Vec<V>>",
    "5 * 3",
    "5*3*2",
    "C++",
    "C#",
    "#hash",
    "@me",
    "$5",
    "~/x",
    "~5 min … ~10 min",
    "x^2",
    "**/*.rs and src/**",
    "src/**/test/**/a.rs",
    "*.tmp *.log",
    "*.tmp, *.log",
    "*.*",
    "*.tar.*",
    "f(**kwargs)",
    "(*args, **kwargs)",
    "def f(*args, **kwargs): g(*args, **kwargs)",
    "f(*foo) and g(bar*)",
    "2 ** 3 ** 4",
    "2**3**4",
    "[x] done",
    "arr[0](x)",
    "arr[0](https)",
    "5* hotels and 4* inns",
    "SELECT * FROM a, SELECT * FROM b",
    "SELECT *, a.* FROM t, COUNT(*) AS n, SUM(*)",
    "^[a-z]*$ and (.*?)",
    "/* comment */",
    "/*comment*/",
    "/**comment*/",
    ":* and :-* and (*^^*) and *_*",
    ">_< ^_^ ¯\\_(ツ)_/¯",
    "\"*\" and \"*\"",
    "\"*foo\" and \"bar*\"",
    "char **argv, int *p, *q",
    "x = *p + *q",
    "长*宽*高",
    "don`t and can`t",
    "``quoted''",
    "****",
    "** x **",
    "**x",
    "x**",
    "*x",
    "x*",
    "~~x",
    "`x",
    "[x",
    "x]",
    "[a](https://",
    "[a]( https)",
    "a[b](https:)",
    "{a: *b*c}",
    "https://",
    "git@github.com:a/b",
    "{{ x }} {% raw %}",
    "10 % * 3",
    "a\\",
    "x\\_y",
    "\\# \\- \\> \\<b>",
    "~~~x~~~",
    "*/5 * * * *",
    "0 */2 * * 1-5",
    "Footnote* and **two",
    "*, **, ***",
    "a ** b",
];

#[test]
fn everything_else_stays_as_written() {
    for &source in LITERAL {
        assert_eq!(paragraph(source), [text(source)], "{source}");
        let is_item = matches!(source, "- x" | "1. x" | "+ x" | "10) x");
        if !is_item {
            assert_eq!(Markup::blocks(source, None).blocks, [Block::Paragraph(vec![text(source)])], "{source}");
            assert_eq!(Markup::blocks_of(&quoted(source)).blocks, [Block::Paragraph(vec![text(source)])], "{source}");
        }
    }
    assert_eq!(paragraph("    x"), [text("x")]);
    assert_eq!(paragraph("a\n    b\n- c\n# d\n---"), [text("a b - c # d ---")]);
    assert_eq!(paragraph("  \n "), []);
}

#[test]
fn a_backslash_takes_the_meaning_of_a_mark_and_is_itself_elsewhere() {
    for (source, shown) in [
        ("\\*x\\*", "*x*"),
        ("\\**x**", "**x**"),
        ("\\`x\\`", "`x`"),
        ("\\[a](https)", "[a](https)"),
        ("[a\\](https)", "[a](https)"),
        ("\\~~x~~", "~~x~~"),
        ("\\\\*x", "\\*x"),
        ("\\- x", "- x"),
        ("1\\. x", "1. x"),
        ("\\-x", "\\-x"),
    ] {
        assert_eq!(paragraph(source), [text(shown)], "{source}");
        assert_eq!(Markup::blocks(source, None).blocks, [Block::Paragraph(vec![text(shown)])], "{source}");
    }
}

#[test]
fn an_address_in_a_text_is_a_link_with_that_text() {
    assert_eq!(
        paragraph("See https://x.org/a_b, (www.y.org) or <kim@example.org>."),
        [
            text("See "),
            link("https://x.org/a_b", "https://x.org/a_b"),
            text(", ("),
            link("https://www.y.org", "www.y.org"),
            text(") or <"),
            link("mailto:kim@example.org", "kim@example.org"),
            text(">."),
        ]
    );
    assert_eq!(paragraph("**https://x.org**"), [Inline::Strong(vec![link("https://x.org", "https://x.org")])]);
    assert_eq!(paragraph("[see www.a.org](https://x.org)"), [link("https://x.org", "see www.a.org")]);
    assert_eq!(paragraph("`https://x.org`"), [Inline::Code("https://x.org".into())]);
    assert_eq!(paragraph("[https://x.org/*](https://x.org)"), [link("https://x.org", "https://x.org/*")]);
}

#[test]
fn a_backslash_at_the_end_of_a_line_breaks_it() {
    assert_eq!(paragraph("a\\\n- b"), [text("a"), Inline::Break, text("- b")]);
    assert_eq!(paragraph("a \\\n  b"), [text("a"), Inline::Break, text("b")]);
    assert_eq!(paragraph("a\\\\\nb"), [text("a\\"), Inline::Break, text("b")]);
    assert_eq!(paragraph("a  \nb"), [text("a b")]);
    assert_eq!(paragraph("`a\\\nb`"), [Inline::Code("a\\ b".into())]);
}

#[test]
fn a_line_break_in_quotes_is_kept_and_lines_with_one_mark_are_a_list() {
    let item = |content: &str| vec![Block::Paragraph(vec![text(content)])];
    let lines = |content: &[&str]| {
        let pieces = content.iter().flat_map(|line| [Inline::Break, text(line)]);
        Block::Paragraph(pieces.skip(1).collect())
    };
    let list = |start, items: &[&str]| Block::List { start, items: items.iter().map(|it| item(it)).collect() };
    for (source, blocks) in [
        ("One\ntwo\n\nThree", vec![lines(&["One", "two"]), lines(&["Three"])]),
        ("Did:\n• a\n•b\nEnd", vec![lines(&["Did:"]), list(None, &["a", "b"]), lines(&["End"])]),
        ("– a\n– b", vec![list(None, &["a", "b"])]),
        ("* a\n* b", vec![list(None, &["a", "b"])]),
        ("1. a\n2. b\n3. c", vec![list(Some(1), &["a", "b", "c"])]),
        ("- a\n- b\n\n- c", vec![list(None, &["a", "b", "c"])]),
        ("a\n- b", vec![lines(&["a", "- b"])]),
        ("- b\na", vec![lines(&["- b", "a"])]),
        ("- a\n• b", vec![lines(&["- a", "• b"])]),
        ("1986. A\n1990. B", vec![lines(&["1986. A", "1990. B"])]),
        ("• a", vec![list(None, &["a"])]),
        ("Hi\n• a", vec![lines(&["Hi", "• a"])]),
        ("- a", vec![list(None, &["a"])]),
        ("a\\\nb", vec![lines(&["a", "b"])]),
    ] {
        assert_eq!(Markup::blocks_of(&quoted(source)).blocks, blocks, "{source}");
    }
    let nested = Block::List { start: None, items: vec![[item("a"), vec![list(None, &["b"])]].concat(), item("c")] };
    assert_eq!(Markup::blocks_of(&quoted("• a\n  - b\n• c")).blocks, [nested]);
    assert_eq!(Markup::inline_of(&quoted("a\n\n• b\n• c")).blocks, [lines(&["a", "• b", "• c"])]);
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

/// A text in which a backslash stands before every mark. Where a line would end in one, it is taken off, since it breaks the line.
fn escaped(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split(['\n', '\r']) {
        let marks = |c: char| "*`~[]".contains(c).then_some('\\').into_iter().chain([c]);
        let line: String = line.trim_matches(is_space).chars().flat_map(marks).collect();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let mut rest = line[digits..].chars();
        let mark = rest.next().is_some_and(|c| if digits > 0 { ".)" } else { "-+" }.contains(c));
        let item = mark && rest.next().is_some_and(is_space);
        lines.push(if item { format!("{}\\{}", &line[..digits], &line[digits..]) } else { line });
    }
    lines.join("\n")
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
    fn escaped_text_is_shown_as_it_is(source in "([ -~]|[^\\p{Cc}]|[\n\t]){0,40}") {
        // A backslash at the end of a line or before an item cannot be shown.
        let lines = source.split(['\n', '\r']).map(|line| line.trim_matches(is_space).trim_end_matches(|c| c == '\\' || is_space(c)));
        let source = lines.collect::<Vec<_>>().join("\n");
        let source = ["-", "+", ".", ")"].iter().fold(source, |text, mark| text.replace(&format!("\\{mark}"), mark));
        let escaped = escaped(&source);
        for markup in [Markup::inline(&escaped, None), Markup::blocks(&escaped, None)] {
            prop_assert_eq!(markup.plain_text(), folded(&source), "{}", escaped);
        }
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
