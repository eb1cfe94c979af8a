//! `render --watch`: make everything again whenever a file changes that it may depend on.

use std::path::{Path, PathBuf};

use curricle::diagnostic::{Diagnostic, Problem};
use curricle::source::Sources;
use typst_kit::watcher::Watcher;

use super::exit::Exit;
use super::inputs::InputPath;
use super::plan::Target;
use super::render::Job;
use super::terminal::Terminal;

/// The most files that are watched: a theme has a dozen, and systems limit how many there may be.
const LIMIT: usize = 2000;

/// The extensions of files beside an input that may be images of it.
const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];

/// Makes the targets now and at every change, until the process is interrupted.
pub(crate) fn run(targets: &[Target], job: &Job, terminal: &Terminal) -> Exit {
    let fail = |message: String, hint: &str| {
        let problem = Problem::Usage { message, hint: hint.to_owned() };
        terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
        Exit::CouldNotStart
    };
    if targets.iter().any(|target| target.input == InputPath::Stdin) {
        return fail("standard input cannot be watched".into(), "name a file");
    }
    let mut watcher = match Watcher::new(None) {
        Ok(watcher) => watcher,
        Err(message) => return fail(message.to_string(), ""),
    };
    loop {
        // Watched first, so that a change during the render is not missed.
        let listed = watcher.update(dependencies(targets));
        job.make_all(targets, terminal);
        terminal.progress("watching for changes; interrupt to stop");
        if let Err(message) = listed.and_then(|()| watcher.wait()) {
            return fail(message.to_string(), "");
        }
    }
}

/// The files that targets may depend on: inputs, images beside them, theme overlays, fonts, themes named by path.
fn dependencies(targets: &[Target]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for target in targets {
        if let InputPath::File(path) = &target.input {
            files.push(path.clone());
        }
        let folder = target.input.folder();
        let beside = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
        files.extend(beside.filter(|path| is_image(path)));
        for folder in [folder.join("themes"), folder.join("fonts")] {
            collect(&folder, &mut files);
        }
        if target.theme.contains(['/', std::path::MAIN_SEPARATOR]) {
            collect(Path::new(&target.theme), &mut files);
        }
    }
    files.sort();
    files.dedup();
    files.truncate(LIMIT);
    files
}

fn is_image(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    IMAGES.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// All files below a folder; links are not followed.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            collect(&entry.path(), files);
        } else if kind.is_file() && files.len() < LIMIT {
            files.push(entry.path());
        }
    }
}
