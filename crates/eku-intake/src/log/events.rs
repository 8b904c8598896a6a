//! What stands around a word that matters, to a failure.

use std::collections::BTreeMap;

use eku_engine::deployment::Role;
use eku_engine::evidence::TlsFailure;
use eku_engine::time::Timestamp;
use memchr::memmem::Finder;

use super::classes::failure_in;
use super::{Failure, FailureKind, Remote, fields};
use crate::key::shortened;

/// A line within a block.
pub(super) struct Line<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) number: u64,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where the failure before this one was told of by a developer's line.
    pub(super) told: usize,
    /// Whether it was looked at for a tunnel.
    pub(super) tunnel: bool,
}

impl Line<'_> {
    /// The time with which it begins.
    pub(super) fn time(&self) -> Option<Timestamp> {
        let line = self.bytes.get(self.start..self.end)?;
        fields::line_time(line).map(|(time, _)| time)
    }
}

/// Reads failures, and remembers what would be looked for again and again.
pub(super) struct Events {
    known: BTreeMap<String, TlsFailure>,
    words: TunnelWords,
    /// A line in lower case, kept for its memory.
    lower: Vec<u8>,
}

impl Events {
    pub(super) fn new() -> Self {
        Self { known: BTreeMap::new(), words: TunnelWords::new(), lower: Vec::new() }
    }

    /// Why a connection failed, by its words; the same words are looked at once.
    pub(super) fn failure_in(&mut self, words: &[u8]) -> (String, TlsFailure) {
        let text = String::from_utf8_lossy(words);
        let failure = match self.known.get(&*text) {
            Some(failure) => *failure,
            None => {
                let failure = failure_in(&text);
                if self.known.len() < MOST_KNOWN {
                    self.known.insert(text.clone().into_owned(), failure);
                }
                failure
            }
        };
        (shortened(&text, DETAIL), failure)
    }

    /// `Event="Inbound TLS Negotiation Error"` and what follows it up to the next event.
    pub(super) fn negotiation(
        &mut self,
        before: &[u8],
        after: &[u8],
        line: &Line<'_>,
    ) -> Option<Failure> {
        let before = before.trim_ascii_end();
        let (role, of_remote) = if before.ends_with(b"Inbound") {
            (Role::Responder, &b"Src-ip"[..])
        } else if before.ends_with(b"Outbound") {
            (Role::Initiator, &b"Dst-ip"[..])
        } else {
            return None;
        };
        let (mut detail, mut remote, mut port, mut name, mut time) = (None, None, None, None, None);
        fields::each(after, |field, value| {
            let place = match field {
                b"Event" => return false,
                b"Detail" => &mut detail,
                b"Dst-port" => &mut port,
                b"Common-name" => &mut name,
                b"UTCTime" => &mut time,
                field if field == of_remote => &mut remote,
                _ => return true,
            };
            place.get_or_insert(value);
            true
        });
        let (detail, failure) = self.failure_in(detail.unwrap_or_default());
        let remote = remote.and_then(fields::name);
        let time = time.and_then(fields::utc_time).or_else(|| line.time());
        Some(Failure {
            kind: FailureKind::Negotiation,
            role: Some(role),
            remote: remote.map_or(Remote::Unknown, Remote::Known),
            port: port.and_then(fields::port),
            failure,
            detail,
            common_name: name.and_then(fields::name),
            count: 1,
            first: time,
            last: time,
            line: line.number,
        })
    }

    /// `bServer="true" localAddress="…" remoteAddress="…" ssl_error_reason="…"`.
    pub(super) fn developer(
        &mut self,
        before: &[u8],
        after: &[u8],
        line: &Line<'_>,
    ) -> Option<Failure> {
        let mut reason = None;
        fields::each(after, |_, value| {
            reason = Some(value);
            false
        });
        let (mut server, mut local, mut remote, mut time) = (None, None, None, None);
        fields::each(before, |field, value| {
            let place = match field {
                b"bServer" => &mut server,
                b"localAddress" => &mut local,
                b"remoteAddress" => &mut remote,
                b"UTCTime" => &mut time,
                _ => return true,
            };
            *place = Some(value);
            true
        });
        let role = match server? {
            b"true" => Role::Responder,
            b"false" => Role::Initiator,
            _ => return None,
        };
        let (detail, failure) = self.failure_in(reason.filter(|reason| !reason.is_empty())?);
        let (address, remote_port) = remote.and_then(fields::socket).unzip();
        let port = match role {
            Role::Responder => local.and_then(fields::socket).map(|(_, port)| port),
            Role::Initiator => remote_port,
        };
        let time = time.and_then(fields::utc_time).or_else(|| line.time());
        Some(Failure {
            kind: FailureKind::Developer,
            role: Some(role),
            remote: address.map_or(Remote::Unknown, Remote::Known),
            port,
            failure,
            detail,
            common_name: None,
            count: 1,
            first: time,
            last: time,
            line: line.number,
        })
    }

    /// A line that speaks of SSH and a tunnel, or its port, and of a failure.
    pub(super) fn tunnel(&mut self, around: &[u8], line: &Line<'_>) -> Option<Failure> {
        let mut lower = std::mem::take(&mut self.lower);
        lower.clear();
        lower.extend_from_slice(around);
        lower.make_ascii_lowercase();
        let is_tunnel = self.words.speaks_of_failing_tunnel(&lower);
        self.lower = lower;
        if !is_tunnel {
            return None;
        }
        let (mut detail, mut reason, mut remote, mut time) = (None, None, None, None);
        fields::each(around, |field, value| {
            let place = match field {
                b"Detail" | b"Message" | b"Msg" => &mut detail,
                b"Reason" => &mut reason,
                b"Dst-ip" | b"Remote-ip" | b"Host" | b"Peer" => &mut remote,
                b"UTCTime" => &mut time,
                _ => return true,
            };
            place.get_or_insert(value);
            true
        });
        let text = String::from_utf8_lossy(around);
        let message = message(&text);
        let (mut detail, mut failure) = self.failure_in(detail.unwrap_or(message.as_bytes()));
        if let Some(reason) = reason.map(|reason| self.failure_in(reason))
            && (failure == TlsFailure::Other || reason.1 != TlsFailure::Other)
        {
            (detail, failure) = reason;
        }
        let remote = remote.and_then(fields::name).or_else(|| fields::address_in(message));
        let time = time.and_then(fields::utc_time).or_else(|| line.time());
        Some(Failure {
            kind: FailureKind::Tunnel,
            role: None,
            remote: remote.map_or(Remote::Unknown, Remote::Known),
            port: Some(TUNNEL_PORT),
            failure,
            detail,
            common_name: None,
            count: 1,
            first: time,
            last: time,
            line: line.number,
        })
    }
}

/// What tells a line about a failing tunnel, in lower case.
struct TunnelWords {
    /// The tunnels, and the service that forwards their port.
    ssh: [Finder<'static>; 2],
    tunnel: Finder<'static>,
    /// Lines that tell of TLS are told by their own words.
    elsewhere: [Finder<'static>; 2],
    failures: [Finder<'static>; 14],
}

impl TunnelWords {
    fn new() -> Self {
        Self {
            ssh: ["ssh", "portforwarding"].map(Finder::new),
            tunnel: Finder::new("tunnel"),
            elsewhere: ["tls negotiation error", "ssl_error_reason"].map(Finder::new),
            failures: FAILURE_WORDS.map(Finder::new),
        }
    }

    fn speaks_of_failing_tunnel(&self, line: &[u8]) -> bool {
        let has = |word: &Finder<'_>| word.find(line).is_some();
        self.ssh.iter().any(has)
            && (has(&self.tunnel) || names_port(line))
            && self.failures.iter().any(has)
            && !self.elsewhere.iter().any(has)
    }
}

/// A line without its time, host and process.
fn message(line: &str) -> &str {
    match line.split_once(": ") {
        Some((before, message)) if before.len() < 120 => message.trim(),
        _ => line.trim(),
    }
}

/// Whether a text names port 2222, and not a longer number.
fn names_port(text: &[u8]) -> bool {
    text.split(|byte| !byte.is_ascii_alphanumeric()).any(|word| word == b"2222")
}

const TUNNEL_PORT: u16 = 2222;

/// Words that speak of a failure, in lower case.
const FAILURE_WORDS: [&str; 14] = [
    "fail",
    "error",
    "refus",
    "reject",
    "denied",
    "timed out",
    "timeout",
    "unable",
    "cannot",
    "could not",
    "lost",
    "invalid",
    "unsupported",
    "unsuitable",
];

/// The most different words about failures that are remembered.
const MOST_KNOWN: usize = 256;

/// The longest detail, in letters.
const DETAIL: usize = 160;
