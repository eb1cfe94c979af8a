//! `render --watch`: plan and make everything again whenever a file changes that it may depend on, or appears where inputs were
//! looked for.
//!
//! The files are looked at, several times a second, rather than subscribed to: that also notices files that appear, editors
//! that save by renaming, and folders on other machines, which notifications of the system each miss in their own way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use curricle::diagnostic::{Diagnostic, Problem};
use curricle::source::Sources;

use super::arguments::Render;
use super::discover;
use super::exit::Exit;
use super::finish::Written;
use super::inputs::InputPath;
use super::plan::{Plan, Target, normal};
use super::render::{self, Job};
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

/// The extensions of inputs that are found in folders.
const INPUTS: [&str; 3] = ["yaml", "yml", "json"];

/// What files looked like: when each was changed last, and its size.
type Look = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Makes what is planned now, and at every change what is to be made then, until the process is interrupted.
pub(crate) fn run(render: &Render, mut plan: Plan, mut job: Job, terminal: &Terminal) -> Exit {
    if plan.targets.iter().any(|target| matches!(target.wanted.input, InputPath::Stdin(_))) {
        let problem = Problem::Usage { message: "standard input cannot be watched".into(), hint: "name a file".into() };
        terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
        return Exit::CouldNotStart;
    }
    // What was looked at once is looked at for good: a profile that is broken for a moment may belong to no target.
    let mut known = BTreeSet::new();
    loop {
        // What could not be planned may depend on files that nobody knows of.
        known.extend(discover::places(&render.inputs, !plan.rejected.is_empty()));
        let look = || look(&plan.targets, job.letter.as_ref(), &known);
        let mut seen = look();
        let (_, written) = job.make_all(&plan.targets, false, terminal);
        // Compared with the look before the render, so that a change during it is not missed.
        without(&mut seen, &written);
        let planned = loop {
            terminal.progress("watching for changes; interrupt to stop");
            seen = changed(&seen, || {
                let mut now = look();
                without(&mut now, &written);
                now
            });
            // Themes, fonts, what an application asks for, a workspace: anything may be another.
            if let Ok(planned) = render::planned(render, terminal) {
                break planned;
            }
        };
        known.extend(seen.into_keys());
        (plan, job) = planned;
    }
}

/// Waits for a change, and for the end of it.
fn changed(seen: &Look, look: impl Fn() -> Look) -> Look {
    loop {
        std::thread::sleep(INTERVAL);
        let now = look();
        if now != *seen {
            return settled(now, look);
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
/// at a path; and at known files, and at what may be inputs in known folders.
fn look(targets: &[Target], letter: Option<&InputPath>, known: &BTreeSet<PathBuf>) -> Look {
    let mut files = Look::new();
    let named = |target: &'_ Target| {
        let variant = &target.wanted.variant;
        let workspace = variant.workspace.clone().map(InputPath::File);
        [Some(target.wanted.input.clone()), variant.application.as_deref().cloned(), workspace]
    };
    let inputs: BTreeSet<PathBuf> = targets
        .iter()
        .flat_map(named)
        .flatten()
        .chain(letter.cloned())
        .filter_map(|input| input.file().map(Path::to_path_buf))
        .collect();
    for path in &inputs {
        add(path, &mut files);
    }
    let folders: BTreeSet<PathBuf> = inputs.iter().map(|path| InputPath::of_file(path).folder()).collect();
    for folder in folders {
        collect(&folder, DEPTH, &|path| has_extension(path, &IMAGES), &mut files);
    }
    for path in known {
        if path.is_dir() {
            collect(path, DEEP, &|path| has_extension(path, &INPUTS), &mut files);
        } else {
            add(path, &mut files);
        }
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

fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    known.iter().any(|known| known.eq_ignore_ascii_case(extension))
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
        let people = [at("people")].into();
        let look = |targets: &[_]| look(targets, Some(&letter), &people);
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
            ("people/a/you.yaml", "x"),
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
