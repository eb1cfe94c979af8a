//! The same input gives the same bytes, wherever, whenever and beside whatever it is rendered.

use std::path::Path;
use std::process::Command;

use super::pdf::Pdf;
use super::stage;

/// Runs the program in a folder; `environment` goes over an empty one.
fn run(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    command.current_dir(folder).args(arguments).env_clear().envs(environment.iter().copied());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A folder with the full profile, its images and the three profiles.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in [
        "data/samples/full.yaml",
        "data/samples/photo.png",
        "data/samples/badge.png",
        "data/profiles/asjad-iqbal.yaml",
        "data/profiles/rajat-jog.yaml",
    ] {
        let source = stage::path(file);
        std::fs::copy(&source, folder.path().join(source.file_name().unwrap())).unwrap();
    }
    folder
}

/// The files of a folder by name.
fn outputs(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        // What is remembered of a run is none of what it made.
        .filter(|entry| entry.file_name() != ".curricle")
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn bytes_depend_on_nothing_around_the_run() {
    let (one, two) = (workspace(), workspace());
    let arguments =
        ["render", "full.yaml", "asjad-iqbal.yaml", "rajat-jog.yaml", "-t", "plain,ledger", "-f", "pdf,png"];
    run(one.path(), &arguments, &[]);
    let expected = outputs(&one.path().join("dist"));
    assert!(expected.len() >= 12, "{:?}", expected.iter().map(|file| &file.0).collect::<Vec<_>>());

    let elsewhere = two.path().join("deep/er");
    std::fs::create_dir_all(&elsewhere).unwrap();
    let turned = ["render", "../../rajat-jog.yaml", "../../full.yaml", "../../asjad-iqbal.yaml"];
    let turned = [&turned[..], &["-t", "ledger", "-t", "plain", "-f", "png,pdf", "-o", "out"]].concat();
    let home = two.path().display().to_string();
    let environment = [
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "ar_EG.UTF-8"),
        ("HOME", home.as_str()),
        ("USER", "somebody"),
        ("XDG_CONFIG_HOME", home.as_str()),
        ("SOURCE_DATE_EPOCH", "86400"),
    ];
    run(&elsewhere, &turned, &environment);
    let found = outputs(&elsewhere.join("out"));
    assert_same(&expected, &found);
}

fn assert_same(expected: &[(String, Vec<u8>)], found: &[(String, Vec<u8>)]) {
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|file| file.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(expected), names(found));
    let differing: Vec<_> = expected.iter().zip(found).filter(|(one, two)| one != two).map(|(one, _)| &one.0).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[cfg(unix)]
#[test]
fn bytes_do_not_depend_on_the_umask() {
    let folder = workspace();
    for umask in ["000", "077"] {
        let script = format!("umask {umask} && exec \"$0\" render asjad-iqbal.yaml -o {umask}.pdf");
        let status = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_curricle")])
            .current_dir(folder.path())
            .status();
        assert!(status.unwrap().success());
    }
    let read = |umask: &str| std::fs::read(folder.path().join(format!("{umask}.pdf"))).unwrap();
    assert_eq!(read("000"), read("077"));
}

#[test]
fn only_a_profile_without_a_date_takes_that_of_the_build() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("dated.yaml"), "basics: {name: Ada}\nmeta: {lastModified: 2020-02-03}").unwrap();
    std::fs::write(folder.path().join("undated.yaml"), "basics: {name: Ada}").unwrap();
    let made = |input: &str, epoch: Option<&str>| {
        let environment: Vec<_> = epoch.map(|epoch| ("SOURCE_DATE_EPOCH", epoch)).into_iter().collect();
        run(folder.path(), &["render", input, "-o", "out.pdf"], &environment);
        std::fs::read(folder.path().join("out.pdf")).unwrap()
    };
    assert_eq!(made("dated.yaml", None), made("dated.yaml", Some("1000000000")));
    let (none, one, two) = (
        made("undated.yaml", None),
        made("undated.yaml", Some("1000000000")),
        made("undated.yaml", Some("1100000000")),
    );
    assert_eq!(one, made("undated.yaml", Some("1000000000")));
    assert_eq!(Pdf::read(&none).info(b"CreationDate"), None);
    let date = |bytes: &[u8]| Pdf::read(bytes).info(b"CreationDate").unwrap();
    assert!(date(&one).starts_with("D:20010909"), "{}", date(&one));
    assert!(date(&two).starts_with("D:20041109"), "{}", date(&two));
    assert_eq!(Pdf::read(&one).text(), Pdf::read(&none).text());
}
