//! The integration tests, one program: each program links the whole of Typst. `cargo test --test integration pages::` runs those
//! of one file.
//!
//! All run in one process, several at a time. So a test changes nothing that belongs to the process (its folder, its environment,
//! its handlers), and starts `curricle` as a process of its own for whatever does.

mod any_document;
mod authoring;
mod bad_inputs;
mod batch;
mod beginnings;
mod contract;
mod documents;
mod everyday;
mod examples;
mod faults;
mod import;
mod incremental;
mod job_search;
mod layers;
mod matching;
mod outputs;
mod pages;
mod planning;
mod promises;
mod readme;
mod reports;
mod schemas;
mod tools;

/// Fails for a file that no module names: cargo looks for no tests by itself, and what is not named never runs.
#[test]
fn every_file_of_tests_is_a_module() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut folders = vec![(root.clone(), root.join("main.rs"))];
    let mut files = 0;
    while let Some((folder, module)) = folders.pop() {
        let named = std::fs::read_to_string(module).unwrap_or_default();
        for path in std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                folders.push((path.clone(), path.with_extension("rs")));
            } else if path.extension().is_some_and(|ending| ending == "rs") && path != root.join("main.rs") {
                let line = format!("mod {};", path.file_stem().expect("it has a name").display());
                assert!(named.lines().any(|it| it == line), "no module has `{line}` for {}", path.display());
                files += 1;
            }
        }
    }
    assert!(files > 30, "only {files} files were found");
}
