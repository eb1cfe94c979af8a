//! x
pub mod application;
pub mod diagnostic;
pub mod export;
pub mod source;
pub mod typeset;
