//! Where artifacts go. The plan is made, and conflicts are refused, before any work.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use curricle::batch::{Format, LETTER, Outline, outline};
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem, Span};
use curricle::profile::LanguageTag;
use curricle::source::{Hidden, Sources};

use super::inputs::InputPath;
use super::render::Job;

/// Where the artifacts of one target go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Destination {
    /// Nothing is written.
    #[default]
    Nowhere,
    /// Standard output.
    Stdout,
    /// Files that start with this path, to which each artifact adds its suffix.
    Stem(PathBuf),
    /// This very file.
    File(PathBuf),
}

/// What is asked of one input; a run may ask several things of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Order {
    /// The input.
    pub(crate) input: InputPath,
    /// The application that is laid over it.
    pub(crate) application: Option<InputPath>,
    /// The themes; none for that of the application.
    pub(crate) themes: Vec<String>,
    /// The languages; none for that of the application.
    pub(crate) languages: Vec<LanguageTag>,
    /// The formats; none for those of the application.
    pub(crate) formats: Vec<Format>,
    /// What its artifacts are named after, where that is not the input.
    pub(crate) stem: Option<OsString>,
    /// Where it is asked for.
    pub(crate) asked_at: Option<Span>,
    /// The file of the workspace that it lies in.
    pub(crate) workspace: Option<PathBuf>,
    /// The folder of outputs, where none is named.
    pub(crate) dist: PathBuf,
}

impl Order {
    /// Everything that it asks for, one by one.
    pub(crate) fn wanted(&self) -> Vec<Wanted> {
        fn each<T: Clone>(items: &[T]) -> Vec<Option<T>> {
            if items.is_empty() { vec![None] } else { items.iter().cloned().map(Some).collect() }
        }
        let mut wanted = Vec::new();
        for theme in each(&self.themes) {
            for language in each(&self.languages) {
                wanted.push(Wanted {
                    input: self.input.clone(),
                    application: self.application.clone(),
                    theme: theme.clone(),
                    language,
                    formats: self.formats.clone(),
                    workspace: self.workspace.clone(),
                });
            }
        }
        wanted
    }
}

/// One input in one theme and one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Wanted {
    /// The input.
    pub(crate) input: InputPath,
    /// The application that is laid over it.
    pub(crate) application: Option<InputPath>,
    /// The theme; none for that of the application.
    pub(crate) theme: Option<String>,
    /// The language; none for that of the application.
    pub(crate) language: Option<LanguageTag>,
    /// The formats.
    pub(crate) formats: Vec<Format>,
    /// The file of the workspace that it lies in.
    pub(crate) workspace: Option<PathBuf>,
}

impl Wanted {
    /// What it is, for messages, without what its sources hide.
    pub(crate) fn describe(&self, sources: &Sources) -> String {
        let mut text = format!("`{}`", sources.masked_name(&self.input.name()));
        if let Some(application) = &self.application {
            text.push_str(&format!(" for `{}`", sources.masked_name(&application.name())));
        }
        if let Some(theme) = &self.theme {
            text.push_str(&format!(" in theme `{}`", sources.masked_name(theme)));
        }
        if let Some(language) = &self.language {
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
    /// The theme that it will be in.
    pub(crate) theme: String,
    /// Whether there will be a letter beside it, as an artifact of its own.
    pub(crate) letter: bool,
    /// Where the template of its name stands, or else where it is asked for.
    pub(crate) named_at: Option<Span>,
    /// The files that it depends on, the input aside.
    pub(crate) files: Vec<PathBuf>,
    /// Where its artifacts go.
    pub(crate) destination: Destination,
}

/// The targets of a run.
#[derive(Debug)]
pub(crate) struct Plan {
    /// What is made.
    pub(crate) targets: Vec<Target>,
    /// What cannot be made, since it cannot be named.
    pub(crate) rejected: Diagnostics,
}

/// A target that is not placed yet: the folder of outputs, and its name there.
type Draft = (PathBuf, PathBuf, Target);

/// Plans every target; each makes the letter too, if there is one, beside the résumé or joined before it.
///
/// # Errors
/// When two artifacts would have one name, when one would replace an input or the letter, or when the output is of the wrong kind.
pub(crate) fn plan(
    orders: &[Order],
    output: Option<&Path>,
    job: &Job,
    sources: &mut Sources,
) -> Result<Plan, Diagnostics> {
    orders.iter().try_for_each(named_once)?;
    let mut rejected = Diagnostics::new();
    let mut drafts: Vec<Draft> = Vec::new();
    // A report about two inputs masks what either hides.
    let mut hidden = Hidden::default();
    for order in orders {
        for wanted in order.wanted() {
            match draft(order, wanted, job, sources) {
                Ok((stem, target)) => drafts.push((order.dist.clone(), stem, target)),
                Err(errors) => rejected.extend(errors),
            }
            sources.hidden().into_iter().for_each(|own| hidden.merge(own));
        }
    }
    sources.hide(Arc::new(hidden));
    let usage = |message: &str, hint: &str| {
        Diagnostics::from(Diagnostic::nowhere(Problem::Usage { message: message.into(), hint: hint.into() }))
    };
    let artifacts = |(.., target): &Draft| target.wanted.formats.len() * if target.letter { 2 } else { 1 };
    let count: usize = drafts.iter().map(artifacts).sum();
    let project = drafts.iter().any(|(.., target)| target.wanted.formats == [Format::Typ]);
    let stdout = output == Some(Path::new("-"));
    if stdout && (count > 1 || project) {
        let hint = if drafts.iter().any(|(.., target)| target.letter) {
            "a letter is an artifact beside the résumé: name a folder with `-o`, or join the two with `--join`"
        } else {
            "name one input, one theme and one format that is a file"
        };
        return Err(usage("standard output takes one artifact", hint));
    }
    // A single artifact goes to the very file; a folder that is there, or a slash at the end, is a folder all the same.
    let single = output.filter(|path| {
        let slash = path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
        count == 1 && !project && !slash && !path.is_dir()
    });
    let folders = drafts.iter().map(|(dist, ..)| output.unwrap_or(dist));
    if single.is_none()
        && !stdout
        && let Some(folder) = folders.clone().find(|folder| folder.exists() && !folder.is_dir())
    {
        let message = format!("`{}` is a file, and there is more than one artifact", folder.display());
        return Err(usage(&message, "name a folder with `-o`"));
    }
    let destination = |dist: &Path, stem: PathBuf| match single {
        _ if stdout => Destination::Stdout,
        Some(path) => Destination::File(path.to_path_buf()),
        None => Destination::Stem(output.unwrap_or(dist).join(stem)),
    };
    let place = |(dist, stem, target): Draft| Target { destination: destination(&dist, stem), ..target };
    let targets: Vec<Target> = drafts.into_iter().map(place).collect();
    conflicts(&targets, job.letter.as_ref(), sources)?;
    Ok(Plan { targets, rejected })
}

/// Refuses an order that names a theme, a language or a format twice.
fn named_once(order: &Order) -> Result<(), Diagnostics> {
    fn twice<T: PartialEq>(items: &[T]) -> Option<&T> {
        items.iter().enumerate().find(|(index, item)| items[..*index].contains(item)).map(|(_, item)| item)
    }
    let theme = twice(&order.themes).map(|theme| format!("theme `{theme}`"));
    let language = || twice(&order.languages).map(|language| format!("language `{language}`"));
    let format = || twice(&order.formats).map(|format| format!("format `{}`", format.as_str()));
    match theme.or_else(language).or_else(format) {
        None => Ok(()),
        Some(what) => {
            let problem = Problem::Usage { message: format!("{what} is named twice"), hint: "name it once".into() };
            Err(Diagnostic::nowhere(problem).into())
        }
    }
}

/// A target that is not placed yet, with its name below the folder of outputs.
fn draft(
    order: &Order,
    mut wanted: Wanted,
    job: &Job,
    sources: &mut Sources,
) -> Result<(PathBuf, Target), Diagnostics> {
    // What cannot be read is said when it is made.
    let outline = match (wanted.input.read(), job.request_of(&wanted)) {
        (Ok(input), Ok(request)) => outline(&input, &request, sources)?,
        _ => Outline { letter: job.letter.is_some() && !job.request.join, ..Outline::default() },
    };
    if wanted.formats.is_empty() {
        wanted.formats = if outline.formats.is_empty() { vec![Format::Pdf] } else { outline.formats };
    }
    let mut stem = match (outline.name, &order.stem) {
        (Some(name), _) => PathBuf::from(name),
        (None, Some(stem)) => harmless(Path::new(stem), outline.hidden.as_deref()),
        (None, None) => harmless(Path::new(&wanted.input.stem()), outline.hidden.as_deref()),
    };
    let (tells_theme, tells_language) = outline.name_tells;
    if let Some(theme) = wanted.theme.as_ref().filter(|_| order.themes.len() > 1 && !tells_theme) {
        let mut suffix = OsString::from("-");
        suffix.push(theme_stem(theme));
        stem.as_mut_os_string().push(suffix);
    }
    if let Some(language) = wanted.language.as_ref().filter(|_| order.languages.len() > 1 && !tells_language) {
        stem.as_mut_os_string().push(format!("-{language}"));
    }
    let target = Target {
        wanted,
        theme: outline.theme,
        letter: outline.letter,
        named_at: outline.name_span.or(order.asked_at),
        files: outline.files,
        destination: Destination::Stdout,
    };
    Ok((stem, target))
}

/// The name of an input without what is redacted: files are often named after the person.
fn harmless(stem: &Path, hidden: Option<&Hidden>) -> PathBuf {
    let part = |part: &std::ffi::OsStr| match hidden.and_then(|hidden| hidden.stem(&part.to_string_lossy())) {
        Some(stand_in) => OsString::from(stand_in),
        None => part.to_owned(),
    };
    stem.iter().map(part).collect()
}

/// The part of a file name that a theme gives: its name, or the last folder of its path.
fn theme_stem(theme: &str) -> OsString {
    Path::new(theme).file_name().map_or_else(|| "theme".into(), OsString::from)
}

/// Refuses targets that would write one file, and those that would write over an input or another file that they are made of.
fn conflicts(targets: &[Target], letter: Option<&InputPath>, sources: &Sources) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut seen: BTreeMap<PathBuf, &Target> = BTreeMap::new();
    let read = targets.iter().flat_map(|target| {
        let named = [Some(&target.wanted.input), target.wanted.application.as_ref(), letter];
        named.into_iter().flatten().filter_map(input_path).chain(target.files.iter().map(|path| normal(path)))
    });
    let read: Vec<PathBuf> = read.collect();
    for target in targets {
        let source = target.wanted.describe(sources);
        let documents: &[&str] = if target.letter { &["", LETTER] } else { &[""] };
        let formats = &target.wanted.formats;
        for (document, format) in
            documents.iter().flat_map(|document| formats.iter().map(move |format| (document, format)))
        {
            let path = match &target.destination {
                Destination::Stdout | Destination::Nowhere => continue,
                Destination::File(path) => path.clone(),
                Destination::Stem(stem) if *format == Format::Typ => with_suffix(stem, &format!("{document}-typst")),
                Destination::Stem(stem) => with_suffix(stem, &format!("{document}.{}", format.as_str())),
            };
            let place = normal(&path);
            if read.contains(&place) {
                let message = format!("`{}` is an input and would be overwritten", path.display());
                let hint = "name another file with `-o`".into();
                diagnostics.push(Diagnostic::nowhere(Problem::Usage { message, hint }));
            }
            if let Some(first) = seen.insert(place, target) {
                let other = format!("{} and {source}", first.wanted.describe(sources));
                let problem = Problem::OutputClash { path: path.display().to_string(), other };
                let clash = Diagnostic::maybe_at(target.named_at, problem);
                diagnostics.push(match first.named_at.filter(|first| Some(*first) != target.named_at) {
                    Some(first) => clash.with_related(first, "the other is named here"),
                    None => clash,
                });
            }
        }
    }
    if diagnostics.is_empty() { Ok(()) } else { Err(diagnostics) }
}

fn input_path(input: &InputPath) -> Option<PathBuf> {
    match input {
        InputPath::Stdin(_) => None,
        InputPath::File(path) => Some(normal(path)),
    }
}

/// A path by which two names of one file compare equal, whether the file is there or not: links are resolved as far as
/// there is something, and `..` takes back a folder that is still to be made.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut normal = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            Component::Prefix(_) | Component::RootDir => normal.push(part),
            Component::Normal(name) => {
                normal.push(name);
                normal = normal.canonicalize().unwrap_or(normal);
            }
        }
    }
    normal
}

/// A path with something added to its file name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests;
