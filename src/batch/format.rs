//! The formats that artifacts can have.

use std::str::FromStr;

use crate::diagnostic::{Problem, nearest};

/// The names, as messages list them.
const EXPECTED: &str = "`pdf`, `png`, `svg`, `txt`, `md` or `typ`";

/// The endings of documents and pictures that are not made here.
const FOREIGN: [&str; 19] = [
    "csv", "doc", "docx", "epub", "gif", "htm", "html", "jpeg", "jpg", "json", "odt", "ps", "rtf", "tex", "webp",
    "xml", "yaml", "yml", "zip",
];

/// A format that artifacts can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One PDF.
    Pdf,
    /// One PNG a page.
    Png,
    /// One SVG a page.
    Svg,
    /// Plain text.
    Txt,
    /// Markdown.
    Md,
    /// A folder with the Typst project.
    Typ,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Pdf, Self::Png, Self::Svg, Self::Txt, Self::Md, Self::Typ];

    /// The format of a name in a file.
    ///
    /// # Errors
    /// `bad-choice` for a name that is none.
    pub fn named(name: &str) -> Result<Self, Problem> {
        Self::find(name).ok_or_else(|| Problem::BadChoice {
            found: name.to_owned(),
            expected: EXPECTED.into(),
            near: nearest(name, Self::ALL.into_iter().map(Self::as_str)).map(str::to_owned),
        })
    }

    /// The format that the ending of a file's name says: that of its name, `markdown` or `text`.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "markdown" => Some(Self::Md),
            "text" => Some(Self::Txt),
            ending => Self::find(ending),
        }
    }

    /// Tells an ending by which people mean a format that is not made here.
    #[must_use]
    pub fn is_foreign(ending: &str) -> bool {
        FOREIGN.iter().any(|foreign| foreign.eq_ignore_ascii_case(ending))
    }

    fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str().eq_ignore_ascii_case(name.trim()))
    }

    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Txt => "txt",
            Self::Md => "md",
            Self::Typ => "typ",
        }
    }

    /// Whether it shows laid-out pages; the others say what the résumé says, and need no layout.
    #[must_use]
    pub fn has_pages(self) -> bool {
        !matches!(self, Self::Txt | Self::Md)
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::find(name).ok_or_else(|| format!("expected {EXPECTED}"))
    }
}
