//! Artifacts: the bytes of files, one module for each format. Writing them to files is the caller's work.
//!
//! `pdf`, `png`, `svg` and `typ` take laid-out pages; `txt` and `md` take the résumé itself, so that nothing need be laid
//! out, and say it by the same `outline`. `gallery` puts pages that were drawn side by side.

pub mod gallery;
pub mod md;
mod outline;
pub mod palette;
pub mod pdf;
pub mod png;
pub mod svg;
pub mod txt;
pub mod typ;

/// The bytes of one output file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// What follows the document's name in the file name, such as `.pdf`, `-2.png` or `-typst/main.typ`; with forward
    /// slashes.
    pub suffix: String,
    /// The contents.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests;
