//! What is known of a language: its words without meaning, those that every advert has, its cues, its stems.
//!
//! One file a language in `data/adverts/`, built in. A language without a file is matched word for word: nothing is left
//! out and nothing stemmed, which is honest and noisier. In an advert everything is stemmed as its own language asks, the profile's
//! words too, so that names are cut alike on both sides.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// The languages that have a file, the likeliest first: the order decides where an advert says too little to tell.
static ALL: LazyLock<Vec<Vocabulary>> = LazyLock::new(|| {
    [
        include_str!("../../../data/adverts/en.yaml"),
        include_str!("../../../data/adverts/de.yaml"),
        include_str!("../../../data/adverts/fr.yaml"),
        include_str!("../../../data/adverts/es.yaml"),
    ]
    .into_iter()
    .map(|text| Vocabulary::new(serde_yaml::from_str(text).expect("a test reads every built-in file")))
    .collect()
});

/// A file of `data/adverts/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    stop: String,
    everyday: String,
    cues: Cues,
    #[serde(default)]
    tails: Vec<String>,
    #[serde(default)]
    elisions: Vec<String>,
    #[serde(default)]
    compounds: bool,
}

/// Phrases that tell what a heading or a sentence is about.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cues {
    pub(super) must: Vec<String>,
    pub(super) wanted: Vec<String>,
    pub(super) wish: Vec<String>,
    pub(super) offer: Vec<String>,
    pub(super) about: Vec<String>,
}

/// What is known of a language.
pub(super) struct Vocabulary {
    /// The language's code; empty where nothing is known.
    pub(super) language: String,
    stop: BTreeSet<String>,
    everyday: BTreeSet<String>,
    pub(super) cues: Cues,
    tails: Vec<String>,
    elisions: Vec<String>,
    /// Whether words are written together.
    pub(super) compounds: bool,
    stemmer: Option<Stemmer>,
}

impl Vocabulary {
    fn new(file: File) -> Self {
        let stemmer = stemmer(&file.language);
        let mut new = Self {
            language: file.language,
            stop: file.stop.split_whitespace().map(fold).collect(),
            everyday: BTreeSet::new(),
            cues: file.cues,
            tails: file.tails,
            elisions: file.elisions,
            compounds: file.compounds,
            stemmer,
        };
        new.everyday = file.everyday.split_whitespace().map(|word| new.stem(&fold(word))).collect();
        new
    }

    /// What is known of a language that has no file: perhaps how to stem it.
    fn unknown(language: &str) -> Self {
        Self {
            language: language.to_owned(),
            stop: BTreeSet::new(),
            everyday: BTreeSet::new(),
            cues: Cues::default(),
            tails: Vec::new(),
            elisions: Vec::new(),
            compounds: matches!(language, "nl" | "sv" | "da" | "nb" | "nn" | "no"),
            stemmer: stemmer(language),
        }
    }

    /// Calls a function with what is known of a language.
    pub(super) fn with<T>(language: &str, call: impl FnOnce(&Self) -> T) -> T {
        match ALL.iter().find(|known| known.language == language) {
            Some(known) => call(known),
            None => call(&Self::unknown(language)),
        }
    }

    /// The language of a text, by the words without meaning in it; none where there are too few of them.
    pub(super) fn detect(text: &str) -> Option<&'static str> {
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').take(5000).map(fold).collect();
        let count = |known: &Self| words.iter().filter(|word| known.stop.contains(*word)).count();
        let mut best: Option<(usize, &Self)> = None;
        for known in ALL.iter() {
            let found = count(known);
            if best.is_none_or(|(most, _)| found > most) {
                best = Some((found, known));
            }
        }
        best.filter(|(found, _)| *found >= 2).map(|(_, known)| known.language.as_str())
    }

    /// Whether a folded word has no meaning of its own.
    pub(super) fn is_stop(&self, folded: &str) -> bool {
        self.stop.contains(folded)
    }

    /// Whether a word, by its stem, is one that every advert has.
    pub(super) fn is_everyday(&self, stem: &str) -> bool {
        self.everyday.contains(stem)
    }

    /// The stem of a folded word, without an end that only says that one knows it.
    pub(super) fn stem(&self, folded: &str) -> String {
        let tail = self.tails.iter().filter_map(|tail| folded.strip_suffix(tail.as_str()));
        let kept = tail.map(|rest| rest.trim_end_matches('s')).find(|rest| rest.chars().count() >= 3);
        let word = kept.unwrap_or(folded);
        self.stemmer.as_ref().map_or_else(|| word.to_owned(), |stemmer| stemmer.stem(word).into_owned())
    }

    /// How many bytes of a word are an article or pronoun drawn together with it, apostrophe included: 2 of `l'équipe`.
    pub(super) fn elision(&self, word: &str) -> usize {
        let Some((before, _)) = word.split_once(['\'', '’']) else { return 0 };
        let apostrophe = word[before.len()..].chars().next().map_or(0, char::len_utf8);
        let elided = self.elisions.iter().any(|elided| elided.eq_ignore_ascii_case(before));
        if elided { before.len() + apostrophe } else { 0 }
    }
}

/// A word in the form in which words are compared: compatibility forms, case and typographic apostrophes are gone.
pub(super) fn fold(word: &str) -> String {
    // Most words are, and normalising them takes a quarter of a ranking.
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect::<String>()
        .replace('ß', "ss")
}

/// Snowball's algorithm for a language.
fn stemmer(language: &str) -> Option<Stemmer> {
    Some(Stemmer::create(match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::{ALL, Vocabulary, fold};

    #[test]
    fn every_built_in_file_is_read() {
        assert_eq!(ALL.iter().map(|known| known.language.as_str()).collect::<Vec<_>>(), ["en", "de", "fr", "es"]);
        for known in ALL.iter() {
            assert!(known.stop.len() > 100 && known.everyday.len() > 100, "{}", known.language);
        }
    }

    #[test]
    fn a_language_is_told_by_its_small_words() {
        assert_eq!(Vocabulary::detect("We are looking for a nurse with experience in the ICU"), Some("en"));
        assert_eq!(
            Vocabulary::detect("Wir suchen zum nächsten Termin eine Köchin mit Erfahrung in der Pâtisserie"),
            Some("de")
        );
        assert_eq!(Vocabulary::detect("Nous recherchons une infirmière pour les soins intensifs"), Some("fr"));
        assert_eq!(Vocabulary::detect("Buscamos una enfermera para la unidad de cuidados intensivos"), Some("es"));
        assert_eq!(Vocabulary::detect("Kubernetes, Terraform"), None);
    }

    #[test]
    fn inflections_have_one_stem_and_tails_say_nothing() {
        Vocabulary::with("en", |english| {
            assert_eq!(english.stem("services"), english.stem("service"));
            assert_eq!(english.stem("migrations"), english.stem("migration"));
        });
        Vocabulary::with("de", |german| {
            assert_eq!(german.stem(&fold("Schaltplänen")), german.stem(&fold("Schaltpläne")));
            assert_eq!(german.stem(&fold("Englischkenntnisse")), german.stem(&fold("Englisch")));
            assert_eq!(german.stem("kenntnisse"), german.stem("kenntnis"));
        });
        Vocabulary::with("fr", |french| assert_eq!(french.elision("l’équipe"), 4));
    }
}
