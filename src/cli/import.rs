//! `curricle import`: a profile and an application from another tool's file.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::import::{APPLICATION, PROFILE, Request, import};
use curricle::source::Sources;

use super::arguments::Import;
use super::exit::Exit;
use super::inputs::InputPath;
use super::output;
use super::terminal::Terminal;

pub(crate) fn run(arguments: &Import, terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    let started = InputPath::all(std::slice::from_ref(&arguments.input)).and_then(|mut inputs| {
        let path = inputs.remove(0);
        let destination = Destination::new(&arguments.output, &path).map_err(Diagnostic::nowhere)?;
        Ok((path, destination))
    });
    let (path, destination) = match started {
        Ok(started) => started,
        Err(errors) => {
            terminal.report(&errors, &sources);
            return Exit::CouldNotStart;
        }
    };
    let input = match path.read() {
        Ok(input) => input,
        Err(errors) => {
            terminal.report(&errors, &sources);
            return Exit::Failure;
        }
    };
    let image = |path: &str| image(path, &input.folder, &destination.folder);
    let profile_name = destination.profile();
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
    let done = |to: &str| {
        terminal.progress(&format!("imported {}{to}: {}", input.name, imported.summary()));
        Exit::Success
    };
    if destination.stdout {
        return terminal.data(imported.profile.as_bytes()).max(done(""));
    }
    let mut files = vec![(destination.folder.join(&profile_name), imported.profile.as_str())];
    if let Some(application) = &imported.application {
        files.push((destination.folder.join(destination.application()), application));
    }
    if let Err(problems) = output::write_new_files(&files) {
        let errors = problems.into_iter().map(Diagnostic::nowhere).collect();
        terminal.report(&Diagnostics(errors), &sources);
        return Exit::Failure;
    }
    let names: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    let exit = done(&format!(" to {}", names.join(" and ")));
    // What can be rendered, and looks as the file did.
    terminal.progress(&format!("next: curricle render {}", names.last().map_or("", String::as_str)));
    exit
}

/// Where the files go.
#[derive(Debug, PartialEq, Eq)]
struct Destination {
    /// Whether the profile goes to standard output.
    stdout: bool,
    /// The folder; the empty path is the current one.
    folder: PathBuf,
    /// What both are named after.
    stem: String,
    /// The name of the profile, where it is not named after the input.
    named: Option<String>,
}

impl Destination {
    /// The place that `-o` names: standard output, a YAML file for the profile, or a folder, which is there or ends in a slash.
    fn new(output: &Path, input: &InputPath) -> Result<Self, Problem> {
        let folder = |folder: PathBuf, stdout| {
            let stem = input.stem().to_string_lossy().into_owned();
            Self { stdout, folder, stem, named: None }
        };
        if output == Path::new("-") || output == Path::new(".") {
            // Joined to a name, the empty path leaves it as it is.
            return Ok(folder(PathBuf::new(), output == Path::new("-")));
        }
        let text = output.to_string_lossy();
        if output.is_dir() || text.ends_with(['/', MAIN_SEPARATOR]) {
            return Ok(folder(output.to_path_buf(), false));
        }
        let is_yaml = |ending: &&str| ["yaml", "yml"].iter().any(|known| known.eq_ignore_ascii_case(ending));
        let name = output.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match name.rsplit_once('.').filter(|(stem, ending)| !stem.is_empty() && is_yaml(ending)) {
            Some((stem, _)) => Ok(Self {
                stdout: false,
                folder: output.parent().map(Path::to_path_buf).unwrap_or_default(),
                stem: stem.strip_suffix(".profile").unwrap_or(stem).to_owned(),
                named: Some(name.to_owned()),
            }),
            None => Err(Problem::Usage {
                message: format!("`-o {text}` names neither a YAML file nor an existing folder"),
                hint: format!(
                    "write `-o {}` for a profile of that name, `-o {text}/` for a new folder",
                    output.with_extension("yaml").display()
                ),
            }),
        }
    }

    /// The file name of the profile.
    fn profile(&self) -> String {
        self.named.clone().unwrap_or_else(|| format!("{}{PROFILE}.yaml", self.stem))
    }

    /// The file name of the application.
    fn application(&self) -> String {
        format!("{}{APPLICATION}.yaml", self.stem)
    }
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Destination, InputPath};

    #[test]
    fn one_rule_names_the_profile_and_the_application() {
        let folder = tempfile::tempdir().expect("a folder");
        let there = folder.path().display().to_string();
        for (output, input, profile, application) in [
            (".", "cv.yaml", "cv.profile.yaml", "cv.application.yaml"),
            (".", "old/Jo.Doe_CV.yml", "Jo.Doe_CV.profile.yaml", "Jo.Doe_CV.application.yaml"),
            ("me.yaml", "cv.yaml", "me.yaml", "me.application.yaml"),
            ("out/me.YML", "cv.yaml", "out/me.YML", "out/me.application.yaml"),
            ("me.profile.yaml", "cv.yaml", "me.profile.yaml", "me.application.yaml"),
            ("new/", "cv.yaml", "new/cv.profile.yaml", "new/cv.application.yaml"),
            ("-", "cv.yaml", "cv.profile.yaml", "cv.application.yaml"),
            (".", "-", "resume.profile.yaml", "resume.application.yaml"),
            (&there, "cv.yaml", &format!("{there}/cv.profile.yaml"), &format!("{there}/cv.application.yaml")),
        ] {
            let input = if input == "-" { InputPath::default() } else { InputPath::of_file(Path::new(input)) };
            let made = Destination::new(Path::new(output), &input).expect("a place");
            assert_eq!(made.folder.join(made.profile()), Path::new(profile), "{output}");
            assert_eq!(made.folder.join(made.application()), Path::new(application), "{output}");
        }
        for output in ["me", "me.json", "out/.yaml", "me.pdf"] {
            assert!(Destination::new(Path::new(output), &InputPath::default()).is_err(), "{output}");
        }
    }
}
