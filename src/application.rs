//! x
pub mod markup;
pub mod presentation;
pub mod resume;
