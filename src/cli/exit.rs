//! Exit codes, chosen in one place.

use std::process::ExitCode;

use curricle::diagnostic::{Diagnostics, Severity};

/// How a run ended. The codes are part of the command line's contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All was made: 0.
    Success,
    /// It started, and something failed or is invalid; the rest was made: 1.
    Failure,
    /// It could not start: usage, or a named input that is absent: 2.
    CouldNotStart,
    /// It was asked to end by this signal: 128 and its number, as shells say it.
    Signalled(u8),
}

impl Exit {
    /// What diagnostics mean for the run.
    pub(crate) fn of(diagnostics: &Diagnostics, deny_warnings: bool) -> Self {
        match diagnostics.worst() {
            Some(Severity::Error) => Self::Failure,
            Some(Severity::Warning) if deny_warnings => Self::Failure,
            _ => Self::Success,
        }
    }

    /// The code that the process ends with.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::CouldNotStart => 2,
            Self::Signalled(signal) => 128_u8.saturating_add(signal),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
