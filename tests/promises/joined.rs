//! A letter that is joined before the résumé is one document with it, and each looks as it does alone, in every theme.

use curricle::application::Field;
use curricle::batch::{Format, Input, Made, Renderer, Request, evict};
use curricle::diagnostic::{Diagnostic, Problem, Warned};
use curricle::export::pdf::Standard;
use curricle::source::Sources;

use super::pdf::{Pdf, folded};
use super::stage;

const FULL: (&str, &str) = ("data/samples/full.yaml", "data/samples/letter.yaml");

fn made(profile: &Input, letter: &Input, request: Request) -> Made {
    let case = format!("{} with {} in {}", profile.name, letter.name, stage::theme(&request));
    let request = Request { letter: Some(letter.clone()), ..request };
    let made = Renderer::new(Vec::new(), false).make(profile, &request, &mut Sources::new());
    evict(5);
    let Warned { value, warnings } = made.unwrap_or_else(|errors| panic!("{case}: {errors}"));
    stage::assert_quiet(&case, &warnings);
    value
}

/// The artifacts, each with its suffix; what is no text is only told apart.
fn texts(made: Made) -> Vec<(String, String)> {
    made.artifacts.into_iter().map(|it| (it.suffix, String::from_utf8_lossy(&it.bytes).into_owned())).collect()
}

/// A letter of three pages or so.
fn long_letter() -> Input {
    let paragraph = |number| format!("  Paragraph {number} of a letter that goes on about what nobody asked for.\n\n");
    stage::input_of("long.yaml", format!("body: |\n{}", (0..70).map(paragraph).collect::<String>()))
}

#[test]
fn the_pages_of_both_are_those_that_each_has_alone() {
    let cases = [
        (stage::input(FULL.0), long_letter(), "density=1"),
        (stage::input("data/samples/rtl.yaml"), stage::input("data/samples/rtl-letter.yaml"), "density=0.5"),
    ];
    for theme in stage::themes() {
        for (profile, letter, option) in &cases {
            let case = format!("{} in {theme}", profile.name);
            let request = Request { formats: vec![Format::Svg], ..stage::request(&theme, None, &[option]) };
            let alone = texts(made(profile, letter, request.clone()));
            let joined = made(profile, letter, Request { join: true, ..request });
            assert_eq!(joined.pages, alone.len(), "{case}");
            let (letter, resume): (Vec<_>, Vec<_>) = alone.into_iter().partition(|(it, _)| it.starts_with("-letter"));
            assert!(letter.len() > 2 || *option == "density=0.5", "{case}: {} pages of the letter", letter.len());
            let expected: Vec<String> = letter.into_iter().chain(resume).map(|(_, page)| page).collect();
            let (suffixes, pages): (Vec<_>, Vec<_>) = texts(joined).into_iter().unzip();
            let differs: Vec<usize> =
                (1..).zip(&pages).zip(&expected).filter(|((_, a), b)| a != b).map(|it| it.0.0).collect();
            assert_eq!(differs, [0; 0], "{case}: pages that differ");
            assert_eq!(suffixes, (1..=pages.len()).map(|number| format!("-{number}.svg")).collect::<Vec<_>>());
        }
    }
}

#[test]
fn both_are_one_document_that_meets_the_standards() {
    let standards = vec![Standard::Ua1, Standard::A3a];
    for theme in stage::themes() {
        for (profile, letter, language) in
            [(FULL.0, FULL.1, "en"), ("data/samples/rtl.yaml", "data/samples/rtl-letter.yaml", "he")]
        {
            let request = Request { standards: standards.clone(), join: true, ..stage::request(&theme, None, &[]) };
            let epoch = Some(1_700_000_000);
            let made =
                made(&stage::input(profile), &stage::input(letter), Request { source_date_epoch: epoch, ..request });
            let [artifact] = <[_; 1]>::try_from(made.artifacts).expect("one document");
            assert_eq!(artifact.suffix, ".pdf");
            let pdf = Pdf::read(&artifact.bytes);
            assert_eq!(pdf.sizes().len(), made.pages, "{theme}");
            assert!(pdf.xmp().contains("<pdfuaid:part>1"), "{theme}");
            assert_eq!(super::pdf::text(pdf.catalog().get(b"Lang").unwrap()), language, "{theme}");
            let tags = pdf.tags();
            assert_eq!(tags.iter().filter(|tag| *tag == "Document").count(), 1, "{theme}");
            assert_eq!(tags.iter().filter(|tag| *tag == "H1").count(), 2, "{theme}: the name, twice");
        }
    }
}

#[test]
fn the_letter_comes_first_and_the_title_is_that_of_the_resume() {
    for theme in stage::themes() {
        let request = Request { join: true, ..stage::request(&theme, Some("en"), &[]) };
        let made = made(&stage::input(FULL.0), &stage::input(FULL.1), request);
        let pdf = Pdf::read(&made.artifacts[0].bytes);
        assert_eq!(pdf.info(b"Title").as_deref(), Some("Ada Nametest – Résumé"), "{theme}");
        assert_eq!(pdf.info(b"Subject").as_deref(), Some("Basics Label"), "{theme}");
        let text = pdf.text();
        let mut from = 0;
        for string in
            ["Ada Nametest", "Recipient firstline", "Closing words", "Ada Nametest", "Ada Nametest", "Employer One"]
        {
            let found = text[from..].find(&folded(string));
            from += found.unwrap_or_else(|| panic!("{theme}: {string:?} is not in {:?}", &text[from..]))
                + folded(string).len();
        }
    }
}

#[test]
fn pages_that_are_asked_for_are_those_of_the_resume() {
    let job = "{name: Engines, startDate: 2020, highlights: [Wrote a program, Wrote another, Wrote one more]}, ";
    let profile = stage::input_of("me.yaml", format!("basics: {{name: Ada}}\nwork: [{}]\n", job.repeat(10)));
    let asked = Field { path: "pages".into(), value: "1".into(), name: "--pages".into() };
    for theme in ["plain", "sidebar"] {
        let formats = vec![Format::Svg];
        let request = Request { fields: vec![asked.clone()], formats, ..stage::request(theme, None, &[]) };
        let alone = made(&profile, &long_letter(), request.clone());
        let joined = made(&profile, &long_letter(), Request { join: true, ..request });
        assert!(alone.fitted.is_some() && alone.fitted == joined.fitted, "{theme}");
        assert_eq!(alone.pages, joined.pages);
        let page = |made: Made, suffix: String| texts(made).into_iter().find(|it| it.0 == suffix).expect("a page").1;
        let last = format!("-{}.svg", joined.pages);
        assert!(page(joined, last) == page(alone, ".svg".into()), "{theme}");
    }
}

#[test]
fn the_date_is_that_of_the_application_or_the_letter_or_the_profile() {
    let profile = stage::input_of("me.yaml", "basics: {name: Ada}\nmeta: {lastModified: 2024-01-02}\n".into());
    let dated = |letter: &str, application: Option<&str>| {
        let field = |date: &str| Field { path: "date".into(), value: date.into(), name: "--date".into() };
        let fields = application.map(field).into_iter().collect();
        let request = Request { join: true, fields, ..stage::request("plain", None, &[]) };
        let made = made(&profile, &stage::input_of("letter.yaml", letter.into()), request);
        Pdf::read(&made.artifacts[0].bytes).info(b"CreationDate").unwrap()
    };
    assert!(dated("{body: a, date: 2025-03-04}", Some("2026-05-06")).contains("20260506"));
    assert!(dated("{body: a, date: 2025-03-04}", None).contains("20250304"));
    assert!(dated("{body: a}", None).contains("20240102"));
}

#[test]
fn text_has_the_letter_first_and_the_project_has_both() {
    let request =
        Request { formats: vec![Format::Txt, Format::Md, Format::Typ], ..stage::request("sidebar", Some("en"), &[]) };
    let (profile, letter) = (stage::input(FULL.0), stage::input(FULL.1));
    let alone = texts(made(&profile, &letter, request.clone()));
    let both = texts(made(&profile, &letter, Request { join: true, ..request }));
    let get = |all: &[(String, String)], suffix: &str| all.iter().find(|it| it.0 == suffix).expect(suffix).1.clone();
    let whole = |suffix: &str, between: &str| {
        [&*get(&alone, &format!("-letter{suffix}")), between, &get(&alone, suffix)].concat()
    };
    assert_eq!(get(&both, ".txt"), whole(".txt", "\n\n"));
    assert_eq!(get(&both, ".md"), whole(".md", "\n---\n\n"));
    assert!(both.iter().all(|(suffix, _)| !suffix.starts_with("-letter")));
    let main = get(&both, "-typst/main.typ");
    for part in ["-letter-typst/main.typ", "-typst/main.typ"] {
        assert!(main.contains(&get(&alone, part)), "{part}");
    }
    let images = |all: &[(String, String)], folder: &str| -> Vec<String> {
        let names = all.iter().filter_map(|(suffix, _)| suffix.strip_prefix(folder));
        names.filter(|name| name.starts_with("/images/")).map(str::to_owned).collect()
    };
    assert_eq!(images(&both, "-typst"), images(&alone, "-letter-typst"), "one name for an image in both");
}

#[test]
fn what_is_wrong_is_said_once_at_its_place_in_either_file() {
    let profile = stage::input_of("me.yaml", "basics: {name: Ada ⎈}\nwork: [{name: Engines ⏣}]\n".into());
    let letter = stage::input_of("letter.yaml", "body: Hi ❇ there\njoin: true\n".into());
    let mut sources = Sources::new();
    let request = Request { letter: Some(letter), ..stage::request("plain", None, &[]) };
    let made = Renderer::new(Vec::new(), false).make(&profile, &request, &mut sources).unwrap();
    assert_eq!((made.value.artifacts.len(), made.value.pages), (1, 2));
    let is_missing = |found: &&Diagnostic| matches!(found.problem, Problem::MissingGlyph { .. });
    let [found] = <[_; 1]>::try_from(made.warnings.iter().filter(is_missing).collect::<Vec<_>>()).expect("one");
    let spans = found.span().into_iter().chain(found.related.iter().map(|(span, _)| *span));
    let mut shown: Vec<(String, String)> =
        spans.map(|span| (sources.get(span.source).name.clone(), sources.slice(span).to_owned())).collect();
    shown.sort();
    let at = |file: &str, text: &str| (file.to_owned(), text.to_owned());
    assert_eq!(shown, [at("letter.yaml", "❇"), at("me.yaml", "⎈"), at("me.yaml", "⏣")]);
}

#[test]
fn to_join_needs_a_letter() {
    let request = Request { join: true, ..stage::request("plain", None, &[]) };
    let errors = Renderer::new(Vec::new(), false).make(&stage::input(FULL.0), &request, &mut Sources::new());
    let errors = errors.expect_err("there is no letter");
    assert_eq!(errors.iter().map(Diagnostic::code).collect::<Vec<_>>(), ["usage"]);
}
