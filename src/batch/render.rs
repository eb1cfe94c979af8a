//! From a profile to artifacts, in one theme.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use super::document::{Press, text};
use super::images::{Folders, Images};
use super::leaks;
use super::load::{Input, Loaded, load_letter, load_redacted};
use crate::application::redact::{Redact, Redaction, shown};
use crate::application::resume::{Letter, Resume};
use crate::application::{resolve, resolve_letter};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Warned};
use crate::export::{Artifact, pdf};
use crate::profile::LanguageTag;
use crate::source::{Hidden, Sources};
use crate::theme::{OptionInput, OptionValues, Theme, ThemeStore};
use crate::typeset::{self, FontSet};

/// What the file name of a letter has behind the document's name.
pub const LETTER: &str = "-letter";

/// A format that artifacts can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One PDF.
    Pdf,
    /// One PNG a page.
    Png,
    /// One SVG a page.
    Svg,
    /// Plain text.
    Txt,
    /// Markdown.
    Md,
    /// A folder with the Typst project.
    Typ,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Pdf, Self::Png, Self::Svg, Self::Txt, Self::Md, Self::Typ];

    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Txt => "txt",
            Self::Md => "md",
            Self::Typ => "typ",
        }
    }

    /// Whether it shows laid-out pages; the others say what the résumé says, and need no layout.
    #[must_use]
    pub fn has_pages(self) -> bool {
        !matches!(self, Self::Txt | Self::Md)
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|format| format.as_str().eq_ignore_ascii_case(name.trim()));
        known.ok_or_else(|| "expected `pdf`, `png`, `svg`, `txt`, `md` or `typ`".to_owned())
    }
}

/// What to make of an input.
#[derive(Debug, Clone)]
pub struct Request {
    /// The theme: a name, or a path if it holds a slash.
    pub theme: String,
    /// A letter to make beside the résumé.
    pub letter: Option<Input>,
    /// Options of the theme, each `NAME=VALUE`.
    pub options: Vec<String>,
    /// The formats; without any, the document is laid out and exported as PDF, but nothing comes of it.
    pub formats: Vec<Format>,
    /// The language; none for the profile's own.
    pub language: Option<LanguageTag>,
    /// Changes to the profile, each `PATH=VALUE`.
    pub changes: Vec<String>,
    /// What is not to be shown.
    pub redaction: Redaction,
    /// Standards that the PDF has to meet.
    pub standards: Vec<pdf::Standard>,
    /// The document's date where the profile has none, in seconds since 1970-01-01T00:00:00Z.
    pub source_date_epoch: Option<i64>,
    /// The resolution of PNG in pixels per inch.
    pub ppi: f64,
    /// How many columns the lines of plain text have at most; none where they are not to be broken.
    pub wrap: Option<NonZeroUsize>,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            theme: "plain".into(),
            letter: None,
            options: Vec::new(),
            formats: vec![Format::Pdf],
            language: None,
            changes: Vec::new(),
            redaction: Redaction::default(),
            standards: Vec::new(),
            source_date_epoch: None,
            ppi: 144.0,
            wrap: None,
        }
    }
}

/// What came of a render.
#[derive(Debug, Clone)]
pub struct Made {
    /// The artifacts, in the order of the formats: those of the résumé, then those of the letter, whose suffixes begin
    /// with [`LETTER`].
    pub artifacts: Vec<Artifact>,
    /// How many pages the documents have together; 0 where no format asked for pages.
    pub pages: usize,
    /// The files of the images that their pages show.
    pub images: Vec<PathBuf>,
    /// What must not be shown, also in the names of files: see [`Hidden::stem`]. None where nothing is redacted.
    pub hidden: Option<Arc<Hidden>>,
}

/// The name of a theme, and the folder of overlays beside the input.
type ThemeKey = (String, Option<PathBuf>);

/// What many renders share.
#[derive(Debug)]
pub struct Renderer {
    font_folders: Vec<PathBuf>,
    system_fonts: bool,
    /// Font sets by the folder beside the input, if there is one.
    fonts: Mutex<BTreeMap<Option<PathBuf>, Arc<FontSet>>>,
    /// Themes by name and by the folder of overlays, if there is one.
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
            Some(Arc::clone(sets.entry(None).or_insert_with(|| Arc::new(FontSet::bundled()))))
        } else {
            None
        };
        typeset::warm_up(fonts.as_deref());
    }

    /// The fonts for inputs in a folder: those beside it, those of the renderer, the bundled ones.
    ///
    /// # Errors
    /// As [`FontSet::new`].
    pub fn fonts(&self, folder: &Path) -> Outcome<Arc<FontSet>> {
        let beside = Some(folder.join("fonts")).filter(|fonts| fonts.is_dir());
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

    /// A theme for inputs in a folder: a theme in `themes/` there goes over the built-in one file by file.
    ///
    /// # Errors
    /// As [`ThemeStore::load`].
    pub fn theme(&self, name: &str, folder: &Path, sources: &mut Sources) -> Outcome<Arc<Theme>> {
        let overlays = Some(folder.join("themes")).filter(|themes| themes.is_dir());
        let key = (name.to_owned(), overlays.clone());
        let mut themes = self.themes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(theme) = themes.get(&key) {
            return Diagnostics::new().or_value(Arc::clone(theme));
        }
        let loaded = ThemeStore::new(overlays.into_iter().collect()).load(name, sources)?;
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
        let language = request.language.as_ref();
        let profile = load_redacted(input, &request.changes, &request.redaction, language, sources);
        let letter = match &request.letter {
            Some(letter) => load_letter(letter, sources).map(|letter| letter.map(Some)),
            None => Diagnostics::new().or_value(None),
        };
        // The theme and its options are looked at even when the profile is wrong: everything is reported at once.
        let theme = self.theme(&request.theme, &input.folder, sources);
        let look = theme.and_then(|theme| {
            let options = options(&theme.value, &request.options, sources);
            Ok(Warned { value: (theme.value, options?.into_value(warnings)), warnings: theme.warnings })
        });
        let (texts, (theme, options)) = both(both(profile, letter), look)?.into_value(warnings);
        let (Loaded { profile, paper, hidden }, letter) = texts;
        let mut resume = resolve(&profile, language, &options.presentation())?.into_value(warnings);
        resume.paper = paper;
        let letter = match letter {
            Some(mut letter) => {
                if request.redaction.has(&Redact::Name) {
                    letter.signature = None;
                }
                Some(resolve_letter(&letter, &profile, &resume)?.into_value(warnings))
            }
            None => None,
        };
        if let Some(hidden) = &hidden {
            none(shown(&resume, letter.as_ref(), hidden, sources))?;
        }
        let words = resume.words.clone();
        let mut made = Documents::default();
        for format in &request.formats {
            made.resume.extend(text(*format, &resume, None, request.wrap));
            made.letter.extend(letter.as_ref().and_then(|it| text(*format, &resume, Some(it), request.wrap)));
        }
        if request.formats.is_empty() || request.formats.iter().any(|format| format.has_pages()) {
            let look = Look { theme: &theme, options };
            self.lay_out(resume, letter, look, input, request, hidden.as_deref(), sources, warnings, &mut made)?;
        }
        if let Some(hidden) = &hidden {
            let named = |text: &str| words.values().any(|word| word == text);
            none(leaks::artifacts(made.resume.iter().chain(&made.letter), &named, hidden))?;
        }
        Ok(made.in_order(&request.formats, hidden))
    }

    /// Lays the documents out and exports the formats that show pages.
    #[allow(clippy::too_many_arguments, reason = "these are what a layout depends on")]
    fn lay_out(
        &self,
        mut resume: Resume,
        mut letter: Option<Letter>,
        look: Look<'_>,
        input: &Input,
        request: &Request,
        hidden: Option<&Hidden>,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
        made: &mut Documents,
    ) -> Result<(), Diagnostics> {
        let Look { theme, mut options } = look;
        let fonts = self.fonts(&input.folder)?.into_value(warnings);
        fonts.name_families(&mut options)?;
        resume.script_family = fonts.script_family(&resume.language, &options);
        let folders = Folders {
            profile: &input.folder,
            letter: request.letter.as_ref().map_or(&input.folder, |letter| &letter.folder),
        };
        let images = Images::load(&resume, letter.as_ref(), &folders)?.into_value(warnings);
        images.leave_out_others(&mut resume, letter.as_mut());
        let formats = images.formats();
        let press = Press { request, theme: &theme.name, fonts: &fonts, images: &images, hidden };
        let project = theme.project(&resume, &options, &formats, sources)?.into_value(warnings);
        let (artifacts, pages) = press.make(&resume.document, &project, sources, warnings)?;
        made.resume.extend(artifacts);
        made.pages = pages;
        if let Some(letter) = &letter {
            let project = theme.letter_project(&resume, letter, &options, &formats, sources)?.into_value(warnings);
            let mut said = Diagnostics::new();
            let (more, further) = press.make(&letter.document, &project, sources, &mut said)?;
            // What is the matter with the header is so in both documents.
            let is_new = |found: &Diagnostic| !warnings.iter().any(|known| covers(known, found));
            let new: Vec<Diagnostic> = said.into_iter().filter(is_new).collect();
            warnings.extend(new);
            made.letter.extend(more);
            made.pages += further;
        }
        made.images = images.paths(&folders);
        Ok(())
    }
}

/// A theme and what was asked of it.
struct Look<'a> {
    theme: &'a Theme,
    options: OptionValues,
}

/// What was made so far.
#[derive(Default)]
struct Documents {
    resume: Vec<(Format, Artifact)>,
    letter: Vec<(Format, Artifact)>,
    pages: usize,
    images: Vec<PathBuf>,
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
        Made { artifacts, pages: self.pages, images: self.images, hidden }
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
fn none(found: Diagnostics) -> Result<(), Diagnostics> {
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// Both values, or the errors of both.
fn both<A, B>(a: Outcome<A>, b: Outcome<B>) -> Outcome<(A, B)> {
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
fn options(theme: &Theme, assignments: &[String], sources: &mut Sources) -> Outcome<OptionValues> {
    let mut malformed = Diagnostics::new();
    let mut inputs = Vec::new();
    for assignment in assignments {
        match OptionInput::parse(assignment, sources) {
            Ok(input) => inputs.push(input),
            Err(errors) => malformed.extend(errors),
        }
    }
    let values = theme.resolve(&inputs);
    if malformed.is_empty() {
        return values;
    }
    malformed.extend(values.err().into_iter().flatten());
    Err(malformed)
}
