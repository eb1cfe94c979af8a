//! `curricle check`: everything that `render` would report, without output.

use curricle::source::Sources;

use super::arguments::Check;
use super::batch::{self, Verb};
use super::discover::{self, Asking};
use super::exit::Exit;
use super::plan::{Output, plan};
use super::render::{Job, unreported};
use super::terminal::Terminal;

pub(crate) fn run(check: &Check, terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    let asking = Asking { command: "check", inputs: &check.inputs, themes: &check.theme, formats: &[], output: None };
    let started = Job::new(&check.look, &mut sources)
        .and_then(|job| Ok((discover::orders(asking, &job, terminal, &mut sources)?, job)))
        .and_then(|started| {
            unreported([(check.look.application.explain && !check.batch.report.is_empty(), "--explain")])?;
            Ok(started)
        });
    let (orders, mut job) = match started {
        Ok(started) => started,
        Err(diagnostics) => {
            terminal.report(&diagnostics, &sources);
            return Exit::CouldNotStart;
        }
    };
    job.unmasked = terminal.manner().unmasked;
    let planned = plan(&orders, Output::Nowhere, check.batch.shard, &job, &sources, &mut terminal.say_now());
    let Ok(plan) = planned else { return Exit::CouldNotStart };
    plan.say_if_empty(check.batch.shard, terminal);
    if (plan.targets.len() > 1 || check.batch.is_asked()) && !job.explain {
        return batch::run(&plan, &job, &check.batch, Verb::Checked, true, terminal);
    }
    job.warm_up();
    job.make_all(&plan.targets, check.batch.fail_fast, terminal).0
}
