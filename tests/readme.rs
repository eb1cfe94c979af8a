//! The README and the guide to themes: every command in them runs, in its order, in one folder, and says what they say it
//! says.
//!
//! A `console` block holds commands (`$ …`) and what they print, of which times may differ; a command without output below it only
//! has to succeed. A `yaml` block with
//! `# <name>` among its first lines is a file, and so is a `typst` block that begins with `// <name>` and a `text` block that
//! begins with `# <name>.txt`; a `json` block has the name behind that word. One that begins with
//! `// <name>, above "…"` goes into that file, above the first line that holds these words. `echo $?` is the exit code of
//! the command before.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Stands for `cargo` in the README: `cargo run` is the binary that was built for the tests, which run already. A function of
/// the shell, since a script that was written a moment ago may not run while another test starts a process.
const CARGO: &str = "cargo() {
case \"$1\" in
  run) shift 2; curricle \"$@\" ;;
  test) echo 'test result: ok' ;;
  *) return 101 ;;
esac
}
";

enum Block {
    /// Lines of a session.
    Console(Vec<String>),
    /// A file.
    File { name: String, text: String },
    /// Lines of a file that is there.
    Lines { name: String, above: String, text: String },
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let body: Vec<String> = lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect();
        match kind {
            "console" => blocks.push(Block::Console(body)),
            "yaml" => {
                let names = body.iter().take(3).filter_map(|line| line.strip_prefix("# "));
                let name = names.filter(|name| !name.contains(' ')).find(|name| Path::new(name).extension().is_some());
                let name = name.expect("a yaml block names its file").to_owned();
                blocks.push(Block::File { name, text: body.join("\n") + "\n" });
            }
            "typst" => {
                let name =
                    body.first().and_then(|line| line.strip_prefix("// ")).expect("a typst block names its file");
                let text = |body: &[String]| body.join("\n") + "\n";
                blocks.push(match name.split_once(", above \"") {
                    None => Block::File { name: name.to_owned(), text: text(&body) },
                    Some((name, above)) => Block::Lines {
                        name: name.to_owned(),
                        above: above.trim_end_matches('"').to_owned(),
                        text: text(&body[1..]),
                    },
                });
            }
            "text" if body.first().is_some_and(|line| line.strip_prefix("# ").is_some_and(is_text_file)) => {
                blocks.push(Block::File { name: body[0][2..].to_owned(), text: body[1..].join("\n") + "\n" });
            }
            "jinja" | "text" => {}
            kind if kind.starts_with("json ") => {
                blocks.push(Block::File { name: kind["json ".len()..].to_owned(), text: body.join("\n") + "\n" });
            }
            other => panic!("blocks of kind `{other}` are not tested"),
        }
    }
    blocks
}

fn is_text_file(name: &str) -> bool {
    !name.contains(' ') && Path::new(name).extension().is_some_and(|extension| extension == "txt")
}

struct Session {
    folder: tempfile::TempDir,
    path: String,
    exit: i32,
}

impl Session {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let bin = folder.path().join("bin");
        std::fs::create_dir(&bin).expect("writable");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_curricle"), bin.join("curricle")).expect("a link");
        std::os::unix::fs::symlink(Path::new(ROOT).join("data"), folder.path().join("data")).expect("a link");
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").expect("there is a path"));
        Self { folder, path, exit: 0 }
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{CARGO}{{ {line}\n}} 2>&1")]).current_dir(self.folder.path());
        command.env("PATH", &self.path).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1").stdin(Stdio::null());
        command
    }

    /// What a command prints.
    fn run(&mut self, line: &str, expected: &str) -> String {
        if line == "echo $?" {
            return format!("{}\n", self.exit);
        }
        if line.ends_with("--watch") {
            return self.watch(line, expected);
        }
        let output = self.command(line).output().expect("there is a shell");
        self.exit = output.status.code().expect("it ended by itself");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// What a command that never ends prints, until it has printed as much as is expected.
    fn watch(&self, line: &str, expected: &str) -> String {
        let mut child = self.command(&format!("exec {line}")).stdout(Stdio::piped()).spawn().expect("there is a shell");
        let stdout = BufReader::new(child.stdout.take().expect("piped"));
        let printed: Vec<String> =
            stdout.lines().take(expected.lines().count()).map(|line| line.expect("UTF-8")).collect();
        child.kill().expect("ours");
        child.wait().expect("ours");
        printed.join("\n")
    }
}

/// Compares what a command printed with the page: times may differ, and a line `…` stands for any lines.
fn fits(found: &str, expected: &str) -> bool {
    fn lines_fit(found: &[String], expected: &[String]) -> bool {
        match expected.split_first() {
            None => found.is_empty(),
            Some((line, rest)) if line == "…" => (0..=found.len()).any(|skipped| lines_fit(&found[skipped..], rest)),
            Some((line, rest)) => found.first() == Some(line) && lines_fit(&found[1..], rest),
        }
    }
    let lines = |text: &str| text.trim_end().lines().map(timeless).collect::<Vec<_>>();
    lines_fit(&lines(found), &lines(expected))
}

/// A line without the numbers of its times, which are those before `ms` and `s`.
fn timeless(line: &str) -> String {
    let is_unit = |word: &str| matches!(word.trim_end_matches([')', ',', ';', '.']), "ms" | "s");
    let words: Vec<&str> = line.split(' ').collect();
    let timed = |index: usize| words.get(index + 1).is_some_and(|next| is_unit(next));
    let kept = words.iter().enumerate().map(|(index, word)| {
        if timed(index) { word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') } else { word }
    });
    kept.collect::<Vec<_>>().join(" ")
}

/// Does everything that a document says, in a folder of its own, and counts the commands.
fn follow(document: &str) -> (Session, usize) {
    let text = std::fs::read_to_string(Path::new(ROOT).join(document)).expect("readable");
    let mut session = Session::new();
    let mut commands = 0;
    for block in blocks(&text) {
        match block {
            Block::File { name, text } => {
                let path = session.folder.path().join(name);
                std::fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
                std::fs::write(path, text).expect("writable");
            }
            Block::Lines { name, above, text } => {
                let path = session.folder.path().join(&name);
                let whole = std::fs::read_to_string(&path).expect("a block before made it");
                let at = whole.find(&above).unwrap_or_else(|| panic!("{name} has no `{above}`"));
                let line = whole[..at].rfind('\n').map_or(0, |end| end + 1);
                std::fs::write(path, format!("{}{text}{}", &whole[..line], &whole[line..])).expect("writable");
            }
            Block::Console(lines) => {
                assert!(lines[0].starts_with("$ "), "a session starts with a command: {}", lines[0]);
                let starts: Vec<usize> = (0..lines.len()).filter(|index| lines[*index].starts_with("$ ")).collect();
                for (number, start) in starts.iter().enumerate() {
                    let end = starts.get(number + 1).copied().unwrap_or(lines.len());
                    let (line, expected) = (&lines[*start][2..], lines[start + 1..end].join("\n"));
                    let found = session.run(line, &expected);
                    let succeeded = session.exit == 0 && expected.is_empty();
                    assert!(succeeded || fits(&found, &expected), "$ {line}\nexpected:\n{expected}\nfound:\n{found}");
                    commands += 1;
                }
            }
        }
    }
    (session, commands)
}

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    let (session, commands) = follow("README.md");
    assert!(commands > 7, "only {commands} commands were found");
    for made in ["dist/me.pdf", "ada.png", "dist/gallery/ada-gallery.png", "dist/engines.pdf", "dist/ada-letter.pdf"] {
        assert!(session.folder.path().join(made).is_file(), "{made}");
    }
}

#[test]
fn the_theme_of_the_guide_is_built_as_it_says_and_keeps_the_contract() {
    let (session, commands) = follow("docs/themes.md");
    assert!(commands > 7, "only {commands} commands were found");
    for made in ["dist/me.pdf", "ruled.pdf", "themes/slate/theme.typ"] {
        assert!(session.folder.path().join(made).is_file(), "{made}");
    }
}

#[test]
fn every_command_of_the_guides_for_newcomers_does_what_it_says() {
    for (guide, least) in [
        ("docs/from-rendercv.md", 5),
        ("docs/from-yamlresume.md", 5),
        ("docs/from-json-resume.md", 2),
        ("docs/from-reactive-resume.md", 2),
        ("docs/from-word.md", 2),
    ] {
        let (_, commands) = follow(guide);
        assert!(commands >= least, "only {commands} commands were found in {guide}");
    }
}

#[test]
fn the_two_commands_are_those_of_the_continuous_integration() {
    let read = |name: &str| std::fs::read_to_string(Path::new(ROOT).join(name)).expect("readable");
    let (readme, run) = (read("README.md"), read(".ci/run"));
    let section = readme.split("\n## ").find(|section| section.starts_with("Install")).expect("it is there");
    let commands: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    assert_eq!(commands.len(), 2);
    for command in commands {
        assert!(run.lines().any(|line| line.trim() == command), "`{command}` is not in .ci/run");
    }
}

#[test]
fn every_file_that_the_documents_link_to_is_there() {
    let docs = std::fs::read_dir(Path::new(ROOT).join("docs")).expect("readable");
    let docs =
        docs.map(|entry| entry.expect("readable").path()).filter(|path| path.extension().is_some_and(|it| it == "md"));
    let root = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| Path::new(ROOT).join(name));
    let mut links = 0;
    for path in docs.chain(root) {
        let text = std::fs::read_to_string(&path).expect("readable");
        for (start, _) in text.match_indices("](") {
            let target = text[start + 2..].split([')', '#']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") {
                links += 1;
                let file = path.parent().expect("in a folder").join(target);
                assert!(file.exists(), "{} links to {target}", path.display());
            }
        }
    }
    assert!(links > 8, "only {links} links were found");
}
