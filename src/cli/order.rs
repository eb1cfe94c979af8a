//! What is asked: of which input, and where its artifacts are to stand.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use curricle::batch::Format;
use curricle::diagnostic::{Problem, Span};
use curricle::profile::LanguageTag;

use super::inputs::{InputPath, stem};
use super::plan::{Variant, Wanted};

/// What is asked of one input; a run may ask several things of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Order {
    /// The input.
    pub(crate) input: InputPath,
    /// What its artifacts are named after.
    pub(crate) naming: Naming,
    /// What is asked, which many inputs share.
    pub(crate) asked: Arc<Asked>,
}

/// What is asked of inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The application that is laid over each.
    pub(crate) application: Option<Arc<InputPath>>,
    /// The themes; none for that of the application.
    pub(crate) themes: Vec<Arc<str>>,
    /// The languages; none for that of the application.
    pub(crate) languages: Vec<LanguageTag>,
    /// The formats; none for those of the application.
    pub(crate) formats: Arc<[Format]>,
    /// Where it is asked.
    pub(crate) span: Option<Span>,
    /// The file of the workspace that the inputs lie in.
    pub(crate) workspace: Option<Arc<Path>>,
    /// The folder of outputs, where none is named.
    pub(crate) dist: Arc<Path>,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            application: None,
            themes: Vec::new(),
            languages: Vec::new(),
            formats: Arc::default(),
            span: None,
            workspace: None,
            dist: Path::new("").into(),
        }
    }
}

impl Asked {
    /// What is wrong with a theme, a language or a format that is named twice.
    pub(crate) fn named_twice(&self) -> Option<Problem> {
        fn twice<T: PartialEq>(items: &[T]) -> Option<&T> {
            items.iter().enumerate().find(|(index, item)| items[..*index].contains(item)).map(|(_, item)| item)
        }
        let theme = twice(&self.themes).map(|theme| format!("theme `{theme}`"));
        let language = || twice(&self.languages).map(|language| format!("language `{language}`"));
        let format = || twice(&self.formats).map(|format| format!("format `{}`", format.as_str()));
        let what = theme.or_else(language).or_else(format)?;
        Some(Problem::Usage { message: format!("{what} is given twice"), hint: "give it once".into() })
    }
}

/// What artifacts are named after, where no application says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Naming {
    /// The file name of the input.
    #[default]
    Flat,
    /// The path of the input without so many folders at its beginning: it was found in a folder, whose tree is mirrored.
    Mirrored(usize),
    /// This path.
    Stem(Arc<Path>),
}

impl Naming {
    /// Whether nobody named the input itself.
    pub(crate) fn is_found(&self) -> bool {
        matches!(self, Self::Mirrored(_))
    }

    /// What the artifacts of an input are named after, as a path below the folder of outputs.
    pub(crate) fn stem(&self, input: &InputPath) -> PathBuf {
        match (self, input) {
            (Self::Stem(stem), _) => stem.to_path_buf(),
            (Self::Mirrored(folders), InputPath::File(path)) => {
                let within: PathBuf = path.components().skip(*folders).collect();
                within.with_file_name(stem(path).unwrap_or_default())
            }
            _ => PathBuf::from(input.stem()),
        }
    }
}

impl Order {
    /// How many things it asks for.
    pub(crate) fn count(&self) -> usize {
        self.asked.themes.len().max(1) * self.asked.languages.len().max(1)
    }

    /// Everything that it asks for, one by one.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = Wanted> {
        fn each<T>(items: &[T]) -> impl Iterator<Item = Option<&T>> {
            items.iter().map(Some).chain(items.is_empty().then_some(None))
        }
        let asked = &self.asked;
        each(&asked.themes).flat_map(move |theme| {
            each(&asked.languages).map(move |language| {
                let variant = Variant {
                    application: asked.application.clone(),
                    theme: theme.cloned(),
                    language: language.cloned(),
                    formats: Arc::clone(&asked.formats),
                    workspace: asked.workspace.clone(),
                    found: self.naming.is_found(),
                };
                Wanted { input: self.input.clone(), variant: Arc::new(variant) }
            })
        })
    }

    /// The same for a name that an application gives: it takes the place of the file name, in the same folder.
    pub(crate) fn named(&self, name: &str, folder: impl FnOnce(&Path) -> PathBuf) -> PathBuf {
        match &self.naming {
            Naming::Mirrored(_) => folder(self.naming.stem(&self.input).parent().unwrap_or(Path::new(""))).join(name),
            _ => PathBuf::from(OsString::from(name)),
        }
    }
}
