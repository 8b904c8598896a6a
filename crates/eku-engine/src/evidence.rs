//! What was seen of a deployment at work, held against what the engine decided about it.
//!
//! Entry point: [`join`]. An [`Observation`] is what a log, a status dump or a capture says; the
//! engine reads none of them, the caller brings observations as it brings the date. Each is joined
//! to the connection that it speaks of, and it agrees with the verdict, contradicts it, or is
//! neither. Evidence never turns a verdict: a contradiction is shown as one. This module words no
//! sentence; the report does.

mod agreement;
mod known;
mod place;
#[cfg(test)]
mod tests;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::connection::{CertificateId, ConnectionId};
use crate::deployment::{Deployment, NodeName, Role};
use crate::rule::Confidence;
use crate::time::Timestamp;
use crate::verdict::{Judgement, NotChecked};

/// The file of an observation that `eku probe` made: it stood in for the node.
pub const PROBE: &str = "eku probe";

/// Something that was seen on one machine of a deployment, once or several times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The node on which it was seen; `None` where nothing says so.
    pub node: Option<NodeName>,
    /// The peer of the node, where it is known.
    pub peer: Option<Arc<str>>,
    /// The file that says it.
    pub file: String,
    /// Where in the file it stands first, such as `line 120`; empty where that says nothing.
    pub place: String,
    /// What was seen.
    pub seen: Seen,
    /// How well it is founded that the text means this.
    pub confidence: Confidence,
    /// Address or host name of the other side, where it is known.
    pub remote: Option<String>,
    /// The name that the other side was looked for by, where it is known.
    pub remote_name: Option<String>,
    /// The port on which the responder listens, where it is known.
    pub port: Option<u16>,
    /// When it was seen first; `None` where the file gives no time.
    pub first: Option<Timestamp>,
    /// When it was seen last.
    pub last: Option<Timestamp>,
    /// How often it was seen, at least once.
    pub count: u64,
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A TLS connection that was not established.
    TlsFailure {
        /// The side of the connection on which the observing node stood.
        role: Role,
        /// Why it was not established.
        failure: TlsFailure,
        /// The words of the file, shortened.
        detail: String,
    },
    /// An SSH tunnel.
    Tunnel {
        /// Whether it is up.
        state: State,
        /// Why it is not, where the file says so.
        failure: Option<TlsFailure>,
        /// The words of the file, shortened.
        detail: String,
    },
    /// A zone.
    Zone {
        /// Its name.
        name: String,
        /// What it is.
        kind: ZoneKind,
        /// Whether it is active.
        state: State,
        /// The words of the file.
        detail: String,
    },
    /// An alarm.
    Alarm {
        /// Its number in Cisco's list of alarms.
        id: u32,
        /// Whether it is raised now; a lowered one says nothing of today.
        raised: bool,
        /// Its words.
        detail: String,
    },
    /// A TLS handshake that was captured.
    Handshake {
        /// The side of the connection on which the observing node stood; `None` where the capture does
        /// not show it.
        role: Option<Role>,
        /// The address of the initiator, where the role is not known; [`Observation::remote`] is that of
        /// the responder then.
        opened_by: Option<String>,
        /// The first certificate that the initiator presented.
        initiator: Option<SeenCertificate>,
        /// The first certificate that the responder presented.
        responder: Option<SeenCertificate>,
        /// Whether the responder asked for a certificate of the initiator; `None` where the capture
        /// does not show it.
        certificate_requested: Option<bool>,
        /// Whether TLS 1.3 encrypts the certificates, and how it ended.
        encrypted: bool,
        /// How it ended.
        ending: Ending,
    },
}

/// What kind of thing was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum SeenKind {
    /// [`Seen::TlsFailure`].
    TlsFailure,
    /// [`Seen::Tunnel`].
    SshTunnel,
    /// [`Seen::Zone`].
    Zone,
    /// [`Seen::Alarm`].
    Alarm,
    /// [`Seen::Handshake`].
    Handshake,
}

impl SeenKind {
    /// The identifier: `tls-failure`, `ssh-tunnel`, `zone`, `alarm` or `handshake`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::TlsFailure => "tls-failure",
            Self::SshTunnel => "ssh-tunnel",
            Self::Zone => "zone",
            Self::Alarm => "alarm",
            Self::Handshake => "handshake",
        }
    }
}

impl Seen {
    /// What kind of thing it is.
    #[must_use]
    pub const fn kind(&self) -> SeenKind {
        match self {
            Self::TlsFailure { .. } => SeenKind::TlsFailure,
            Self::Tunnel { .. } => SeenKind::SshTunnel,
            Self::Zone { .. } => SeenKind::Zone,
            Self::Alarm { .. } => SeenKind::Alarm,
            Self::Handshake { .. } => SeenKind::Handshake,
        }
    }
}

/// Why a TLS connection was not established, as a file has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum TlsFailure {
    /// The certificate is not for this purpose (OpenSSL's error 26).
    Purpose,
    /// No trusted CA stands behind it.
    Untrusted,
    /// It is expired.
    Expired,
    /// It is not valid yet.
    NotYetValid,
    /// It does not have the name that was looked for.
    Name,
    /// The other side gave none.
    NoCertificate,
    /// The other side refused with an alert.
    Alert(Alert),
    /// Something else, or the file does not say why.
    Other,
}

/// A TLS alert that speaks of certificates (RFC 8446 section 6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Alert {
    /// 40, which says nothing of why.
    HandshakeFailure,
    /// 42.
    BadCertificate,
    /// 43: OpenSSL sends it for a certificate that is not for the purpose.
    UnsupportedCertificate,
    /// 44.
    CertificateRevoked,
    /// 45.
    CertificateExpired,
    /// 46.
    CertificateUnknown,
    /// 48.
    UnknownCa,
    /// 116.
    CertificateRequired,
    /// Any other, by its number where it is known.
    Other(Option<u8>),
}

impl Alert {
    /// The alert with this number.
    #[must_use]
    pub const fn of_number(number: u8) -> Self {
        match number {
            40 => Self::HandshakeFailure,
            42 => Self::BadCertificate,
            43 => Self::UnsupportedCertificate,
            44 => Self::CertificateRevoked,
            45 => Self::CertificateExpired,
            46 => Self::CertificateUnknown,
            48 => Self::UnknownCa,
            116 => Self::CertificateRequired,
            other => Self::Other(Some(other)),
        }
    }

    /// The alert's number, where it is known.
    #[must_use]
    pub const fn number(self) -> Option<u8> {
        match self {
            Self::HandshakeFailure => Some(40),
            Self::BadCertificate => Some(42),
            Self::UnsupportedCertificate => Some(43),
            Self::CertificateRevoked => Some(44),
            Self::CertificateExpired => Some(45),
            Self::CertificateUnknown => Some(46),
            Self::UnknownCa => Some(48),
            Self::CertificateRequired => Some(116),
            Self::Other(number) => number,
        }
    }
}

/// Whether something is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum State {
    /// It works.
    Up,
    /// It does not.
    Down,
    /// The file says neither.
    Unknown,
}

/// What a zone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum ZoneKind {
    /// The Unified Communications traversal zone.
    UnifiedCommunications,
    /// Any other: a far end.
    Other,
}

/// A certificate that was seen in a handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SeenCertificate {
    /// SHA-256 of its DER.
    pub sha256: [u8; 32],
    /// Its serial number, `46:df:76:aa`.
    pub serial: String,
    /// Its first names, of hosts and addresses.
    pub names: Vec<String>,
}

/// How a handshake ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Ending {
    /// It was completed.
    Completed,
    /// The initiator ended it with an alert.
    RefusedByInitiator(Alert),
    /// The responder ended it with an alert.
    RefusedByResponder(Alert),
    /// The capture does not show it.
    NotSeen,
}

/// An observation, the connection that it speaks of, and how it stands to the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence<'o> {
    /// What was seen.
    pub observation: &'o Observation,
    /// The connection of the deployment that it speaks of, where there is one.
    pub connection: Option<ConnectionId>,
    /// What was presented in a handshake, by which side, and where it comes from.
    pub presented: Vec<Presented>,
    /// How it stands to the verdict.
    pub agreement: Agreement,
}

/// A certificate that one side presented in a handshake, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presented {
    /// The side that presented it.
    pub role: Role,
    /// What it was.
    pub certificate: SeenCertificate,
    /// Every place of the deployment that holds the same certificate.
    pub held_by: Arc<[CertificateId]>,
    /// Whether the engine takes the side to present one of these; `None` where it takes it to
    /// present nothing that was given.
    pub as_judged: Option<bool>,
}

/// How an observation stands to the verdict about its connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// It failed and the verdict is that it fails, for the reason that was seen.
    AgreesItFails,
    /// It failed and the verdict is that it fails, but the reason that was seen is not among those
    /// of the verdict.
    AgreesForAnotherReason,
    /// It works and the verdict is that it does.
    AgreesItWorks,
    /// It works, though the verdict is that it fails.
    WorksAgainstVerdict,
    /// It failed, though the verdict is that it works. What was not checked is named where it is
    /// what was seen to fail.
    FailsAgainstVerdict {
        /// The check that was not made and would have spoken.
        not_checked: Option<NotChecked>,
    },
    /// A side presented another certificate than the engine judged.
    OtherCertificate,
    /// It is neither.
    Unrelated(Unrelated),
}

impl Agreement {
    /// The same without its reason.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        match self {
            Self::AgreesItFails | Self::AgreesForAnotherReason | Self::AgreesItWorks => {
                Standing::Agrees
            }
            Self::WorksAgainstVerdict
            | Self::FailsAgainstVerdict { .. }
            | Self::OtherCertificate => Standing::Contradicts,
            Self::Unrelated(_) => Standing::Unrelated,
        }
    }
}

/// How an observation stands to the verdict, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It contradicts it.
    Contradicts,
    /// It agrees with it.
    Agrees,
    /// It is neither.
    Unrelated,
}

impl Standing {
    /// The identifier: `agrees`, `contradicts` or `unrelated`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Contradicts => "contradicts",
            Self::Unrelated => "unrelated",
        }
    }
}

/// Why an observation neither agrees with a verdict nor contradicts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unrelated {
    /// It was not joined to a connection of the deployment: it is of none, or nothing tells of which.
    NotJoined,
    /// It was opened the other way round, which nothing describes.
    OtherDirection,
    /// The verdict is undecided; what was seen is a sign of one or the other, and no more.
    Undecided {
        /// Whether it was seen to work.
        works: bool,
    },
    /// It was seen before the certificates that were judged were valid: it speaks of others.
    OlderThanCertificates,
    /// It does not say that certificates are the reason.
    NotAboutCertificates,
    /// It failed on a port that any machine reaches, so that it need not have been the other node.
    MayBeAnother,
    /// It says neither that something works nor that it fails.
    NoState,
}

/// Joins observations to the connections of a judged deployment: contradictions first, then what
/// agrees, then the rest; within these in the order of the connections, the most frequent first.
#[must_use]
pub fn join<'o>(
    deployment: &Deployment,
    judgement: &Judgement,
    observations: &'o [Observation],
) -> Vec<Evidence<'o>> {
    if observations.is_empty() {
        return Vec::new();
    }
    let known = known::Known::of(deployment);
    let mut evidence = Vec::from_iter(
        observations.iter().map(|observation| agreement::evidence(&known, judgement, observation)),
    );
    let place = |evidence: &Evidence<'_>| {
        let connection = evidence.connection.as_ref().and_then(|id| judgement.place(id));
        let connection = connection.unwrap_or(usize::MAX);
        (evidence.agreement.standing(), connection, core::cmp::Reverse(evidence.observation.count))
    };
    evidence.sort_by_cached_key(place);
    evidence
}
