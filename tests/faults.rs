//! Nothing takes a run over many targets down: not a target that panics, overflows the stack, loops or eats memory, nor the end
//! of the run itself at any moment.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// How many different profiles there are: that many are also rendered one by one.
const DIFFERENT: usize = 12;

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    // What a backtrace says is of no use here, and long.
    command.current_dir(folder).env_remove("RUST_BACKTRACE").env_remove("SOURCE_DATE_EPOCH");
    command
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("writable");
    fs::write(path, bytes).expect("writable");
}

/// A profile that differs from those of other numbers.
fn profile(number: usize) -> String {
    let jobs: String = (0..=number % 3)
        .map(|job| {
            format!(
                "  - name: Works {number}.{job}\n    position: Engineer\n    startDate: {}\n    endDate: {}\n    highlights:\n      \
                 - Built {} bridges over {} rivers.\n",
                2000 + 5 * job,
                2004 + 5 * job,
                number + 1,
                job + 2,
            )
        })
        .collect();
    format!("basics:\n  name: Person {number}\n  email: person{number}@example.org\nwork:\n{jobs}")
}

/// A theme that does something before it draws.
fn theme(folder: &Path, name: &str, does: &str) {
    let place = folder.join("people/themes").join(name);
    write(&place.join("theme.yaml"), format!("name: {name}\ndescription: hostile\nextends: plain\n"));
    let code = format!(
        "#import \"../plain/theme.typ\" as parent\n#import \"../base/theme.typ\": *\n#let hostile() = {{\n{does}\n}}\n\
         #let theme(options, words, setting) = {{\n  let _ = hostile()\n  (parent.theme)(options, words, setting)\n}}\n"
    );
    write(&place.join("theme.typ"), code);
}

/// A picture that no compression makes small.
fn noise(path: &Path) {
    let mut state = 7_u32;
    let mut image = image::RgbImage::new(500, 500);
    for byte in image.iter_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = (state >> 24) as u8;
    }
    image.save(path).expect("writable");
}

/// The PDFs below a folder, by their names without the ending.
fn made(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == "pdf") {
            let stem = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            found.insert(stem, fs::read(&path).expect("readable"));
        } else if path.is_file() {
            found.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(&path).expect("readable"));
        }
    }
    found
}

/// Each different profile, rendered alone.
fn alone(folder: &Path) -> Vec<Vec<u8>> {
    let render = |number: usize| {
        let input = folder.join(format!("alone/person{number}.yaml"));
        write(&input, profile(number));
        let output = command(folder).arg("-q").arg("render").arg(&input).args(["-o", "-"]).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    (0..DIFFERENT).map(render).collect()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn each_of_three_hundred_targets_fails_alone_if_it_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let people = root.join("people");
    let alone = alone(root);
    let mut inputs: Vec<PathBuf> = Vec::new();
    for number in 0..291 {
        let input = people.join(format!("p{number:03}.yaml"));
        write(&input, profile(number % DIFFERENT));
        inputs.push(input);
    }
    theme(root, "panics", "  (1,) * 9223372036854775807");
    theme(root, "deep", "  let a = ()\n  for i in range(300) { for j in range(1000) { a = (a,) } }\n  repr(a)");
    theme(
        root,
        "loops",
        "  let i = 0\n  while i < 9999 {\n    let j = 0\n    while j < 9999 {\n      let k = 0\n      while k < 9999 { k += 1 }\n      \
         j += 1\n    }\n    i += 1\n  }",
    );
    theme(root, "eats", "  let s = \"0123456789\"\n  for i in range(60) { s = s + s }");
    // What is broken, its input, and the code by which it is to be reported.
    let mut broken: Vec<(PathBuf, &str)> = Vec::new();
    for (name, code) in [("panics", "internal"), ("deep", "crashed"), ("loops", "timeout"), ("eats", "out-of-memory")] {
        let input = people.join(format!("x-{name}.yaml"));
        write(&input, format!("profile: p000.yaml\ntheme: {name}\n"));
        broken.push((input, code));
    }
    let input = people.join("x-syntax.yaml");
    write(&input, "basics: {name: [\n");
    broken.push((input, "syntax"));
    let input = people.join("x-unreadable.yaml");
    std::os::unix::fs::symlink("nowhere.yaml", &input).expect("writable");
    broken.push((input, "not-found"));
    let input = people.join("x-image.yaml");
    write(&input, "profile: ../poisoned.yaml\ntheme: {name: meridian, photo: true}\n");
    write(&root.join("poisoned.yaml"), "basics: {name: Poisoned, image: people/poisoned.png}\n");
    write(&people.join("poisoned.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\0\0\0");
    broken.push((input, "image-unsupported"));
    let input = people.join("x-blocked.yaml");
    write(&input, "profile: p000.yaml\noutput: blocked/me\n");
    write(&root.join("out/blocked"), "a file where a folder would have to be");
    broken.push((input, "unwritable"));
    let input = people.join("x-large.yaml");
    write(&input, "profile: ../large.yaml\ntheme: meridian\n");
    write(&root.join("large.yaml"), "basics: {name: Large, image: people/noise.png}\n");
    noise(&people.join("noise.png"));
    broken.push((input, "unwritable"));
    assert_eq!(inputs.len() + broken.len(), 300);
    // The broken ones among the others.
    for (at, (input, _)) in broken.iter().enumerate() {
        inputs.insert(at * 33 + 5, input.clone());
    }
    let relative = inputs.iter().map(|input| input.strip_prefix(root).expect("below").display().to_string());
    let list = relative.collect::<Vec<_>>().join(" ");
    // No file over 200 KiB can be written, as on a disk that is full.
    let script = format!(
        "ulimit -f 400; exec \"$0\" render {list} -o out --timeout 20 --memory-limit 256M -j 3 --message-format short"
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_curricle")]).current_dir(root).env_remove("RUST_BACKTRACE");
    let output = shell.output().expect("it runs");
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for (input, code) in &broken {
        let name = input.strip_prefix(root).expect("below").display().to_string();
        // A faulty image is reported where the profile names it.
        let place = if *code == "image-unsupported" { "poisoned.yaml" } else { &name };
        let named = said.lines().any(|line| line.contains(&format!("error[{code}]")) && line.starts_with(place));
        assert!(named, "{name}: {code}\n{said}");
    }
    let errors: Vec<&str> = said.lines().filter(|line| line.contains("error[")).collect();
    assert_eq!(errors.len(), broken.len(), "{errors:#?}");
    let mut made = made(&root.join("out"));
    assert_eq!(made.remove("blocked").as_deref(), Some(b"a file where a folder would have to be".as_slice()));
    assert_eq!(made.len(), 291, "{:?}", made.keys().collect::<Vec<_>>());
    for (name, bytes) in made {
        let number: usize = name.strip_prefix('p').and_then(|number| number.parse().ok()).expect("a good one");
        assert!(bytes == alone[number % DIFFERENT], "{name} is not what it is alone");
    }
}

#[test]
fn a_run_that_is_killed_at_any_moment_leaves_whole_files_and_the_next_completes() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let alone = alone(root);
    let names: Vec<String> = (0..60).map(|number| format!("p{number:03}")).collect();
    for (number, name) in names.iter().enumerate() {
        write(&root.join(format!("people/{name}.yaml")), profile(number % DIFFERENT));
    }
    let run = |force: bool| {
        let mut command = command(root);
        command.args(["-q", "render", "-j", "2", "-o", "out"]).args(force.then_some("--force"));
        command.args(names.iter().map(|name| format!("people/{name}.yaml")));
        command
    };
    let check = || {
        let made = made(&root.join("out"));
        for (name, bytes) in &made {
            let number = names.iter().position(|known| known == name);
            let number = number.unwrap_or_else(|| panic!("{name} should not be there"));
            assert!(*bytes == alone[number % DIFFERENT], "{name} is not whole");
        }
        made.len()
    };
    let start = std::time::Instant::now();
    assert!(run(true).status().expect("it runs").success());
    let mut whole = start.elapsed();
    let mut state = 20_261_122_u32;
    let (mut cut_short, mut tries) = (0, 0);
    while cut_short < 50 {
        let mut child = run(true).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        std::thread::sleep(whole.mul_f64(f64::from(state >> 8) / f64::from(1 << 24)));
        if child.try_wait().expect("it is ours").is_none() {
            cut_short += 1;
        } else {
            // The first run took longer than they take by now.
            whole = whole.mul_f64(0.9);
        }
        child.kill().expect("it is ours");
        child.wait().expect("it is ours");
        check();
        if state.is_multiple_of(5) {
            fs::remove_dir_all(root.join("out")).ok();
        }
        tries += 1;
        assert!(tries < 200, "only {cut_short} of {tries} were cut short");
    }
    // Workers notice that their run is gone; what they still wrote is whole. One that was slow to notice may have been in the way
    // of the first run that sweeps.
    for _ in 0..2 {
        let output = run(false).output().expect("it runs");
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(check(), 60);
    }
    // What the killed ones left behind is swept away.
    let left: Vec<_> =
        fs::read_dir(root.join("out/.curricle")).expect("there").flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with("run-")), "{left:?}");
}

#[test]
fn an_interrupt_ends_a_run_quickly_and_says_what_was_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let names: Vec<String> = (0..400).map(|number| format!("p{number:03}")).collect();
    for (number, name) in names.iter().enumerate() {
        write(&root.join(format!("people/{name}.yaml")), profile(number));
    }
    for signal in ["INT", "TERM"] {
        let mut command = command(root);
        command.args(["render", "-j", "2", "-o", "out", "--force", "--report", "report.json"]);
        command.args(names.iter().map(|name| format!("people/{name}.yaml")));
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
        let begun = || fs::read_dir(root.join("out")).map_or(0, Iterator::count) > 5;
        while !begun() {
            std::thread::sleep(Duration::from_millis(5));
        }
        let asked = std::time::Instant::now();
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().expect("it runs").success());
        let output = child.wait_with_output().expect("it is ours");
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(if signal == "INT" { 130 } else { 143 }), "{said}");
        // Generous, since the machine may be busy; without an end it would take many times as long.
        assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
        assert!(said.contains("not begun or not ended"), "{said}");
        let report: serde_json::Value =
            serde_json::from_slice(&fs::read(root.join("report.json")).expect("there")).expect("JSON");
        assert_eq!(report["interrupted"], true);
        assert_eq!(report["targets"].as_array().map(Vec::len), Some(400));
        let made = report["summary"]["made"].as_u64().expect("a number");
        assert!(made > 0 && made < 400, "{made}");
        for target in report["targets"].as_array().expect("a list").iter().filter(|it| it["status"] == "made") {
            assert!(root.join(target["outputs"][0]["path"].as_str().expect("a path")).is_file());
        }
        fs::remove_dir_all(root.join("out")).expect("there");
    }
}

/// The processes that a process started.
#[cfg(target_os = "linux")]
fn children(process: u32) -> Vec<String> {
    let path = format!("/proc/{process}/task/{process}/children");
    let listed = fs::read_to_string(path).unwrap_or_default();
    listed.split_whitespace().map(str::to_owned).collect()
}

#[test]
#[cfg(target_os = "linux")]
fn a_worker_that_is_killed_from_outside_costs_nothing_but_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for number in 0..120 {
        write(&root.join(format!("people/p{number:03}.yaml")), profile(number % DIFFERENT));
    }
    let mut command = command(root);
    command.args(["render", "people", "-j", "2", "-o", "out"]).stdout(Stdio::null()).stderr(Stdio::piped());
    let child = command.spawn().expect("it runs");
    // Each has answered something by then, so that what it dies of need not be the target's fault.
    for made in [20, 60] {
        while fs::read_dir(root.join("out")).map_or(0, Iterator::count) < made {
            std::thread::sleep(Duration::from_millis(2));
        }
        for worker in children(child.id()) {
            let _ = Command::new("kill").args(["-s", "KILL", &worker]).status();
        }
    }
    let output = child.wait_with_output().expect("ours");
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(made(&root.join("out")).len(), 120);
}
