//! What a run and its workers say to each other: JSON, one message a line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use curricle::batch::Format;
use curricle::profile::LanguageTag;
use serde::{Deserialize, Serialize};

use crate::cli::inputs::InputPath;
use crate::cli::plan::{Destination, Target, Variant, Wanted};

/// What a worker is told first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Greeting {
    /// Whether diagnostics have colour.
    pub(super) color: bool,
    /// Whether they show what is hidden.
    pub(super) unmasked: bool,
    /// The limit of memory in bytes.
    pub(super) memory: u64,
    /// After how many targets a theme is back, at worst.
    pub(super) turns: usize,
}

/// A target, as a worker is told of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Task {
    /// What the answer is known by.
    pub(super) id: u32,
    input: WireInput,
    application: Option<WirePath>,
    theme: Option<String>,
    language: Option<String>,
    formats: Vec<String>,
    workspace: Option<WirePath>,
    found: bool,
    shown_theme: String,
    destination: WireDestination,
    /// The folder for temporary files.
    pub(super) temporary: Option<WirePath>,
}

/// A path: as text where it is one, since nearly all are.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum WirePath {
    Text(String),
    Other(OsString),
}

impl From<&Path> for WirePath {
    fn from(path: &Path) -> Self {
        path.to_str().map_or_else(|| Self::Other(path.as_os_str().to_owned()), |text| Self::Text(text.to_owned()))
    }
}

impl From<WirePath> for PathBuf {
    fn from(path: WirePath) -> Self {
        match path {
            WirePath::Text(text) => text.into(),
            WirePath::Other(name) => name.into(),
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum WireInput {
    File(WirePath),
    /// Its bytes, since only one process can read it.
    Stdin(Vec<u8>),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum WireDestination {
    Nowhere,
    Stem(WirePath),
    File(WirePath),
}

impl Task {
    /// Whether there can be a message of a target.
    pub(super) fn is_possible(target: &Target) -> bool {
        let stdin = matches!(target.wanted.variant.application.as_deref(), Some(InputPath::Stdin(_)));
        let unread = matches!(target.wanted.input, InputPath::Stdin(_)) && target.wanted.input.read().is_err();
        !stdin && !unread && !target.is_streamed()
    }

    /// A target as a message; none where only this process can make it, since it is about its standard streams.
    pub(super) fn new(id: u32, target: &Target, temporary: Option<&Path>) -> Option<Self> {
        let Wanted { input: read, variant } = &target.wanted;
        let input = |input: &InputPath| match input {
            InputPath::File(path) => Some(WireInput::File((&**path).into())),
            InputPath::Stdin(_) => Some(WireInput::Stdin(input.read().ok()?.bytes)),
        };
        let application = match variant.application.as_deref() {
            None => None,
            Some(InputPath::File(path)) => Some((&**path).into()),
            Some(InputPath::Stdin(_)) => return None,
        };
        Some(Self {
            id,
            input: input(read)?,
            application,
            theme: variant.theme.as_deref().map(str::to_owned),
            language: variant.language.as_ref().map(ToString::to_string),
            formats: variant.formats.iter().map(|format| format.as_str().to_owned()).collect(),
            workspace: variant.workspace.as_deref().map(Into::into),
            found: variant.found,
            shown_theme: target.family.theme.to_string(),
            destination: match target.destination() {
                Destination::Stdout => return None,
                Destination::Nowhere => WireDestination::Nowhere,
                Destination::Stem(stem) => WireDestination::Stem(stem.as_path().into()),
                Destination::File(path) => WireDestination::File(path.as_path().into()),
            },
            temporary: temporary.map(Into::into),
        })
    }

    /// The target that is meant.
    pub(super) fn target(self) -> Target {
        let input = match self.input {
            WireInput::File(path) => InputPath::of_file(&PathBuf::from(path)),
            WireInput::Stdin(bytes) => InputPath::given(bytes),
        };
        let variant = Variant {
            application: self.application.map(|path| Arc::new(InputPath::of_file(&PathBuf::from(path)))),
            theme: self.theme.map(Into::into),
            language: self.language.as_deref().and_then(LanguageTag::parse),
            formats: self.formats.iter().filter_map(|name| Format::named(name).ok()).collect(),
            workspace: self.workspace.map(|path| PathBuf::from(path).into()),
            found: self.found,
        };
        let destination = match self.destination {
            WireDestination::Nowhere => Destination::Nowhere,
            WireDestination::Stem(stem) => Destination::Stem(stem.into()),
            WireDestination::File(path) => Destination::File(path.into()),
        };
        Target::to(Wanted { input, variant: Arc::new(variant) }, self.shown_theme.into(), destination)
    }
}
