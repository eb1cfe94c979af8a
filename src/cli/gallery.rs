//! `curricle themes gallery`: a profile in every theme, and all of them in one picture.

use curricle::batch::{Format, evict};
use curricle::diagnostic::{Diagnostic, Diagnostics};
use curricle::export::gallery::{Shown, sheet};
use curricle::source::Sources;
use curricle::theme::ThemeStore;

use super::arguments::Gallery;
use super::exit::Exit;
use super::finish::Written;
use super::inputs::InputPath;
use super::plan::{Destination, Output, Plan, plan};
use super::render::Job;
use super::terminal::{Said, Terminal};
use super::workspace::{self, Override};
use super::{deadline, output};

pub(crate) fn run(arguments: &Gallery, terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    let asked = InputPath::all(std::slice::from_ref(&arguments.input)).and_then(|mut inputs| {
        let job = Job::new(&arguments.look, &mut sources)?;
        let themes = match arguments.theme.as_slice() {
            [] => ThemeStore::new(inputs.iter().map(|input| input.folder().join("themes")).collect()).names(),
            themes => themes.to_vec(),
        };
        let given = Override {
            application: job.application.clone(),
            themes: themes.iter().map(|theme| theme.as_str().into()).collect(),
            languages: arguments.look.language.clone(),
            formats: [Format::Png].into(),
        };
        let order = workspace::order(inputs[0].clone(), &given);
        Ok((inputs.remove(0), order, job))
    });
    let (input, order, mut job) = match asked {
        Ok(asked) => asked,
        Err(diagnostics) => {
            terminal.report(&diagnostics, &sources);
            return Exit::CouldNotStart;
        }
    };
    // With a slash at its end it is a folder, however many themes there are.
    let folder = arguments.output.join("");
    let planned = plan(&[order], Output::Named(&folder), None, &job, &sources, &mut terminal.say_now());
    let Some(Plan { targets, .. }) = planned.ok().filter(|plan| !plan.targets.is_empty()) else {
        return Exit::CouldNotStart;
    };
    job.request.ppi = f64::from(arguments.ppi);
    job.warm_up();
    let mut exit = Exit::Success;
    let (mut said, mut written) = (Said::default(), Written::default());
    let mut shown = Vec::new();
    for target in &targets {
        evict(targets.len());
        match job.make(target, terminal, &mut said, &mut written) {
            Ok(made) => shown.extend(
                made.artifacts
                    .into_iter()
                    .next()
                    .map(|first| Shown { caption: target.family.theme.to_string(), png: first.bytes }),
            ),
            Err(failure) => exit = exit.max(failure),
        }
    }
    if shown.is_empty() {
        return exit;
    }
    let mut name = input.stem();
    name.push("-gallery");
    let destination = Destination::Stem(arguments.output.join(name));
    exit.max(write_sheet(shown, &job, &input, &destination, terminal))
}

/// Makes the picture of all themes and writes it.
fn write_sheet(
    shown: Vec<Shown>,
    job: &Job,
    input: &InputPath,
    destination: &Destination,
    terminal: &Terminal,
) -> Exit {
    // What the fonts have to say was said with the pages.
    let sheet = job.fonts(input).and_then(|fonts| {
        let drawn = deadline::within(job.timeout, move || sheet(&shown, &fonts.value));
        drawn.unwrap_or_else(|problem| Err(Diagnostics::from(Diagnostic::nowhere(problem))))
    });
    let written = sheet.and_then(|artifact| {
        output::write(&[artifact], destination, None).map_err(|problem| Diagnostic::nowhere(problem).into())
    });
    match written {
        Ok(paths) => {
            for path in &paths {
                terminal.progress(&format!("made {}", path.display()));
            }
            Exit::Success
        }
        Err(diagnostics) => {
            terminal.report(&diagnostics, &Sources::new());
            Exit::Failure
        }
    }
}
