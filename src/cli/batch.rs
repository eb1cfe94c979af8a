//! A run over many targets: workers make them, and it is told what came of each and of all.

mod answer;
mod child;
mod memory;
mod progress;
mod protocol;
mod sink;
mod supervise;
pub(super) mod worker;

use std::num::NonZeroUsize;
use std::thread;
use std::time::Duration;

use curricle::diagnostic::{Diagnostic, Diagnostics};
use curricle::source::Sources;
use curricle::source::report::Manner;

use self::memory::Memory;
pub(crate) use self::progress::Verb;
use self::protocol::{Greeting, Task};
use self::sink::{Outlets, Sink};
use self::supervise::{Ended, Run, Settings, Then};
use super::arguments::Batch;
use super::exit::Exit;
use super::plan::Plan;
use super::render::Job;
use super::report::Reports;
use super::signals;
use super::terminal::Terminal;

/// The limit of memory where none is given, in bytes.
const MEMORY: u64 = 2 << 30;

/// Makes, or looks at, every target; what is unchanged only if that is forced.
pub(crate) fn run(plan: &Plan, job: &Job, batch: &Batch, verb: Verb, force: bool, terminal: &Terminal) -> Exit {
    let fail = |diagnostics: Diagnostics| {
        terminal.report(&diagnostics, &Sources::new());
        Exit::CouldNotStart
    };
    let reports = match Reports::new(&batch.report, None) {
        Ok(reports) => reports,
        Err(diagnostics) => return fail(diagnostics),
    };
    signals::notice_ends();
    let limit = batch.memory_limit.unwrap_or(MEMORY);
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let Manner { color, unmasked, .. } = terminal.manner();
    let settings = Settings {
        jobs: batch.jobs.map_or_else(cores, usize::from),
        limit: Duration::from_secs(job.timeout),
        greeting: Greeting { color, unmasked, memory: limit, turns: plan.turns() },
    };
    let memory = Memory::open(plan, job);
    let outlets = Outlets { verb, fail_fast: batch.fail_fast, limit, reports: &reports, shard: batch.shard };
    let mut sink = match Sink::new(plan, job, terminal, &memory, outlets) {
        Ok(sink) => sink,
        Err(problem) => return fail(Diagnostic::nowhere(problem).into()),
    };
    plan.rejected.iter().for_each(|rejected| sink.rejected(rejected));
    let mut todo: Vec<u32> = Vec::new();
    if force || verb == Verb::Checked {
        todo.extend((0..).take(plan.targets.len()));
    } else {
        memory.sort(&plan.targets, settings.jobs, terminal, &mut |id, known| match known {
            Some(known) => sink.unchanged(id, known),
            None => todo.push(id),
        });
    }
    let mut end = Run::Whole;
    if batch.fail_fast && !plan.rejected.is_empty() {
        end = Run::Stopped;
    }
    let target = |id: u32| &plan.targets[id as usize];
    let message = |id: u32| Task::new(id, target(id), memory.temporary(target(id)));
    // What no other process can make comes first, since it is little.
    let (there, here): (Vec<u32>, Vec<u32>) = todo.into_iter().partition(|id| Task::is_possible(target(*id)));
    for id in here {
        if end == Run::Whole {
            let answer = job.answer(id, target(id), None, terminal);
            if sink.ended(id, Ended::Answered(Box::new(answer))) == Then::Stop {
                end = Run::Stopped;
            }
        }
    }
    if end == Run::Whole {
        end = supervise::run(there, &settings, &message, &mut |id, ended| sink.ended(id, ended));
    }
    sink.close(&end)
}
