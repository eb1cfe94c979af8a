use std::fs;
use std::path::Path;

use super::{Wishes, json_schema_text, open};
use crate::batch::Input;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Sources;

fn wishes(root: &Path, text: &str) -> Result<Wishes, Diagnostics> {
    let name = root.join(super::FILE).display().to_string();
    let file = Input { name, bytes: text.as_bytes().to_vec(), folder: root.to_path_buf() };
    open(&file, &mut Sources::new()).map(|done| done.value)
}

fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        let place = folder.path().join(file);
        fs::create_dir_all(place.parent().expect("a folder")).expect("writable");
        fs::write(place, "x").expect("writable");
    }
    folder
}

fn stems(wishes: &Wishes) -> Vec<String> {
    wishes.wishes.iter().map(|wish| wish.stem.display().to_string()).collect()
}

#[test]
fn patterns_find_files_sorted_and_mirror_their_folders() {
    let files = ["a/z.yaml", "a/b/y.yml", "a/x.json", "a/notes.txt", "dist/old.yaml", ".git/c.yaml", "curricle.yaml"];
    let folder = folder(&files);
    let found = wishes(folder.path(), "targets: [{applications: 'a/**/*'}]").expect("valid");
    assert_eq!(stems(&found), ["b/y", "x", "z"]);
    let found = wishes(folder.path(), "targets: [{profiles: ['**/*.yaml', a/x.json]}]").expect("valid");
    assert_eq!(stems(&found), ["a/z", "x"]);
    assert_eq!(found.output, folder.path().join("dist"));
}

#[test]
fn a_group_says_what_is_made_of_each() {
    let folder = folder(&["me.yaml", "blind.yaml"]);
    let text = "output: out\ntargets:\n- {profiles: me.yaml, themes: [plain, ./mine], languages: en de, formats: pdf}\n\
                - {profiles: me.yaml, application: blind.yaml}\n";
    let found = wishes(folder.path(), &text.replace("en de", "[en, de]")).expect("valid");
    assert_eq!(stems(&found), ["me", "me-blind"]);
    let first = &found.wishes[0];
    assert_eq!((first.themes.len(), first.languages.len(), first.formats.len()), (2, 2, 1));
    assert!(first.themes[1].ends_with("mine") && first.themes[1].contains('/'));
    assert_eq!(found.wishes[1].application.as_deref(), Some(&*folder.path().join("blind.yaml")));
    assert_eq!(found.output, folder.path().join("out"));
}

#[test]
fn everything_wrong_is_reported_at_once() {
    let folder = folder(&["me.yaml"]);
    let text = "defaults: {pages: 0, thme: x}\ntargets:\n- {applications: 'none/*.yaml', formats: [doc], languages: [english!]}\n\
                - {profiles: [absent.yaml, '[']}\n- {themes: plain}\n";
    let errors = wishes(folder.path(), text).expect_err("much is wrong");
    let codes: Vec<_> = errors.iter().map(Diagnostic::code).collect();
    let expected = [
        "bad-count",
        "unknown-key",
        "no-match",
        "bad-choice",
        "bad-language",
        "not-found",
        "bad-pattern",
        "missing-key",
    ];
    assert_eq!(codes, expected);
    let errors = wishes(folder.path(), "output: out").expect_err("there is nothing to make");
    assert_eq!(errors.0[0].code(), "missing-key");
}

#[test]
fn the_stored_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/schema/workspace.json");
    if std::env::var_os("CURRICLE_UPDATE").is_some() {
        std::fs::write(path, json_schema_text()).expect("writable");
    }
    let stored = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(stored == json_schema_text(), "run `CURRICLE_UPDATE=1 cargo test the_stored_schema_is_current`");
}
