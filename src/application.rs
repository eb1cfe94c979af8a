//! From a profile to the résumé that is shown.
//!
//! [`resolve`] is a pure function: one language is chosen, dates are worded, sections titled and put in order, and what
//! is empty goes. Nothing after it decides about content; nothing in it knows of pages.

mod change;
pub mod markup;
pub mod presentation;
mod resolve;
pub mod resume;
pub mod texts;

pub use change::{Change, apply};
pub use presentation::{DateStyle, Presentation};
pub use resolve::resolve;
