//! What files are called for those who look from the root of a repository, wherever the run started.

use std::path::{Path, PathBuf};

use crate::source::read::lexical;

/// The folders that the names of files are seen from. The default leaves names as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base {
    root: PathBuf,
    current: PathBuf,
}

/// What a file is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// Its path from the root, with forward slashes.
    Relative(String),
    /// Its path where it is not below the root, and was named by an absolute one.
    Absolute(PathBuf),
}

impl Base {
    /// Names files from a root that the current folder is in; both are absolute.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>, current: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), current: current.into() }
    }

    /// What a file is called; none for what is no file, such as standard input or a value of the command line.
    pub(super) fn address(&self, name: &str) -> Option<Address> {
        if name.is_empty() || name.starts_with(['<', '-']) {
            return None;
        }
        let path = Path::new(name);
        let whole = lexical(&self.current.join(path));
        if self.root.is_absolute()
            && let Ok(relative) = whole.strip_prefix(&self.root)
        {
            return Some(Address::Relative(slashes(relative)));
        }
        // With no root to start from, and from outside of it, a name is what the user can follow.
        let named =
            if path.is_absolute() { Address::Absolute(lexical(path)) } else { Address::Relative(slashes(path)) };
        Some(named)
    }
}

impl Address {
    /// As a path for people and machines, with forward slashes.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Relative(path) => path.clone(),
            Self::Absolute(path) => path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"),
        }
    }
}

fn slashes(path: &Path) -> String {
    let parts: Vec<_> = lexical(path).iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.join("/")
}

#[cfg(all(test, unix))]
mod tests {
    use super::Base;

    #[test]
    fn files_are_named_from_the_root_wherever_the_run_started() {
        let path = |base: &Base, name: &str| base.address(name).map(|address| address.path());
        let base = Base::new("/home/runner/work/cvs", "/home/runner/work/cvs/team");
        for (name, expected) in [
            ("ada.yaml", "team/ada.yaml"),
            ("./a//b.yaml", "team/a/b.yaml"),
            ("../shared.yaml", "shared.yaml"),
            ("/home/runner/work/cvs/a.yaml", "a.yaml"),
            ("/etc/a.yaml", "/etc/a.yaml"),
            ("../../other/a.yaml", "../../other/a.yaml"),
        ] {
            assert_eq!(path(&base, name).as_deref(), Some(expected), "{name}");
        }
        assert_eq!(path(&base, "<stdin>"), None);
        assert_eq!(path(&base, "--set basics.name"), None);
        let none = Base::default();
        assert_eq!(path(&none, "./a/b.yaml").as_deref(), Some("a/b.yaml"));
        assert_eq!(path(&none, "/a/b.yaml").as_deref(), Some("/a/b.yaml"));
    }
}
