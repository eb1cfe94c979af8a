//! What is written is what is shown, but for the marks that docs/profile.md names: held against a specification that knows
//! nothing of the parser, over sentences about code and over any text.

use curricle::application::markup::Markup;
use curricle::batch::Format;
use proptest::prelude::*;
use proptest::sample::select;

use super::stage;
use super::text_formats::{made, read};
use super::text_safety::{cases, straight, text};

/// What people write about code, measures and themselves. None of it is markup.
const FRAGMENTS: [&str; 88] = [
    "__init__.py",
    "__name__",
    "_draft_",
    "_private",
    "snake_case_name",
    "a_b_c",
    "a*b*c",
    "a**b**c",
    "x^2",
    "logs_*.txt",
    "*.tmp",
    "*.tar.gz",
    "src/**/*.rs",
    "**/*.rs",
    "/etc/*",
    "test_*",
    "5 * 3",
    "4 * 5 * 6",
    "2 ** 3 ** 4",
    "2**10",
    "5*3",
    "SELECT * FROM t",
    "COUNT(*)",
    "f(**kwargs)",
    "(*args, **kwargs)",
    "Vec<T>",
    "Vec<b>",
    "HashMap<String, Vec<u8>>",
    "std::vector<int>",
    "List<List<i>>",
    "a < b > c",
    "<b>",
    "</p>",
    "<kim@example.org>",
    "<T: Into<String>>",
    "C++",
    "C#",
    "F#",
    "#hash",
    "#1",
    "@me",
    "@decorator",
    "npm i @scope/pkg",
    "$5",
    "$HOME/bin",
    "$x^2$",
    "~/x",
    "~5 min",
    "~user",
    "\\n",
    "\\t and \\d+",
    "C:\\new\\table",
    "\\\\server\\share",
    "100%",
    "50 % off",
    "R&D",
    "AT&T",
    "&amp;",
    "&copy;",
    "arr[0]",
    "arr[0](x)",
    "[x] done",
    "[1]",
    "map[string]int",
    "{a: 1}",
    "{{ x }}",
    "{% if %}",
    "if (a && b || !c)",
    "a | b",
    "x => y",
    "p->q",
    "a == b != c",
    "i++ + ++j",
    "--flag=value",
    "-v",
    "git@github.com:me/x.git",
    "https://x.org/a_b*c?d=e&f=g#h",
    "www.example.org/~ada",
    "kim.o_x@mail.example.org",
    "5'10\"",
    "6\" pipe",
    "it's",
    "rock 'n' roll",
    "\"quoted\"",
    "d'État",
    ":-) ;-P >_< ^_^",
    "1. 2) 3",
    "e.g. i.e. …",
];

pub(crate) fn sentence() -> impl Strategy<Value = String> {
    let joint = select(&[" ", ", ", " and ", "; ", " – ", " (see) ", ": "][..]);
    prop::collection::vec((select(&FRAGMENTS[..]), joint), 1..9).prop_map(|parts| {
        "We use ".to_owned() + &parts.into_iter().flat_map(|(part, joint)| [part, joint]).collect::<String>() + "it."
    })
}

/// A profile with a text in every kind of place.
fn profile(text: &str) -> String {
    serde_json::json!({
        "basics": { "name": "Ada", "label": format!("Label {text}"), "summary": format!("Summary {text}") },
        "work": [{ "name": format!("Name {text}"), "highlights": [format!("Highlight {text}")] }],
        "projects": [{ "name": "P", "description": format!("Description {text}"), "keywords": [format!("Keyword {text}")] }],
        "references": [{ "name": "R", "reference": format!("Reference {text}") }],
    })
    .to_string()
}

/// The places of that profile.
const PLACES: [&str; 7] = ["Label", "Summary", "Name", "Highlight", "Description", "Keyword", "Reference"];

fn spaced(text: &str) -> String {
    straight(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(48), failure_persistence: None, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_sentence_about_code_is_in_every_format_as_it_was_written(sentence in sentence()) {
        let input = stage::input_of("p.json", profile(&sentence));
        let yaml = serde_json::from_str::<serde_json::Value>(&profile(&sentence)).unwrap();
        let yaml = stage::input_of("p.yaml", serde_yaml::to_string(&yaml).unwrap());
        for input in [input, yaml] {
            let request = stage::request("plain", None, &[]);
            let txt = spaced(&made(&input, &request, Format::Txt));
            let md = spaced(&read(&made(&input, &request, Format::Md)).0);
            for place in PLACES {
                let written = spaced(&format!("{place} {sentence}"));
                prop_assert!(txt.contains(&written), "txt: {written:?} is not in {txt:?}");
                prop_assert!(md.contains(&written), "md: {written:?} is not in {md:?}");
            }
        }
    }
}

/// Characters that a mark is made of.
const MARKS: [char; 3] = ['*', '~', '`'];

/// Whether a text can be shown so: each of its characters is there in its order, but for marks at the edges of words, the
/// brackets and targets of links, and backslashes before marks.
fn can_be_shown_as(text: &str, shown: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let shown: Vec<char> = shown.chars().collect();
    // How many characters are shown of each beginning of the text that could be.
    let mut reached = vec![vec![false; shown.len() + 1]; text.len() + 1];
    reached[0][0] = true;
    for at in 0..text.len() {
        for done in 0..=shown.len() {
            if !reached[at][done] {
                continue;
            }
            if shown.get(done) == Some(&text[at]) {
                reached[at + 1][done + 1] = true;
            }
            let gone = skipped(&text, at);
            if gone > 0 {
                reached[at + gone][done] = true;
            }
        }
    }
    reached[text.len()][shown.len()]
}

/// How many characters may be missing of what is shown from this one on.
fn skipped(text: &[char], at: usize) -> usize {
    let is_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() && u32::from(*c) < 0xE00);
    match text[at] {
        '\\' => {
            let number = at > 0 && text[..at].iter().all(char::is_ascii_digit);
            let item = if number { ".)" } else { "-+" };
            let is_item = |c: &char| item.contains(*c) && text.get(at + 2) == Some(&' ') && (at == 0 || number);
            usize::from(text.get(at + 1).is_some_and(|c| "*~`[]".contains(*c) || is_item(c)))
        }
        c if MARKS.contains(&c) => {
            let start = (0..at).rev().take_while(|before| text[*before] == c).last().unwrap_or(at);
            let end = (at..text.len()).take_while(|after| text[*after] == c).last().map_or(at, |last| last + 1);
            let (before, after) = (start.checked_sub(1).map(|before| &text[before]), text.get(end));
            let long = match c {
                '*' => end - start <= 3,
                '~' => end - start == 2,
                _ => true,
            };
            let alone = [before, after].iter().all(|c| c.is_none_or(|c| c.is_whitespace())) && c != '`';
            usize::from(long && !alone && !(is_word(before) && is_word(after)))
        }
        // Code keeps a space apart from its backticks.
        ' ' => usize::from([at.wrapping_sub(1), at + 1].iter().any(|beside| text.get(*beside) == Some(&'`'))),
        '[' => usize::from(!is_word(at.checked_sub(1).map(|before| &text[before]))),
        ']' => {
            let rest: String = text[at + 1..].iter().collect();
            let linked = ["(http:", "(https:", "(mailto:", "(tel:"].iter().any(|start| rest.starts_with(start));
            let length = rest.chars().take_while(|c| !c.is_whitespace()).position(|c| c == ')').filter(|_| linked);
            length.map_or(0, |length| length + 2)
        }
        _ => 0,
    }
}

#[test]
fn the_specification_knows_what_may_be_missing() {
    for (text, shown) in
        [("**a** *b*", "a b"), ("`x` ~~y~~", "x y"), ("[a](https://b.org) \\*", "a *"), ("a*b*c", "a*b*c")]
    {
        assert!(can_be_shown_as(text, shown), "{text}");
    }
    for (text, shown) in [
        ("a*b*c", "abc"),
        ("__init__", "init"),
        ("4 * 5", "4 5"),
        ("<b>x</b>", "x"),
        ("C:\\new", "C:new"),
        ("&amp;", "&"),
        ("~5 ~6", "5 6"),
        ("a b", "b a"),
    ] {
        assert!(!can_be_shown_as(text, shown), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(3_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_but_named_marks_is_missing_of_any_text(text in text(), code in sentence()) {
        for text in [text, code] {
            // A link without a text shows where it leads.
            let text = text.replace("[](", "(").split_whitespace().collect::<Vec<_>>().join(" ");
            let shown = Markup::inline(&text, None).plain_text();
            prop_assert!(can_be_shown_as(&text, &shown), "{text:?} is shown as {shown:?}");
            for mark in MARKS {
                let count = |text: &str| text.matches(mark).count();
                prop_assert_eq!((count(&text) - count(&shown)) % 2, 0, "{:?} is shown as {:?}", &text, &shown);
            }
        }
    }

    #[test]
    fn a_sentence_about_code_has_no_markup(sentence in sentence()) {
        prop_assert_eq!(Markup::inline(&sentence, None).plain_text(), sentence);
    }
}
