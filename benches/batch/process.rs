//! How long processes take, and how much memory.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// How long something took: by the clock, and of the processors. The latter is not known but on Linux.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) wall: Duration,
    pub(crate) cpu: Duration,
}

/// The length of a tick of `/proc/PID/stat` on every architecture of today.
const TICK: Duration = Duration::from_millis(10);

/// How often memory is looked at.
const SAMPLE: Duration = Duration::from_millis(50);

/// Runs a command to its end, which has to be a good one.
pub(crate) fn run(command: &mut Command) -> Times {
    let (before, start) = (cpu_of_children(), Instant::now());
    let status = command.status().expect("starts");
    assert!(status.success(), "{command:?}: {status}");
    Times { wall: start.elapsed(), cpu: cpu_of_children().saturating_sub(before) }
}

/// The processor's time that a process took so far, its threads included.
pub(crate) fn cpu_of(process: u32) -> Duration {
    ticks(&process.to_string(), 13)
}

/// The processor's time of all processes that this one started and that have ended, and of theirs.
fn cpu_of_children() -> Duration {
    ticks("self", 15)
}

/// Two fields of a process's status, in ticks, from the first of them on: those of the user and of the system.
fn ticks(process: &str, first: usize) -> Duration {
    let sum = stat(process).and_then(|fields| {
        let fields = fields.get(first - 2..first)?;
        fields.iter().map(|field| field.parse::<u32>().ok()).sum::<Option<u32>>()
    });
    TICK * sum.unwrap_or_default()
}

/// The fields of a process's status from the third on; the second is a name, which may have any characters.
fn stat(process: &str) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

/// Memory in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Memory {
    /// Proportional: what several processes share counts once.
    pub(crate) sum: u64,
    /// How much of it is that of the process that was started.
    pub(crate) first: u64,
    pub(crate) processes: usize,
}

/// Runs a command to its end, which has to be a good one, and returns its peak of memory with that of all processes that it started.
pub(crate) fn peak(command: &mut Command) -> (Memory, Duration) {
    let start = Instant::now();
    let mut child = command.spawn().expect("starts");
    let mut peak = Memory::default();
    loop {
        peak = peak.max(memory(child.id()));
        if let Some(status) = child.try_wait().expect("can be waited for") {
            assert!(status.success(), "{command:?}: {status}");
            return (peak, start.elapsed());
        }
        thread::sleep(SAMPLE);
    }
}

/// The memory of a process and of all that it started.
pub(crate) fn memory(process: u32) -> Memory {
    let mut inner = BTreeMap::<u32, Vec<u32>>::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name();
        let Some(id) = name.to_str().and_then(|name| name.parse().ok()) else { continue };
        if let Some(outer) = stat(&format!("{id}")).and_then(|fields| fields.get(1)?.parse().ok()) {
            inner.entry(outer).or_default().push(id);
        }
    }
    let (mut memory, mut open) = (Memory { first: proportional(process), ..Memory::default() }, vec![process]);
    while let Some(process) = open.pop() {
        memory.sum += proportional(process);
        memory.processes += 1;
        open.extend(inner.get(&process).into_iter().flatten());
    }
    memory
}

/// The proportional set size of a process in bytes; none where it has ended.
fn proportional(process: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}

/// Bytes as MiB.
#[allow(clippy::cast_precision_loss, reason = "to be read")]
pub(crate) fn mib(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
