//! Whatever is written in a profile is shown, and nothing of it is executed: arbitrary text in every text field of a
//! full profile, through the real loader, in every theme.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use curricle::application::markup::{Block, Inline, Markup};
use curricle::application::resolve;
use curricle::batch::{Input, load};
use curricle::diagnostic::{Problem, Severity};
use curricle::source::Sources;
use curricle::theme::{ImageFormats, ProjectImage, Theme, ThemeStore, TypstProject};
use curricle::typeset::{self, FontSet, Images, image};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use typst::layout::{Frame, FrameItem};
use typst::model::Document as _;
use typst::syntax::{LinkedNode, Source, Span, SyntaxKind, ast};

use super::pdf::folded;
use super::schema::{Leaf, walk};
use super::stage;

/// The full profile with the places of its texts.
static FULL: LazyLock<(Value, Vec<Leaf>)> = LazyLock::new(|| {
    let profile: Value = serde_yaml::from_slice(&stage::input("data/samples/full.yaml").bytes).unwrap();
    let texts = ["LineText", "Prose", "Plain"];
    let leaves = walk(&profile).leaves.into_iter().filter(|leaf| texts.contains(&leaf.kind.as_str())).collect();
    (profile, leaves)
});

/// The fonts, shared by all cases.
static FONTS: LazyLock<std::sync::Arc<FontSet>> = LazyLock::new(|| std::sync::Arc::new(FontSet::bundled()));

/// Characters that mean something to Typst, Markdown, `MiniJinja`, YAML or HTML, and words made of them.
#[rustfmt::skip]
const SPECIAL: [&str; 44] = [
    "#", "$", "*", "_", "`", "```", "<tag>", "@ref", "=", "-", "+", "/", "//", "/*", "*/", "\\", "\"", "'",
    "[", "]", "{", "}", "(", ")", "~", "~~", "{{ 1 }}", "{% raw %}", "{# a #}", "}}", "%}",
    "#read(\"/etc/passwd\")", "#panic()", " in ", ", evil: 1", "<b>", "&amp;", "![a](b)",
    "[a](https://b.org)", "https://c.org", "1. ", "- ", "= ", "\";#",
];

/// Characters that are easily lost: invisible, combining, private, outside of the basic plane, or of white space.
const ODD: [char; 36] = [
    '\u{AD}',
    '\u{A0}',
    '\u{200B}',
    '\u{200C}',
    '\u{200D}',
    '\u{2060}',
    '\u{FEFF}',
    '\u{2028}',
    '\u{2029}',
    '\u{301}',
    '\u{308}',
    '\u{20E3}',
    '\u{FE0F}',
    '\u{E000}',
    '\u{F8FF}',
    '\u{10FFFD}',
    '\u{E0041}',
    '\u{1F680}',
    '\u{1F469}',
    '\u{3000}',
    '\u{2011}',
    '\u{2013}',
    '\u{2026}',
    '\u{FB01}',
    '\u{130}',
    '\u{DF}',
    '\u{1E9E}',
    '\u{6771}',
    '\u{E01}',
    '\u{905}',
    '\u{94D}',
    '\u{AC00}',
    '\u{FFFD}',
    '\u{2003}',
    '\u{1F1E9}',
    '\u{180E}',
];

/// Scripts that run from right to left, and what turns directions.
const TURNED: [char; 14] = [
    '\u{5D0}', '\u{5D1}', '\u{5B0}', '\u{627}', '\u{628}', '\u{64E}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}',
    '\u{202C}', '\u{202E}', '\u{2066}', '\u{2069}',
];

/// How many cases are tried: few by default, as many as `PROPTEST_CASES` says for a thorough run.
pub(crate) fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Z0-9]{1,8}",
        4 => select(&SPECIAL[..]).prop_map(str::to_owned),
        2 => select(&ODD[..]).prop_map(String::from),
        1 => select(&TURNED[..]).prop_map(String::from),
        2 => any::<char>().prop_map(String::from),
        2 => "[ \t\n]{1,3}",
        1 => "[A-Za-z]{60,120}",
    ]
}

/// Whether a character runs from right to left or turns the direction.
fn turns(c: char) -> bool {
    matches!(
        u32::from(c),
        0x590..=0x8FF
            | 0x200E
            | 0x200F
            | 0x202A..=0x202E
            | 0x2066..=0x2069
            | 0xFB1D..=0xFDFF
            | 0xFE70..=0xFEFE
            | 0x10800..=0x10FFF
            | 0x1E800..=0x1EFFF
    )
}

/// Text that the loader takes: nothing that Unicode says is no character or controls a device.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 1..7).prop_map(|pieces| pieces.concat()).prop_map(|text| {
        let code = |c: char| u32::from(c);
        let taken = |c: char| {
            (!c.is_control() || matches!(c, '\t' | '\n'))
                && !(0xFDD0..=0xFDEF).contains(&code(c))
                && code(c) & 0xFFFE != 0xFFFE
        };
        let text: String = text.chars().filter(|c| taken(*c)).collect();
        if text.trim().is_empty() { format!("{text}x") } else { text }
    })
}

/// What a one-line text becomes.
fn one_line(text: &str) -> String {
    text.trim().split(['\n', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Markdown that shows a text as it is, and what it shows: ends trimmed, runs of spaces folded, no address in it, which would be
/// a link, and no backslash at its start, which could keep a list from beginning.
fn escaped(text: &str) -> (String, String) {
    let text = text.replace("://", ":/").replace('@', "@ ");
    let text = text.trim().trim_start_matches(|c: char| c == '\\' || c.is_whitespace());
    let shown = text.split([' ', '\t', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let shown = if shown.is_empty() { "x".to_owned() } else { shown };
    let escape = |c: char| if "*`~[]".contains(c) { format!("\\{c}") } else { c.to_string() };
    let written: String = shown.chars().map(escape).collect();
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let marks: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '+'] };
    let item = written[digits..].starts_with(marks) && written[digits + 1..].starts_with(' ');
    let written = if item { format!("{}\\{}", &written[..digits], &written[digits..]) } else { written };
    (written, shown)
}

/// A text with the straight quotation marks that keyboards have.
pub(crate) fn straight(text: &str) -> String {
    let fold = |c: char| match c {
        '“' | '”' | '״' => '"',
        '‘' | '’' | '׳' => '\'',
        _ => c,
    };
    text.chars().map(fold).collect()
}

/// The full profile with a text in every text field, and what each text is to be shown as.
fn filled(texts: &[String]) -> (Input, Vec<String>) {
    let (profile, leaves) = &*FULL;
    let mut profile = profile.clone();
    let mut shown = Vec::new();
    for (index, (leaf, text)) in leaves.iter().zip(texts).enumerate() {
        // A place that is the employer's too is not said twice, nor is a keyword.
        let said = texts[..index].iter().any(|earlier| one_line(earlier) == one_line(text));
        let text = &if said { format!("{text}{index}") } else { text.clone() };
        let (value, expected) = match leaf.kind.as_str() {
            "Prose" => escaped(text),
            // A number that can be dialled becomes a link as well, which would be another tree.
            _ if leaf.pointer.contains("/phone") => (format!("{}x", one_line(text)), one_line(text)),
            // A user name that the address holds is not shown.
            _ if leaf.pointer.ends_with("/username") => (format!("{}§7", one_line(text)), one_line(text)),
            // In Chinese, Japanese and Korean the parts of a place have another order.
            _ if leaf.pointer.contains("/location") => {
                let text = text.replace(|c: char| ('\u{1100}'..).contains(&c) && c.is_alphabetic(), "x");
                (text.clone(), one_line(&text))
            }
            _ => (text.clone(), one_line(text)),
        };
        *profile.pointer_mut(&leaf.pointer).unwrap() = value.into();
        shown.push(expected);
    }
    (stage::input_of("full.json", profile.to_string()), shown)
}

/// A name for each field that no other text holds.
fn tokens() -> Vec<String> {
    (0..FULL.1.len()).map(|index| format!("q{index:03}z")).collect()
}

/// A text with the tokens replaced by what stands for them.
fn replaced(text: &str, shown: &[String]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('q') {
        let number = rest.get(start + 1..start + 4).and_then(|digits| digits.parse::<usize>().ok());
        let Some(number) = number.filter(|_| rest[start + 4..].starts_with('z')) else {
            out.push_str(&rest[..=start]);
            rest = &rest[start + 1..];
            continue;
        };
        out.push_str(&rest[..start]);
        out.push_str(&shown[number]);
        rest = &rest[start + 5..];
    }
    out + rest
}

fn project(input: &Input, theme: &Theme) -> (TypstProject, Sources, String) {
    let mut sources = Sources::new();
    let loaded = load(input, &[], &mut sources).unwrap_or_else(|errors| panic!("{errors}"));
    let options = theme.resolve(&[]).unwrap().value;
    let resume = resolve(&loaded.value, None, &options.presentation()).unwrap().value;
    let title = resume.document.title.clone();
    (theme.project(&resume, &options, &ImageFormats::new(), &mut sources).unwrap().value, sources, title)
}

/// A node of a tree: strings with their value, other leaves with their text.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Node(SyntaxKind),
    Leaf(String),
    Str(String),
}

fn tree(main: &str) -> Vec<Piece> {
    let root = typst::syntax::parse(main);
    assert!(root.errors_and_warnings().0.is_empty(), "{main}");
    let mut pieces = Vec::new();
    let mut open = vec![&root];
    while let Some(node) = open.pop() {
        pieces.push(match node.cast::<ast::Str>() {
            Some(string) => Piece::Str(string.get().to_string()),
            None if node.children().len() == 0 => Piece::Leaf(node.leaf_text().to_string()),
            None => Piece::Node(node.kind()),
        });
        open.extend(node.children().rev());
    }
    pieces
}

/// The strings that are shown: code, and those in markup rather than among arguments.
fn shown_strings(main: &str, id: typst::syntax::FileId) -> Vec<(Span, String)> {
    let source = Source::new(id, main.to_owned());
    let mut found = Vec::new();
    let mut open = vec![LinkedNode::new(source.root())];
    while let Some(node) = open.pop() {
        let parent = node.parent();
        let call = parent.and_then(LinkedNode::parent).and_then(|call| call.get().cast::<ast::FuncCall<'_>>());
        let is_code =
            call.is_some_and(|call| matches!(call.callee(), ast::Expr::Ident(name) if name.as_str() == "raw"));
        if let Some(string) = node.get().cast::<ast::Str>()
            && (is_code || parent.is_some_and(|parent| parent.kind() == SyntaxKind::Markup))
        {
            found.push((node.span(), string.get().to_string()));
        }
        open.extend(node.children());
    }
    found
}

/// What the frames show of each node of a source.
type Shown = BTreeMap<u64, String>;

fn collect(frame: &Frame, shown: &mut Shown, all: &mut String, id: &mut Option<typst::syntax::FileId>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, shown, all, id),
            FrameItem::Text(text) => {
                all.push_str(&text.text);
                let mut last = None;
                for glyph in &text.glyphs {
                    let span = glyph.span.0;
                    *id = id.or(span.id().filter(|id| id.vpath().get_with_slash() == typeset::MAIN));
                    // Several glyphs can make one cluster, such as a letter and its accent.
                    if last.replace(glyph.range()) != Some(glyph.range()) {
                        shown.entry(span.into_raw().get()).or_default().push_str(&text.text[glyph.range()]);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether two texts are the same, or the first is the second again and again; in any order where directions mix.
fn same(found: &str, expected: &str, turned: bool) -> bool {
    let sorted = |text: &str| {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters
    };
    (1..=4).map(|times| visible(&expected.repeat(times))).any(|all| {
        let found = visible(found);
        found == all || turned && sorted(&found) == sorted(&all)
    })
}

/// Whether a text has all characters of another, as often as that. For words that a theme takes apart to break them: their
/// pieces are told from others by their order alone, which mixed directions change.
fn holds(text: &str, part: &str) -> bool {
    let mut counts = std::collections::HashMap::new();
    for character in text.chars() {
        *counts.entry(character).or_insert(0_i64) += 1;
    }
    part.chars().all(|character| {
        let count = counts.entry(character).or_insert(0);
        *count -= 1;
        *count >= 0
    })
}

/// As [`folded`], without characters that are never visible. A letter and its accent may be two items of a frame, each
/// with the text of both: what stands twice and is more than ASCII counts once.
fn visible(text: &str) -> String {
    let mut out: Vec<char> = Vec::new();
    for c in folded(text).chars().filter(|c| !typst::text::is_default_ignorable(*c)) {
        out.push(c);
        for length in 1..=4.min(out.len() / 2) {
            let (head, tail) = out.split_at(out.len() - length);
            if head.ends_with(tail) && !tail.iter().all(char::is_ascii) {
                out.truncate(out.len() - length);
                break;
            }
        }
    }
    out.into_iter().collect()
}

/// Lays a profile out and holds that the frames show what the theme's template says; returns that.
pub(crate) fn laid_out(theme: &Theme, input: &Input, turned: bool) -> Vec<String> {
    let (project, mut sources, title) = project(input, theme);
    let load = |shown: &ProjectImage| image::load(&shown.file.path, &input.folder).unwrap();
    let images: Images = project.images.iter().map(|shown| (shown.file.clone(), load(shown))).collect();
    let made = typeset::compile(&project, &images, &FONTS, typeset::Settings::default(), &mut sources);
    let made = made.unwrap_or_else(|errors| panic!("{errors}"));
    for warning in &made.warnings {
        match warning.problem {
            Problem::MissingGlyph { .. } => {
                assert_eq!(warning.severity, Severity::Warning);
                assert!(warning.span().is_some(), "{warning:?} has no place");
            }
            _ => panic!("{warning:?}"),
        }
    }
    let document = made.value.document();
    assert_eq!(document.info().title.as_deref(), Some(title.as_str()));
    let (mut texts, mut all, mut id) = (Shown::new(), String::new(), None);
    for page in document.pages() {
        collect(&page.frame, &mut texts, &mut all, &mut id);
    }
    let all = visible(&all);
    let mut strings = shown_strings(&project.main, id.unwrap());
    strings.reverse();
    for (span, string) in &strings {
        let found = texts.get(&span.into_raw().get()).map_or("", String::as_str);
        let expected = visible(string);
        // A network that the address names is not shown twice; a character at the end of a text can make one cluster with
        // what follows it; and the theme takes overlong words apart, which the frames then ascribe to the theme.
        let within = all.contains(&expected) || turned && holds(&all, &expected);
        assert!(
            same(found, string, turned) || within,
            "{}: {string:?} is shown as {found:?}, not {expected:?}",
            theme.name
        );
    }
    strings.into_iter().map(|(_, string)| string).collect()
}

fn assert_shown(theme: &Theme, input: &Input, shown: &[String], turned: bool) {
    let strings = laid_out(theme, input, turned);
    let is_text = |string: &&String| shown.iter().any(|shown| straight(shown) == straight(string));
    let met = strings.iter().filter(is_text).count();
    assert!(met > 80, "only {met} texts were looked for");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(24), failure_persistence: None, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_one_string_node_and_the_tree_is_that_of_a_plain_word(
        texts in prop::collection::vec(text(), FULL.1.len()),
    ) {
        let store = ThemeStore::default();
        for name in stage::themes() {
            let theme = store.load(&name, &mut Sources::new()).unwrap().value;
            let (plain, _) = filled(&tokens());
            let expected = tree(&project(&plain, &theme).0.main);
            let (input, shown) = filled(&texts);
            let found = tree(&project(&input, &theme).0.main);
            for (index, pair) in expected.iter().zip(&found).enumerate() {
                match pair {
                    (Piece::Str(expected), Piece::Str(found)) => {
                        prop_assert_eq!(straight(&replaced(expected, &shown)), straight(found));
                    }
                    (one, other) => prop_assert_eq!(one, other, "after {:?}", &expected[index.saturating_sub(9)..index]),
                }
            }
            prop_assert_eq!(expected.len(), found.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(8), failure_persistence: None, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_in_the_typeset_frames(
        texts in prop::collection::vec(text(), FULL.1.len()),
        turned in any::<bool>(),
    ) {
        let store = ThemeStore::default();
        let straight = |text: &String| text.replace(|c| turns(c) && !turned, "x");
        let texts: Vec<String> = texts.iter().map(straight).collect();
        let (input, shown) = filled(&texts);
        for name in stage::themes() {
            let theme = store.load(&name, &mut Sources::new()).unwrap().value;
            assert_shown(&theme, &input, &shown, turned);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(2_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn escaped_markdown_is_one_text(text in text()) {
        let (source, shown) = escaped(&text);
        let whole = vec![Block::Paragraph(vec![Inline::Text(shown)])];
        prop_assert_eq!(&Markup::blocks(&source, None).blocks, &whole);
        prop_assert_eq!(&Markup::inline(&source, None).blocks, &whole);
    }
}

#[test]
fn what_breaks_other_tools_is_in_the_typeset_frames() {
    let long = "x".repeat(10_000);
    let mut payloads: Vec<&str> = SPECIAL.to_vec();
    payloads.extend([
        "x\u{2028}y",
        "x\u{200b}y",
        "\u{202e}x\u{2066}y",
        "\u{1F469}\u{200d}\u{1F680}",
        "$x",
        "= x",
        "1. x",
        &long,
    ]);
    let store = ThemeStore::default();
    for name in stage::themes() {
        let theme = store.load(&name, &mut Sources::new()).unwrap().value;
        for turn in [0, 17] {
            let texts = (turn..).map(|index| payloads[index % payloads.len()].trim().to_owned());
            let texts: Vec<String> = texts.take(FULL.1.len()).collect();
            let (input, shown) = filled(&texts);
            assert_shown(&theme, &input, &shown, true);
        }
    }
}
