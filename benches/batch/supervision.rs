//! What it costs to supervise: the command with one worker, beside the same work in a loop over the library.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::thread;

use curricle::batch::{Input, Renderer, Request, evict};
use curricle::source::Sources;

use crate::bare::median;
use crate::batch::{check, files, render, write};
use crate::people::person;
use crate::process::run;
use crate::throughput::remove;

/// What tells the bench to be the loop.
pub(crate) const ARGUMENT: &str = "library-side";

const ROUNDS: usize = 9;

/// Makes every file of a folder in this process.
pub(crate) fn library(folder: &Path, outputs: &Path) {
    let (folder, outputs) = (folder.to_path_buf(), outputs.to_path_buf());
    let made = thread::Builder::new().stack_size(64 << 20).spawn(move || {
        // As a worker does: Typst's parallel steps stay on this thread.
        rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().expect("the only pool");
        let renderer = Renderer::new(Vec::new(), false);
        let request = Request { theme: Some("plain".into()), ..Request::default() };
        for path in files(&folder) {
            let bytes = fs::read(&path).expect("can be read");
            let within = path.parent().expect("a folder").to_path_buf();
            let output = outputs.join(path.strip_prefix(&folder).expect("below")).with_extension("pdf");
            let input = Input { name: path.display().to_string(), bytes, folder: within };
            let made = renderer.make(&input, &request, &mut Sources::new()).expect("valid");
            let place = output.parent().expect("a folder");
            fs::create_dir_all(place).expect("can be made");
            let mut file = tempfile::NamedTempFile::new_in(place).expect("can be made");
            file.write_all(&made.value.artifacts[0].bytes).expect("can be written");
            file.persist(output).expect("can be renamed");
            evict(1);
        }
    });
    made.expect("a thread").join().expect("no panic");
}

pub(crate) fn report(count: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (inputs, outputs) = (folder.path().join("in"), folder.path().join("out"));
    write(0..count, &inputs, person);
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..=ROUNDS {
        for turn in 0..2 {
            let side = (round + turn) % 2;
            let mut command = if side == 0 {
                render(&inputs, &outputs, "plain", 1)
            } else {
                let mut command = Command::new(std::env::current_exe().expect("this bench"));
                command.arg(ARGUMENT).arg(&inputs).arg(&outputs);
                command
            };
            if side == 0 {
                command.args(["-q", "--force"]);
            }
            let taken = run(&mut command);
            check(&outputs, count);
            remove(&outputs);
            // The first round fills the system's caches.
            if round > 0 {
                times[side].push(taken);
            }
        }
    }
    for (what, of) in [
        ("clock", (|it| it.wall.as_secs_f64()) as fn(&crate::process::Times) -> f64),
        ("processors", |it| it.cpu.as_secs_f64()),
    ] {
        let [ours, bare] = [0, 1].map(|side| times[side].iter().map(of).collect::<Vec<f64>>());
        let ratios: Vec<f64> = ours.iter().zip(&bare).map(|(ours, bare)| ours / bare).collect();
        println!(
            "{count} CVs by the {what}: one worker {:.2} s, in process {:.2} s; {:.3} of it (median of {ROUNDS} rounds)",
            median(&ours),
            median(&bare),
            median(&ratios),
        );
    }
}
