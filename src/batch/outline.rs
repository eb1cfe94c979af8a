//! What is known of an input before anything is made of it: enough to plan where the artifacts go.

use std::path::PathBuf;
use std::sync::Arc;

use super::dossier::Dossier;
use super::format::Format;
use super::load::{Input, Loaded, load_document, load_letter};
use super::request::Request;
use crate::application::{Application, Filling, OutputName};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span};
use crate::import::may_be_of_tool;
use crate::profile::{LanguageTag, LineText, Profile};
use crate::source::{Hidden, Sources};

/// What an application decides about its artifacts.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The theme: a name, or a path if it holds a slash.
    pub theme: String,
    /// The formats that it asks for; none where it leaves that open.
    pub formats: Vec<Format>,
    /// The name of the document, where it has one of its own, as a path with forward slashes and without a suffix.
    pub name: Option<String>,
    /// Where the template of the name stands.
    pub name_span: Option<Span>,
    /// Whether the name tells the theme, and whether it tells the language.
    pub name_tells: (bool, bool),
    /// Whether there is a letter that is a document of its own.
    pub letter: bool,
    /// The files that were read, the input aside.
    pub files: Vec<PathBuf>,
    /// What must not be shown, also in the name of the input where documents are named after it; none where nothing is
    /// redacted.
    pub hidden: Option<Arc<Hidden>>,
    /// Whether it is the same for every profile of which the same is asked, so that none of them need be read.
    pub shared: bool,
}

/// Whether an input may be an application, told from its text without parsing it: a profile need not be read twice.
fn may_be_application(input: &Input) -> bool {
    let Ok(text) = std::str::from_utf8(&input.bytes) else { return false };
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim_start().starts_with(['{', '[']) {
        return ["\"profile\"", "\"extends\"", "profile:", "extends:"].iter().any(|key| text.contains(key))
            || !text.contains("basics");
    }
    let mut is_profile = false;
    let mut has_fields = false;
    for line in text.lines().filter(|line| !line.starts_with([' ', '#', '-'])) {
        let key = line.split(':').next().unwrap_or_default().trim_matches(['"', '\'', ' ']);
        if matches!(key, "profile" | "extends") {
            return true;
        }
        is_profile |= Profile::KEYS.contains(&key);
        has_fields |= Application::KEYS.contains(&key);
    }
    has_fields && !is_profile
}

/// Whether an input may be a file of another tool, which says how it is to look, told from its text, too.
fn may_be_imported(input: &Input) -> bool {
    std::str::from_utf8(&input.bytes).is_ok_and(may_be_of_tool)
}

/// Whether a workspace may have defaults, which are an application beneath every input; told from its text, too.
fn has_defaults(workspace: &Input) -> bool {
    workspace.bytes.windows(8).any(|bytes| bytes == b"defaults")
}

/// Whether an input is a profile and no more, told without parsing it; an [`Outline`] that is shared holds for it.
#[must_use]
pub fn is_profile(input: &Input) -> bool {
    !may_be_application(input) && !may_be_imported(input)
}

/// Reads what a plan needs of an input; what is wrong with it is left for the render to say, except with its name.
///
/// # Errors
/// A name of outputs that cannot be filled.
pub fn outline(input: &Input, request: &Request, sources: &mut Sources) -> Result<Outline, Diagnostics> {
    let theme = || request.theme.clone().unwrap_or_else(|| "plain".into());
    let defaults = request.workspace.as_ref().is_some_and(has_defaults);
    if request.application.is_none() && request.fields.is_empty() && !defaults && is_profile(input) {
        let separate = |letter| !load_letter(letter, sources).is_ok_and(|letter| letter.value.join);
        let letter = !request.join && request.letter.as_ref().is_some_and(separate);
        return Ok(Outline { theme: theme(), letter, shared: true, ..Outline::default() });
    }
    let (mut dossier, _) = Dossier::open(input, request, sources);
    // Tables of synonyms lie beside each input.
    let alone = dossier.output.is_some() || dossier.posting.is_some() || !dossier.redaction.is_empty();
    let profile = dossier.profile.take();
    let wanted = dossier.wanted(request);
    let tells = |output: &OutputName| output.has_name() || wanted.language.is_none() && output.has_words();
    let named = dossier.output.as_ref().is_some_and(tells);
    let loaded = profile.filter(|_| named || !dossier.redaction.is_empty());
    let loaded = loaded.and_then(|profile| Some(load_document(profile, &wanted, sources).ok()?.value));
    let name = name(&dossier, loaded.as_ref(), wanted.language)?;
    let letter = dossier.has_separate_letter();
    let Dossier { theme, formats, files, output, .. } = dossier;
    Ok(Outline {
        theme,
        formats,
        name,
        name_span: output.as_ref().map(|output| output.template().span),
        name_tells: output.map_or((false, false), |output| (output.has_theme(), output.has_language())),
        letter,
        files,
        hidden: loaded.and_then(|loaded| loaded.hidden),
        shared: !alone && is_profile(input),
    })
}

/// The name that the application gives its documents.
fn name(
    dossier: &Dossier,
    loaded: Option<&Loaded>,
    language: Option<&LanguageTag>,
) -> Result<Option<String>, Diagnostics> {
    let Some(output) = &dossier.output else { return Ok(None) };
    let application = &dossier.application;
    let own = loaded.map(|loaded| loaded.profile.language());
    let language = language.or(own.as_ref());
    let text = |text: Option<&LineText>| {
        let (language, own) = (language?, own.as_ref().or(language)?);
        text?.0.choose(language, own).map(|(_, text)| text.value.clone())
    };
    let person = text(loaded.and_then(|loaded| loaded.profile.basics.as_ref()?.name.as_ref()));
    if loaded.is_none() && (output.has_name() || language.is_none() && output.has_words()) {
        // Why the profile cannot be read is what the render will say.
        return Ok(None);
    }
    let (company, role) = (text(application.company.as_ref()), text(application.role.as_ref()));
    let theme = std::path::Path::new(&dossier.theme).file_name().map(|name| name.to_string_lossy().into_owned());
    let tag = language.map(ToString::to_string).unwrap_or_default();
    let filling = Filling {
        name: person.as_deref(),
        company: company.as_deref(),
        role: role.as_deref(),
        theme: theme.as_deref().unwrap_or("plain"),
        language: &tag,
    };
    let at = |problem| Diagnostics::from(Diagnostic::at(output.template().span, problem).with_path("output"));
    let filled = output.fill(&filling).map_err(at)?;
    let hit = loaded.and_then(|loaded| loaded.hidden.as_ref()?.find(&filled).into_iter().next());
    match hit {
        None => Ok(Some(filled)),
        Some(hit) => Err(at(Problem::RedactedShown { what: hit.what.as_str(), place: "in the name of a file".into() })),
    }
}
