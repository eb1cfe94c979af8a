//! A run with nothing to do, beside the least that must be done to know that: reading and hashing the same files.

use std::path::PathBuf;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::bare::{median, time};
use crate::batch::{check, files, render, write};
use crate::people::person;
use crate::process::run;

const ROUNDS: usize = 21;

pub(crate) fn report(count: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (inputs, outputs) = (folder.path().join("in"), folder.path().join("out"));
    write(0..count, &inputs, person);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let again = || {
        let mut command = render(&inputs, &outputs, "plain", threads);
        command.arg("-q");
        run(&mut command).wall
    };
    let first = again();
    check(&outputs, count);
    let (mut ours, mut least, mut read) = (Vec::new(), Vec::new(), 0);
    for round in 0..=ROUNDS {
        let mut plain = || pool.install(|| time(|| read = hash([&inputs, &outputs])));
        let (run, walk);
        if round % 2 == 0 {
            run = again();
            walk = plain();
        } else {
            walk = plain();
            run = again();
        }
        // The first round fills the system's caches.
        if round > 0 {
            ours.push(run.as_secs_f64() * 1e3);
            least.push(walk.as_secs_f64() * 1e3);
        }
    }
    let ratios: Vec<f64> = ours.iter().zip(&least).map(|(ours, least)| ours / least).collect();
    println!(
        "{count} targets made in {:.1} s; again {:.0} ms; walk and hash of their {} MB {:.0} ms; {:.2} of it (medians of {ROUNDS} rounds, {threads} threads)",
        first.as_secs_f64(),
        median(&ours),
        read / 1_000_000,
        median(&least),
        median(&ratios),
    );
}

/// Hashes all files of these folders; returns how many bytes they have.
fn hash(folders: [&PathBuf; 2]) -> usize {
    let files: Vec<_> = folders.into_par_iter().flat_map_iter(|folder| files(folder)).collect();
    let hashed = files.par_iter().map(|path| {
        let bytes = std::fs::read(path).expect("can be read");
        std::hint::black_box(Sha256::digest(&bytes));
        bytes.len()
    });
    hashed.sum()
}
