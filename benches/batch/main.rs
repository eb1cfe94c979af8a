//! Thousands of CVs: what a batch takes, beside the least that it could take.
//!
//! ```text
//! cargo bench --bench batch                            throughput beside bare Typst, on one core and on two; `-- ledger` for another theme
//! cargo bench --bench batch -- supervision 200         one worker beside the same work without any
//! cargo bench --bench batch -- unchanged 10000         a second run with nothing to do, beside reading and hashing the same files
//! cargo bench --bench batch -- memory 1000 20000       the peak of memory in runs of so many targets (Linux)
//! cargo bench --bench batch -- through 100000          whether so many short ones run through, and their peak (Linux)
//! cargo bench --bench batch -- growth 5000             memory of one process that makes so many, and never ends a worker (Linux)
//! cargo bench --bench batch -- pages 1000              how many of the made-up profiles take two pages
//! cargo bench --bench batch -- write 20000 FOLDER      the made-up profiles as files
//! ```
//!
//! Sides that are compared take turns, and who begins changes with every round. Nothing is asserted, for machines are busy.

#![allow(clippy::print_stdout, reason = "a benchmark reports")]

#[path = "../render/bare.rs"]
mod bare;
mod batch;
mod dice;
mod growth;
mod memory;
mod people;
mod process;
mod supervision;
mod throughput;
mod typst_side;
mod unchanged;

use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).filter(|word| *word != "--bench").collect();
    match words[..] {
        // The other side of a comparison, started by this bench itself.
        [typst_side::ARGUMENT, folder, threads] => typst_side::run(Path::new(folder), number(threads)),
        [supervision::ARGUMENT, folder, output] => supervision::library(Path::new(folder), Path::new(output)),
        // `cargo test --all-targets` runs benches too, without this argument.
        _ if !arguments.iter().any(|argument| argument == "--bench") => {}
        [] => throughput::report("plain"),
        ["supervision", count] => supervision::report(number(count)),
        ["unchanged", count] => unchanged::report(number(count)),
        ["memory", ref counts @ ..] => {
            memory::report(&counts.iter().map(|it| number(it)).collect::<Vec<_>>(), people::person);
        }
        ["through", count] => memory::report(&[number(count)], people::stranger),
        ["growth", count] => growth::report(number(count)),
        ["pages", count] => batch::pages(number(count)),
        ["write", count, folder] => batch::write(0..number(count), Path::new(folder), people::person),
        [theme] => throughput::report(theme),
        _ => println!("not a command of this bench: {words:?}"),
    }
}

fn number(word: &str) -> usize {
    word.parse().unwrap_or_else(|_| panic!("expected a number, found `{word}`"))
}
