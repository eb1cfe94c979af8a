//! The files of a theme that somebody starts: a new one that extends another, or a built-in one to change.
//!
//! What is made here are names and bytes; writing them is the caller's work.

use std::borrow::Cow;

use super::options::{OptionKind, OptionValue};
use super::store::{BASE, LOOK, MANIFEST, Theme, is_name};
use super::{ThemeStore, builtin};
use crate::diagnostic::{Diagnostics, Problem};

/// A folder of files to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTheme {
    /// The theme's name, which is the folder's.
    pub name: String,
    /// The files by their path in the folder, with forward slashes.
    pub files: Vec<(String, Cow<'static, [u8]>)>,
}

/// The longest name, in characters.
const NAME_LIMIT: usize = 60;

/// Where a theme's file begins to say what it is.
const FROM_LOOK: &str = include_str!("scaffold/from-look.typ");

/// As [`FROM_LOOK`], for a theme that draws everything itself.
const FROM_BASE: &str = include_str!("scaffold/from-base.typ");

/// A theme of this name that extends another and renders as it is: a manifest and one Typst file.
///
/// # Errors
/// `theme-name` where a theme cannot be called so, or a built-in one is.
pub fn new(name: &str, from: &Theme) -> Result<NewTheme, Problem> {
    let wrong = |reason| Err(Problem::ThemeName { found: name.to_owned(), reason });
    if name.is_empty() {
        return wrong("it is empty");
    } else if name.chars().count() > NAME_LIMIT {
        return wrong("it is longer than 60 characters");
    } else if !is_name(name) {
        return wrong("it has other characters than letters, digits, `-` and `_`");
    } else if builtin::files(name).is_some() {
        return wrong("a built-in theme is, and a folder of that name changes that one");
    } else if from.chain.iter().any(|theme| theme == name) {
        return wrong("it would extend itself");
    }
    let look = if from.name == BASE { FROM_BASE } else { FROM_LOOK };
    let look = look.replace("{name}", name).replace("{parent}", &from.name);
    let look = look.replace("{look}", &format!("..{}", from.look.strip_prefix("/themes").unwrap_or(&from.look)));
    let files = vec![
        (MANIFEST.to_owned(), Cow::Owned(manifest(name, from).into_bytes())),
        (LOOK.to_owned(), Cow::Owned(look.into_bytes())),
    ];
    Ok(NewTheme { name: name.to_owned(), files })
}

fn manifest(name: &str, from: &Theme) -> String {
    let parent = &from.name;
    let accent = match from.options.get("accent").map(|option| (&option.kind, &option.default)) {
        Some((OptionKind::Color, OptionValue::Color(color))) => format!("  accent: \"{color}\"\n"),
        _ => String::new(),
    };
    format!(
        "# The manifest of a theme: `curricle schema theme` describes its keys, `curricle themes show {name}` its options.\n\
         name: {name}\n\
         description: {parent}, changed\n\
         extends: {parent}\n\
         options:\n{accent}  marker:\n    type: text\n    default: \"›\"\n    description: what stands before each item of a list\n"
    )
}

/// A built-in theme as it is, to be changed; with `all`, also those that it extends, itself first.
///
/// # Errors
/// `unknown-theme` where no built-in theme is called so.
pub fn eject(name: &str, all: bool) -> Result<Vec<NewTheme>, Diagnostics> {
    let store = ThemeStore::default();
    let unknown = || Diagnostics::from(store.unknown(name, None));
    let mut names = vec![name.to_owned()];
    if all {
        let loaded = store.load(name, &mut crate::source::Sources::new());
        names = loaded.map(|theme| theme.value.chain).map_err(|_| unknown())?;
    }
    let theme = |name: String| {
        let files = builtin::files(&name)?;
        let files = files.iter().map(|(path, data)| ((*path).to_owned(), Cow::Borrowed(*data))).collect();
        Some(NewTheme { name, files })
    };
    names.into_iter().map(|name| theme(name).ok_or_else(unknown)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn load(name: &str) -> Theme {
        ThemeStore::default().load(name, &mut Sources::new()).unwrap().value
    }

    #[test]
    fn names_that_no_theme_can_have_are_refused() {
        let plain = load("plain");
        for name in ["", "a b", "../up", "ledger", "base", "x.y", &"x".repeat(61)] {
            assert!(matches!(new(name, &plain), Err(Problem::ThemeName { .. })), "{name}");
        }
        assert!(new("mine-2_ä", &plain).is_ok());
    }

    #[test]
    fn a_manifest_is_about_ten_lines() {
        for name in ["plain", "ledger", "base"] {
            let theme = new("mine", &load(name)).unwrap();
            let lines = std::str::from_utf8(&theme.files[0].1).unwrap().lines().count();
            assert!(lines <= 12, "{lines} lines");
        }
    }

    #[test]
    fn ejecting_gives_the_files_that_are_built_in() {
        let one = eject("ledger", false).unwrap();
        assert_eq!(one.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>(), ["ledger"]);
        let all = eject("ledger", true).unwrap();
        assert_eq!(all.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>(), ["ledger", "base"]);
        assert!(all[1].files.iter().any(|(path, _)| path == "resume.typ.j2"));
        assert_eq!(eject("leger", false).unwrap_err().0[0].code(), "unknown-theme");
    }
}
