//! The Typst project itself, as a folder that `typst compile --font-path fonts main.typ` turns into the same pages.
//!
//! It holds the generated file, the theme's files, the profile's images as they are embedded, and under `fonts/` every
//! font that a glyph was taken from, whole and with its licence.

use super::Artifact;
use crate::typeset::{MAIN, Typeset};

/// Where the files go, behind the document's name.
const FOLDER: &str = "-typst";

/// The files of the folder, sorted by path.
#[must_use]
pub fn export(typeset: &Typeset<'_>) -> Vec<Artifact> {
    let project = typeset.project;
    let at = |path: &str, bytes: Vec<u8>| Artifact { suffix: format!("{FOLDER}{path}"), bytes };
    let mut artifacts = vec![at(MAIN, project.main.clone().into_bytes())];
    artifacts.extend(project.files.iter().map(|file| at(&file.path, file.bytes.to_vec())));
    let bytes = |file| typeset.images.get(file).map(|image| image.bytes.to_vec());
    artifacts.extend(project.images.iter().filter_map(|image| Some(at(&image.path, bytes(&image.file)?))));
    for file in typeset.world.fonts().files_of(&typeset.fonts()) {
        artifacts.push(at(&format!("/fonts/{}", file.path), file.bytes.to_vec()));
    }
    artifacts.sort_by(|left, right| left.suffix.cmp(&right.suffix));
    artifacts
}
