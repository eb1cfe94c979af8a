//! `curricle check`: everything that `render` would report, without output.

use curricle::diagnostic::Severity;
use curricle::source::Sources;

use super::arguments::Check;
use super::exit::Exit;
use super::explain;
use super::inputs::InputPath;
use super::plan::Order;
use super::render::Job;
use super::terminal::{Said, Terminal};

pub(crate) fn run(check: &Check, terminal: &Terminal) -> Exit {
    let started = InputPath::all(&check.inputs, "check").and_then(|inputs| Ok((inputs, Job::new(&check.look)?)));
    let (inputs, job) = match started {
        Ok(started) => started,
        Err(diagnostics) => {
            terminal.report(&diagnostics, &Sources::new());
            return Exit::CouldNotStart;
        }
    };
    job.warm_up();
    let mut exit = Exit::Success;
    let mut said = Said::default();
    let order = |input: &InputPath| Order {
        input: input.clone(),
        application: job.application.clone(),
        themes: check.theme.clone(),
        languages: check.look.language.clone(),
        ..Order::default()
    };
    for wanted in inputs.iter().flat_map(|input| order(input).wanted()) {
        let (outcome, sources) = job.render(&wanted);
        let (decisions, diagnostics) =
            outcome.map_or_else(|errors| (Vec::new(), errors), |made| (made.value.decisions, made.warnings));
        terminal.report_new(&diagnostics, &sources, &mut said);
        if job.explain && !diagnostics.has_errors() {
            terminal.data(explain::text(&wanted.describe(), &decisions, &sources).as_bytes());
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
        let letter = job.letter.as_ref().map(|letter| format!(" with {}", letter.name())).unwrap_or_default();
        let theme = wanted.theme.as_ref().map(|theme| format!(" in theme {theme}")).unwrap_or_default();
        terminal.progress(&format!("checked {}{letter}{theme}: {said}", wanted.input.name()));
    }
    exit
}
