//! From an input to its artifacts.
//!
//! A [`Renderer`] holds what many renders share: fonts and themes. [`Renderer::make`] takes one input all the way, as a
//! function from bytes to bytes; it reads nothing but the images and fonts beside the input. Writing artifacts, and
//! ending what takes too long, is left to the caller.

mod content;
mod document;
mod dossier;
mod fit;
mod format;
mod images;
mod leaks;
mod load;
mod outline;
mod posting;
mod reading;
pub mod record;
mod render;
pub mod report;
mod request;
pub mod search;
mod shard;
pub mod workspace;

pub use fit::Fitted;
pub use format::Format;
pub(crate) use images::Images;
pub use load::{Input, load, load_letter};
pub use outline::{Outline, is_profile, outline};
pub use posting::{Answer, SYNONYMS, answer};
pub use render::Renderer;
pub use request::{LETTER, Made, Request};
pub use shard::{Shard, deal};

/// The most calls of [`evict`] that a result of Typst's outlives without being of use.
const AGE: usize = 11;

/// Forgets what Typst remembers of documents made a while ago; a batch calls it after each, so that memory stays flat.
///
/// Typst keeps the results of its steps for the whole process and never drops one by itself. What all documents share,
/// such as a theme's own files, is used by each and so stays; where documents in several themes take turns, `turns` says after
/// how many the first theme is back.
pub fn evict(turns: usize) {
    comemo::evict(turns.clamp(1, AGE));
}
