//! Where artifacts go. The plan is made, and conflicts are refused, before any work.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use curricle::batch::{Format, LETTER};
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};

use super::inputs::InputPath;

/// Where the artifacts of one target go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Standard output.
    Stdout,
    /// Files that start with this path, to which each artifact adds its suffix.
    Stem(PathBuf),
    /// This very file.
    File(PathBuf),
}

/// One input in one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The input.
    pub(crate) input: InputPath,
    /// The theme.
    pub(crate) theme: String,
    /// Where its artifacts go.
    pub(crate) destination: Destination,
}

/// Plans every target; each makes the letter too, if there is one.
///
/// # Errors
/// When two artifacts would have one name, when one would replace an input or the letter, or when the output is of the wrong kind.
pub(crate) fn plan(
    inputs: &[InputPath],
    themes: &[String],
    formats: &[Format],
    letter: Option<&Path>,
    output: Option<&Path>,
) -> Result<Vec<Target>, Diagnostics> {
    let count = inputs.len() * themes.len() * formats.len() * if letter.is_some() { 2 } else { 1 };
    let usage = |message: &str, hint: &str| {
        Diagnostics::from(Diagnostic::nowhere(Problem::Usage { message: message.into(), hint: hint.into() }))
    };
    if let Some(theme) = themes.iter().enumerate().find(|(index, theme)| themes[..*index].contains(theme)) {
        return Err(usage(&format!("theme `{}` is named twice", theme.1), "name it once"));
    }
    if let Some(format) = formats.iter().enumerate().find(|(index, format)| formats[..*index].contains(format)) {
        return Err(usage(&format!("format `{}` is named twice", format.1.as_str()), "name it once"));
    }
    let stdout = output == Some(Path::new("-"));
    if stdout && (count > 1 || formats == [Format::Typ]) {
        let hint = match letter {
            None => "name one input, one theme and one format that is a file",
            Some(_) => "a letter is an artifact beside the résumé: name a folder with `-o`",
        };
        return Err(usage("standard output takes one artifact", hint));
    }
    // A single artifact goes to the very file; a folder that is there, or a slash at the end, is a folder all the same.
    let single = output.filter(|path| {
        let slash = path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
        count == 1 && formats != [Format::Typ] && !slash && !path.is_dir()
    });
    let folder = output.unwrap_or(Path::new("dist"));
    if single.is_none() && !stdout && folder.exists() && !folder.is_dir() {
        let message = format!("`{}` is a file, and there is more than one artifact", folder.display());
        return Err(usage(&message, "name a folder with `-o`"));
    }
    let mut targets = Vec::new();
    for input in inputs {
        for theme in themes {
            let destination = if stdout {
                Destination::Stdout
            } else if let Some(path) = single {
                Destination::File(path.to_path_buf())
            } else {
                let mut name = input.stem();
                if themes.len() > 1 {
                    name.push("-");
                    name.push(theme_stem(theme));
                }
                Destination::Stem(folder.join(name))
            };
            targets.push(Target { input: input.clone(), theme: theme.clone(), destination });
        }
    }
    conflicts(&targets, formats, letter)?;
    Ok(targets)
}

/// The part of a file name that a theme gives: its name, or the last folder of its path.
fn theme_stem(theme: &str) -> OsString {
    Path::new(theme).file_name().map_or_else(|| "theme".into(), OsString::from)
}

/// Refuses targets that would write one file, and those that would write over an input or the letter.
fn conflicts(targets: &[Target], formats: &[Format], letter: Option<&Path>) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut seen: BTreeMap<PathBuf, String> = BTreeMap::new();
    let inputs = targets.iter().filter_map(|target| input_path(&target.input));
    let inputs: Vec<PathBuf> = inputs.chain(letter.map(normal)).collect();
    let documents: &[&str] = if letter.is_some() { &["", LETTER] } else { &[""] };
    for target in targets {
        let source = format!("`{}` in theme `{}`", target.input.name(), target.theme);
        for (document, format) in
            documents.iter().flat_map(|document| formats.iter().map(move |format| (document, format)))
        {
            let path = match &target.destination {
                Destination::Stdout => continue,
                Destination::File(path) => path.clone(),
                Destination::Stem(stem) if *format == Format::Typ => with_suffix(stem, &format!("{document}-typst")),
                Destination::Stem(stem) => with_suffix(stem, &format!("{document}.{}", format.as_str())),
            };
            let place = normal(&path);
            if inputs.contains(&place) {
                let message = format!("`{}` is an input and would be overwritten", path.display());
                let hint = "name another file with `-o`".into();
                diagnostics.push(Diagnostic::nowhere(Problem::Usage { message, hint }));
            }
            if let Some(first) = seen.insert(place, source.clone()) {
                let problem =
                    Problem::OutputClash { path: path.display().to_string(), other: format!("{first} and {source}") };
                diagnostics.push(Diagnostic::nowhere(problem));
            }
        }
    }
    if diagnostics.is_empty() { Ok(()) } else { Err(diagnostics) }
}

fn input_path(input: &InputPath) -> Option<PathBuf> {
    match input {
        InputPath::Stdin => None,
        InputPath::File(path) => Some(normal(path)),
    }
}

/// A path by which two names of one file compare equal, whether the file is there or not: links are resolved as far as
/// there is something, and `..` takes back a folder that is still to be made.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut normal = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            Component::Prefix(_) | Component::RootDir => normal.push(part),
            Component::Normal(name) => {
                normal.push(name);
                normal = normal.canonicalize().unwrap_or(normal);
            }
        }
    }
    normal
}

/// A path with something added to its file name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use curricle::batch::Format;

    use super::{Destination, plan};
    use crate::cli::inputs::InputPath;

    fn destinations(
        inputs: &[&str],
        themes: &[&str],
        formats: &[Format],
        letter: Option<&str>,
        output: Option<&str>,
    ) -> Result<Vec<Destination>, ()> {
        let inputs: Vec<InputPath> = inputs.iter().map(|path| InputPath::File(PathBuf::from(path))).collect();
        let themes: Vec<String> = themes.iter().map(|theme| (*theme).to_owned()).collect();
        let targets = plan(&inputs, &themes, formats, letter.map(Path::new), output.map(Path::new)).map_err(|_| ())?;
        Ok(targets.into_iter().map(|target| target.destination).collect())
    }

    #[test]
    fn artifacts_stand_in_dist_under_the_name_of_their_input() {
        let stem = |path: &str| Destination::Stem(PathBuf::from(path));
        assert_eq!(destinations(&["a/me.yaml"], &["plain"], &[Format::Pdf], None, None), Ok(vec![stem("dist/me")]));
        assert_eq!(
            destinations(&["me.yaml"], &["plain", "./my/own"], &[Format::Pdf], None, None),
            Ok(vec![stem("dist/me-plain"), stem("dist/me-own")])
        );
    }

    #[test]
    fn an_output_is_a_file_for_one_artifact_and_a_folder_for_several() {
        let one = destinations(&["me.yaml"], &["plain"], &[Format::Pdf], None, Some("cv.pdf"));
        assert_eq!(one, Ok(vec![Destination::File(PathBuf::from("cv.pdf"))]));
        let two = destinations(&["me.yaml"], &["plain"], &[Format::Pdf, Format::Png], None, Some("out"));
        assert_eq!(two, Ok(vec![Destination::Stem(PathBuf::from("out/me"))]));
        let slash = destinations(&["me.yaml"], &["plain"], &[Format::Pdf], None, Some("out/"));
        assert_eq!(slash, Ok(vec![Destination::Stem(PathBuf::from("out/me"))]));
    }

    #[test]
    fn conflicts_are_refused() {
        assert_eq!(destinations(&["a/me.yaml", "b/me.yaml"], &["plain"], &[Format::Pdf], None, None), Err(()));
        for output in ["./me.yaml", "to/be/../../made/../me.yaml"] {
            assert_eq!(destinations(&["me.yaml"], &["plain"], &[Format::Pdf], None, Some(output)), Err(()), "{output}");
        }
        assert_eq!(destinations(&["me.yaml"], &["plain"], &[Format::Pdf, Format::Png], None, Some("-")), Err(()));
        assert_eq!(destinations(&["me.yaml"], &["plain", "plain"], &[Format::Pdf], None, None), Err(()));
    }

    #[test]
    fn a_letter_is_an_artifact_beside_each_resume() {
        let one = destinations(&["me.yaml"], &["plain"], &[Format::Pdf], Some("acme.yaml"), Some("cv.pdf"));
        assert_eq!(one, Ok(vec![Destination::Stem(PathBuf::from("cv.pdf/me"))]));
        let pdf = [Format::Pdf];
        for (inputs, letter, output) in [
            (&["me.yaml"][..], "acme.yaml", "-"),
            (&["me.yaml", "me-letter.yaml"], "acme.yaml", "out"),
            (&["me.yaml"], "./me-letter.pdf", "."),
        ] {
            assert_eq!(destinations(inputs, &["plain"], &pdf, Some(letter), Some(output)), Err(()), "{letter}");
        }
    }
}
