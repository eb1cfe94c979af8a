//! From a profile to artifacts, in one theme.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use super::load::{Input, load};
use crate::application::resolve;
use crate::application::resume::{Content, Image, Resume};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Warned};
use crate::locale::Locale;
use crate::export::{Artifact, pdf, png, typ};
use crate::profile::{LanguageTag, Profile};
use crate::source::Sources;
use crate::theme::{ImageFormats, OptionInput, OptionValue, OptionValues, Theme, ThemeStore, TypstProject};
use crate::typeset::{self, Bytes, DocumentDate, FontSet, Project, ProjectFile, image};

/// A format that artifacts can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One PDF.
    Pdf,
    /// One PNG a page.
    Png,
    /// A folder with the Typst project.
    Typ,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Png, Self::Typ];

    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Typ => "typ",
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|format| format.as_str().eq_ignore_ascii_case(name.trim()));
        known.ok_or_else(|| "expected `pdf`, `png` or `typ`".to_owned())
    }
}

/// What to make of an input.
#[derive(Debug, Clone)]
pub struct Request {
    /// The theme: a name, or a path if it holds a slash.
    pub theme: String,
    /// Options of the theme, each `NAME=VALUE`.
    pub options: Vec<String>,
    /// The formats; without any, the document is laid out and exported as PDF, but nothing comes of it.
    pub formats: Vec<Format>,
    /// The language; none for the profile's own.
    pub language: Option<LanguageTag>,
    /// Changes to the profile, each `PATH=VALUE`.
    pub changes: Vec<String>,
    /// Standards that the PDF has to meet.
    pub standards: Vec<pdf::Standard>,
    /// The document's date where the profile has none, in seconds since 1970-01-01T00:00:00Z.
    pub source_date_epoch: Option<i64>,
    /// The resolution of PNG in pixels per inch.
    pub ppi: f64,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            theme: "plain".into(),
            options: Vec::new(),
            formats: vec![Format::Pdf],
            language: None,
            changes: Vec::new(),
            standards: Vec::new(),
            source_date_epoch: None,
            ppi: 144.0,
        }
    }
}

/// What came of a render.
#[derive(Debug, Clone)]
pub struct Made {
    /// The artifacts, in the order of the formats.
    pub artifacts: Vec<Artifact>,
    /// How many pages the document has.
    pub pages: usize,
    /// The files of the images that it shows.
    pub images: Vec<PathBuf>,
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

    /// Makes the artifacts of one input. Sources that diagnostics point into are added to `sources`.
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
        let profile = load(input, &request.changes, sources);
        // The theme and its options are looked at even when the profile is wrong: everything is reported at once.
        let theme = self.theme(&request.theme, &input.folder, sources);
        let look = theme.and_then(|theme| {
            let options = options(&theme.value, &request.options, sources);
            Ok(Warned { value: (theme.value, options?.into_value(warnings)), warnings: theme.warnings })
        });
        let (profile, (theme, options)) = both(profile, look, warnings)?;
        let fonts = self.fonts(&input.folder)?.into_value(warnings);
        let mut resume = resolve(&profile, request.language.as_ref(), &options.presentation())?.into_value(warnings);
        let body = match options.get("fonts.body") {
            Some(OptionValue::Font(family)) => family.text.as_str(),
            _ => "",
        };
        let locale = Locale::built_in(&resume.language).map_or("", |locale| &locale.language);
        resume.script_family = fonts.script_family(locale, body);
        let images = load_images(&resume, input)?.into_value(warnings);
        leave_out_images(&mut resume, &images);
        let formats: ImageFormats = images.iter().map(|(path, image)| (path.clone(), image.extension)).collect();
        let project = theme.project(&resume, &options, &formats, sources)?.into_value(warnings);
        let project = typst_project(&theme, project, &images);
        let settings = typeset::Settings {
            date: date(&profile, request.source_date_epoch),
            glyphs_required: !request.standards.is_empty(),
        };
        let pages = typeset::compile(&project, &fonts, settings, sources)?.into_value(warnings);
        let mut artifacts = Vec::new();
        let pdf_settings = pdf::Settings {
            demanded: request.standards.clone(),
            ident: Some(format!("{}\n{}", resume.document.title, theme.name)),
        };
        if request.formats.is_empty() {
            pdf::export(&pages, &pdf_settings, sources)?.into_value(warnings);
        }
        for format in &request.formats {
            match format {
                Format::Pdf => artifacts.push(pdf::export(&pages, &pdf_settings, sources)?.into_value(warnings)),
                Format::Png => {
                    let images = png::export(&pages, request.ppi);
                    artifacts.extend(images.map_err(|problem| Diagnostics::from(Diagnostic::nowhere(problem)))?);
                }
                Format::Typ => artifacts.extend(typ::export(&pages)),
            }
        }
        let images = images.keys().map(|path| input.folder.join(path)).collect();
        Ok(Made { artifacts, pages: pages.pages(), images })
    }
}

/// Both values, or the errors of both.
fn both<A, B>(a: Outcome<A>, b: Outcome<B>, warnings: &mut Diagnostics) -> Result<(A, B), Diagnostics> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a.into_value(warnings), b.into_value(warnings))),
        (a, b) => {
            let mut errors = a.map_or_else(|errors| errors, |warned| warned.warnings);
            errors.extend(b.map_or_else(|errors| errors, |warned| warned.warnings));
            Err(errors)
        }
    }
}

/// The document's date: the profile's own, else the one given.
fn date(profile: &Profile, epoch: Option<i64>) -> Option<DocumentDate> {
    let modified = profile.meta.as_ref().and_then(|meta| meta.last_modified).map(|stamp| stamp.0.value);
    match modified {
        Some(date) => DocumentDate::from_ymd(i32::from(date.year), date.month.unwrap_or(1), date.day.unwrap_or(1)),
        None => DocumentDate::from_epoch(epoch?),
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

/// The project of a theme with the images of the profile, as the typesetter takes it.
fn typst_project(theme: &Theme, project: TypstProject, images: &BTreeMap<String, image::Prepared>) -> Project {
    let files = project.files.iter().map(|file| ProjectFile {
        path: file.path.clone(),
        bytes: match &file.data {
            Cow::Borrowed(data) => Bytes::new(*data),
            Cow::Owned(data) => Bytes::new(data.clone()),
        },
        display: file.shown.clone(),
    });
    let shown = project.images.iter().filter_map(|shown| {
        let bytes = images.get(&shown.source)?.bytes.clone();
        Some(ProjectFile { path: shown.path.clone(), bytes, display: shown.source.clone() })
    });
    Project {
        theme: theme.name.clone(),
        files: files.chain(shown).collect(),
        main: project.main,
        origins: project.origins.into_iter().map(|origin| (origin.range, origin.span)).collect(),
    }
}

/// Loads the images that a résumé shows, by their paths in the profile.
fn load_images(resume: &Resume, input: &Input) -> Outcome<BTreeMap<String, image::Prepared>> {
    let badges = resume.sections.iter().flat_map(|section| match &section.content {
        Content::Certificates(certificates) => certificates.as_slice(),
        _ => &[],
    });
    let shown = resume.photo.iter().chain(badges.filter_map(|certificate| certificate.image.as_ref()));
    let (mut images, mut diagnostics) = (BTreeMap::new(), Diagnostics::new());
    for Image { path, span, .. } in shown {
        if images.contains_key(path) {
            continue;
        }
        match image::load(path, &input.folder) {
            Ok(prepared) => {
                images.insert(path.clone(), prepared);
            }
            // It was reported with the profile, and does not keep the rest from being made.
            Err(Problem::ImageRemote { .. }) => {}
            Err(problem) => diagnostics.push(Diagnostic::maybe_at(*span, problem)),
        }
    }
    diagnostics.or_value(images)
}

/// Takes the images out of a résumé that were not loaded: a theme that draws one would ask for a file that is not there.
fn leave_out_images(resume: &mut Resume, images: &BTreeMap<String, image::Prepared>) {
    let loaded = |image: &Image| images.contains_key(&image.path);
    resume.photo = resume.photo.take().filter(loaded);
    for section in &mut resume.sections {
        if let Content::Certificates(certificates) = &mut section.content {
            for certificate in certificates {
                certificate.image = certificate.image.take().filter(loaded);
            }
        }
    }
}
