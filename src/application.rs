//! x
pub mod markup;
pub mod resume;
