use super::Application;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::profile::PartialDate;
use crate::source::{Format, Sources, parse};

fn read(text: &str) -> (Application, Vec<(&'static str, String)>) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let id = sources.add("a.yaml", text);
    let node = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML");
    let application = Application::from_node(&node, &mut diagnostics).expect("a mapping");
    (application, diagnostics.iter().map(|found: &Diagnostic| (found.code(), found.path.clone())).collect())
}

#[test]
fn an_application_says_all_that_can_be_asked_for() {
    let (application, wrong) = read(
        "profile: ../me.yaml\ntheme: {name: meridian, accent: '#0b6e4f'}\nlanguage: en\ncompany: Acme\nrole: Engineer\n\
         select:\n  include: [backend, ranking]\n  exclude: gaming\n  private: true\n  sections: summary, work\n  since: 2018\n  \
         limit: {work: 4, highlights: 5}\nchange:\n  basics: {label: Ranking Engineer}\nredact: [contact, basics.location]\n\
         allow: [will]\ndate: 2026-11-21\npages: 1\nposting: acme.txt\nletter: {body: Hello, join: true}\n\
         output: '{name}-{company}'\nformats: [pdf, txt]\n",
    );
    assert_eq!(wrong, [], "nothing is wrong");
    let select = application.select.expect("there is one");
    let words = |words: &super::Words| words.0.iter().map(|word| word.value.clone()).collect::<Vec<_>>();
    assert_eq!(
        (words(&select.include), words(&select.exclude)),
        (vec!["backend".into(), "ranking".into()], vec!["gaming".into()])
    );
    assert_eq!(words(&select.sections), ["summary", "work"]);
    let limit = select.limit.expect("there is one");
    assert_eq!((limit.of("work").map(|it| it.value), limit.highlights.map(|it| it.value)), (Some(4), Some(5)));
    assert_eq!(application.pages.map(|pages| pages.0.value), Some(1));
    let theme = application.theme.expect("there is one");
    assert_eq!(theme.name.expect("named").value, "meridian");
    assert!(theme.options.get("accent").is_some() && theme.options.get("name").is_none());
}

#[test]
fn what_is_wrong_is_reported_under_its_key() {
    let at = |code, path: &str| (code, path.to_owned());
    let (_, wrong) = read(
        "theme: [plain]\nselect:\n  includ: [a]\n  since: last year\n  limit: {work: 0, highlights: many}\npages: 0\n\
         change: text\nletter: {subject: a}\nredact: {contact: true}\ndate: tomorrow\n",
    );
    assert_eq!(
        wrong,
        [
            at("wrong-type", "theme"),
            at("unknown-key", "select.includ"),
            at("bad-date", "select.since"),
            at("bad-count", "select.limit.work"),
            at("bad-count", "select.limit.highlights"),
            at("bad-count", "pages"),
            at("wrong-type", "change"),
            at("missing-key", "letter"),
            at("wrong-type", "redact"),
            at("bad-date", "date"),
        ]
    );
    assert_eq!(read("pages: 100").1, [at("bad-count", "pages")]);
    assert_eq!(read("pages: 1.5").1, [at("bad-count", "pages")]);
}

#[test]
fn years_count_back_from_a_date() {
    let (application, _) = read("select: {since: {work: 10y, projects: 2020-05}}");
    let since = application.select.and_then(|select| select.since).expect("there is one");
    let date = |text: &str| PartialDate::parse(text);
    assert_eq!(since.of("work").expect("named").date(date("2026-11-21")), date("2016-11-21"));
    assert_eq!(since.of("work").expect("named").date(date("2024-02-29")), date("2014-02"));
    assert_eq!(since.of("work").expect("named").date(None), None);
    assert_eq!(since.of("projects").expect("named").date(None), date("2020-05"));
    assert!(since.of("awards").is_none());
}

#[test]
fn an_application_is_told_from_a_profile() {
    let is_one = |text: &str| {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add("a.yaml", text);
        Application::is_one(&parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML"))
    };
    for text in ["profile: me.yaml", "extends: base.yaml\nlanguage: de", "redact: [name]", "theme: plain"] {
        assert!(is_one(text), "{text}");
    }
    for text in ["basics: {name: A}", "work: []\ntheme: plain", "x: 1", "[]", "nothing"] {
        assert!(!is_one(text), "{text}");
    }
}
