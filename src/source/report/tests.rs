use proptest::prelude::*;

use serde_json::Value;

use super::*;
use crate::diagnostic::{Problem, SourceId};
use crate::source::{Format, lint, parse};

/// Every kind of place, in one run.
fn run() -> (Diagnostics, Sources) {
    let mut sources = Sources::new();
    let text = "basics:\n  name: Zoë\n  emial: zoe@example.org\n\n\n\n  name: Zoe\n  label: C# and C #1\n  naïve: \"a\u{7}\tb \u{202E}x\"\n";
    let source = sources.add("cv.yaml", text);
    let mut diagnostics = Diagnostics::new();
    let node = parse(&sources, source, Format::Yaml, &mut diagnostics).unwrap();
    lint::lint(&sources, &node, &mut diagnostics);
    let start = text.find("emial").unwrap();
    let problem = Problem::UnknownKey { key: "emial".into(), near: Some("email".into()), of: "`basics`" };
    let diagnostic = Diagnostic::at(Span::new(source, start..start + 5), problem);
    diagnostics.push(diagnostic.with_path("basics.emial"));
    let other = sources.add("--set", "basics.url=x");
    let problem = Problem::BadUrl { found: "x".into(), reason: "it has no scheme".into(), repaired: None, shown: true };
    let diagnostic = Diagnostic::at(Span::new(other, 11..12), problem);
    diagnostics.push(diagnostic.with_related(Span::new(source, 0..7), "set over this"));
    diagnostics.push(Diagnostic::in_file("no\u{1B}[2Jne.yaml", Problem::EmptyFile { expected: "a profile" }));
    diagnostics.push(Diagnostic::nowhere(Problem::Usage { message: "two\ninputs".into(), hint: "name one".into() }));
    (diagnostics, sources)
}

fn rendered(format: MessageFormat, color: bool) -> String {
    let (diagnostics, sources) = run();
    render(&diagnostics, &sources, format, color)
}

/// One diagnostic about a range of a text, for people.
fn excerpt(text: &str, range: std::ops::Range<usize>) -> String {
    let mut sources = Sources::new();
    let source = sources.add("t.yaml", text);
    let diagnostic = Diagnostic::at(Span::new(source, range), Problem::SeveralDocuments);
    render(&diagnostic.into(), &sources, MessageFormat::Human, false)
}

#[test]
fn people_see_the_source_and_a_caret() {
    let out = rendered(MessageFormat::Human, false);
    insta::assert_snapshot!(out);
}

#[test]
fn one_line_each_for_editors() {
    let out = rendered(MessageFormat::Short, false);
    insta::assert_snapshot!(out);
}

#[test]
fn one_object_a_line_for_machines() {
    let out = rendered(MessageFormat::Json, false);
    for line in out.lines() {
        serde_json::from_str::<Value>(line).unwrap();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn one_command_a_line_for_github() {
    let out = rendered(MessageFormat::Github, false);
    assert!(out.lines().all(|line| line.starts_with("::")), "{out}");
    insta::assert_snapshot!(out);
}

#[test]
fn one_document_for_code_scanning() {
    let out = rendered(MessageFormat::Sarif, false);
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(out.lines().count(), 2 + value["runs"][0]["results"].as_array().unwrap().len());
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
}

#[test]
fn a_document_ends_once_and_keeps_a_bounded_number_of_notifications() {
    let (diagnostics, sources) = run();
    let records: Vec<Record> = diagnostics.iter().map(|diagnostic| Record::new(diagnostic, &sources)).collect();
    let mut document = Sarif::new(Base::default());
    let nowhere = records.last().unwrap();
    let mut out: String = (0..1500).map(|_| document.push(nowhere)).collect();
    out += &document.end(1, true);
    assert_eq!(document.push(&records[0]) + &document.end(1, true), "");
    let value: Value = serde_json::from_str(&out).unwrap();
    let notifications = value.pointer("/runs/0/invocations/0/toolExecutionNotifications").unwrap().as_array().unwrap();
    assert_eq!(notifications.len(), 1001);
    assert_eq!(notifications[1000]["message"]["text"], "500 more such messages are left out");
}

#[test]
fn what_was_told_is_what_is_rendered_and_is_known_again() {
    let (diagnostics, sources) = run();
    for format in [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json, MessageFormat::Github] {
        let told = told(&diagnostics, &sources, Manner { format, color: true, unmasked: false });
        assert_eq!(joined(&told, format), render(&diagnostics, &sources, format, true));
        let travelled: Vec<Told> = serde_json::from_str(&serde_json::to_string(&told).unwrap()).unwrap();
        assert_eq!(travelled, told);
        let marks: std::collections::BTreeSet<u64> = told.iter().map(Told::fingerprint).collect();
        assert_eq!(marks.len(), told.len());
        let plain = super::told(&diagnostics, &sources, Manner { format: MessageFormat::Short, ..Manner::default() });
        assert!(plain.iter().map(Told::fingerprint).eq(told.iter().map(Told::fingerprint)), "whatever the format");
    }
}

#[test]
fn a_record_reads_as_the_short_format_does() {
    let (diagnostics, sources) = run();
    let records = diagnostics.iter().map(|diagnostic| format!("{}\n", Record::new(diagnostic, &sources)));
    assert_eq!(records.collect::<String>(), render(&diagnostics, &sources, MessageFormat::Short, false));
}

/// Faults of several kinds, some of them alike.
fn many() -> (Diagnostics, Sources) {
    let mut sources = Sources::new();
    let text = "work:\n".to_owned() + &"- startDate: Summer 2020\n".repeat(50);
    let source = sources.add("cv.yaml", text.clone());
    let mut diagnostics = Diagnostics::new();
    for (index, (start, found)) in text.match_indices("Summer 2020").enumerate() {
        let place = Span::new(source, start..start + found.len());
        let key = if index == 1 { "adress" } else { "emial" };
        let near = if index == 1 { "address" } else { "email" };
        if index < 3 {
            let problem = Problem::UnknownKey { key: key.into(), near: Some(near.into()), of: "`basics`" };
            diagnostics.push(Diagnostic::at(place, problem).with_path(format!("basics.{key}")));
        }
        let problem = Problem::BadId { found: index.to_string() };
        diagnostics.push(Diagnostic::at(place, problem).with_path(format!("work[{index}].id")));
    }
    diagnostics.push(Diagnostic::nowhere(Problem::SeveralDocuments));
    diagnostics.push(Diagnostic::nowhere(Problem::SeveralDocuments));
    (diagnostics, sources)
}

#[test]
fn like_faults_of_a_file_are_one_message_for_people() {
    let (diagnostics, sources) = many();
    let words = |format| render(&diagnostics, &sources, format, false);
    insta::assert_snapshot!(words(MessageFormat::Human) + "\n" + &words(MessageFormat::Short));
    assert_eq!(words(MessageFormat::Json).lines().count(), diagnostics.0.len(), "each has a record");
    assert_eq!(words(MessageFormat::Github).lines().count(), diagnostics.0.len());
}

#[test]
fn what_is_hidden_is_masked_but_for_its_author() {
    let (diagnostics, mut sources) = many();
    sources.hide(std::sync::Arc::new(crate::source::Hidden::everything()));
    for format in
        [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json, MessageFormat::Github, MessageFormat::Sarif]
    {
        let tell = |unmasked| told(&diagnostics, &sources, Manner { format, color: false, unmasked });
        let (masked, bare) = (tell(false), tell(true));
        assert!(masked.iter().zip(&bare).all(|(masked, bare)| masked.record == bare.record), "records are for reports");
        let shows = |told: &[Told]| joined(told, format).contains("`emial`");
        assert!(!shows(&masked), "{format:?}");
        assert_eq!(shows(&bare), Manner { format, ..Manner::default() }.is_for_people(), "{format:?}");
    }
}

#[test]
fn color_adds_escapes_and_nothing_else() {
    for format in [MessageFormat::Human, MessageFormat::Short] {
        let colored = rendered(format, true);
        assert!(colored.contains("\u{1B}["));
        let mut plain = String::new();
        let mut rest = colored.as_str();
        while let Some((before, after)) = rest.split_once('\u{1B}') {
            plain.push_str(before);
            rest = &after[after.find('m').unwrap() + 1..];
        }
        assert_eq!(plain + rest, rendered(format, false));
    }
}

#[test]
fn long_lines_are_cut_around_the_caret() {
    let long = format!("first: line\na: {}☃{}\nlast: line\n", "é".repeat(60_000), "ü".repeat(60_000));
    let at = long.find('☃').unwrap();
    let out = [
        excerpt(&long, at..at + 3),
        excerpt(&long, 15..long.len() - 12),
        excerpt(&long, long.len() - 12..long.len() - 12),
    ];
    insta::assert_snapshot!(out.concat());
}

#[test]
fn odd_ranges_have_a_caret() {
    let text = "a: b\n\n\tc: \u{1F9E0}d\n";
    let out = [
        excerpt(text, 2..2),
        excerpt(text, 0..text.len()),
        excerpt(text, text.len()..text.len()),
        excerpt(text, 4..5),
        excerpt(text, 5..5),
        excerpt(text, 10..15),
        excerpt("a: x\u{301}\n", 4..6),
        excerpt("", 0..0),
        excerpt("\r\n", 0..1),
    ];
    insta::assert_snapshot!(out.concat());
}

proptest! {
    #[test]
    fn any_span_renders_without_what_a_terminal_acts_on(
        text in "[\\PC\n\t\r\u{0}-\u{9F}\u{202E}]{0,200}", spans in prop::collection::vec((0usize..400, 0usize..400), 1..4)
    ) {
        let mut sources = Sources::new();
        let source: SourceId = sources.add("t\u{1B}", text.clone());
        let boundary = |offset: usize| text.floor_char_boundary(offset.min(text.len()));
        let spans: Vec<Span> =
            spans.iter().map(|(a, b)| Span::new(source, boundary(*a.min(b))..boundary(*a.max(b)))).collect();
        let mut diagnostic = Diagnostic::at(spans[0], Problem::DuplicateKey { key: text.clone(), last: false }).with_path(text.clone());
        for span in &spans[1..] {
            diagnostic = diagnostic.with_related(*span, text.clone());
        }
        for format in [
            MessageFormat::Human, MessageFormat::Short, MessageFormat::Json, MessageFormat::Github, MessageFormat::Sarif,
        ] {
            let out = render(&diagnostic.clone().into(), &sources, format, false);
            prop_assert!(!out.chars().any(|c| c != '\n' && acts_on_terminal(c)), "{out:?}");
            prop_assert!(out.contains("duplicate-key"));
            if format == MessageFormat::Human {
                prop_assert!(out.contains('^'), "{out}");
            }
        }
    }
}
