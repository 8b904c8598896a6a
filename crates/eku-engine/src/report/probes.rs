//! What a live system presents on a port, and what that means for the roles of TLS.
//!
//! Entry point: [`probe`]. The caller connects, as it brings the date; a [`Probed`] is what it met.
//! No chain is verified: what is shown is what was presented.

mod model;
mod sentences;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::certificates::certificates;
use crate::certificate::Certificate;
use crate::eku::{Holds, Purpose};
use crate::time::Timestamp;

pub use model::{AlertReport, AttemptReport, ClientRequestReport, ProbeReport, ProbeResult};

/// What was met on one port.
#[derive(Clone, Debug, PartialEq)]
pub struct Probed {
    /// The host and port that were asked for, `edge.example.com:5061`.
    pub target: String,
    /// The port.
    pub port: u16,
    /// The address that was connected to, where one was found.
    pub address: Option<String>,
    /// The name that was sent as server name indication.
    pub name: Option<String>,
    /// Whether this port was asked for by its number, and not as one of the usual ones.
    pub is_named: bool,
    /// What was there.
    pub reached: Reached,
}

/// What was behind a port.
#[derive(Clone, Debug, PartialEq)]
pub enum Reached {
    /// The name of the host has no address.
    NameNotFound,
    /// Nothing listens.
    Closed,
    /// No connection, or no answer, within so many seconds.
    Silent {
        /// The time that was waited.
        seconds: u64,
        /// Whether a connection was opened.
        connected: bool,
    },
    /// The network says why not.
    Unreachable(String),
    /// An SSH server, and what it says of itself.
    Ssh(String),
    /// Something that answers and does not speak TLS, with the protocol that it speaks, where that is
    /// known.
    NotTls(Option<&'static str>),
    /// An XMPP server that does not begin TLS.
    NoStartTls,
    /// TLS, to its end or not.
    Tls(Box<ProbedTls>),
}

/// What a TLS server did.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbedTls {
    /// The versions that it speaks, the one that it chose first; none where it chose none.
    pub versions: Vec<TlsVersion>,
    /// What it presented, in its order.
    pub certificates: Vec<Arc<Certificate>>,
    /// So many certificates were not read: they cannot be, or are too many.
    pub unreadable: usize,
    /// Whether the first of them, that of the server, is among these.
    pub first_unreadable: bool,
    /// The names of CAs in its request for a client certificate, as DER; `None` where it did not ask.
    pub request: Option<Vec<Vec<u8>>>,
    /// So many more names of CAs were not kept.
    pub names_left_out: usize,
    /// How the handshake without a client certificate ended.
    pub without: HandshakeEnd,
    /// What came of a client certificate, where one was added.
    pub attempt: Option<TlsAttempt>,
}

/// A version of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsVersion {
    /// TLS 1.2.
    Tls12,
    /// TLS 1.3.
    Tls13,
}

/// A handshake with a client certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct TlsAttempt {
    /// The client certificate, and what was sent behind it.
    pub chain: Vec<Arc<Certificate>>,
    /// Whether the server asked for one.
    pub asked: bool,
    /// Whether it was sent; not where the key can make no signature that the server accepts.
    pub sent: bool,
    /// How the handshake ended.
    pub end: HandshakeEnd,
}

/// How a handshake ended.
#[derive(Clone, Debug, PartialEq)]
pub enum HandshakeEnd {
    /// It was completed, and what showed it.
    Completed(Sign),
    /// The server sent an alert.
    Alert {
        /// Its number.
        number: u8,
        /// Whether the client had completed the handshake before.
        late: bool,
    },
    /// The server closed the connection without an alert.
    Closed {
        /// Whether the client had completed the handshake before.
        late: bool,
    },
    /// The server did not go on in time.
    TimedOut,
    /// It could not go on, in the words of the TLS library or the network.
    Failed(String),
}

/// What showed that a server completed a handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Its last message of TLS 1.2.
    Finished,
    /// A session ticket of TLS 1.3, which is sent after the client's last message only.
    Ticket,
    /// Data.
    Data,
    /// No alert and no close for a while.
    Quiet,
}

impl TlsVersion {
    /// As people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tls12 => "TLS 1.2",
            Self::Tls13 => "TLS 1.3",
        }
    }
}

impl Probed {
    /// Whether a server answered, in whatever protocol.
    #[must_use]
    pub const fn answers(&self) -> bool {
        matches!(
            self.reached,
            Reached::Ssh(_) | Reached::NotTls(_) | Reached::NoStartTls | Reached::Tls(_)
        )
    }
}

impl ProbedTls {
    /// Whether the server asks for a client certificate: `none`, `optional`, `required` or `unknown`.
    const fn asks(&self) -> &'static str {
        match (&self.request, &self.without) {
            (None, HandshakeEnd::Completed(_)) => "none",
            (None, _) => "unknown",
            (Some(_), HandshakeEnd::Completed(_)) => "optional",
            (Some(_), HandshakeEnd::Alert { .. } | HandshakeEnd::Closed { .. }) => "required",
            (Some(_), HandshakeEnd::TimedOut | HandshakeEnd::Failed(_)) => "unknown",
        }
    }
}

impl HandshakeEnd {
    fn alert(&self) -> Option<u8> {
        match self {
            Self::Alert { number, .. } => Some(*number),
            _ => None,
        }
    }

    const fn is_late(&self) -> bool {
        matches!(self, Self::Alert { late: true, .. } | Self::Closed { late: true })
    }
}

/// The report of what was met on a port.
#[must_use]
pub fn probe(probed: &Probed, at: Timestamp) -> ProbeReport {
    let tls = match &probed.reached {
        Reached::Tls(tls) => Some(&**tls),
        _ => None,
    };
    let leaf = tls.and_then(|tls| tls.certificates.first().filter(|_| !tls.first_unreadable));
    ProbeReport {
        schema: "eku/probe/1",
        target: probed.target.clone(),
        port: probed.port,
        used_for: sentences::used_for(probed.port),
        address: probed.address.clone(),
        name: probed.name.clone(),
        state: model::state(&probed.reached),
        text: sentences::state(&probed.reached),
        versions: tls
            .map(|tls| tls.versions.iter().map(|version| version.name()).collect())
            .unwrap_or_default(),
        client_certificate: tls.and_then(model::request),
        attempt: tls.and_then(|tls| tls.attempt.as_ref()).map(model::attempt),
        means: sentences::means(&probed.reached, leaf, at),
        verified: false,
        certificates: tls
            .map(|tls| certificates(&tls.certificates, &probed.target))
            .unwrap_or_default(),
        unreadable: tls.map_or(0, |tls| tls.unreadable),
        result: result(probed, leaf),
    }
}

fn result(probed: &Probed, leaf: Option<&Arc<Certificate>>) -> ProbeResult {
    let tls = match &probed.reached {
        Reached::Tls(tls) => tls,
        Reached::Ssh(_) => return ProbeResult::Good,
        // Few systems have all of the usual ports.
        _ if !probed.is_named => return ProbeResult::Good,
        _ => return ProbeResult::Unreadable,
    };
    let Some(leaf) = leaf else { return ProbeResult::Unreadable };
    let is_rejected = |attempt: &TlsAttempt| matches!(attempt.end, HandshakeEnd::Alert { .. });
    let is_complete = |end: &HandshakeEnd| matches!(end, HandshakeEnd::Completed(_));
    let attempt = tls.attempt.as_ref().filter(|attempt| attempt.asked);
    match leaf.eku.holds(Purpose::ServerAuth) {
        Holds::No => ProbeResult::Fails,
        _ if attempt.is_some_and(|attempt| attempt.sent && is_rejected(attempt)) => {
            ProbeResult::Fails
        }
        Holds::Unreadable => ProbeResult::Undecided,
        _ if attempt.is_some_and(|attempt| !attempt.sent || !is_complete(&attempt.end)) => {
            ProbeResult::Undecided
        }
        _ if tls.request.is_none() && !is_complete(&tls.without) => ProbeResult::Undecided,
        _ if tls
            .attempt
            .as_ref()
            .is_some_and(|attempt| !attempt.asked && !is_complete(&attempt.end)) =>
        {
            ProbeResult::Undecided
        }
        _ => ProbeResult::Good,
    }
}

#[cfg(test)]
mod tests;
