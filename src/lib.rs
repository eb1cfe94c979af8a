//! x
pub mod application;
pub mod diagnostic;
pub mod profile;
pub mod source;
