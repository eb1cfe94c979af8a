use proptest::prelude::*;

use super::recover;
use super::*;

/// A node in a notation of one line: plain texts bare, others quoted.
fn show(node: &Node) -> String {
    match &node.data {
        Data::Null => "null".into(),
        Data::Scalar { text, style: Style::Plain } => text.clone(),
        Data::Scalar { text, .. } => format!("{text:?}"),
        Data::Sequence(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Data::Mapping(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| format!("{}: {}", key.name, show(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Parses, and renders each diagnostic as `line:column code slice | message`.
fn parse(text: &str) -> (Option<Node>, Vec<String>) {
    let mut sources = Sources::new();
    let source = sources.add("test.yaml", text);
    let mut diagnostics = Diagnostics::new();
    let node = parse_yaml(&sources, source, &mut diagnostics).whole();
    let lines = diagnostics.iter().map(|diagnostic| {
        let span = diagnostic.span().unwrap();
        let place = sources.get(source).line_column(span.range().start);
        let slice = sources.slice(span);
        let hints = diagnostic.problem.hints().join(" | ");
        format!("{}:{} {} {slice:?} | {} | {hints}", place.line, place.column, diagnostic.code(), diagnostic.problem)
    });
    let lines = lines.collect();
    (node, lines)
}

fn value(text: &str) -> String {
    let (node, lines) = parse(text);
    assert_eq!(lines, [""; 0], "{text:?}");
    show(&node.unwrap())
}

/// The places and words of all diagnostics, with the text they come from.
fn report(cases: &[&str]) -> String {
    let mut report = String::new();
    for case in cases {
        report.push_str(&format!("{case:?}\n"));
        for line in parse(case).1 {
            report.push_str(&format!("    {line}\n"));
        }
    }
    report
}

/// Every span in a node, keys included.
fn spans(node: &Node, out: &mut Vec<Span>) {
    out.push(node.span);
    match &node.data {
        Data::Sequence(items) => items.iter().for_each(|item| spans(item, out)),
        Data::Mapping(pairs) => pairs.iter().for_each(|(key, value)| {
            out.push(key.span);
            spans(value, out);
        }),
        _ => {}
    }
}

#[test]
fn scalars_keep_their_text() {
    assert_eq!(
        value("[2020, 08540, no, 3.10, 1e3, 0x1F, 2023-04-17, .5, yes]"),
        "[2020, 08540, no, 3.10, 1e3, 0x1F, 2023-04-17, .5, yes]"
    );
    assert_eq!(value("a: {}\nb: []\nc: ''"), "{a: {}, b: [], c: \"\"}");
    assert_eq!(value("a: >\n  one\n  two\n\n  three\nb: |-\n  x\n   y"), "{a: \"one two\\nthree\\n\", b: \"x\\n y\"}");
}

#[test]
fn plain_nulls_are_null_and_quoted_ones_are_text() {
    assert_eq!(
        value("[~, null, Null, NULL, '', \"null\", '~', nULL]"),
        "[null, null, null, null, \"\", \"null\", \"~\", nULL]"
    );
    assert_eq!(value("a:\nb: !!str\nc: !!str null\nd:\n  -\n  - x"), "{a: null, b: , c: null, d: [null, x]}");
    assert_eq!(value("null: a\nno: b"), "{null: a, no: b}");
    assert_eq!(value("# nothing\n"), "null");
}

#[test]
fn spans_cover_the_value_alone() {
    let text = "é: &x \"ö\"   # c\nlist:\n- ü\n-\n- 'it''s' \nmap: {a: [b, c] , d: !!str e }\nlong: | # head\n  one\n\n  two\n\nempty:\nlast: &y\n  q: plain text  # c\n";
    let mut sources = Sources::new();
    let source = sources.add("t", text);
    let mut diagnostics = Diagnostics::new();
    let node = parse_yaml(&sources, source, &mut diagnostics).whole().unwrap();
    let at = |node: &Node| sources.slice(node.span).to_owned();
    assert_eq!(at(node.get("é").unwrap()), "\"ö\"");
    assert_eq!(at(node.get("list").unwrap()), "- ü\n-\n- 'it''s'");
    assert_eq!(at(node.get("map").unwrap()), "{a: [b, c] , d: !!str e }");
    assert_eq!(at(node.get("map").unwrap().get("a").unwrap()), "[b, c]");
    assert_eq!(at(node.get("map").unwrap().get("d").unwrap()), "e");
    assert_eq!(at(node.get("long").unwrap()), "one\n\n  two");
    let empty = node.get("empty").unwrap().span.range();
    assert_eq!(&text[..empty.start].lines().last(), &Some("empty:"));
    assert_eq!(at(node.get("last").unwrap()), "q: plain text");
    assert_eq!(&text[node.span.range()], text.trim_end().trim_end_matches("  # c"));
}

#[test]
fn aliases_and_merge_keys_are_expanded() {
    assert_eq!(value("a: &x {p: 1, q: 2}\nb: *x"), "{a: {p: 1, q: 2}, b: {p: 1, q: 2}}");
    assert_eq!(value("a: &x {p: 1, q: 2}\nb: {<<: *x, p: 3, r: 4}"), "{a: {p: 1, q: 2}, b: {p: 3, r: 4, q: 2}}");
    assert_eq!(
        value("a: &x {p: 1}\nb: &y {p: 2, q: 3}\nc:\n  <<: [*x, *y]"),
        "{a: {p: 1}, b: {p: 2, q: 3}, c: {p: 1, q: 3}}"
    );
    assert_eq!(value("&k key: 1\nb: {*k : 2}"), "{key: 1, b: {key: 2}}");
    assert_eq!(value("'<<': 1"), "{<<: 1}");
}

#[test]
fn everything_yaml_would_lose_is_reported_at_once() {
    let report = report(&[
        "a: 1\nb: 2\na: 3\na: 4\nc: {d: 1, d: 2}\n",
        "work:\n- name: x\n  \"name\": y\n",
        "? [a, b]\n: 1\nb: 2\nb: 3\n",
        "title: {{ x }}\n",
        "a: !important note\nb: ! x\nc: !!int 3\nd: !<tag:x.org> y\n",
        "b: {<<: text}\n",
        "a: b\n--- \nc: d\n",
        "a: b\n...\nc: d\n",
        "---\na: b\n---\n",
        ": x\n",
    ]);
    insta::assert_snapshot!(report);
}

#[test]
fn syntax_errors_stand_at_their_cause() {
    let report = report(&[
        "a:\n\tb: c\n",
        "a:\n  b: c\n\td: e\n",
        "a:\n  - x\n\t- y\n",
        "a: \"x\n\ty\"\n",
        "a: |\n\tfoo\n",
        "a:\t- x\n",
        "name: x\n  label: y\n",
        "a:\n - b\n  c: d\n",
        "summary: foo: bar\n",
        "a: b, c: d\n",
        "key:value\nb: c\n",
        "name: x\nlabel\nemail: y\n",
        "name: x\nlabel",
        "name: x\nlabel:foo\n",
        "a:\n    b: 1\n  c: 2\n",
        "a: |\n   foo\n  bar\n",
        "- a\nb: c\n",
        "a: b\n- c\n",
        "a: {b: c} d\n",
        "a: [x] y\n",
        "name: \"abc\nlabel: x\n",
        "name: \"abc",
        "a:\n  - name: \"abc\n    label: \"x\"\n",
        "name: \"John \"JD\" Doe\"\n",
        "name: 'it's'\n",
        "a: \"C:\\q\"\n",
        "a: \"\\ud83d\\ude00\"\n",
        "a: \"\\x4\"\n",
        "a: \"\\U00110000\"\n",
        "a: [1, 2\nb: 3\n",
        "a: {x: 1\nb: 3\n",
        "{a: b\n",
        "a: [1, 2}\n",
        "a: ]\n",
        "a: [b: c: d]\n",
        "a: b\n}\n",
        "a: @foo\n",
        "a: `foo`\n",
        "a: %x\n",
        "a: **bold**\n",
        "a: * b\n",
        "a: !<x y\n",
        "a: !e!x y\n",
        "a: &x\n  b: *x\n",
        "a: one # two\n  three\n",
        "a: \"b\"#c\n",
        "a: - b\n",
        "a: |x\n",
        "%YAML 1.2\na: b\n",
        "a: b\n\u{feff}c: d\n",
    ]);
    insta::assert_snapshot!(report);
}

#[test]
fn what_yaml_reads_otherwise_than_meant_is_said() {
    let report = report(&[
        "name: “Ada”\nlabel: „Ingenieurin“\na: ‘b’\n- x\n",
        "name: “Ada”\nlabel: «Dev»\na: “She is great.”\nb: “a” and “b”\nc: \"“x”\"\n",
        "highlights:\n  -one\n  -two\nb:\n- one\n  -two\nc: -d\ne:\n  -5\n",
        "name: &Ada Lovelace\nb: &x y\nc: *x\nd: &z\n  e: f\ng:\n- &Co\n- !!str &q r\n",
    ]);
    insta::assert_snapshot!(report);
}

/// Every diagnostic of a text, and what is left of its values; nothing where they cannot be told.
fn recovered(text: &str) -> (Vec<String>, Option<String>) {
    let mut sources = Sources::new();
    let source = sources.add("test.yaml", text);
    let parsed = parse_yaml(&sources, source, &mut Diagnostics::new());
    let left = match parsed {
        Parsed::Whole(node) => panic!("{text:?} is whole: {}", show(&node)),
        Parsed::Partial(partial) => {
            let mut left = String::new();
            partial.is(|node| {
                left = show(node);
                true
            });
            Some(left)
        }
        Parsed::Nothing => None,
    };
    (parse(text).1, left)
}

#[test]
fn all_syntax_errors_are_found_and_the_rest_is_read() {
    let mut report = String::new();
    for case in [
        // One error of each kind, among what is right.
        "basics:\n  name: Ada: Lovelace\n  label: x\n  email:a@b.org\n  phone: @1\nwork:\n- name: \"Acme\n  position: y\n- name: B\n  \
         highlights: [one, two\n  url: z\nskills:\n- name: C: D\n- name: E\n",
        // Tabs throughout.
        "basics:\n\tname: Ada\n\tlocation:\n\t\tcity: London\nwork:\n\t- name: Acme\n\t  url: x: y\n",
        // A tab among spaces.
        "basics:\n  name: Ada\n\tlabel: x\n  email: y\nwork: a: b\n",
        "basics:\n\tname: Ada\n  label: x\n  email: y\n",
        // Lines that share a wrong indentation.
        "basics:\n  name: Ada\n    label: x\n    email: y\n  phone: 1\nurl: z: z\n",
        "work:\n  - name: A\n - name: B\n - name: C\nskills:\n- x\n",
        "name: Ada\n- a\n- b\nlabel: x: y\n",
        // An alias whose anchor stands in what is left out.
        "a: &x b: c\nd: *x\ne: *y\n",
        // Text in quotes over several lines.
        "a:\n  b: \"one\n    \\q two\"\n  c: d\ne: f: g\n",
        "a: \"one\n\n  two\nb: \"x\"\nc: [\n",
        "a: 'it's'\nb: ]\nc: d\n",
        "tags: [\n  a: b: c\n]\nnext: x\n",
        "- - a: b: c\n    d: e\n  - f\n- g: h: i\n",
        "a:\r\n  b: c: d\r\n  e: f\r\ng: @h\r\n",
        "x: [y\n",
        "{a: b\n",
    ] {
        let (lines, left) = recovered(case);
        report.push_str(&format!("{case:?}\n"));
        for line in &lines {
            report.push_str(&format!("    {line}\n"));
        }
        report.push_str(&format!("  left: {}\n", left.as_deref().unwrap_or("nothing")));
    }
    insta::assert_snapshot!(report);
}

#[test]
fn errors_have_a_bound_and_so_has_the_work_for_them() {
    for (unit, line) in [("a{}: b: c\n", 1), ("- @x\n", 1), ("a{}: [b\n", 1), ("a{}:\n  b: 'c'd\n  e: f\n", 3)] {
        let text: String = (0..30_000).map(|index| unit.replace("{}", &index.to_string())).collect();
        let start = std::time::Instant::now();
        let lines = parse(&text).1;
        assert!((2..=recover::ERRORS).contains(&lines.len()), "{unit:?}: {} errors", lines.len());
        assert!(start.elapsed().as_secs() < 20 * line, "{unit:?} takes {:?}", start.elapsed());
    }
    // Errors far from the start: no more of the file is read for them than is allowed.
    let text = "ok: yes\n".repeat(0) + &"# a comment\n".repeat(80_000) + &"a: b: c\n".repeat(100);
    let lines = parse(&text).1;
    assert!((2..=recover::ERRORS).contains(&lines.len()), "{}", lines.len());
}

#[test]
fn values_cut_by_a_comment_are_reported() {
    let report = report(&[
        "label: C# and C #1 developer  \n",
        "theme:\n  accent: #0b6e4f\n  b: c\n",
        "tags:\n- #général\n- a #b\n-\n  - #c\n",
        "tags: [a #b\n  , #c\n  d]\n",
        "theme: {accent: #fff\n}\n",
        "a: #x\n",
    ]);
    insta::assert_snapshot!(report);
}

#[test]
fn ordinary_comments_are_left_alone() {
    let text = "# top\n#top\na: b # c\n#x\nb: |  #head\n  text #kept\n  #kept\nc: 'q #kept' #after\nd: \"q\" #after\n\
                e:  # c\n  #own line\n  f: g #! x\nwork: #jobs\n  - #first\n    h: i #region x\n  - j #--- x\n  - k ### x\n\
                l: C#\nm: a#b\nn: &x #y\n  o: p\nq: *x #r\ns: [t] #u\nv: {w: x} #y\n";
    let (node, lines) = parse(text);
    assert_eq!(lines, [""; 0]);
    assert_eq!(node.unwrap().get("b").unwrap().as_text(), Some("text #kept\n#kept\n"));
}

#[test]
fn a_cut_value_names_its_key_path() {
    let mut sources = Sources::new();
    let source = sources.add("t", "work:\n- name: x\n- name: #y\n  tags: [a, b #c\n  ]\n");
    let mut diagnostics = Diagnostics::new();
    parse_yaml(&sources, source, &mut diagnostics).whole().unwrap();
    let paths: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.path.as_str()).collect();
    assert_eq!(paths, ["work[1].name", "work[1].tags[1]"]);
}

/// The code of the only diagnostic. Work that grew with the square of such texts would not end while somebody waits.
fn refused(text: &str) -> &'static str {
    let mut sources = Sources::new();
    let source = sources.add("t", text);
    let mut diagnostics = Diagnostics::new();
    assert!(parse_yaml(&sources, source, &mut diagnostics).whole().is_none());
    assert_eq!(diagnostics.0.len(), 1, "{diagnostics}");
    diagnostics.0[0].code()
}

#[test]
fn nesting_is_bounded_however_it_is_written() {
    let staircase: String = (0..1000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    for count in [200, 300, 10_000, 500_000] {
        for unit in ["[", "{", "- ", "? ", "{a: ", "[a: "] {
            assert_eq!(refused(&unit.repeat(count)), "too-deep", "{unit:?} × {count}");
        }
    }
    assert_eq!(refused(&staircase), "too-deep");
    assert_eq!(refused(&format!("{}{}", "[".repeat(129), "]".repeat(129))), "too-deep");
    assert_eq!(parse(&format!("{}{}", "[".repeat(128), "]".repeat(128))).1.len(), 0);
    let nested = format!("a: &x {}{}\nb: {}*x{}", "[".repeat(100), "]".repeat(100), "[".repeat(30), "]".repeat(30));
    assert_eq!(refused(&nested), "too-deep");
}

#[test]
fn aliases_cannot_multiply_past_the_limit() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..30 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_eq!(refused(&bomb), "too-many-values");
    let long = format!("a: &x {}\nb:\n{}", "x".repeat(500_000), "- *x\n".repeat(90_000));
    assert_eq!(refused(&long), "too-many-values");
    let copies = format!("{}{}\n", "&a [".repeat(120), "x, ".repeat(5000));
    assert_eq!(refused(&format!("{copies}{}", "]".repeat(120))), "too-many-values");
    assert_eq!(refused(&"- x\n".repeat(100_001)), "too-many-values");
}

#[test]
fn hard_texts_come_to_an_end() {
    // Each is parsed in milliseconds; with work that grows as the square of the length, this test would take hours.
    for text in [
        format!("{}{}", "[".repeat(120), "a,".repeat(48_000)),
        "a: \"".to_owned() + &"\\n".repeat(500_000),
        "&a ".repeat(300_000),
        "a: ".repeat(300_000),
        "#".repeat(1_000_000),
        "a: b #c\n".repeat(100_000),
        "- 'a' #é\n".repeat(90_000),
        "\n".repeat(1_000_000) + "\t x",
        "'".repeat(1_000_000),
        "? ".repeat(100) + &"x".repeat(900_000),
        "a: ".to_owned() + &" x\n".repeat(300_000),
    ] {
        parse(&text);
    }
}

/// A profile with much of what YAML has.
const VALID: &str = "# c\nbasics:\n  name: Ada Lovelace # c\n  label: \"C, D\"\n  summary: >-\n    one\n    two\n\n    three\n  \
    profiles: [{network: x, url: \"https://x.org\"}, {network: y}]\nwork:\n- &a\n  name: 'Acme''s'\n  highlights:\n  - one\n    \
    two\n  - été\n- name: B\n  summary: |\n    text\nmore: *a\n? k\n: v\n";

/// A text as a double-quoted YAML scalar, by JSON's escapes, which YAML shares outside surrogates.
fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            c if c < ' ' || ('\u{7F}'..'\u{A0}').contains(&c) || c == '\u{FEFF}' => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

#[test]
fn text_after_a_quote_may_end_in_any_letter() {
    let mut sources = Sources::new();
    let source = sources.add("t", "%Ÿ\r\"\"Ã");
    let mut diagnostics = Diagnostics::new();
    assert!(parse_yaml(&sources, source, &mut diagnostics).whole().is_none());
    assert!(diagnostics.has_errors());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_within_the_text_whatever_it_is(
        text in prop_oneof![
            "\\PC{0,80}",
            "[-aÃ©ðŸ\u{7}:#'\"é\\[\\]{},&*!|>?~<%\t\r\n 😀\\\\.@`0]{0,60}",
            "([ ]{0,4}(- )?([abé]{1,3}:)?( [a#'\"&*!|>😀]{0,5})?\r?\n){0,12}",
        ]
    ) {
        let mut sources = Sources::new();
        let source = sources.add("t", text.clone());
        let mut diagnostics = Diagnostics::new();
        let mut found = Vec::new();
        if let Some(node) = parse_yaml(&sources, source, &mut diagnostics).whole() {
            spans(&node, &mut found);
            crate::source::lint::lint(&sources, &node, &mut diagnostics);
        }
        for diagnostic in &diagnostics {
            found.extend(diagnostic.span());
            found.extend(diagnostic.related.iter().map(|(span, _)| *span));
        }
        for span in found {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
    }

    #[test]
    fn any_mutation_of_a_profile_is_read_within_its_bounds(
        edits in prop::collection::vec((0usize..VALID.len(), 0usize..4, "[-:#'\"\\[\\]{},&*!|>@%\t\r\n é“]{0,3}"), 1..6)
    ) {
        let mut text = VALID.to_owned();
        for (at, length, new) in edits {
            let start = text.floor_char_boundary(at.min(text.len()));
            let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
            text.replace_range(start..end, &new);
        }
        let mut sources = Sources::new();
        let source = sources.add("t", text.clone());
        let mut diagnostics = Diagnostics::new();
        let mut found = Vec::new();
        let parsed = parse_yaml(&sources, source, &mut diagnostics);
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.code() == "syntax").count();
        match parsed {
            Parsed::Whole(node) => spans(&node, &mut found),
            Parsed::Partial(partial) => {
                prop_assert!(errors > 0);
                partial.is(|node| {
                    spans(node, &mut found);
                    true
                });
            }
            Parsed::Nothing => prop_assert!(diagnostics.has_errors()),
        }
        prop_assert!(errors <= recover::ERRORS);
        found.extend(diagnostics.iter().filter_map(Diagnostic::span));
        for span in found {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
    }

    #[test]
    fn a_quoted_text_comes_back_as_it_is(text in "\\PC{0,40}", key in "[\\PC\n\t\"\\\\]{0,20}") {
        let source_text = format!("- {}\n- {{{}: '{}'}}\n", double_quoted(&text), double_quoted(&key), text.replace('\'', "''"));
        let mut sources = Sources::new();
        let source = sources.add("t", source_text.clone());
        let mut diagnostics = Diagnostics::new();
        let node = parse_yaml(&sources, source, &mut diagnostics).whole().unwrap();
        let Data::Sequence(items) = &node.data else { panic!("{source_text:?}") };
        prop_assert_eq!(items[0].as_text(), Some(text.as_str()));
        prop_assert_eq!(sources.slice(items[0].span), double_quoted(&text));
        // A byte order mark cannot stand in single quotes, see 5.2 of the specification.
        if !text.contains('\u{FEFF}') {
            prop_assert_eq!(items[1].get(&key).and_then(Node::as_text), Some(text.as_str()));
        }
    }

    #[test]
    fn plain_text_spans_are_the_text(words in prop::collection::vec("[a-zé😀0-9][a-zé😀0-9:#]{0,6}[a-z0-9]", 1..5)) {
        let text = words.join(" ");
        let source_text = format!("ключ: {text}\nb:\n - {text}  \n - [{text} , {text}]\n");
        let mut sources = Sources::new();
        let source = sources.add("t", source_text);
        let mut diagnostics = Diagnostics::new();
        let node = parse_yaml(&sources, source, &mut diagnostics).whole().unwrap();
        let mut found = Vec::new();
        spans(&node, &mut found);
        prop_assert_eq!(found.iter().filter(|span| sources.slice(**span) == text).count(), 4);
    }
}
