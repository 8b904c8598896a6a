//! The report of a probe as data.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::sentences::{alert_name, attempt as attempt_words};
use super::{HandshakeEnd, ProbedTls, Reached, Sign, TlsAttempt};
use crate::certificate::Name;
use crate::report::CertificateReport;
use crate::report::certificates::hex;

/// What a live system presents on one port.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProbeReport {
    /// `eku/probe/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = "eku/probe/1")))]
    pub schema: &'static str,
    /// The host and port, `edge.example.com:5061`.
    pub target: String,
    /// The port.
    pub port: u16,
    /// What Expressway uses the port for; `None` where that is not known.
    pub used_for: Option<&'static str>,
    /// The address that was connected to; `None` where the name has none.
    pub address: Option<String>,
    /// The name that was sent as server name indication; `None` where an address was asked.
    pub name: Option<String>,
    /// What was there: `tls`, `ssh`, `not-tls`, `no-starttls`, `closed`, `silent`, `unreachable` or
    /// `name-not-found`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["tls", "ssh", "not-tls",
        "no-starttls", "closed", "silent", "unreachable", "name-not-found"])))]
    pub state: &'static str,
    /// The same as a sentence.
    pub text: String,
    /// The versions of TLS, `TLS 1.3` or `TLS 1.2`, the one that the server chose first.
    pub versions: Vec<&'static str>,
    /// Whether the server asks for a client certificate; `None` where it does not speak TLS.
    pub client_certificate: Option<ClientRequestReport>,
    /// What came of the client certificate; `None` where none was added.
    pub attempt: Option<AttemptReport>,
    /// What this means for the roles of TLS, one sentence each.
    pub means: Vec<String>,
    /// Always `false`: no chain, name or signature of the server was verified.
    pub verified: bool,
    /// The certificates that were presented, in the order of the server.
    pub certificates: Vec<CertificateReport>,
    /// How many of the presented certificates were not read.
    pub unreadable: usize,
    /// What the exit code follows from: `good`, `fails`, `unreadable` or `undecided`.
    pub result: ProbeResult,
}

/// What a probe of a port comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum ProbeResult {
    /// Everything was seen, and nothing is wrong.
    Good,
    /// The server has no server authentication, or rejected the client certificate.
    Fails,
    /// Nothing was seen.
    Unreadable,
    /// It was seen, and it does not show whether it works.
    Undecided,
}

/// Whether a server asks for a client certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClientRequestReport {
    /// `none` where it does not ask, `optional` where it goes on without one, `required` where it does
    /// not, `unknown` where that was not seen.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["none", "optional", "required", "unknown"])))]
    pub request: &'static str,
    /// The CAs that it names, RFC 4514.
    pub authorities: Vec<String>,
    /// How many more it names.
    pub authorities_left_out: usize,
    /// The alert that ended the handshake without a client certificate.
    pub alert: Option<AlertReport>,
}

/// What came of a handshake with a client certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttemptReport {
    /// The SHA-256 of the client certificate.
    pub sha256: String,
    /// `accepted`, `rejected` (with an alert), `closed` (without one), `not-asked`, `not-sent` (the server
    /// accepts no signature of the key), `timed-out` or `failed`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["accepted", "rejected", "closed",
        "not-asked", "not-sent", "timed-out", "failed"])))]
    pub outcome: &'static str,
    /// What showed that it was accepted: `finished`, `ticket`, `data`, or `quiet` where no alert arrived
    /// for a while.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["finished", "ticket", "data", "quiet", null])))]
    pub sign: Option<&'static str>,
    /// The alert.
    pub alert: Option<AlertReport>,
    /// Whether that was after the handshake, as TLS 1.3 has it.
    pub late: bool,
    /// The same as a sentence.
    pub text: String,
}

/// A TLS alert.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AlertReport {
    /// Its number.
    pub number: u8,
    /// Its name, such as `unknown CA`.
    pub name: String,
}

impl AlertReport {
    fn of(end: &HandshakeEnd) -> Option<Self> {
        let number = end.alert()?;
        Some(Self { number, name: alert_name(number) })
    }
}

pub(super) const fn state(reached: &Reached) -> &'static str {
    match reached {
        Reached::NameNotFound => "name-not-found",
        Reached::Closed => "closed",
        Reached::Silent { .. } => "silent",
        Reached::Unreachable(_) => "unreachable",
        Reached::Ssh(_) => "ssh",
        Reached::NotTls(_) => "not-tls",
        Reached::NoStartTls => "no-starttls",
        Reached::Tls(_) => "tls",
    }
}

/// Whether the server asks; `None` where the handshake did not come so far.
pub(super) fn request(tls: &ProbedTls) -> Option<ClientRequestReport> {
    if tls.versions.is_empty() {
        return None;
    }
    let names = tls.request.as_deref().unwrap_or_default();
    let name = |der: &Vec<u8>| match Name::from_der(der) {
        Ok(name) => name.to_string(),
        Err(_) => "(unreadable name)".into(),
    };
    Some(ClientRequestReport {
        request: tls.asks(),
        authorities: names.iter().map(name).collect(),
        authorities_left_out: tls.names_left_out,
        alert: AlertReport::of(&tls.without),
    })
}

pub(super) fn attempt(attempt: &TlsAttempt) -> AttemptReport {
    let sign = match attempt.end {
        HandshakeEnd::Completed(sign) if attempt.asked && attempt.sent => Some(sign),
        _ => None,
    };
    AttemptReport {
        sha256: attempt.chain.first().map(|leaf| hex(&leaf.sha256())).unwrap_or_default(),
        outcome: outcome(attempt),
        sign: sign.map(|sign| match sign {
            Sign::Finished => "finished",
            Sign::Ticket => "ticket",
            Sign::Data => "data",
            Sign::Quiet => "quiet",
        }),
        alert: AlertReport::of(&attempt.end),
        late: attempt.end.is_late(),
        text: attempt_words(attempt),
    }
}

const fn outcome(attempt: &TlsAttempt) -> &'static str {
    match &attempt.end {
        HandshakeEnd::TimedOut => "timed-out",
        HandshakeEnd::Failed(_) => "failed",
        _ if !attempt.asked => "not-asked",
        _ if !attempt.sent => "not-sent",
        HandshakeEnd::Completed(_) => "accepted",
        HandshakeEnd::Alert { .. } => "rejected",
        HandshakeEnd::Closed { .. } => "closed",
    }
}
