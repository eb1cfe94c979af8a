//! Fonts in a folder that the user named.
//!
//! typst-kit's own search takes files in the order of the file system, which differs from machine to machine, and says
//! nothing of files that it cannot read.

use std::fs;
use std::path::{Path, PathBuf};

use typst::text::FontInfo;
use typst_kit::fonts::FontPath;

use super::about;
use crate::diagnostic::{Diagnostics, Problem};

/// How deep folders may lie in each other; links can make circles.
const DEPTH: usize = 16;

/// The largest file that is taken for a font, in bytes.
const LIMIT: u64 = 256 * 1024 * 1024;

/// The fonts of a folder and its subfolders, or of a file, in the order of their paths.
pub(super) fn scan(path: &Path, diagnostics: &mut Diagnostics) -> Vec<(FontPath, FontInfo)> {
    let mut files = Vec::new();
    if path.is_dir() {
        if let Err(error) = collect(path, DEPTH, &mut files) {
            diagnostics
                .push(about(path, |path| Problem::Unreadable { path, reason: crate::source::read::reason(&error) }));
        }
    } else if path.is_file() {
        files.push(path.to_path_buf());
    } else {
        diagnostics.push(about(path, |path| Problem::NotFound { what: "font folder", path }));
    }
    files.sort();
    let mut fonts = Vec::new();
    for file in files {
        let small = fs::metadata(&file).is_ok_and(|metadata| metadata.len() <= LIMIT);
        let bytes = if small { fs::read(&file).unwrap_or_default() } else { Vec::new() };
        let count = ttf_count(&bytes);
        let found: Vec<_> = (0..count).filter_map(|index| Some((index, FontInfo::new(&bytes, index)?))).collect();
        if found.is_empty() {
            diagnostics.push(about(&file, |path| Problem::BadFont { path }));
        }
        fonts.extend(found.into_iter().map(|(index, info)| (FontPath { path: file.clone(), index }, info)));
    }
    fonts
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
