//! From a résumé and a theme to the sources that Typst compiles.
//!
//! The project has fixed virtual paths: `/main.typ` is what the nearest `resume.typ.j2` of the theme's chain renders, or
//! the nearest `letter.typ.j2` for a letter,
//! `/themes/<name>/<file>` are the files of each theme of the chain, `/images/<n>.<format>` the images of the profile.
//! Templates see `resume`, `options` by id, `paper`, and `theme` with `name`, `path` (of the nearest `theme.typ`) and
//! `page`; those of a letter also see `letter`. Where a letter is joined before the résumé, `/main.typ` holds what both templates
//! render, each in a block of its own. They reach one another by theme and file, as in `{% extends "base/resume.typ.j2" %}`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use minijinja::Value;
use typst::foundations::Bytes;

use super::context::{self, record};
use super::options::{OptionValue, OptionValues};
use super::origin::{self, Origin};
use super::store::{LETTER_TEMPLATE, Theme};
use crate::application::resume::{Image, ImageFile, Letter, Resume};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Span};
use crate::source::Sources;

/// The virtual path of the rendered template.
pub const MAIN: &str = "/main.typ";

/// What a letter stands between that is joined before a résumé: in a block, its names and rules are its own.
const LETTER_BLOCK: (&str, &str) = ("#[\n", "\n]\n");

/// The same for the résumé. Its pages are counted from 1, and its label tells themes (`themes/base/pages.typ`) where it
/// begins.
const RESUME_BLOCK: (&str, &str) = ("#metadata(none)<joined-resume>\n#counter(page).update(1)\n#[\n", "\n]\n");

/// The sources of one document; all but the bytes of images, which are there when it is laid out.
///
/// Paths are virtual and absolute. Typst numbers every path it ever sees in a process with 16 bits and never forgets one, so
/// they are few and the same for every profile: not names from the outside.
#[derive(Debug, Clone, Default)]
pub struct TypstProject {
    /// The name of the theme, for messages.
    pub theme: String,
    /// What stands at [`MAIN`].
    pub main: String,
    /// The literals of `main` that stem from the profile, in its order.
    pub origins: Vec<Origin>,
    /// The files of the theme; all projects of one [`Theme`] share them.
    pub files: Arc<[ProjectFile]>,
    /// The images of the profile.
    pub images: Vec<ProjectImage>,
}

/// A file of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFile {
    /// The virtual path, such as `/themes/base/theme.typ`.
    pub path: String,
    /// What it holds.
    pub bytes: Bytes,
    /// The name for messages: the path on disk, or `themes/<theme>/<file>` where it is built in.
    pub shown: String,
}

/// An image of the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectImage {
    /// The virtual path, such as `/images/1.png`.
    pub path: String,
    /// The file that it is.
    pub file: ImageFile,
    /// Where its path stands.
    pub span: Option<Span>,
}

/// The formats of images as their usual file endings (`png`, `jpg`, `gif`, `webp`, `svg`). An image that is not named here
/// keeps the ending that it has.
pub type ImageFormats = BTreeMap<ImageFile, &'static str>;

impl TypstProject {
    /// The place in the profile of the text that `main` has at this byte range, if it stems from there.
    #[must_use]
    pub fn origin(&self, range: &std::ops::Range<usize>) -> Option<Span> {
        let index = self.origins.partition_point(|origin| origin.range.end <= range.start);
        let origin = self.origins.get(index)?;
        (origin.range.start <= range.end).then_some(origin.span)
    }
}

impl Theme {
    /// Renders the résumé to a Typst project.
    ///
    /// # Errors
    /// What goes wrong in a template, at its place; the template is then added to the sources.
    pub fn project(
        &self,
        resume: &Resume,
        options: &OptionValues,
        formats: &ImageFormats,
        sources: &mut Sources,
    ) -> Outcome<TypstProject> {
        let mut images = Vec::new();
        let (main, origins) =
            self.render(&self.resume_template, resume, None, options, formats, &mut images, sources)?;
        Diagnostics::new().or_value(self.with(main, origins, images))
    }

    /// Renders a letter, with the header of the résumé, to a Typst project.
    ///
    /// # Errors
    /// As [`Theme::project`], and `theme-file` where neither the theme nor one that it extends has a template for letters.
    pub fn letter_project(
        &self,
        resume: &Resume,
        letter: &Letter,
        options: &OptionValues,
        formats: &ImageFormats,
        sources: &mut Sources,
    ) -> Outcome<TypstProject> {
        let template = self.template_of_letters()?;
        let mut images = Vec::new();
        let (main, origins) = self.render(template, resume, Some(letter), options, formats, &mut images, sources)?;
        Diagnostics::new().or_value(self.with(main, origins, images))
    }

    /// Renders a letter and the résumé behind it to one Typst project.
    ///
    /// # Errors
    /// As [`Theme::letter_project`].
    pub fn joined_project(
        &self,
        resume: &Resume,
        letter: &Letter,
        options: &OptionValues,
        formats: &ImageFormats,
        sources: &mut Sources,
    ) -> Outcome<TypstProject> {
        let template = self.template_of_letters()?;
        let mut images = Vec::new();
        let before = self.render(template, resume, Some(letter), options, formats, &mut images, sources)?;
        let behind = self.render(&self.resume_template, resume, None, options, formats, &mut images, sources)?;
        let (main, origins) = joined(before, behind);
        Diagnostics::new().or_value(self.with(main, origins, images))
    }

    fn template_of_letters(&self) -> Result<&str, Diagnostics> {
        self.letter_template.as_deref().ok_or_else(|| {
            let problem = Problem::ThemeFile { theme: self.name.clone(), file: LETTER_TEMPLATE.into() };
            Diagnostic::nowhere(problem).into()
        })
    }

    fn with(&self, main: String, origins: Vec<Origin>, images: Vec<ProjectImage>) -> TypstProject {
        TypstProject { theme: self.name.clone(), main, origins, files: Arc::clone(&self.files), images }
    }

    /// What a template makes of a résumé, or of a letter where there is one; adds the images that it may show.
    #[expect(clippy::too_many_arguments, reason = "all that a template sees, and where images and errors go")]
    fn render(
        &self,
        template: &str,
        resume: &Resume,
        letter: Option<&Letter>,
        options: &OptionValues,
        formats: &ImageFormats,
        images: &mut Vec<ProjectImage>,
        sources: &mut Sources,
    ) -> Result<Rendered, Diagnostics> {
        let mut name_image = |image: &Image| name_image(image, formats, images);
        let resume_value = context::resume(resume, &mut name_image);
        let letter_value = letter.map(|letter| context::letter(letter, &mut name_image));
        let paper = match options.get("paper") {
            Some(OptionValue::Choice(paper)) if paper != "auto" => paper.as_str(),
            _ => resume.paper.typst_name(),
        };
        let page = Value::from_pairs(self.page.iter().map(|(key, value)| (key.as_str(), value.as_str())));
        let theme = record(&["name", "path", "page"], vec![Value::from(&self.name), Value::from(&self.look), page]);
        let values = vec![resume_value, options.to_template(), Value::from(paper), theme];
        let context = match letter_value {
            None => record(&["resume", "options", "paper", "theme"], values),
            Some(letter) => {
                let values = values.into_iter().chain([letter]).collect();
                record(&["resume", "options", "paper", "theme", "letter"], values)
            }
        };
        let rendered = super::environment::render(&self.environment, template, context).map_err(|error| {
            let find = |name: &str| self.templates.get(name).cloned();
            Diagnostics::from(super::environment::diagnostic(&error, sources, find))
        })?;
        Ok(origin::extract(&rendered))
    }
}

/// Typst source, and the literals in it that stem from the profile.
type Rendered = (String, Vec<Origin>);

/// A letter and the résumé behind it as one source. A block ends the scope of what it defines and sets, and stands outside
/// of any other: pages can be set in it.
fn joined(letter: Rendered, resume: Rendered) -> Rendered {
    let (mut main, mut origins) = Rendered::default();
    for ((part, own), (open, close)) in [(letter, LETTER_BLOCK), (resume, RESUME_BLOCK)] {
        main.push_str(open);
        let start = main.len();
        origins.extend(
            own.into_iter()
                .map(|Origin { range, span }| Origin { range: start + range.start..start + range.end, span }),
        );
        main.push_str(&part);
        main.push_str(close);
    }
    (main, origins)
}

/// The virtual path of an image; the same image has one path wherever it is shown.
fn name_image(image: &Image, formats: &ImageFormats, images: &mut Vec<ProjectImage>) -> String {
    if let Some(known) = images.iter().find(|known| known.file == image.file) {
        return known.path.clone();
    }
    let own =
        || Path::new(&image.file.path).extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let ending = formats.get(&image.file).map(|ending| (*ending).to_owned()).or_else(own);
    let ending = ending.filter(|ending| !ending.is_empty() && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let number = images.len() + 1;
    let path = ending.map_or(format!("/images/{number}"), |ending| format!("/images/{number}.{ending}"));
    images.push(ProjectImage { path: path.clone(), file: image.file.clone(), span: image.span });
    path
}

#[cfg(test)]
mod tests;
