use std::fs;
use std::process::Command;

use super::journal::HEADER;
use super::*;
use crate::batch::{Input, Renderer, Request};

/// A folder with an input, a file beside it, and a folder of outputs.
struct Place {
    folder: tempfile::TempDir,
    buffers: Mutex<Buffers>,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a folder"), buffers: Mutex::default() };
        fs::write(place.at("me.yaml"), "me").expect("writable");
        fs::write(place.at("photo.png"), "photo").expect("writable");
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn dist(&self) -> PathBuf {
        self.at("dist")
    }

    fn open(&self) -> OutputFolder {
        OutputFolder::open(&self.dist()).expect("writable")
    }

    /// What is asked for an output of this name.
    fn asked(&self, name: &str) -> Asked {
        let path = self.at("me.yaml").display().to_string();
        let input = Input { name: path, bytes: Vec::new(), folder: self.folder.path().to_path_buf() };
        Asked::new(Sha256::of(b"exe"), &Renderer::new(Vec::new(), false), &input, &Request::default(), name)
    }

    fn reads(&self) -> Reads {
        let mut reads = Reads::default();
        for name in ["me.yaml", "photo.png", "synonyms.yaml"] {
            reads.note(Kind::File, &self.at(name), State::of_file(&self.at(name), &mut Vec::new()));
        }
        reads.note(Kind::Theme, &self.at("themes/plain"), Some(State::Absent));
        reads.note(Kind::Fonts, &self.at("fonts"), Some(State::Absent));
        reads
    }

    /// Writes an output, as a render would.
    fn write(&self, name: &str, text: &str) -> OutputFile {
        let path = self.dist().join(name);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
        fs::write(&path, text).expect("writable");
        OutputFile { path, sha256: Sha256::of(text.as_bytes()), bytes: text.len() as u64 }
    }

    /// Makes outputs of these names, each with two pages.
    fn make(&self, record: &OutputFolder, names: &[&str]) {
        for name in names {
            let output = self.write(name, name);
            let added = record.add(&self.asked(name), &self.reads(), &[output], 2, "a note");
            assert!(added.expect("writable"), "{name}");
        }
    }

    fn is_unchanged(&self, record: &OutputFolder, name: &str) -> bool {
        let known = record.unchanged(&self.asked(name), &States::default(), &mut self.buffers.lock().expect("whole"));
        if let Some(known) = &known {
            let OutputFile { path, sha256, bytes } = &known.outputs[0];
            assert_eq!(
                (path, *sha256, *bytes),
                (&self.dist().join(name), Sha256::of(name.as_bytes()), name.len() as u64)
            );
            assert_eq!((known.pages, known.notes.as_str(), known.outputs.len()), (2, "a note", 1));
        }
        known.is_some()
    }

    /// The files of ended runs, by what is in our folder.
    fn home(&self, start: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.dist().join(".curricle")).into_iter().flatten().flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start)));
        paths
    }
}

#[test]
fn a_target_is_unchanged_until_something_that_was_read_or_written_changes() {
    let place = Place::new();
    place.make(&place.open(), &["me.pdf"]);
    let record = place.open();
    assert!(place.is_unchanged(&record, "me.pdf"));
    assert!(!place.is_unchanged(&record, "other.pdf"));
    let changes: [(&str, &str); 6] = [
        ("me.yaml", "you"),
        ("photo.png", "phot0"),
        ("synonyms.yaml", "new"),
        ("themes/plain/theme.typ", "new"),
        ("fonts/new.ttf", "new"),
        ("dist/me.pdf", "me.pdg"),
    ];
    for (name, text) in changes {
        let path = place.at(name);
        let before = fs::read(&path).ok();
        fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
        fs::write(&path, text).expect("writable");
        assert!(!place.is_unchanged(&record, "me.pdf"), "{name}");
        match before {
            Some(bytes) => fs::write(&path, bytes).expect("writable"),
            None if path.parent() == Some(place.folder.path()) => fs::remove_file(&path).expect("there"),
            None => fs::remove_dir_all(path.parent().expect("below the folder")).expect("there"),
        }
        assert!(place.is_unchanged(&record, "me.pdf"), "{name}");
    }
    fs::remove_file(place.at("photo.png")).expect("there");
    assert!(!place.is_unchanged(&record, "me.pdf"));
}

#[test]
fn what_cannot_be_told_again_is_not_recorded() {
    let place = Place::new();
    let record = place.open();
    let (asked, output) = (place.asked("me.pdf"), place.write("me.pdf", "x"));
    let add = |reads: &Reads, outputs: &[OutputFile]| record.add(&asked, reads, outputs, 1, "").expect("writable");
    let mut unknown = place.reads();
    unknown.note_unknown();
    assert!(!add(&unknown, std::slice::from_ref(&output)));
    assert!(!add(&Reads::default(), std::slice::from_ref(&output)), "the input itself was not read");
    assert!(!add(&place.reads(), &[]));
    for outside in [place.at("me.pdf"), place.dist().join("../me.pdf"), PathBuf::from("/me.pdf"), place.dist()] {
        assert!(!add(&place.reads(), &[OutputFile { path: outside, ..output.clone() }]));
    }
    assert!(add(&place.reads(), std::slice::from_ref(&output)));
}

#[test]
fn a_journal_counts_as_far_as_it_is_whole_wherever_it_was_cut() {
    let (place, names) = (Place::new(), ["a", "b", "c"]);
    place.make(&place.open(), &names);
    let run = place.home("run-").remove(0);
    let whole = fs::read(run.join("journal")).expect("a journal");
    let home = place.dist().join(".curricle");
    let entry = (whole.len() - HEADER.len()) / names.len();
    for length in 0..=whole.len() {
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(home.join("run-killed")).expect("writable");
        fs::write(home.join("run-killed/journal"), &whole[..length]).expect("writable");
        let record = place.open();
        let count = names.iter().filter(|name| place.is_unchanged(&record, name)).count();
        assert_eq!(count, length.saturating_sub(HEADER.len()) / entry, "{length}");
        assert!(!home.join("run-killed").exists());
    }
}

#[test]
fn a_damaged_record_never_gives_anything_but_what_was_recorded() {
    let (place, names) = (Place::new(), ["a", "b"]);
    place.make(&place.open(), &names);
    drop(place.open());
    let path = place.dist().join(".curricle/record");
    let whole = fs::read(&path).expect("a record");
    for index in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[index] ^= 0x41;
        fs::write(&path, damaged).expect("writable");
        let record = place.open();
        // What it finds is compared there; the damaged entry itself is not found.
        let count = names.iter().filter(|name| place.is_unchanged(&record, name)).count();
        assert!(count < 2, "{index}");
    }
    for other in [&b""[..], b"curricle record 2\n", &[0xFF; 4096], &[whole.as_slice(), &[0xFF; 40]].concat()] {
        fs::write(&path, other).expect("writable");
        let found = names.iter().filter(|name| place.is_unchanged(&place.open(), name)).count();
        assert_eq!(found, if other.starts_with(&whole) { 2 } else { 0 });
    }
    fs::remove_file(&path).expect("there");
    fs::create_dir(&path).expect("writable");
    assert!(!place.is_unchanged(&place.open(), "a"));
    // A record that cannot be replaced leaves the journals where they are.
    place.make(&place.open(), &names);
    drop(place.open());
    fs::remove_dir(&path).expect("there");
    assert!(names.iter().all(|name| place.is_unchanged(&place.open(), name)));
}

#[test]
fn runs_at_the_same_time_keep_out_of_each_others_way() {
    let place = Place::new();
    let (one, two) = (place.open(), place.open());
    fs::write(one.temporary().join("half.pdf"), "half").expect("writable");
    place.make(&one, &["a"]);
    place.make(&two, &["b"]);
    let three = place.open();
    assert!(one.temporary().join("half.pdf").is_file() && two.temporary().is_dir());
    assert!(matches!(clean(&place.dist(), false), Err(Refusal::InUse)));
    let temporary = one.temporary();
    drop((one, two, three));
    assert!(!temporary.exists());
    let record = place.open();
    assert!(place.is_unchanged(&record, "a") && place.is_unchanged(&record, "b"));
    assert_eq!(place.home("run-").len(), 1, "its own");
    drop(record);
    assert_eq!(place.home("run-").len(), 0, "it had nothing to tell");
}

#[test]
fn a_run_that_makes_nothing_leaves_nothing_and_no_other_is_disturbed_by_that() {
    let place = Place::new();
    drop(place.open());
    assert!(!place.dist().exists());
    fs::create_dir(place.dist()).expect("writable");
    let (one, two) = (place.open(), place.open());
    drop(one);
    assert!(two.temporary().is_dir());
    drop(two);
    assert!(place.dist().is_dir() && place.home("").is_empty(), "it was there before");
    // Runs come and go, and each finds its own folder whole.
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let place = &place;
            scope.spawn(move || {
                for round in 0..50 {
                    let record = place.open();
                    let file = record.temporary().join("x");
                    fs::write(&file, "x").expect("the folder is there");
                    fs::remove_file(file).expect("and stays there");
                    if round == 25 {
                        place.make(&record, &[["a", "b", "c", "d"][thread]]);
                    }
                }
            });
        }
    });
    let record = place.open();
    assert!(["a", "b", "c", "d"].iter().all(|name| place.is_unchanged(&record, name)));
}

/// What the child of the test below does.
#[test]
#[ignore = "only in a process of its own, which is killed"]
fn child() {
    let root = PathBuf::from(std::env::var_os("RECORD_TEST_FOLDER").expect("named by the parent"));
    let place = Place::new();
    let record = OutputFolder::open(&root).expect("writable");
    let output = OutputFile { path: root.join("of-child"), sha256: Sha256::of(b"x"), bytes: 1 };
    fs::write(&output.path, "x").expect("writable");
    record.add(&place.asked("of-child"), &place.reads(), &[output], 2, "a note").expect("writable");
    fs::write(record.temporary().join("half.pdf"), "half").expect("writable");
    fs::write(root.join("ready"), "").expect("writable");
    std::thread::sleep(std::time::Duration::from_mins(1));
}

#[test]
fn what_a_killed_process_recorded_counts_and_what_it_left_behind_goes() {
    let place = Place::new();
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "batch::record::tests::child", "--ignored"])
        .env("RECORD_TEST_FOLDER", place.dist())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("this test runs");
    while !place.dist().join("ready").exists() {
        assert!(child.try_wait().expect("a child").is_none(), "it ended before it was ready");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let run = place.home("run-").remove(0);
    drop(place.open());
    assert!(run.join("tmp/half.pdf").exists(), "it is still going");
    assert!(matches!(clean(&place.dist(), true), Err(Refusal::InUse)));
    child.kill().expect("going");
    child.wait().expect("killed");
    let record = place.open();
    assert!(!run.exists() && !record.record.is_empty());
    drop(record);
    let cleaned = clean(&place.dist(), false).expect("nobody is there any more");
    assert_eq!(cleaned.removed, [place.dist().join("of-child")]);
}

#[test]
fn what_is_made_again_and_again_is_recorded_once_and_nothing_of_a_target_is_forgotten() {
    let place = Place::new();
    let size = || fs::metadata(place.dist().join(".curricle/record")).expect("a record").len();
    place.make(&place.open(), &["a", "b"]);
    drop(place.open());
    let first = size();
    for round in 0..5 {
        fs::write(place.at("me.yaml"), format!("me {round}")).expect("writable");
        let record = place.open();
        assert!(!place.is_unchanged(&record, "a"));
        place.make(&record, &["a", "b"]);
    }
    let record = place.open();
    assert!(place.is_unchanged(&record, "a") && place.is_unchanged(&record, "b"));
    assert_eq!(size(), first);
    // A run that makes less of it leaves the rest to be cleaned.
    let more = [place.write("a", "a"), place.write("a.png", "p")];
    assert!(record.add(&place.asked("more"), &place.reads(), &more, 1, "").expect("writable"));
    drop(record);
    place.make(&place.open(), &["a"]);
    drop(place.open());
    assert!(place.is_unchanged(&place.open(), "a"));
    let removed = clean(&place.dist(), true).expect("free").removed;
    assert_eq!(removed, ["a", "a.png", "b"].map(|name| place.dist().join(name)));
}

#[test]
fn a_record_tells_nobody_what_its_outputs_were_made_of() {
    let place = Place::new();
    place.make(&place.open(), &["Profile 1.pdf"]);
    drop(place.open());
    let record = fs::read(place.dist().join(".curricle/record")).expect("a record");
    let has = |word: &str| record.windows(word.len()).any(|bytes| bytes == word.as_bytes());
    assert!(has("Profile 1.pdf"));
    let name = place.folder.path().display().to_string();
    assert!(!has("me.yaml") && !has("photo") && !has("note") && !has(&name));
    assert_eq!(fs::read(place.dist().join(".curricle/.gitignore")).expect("there"), b"*\n");
}

#[test]
fn cleaning_removes_what_was_made_and_nothing_else() {
    let place = Place::new();
    place.make(&place.open(), &["a.pdf", "deep/er/b.pdf", "deep/c.pdf", "edited.pdf", "gone.pdf"]);
    fs::write(place.dist().join("edited.pdf"), "edited by hand").expect("writable");
    fs::write(place.dist().join("deep/own.txt"), "own").expect("writable");
    fs::remove_file(place.dist().join("gone.pdf")).expect("there");
    let expected = ["a.pdf", "deep/c.pdf", "deep/er/b.pdf"].map(|name| place.dist().join(name));
    let listed = clean(&place.dist(), true).expect("free");
    assert_eq!(listed.removed, expected);
    assert!(expected.iter().all(|path| path.is_file()));
    let cleaned = clean(&place.dist(), false).expect("free");
    assert_eq!(cleaned.removed, expected);
    assert!(matches!(cleaned.kept.as_slice(), [(path, Kept::Changed)] if path.ends_with("edited.pdf")));
    let mut left: Vec<PathBuf> = Vec::new();
    for folder in [place.dist(), place.dist().join("deep")] {
        left.extend(fs::read_dir(folder).expect("there").map(|entry| entry.expect("there").path()));
    }
    left.sort();
    let wanted = ["deep", "deep/own.txt", "edited.pdf"].map(|name| place.dist().join(name));
    assert_eq!(left, wanted);
    assert!(clean(&place.dist(), false).expect("free").removed.is_empty(), "there is no record any more");
    fs::remove_dir_all(place.dist()).expect("there");
    place.make(&place.open(), &["a.pdf"]);
    clean(&place.dist(), false).expect("free");
    assert!(!place.dist().exists());
}

#[test]
fn cleaning_never_leaves_the_folder_whatever_the_record_says() {
    let place = Place::new();
    fs::create_dir_all(place.at("elsewhere")).expect("writable");
    let victim = place.at("elsewhere/victim.txt");
    fs::write(&victim, "victim").expect("writable");
    let record = place.open();
    let keys = Keys::new(&place.asked("x"), Sha256::of(b"x"));
    let absolute = victim.display().to_string();
    for name in
        ["../elsewhere/victim.txt", "a/../../elsewhere/victim.txt", &absolute, "", "a//b", "./a", "a\\b", "a\0b"]
    {
        let frame = entry::frame(&keys, std::iter::empty(), vec![(name, 6, Sha256::of(b"victim"))], 1, "");
        record.journal.lock().expect("whole").add(&frame.expect("short")).expect("writable");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(place.at("elsewhere"), place.dist().join("link")).expect("writable");
        std::os::unix::fs::symlink(&victim, place.dist().join("linked.txt")).expect("writable");
        let sha256 = Sha256::of(b"victim");
        for name in ["link/victim.txt", "linked.txt"] {
            let output = OutputFile { path: place.dist().join(name), sha256, bytes: 6 };
            assert!(record.add(&place.asked(name), &place.reads(), &[output], 1, "").expect("writable"));
        }
    }
    drop(record);
    let cleaned = clean(&place.dist(), false).expect("free");
    assert!(cleaned.removed.is_empty(), "{:?}", cleaned.removed);
    assert_eq!(cleaned.kept.len(), if cfg!(unix) { 2 } else { 0 });
    assert!(victim.is_file());
}

#[test]
fn what_is_no_folder_of_ours_is_not_used() {
    let place = Place::new();
    fs::create_dir_all(place.dist()).expect("writable");
    fs::write(place.dist().join(".curricle"), "a file").expect("writable");
    assert!(OutputFolder::open(&place.dist()).is_err());
    assert!(clean(&place.dist(), false).expect("nothing there").removed.is_empty());
    fs::remove_file(place.dist().join(".curricle")).expect("there");
    #[cfg(unix)]
    {
        fs::create_dir_all(place.at("other/run-1")).expect("writable");
        std::os::unix::fs::symlink(place.at("other"), place.dist().join(".curricle")).expect("writable");
        assert!(OutputFolder::open(&place.dist()).is_err());
        assert!(place.at("other/run-1").is_dir());
    }
    assert!(OutputFolder::open(&place.at("me.yaml/dist")).is_err());
    assert!(clean(&place.at("nowhere"), false).expect("nothing there").removed.is_empty());
}
