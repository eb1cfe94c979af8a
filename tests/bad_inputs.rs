//! Everything that can be wrong, and what people read then: each case runs the command in a folder of its own and keeps
//! exit code, standard output, files made and diagnostics as a snapshot.
//!
//! `tests/bad_inputs/profiles/` holds one profile a case, `letters/` one letter, `themes/` one theme; what no file can hold (bytes,
//! links, sizes, arguments) is made here. A case without a snapshot fails, and so does a snapshot without a case.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod applications;
mod machines;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A profile with nothing wrong in it.
const GOOD: &str = "basics:\n  name: Grace Hopper\n  summary: Built a compiler.\n";

/// A letter with nothing wrong in it.
const LETTER: &str = "body: I would like to work for you.\n";

/// The folder of the cases.
fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_inputs")
}

/// One run of the command in a folder of its own.
struct Case {
    name: String,
    folder: tempfile::TempDir,
    arguments: Vec<String>,
    stdin: Vec<u8>,
    variables: Vec<(&'static str, &'static str)>,
}

impl Case {
    fn new(name: impl Into<String>, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let case = Self { name: name.into(), folder, arguments, stdin: Vec::new(), variables: Vec::new() };
        case.file("good.yaml", GOOD)
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn stdin(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.stdin = bytes.as_ref().to_vec();
        self
    }

    fn variable(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    /// Runs the case, with more arguments.
    fn run(&self, more: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
        command.current_dir(self.folder.path()).args(&self.arguments).args(more);
        for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE", "GITHUB_WORKSPACE"] {
            command.env_remove(name);
        }
        command.env("FONTCONFIG_FILE", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/no-fonts.conf"));
        command.envs(self.variables.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that does not read its input closes it early.
        let _ = child.stdin.take().unwrap().write_all(&self.stdin);
        child.wait_with_output().unwrap()
    }

    /// Runs the case and compares it with its snapshot.
    fn check(self) -> String {
        let before = files(self.folder.path());
        let output = self.run(&[]);
        let words = String::from_utf8(output.stderr).expect("diagnostics are UTF-8");
        assert!(!words.contains("panicked") && !words.contains("internal error"), "{}: {words}", self.name);
        assert!(!words.contains('\x1b') && !words.contains('\x07'), "{}: {words:?}", self.name);
        let made: Vec<String> = files(self.folder.path()).difference(&before).cloned().collect();
        let stdout = match output.stdout.as_slice() {
            [] => "nothing".to_owned(),
            bytes if bytes.starts_with(b"%PDF") => "a PDF".to_owned(),
            bytes => String::from_utf8_lossy(bytes).into_owned(),
        };
        let report = format!(
            "$ curricle {}\nexit {}, stdout: {stdout}, made: {}\n\n{words}",
            self.arguments.join(" "),
            output.status.code().expect("not killed by a signal"),
            if made.is_empty() { "nothing".to_owned() } else { made.join(", ") },
        );
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(cases().join("snapshots"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.add_filter(r"\d+ ms\)", "[time] ms)");
        settings.add_filter(r" in (\d+ ms|\d+\.\d s)( \(\d+/s\))?\n", " in [time]\n");
        settings.add_filter(r"\t\d+ pages?\n", "\t[pages]\n");
        settings.add_filter(r"\t\d+ errors?\t", "\t[errors]\t");
        settings.bind(|| insta::assert_snapshot!(self.name.as_str(), report));
        self.name
    }
}

/// All files below a folder, with their sizes where they were there before, so that a change shows.
fn files(folder: &Path) -> BTreeSet<String> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            // What is remembered of a run is not what it made.
            if entry.file_name() == ".curricle" {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                walk(root, &entry.path(), found);
            } else {
                found.insert(entry.path().strip_prefix(root).unwrap().display().to_string());
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(folder, folder, &mut found);
    found
}

/// The names in a folder of cases, sorted.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(cases().join(folder)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The signature, header and data of a PNG of a size, with pixels that may be damaged.
fn png(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut checksum = !0_u32;
        for byte in kind.iter().chain(data) {
            checksum ^= u32::from(*byte);
            for _ in 0..8 {
                checksum = if checksum & 1 == 1 { (checksum >> 1) ^ 0xEDB8_8320 } else { checksum >> 1 };
            }
        }
        let length = u32::try_from(data.len()).unwrap();
        [&length.to_be_bytes(), kind.as_slice(), data, &(!checksum).to_be_bytes()].concat()
    };
    let header = [&width.to_be_bytes(), &height.to_be_bytes(), [8_u8, 2, 0, 0, 0].as_slice()].concat();
    [b"\x89PNG\r\n\x1A\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")].concat()
}

fn profiles() -> Vec<Case> {
    let case = |name: String| {
        let bytes = fs::read(cases().join("profiles").join(&name)).unwrap();
        let case = Case::new(format!("profile-{}", name.replace('.', "-")), &["render", &name]).file(&name, bytes);
        if name == "images.yaml" { images(case) } else { case }
    };
    names("profiles").into_iter().map(case).collect()
}

fn letters() -> Vec<Case> {
    let case = |name: String| {
        let bytes = fs::read(cases().join("letters").join(&name)).unwrap();
        let path = format!("letters/{name}");
        let arguments = ["render", "good.yaml", "--letter", &path];
        Case::new(format!("letter-{}", name.replace('.', "-")), &arguments).file(&path, bytes).file("sign.png", "")
    };
    let with_bad_profile = Case::new("letter-with-a-bad-profile", &["check", "bad.yaml", "--letter", "letter.yaml"])
        .file("bad.yaml", SAMPLE)
        .file("letter.yaml", "subjct: Your opening\n");
    let with_bad_header = Case::new("letter-with-a-bad-header", &["check", "han.yaml", "--letter", "letter.yaml"])
        .file("han.yaml", "basics:\n  name: Grace 漢\n")
        .file("letter.yaml", LETTER);
    names("letters").into_iter().map(case).chain([with_bad_profile, with_bad_header]).collect()
}

/// Puts the images of `images.yaml` where it expects them.
fn images(case: Case) -> Case {
    let case = case
        .file("text.png", "not an image")
        .file("damaged.png", png(10, 10, b"not zlib"))
        .file("pixels.png", png(20_000, 20_000, b""))
        .file("folder/x", "")
        .file("reads.svg", "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>")
        .file("entities.svg", "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>");
    fs::File::create(case.at("huge.png")).unwrap().set_len(200 << 20).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", case.at("link.png")).unwrap();
    case
}

fn generated() -> Vec<Case> {
    let render = |name: &str, bytes: &[u8]| {
        let file = name.replace("-json", ".json");
        let file = if file == name { format!("{name}.yaml") } else { file };
        Case::new(format!("generated-{name}"), &["render", &file]).file(&file, bytes)
    };
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    vec![
        render("empty", b""),
        render("white-space", b" \n\n"),
        render("binary", &(0..=255).collect::<Vec<u8>>().repeat(8)),
        render("pdf", b"%PDF-1.7\nand so on"),
        render("latin-1", b"basics:\n  name: Ren\xE9\n"),
        render("cut-character", "basics:\n  name: René".as_bytes().split_last().unwrap().1),
        render("stray-byte", b"basics:\n  name: Ren\xC3\xA9\n  label: Adm\xF8iral\n"),
        render("utf-16", &wide("\u{FEFF}basics:\n  name: Grace Hopper\n")),
        render("utf-16-without-mark", &wide("basics:\n  name: Grace Hopper\n")),
        render("long-text", format!("basics:\n  name: {}\n", "x".repeat(100_001)).as_bytes()),
        render("large", format!("basics:\n  name: {}\n", "x".repeat(1 << 20)).as_bytes()),
        render("deep", format!("x: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)).as_bytes()),
        render("long-words", long_words().as_bytes()),
        render(
            "deep-block",
            (0..500).flat_map(|depth| [" ".repeat(depth), "a:\n".into()]).collect::<String>().as_bytes(),
        ),
        render("deep-json", format!("{{\"x\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000)).as_bytes()),
        render("deep-maps-json", format!("{}1{}", "{\"x\":".repeat(10_000), "}".repeat(10_000)).as_bytes()),
        Case::new("generated-folder", &["render", "folder"]).file("folder/x", ""),
        Case::new("generated-missing", &["render", "missing.yaml", "good.yaml", "neither.yaml"]),
        Case::new("generated-short", &["render", "bad.yaml", "--message-format", "short"]).file("bad.yaml", SAMPLE),
        Case::new("generated-json", &["render", "bad.yaml", "--message-format", "json"]).file("bad.yaml", SAMPLE),
        Case::new("generated-quiet", &["render", "bad.yaml", "--quiet"]).file("bad.yaml", SAMPLE),
        Case::new("generated-two-themes", &["render", "bad.yaml", "-t", "plain,ledger"]).file("bad.yaml", SAMPLE),
        Case::new("generated-check", &["check", "bad.yaml", "good.yaml", "-t", "plain,ledger"])
            .file("bad.yaml", SAMPLE),
        Case::new("generated-stdin", &["render", "-"]).stdin(SAMPLE),
        Case::new("generated-empty-stdin", &["render", "-", "-o", "-"]),
        Case::new("generated-endless-stdin", &["render", "-", "-o", "-"]).stdin(vec![b'#'; 2 << 20]),
        Case::new("generated-glyphs-demanded", &["render", "han.yaml", "--pdf-standard", "ua-1"])
            .file("han.yaml", "basics:\n  name: Grace 漢\n"),
        Case::new("generated-warnings-denied", &["render", "han.yaml", "--deny-warnings"])
            .file("han.yaml", "basics:\n  name: Grace 漢\n"),
        Case::new("generated-bad-font", &["render", "good.yaml"]).file("fonts/broken.ttf", "no font"),
    ]
}

/// A name of 120 characters and a word of 400, which no line holds.
fn long_words() -> String {
    let name = "Wilhelmina Katharina ".repeat(6);
    format!("basics:\n  name: {}\n  summary: before {} after\n", &name[..120], "x1".repeat(200))
}

/// An error, a warning and a note.
const SAMPLE: &str =
    "basics:\n  name: Grace Hopper\n  emial: grace@example.org\n  hobby: sailing\nwork:\n  - company: Navy\n";

fn themes() -> Vec<Case> {
    let case = |name: String| {
        let path = format!("./themes/{name}");
        let mut case =
            Case::new(format!("theme-{name}"), &["render", "good.yaml", "-t", path.as_str(), "--timeout", "2"]);
        for file in fs::read_dir(cases().join("themes").join(&name)).unwrap().flatten() {
            let bytes = fs::read(file.path()).unwrap();
            case = case.file(&format!("themes/{name}/{}", file.file_name().display()), bytes);
        }
        case
    };
    let own = names("themes").into_iter().map(case);
    let named = |name: &str, theme: &str| Case::new(format!("theme-{name}"), &["render", "good.yaml", "-t", theme]);
    let others = [
        named("unknown-with-suggestion", "plian"),
        named("unknown", "baroque"),
        named("no-such-folder", "./baroque"),
        named("circle", "one")
            .file("themes/one/theme.yaml", "description: a\nextends: two\n")
            .file("themes/two/theme.yaml", "description: b\nextends: one\n"),
        named("overlay-is-no-typst", "plain").file("themes/plain/theme.typ", "#let theme = (\n"),
        named("binary-template", "plain").file("themes/plain/resume.typ.j2", b"\xFF\xFE"),
        named("default-out-of-bounds", "mine")
            .file("themes/mine/theme.yaml", "extends: plain\noptions: {density: 3, accent: green, photo: perhaps}\n"),
        Case::new("theme-check-finds", &["themes", "check", "mine"])
            .file("themes/mine/theme.yaml", "extends: plain\nfonts: [Interr]\n")
            .file("themes/mine/theme.typ", LOSSY),
        Case::new("theme-check-of-nothing", &["themes", "check", "plian", "./nowhere"]),
        Case::new("theme-check-takes-long", &["themes", "check", "mine", "--timeout", "1"])
            .file("themes/mine/theme.yaml", "extends: plain\n")
            .file(
                "themes/mine/theme.typ",
                "#let theme(..) = { for a in range(100000) { for b in range(100000) { let c = 0 } }\n(:) }\n",
            ),
    ];
    own.chain(others).collect()
}

/// A theme that shows no fluency, and everything in a light grey.
const LOSSY: &str = "#import \"../plain/theme.typ\" as parent\n\
    #let theme(options, words, setting) = {\n  let drawn = (parent.theme)(options, words, setting)\n  drawn + (\n    \
    resume: (body, ..given) => (drawn.resume)({ set text(fill: luma(60%)); body }, ..given),\n    \
    language: (language: none, fluency: none) => strong(language),\n  )\n}\n";

fn usage() -> Vec<Case> {
    let case = |name: &str, arguments: &[&str]| Case::new(format!("usage-{name}"), arguments);
    let render = |name: &str, arguments: &[&str]| case(name, &[&["render", "good.yaml"], arguments].concat());
    let mut cases = vec![
        case("no-command", &[]),
        case("unknown-command", &["rendr"]),
        case("no-input", &["render"]),
        case("no-input-to-check", &["check"]),
        render("unknown-flag", &["--theem", "plain"]),
        render("input-twice", &["./good.yaml"]),
        render("stdin-twice", &["-", "-"]),
        render("unknown-format", &["-f", "docx"]),
        render("format-twice", &["-f", "pdf,pdf"]),
        render("theme-twice", &["-t", "plain,plain"]),
        render("timeout", &["--timeout", "0"]),
        render("language", &["--language", "english_"]),
        render("pages", &["--pages", "0"]),
        render("pages-in-words", &["--pages", "two"]),
        render("pages-and-density", &["--pages", "1", "-O", "density=0.3"]),
        case("pages-over", &["check", "me.yaml", "--pages", "1"]).file(
            "me.yaml",
            format!(
                "basics: {name}\nwork:\n{}",
                "  - name: Acme\n    highlights: [Shipped]\n".repeat(70),
                name = "{name: Grace Hopper}"
            ),
        ),
        render("standard", &["--pdf-standard", "ua-2"]),
        render("standards-exclude-each-other", &["--pdf-standard", "a-2a,a-3a"]),
        render("standard-needs-a-date", &["--pdf-standard", "a-2a"]),
        render("font-path", &["--font-path", "fnots"]),
        render("epoch", &[]).variable("SOURCE_DATE_EPOCH", "yesterday"),
        render("options", &["-O", "acent=#fff", "-O", "accent=blurple", "-O", "density=7", "-O", "photo", "-O", "=x"]),
        render(
            "changes",
            &[
                "--set",
                "basics.nmae=x",
                "--set",
                "basics.email=grace",
                "--set",
                "wrk.0.name=x",
                "--set",
                "basics.phone=",
                "--set",
                "basics.label=[x",
                "--set",
                "label",
                "--set",
                "",
            ],
        ),
        case("match-with-an-address", &["match", "https://example.org/job", "good.yaml"]),
        case("match-with-a-workspace", &["match", "acme.txt", "curricle.yaml"])
            .file("acme.txt", "We need a compiler engineer.\n")
            .file("a.yaml", "profile: good.yaml\n")
            .file("b.yaml", "profile: good.yaml\n")
            .file("curricle.yaml", "targets: [{applications: [a.yaml, b.yaml]}]\n"),
        case("outputs-of-one-name", &["render", "good.yaml", "other/good.yaml"]).file("other/good.yaml", GOOD),
        case("page-over-the-photo", &["render", "me.yaml", "-f", "png", "-o", "."])
            .file("me.yaml", "basics: {name: Grace Hopper, image: me.png}\n")
            .file("me.png", png(1, 1, b"\x78\x01\x01\x04\x00\xFB\xFF\x00\x00\x00\x00\x00\x04\x00\x01")),
        case("page-over-a-page", &["render", "me.yaml", "me-1.yaml", "-f", "png", "--ppi", "18"])
            .file("me.yaml", format!("basics: {{name: G}}\nwork: [{}]\n", "{name: Acme},".repeat(80)))
            .file("me-1.yaml", GOOD),
        render("project-over-a-folder", &["-f", "typ", "-o", "."]).file("good-typst/mine.txt", ""),
        render("letter-is-absent", &["--letter", "acme.yaml"]),
        render("letter-from-stdin", &["--letter", "-"]),
        render("letter-to-stdout", &["--letter", "acme.yaml", "-o", "-"]).file("acme.yaml", LETTER),
        render("join-without-a-letter", &["--join"]),
        render("letter-of-an-outputs-name", &["--letter", "acme.yaml", "good-letter.yaml"])
            .file("acme.yaml", LETTER)
            .file("good-letter.yaml", GOOD),
        render("page-over-the-signature", &["--letter", "acme.yaml", "-f", "png", "-o", "."])
            .file("acme.yaml", format!("{LETTER}signature: good-letter.png\n"))
            .file("good-letter.png", png(1, 1, b"\x78\x01\x01\x04\x00\xFB\xFF\x00\x00\x00\x00\x00\x04\x00\x01")),
        case("unknown-theme-to-show", &["themes", "show", "plian"]),
        case("unknown-language-to-show", &["locales", "show", "deutch"]),
        render("font", &["-O", "fonts.body=Interr", "-O", "fonts.head=Baskerville"]),
        case("theme-of-a-bad-name", &["themes", "new", "my theme"]),
        case("theme-of-a-built-in-name", &["themes", "new", "ledger"]),
        case("theme-from-nothing", &["themes", "new", "mine", "--from", "ledgr"]),
        case("theme-from-a-folder", &["themes", "new", "mine", "--from", "./ledger"]),
        case("theme-that-is-there", &["themes", "new", "mine"]).file("themes/mine/theme.yaml", ""),
        case("theme-below-a-file", &["themes", "new", "mine", "good.yaml"]),
        case("eject-nothing", &["themes", "eject", "ledgr"]),
        case("eject-over-a-folder", &["themes", "eject", "ledger", "--all"]).file("themes/base/theme.typ", ""),
        case("check-no-theme", &["themes", "check"]),
        case("schema-of-an-unknown-theme", &["schema", "options", "ledgr"]),
        case("schema-with-a-theme-too-many", &["schema", "theme", "ledger"]),
        case("watch-stdin", &["render", "-", "--watch"]),
    ];
    if cfg!(target_os = "linux") {
        cases.push(render("full-device", &["-o", "/dev/full"]));
        cases.push(render("unwritable-folder", &["-o", "/proc/cv.pdf"]));
    }
    cases.extend(outputs_and_looks());
    cases
}

fn outputs_and_looks() -> Vec<Case> {
    let case = |name: &str, arguments: &[&str]| Case::new(format!("usage-{name}"), arguments);
    let render = |name: &str, arguments: &[&str]| case(name, &[&["render", "good.yaml"], arguments].concat());
    vec![
        render("several-to-stdout", &["-f", "pdf,png", "-o", "-"]),
        render("folder-to-stdout", &["-f", "typ", "-o", "-"]),
        case("output-is-the-input", &["render", "good.txt", "-o", "to/../good.txt"]).file("good.txt", GOOD),
        render("letter-into-a-file", &["--letter", "acme.yaml", "-o", "cv.pdf"]).file("acme.yaml", LETTER),
        render("output-below-a-file", &["-o", "good.yaml/cv.pdf"]),
        render("several-into-a-file", &["-t", "plain,ledger", "-o", "file"]).file("file", ""),
        render("output-of-no-format", &["-o", "cv.docx"]),
        render("output-of-another-format", &["-f", "png", "-o", "cv.pdf"]),
        case("several-into-one-name", &["render", "good.yaml", "other/you.yaml", "-o", "all.pdf"])
            .file("other/you.yaml", GOOD),
        render("project-as-a-file", &["-o", "cv.typ"]),
        render(
            "options-of-other-tools",
            &["-O", "color=red", "-O", "font-size=11", "-O", "page_numbers=true", "-O", "zzz=1", "-O", "language=de"],
        ),
        render(
            "sections-that-options-name",
            &["-O", "section_order=skils,wrk,talks", "-O", "section_titles.wrok=Jobs"],
        ),
        render("icons-that-are-not-drawn", &["-f", "pdf", "-O", "icons=true", "-O", "photo=true", "--hide", "sumary"]),
        case("a-photo-that-is-not-drawn", &["check", "me.yaml", "-t", "ledger"])
            .file("me.yaml", "basics:\n  name: Grace Hopper\n  image: me.png\n")
            .file("me.png", png(1, 1, b"\x78\x01\x01\x04\x00\xFB\xFF\x00\x00\x00\x00\x00\x04\x00\x01")),
    ]
}

fn check(cases: Vec<Case>) {
    assert!(!cases.is_empty());
    for case in cases {
        case.check();
    }
}

#[test]
fn every_mistake_in_a_profile_is_reported_at_its_place() {
    check(profiles());
}

#[test]
fn every_mistake_in_a_letter_is_reported_at_its_place() {
    check(letters());
}

#[test]
fn bytes_that_are_no_profile_are_refused() {
    check(generated());
}

#[test]
fn a_theme_that_fails_or_misbehaves_is_reported_at_its_place() {
    check(themes());
}

#[test]
fn a_request_that_cannot_be_met_is_explained() {
    check(usage());
}

#[test]
fn every_mistake_in_an_application_or_a_workspace_is_reported_at_its_place() {
    check(applications::all());
}

/// Every case there is.
fn all() -> Vec<Case> {
    [profiles(), letters(), generated(), themes(), usage(), applications::all()].into_iter().flatten().collect()
}

#[test]
fn no_snapshot_is_without_its_case() {
    let expected: BTreeSet<String> = all().into_iter().map(|case| format!("{}.snap", case.name)).collect();
    // The ones that only Linux can run are there all the same.
    let linux = ["usage-full-device.snap", "usage-unwritable-folder.snap"];
    let orphans: Vec<String> = names("snapshots")
        .into_iter()
        .filter(|name| !expected.contains(name) && !linux.contains(&name.as_str()))
        .collect();
    assert_eq!(orphans, [""; 0], "snapshots without a case");
}
