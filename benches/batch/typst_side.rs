//! Bare Typst as a process of its own: this bench, started again with an argument.
//!
//! It reads all sources, fonts and the library first and says that it is ready. Then it takes numbers of documents from its standard
//! input, which several such processes may share, lays each out and exports it as PDF/UA-1, forgets as curricle does, and says
//! when there are no more. It reads no YAML, writes no file, and its preparation is not timed.

use std::fs;
use std::io::{Read, Write};
use std::ops::Range;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use curricle::batch::{Format, Renderer, Request, evict};
use curricle::source::Sources;

use crate::bare::Bare;
use crate::batch::input;
use crate::process::{Times, cpu_of};

/// What tells the bench to be this side.
pub(crate) const ARGUMENT: &str = "typst-side";

/// Has curricle write the Typst sources of so many people in a theme: `main/7.typ`, and the files of the theme.
pub(crate) fn prepare(count: usize, theme: &str, folder: &Path) {
    let renderer = Renderer::new(Vec::new(), false);
    let request = Request { theme: Some(theme.to_owned()), formats: vec![Format::Typ], ..Request::default() };
    for number in 0..count {
        let made = renderer.make(&input(number), &request, &mut Sources::new()).expect("made-up profiles are valid");
        assert!(made.warnings.is_empty(), "{}", made.warnings);
        for artifact in made.value.artifacts {
            let path = match artifact.suffix.strip_prefix("-typst/").expect("files of the folder") {
                "main.typ" => format!("main/{number}.typ"),
                path if path.starts_with("themes/") => format!("files/{path}"),
                _ => continue,
            };
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("can be made");
            fs::write(path, artifact.bytes).expect("can be written");
        }
        evict(1);
    }
}

/// Lays out what it is told to, on so many threads.
pub(crate) fn run(folder: &Path, threads: usize) {
    let mains: Vec<String> = (0..fs::read_dir(folder.join("main")).expect("a folder").count())
        .map(|number| fs::read_to_string(folder.join(format!("main/{number}.typ"))).expect("a source"))
        .collect();
    let worlds: Vec<Mutex<Bare>> = (0..threads).map(|_| Mutex::new(world(&folder.join("files")))).collect();
    // Typst shares out some of its own work among the threads of the pool that it runs in.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(64 << 20).build().expect("threads");
    let input = unbuffered();
    say("ready");
    pool.broadcast(|thread| {
        let mut world = worlds[thread.index()].lock().expect("of this thread alone");
        let mut number = [0; 4];
        while (&input).read_exact(&mut number).is_ok() {
            let main = mains[u32::from_le_bytes(number) as usize].clone();
            let pages = world.layout(main);
            std::hint::black_box(Bare::pdf(&pages));
            evict(1);
        }
    });
    say("done");
}

/// Standard input without a buffer, which would take numbers that are for others.
fn unbuffered() -> fs::File {
    #[cfg(unix)]
    let input = std::os::fd::AsFd::as_fd(&std::io::stdin()).try_clone_to_owned();
    #[cfg(windows)]
    let input = std::os::windows::io::AsHandle::as_handle(&std::io::stdin()).try_clone_to_owned();
    input.expect("open").into()
}

fn world(files: &Path) -> Bare {
    let mut world = Bare::new();
    for path in crate::batch::files(files) {
        let inner = path.strip_prefix(files).expect("below").to_str().expect("text");
        world.add(&format!("/{inner}"), fs::read(&path).expect("can be read"));
    }
    world
}

fn say(word: &str) {
    println!("{word}");
    std::io::stdout().flush().expect("somebody listens");
}

/// How long so many processes with so many threads each take for these documents, prepared in a folder.
pub(crate) fn time(folder: &Path, documents: Range<usize>, processes: usize, threads: usize) -> Times {
    let (numbers, mut sender) = std::io::pipe().expect("a pipe");
    let mut children: Vec<(Child, ChildStdout)> = (0..processes)
        .map(|_| {
            let mut command = Command::new(std::env::current_exe().expect("this bench"));
            command.arg(ARGUMENT).arg(folder).arg(threads.to_string()).env("RAYON_NUM_THREADS", threads.to_string());
            command.stdin(numbers.try_clone().expect("a handle")).stdout(Stdio::piped());
            let mut child = command.spawn().expect("starts");
            let output = child.stdout.take().expect("asked for");
            (child, output)
        })
        .collect();
    drop(numbers);
    for (_, output) in &mut children {
        hear(output, "ready\n");
    }
    let cpu =
        |children: &[(Child, ChildStdout)]| children.iter().map(|(child, _)| cpu_of(child.id())).sum::<Duration>();
    let before = cpu(&children);
    let start = Instant::now();
    let words: Vec<u8> = documents.flat_map(|number| u32::try_from(number).expect("few").to_le_bytes()).collect();
    sender.write_all(&words).expect("they fit the pipe");
    drop(sender);
    for (_, output) in &mut children {
        hear(output, "done\n");
    }
    let wall = start.elapsed();
    let cpu = cpu(&children).saturating_sub(before);
    for (mut child, _) in children {
        assert!(child.wait().expect("ends").success());
    }
    Times { wall, cpu }
}

fn hear(output: &mut ChildStdout, word: &str) {
    let mut heard = vec![0; word.len()];
    output.read_exact(&mut heard).expect("says something");
    assert_eq!(heard, word.as_bytes());
}
