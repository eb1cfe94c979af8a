//! A run over many targets: workers make them, and it is told what came of each and of all.

pub(super) mod child;
mod progress;
mod protocol;
mod supervise;
pub(super) mod worker;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use curricle::batch::report::{Output, Status, Summary};
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::source::Sources;
use curricle::source::report::Told;
use sha2::{Digest, Sha256};

use self::child::Death;
use self::progress::Progress;
pub(crate) use self::progress::Verb;
use self::protocol::{Answer, Greeting, Names, Task};
use self::supervise::{Ended, Run, Settings, Then};
use super::arguments::Batch;
use super::exit::Exit;
use super::finish::{Writing, Written};
use super::output;
use super::plan::{Plan, Target, Wanted};
use super::render::Job;
use super::signals;
use super::terminal::{Said, Terminal};

/// The limit of memory where none is given, in bytes.
const MEMORY: u64 = 2 << 30;

/// Makes, or looks at, every target.
pub(crate) fn run(plan: &Plan, job: &Job, batch: &Batch, verb: Verb, terminal: &Terminal) -> Exit {
    signals::notice_ends();
    let memory = batch.memory_limit.unwrap_or(MEMORY);
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let settings = Settings {
        jobs: batch.jobs.map_or_else(cores, usize::from),
        limit: Duration::from_secs(job.timeout),
        greeting: Greeting { color: terminal.color(), memory },
    };
    let mut sink = Sink {
        plan,
        job,
        terminal,
        memory,
        fail_fast: batch.fail_fast,
        progress: Progress::new(plan.targets.len(), terminal),
        said: Said::default(),
        sums: Summary::default(),
        pending: BTreeMap::new(),
        next: 0,
    };
    let (here, there): (Vec<usize>, Vec<usize>) =
        (0..plan.targets.len()).partition(|id| Task::new(*id, &plan.targets[*id], None).is_none());
    let mut end = Run::Whole;
    for id in here {
        let answer = job.answer(id, &plan.targets[id], None, terminal);
        if sink.ended(id, Ended::Answered(Box::new(answer))) == Then::Stop {
            end = Run::Stopped;
            break;
        }
    }
    if end == Run::Whole {
        let task = |id: usize| Task::new(id, &plan.targets[id], None);
        end = supervise::run(there, &settings, &task, &mut |id, ended| sink.ended(id, ended));
    }
    sink.close(&end, verb)
}

/// Where what comes of the targets goes.
struct Sink<'a> {
    plan: &'a Plan,
    job: &'a Job,
    terminal: &'a Terminal,
    memory: u64,
    fail_fast: bool,
    progress: Progress<'a>,
    said: Said,
    sums: Summary,
    /// What is to be said of targets that ended before one that comes before them.
    pending: BTreeMap<usize, (Vec<Told>, Option<String>)>,
    /// The target whose turn it is.
    next: usize,
}

impl Sink<'_> {
    /// Notes and says what came of a target.
    fn ended(&mut self, id: usize, ended: Ended) -> Then {
        let answer = match ended {
            Ended::Answered(answer) => *answer,
            Ended::Died(death, time) => self.died(id, &death, time),
        };
        let failed = answer.status == Status::Failed;
        self.progress.count(failed);
        self.note(id, answer);
        self.say(false);
        if failed && self.fail_fast { Then::Stop } else { Then::GoOn }
    }

    /// Says what there is to say, in the order of the plan, so that two runs say the same; at the end also what comes after a
    /// target that was never made.
    fn say(&mut self, all: bool) {
        while let Some(first) = self.pending.first_entry().filter(|first| all || *first.key() == self.next) {
            self.next = first.key() + 1;
            let (told, line) = first.remove();
            self.progress.say(line.as_deref(), &told, &mut self.said);
        }
    }

    /// What is said of a target that ended its worker.
    fn died(&self, id: usize, death: &Death, time: Duration) -> Answer {
        let problem = match death {
            Death::Late => Problem::Timeout { seconds: self.job.timeout },
            Death::Memory => Problem::OutOfMemory { limit: self.memory },
            Death::Crash(reason) => Problem::Crashed { reason: reason.clone() },
        };
        let target = &self.plan.targets[id];
        let (diagnostics, sources) = self.job.not_done(&target.wanted, problem);
        Answer {
            status: Status::Failed,
            told: self.terminal.told(&diagnostics, &sources),
            names: Names::of(&target.wanted, &target.theme, &sources),
            milliseconds: milliseconds(time),
            ..Answer::nothing(id)
        }
    }

    fn note(&mut self, id: usize, answer: Answer) {
        match answer.status {
            Status::Made => self.sums.made += 1,
            Status::Unchanged => self.sums.unchanged += 1,
            Status::Failed => self.sums.failed += 1,
            Status::Skipped => self.sums.skipped += 1,
        }
        self.sums.pages += answer.pages;
        self.pending.insert(id, (answer.told, answer.line));
    }

    /// Says how the run ended.
    fn close(mut self, end: &Run, verb: Verb) -> Exit {
        self.say(true);
        self.progress.end();
        self.sums.skipped = self.plan.targets.len() - self.sums.made - self.sums.unchanged - self.sums.failed;
        let mut exit = if self.sums.failed > 0 { Exit::Failure } else { Exit::Success };
        match end {
            Run::Whole => {}
            Run::Stopped => exit = exit.max(Exit::Failure),
            Run::Signalled(signal) => exit = Exit::Signalled(*signal),
            Run::Impossible(reason) => {
                let problem = Problem::Internal { message: format!("no process to work in: {reason}") };
                self.terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
                exit = Exit::Failure;
            }
        }
        self.terminal.progress(&progress::summary(&self.sums, verb, self.progress.elapsed()));
        exit
    }
}

impl Job {
    /// Makes, or looks at, one target on this thread.
    pub(crate) fn answer(&self, id: usize, target: &Target, temporary: Option<&Path>, terminal: &Terminal) -> Answer {
        let start = Instant::now();
        let (outcome, sources) = self.render_here(&target.wanted);
        let spent = outcome.as_ref().is_err_and(is_bug);
        let writing = Writing { temporary, start };
        let finished = self.finish(target, outcome, &sources, &mut Written::default(), writing, terminal);
        let made = finished.made.as_ref().filter(|_| finished.exit == Exit::Success);
        let output = |(path, bytes): (std::path::PathBuf, &[u8])| Output {
            path: sources.masked_name(&slashed(&path)).into_owned(),
            sha256: format!("{:x}", Sha256::digest(bytes)),
            bytes: bytes.len() as u64,
        };
        Answer {
            status: if finished.exit == Exit::Success { Status::Made } else { Status::Failed },
            told: finished.told,
            line: finished.line,
            names: Names::of(&target.wanted, &target.theme, &sources),
            outputs: made
                .into_iter()
                .flat_map(|made| output::files(&made.artifacts, &target.destination))
                .map(output)
                .collect(),
            pages: made.map_or(0, |made| made.pages),
            milliseconds: milliseconds(start.elapsed()),
            spent,
            ..Answer::nothing(id)
        }
    }
}

/// Whether a render ended by a panic, which may have left something half done.
fn is_bug(diagnostics: &Diagnostics) -> bool {
    diagnostics.iter().any(|diagnostic| matches!(diagnostic.problem, Problem::Internal { .. }))
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// A path with forward slashes.
fn slashed(path: &Path) -> String {
    let text = path.display().to_string();
    if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

impl Names {
    fn of(wanted: &Wanted, theme: &str, sources: &Sources) -> Self {
        let masked = |name: &str| sources.masked_name(name).into_owned();
        Self {
            input: masked(&wanted.input.name()),
            application: wanted.application.as_ref().map(|application| masked(&application.name())),
            theme: masked(theme),
        }
    }
}

impl Answer {
    /// A failure of which nothing is known yet.
    fn nothing(id: usize) -> Self {
        Self {
            id,
            status: Status::Failed,
            told: Vec::<Told>::new(),
            line: None,
            names: Names::default(),
            outputs: Vec::new(),
            pages: 0,
            milliseconds: 0,
            spent: false,
        }
    }
}
