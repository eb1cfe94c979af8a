//! What earlier runs made, and the folders that this one may use for temporary files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};

use curricle::batch::record::{Asked, Buffers, OutputFile, OutputFolder, States, Unchanged};
use curricle::diagnostic::Severity;
use curricle::source::Sha256;
use curricle::source::report::{Manner, MessageFormat, Told};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, MadeFile};
use super::child::this_program;
use crate::cli::plan::{Destination, Plan, Target};
use crate::cli::render::Job;
use crate::cli::terminal::Terminal;

/// How many targets are looked at before what was found is passed on, so that little is held at once.
const CHUNK: usize = 1024;

/// The records of the folders of outputs.
pub(super) struct Memory<'a> {
    job: &'a Job,
    folders: BTreeMap<Arc<Path>, Folder>,
    /// None where nothing is remembered: a check would hash the program for nothing.
    program: Option<Program>,
}

/// The hash of this program, which says more than its version; none where it cannot be read, and then nothing is remembered. It
/// takes as long as a few renders, so another thread works it out.
struct Program {
    at_work: Mutex<Option<JoinHandle<Option<Sha256>>>>,
    hash: OnceLock<Option<Sha256>>,
}

impl Program {
    fn new() -> Self {
        let hash = || this_program().and_then(|program| Sha256::of_file(&program)).ok();
        let at_work = thread::Builder::new().name("program".into()).spawn(hash).ok();
        Self { at_work: Mutex::new(at_work), hash: OnceLock::new() }
    }

    fn hash(&self) -> Option<Sha256> {
        *self.hash.get_or_init(|| {
            let at_work = self.at_work.lock().unwrap_or_else(PoisonError::into_inner).take();
            at_work?.join().ok().flatten()
        })
    }
}

struct Folder {
    record: OutputFolder,
    temporary: PathBuf,
}

/// What is noted with a target beside its files, where there is something.
#[derive(Debug, Serialize, Deserialize)]
struct Noted {
    /// What was said of it, and in which form that is.
    told: Vec<Told>,
    form: (u8, bool, bool),
    /// The paths of its files without what is hidden, where that differs.
    shown: Vec<Option<String>>,
}

/// A target of which nothing changed.
pub(super) struct Known {
    pub(super) told: Vec<Told>,
    pub(super) files: Vec<MadeFile>,
    pub(super) pages: usize,
}

impl<'a> Memory<'a> {
    /// Opens the records of all folders that a plan writes to. One that cannot be opened is done without: what is the matter
    /// with it will be said of each target.
    pub(super) fn open(plan: &Plan, job: &'a Job) -> Self {
        let program = plan.targets.iter().any(|target| target.family.folder.is_some()).then(Program::new);
        let mut folders = BTreeMap::new();
        let mut last: Option<&Arc<Path>> = None;
        for folder in plan.targets.iter().filter_map(|target| target.family.folder.as_ref()) {
            // Most targets have the folder of the one before.
            if last.is_some_and(|last| Arc::ptr_eq(last, folder)) || folders.contains_key(folder) {
                continue;
            }
            last = Some(folder);
            if let Ok(record) = OutputFolder::open(folder) {
                let temporary = record.temporary();
                folders.insert(Arc::clone(folder), Folder { record, temporary });
            }
        }
        Self { job, folders, program }
    }

    /// The folder for temporary files of a target.
    pub(super) fn temporary(&self, target: &Target) -> Option<&Path> {
        Some(self.folder(target)?.temporary.as_path())
    }

    /// Passes on which targets are unchanged, in the order of the plan, each with what is known of it.
    pub(super) fn sort(
        &self,
        targets: &[Target],
        jobs: usize,
        terminal: &Terminal,
        pass: &mut dyn FnMut(u32, Option<Known>),
    ) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
        let states = States::default();
        let look = |buffers: &mut Buffers, target: &Target| self.known(target, &states, buffers, terminal);
        let mut id = 0;
        for part in targets.chunks(CHUNK) {
            let found: Vec<Option<Known>> = match &pool {
                Ok(pool) => pool.install(|| part.par_iter().map_init(Buffers::default, look).collect()),
                Err(_) => part.iter().map(|target| look(&mut Buffers::default(), target)).collect(),
            };
            for known in found {
                pass(id, known);
                id += 1;
            }
        }
    }

    fn known(&self, target: &Target, states: &States, buffers: &mut Buffers, terminal: &Terminal) -> Option<Known> {
        let folder = self.folder(target).filter(|folder| !folder.record.is_empty())?;
        let asked = self.asked(target)?;
        let Unchanged { outputs, pages, notes } = folder.record.unchanged(&asked, states, buffers)?;
        let noted = if notes.is_empty() { None } else { Some(serde_json::from_str::<Noted>(&notes).ok()?) };
        let (told, shown) = match noted {
            // What was said has to be said again, in the form of today.
            Some(noted) if noted.form == form(terminal) || noted.told.is_empty() => (noted.told, noted.shown),
            Some(_) => return None,
            None => (Vec::new(), Vec::new()),
        };
        if self.job.deny_warnings && told.iter().any(|told| told.record.severity == Severity::Warning.as_str()) {
            return None;
        }
        let mut shown = shown.into_iter();
        let file = |OutputFile { path, sha256, bytes }| MadeFile {
            path: path.as_path().into(),
            shown: shown.next().flatten(),
            sha256,
            bytes,
        };
        Some(Known { told, files: outputs.into_iter().map(file).collect(), pages })
    }

    /// Remembers what was made.
    pub(super) fn add(&self, target: &Target, answer: &Answer, terminal: &Terminal) {
        let Some((folder, asked)) = self.folder(target).zip(self.asked(target)) else { return };
        let file =
            |file: &MadeFile| OutputFile { path: file.path.clone().into(), sha256: file.sha256, bytes: file.bytes };
        let outputs: Vec<OutputFile> = answer.files.iter().map(file).collect();
        let shown: Vec<Option<String>> = answer.files.iter().map(|file| file.shown.clone()).collect();
        let notes = if answer.told.is_empty() && shown.iter().all(Option::is_none) {
            String::new()
        } else {
            let noted = Noted { told: answer.told.clone(), form: form(terminal), shown };
            // What holds texts and numbers only has a JSON form.
            serde_json::to_string(&noted).unwrap_or_default()
        };
        // What cannot be remembered is made again next time.
        let _ = folder.record.add(&asked, &answer.reads, &outputs, answer.pages, &notes);
    }

    fn folder(&self, target: &Target) -> Option<&Folder> {
        self.folders.get(target.family.folder.as_ref()?)
    }

    fn asked(&self, target: &Target) -> Option<Asked> {
        let Destination::Stem(stem) = target.destination() else { return None };
        self.job.asked(&target.wanted, self.program.as_ref()?.hash()?, stem.to_str()?)
    }
}

/// How diagnostics are worded.
fn form(terminal: &Terminal) -> (u8, bool, bool) {
    let Manner { format, color, unmasked } = terminal.manner();
    let format = match format {
        MessageFormat::Human => 0,
        MessageFormat::Short => 1,
        MessageFormat::Json => 2,
        MessageFormat::Github => 3,
        MessageFormat::Sarif => 4,
    };
    (format, color, unmasked)
}
