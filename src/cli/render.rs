//! `curricle render`: profiles to artifacts.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use curricle::batch::workspace::FILE;
use curricle::batch::{Format, Input, Made, Renderer, Request, evict, outline};
use curricle::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem};
use curricle::export::pdf;
use curricle::profile::LanguageTag;
use curricle::source::{Hidden, Sources};
use curricle::typeset::FontSet;

use super::arguments::{Look, Render};
use super::exit::Exit;
use super::inputs::InputPath;
use super::plan::{Destination, Order, Plan, Target, Wanted, normal, plan};
use super::terminal::{Said, Terminal};
use super::workspace::{self, Override};
use super::{deadline, explain, output, watch};

pub(crate) fn run(render: &Render, terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    let planned = prepare(render, terminal, &mut sources);
    let (plan, job) = match planned {
        Ok(planned) => planned,
        Err(diagnostics) => {
            terminal.report(&diagnostics, &sources);
            return Exit::CouldNotStart;
        }
    };
    terminal.report(&plan.rejected, &sources);
    let rejected = Exit::of(&plan.rejected, false);
    let exit =
        if render.watch { watch::run(&plan.targets, job, terminal) } else { job.make_all(&plan.targets, terminal).0 };
    exit.max(rejected)
}

/// Resolves the arguments and plans the targets.
fn prepare(render: &Render, terminal: &Terminal, sources: &mut Sources) -> Result<(Plan, Job), Diagnostics> {
    let mut job = Job::new(&render.look, sources)?;
    job.request.ppi = f64::from(render.ppi);
    job.request.wrap = NonZeroUsize::new(usize::from(render.wrap));
    if job.explain && render.output.as_deref() == Some(Path::new("-")) {
        let message = "`--explain` writes to standard output, where the artifact is to go".into();
        let hint = "name a file with `-o`, or use `curricle check --explain`".into();
        return Err(Diagnostic::nowhere(Problem::Usage { message, hint }).into());
    }
    if render.format.is_empty() || render.format.iter().any(|format| format.has_pages()) {
        job.warm_up();
    }
    let orders = job.orders(&render.inputs, "render", &render.theme, &render.format, terminal, sources)?;
    let plan = plan(&orders, render.output.as_deref(), &job, sources)?;
    Ok((plan, job))
}

/// What is the same for every target of a run.
pub(crate) struct Job {
    renderer: Arc<Renderer>,
    pub(crate) request: Request,
    /// The letter that goes with every input.
    pub(crate) letter: Option<InputPath>,
    /// The application that is laid over every input.
    pub(crate) application: Option<InputPath>,
    /// Whether to tell what is shown and what is not.
    pub(crate) explain: bool,
    languages: Vec<LanguageTag>,
    fonts: (Vec<PathBuf>, bool),
    pub(crate) timeout: u64,
    deny_warnings: bool,
}

impl Job {
    /// Resolves the arguments; the only place that reads the environment.
    ///
    /// # Errors
    /// Standards that do not exist or exclude each other, a malformed `SOURCE_DATE_EPOCH`, font folders or a letter that are
    /// absent.
    pub(crate) fn new(look: &Look, sources: &mut Sources) -> Result<Self, Diagnostics> {
        if !look.application.redact.is_empty() {
            // Until it is known who it is about, any name may be the person's.
            sources.hide(Arc::new(Hidden::everything()));
        }
        let mut diagnostics = Diagnostics::new();
        let mut problem = |problem| diagnostics.push(Diagnostic::nowhere(problem));
        let standards = pdf::standards(look.pdf_standard.iter().map(String::as_str)).map_err(&mut problem);
        let epoch = epoch().map_err(&mut problem);
        let beside = |path: Option<&Path>, what| path.map(|path| InputPath::beside(path, what)).transpose();
        let letter = beside(look.letter.as_deref(), "letter").map_err(&mut problem);
        let application = beside(look.application.application.as_deref(), "application").map_err(&mut problem);
        for folder in look.font_path.iter().filter(|folder| !folder.is_dir()) {
            problem(Problem::NotFound { what: "folder of fonts", path: folder.display().to_string() });
        }
        let (Ok(standards), Ok(source_date_epoch), Ok(letter), Ok(application)) =
            (standards, epoch, letter, application)
        else {
            return Err(diagnostics);
        };
        if diagnostics.has_errors() {
            return Err(diagnostics);
        }
        let request = Request {
            fields: look.application.fields(),
            join: look.join,
            options: look.options.clone(),
            changes: look.application.changes.clone(),
            standards,
            source_date_epoch,
            ..Request::default()
        };
        Ok(Self {
            renderer: Arc::new(Renderer::new(look.font_path.clone(), look.system_fonts)),
            request,
            letter,
            application,
            explain: look.application.explain,
            languages: look.language.clone(),
            fonts: (look.font_path.clone(), look.system_fonts),
            timeout: look.timeout,
            deny_warnings: look.deny_warnings,
        })
    }

    /// What is asked of the inputs that were named, some of which may be workspaces; where none is, what the workspace here
    /// asks for.
    ///
    /// # Errors
    /// Inputs that are absent or named twice, no input and no workspace, and what is wrong with a workspace's file.
    pub(crate) fn orders(
        &self,
        inputs: &[PathBuf],
        command: &str,
        themes: &[String],
        formats: &[Format],
        terminal: &Terminal,
        sources: &mut Sources,
    ) -> Result<Vec<Order>, Diagnostics> {
        let given = Override { application: self.application.as_ref(), themes, languages: &self.languages, formats };
        let (folders, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
            inputs.iter().partition(|path| path.join(FILE).is_file());
        let mut workspaces: Vec<PathBuf> = folders.iter().filter_map(|folder| workspace::find(folder)).collect();
        if inputs.is_empty() {
            workspaces.extend(workspace::find(Path::new(".")));
        }
        let files: Vec<PathBuf> = files.into_iter().cloned().collect();
        let named =
            if workspaces.is_empty() || !files.is_empty() { InputPath::all(&files, command)? } else { Vec::new() };
        // What is wrong with a workspace or with names of outputs is said with its place.
        sources.hide(Arc::default());
        let mut orders = Vec::new();
        for file in workspaces {
            let read = workspace::orders(&file, given, sources)?;
            terminal.report(&read.warnings, sources);
            orders.extend(read.value);
        }
        orders.extend(named.into_iter().map(|input| workspace::order(input, given)));
        Ok(orders)
    }

    /// Has another thread build what the first layout needs.
    pub(crate) fn warm_up(&self) {
        let cold = Arc::clone(&self.renderer);
        // Where there is no thread to be had, the render does it.
        let _ = thread::Builder::new().name("warm-up".into()).spawn(move || cold.warm_up());
    }

    /// Forgets the themes and fonts that were read, since they may have changed.
    pub(crate) fn forget(&mut self) {
        self.renderer = Arc::new(Renderer::new(self.fonts.0.clone(), self.fonts.1));
    }

    /// Makes every target; one that fails does not keep the others from being made. Returns what was written, too.
    pub(crate) fn make_all(&self, targets: &[Target], terminal: &Terminal) -> (Exit, Written) {
        let mut exit = Exit::Success;
        let mut said = Said::default();
        let mut written = Written::default();
        for target in targets {
            evict();
            exit = exit.max(self.make(target, terminal, &mut said, &mut written).err().unwrap_or(Exit::Success));
        }
        (exit, written)
    }

    /// Makes one target, says what there is to say, and writes what was made.
    ///
    /// # Errors
    /// How a run ends in which this failed.
    pub(crate) fn make(
        &self,
        target: &Target,
        terminal: &Terminal,
        said: &mut Said,
        written: &mut Written,
    ) -> Result<Made, Exit> {
        let start = Instant::now();
        let (outcome, sources) = self.render(&target.wanted);
        let made = match outcome {
            Err(diagnostics) => {
                terminal.report_new(&diagnostics, &sources, said);
                return Err(Exit::Failure);
            }
            Ok(made) => made,
        };
        terminal.report_new(&made.warnings, &sources, said);
        let denied = Exit::of(&made.warnings, self.deny_warnings);
        if denied != Exit::Success {
            let input = target.wanted.input.name();
            let (input, theme) = (sources.masked_name(&input), sources.masked_name(&target.theme));
            terminal.progress(&format!("made nothing of {input} in theme {theme}: warnings are denied"));
            return Err(denied);
        }
        if self.explain {
            terminal.data(explain::text(&target.wanted.describe(&sources), &made.value.decisions, &sources).as_bytes());
        }
        let refused = written.claim(&made.value, target, &sources);
        if !refused.is_empty() {
            terminal.report(&refused, &sources);
            return Err(Exit::Failure);
        }
        match deliver(&made.value, &target.destination, start.elapsed(), &sources, terminal) {
            Exit::Success => Ok(made.value),
            failure => Err(failure),
        }
    }

    /// The fonts for an input.
    pub(crate) fn fonts(&self, input: &InputPath) -> Outcome<Arc<FontSet>> {
        self.renderer.fonts(&[input.folder()])
    }

    /// What is asked of one input.
    ///
    /// # Errors
    /// The letter or the application cannot be read.
    pub(crate) fn request_of(&self, wanted: &Wanted) -> Result<Request, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let mut read =
            |path: Option<&InputPath>| path.and_then(|path| path.read().map_err(|it| diagnostics.extend(it)).ok());
        let (letter, application) = (read(self.letter.as_ref()), read(wanted.application.as_ref()));
        let workspace = wanted.workspace.as_deref().map(workspace::read).transpose();
        let workspace = workspace.map_err(|errors| diagnostics.extend(errors)).ok().flatten();
        if diagnostics.has_errors() {
            return Err(diagnostics);
        }
        Ok(Request {
            theme: wanted.theme.clone(),
            language: wanted.language.clone(),
            formats: wanted.formats.clone(),
            letter,
            application,
            workspace,
            ..self.request.clone()
        })
    }

    /// Renders one input in one theme within the time limit.
    pub(crate) fn render(&self, wanted: &Wanted) -> (Outcome<Made>, Sources) {
        let (input, request) = match (wanted.input.read(), self.request_of(wanted)) {
            (Ok(input), Ok(request)) => (input, request),
            (input, request) => {
                let sources = self.unread(wanted, None, request.as_ref().ok());
                let mut diagnostics = input.err().unwrap_or_default();
                diagnostics.extend(request.err().unwrap_or_default());
                return (Err(diagnostics), sources);
            }
        };
        let renderer = Arc::clone(&self.renderer);
        let (again, asked) = (input.clone(), request.clone());
        let done = deadline::within(self.timeout, move || {
            let mut sources = Sources::new();
            let outcome = renderer.make(&input, &request, &mut sources);
            (outcome, sources)
        });
        done.unwrap_or_else(|problem| {
            let diagnostic = Diagnostic::in_file(wanted.input.name(), problem);
            (Err(diagnostic.into()), self.unread(wanted, Some(again), Some(&asked)))
        })
    }

    /// The sources of a report about an input that could not be read, or whose render was not done: where redaction is asked
    /// for, they mask its name, which may be the person's.
    fn unread(&self, wanted: &Wanted, input: Option<Input>, request: Option<&Request>) -> Sources {
        let mut sources = Sources::new();
        if self.request.fields.iter().any(|field| field.path == "redact") {
            sources.hide(Arc::new(Hidden::everything()));
        }
        let Some(request) = request.cloned() else { return sources };
        // The application tells, also where there is no profile to speak of.
        let empty = || Input { name: wanted.input.name(), bytes: Vec::new(), folder: wanted.input.folder() };
        let input = input.unwrap_or_else(empty);
        let told = deadline::within(self.timeout, move || {
            // Only for what it hides.
            let _ = outline(&input, &request, &mut sources);
            sources
        });
        told.unwrap_or_else(|_| {
            let mut sources = Sources::new();
            sources.hide(Arc::new(Hidden::everything()));
            sources
        })
    }
}

/// The files that a run wrote, by their normal paths, each with the target that it is of.
#[derive(Debug, Default)]
pub(crate) struct Written(pub(crate) BTreeMap<PathBuf, String>);

impl Written {
    /// Notes the files of a target. The plan cannot know how many pages there will be, nor which images a profile shows,
    /// so that their names may meet all the same: those are reported.
    fn claim(&mut self, made: &Made, target: &Target, sources: &Sources) -> Diagnostics {
        let name = target.wanted.describe(sources);
        let mut refused = Diagnostics::new();
        let images: Vec<PathBuf> = made.images.iter().map(|image| normal(image)).collect();
        for path in output::paths(&made.artifacts, &target.destination) {
            let (place, path) = (normal(&path), path.display().to_string());
            let file = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let shown = made.hidden.as_ref().and_then(|hidden| hidden.find(&file).into_iter().next());
            if let Some(shown) = shown {
                let problem =
                    Problem::RedactedShown { what: shown.what.as_str(), place: "in the name of a file".into() };
                refused.push(Diagnostic::nowhere(problem));
            } else if images.contains(&place) {
                let message = format!("`{path}` is an image that is shown and would be overwritten");
                let hint = "name another folder with `-o`".into();
                refused.push(Diagnostic::nowhere(Problem::Usage { message, hint }));
            } else if let Some(other) = self.0.get(&place) {
                let problem = Problem::OutputClash { path, other: format!("{other} and {name}") };
                refused.push(Diagnostic::nowhere(problem));
            } else {
                self.0.insert(place, name.clone());
            }
        }
        refused
    }
}

/// Writes what was made.
fn deliver(made: &Made, destination: &Destination, elapsed: Duration, sources: &Sources, terminal: &Terminal) -> Exit {
    if *destination == Destination::Stdout {
        return match made.artifacts.as_slice() {
            [artifact] => terminal.data(&artifact.bytes),
            artifacts => {
                let message = format!("standard output takes one artifact, and there are {} pages", artifacts.len());
                let hint = "name a folder with `-o`".into();
                terminal.report(&Diagnostic::nowhere(Problem::Usage { message, hint }).into(), sources);
                Exit::Failure
            }
        };
    }
    match output::write(&made.artifacts, destination) {
        Ok(paths) => {
            terminal.progress(&made_line(&paths, made, elapsed, sources));
            Exit::Success
        }
        Err(problem) => {
            terminal.report(&Diagnostic::nowhere(problem).into(), sources);
            Exit::Failure
        }
    }
}

fn made_line(paths: &[PathBuf], made: &Made, elapsed: Duration, sources: &Sources) -> String {
    let name = |path: &PathBuf| sources.masked_name(&path.display().to_string()).into_owned();
    let names = paths.iter().map(name).collect::<Vec<_>>().join(", ");
    let count = |count: usize, word: &str| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
    let mut facts = Vec::new();
    if made.pages > 0 {
        let density = made.fitted.and_then(|fitted| fitted.density);
        let density = density.map(|density| format!(" at density {density}")).unwrap_or_default();
        facts.push(format!("{}{density}", count(made.pages, "page")));
    }
    facts.extend(made.fitted.map(|fitted| count(fitted.layouts, "layout")));
    facts.push(format!("{} ms", elapsed.as_millis()));
    format!("made {names} ({})", facts.join(", "))
}

/// The document date that the environment gives (reproducible-builds.org), in seconds since 1970.
fn epoch() -> Result<Option<i64>, Problem> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|text| text.trim().parse().ok());
    seconds.map(Some).ok_or_else(|| Problem::Usage {
        message: format!("the variable SOURCE_DATE_EPOCH is `{}`, expected seconds since 1970", value.display()),
        hint: "unset it, or set it as in `SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)`".into(),
    })
}
