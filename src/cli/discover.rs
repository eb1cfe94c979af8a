//! From what was named on the command line to what is asked of which input: files, folders, patterns, workspaces.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use curricle::batch::Format;
use curricle::batch::search::{resembles_input, search};
use curricle::batch::workspace::FILE;
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem, Severity};
use curricle::source::{Hidden, Sources};

use super::inputs::InputPath;
use super::order::{Naming, Order};
use super::plan::{Places, Wanted};
use super::render::Job;
use super::terminal::Terminal;
use super::usage::quoted;
use super::workspace::{self, Override, Workspaces};

/// What makes a path a pattern.
const WILDCARDS: [char; 3] = ['*', '?', '['];

/// The most files that are read to find out what may be meant.
const LOOKS: usize = 100;

/// The most of them that are named, beside the first.
const SHOWN: usize = 4;

/// What the command line asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asking<'a> {
    /// The command, for messages.
    pub(crate) command: &'a str,
    /// The inputs.
    pub(crate) inputs: &'a [PathBuf],
    /// The themes.
    pub(crate) themes: &'a [String],
    /// The formats.
    pub(crate) formats: &'a [Format],
    /// The output.
    pub(crate) output: Option<&'a Path>,
}

/// What an argument leads to.
enum Reached {
    Workspace(PathBuf),
    Input {
        input: InputPath,
        naming: Naming,
        /// The folder whose workspace says where artifacts go.
        root: Arc<Path>,
    },
}

/// What is asked of the inputs that were named, some of which may be folders, patterns and workspaces; where none is, what the
/// workspace here asks for.
///
/// # Errors
/// Inputs that are absent or named twice, folders and patterns without any, no input and no workspace, and what is wrong with a
/// workspace's file.
pub(crate) fn orders(
    asking: Asking<'_>,
    job: &Job,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Vec<Order>, Diagnostics> {
    let given = Override {
        application: job.application.clone(),
        themes: asking.themes.iter().map(|theme| theme.as_str().into()).collect(),
        languages: job.languages.clone(),
        formats: asking.formats.into(),
    };
    let mut discovery = Discovery::new(asking);
    if asking.inputs.is_empty() {
        match workspace::find(Path::new(".")) {
            Some(file) => discovery.reached.push(Reached::Workspace(file)),
            None => return Err(Diagnostic::nowhere(no_input(asking.command)).into()),
        }
    }
    let mut diagnostics = Diagnostics::new();
    for path in asking.inputs {
        if let Err(errors) = discovery.argument(path) {
            diagnostics.extend(errors);
        }
    }
    if !diagnostics.is_empty() {
        if discovery.may_redact(job) {
            sources.hide(Arc::new(Hidden::everything()));
        }
        return Err(diagnostics);
    }
    let Discovery { reached, mut workspaces, .. } = discovery;
    // What is wrong with a workspace or with names of outputs is said with its place.
    sources.hide(Arc::default());
    let mut orders = Vec::with_capacity(reached.len());
    for reached in reached {
        match reached {
            Reached::Workspace(file) => {
                let read = workspace::orders(&file, &given, sources)?;
                terminal.report(&read.warnings, sources);
                orders.extend(read.value);
            }
            Reached::Input { input, naming, root } => orders.push(workspaces.order(input, naming, &root, &given)),
        }
    }
    Ok(orders)
}

/// Returns the files in a folder that look like profiles or applications, as far as that many are worth a look.
pub(crate) fn candidates(folder: &Path) -> Vec<PathBuf> {
    let found = search(folder, Some("*"), &[]).map(|found| found.files).unwrap_or_default();
    let looks = |path: &Arc<Path>| InputPath::File(Arc::clone(path)).read().is_ok_and(|input| resembles_input(&input));
    found.into_iter().take(LOOKS).filter(looks).map(|path| path.to_path_buf()).collect()
}

/// Says that no input was named where no workspace names any, and which files here could be meant.
fn no_input(command: &str) -> Problem {
    let files = candidates(Path::new("."));
    let names: Vec<String> = files.iter().map(|path| quoted(&path.display().to_string())).collect();
    let message =
        format!("`curricle {command}` needs an input: none is named, and there is no `curricle.yaml` here or above");
    let hint = match names.as_slice() {
        [] => format!("type `curricle {command} FILE`, or begin with `curricle new me.yaml`"),
        [name] => format!("type `curricle {command} {name}`"),
        [first, others @ ..] => {
            let few: Vec<String> = others.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
            let more = if others.len() > SHOWN { ", …" } else { "" };
            format!(
                "type `curricle {command} {first}`, or `curricle {command} .` for all; there are also {}{more}",
                few.join(", ")
            )
        }
    };
    Problem::Usage { message, hint }
}

/// The files that the arguments name, and the folders in which they have inputs looked for; with no argument, that of the workspace
/// here. With `widely`, the workspace or the folder in which a file lies stands for it.
pub(crate) fn places(inputs: &[PathBuf], widely: bool) -> Vec<PathBuf> {
    let around = |folder: &Path| match workspace::find(folder) {
        Some(file) => InputPath::of_file(&file).folder(),
        None => folder.to_path_buf(),
    };
    let place = |path: &PathBuf| {
        if path.is_dir() {
            return path.clone();
        }
        match pattern(path).filter(|_| path.symlink_metadata().is_err()) {
            Some((folder, _)) => folder,
            None if widely => around(&InputPath::of_file(path).folder()),
            None => path.clone(),
        }
    };
    if inputs.is_empty() { vec![around(Path::new("."))] } else { inputs.iter().map(place).collect() }
}

struct Discovery<'a> {
    asking: Asking<'a>,
    workspaces: Workspaces,
    places: Places,
    /// The files that were named themselves.
    named: HashSet<PathBuf>,
    /// All files so far, where several arguments may lead to one.
    known: HashSet<PathBuf>,
    reached: Vec<Reached>,
}

impl<'a> Discovery<'a> {
    fn new(asking: Asking<'a>) -> Self {
        Self {
            asking,
            workspaces: Workspaces::default(),
            places: Places::default(),
            named: HashSet::new(),
            known: HashSet::new(),
            reached: Vec::new(),
        }
    }

    fn argument(&mut self, path: &Path) -> Result<(), Diagnostics> {
        let is_there = path.symlink_metadata().is_ok();
        if path == Path::new("-") {
            self.file(path, InputPath::default())
        } else if path.join(FILE).is_file() {
            self.reached.extend(workspace::find(path).map(Reached::Workspace));
            Ok(())
        } else if path.is_dir() {
            self.folder(path, None)
        } else if let Some((folder, pattern)) = pattern(path).filter(|_| !is_there) {
            self.folder(&folder, Some((path, &pattern)))
        } else if is_there {
            self.file(path, InputPath::of_file(path))
        } else {
            let problem = Problem::NotFound { what: "input", path: path.display().to_string() };
            Err(Diagnostic::nowhere(problem).into())
        }
    }

    /// A file that was named.
    fn file(&mut self, path: &Path, input: InputPath) -> Result<(), Diagnostics> {
        let place = input.file().map_or_else(|| path.to_path_buf(), |path| self.places.normal(path));
        if !self.named.insert(place) {
            let message = format!("input `{}` is given twice", path.display());
            return Err(Diagnostic::nowhere(Problem::Usage { message, hint: "give it once".into() }).into());
        }
        if self.is_new(&input) {
            let root = input.folder().into();
            self.reached.push(Reached::Input { input, naming: Naming::Flat, root });
        }
        Ok(())
    }

    /// All inputs in a folder, or those that match a pattern, which comes with how it was written.
    fn folder(&mut self, path: &Path, pattern: Option<(&Path, &str)>) -> Result<(), Diagnostics> {
        let clean: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
        let folder = if clean.as_os_str().is_empty() { Path::new(".") } else { &clean };
        let mut outputs = vec![self.workspaces.output(folder)];
        outputs.extend(self.asking.output.filter(|output| *output != Path::new("-")).map(Path::to_path_buf));
        let mut found = Vec::new();
        if folder.is_dir() {
            let all = search(folder, pattern.map(|(_, pattern)| pattern), &outputs)?;
            // A workspace further down has outputs of its own.
            let mut own = Vec::new();
            for below in &all.workspaces {
                let output = self.workspaces.output_of(&clean.join(below).join(FILE).into());
                own.extend((!clean.join(below).starts_with(&output)).then_some(output));
            }
            found = all.files;
            found.retain(|file| !own.iter().any(|output| file.starts_with(output)));
        }
        if found.is_empty() {
            let problem = match pattern {
                Some((written, _)) => Problem::NoMatch { pattern: written.display().to_string() },
                None => Problem::EmptyFolder { path: path.display().to_string() },
            };
            return Err(Diagnostic::nowhere(problem).into());
        }
        let (naming, root) = (Naming::Mirrored(clean.components().count()), Arc::<Path>::from(folder));
        for file in found {
            let input = InputPath::File(file);
            if self.is_new(&input) {
                self.reached.push(Reached::Input { input, naming: naming.clone(), root: Arc::clone(&root) });
            }
        }
        Ok(())
    }

    /// Whether something may be redacted, as far as that can be told without an input: what was named may then be named after
    /// the person.
    fn may_redact(&self, job: &Job) -> bool {
        let says_so =
            |input: InputPath| input.read().is_ok_and(|input| input.bytes.windows(6).any(|bytes| bytes == b"redact"));
        let workspaces = self.workspaces.known().map(InputPath::of_file);
        job.application.clone().into_iter().chain(workspaces).any(says_so)
    }

    /// Whether no argument before led to a file.
    fn is_new(&mut self, input: &InputPath) -> bool {
        match input.file().filter(|_| self.asking.inputs.len() > 1) {
            Some(path) => self.known.insert(self.places.place(path)),
            None => true,
        }
    }
}

/// The folder in which a pattern looks, and the pattern within it.
fn pattern(path: &Path) -> Option<(PathBuf, String)> {
    let text = path.to_str()?;
    let text = if std::path::MAIN_SEPARATOR == '/' { text.to_owned() } else { text.replace('\\', "/") };
    let first = text.find(WILDCARDS)?;
    let fixed = text[..first].rfind('/').map_or(0, |slash| slash + 1);
    let folder = if fixed == 0 { "." } else { &text[..fixed] };
    Some((PathBuf::from(folder), text[fixed..].to_owned()))
}

/// Says of a file that failed and was found in a folder that it may not be an input at all, where it does not look like one.
pub(crate) fn with_stray(wanted: &Wanted, errors: Diagnostics) -> Diagnostics {
    let is_stray = |input: &curricle::batch::Input| !resembles_input(input);
    if !wanted.variant.found || !wanted.input.read().is_ok_and(|input| is_stray(&input)) {
        return errors;
    }
    let stray = Diagnostic::in_file(wanted.input.name(), Problem::StrayFile);
    let rest = errors.0.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    Diagnostics(std::iter::once(stray).chain(rest).collect())
}
