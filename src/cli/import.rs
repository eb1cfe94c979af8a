//! `curricle import`: a profile and an application from another tool's file.

use std::path::{Path, PathBuf};

use curricle::diagnostic::{Diagnostic, Diagnostics};
use curricle::import::{Request, import};
use curricle::source::Sources;

use super::arguments::Import;
use super::exit::Exit;
use super::inputs::InputPath;
use super::output;
use super::terminal::Terminal;

pub(crate) fn run(arguments: &Import, terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    let path = match InputPath::all(std::slice::from_ref(&arguments.input)) {
        Ok(mut inputs) => inputs.remove(0),
        Err(errors) => {
            terminal.report(&errors, &sources);
            return Exit::CouldNotStart;
        }
    };
    let stem = path.stem().to_string_lossy().into_owned();
    let input = match path.read() {
        Ok(input) => input,
        Err(errors) => {
            terminal.report(&errors, &sources);
            return Exit::Failure;
        }
    };
    let to_stdout = arguments.output == Path::new("-");
    // Joined to a name, the empty path leaves it as it is.
    let here = to_stdout || arguments.output == Path::new(".");
    let folder = if here { PathBuf::new() } else { arguments.output.clone() };
    let profile_name = format!("{stem}.yaml");
    let image = |path: &str| image(path, &input.folder, &folder);
    let request = Request { name: &input.name, bytes: &input.bytes, profile_name: &profile_name, image: &image };
    let imported = match import(&request, &mut sources) {
        Ok(imported) => imported,
        Err(errors) => {
            terminal.report(&errors, &sources);
            return Exit::Failure;
        }
    };
    terminal.report(&imported.warnings, &sources);
    let imported = imported.value;
    if to_stdout {
        return terminal.data(imported.profile.as_bytes()).max(progress(
            &input.name,
            "",
            &imported.summary(),
            terminal,
        ));
    }
    let mut files = vec![(folder.join(&profile_name), imported.profile.as_str())];
    if let Some(application) = &imported.application {
        files.push((folder.join(format!("{stem}-application.yaml")), application));
    }
    if let Err(problems) = output::write_new_files(&files) {
        let errors: Vec<Diagnostic> = problems.into_iter().map(Diagnostic::nowhere).collect();
        terminal.report(&Diagnostics(errors), &sources);
        return Exit::Failure;
    }
    let names: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    progress(&input.name, &format!(" to {}", names.join(" and ")), &imported.summary(), terminal)
}

fn progress(name: &str, to: &str, summary: &str, terminal: &Terminal) -> Exit {
    terminal.progress(&format!("imported {name}{to}: {summary}"));
    Exit::Success
}

/// The path by which a profile in a folder names an image that the input names, if it is there and in that folder or below.
fn image(path: &str, beside: &Path, folder: &Path) -> Option<String> {
    let file = beside.join(path).canonicalize().ok().filter(|file| file.is_file())?;
    // The folder is made when the profile is written.
    let folder = Path::new(".").join(folder).canonicalize().ok()?;
    let below = file.strip_prefix(&folder).ok()?;
    let steps: Vec<&str> = below.iter().map(|step| step.to_str()).collect::<Option<_>>()?;
    Some(steps.join("/"))
}
