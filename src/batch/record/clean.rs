//! Removing what was made, as far as it is still what was made.
//!
//! A record is data from a disk, and may come from anywhere. It can at most have a file removed that lies below the very folder,
//! not through a link, and has the size and hash that the record says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::journal::Home;
use crate::source::Sha256;

/// What came of cleaning.
#[derive(Debug, Default)]
pub struct Cleaned {
    /// The files that were removed, or would be.
    pub removed: Vec<PathBuf>,
    /// The files that were made there and are kept, with the reason.
    pub kept: Vec<(PathBuf, Kept)>,
}

/// Why a file is kept.
#[derive(Debug)]
pub enum Kept {
    /// It is not what was written.
    Changed,
    /// The system does not let it go.
    Refused(std::io::Error),
}

/// Why nothing was cleaned.
#[derive(Debug)]
pub enum Refusal {
    /// A run is going in the folder.
    InUse,
    /// The system does not let us.
    System(std::io::Error),
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self::System(error)
    }
}

/// Removes what was made in a folder of outputs, as long as it is what was written; folders that are empty then; the record. A
/// folder without a record is left as it is. A dry run only tells what would be removed.
///
/// # Errors
/// Where a run is going in the folder, or the record cannot be locked or removed. A file that cannot be removed is kept, and
/// the record with it.
pub fn clean(output: &Path, dry_run: bool) -> Result<Cleaned, Refusal> {
    let Some(home) = Home::of(output) else { return Ok(Cleaned::default()) };
    let held = home.hold()?;
    let (ended, going) = home.runs();
    if going > 0 {
        return Err(Refusal::InUse);
    }
    let mut made: BTreeMap<String, BTreeSet<(u64, Sha256)>> = BTreeMap::new();
    home.entries(&ended, |entry| {
        for (name, bytes, hash) in &entry.outputs {
            if let Some(known) = made.get_mut(*name) {
                known.insert((*bytes, *hash));
            } else {
                made.insert((*name).to_owned(), BTreeSet::from([(*bytes, *hash)]));
            }
        }
    });
    let mut cleaned = Cleaned::default();
    let mut remover = Remover { root: output.canonicalize()?, inside: BTreeMap::new(), buffer: Vec::new() };
    let mut folders = BTreeSet::new();
    for (name, written) in made {
        let path = output.join(name);
        let Ok(metadata) = path.symlink_metadata() else { continue };
        if !metadata.is_file() || !remover.may_remove(&path, &written) {
            cleaned.kept.push((path, Kept::Changed));
            continue;
        }
        match if dry_run { Ok(()) } else { fs::remove_file(&path) } {
            Err(error) if error.kind() != ErrorKind::NotFound => cleaned.kept.push((path, Kept::Refused(error))),
            _ => {
                folders.extend(path.ancestors().skip(1).take_while(|above| *above != output).map(Path::to_path_buf));
                cleaned.removed.push(path);
            }
        }
    }
    if !dry_run {
        // The deepest first. One that is not empty stays, and those above it with it.
        for folder in folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
        if !cleaned.kept.iter().any(|(_, why)| matches!(why, Kept::Refused(_))) {
            home.remove(ended, held)?;
            let _ = fs::remove_dir(output);
        }
    }
    Ok(cleaned)
}

struct Remover {
    /// The folder of outputs, links resolved.
    root: PathBuf,
    /// Whether folders are in it, links resolved.
    inside: BTreeMap<PathBuf, bool>,
    buffer: Vec<u8>,
}

impl Remover {
    /// Whether a file is below the root, by no link, and is what was written once.
    fn may_remove(&mut self, path: &Path, written: &BTreeSet<(u64, Sha256)>) -> bool {
        let Some(folder) = path.parent() else { return false };
        if !self.inside.contains_key(folder) {
            let inside = folder.canonicalize().is_ok_and(|folder| folder.starts_with(&self.root));
            self.inside.insert(folder.to_path_buf(), inside);
        }
        self.inside.get(folder) == Some(&true)
            && written.iter().any(|(bytes, hash)| hash.is_of(path, *bytes, &mut self.buffer))
    }
}
