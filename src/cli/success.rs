//! What came of a target as a JSON object, for scripts that read `--message-format json`.

use std::path::PathBuf;

use curricle::batch::report::TargetReport;
use curricle::batch::{Format, LETTER, Made};
use curricle::source::Sources;
use curricle::source::report::unprintable_escaped;
use serde::Serialize;

use super::inputs::InputPath;
use super::output;
use super::plan::{Destination, Target};

/// What came of a target. It has a `status`, which tells it from a diagnostic.
#[derive(Debug, Serialize)]
pub(crate) struct Success {
    /// `made`, `unchanged` or `checked`.
    status: &'static str,
    input: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<String>,
    theme: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    outputs: Vec<Output>,
    /// How many pages the documents have together; 0 where no format shows pages.
    pages: usize,
}

/// A file, or the folder of a project.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Output {
    /// The path with forward slashes; `-` for standard output.
    path: String,
    /// `resume` or `letter`.
    kind: &'static str,
    format: &'static str,
}

impl Output {
    /// The output of an artifact: of its suffix, and of the path that is shown for it.
    fn new(suffix: &str, path: &str) -> Self {
        let root = suffix.split('/').next().unwrap_or_default();
        let inside = &suffix[root.len()..];
        let ending = root.rsplit_once('.').map_or("", |(_, ending)| ending);
        let format = if inside.is_empty() { Format::of_ending(ending) } else { Some(Format::Typ) };
        let path = path.replace(std::path::MAIN_SEPARATOR, "/");
        Self {
            path: path.strip_suffix(inside).unwrap_or(&path).to_owned(),
            kind: if root.starts_with(LETTER) { "letter" } else { "resume" },
            format: format.map(Format::as_str).unwrap_or_default(),
        }
    }

    /// All outputs, a project once.
    fn all<'a>(files: impl Iterator<Item = (&'a str, String)>) -> Vec<Self> {
        let mut outputs: Vec<Self> = files.map(|(suffix, path)| Self::new(suffix, &path)).collect();
        outputs.dedup();
        outputs
    }
}

impl Success {
    /// What was made of a target, named without what its sources hide.
    pub(crate) fn made(target: &Target, made: &Made, sources: &Sources) -> Self {
        let destination = target.destination();
        let files = output::named_files(&made.artifacts, &destination).into_iter().map(|(path, artifact)| {
            let path = path.unwrap_or_else(|| PathBuf::from("-"));
            (artifact.suffix.as_str(), sources.masked_name(&path.display().to_string()).into_owned())
        });
        Self { outputs: Output::all(files), ..Self::of("made", target, made.pages, sources) }
    }

    /// A target that was looked at.
    pub(crate) fn checked(target: &Target, pages: usize, sources: &Sources) -> Self {
        Self::of("checked", target, pages, sources)
    }

    /// A target of which nothing changed, as a report has it, and the paths of its files.
    pub(crate) fn unchanged(target: &Target, report: &TargetReport, files: &[PathBuf]) -> Self {
        let stem = match target.destination() {
            Destination::Stem(stem) => stem.display().to_string(),
            _ => String::new(),
        };
        let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        let suffixes = names.iter().map(|name| name.strip_prefix(&stem).unwrap_or(name));
        let shown = report.outputs.iter().map(|output| output.path.clone());
        Self {
            status: "unchanged",
            input: report.input.clone(),
            application: report.application.clone(),
            theme: report.theme.clone(),
            language: report.language.clone(),
            outputs: Output::all(suffixes.zip(shown)),
            pages: report.pages,
        }
    }

    fn of(status: &'static str, target: &Target, pages: usize, sources: &Sources) -> Self {
        let masked = |name: &str| sources.masked_name(name).into_owned();
        let variant = &target.wanted.variant;
        Self {
            status,
            input: masked(&target.wanted.input.name()),
            application: variant.application.as_deref().map(InputPath::name).map(|name| masked(&name)),
            theme: masked(&target.family.theme),
            language: variant.language.as_ref().map(ToString::to_string),
            outputs: Vec::new(),
            pages,
        }
    }

    /// The object on one line.
    pub(crate) fn line(&self) -> String {
        // What holds texts and numbers only has a JSON form.
        unprintable_escaped(&serde_json::to_string(self).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::Output;

    #[test]
    fn an_output_tells_its_document_and_its_format() {
        let files = [
            ("-letter-1.png", "dist/me-letter-1.png"),
            (".pdf", "cv.PDF"),
            (".txt", "-"),
            ("-typst/main.typ", "dist/me-typst/main.typ"),
            ("-typst/themes/plain/theme.typ", "dist/me-typst/themes/plain/theme.typ"),
        ];
        let outputs = Output::all(files.into_iter().map(|(suffix, path)| (suffix, path.to_owned())));
        let told: Vec<String> =
            outputs.iter().map(|Output { path, kind, format }| format!("{path} {kind} {format}")).collect();
        let expected =
            ["dist/me-letter-1.png letter png", "cv.PDF resume pdf", "- resume txt", "dist/me-typst resume typ"];
        assert_eq!(told, expected);
    }
}
