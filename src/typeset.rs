//! Typesetting: from a Typst project in memory to laid-out pages.
//!
//! [`Project`] is what a theme made of a résumé: one generated Typst file, the theme's own files, and the profile's
//! images. [`compile()`] lays it out with the fonts of a [`FontSet`] and says what Typst had to say at the place where
//! its author can mend it: the profile where the text came from there, the theme otherwise. Nothing here reads the disk
//! (but for fonts that were named before and images, see [`image`]), the clock, or the network. Turning pages into
//! files is the work of [`crate::export`].

mod compile;
mod date;
pub mod fonts;
mod glyphs;
pub mod image;
mod places;
mod world;

use std::ops::Range;

pub(crate) use compile::translate;
pub use compile::{Settings, Typeset, compile};
pub use date::DocumentDate;
pub use fonts::FontSet;
pub(crate) use places::{Known, Places};
pub use typst::foundations::Bytes;
pub use world::warm_up;

use crate::diagnostic::Span;

/// The virtual path of the generated file.
pub const MAIN: &str = "/main.typ";

/// A Typst project in memory.
///
/// Paths are virtual and absolute: `/main.typ`, `/themes/<name>/…` for the files of a theme and of those it extends,
/// `/images/…` for images. Typst numbers every path it ever sees in a process with 16 bits and never forgets one: use
/// the same few paths for every profile, such as `/images/1.jpg`, not names from the outside.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// The name of the theme, for messages.
    pub theme: String,
    /// The text of [`MAIN`].
    pub main: String,
    /// All other files.
    pub files: Vec<ProjectFile>,
    /// Which byte ranges of `main` are literals that hold text of the profile, and where that text stands.
    pub origins: Vec<(Range<usize>, Span)>,
}

/// One file of a [`Project`].
#[derive(Debug, Clone)]
pub struct ProjectFile {
    /// The virtual path, such as `/themes/plain/theme.typ`.
    pub path: String,
    /// The contents.
    pub bytes: Bytes,
    /// The name shown to people, such as `themes/plain/theme.typ (built in)`.
    pub display: String,
}
