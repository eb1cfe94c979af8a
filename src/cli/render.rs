//! `curricle render`: profiles to artifacts.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use curricle::application::redact::Redaction;
use curricle::batch::{Made, Renderer, Request, evict};
use curricle::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem};
use curricle::export::pdf;
use curricle::source::{Hidden, Sources};
use curricle::typeset::FontSet;

use super::arguments::{Look, Render};
use super::exit::Exit;
use super::inputs::InputPath;
use super::plan::{Destination, Target, normal, plan};
use super::terminal::{Said, Terminal};
use super::{deadline, output, watch};

pub(crate) fn run(render: &Render, terminal: &Terminal) -> Exit {
    let planned = InputPath::all(&render.inputs, "render")
        .and_then(|inputs| plan_of(render, &inputs))
        .and_then(|targets| Ok((targets, Job::new(&render.look)?)));
    let (targets, mut job) = match planned {
        Ok(planned) => planned,
        Err(diagnostics) => {
            terminal.report(&diagnostics, &Sources::new());
            return Exit::CouldNotStart;
        }
    };
    job.request.formats.clone_from(&render.format);
    job.request.ppi = f64::from(render.ppi);
    job.request.wrap = NonZeroUsize::new(usize::from(render.wrap));
    if render.format.iter().any(|format| format.has_pages()) {
        job.warm_up();
    }
    if render.watch { watch::run(&targets, &mut job, terminal) } else { job.make_all(&targets, terminal).0 }
}

fn plan_of(render: &Render, inputs: &[InputPath]) -> Result<Vec<Target>, Diagnostics> {
    let look = &render.look;
    plan(inputs, &render.theme, &render.format, look.letter.as_deref(), render.output.as_deref())
}

/// What is the same for every target of a run.
pub(crate) struct Job {
    renderer: Arc<Renderer>,
    pub(crate) request: Request,
    /// The letter that goes with every input.
    pub(crate) letter: Option<InputPath>,
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
    pub(crate) fn new(look: &Look) -> Result<Self, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let mut problem = |problem| diagnostics.push(Diagnostic::nowhere(problem));
        let standards = pdf::standards(look.pdf_standard.iter().map(String::as_str)).map_err(&mut problem);
        let epoch = epoch().map_err(&mut problem);
        let letter = look.letter.as_deref().map(InputPath::letter).transpose().map_err(&mut problem);
        for folder in look.font_path.iter().filter(|folder| !folder.is_dir()) {
            problem(Problem::NotFound { what: "folder of fonts", path: folder.display().to_string() });
        }
        let mut redaction = Redaction { what: Vec::new(), allow: look.allow.clone() };
        for text in &look.redact {
            match text.parse() {
                Ok(redact) => redaction.what.push((redact, None)),
                Err(found) => problem(found),
            }
        }
        let (Ok(standards), Ok(source_date_epoch), Ok(letter)) = (standards, epoch, letter) else {
            return Err(diagnostics);
        };
        if diagnostics.has_errors() {
            return Err(diagnostics);
        }
        let request = Request {
            options: look.options.clone(),
            changes: look.changes.clone(),
            redaction,
            language: look.language.clone(),
            standards,
            source_date_epoch,
            ..Request::default()
        };
        Ok(Self {
            renderer: Arc::new(Renderer::new(look.font_path.clone(), look.system_fonts)),
            request,
            letter,
            fonts: (look.font_path.clone(), look.system_fonts),
            timeout: look.timeout,
            deny_warnings: look.deny_warnings,
        })
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
        let (outcome, sources) = self.render(&target.input, &target.theme);
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
            let (input, theme) = (target.input.name(), &target.theme);
            terminal.progress(&format!("made nothing of {input} in theme {theme}: warnings are denied"));
            return Err(denied);
        }
        let refused = written.claim(&made.value, target);
        if !refused.is_empty() {
            terminal.report(&refused, &sources);
            return Err(Exit::Failure);
        }
        match deliver(&made.value, &target.destination, start.elapsed(), terminal) {
            Exit::Success => Ok(made.value),
            failure => Err(failure),
        }
    }

    /// The fonts for an input.
    pub(crate) fn fonts(&self, input: &InputPath) -> Outcome<Arc<FontSet>> {
        self.renderer.fonts(&input.folder())
    }

    /// Renders one input in one theme within the time limit.
    pub(crate) fn render(&self, input: &InputPath, theme: &str) -> (Outcome<Made>, Sources) {
        let letter = self.letter.as_ref().map(InputPath::read).transpose();
        let (input_bytes, letter) = match (input.read(), letter) {
            (Ok(bytes), Ok(letter)) => (bytes, letter),
            (bytes, letter) => {
                let mut diagnostics = bytes.err().unwrap_or_default();
                diagnostics.extend(letter.err().unwrap_or_default());
                return (Err(diagnostics), self.unread());
            }
        };
        let renderer = Arc::clone(&self.renderer);
        let request = Request { theme: theme.to_owned(), letter, ..self.request.clone() };
        let done = deadline::within(self.timeout, move || {
            let mut sources = Sources::new();
            let outcome = renderer.make(&input_bytes, &request, &mut sources);
            (outcome, sources)
        });
        done.unwrap_or_else(|problem| {
            let diagnostic = Diagnostic::in_file(input.name(), problem);
            (Err(diagnostic.into()), self.unread())
        })
    }

    /// The sources of a report about an input that was not read: its name may be the person's.
    fn unread(&self) -> Sources {
        let mut sources = Sources::new();
        if !self.request.redaction.is_empty() {
            sources.hide(Arc::new(Hidden::everything()));
        }
        sources
    }
}

/// The files that a run wrote, by their normal paths, each with the target that it is of.
#[derive(Debug, Default)]
pub(crate) struct Written(pub(crate) BTreeMap<PathBuf, String>);

impl Written {
    /// Notes the files of a target. The plan cannot know how many pages there will be, nor which images a profile shows,
    /// so that their names may meet all the same: those are reported.
    fn claim(&mut self, made: &Made, target: &Target) -> Diagnostics {
        let name = format!("`{}` in theme `{}`", target.input.name(), target.theme);
        let mut refused = Diagnostics::new();
        let images: Vec<PathBuf> = made.images.iter().map(|image| normal(image)).collect();
        for path in output::paths(&made.artifacts, &target.destination) {
            let (place, path) = (normal(&path), path.display().to_string());
            if images.contains(&place) {
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
fn deliver(made: &Made, destination: &Destination, elapsed: Duration, terminal: &Terminal) -> Exit {
    if *destination == Destination::Stdout {
        return match made.artifacts.as_slice() {
            [artifact] => terminal.data(&artifact.bytes),
            artifacts => {
                let message = format!("standard output takes one artifact, and there are {} pages", artifacts.len());
                let hint = "name a folder with `-o`".into();
                terminal.report(&Diagnostic::nowhere(Problem::Usage { message, hint }).into(), &Sources::new());
                Exit::Failure
            }
        };
    }
    match output::write(&made.artifacts, destination) {
        Ok(paths) => {
            terminal.progress(&made_line(&paths, made.pages, elapsed));
            Exit::Success
        }
        Err(problem) => {
            terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
            Exit::Failure
        }
    }
}

fn made_line(paths: &[PathBuf], pages: usize, elapsed: Duration) -> String {
    let names = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    let pages = match pages {
        0 => String::new(),
        1 => "1 page, ".to_owned(),
        pages => format!("{pages} pages, "),
    };
    format!("made {names} ({pages}{} ms)", elapsed.as_millis())
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
