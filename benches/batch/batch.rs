//! A folder of made-up people, and the command that renders it.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use curricle::batch::{Input, Renderer, Request, evict};
use curricle::source::Sources;

use crate::people;

/// How many files a folder holds.
const FOLDER: usize = 1000;

/// Writes the profiles of these numbers below a folder, as `000/000017.yaml`.
pub(crate) fn write(numbers: Range<usize>, folder: &Path, profile: fn(usize) -> String) {
    for number in numbers {
        let inner = folder.join(format!("{:03}", number / FOLDER));
        fs::create_dir_all(&inner).expect("a folder can be made");
        fs::write(inner.join(format!("{number:06}.yaml")), profile(number)).expect("a file can be written");
    }
}

/// `curricle render` of one folder into another, with so many workers: the program of this build, unless the variable `CURRICLE`
/// names another.
pub(crate) fn render(inputs: &Path, outputs: &Path, theme: &str, jobs: usize) -> Command {
    let program = std::env::var_os("CURRICLE").unwrap_or(env!("CARGO_BIN_EXE_curricle").into());
    let mut command = Command::new(program);
    command.arg("render").arg(inputs).args(["-t", theme, "-j", &jobs.to_string(), "-o"]).arg(outputs);
    // A workspace in a folder above must not have a say.
    command.current_dir(inputs).env_remove("SOURCE_DATE_EPOCH").env_remove("RAYON_NUM_THREADS");
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// Checks that a folder holds so many PDFs.
pub(crate) fn check(outputs: &Path, count: usize) {
    let made = files(outputs).iter().filter(|path| path.extension().is_some_and(|it| it == "pdf")).count();
    assert_eq!(made, count, "all are made");
}

/// The files below a folder in the order of their names, without those of a run's record.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("can be read") {
            let entry = entry.expect("can be read");
            if !entry.file_type().expect("known").is_dir() {
                found.push(entry.path());
            } else if entry.file_name() != ".curricle" {
                open.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

/// A made-up person as an input.
pub(crate) fn input(number: usize) -> Input {
    let bytes = people::person(number).into_bytes();
    Input { name: "profile.yaml".into(), bytes, folder: PathBuf::from("benches") }
}

/// Prints how many of the made-up profiles take how many pages.
pub(crate) fn pages(count: usize) {
    let start = Instant::now();
    let bytes: usize = (0..count).map(|number| people::person(number).len()).sum();
    println!("{count} profiles of {} bytes on average, composed in {:?}", bytes / count, start.elapsed());
    let renderer = Renderer::new(Vec::new(), false);
    for theme in ["plain", "ledger"] {
        let request = Request { theme: Some(theme.to_owned()), ..Request::default() };
        let mut pages = BTreeMap::<usize, usize>::new();
        let (mut sizes, mut warnings) = (0, 0);
        for number in 0..count {
            let made = renderer.make(&input(number), &request, &mut Sources::new()).expect("valid");
            *pages.entry(made.value.pages).or_default() += 1;
            sizes += made.value.artifacts[0].bytes.len();
            warnings += usize::from(!made.warnings.is_empty());
            evict(1);
        }
        println!("{theme}: pages and profiles {pages:?}, {} bytes on average, {warnings} with warnings", sizes / count);
    }
}
