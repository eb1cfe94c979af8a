//! `render --watch`: make everything again whenever a file changes that it may depend on.
//!
//! The files are looked at, several times a second, rather than subscribed to: that also notices files that appear, editors
//! that save by renaming, and folders on other machines, which notifications of the system each miss in their own way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use curricle::diagnostic::{Diagnostic, Problem};
use curricle::source::Sources;

use super::exit::Exit;
use super::finish::Written;
use super::inputs::InputPath;
use super::plan::{Target, normal};
use super::render::Job;
use super::terminal::Terminal;

/// How long to wait between looks.
const INTERVAL: Duration = Duration::from_millis(200);

/// The most files that are looked at: a theme has a dozen.
const LIMIT: usize = 2000;

/// How many folders deep beside an input images are looked for.
const DEPTH: usize = 2;

/// How many folders deep themes and fonts are looked for.
const DEEP: usize = 6;

/// The extensions of files beside an input that may be images of it.
const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];

/// What files looked like: when each was changed last, and its size.
type Look = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Makes the targets now and at every change, until the process is interrupted.
pub(crate) fn run(targets: &[Target], mut job: Job, terminal: &Terminal) -> Exit {
    if targets.iter().any(|target| matches!(target.wanted.input, InputPath::Stdin(_))) {
        let problem = Problem::Usage { message: "standard input cannot be watched".into(), hint: "name a file".into() };
        terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
        return Exit::CouldNotStart;
    }
    let workspaces = targets.iter().filter_map(|target| target.wanted.variant.workspace.clone());
    let beside: Vec<InputPath> = job.letter.iter().cloned().chain(workspaces.map(InputPath::File)).collect();
    let look = || look(targets, &beside);
    let mut seen = look();
    loop {
        job.forget();
        let (_, written) = job.make_all(targets, false, terminal);
        terminal.progress("watching for changes; interrupt to stop");
        // Compared with the look before the render, so that a change during it is not missed.
        without(&mut seen, &written);
        loop {
            std::thread::sleep(INTERVAL);
            let mut now = look();
            without(&mut now, &written);
            if now != seen {
                seen = settled(now, look);
                break;
            }
        }
    }
}

/// Waits until nothing changes any more: an editor may still be writing.
fn settled(mut seen: Look, look: impl Fn() -> Look) -> Look {
    loop {
        std::thread::sleep(INTERVAL / 4);
        let now = look();
        if now == seen {
            return now;
        }
        seen = now;
    }
}

/// Leaves out what was written: pages drawn beside an input look like images of it.
fn without(look: &mut Look, written: &Written) {
    look.retain(|path, _| !written.0.contains_key(&normal(path)));
}

/// Looks at the files that targets may depend on: inputs, the letter and the workspace's file, images beside them, theme overlays, fonts, themes
/// at a path.
fn look(targets: &[Target], beside: &[InputPath]) -> Look {
    let mut files = Look::new();
    let named =
        |target: &'_ Target| [Some(target.wanted.input.clone()), target.wanted.variant.application.as_deref().cloned()];
    for input in targets.iter().flat_map(named).flatten().chain(beside.iter().cloned()) {
        if let InputPath::File(path) = &input {
            add(path, &mut files);
        }
        collect(&input.folder(), DEPTH, &|path| is_image(path), &mut files);
    }
    for target in targets {
        target.family.files.iter().for_each(|file| add(file, &mut files));
        let folder = target.wanted.input.folder();
        for folder in [folder.join("themes"), folder.join("fonts")] {
            collect(&folder, DEEP, &|_| true, &mut files);
        }
        if target.family.theme.contains(['/', std::path::MAIN_SEPARATOR]) {
            collect(Path::new(&*target.family.theme), DEEP, &|_| true, &mut files);
        }
    }
    files
}

fn add(path: &Path, files: &mut Look) {
    if let Ok(metadata) = path.metadata() {
        files.insert(path.to_path_buf(), (metadata.modified().ok(), metadata.len()));
    }
}

fn is_image(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    IMAGES.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// Adds the files in a folder and those in it that are wanted; links to folders are not followed, hidden ones left out.
fn collect(folder: &Path, depth: usize, wanted: &dyn Fn(&Path) -> bool, files: &mut Look) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    // The order of a folder may change from one look to the next, and with it what the limit leaves out.
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let Ok(kind) = entry.file_type() else { continue };
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if files.len() >= LIMIT {
            return;
        } else if kind.is_dir() && !hidden && depth > 1 {
            collect(&entry.path(), depth - 1, wanted, files);
        } else if !kind.is_dir() && wanted(&entry.path()) {
            add(&entry.path(), files);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser;
    use curricle::source::Sources;

    use super::look;
    use crate::cli::arguments::{Arguments, Command};
    use crate::cli::inputs::InputPath;
    use crate::cli::order::{Asked, Order};
    use crate::cli::plan::{Output, plan};
    use crate::cli::render::Job;

    #[test]
    fn files_that_change_appear_or_are_renamed_over_look_different() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let write = |name: &str, text: &str| {
            fs::create_dir_all(at(name).parent().expect("a folder")).expect("writable");
            fs::write(at(name), text).expect("writable");
        };
        write("me.yaml", "a");
        let asked = Asked { dist: at("dist").into(), ..Asked::default() };
        let order = Order { input: InputPath::of_file(&at("me.yaml")), asked: asked.into(), ..Order::default() };
        let arguments = Arguments::try_parse_from(["curricle", "check", "x.yaml"]).expect("valid");
        let Command::Check(check) = arguments.command else { unreachable!("it is `check`") };
        let job = Job::new(&check.look, &mut Sources::new()).expect("valid");
        let planned = plan(&[order], Output::Dist, None, &job, &Sources::new(), &mut |_, _| Vec::new());
        let targets = planned.expect("one target").targets;
        write("letters/acme.yaml", "a");
        let letter = InputPath::of_file(&at("letters/acme.yaml"));
        let look = |targets: &[_]| look(targets, std::slice::from_ref(&letter));
        let mut seen = look(&targets);
        for (name, text) in [
            ("me.yaml", "ab"),
            ("letters/acme.yaml", "ab"),
            ("letters/sign.png", "x"),
            ("photo.png", "x"),
            ("img/photo.JPG", "x"),
            ("themes/plain/theme.typ", "x"),
            ("themes/mine/parts/x.typ", "x"),
            ("fonts/x.ttf", "x"),
        ] {
            write(name, text);
            let now = look(&targets);
            assert_ne!(now, seen, "{name}");
            seen = now;
        }
        write("new.yaml", "abc");
        assert_eq!(look(&targets), seen);
        fs::rename(at("new.yaml"), at("me.yaml")).expect("renamed");
        assert_ne!(look(&targets), seen);
    }
}
