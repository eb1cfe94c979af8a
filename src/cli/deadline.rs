//! Time limits and failures that nothing below can report: a render that does not end, or a bug.
//!
//! Typst cannot be interrupted. A render therefore runs on a thread of its own; one that is late is left behind, and
//! ends with the process.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use curricle::diagnostic::Problem;

/// The stack of a render in bytes: deep recursion is Typst's to refuse, well before this ends.
pub(crate) const STACK: usize = 64 * 1024 * 1024;

/// What a render is given of the heap at once, in bytes: about as much as it needs for two pages.
const HEAP: usize = 8 * 1024 * 1024;

/// Where the last panic happened. The hook of panics alone is told, and on whichever thread of Typst's it was.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Keeps panics from writing to standard error themselves, since they are reported as diagnostics; with `RUST_BACKTRACE`
/// they do both.
pub(crate) fn quiet_panics() {
    let usual = take_hook();
    set_hook(Box::new(move |panic| {
        let place = panic.location().map(|place| format!("{}:{}", below_registry(place.file()), place.line()));
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
        if std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0") {
            usual(panic);
        }
    }));
}

/// The path of a source file from the name and version of its crate on, for those of other crates: where they lay when this program
/// was built is nobody's concern.
fn below_registry(file: &str) -> &str {
    let unpacked = ["/registry/src/", "\\registry\\src\\"].into_iter().find_map(|mark| Some(file.split_once(mark)?.1));
    // Then comes the folder of the registry.
    unpacked.and_then(|path| path.split_once(['/', '\\'])).map_or(file, |(_, path)| path)
}

/// Runs work that may panic.
///
/// # Errors
/// `internal` when it does.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take();
        let words = words(&*panic);
        Problem::Internal { message: place.map_or(words.clone(), |place| format!("{words} ({place})")) }
    })
}

/// Makes room on the heap of this thread. The allocator of glibc lets the heap of a thread grow page by page, with a call
/// to the system each time: four hundred in a render, which take a tenth of it. It learns from the first block that such
/// blocks come and go, and keeps the room of the second. Nothing is touched, so no memory is used, and other allocators
/// are left as they were.
pub(crate) fn roomy_heap() {
    for _ in 0..2 {
        std::hint::black_box(Vec::<u8>::with_capacity(HEAP));
    }
}

/// Runs work with a time limit.
///
/// # Errors
/// `timeout` when it is late, `internal` when it panicked.
pub(crate) fn within<T: Send + 'static>(seconds: u64, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let (sender, receiver) = channel();
    let render = thread::Builder::new().name("render".into()).stack_size(STACK).spawn(move || {
        roomy_heap();
        // Nobody waits any more for one that is late.
        let _ = sender.send(guarded(work));
    });
    let internal = |message: String| Problem::Internal { message };
    render.map_err(|error| internal(format!("no thread to render on: {error}")))?;
    match receiver.recv_timeout(Duration::from_secs(seconds)) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => Err(Problem::Timeout { seconds }),
        Err(RecvTimeoutError::Disconnected) => Err(internal("the render ended early".into())),
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

    use super::{below_registry, within};

    #[test]
    fn work_that_is_late_or_panics_is_reported() {
        assert_eq!(within(5, || 7), Ok(7));
        let late = within(1, || std::thread::sleep(Duration::from_hours(1)));
        assert_eq!(late, Err(Problem::Timeout { seconds: 1 }));
        let bug = within(5, || -> u8 { panic!("oh") });
        assert_eq!(bug, Err(Problem::Internal { message: "oh".into() }));
    }

    #[test]
    fn places_in_other_crates_begin_with_their_names() {
        let unix = "/home/me/.cargo/registry/src/registry-0123456789abcdef/typst-layout-0.15.1/src/lib.rs";
        assert_eq!(below_registry(unix), "typst-layout-0.15.1/src/lib.rs");
        let windows = r"C:\Users\me\.cargo\registry\src\registry-0123456789abcdef\krilla-0.8.0\src\lib.rs";
        assert_eq!(below_registry(windows), r"krilla-0.8.0\src\lib.rs");
        assert_eq!(below_registry("src/main.rs"), "src/main.rs");
    }
}
