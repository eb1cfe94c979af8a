//! From a profile, or an application over it, to artifacts in one theme.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::document::{Press, joined_text, text};
use super::dossier::Dossier;
use super::fit::{self, Fitted, Fitting};
use super::format::Format;
use super::images::{Folders, Images};
use super::leaks;
use super::load::{Input, Loaded, Wanted, load_document};
use super::posting::{Advert, unanswered, worth};
use super::request::{LETTER, Made, Request};
use crate::application::redact::{Redact, shown};
use crate::application::resume::{Letter, Resume};
use crate::application::selection::{Basis, Decision, Rank, check, section_order, select};
use crate::application::{Application, Pages, Select, ThemeChoice, resolve, resolve_letter};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Place, Problem, Severity, Span, Warned};
use crate::export::Artifact;
use crate::profile::{PartialDate, Profile};
use crate::source::{Hidden, Sources};
use crate::theme::{OptionInput, OptionValues, Theme, ThemeStore};
use crate::typeset::{self, FontSet};

/// The name of a theme, and the folders of overlays that there are.
type ThemeKey = (String, Vec<PathBuf>);

/// What many renders share.
#[derive(Debug)]
pub struct Renderer {
    font_folders: Vec<PathBuf>,
    system_fonts: bool,
    /// Font sets by the folders of fonts beside the input.
    fonts: Mutex<BTreeMap<Vec<PathBuf>, Arc<FontSet>>>,
    /// Themes by name and by the folders of overlays.
    themes: Mutex<BTreeMap<ThemeKey, Arc<Theme>>>,
}

impl Renderer {
    /// A renderer that looks for fonts in these folders too, and among the system's if asked.
    #[must_use]
    pub fn new(font_folders: Vec<PathBuf>, system_fonts: bool) -> Self {
        Self { font_folders, system_fonts, fonts: Mutex::default(), themes: Mutex::default() }
    }

    /// Builds what the first render needs and no profile changes, so that another thread can do it while a profile is read.
    /// Calling it is never necessary.
    pub fn warm_up(&self) {
        // Fonts of folders may have something to say, and a render has to report it.
        let fonts = if self.font_folders.is_empty() && !self.system_fonts {
            let mut sets = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
            Some(Arc::clone(sets.entry(Vec::new()).or_insert_with(|| Arc::new(FontSet::bundled()))))
        } else {
            None
        };
        typeset::warm_up(fonts.as_deref());
    }

    /// The fonts for inputs in these folders: those in `fonts/` of each, those of the renderer, the bundled ones.
    ///
    /// # Errors
    /// As [`FontSet::new`].
    pub fn fonts(&self, folders: &[PathBuf]) -> Outcome<Arc<FontSet>> {
        let beside = subfolders(folders, "fonts");
        let mut sets = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = sets.get(&beside) {
            return Diagnostics::new().or_value(Arc::clone(set));
        }
        let folders: Vec<PathBuf> = beside.iter().chain(&self.font_folders).cloned().collect();
        let made = FontSet::new(&folders, self.system_fonts)?;
        let set = Arc::new(made.value);
        sets.insert(beside, Arc::clone(&set));
        made.warnings.or_value(set)
    }

    /// A theme for inputs in these folders: a theme in `themes/` there goes over the built-in one file by file, the first
    /// folder before the others.
    ///
    /// # Errors
    /// As [`ThemeStore::load`].
    pub fn theme(&self, name: &str, folders: &[PathBuf], sources: &mut Sources) -> Outcome<Arc<Theme>> {
        let overlays = subfolders(folders, "themes");
        let key = (name.to_owned(), overlays.clone());
        let mut themes = self.themes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(theme) = themes.get(&key) {
            return Diagnostics::new().or_value(Arc::clone(theme));
        }
        let loaded = ThemeStore::new(overlays).load(name, sources)?;
        let theme = Arc::new(loaded.value);
        // One with something to say says it again for every input.
        if loaded.warnings.is_empty() {
            themes.insert(key, Arc::clone(&theme));
        }
        loaded.warnings.or_value(theme)
    }

    /// Makes the artifacts of one input, and of the letter that goes with it. Sources that diagnostics point into are added to `sources`.
    ///
    /// # Errors
    /// Everything that kept it from being made, warnings included.
    pub fn make(&self, input: &Input, request: &Request, sources: &mut Sources) -> Outcome<Made> {
        let mut warnings = Diagnostics::new();
        let result = self.steps(input, request, sources, &mut warnings);
        match result {
            Ok(made) => warnings.or_value(made),
            Err(errors) => {
                warnings.extend(errors);
                Err(warnings)
            }
        }
    }

    fn steps(
        &self,
        input: &Input,
        request: &Request,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
    ) -> Result<Made, Diagnostics> {
        let (mut dossier, mut found) = Dossier::open(input, request, sources);
        let (profile, letter) = (dossier.profile.take(), dossier.letter.take());
        let folder = profile.as_ref().map_or_else(|| input.folder.clone(), |profile| profile.input.folder.clone());
        let application = &dossier.application;
        let profile = profile.map_or(Err(Diagnostics::new()), |profile| {
            let wanted = Wanted {
                changed: application.change.as_ref(),
                changes: &request.changes,
                redaction: &dossier.redaction,
                language: request.language.as_ref().or(application.language.as_ref()),
            };
            load_document(profile, &wanted, sources)
        });
        let letter = match letter {
            Some(letter) => letter.map(|letter| letter.map(Some)),
            None => Diagnostics::new().or_value(None),
        };
        // The theme and its options are looked at even when the profile is wrong: everything is reported at once.
        let look = self.look(&dossier, request, sources, warnings);
        if let (true, Some(rules), Ok(profile)) = (found.has_errors(), &application.select, &profile) {
            // Selection, which says this otherwise, will not be reached.
            found.extend(check(&profile.value.profile, rules));
        }
        let advert = Advert::read(&dossier, sources);
        let found = found.or_value(());
        let (((advert, ()), texts), (theme, options)) =
            both(both(both(advert, found), both(profile, letter)), look)?.into_value(warnings);
        let (Loaded { profile, paper, hidden }, letter) = texts;
        let language = request.language.as_ref().or(application.language.as_ref());
        let mut presentation = options.presentation();
        let everything = Select::default();
        let rules = application.select.as_ref().unwrap_or(&everything);
        if !rules.sections.0.is_empty() {
            presentation.section_order = section_order(rules);
        }
        let shown_in = language.cloned().unwrap_or_else(|| profile.language());
        let reference = reference_date(application, &profile);
        let ranking = advert.map(|advert| advert.rank(&profile, &shown_in, reference));
        warnings.extend(ranking.as_ref().and_then(unanswered));
        let score = |path: &str| ranking.as_ref().and_then(|ranking| ranking.score(path));
        let rank = ranking.is_some().then_some(&score as Rank<'_>);
        let basis = Basis { language: &shown_in, reference, rank };
        let selected = select(&profile, rules, basis)?.into_value(warnings);
        let mut resume = resolve(&selected.profile, language, &presentation)?.into_value(warnings);
        resume.paper = paper;
        resume.document.date = application.date.map(|date| date.value).or(resume.document.date);
        let join = letter.as_ref().is_some_and(|(letter, _)| letter.join);
        let (letter, letter_folder) = match letter {
            Some((mut letter, folder)) => {
                if dossier.redaction.has(&Redact::Name) {
                    letter.signature = None;
                }
                (Some(resolve_letter(&letter, &profile, &resume)?.into_value(warnings)), Some(folder))
            }
            None => (None, None),
        };
        if let Some(hidden) = &hidden {
            none(shown(&resume, letter.as_ref(), hidden, sources))?;
        }
        let words = hidden.as_ref().map(|_| resume.words.clone()).unwrap_or_default();
        let mut made = Documents { decisions: selected.decisions, ..Documents::default() };
        for format in &request.formats {
            if let Some(letter) = letter.as_ref().filter(|_| join) {
                made.resume.extend(joined_text(*format, &resume, letter, request.wrap));
                continue;
            }
            made.resume.extend(text(*format, &resume, None, request.wrap));
            made.letter.extend(letter.as_ref().and_then(|it| text(*format, &resume, Some(it), request.wrap)));
        }
        if let Some(letter) = letter.as_ref().filter(|_| join) {
            let own = application.date.map(|date| date.value);
            resume.document.date = own.or(letter.document.date);
        }
        if request.formats.is_empty() || request.formats.iter().any(|format| format.has_pages()) {
            let fonts = self.fonts(&dossier.folders)?.into_value(warnings);
            let folders = Folders { profile: &folder, letter: letter_folder.as_ref().unwrap_or(&folder) };
            let worth = ranking.as_ref().map(worth).unwrap_or_default();
            let look = Look { theme: &theme, options, fonts, folders, join, hidden: hidden.as_deref(), worth };
            look.lay_out(resume, letter, request, application.pages, sources, warnings, &mut made)?;
        }
        if let Some(hidden) = &hidden {
            let named = |text: &str| words.values().any(|word| word == text);
            none(leaks::artifacts(made.resume.iter().chain(&made.letter), &named, hidden))?;
        }
        Ok(made.in_order(&request.formats, hidden))
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
        let theme = self.theme(&dossier.theme, &dossier.folders, sources).map_err(|mut errors| {
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

/// The date that an application counts from: its own, else when the profile was last changed, else the newest date in it.
fn reference_date(application: &Application, profile: &Profile) -> Option<PartialDate> {
    let changed = || profile.meta.as_ref().and_then(|meta| meta.last_modified).map(|stamp| stamp.0.value);
    application.date.map(|date| date.value).or_else(changed).or_else(|| profile.newest_date())
}

/// The folders of this name that there are in others.
fn subfolders(folders: &[PathBuf], name: &str) -> Vec<PathBuf> {
    folders.iter().map(|folder| folder.join(name)).filter(|folder| folder.is_dir()).collect()
}

/// A theme and what was asked of it, with the fonts and the folders of images.
struct Look<'a> {
    theme: &'a Theme,
    options: OptionValues,
    fonts: Arc<FontSet>,
    folders: Folders<'a>,
    /// Whether a letter and the résumé are one document.
    join: bool,
    /// What the pages must not show.
    hidden: Option<&'a Hidden>,
    /// What highlights are worth to the advert, by their places.
    worth: BTreeMap<Span, f64>,
}

impl Look<'_> {
    /// Lays the documents out and exports the formats that show pages.
    #[allow(clippy::too_many_arguments, reason = "these are what a layout depends on")]
    fn lay_out(
        mut self,
        mut resume: Resume,
        mut letter: Option<Letter>,
        request: &Request,
        pages: Option<Pages>,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
        made: &mut Documents,
    ) -> Result<(), Diagnostics> {
        let Look { theme, options, fonts, folders, join, hidden, worth } = &mut self;
        fonts.name_families(options)?;
        resume.script_family = fonts.script_family(&resume.language, options);
        let images = Images::load(&resume, letter.as_ref(), folders)?.into_value(warnings);
        images.leave_out_others(&mut resume, letter.as_mut());
        let formats = images.formats();
        let press = Press { request, theme: &theme.name, fonts, images: &images, hidden: *hidden };
        let (before, beside) = if *join { (letter.as_ref(), None) } else { (None, letter.as_ref()) };
        let (artifacts, pages) = if let Some(pages) = pages {
            let (resume, formats, press) = (&resume, &formats, &press);
            let score = &|span: Span| worth.get(&span).copied().unwrap_or_default();
            let fitting = Fitting { pages, theme, options, resume, letter: before, formats, press, score };
            let (artifacts, pages, fitted) = fitting.make(sources, warnings)?;
            made.fitted = Some(fitted);
            (artifacts, pages)
        } else {
            let project = match before {
                Some(letter) => theme.joined_project(&resume, letter, options, &formats, sources),
                None => theme.project(&resume, options, &formats, sources),
            };
            press.make(&resume.document, &project?.into_value(warnings), sources, warnings)?
        };
        made.resume.extend(artifacts);
        made.pages = pages;
        if let Some(letter) = beside {
            let project = theme.letter_project(&resume, letter, options, &formats, sources)?.into_value(warnings);
            let mut said = Diagnostics::new();
            let (more, further) = press.make(&letter.document, &project, sources, &mut said)?;
            // What is the matter with the header is so in both documents.
            let is_new = |found: &Diagnostic| !warnings.iter().any(|known| covers(known, found));
            let new: Vec<Diagnostic> = said.into_iter().filter(is_new).collect();
            warnings.extend(new);
            made.letter.extend(more);
            made.pages += further;
        }
        made.images = images.paths(folders);
        Ok(())
    }
}

/// What was made so far.
#[derive(Default)]
struct Documents {
    resume: Vec<(Format, Artifact)>,
    letter: Vec<(Format, Artifact)>,
    pages: usize,
    fitted: Option<Fitted>,
    images: Vec<PathBuf>,
    decisions: Vec<Decision>,
}

impl Documents {
    /// Everything in the order of the formats, the letter after the résumé.
    fn in_order(self, formats: &[Format], hidden: Option<Arc<Hidden>>) -> Made {
        let sorted = |mut artifacts: Vec<(Format, Artifact)>| {
            artifacts.sort_by_key(|(of, _)| formats.iter().position(|format| format == of));
            artifacts.into_iter().map(|(_, artifact)| artifact)
        };
        let named = |artifact: Artifact| Artifact { suffix: format!("{LETTER}{}", artifact.suffix), ..artifact };
        let artifacts = sorted(self.resume).chain(sorted(self.letter).map(named)).collect();
        Made {
            artifacts,
            pages: self.pages,
            fitted: self.fitted,
            images: self.images,
            decisions: self.decisions,
            hidden,
        }
    }
}

/// Whether a diagnostic about one document says what another says about the other.
fn covers(known: &Diagnostic, found: &Diagnostic) -> bool {
    match (&known.problem, &found.problem) {
        (Problem::MissingGlyph { characters: all, .. }, Problem::MissingGlyph { characters, .. }) => {
            characters.iter().all(|character| all.contains(character))
        }
        _ => known == found,
    }
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
