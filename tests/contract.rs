//! Every built-in theme keeps the contract, and what a theme can do wrong is found and said at its place.

use std::sync::Arc;

use curricle::contract::{Report, check};
use curricle::source::Sources;
use curricle::source::report::{MessageFormat, render};
use curricle::theme::ThemeStore;
use curricle::typeset::FontSet;

fn checked(store: &ThemeStore, name: &str) -> (Report, String) {
    let mut sources = Sources::new();
    let report = check(store, name, &Arc::new(FontSet::bundled()), &mut sources);
    let said = render(&report.diagnostics, &sources, MessageFormat::Short, false);
    (report, said)
}

/// What the check says of a theme that extends `plain`: what `theme.typ` holds in the dictionary of its functions, where
/// `drawn` is what `plain` gives, and further files.
fn said_of(functions: &str, files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("writable");
    let theme = folder.path().join("mine");
    std::fs::create_dir(&theme).expect("writable");
    let look = format!(
        "#import \"../plain/theme.typ\" as parent\n#import \"../base/theme.typ\": *\n\
         #let theme(options, words, setting) = {{\n  let drawn = (parent.theme)(options, words, setting)\n  \
         drawn + ({functions})\n}}\n"
    );
    for (name, text) in [("theme.yaml", "extends: plain\n"), ("theme.typ", look.as_str())].iter().chain(files) {
        std::fs::write(theme.join(name), text).expect("writable");
    }
    let (report, said) = checked(&ThemeStore::new(vec![folder.path().to_owned()]), "mine");
    assert_eq!(report.passed(), !said.contains(": error["), "{said}");
    said.replace(&format!("{}/", folder.path().display()), "")
}

/// `resume` as `plain` draws it, with rules within.
fn with_rules(rules: &str) -> String {
    format!("resume: (body, ..given) => (drawn.resume)({{ {rules}; body }}, ..given),")
}

fn assert_says(said: &str, expected: &[&str]) {
    for line in expected {
        assert!(said.lines().any(|found| found.contains(line)), "nothing says `{line}` in:\n{said}");
    }
}

#[test]
fn every_built_in_theme_keeps_the_contract() {
    let store = ThemeStore::default();
    for name in store.names() {
        let (report, said) = checked(&store, &name);
        assert!(report.diagnostics.is_empty(), "{name}: {:#?}\n{said}", report.checks);
        assert!(report.checks.len() > 10, "{:#?}", report.checks);
        assert!(report.checks[1..].iter().all(|check| check.pages.is_some() && check.errors == 0));
    }
}

#[test]
fn a_theme_that_changes_nothing_passes() {
    assert_eq!(said_of(":", &[("theme.yaml", "extends: plain\nfonts: [Inter]\n")]), "");
}

#[test]
fn what_a_theme_drops_is_reported_where_it_stands_in_the_sample_once() {
    let said = said_of(
        "language: (language: none, fluency: none) => [#fluency],\n\
         certificate: (name: none, issuer: none, location: none, date: none, url: none, image: none, summary: none) =>\n\
         par[#name #issuer #location #date] + summary,\nquotation: (text: none, author: none) => [],",
        &[],
    );
    assert_says(
        &said,
        &[
            "full.yaml (sample):199:15: error[text-lost]: `Spokenlanguage` is missing from the pages (every field, a4)",
            "error[link-lost]: no link points to `https://certificate-one.example.org/`",
            // Like faults are one message.
            "also at sections.own-quote.items[0].text",
            "sections.own-quote.items[0].author",
            "sections.own-quote.items[1]",
        ],
    );
    assert_eq!(said.matches("error[").count(), 2, "{said}");
}

#[test]
fn text_that_is_too_small_is_reported_at_both_ends_of_density() {
    let said = said_of(&with_rules("set text(size: 6pt)"), &[]);
    assert_says(&said, &["error[text-small]: body text is 6 pt; the minimum is 9 pt", "the minimum is 7 pt"]);
    let said = said_of(&with_rules("set text(size: if options.density == 1 { 8.8pt } else { 10pt })"), &[]);
    assert_says(&said, &["body text is 8.8 pt; the minimum is 9 pt (every field at density 1, us-letter)"]);
}

#[test]
fn text_too_much_like_its_ground_is_reported() {
    let said = said_of(&with_rules("set text(fill: luma(150))"), &[]);
    assert_says(&said, &["in #969696 on #ffffff has a contrast of 2.96 : 1 (every field, a4)"]);
    let panel = "header: (..given) => block(fill: rgb(\"#17382f\"), inset: 1em, (drawn.header)(..given)),";
    assert_says(&said_of(panel, &[]), &["on #17382f has a contrast of"]);
    let white = "header: (..given) => block(fill: black, inset: 1em, text(fill: white, (drawn.header)(..given))),";
    assert!(!said_of(white, &[]).contains("in #ffffff"));
}

#[test]
fn text_out_of_the_page_and_text_over_text_are_reported() {
    let said = said_of("group: (..given) => move(dx: 12cm, (drawn.group)(..given)),", &[]);
    assert_says(
        &said,
        &[
            "error[text-cut]: `Skillkeyword one, Skillkeyword two (Skillkeyword level)` runs off the page (every field, a4)",
        ],
    );
    assert!(said.matches("error[").count() < 8, "{said}");
    let said = said_of("group: (..given) => place((drawn.group)(..given)),", &[]);
    assert_says(&said, &["error[text-overlap]: `"]);
}

#[test]
fn what_makes_code_of_text_is_refused_in_every_file() {
    let said = said_of("group: (..given) => eval(\"1\"),", &[]);
    assert_says(&said, &["mine/theme.typ:5:32: error[forbidden-name]: `eval` is not allowed in a theme"]);
}

#[test]
fn data_where_it_is_not_shown_as_written_is_refused() {
    let template = "{% extends \"base/resume.typ.j2\" %}";
    let resume = include_str!("../themes/base/resume.typ.j2");
    let said = said_of(":", &[("resume.typ.j2", &format!("{resume}\n// {{{{ resume.name | lit }}}}\n"))]);
    assert_says(&said, &["main.typ (rendered)", "error[data-misplaced]: data in a comment is not shown as written"]);
    assert_eq!(said_of(":", &[("resume.typ.j2", template)]), "", "a template that only extends passes");
}

#[test]
fn a_family_that_is_not_there_is_reported_in_the_manifest() {
    let said = said_of(":", &[("theme.yaml", "extends: plain\nfonts: [Source Serif 5]\n")]);
    assert_says(&said, &["mine/theme.yaml:2:9: error[unknown-font]: font family `Source Serif 5` not found"]);
}

#[test]
fn tags_that_meet_no_standard_are_reported() {
    let said = said_of("group: (..given) => heading(level: 5, numbering: none, (drawn.group)(..given)),", &[]);
    assert_says(&said, &["error[pdf-standard]: the document does not meet `ua-1 + a-3a`"]);
}

#[test]
fn an_error_of_typst_and_a_theme_that_does_not_load_are_reported() {
    assert_says(
        &said_of("group: (..given) => 1 + [a],", &[]),
        &["mine/theme.typ:5:32: error[typst]: cannot add integer"],
    );
    let (report, said) = checked(&ThemeStore::default(), "plian");
    assert!(!report.passed() && report.checks.len() == 1);
    assert_says(&said, &["error[unknown-theme]: there is no theme `plian`"]);
}
