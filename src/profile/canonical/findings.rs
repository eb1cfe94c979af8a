//! The findings of a walk, each kind in one message for the whole document.

use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Severity, Span};
use crate::profile::Profile;
use crate::source::{Format, Key};

/// How many other places one message points at; it counts the rest.
const PLACES: usize = 20;

/// The findings of a walk.
#[derive(Debug, Default)]
pub(super) struct Findings {
    other_names: Vec<(Span, String, String, String)>,
    unknown: Vec<Unknown>,
    colons: Vec<(Span, String, String)>,
    languages: Vec<(Span, String, String)>,
    marked: Vec<(Span, String, String)>,
    /// What is said by itself, each at its place.
    single: Vec<Diagnostic>,
}

/// A key that nobody knows.
#[derive(Debug)]
struct Unknown {
    key: String,
    span: Span,
    /// What has no such key, such as `a work entry`.
    of: &'static str,
    /// The key that it probably means: one that is near, absent, and could hold the value.
    near: Option<&'static str>,
    /// The key path of the record.
    path: String,
}

impl Findings {
    pub(super) fn other_name(&mut self, key: &Key, now: &str, path: String) {
        self.other_names.push((key.span, key.name.clone(), now.to_owned(), path));
    }

    pub(super) fn left_out(&mut self, span: Span, now: &str, path: String) {
        self.single.push(Diagnostic::at(span, Problem::NameTwice { now: now.to_owned() }).with_path(path));
    }

    pub(super) fn unknown(&mut self, key: &Key, of: &'static str, near: Option<&'static str>, path: String) {
        self.unknown.push(Unknown { key: key.name.clone(), span: key.span, of, near, path });
    }

    pub(super) fn colon(&mut self, span: Span, text: &str, path: String) {
        self.colons.push((span, text.to_owned(), path));
    }

    pub(super) fn marked(&mut self, span: Span, text: &str, path: String) {
        self.marked.push((span, text.trim().to_owned(), path));
    }

    pub(super) fn empty_title(&mut self, span: Span, path: String) {
        self.single.push(Diagnostic::at(span, Problem::EmptyTitle).with_path(path));
    }

    pub(super) fn one_language(&mut self, key: &Key, path: String) {
        self.languages.push((key.span, key.name.clone(), path));
    }

    pub(super) fn read_mapping(&mut self, span: Span, shown: &str, path: String) {
        self.single.push(Diagnostic::at(span, Problem::MappingAsText { shown: shown.to_owned() }).with_path(path));
    }

    pub(super) fn flow_mapping(&mut self, span: Span, found: String, path: String) {
        self.single.push(Diagnostic::at(span, Problem::MappingForText { found }).with_path(path));
    }

    pub(super) fn split_number(&mut self, span: Span, whole: String, path: String) {
        self.single.push(Diagnostic::at(span, Problem::SplitNumber { whole }).with_path(path));
    }

    /// Says what was found.
    pub(super) fn report(self, format: Format, diagnostics: &mut Diagnostics) {
        let (slips, unknown): (Vec<_>, Vec<_>) =
            self.unknown.into_iter().partition(|it| it.near.is_some() && format == Format::Yaml);
        for Unknown { key, span, of, near, path } in slips {
            let path = below(&path, &key);
            let problem = Problem::UnknownKey { key, near: near.map(str::to_owned), of };
            diagnostics.push(Diagnostic::at(span, problem).with_path(path).with_severity(Severity::Error));
        }
        let mut meant: Vec<String> = unknown.iter().filter_map(|it| it.near).map(str::to_owned).collect();
        meant.dedup();
        let sections = unknown.iter().filter(|it| it.of == Profile::RECORD.of && it.near.is_none());
        let sections = sections.map(|it| it.key.clone()).collect();
        let keys: Vec<_> = unknown.into_iter().map(|it| (it.span, it.key.clone(), below(&it.path, &it.key))).collect();
        one(&keys, |keys| Problem::UnknownKeys { keys, meant, sections }, diagnostics);
        let names = self.other_names.into_iter();
        let names: Vec<_> =
            names.map(|(span, key, now, path)| (span, format!("{key} → {now}"), below(&path, &key))).collect();
        one(&names, |names| Problem::OtherNames { names }, diagnostics);
        one(&self.colons, |texts| Problem::ColonInText { texts }, diagnostics);
        one(&self.languages, |tags| Problem::OneLanguage { tags }, diagnostics);
        one(&self.marked, |texts| Problem::MarkedLine { texts }, diagnostics);
        diagnostics.extend(self.single);
    }
}

/// The key path of a key of the record at a path.
fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// One message for all of a kind, at the first of them; the others are named beside it.
fn one(found: &[(Span, String, String)], problem: impl FnOnce(Vec<String>) -> Problem, diagnostics: &mut Diagnostics) {
    let Some((first, _, path)) = found.first().cloned() else { return };
    let places: Vec<(Span, String)> =
        found.iter().skip(1).take(PLACES).map(|(span, word, _)| (*span, word.clone())).collect();
    let mut words: Vec<String> = found.iter().map(|(_, word, _)| word.clone()).collect();
    let mut seen = std::collections::BTreeSet::new();
    words.retain(|word| seen.insert(word.clone()));
    let mut diagnostic = Diagnostic::at(first, problem(words)).with_path(path);
    diagnostic.related = places;
    diagnostics.push(diagnostic);
}
