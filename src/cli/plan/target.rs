//! What is made at once. There may be a hundred thousand of them, so that what many share is held once.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use curricle::batch::Format;
use curricle::profile::LanguageTag;
use curricle::source::Sources;

use crate::cli::inputs::InputPath;
use crate::cli::order::Naming;

/// How many different values are looked at before one is taken for new.
const LATELY: usize = 64;

/// Where the artifacts of one target go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Nothing is written.
    Nowhere,
    /// Standard output.
    Stdout,
    /// Files that start with this path, to which each artifact adds its suffix.
    Stem(PathBuf),
    /// This very file.
    File(PathBuf),
}

/// One input in one theme and one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Wanted {
    /// The input.
    pub(crate) input: InputPath,
    /// What is made of it.
    pub(crate) variant: Arc<Variant>,
}

/// What is made of an input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Variant {
    /// The application that is laid over it.
    pub(crate) application: Option<Arc<InputPath>>,
    /// The theme; none for that of the application.
    pub(crate) theme: Option<Arc<str>>,
    /// The language; none for that of the application.
    pub(crate) language: Option<LanguageTag>,
    /// The formats.
    pub(crate) formats: Arc<[Format]>,
    /// The file of the workspace that the input lies in.
    pub(crate) workspace: Option<Arc<Path>>,
    /// Whether the input was found in a folder, so that nobody says it is a profile.
    pub(crate) found: bool,
}

impl Wanted {
    /// What it is, for messages, without what its sources hide.
    pub(crate) fn describe(&self, sources: &Sources) -> String {
        let mut text = format!("`{}`", sources.masked_name(&self.input.name()));
        if let Some(application) = &self.variant.application {
            text.push_str(&format!(" for `{}`", sources.masked_name(&application.name())));
        }
        if let Some(theme) = &self.variant.theme {
            text.push_str(&format!(" in theme `{}`", sources.masked_name(theme)));
        }
        if let Some(language) = &self.variant.language {
            text.push_str(&format!(" in language `{language}`"));
        }
        text
    }
}

/// What is made at once, and where it goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Target {
    /// What is made.
    pub(crate) wanted: Wanted,
    /// What others have like it.
    pub(crate) family: Arc<Family>,
    /// Where its artifacts go.
    pub(super) place: Place,
    /// Its place in the whole plan, counted from 0: by input as found, then theme, then language.
    pub(crate) position: u32,
    /// What no other has, where there is anything.
    pub(super) own: Option<Box<Own>>,
}

/// What a target has that does not follow from its input and its family.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Own {
    /// Where its artifacts go.
    pub(super) path: PathBuf,
    /// Its names without what is hidden; none where that is nothing.
    pub(super) masked: Option<Masked>,
}

/// What is known of a target once its input was opened, and is the same for many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Family {
    /// The theme that it will be in.
    pub(crate) theme: Arc<str>,
    /// Whether there will be a letter beside it, as an artifact of its own.
    pub(crate) letter: bool,
    /// The files that it depends on, the input aside.
    pub(crate) files: Vec<PathBuf>,
    /// The folder of outputs that its artifacts are below, where there is one.
    pub(crate) folder: Option<Arc<Path>>,
    /// What its artifacts are named after.
    pub(super) naming: Naming,
    /// What stands behind that, before the suffix of each artifact.
    pub(super) behind: OsString,
    /// Whether an application gives its outputs their name.
    pub(crate) named: bool,
}

/// Where the artifacts of one target go, without what its family says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Place {
    /// Nothing is written.
    #[default]
    Nowhere,
    /// Standard output.
    Stdout,
    /// Below the folder of outputs, named after the input.
    Input,
    /// Files that start with a path of its own.
    Stem,
    /// A file of its own.
    File,
}

/// The names of a target without what it hides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Masked {
    pub(crate) input: Box<str>,
    pub(crate) application: Option<Box<str>>,
    pub(crate) theme: Box<str>,
    /// The name of its outputs below the folder of outputs, without suffix.
    pub(crate) stem: Box<str>,
    /// What was named as output, or the folder of outputs.
    pub(crate) output: Box<str>,
}

impl Target {
    /// Where its artifacts go.
    pub(crate) fn destination(&self) -> Destination {
        let own = || self.own.as_ref().map(|own| own.path.clone()).unwrap_or_default();
        match self.place {
            Place::Nowhere => Destination::Nowhere,
            Place::Stdout => Destination::Stdout,
            Place::Input => Destination::Stem(self.family.stem(&self.wanted.input)),
            Place::Stem => Destination::Stem(own()),
            Place::File => Destination::File(own()),
        }
    }

    /// Its names without what is hidden; none where that is nothing.
    pub(crate) fn masked(&self) -> Option<&Masked> {
        self.own.as_ref()?.masked.as_ref()
    }

    /// A target whose destination is known.
    pub(crate) fn to(wanted: Wanted, theme: Arc<str>, destination: Destination) -> Self {
        let (place, path) = match destination {
            Destination::Nowhere => (Place::Nowhere, None),
            Destination::Stdout => (Place::Stdout, None),
            Destination::Stem(stem) => (Place::Stem, Some(stem)),
            Destination::File(path) => (Place::File, Some(path)),
        };
        let own = path.map(|path| Box::new(Own { path, masked: None }));
        Self { wanted, family: Arc::new(Family { theme, ..Family::default() }), place, own, ..Self::default() }
    }

    /// Puts its one artifact where no folder of outputs is: into a file, or else to standard output.
    pub(super) fn place_alone(&mut self, file: Option<&Path>) {
        self.place = if file.is_some() { Place::File } else { Place::Stdout };
        if let Some(path) = file {
            self.own.get_or_insert_default().path = path.to_path_buf();
        }
        self.family = Arc::new(Family { folder: None, ..(*self.family).clone() });
    }

    /// Whether anything is written.
    pub(crate) fn is_written(&self) -> bool {
        self.place != Place::Nowhere
    }

    /// Whether it goes to standard output.
    pub(crate) fn is_streamed(&self) -> bool {
        self.place == Place::Stdout
    }
}

impl Family {
    /// What the paths of artifacts that are named after this input begin with.
    pub(super) fn stem(&self, input: &InputPath) -> PathBuf {
        let mut stem = self.folder.as_deref().unwrap_or(Path::new("")).join(self.naming.stem(input));
        stem.as_mut_os_string().push(&self.behind);
        stem
    }
}

/// Holds equal values once, as long as there are not many different ones in turn.
#[derive(Debug)]
pub(super) struct Once<T>(Vec<Arc<T>>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq + Clone> Once<T> {
    /// The one that is equal to this.
    pub(super) fn of(&mut self, item: &T) -> Arc<T> {
        if let Some(known) = self.0.iter().find(|known| ***known == *item) {
            return Arc::clone(known);
        }
        if self.0.len() == LATELY {
            self.0.remove(0);
        }
        let new = Arc::new(item.clone());
        self.0.push(Arc::clone(&new));
        new
    }
}
