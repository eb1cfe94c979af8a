//! Renders through the library as the command line does.

use std::path::{Path, PathBuf};

use curricle::application::resolve;
use curricle::application::resume::Resume;
use curricle::batch::{Input, Renderer, Request, load};
use curricle::diagnostic::{Diagnostics, Severity};
use curricle::profile::LanguageTag;
use curricle::source::Sources;
use curricle::theme::ThemeStore;

/// The built-in themes.
pub(crate) fn themes() -> Vec<String> {
    let names = ThemeStore::default().names();
    assert!(names.contains(&"plain".to_owned()) && names.contains(&"ledger".to_owned()), "{names:?}");
    names
}

/// A path of the package.
pub(crate) fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// A profile of the package.
pub(crate) fn input(relative: &str) -> Input {
    let file = path(relative);
    let bytes = std::fs::read(&file).unwrap_or_else(|error| panic!("{relative}: {error}"));
    Input { name: relative.to_owned(), bytes, folder: file.parent().unwrap().to_owned() }
}

/// A profile from text, whose images lie beside the samples.
pub(crate) fn input_of(name: &str, text: String) -> Input {
    Input { name: name.to_owned(), bytes: text.into_bytes(), folder: path("data/samples") }
}

/// The three profiles of the package.
pub(crate) fn profiles() -> Vec<Input> {
    ["asjad-iqbal", "rajat-jog", "realtime-backend-engineer"]
        .map(|name| input(&format!("data/profiles/{name}.yaml")))
        .into()
}

/// What is asked for.
pub(crate) fn request(theme: &str, language: Option<&str>, options: &[&str]) -> Request {
    Request {
        theme: Some(theme.to_owned()),
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        language: language.map(|tag| LanguageTag::parse(tag).unwrap()),
        ..Request::default()
    }
}

/// The theme that is asked for.
pub(crate) fn theme(request: &Request) -> &str {
    request.theme.as_deref().unwrap_or("plain")
}

/// A PDF, with the number of its pages and what was said on the way; panics where there is none.
pub(crate) fn render(input: &Input, request: &Request) -> (Vec<u8>, usize, Diagnostics) {
    let made = Renderer::new(Vec::new(), false).make(input, request, &mut Sources::new());
    let made = made.unwrap_or_else(|errors| panic!("{} in {}: {errors}", input.name, theme(request)));
    let mut artifacts = made.value.artifacts;
    assert_eq!(artifacts.len(), 1);
    (artifacts.remove(0).bytes, made.value.pages, made.warnings)
}

/// Holds that there is nothing to mend: notes, such as the one of a profile without a name, may be.
pub(crate) fn assert_quiet(case: &str, said: &Diagnostics) {
    assert!(said.iter().all(|found| found.severity == Severity::Note), "{case}: {said}");
}

/// What the request shows of the profile, in the order in which the theme's pages are read: `sidebar` has its panel first.
pub(crate) fn read(input: &Input, request: &Request) -> Resume {
    let mut resume = resume(input, request);
    let panel = ["skills", "certificates", "languages", "interests"];
    resume.sections.sort_by_key(|section| theme(request) == "sidebar" && !panel.contains(&section.id.as_str()));
    resume
}

/// What the request shows of the profile.
pub(crate) fn resume(input: &Input, request: &Request) -> Resume {
    let mut sources = Sources::new();
    let profile = load(input, &[], &mut sources).unwrap_or_else(|errors| panic!("{}: {errors}", input.name)).value;
    let theme = ThemeStore::default().load(theme(request), &mut sources).unwrap().value;
    let options = theme.resolve(&[]).unwrap().value;
    resolve(&profile, request.language.as_ref(), &options.presentation()).unwrap().value
}
