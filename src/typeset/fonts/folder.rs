//! Fonts in a folder that the user named.
//!
//! typst-kit's own search takes files in the order of the file system, which differs from machine to machine, and says
//! nothing of files that it cannot read.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use typst::text::FontInfo;
use typst_kit::fonts::FontPath;

use super::about;
use crate::diagnostic::{Diagnostics, Problem};
use crate::source::{Sha256, State};

/// How deep folders may lie in each other; links can make circles.
const DEPTH: usize = 16;

/// The largest file that is taken for a font, in bytes.
const LIMIT: u64 = 256 * 1024 * 1024;

/// The fonts of a folder and its subfolders, or of a file, in the order of their paths; with them what was found there,
/// where it could be read.
pub(super) fn scan(path: &Path, diagnostics: &mut Diagnostics) -> (Vec<(FontPath, FontInfo)>, Option<State>) {
    let mut files = Vec::new();
    let listed = list(path, &mut files);
    if let Err(error) = &listed {
        let missing = error.kind() == ErrorKind::NotFound && !path.exists();
        diagnostics.push(about(path, |path| {
            if missing {
                Problem::NotFound { what: "font folder", path }
            } else {
                Problem::Unreadable { path, reason: crate::source::read::reason(error) }
            }
        }));
    }
    let (mut fonts, mut hashes) = (Vec::new(), Vec::new());
    for file in files {
        let bytes = bytes(&file);
        hashes.push((file.clone(), Sha256::of(&bytes)));
        let count = ttf_count(&bytes);
        let found: Vec<_> = (0..count).filter_map(|index| Some((index, FontInfo::new(&bytes, index)?))).collect();
        if found.is_empty() {
            diagnostics.push(about(&file, |path| Problem::BadFont { path }));
        }
        fonts.extend(found.into_iter().map(|(index, info)| (FontPath { path: file.clone(), index }, info)));
    }
    (fonts, listed.is_ok().then(|| told(path, &hashes)))
}

/// What is found in a folder of fonts, or a font; nothing where that cannot be told.
pub(crate) fn state(path: &Path) -> Option<State> {
    let mut files = Vec::new();
    match list(path, &mut files) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound && !path.exists() => return Some(State::Absent),
        Err(_) => return None,
    }
    let hashes: Vec<_> = files.into_iter().map(|file| (file.clone(), Sha256::of(&bytes(&file)))).collect();
    Some(told(path, &hashes))
}

/// The files of a folder that look like fonts, or the one that is named, in the order of their paths.
fn list(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let listed = if path.is_dir() {
        collect(path, DEPTH, files)
    } else if path.is_file() {
        files.push(path.to_path_buf());
        Ok(())
    } else {
        Err(ErrorKind::NotFound.into())
    };
    files.sort();
    listed
}

/// A font file; one that cannot be read, or is too large for a font, is empty.
fn bytes(file: &Path) -> Vec<u8> {
    let small = fs::metadata(file).is_ok_and(|metadata| metadata.len() <= LIMIT);
    if small { fs::read(file).unwrap_or_default() } else { Vec::new() }
}

/// One hash for files with theirs.
fn told(root: &Path, files: &[(PathBuf, Sha256)]) -> State {
    let name = |file: &'_ Path| file.strip_prefix(root).unwrap_or(file).as_os_str().as_encoded_bytes().to_vec();
    let parts: Vec<Vec<u8>> = files.iter().flat_map(|(file, hash)| [name(file), hash.0.to_vec()]).collect();
    State::Is(Sha256::of_list(parts.iter().map(Vec::as_slice)))
}

/// How many fonts a file may hold, from the header of a collection; one for any other file.
fn ttf_count(bytes: &[u8]) -> u32 {
    match bytes {
        [b't', b't', b'c', b'f', _, _, _, _, a, b, c, d, ..] => u32::from_be_bytes([*a, *b, *c, *d]).min(256),
        _ => 1,
    }
}

/// Whether a file's name says that it is a font; web fonts are named to be reported.
fn is_font_name(path: &Path) -> bool {
    const EXTENSIONS: [&str; 6] = ["ttf", "otf", "ttc", "otc", "woff", "woff2"];
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, files)?;
            }
        } else if is_font_name(&path) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}
