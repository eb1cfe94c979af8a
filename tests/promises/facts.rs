//! No theme drops a fact of a profile that fills every field.

use super::expected::{links, parts};
use super::pdf::{Pdf, folded};
use super::schema;
use super::stage;

const FULL: &str = "data/samples/full.yaml";

#[test]
fn the_full_profile_fills_every_field_of_the_schema() {
    let profile = serde_yaml::from_slice(&stage::input(FULL).bytes).unwrap();
    let filled = schema::walk(&profile).fields;
    let missing: Vec<_> = schema::fields().difference(&filled).cloned().collect();
    assert!(missing.is_empty(), "give these a text of their own in {FULL}: {missing:?}");
}

#[test]
fn every_theme_shows_every_string_in_order_and_nothing_private() {
    let input = stage::input(FULL);
    for theme in stage::themes() {
        // Texts are there in two languages; in the others they are the profile's own, among the words of the language.
        for (language, paper) in
            [("en", "a4"), ("de", "us-letter"), ("fr", "a4"), ("pl", "us-letter"), ("uk", "a4"), ("vi", "us-letter")]
        {
            let request = stage::request(&theme, Some(language), &[&format!("paper={paper}")]);
            let resume = stage::read(&input, &request);
            let (bytes, _, mut said) = stage::render(&input, &request);
            let translated = ["en", "de"].contains(&language);
            said.0.retain(|found| translated || found.code() != "missing-translation");
            stage::assert_quiet(&theme, &said);
            let pdf = Pdf::read(&bytes);
            let text = pdf.text();
            let case = format!("{theme}, {language}, {paper}");
            assert_in_order(&case, &text, &parts(&resume));
            for hidden in ["secret", if language == "de" { "Cityname" } else { "anders" }] {
                assert!(!text.contains(&folded(hidden)), "{case}: shows `{hidden}`");
            }
            let shown = pdf.links();
            for url in links(&resume) {
                assert!(shown.contains(&url), "{case}: no link to {url}");
            }
            assert!(!shown.iter().any(|url| url.contains("secret")), "{case}: {shown:?}");
            let size = if paper == "a4" { (595.0, 842.0) } else { (612.0, 792.0) };
            assert!(pdf.sizes().iter().all(|page| *page == size), "{case}: {:?}", pdf.sizes());
        }
    }
}

/// Holds that all strings are there, part after part, and in the order that a part asks for.
pub(crate) fn assert_in_order(case: &str, text: &str, parts: &super::expected::Parts) {
    let mut wrong = Vec::new();
    let mut from = 0;
    let place = |string: &str, from: usize| text[from..].find(&folded(string)).map(|at| from + at);
    for part in parts {
        let mut end = from;
        for string in &part.strings {
            match place(string, from) {
                Some(at) => end = end.max(at + folded(string).len()),
                None if text.contains(&folded(string)) => wrong.push(format!("too early: {string}")),
                None => wrong.push(format!("missing: {string}")),
            }
        }
        for sequence in &part.sequences {
            let mut at = from;
            for string in sequence {
                match place(string, at) {
                    Some(found) => at = found + folded(string).len(),
                    None => wrong.push(format!("out of order: {string} in {sequence:?}")),
                }
            }
        }
        from = end;
    }
    assert!(wrong.is_empty(), "{case}: {wrong:#?}\nin: {text}");
}
