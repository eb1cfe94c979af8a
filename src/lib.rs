//! x
pub mod application;
pub mod batch;
pub mod diagnostic;
pub mod export;
pub mod locale;
pub mod profile;
pub mod source;
pub mod theme;
pub mod typeset;
