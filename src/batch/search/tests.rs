use std::fs;
use std::path::{Path, PathBuf};

use super::{Found, resembles_input, search};
use crate::batch::Input;
use crate::diagnostic::Diagnostic;

fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        write(folder.path(), file, "x");
    }
    folder
}

fn write(folder: &Path, file: &str, text: &str) {
    let place = folder.join(file);
    fs::create_dir_all(place.parent().expect("a folder")).expect("writable");
    fs::write(place, text).expect("writable");
}

fn names(found: &Found) -> Vec<String> {
    found.files.iter().map(|path| found.within(path).display().to_string().replace('\\', "/")).collect()
}

fn found(folder: &Path, pattern: Option<&str>, outputs: &[PathBuf]) -> Vec<String> {
    names(&search(folder, pattern, outputs).expect("readable"))
}

#[test]
fn inputs_are_found_in_the_order_of_their_paths() {
    let folder = folder(&["b.yaml", "a/x.YML", "a-b.json", "a/b/c.yaml", "notes.txt", "A.yaml", "a/pic.png"]);
    assert_eq!(found(folder.path(), None, &[]), ["A.yaml", "a-b.json", "a/b/c.yaml", "a/x.YML", "b.yaml"]);
}

#[test]
fn a_file_is_left_out_beside_both_files_that_an_import_made_of_it() {
    let made = ["cv.application.yaml", "cv.profile.yaml", "cv.yaml", "team/jo.application.yaml", "team/jo.yml"];
    let folder = folder(&made);
    assert_eq!(found(folder.path(), None, &[]), [made[0], made[1], made[3], made[4]]);
    write(folder.path(), "team/jo.profile.yaml", "x");
    assert_eq!(found(folder.path(), Some("team/*"), &[]), ["team/jo.application.yaml", "team/jo.profile.yaml"]);
}

#[test]
fn what_is_no_input_is_left_out() {
    let folder = folder(&[
        "me.yaml",
        ".hidden.yaml",
        ".git/x.yaml",
        "curricle.yaml",
        "node_modules/x/package.json",
        "dist/report.json",
        "deep/out/report.json",
        "themes/mine/theme.yaml",
        "fonts/list.json",
        "team/sub/fonts/us.yaml",
        "team/themes/them.yaml",
        "deep/dist/kept.yaml",
    ]);
    let outputs = ["dist", "deep/out", "absent"].map(|name| folder.path().join(name));
    let kept = ["deep/dist/kept.yaml", "me.yaml", "team/sub/fonts/us.yaml", "team/themes/them.yaml"];
    assert_eq!(found(folder.path(), None, &outputs), kept);
    // The folder itself was named.
    assert_eq!(found(&folder.path().join("dist"), None, &[folder.path().join("dist")]), ["report.json"]);
    assert_eq!(search(folder.path(), None, &outputs).expect("readable").workspaces, [PathBuf::new()]);
}

#[test]
fn files_of_ignored_names_are_left_out_in_the_way_of_gitignore() {
    let folder =
        folder(&["a/x.yaml", "a/y.yaml", "a/b/x.yaml", "a/b/keep.yaml", "a/old/z.yaml", "c/x.yaml", "git.yaml"]);
    write(folder.path(), ".curricleignore", "# old ones\nold/\n/c\nx.yaml\n");
    write(folder.path(), "a/b/.curricleignore", "!x.yaml\n");
    for other in [".gitignore", ".ignore"] {
        write(folder.path(), other, "git.yaml\n");
    }
    assert_eq!(found(folder.path(), None, &[]), ["a/b/keep.yaml", "a/b/x.yaml", "a/y.yaml", "git.yaml"]);
    // Those of the folders above count, too.
    assert_eq!(found(&folder.path().join("a"), None, &[]), ["b/keep.yaml", "b/x.yaml", "y.yaml"]);
    assert_eq!(found(&folder.path().join("a"), Some("*.yaml"), &[]), ["y.yaml"]);
}

#[test]
fn patterns_match_the_path_in_the_folder() {
    let folder = folder(&["x.yaml", "a/x.yaml", "a/b/x.yaml", "a/b/y.yaml", "a/b/z.txt"]);
    let found = |pattern| found(folder.path(), Some(pattern), &[]);
    assert_eq!(found("*.yaml"), ["x.yaml"]);
    assert_eq!(found("**/x.yaml"), ["a/b/x.yaml", "a/x.yaml", "x.yaml"]);
    assert_eq!(found("*/*/*"), ["a/b/x.yaml", "a/b/y.yaml"]);
    assert_eq!(found("?/[b]/[!x].*"), ["a/b/y.yaml"]);
    assert!(found("*.json").is_empty());
    let codes = |pattern| {
        let errors = search(folder.path(), Some(pattern), &[]).expect_err("no pattern");
        errors.iter().map(Diagnostic::code).collect::<Vec<_>>()
    };
    assert_eq!(codes("["), ["bad-pattern"]);
}

#[cfg(unix)]
#[test]
fn links_to_files_count_and_links_to_folders_do_not() {
    use std::os::unix::fs::symlink;
    let folder = folder(&["a/me.yaml", "real/you.yaml"]);
    symlink("a/me.yaml", folder.path().join("link.yaml")).expect("writable");
    symlink("..", folder.path().join("a/loop")).expect("writable");
    symlink("absent", folder.path().join("gone.yaml")).expect("writable");
    symlink("real", folder.path().join("other")).expect("writable");
    assert_eq!(found(folder.path(), None, &[]), ["a/me.yaml", "link.yaml", "real/you.yaml"]);
    assert_eq!(found(&folder.path().join("other"), None, &[]), ["you.yaml"]);
}

#[test]
fn what_cannot_be_read_whole_is_an_error() {
    let folder = folder(&["me.yaml"]);
    write(folder.path(), ".curricleignore", "[z-a]\n*.bak\n");
    let errors = search(folder.path(), None, &[]).expect_err("a broken pattern");
    assert_eq!(errors.iter().map(Diagnostic::code).collect::<Vec<_>>(), ["bad-pattern"]);
    assert!(search(&folder.path().join("absent"), None, &[]).is_err());
}

#[test]
fn what_was_found_may_be_no_input() {
    let resembles = |text: &str| {
        resembles_input(&Input { name: "x.yaml".into(), bytes: text.as_bytes().to_vec(), folder: ".".into() })
    };
    for input in ["basics: {name: A}", "profile: me.yaml\ntheme: x", "extends: base.yaml", "work: []", "basics: [", ""]
    {
        assert!(resembles(input), "{input}");
    }
    for other in
        ["name: x\nversion: 1.0.0", "body: Hello", "theme: plain\nselect: {}", "[1, 2]", "on: [push]\njobs: {}"]
    {
        assert!(!resembles(other), "{other}");
    }
}
