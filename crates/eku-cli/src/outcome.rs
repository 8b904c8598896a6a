//! How a command ended.

use std::process::ExitCode;

/// How a command ended, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was read; every service works; the upload is accepted.
    Good,
    /// A service fails; the upload is refused.
    Fails,
    /// Something that was named could not be read, the output could not be written, or the usage
    /// is wrong.
    Unreadable,
    /// No service fails, and one or more are undecided; the upload is undecided.
    Undecided,
    /// Every service works, and one stops within the time that was named.
    AtRisk,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Good => 0,
            Outcome::Fails => 1,
            Outcome::Unreadable => 2,
            Outcome::Undecided => 3,
            Outcome::AtRisk => 4,
        })
    }
}

impl Outcome {
    /// The exit code of a monitoring plugin: OK, WARNING, CRITICAL or UNKNOWN.
    pub(crate) fn plugin_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Good => 0,
            Self::Undecided | Self::AtRisk => 1,
            Self::Fails => 2,
            Self::Unreadable => 3,
        })
    }
}
