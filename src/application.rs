//! From a profile to the résumé that is shown.
//!
//! [`resolve`] is a pure function: one language is chosen, dates are worded, sections titled and put in order, and what
//! is empty goes. [`resolve_letter`] does the same for a [`letter`]. Nothing after them decides about content; nothing in
//! them knows of pages.

mod change;
pub mod letter;
pub mod markup;
pub mod posting;
pub mod presentation;
mod resolve;
pub mod resume;
pub mod texts;

pub use change::{Change, apply};
pub use presentation::{DateStyle, Presentation};
pub use resolve::{resolve, resolve_letter};
