//! Why a certificate could not be read.

use core::fmt;

use der::ErrorKind;

/// Why a certificate could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// What was wrong.
    pub kind: ReadErrorKind,
    /// The byte of the DER where reading stopped, from 0, where that is known.
    pub position: Option<u32>,
}

/// What was wrong with a certificate's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadErrorKind {
    /// The bytes end before the certificate does.
    Truncated,
    /// The bytes go on after the certificate.
    TrailingBytes,
    /// The bytes are not the structure of a certificate.
    Structure,
}

impl From<der::Error> for ReadError {
    fn from(error: der::Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::Incomplete { .. } => ReadErrorKind::Truncated,
            ErrorKind::TrailingData { .. } => ReadErrorKind::TrailingBytes,
            _ => ReadErrorKind::Structure,
        };
        Self { kind, position: error.position().map(u32::from) }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            ReadErrorKind::Truncated => "certificate cut off",
            ReadErrorKind::TrailingBytes => "bytes after the certificate",
            ReadErrorKind::Structure => "not a certificate",
        })?;
        match self.position {
            Some(position) => write!(formatter, " at byte {position}"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for ReadError {}
