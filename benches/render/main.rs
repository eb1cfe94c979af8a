//! A batch in one process: curricle from YAML to PDF, beside bare Typst from the sources that curricle wrote to PDF.
//!
//! Both sides lay out the same documents, but never the same one in a row: what one side left in Typst's caches must not
//! help the other. They take turns, and each calls `comemo::evict` with the same age after each document. The time of
//! Typst begins with the text of `main.typ`; fonts, library and the theme's files are ready, as they are in a batch.
//!
//! With the argument `fit`, what it costs to fit pages.

mod bare;
mod fit;
mod profiles;

use std::cell::RefCell;
use std::path::PathBuf;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use curricle::batch::{Format, Input, Renderer, Request, evict};
use curricle::source::Sources;

use bare::{Bare, median, time};

/// How many documents there are; each side comes back to one after all the others.
const DOCUMENTS: usize = 300;

fn main() {
    if std::env::args().any(|argument| argument == "fit") {
        return fit::report();
    }
    let mut criterion =
        Criterion::default().configure_from_args().sample_size(20).measurement_time(Duration::from_secs(20));
    let race = RefCell::new(Race::new());
    for theme in ["plain", "ledger"] {
        race.borrow_mut().choose(theme);
        let mut group = criterion.benchmark_group(format!("batch/{theme}"));
        group.throughput(Throughput::Elements(1));
        group
            .bench_function("curricle", |bencher| bencher.iter_custom(|rounds| race.borrow_mut().run(rounds).curricle));
        group.bench_function("typst", |bencher| bencher.iter_custom(|rounds| race.borrow_mut().run(rounds).typst));
        group.finish();
        race.borrow().report(theme);
    }
    criterion.final_summary();
}

/// Both sides, and the documents that they take turns at.
struct Race {
    renderer: Renderer,
    request: Request,
    inputs: Vec<Input>,
    /// The same documents as Typst sources.
    mains: Vec<String>,
    world: Bare,
    next: usize,
    /// How long both took for each document, in seconds.
    curricle: Vec<f64>,
    typst: Vec<f64>,
}

/// What each side took.
#[derive(Default)]
struct Times {
    curricle: Duration,
    typst: Duration,
}

impl Race {
    fn new() -> Self {
        let input = |number: usize| Input {
            name: "profile.yaml".into(),
            bytes: profiles::profile(number).into_bytes(),
            folder: PathBuf::from("benches"),
        };
        Self {
            renderer: Renderer::new(Vec::new(), false),
            request: Request::default(),
            inputs: (0..DOCUMENTS).map(input).collect(),
            mains: Vec::new(),
            world: Bare::new(),
            next: 0,
            curricle: Vec::new(),
            typst: Vec::new(),
        }
    }

    /// Takes a theme, and has curricle write the sources of every document in it.
    fn choose(&mut self, theme: &str) {
        self.request.theme = Some(theme.to_owned());
        let request = Request { formats: vec![Format::Typ], ..self.request.clone() };
        self.mains.clear();
        for input in &self.inputs {
            let made = self.renderer.make(input, &request, &mut Sources::new()).expect("made-up profiles are valid");
            assert!(made.warnings.is_empty(), "{}", made.warnings);
            for artifact in made.value.artifacts {
                match artifact.suffix.strip_prefix("-typst").expect("files of the folder") {
                    "/main.typ" => self.mains.push(String::from_utf8(artifact.bytes).expect("text")),
                    path if path.starts_with("/themes") => self.world.add(path, artifact.bytes),
                    _ => {}
                }
            }
            evict(5);
        }
        self.next = 0;
        self.curricle.clear();
        self.typst.clear();
        self.run(10);
        assert_eq!(self.by_curricle(1).len(), self.by_typst(1).len(), "both sides write the same PDF");
    }

    /// Has each side make as many documents, in turns.
    fn run(&mut self, rounds: u64) -> Times {
        let mut times = Times::default();
        for _ in 0..rounds {
            let (round, pass) = (self.next, self.next / DOCUMENTS);
            self.next += 1;
            // The two are half of all documents apart, and who begins changes with every round and with every pass.
            let (one, other) = (round % DOCUMENTS, (round + DOCUMENTS / 2) % DOCUMENTS);
            let (curricle, typst);
            if (round + pass).is_multiple_of(2) {
                curricle = time(|| self.by_curricle(one));
                typst = time(|| self.by_typst(other));
            } else {
                typst = time(|| self.by_typst(other));
                curricle = time(|| self.by_curricle(one));
            }
            times.curricle += curricle;
            times.typst += typst;
            self.curricle.push(curricle.as_secs_f64());
            self.typst.push(typst.as_secs_f64());
        }
        times
    }

    fn by_curricle(&self, document: usize) -> Vec<u8> {
        let made = self.renderer.make(&self.inputs[document], &self.request, &mut Sources::new()).expect("valid");
        evict(5);
        made.value.artifacts.into_iter().next().expect("a PDF").bytes
    }

    fn by_typst(&mut self, document: usize) -> Vec<u8> {
        let pages = self.world.layout(self.mains[document].clone());
        let pdf = Bare::pdf(&pages);
        evict(5);
        pdf
    }

    /// The ratio over all rounds, which criterion's two figures only suggest.
    fn report(&self, theme: &str) {
        if self.curricle.len() < DOCUMENTS {
            return;
        }
        let (curricle, typst) = (median(&self.curricle), median(&self.typst));
        let sum = |times: &[f64]| times.iter().sum::<f64>();
        #[allow(clippy::print_stdout, reason = "a benchmark reports")]
        {
            println!(
                "{theme}: {} rounds, medians {:.2} and {:.2} ms; curricle's throughput is {:.3} of Typst's by medians, {:.3} by sums\n",
                self.curricle.len(),
                curricle * 1e3,
                typst * 1e3,
                typst / curricle,
                sum(&self.typst) / sum(&self.curricle),
            );
        }
    }
}
