//! The ranking against what a recruiter would expect: ten adverts and profiles in `tests/matching`, written before it.
//!
//! `cargo test --test integration matching:: -- --nocapture` prints Kendall's τ of each.

#![allow(clippy::print_stdout, reason = "the figures are what a test is run for")]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use curricle::application::posting::{Posting, Ranked, Ranking, Settings, rank, report};
use curricle::batch::{Input, load};
use curricle::profile::{LanguageTag, Profile};
use curricle::source::Sources;
use proptest::prelude::*;
use serde::Deserialize;

/// What a case expects; `tests/matching/README.md` says what each key means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    entries: Vec<String>,
    #[serde(default)]
    also: Vec<Vec<String>>,
    highlights: BTreeMap<String, Vec<usize>>,
    missing: Vec<String>,
    answered: Vec<String>,
    never: Vec<String>,
}

const CASES: [&str; 10] =
    ["backend", "data", "design", "deutsch", "embedded", "finance", "nursing", "research", "support", "teaching"];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/matching").join(name)
}

fn profile(name: &str, bytes: Vec<u8>, sources: &mut Sources) -> Profile {
    let input = Input { name: name.to_owned(), bytes, folder: path("") };
    load(&input, &[], sources).expect("a profile").value
}

fn ranking(case: &str, sources: &mut Sources) -> (Ranking, Posting) {
    let read = |ending: &str| std::fs::read(path(&format!("{case}.{ending}"))).expect("readable");
    let profile = profile(&format!("{case}.yaml"), read("yaml"), sources);
    let posting = Posting::read(&format!("{case}.txt"), &read("txt"), sources).expect("an advert").value;
    let language = posting.language().expect("a language that is known");
    (rank(&profile, &language, &posting, &Settings::default()), posting)
}

/// How many pairs stand as expected, and how many the other way round.
fn pairs(expected: &[String], order: &[&str]) -> (i32, i32) {
    let at = |path: &String| {
        order.iter().position(|known| known == path).unwrap_or_else(|| panic!("{path} is not among {order:?}"))
    };
    let places: Vec<usize> = expected.iter().map(at).collect();
    let (mut right, mut wrong) = (0, 0);
    for (index, place) in places.iter().enumerate() {
        right += i32::try_from(places[index + 1..].iter().filter(|other| *other > place).count()).expect("few");
        wrong += i32::try_from(places[index + 1..].iter().filter(|other| *other < place).count()).expect("few");
    }
    (right, wrong)
}

fn tau((right, wrong): (i32, i32)) -> f64 {
    f64::from(right - wrong) / f64::from(right + wrong)
}

fn folded(text: &str) -> String {
    let words = text.to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric() && !"+#&/'".contains(c)).filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

/// Whether one of the forms has the words.
fn has<'a>(forms: impl IntoIterator<Item = &'a String>, words: &str) -> bool {
    forms.into_iter().any(|form| folded(form).contains(&folded(words)))
}

#[test]
fn ten_adverts_rank_profiles_as_a_recruiter_would() {
    let mut sums = (0.0, 0.0);
    let mut wrong = Vec::new();
    for case in CASES {
        let mut sources = Sources::new();
        let (ranking, _) = ranking(case, &mut sources);
        let text = std::fs::read_to_string(path(&format!("{case}.expected.yaml"))).expect("readable");
        let expected: Expected = serde_yaml::from_str(&text).expect("expectations");

        let order: Vec<&str> = ranking.entries.iter().map(|entry| entry.path.as_str()).collect();
        let mut entries = pairs(&expected.entries, &order);
        for list in &expected.also {
            let (right, wrong) = pairs(list, &order);
            entries = (entries.0 + right, entries.1 + wrong);
        }
        let mut highlights = (0, 0);
        for (path, indices) in &expected.highlights {
            let entry = ranking.entries.iter().find(|entry| entry.path == *path).expect("an entry");
            let order: Vec<&str> = entry.nested.iter().map(|nested| nested.path.as_str()).collect();
            let wanted: Vec<String> = indices.iter().map(|index| format!("{path}.highlights[{index}]")).collect();
            let (right, wrong) = pairs(&wanted, &order);
            highlights = (highlights.0 + right, highlights.1 + wrong);
        }
        println!("{case:10} τ of entries {:5.2}, of highlights {:5.2}", tau(entries), tau(highlights));
        sums = (sums.0 + tau(entries), sums.1 + tau(highlights));

        let missing = || ranking.missing.iter().flat_map(|lack| &lack.forms);
        let answered = || ranking.answered.iter().flat_map(|term| &term.forms);
        let told = expected.missing.iter().filter(|words| !has(missing(), words)).map(|words| ("not missing", words));
        let known =
            expected.answered.iter().filter(|words| !has(answered(), words)).map(|words| ("not answered", words));
        let noise = expected.never.iter().filter(|words| has(missing(), words)).map(|words| ("wrongly missing", words));
        wrong.extend(told.chain(known).chain(noise).map(|(what, words)| format!("{case}: {what}: {words}")));
    }
    let cases = f64::from(u32::try_from(CASES.len()).expect("few"));
    let (entries, highlights) = (sums.0 / cases, sums.1 / cases);
    println!("mean       τ of entries {entries:5.2}, of highlights {highlights:5.2}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(entries >= 0.8 && highlights >= 0.8, "mean τ {entries:.2} and {highlights:.2}");
}

#[test]
fn the_report_is_stable_and_meets_its_schema() {
    let mut sources = Sources::new();
    let (ranking, posting) = ranking("backend", &mut sources);
    let report = report::report(&ranking, &posting, Settings::HALF_LIFE, &sources);
    let value = serde_json::to_value(&report).expect("JSON");
    let validator = jsonschema::validator_for(&report::json_schema()).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    insta::assert_snapshot!(serde_json::to_string_pretty(&report).expect("JSON"));
}

fn all<'r>(ranked: &'r [Ranked], out: &mut Vec<&'r Ranked>) {
    for one in ranked {
        out.push(one);
        all(&one.nested, out);
    }
}

/// Text as it is compared: white space folded.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs `curricle match` in a folder: exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    command.current_dir(folder).arg("match").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("started");
    // A run that refuses its arguments reads nothing.
    let _ = child.stdin.take().expect("piped").write_all(input);
    let output = child.wait_with_output().expect("ended");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_prints_records_or_json_and_reads_either_input_from_standard_input() {
    let folder = path("");
    let (code, records, errors) = run(&folder, &["nursing.txt", "nursing.yaml"], b"");
    assert_eq!((code, errors.as_str()), (Some(0), ""), "what is missing is no error");
    let read = |name: &str| std::fs::read(path(name)).expect("readable");
    assert_eq!(run(&folder, &["-", "nursing.yaml"], &read("nursing.txt")).1, records);
    assert!(
        run(&folder, &["nursing.txt", "-"], &read("nursing.yaml")).1.starts_with("Advanced Cardiac Life Support\t")
    );
    let (_, json, _) =
        run(&folder, &["nursing.txt", "nursing.yaml", "-f", "json", "--half-life", "5", "--date", "2026-11"], b"");
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&report["half_life"], &report["reference"]), (&5.0.into(), &"2026-11".into()));
}

#[test]
fn what_is_wrong_with_the_inputs_is_said_at_once_with_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("writable");
    write("me.yaml", "basics: {name: Ada, emial: x}\n");
    write("job.txt", "We are 42.\n");
    write("synonyms.yaml", "same: [[one]]\n");
    let arguments = ["job.txt", "me.yaml", "--message-format", "short"];
    let (code, output, errors) = run(folder.path(), &arguments, b"");
    assert_eq!((code, output.as_str()), (Some(1), ""));
    for said in
        ["job.txt: error[nothing-asked]", "me.yaml:1:21: error[unknown-key]", "synonyms.yaml:1:8: error[wrong-type]"]
    {
        assert!(errors.contains(said), "{said}: {errors}");
    }
    assert_eq!(run(folder.path(), &["none.txt", "me.yaml"], b"").0, Some(2));
    assert_eq!(run(folder.path(), &["-", "-"], b"").0, Some(2));
    assert_eq!(run(folder.path(), &["job.txt", "me.yaml", "--half-life", "-1"], b"").0, Some(2));
}

#[test]
fn a_table_beside_the_input_adds_to_ours() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("writable");
    write("me.yaml", "work: [{name: A, highlights: [Ran Kube for a bank]}]\n");
    write("job.txt", "Requirements:\n- Kubernetes in production\n");
    assert!(run(folder.path(), &["job.txt", "me.yaml"], b"").1.contains("Kubernetes\tmissing"));
    write("mine.yaml", "same: [[Kubernetes, Kube]]\n");
    let named = run(folder.path(), &["job.txt", "me.yaml", "--synonyms", "mine.yaml"], b"").1;
    assert!(named.contains("Kubernetes\tanswered"), "{named}");
    std::fs::rename(folder.path().join("mine.yaml"), folder.path().join("synonyms.yaml")).expect("renamed");
    assert_eq!(run(folder.path(), &["job.txt", "me.yaml"], b"").1, named);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_advert_is_ranked_and_no_word_is_invented(
        pieces in prop::collection::vec(
            prop_oneof![
                "\\PC{0,12}",
                Just("\n- ".to_owned()),
                "[深層学習機械設計]{1,12}",
                Just("\n\nMust have:\n".to_owned()),
                "(k8s|Postgres|machine learning|C\\+\\+|CI/CD|I²C|深層学習|Node.js|on-call|l’équipe|\\.NET|SPI and I2C drivers|ISO 26262)[ ,.:]",
            ],
            0..40,
        ),
    ) {
        let advert = pieces.concat();
        let yaml = std::fs::read_to_string(path("embedded.yaml")).expect("readable") + "interests: [{name: 深層学習と機械設計}]\n";
        let mut sources = Sources::new();
        let profile = profile("p.yaml", yaml.clone().into_bytes(), &mut sources);
        let Ok(posting) = Posting::read("a.txt", advert.as_bytes(), &mut sources) else { return Ok(()) };
        let posting = posting.value;
        let language = LanguageTag::parse("en").expect("a tag");
        let ranking = rank(&profile, &language, &posting, &Settings::default());
        let (advert, yaml) = (flat(advert.trim_start_matches('\u{FEFF}')), flat(&yaml));
        let terms = ranking.answered.iter().flat_map(|term| &term.forms);
        for form in terms.chain(ranking.missing.iter().flat_map(|lack| &lack.forms)) {
            prop_assert!(advert.contains(form.as_str()), "{form:?} is not in the advert {advert:?}");
        }
        for place in ranking.answered.iter().flat_map(|term| &term.places) {
            prop_assert!(yaml.contains(&place.form), "{:?} is not in the profile", place.form);
        }
        let mut ranked = Vec::new();
        all(&ranking.entries, &mut ranked);
        for one in ranked {
            let sum: f64 = one.parts.iter().map(|part| part.score).sum();
            prop_assert!(one.score.is_finite() && one.score >= 0.0 && (sum - one.score).abs() < 1e-9);
            prop_assert_eq!(ranking.score(&one.path), Some(one.score));
            for part in &one.parts {
                prop_assert!(advert.contains(&part.term));
            }
            for label in &one.label {
                prop_assert!(yaml.contains(label));
            }
        }
        let _ = report::report(&ranking, &posting, 8.0, &sources);
    }
}
