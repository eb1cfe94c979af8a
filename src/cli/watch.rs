//! `render --watch`: plan again whenever a file changes that something may depend on, or appears where inputs were looked for, and
//! make what read that file.
//!
//! The files are looked at, several times a second, rather than subscribed to: that also notices files that appear, editors
//! that save by renaming, and folders on other machines, which notifications of the system each miss in their own way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use curricle::batch::evict;
use curricle::batch::record::{Buffers, States};
use curricle::diagnostic::{Diagnostic, Problem};
use curricle::source::{Reads, Sources};

use super::arguments::Render;
use super::discover;
use super::exit::Exit;
use super::finish::{Written, count};
use super::inputs::InputPath;
use super::output;
use super::plan::{Plan, Target, normal, portable};
use super::render::{self, Job};
use super::terminal::{Said, Terminal};

/// How long to wait between looks.
const INTERVAL: Duration = Duration::from_millis(200);

/// The most files that are looked at: a theme has a dozen.
const LIMIT: usize = 2000;

/// How many folders deep beside an input images are looked for.
const DEPTH: usize = 2;

/// How many folders deep themes and fonts are looked for.
const DEEP: usize = 6;

/// How many of the files that changed are named.
const NAMED: usize = 3;

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
    let mut rounds = Rounds::default();
    let mut is_first = true;
    loop {
        // What could not be planned may depend on files that nobody knows of.
        known.extend(discover::places(&render.inputs, !plan.rejected.is_empty()));
        let look = || look(&plan.targets, job.letter.as_ref(), &known);
        let mut seen = look();
        let (made, written) = rounds.make(&plan.targets, &job, terminal);
        if made == 0 && !plan.targets.is_empty() {
            terminal.progress("nothing to make again");
        }
        if is_first {
            terminal.progress("watching for changes; press Ctrl-C to stop");
        }
        is_first = false;
        // Compared with the look before the render, so that a change during it is not missed.
        without(&mut seen, &written);
        let hides = plan.targets.iter().any(|target| target.masked().is_some()) && !terminal.manner().unmasked;
        let planned = loop {
            let now = changed(&seen, || {
                let mut now = look();
                without(&mut now, &written);
                now
            });
            terminal.progress(&difference(&seen, &now, hides));
            seen = now;
            // Themes, fonts, what an application asks for, a workspace: anything may be another.
            if let Ok(planned) = render::planned(render, terminal) {
                break planned;
            }
        };
        known.extend(seen.into_keys());
        (plan, job) = planned;
    }
}

/// What became of the targets so far, by what is made of which input, and where.
#[derive(Default)]
struct Rounds(BTreeMap<String, Kept>);

/// What is kept of a target.
struct Kept {
    /// What it was made of and the files that came of it; none where it failed.
    made: Option<(Reads, Vec<PathBuf>)>,
    /// The notes that were said of it.
    notes: Vec<u64>,
}

impl Kept {
    /// Whether making it again would give the same, and the files are there.
    fn is_current(&self, states: &States, buffers: &mut Buffers) -> bool {
        let Some((reads, files)) = &self.made else { return false };
        files.iter().all(|file| file.exists()) && states.are_as(reads, buffers)
    }
}

impl Rounds {
    /// Makes the targets of which something changed. Returns how many those are, and the files of all of them. Errors and warnings
    /// are said each time, notes only where they are new.
    fn make(&mut self, targets: &[Target], job: &Job, terminal: &Terminal) -> (usize, Written) {
        let (states, mut buffers) = (States::default(), Buffers::default());
        let mut last = std::mem::take(&mut self.0);
        let mut said = Said::but(last.values().flat_map(|kept| kept.notes.iter().copied()));
        let (mut written, mut due) = (Written::default(), Vec::new());
        for target in targets {
            let key = format!("{:?}", (&target.wanted, target.destination()));
            match last.remove(&key).filter(|kept| kept.is_current(&states, &mut buffers)) {
                Some(kept) => {
                    let name = target.wanted.describe(&Sources::new());
                    let files = kept.made.iter().flat_map(|(_, files)| files);
                    written.0.extend(files.map(|file| (normal(file), name.clone())));
                    self.0.insert(key, kept);
                }
                None => due.push((key, target)),
            }
        }
        for (key, target) in &due {
            evict(targets.len());
            let made = job.make(target, terminal, &mut said, &mut written).ok();
            let made = made.map(|made| (output::paths(&made.artifacts, &target.destination()), made.reads));
            let made = made.map(|(files, reads)| (reads, files));
            self.0.insert(key.clone(), Kept { made, notes: said.take_notes() });
        }
        (due.len(), written)
    }
}

/// Says which files changed between two looks, of many the first; only how many, where their names may tell what is hidden.
fn difference(before: &Look, after: &Look, hides: bool) -> String {
    let changed = after.iter().filter(|(path, state)| before.get(*path) != Some(*state)).map(|(path, _)| path);
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    // One file may be looked at by two names, with and without `./`.
    let files: BTreeSet<String> = changed.chain(gone).map(|path| portable(&path.display().to_string())).collect();
    let others = files.len().saturating_sub(NAMED);
    if hides {
        return format!("changed: {}", count(files.len(), "file"));
    }
    let mut names: Vec<String> = files.into_iter().take(NAMED).collect();
    if others > 0 {
        names.push(format!("{others} more"));
    }
    format!("changed: {}", names.join(", "))
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

    use super::{difference, look};
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
            assert_eq!(difference(&seen, &now, false), format!("changed: {}", at(name).display()));
            assert_eq!(difference(&seen, &now, true), "changed: 1 file");
            seen = now;
        }
        write("new.yaml", "abc");
        assert_eq!(look(&targets), seen);
        fs::rename(at("new.yaml"), at("me.yaml")).expect("renamed");
        assert_ne!(look(&targets), seen);
    }
}
