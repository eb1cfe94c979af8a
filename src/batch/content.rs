//! What a render shows: from an input and all that belongs to it to the résumé and the letter.
//!
//! The steps come in a fixed order: change, redact, rank, select, resolve, and a look for what was redacted. What is wrong
//! with any of the files, the theme's options among them, is found before the first of them ends, and said at once.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::dossier::Dossier;
use super::load::{Input, Loaded, load_document};
use super::posting::{Advert, unanswered, worth};
use super::render::Renderer;
use super::request::Request;
use super::{fit, images};
use crate::application::letter::Letter as OwnLetter;
use crate::application::redact::{Redact, shown};
use crate::application::resume::{Letter, Paper, Resume};
use crate::application::selection::{Basis, Decision, Rank, check, section_order, select};
use crate::application::{Pages, Select, ThemeChoice, resolve, resolve_letter};
use crate::diagnostic::{Diagnostics, Outcome, Place, Problem, Severity, Span, Warned};
use crate::profile::Profile;
use crate::source::{Hidden, Sources};
use crate::theme::{OptionInput, OptionValue, OptionValues, Theme};

/// What is shown, and how.
pub(super) struct Content {
    pub(super) resume: Resume,
    pub(super) letter: Option<Letter>,
    /// Whether a letter and the résumé are one document.
    pub(super) join: bool,
    /// How many pages the résumé may take.
    pub(super) pages: Option<Pages>,
    pub(super) theme: Arc<Theme>,
    pub(super) options: OptionValues,
    /// The folders in which fonts are looked for.
    pub(super) folders: Vec<PathBuf>,
    /// Where the images of the profile lie.
    pub(super) profile_folder: PathBuf,
    /// Where the images of the letter lie.
    pub(super) letter_folder: PathBuf,
    /// What must not be shown.
    pub(super) hidden: Option<Arc<Hidden>>,
    /// What highlights are worth to the advert, by their places.
    pub(super) worth: BTreeMap<Span, f64>,
    /// What was selected, and why.
    pub(super) decisions: Vec<Decision>,
}

/// What was read, all of it without a mistake.
struct Read {
    profile: Profile,
    paper: Paper,
    hidden: Option<Arc<Hidden>>,
    letter: Option<(OwnLetter, PathBuf)>,
    advert: Option<Advert>,
    theme: Arc<Theme>,
    options: OptionValues,
}

impl Renderer {
    /// Takes an input as far as what is shown of it.
    pub(super) fn content(
        &self,
        input: &Input,
        request: &Request,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
    ) -> Result<Content, Diagnostics> {
        let (mut dossier, found) = Dossier::open(input, request, sources);
        let profile_folder = dossier.profile.as_ref().map_or(&input.folder, |profile| &profile.input.folder).clone();
        let read = self.read(&mut dossier, found, request, sources, warnings)?;
        let Read { profile, paper, hidden, letter, advert, theme, options } = read;
        let application = &dossier.application;
        let language = dossier.wanted(request).language;
        let mut presentation = options.presentation();
        let everything = Select::default();
        let rules = application.select.as_ref().unwrap_or(&everything);
        if !rules.sections.0.is_empty() {
            presentation.section_order = section_order(rules);
        }
        let shown_in = language.cloned().unwrap_or_else(|| profile.language());
        let dated = application.date.map(|date| date.value);
        if let (Some(dated), None) = (dated, profile.last_modified()) {
            profile.check_ahead(dated, warnings);
        }
        let reference = dated.or_else(|| profile.reference_date());
        let ranking = advert.map(|advert| advert.rank(&profile, &shown_in, reference));
        warnings.extend(ranking.as_ref().and_then(unanswered));
        let score = |path: &str| ranking.as_ref().and_then(|ranking| ranking.score(path));
        let rank = ranking.is_some().then_some(&score as Rank<'_>);
        let basis = Basis { language: &shown_in, reference, rank };
        let selected = select(&profile, rules, basis)?.into_value(warnings);
        let mut resume = resolve(&selected.profile, language, &presentation)?.into_value(warnings);
        resume.paper = paper;
        resume.document.date = dated.or(resume.document.date);
        let join = letter.as_ref().is_some_and(|(letter, _)| letter.join);
        let (letter, letter_folder) = match letter {
            Some((mut letter, folder)) => {
                if dossier.redaction.has(&Redact::Name) {
                    letter.signature = None;
                }
                (Some(resolve_letter(&letter, &profile, &resume)?.into_value(warnings)), folder)
            }
            None => (None, profile_folder.clone()),
        };
        if let Some(letter) = letter.as_ref().filter(|_| join) {
            resume.document.date = dated.or(letter.document.date);
        }
        if let Some(hidden) = &hidden {
            none(shown(&resume, letter.as_ref(), hidden, sources))?;
        }
        Ok(Content {
            resume,
            letter,
            join,
            pages: application.pages,
            theme,
            options,
            folders: dossier.folders,
            profile_folder,
            letter_folder,
            hidden,
            worth: ranking.as_ref().map(worth).unwrap_or_default(),
            decisions: selected.decisions,
        })
    }

    /// Reads all that belongs to an input; what is wrong with any of it is said together with the rest.
    fn read(
        &self,
        dossier: &mut Dossier,
        mut found: Diagnostics,
        request: &Request,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
    ) -> Result<Read, Diagnostics> {
        let (profile, letter) = (dossier.profile.take(), dossier.letter.take());
        let application = &dossier.application;
        let mut loaded = profile
            .map_or(Err(Diagnostics::new()), |profile| load_document(profile, &dossier.wanted(request), sources));
        let letter = match letter {
            Some(letter) => letter.map(|letter| letter.map(Some)),
            None => Diagnostics::new().or_value(None),
        };
        // The theme and its options are looked at even when the profile is wrong.
        let look = self.look(dossier, request, sources, warnings);
        if let (true, Some(rules), Ok(loaded)) = (found.has_errors(), &application.select, &loaded) {
            // Selection, which says this otherwise, will not be reached.
            found.extend(check(&loaded.value.profile, rules));
        }
        if look.as_ref().is_ok_and(|look| asks_for_photo(&look.value.1))
            && let Ok(Warned { warnings, .. }) = &mut loaded
        {
            images::require_photo(warnings);
            if warnings.has_errors() {
                loaded = Err(std::mem::take(warnings));
            }
        }
        let advert = Advert::read(dossier, sources);
        let read = both(both(both(advert, found.or_value(())), both(loaded, letter)), look)?;
        let (((advert, ()), (loaded, letter)), (theme, options)) = read.into_value(warnings);
        let Loaded { profile, paper, hidden } = loaded;
        Ok(Read { profile, paper, hidden, letter, advert, theme, options })
    }

    /// The theme and its options: those of the application, and over them those of the request.
    fn look(
        &self,
        dossier: &Dossier,
        request: &Request,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
    ) -> Outcome<(Arc<Theme>, OptionValues)> {
        let chosen = dossier.application.theme.as_ref();
        // What a file names does not depend on the folder that it is rendered from.
        let last = request.themes.as_deref().filter(|_| request.theme.is_some());
        let theme = self.theme(&dossier.theme, &dossier.folders, last, sources).map_err(|mut errors| {
            let name = chosen.and_then(|theme| theme.name.as_ref()).filter(|_| request.theme.is_none());
            for error in errors.0.iter_mut().filter(|error| error.place == Place::Nowhere) {
                error.place = name.map_or(Place::Nowhere, |name| Place::Span(name.span));
            }
            errors
        });
        let theme = theme?;
        let options = options(&theme.value, chosen, request, sources, warnings)?.into_value(warnings);
        let mut said = theme.warnings;
        said.extend(fit::conflict(dossier.application.pages, &options));
        said.or_value((theme.value, options))
    }
}

/// Whether somebody asks for the photo, rather than the theme by its default.
pub(super) fn asks_for_photo(options: &OptionValues) -> bool {
    options.is_given("photo") && options.get("photo") == Some(&OptionValue::Bool(true))
}

/// Nothing, where nothing was found.
pub(super) fn none(found: Diagnostics) -> Result<(), Diagnostics> {
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// Both values, or the errors of both.
pub(super) fn both<A, B>(a: Outcome<A>, b: Outcome<B>) -> Outcome<(A, B)> {
    match (a, b) {
        (Ok(a), Ok(b)) => {
            let mut warnings = a.warnings;
            warnings.extend(b.warnings);
            Ok(Warned { value: (a.value, b.value), warnings })
        }
        (a, b) => {
            let mut errors = a.map_or_else(|errors| errors, |warned| warned.warnings);
            errors.extend(b.map_or_else(|errors| errors, |warned| warned.warnings));
            Err(errors)
        }
    }
}

/// Reads the theme's options and checks them, reporting all that are wrong.
fn options(
    theme: &Theme,
    chosen: Option<&ThemeChoice>,
    request: &Request,
    sources: &mut Sources,
    warnings: &mut Diagnostics,
) -> Outcome<OptionValues> {
    let mut malformed = Diagnostics::new();
    let mut inputs = chosen.map(|chosen| OptionInput::from_mapping(&chosen.options)).unwrap_or_default();
    if let Some(name) = &request.theme
        && chosen.and_then(|chosen| chosen.name.as_ref()).is_some_and(|own| own.value != *name)
    {
        // They were meant for another theme, and need not all be options of this one.
        inputs.retain(|input| match theme.resolve(std::slice::from_ref(input)) {
            Err(errors) if errors.iter().all(|error| matches!(error.problem, Problem::UnknownOption { .. })) => {
                let lenient = errors.into_iter().map(|error| error.with_severity(Severity::Warning));
                warnings.extend(lenient);
                false
            }
            _ => true,
        });
    }
    for assignment in &request.options {
        match OptionInput::parse(assignment, sources) {
            Ok(input) => inputs.push(input),
            Err(errors) => malformed.extend(errors),
        }
    }
    let values = theme.resolve_among(&inputs, sources);
    if malformed.is_empty() {
        return values;
    }
    malformed.extend(values.err().into_iter().flatten());
    Err(malformed)
}
