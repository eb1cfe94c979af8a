//! Typesetting: from a Typst project in memory to laid-out pages.
//!
//! A [`TypstProject`](crate::theme::TypstProject) is what a theme made of a résumé or a letter: one generated Typst file,
//! the theme's own files, and the names of images. [`compile()`] lays it out with those [`Images`] and the fonts of a
//! [`FontSet`], and says what Typst had to say at the place where its author can mend it: the profile where the text came
//! from there, the theme otherwise. [`fit`] looks for the density at which pages are as few as wanted. Nothing here reads the disk (but for fonts that were named before and images, see
//! [`image`]), the clock, or the network. Turning pages into files is the work of [`crate::export`].

mod compile;
mod date;
mod extent;
pub mod fit;
pub mod fonts;
mod glyphs;
pub mod image;
mod places;
mod world;

pub(crate) use compile::translate;
pub use compile::{Settings, Typeset, compile};
pub use date::DocumentDate;
pub use fonts::FontSet;
pub(crate) use fonts::{is_bundled_family, is_bundled_font};
pub use image::Images;
pub(crate) use places::{Known, Places};
pub use typst::foundations::Bytes;
pub use world::warm_up;

pub use crate::theme::project::MAIN;
