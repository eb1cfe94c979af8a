//! From an input to its artifacts.
//!
//! A [`Renderer`] holds what many renders share: fonts and themes. [`Renderer::make`] takes one input all the way, as a
//! function from bytes to bytes; it reads nothing but the images and fonts beside the input. Writing artifacts, and
//! ending what takes too long, is left to the caller.

mod load;
mod render;

pub use load::{Input, load};
pub use render::{Format, Made, Renderer, Request};
