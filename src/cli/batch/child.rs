//! One worker, seen from the run: started, fed, listened to, ended.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::answer::Answer;
use super::protocol::{Greeting, Task};
use super::worker::VARIABLE;

/// How much of what a worker says beside its answers is kept, in bytes: of the start, where the runtime of Rust says why it ends.
const WORDS: usize = 4096;

/// What is heard of a worker; workers are known by a number that none has twice.
#[derive(Debug)]
pub(super) enum Event {
    /// It answered.
    Answered(u64, Box<Answer>),
    /// It says no more.
    Gone(u64),
}

/// Why a worker ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Death {
    /// It was ended since its target took too long.
    Late,
    /// It could not begin to work.
    Unfit,
    /// There was no more memory within the limit.
    Memory,
    /// Something else, in words that follow `the render ended its process: `.
    Crash(String),
}

/// A worker that runs.
pub(super) struct Worker {
    /// Its number.
    pub(super) id: u64,
    /// The tasks that it was given and has not answered, the one in work first.
    pub(super) queue: VecDeque<u32>,
    /// How many it has answered.
    pub(super) answered: usize,
    /// Since when the first task of the queue is in work.
    pub(super) since: Instant,
    /// Whether it was ended for being late.
    pub(super) late: bool,
    /// Whether it was ended after an answer, and takes no more tasks.
    pub(super) leaving: bool,
    child: Child,
    tasks: Option<ChildStdin>,
    words: Option<JoinHandle<String>>,
}

impl Worker {
    /// Starts one.
    ///
    /// # Errors
    /// When the system starts no process, or gives no thread to listen to it.
    pub(super) fn start(id: u64, greeting: &Greeting, events: &Sender<Event>) -> std::io::Result<Self> {
        let mut command = Command::new(this_program()?);
        command.args(std::env::args_os().skip(1)).env(VARIABLE, "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            // An interrupt at the terminal goes to a whole group: the run decides what becomes of its workers.
            command.process_group(0);
        }
        let mut child = command.spawn()?;
        let (tasks, answers, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let mut worker = Self {
            id,
            queue: VecDeque::new(),
            answered: 0,
            since: Instant::now(),
            late: false,
            leaving: false,
            child,
            tasks,
            words: None,
        };
        let listening = worker.listen(answers, errors, events.clone());
        if let Err(error) = listening {
            worker.kill();
            return Err(error);
        }
        // One that is gone already is noticed by whoever listens.
        let _ = worker.say(greeting);
        Ok(worker)
    }

    fn listen(
        &mut self,
        answers: Option<ChildStdout>,
        errors: Option<ChildStderr>,
        events: Sender<Event>,
    ) -> std::io::Result<()> {
        let id = self.id;
        let hear = move || {
            let lines = answers.into_iter().flat_map(|answers| BufReader::new(answers).lines());
            for line in lines.map_while(Result::ok) {
                // What is no answer comes from a worker that cannot be relied on any more.
                let Ok(answer) = serde_json::from_str(&line) else { break };
                if events.send(Event::Answered(id, Box::new(answer))).is_err() {
                    return;
                }
            }
            let _ = events.send(Event::Gone(id));
        };
        thread::Builder::new().name("answers".into()).spawn(hear)?;
        let read = move || errors.map(words).unwrap_or_default();
        self.words = Some(thread::Builder::new().name("errors".into()).spawn(read)?);
        Ok(())
    }

    fn say(&mut self, message: &impl serde::Serialize) -> std::io::Result<()> {
        let mut line = serde_json::to_vec(message)?;
        line.push(b'\n');
        let Some(tasks) = &mut self.tasks else { return Ok(()) };
        tasks.write_all(&line)?;
        tasks.flush()
    }

    /// Gives it a task. One that is gone does not take it: that is heard of as [`Event::Gone`], with the task in its queue.
    pub(super) fn give(&mut self, task: &Task) {
        if self.queue.is_empty() {
            self.since = Instant::now();
        }
        self.queue.push_back(task.id);
        let _ = self.say(task);
    }

    /// Whether the task in work has taken longer than this.
    pub(super) fn is_late(&self, limit: Duration) -> bool {
        !self.late && !self.queue.is_empty() && self.since.elapsed() >= limit
    }

    /// Ends it at once.
    pub(super) fn kill(&mut self) {
        // One that has ended by itself cannot be ended.
        let _ = self.child.kill();
    }

    /// Lets it end, now that it has answered everything, and waits for that.
    pub(super) fn dismiss(mut self) {
        self.tasks = None;
        let _ = self.child.wait();
    }

    /// Waits for one that is gone, or ends it if it only fell silent, and says why.
    pub(super) fn bury(mut self) -> Death {
        self.tasks = None;
        let silent = matches!(self.child.try_wait(), Ok(None));
        if silent {
            // Its end of the pipe closes a moment before it ends.
            thread::sleep(Duration::from_millis(20));
            self.kill();
        }
        let status = self.child.wait();
        let words = self.words.take().and_then(|words| words.join().ok()).unwrap_or_default();
        if self.late {
            return Death::Late;
        }
        status.map_or_else(|error| Death::Crash(error.to_string()), |status| reason(status, &words))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.kill();
            let _ = self.child.wait();
        }
    }
}

/// The program that runs, also where its file was replaced meanwhile.
///
/// # Errors
/// When the system does not tell.
pub(crate) fn this_program() -> std::io::Result<PathBuf> {
    let link = PathBuf::from("/proc/self/exe");
    if link.exists() { Ok(link) } else { std::env::current_exe() }
}

/// Reads to the end what a worker says beside its answers.
fn words(mut errors: ChildStderr) -> String {
    let shown = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    let (mut kept, mut buffer) = (Vec::new(), [0; 1024]);
    while let Ok(count @ 1..) = errors.read(&mut buffer) {
        if shown {
            let _ = std::io::stderr().write_all(&buffer[..count]);
        }
        let room = WORDS.saturating_sub(kept.len()).min(count);
        kept.extend_from_slice(&buffer[..room]);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

/// Why a process ended: what the runtime of Rust said, else the signal.
fn reason(status: ExitStatus, words: &str) -> Death {
    // What the worker itself says of its beginning; nothing that a target does ends in this.
    if status.code() == Some(2) {
        return Death::Unfit;
    }
    if words.contains("has overflowed its stack") {
        return Death::Crash("the stack overflowed".into());
    }
    if words.contains("memory allocation of") || words.contains("out of memory") {
        return Death::Memory;
    }
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        match status.signal() {
            // The system chooses this one when memory runs out.
            Some(9) => return Death::Crash("it was killed, as the system does when memory runs out".into()),
            Some(signal) => return Death::Crash(format!("signal {signal}{}", named(signal))),
            None => {}
        }
    }
    Death::Crash(status.to_string())
}

/// What the commonest signals of a crash mean.
#[cfg(unix)]
fn named(signal: i32) -> &'static str {
    use signal_hook::consts::{SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV};
    match signal {
        SIGABRT => ", abort",
        SIGSEGV => ", invalid memory access",
        SIGBUS => ", bus error",
        SIGFPE => ", arithmetic error",
        SIGILL => ", invalid instruction",
        _ => "",
    }
}
