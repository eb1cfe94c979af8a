//! From the bytes of an input to a profile or a letter, with everything wrong with it.

use std::path::PathBuf;
use std::sync::Arc;

use super::images;
use super::reading::Document;
use crate::application::letter::Letter;
use crate::application::redact::{Redaction, redact};
use crate::application::resume::Paper;
use crate::application::{Change, Changed, apply, merge_changes, paper_of, read_html};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Span};
use crate::locale::Locale;
use crate::profile::canonical::{Layer, canonicalize};
use crate::profile::guess::guess_language;
use crate::profile::official::Free;
use crate::profile::{LanguageTag, Profile};
use crate::source::lint::lint;
use crate::source::read::add_file;
use crate::source::{Format, Hidden, Node, Parsed, Sources, parse_partly};

/// A file that has been read but not looked at: a profile, an application, a letter, an advert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The name shown to people: the path as the user gave it, or `<stdin>`.
    pub name: String,
    /// The contents.
    pub bytes: Vec<u8>,
    /// The folder that images are looked for in, and for a profile fonts and theme overlays.
    pub folder: PathBuf,
}

/// Reads a profile and applies changes to it, each `PATH=VALUE`.
///
/// # Errors
/// Everything that is wrong with the file and the changes, warnings included.
pub fn load(input: &Input, changes: &[String], sources: &mut Sources) -> Outcome<Profile> {
    let document = Document::open(input.clone(), sources);
    let wanted = Wanted { changed: None, changes, redaction: &Redaction::default(), language: None };
    Ok(load_document(document, &wanted, sources)?.map(|loaded| loaded.profile))
}

/// What is wanted of a profile.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// The changes of an application.
    pub(super) changed: Option<&'a Changed>,
    /// The changes that come after them, each `PATH=VALUE`.
    pub(super) changes: &'a [String],
    /// What is taken out.
    pub(super) redaction: &'a Redaction,
    /// The language of stand-ins, where it is not the profile's.
    pub(super) language: Option<&'a LanguageTag>,
}

/// A profile without what is redacted.
#[derive(Debug, Clone)]
pub(super) struct Loaded {
    /// The profile.
    pub(super) profile: Profile,
    /// The paper of the country that it names, or named.
    pub(super) paper: Paper,
    /// What must not be shown; none where nothing is redacted.
    pub(super) hidden: Option<Arc<Hidden>>,
}

/// Takes a profile that was read, merges changes over it and takes out what is redacted. What is hidden is masked in reports
/// about these sources from then on.
///
/// # Errors
/// Everything that is wrong with the file, the changes and the redaction, warnings included.
pub(super) fn load_document(document: Document, wanted: &Wanted<'_>, sources: &mut Sources) -> Outcome<Loaded> {
    let Document { input, parsed, found: mut diagnostics, imported } = document;
    if !wanted.redaction.is_empty() {
        // Where it cannot be parsed, nobody knows what is in it.
        sources.hide(Arc::new(Hidden::everything()));
    }
    let parsed = parsed.map_err(|problem| expecting("a profile", problem))?;
    let changes = wanted.changes.iter();
    let changes: Vec<Change> = changes.filter_map(|change| Change::parse(change, sources, &mut diagnostics)).collect();
    match parsed {
        Parsed::Whole(node) => {
            let layer = if imported.is_some() {
                // Its texts were looked at as they stand in the file, and are YAML's whatever that is in.
                Layer::whole(Format::Yaml)
            } else {
                lint(sources, &node, &mut diagnostics);
                layer(&input, &node, sources)
            };
            load_node(node, layer, &input, wanted, &changes, diagnostics, sources)
        }
        Parsed::Partial(partial) => {
            let found = partial.findings(|node| {
                let mut found = Diagnostics::new();
                lint(sources, &node, &mut found);
                let layer = layer(&input, &node, sources);
                load_node(node, layer, &input, wanted, &changes, found, sources)
            });
            if !wanted.redaction.is_empty() {
                sources.hide(Arc::new(Hidden::everything()));
            }
            diagnostics.extend(found);
            in_order(&mut diagnostics);
            Err(diagnostics)
        }
        Parsed::Nothing => Err(diagnostics),
    }
}

/// Takes the values of a profile as [`load_document`] does; `diagnostics` are what was found so far.
///
/// # Errors
/// As [`load_document`].
fn load_node(
    mut node: Node,
    layer: Layer,
    input: &Input,
    wanted: &Wanted<'_>,
    changes: &[Change],
    mut diagnostics: Diagnostics,
    sources: &mut Sources,
) -> Outcome<Loaded> {
    let Wanted { changed, redaction, language, .. } = *wanted;
    let linted = diagnostics.0.len();
    let format = layer.format;
    let free = if format == Format::Json { Free::of(&node) } else { Free::default() };
    canonicalize(&mut node, Profile::RECORD, layer, sources, &mut diagnostics);
    read_html(&mut node, format, &mut diagnostics);
    if let Some(Changed(changed)) = changed {
        merge_changes(&mut node, changed, &mut diagnostics);
    }
    apply(&mut node, changes, &mut diagnostics);
    // The whole of it tells more than what redaction leaves.
    let guessed = guess_language(&node);
    let stand_ins = language.or(guessed.as_ref());
    let redacted = (!redaction.is_empty()).then(|| redact(&node, redaction, stand_ins, &mut diagnostics));
    let hidden = redacted.as_ref().map(|redacted| Arc::new(redacted.hidden.clone()));
    if let Some(hidden) = &hidden {
        sources.hide(Arc::clone(hidden));
        sources.hide_escaped(&node);
    }
    if node.is_absent() {
        return Err(Diagnostic::in_file(&input.name, Problem::EmptyFile { expected: "a profile" }).into());
    }
    let Some(mut profile) = Profile::from_node(&node, &mut diagnostics) else { return Err(diagnostics) };
    let paper = paper_of(&profile);
    if let Some(redacted) = redacted {
        // All that is wrong has been said of the whole profile.
        let rest = Profile::from_part(&redacted.node, &node, &mut Diagnostics::new());
        let Some(rest) = rest else { return Err(diagnostics) };
        profile = rest;
    }
    if let Some(tag) = guessed {
        if language.is_none() {
            diagnostics.push(guess(&tag, node.span));
        }
        profile.meta.get_or_insert_default().language = Some(tag);
    }
    let photo = profile.basics.iter().filter_map(|basics| Some((images::PHOTO.to_owned(), basics.image.as_ref()?)));
    let badges =
        profile.certificates.iter().enumerate().filter_map(|(index, certificate)| {
            Some((format!("certificates[{index}].image"), certificate.image.as_ref()?))
        });
    images::check(&photo.chain(badges), &input.folder, sources.reads(), &mut diagnostics);
    free.warn(&mut diagnostics.0[linted..]);
    in_order(&mut diagnostics);
    diagnostics.or_value(Loaded { profile, paper, hidden })
}

/// Says that a language was guessed.
fn guess(tag: &LanguageTag, profile: Span) -> Diagnostic {
    let tag = tag.to_string();
    let name = Locale::built_in(&tag).map_or_else(|| tag.clone(), |locale| locale.name.clone());
    Diagnostic::at(profile.to_start(), Problem::GuessedLanguage { tag, name }).with_path("meta.language")
}

/// Reads a letter.
///
/// # Errors
/// Everything that is wrong with the file, warnings included.
pub fn load_letter(input: &Input, sources: &mut Sources) -> Outcome<Letter> {
    let mut diagnostics = Diagnostics::new();
    let parsed = parsed(input, sources, &mut diagnostics).map_err(|problem| expecting("a letter", problem))?;
    match parsed {
        Parsed::Whole(node) => load_letter_node(node, input, diagnostics, sources),
        Parsed::Partial(partial) => {
            diagnostics.extend(partial.findings(|node| load_letter_node(node, input, Diagnostics::new(), sources)));
            in_order(&mut diagnostics);
            Err(diagnostics)
        }
        Parsed::Nothing => Err(diagnostics),
    }
}

fn load_letter_node(
    mut node: Node,
    input: &Input,
    mut diagnostics: Diagnostics,
    sources: &mut Sources,
) -> Outcome<Letter> {
    lint(sources, &node, &mut diagnostics);
    let layer = layer(input, &node, sources);
    let format = layer.format;
    canonicalize(&mut node, Letter::RECORD, layer, sources, &mut diagnostics);
    read_html(&mut node, format, &mut diagnostics);
    if node.is_absent() {
        return Err(Diagnostic::in_file(&input.name, Problem::EmptyFile { expected: "a letter" }).into());
    }
    let Some(letter) = Letter::from_node(&node, &mut diagnostics) else { return Err(diagnostics) };
    let signature = letter.signature.iter().map(|path| ("signature".to_owned(), path));
    images::check(&signature, &input.folder, sources.reads(), &mut diagnostics);
    in_order(&mut diagnostics);
    diagnostics.or_value(letter)
}

/// Reads the values of a file; that its syntax is broken is among the diagnostics then.
pub(super) fn parsed(
    input: &Input,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Parsed, Diagnostics> {
    let id = add_file(sources, &input.name, &input.bytes)?;
    let format = Format::detect(&input.name, &sources.get(id).text);
    Ok(parse_partly(sources, id, format, diagnostics))
}

/// A whole document in the language of its file.
fn layer(input: &Input, node: &Node, sources: &Sources) -> Layer {
    Layer::whole(Format::detect(&input.name, &sources.get(node.span.source).text))
}

/// Says what an empty file was expected to be, which reading it could not know.
fn expecting(what: &'static str, mut diagnostics: Diagnostics) -> Diagnostics {
    for diagnostic in &mut diagnostics.0 {
        if let Problem::EmptyFile { expected } = &mut diagnostic.problem {
            *expected = what;
        }
    }
    diagnostics
}

/// Puts diagnostics in the order of the file, since several passes found them.
pub(super) fn in_order(diagnostics: &mut Diagnostics) {
    diagnostics.0.sort_by_key(|diagnostic| diagnostic.span().map(|span| (span.source, span.start)));
}
