//! What diagnostic logs say about TLS.
//!
//! Entry point: [`read`]. One pass over a log of any size finds TLS negotiation errors
//! (`Event="Inbound TLS Negotiation Error"` and outbound), the developer's lines of
//! `ttssl_openssl.cpp` with their `ssl_error_reason`, what the traffic server says of its connections
//! (`traffic`), and failures of the SSH tunnels, and counts equal ones. No document shows how a failing tunnel is logged: lines that speak of SSH and a
//! tunnel or its port 2222, and of a failure, are taken for it, which is inferred.
//!
//! Memory is bounded: [`BLOCK`] bytes of the log, and a bounded number of groups (a kind of failure
//! on one port, at most [`MOST_GROUPS`], with at most [`MOST_REMOTES`] other sides each; further
//! ones are counted together, because strangers fail on an Edge all day). A line that is longer
//! than a block is looked at in pieces; at most [`WINDOW`] bytes on either side of a word are read.

mod classes;
mod events;
mod fields;
mod groups;
mod scan;
#[cfg(test)]
mod tests;
mod traffic;

use std::io::BufRead;
use std::sync::Arc;

use eku_engine::deployment::{NodeName, Release, Role};
use eku_engine::evidence::{Observation, Seen, State, TlsFailure};
use eku_engine::report::Confidence;
use eku_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Partly;

pub use classes::failure_in;
pub use groups::{MOST_GROUPS, MOST_REMOTES};
pub use scan::{BLOCK, WINDOW};

/// Reads a log. Bytes that are not UTF-8 do not matter.
pub fn read(input: &mut dyn BufRead) -> Partly<Log> {
    scan::read(input)
}

/// Whether a text holds a line about TLS that a log has: text of which nobody said what it is.
#[must_use]
pub fn is_in(text: &[u8]) -> bool {
    scan::speaks_of_tls(text)
}

/// What a log says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    /// How many lines it has.
    pub lines: u64,
    /// The host name of the machine that wrote it.
    pub host: Option<String>,
    /// Releases of the product that stand in SIP messages, `X8.10.2`, the most frequent first. They
    /// may be those of other machines.
    pub releases: Vec<ReleaseSeen>,
    /// What failed, the most frequent first.
    pub failures: Vec<Failure>,
    /// How many failures were left out because there are too many groups.
    pub left_out: u64,
}

/// A release in a SIP message's `Server` or `User-Agent`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseSeen {
    /// As it stands there, without what follows a hyphen: `X8.10.2`.
    pub text: String,
    /// How often.
    pub count: u64,
    /// The line where it stands first.
    pub line: u64,
}

/// Equal failures, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What kind of line says it.
    pub kind: FailureKind,
    /// The side of the connection on which the machine stood; `None` for a tunnel.
    pub role: Option<Role>,
    /// The other side.
    pub remote: Remote,
    /// The port on which the responder listens.
    pub port: Option<u16>,
    /// Why it failed.
    pub failure: TlsFailure,
    /// The words of the first line, shortened.
    pub detail: String,
    /// The name that the other side was looked for by (`Common-name`), in the first line.
    pub common_name: Option<String>,
    /// How many lines.
    pub count: u64,
    /// The earliest time.
    pub first: Option<Timestamp>,
    /// The latest time.
    pub last: Option<Timestamp>,
    /// The number of the first line, from 1.
    pub line: u64,
}

/// What kind of line says that something failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FailureKind {
    /// `Event="Inbound TLS Negotiation Error"`, or outbound.
    Negotiation,
    /// A developer's line with `ssl_error_reason`, which tells the same failure once more.
    Developer,
    /// A line about an SSH tunnel (inferred).
    Tunnel,
    /// The traffic server refused the certificate of the other side.
    TrafficServerRefusal,
    /// The traffic server could not connect, which may tell a refusal once more.
    TrafficServer,
}

/// The other side of a connection that failed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Remote {
    /// The line names it.
    Known(String),
    /// The line does not name it.
    Unknown,
    /// Several that are not told apart, because there are too many.
    Others,
}

impl Log {
    /// The release, where SIP messages name one only.
    #[must_use]
    pub fn release(&self) -> Option<Release> {
        match self.releases.as_slice() {
            [only] => Release::parse(&only.text).ok(),
            _ => None,
        }
    }

    /// The failures as the engine takes them. What a line tells a second time is left out.
    #[must_use]
    pub fn observations(
        &self,
        node: Option<NodeName>,
        peer: Option<&Arc<str>>,
        file: &str,
    ) -> Vec<Observation> {
        let told = |failure: &Failure, kind: FailureKind, same: &dyn Fn(&Failure) -> bool| {
            self.failures.iter().any(|other| {
                other.kind == kind
                    && (other.role, other.port) == (failure.role, failure.port)
                    && (same(other) || other.remote == Remote::Others)
            })
        };
        let repeats = |failure: &Failure| match failure.kind {
            FailureKind::Developer => {
                told(failure, FailureKind::Negotiation, &|other| other.remote == failure.remote)
            }
            FailureKind::TrafficServer if failure.failure == TlsFailure::Other => {
                told(failure, FailureKind::TrafficServerRefusal, &|other| {
                    other.common_name == failure.common_name
                })
            }
            _ => false,
        };
        let told = self.failures.iter().filter(|failure| !repeats(failure));
        told.map(|failure| failure.observation(node, peer, file)).collect()
    }
}

impl Failure {
    fn observation(
        &self,
        node: Option<NodeName>,
        peer: Option<&Arc<str>>,
        file: &str,
    ) -> Observation {
        let detail = self.detail.clone();
        let (seen, confidence) = match self.role {
            None => {
                let failure = Some(self.failure).filter(|why| *why != TlsFailure::Other);
                (Seen::Tunnel { state: State::Down, failure, detail }, Confidence::Inferred)
            }
            Some(role) => {
                (Seen::TlsFailure { role, failure: self.failure, detail }, Confidence::Documented)
            }
        };
        let remote = match &self.remote {
            Remote::Known(remote) => Some(remote.clone()),
            Remote::Unknown => None,
            Remote::Others => Some("many others".into()),
        };
        Observation {
            node,
            peer: peer.cloned(),
            file: file.into(),
            place: format!("line {}", self.line),
            seen,
            confidence,
            remote,
            remote_name: self.common_name.clone(),
            port: self.port,
            first: self.first,
            last: self.last,
            count: self.count,
        }
    }
}
