//! The library's layers: imports run downward only, and no layer learns by itself what must come in as a value.
//!
//! Reads the sources as text, comments, strings and unit tests apart: a unit test may look wherever it likes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The layers, the lowest first; each may use those before it. `docs/architecture.md` has them in the same order.
const LAYERS: [&str; 11] = [
    "diagnostic",
    "source",
    "locale",
    "profile",
    "application",
    "import",
    "theme",
    "typeset",
    "export",
    "batch",
    "contract",
];

/// What reaches the terminal, the clock, the environment or the home folder. `env!` is known when curricle is built.
const OUTSIDE: [&str; 19] = [
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
    "dbg!",
    "stdin()",
    "stdout()",
    "stderr()",
    "std::env",
    "env::var",
    "env::args",
    "current_dir",
    "temp_dir",
    "home_dir",
    "SystemTime",
    "Instant",
    "std::process",
    "process::exit",
    "Command::new",
];

/// A source of the library: the modules that lead to it, and its code.
struct Module {
    path: PathBuf,
    modules: Vec<String>,
    code: String,
}

fn library() -> Vec<Module> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let mut modules = Vec::new();
    for path in files {
        let relative = path.strip_prefix(&root).expect("below src").with_extension("");
        let names: Vec<String> = relative.iter().map(|name| name.to_str().expect("UTF-8").to_owned()).collect();
        let binary = matches!(names[0].as_str(), "main" | "cli");
        if !binary && names != ["lib"] && !names.iter().any(|name| name == "tests") {
            let code = code(&std::fs::read_to_string(&path).expect("readable"));
            modules.push(Module { path, modules: names, code });
        }
    }
    modules
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The text without comments, the contents of strings, and unit tests at the end of the file.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut out = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw_string(rest) {
            let end = format!("\"{hashes}");
            let start = hashes.len() + 2;
            rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len())
        } else if next == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\'") {
            3
        } else {
            out.push(next);
            next.len_utf8()
        };
        rest = &rest[length..];
    }
    out
}

/// The hashes of a raw string that starts here.
fn raw_string(text: &str) -> Option<&str> {
    let hashes = text.strip_prefix('r')?;
    let end = hashes.find(|c| c != '#')?;
    hashes[end..].starts_with('"').then_some(&hashes[..end])
}

/// The modules at the root of the crate that a module names, by `crate::`, `super::` or a list in braces.
fn names(module: &Module) -> Vec<String> {
    let mut found = Vec::new();
    for (start, _) in module.code.match_indices("crate::") {
        roots(&module.code[start + "crate::".len()..], &mut found);
    }
    // As many times `super` as there are modules leads to the root; fewer stay within the layer.
    let up = "super::".repeat(module.modules.len());
    for (start, _) in module.code.match_indices(&up) {
        roots(&module.code[start + up.len()..], &mut found);
    }
    found
}

fn roots(path: &str, found: &mut Vec<String>) {
    let ident = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(list) = path.strip_prefix('{') else { return found.push(ident(path)) };
    let mut depth = 0;
    let mut item = true;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => item = true,
            c if item && !c.is_whitespace() => {
                found.push(ident(&list[at..]));
                item = false;
            }
            _ => {}
        }
    }
}

#[test]
fn imports_run_downward_only() {
    let rank: BTreeMap<&str, usize> = LAYERS.iter().enumerate().map(|(rank, layer)| (*layer, rank)).collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for module in library() {
        let own = rank.get(module.modules[0].as_str());
        let own = *own.unwrap_or_else(|| panic!("{} is in no layer", module.path.display()));
        for name in names(&module) {
            seen += 1;
            match rank.get(name.as_str()) {
                Some(other) if *other <= own => {}
                Some(_) => wrong.push(format!("{} uses {name}", module.path.display())),
                None => wrong.push(format!("{} names `{name}` at the root", module.path.display())),
            }
        }
    }
    assert!(seen > 100, "only {seen} imports were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_asks_nothing_of_its_surroundings() {
    let mut wrong = Vec::new();
    for module in library() {
        for reach in OUTSIDE {
            let finds = module.code.match_indices(reach).filter(|(start, _)| {
                // `eprint!` holds `print!`, and a method of ours may end in the same letters.
                !module.code[..*start].ends_with(|c: char| c.is_alphanumeric() || c == '_')
            });
            wrong.extend(finds.map(|_| format!("{} has `{reach}`", module.path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_documented_layers_are_these() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/architecture.md");
    let text = std::fs::read_to_string(path).expect("readable");
    let table: Vec<&str> = text
        .lines()
        .skip_while(|line| *line != "## Layers")
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .take(LAYERS.len())
        .collect();
    assert_eq!(table, LAYERS);
}

#[test]
fn imports_are_found_in_every_form() {
    let module = |code_text: &str| Module {
        path: PathBuf::from("x.rs"),
        modules: vec!["theme".into(), "x".into()],
        code: code(code_text),
    };
    let found = |code_text: &str| names(&module(code_text));
    assert_eq!(found("use crate::export::{pdf, png};"), ["export"]);
    assert_eq!(found("use crate::{export::{pdf}, batch, locale as l};"), ["export", "batch", "locale"]);
    assert_eq!(found("fn f() { super::super::export::g() }"), ["export"]);
    assert!(
        found("// crate::export\nlet s = \"crate::export\"; super::store::f(); let r = r#\"crate::\"x\"#;").is_empty()
    );
    assert!(found("fn f() {}\n#[cfg(test)]\nmod tests {\n use crate::export;\n}").is_empty());
}
