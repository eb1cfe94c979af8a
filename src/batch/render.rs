//! From a profile, or an application over it, to artifacts in one theme.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::content::{Content, asks_for_photo, none};
use super::document::{Press, joined_text, text};
use super::fit::{Fitted, Fitting};
use super::format::Format;
use super::images::{Folders, Images};
use super::leaks;
use super::load::Input;
use super::request::{LETTER, Made, Request};
use crate::application::selection::Decision;
use crate::application::texts::{letter_texts, texts};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Span};
use crate::export::Artifact;
use crate::source::{Hidden, Kind, Reads, Sources, State};
use crate::theme::{Theme, ThemeStore};
use crate::typeset::fonts::{Need, SystemFonts, SystemSearch};
use crate::typeset::{self, FontSet};

/// The folder of overlays in one of inputs.
const THEMES: &str = "themes";

/// The folder of fonts in one of inputs.
const FONTS: &str = "fonts";

/// The name of a theme, the folders of overlays that there are, and the folder that is looked in last.
type ThemeKey = (String, Vec<PathBuf>, Option<PathBuf>);

/// What many renders share.
#[derive(Debug)]
pub struct Renderer {
    font_folders: Vec<PathBuf>,
    system_fonts: bool,
    /// Font sets by the folders of fonts beside the input.
    fonts: Mutex<BTreeMap<Vec<PathBuf>, Arc<FontSet>>>,
    /// Themes by name and by the folders of overlays.
    themes: Mutex<BTreeMap<ThemeKey, Arc<Theme>>>,
    /// The system's fonts for scripts that no other font has.
    system: SystemFonts,
}

impl Renderer {
    /// A renderer that looks for fonts in these folders too, and among the system's if asked.
    #[must_use]
    pub fn new(font_folders: Vec<PathBuf>, system_fonts: bool) -> Self {
        let system = SystemFonts::default();
        Self { font_folders, system_fonts, fonts: Mutex::default(), themes: Mutex::default(), system }
    }

    /// Has a script that no font has looked for among other fonts; by itself a renderer doesn't, so that a service makes the
    /// same pages on every machine.
    #[must_use]
    pub fn with_system_search(self, search: SystemSearch) -> Self {
        Self { system: SystemFonts::new(search), ..self }
    }

    /// What it was made with: the folders of fonts, whether the system's count, and where scripts are looked for.
    pub(super) fn settings(&self) -> (&[PathBuf], bool, &SystemSearch) {
        (&self.font_folders, self.system_fonts, self.system.search())
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
        let (beside, _) = subfolders(folders, FONTS);
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
    /// folder before the others. A theme that is neither there nor built in is looked for in `last`, a folder of themes.
    ///
    /// # Errors
    /// As [`ThemeStore::load`].
    pub fn theme(
        &self,
        name: &str,
        folders: &[PathBuf],
        last: Option<&Path>,
        sources: &mut Sources,
    ) -> Outcome<Arc<Theme>> {
        let (overlays, without) = subfolders(folders, THEMES);
        let last = last.map(Path::to_path_buf);
        let key = (name.to_owned(), overlays.clone(), last.clone());
        let mut themes = self.themes.lock().unwrap_or_else(PoisonError::into_inner);
        let loaded = if let Some(theme) = themes.get(&key) {
            Diagnostics::new().or_value(Arc::clone(theme))
        } else {
            let store = ThemeStore::new(overlays).with_last(last);
            store.load(name, sources).map(|loaded| loaded.map(Arc::new))
        }?;
        // One with something to say says it again for every input.
        if loaded.warnings.is_empty() {
            themes.entry(key).or_insert_with(|| Arc::clone(&loaded.value));
        }
        let reads = sources.reads();
        reads.extend(&loaded.value.reads);
        for (folder, name) in
            without.iter().flat_map(|folder| loaded.value.chain.iter().map(move |name| (folder, name)))
        {
            reads.note(Kind::Theme, &folder.join(name), Some(State::Absent));
        }
        Ok(loaded)
    }

    /// Makes the artifacts of one input, and of the letter that goes with it. Sources that diagnostics point into are added to `sources`.
    ///
    /// # Errors
    /// Everything that kept it from being made, warnings included.
    pub fn make(&self, input: &Input, request: &Request, sources: &mut Sources) -> Outcome<Made> {
        let mut warnings = Diagnostics::new();
        // What was read for another input is no concern of this one.
        *sources.reads() = Reads::default();
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
        let mut content = self.content(input, request, sources, warnings)?;
        let hidden = content.hidden.clone();
        let words = hidden.as_ref().map(|_| content.resume.words.clone()).unwrap_or_default();
        let mut made = Documents { decisions: std::mem::take(&mut content.decisions), ..Documents::default() };
        for format in &request.formats {
            let (resume, letter) = (&content.resume, content.letter.as_ref());
            if let Some(letter) = letter.filter(|_| content.join) {
                made.resume.extend(joined_text(*format, resume, letter, request.wrap));
            } else {
                made.resume.extend(text(*format, resume, None, request.wrap));
                made.letter.extend(letter.and_then(|it| text(*format, resume, Some(it), request.wrap)));
            }
        }
        if request.formats.is_empty() || request.formats.iter().any(|format| format.has_pages()) {
            let fonts = self.fonts(&content.folders)?.into_value(warnings);
            for folder in subfolders(&content.folders, FONTS).1 {
                sources.reads().note(Kind::Fonts, &folder, Some(State::Absent));
            }
            let fonts = self.for_scripts(&fonts, &content, sources, warnings);
            // Noted last: a folder that came or went meanwhile is then there in two states.
            sources.reads().extend(&fonts.reads);
            content.lay_out(&fonts, request, sources, warnings, &mut made)?;
        }
        if let Some(hidden) = &hidden {
            let named = |text: &str| words.values().any(|word| word == text);
            none(leaks::artifacts(made.resume.iter().chain(&made.letter), &named, hidden))?;
        }
        Ok(made.in_order(&request.formats, hidden, std::mem::take(sources.reads())))
    }

    /// The fonts, and one of the system for each script of the text that none of them has. Says which those are.
    fn for_scripts(
        &self,
        fonts: &Arc<FontSet>,
        content: &Content,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
    ) -> Arc<FontSet> {
        if self.system_fonts || *self.system.search() == SystemSearch::Off {
            return Arc::clone(fonts);
        }
        let Content { resume, letter, options, .. } = content;
        let mut shown = texts(resume);
        shown.extend(letter.iter().flat_map(|letter| letter_texts(resume, letter)));
        shown.retain(|shown| !shown.is_link);
        let needs = fonts.needs(shown.iter().flat_map(|shown| shown.text.chars()));
        if needs.is_empty() {
            return Arc::clone(fonts);
        }
        let preferred = fonts.script_families(&resume.language, options);
        let preferred = preferred.or_else(|| fonts.script_families(cjk_language(&needs), options)).unwrap_or_default();
        let (extended, families) = self.system.extend(fonts, &needs, &preferred, fonts.wants_serifs(options));
        for (script, family) in &families {
            let need = needs.iter().find(|need| need.script == *script);
            let first = shown.iter().find_map(|shown| {
                let character = shown.text.chars().find(|c| need.is_some_and(|need| need.characters.contains(c)))?;
                Some(sources.find_char(shown.span?, character, 0))
            });
            let problem = Problem::SystemFont { family: family.clone(), script };
            warnings.push(Diagnostic::maybe_at(first, problem));
        }
        if families.len() < needs.len() {
            // Another font may be installed by the next time.
            sources.reads().note_unknown();
        }
        extended
    }
}

/// The language whose forms of Chinese characters a text is likely to want, by the letters beside them.
fn cjk_language(needs: &[Need]) -> &'static str {
    let has = |range: std::ops::RangeInclusive<char>| {
        needs.iter().any(|need| need.characters.iter().any(|character| range.contains(character)))
    };
    match () {
        () if has('\u{3040}'..='\u{30FF}') => "ja",
        () if has('\u{AC00}'..='\u{D7AF}') => "ko",
        () => "zh",
    }
}

/// The folders of this name in others: those that there are, and those that there are not.
fn subfolders(folders: &[PathBuf], name: &str) -> (Vec<PathBuf>, Vec<PathBuf>) {
    folders.iter().map(|folder| folder.join(name)).partition(|folder| folder.is_dir())
}

impl Content {
    /// Lays the documents out and exports the formats that show pages.
    fn lay_out(
        self,
        fonts: &Arc<FontSet>,
        request: &Request,
        sources: &mut Sources,
        warnings: &mut Diagnostics,
        made: &mut Documents,
    ) -> Result<(), Diagnostics> {
        let Content { mut resume, mut letter, theme, mut options, join, pages, worth, hidden, .. } = self;
        fonts.name_families(&mut options)?;
        resume.script_family = fonts.script_family(&resume.language, &options);
        let folders = &Folders { profile: &self.profile_folder, letter: &self.letter_folder };
        let required = asks_for_photo(&options);
        let images = Images::load(&resume, letter.as_ref(), folders, required, warnings, sources.reads())?;
        let images = images.into_value(warnings);
        images.leave_out_others(&mut resume, letter.as_mut());
        let formats = images.formats();
        let (theme, options) = (&*theme, &options);
        let press = Press { request, theme: &theme.name, fonts, images: &images, hidden: hidden.as_deref() };
        let (before, beside) = if join { (letter.as_ref(), None) } else { (None, letter.as_ref()) };
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
    fn in_order(self, formats: &[Format], hidden: Option<Arc<Hidden>>, reads: Reads) -> Made {
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
            reads,
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
