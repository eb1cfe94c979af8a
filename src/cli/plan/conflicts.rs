//! Outputs that would replace each other, or a file that they are made of: found before anything is written.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use curricle::batch::{Format, LETTER};
use curricle::diagnostic::Problem;

use super::places::{Key, Places, with_suffix};
use super::{Destination, Target};
use crate::cli::inputs::InputPath;

/// The most digits that are taken for the number of a page, so that `cv-2026.png` does not look like page 2026 of `cv.png`.
pub(crate) const PAGE_DIGITS: u32 = 3;

/// An output that cannot be written beside the others.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clash {
    /// The target whose output it is, by its index.
    pub(super) target: u32,
    /// The earlier target that it meets.
    pub(super) other: Option<u32>,
    /// The output.
    path: PathBuf,
    meets: Meets,
}

/// What an output meets.
#[derive(Debug, PartialEq, Eq)]
enum Meets {
    /// A file that something is made of.
    Read,
    /// An output of the very name.
    Same,
    /// One whose name differs in case only.
    Case(PathBuf),
    /// One whose page it may be.
    Page(PathBuf),
    /// One within which it would lie.
    Within(PathBuf),
}

/// An output.
#[derive(Clone, Copy)]
struct Entry {
    key: Key,
    target: u32,
    letter: bool,
    format: Format,
}

/// Finds every clash, in the order of the targets.
pub(super) fn find(targets: &[Target], letter: Option<&InputPath>) -> Vec<Clash> {
    let mut places = Places::default();
    let mut read = read(targets, letter, &mut places);
    read.sort_unstable();
    let mut clashes = Vec::new();
    // No more room than is needed: there may be a hundred thousand.
    let mut entries = Vec::with_capacity(targets.iter().map(|target| artifacts(target).count()).sum());
    // The folders of outputs, each with the first target in it.
    let mut folders: HashMap<PathBuf, u32> = HashMap::new();
    for (index, target) in (0..).zip(targets) {
        for (letter, format) in artifacts(target) {
            let Some(path) = path(target, letter, format) else { continue };
            let key = places.key(&path);
            if read.binary_search(&key).is_ok() {
                clashes.push(Clash { target: index, other: None, path: path.clone(), meets: Meets::Read });
            }
            entries.push(Entry { key, target: index, letter, format });
            if let Some(folder) = path.parent()
                && !folders.contains_key(folder)
            {
                folders.insert(folder.to_path_buf(), index);
            }
        }
    }
    drop(read);
    entries.sort_unstable_by_key(|entry| (entry.key, entry.target));
    let path_of = |entry: &Entry| path(&targets[entry.target as usize], entry.letter, entry.format).unwrap_or_default();
    for same in entries.chunk_by(|one, other| one.key == other.key).filter(|same| same.len() > 1) {
        let first = path_of(&same[0]);
        for entry in &same[1..] {
            let path = path_of(entry);
            let meets =
                if places.normal(&path) == places.normal(&first) { Meets::Same } else { Meets::Case(first.clone()) };
            clashes.push(Clash { target: entry.target, other: Some(same[0].target), path, meets });
        }
    }
    let find = |key: Key| entries.binary_search_by_key(&key, |entry| entry.key).ok().map(|at| &entries[at]);
    for entry in &entries {
        let Some(whole) = whole(&path_of(entry), entry.format) else { continue };
        if let Some(other) = find(places.key(&whole)).filter(|other| other.target != entry.target) {
            let (path, meets) = (path_of(entry), Meets::Page(path_of(other)));
            clashes.push(Clash { target: entry.target, other: Some(other.target), path, meets });
        }
    }
    let mut folders: Vec<(PathBuf, u32)> = folders.into_iter().collect();
    folders.sort_unstable();
    for (folder, target) in folders {
        let above = folder.ancestors().filter(|above| above.file_name().is_some());
        let mut met = above.filter_map(|above| find(places.key(above)));
        if let Some(other) = met.next() {
            let (path, meets) = (folder.clone(), Meets::Within(path_of(other)));
            clashes.push(Clash { target, other: Some(other.target), path, meets });
        }
    }
    clashes.sort_by_key(|clash| clash.target);
    clashes
}

/// The files that are read.
fn read(targets: &[Target], letter: Option<&InputPath>, places: &mut Places) -> Vec<Key> {
    let mut keys = Vec::with_capacity(targets.len());
    let mut last: Option<&InputPath> = None;
    let mut beside: Option<&InputPath> = None;
    for target in targets.iter().filter(|target| target.is_written()) {
        let (input, application) = (&target.wanted.input, target.wanted.variant.application.as_deref());
        let input = Some(input).filter(|input| last.replace(input) != Some(input));
        let application = application.filter(|application| beside.replace(application) != Some(application));
        let named = input.into_iter().chain(application).filter_map(InputPath::file);
        keys.extend(named.chain(target.family.files.iter().map(PathBuf::as_path)).map(|path| places.key(path)));
    }
    keys.extend(letter.and_then(InputPath::file).map(|path| places.key(path)));
    keys
}

/// The artifacts of a target that are files: each with whether it is of the letter.
fn artifacts(target: &Target) -> impl Iterator<Item = (bool, Format)> {
    let documents = if target.family.letter { &[false, true][..] } else { &[false] };
    documents.iter().flat_map(|letter| target.wanted.variant.formats.iter().map(|format| (*letter, *format)))
}

/// Where an artifact goes; a picture of several pages has numbers in the names of its files, which are not known yet.
fn path(target: &Target, letter: bool, format: Format) -> Option<PathBuf> {
    match target.destination() {
        Destination::Stdout | Destination::Nowhere => None,
        Destination::File(path) => Some(path),
        Destination::Stem(stem) => Some(with_suffix(&stem, &suffix(letter, format))),
    }
}

/// What stands behind the name of a document.
pub(super) fn suffix(letter: bool, format: Format) -> String {
    let document = if letter { LETTER } else { "" };
    match format {
        Format::Typ => format!("{document}-typst"),
        format => format!("{document}.{}", format.as_str()),
    }
}

/// The document of which a picture could be a page, by its name.
fn whole(path: &Path, format: Format) -> Option<PathBuf> {
    if !matches!(format, Format::Png | Format::Svg) {
        return None;
    }
    let stem = path.file_stem()?.to_str()?;
    let (whole, number) = stem.rsplit_once('-')?;
    let is_page = (1..=PAGE_DIGITS as usize).contains(&number.len())
        && !number.starts_with('0')
        && number.bytes().all(|byte| byte.is_ascii_digit());
    is_page.then(|| path.with_file_name(format!("{whole}.{}", format.as_str())))
}

impl Clash {
    /// What is said of it; `describe` names a target.
    pub(super) fn problem(&self, describe: impl Fn(u32) -> String) -> Problem {
        let shown = |path: &Path| path.display().to_string();
        let path = shown(&self.path);
        let names = || {
            let other = self.other.map(&describe).unwrap_or_default();
            format!("{other} and {}", describe(self.target))
        };
        let meet =
            |twin: &Path, how| Problem::OutputsMeet { path: path.clone(), how, twin: shown(twin), other: names() };
        match &self.meets {
            Meets::Read => Problem::Usage {
                message: format!("`{path}` is an input and would be overwritten"),
                hint: "name another file with `-o`".into(),
            },
            Meets::Same => Problem::OutputClash { path: path.clone(), other: names() },
            Meets::Case(twin) => meet(twin, "differs only in case from"),
            Meets::Page(twin) => meet(twin, "is named like a page of"),
            Meets::Within(twin) => meet(twin, "would lie within"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use curricle::batch::Format;

    use super::whole;

    #[test]
    fn a_picture_may_be_a_page_of_another() {
        let of = |name: &str| whole(Path::new(name), Format::Png).map(|path| path.display().to_string());
        assert_eq!(of("dist/me-1.png").as_deref(), Some("dist/me.png"));
        assert_eq!(of("dist/me-letter-12.png").as_deref(), Some("dist/me-letter.png"));
        for none in ["dist/me.png", "dist/me-2026.png", "dist/me-01.png", "dist/me-a1.png", "dist/me-.png", "1.png"] {
            assert_eq!(of(none), None, "{none}");
        }
        assert_eq!(whole(Path::new("me-1.pdf"), Format::Pdf), None);
    }
}
