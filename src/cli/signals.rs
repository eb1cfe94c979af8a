//! Signals: an interrupt ends a run of many targets in order, and a full quota is an error rather than the end.

use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, LazyLock};

/// The last signal that asked for an end; 0 for none.
static ASKED: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// Lets an interrupt, a termination or a hang-up be noticed by [`asked_to_end`] from now on, instead of ending the process. A
/// second interrupt ends it at once, for whoever cannot wait.
#[cfg(unix)]
pub(crate) fn notice_ends() {
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::flag;

    for signal in [SIGINT, SIGTERM, SIGHUP] {
        let seen = Arc::new(AtomicBool::new(false));
        // In this order: the first signal finds the flag down and raises it, the second finds it raised. Where a signal
        // cannot be handled it does what it always did.
        let _ = flag::register_conditional_default(signal, Arc::clone(&seen));
        let _ = flag::register(signal, seen);
        let _ = flag::register_usize(signal, Arc::clone(&ASKED), usize::try_from(signal).unwrap_or_default());
    }
}

/// Elsewhere an interrupt ends the process, and its workers with it.
#[cfg(not(unix))]
pub(crate) fn notice_ends() {}

/// The signal that asked for an end, if one did.
pub(crate) fn asked_to_end() -> Option<u8> {
    let signal = ASKED.load(std::sync::atomic::Ordering::Relaxed);
    u8::try_from(signal).ok().filter(|signal| *signal != 0)
}

/// Has a write past a limit on the size of files fail, as one to a full disk does; it would end the process otherwise.
#[cfg(unix)]
pub(crate) fn survive_full_quota() {
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

/// There is no such limit elsewhere.
#[cfg(not(unix))]
pub(crate) fn survive_full_quota() {}
