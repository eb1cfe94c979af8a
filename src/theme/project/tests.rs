mod full;

use proptest::prelude::*;
use typst::syntax::{LinkedNode, Source, SyntaxKind, ast};

use super::*;
use crate::application::markup::Markup;
use crate::application::resume::{
    Beside, Contact, ContactKind, Content, Direction, Document, EntryKeys, Highlight, Line, Metric, Paper, Section,
};
use crate::diagnostic::SourceId;
use crate::theme::check::check;
use crate::theme::environment::FUEL;
use crate::theme::{OptionInput, ThemeStore};

/// What issue after issue of other tools shows to break templates.
fn payloads() -> Vec<String> {
    let mut payloads: Vec<String> = [
        "x",
        "",
        "#read(\"/etc/passwd\")",
        "`",
        "$x",
        "*",
        "<tag>",
        "@ref",
        "= x",
        "- x",
        "1. x",
        "//",
        "/*",
        "*/",
        "\\",
        "\"",
        "]",
        ")",
        "}}",
        "{{ 1 }}",
        "{% raw %}",
        "{% endraw %}",
        "#}",
        " in ",
        " ",
        ", evil: 1",
        "x\u{2028}y",
        "x\u{85}y",
        "x\u{200b}y",
        "\u{202e}x\u{2066}",
        "👩\u{200d}🚀",
        "\";#panic(1)",
        "\u{FDD0}0 0 9\u{FDD1}x",
        "http://x.org/a?b=c&d=%20",
        "e\u{301}",
        "a  b",
    ]
    .map(str::to_owned)
    .into();
    payloads.push("x".repeat(10_000));
    payloads
}

fn file(path: &str) -> ImageFile {
    ImageFile { path: path.into(), beside: Beside::Profile }
}

fn line(text: &str) -> Line {
    Line { text: text.into(), span: Some(Span::new(SourceId(0), 10..20)) }
}

fn section(id: &str, content: Content) -> Section {
    Section { id: id.into(), title: Line { text: id.to_uppercase(), span: None }, intro: None, content }
}

fn resume(text: &str) -> Resume {
    let markup = |text: &str| Markup { blocks: vec![paragraph(text)], span: Some(Span::new(SourceId(0), 30..40)) };
    let highlight = |children| Highlight { text: markup(text), children };
    Resume {
        language: "en".into(),
        direction: Direction::Ltr,
        document: Document {
            title: text.into(),
            author: None,
            keywords: vec![text.into()],
            description: None,
            date: None,
        },
        script_family: None,
        paper: Paper::Letter,
        name: Some(line(text)),
        label: None,
        pronouns: None,
        photo: Some(Image { file: file("me.JPG"), span: None, alt: text.into() }),
        contacts: vec![Contact {
            kind: ContactKind::Email,
            network: None,
            text: line(text),
            url: Some(format!("mailto:{text}")),
        }],
        sections: vec![
            section("summary", Content::Prose(vec![markup(text)])),
            section("list", Content::List(vec![highlight(vec![highlight(vec![])])])),
            section(
                "figures",
                Content::Metrics(vec![Metric { keys: EntryKeys::default(), value: line(text), label: None }]),
            ),
        ],
        words: [("courses".to_owned(), "Courses".to_owned())].into(),
        x: BTreeMap::new(),
    }
}

fn paragraph(text: &str) -> crate::application::markup::Block {
    crate::application::markup::Block::Paragraph(vec![crate::application::markup::Inline::Text(text.into())])
}

/// A theme of one template, in a folder of its own.
fn theme_of(template: &str) -> (tempfile::TempDir, ThemeStore) {
    let folder = tempfile::tempdir().unwrap();
    let theme = folder.path().join("mine");
    std::fs::create_dir(&theme).unwrap();
    let manifest = "options:\n  accent: {type: color, default: '#123'}\n  size: {type: number, default: 2.5}\n  words: {type: list}\n";
    std::fs::write(theme.join("theme.yaml"), manifest).unwrap();
    std::fs::write(theme.join("theme.typ"), "#let f(..args) = none").unwrap();
    std::fs::write(theme.join("resume.typ.j2"), template).unwrap();
    let store = ThemeStore::new(vec![folder.path().to_owned()]);
    (folder, store)
}

fn render(template: &str, text: &str) -> Result<TypstProject, (Diagnostics, Sources)> {
    let (_folder, store) = theme_of(template);
    let mut sources = Sources::new();
    let theme = store.load("mine", &mut sources).map_err(|found| (found, sources.clone()))?.value;
    let options = theme.resolve(&[]).unwrap().value;
    theme
        .project(&resume(text), &options, &ImageFormats::new(), &mut sources)
        .map(|warned| warned.value)
        .map_err(|found| (found, sources))
}

fn main_of(template: &str) -> String {
    render(template, "Ada").unwrap().main
}

/// The message and the source text of the one error.
fn error_of(template: &str) -> (String, String) {
    let (found, sources) = render(template, "Ada").unwrap_err();
    assert_eq!(found.0.len(), 1, "{found}");
    let place = found.0[0].span().map(|span| sources.slice(span).to_owned());
    (found.0[0].problem.to_string(), place.unwrap_or_default())
}

#[test]
fn values_are_written_by_their_kind() {
    for (template, expected) in [
        ("{{ resume.name }}", r#"#"\u{41}da";"#),
        ("{{ 'a' }}{{ 3 }}", r#"#"\u{61}";#"\u{33}";"#),
        ("{{ resume.name | lit }}", r#""\u{41}da""#),
        ("{{ none | lit }} {{ true | lit }} {{ 2 | lit }} {{ 0.5 | lit }} {{ -1 | lit }}", "none true 2 0.5 -1"),
        ("{{ ['a', 1] | lit }} {{ [] | lit }} {{ ['a'] | lit }}", r#"("\u{61}", 1,) () ("\u{61}",)"#),
        ("{{ {'a b': none} | lit }} {{ {} | lit }}", r#"("\u{61} b": none) (:)"#),
        (
            "{{ options.accent | lit }} {{ options.size | lit }} {{ options.words | lit }}",
            r#"rgb("\u{23}112233") 2.5 ()"#,
        ),
        ("{{ resume.name | content }} {{ resume.label | content }} {{ [] | content }}", r#"[#"\u{41}da";] none ()"#),
        ("{{ resume.sections[1].entries[0].children | content }}", r#"((text: [#"\u{41}da";], children: ()),)"#),
        ("{{ resume.sections[0].entries[0] }}", r#"#"\u{41}da";"#),
        ("{{ resume.photo.path | lit }} {{ paper | lit }}", r#""\u{2f}images\u{2f}1\u{2e}jpg" "\u{75}s\u{2d}letter""#),
        ("{{ theme.path | lit }} {{ theme.name }}", r#""\u{2f}themes\u{2f}mine\u{2f}theme\u{2e}typ" #"\u{6d}ine";"#),
        ("{{ resume.name | upper }}", r#"#"\u{41}DA";"#),
        ("{{ resume.words.courses }}", r#"#"\u{43}ourses";"#),
        ("{% if resume.label %}a{% else %}b{% endif %}{% if resume.name %}c{% endif %}", "bc"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m('a') }}{{ m('a') | content }}", r#"[#"\u{61}";][[#"\u{61}";]]"#),
        (
            "{% set x %}{{ 'a' }}{% endset %}{{ x }}{{ [x, x] | join(', ') }}",
            "#\"\\u{61}\";#\"\\u{61}\";#\"\\u{2c}\\u{20}\";#\"\\u{61}\";",
        ),
    ] {
        assert_eq!(main_of(template), expected, "{template}");
    }
}

#[test]
fn what_cannot_be_written_is_an_error_at_its_place() {
    for (template, message, place) in [
        ("a\n{{ resume.nme }}", "fails at `resume.nme`: `resume.nme` is undefined", "resume.nme"),
        ("{{ resume.label }}", "there is no text", "resume.label"),
        ("{{ resume.sections }}", "a list cannot be shown", "resume.sections"),
        ("{{ resume }}", "a mapping cannot be shown", "resume"),
        ("{{ true }}", "true and false cannot be shown", "true"),
        ("{{ 'x' | safe }}", "unknown filter", "'x' | safe"),
        ("{{ 'x' | e }}", "unknown filter", "'x' | e"),
        ("{{ debug() }}", "unknown function", "debug()"),
        ("{% set x %}a{% endset %}{{ x | lit }}", "`lit` takes a value", "x | lit"),
        ("{% autoescape false %}{% endautoescape %}", "`{% autoescape %}` is not available", "autoescape"),
        ("{%- autoescape 'html' %}{% endautoescape %}", "`{% autoescape %}` is not available", "autoescape"),
        ("x\u{FDD0}", "reserved", "\u{FDD0}"),
        ("{{ 1 +", "unexpected end", ""),
        ("{% include 'mine/none.j2' %}", "template not found", "include 'mine/none.j2'"),
        ("{% include '../x.j2' %}", "template not found", "include '../x.j2'"),
        ("{{ (1e308 * 10) | lit }}", "the number is not finite", "(1e308 * 10) | lit"),
    ] {
        let (found, at) = error_of(template);
        assert!(found.contains(message), "{template}: {found}");
        assert!(place.is_empty() || at.contains(place) || place.contains(&at), "{template}: {at}");
    }
}

#[test]
fn an_endless_template_runs_out_of_fuel() {
    let template =
        "{% for a in range(99999) %}{% for b in range(99999) %}{% if b %}{% endif %}{% endfor %}{% endfor %}";
    let (found, _) = render(template, "Ada").unwrap_err();
    assert_eq!(found.0[0].problem, crate::diagnostic::Problem::TemplateFuel { limit: FUEL });
    let large = "{% for a in range(99999) %}{% for b in range(99999) %}".to_owned()
        + &"x".repeat(500)
        + "{% endfor %}{% endfor %}";
    assert!(render(&large, "Ada").unwrap_err().0.to_string().contains("writes more than 32 MiB"));
    let recursion = "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}";
    assert!(render(recursion, "Ada").is_err());
}

/// Every string value in a tree, and whether anything in it runs code other than the calls of the template.
fn strings(main: &str) -> Vec<String> {
    let source = Source::detached(main);
    let mut found = Vec::new();
    let mut open = vec![LinkedNode::new(source.root())];
    while let Some(node) = open.pop() {
        if let Some(string) = node.get().cast::<ast::Str>() {
            found.push(string.get().to_string());
        }
        open.extend(node.children());
    }
    found
}

/// The identifiers that a tree refers to.
fn names(main: &str) -> Vec<String> {
    let source = Source::detached(main);
    let mut found = Vec::new();
    let mut open = vec![LinkedNode::new(source.root())];
    while let Some(node) = open.pop() {
        if matches!(node.kind(), SyntaxKind::Ident | SyntaxKind::MathIdent) {
            found.push(node.get().leaf_text().to_string());
        }
        open.extend(node.children());
    }
    found.sort();
    found
}

#[test]
fn no_payload_is_executed_in_any_context() {
    let contexts = [
        "a {{ x }} b",
        "{{ x }}",
        "#f(a: {{ x | lit }}, b: 1)",
        "#f({{ x | content }})",
        "#f(\"{{ x }}\")",
        "#f(\"{{ x | lit }}\")",
        "$ a {{ x }} b $",
        "$ {{ x | lit }} $",
        "`{{ x }}`",
        "```rust {{ x }}```",
        "// {{ x }}\nb",
        "/* {{ x }} */ b",
        "a <{{ x }}>",
        "@{{ x }}",
        "#{{ x }}",
        "#{{ x | lit }}",
        "\\{{ x }}",
        "\\{{ x | lit }}",
        "= {{ x }}",
        "- {{ x }}",
        "/ {{ x }}: b",
        "*{{ x }}*",
        "#[ {{ x | lit }} ]",
        "#{ {{ x | lit }} }",
        "#{ {{ x }} }",
        "{{ x }}(1)",
        "{{ x }}[b]",
        "{{ x }}.len()",
        "#f[{{ x }}]",
        "~{{ x }}https://{{ x }}",
    ];
    for context in contexts {
        for kind in ["resume.name", "resume.name | string", "resume.sections[0].entries[0]"] {
            let template = context.replace("{{ x", &format!("{{{{ {kind}"));
            let benign = render_cached(&template, "x");
            for payload in payloads() {
                let main = render_cached(&template, &payload);
                // Typst runs nothing of a file that does not parse.
                assert!(is_erroneous(&main) || names(&main) == names(&benign), "{template} with {payload:?}: {main}");
            }
        }
    }
}

fn is_erroneous(main: &str) -> bool {
    !typst::syntax::parse(main).errors_and_warnings().0.is_empty()
}

thread_local! {
    static THEME: std::cell::RefCell<Option<(String, Theme)>> = const { std::cell::RefCell::new(None) };
}

/// As [`render`], for one template after the other with many texts.
fn render_cached(template: &str, text: &str) -> String {
    THEME.with_borrow_mut(|cached| {
        if cached.as_ref().is_none_or(|(known, _)| known != template) {
            let (_folder, store) = theme_of(template);
            *cached = Some((template.to_owned(), store.load("mine", &mut Sources::new()).unwrap().value));
        }
        let theme = &cached.as_ref().unwrap().1;
        let options = theme.resolve(&[]).unwrap().value;
        theme.project(&resume(text), &options, &ImageFormats::new(), &mut Sources::new()).unwrap().value.main
    })
}

#[test]
fn text_is_shown_verbatim_where_that_is_promised() {
    for context in [
        "a {{ x }} b",
        "{{ x }}",
        "= {{ x }}",
        "*{{ x }}*",
        "{{ x }}(1)",
        "{{ x }}.len()",
        "#f({{ x | lit }})",
        "#f({{ x | content }})",
        "#f[{{ x }}]",
    ] {
        for kind in ["resume.name", "resume.name | string", "resume.sections[0].entries[0]"] {
            let template = context.replace("{{ x", &format!("{{{{ {kind}"));
            for payload in payloads() {
                let main = render_cached(&template, &payload);
                assert_eq!(strings(&main), [&*payload], "{template}: {main}");
                assert!(!is_erroneous(&main), "{template}: {main}");
                let attached =
                    [SyntaxKind::FuncCall, SyntaxKind::FieldAccess].iter().any(|kind| shape(&main).0.contains(kind));
                assert_eq!(attached, template.starts_with("#f"), "{template}: {main}");
            }
        }
    }
}

#[test]
fn the_built_in_themes_show_every_payload_and_pass_the_check() {
    let store = ThemeStore::default();
    for name in store.names() {
        let theme = store.load(&name, &mut Sources::new()).unwrap().value;
        let options = theme.resolve(&[]).unwrap().value;
        let mut expected = None;
        for payload in payloads() {
            let mut sources = Sources::new();
            let project = theme.project(&resume(&payload), &options, &ImageFormats::new(), &mut sources).unwrap().value;
            let found = check(&project, &mut sources);
            assert!(found.is_empty(), "{name} with {payload:?}: {found}");
            let shown = strings(&project.main).iter().filter(|string| **string == payload).count();
            assert_eq!(*expected.get_or_insert(shown), shown, "{name} with {payload:?}");
            for origin in &project.origins {
                let text = &project.main[origin.range.clone()];
                assert!(text.starts_with('"') && text.ends_with('"'), "{text}");
                assert_eq!(project.origin(&origin.range), Some(origin.span));
            }
        }
    }
}

#[test]
fn the_built_in_themes_show_every_payload_in_a_letter_and_pass_the_check() {
    let store = ThemeStore::default();
    for name in store.names() {
        let theme = store.load(&name, &mut Sources::new()).unwrap().value;
        let options = theme.resolve(&[]).unwrap().value;
        let project = |text: &str, sources: &mut Sources| {
            let (resume, letter) = (full::resume(text), full::letter(text));
            theme.letter_project(&resume, &letter, &options, &ImageFormats::new(), sources).unwrap().value
        };
        let (kinds, strings) = shape(&project("x", &mut Sources::new()).main);
        assert!(strings.iter().filter(|string| *string == "x").count() >= 20, "{name}");
        for payload in payloads() {
            let mut sources = Sources::new();
            let found = project(&payload, &mut sources);
            assert_eq!(check(&found, &mut sources), Diagnostics::new(), "{name} with {payload:?}");
            let (found_kinds, found_strings) = shape(&found.main);
            assert_eq!(kinds, found_kinds, "{name} with {payload:?}");
            let expected: Vec<_> = strings.iter().map(|string| if string == "x" { &payload } else { string }).collect();
            assert_eq!(expected, found_strings.iter().collect::<Vec<_>>(), "{name} with {payload:?}");
        }
    }
}

#[test]
fn the_same_path_beside_profile_and_letter_means_two_files() {
    let theme = ThemeStore::default().load("plain", &mut Sources::new()).unwrap().value;
    let options = theme.resolve(&[]).unwrap().value;
    let (mut resume, mut letter) = (full::resume("x"), full::letter("x"));
    resume.sections.clear();
    let signature = letter.signature.as_mut().unwrap();
    signature.file.path = resume.photo.as_ref().unwrap().file.path.clone();
    let project = theme.letter_project(&resume, &letter, &options, &ImageFormats::new(), &mut Sources::new()).unwrap();
    let beside: Vec<_> = project.value.images.iter().map(|image| (image.path.as_str(), image.file.beside)).collect();
    assert_eq!(beside, [("/images/1.png", Beside::Profile), ("/images/2.png", Beside::Letter)]);
}

#[test]
fn a_theme_without_a_template_for_letters_still_makes_resumes() {
    let (_folder, store) = theme_of("{{ resume.name }}");
    let theme = store.load("mine", &mut Sources::new()).unwrap().value;
    let options = theme.resolve(&[]).unwrap().value;
    let (resume, letter) = (full::resume("x"), full::letter("x"));
    assert!(theme.project(&resume, &options, &ImageFormats::new(), &mut Sources::new()).is_ok());
    let found = theme.letter_project(&resume, &letter, &options, &ImageFormats::new(), &mut Sources::new());
    let missing = Problem::ThemeFile { theme: "mine".into(), file: "letter.typ.j2".into() };
    assert_eq!(found.unwrap_err().0[0].problem, missing);
}

#[test]
fn the_check_finds_data_where_it_is_not_shown() {
    for (template, message) in [
        ("`{{ resume.name }}`", "raw text"),
        ("// {{ resume.name }}", "a comment"),
        ("#f(\"{{ resume.name | lit }}\")", "not valid Typst"),
        ("\\{{ resume.name }}", "markup without"),
        ("{{ resume.name | lit }}", "markup without"),
        ("#eval({{ resume.name | lit }})", "`eval` is not allowed"),
    ] {
        let project = render(template, "Ada").unwrap();
        let found = check(&project, &mut Sources::new());
        assert!(found.to_string().contains(message), "{template}: {found}");
    }
    assert!(check(&render("a {{ resume.name }}", "Ada").unwrap(), &mut Sources::new()).is_empty());
}

#[test]
fn origins_survive_macros_captures_and_callers() {
    let template = "{% macro m(x) %}[{{ caller() }}{{ x }}]{% endmacro %}{% set s %}{{ resume.name }}{% endset %}\
        {% call m(resume.name) %}{{ resume.name }}{% endcall %}{{ s }}{{ [s] | join }}{% filter trim %} {{ s }} {% endfilter %}";
    let project = render(template, "Ada").unwrap();
    assert_eq!(project.origins.len(), 5);
    for origin in &project.origins {
        assert_eq!(&project.main[origin.range.clone()], r#""\u{41}da""#);
    }
    assert!(!project.main.contains(['\u{FDD0}', '\u{FDD1}']));
}

#[test]
fn an_image_has_one_path_and_the_format_that_it_is_said_to_have() {
    let mut images = Vec::new();
    let formats: ImageFormats = [(file("b"), "webp")].into();
    let mut name = |path: &str| {
        let image = Image { file: file(path), span: None, alt: String::new() };
        name_image(&image, &formats, &mut images)
    };
    assert_eq!(
        [name("x/a.PNG"), name("b"), name("x/a.PNG"), name("../c"), name("d.#{")].join(" "),
        "/images/1.png /images/2.webp /images/1.png /images/3 /images/4"
    );
}

#[test]
fn themes_reach_one_another_by_name() {
    let (folder, store) =
        theme_of("{% extends 'parent/resume.typ.j2' %}{% block b %}{{ super() }}{{ resume.name }}{% endblock %}");
    let parent = folder.path().join("parent");
    std::fs::create_dir(&parent).unwrap();
    std::fs::write(
        parent.join("resume.typ.j2"),
        "a{% block b %}b{% endblock %}{{ options.own }}{{ theme.page.width }}",
    )
    .unwrap();
    let manifest = "options: {own: {type: text, default: p}}\npage: {width: 3}";
    std::fs::write(parent.join("theme.yaml"), manifest).unwrap();
    std::fs::write(folder.path().join("mine/theme.yaml"), "extends: parent\noptions: {own: q}").unwrap();
    let mut sources = Sources::new();
    let theme = store.load("mine", &mut sources).unwrap().value;
    assert_eq!(theme.chain, ["mine", "parent"]);
    let options = theme.resolve(&[]).unwrap().value;
    let project = theme.project(&resume("Ada"), &options, &ImageFormats::new(), &mut sources).unwrap().value;
    assert_eq!(project.main, r#"ab#"\u{41}da";#"\u{71}";#"\u{33}";"#);
    let files: Vec<_> = project.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(files, ["/themes/mine/theme.typ"]);
}

#[test]
fn a_profile_at_its_bound_stays_within_the_fuel() {
    let store = ThemeStore::default();
    let theme = store.load("plain", &mut Sources::new()).unwrap().value;
    let mut inputs = Sources::new();
    let options = theme.resolve(&[OptionInput::parse("density=1", &mut inputs).unwrap()]).unwrap().value;
    let mut long = resume("x");
    let metric = Metric { keys: EntryKeys::default(), value: line("1"), label: Some(line("y")) };
    long.sections = vec![section("figures", Content::Metrics(vec![metric; 40_000]))];
    assert!(theme.project(&long, &options, &ImageFormats::new(), &mut Sources::new()).is_ok());
}

/// The kinds of all nodes in their order, and the values of strings.
fn shape(main: &str) -> (Vec<SyntaxKind>, Vec<String>) {
    let source = Source::detached(main);
    let (mut kinds, mut strings) = (Vec::new(), Vec::new());
    let mut open = vec![LinkedNode::new(source.root())];
    while let Some(node) = open.pop() {
        kinds.push(node.kind());
        strings.extend(node.get().cast::<ast::Str>().map(|string| string.get().to_string()));
        open.extend(node.children());
    }
    (kinds, strings)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_field_is_one_string_node_and_changes_nothing_else(text in any::<String>()) {
        let store = ThemeStore::default();
        for name in store.names() {
            let theme = store.load(&name, &mut Sources::new()).unwrap().value;
            let options = theme.resolve(&[]).unwrap().value;
            let main = |text: &str| {
                let resume = full::resume(text);
                theme.project(&resume, &options, &ImageFormats::new(), &mut Sources::new()).unwrap().value.main
            };
            let (kinds, strings) = shape(&main("x"));
            let (found_kinds, found_strings) = shape(&main(&text));
            prop_assert_eq!(kinds, found_kinds);
            let expected: Vec<_> = strings.iter().map(|string| if string == "x" { &text } else { string }).collect();
            prop_assert_eq!(expected, found_strings.iter().collect::<Vec<_>>());
            prop_assert!(strings.iter().filter(|string| *string == "x").count() > 100);
        }
    }
}

#[test]
fn a_letter_joined_before_a_resume_keeps_the_places_of_both() {
    let span = |start| Span::new(SourceId(start), 3..5);
    let part =
        |text: &str, start: usize, id| (text.to_owned(), vec![Origin { range: start..start + 3, span: span(id) }]);
    let (main, origins) = joined(part("l(\"a\")", 2, 1), part("resume(\"b\")", 7, 2));
    let literals = origins.iter().map(|origin| (&main[origin.range.clone()], origin.span)).collect::<Vec<_>>();
    assert_eq!(literals, [("\"a\"", span(1)), ("\"b\"", span(2))]);
    let root = typst::syntax::parse(&main);
    assert_eq!(root.errors_and_warnings().0.len(), 0);
    assert_eq!(root.children().filter(|it| it.kind() == SyntaxKind::ContentBlock).count(), 2);
}
