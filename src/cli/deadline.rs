//! Time limits and failures that nothing below can report: a render that does not end, or a bug.
//!
//! Typst cannot be interrupted. A render therefore runs on a thread of its own; one that is late is left behind, and
//! ends with the process.

use std::any::Any;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use curricle::diagnostic::Problem;

/// The stack of a render in bytes: deep recursion is Typst's to refuse, well before this ends.
const STACK: usize = 64 * 1024 * 1024;

/// Runs work with a time limit.
///
/// # Errors
/// `timeout` when it is late, `internal` when it panicked.
pub(crate) fn within<T: Send + 'static>(seconds: u64, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let (sender, receiver) = channel();
    let render = thread::Builder::new().name("render".into()).stack_size(STACK).spawn(move || {
        // Nobody waits any more for one that is late.
        let _ = sender.send(work());
    });
    let internal = |message: String| Problem::Internal { message };
    let render = render.map_err(|error| internal(format!("no thread to render on: {error}")))?;
    match receiver.recv_timeout(Duration::from_secs(seconds)) {
        Ok(value) => Ok(value),
        Err(RecvTimeoutError::Timeout) => Err(Problem::Timeout { seconds }),
        Err(RecvTimeoutError::Disconnected) => {
            Err(internal(render.join().err().map_or_else(|| "the render ended early".into(), |panic| words(&*panic))))
        }
    }
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "unknown".into())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use curricle::diagnostic::Problem;

    use super::within;

    #[test]
    fn work_that_is_late_or_panics_is_reported() {
        assert_eq!(within(5, || 7), Ok(7));
        let late = within(1, || std::thread::sleep(Duration::from_secs(3600)));
        assert_eq!(late, Err(Problem::Timeout { seconds: 1 }));
        let bug = within(5, || -> u8 { panic!("oh") });
        assert_eq!(bug, Err(Problem::Internal { message: "oh".into() }));
    }
}
