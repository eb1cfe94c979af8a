//! The fonts of a run: bundled ones, those of given folders, and on demand those of the system.
//!
//! A [`FontSet`] knows of every font what Typst's font book needs to choose one, and reads a font only when it is first
//! used. It is built once and shared by all renders. The order is: given folders in their order, bundled, system; Typst
//! takes the first of fonts that fit equally well. Which families a theme wants is the theme's business.

mod bundled;
pub(crate) mod folder;
mod scripts;
mod system;

use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo, FontStyle};
use typst::utils::LazyHash;
use typst_kit::fonts::{FontPath, FontSource, FontStore};

use self::bundled::BundledFile;
pub use self::system::SystemSearch;
pub(crate) use self::system::{Need, SystemFonts};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, nearest};
use crate::source::{Kind, Reads};
use crate::theme::OptionValues;

/// Where a font comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FontOrigin {
    /// It is in the executable; the path is that below `fonts/` of the package.
    Bundled(&'static str),
    /// It is a file in a folder that was given.
    Folder(PathBuf),
    /// It is installed in the system.
    System(PathBuf),
}

/// A font family and what there is of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// The name, as themes write it.
    pub name: String,
    /// Its fonts.
    pub fonts: Vec<FamilyFont>,
}

/// One font of a family.
#[derive(Debug, Clone, PartialEq)]
pub struct FamilyFont {
    /// The weight, from 100 (thin) to 900 (black), 400 being regular; first and last of a variable font.
    pub weight: (u16, u16),
    /// `normal`, `italic` or `oblique`.
    pub style: &'static str,
    /// Where it comes from.
    pub origin: FontOrigin,
}

/// All fonts that a run may use.
pub struct FontSet {
    store: FontStore,
    /// Where each comes from, and its place in its file.
    origins: Vec<(FontOrigin, u32)>,
    /// The folders that were searched.
    pub(crate) reads: Reads,
}

impl std::fmt::Debug for FontSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FontSet").field("fonts", &self.origins.len()).finish_non_exhaustive()
    }
}

/// A bundled font, parsed when first used.
struct BundledFont(&'static BundledFile);

impl FontSource for BundledFont {
    fn load(&self) -> Option<Font> {
        Font::new(Bytes::new(self.0.bytes), 0)
    }
}

/// A font file that a project may need to travel, see [`FontSet::files_of`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FontFile {
    /// A relative path, with forward slashes.
    pub(crate) path: String,
    /// The whole file.
    pub(crate) bytes: Bytes,
}

/// Whether a path below `fonts/` is that of a bundled font or of its licence.
pub(crate) fn is_bundled_font(path: &str) -> bool {
    bundled::FONTS.iter().chain(bundled::LICENCES).any(|file| file.path == path)
}

/// Whether a family is bundled.
pub(crate) fn is_bundled_family(name: &str) -> bool {
    let folder = name.to_ascii_lowercase().replace(' ', "-");
    bundled::FONTS.iter().any(|file| same_folder(file.path, &format!("{folder}/_")))
}

impl FontSet {
    /// The bundled fonts alone.
    #[must_use]
    pub fn bundled() -> Self {
        let mut set = Self::empty();
        set.add_bundled();
        set
    }

    /// The bundled fonts, those in the given folders (searched with their subfolders) or files, and with `system` those
    /// installed.
    ///
    /// # Errors
    /// `not-found` for a folder that is not there, `unreadable` for one that cannot be read. A file that looks like a
    /// font and is none is a warning.
    pub fn new(folders: &[PathBuf], system: bool) -> Outcome<Self> {
        let mut diagnostics = Diagnostics::new();
        let mut set = Self::empty();
        for folder in folders {
            let (fonts, state) = folder::scan(folder, &mut diagnostics);
            set.reads.note(Kind::Fonts, folder, state);
            for (path, info) in fonts {
                set.add(path, info, FontOrigin::Folder);
            }
        }
        set.add_bundled();
        if system {
            set.reads.note_unknown();
            let mut found: Vec<(FontPath, FontInfo)> = typst_kit::fonts::system().collect();
            // The system lists folders in any order, and the order decides between equals.
            found.sort_by(|(left, _), (right, _)| (&left.path, left.index).cmp(&(&right.path, right.index)));
            for (path, info) in found {
                set.add(path, info, FontOrigin::System);
            }
        }
        diagnostics.or_value(set)
    }

    fn empty() -> Self {
        Self { store: FontStore::new(), origins: Vec::new(), reads: Reads::default() }
    }

    fn add(&mut self, font: FontPath, info: FontInfo, origin: fn(PathBuf) -> FontOrigin) {
        self.origins.push((origin(font.path.clone()), font.index));
        self.store.push((font, info));
    }

    fn add_bundled(&mut self) {
        let infos: Vec<FontInfo> =
            serde_json::from_str(bundled::METADATA).expect("a test holds that the metadata is that of the files");
        for (file, info) in bundled::FONTS.iter().zip(infos) {
            self.push_bundled(file.path, &info);
        }
    }

    fn push_bundled(&mut self, path: &str, info: &FontInfo) {
        for file in bundled::FONTS.iter().filter(|file| file.path == path) {
            self.origins.push((FontOrigin::Bundled(file.path), 0));
            self.store.push((BundledFont(file), info.clone()));
        }
    }

    /// Every family, by name, with its fonts.
    #[must_use]
    pub fn families(&self) -> Vec<Family> {
        let listed = self.store.book().families().map(|(name, indices)| Family {
            name: name.into(),
            fonts: indices.filter_map(|index| self.family_font(index)).collect(),
        });
        listed.collect()
    }

    fn family_font(&self, index: usize) -> Option<FamilyFont> {
        let info = self.store.book().info(index)?;
        let weight = info.axes.iter().find(|axis| axis.tag.to_str_lossy() == "wght").map(|axis| {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "weights are clamped to 1..=1000"
            )]
            let clamp = |value: f32| value.round().clamp(1.0, 1000.0) as u16;
            (clamp(axis.min.0), clamp(axis.max.0))
        });
        let own = info.variant.weight.to_number();
        let style = match info.variant.style {
            FontStyle::Normal => "normal",
            FontStyle::Italic => "italic",
            FontStyle::Oblique => "oblique",
        };
        Some(FamilyFont { weight: weight.unwrap_or((own, own)), style, origin: self.origins.get(index)?.0.clone() })
    }

    /// Finds a family, regardless of case, and gives its name as the fonts have it. A bundled one is also found by the name
    /// that its makers use.
    ///
    /// # Errors
    /// `unknown-font`, with the family that resembles the name, if there is none of that name.
    pub fn family(&self, name: &str) -> Result<&str, Problem> {
        let book = self.store.book();
        let of_makers =
            bundled::NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, file)| *file);
        let mut tried = [Some(name), of_makers].into_iter().flatten();
        let found = tried.find_map(|name| book.select_family(&name.to_lowercase()).next());
        match found.and_then(|index| book.info(index)) {
            Some(info) => Ok(&info.family),
            None => Err(Problem::UnknownFont { family: name.into(), near: self.near(name) }),
        }
    }

    /// That there is no such family for Typst, which knows only the names in the files.
    pub(crate) fn unknown(&self, name: &str) -> Problem {
        let near = self.family(name).map(ToOwned::to_owned).ok().or_else(|| self.near(name));
        Problem::UnknownFont { family: name.into(), near }
    }

    /// The family whose name resembles this one most, if one does.
    fn near(&self, name: &str) -> Option<String> {
        // Spaces and the marks of variable fonts are what people get wrong: `Source Sans 3` is called `SourceSans3VF`.
        let plain = |name: &str| {
            let name: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
            name.strip_suffix("variable").or(name.strip_suffix("vf")).unwrap_or(&name).to_string()
        };
        let families: Vec<(String, &str)> =
            self.store.book().families().map(|(family, _)| (plain(family), family)).collect();
        let near = nearest(&plain(name), families.iter().map(|(plain, _)| plain.as_str()))?;
        families.iter().find(|(plain, _)| plain == near).map(|(_, family)| (*family).to_owned())
    }

    /// Puts the names that the fonts have in place of those that were given, wherever an option takes a family.
    ///
    /// # Errors
    /// `unknown-font` for a family that somebody asked for and that is not there. A default that is not there is left for
    /// Typst to warn of, since a theme names others beside it.
    pub fn name_families(&self, options: &mut OptionValues) -> Result<(), Diagnostics> {
        let mut unknown = Diagnostics::new();
        for (line, given) in options.families() {
            match self.family(&line.text) {
                Ok(name) => name.clone_into(&mut line.text),
                Err(problem) if given => unknown.push(Diagnostic::maybe_at(line.span, problem)),
                Err(_) => {}
            }
        }
        if unknown.is_empty() { Ok(()) } else { Err(unknown) }
    }

    /// The font book, for Typst.
    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        self.store.book()
    }

    /// The font with this index in the book, read on first use.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.store.font(index)
    }

    /// The files of these fonts and the licences of the bundled ones among them, sorted and unique, under
    /// relative paths that do not clash.
    pub(crate) fn files_of(&self, fonts: &[Font]) -> Vec<FontFile> {
        let mut files: Vec<FontFile> = Vec::new();
        let mut add = |path: String, bytes: Bytes| {
            if files.iter().any(|file| file.bytes == bytes && same_folder(&file.path, &path)) {
                return;
            }
            let taken = |path: &str| files.iter().any(|file| file.path.eq_ignore_ascii_case(path));
            let numbered = |number: usize| if number == 0 { path.clone() } else { format!("{number}-{path}") };
            let free =
                (0..=files.len()).map(numbered).find(|path| !taken(path)).expect("there are more numbers than files");
            files.push(FontFile { path: free, bytes });
        };
        for font in fonts {
            let place = (0..self.origins.len()).find(|index| {
                self.book().info(*index) == Some(font.info()) && self.font(*index).as_ref() == Some(font)
            });
            match place.map(|index| &self.origins[index].0) {
                Some(FontOrigin::Bundled(path)) => {
                    add((*path).into(), font.data().clone());
                    for licence in bundled::LICENCES.iter().filter(|licence| same_folder(licence.path, path)) {
                        add(licence.path.into(), Bytes::new(licence.bytes));
                    }
                }
                Some(FontOrigin::Folder(path) | FontOrigin::System(path)) => {
                    add(
                        path.file_name().map_or("font".into(), |name| name.to_string_lossy().into_owned()),
                        font.data().clone(),
                    );
                }
                None => {}
            }
        }
        files.sort_by(|left, right| left.path.cmp(&right.path));
        files
    }
}

/// Whether two relative paths are in the same folder.
fn same_folder(left: &str, right: &str) -> bool {
    Path::new(left).parent() == Path::new(right).parent()
}

/// A diagnostic about a path of fonts.
fn about(path: &Path, problem: impl FnOnce(String) -> Problem) -> Diagnostic {
    Diagnostic::in_file(path, problem(path.display().to_string()))
}

#[cfg(test)]
mod tests;
