//! Starting, ejecting and describing themes on the command line.

use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH");
    command.output().expect("it runs")
}

/// What it prints; panics where it fails.
fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let words = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.success(), "{arguments:?}: {words}");
    assert!(!words.contains("warning"), "{arguments:?}: {words}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A folder with a profile.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = concat!(env!("CARGO_MANIFEST_DIR"), "/data/profiles/asjad-iqbal.yaml");
    std::fs::copy(profile, folder.path().join("me.yaml")).expect("writable");
    folder
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The themes that can be extended: the listed ones and `base`.
fn themes(folder: &Path) -> Vec<String> {
    let listed = done(folder, &["themes", "list"]);
    let names = listed.lines().filter_map(|line| Some(line.split_once('\t')?.0.to_owned()));
    names.chain(["base".to_owned()]).collect()
}

#[test]
fn a_theme_started_from_any_other_renders_at_once_and_keeps_the_contract() {
    let folder = workspace();
    let mut made = Vec::new();
    for from in themes(folder.path()) {
        let name = format!("my-{from}");
        done(folder.path(), &["themes", "new", &name, "--from", &from]);
        done(folder.path(), &["render", "me.yaml", "-t", &name, "-o", "by-name.pdf"]);
        done(folder.path(), &["render", "me.yaml", "-t", &format!("./themes/{name}"), "-o", "by-path.pdf"]);
        assert!(read(&folder.path().join("by-name.pdf")).starts_with(b"%PDF"));
        assert!(done(folder.path(), &["themes", "show", &name]).contains("\n  marker (text)\n"));
        made.push(name);
    }
    let arguments: Vec<&str> = ["themes", "check"].into_iter().chain(made.iter().map(String::as_str)).collect();
    let said = done(folder.path(), &arguments);
    assert!(said.lines().all(|line| line.split('\t').nth(2) == Some("ok")), "{said}");
}

#[test]
fn a_started_theme_can_lie_in_another_folder_and_extend_one_that_lies_there() {
    let folder = workspace();
    done(folder.path(), &["themes", "new", "one", "--from", "ledger", "deep/er"]);
    done(folder.path(), &["themes", "new", "two", "--from", "one", "deep/er"]);
    std::fs::copy(folder.path().join("me.yaml"), folder.path().join("deep/er/me.yaml")).expect("writable");
    done(folder.path(), &["render", "deep/er/me.yaml", "-t", "two", "-o", "two.pdf"]);
    let left: Vec<_> = std::fs::read_dir(folder.path().join("deep/er/themes")).expect("there").collect();
    assert_eq!(left.len(), 2, "nothing temporary is left: {left:?}");
}

#[test]
fn an_ejected_theme_is_the_built_in_one_file_by_file_and_changes_it() {
    let folder = workspace();
    done(folder.path(), &["render", "me.yaml", "-t", "ledger", "-o", "before.pdf"]);
    done(folder.path(), &["themes", "eject", "ledger", "--all"]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    for file in ["ledger/theme.yaml", "ledger/theme.typ", "base/theme.typ", "base/icons/github.svg"] {
        assert_eq!(read(&folder.path().join("themes").join(file)), read(&root.join(file)), "{file}");
    }
    done(folder.path(), &["render", "me.yaml", "-t", "ledger", "-o", "same.pdf"]);
    assert_eq!(read(&folder.path().join("before.pdf")), read(&folder.path().join("same.pdf")));
    let look = folder.path().join("themes/ledger/theme.typ");
    let text = String::from_utf8(read(&look)).expect("UTF-8").replace("(10.4pt, 9pt)", "(11.4pt, 9pt)");
    std::fs::write(&look, text).expect("writable");
    done(folder.path(), &["render", "me.yaml", "-t", "ledger", "-o", "changed.pdf"]);
    assert_ne!(read(&folder.path().join("before.pdf")), read(&folder.path().join("changed.pdf")));
}

#[test]
fn a_theme_tells_what_its_options_take_and_whence_they_come() {
    let folder = workspace();
    let said = done(folder.path(), &["themes", "show", "ledger"]);
    let option = |id: &str| {
        let start = said.find(&format!("\n  {id} (")).unwrap_or_else(|| panic!("{id} in {said}"));
        said[start + 1..].split("\n\n").next().unwrap_or_default().to_owned()
    };
    let density = option("density");
    assert!(density.contains("(number)") && density.contains("a number from 0 to 1; default 0.5"), "{density}");
    assert!(density.ends_with("from base") || density.ends_with("from base\n"), "{density}");
    assert!(option("accent").contains("from base, changed by ledger"));
    assert!(option("paper").contains("`auto`, `a4`, `us-letter`"));
}

#[test]
fn schemas_of_manifests_and_options_are_json() {
    let folder = workspace();
    for arguments in [["schema", "theme"].as_slice(), &["schema", "options"], &["schema", "options", "ledger"]] {
        let schema: serde_json::Value = serde_json::from_str(&done(folder.path(), arguments)).expect("JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(schema["properties"].as_object().is_some_and(|properties| properties.len() > 5));
    }
}

#[test]
fn a_family_is_found_by_the_name_of_its_makers() {
    let folder = workspace();
    done(folder.path(), &["render", "me.yaml", "-O", "fonts.body=source sans 3", "-o", "one.pdf"]);
    done(folder.path(), &["render", "me.yaml", "-O", "fonts.body=SourceSans3VF", "-o", "two.pdf"]);
    assert_eq!(read(&folder.path().join("one.pdf")), read(&folder.path().join("two.pdf")));
}
