//! 1,000 different CVs: the command from a folder of YAML to a folder of PDF, beside bare Typst from the
//! very sources to PDF in memory.
//!
//! Curricle's time is that of the whole command: start, plan, reading, records, writing, end. Typst's begins when it has read everything,
//! and it writes nothing. On two cores bare Typst runs as two threads of one process, as a program that uses the library would have
//! it, and as two processes, which share no lock and no cache. Criterion is given what each side took; the rounds are shared, so that
//! all sides saw the same machine.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput};

use crate::bare::median;
use crate::batch::{check, render, write};
use crate::people::person;
use crate::process::{Times, run};
use crate::typst_side;

/// How many CVs there are. A round takes all of them, or as many as the variable `PART` says, and the next takes the next.
const DOCUMENTS: usize = 1000;

/// The least that criterion takes.
const SAMPLES: usize = 10;

const SIDES: [&str; 5] = ["curricle/1", "typst/1", "curricle/2", "typst/2 threads", "typst/2 processes"];

/// All sides in one theme, prepared, with what they took so far.
struct Race {
    folder: PathBuf,
    theme: String,
    part: usize,
    rounds: usize,
    times: [Vec<Times>; SIDES.len()],
    /// What criterion was not told yet.
    untold: [VecDeque<Duration>; SIDES.len()],
}

pub(crate) fn report(theme: &str) {
    let part = std::env::var("PART").ok().and_then(|count| count.parse().ok()).unwrap_or(DOCUMENTS).clamp(1, DOCUMENTS);
    let folder = tempfile::tempdir().expect("a temporary folder");
    for first in (0..DOCUMENTS).step_by(part) {
        write(first..(first + part).min(DOCUMENTS), &folder.path().join(format!("in/{first}")), person);
    }
    typst_side::prepare(DOCUMENTS, theme, &folder.path().join("typst"));
    let race = RefCell::new(Race {
        folder: folder.path().to_path_buf(),
        theme: theme.to_owned(),
        part,
        rounds: 0,
        times: Default::default(),
        untold: Default::default(),
    });
    // A round fills the system's caches, and does not count.
    race.borrow_mut().round();
    race.borrow_mut().times = Default::default();
    race.borrow_mut().untold = Default::default();
    let mut criterion = Criterion::default().sample_size(SAMPLES).warm_up_time(Duration::from_nanos(1));
    let mut group = criterion.benchmark_group(format!("{part} CVs/{theme}"));
    group.throughput(Throughput::Elements(part as u64)).sampling_mode(SamplingMode::Flat);
    group.measurement_time(Duration::from_nanos(1));
    for (side, name) in SIDES.into_iter().enumerate() {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|count| (0..count).map(|_| race.borrow_mut().next(side)).sum());
        });
    }
    group.finish();
    race.borrow().report();
}

impl Race {
    /// What a side took that criterion was not told yet.
    fn next(&mut self, side: usize) -> Duration {
        if self.untold[side].is_empty() {
            self.round();
        }
        self.untold[side].pop_front().expect("a round has all sides")
    }

    fn round(&mut self) {
        let mut order: Vec<usize> = (0..SIDES.len()).collect();
        if self.rounds % 2 == 1 {
            order.reverse();
        }
        let first = self.rounds * self.part % DOCUMENTS;
        let documents = first..(first + self.part).min(DOCUMENTS);
        self.rounds += 1;
        for side in order {
            let times = self.time(side, documents.clone());
            self.times[side].push(times);
            self.untold[side].push_back(times.wall);
        }
    }

    fn time(&self, side: usize, documents: Range<usize>) -> Times {
        let sources = self.folder.join("typst");
        let typst = |processes, threads| typst_side::time(&sources, documents.clone(), processes, threads);
        match side {
            0 => self.curricle(&documents, 1),
            1 => typst(1, 1),
            2 => self.curricle(&documents, 2),
            3 => typst(1, 2),
            _ => typst(2, 1),
        }
    }

    fn curricle(&self, documents: &Range<usize>, jobs: usize) -> Times {
        let (inputs, outputs) = (self.folder.join(format!("in/{}", documents.start)), self.folder.join("out"));
        let times = run(render(&inputs, &outputs, &self.theme, jobs).args(["-q", "--force"]));
        check(&outputs, documents.len());
        remove(&outputs);
        times
    }

    fn report(&self) {
        let seconds = |side: usize| self.times[side].iter().map(|it| it.wall.as_secs_f64()).collect::<Vec<f64>>();
        println!("{}: {DOCUMENTS} CVs, {} in each of {} rounds", self.theme, self.part, self.times[0].len());
        for (side, name) in SIDES.into_iter().enumerate() {
            let cpu: Vec<f64> = self.times[side].iter().map(|it| it.cpu.as_secs_f64()).collect();
            let middle = median(&seconds(side));
            #[allow(clippy::cast_precision_loss, reason = "to be read")]
            let rate = self.part as f64 / middle;
            println!(
                "  {name:18} median {middle:6.2} s, {rate:5.0} CVs a second, {:6.2} s of processors",
                median(&cpu)
            );
        }
        let [one, bare_one, two, threads, processes] = [0, 1, 2, 3, 4].map(seconds);
        let ratios =
            |over: &[f64], under: &[f64]| over.iter().zip(under).map(|(over, under)| over / under).collect::<Vec<_>>();
        let cpu = |side: usize| self.times[side].iter().map(|it| it.cpu.as_secs_f64()).collect::<Vec<f64>>();
        let gain = ratios(&one, &two);
        let [gain_threads, gain_processes] = [&threads, &processes].map(|bare_two| ratios(&bare_one, bare_two));
        println!("medians of the rounds' ratios; less is slower than bare Typst");
        for (what, ratios) in [
            ("throughput, one core", ratios(&bare_one, &one)),
            ("  by the processors' time", ratios(&cpu(1), &cpu(0))),
            ("throughput, two cores, beside two threads", ratios(&threads, &two)),
            ("  by the processors' time", ratios(&cpu(3), &cpu(2))),
            ("throughput, two cores, beside two processes", ratios(&processes, &two)),
            ("  by the processors' time", ratios(&cpu(4), &cpu(2))),
            ("gain from one to two cores, beside threads", ratios(&gain, &gain_threads)),
            ("gain from one to two cores, beside processes", ratios(&gain, &gain_processes)),
            ("gain of curricle", gain),
            ("gain of bare Typst's threads", gain_threads),
            ("gain of bare Typst's processes", gain_processes),
        ] {
            let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
            let most = ratios.iter().copied().fold(0.0, f64::max);
            println!("  {what:44} {:.3}  ({least:.3} to {most:.3})", median(&ratios));
        }
    }
}

/// Removes a folder, so that the next run begins without one.
pub(crate) fn remove(folder: &Path) {
    fs::remove_dir_all(folder).expect("can be removed");
}
