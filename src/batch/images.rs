//! The images that documents show: found beside the file that names each, checked, loaded.

use std::path::{Path, PathBuf};

use crate::application::resume::{Beside, Content, Image, ImageFile, Letter, Resume};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem};
use crate::profile::ImagePath;
use crate::source::{Kind, Reads, State};
use crate::theme::ImageFormats;
use crate::typeset::{self, image};

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
    /// Loads the images that a résumé and its letter show.
    pub(super) fn load(
        resume: &Resume,
        letter: Option<&Letter>,
        folders: &Folders<'_>,
        reads: &mut Reads,
    ) -> Outcome<Self> {
        let badges = resume.sections.iter().flat_map(|section| match &section.content {
            Content::Certificates(certificates) => certificates.as_slice(),
            _ => &[],
        });
        let badges = badges.filter_map(|certificate| certificate.image.as_ref());
        let signature = letter.and_then(|letter| letter.signature.as_ref());
        let (mut images, mut diagnostics) = (Self::default(), Diagnostics::new());
        for Image { file, span, .. } in resume.photo.iter().chain(badges).chain(signature) {
            if images.0.contains_key(file) {
                continue;
            }
            match image::load(&file.path, folders.of(file)) {
                Ok(prepared) => {
                    let path = folders.of(file).join(&file.path);
                    reads.note(Kind::File, &path, Some(State::Is(prepared.read)));
                    images.0.insert(file.clone(), prepared);
                }
                // It was reported with its file, and does not keep the rest from being made.
                Err(Problem::ImageRemote { .. }) => {}
                Err(problem) => diagnostics.push(Diagnostic::maybe_at(*span, problem)),
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
        self.0.keys().map(|file| folders.of(file).join(&file.path)).collect()
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
    let mut look = |path: &str| {
        let hash = image::check(path, folder)?;
        reads.note(Kind::File, &folder.join(path), Some(State::Is(hash)));
        Ok(())
    };
    if report(&mut look) {
        report(&mut |path| {
            if image::check(path, folder).is_ok() { image::load(path, folder).map(drop) } else { Ok(()) }
        });
    }
}
