//! x
pub mod application;
pub mod diagnostic;
pub mod locale;
pub mod profile;
pub mod source;
