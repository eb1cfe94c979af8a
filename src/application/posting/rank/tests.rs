//! One test for each rule of the ranking.

use super::{Ranking, Settings, rank};
use crate::application::posting::{Posting, Synonyms};
use crate::diagnostic::Diagnostics;
use crate::profile::{LanguageTag, PartialDate, Profile};
use crate::source::{Format, Sources, parse};

fn ranked_with(advert: &str, yaml: &str, language: &str, settings: &Settings) -> Ranking {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let posting = Posting::read("a.txt", advert.as_bytes(), &mut sources).expect("an advert").value;
    let id = sources.add("p.yaml", yaml);
    let node = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML");
    let profile = Profile::from_node(&node, &mut diagnostics).expect("a profile");
    rank(&profile, &LanguageTag::parse(language).expect("a tag"), &posting, settings)
}

fn ranked(advert: &str, yaml: &str) -> Ranking {
    ranked_with(advert, yaml, "en", &Settings::default())
}

/// An advert with a title and these points, all of them asked for.
fn asking(points: &[&str]) -> String {
    format!("Somebody wanted for the job that we have\n\nRequirements:\n- {}\n", points.join("\n- "))
}

fn order(ranking: &Ranking) -> Vec<&str> {
    ranking.entries.iter().map(|entry| entry.path.as_str()).collect()
}

fn missing(ranking: &Ranking) -> Vec<&str> {
    ranking.missing.iter().flat_map(|lack| &lack.forms).map(String::as_str).collect()
}

fn answered(ranking: &Ranking) -> Vec<&str> {
    ranking.answered.iter().flat_map(|term| &term.forms).map(String::as_str).collect()
}

#[test]
fn what_says_nothing_scores_nothing_and_what_is_no_path_has_no_score() {
    let ranking = ranked(&asking(&["Terraform"]), "work: [{name: A, highlights: [Wrote Terraform, Sold books]}]");
    assert_eq!(ranking.score("work[0].highlights[1]"), Some(0.0));
    assert!(ranking.score("work[0].highlights[0]") > Some(0.0) && ranking.score("work[0]") > Some(0.0));
    assert_eq!(ranking.score("work[1]"), None);
}

#[test]
fn every_passage_has_its_key_path() {
    let yaml = "work:\n- positions:\n  - {position: A, highlights: [B, {text: C, highlights: [D, {text: E, highlights: [Docker]}]}]}\n\
                sections:\n  talks: {kind: entries, items: [{title: A}, {title: Docker}]}\n  \
                notes: {kind: list, items: [A, {text: B, highlights: [Docker]}]}\n  words: {kind: text, items: [A, Docker]}\n\
                skills: [{keywords: [Docker]}]\n";
    let ranking = ranked(&asking(&["Docker"]), yaml);
    for path in [
        "work[0]",
        "work[0].positions[0]",
        "work[0].positions[0].highlights[1].highlights[1].highlights[0]",
        "sections.talks.items[1]",
        "sections.notes.items[1].highlights[0]",
        "sections.words.items[1]",
        "skills[0]",
    ] {
        assert!(ranking.score(path) > Some(0.0), "{path}: {:?}", ranking.scores);
    }
}

#[test]
fn a_repeated_word_counts_three_times_at_most() {
    let say = |times: usize| {
        let yaml =
            format!("work: [{{highlights: ['{}']}}, {{highlights: [Grew tulips and roses]}}]", "Docker ".repeat(times));
        let settings = Settings { half_life: 0.0, ..Settings::default() };
        let ranking = ranked_with(&asking(&["Docker"]), &yaml, "en", &settings);
        ranking.entries[0].parts[0].mentions
    };
    assert!(say(1) < say(2) && say(2) < say(3));
    assert!((say(3) - say(300)).abs() < 1e-9);
}

#[test]
fn one_repeated_word_does_not_beat_several_that_are_asked_for() {
    let yaml = "work:\n- {name: A, highlights: ['Docker, Docker, Docker', 'Docker and Docker', Docker]}\n\
                - {name: B, highlights: [Docker with Terraform, Ansible scripts]}\n";
    let ranking = ranked(&asking(&["Docker", "Terraform", "Ansible"]), yaml);
    assert_eq!(order(&ranking), ["work[1]", "work[0]"]);
    let stuffed = ranking.entries.iter().find(|entry| entry.path == "work[0]").expect("ranked");
    assert_eq!(stuffed.parts.len(), 1, "a term counts once in an entry, where it says most");
}

#[test]
fn many_mediocre_highlights_do_not_beat_an_excellent_one() {
    let words = ["Docker", "Terraform", "Ansible", "Jenkins", "Puppet", "Consul"];
    let mediocre = words.map(|word| format!("Once saw {word} on a slide")).join(", ");
    let yaml = format!("work: [{{highlights: [{mediocre}]}}, {{highlights: ['{}']}}]", words.join(", "));
    assert_eq!(order(&ranked(&asking(&words), &yaml)), ["work[1]", "work[0]"]);
}

#[test]
fn what_ended_a_half_life_ago_counts_half() {
    let yaml =
        "work: [{highlights: [Docker], startDate: 2015, endDate: 2016-06}, {highlights: [Docker], startDate: 2024}]";
    let reference = PartialDate::parse("2024-06");
    let score = |half_life: f64| {
        let settings = Settings { reference, half_life, ..Settings::default() };
        let ranking = ranked_with(&asking(&["Docker"]), yaml, "en", &settings);
        ranking.score("work[0]").expect("ranked") / ranking.score("work[1]").expect("ranked")
    };
    assert!((score(8.0) - 0.5).abs() < 1e-9);
    assert!((score(4.0) - 0.25).abs() < 1e-9);
    assert!((score(0.0) - 1.0).abs() < 1e-9, "no half-life, no decay");
}

#[test]
fn ages_count_from_the_date_given_else_the_change_of_the_profile_else_its_newest_date() {
    let yaml = "meta: {lastModified: 2022-05-01}\nwork: [{name: A, startDate: 2019, endDate: 2020}]";
    let advert = asking(&["Docker"]);
    let given = Settings { reference: PartialDate::parse("2025"), ..Settings::default() };
    assert_eq!(ranked_with(&advert, yaml, "en", &given).reference, PartialDate::parse("2025"));
    assert_eq!(ranked(&advert, yaml).reference, PartialDate::parse("2022-05-01"));
    assert_eq!(ranked(&advert, &yaml[yaml.find("work").expect("there")..]).reference, PartialDate::parse("2020"));
}

#[test]
fn a_position_ages_by_itself() {
    let yaml = "work:\n- positions:\n  - {position: Docker, startDate: 2020}\n  - {position: Docker, startDate: 2010, endDate: 2012}\n";
    let settings = Settings { reference: PartialDate::parse("2022"), ..Settings::default() };
    let ranking = ranked_with(&asking(&["Docker"]), yaml, "en", &settings);
    assert!(ranking.score("work[0].positions[0]") > ranking.score("work[0].positions[1]"));
}

#[test]
fn synonyms_answer_and_what_implies_answers_less() {
    let yaml = "work: [{name: A, highlights: [Ran k8s]}, {name: B, highlights: [Tuned PostgreSQL]}, {name: C, highlights: [Wrote SQL]}]";
    let ranking = ranked(&asking(&["Kubernetes", "SQL"]), yaml);
    assert_eq!(missing(&ranking), [""; 0]);
    assert_eq!(
        ranking.answered.iter().find(|term| term.forms == ["Kubernetes"]).expect("answered").places[0].form,
        "k8s"
    );
    assert!(ranking.score("work[1]") < ranking.score("work[2]") && ranking.score("work[1]") > Some(0.0));
    let none = Settings { synonyms: Synonyms::none(), ..Settings::default() };
    assert_eq!(missing(&ranked_with(&asking(&["Kubernetes", "SQL"]), yaml, "en", &none)), ["Kubernetes"]);
}

#[test]
fn implying_has_a_direction() {
    let ranking = ranked(&asking(&["PostgreSQL"]), "work: [{highlights: [Wrote SQL]}]");
    assert_eq!(missing(&ranking), ["PostgreSQL"]);
}

#[test]
fn words_that_stand_together_in_both_count_more_than_apart() {
    let yaml = "work: [{name: A, highlights: [A wound that needed care of some kind]}, {name: B, highlights: [The wound care that was needed by them]}]";
    let ranking = ranked(&asking(&["wound care after operations"]), yaml);
    assert_eq!(order(&ranking), ["work[1]", "work[0]"]);
    assert!(answered(&ranking).contains(&"wound care"));
}

#[test]
fn what_is_missing_is_shown_with_the_words_that_belong_to_it() {
    let ranking = ranked(
        &asking(&["experience of the motion design and interface copy trade"]),
        "work: [{highlights: [Graphic design]}]",
    );
    assert!(missing(&ranking).contains(&"motion design"), "{:?}", missing(&ranking));
}

#[test]
fn small_words_offers_and_what_every_advert_says_are_never_missing() {
    let advert = "Baker\n\nYou have a strong work ethic, communication skills and Python.\n\nWhat we offer:\n- Free parking\n- Kubernetes mugs\n";
    let ranking = ranked(advert, "work: [{name: A}]");
    for word in ["strong", "communication", "parking", "mugs", "you"] {
        assert!(!missing(&ranking).iter().any(|form| form.contains(word)), "{word}: {:?}", missing(&ranking));
    }
}

#[test]
fn what_has_to_be_counts_more_than_what_is_asked_for_and_that_more_than_a_wish() {
    let advert = "Cook\n\nMust have:\n- Sushi\n\nRequirements:\n- Tapas\n\nNice to have:\n- Pizza\n";
    let yaml = "work: [{highlights: [Made pizza]}, {highlights: [Made tapas]}, {highlights: [Made sushi]}]";
    assert_eq!(order(&ranked(advert, yaml)), ["work[2]", "work[1]", "work[0]"]);
}

#[test]
fn names_are_told_from_words_by_how_they_are_written() {
    let yaml = "work: [{highlights: [We can go to the node]}, {highlights: ['CAN, Go and Node']}]";
    let ranking = ranked(&asking(&["CAN", "Go", "Node.js"]), yaml);
    assert_eq!(ranking.score("work[0]"), Some(0.0));
    assert_eq!(missing(&ranking), [""; 0]);
}

#[test]
fn names_with_marks_are_whole() {
    let yaml = "work: [{highlights: ['C++, C#, .NET, CI/CD, PL/SQL, I2C, ISO 27001, Node.JS, Cortex-M4']}]";
    let points = ["C++", "C#", ".NET", "CI/CD", "PL/SQL", "I²C", "ISO 27001", "Node.js", "Cortex-M"];
    let ranking = ranked(&asking(&points), yaml);
    assert_eq!(missing(&ranking), [""; 0]);
    let without = ranked(&asking(&points), "work: [{highlights: ['C, NET, SQL, ISO']}]");
    assert_eq!(without.answered.iter().filter(|term| term.forms[0] == "C++" || term.forms[0] == "C#").count(), 0);
}

#[test]
fn parts_of_german_compounds_answer_half() {
    let advert = "Pfleger (m/w/d)\n\nIhr Profil:\n- Erfahrung mit der Dokumentation\n- Gute Englischkenntnisse\n";
    let yaml = "meta: {language: de}\nwork: [{highlights: [Führte die Pflegedokumentation]}]\nlanguages: [{language: Englisch}]";
    let ranking = ranked_with(advert, yaml, "de", &Settings::default());
    let term = ranking.answered.iter().find(|term| term.forms == ["Dokumentation"]).expect("answered");
    assert_eq!(
        (term.places[0].form.as_str(), term.places[0].strength.to_string().as_str()),
        ("Pflegedokumentation", "0.5")
    );
    assert!(answered(&ranking).contains(&"Englischkenntnisse"));
}

#[test]
fn scripts_without_spaces_are_compared_by_pieces() {
    let advert = "エンジニア募集\n\n- 深層学習の経験\n- 組込み開発\n";
    let yaml = "work: [{highlights: [深層学習モデルを開発した]}, {highlights: [営業を担当]}]";
    let ranking = ranked_with(advert, yaml, "ja", &Settings::default());
    assert_eq!(order(&ranking), ["work[0]", "work[1]"]);
    assert!(answered(&ranking).contains(&"深層学習"));
    assert!(missing(&ranking).contains(&"経験"));
}

#[test]
fn the_text_in_the_language_asked_for_is_compared() {
    let yaml = "work: [{highlights: [{en: Wound care, de: Wundversorgung}]}]";
    let advert = asking(&["wound dressing"]);
    assert!(ranked_with(&advert, yaml, "en", &Settings::default()).score("work[0]") > Some(0.0));
    assert_eq!(ranked_with(&advert, yaml, "de", &Settings::default()).score("work[0]"), Some(0.0));
}

#[test]
fn what_is_private_is_ranked_but_answers_nothing() {
    let ranking = ranked(&asking(&["Docker"]), "work: [{name: A, highlights: [{text: Docker, private: true}]}]");
    assert!(ranking.score("work[0].highlights[0]") > Some(0.0));
    assert!(ranking.answered.is_empty() && ranking.missing.is_empty());
}

#[test]
fn the_same_input_gives_the_same_ranking_and_the_order_of_entries_makes_no_difference() {
    let entries = ["{name: A, highlights: [Docker and Terraform]}", "{name: B, highlights: [Docker]}", "{name: C}"];
    let advert = asking(&["Docker", "Terraform"]);
    let names = |entries: &[&str]| {
        let ranking = ranked(&advert, &format!("work: [{}]", entries.join(", ")));
        let entries = ranking.entries.iter().map(|entry| (entry.label.clone(), format!("{:.9}", entry.score)));
        entries.collect::<Vec<_>>()
    };
    assert_eq!(names(&entries), names(&entries));
    assert_eq!(names(&entries), names(&[entries[2], entries[0], entries[1]]));
}
