//! What stands on disk after a run, however it ended.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const GOOD: &str = "basics:\n  name: Grace Hopper\n  summary: Built a compiler.\n";

fn curricle(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn folder_with(profile: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("me.yaml"), profile).unwrap();
    folder
}

#[test]
fn a_run_that_is_killed_leaves_no_part_of_a_file() {
    let folder = folder_with(GOOD);
    // One whole run tells how long the moments to be killed at are.
    let start = Instant::now();
    assert!(curricle(folder.path(), &["render", "me.yaml", "-o", "out/"]).status().unwrap().success());
    let whole = start.elapsed();
    for step in 0..24_u32 {
        fs::remove_dir_all(folder.path().join("out")).unwrap();
        let mut child = curricle(folder.path(), &["render", "me.yaml", "-f", "pdf,typ", "-o", "out/"]).spawn().unwrap();
        sleep(whole * step / 20);
        let _ = child.kill();
        child.wait().unwrap();
        fs::create_dir_all(folder.path().join("out")).unwrap();
        for entry in fs::read_dir(folder.path().join("out")).unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            match name.as_str() {
                "me.pdf" => {
                    let bytes = fs::read(entry.path()).unwrap();
                    assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"), "step {step}");
                }
                "me-typst" => assert!(entry.path().join("main.typ").is_file(), "step {step}"),
                // What is left of a killed run hides itself and says whose it is.
                name => assert!(name.starts_with(".curricle-"), "step {step}: {name}"),
            }
        }
    }
}

#[test]
fn a_render_that_fails_leaves_the_older_output() {
    let folder = folder_with("basics: [\n");
    let output = folder.path().join("cv.pdf");
    fs::write(&output, "older").unwrap();
    for arguments in [&["render", "me.yaml", "-o", "cv.pdf"][..], &["render", "me.yaml", "-f", "pdf,png", "-o", "."]] {
        assert_eq!(curricle(folder.path(), arguments).status().unwrap().code(), Some(1));
        assert_eq!(fs::read_to_string(&output).unwrap(), "older");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn warnings_that_are_denied_leave_the_older_output() {
    let folder = folder_with("basics: {name: Grace, hobby: sailing}\n");
    fs::write(folder.path().join("cv.pdf"), "older").unwrap();
    let run = |arguments: &[&str]| curricle(folder.path(), arguments).status().unwrap().code();
    assert_eq!(run(&["render", "me.yaml", "-o", "cv.pdf", "--deny-warnings"]), Some(1));
    assert_eq!(fs::read_to_string(folder.path().join("cv.pdf")).unwrap(), "older");
    assert_eq!(run(&["render", "me.yaml", "-o", "cv.pdf"]), Some(0));
    assert_eq!(run(&["check", "me.yaml"]), Some(0));
    assert_eq!(run(&["check", "me.yaml", "--deny-warnings"]), Some(1));
    // What fails the run is said, even to those who want to hear of errors only.
    let said =
        |arguments: &[&str]| String::from_utf8(curricle(folder.path(), arguments).output().unwrap().stderr).unwrap();
    assert!(said(&["check", "me.yaml", "-q", "--deny-warnings"]).starts_with("warning[unknown-keys]"));
    assert_eq!(said(&["check", "me.yaml", "-q"]), "");
}

#[test]
fn one_input_that_fails_does_not_keep_others_from_being_made() {
    let folder = folder_with(GOOD);
    fs::write(folder.path().join("bad.yaml"), "basics: [").unwrap();
    let status = curricle(folder.path(), &["render", "bad.yaml", "me.yaml"]).status().unwrap();
    assert_eq!(status.code(), Some(1));
    assert!(folder.path().join("dist/me.pdf").is_file());
}

#[test]
fn a_run_that_is_late_ends_although_typst_does_not() {
    let folder = folder_with(GOOD);
    let theme = folder.path().join("slow");
    fs::create_dir(&theme).unwrap();
    fs::write(theme.join("theme.yaml"), "description: d\nextends: plain\n").unwrap();
    let look = "#let theme = { for a in range(100000) { for b in range(100000) { } } }\n";
    fs::write(theme.join("theme.typ"), look).unwrap();
    let start = Instant::now();
    let output =
        curricle(folder.path(), &["render", "me.yaml", "-t", "./slow,plain", "--timeout", "5"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    // Far from the hours that the loop takes, however busy the machine is.
    assert!(start.elapsed() < Duration::from_mins(1));
    assert!(folder.path().join("dist/me-plain.pdf").is_file());
}

#[test]
fn a_letter_stands_beside_the_resume_of_each_input_and_theme() {
    let folder = folder_with(GOOD);
    fs::write(folder.path().join("you.yaml"), GOOD).unwrap();
    fs::create_dir(folder.path().join("acme")).unwrap();
    fs::write(folder.path().join("acme/letter.yaml"), "body: I would like to work for you.\n").unwrap();
    let made = |arguments: &[&str]| {
        let status =
            curricle(folder.path(), &[&["render", "--letter", "acme/letter.yaml"], arguments].concat()).status();
        assert_eq!(status.unwrap().code(), Some(0));
        let out = fs::read_dir(folder.path().join("out")).unwrap();
        let mut names: Vec<String> = out.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        // What is remembered of the run.
        names.retain(|name| name != ".curricle");
        names.sort();
        fs::remove_dir_all(folder.path().join("out")).unwrap();
        names
    };
    assert_eq!(made(&["me.yaml", "-o", "out"]), ["me-letter.pdf", "me.pdf"]);
    assert_eq!(
        made(&["me.yaml", "you.yaml", "-t", "plain,ledger", "-o", "out/"]),
        [
            "me-ledger-letter.pdf",
            "me-ledger.pdf",
            "me-plain-letter.pdf",
            "me-plain.pdf",
            "you-ledger-letter.pdf",
            "you-ledger.pdf",
            "you-plain-letter.pdf",
            "you-plain.pdf",
        ]
    );
    assert_eq!(
        made(&["me.yaml", "-f", "png,typ", "--ppi", "18", "-o", "out/"]),
        ["me-letter-typst", "me-letter.png", "me-typst", "me.png"]
    );
}

#[test]
fn a_letter_that_is_joined_makes_one_artifact_with_the_resume() {
    let folder = folder_with(GOOD);
    fs::write(folder.path().join("letter.yaml"), "body: I would like to work for you.\n").unwrap();
    fs::write(folder.path().join("joined.yaml"), "body: I would like to work for you.\njoin: true\n").unwrap();
    fs::write(folder.path().join("acme.yaml"), "profile: me.yaml\nletter: {join: true, body: Hello}\n").unwrap();
    fs::write(folder.path().join("beta.yaml"), "profile: me.yaml\nletter: letter.yaml\n").unwrap();
    for arguments in [
        &["me.yaml", "--letter", "letter.yaml", "--join"][..],
        &["me.yaml", "--letter", "joined.yaml"],
        &["acme.yaml"],
        &["beta.yaml", "--join"],
    ] {
        let mut run = curricle(folder.path(), &[&["render", "-o", "-"], arguments].concat());
        let output = run.stdout(Stdio::piped()).output().unwrap();
        assert!(output.status.success() && output.stdout.starts_with(b"%PDF-"), "{arguments:?}");
    }
    let run = |arguments: &[&str]| curricle(folder.path(), arguments).status().unwrap().code();
    assert_eq!(run(&["render", "acme.yaml", "-o", "cv.pdf"]), Some(0));
    assert!(folder.path().join("cv.pdf").is_file());
    assert_eq!(run(&["render", "beta.yaml", "-o", "-"]), Some(2));
}

#[cfg(unix)]
#[test]
fn locales_are_listed_one_a_line_and_shown_as_they_are_stored() {
    let folder = tempfile::tempdir().unwrap();
    let said = |arguments: &[&str]| {
        let output = curricle(folder.path(), arguments).stdout(Stdio::piped()).output().unwrap();
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let list = said(&["locales"]);
    assert_eq!(list, said(&["locales", "list"]));
    assert_eq!(list.lines().count(), 25);
    assert!(list.lines().any(|line| line == "he\tעברית\trtl"), "{list}");
    let stored = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/locales/zh-Hant.yaml")).unwrap();
    assert_eq!(said(&["locales", "show", "zh-TW"]), stored);
}

#[test]
fn outputs_have_the_permissions_and_names_of_the_users_choice() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;

    let folder = folder_with(GOOD);
    let plain = folder.path().join("made");
    fs::write(&plain, "").unwrap();
    assert!(curricle(folder.path(), &["render", "me.yaml"]).status().unwrap().success());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&folder.path().join("dist/me.pdf")), mode(&plain));
    if cfg!(target_os = "linux") {
        let name = OsStr::from_bytes(b"gr\xFCn \xE2.yaml");
        fs::write(folder.path().join(name), GOOD).unwrap();
        assert!(curricle(folder.path(), &["render"]).arg(name).status().unwrap().success());
        assert!(folder.path().join("dist").join(OsStr::from_bytes(b"gr\xFCn \xE2.pdf")).is_file());
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through_and_an_input_read_where_it_is_linked() {
    use std::os::unix::fs::symlink;

    let folder = folder_with("");
    let at = |path: &str| folder.path().join(path);
    fs::create_dir(at("real")).unwrap();
    fs::write(at("real/me.yaml"), GOOD).unwrap();
    fs::write(at("real/out.pdf"), "older").unwrap();
    symlink("real/me.yaml", at("linked.yaml")).unwrap();
    symlink("real/out.pdf", at("linked.pdf")).unwrap();
    let run = |arguments: &[&str]| curricle(folder.path(), arguments).status().unwrap().code();
    assert_eq!(run(&["render", "linked.yaml", "-o", "linked.pdf"]), Some(0));
    assert!(at("linked.pdf").is_symlink() && fs::read(at("real/out.pdf")).unwrap().starts_with(b"%PDF"));
    // Written through the link it would replace the profile.
    assert_eq!(run(&["render", "linked.yaml", "-o", "real/me.yaml"]), Some(2));
    assert_eq!(fs::read_to_string(at("real/me.yaml")).unwrap(), GOOD);
}

#[test]
fn the_ending_of_an_output_says_its_format_and_a_name_without_one_is_a_folder() {
    let folder = folder_with(&format!("{GOOD}work: [{}]\n", "{name: Acme},".repeat(80)));
    let at = |path: &str| folder.path().join(path);
    let run =
        |arguments: &[&str]| curricle(folder.path(), &[&["render", "me.yaml"], arguments].concat()).output().unwrap();
    assert_eq!(run(&["-o", "page.PNG", "--ppi", "18"]).status.code(), Some(0));
    assert!(fs::read(at("page-2.png")).unwrap().starts_with(b"\x89PNG") && !at("page.PNG").exists());
    assert_eq!(run(&["-o", "x/cv.txt"]).status.code(), Some(0));
    assert!(fs::read_to_string(at("x/cv.txt")).unwrap().starts_with("Grace Hopper"));
    let output = run(&["-o", "out"]);
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("made out/me.pdf (") && at("out/me.pdf").is_file());
    for arguments in [&["-o", "cv.docx"][..], &["-f", "txt", "-o", "cv.pdf"], &["-t", "plain,ledger", "-o", "all.pdf"]]
    {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
        assert!(!at("all.pdf").exists() && !at("cv.pdf").exists());
    }
    fs::write(at("a.yaml"), "profile: me.yaml\noutput: '{name}.md'\n").unwrap();
    assert_eq!(curricle(folder.path(), &["render", "a.yaml"]).status().unwrap().code(), Some(0));
    assert!(at("dist/grace-hopper.md").is_file() && !at("dist/grace-hopper.pdf").exists());
}

#[test]
fn scripts_are_told_what_was_made_and_of_standard_output_too() {
    let folder = folder_with(GOOD);
    fs::write(folder.path().join("letter.yaml"), "body: Hello\n").unwrap();
    let run = |arguments: &[&str]| {
        let arguments = [arguments, &["--message-format", "json"]].concat();
        let output = curricle(folder.path(), &arguments).stdout(Stdio::piped()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        (output.stdout, String::from_utf8(output.stderr).unwrap())
    };
    let made = r#""outputs":[{"path":"dist/me.pdf","kind":"resume","format":"pdf"}],"pages":1}"#;
    assert_eq!(
        run(&["render", "me.yaml"]).1,
        format!(r#"{{"status":"made","input":"me.yaml","theme":"plain",{made}"#) + "\n"
    );
    let batch = ["render", "me.yaml", "-f", "pdf,typ", "--letter", "letter.yaml", "-j", "1"];
    let told = |status: &str| {
        let (_, said) = run(&batch);
        let mut objects = said.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let success = objects.find(|object| object.get("code").is_none()).unwrap();
        assert_eq!((&success["status"], &success["pages"]), (&status.into(), &2.into()));
        let output = |it: &serde_json::Value| {
            ["path", "kind", "format"].map(|key| it[key].as_str().unwrap().to_owned()).join(" ")
        };
        let mut outputs: Vec<String> = success["outputs"].as_array().unwrap().iter().map(output).collect();
        outputs.sort();
        let expected = [
            "dist/me-letter-typst letter typ",
            "dist/me-letter.pdf letter pdf",
            "dist/me-typst resume typ",
            "dist/me.pdf resume pdf",
        ];
        assert_eq!(outputs, expected);
    };
    told("made");
    told("unchanged");
    assert!(
        run(&["check", "me.yaml"])
            .1
            .contains(r#"{"status":"checked","input":"me.yaml","theme":"plain","outputs":[],"pages":1}"#)
    );
    let (pdf, said) = run(&["render", "me.yaml", "-o", "-", "--report", "r.json"]);
    assert!(pdf.starts_with(b"%PDF") && said.contains(r#""path":"-""#), "{said}");
    let report: serde_json::Value = serde_json::from_slice(&fs::read(folder.path().join("r.json")).unwrap()).unwrap();
    let target = &report["targets"][0];
    assert_eq!((&target["pages"], &target["outputs"][0]["path"]), (&1.into(), &"-".into()));
    assert_eq!(target["outputs"][0]["bytes"], pdf.len());
}

#[test]
fn a_watch_makes_only_what_read_the_file_that_changed() {
    use std::io::{BufRead, BufReader};

    let folder = folder_with(GOOD);
    let at = |path: &str| folder.path().join(path);
    fs::write(at("ad.txt"), "We need a Terraform engineer who knows Kubernetes.\n").unwrap();
    for name in ["a", "b"] {
        fs::write(at(&format!("{name}.yaml")), "profile: me.yaml\nposting: ad.txt\n").unwrap();
    }
    fs::write(at("curricle.yaml"), "targets: [{applications: [a.yaml, b.yaml]}]\n").unwrap();
    let mut child = curricle(folder.path(), &["render", "--watch", "--message-format", "short"]).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    // Reads up to a line that begins so, and gives back all lines without what differs from run to run.
    let mut until = |begin: &str| {
        let mut said = Vec::new();
        for line in lines.by_ref() {
            let is_last = line.starts_with(begin);
            said.push(line.split(" (").next().unwrap().to_owned());
            if is_last {
                break;
            }
        }
        said
    };
    let first = until("watching");
    assert_eq!(first.iter().filter(|line| line.contains("note[unanswered]")).count(), 1, "{first:?}");
    let save = |path: &str, text: &str| {
        fs::write(at("new"), text).unwrap();
        fs::rename(at("new"), at(path)).unwrap();
    };
    save("b.yaml", "profile: me.yaml\nposting: ad.txt\ncompany: Acme\n");
    assert_eq!(until("made"), ["changed: b.yaml", "made dist/b.pdf"]);
    save("me.yaml", &GOOD.replace("compiler", "linker"));
    assert_eq!(until("made dist/b"), ["changed: me.yaml", "made dist/a.pdf", "made dist/b.pdf"]);
    save("ad.txt", "We need a Terraform engineer who knows Ansible.\n");
    let again = until("made dist/b");
    assert_eq!(again.iter().filter(|line| line.contains("note[unanswered]")).count(), 1, "{again:?}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_watch_sees_what_is_saved_over_what_appears_and_what_is_mended() {
    let folder = folder_with(GOOD);
    let at = |path: &str| folder.path().join(path);
    let mut child = curricle(folder.path(), &["render", "me.yaml", "--watch", "-q"]).spawn().unwrap();
    let output = at("dist/me.pdf");
    let mut last: Option<Vec<u8>> = None;
    // Waits until another PDF is there than the last.
    let mut another = |step: &str| {
        let start = Instant::now();
        loop {
            let now = fs::read(&output).ok();
            if now.is_some() && now != last {
                last = now;
                return;
            }
            assert!(start.elapsed() < Duration::from_mins(1), "{step}");
            sleep(Duration::from_millis(20));
        }
    };
    another("at first");
    let save_over = |text: &str| {
        fs::write(at("new"), text).unwrap();
        fs::rename(at("new"), at("me.yaml")).unwrap();
    };
    save_over(&GOOD.replace("compiler", "language"));
    another("saved over");
    save_over(&GOOD.replace("compiler", "linker"));
    another("saved over again");
    fs::write(at("me.yaml"), "basics: [").unwrap();
    sleep(Duration::from_millis(600));
    fs::write(at("me.yaml"), GOOD.replace("compiler", "loader")).unwrap();
    another("mended");
    let theme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/plain/theme.typ")).unwrap();
    fs::create_dir_all(at("themes/plain")).unwrap();
    fs::write(at("themes/plain/theme.typ"), theme.replacen("#16181d", "#aa181d", 1)).unwrap();
    another("an overlay");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_watch_plans_anew_when_an_input_appears_or_an_application_asks_for_something_else() {
    let folder = folder_with(GOOD);
    let at = |path: &str| folder.path().join(path);
    fs::create_dir(at("people")).unwrap();
    fs::rename(at("me.yaml"), at("people/me.yaml")).unwrap();
    let mut child = curricle(folder.path(), &["render", "people", "--watch", "-q"]).spawn().unwrap();
    let wait_for = |path: &str| {
        let start = Instant::now();
        while !at(path).exists() {
            assert!(start.elapsed() < Duration::from_mins(1), "{path}");
            sleep(Duration::from_millis(20));
        }
    };
    wait_for("dist/me.pdf");
    fs::create_dir(at("people/new")).unwrap();
    fs::write(at("people/new/acme.yaml"), "profile: ../me.yaml\n").unwrap();
    wait_for("dist/new/acme.pdf");
    fs::write(at("people/new/acme.yaml"), "profile: ../me.yaml\nformats: [txt]\noutput: '{name}-{x}'\n").unwrap();
    // A plan that is refused ends nothing.
    sleep(Duration::from_millis(600));
    fs::write(at("people/new/acme.yaml"), "profile: ../me.yaml\nformats: [txt]\noutput: renamed\n").unwrap();
    wait_for("dist/new/renamed.txt");
    child.kill().unwrap();
    child.wait().unwrap();
}
