use proptest::prelude::*;

use super::{Hidden, What};

fn name(parts: &[&str], allow: &[&str]) -> Hidden {
    let allow: Vec<String> = allow.iter().map(|word| (*word).to_owned()).collect();
    let mut hidden = Hidden::new(&allow);
    for part in parts {
        hidden.add_name(What::Name, part);
    }
    hidden
}

fn finds(hidden: &Hidden, text: &str) -> bool {
    !hidden.find(text).is_empty()
}

#[test]
fn a_name_is_found_by_whole_words_in_any_case() {
    let hidden = name(&["Asjad Iqbal", "Asjad", "Iqbal"], &[]);
    for text in [
        "asjad",
        "ASJAD",
        "Iqbal, A.",
        "led by Asjad.",
        "asjad_iqbal.pdf",
        "Asjad\u{a0}Iqbal",
        "asjadiqbal",
        "As-\njad",
        "As\u{ad}jad",
        "Iqbal's",
        "Iqbals Team",
        "https://x.org/%41sjad",
        "Ａｓｊａｄ",
        "iqbal2026",
        "**Iq**bal",
    ] {
        assert!(finds(&hidden, text), "{text}");
    }
    for text in ["asjadi", "as jad", "masjad", "qbal", ""] {
        assert!(!finds(&hidden, text), "{text}");
    }
}

#[test]
fn a_word_is_not_found_in_another_and_an_innocent_one_not_at_all() {
    let hidden = name(&["Will Rose", "Will", "Rose"], &[]);
    for text in ["willing", "prose", "goodwill", "Rosemary", "swill-power"] {
        assert!(!finds(&hidden, text), "{text}");
    }
    assert!(finds(&hidden, "will do"));
    let hidden = name(&["Will Rose", "Will", "Rose"], &["WILL", "rose"]);
    assert!(!finds(&hidden, "Will Rose will do"));
    let hidden = name(&["Will Smith", "Will", "Smith"], &["will"]);
    assert!(!finds(&hidden, "will do") && finds(&hidden, "Will Smith") && finds(&hidden, "smith"));
}

#[test]
fn names_of_other_scripts_are_found() {
    for (form, text) in [
        ("ليلى", "ساعدت ليلى الفريق"),
        ("ليلى", "مع زملائها ولليلى"),
        ("נועה", "ונועה הובילה"),
        ("नूर", "टीम में नूर ने"),
        ("雨桐", "由陈雨桐负责"),
        ("美咲", "佐藤美咲です"),
        ("철수", "김철수는"),
        ("สมชาย", "คุณสมชายทำ"),
        ("Łukasz", "łUKASZ"),
        ("Strauß", "STRAUSS"),
    ] {
        assert!(finds(&name(&[form], &[]), text), "{form} in {text}");
    }
    assert!(!finds(&name(&["नूर"], &[]), "नूरी"));
    assert!(!finds(&name(&["ليلى"], &[]), "ليل"));
}

#[test]
fn a_number_is_found_however_it_is_grouped() {
    let mut hidden = Hidden::default();
    hidden.add_number(What::Contact, "+49 (0)30 1234567");
    hidden.add_number(What::Contact, "30 1234567");
    for text in ["tel:+4930 123-45-67", "030/1234567", "(030) 123 4567", "٣٠١٢٣٤٥٦٧"] {
        assert!(finds(&hidden, text), "{text}");
    }
    for text in ["30 123 456", "1234567", "30, 1234567"] {
        assert!(!finds(&hidden, text), "{text}");
    }
    let mut short = Hidden::default();
    short.add_number(What::Contact, "2020");
    assert!(short.is_empty());
}

#[test]
fn masking_keeps_length_and_the_rest() {
    let hidden = name(&["Asjad Iqbal", "Asjad"], &[]);
    assert_eq!(hidden.mask("by Asjad  Iqbal, ASJAD"), "by ▒▒▒▒▒  ▒▒▒▒▒, ▒▒▒▒▒");
    assert_eq!(hidden.mask("nobody"), "nobody");
    assert_eq!(hidden.mask_name("cvs/asjad-2.yaml"), "cvs/▒▒▒▒▒-2.yaml");
    assert_eq!(hidden.mask_name("cvs/cvasjad.yaml"), "cvs/cv▒▒▒▒▒.yaml", "names of files are written together");
    let all = Hidden::everything();
    assert_eq!(all.mask("key `Asjad` is not known"), "key `▒▒▒▒▒` is not known");
    assert_eq!(all.mask("a second `: ` in one line"), "a second `: ` in one line");
    assert_eq!(all.mask_name("cvs/asjad.yaml"), "cvs/▒▒▒▒▒.yaml");
}

#[test]
fn a_value_that_a_message_cuts_short_is_masked_too() {
    let mut hidden = Hidden::default();
    hidden.add(What::Value, "A long secret that nobody shall read");
    assert_eq!(hidden.mask("found `A long secret that nob…` here"), "found `▒ ▒▒▒▒ ▒▒▒▒▒▒ ▒▒▒▒ ▒▒▒…` here");
    assert_eq!(hidden.mask("found `A short story that…` here"), "found `A short story that…` here");
}

#[test]
fn a_stem_that_shows_the_name_gives_way_to_the_label() {
    let mut hidden = name(&["Asjad Iqbal", "Asjad", "Iqbal"], &[]);
    hidden.set_label("candidate-7f3a");
    for stem in ["asjad-iqbal", "AsjadIqbal", "cvasjad", "CV_Iqbal_2026"] {
        assert_eq!(hidden.stem(stem).as_deref(), Some("candidate-7f3a"), "{stem}");
    }
    assert_eq!(hidden.stem("backend"), None);
}

proptest! {
    #[test]
    fn masking_any_text_keeps_its_length_and_leaves_nothing_to_find(
        form in "[a-zA-Z\u{5d0}-\u{5ea}\u{e9}\u{4e00}-\u{4e10}]{2,6}( [a-z]{2,5})?",
        before in any::<String>(),
        after in any::<String>(),
    ) {
        let hidden = name(&[&form], &[]);
        let text = format!("{before} {form}\n{after}");
        let masked = hidden.mask(&text);
        prop_assert_eq!(masked.chars().count(), text.chars().count());
        prop_assert!(finds(&hidden, &text), "{text}");
        prop_assert!(!finds(&hidden, &masked), "{masked}");
    }
}
