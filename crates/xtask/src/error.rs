//! One kind of error: a sentence for the person who ran the command. It says what failed, where,
//! and what to do.

use std::fmt;
use std::path::Path;

/// What every fallible function of this crate returns.
pub(crate) type Outcome<T = ()> = Result<T, Error>;

/// A sentence for the person who ran the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Error(String);

impl Error {
    /// An error that says `message`.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// An error of the file system: what was being done to which path.
    pub(crate) fn file(doing: &str, path: &Path, cause: &std::io::Error) -> Self {
        Self(format!("cannot {doing} {}: {cause}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
