//! What becomes of a render: what is said of it, whether it may be written, and that it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use curricle::batch::Made;
use curricle::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Severity};
use curricle::export::Artifact;
use curricle::source::Sources;
use curricle::source::report::Told;

use super::exit::Exit;
use super::output;
use super::plan::{PAGE_DIGITS, Target, normal};
use super::render::Job;
use super::success::Success;
use super::terminal::Terminal;

/// What became of a render.
#[derive(Debug)]
pub(crate) struct Finished {
    /// How a run ends in which this is the worst.
    pub(crate) exit: Exit,
    /// What there is to say.
    pub(crate) told: Vec<Told>,
    /// The line of progress.
    pub(crate) line: Option<String>,
    /// What was made; none where that failed or is not wanted.
    pub(crate) made: Option<Made>,
}

/// The files that a run wrote, by their normal paths, each with the target that it is of.
#[derive(Debug, Default)]
pub(crate) struct Written(pub(crate) BTreeMap<PathBuf, String>);

impl Written {
    /// Notes the files of a target. The plan cannot know which images a profile shows, nor what it hides.
    fn claim(&mut self, made: &Made, target: &Target, sources: &Sources) -> Diagnostics {
        let name = target.wanted.describe(sources);
        let mut refused = Diagnostics::new();
        if let Some(pages) =
            made.artifacts.iter().filter_map(page).max().filter(|page| *page >= 10_u64.pow(PAGE_DIGITS))
        {
            // The plan takes no longer number for that of a page.
            let message = format!("the document has {pages} pages, too many for one file each");
            let hint = format!("page numbers have at most {PAGE_DIGITS} digits; make a PDF instead");
            refused.push(Diagnostic::nowhere(Problem::Usage { message, hint }));
        }
        let images: Vec<PathBuf> = made.images.iter().map(|image| normal(image)).collect();
        for path in output::paths(&made.artifacts, &target.destination()) {
            let (place, path) = (normal(&path), path.display().to_string());
            let file = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let shown = made.hidden.as_ref().and_then(|hidden| hidden.find(&file).into_iter().next());
            if let Some(shown) = shown {
                let problem =
                    Problem::RedactedShown { what: shown.what.as_str(), place: "in the name of a file".into() };
                refused.push(Diagnostic::nowhere(problem));
            } else if images.contains(&place) {
                let message = format!("`{path}` is an image of the résumé and would be overwritten");
                let hint = "name another folder with `-o`".into();
                refused.push(Diagnostic::nowhere(Problem::Usage { message, hint }));
            } else if let Some(other) = self.0.get(&place) {
                let problem = Problem::OutputClash { path, other: format!("{other} and {name}") };
                refused.push(Diagnostic::nowhere(problem));
            } else {
                self.0.insert(place, name.clone());
            }
        }
        refused
    }
}

/// The number of the page that an artifact shows, where each has a file.
fn page(artifact: &Artifact) -> Option<u64> {
    artifact.suffix.rsplit_once('-')?.1.split('.').next()?.parse().ok()
}

/// Where a target's files are written, beside what its destination says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writing<'a> {
    /// The folder for temporary files; none for that of the file itself.
    pub(crate) temporary: Option<&'a Path>,
    /// When the target was begun.
    pub(crate) start: Instant,
}

impl Job {
    /// Says what there is to say of a render, and writes what was made of it if it is to go to files.
    pub(crate) fn finish(
        &self,
        target: &Target,
        outcome: Outcome<Made>,
        sources: &Sources,
        written: &mut Written,
        writing: Writing<'_>,
        terminal: &Terminal,
    ) -> Finished {
        let checked = !target.is_written();
        let view = terminal.view(sources);
        let (made, mut diagnostics) = match outcome {
            Ok(made) => (Some(made.value), made.warnings),
            Err(errors) => (None, errors),
        };
        let exit = Exit::of(&diagnostics, self.deny_warnings);
        let end = |exit, line, made, diagnostics: &Diagnostics| Finished {
            exit,
            told: terminal.told(diagnostics, sources),
            line,
            made,
        };
        if checked {
            let line = if terminal.is_json() {
                made.as_ref().map(|made| Success::checked(target, made.pages, sources).line())
            } else {
                Some(self.checked_line(target, &diagnostics, &view))
            };
            return end(exit, line, made, &diagnostics);
        }
        let Some(made) = made else { return end(Exit::Failure, None, None, &diagnostics) };
        if exit != Exit::Success {
            let (input, theme) = (target.wanted.input.name(), &target.family.theme);
            let (input, theme) = (view.masked_name(&input), view.masked_name(theme));
            let line = format!("made nothing of {input} in theme {theme}: warnings are denied");
            return end(exit, Some(line).filter(|_| !terminal.is_json()), None, &diagnostics);
        }
        let refused = written.claim(&made, target, sources);
        if !refused.is_empty() {
            diagnostics.extend(refused);
            return end(Exit::Failure, None, None, &diagnostics);
        }
        let success = terminal.is_json().then(|| Success::made(target, &made, sources).line());
        if target.is_streamed() {
            return end(Exit::Success, success, Some(made), &diagnostics);
        }
        match output::write(&made.artifacts, &target.destination(), writing.temporary) {
            Ok(paths) => {
                let line = success.unwrap_or_else(|| made_line(&paths, &made, writing.start, &view));
                end(Exit::Success, Some(line), Some(made), &diagnostics)
            }
            Err(problem) => {
                diagnostics.push(Diagnostic::in_file(target.wanted.input.name(), problem));
                end(Exit::Failure, None, None, &diagnostics)
            }
        }
    }

    fn checked_line(&self, target: &Target, diagnostics: &Diagnostics, sources: &Sources) -> String {
        let wanted = &target.wanted;
        let number = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
        let said = if errors + warnings == 0 {
            "nothing wrong".into()
        } else {
            format!("{}, {}", count(errors, "error"), count(warnings, "warning"))
        };
        let name = |name: &str| sources.masked_name(name).into_owned();
        let letter = self.letter.as_ref().map(|letter| format!(" with {}", name(&letter.name()))).unwrap_or_default();
        let theme = wanted.variant.theme.as_ref().map(|theme| format!(" in theme {}", name(theme))).unwrap_or_default();
        format!("checked {}{letter}{theme}: {said}", name(&wanted.input.name()))
    }
}

fn made_line(paths: &[PathBuf], made: &Made, start: Instant, sources: &Sources) -> String {
    let name = |path: &PathBuf| sources.masked_name(&path.display().to_string()).into_owned();
    let names = paths.iter().map(name).collect::<Vec<_>>().join(", ");
    let mut facts = Vec::new();
    if made.pages > 0 {
        let density = made.fitted.and_then(|fitted| fitted.density);
        let density = density.map(|density| format!(" at density {density}")).unwrap_or_default();
        facts.push(format!("{}{density}", count(made.pages, "page")));
    }
    facts.extend(made.fitted.map(|fitted| count(fitted.layouts, "layout")));
    facts.push(format!("{} ms", start.elapsed().as_millis()));
    format!("made {names} ({})", facts.join(", "))
}

pub(crate) fn count(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
