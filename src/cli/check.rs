//! `curricle check`: everything that `render` would report, without output.

use curricle::diagnostic::Severity;
use curricle::source::Sources;

use super::arguments::Check;
use super::discover::{self, Asking};
use super::exit::Exit;
use super::explain;
use super::plan::{Output, Target, plan};
use super::render::Job;
use super::terminal::{Said, Terminal};

pub(crate) fn run(check: &Check, terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    let asking = Asking { command: "check", inputs: &check.inputs, themes: &check.theme, formats: &[], output: None };
    let started = Job::new(&check.look, &mut sources)
        .and_then(|job| Ok((discover::orders(asking, &job, terminal, &mut sources)?, job)));
    let (orders, job) = match started {
        Ok(started) => started,
        Err(diagnostics) => {
            terminal.report(&diagnostics, &sources);
            return Exit::CouldNotStart;
        }
    };
    let planned = plan(&orders, Output::Nowhere, check.batch.shard, &job, &sources, &mut terminal.say_now());
    let Ok(plan) = planned else { return Exit::CouldNotStart };
    job.warm_up();
    let mut exit = Exit::Success;
    let mut said = Said::default();
    for Target { wanted, .. } in plan.targets {
        let (outcome, sources) = job.render(&wanted);
        let (decisions, diagnostics) =
            outcome.map_or_else(|errors| (Vec::new(), errors), |made| (made.value.decisions, made.warnings));
        terminal.report_new(&diagnostics, &sources, &mut said);
        if job.explain && !diagnostics.has_errors() {
            terminal.data(explain::text(&wanted.describe(&sources), &decisions, &sources).as_bytes());
        }
        exit = exit.max(Exit::of(&diagnostics, check.look.deny_warnings));
        let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let plural =
            |count: usize, word: &str| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
        let said = if errors + warnings == 0 {
            "nothing wrong".into()
        } else {
            format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
        };
        let name = |name: &str| sources.masked_name(name).into_owned();
        let letter = job.letter.as_ref().map(|letter| format!(" with {}", name(&letter.name()))).unwrap_or_default();
        let theme = wanted.theme.as_ref().map(|theme| format!(" in theme {}", name(theme))).unwrap_or_default();
        terminal.progress(&format!("checked {}{letter}{theme}: {said}", name(&wanted.input.name())));
    }
    exit
}
