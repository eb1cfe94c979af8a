//! The images that documents show: found beside the file that names each, checked, loaded.

use std::path::{Path, PathBuf};

use crate::application::resume::{Beside, Content, Image, ImageFile, Letter, Resume};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Severity};
use crate::profile::ImagePath;
use crate::source::{Kind, Reads, State, data_uri};
use crate::theme::ImageFormats;
use crate::typeset::{self, image};

/// The key of the photo.
pub(super) const PHOTO: &str = "basics.image";

/// Where paths of images lead from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folders<'a> {
    /// The profile's folder.
    pub(super) profile: &'a Path,
    /// The letter's folder; the profile's where there is no letter.
    pub(super) letter: &'a Path,
}

impl Folders<'_> {
    fn of(&self, file: &ImageFile) -> &Path {
        match file.beside {
            Beside::Profile => self.profile,
            Beside::Letter => self.letter,
        }
    }
}

/// Images that were loaded.
#[derive(Debug, Default)]
pub(crate) struct Images(pub(crate) typeset::Images);

impl Images {
    /// Loads the images that a résumé and its letter show. Those that cannot be shown are reported, unless that has been said
    /// already, and left out; for the photo that is an error where it is `required`.
    pub(super) fn load(
        resume: &Resume,
        letter: Option<&Letter>,
        folders: &Folders<'_>,
        required: bool,
        said: &Diagnostics,
        reads: &mut Reads,
    ) -> Outcome<Self> {
        let badges = resume.sections.iter().flat_map(|section| match &section.content {
            Content::Certificates(certificates) => certificates.as_slice(),
            _ => &[],
        });
        let badges = badges.filter_map(|certificate| certificate.image.as_ref());
        let signature = letter.and_then(|letter| letter.signature.as_ref());
        let (mut images, mut diagnostics) = (Self::default(), Diagnostics::new());
        for (index, Image { file, span, .. }) in resume.photo.iter().chain(badges).chain(signature).enumerate() {
            if images.0.contains_key(file) {
                continue;
            }
            match image::load(&file.path, folders.of(file)) {
                Ok(prepared) => {
                    note(&file.path, folders.of(file), Some(State::Is(prepared.read)), reads);
                    images.0.insert(file.clone(), prepared);
                }
                Err(problem) => {
                    let is_photo = index == 0 && resume.photo.is_some();
                    let found = Diagnostic::maybe_at(*span, problem);
                    let found = if is_photo && required { found.with_severity(Severity::Error) } else { found };
                    let known = |known: &Diagnostic| known.problem == found.problem && known.place == found.place;
                    if found.severity == Severity::Error || !said.iter().any(known) {
                        diagnostics.push(found);
                    }
                }
            }
        }
        diagnostics.or_value(images)
    }

    /// Takes the images out that were not loaded: a theme that draws one would ask for a file that is not there.
    pub(super) fn leave_out_others(&self, resume: &mut Resume, letter: Option<&mut Letter>) {
        let loaded = |image: &Image| self.0.contains_key(&image.file);
        resume.photo = resume.photo.take().filter(loaded);
        for section in &mut resume.sections {
            if let Content::Certificates(certificates) = &mut section.content {
                for certificate in certificates {
                    certificate.image = certificate.image.take().filter(loaded);
                }
            }
        }
        if let Some(letter) = letter {
            letter.signature = letter.signature.take().filter(loaded);
        }
    }

    /// The formats of all.
    pub(crate) fn formats(&self) -> ImageFormats {
        self.0.iter().map(|(file, image)| (file.clone(), image.extension)).collect()
    }

    /// The files on disk.
    pub(super) fn paths(&self, folders: &Folders<'_>) -> Vec<PathBuf> {
        let files = self.0.keys().filter(|file| !data_uri::is_data_uri(&file.path));
        files.map(|file| folders.of(file).join(&file.path)).collect()
    }
}

/// Reports images that cannot be shown, each at its place and under its key. When something else is wrong too, no render
/// will decode them and find damage, so that is done here: everything is reported at once.
pub(super) fn check<'a>(
    images: &(impl Iterator<Item = (String, &'a ImagePath)> + Clone),
    folder: &Path,
    reads: &mut Reads,
    diagnostics: &mut Diagnostics,
) {
    let mut report = |check: &mut dyn FnMut(&str) -> Result<(), Problem>| {
        for (key, ImagePath(path)) in images.clone() {
            if let Err(problem) = check(&path.value) {
                diagnostics.push(Diagnostic::at(path.span, problem).with_path(key));
            }
        }
        diagnostics.has_errors()
    };
    if report(&mut |path| look(path, folder, reads)) {
        report(&mut |path| {
            if image::check(path, folder).is_ok() { image::load(path, folder).map(drop) } else { Ok(()) }
        });
    }
}

/// Looks whether an image can be shown, and notes what was found: a file that is not there may be there next time.
fn look(path: &str, folder: &Path, reads: &mut Reads) -> Result<(), Problem> {
    match image::check(path, folder) {
        Ok(hash) => {
            note(path, folder, Some(State::Is(hash)), reads);
            Ok(())
        }
        Err(problem) => {
            match &problem {
                // That is so whatever lies on the disk.
                Problem::ImageRemote { .. } | Problem::ImageOutside { link: false, .. } => {}
                // The link may lead elsewhere tomorrow.
                Problem::ImageOutside { link: true, .. } => reads.note_unknown(),
                _ => {
                    // Hashed before a second look: whatever changes later is then a change.
                    let state = State::of_file(&folder.join(path), &mut Vec::new());
                    let same = image::check(path, folder).as_ref() == Err(&problem);
                    note(path, folder, state.filter(|_| same), reads);
                }
            }
            Err(problem)
        }
    }
}

/// Notes what was found in place of an image; one in the profile itself is noted with that.
fn note(path: &str, folder: &Path, state: Option<State>, reads: &mut Reads) {
    if !data_uri::is_data_uri(path) {
        reads.note(Kind::File, &folder.join(path), state);
    }
}

/// Makes errors of what keeps the photo from being shown.
pub(super) fn require_photo(diagnostics: &mut Diagnostics) {
    let faulty = |found: &&mut Diagnostic| found.path == PHOTO && found.code().starts_with("image-");
    diagnostics.0.iter_mut().filter(faulty).for_each(|found| found.severity = Severity::Error);
}

#[cfg(test)]
mod tests;
