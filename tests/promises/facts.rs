//! No theme drops a fact of a profile that fills every field.

use curricle::batch::{Format, Renderer, Request};
use curricle::source::Sources;

use super::expected::{links, parts};
use super::pdf::{Pdf, folded};
use super::schema;
use super::stage;

/// Terms of the document behind each profile, in its own words: people search for these.
const TERMS: [(&str, &[&str]); 3] = [
    (
        "asjad-iqbal",
        &[
            "time-decay weighting",
            "real user behavior",
            "user intent",
            "large-scale e-commerce platforms",
            "product-driven systems",
            "async systems, auth",
            "A/B testing",
            "experimentation",
            "design and maintain",
            "product ranking logic",
            "relevance modeling",
            "tech I use, not just know",
            "GitHub",
            "LinkedIn",
            "conversations involving systems, data or good stories",
            "backend engineering",
            "backend-heavy",
            "2 AM",
            "voice flows",
            "STT/TTS",
            "infra",
            "traffic-group aware",
            "outlier control",
            "IQR-based spike control",
            "move millions of records",
            "Result: rankings that actually reflect user intent, not noise",
        ],
    ),
    (
        "realtime-backend-engineer",
        &[
            "scalable systems that power products",
            "designed, built and maintained at scale",
            "stream processing vs batch processing",
            "progressive rollouts",
            "CAP theorem",
            "idempotency",
            "multi-layer caching",
            "intelligent invalidation",
            "cache stampedes",
            "TTL strategies",
            "optimized query performance",
            "high-throughput writes",
            "regex-based filtering",
            "session recording platform",
            "user segment targeting",
            "microtask queue",
            "data structures",
            "A/B testing infrastructure",
            "database connection limits",
            "database connection pooling",
            "study, experiment with and apply in production",
            "operational cost",
            "replication strategies",
            "persistence modes",
            "inter-component communication",
            "efficient DOM updates",
            "NFT-based",
            "patterns that guide my architectural decisions",
            "backend-heavy",
            "technical challenges and measurable outcomes",
            "hours of research",
            "improved CI/CD pipelines",
            "15 days to 20 minutes",
            "conversion spikes and revenue drops",
            "practical reality of achieving consensus",
        ],
    ),
    (
        "rajat-jog",
        &[
            "data pipelines",
            "safe rollback paths",
            "ML systems in production",
            "business-aligned metrics",
            "non-negotiable",
            "long-term evolution",
            "state transitions",
            "database truth",
            "real-world production patterns",
            "failure-aware",
            "organizationally, not just technically",
            "high-impact",
            "architect-level",
            "compliance-friendly utilities",
            "GitHub",
            "I enjoy",
            "prevent race conditions",
            "survive contact with reality",
            "reduce foot-guns",
            "usually start as solutions to production pain",
            "state machines over boolean flags",
        ],
    ),
];

#[test]
fn each_profile_says_the_terms_of_its_document() {
    for (name, terms) in TERMS {
        let request = Request { formats: vec![Format::Txt], ..Request::default() };
        let input = stage::input(&format!("data/profiles/{name}.yaml"));
        let made = Renderer::new(Vec::new(), false).make(&input, &request, &mut Sources::new()).unwrap().value;
        let text = folded(std::str::from_utf8(&made.artifacts[0].bytes).unwrap());
        let missing: Vec<_> = terms.iter().filter(|term| !text.contains(&folded(term))).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

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
