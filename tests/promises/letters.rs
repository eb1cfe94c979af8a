//! A letter shows all that it says, in its order, below the header of the résumé, in every theme.

use curricle::application::{resolve_letter, resume};
use curricle::batch::{Format, LETTER, Renderer, Request, load, load_letter};
use curricle::export::pdf::Standard;
use curricle::source::Sources;

use super::expected::texts;
use super::pdf::{Pdf, folded};
use super::stage;

/// The PDF of the letter, with the number of pages of both documents; panics where anything is worth saying.
fn render(profile: &str, letter: &str, request: &Request) -> (Vec<u8>, usize) {
    let request = Request { letter: Some(stage::input(letter)), ..request.clone() };
    let made = Renderer::new(Vec::new(), false).make(&stage::input(profile), &request, &mut Sources::new());
    let case = format!("{letter} in {}", stage::theme(&request));
    let made = made.unwrap_or_else(|errors| panic!("{case}: {errors}"));
    stage::assert_quiet(&case, &made.warnings);
    let [resume, letter] = <[_; 2]>::try_from(made.value.artifacts).expect("two documents");
    assert_eq!([resume.suffix.as_str(), letter.suffix.as_str()], [".pdf", &format!("{LETTER}.pdf")]);
    (letter.bytes, made.value.pages)
}

fn resolved(profile: &str, letter: &str, request: &Request) -> (resume::Resume, resume::Letter) {
    let (mut sources, profile) = (Sources::new(), stage::input(profile));
    let resume = stage::resume(&profile, request);
    let profile = load(&profile, &[], &mut sources).unwrap().value;
    let letter = load_letter(&stage::input(letter), &mut sources).unwrap().value;
    let letter = resolve_letter(&letter, &profile, &resume).unwrap().value;
    (resume, letter)
}

/// What a letter shows below the header, in reading order.
fn strings(letter: &resume::Letter) -> Vec<String> {
    let line = |line: &Option<resume::Line>| line.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
    let recipient = letter.recipient.iter().map(|line| line.text.clone()).collect();
    [
        // A theme with dates in the margin may have it before the recipient.
        recipient,
        line(&letter.subject),
        line(&letter.greeting),
        texts(Some(&letter.body)),
        line(&letter.closing),
        line(&letter.name),
    ]
    .concat()
}

const FULL: (&str, &str) = ("data/samples/full.yaml", "data/samples/letter.yaml");

#[test]
fn every_string_of_a_letter_is_there_in_order() {
    for theme in stage::themes() {
        for options in [&[][..], &["density=1", "paper=us-letter", "accent=#888888"]] {
            let request = stage::request(&theme, Some("en"), options);
            let (resume, letter) = resolved(FULL.0, FULL.1, &request);
            let (pdf, _) = render(FULL.0, FULL.1, &request);
            let pdf = Pdf::read(&pdf);
            let text = pdf.text();
            let mut from = 0;
            let strings = strings(&letter);
            assert!(strings.len() > 12, "{strings:?}");
            for string in &strings {
                let found = text[from..].find(&folded(string));
                let at = found.unwrap_or_else(|| panic!("{theme}: {string:?} is not in {:?}", &text[from..]));
                from += at + folded(string).len();
            }
            let header = [&resume.name, &resume.label, &letter.date].into_iter().flatten();
            for line in header.chain(resume.contacts.iter().map(|contact| &contact.text)) {
                let at = text.find(&folded(&line.text));
                let at = at.unwrap_or_else(|| panic!("{theme}: {:?} is not in {text:?}", line.text));
                assert!(at < text.find("greetingwords").unwrap(), "{theme}: {:?}", line.text);
            }
            for hidden in ["anders", "secret", "Position"] {
                assert!(!text.contains(&folded(hidden)), "{theme}: {hidden}");
            }
            assert!(pdf.links().contains(&"https://letter-link.example.org/page".to_owned()), "{theme}");
        }
    }
}

#[test]
fn a_letter_says_what_it_is_and_meets_the_standards() {
    let standards = vec![Standard::Ua1, Standard::A3a];
    for theme in stage::themes() {
        let request = Request { standards: standards.clone(), ..stage::request(&theme, Some("de"), &[]) };
        let (bytes, _) = render(FULL.0, FULL.1, &request);
        let pdf = Pdf::read(&bytes);
        assert_eq!(pdf.info(b"Title").as_deref(), Some("Ada Nametest – Anschreiben"), "{theme}");
        assert_eq!(pdf.info(b"Author").as_deref(), Some("Ada Nametest"), "{theme}");
        assert_eq!(pdf.info(b"Subject").as_deref(), Some("Betreff anders"), "{theme}");
        assert!(pdf.info(b"CreationDate").is_some_and(|date| date.contains("20260203")), "{theme}");
        let figures = pdf.tags().iter().filter(|tag| *tag == "Figure").count();
        assert!(figures >= 1, "{theme}: the signature is a figure");
        assert!(pdf.xmp().contains("<pdfuaid:part>1"), "{theme}");
        let text = pdf.text();
        assert!(text.contains(&folded("3. Februar 2026")) && text.contains(&folded("Text anders")), "{theme}");
    }
}

#[test]
fn a_letter_has_one_density_whatever_the_resume_has() {
    for theme in stage::themes() {
        let letter = |options: &[&str]| render(FULL.0, FULL.1, &stage::request(&theme, Some("en"), options)).0;
        assert_eq!(letter(&["density=0"]), letter(&["density=1"]), "{theme}");
    }
}

#[test]
fn each_example_letter_fits_one_page_in_every_theme() {
    for theme in stage::themes() {
        for (profile, letter, language) in [
            ("data/profiles/asjad-iqbal.yaml", "examples/letters/search-engineer.yaml", "en"),
            ("examples/bilingual.yaml", "examples/letters/flood-forecasts.yaml", "en"),
            ("examples/bilingual.yaml", "examples/letters/flood-forecasts.yaml", "de"),
        ] {
            let (bytes, pages) = render(profile, letter, &stage::request(&theme, Some(language), &[]));
            let own = Pdf::read(&bytes).sizes().len();
            assert_eq!(own, 1, "{letter} in {theme} and {language}");
            assert!(pages > own);
        }
    }
}

#[test]
fn the_same_letter_has_the_same_bytes() {
    let request = stage::request("plain", None, &[]);
    assert_eq!(render(FULL.0, FULL.1, &request).0, render(FULL.0, FULL.1, &request).0);
}

#[test]
fn every_letter_meets_the_schema_that_editors_use() {
    let validator = jsonschema::validator_for(&curricle::application::letter::json_schema()).unwrap();
    for letter in [FULL.1, "examples/letters/search-engineer.yaml", "examples/letters/flood-forecasts.yaml"] {
        let value: serde_json::Value = serde_yaml::from_slice(&stage::input(letter).bytes).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{letter}: {errors:?}");
    }
    for wrong in [serde_json::json!({"subject": "a"}), serde_json::json!({"body": ["a"]})] {
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn a_letter_is_text_too() {
    let formats = vec![Format::Txt, Format::Md];
    let request = Request { formats, ..stage::request("plain", Some("en"), &[]) };
    let (resume, letter) = resolved(FULL.0, FULL.1, &request);
    let request = Request { letter: Some(stage::input(FULL.1)), ..request };
    let made =
        Renderer::new(Vec::new(), false).make(&stage::input(FULL.0), &request, &mut Sources::new()).unwrap().value;
    let suffixes: Vec<&str> = made.artifacts.iter().map(|artifact| artifact.suffix.as_str()).collect();
    assert_eq!((made.pages, suffixes), (0, vec![".txt", ".md", "-letter.txt", "-letter.md"]));
    for artifact in &made.artifacts[2..] {
        let text = String::from_utf8(artifact.bytes.clone()).unwrap();
        // Escapes, marks and addresses of links are no text of the letter.
        let shown = folded(&text).replace(['\\', '*', '`', '~'], "");
        let mut from = 0;
        for string in [vec![resume.name.clone().unwrap().text], strings(&letter)].concat() {
            let folded = folded(&string);
            // A paragraph with a link goes on behind its address.
            let start: String = folded.chars().take(20).collect();
            let at = shown[from..].find(&start);
            from += at.unwrap_or_else(|| panic!("{}: {string} is not in its place in:\n{text}", artifact.suffix));
        }
        assert!(!text.contains("Projects") && text.ends_with('\n'));
    }
}
