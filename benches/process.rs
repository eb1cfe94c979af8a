//! Whole processes: `curricle render` beside `typst compile` of the sources that curricle wrote.
//!
//! Run `TYPST=/path/to/typst cargo bench --bench process`. The two take turns and swap who begins, so that whatever else
//! the machine does falls on both. Without a `typst` there is nothing to compare with.
//!
//! `cargo bench --bench process -- application` compares what an application costs: a profile by itself, the same by an
//! application that changes and selects, and by one that redacts, too. That needs no `typst`.

#![allow(clippy::print_stdout, reason = "a benchmark reports")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const CURRICLE: &str = env!("CARGO_BIN_EXE_curricle");

/// What is rendered, below the package.
const PROFILE: &str = "data/profiles/asjad-iqbal.yaml";

/// An application that changes a text and leaves nothing out, so that the pages are as many.
const APPLICATION: &str = "profile: me.yaml
company: Acme
role: Search
output: \"{name}-{company}\"
select:
  include: [backend, data, ranking, ml, cloud, product, personal]
  since: 1990
  limit: {projects: 20, highlights: 20}
change:
  basics: {label: \"Senior Software Engineer, Search & Ranking Systems\"}
";

/// How often each command is run, unless the variable `ROUNDS` says otherwise.
const ROUNDS: usize = 200;

/// How often peak memory is taken.
const MEMORY_ROUNDS: usize = 11;

fn main() {
    // `cargo test --all-targets` runs benches too, without this argument.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let rounds = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS).max(1);
    if std::env::args().any(|argument| argument == "application") {
        return applications(rounds);
    }
    let typst = std::env::var_os("TYPST").unwrap_or("typst".into());
    let Some(version) = output(Command::new(&typst).arg("--version")) else {
        println!("no `typst` to compare with: name one by the variable TYPST");
        return;
    };
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
    let [mut ours, mut theirs] = turns([&|| render(&[]), &compile], rounds);
    let ratio = quantile(&mut ours, 0.5) / quantile(&mut theirs, 0.5);
    println!("{theme}: time in ms, {ratio:.3} of typst's");
    for (name, times) in [("curricle", &mut ours), ("typst", &mut theirs)] {
        print_times(name, times);
    }
    let (ours, theirs) = (peak(&render(&[])), peak(&compile()));
    if let (Some(ours), Some(theirs)) = (ours, theirs) {
        println!("{theme}: peak memory in MiB: curricle {ours:.1}, typst {theirs:.1}, {:.3} of typst's", ours / theirs);
    }
}

/// A profile by itself, and by applications that show all of it.
fn applications(rounds: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let curricle = copy(CURRICLE.as_ref(), folder.path());
    let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join(PROFILE);
    std::fs::copy(profile, folder.path().join("me.yaml")).expect("can be copied");
    let write = |name: &str, more: &str| {
        let text = format!("{APPLICATION}{more}");
        std::fs::write(folder.path().join(name), text).expect("can be written");
    };
    write("application.yaml", "");
    write("redacting.yaml", "redact: [name, contact]\n");
    for theme in ["plain", "ledger"] {
        let render = |input: &str| {
            let mut command = Command::new(&curricle);
            command.current_dir(folder.path()).args(["render", input, "-t", theme, "-o", "made/"]);
            command
        };
        let commands: [&dyn Fn() -> Command; 3] =
            [&|| render("me.yaml"), &|| render("application.yaml"), &|| render("redacting.yaml")];
        let mut times = turns(commands, rounds);
        let [alone, with, redacting] = [0, 1, 2].map(|index| quantile(&mut times[index], 0.5));
        println!(
            "{theme}, {rounds} rounds: with an application {:.3} of the time without, with one that redacts {:.3}",
            with / alone,
            redacting / alone
        );
        for (name, times) in ["profile", "application", "redacting"].into_iter().zip(&mut times) {
            print_times(name, times);
        }
    }
}

/// How long commands take in ms, which take turns and swap who begins.
fn turns<const N: usize>(commands: [&dyn Fn() -> Command; N], rounds: usize) -> [Vec<f64>; N] {
    let mut times = [const { Vec::new() }; N];
    for round in 0..rounds + 5 {
        for turn in 0..N {
            let index = (round + turn) % N;
            let mut command = commands[index]();
            let start = Instant::now();
            run(&mut command);
            // The first rounds fill the system's caches.
            if round >= 5 {
                times[index].push(start.elapsed().as_secs_f64() * 1e3);
            }
        }
    }
    times
}

fn print_times(name: &str, times: &mut [f64]) {
    let [least, low, middle, high] = [0.0, 0.25, 0.5, 0.75].map(|part| quantile(times, part));
    println!("  {name:11}  median {middle:6.2}  quartiles {low:6.2} to {high:6.2}  least {least:6.2}");
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
