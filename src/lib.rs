//! x
pub mod application;
pub mod diagnostic;
pub mod source;
