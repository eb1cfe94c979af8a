//! Whole processes: `curricle render` beside `typst compile` of the sources that curricle wrote.
//!
//! Run `TYPST=/path/to/typst cargo bench --bench process`. The two take turns and swap who begins, so that whatever else
//! the machine does falls on both. Without a `typst` there is nothing to compare with, and nothing is run.

#![allow(clippy::print_stdout, reason = "a benchmark reports")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const CURRICLE: &str = env!("CARGO_BIN_EXE_curricle");

/// What is rendered, below the package.
const PROFILE: &str = "data/profiles/asjad-iqbal.yaml";

/// How often each command is run, unless the variable `ROUNDS` says otherwise.
const ROUNDS: usize = 200;

/// How often peak memory is taken.
const MEMORY_ROUNDS: usize = 11;

fn main() {
    // `cargo test --all-targets` runs benches too, without this argument.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let typst = std::env::var_os("TYPST").unwrap_or("typst".into());
    let Some(version) = output(Command::new(&typst).arg("--version")) else {
        println!("no `typst` to compare with: name one by the variable TYPST");
        return;
    };
    let rounds = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS).max(1);
    println!("{}, {rounds} rounds", version.trim());
    let folder = tempfile::tempdir().expect("a temporary folder");
    // Linux counts the pages around a used one as resident if it holds them in its cache, so how a file came to be there
    // makes a difference of megabytes: fresh copies are there whole.
    let (curricle, typst) = (copy(CURRICLE.as_ref(), folder.path()), copy(&which(&typst), folder.path()));
    for theme in ["plain", "ledger"] {
        compare(theme, &curricle, &typst, folder.path(), rounds);
    }
}

fn copy(program: &Path, folder: &Path) -> PathBuf {
    let copy = folder.join(program.file_name().expect("a program has a name"));
    std::fs::copy(program, &copy).expect("can be copied");
    copy
}

/// The file of a command.
fn which(name: &OsStr) -> PathBuf {
    let path = PathBuf::from(name);
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).map(|folder| folder.join(&path)).find(|file| file.is_file());
    // A path with folders in it is one from here.
    if path.components().count() > 1 { path } else { found.unwrap_or(path) }
}

fn compare(theme: &str, curricle: &Path, typst: &Path, folder: &Path, rounds: usize) {
    let folder = folder.join(theme);
    let render = |more: &[&str]| {
        let mut command = Command::new(curricle);
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["render", PROFILE, "-t", theme, "-o"]).arg(&folder);
        command.args(more);
        command
    };
    run(&mut render(&["-f", "typ"]));
    let sources = folder.join("asjad-iqbal-typst");
    let compile = || {
        let mut command = Command::new(typst);
        command.current_dir(&sources).args(["compile", "--ignore-system-fonts", "--font-path", "fonts"]);
        command.args(["--pdf-standard", "ua-1", "main.typ"]);
        command
    };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..rounds + 5 {
        let mut both = [(render(&[]), &mut ours), (compile(), &mut theirs)];
        if round % 2 == 1 {
            both.reverse();
        }
        for (command, times) in &mut both {
            let start = Instant::now();
            run(command);
            // The first rounds fill the system's caches.
            if round >= 5 {
                times.push(start.elapsed().as_secs_f64() * 1e3);
            }
        }
    }
    let ratio = quantile(&mut ours, 0.5) / quantile(&mut theirs, 0.5);
    println!("{theme}: time in ms, {ratio:.3} of typst's");
    for (name, times) in [("curricle", &mut ours), ("typst", &mut theirs)] {
        let [least, low, middle, high] = [0.0, 0.25, 0.5, 0.75].map(|part| quantile(times, part));
        println!("  {name:8}  median {middle:6.2}  quartiles {low:6.2} to {high:6.2}  least {least:6.2}");
    }
    let (ours, theirs) = (peak(&render(&[])), peak(&compile()));
    if let (Some(ours), Some(theirs)) = (ours, theirs) {
        println!("{theme}: peak memory in MiB: curricle {ours:.1}, typst {theirs:.1}, {:.3} of typst's", ours / theirs);
    }
}

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("starts");
    assert!(status.success(), "{command:?}: {status}");
}

/// What a command writes, if it succeeds.
fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// The peak of a command's resident memory in MiB, as GNU `time` tells it; none where that is not installed.
fn peak(command: &Command) -> Option<f64> {
    let measure = || {
        let mut timed = Command::new("/usr/bin/time");
        timed.args(["-f", "%M"]).arg(command.get_program()).args(command.get_args());
        timed.current_dir(command.get_current_dir().map_or(PathBuf::from("."), Path::to_path_buf));
        let told = String::from_utf8(timed.stdout(Stdio::null()).output().ok()?.stderr).ok()?;
        told.lines().last()?.trim().parse::<f64>().ok()
    };
    let mut peaks: Vec<f64> = (0..MEMORY_ROUNDS).map_while(|_| measure()).collect();
    (peaks.len() == MEMORY_ROUNDS).then(|| quantile(&mut peaks, 0.5) / 1024.0)
}

fn quantile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "an index")]
    let index = ((values.len() - 1) as f64 * part).round() as usize;
    values[index]
}
