//! What is asked of a render, and what came of it.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use super::fit::Fitted;
use super::format::Format;
use super::load::Input;
use crate::application::Field;
use crate::application::selection::Decision;
use crate::export::{Artifact, pdf};
use crate::profile::LanguageTag;
use crate::source::{Hidden, Reads};

/// What the file name of a letter has behind the document's name.
pub const LETTER: &str = "-letter";

/// What to make of an input, beside what its application says. What is named here counts more.
#[derive(Debug, Clone)]
pub struct Request {
    /// The theme: a name, or a path if it holds a slash; none for that of the application, or `plain`.
    pub theme: Option<String>,
    /// A folder of themes for a theme of the request that is neither built in nor beside the files that are read.
    pub themes: Option<PathBuf>,
    /// An application that is used for the input, whichever that is.
    pub application: Option<Input>,
    /// Fields of an application.
    pub fields: Vec<Field>,
    /// A letter to make beside the résumé.
    pub letter: Option<Input>,
    /// Whether the letter and the résumé are one document, whatever the letter says.
    pub join: bool,
    /// Options of the theme, each `NAME=VALUE`.
    pub options: Vec<String>,
    /// The formats; without any, the document is laid out and exported as PDF, but nothing comes of it.
    pub formats: Vec<Format>,
    /// The language; none for that of the application, or the profile's own.
    pub language: Option<LanguageTag>,
    /// Changes to the profile, each `PATH=VALUE`.
    pub changes: Vec<String>,
    /// Standards that the PDF has to meet.
    pub standards: Vec<pdf::Standard>,
    /// The document's date where nothing else gives one, in seconds since 1970-01-01T00:00:00Z.
    pub source_date_epoch: Option<i64>,
    /// The resolution of PNG in pixels per inch.
    pub ppi: f64,
    /// How many columns the lines of plain text have at most; none where they are not to be broken.
    pub wrap: Option<NonZeroUsize>,
    /// Whether the input shall answer an advert that it does not name; see [`answer`](super::answer).
    pub answers: bool,
    /// The workspace: its defaults lie beneath every application, its `themes/` and `fonts/` serve every input.
    pub workspace: Option<Input>,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            theme: None,
            themes: None,
            application: None,
            fields: Vec::new(),
            letter: None,
            join: false,
            options: Vec::new(),
            formats: vec![Format::Pdf],
            language: None,
            changes: Vec::new(),
            standards: Vec::new(),
            source_date_epoch: None,
            ppi: 144.0,
            wrap: None,
            answers: false,
            workspace: None,
        }
    }
}

/// What came of a render.
#[derive(Debug, Clone)]
pub struct Made {
    /// The artifacts, in the order of the formats: those of the résumé, then those of the letter, whose suffixes begin
    /// with [`LETTER`]. A letter that is joined before the résumé is in the same artifacts.
    pub artifacts: Vec<Artifact>,
    /// How many pages the documents have together; 0 where no format asked for pages.
    pub pages: usize,
    /// How the résumé was made to fit, where a number of pages was asked for.
    pub fitted: Option<Fitted>,
    /// The files of the images that their pages show.
    pub images: Vec<PathBuf>,
    /// What of the profile is shown and what is not, with the reasons.
    pub decisions: Vec<Decision>,
    /// What must not be shown, also in the names of files: see [`Hidden::stem`]. None where nothing is redacted.
    pub hidden: Option<Arc<Hidden>>,
    /// All that had a say in it beside the request and curricle itself.
    pub reads: Reads,
}
