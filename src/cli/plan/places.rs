//! Paths compared as the disk does: two names of one file are one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::hash::Hasher;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use siphasher::sip128::{Hasher128, SipHasher13};
use unicode_normalization::UnicodeNormalization;

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

/// Normal paths of many files: what is known of a folder is asked once.
#[derive(Default)]
pub(crate) struct Places {
    folders: HashMap<PathBuf, Rc<Folder>>,
}

/// A number that stands for a path. Paths that differ only in case, or in how letters with marks are written, share it: on many
/// disks they are one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key([u64; 2]);

struct Folder {
    normal: PathBuf,
    is_there: bool,
    /// Has read the folder's path, as keys do.
    hasher: SipHasher13,
}

impl Folder {
    fn new(normal: PathBuf) -> Rc<Self> {
        let mut hasher = SipHasher13::new();
        for part in &normal {
            hasher.write(&folded(part));
            hasher.write_u8(b'/');
        }
        Rc::new(Self { is_there: normal.symlink_metadata().is_ok(), normal, hasher })
    }
}

impl Places {
    /// The normal path of a file.
    pub(crate) fn normal(&mut self, path: &Path) -> PathBuf {
        let (folder, name) = self.resolve(path);
        folder.normal.join(name)
    }

    /// The key of a file.
    pub(crate) fn key(&mut self, path: &Path) -> Key {
        let (folder, name) = self.resolve(path);
        key(&folder, &name)
    }

    /// The place of a file by its name in its folder, also where it is a link to another.
    pub(crate) fn place(&mut self, path: &Path) -> PathBuf {
        let (folder, name) = self.named(path);
        folder.normal.join(name)
    }

    fn resolve(&mut self, path: &Path) -> (Rc<Folder>, OsString) {
        let (folder, name) = self.named(path);
        let is_link = |path: &Path| path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
        let real = (folder.is_there && is_link(&folder.normal.join(&name))).then(|| path.canonicalize().ok()).flatten();
        real.map_or((folder, name), |real| self.split(&real))
    }

    /// The folder of a file, and its name there.
    fn named(&mut self, path: &Path) -> (Rc<Folder>, OsString) {
        match (path.components().next_back(), path.parent()) {
            (Some(Component::Normal(name)), Some(parent)) => (self.folder(parent), name.to_owned()),
            _ => self.split(&normal(path)),
        }
    }

    fn split(&mut self, normal: &Path) -> (Rc<Folder>, OsString) {
        let name = normal.file_name().unwrap_or_default().to_owned();
        (self.folder(normal.parent().unwrap_or(normal)), name)
    }

    fn folder(&mut self, path: &Path) -> Rc<Folder> {
        if let Some(known) = self.folders.get(path) {
            return Rc::clone(known);
        }
        let folder = match (path.components().next_back(), path.parent()) {
            (Some(Component::Normal(name)), Some(parent)) => {
                let parent = self.folder(parent);
                let place = parent.normal.join(name);
                let linked = place.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
                Folder::new(if linked { place.canonicalize().unwrap_or(place) } else { place })
            }
            (None, _) => Folder::new(normal(Path::new("."))),
            _ => Folder::new(normal(path)),
        };
        self.folders.insert(path.to_path_buf(), Rc::clone(&folder));
        folder
    }
}

fn key(folder: &Folder, name: &OsStr) -> Key {
    let mut hasher = folder.hasher;
    hasher.write(&folded(name));
    let hash = hasher.finish128();
    Key([hash.h1, hash.h2])
}

/// A name as the least exact of disks compares it.
fn folded(name: &OsStr) -> Cow<'_, [u8]> {
    match name.to_str() {
        Some(text) if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_uppercase()) => text.as_bytes().into(),
        Some(text) if text.is_ascii() => text.to_ascii_lowercase().into_bytes().into(),
        Some(text) => text.nfc().collect::<String>().to_lowercase().nfc().collect::<String>().into_bytes().into(),
        None => name.as_encoded_bytes().into(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Places, normal};

    #[test]
    fn two_names_of_one_file_have_one_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("a/b")).expect("writable");
        fs::write(at("a/b/me.yaml"), "x").expect("writable");
        let mut places = Places::default();
        let key = places.key(&at("a/b/me.yaml"));
        for same in ["a/./b/me.yaml", "a/../a/b/me.yaml", "a/b/ME.yaml", "new/../a/b/me.yaml"] {
            assert_eq!(places.key(&at(same)), key, "{same}");
        }
        for other in ["a/b/you.yaml", "a/me.yaml", "ab/me.yaml", "a/b/me.yaml/x", "a/b"] {
            assert_ne!(places.key(&at(other)), key, "{other}");
        }
        assert_eq!(places.key(&at("Zoe\u{308}")), places.key(&at("zo\u{eb}")));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("a/b")).expect("writable");
        fs::write(at("a/b/me.yaml"), "x").expect("writable");
        std::os::unix::fs::symlink("a/b", at("short")).expect("writable");
        std::os::unix::fs::symlink("b/me.yaml", at("a/link.yaml")).expect("writable");
        let mut places = Places::default();
        let key = places.key(&at("a/b/me.yaml"));
        for same in ["short/me.yaml", "a/link.yaml", "short/../b/me.yaml"] {
            assert_eq!(places.key(&at(same)), key, "{same}");
            assert_eq!(places.normal(&at(same)), normal(&at(same)), "{same}");
        }
        assert_ne!(places.place(&at("a/link.yaml")), places.normal(&at("a/link.yaml")));
        assert_eq!(places.place(&at("short/me.yaml")), places.normal(&at("a/b/me.yaml")));
    }

    #[test]
    fn a_path_of_nothing_but_the_current_folder_has_a_key() {
        let mut places = Places::default();
        assert_eq!(places.key(Path::new("x.yaml")), places.key(Path::new("./x.yaml")));
        assert_eq!(places.normal(Path::new("src")), normal(Path::new("src")));
        assert_eq!(places.key(Path::new(".")), places.key(&std::env::current_dir().expect("there is one")));
    }
}
