//! Lines of the traffic server, through which Core reaches Unified CM and IM and Presence: the wording of
//! Apache Traffic Server.
//!
//! Blanks around what matters may be missing. A line with `Action=Continue` is no failure: the
//! connection went on.

use std::net::IpAddr;

use eku_engine::deployment::Role;
use eku_engine::evidence::TlsFailure;
use memchr::memmem;

use super::events::{Events, Line};
use super::{Failure, FailureKind, Remote, fields};

/// `… certificate verification failed for (`, followed by
/// `name). Action=Terminate Error=why server=name(address) depth=0`.
pub(super) const NOT_VERIFIED: &str = "certificate verification failed for (";

/// `SNI (name) not in certificate. Action=Terminate server=name(address)`.
pub(super) const WRONG_NAME: &str = ") not in certificate";

/// `SSL connection failed for 'name': error:1416F086:SSL routines:…:why`.
pub(super) const NOT_CONNECTED: &str = "SSL connection failed for '";

impl Events {
    /// The certificate of the other side was refused; `after` begins with [`NOT_VERIFIED`].
    pub(super) fn not_verified(&mut self, after: &[u8], line: &Line<'_>) -> Option<Failure> {
        let rest = after.get(NOT_VERIFIED.len()..)?;
        let (name, rest) = split(rest, b")")?;
        let (error, _) = between(rest, b"Error=", b" server=").unwrap_or_default();
        let why = self.failure_in(error.trim_ascii());
        refused(name, rest, why, line)
    }

    /// It does not have the name; `after` begins with [`WRONG_NAME`].
    pub(super) fn wrong_name(
        &mut self,
        before: &[u8],
        after: &[u8],
        line: &Line<'_>,
    ) -> Option<Failure> {
        let name = before.get(memchr::memrchr(b'(', before)? + 1..)?;
        let why = self.failure_in(WRONG_NAME.strip_prefix(") ")?.as_bytes());
        refused(name, after.get(WRONG_NAME.len()..)?, why, line)
    }

    /// A connection was not established; `after` begins with [`NOT_CONNECTED`].
    pub(super) fn not_connected(&mut self, after: &[u8], line: &Line<'_>) -> Option<Failure> {
        let (name, rest) = split(after.get(NOT_CONNECTED.len()..)?, b"'")?;
        let rest = rest.trim_ascii_start().strip_prefix(b":").unwrap_or(rest).trim_ascii();
        // `error:14094413:SSL routines:ssl3_read_bytes:why`.
        let why = match rest.strip_prefix(b"error:") {
            Some(error) => error.splitn(4, |byte| *byte == b':').last().unwrap_or(error),
            None => rest,
        };
        let why = self.failure_in(why.trim_ascii());
        Some(failure(FailureKind::TrafficServer, name, None, why, line))
    }
}

fn refused(
    name: &[u8],
    rest: &[u8],
    why: (String, TlsFailure),
    line: &Line<'_>,
) -> Option<Failure> {
    let continues =
        between(rest, b"Action=", b" ").is_some_and(|(action, _)| action == b"Continue");
    if continues {
        return None;
    }
    let address = between(rest, b"server=", b" ").and_then(|(server, _)| {
        let address = server.get(memchr::memrchr(b'(', server)? + 1..)?;
        address.strip_suffix(b")").unwrap_or(address).utf8_chunks().next()?.valid().parse().ok()
    });
    Some(failure(FailureKind::TrafficServerRefusal, name, address, why, line))
}

/// A failure of a connection that this machine opened to a name, which may be an address.
fn failure(
    kind: FailureKind,
    name: &[u8],
    address: Option<IpAddr>,
    (detail, failure): (String, TlsFailure),
    line: &Line<'_>,
) -> Failure {
    let name = fields::name(name.trim_ascii());
    let address = address.map(|address| address.to_string());
    let time = line.time();
    Failure {
        kind,
        role: Some(Role::Initiator),
        remote: address.or_else(|| name.clone()).map_or(Remote::Unknown, Remote::Known),
        port: None,
        failure,
        detail,
        common_name: name,
        count: 1,
        first: time,
        last: time,
        line: line.number,
    }
}

/// What stands before and behind a mark.
fn split<'l>(text: &'l [u8], mark: &[u8]) -> Option<(&'l [u8], &'l [u8])> {
    let at = memmem::find(text, mark)?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

/// What stands between two marks, or behind the first where the second is missing; and the rest.
fn between<'l>(text: &'l [u8], from: &[u8], to: &[u8]) -> Option<(&'l [u8], &'l [u8])> {
    let (_, behind) = split(text, from)?;
    Some(split(behind, to).unwrap_or((behind.trim_ascii_end(), &[])))
}
