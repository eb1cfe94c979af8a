//! A worker: the same program with the same arguments, which takes targets from its standard input, makes them one after the
//! other, and answers on its standard output.
//!
//! It ends when its input does. Since that is also what happens when the run is killed, no worker outlives its run.

use std::io::{BufRead, Write, stdin, stdout};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use curricle::batch::evict;
use curricle::source::Sources;

use super::protocol::{Greeting, Task};
use crate::cli::arguments::{Command, Global};
use crate::cli::exit::Exit;
use crate::cli::render::Job;
use crate::cli::terminal::Terminal;
use crate::cli::{deadline, render};

/// The variable of the environment that makes a worker of the program.
pub(crate) const VARIABLE: &str = "CURRICLE_WORKER";

/// Whether this process is a worker.
pub(crate) fn is_wanted() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// Works until there is no more input.
pub(crate) fn run(command: &Command, global: &Global) -> Exit {
    let mut lines = stdin().lock().lines().map_while(Result::ok);
    let greeting = lines.next().and_then(|line| serde_json::from_str::<Greeting>(&line).ok());
    let (Some(greeting), Some(job)) = (greeting, job(command)) else { return Exit::CouldNotStart };
    limit_memory(greeting.memory);
    let terminal = Terminal::for_worker(global, greeting.color, greeting.unmasked);
    let (give, take) = channel();
    let work = move || {
        deadline::roomy_heap();
        alone();
        work(&job, greeting.turns, &terminal, &take);
    };
    let working = thread::Builder::new().name("render".into()).stack_size(deadline::STACK).spawn(work);
    if working.is_err() {
        return Exit::CouldNotStart;
    }
    for line in lines {
        let task = serde_json::from_str::<Task>(&line);
        if task.is_ok_and(|task| give.send(task).is_err()) {
            break;
        }
    }
    // What is in work is not waited for: nobody would hear of it.
    Exit::Success
}

/// What is the same for every target.
fn job(command: &Command) -> Option<Job> {
    match command {
        Command::Render(render) => render::job(render, &mut Sources::new()).ok(),
        Command::Check(check) => Job::new(&check.look, &mut Sources::new()).ok(),
        _ => None,
    }
}

fn work(job: &Job, turns: usize, terminal: &Terminal, tasks: &Receiver<Task>) {
    while let Ok(mut task) = tasks.recv() {
        let (id, temporary) = (task.id, task.temporary.take().map(PathBuf::from));
        evict(turns);
        let answer = job.answer(id, &task.target(), temporary.as_deref(), terminal);
        let Ok(mut line) = serde_json::to_vec(&answer) else { return };
        line.push(b'\n');
        let mut out = stdout().lock();
        if out.write_all(&line).and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

/// Keeps Typst's parallel steps on this thread: every core has a worker already, and handing a step to another thread and waiting
/// for it takes longer than the step.
fn alone() {
    // Where there is a pool already, it does.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
}

/// Lets the heap and the stacks of this process grow to so many bytes and no further. Nobody wants the gigabytes that it may hold
/// then as a core dump, which takes longer than the render.
#[cfg(target_os = "linux")]
fn limit_memory(bytes: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let hard = getrlimit(Resource::Data).maximum;
    let bytes = hard.map_or(bytes, |hard| hard.min(bytes));
    // A system that knows no such limit goes without.
    let _ = setrlimit(Resource::Data, Rlimit { current: Some(bytes), maximum: hard });
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: getrlimit(Resource::Core).maximum });
}

/// Only Linux counts what is mapped privately.
#[cfg(not(target_os = "linux"))]
fn limit_memory(_: u64) {}
