//! A run in which nothing changed, beside a plain walk over the same files that hashes them.
//!
//! Run `cargo bench --bench record`. It makes as many inputs of 5 KB as the variable `TARGETS` says (10,000), each with an output of
//! as many bytes as `BYTES` says (60,000), and records them. Then the two take turns, on the same threads: opening the
//! record and asking for every target whether it is unchanged; walking the folders and hashing every file (SHA-256, the same crate).
//! Both find the files in the system's cache, as a second run does.

#![allow(clippy::print_stdout, reason = "a benchmark reports")]

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use curricle::batch::record::{Asked, Buffers, OutputFile, OutputFolder, States};
use curricle::batch::{Input, Renderer, Request};
use curricle::source::{Kind, Reads, Sha256, State};
use rayon::prelude::*;
use sha2::Digest as _;

/// How often each is done.
const ROUNDS: usize = 7;

fn main() {
    // `cargo test --all-targets` runs benches too, without this argument.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let number =
        |name: &str, usual: usize| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (targets, bytes) = (number("TARGETS", 10_000), number("BYTES", 60_000));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = Place { root: folder.path().to_path_buf(), targets };
    place.fill(bytes);
    // The first to open takes the journal into the record.
    let start = Instant::now();
    drop(OutputFolder::open(&place.dist()).expect("writable"));
    println!("{targets} targets, outputs of {bytes} bytes, {} threads", rayon::current_num_threads());
    println!("journal taken into the record: {} ms", start.elapsed().as_millis());
    let (mut opened, mut checked, mut walked) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let mut check = || {
            let (open, all) = place.check();
            opened.push(open);
            checked.push(all);
        };
        if round % 2 == 0 {
            check();
            walked.push(place.walk());
        } else {
            walked.push(place.walk());
            check();
        }
    }
    let (opened, checked, walked) = (median(opened), median(checked), median(walked));
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("record opened: {:.1} ms", milliseconds(opened));
    println!("all found unchanged: {:.1} ms, opening included", milliseconds(checked));
    println!("walk and hash: {:.1} ms", milliseconds(walked));
    println!("ratio: {:.2}", checked.as_secs_f64() / walked.as_secs_f64());
}

/// Inputs in a hundred folders, and outputs in as many.
struct Place {
    root: PathBuf,
    targets: usize,
}

impl Place {
    fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    fn input(&self, index: usize) -> Input {
        let folder = self.root.join(format!("cvs/{}", index % 100));
        Input { name: folder.join(format!("{index}.yaml")).display().to_string(), bytes: Vec::new(), folder }
    }

    fn output(&self, index: usize) -> PathBuf {
        self.dist().join(format!("{}/{index}.pdf", index % 100))
    }

    fn asked(&self, renderer: &Renderer, index: usize) -> Asked {
        let workspace =
            Input { name: self.workspace().display().to_string(), bytes: Vec::new(), folder: self.root.clone() };
        let request = Request { workspace: Some(workspace), ..Request::default() };
        Asked::new(
            Sha256::of(b"executable"),
            renderer,
            &self.input(index),
            &request,
            &self.output(index).to_string_lossy(),
        )
    }

    fn workspace(&self) -> PathBuf {
        self.root.join("curricle.yaml")
    }

    fn fill(&self, bytes: usize) {
        let renderer = Renderer::new(Vec::new(), false);
        fs::write(self.workspace(), "targets: [{profiles: cvs/**/*.yaml}]\n").expect("writable");
        let record = OutputFolder::open(&self.dist()).expect("writable");
        (0..self.targets).into_par_iter().for_each(|index| {
            let (input, path) = (self.input(index), self.output(index));
            let mut reads = Reads::default();
            let write = |path: &Path, bytes: usize| {
                let bytes = noise(index as u64 + 1, bytes);
                fs::create_dir_all(path.parent().expect("in a folder")).expect("writable");
                fs::write(path, &bytes).expect("writable");
                Sha256::of(&bytes)
            };
            let hash = write(Path::new(&input.name), 5000);
            reads.note(Kind::File, Path::new(&input.name), Some(State::Is(hash)));
            let workspace = Sha256::of_file(&self.workspace()).expect("readable");
            reads.note(Kind::File, &self.workspace(), Some(State::Is(workspace)));
            for folder in [&input.folder, &self.root] {
                reads.note(Kind::Fonts, &folder.join("fonts"), Some(State::Absent));
                for theme in ["plain", "base"] {
                    reads.note(Kind::Theme, &folder.join("themes").join(theme), Some(State::Absent));
                }
            }
            let sha256 = write(&path, bytes);
            let output = OutputFile { path, sha256, bytes: bytes as u64 };
            let added = record.add(&self.asked(&renderer, index), &reads, &[output], 2, "");
            assert!(added.expect("writable"));
        });
    }

    /// How long opening the record takes, and all of a run in which nothing changed.
    fn check(&self) -> (Duration, Duration) {
        let start = Instant::now();
        let record = OutputFolder::open(&self.dist()).expect("writable");
        let (opened, states, renderer) = (start.elapsed(), States::default(), Renderer::new(Vec::new(), false));
        let unchanged = (0..self.targets)
            .into_par_iter()
            .map_init(Buffers::default, |buffers, index| {
                let asked = self.asked(&renderer, index);
                usize::from(record.unchanged(&asked, &states, buffers).is_some())
            })
            .sum::<usize>();
        assert_eq!(unchanged, self.targets);
        (opened, start.elapsed())
    }

    fn walk(&self) -> Duration {
        let start = Instant::now();
        let mut files = Vec::new();
        collect(&self.root, &mut files);
        let hashed = files
            .par_iter()
            .map_init(Vec::new, |buffer, path| {
                buffer.clear();
                fs::File::open(path).and_then(|mut file| file.read_to_end(buffer)).expect("readable");
                usize::from(sha2::Sha256::digest(buffer)[0])
            })
            .sum::<usize>();
        assert!(hashed > 0 && files.len() == 2 * self.targets + 1);
        start.elapsed()
    }
}

/// All files below a folder, those of the record aside.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let entry = entry.expect("readable");
        let kind = entry.file_type().expect("readable");
        if kind.is_file() {
            files.push(entry.path());
        } else if kind.is_dir() && entry.file_name() != ".curricle" {
            collect(&entry.path(), files);
        }
    }
}

/// Bytes that differ from file to file (xorshift).
fn noise(mut seed: u64, count: usize) -> Vec<u8> {
    seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    std::iter::repeat_with(next).flat_map(u64::to_le_bytes).take(count).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
