//! From a profile to the résumé that is shown.
//!
//! [`resolve`] is a pure function: one language is chosen, dates are worded, sections titled and put in order, and what
//! is empty goes. [`resolve_letter`] does the same for a [`letter`]. Nothing after them decides about content; nothing in
//! them knows of pages.

mod change;
mod field;
mod html;
pub mod letter;
mod lowest;
pub mod markup;
mod model;
mod output;
pub mod posting;
pub mod presentation;
pub mod redact;
mod resolve;
pub mod resume;
pub(crate) mod schema;
pub mod selection;
pub mod texts;

pub use change::{Change, apply, lay_over, merge_changes};
pub use field::Field;
pub(crate) use html::read_html;
pub use lowest::{Candidate, lowest};
pub use model::{Application, Bound, Changed, Count, LetterChoice, Limits, Pages, Select, Since, ThemeChoice, Words};
pub use output::{Filling, OutputName, slug};
pub use presentation::{DateStyle, Presentation};
pub use resolve::{paper_of, resolve, resolve_letter};
