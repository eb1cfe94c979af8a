//! Words that mean the same, and words that imply others: a table of ours, which a file of the user's extends.
//!
//! A table is words only; which language cuts them to their stems is known when an advert is ranked. Equal words join
//! groups: a file that says `[Kubernetes, Kube]` adds `Kube` to our group.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema as schema};
use serde_json::Value;

use super::tokens::{Glue, Shape, Token, tokens};
use super::vocabulary::Vocabulary;
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem};
use crate::profile::Plain;
use crate::profile::decode::{ById, Decode, Decoder, record};
use crate::profile::schema::titled;
use crate::source::read::add_file;
use crate::source::{Data, Format, Node, Sources, parse};

/// The most words of a synonym, compounds counted by their parts.
pub(super) const LONGEST: usize = 6;

static BUILT_IN: LazyLock<Synonyms> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../data/synonyms.yaml");
    Synonyms::read("synonyms.yaml", bytes, &mut Sources::new()).expect("a test reads the built-in table").value
});

record! {
    /// A table of synonyms.
    Table is "a table of synonyms" {
        /// Groups of words that mean the same.
        same: Vec<Group> = "same";
        /// Words, each with others that go without saying where it stands, but not the other way round.
        implies: ById<Implied> = "implies";
    }
}

/// Words that mean the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Group(pub Vec<Plain>);

/// Words that go without saying.
#[derive(Debug, Clone, PartialEq)]
pub struct Implied(pub Vec<Plain>);

/// Reads a list of at least so many words, each with a letter or digit.
fn words(node: &Node, least: usize, decoder: &mut Decoder<'_>) -> Option<Vec<Plain>> {
    let Data::Sequence(items) = &node.data else {
        decoder.wrong_type(node, "a list of words");
        return None;
    };
    let mut words = Vec::new();
    let mut wrong = false;
    for (index, item) in items.iter().enumerate().filter(|(_, item)| !item.is_absent()) {
        decoder.at(index, |decoder| match Plain::decode(item, decoder) {
            Some(word) if word.0.value.chars().any(char::is_alphanumeric) => words.push(word),
            Some(_) => {
                decoder.wrong_type(item, "a word with a letter or digit");
                wrong = true;
            }
            None => wrong = true,
        });
    }
    if words.len() < least && !wrong {
        decoder.wrong_type(node, if least > 1 { "a list of two words or more" } else { "a list of words" });
    }
    (words.len() >= least).then_some(words)
}

impl Decode for Group {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        words(node, 2, decoder).map(Self)
    }
}

impl Decode for Implied {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        words(node, 1, decoder).map(Self)
    }
}

macro_rules! list_schema {
    ($name:ident, $least:literal, $what:literal) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let word = generator.subschema_for::<Plain>();
                schema!({ "description": $what, "type": "array", "items": word, "minItems": $least })
            }
        }
    };
}

list_schema!(Group, 2, "Words that mean the same");
list_schema!(Implied, 1, "Words that go without saying");

/// Which words mean the same, and which imply others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    same: Vec<Vec<String>>,
    implies: Vec<(String, Vec<String>)>,
}

impl Synonyms {
    /// No synonyms at all.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The table that is built in.
    #[must_use]
    pub fn built_in() -> Self {
        BUILT_IN.clone()
    }

    /// Reads a table.
    ///
    /// # Errors
    /// Everything that is wrong with the file, warnings included.
    pub fn read(name: &str, bytes: &[u8], sources: &mut Sources) -> Outcome<Self> {
        let mut diagnostics = Diagnostics::new();
        let empty = |diagnostics: Diagnostics| {
            let each = diagnostics.into_iter().map(|mut diagnostic| {
                if let Problem::EmptyFile { expected } = &mut diagnostic.problem {
                    *expected = "a table of synonyms";
                }
                diagnostic
            });
            Diagnostics(each.collect())
        };
        let id = add_file(sources, name, bytes).map_err(empty)?;
        let format = Format::detect(name, &sources.get(id).text);
        let Some(node) = parse(sources, id, format, &mut diagnostics) else { return Err(diagnostics) };
        if node.is_absent() {
            let problem = Problem::EmptyFile { expected: "a table of synonyms" };
            return Err(Diagnostic::in_file(name, problem).into());
        }
        let Some(table) = Table::decode(&node, &mut Decoder::new(&mut diagnostics)) else { return Err(diagnostics) };
        let values = |words: Vec<Plain>| words.into_iter().map(|word| word.0.value).collect::<Vec<_>>();
        let same = table.same.into_iter().map(|group| values(group.0)).collect();
        let implies = table.implies.0.into_iter().map(|(key, implied)| (key.name, values(implied.0))).collect();
        diagnostics.or_value(Self { same, implies })
    }

    /// Adds all that another table says.
    pub fn extend(&mut self, other: Self) {
        self.same.extend(other.same);
        self.implies.extend(other.implies);
    }

    /// The table as it is looked up in a language.
    pub(super) fn compile(&self, vocabulary: &Vocabulary) -> Concepts {
        let mut concepts = Concepts::default();
        for group in &self.same {
            let mut joined: Option<usize> = None;
            for word in group {
                let Some(concept) = concepts.intern(word, vocabulary) else { continue };
                joined = Some(joined.map_or(concept, |one| concepts.join(one, concept)));
            }
        }
        let mut implied = Vec::new();
        for (word, others) in &self.implies {
            let Some(from) = concepts.intern(word, vocabulary) else { continue };
            implied.extend(others.iter().filter_map(|other| Some((from, concepts.intern(other, vocabulary)?))));
        }
        for (from, to) in implied {
            let (from, to) = (concepts.root(from), concepts.root(to));
            if from != to {
                concepts.implied.entry(from).or_default().push(to);
            }
        }
        concepts
    }
}

/// Synonyms by the keys of their words.
#[derive(Debug, Default)]
pub(super) struct Concepts {
    keys: BTreeMap<String, usize>,
    parents: Vec<usize>,
    implied: BTreeMap<usize, Vec<usize>>,
}

impl Concepts {
    /// What some words mean, if the table has them.
    pub(super) fn find(&self, words: &[Token]) -> Option<usize> {
        let raw = if let [word] = words { self.keys.get(&raw_key(&word.raw)) } else { None };
        let found = raw.or_else(|| self.keys.get(&exact_key(words))).or_else(|| self.keys.get(&stem_key(words)));
        found.map(|concept| self.root(*concept))
    }

    /// What goes without saying where a concept stands, itself not.
    pub(super) fn implied(&self, concept: usize) -> Vec<usize> {
        let mut all: Vec<usize> = Vec::new();
        let mut open = vec![concept];
        while let Some(next) = open.pop() {
            for other in self.implied.get(&next).into_iter().flatten() {
                if *other != concept && !all.contains(other) {
                    all.push(*other);
                    open.push(*other);
                }
            }
        }
        all
    }

    fn intern(&mut self, word: &str, vocabulary: &Vocabulary) -> Option<usize> {
        let words = tokens(word, vocabulary);
        if words.is_empty() || words.len() > LONGEST {
            return None;
        }
        let keys = if is_delicate(word, &words) {
            vec![raw_key(&words[0].raw)]
        } else if words.iter().all(|word| word.shape == Shape::Word) {
            vec![exact_key(&words), stem_key(&words)]
        } else {
            vec![exact_key(&words)]
        };
        let known = keys.iter().find_map(|key| self.keys.get(key)).map(|concept| self.root(*concept));
        let concept = known.unwrap_or_else(|| {
            self.parents.push(self.parents.len());
            self.parents.len() - 1
        });
        for key in keys {
            self.keys.entry(key).or_insert(concept);
        }
        Some(concept)
    }

    fn root(&self, mut concept: usize) -> usize {
        while self.parents[concept] != concept {
            concept = self.parents[concept];
        }
        concept
    }

    fn join(&mut self, one: usize, other: usize) -> usize {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        self.parents[high] = low;
        low
    }
}

/// Whether a word counts only as it is written: `Go`, `IT`, `CAN` and `React` are other words in small letters.
fn is_delicate(word: &str, words: &[Token]) -> bool {
    words.len() == 1 && word.chars().count() <= 5 && word.chars().any(char::is_uppercase)
}

/// The key of a word as it is written.
pub(super) fn raw_key(raw: &str) -> String {
    format!("={raw}")
}

/// The key of words by their folded forms; how they hang together makes no difference.
pub(super) fn exact_key(words: &[Token]) -> String {
    words.iter().fold(String::from("!"), |key, word| key + &word.exact)
}

/// The key of words by their stems.
pub(super) fn stem_key(words: &[Token]) -> String {
    words.iter().fold(String::from("~"), |key, word| key + &word.stem)
}

/// Whether words stand together without a mark between.
pub(super) fn is_together(words: &[Token]) -> bool {
    words.iter().skip(1).all(|word| word.glue != Glue::Break)
}

/// The JSON Schema (draft 2020-12) that tables of synonyms meet.
#[must_use]
pub fn json_schema() -> Value {
    titled::<Table>("curricle synonyms")
}

/// The schema as the file in `data/schema/` and `curricle schema synonyms` have it: indented, with a line break at its end.
#[must_use]
pub fn json_schema_text() -> String {
    format!("{:#}\n", json_schema())
}

#[cfg(test)]
mod tests {
    use super::{Concepts, Synonyms};
    use crate::application::posting::tokens::tokens;
    use crate::application::posting::vocabulary::Vocabulary;
    use crate::source::Sources;
    use crate::source::report::{MessageFormat, render};

    fn find(concepts: &Concepts, word: &str) -> Option<usize> {
        Vocabulary::with("en", |vocabulary| concepts.find(&tokens(word, vocabulary)))
    }

    fn compiled(table: &Synonyms) -> Concepts {
        Vocabulary::with("en", |vocabulary| table.compile(vocabulary))
    }

    #[test]
    fn the_built_in_table_joins_abbreviations_with_what_they_stand_for() {
        let concepts = compiled(&Synonyms::built_in());
        for (one, other) in
            [("k8s", "Kubernetes"), ("ML", "machine learning"), ("Back-End", "backend"), ("unit testing", "unit tests")]
        {
            assert!(find(&concepts, one).is_some() && find(&concepts, one) == find(&concepts, other), "{one} {other}");
        }
        assert_eq!(find(&concepts, "go"), None, "Go is a language, to go is not");
        assert_ne!(find(&concepts, "Java"), find(&concepts, "JavaScript"));
    }

    #[test]
    fn a_table_of_the_user_extends_ours() {
        let mut table = Synonyms::built_in();
        let own = Synonyms::read("s.yaml", b"same: [[Kubernetes, Kube]]\nimplies: {Kube: [YAML]}", &mut Sources::new());
        table.extend(own.expect("a table").value);
        let concepts = compiled(&table);
        assert_eq!(find(&concepts, "Kube"), find(&concepts, "k8s"));
        let yaml = find(&concepts, "YAML").expect("known");
        assert!(concepts.implied(find(&concepts, "k8s").expect("known")).contains(&yaml));
        assert!(concepts.implied(yaml).is_empty(), "implying has a direction");
    }

    #[test]
    fn everything_wrong_with_a_table_is_said_at_its_place() {
        let mut sources = Sources::new();
        let text = b"same:\n- [one]\n- two\n- [a, '...']\nimplies:\n  x: []\nsmae: []\n";
        let errors = Synonyms::read("s.yaml", text, &mut sources).expect_err("a bad table");
        insta::assert_snapshot!(render(&errors, &sources, MessageFormat::Short, false), @r"
        s.yaml:2:3: error[wrong-type]: expected a list of two words or more, found a list
        s.yaml:3:3: error[wrong-type]: expected a list of words, found `two`
        s.yaml:4:7: error[wrong-type]: expected a word with a letter or digit, found text
        s.yaml:6:6: error[wrong-type]: expected a list of words, found a list
        s.yaml:7:1: error[unknown-key]: a table of synonyms has no key `smae`; did you mean `same`?
        ");
        let errors = Synonyms::read("s.yaml", b" \n", &mut sources).expect_err("an empty table");
        insta::assert_snapshot!(render(&errors, &sources, MessageFormat::Short, false), @"s.yaml: error[empty-file]: the file is empty; expected a table of synonyms; start with `same:` and a list under it, such as `- [Kubernetes, k8s]`");
    }
}
