//! `curricle render`: profiles to artifacts.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use curricle::batch::record::Asked;
use curricle::batch::{Input, Made, Renderer, Request, evict, outline};
use curricle::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem};
use curricle::export::pdf;
use curricle::profile::LanguageTag;
use curricle::source::{Hidden, Sha256, Sources};
use curricle::typeset::FontSet;
use curricle::typeset::fonts::SystemSearch;

use super::arguments::{Look, Render};
use super::batch::{self, Verb};
use super::discover::Asking;
use super::exit::Exit;
use super::finish::{Writing, Written};
use super::inputs::InputPath;
use super::order::Order;
use super::plan::{Listing, Output, Plan, Refused, Target, Wanted, listing, plan};
use super::terminal::{Said, Terminal};
use super::{deadline, discover, explain, named_output, watch, workspace};

pub(crate) fn run(render: &Render, terminal: &Terminal) -> Exit {
    let Ok((plan, job)) = planned(render, terminal) else { return Exit::CouldNotStart };
    let rejected = if plan.rejected.is_empty() { Exit::Success } else { Exit::Failure };
    plan.say_if_empty(render.batch.shard, terminal);
    if render.dry_run {
        return list(&plan, terminal).max(rejected);
    }
    let many = plan.targets.len() > 1 || render.batch.is_asked();
    let stdout = render.output.as_deref() == Some(Path::new("-"));
    let in_turn = job.explain || stdout && render.batch.report.is_empty();
    let exit = if render.watch {
        watch::run(render, plan, job, terminal)
    } else if many && !in_turn {
        batch::run(&plan, &job, &render.batch, Verb::Made, render.force, terminal)
    } else {
        job.warm_up();
        job.make_all(&plan.targets, render.batch.fail_fast, terminal).0
    };
    exit.max(rejected)
}

/// What is to be made, and what is the same for all of it.
///
/// # Errors
/// When nothing can be made; why was said.
pub(crate) fn planned(render: &Render, terminal: &Terminal) -> Result<(Plan, Job), Refused> {
    let mut sources = Sources::new();
    let (orders, mut job) = prepare(render, terminal, &mut sources).map_err(|diagnostics| {
        terminal.report(&diagnostics, &sources);
        Refused
    })?;
    job.unmasked = terminal.manner().unmasked;
    let output = Output::of(render.output.as_deref());
    let plan = plan(&orders, output, render.batch.shard, &job, &sources, &mut terminal.say_now())?;
    Ok((plan, job))
}

/// What is the same for every target of a run.
///
/// # Errors
/// As [`Job::new`].
pub(crate) fn job(render: &Render, sources: &mut Sources) -> Result<Job, Diagnostics> {
    let mut job = Job::new(&render.look, sources)?;
    if render.batch.shard.is_some() {
        // Parts are made on several machines, and have to look the same.
        job.renderer = Arc::new(Renderer::new(render.look.font_path.clone(), render.look.system_fonts));
    }
    job.request.ppi = f64::from(render.ppi);
    job.request.wrap = NonZeroUsize::new(usize::from(render.wrap));
    Ok(job)
}

/// Prints what would be made.
fn list(plan: &Plan, terminal: &Terminal) -> Exit {
    let mut exit = Exit::Success;
    let how = Listing { columns: Terminal::stdout_is_terminal(), state: None };
    listing(&plan.targets, &how, &mut |text| exit = exit.max(terminal.data(text.as_bytes())));
    exit
}

/// Resolves the arguments, and finds the inputs.
fn prepare(render: &Render, terminal: &Terminal, sources: &mut Sources) -> Result<(Vec<Order>, Job), Diagnostics> {
    let job = job(render, sources)?;
    if job.explain && render.output.as_deref() == Some(Path::new("-")) {
        let message = "`--explain` and `-o -` both write to standard output".into();
        let hint = "name a file with `-o`, or use `curricle check --explain`".into();
        return Err(Diagnostic::nowhere(Problem::Usage { message, hint }).into());
    }
    if !render.batch.report.is_empty() {
        unreported([(job.explain, "--explain"), (render.watch, "--watch")])?;
    }
    let formats = named_output::formats(render.output.as_deref(), &render.format)
        .map_err(|problem| Diagnostics::from(Diagnostic::nowhere(problem)))?;
    let asking = Asking {
        command: "render",
        inputs: &render.inputs,
        themes: &render.theme,
        formats: &formats,
        output: render.output.as_deref(),
    };
    Ok((discover::orders(asking, &job, terminal, sources)?, job))
}

/// Refuses a report of a run that makes none.
///
/// # Errors
/// A usage error that names the option, each of which comes with whether it was given.
pub(crate) fn unreported<const N: usize>(options: [(bool, &str); N]) -> Result<(), Diagnostics> {
    match options.into_iter().find(|(given, _)| *given) {
        None => Ok(()),
        Some((_, option)) => {
            let message = format!("`--report` cannot be used with `{option}`");
            let hint = "remove one of them".into();
            Err(Diagnostic::nowhere(Problem::Usage { message, hint }).into())
        }
    }
}

/// A render that may be run elsewhere.
type Work = Box<dyn FnOnce() -> (Outcome<Made>, Sources) + Send>;

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
    pub(crate) languages: Vec<LanguageTag>,
    pub(crate) timeout: u64,
    pub(crate) deny_warnings: bool,
    /// Whether messages about the plan show what is hidden.
    pub(crate) unmasked: bool,
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
            themes: Some(PathBuf::from("themes")),
            fields: look.application.fields(),
            join: look.join,
            options: look.options.clone(),
            changes: look.application.changes.clone(),
            standards,
            source_date_epoch,
            ..Request::default()
        };
        let renderer = Renderer::new(look.font_path.clone(), look.system_fonts);
        Ok(Self {
            renderer: Arc::new(renderer.with_system_search(SystemSearch::Installed)),
            request,
            letter,
            application,
            explain: look.application.explain,
            languages: look.language.clone(),
            timeout: look.timeout,
            deny_warnings: look.deny_warnings,
            unmasked: false,
        })
    }

    /// Has another thread build what the first layout needs.
    pub(crate) fn warm_up(&self) {
        let cold = Arc::clone(&self.renderer);
        // Where there is no thread to be had, the render does it.
        let _ = thread::Builder::new().name("warm-up".into()).spawn(move || cold.warm_up());
    }

    /// Makes every target, or every one up to the first that fails. Returns what was written, too.
    pub(crate) fn make_all(&self, targets: &[Target], fail_fast: bool, terminal: &Terminal) -> (Exit, Written) {
        let mut exit = Exit::Success;
        let mut said = Said::default();
        let mut written = Written::default();
        for target in targets {
            evict(targets.len());
            exit = exit.max(self.make(target, terminal, &mut said, &mut written).err().unwrap_or(Exit::Success));
            if fail_fast && exit != Exit::Success {
                break;
            }
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
        let writing = Writing { temporary: None, start: Instant::now() };
        let (outcome, sources) = self.render(&target.wanted);
        let finished = self.finish(target, outcome, &sources, written, writing, terminal);
        terminal.say_new(&finished.told, said);
        if self.explain
            && let Some(made) = &finished.made
        {
            terminal.data(explain::text(&target.wanted.describe(&sources), &made.decisions, &sources).as_bytes());
        }
        finished.line.iter().for_each(|line| terminal.result(line));
        let mut exit = finished.exit;
        let Some(made) = finished.made else { return Err(exit.max(Exit::Failure)) };
        if target.is_streamed() {
            exit = exit.max(to_stdout(&made, terminal));
        }
        if exit == Exit::Success { Ok(made) } else { Err(exit) }
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
        let (letter, application) = (read(self.letter.as_ref()), read(wanted.variant.application.as_deref()));
        let workspace = wanted.variant.workspace.as_deref().map(workspace::read).transpose();
        let workspace = workspace.map_err(|errors| diagnostics.extend(errors)).ok().flatten();
        if diagnostics.has_errors() {
            return Err(diagnostics);
        }
        Ok(Request {
            theme: wanted.variant.theme.as_deref().map(str::to_owned),
            language: wanted.variant.language.clone(),
            formats: wanted.variant.formats.to_vec(),
            letter,
            application,
            workspace,
            ..self.request.clone()
        })
    }

    /// What is asked of one input, as records know it: files by their names, without their contents.
    pub(crate) fn asked(&self, wanted: &Wanted, program: Sha256, destination: &str) -> Option<Asked> {
        let named = |path: &InputPath| Input { name: path.name(), bytes: Vec::new(), folder: path.folder() };
        let InputPath::File(_) = wanted.input else { return None };
        let workspace = wanted.variant.workspace.as_ref().map(|file| named(&InputPath::File(Arc::clone(file))));
        let request = Request {
            theme: wanted.variant.theme.as_deref().map(str::to_owned),
            language: wanted.variant.language.clone(),
            formats: wanted.variant.formats.to_vec(),
            letter: self.letter.as_ref().map(named),
            application: wanted.variant.application.as_deref().map(named),
            workspace,
            ..self.request.clone()
        };
        Some(Asked::new(program, &self.renderer, &named(&wanted.input), &request, destination))
    }

    /// Renders one input in one theme within the time limit.
    pub(crate) fn render(&self, wanted: &Wanted) -> (Outcome<Made>, Sources) {
        said_of_found(wanted, self.render_by(wanted, |work| deadline::within(self.timeout, work)))
    }

    /// Renders one input in one theme on this thread, whatever time it takes.
    pub(crate) fn render_here(&self, wanted: &Wanted) -> (Outcome<Made>, Sources) {
        said_of_found(wanted, self.render_by(wanted, deadline::guarded))
    }

    fn render_by(
        &self,
        wanted: &Wanted,
        run: impl FnOnce(Work) -> Result<(Outcome<Made>, Sources), Problem>,
    ) -> (Outcome<Made>, Sources) {
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
        let done = run(Box::new(move || {
            let mut sources = Sources::new();
            let outcome = renderer.make(&input, &request, &mut sources);
            (outcome, sources)
        }));
        done.unwrap_or_else(|problem| {
            let diagnostic = Diagnostic::in_file(wanted.input.name(), problem);
            (Err(diagnostic.into()), self.unread(wanted, Some(again), Some(&asked)))
        })
    }

    /// What is said of a target whose render did not end by itself.
    pub(crate) fn not_done(&self, wanted: &Wanted, problem: Problem) -> (Diagnostics, Sources) {
        let request = self.request_of(wanted).ok();
        let sources = self.unread(wanted, wanted.input.read().ok(), request.as_ref());
        (Diagnostic::in_file(wanted.input.name(), problem).into(), sources)
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

/// Adds what there is to say of an input that was found and failed.
fn said_of_found(wanted: &Wanted, (outcome, sources): (Outcome<Made>, Sources)) -> (Outcome<Made>, Sources) {
    (outcome.map_err(|errors| discover::with_stray(wanted, errors)), sources)
}

/// Writes what was made to standard output.
pub(crate) fn to_stdout(made: &Made, terminal: &Terminal) -> Exit {
    match made.artifacts.as_slice() {
        [artifact] => terminal.data(&artifact.bytes),
        artifacts => {
            let message = format!("standard output takes one artifact; there are {} pages", artifacts.len());
            let hint = "name a folder with `-o`".into();
            terminal.report(&Diagnostic::nowhere(Problem::Usage { message, hint }).into(), &Sources::new());
            Exit::Failure
        }
    }
}

/// The document date that the environment gives (reproducible-builds.org), in seconds since 1970.
fn epoch() -> Result<Option<i64>, Problem> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|text| text.trim().parse().ok());
    seconds.map(Some).ok_or_else(|| Problem::Usage {
        message: format!(
            "the environment variable SOURCE_DATE_EPOCH is `{}`; expected seconds since 1970",
            value.display()
        ),
        hint: "unset it, or set it as in `SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)`".into(),
    })
}
