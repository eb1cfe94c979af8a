//! The output that `-o` names: a file whose ending says its format, a folder, or standard output.

use std::path::{Path, PathBuf};

use curricle::batch::Format;
use curricle::diagnostic::Problem;

/// The longest ending that people read as a kind of file, in letters.
const LONGEST: usize = 8;

/// A path after `-o`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamedOutput<'a> {
    /// `-`.
    Stdout,
    /// One file.
    File(&'a Path),
    /// A folder, which may still have to be made.
    Folder(&'a Path),
}

impl<'a> NamedOutput<'a> {
    /// Tells a file from a folder. A name with an ending is a file; one without, such as `out`, is a folder. What is there
    /// already stays what it is, and a slash at the end makes a folder of anything else.
    pub(crate) fn of(path: &'a Path) -> Self {
        let slash = path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
        if path == Path::new("-") {
            Self::Stdout
        } else if path.is_dir() || slash {
            Self::Folder(path)
        } else if ending(path).is_some() || path.symlink_metadata().is_ok() {
            Self::File(path)
        } else {
            Self::Folder(path)
        }
    }
}

/// The formats to make: those that are asked for, or the one that the named output ends in.
///
/// # Errors
/// An ending that contradicts what is asked for, or is that of no format.
pub(crate) fn formats(output: Option<&Path>, asked: &[Format]) -> Result<Vec<Format>, Problem> {
    let asked = asked.to_vec();
    let Some(NamedOutput::File(path)) = output.map(NamedOutput::of) else { return Ok(asked) };
    let Some(ending) = ending(path) else { return Ok(asked) };
    let shown = path.display();
    let usage = |message: String, hint: String| Err(Problem::Usage { message, hint });
    match Format::of_ending(ending) {
        Some(Format::Typ) => Err(not_one_file(path, 1, false)),
        Some(format) if asked.is_empty() => Ok(vec![format]),
        Some(format) if asked == [format] => Ok(asked),
        Some(format) => {
            let names: Vec<String> = asked.iter().map(|format| format!("`{}`", format.as_str())).collect();
            let message = format!("`-o {shown}` asks for `{}`, and `-f` for {}", format.as_str(), names.join(", "));
            let hint = match asked.as_slice() {
                [one] if *one != Format::Typ => {
                    format!("leave out `-f`, or write `-o {}`", path.with_extension(one.as_str()).display())
                }
                _ => format!("name a folder: `-o {}`", folder(path).display()),
            };
            usage(message, hint)
        }
        None if asked.is_empty() || Format::is_foreign(ending) => usage(
            format!("`-o {shown}` ends in `.{ending}`, and there is no such format"),
            format!("a file ends in {}, and a folder in `/`", endings()),
        ),
        None => Ok(asked),
    }
}

/// One file is named for so many artifacts, or for a project; a letter may be one of two.
pub(crate) fn not_one_file(path: &Path, artifacts: usize, letter: bool) -> Problem {
    let (shown, folder) = (path.display(), folder(path));
    let folder = folder.display();
    let (message, hint) = if artifacts > 1 {
        let join = if letter { ", or put the letter before the résumé with `--join`" } else { "" };
        (
            format!("`{shown}` names one file, and there are {artifacts} artifacts"),
            format!("name a folder: `-o {folder}`{join}"),
        )
    } else {
        (
            format!("`{shown}` names a file, and a Typst project is a folder"),
            format!("name a folder: `-f typ -o {folder}`"),
        )
    };
    Problem::Usage { message, hint }
}

/// The endings of formats that are files, as messages list them.
fn endings() -> String {
    let files = Format::ALL.into_iter().filter(|format| *format != Format::Typ);
    files.map(|format| format!("`.{}`", format.as_str())).collect::<Vec<_>>().join(", ")
}

/// The folder that may have been meant by a file.
fn folder(path: &Path) -> PathBuf {
    path.with_extension("").join("")
}

/// The ending of a name that says what kind of file it is: letters and digits, as in `mp3`, but no mere number.
fn ending(path: &Path) -> Option<&str> {
    let ending = path.extension()?.to_str()?;
    let says_kind = ending.len() <= LONGEST
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic());
    says_kind.then_some(ending)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use curricle::batch::Format;
    use curricle::diagnostic::Problem;

    use super::{NamedOutput, formats};

    #[test]
    fn a_name_with_an_ending_is_a_file_and_any_other_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("there.pdf")).expect("writable");
        fs::write(at("file"), "").expect("writable");
        for (name, is_file) in [
            ("x.png", true),
            ("X.PDF", true),
            ("v1.2", false),
            ("out", false),
            ("out.pdf/", false),
            (".hidden", false),
            ("there.pdf", false),
            ("file", true),
        ] {
            let path = at(name);
            let expected = if is_file { NamedOutput::File(&path) } else { NamedOutput::Folder(&path) };
            assert_eq!(NamedOutput::of(&path), expected, "{name}");
        }
        assert_eq!(NamedOutput::of(Path::new("-")), NamedOutput::Stdout);
    }

    #[test]
    fn the_ending_says_the_format_where_nothing_else_does() {
        let (pdf, txt) = (Format::Pdf, Format::Txt);
        let made = |name: &str, asked: &[Format]| formats(Some(Path::new(name)), asked);
        assert_eq!(made("x.PNG", &[]), Ok(vec![Format::Png]));
        assert_eq!(made("x.markdown", &[]), Ok(vec![Format::Md]));
        assert_eq!(made("out", &[]), Ok(vec![]));
        assert_eq!(made("-", &[txt]), Ok(vec![txt]));
        assert_eq!(made("x.asc", &[txt]), Ok(vec![txt]));
        assert_eq!(made("x.pdf", &[pdf]), Ok(vec![pdf]));
        let refused = |name: &str, asked: &[Format]| match made(name, asked) {
            Err(Problem::Usage { message, hint }) => format!("{message}; {hint}"),
            other => panic!("{other:?}"),
        };
        let said = [
            refused("x.docx", &[]),
            refused("x.docx", &[pdf]),
            refused("x.asc", &[]),
            refused("x.pdf", &[txt]),
            refused("x.pdf", &[pdf, txt]),
            refused("x.typ", &[]),
        ];
        insta::assert_snapshot!(said.join("\n"));
    }
}
