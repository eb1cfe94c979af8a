//! What curricle promises, held on whole documents: text arrives as it was written, no fact is lost, the same input
//! gives the same bytes, PDFs say what they are, pages are as few as asked for, and JSON Resume documents are profiles.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod as_written;
mod determinism;
mod expected;
mod facts;
mod fit;
mod joined;
mod json_resume;
mod languages;
mod letters;
mod metadata;
mod official_schema;
mod origins;
mod pdf;
mod redaction;
mod schema;
mod stage;
mod text_formats;
mod text_safety;
