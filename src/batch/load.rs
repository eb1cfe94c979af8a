//! From the bytes of an input to a profile, with everything wrong with it.

use std::path::{Path, PathBuf};

use crate::application::{Change, apply};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem};
use crate::profile::{ImagePath, Profile};
use crate::source::lint::lint;
use crate::source::read::add_file;
use crate::source::{Format, Sources, parse};
use crate::typeset::image;

/// A profile that has been read but not looked at.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name shown to people: the path as the user gave it, or `<stdin>`.
    pub name: String,
    /// The contents.
    pub bytes: Vec<u8>,
    /// The folder that images, fonts and theme overlays are looked for in.
    pub folder: PathBuf,
}

/// Reads a profile and applies changes to it, each `PATH=VALUE`.
///
/// # Errors
/// Everything that is wrong with the file and the changes, warnings included.
pub fn load(input: &Input, changes: &[String], sources: &mut Sources) -> Outcome<Profile> {
    let mut diagnostics = Diagnostics::new();
    let id = add_file(sources, &input.name, &input.bytes)?;
    let format = Format::detect(&input.name, &sources.get(id).text);
    let node = parse(sources, id, format, &mut diagnostics);
    let changes: Vec<Change> =
        changes.iter().filter_map(|change| Change::parse(change, sources, &mut diagnostics)).collect();
    let Some(mut node) = node else { return Err(diagnostics) };
    lint(sources, &node, &mut diagnostics);
    apply(&mut node, &changes, &mut diagnostics);
    if node.is_absent() {
        return Err(Diagnostic::in_file(&input.name, Problem::EmptyFile).into());
    }
    let Some(profile) = Profile::from_node(&node, &mut diagnostics) else { return Err(diagnostics) };
    check_images(&profile, input, &mut diagnostics, image::check);
    if diagnostics.has_errors() {
        // No render will decode them and find damage, so that is done here: everything is reported at once.
        check_images(&profile, input, &mut diagnostics, |path, folder| {
            if image::check(path, folder).is_ok() { image::load(path, folder).map(drop) } else { Ok(()) }
        });
    }
    in_order(&mut diagnostics);
    diagnostics.or_value(profile)
}

/// Reports images that cannot be shown, each at its place.
fn check_images(
    profile: &Profile,
    input: &Input,
    diagnostics: &mut Diagnostics,
    check: impl Fn(&str, &Path) -> Result<(), Problem>,
) {
    let photo =
        profile.basics.as_ref().and_then(|basics| basics.image.as_ref()).map(|path| ("basics.image".into(), path));
    let badges =
        profile.certificates.iter().enumerate().filter_map(|(index, certificate)| {
            Some((format!("certificates[{index}].image"), certificate.image.as_ref()?))
        });
    for (key, ImagePath(path)) in photo.into_iter().chain(badges) {
        if let Err(problem) = check(&path.value, &input.folder) {
            diagnostics.push(Diagnostic::at(path.span, problem).with_path(key));
        }
    }
}

/// Puts diagnostics in the order of the file, since several passes found them.
fn in_order(diagnostics: &mut Diagnostics) {
    diagnostics.0.sort_by_key(|diagnostic| diagnostic.span().map(|span| (span.source, span.start)));
}
