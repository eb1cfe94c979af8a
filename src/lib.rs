//! x
pub mod application;
pub mod diagnostic;
pub mod source;
pub mod theme;
