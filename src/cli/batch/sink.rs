//! Where what comes of the targets goes: to people, into the record, into reports.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use curricle::batch::Shard;
use curricle::batch::report::{Head, Spool, Status, TargetReport};
use curricle::diagnostic::{Diagnostic, Problem};
use curricle::source::Sources;
use curricle::source::report::Told;

use super::answer::{Answer, MadeFile, milliseconds};
use super::child::Death;
use super::memory::{Known, Memory};
use super::progress::{self, Progress, Verb};
use super::supervise::{Ended, Run, Then};
use crate::cli::exit::Exit;
use crate::cli::inputs::InputPath;
use crate::cli::plan::{Plan, Rejected};
use crate::cli::render::Job;
use crate::cli::report::{self, Reports};
use crate::cli::success::Success;
use crate::cli::terminal::{Said, Terminal};

/// Where what comes of the targets goes.
pub(super) struct Sink<'a> {
    plan: &'a Plan,
    job: &'a Job,
    terminal: &'a Terminal,
    memory: &'a Memory<'a>,
    settings: Outlets<'a>,
    progress: Progress<'a>,
    said: Said,
    /// What came of the targets, or why there was no room for it.
    spool: Result<Spool, Problem>,
    /// What is to be said of targets that ended before one that comes before them.
    pending: BTreeMap<u32, (Vec<Told>, Option<String>)>,
    /// The target whose turn it is.
    next: u32,
}

/// What is wanted of a sink.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outlets<'a> {
    /// What is done with targets.
    pub(super) verb: Verb,
    /// Whether the first failure is the last.
    pub(super) fail_fast: bool,
    /// The limit of memory in bytes.
    pub(super) limit: u64,
    /// The reports that are asked for.
    pub(super) reports: &'a Reports,
    /// The part of the plan that this is.
    pub(super) shard: Option<Shard>,
}

impl<'a> Sink<'a> {
    /// A sink for a plan.
    ///
    /// # Errors
    /// When there is no temporary file to be had for what the reports need.
    pub(super) fn new(
        plan: &'a Plan,
        job: &'a Job,
        terminal: &'a Terminal,
        memory: &'a Memory<'a>,
        settings: Outlets<'a>,
    ) -> Result<Self, Problem> {
        let mut spool = report::spool()?;
        spool.reserve(plan.digest.targets);
        Ok(Self {
            plan,
            job,
            terminal,
            memory,
            settings,
            progress: Progress::new(plan.targets.len(), terminal),
            said: Said::default(),
            spool: Ok(spool),
            pending: BTreeMap::new(),
            next: 0,
        })
    }

    /// Notes a target that could not be planned; that was said already.
    pub(super) fn rejected(&mut self, rejected: &Rejected) {
        self.note(&TargetReport {
            position: rejected.position as usize,
            input: rejected.input.clone(),
            application: rejected.application.clone(),
            theme: rejected.theme.clone(),
            language: rejected.language.as_ref().map(ToString::to_string),
            status: Status::Failed,
            outputs: Vec::new(),
            pages: 0,
            milliseconds: 0,
            diagnostics: rejected.told.iter().map(|told| told.record.clone()).collect(),
        });
    }

    /// Notes a target that need not be made.
    pub(super) fn unchanged(&mut self, id: u32, known: Known) {
        let Known { told, files, pages } = known;
        let report = TargetReport { pages, ..self.report(id, Status::Unchanged, &told, &files) };
        let line = self.terminal.is_json().then(|| {
            let files: Vec<PathBuf> = files.iter().map(|file| file.path.clone().into()).collect();
            Success::unchanged(&self.plan.targets[id as usize], &report, &files).line()
        });
        self.take(id, &report, told, line);
    }

    /// Notes and says what came of a target that was made or failed.
    pub(super) fn ended(&mut self, id: u32, ended: Ended) -> Then {
        let answer = match ended {
            Ended::Answered(answer) => *answer,
            Ended::Died(death, time) => self.died(id, &death, time),
        };
        if answer.status == Status::Made {
            self.memory.add(&self.plan.targets[id as usize], &answer, self.terminal);
        }
        let Answer { status, told, line, files, pages, milliseconds, .. } = answer;
        let report = TargetReport { pages, milliseconds, ..self.report(id, status, &told, &files) };
        self.take(id, &report, told, line);
        if status == Status::Failed && self.settings.fail_fast { Then::Stop } else { Then::GoOn }
    }

    fn take(&mut self, id: u32, report: &TargetReport, told: Vec<Told>, line: Option<String>) {
        self.progress.count(report.status == Status::Failed);
        self.note(report);
        self.pending.insert(id, (told, line));
        self.say(false);
    }

    /// What is said of a target that ended its worker.
    fn died(&self, id: u32, death: &Death, time: Duration) -> Answer {
        let problem = match death {
            Death::Late => Problem::Timeout { seconds: self.job.timeout },
            Death::Memory => Problem::OutOfMemory { limit: self.settings.limit },
            Death::Unfit => Problem::Crashed { reason: "it could not begin".into() },
            Death::Crash(reason) => Problem::Crashed { reason: reason.clone() },
        };
        let (diagnostics, sources) = self.job.not_done(&self.plan.targets[id as usize].wanted, problem);
        Answer::failure(id, self.terminal.told(&diagnostics, &sources), time)
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

    fn report(&self, id: u32, status: Status, told: &[Told], files: &[MadeFile]) -> TargetReport {
        let target = &self.plan.targets[id as usize];
        let (wanted, masked) = (&target.wanted, target.masked());
        let (input, application, theme) = match masked {
            Some(masked) => (masked.input.to_string(), masked.application.as_deref(), masked.theme.to_string()),
            None => (wanted.input.name(), None, target.family.theme.to_string()),
        };
        let named = || wanted.variant.application.as_deref().map(InputPath::name);
        TargetReport {
            position: target.position as usize,
            input,
            application: if masked.is_some() { application.map(str::to_owned) } else { named() },
            theme,
            language: wanted.variant.language.as_ref().map(ToString::to_string),
            status,
            outputs: files.iter().map(MadeFile::output).collect(),
            pages: 0,
            milliseconds: 0,
            diagnostics: told.iter().map(|told| told.record.clone()).collect(),
        }
    }

    fn note(&mut self, target: &TargetReport) {
        let Ok(spool) = &mut self.spool else { return };
        if let Err(error) = spool.push(target) {
            self.spool = Err(report::unspooled(&error));
        }
    }

    /// Says how the run ended, and writes the reports.
    pub(super) fn close(mut self, end: &Run) -> Exit {
        self.say(true);
        self.progress.end();
        for (id, target) in (0..).zip(&self.plan.targets) {
            if self.spool.as_ref().is_ok_and(|spool| !spool.has(target.position as usize)) {
                let report = self.report(id, Status::Skipped, &[], &[]);
                self.note(&report);
            }
        }
        let elapsed = self.progress.elapsed();
        let Self { plan, terminal, settings, spool, .. } = self;
        let fail = |problem| {
            terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
            Exit::Failure
        };
        let exit = match spool {
            Ok(spool) => settings.sum_up(spool, plan, *end != Run::Whole, elapsed, terminal),
            Err(problem) => fail(problem),
        };
        match end {
            Run::Whole => exit,
            Run::Stopped => exit.max(Exit::Failure),
            Run::Signalled(signal) => Exit::Signalled(*signal),
            Run::Impossible(reason) => {
                fail(Problem::Internal { message: format!("cannot start a worker process: {reason}") })
            }
        }
    }
}

impl Outlets<'_> {
    /// Says what came of all, and writes the reports.
    fn sum_up(&self, mut spool: Spool, plan: &Plan, interrupted: bool, elapsed: Duration, terminal: &Terminal) -> Exit {
        let sums = spool.summary();
        terminal.progress(&progress::summary(&sums, self.verb, elapsed));
        if let Some(line) = progress::slowest(&mut spool) {
            terminal.progress(&line);
        }
        let head = Head {
            tool: report::tool(),
            plan: plan.digest.clone(),
            shard: self.shard,
            interrupted,
            milliseconds: milliseconds(elapsed),
        };
        let whole = sums.failed + sums.skipped == 0;
        let exit = if whole { Exit::Success } else { Exit::Failure };
        exit.max(self.reports.write(&head, &mut spool, terminal))
    }
}
