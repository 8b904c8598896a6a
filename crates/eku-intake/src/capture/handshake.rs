//! What is told of one TLS connection.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use eku_engine::certificate::{Certificate, ReadError};
use eku_engine::deployment::Role;
use eku_engine::time::Timestamp;

/// One TLS connection, as far as it can be seen from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// The number of the packet that begins the client hello, from 1, as Wireshark counts.
    pub packet: u64,
    /// When that packet was recorded; `None` where the capture has no times.
    pub at: Option<Timestamp>,
    /// The side that opened the connection.
    pub initiator: Side,
    /// The side that answered.
    pub responder: Side,
    /// The name that the initiator asked for (server_name, RFC 6066), in its spelling.
    pub server_name: Option<String>,
    /// The highest version that the initiator offered.
    pub offered: Option<Version>,
    /// The version that the responder chose; `None` where no server hello was seen.
    pub version: Option<Version>,
    /// Whether the responder asked for a client certificate.
    pub request: Request,
    /// How far the handshake was seen to come.
    pub completion: Completion,
    /// The alerts, in the order of the capture.
    pub alerts: Vec<Alert>,
}

/// One side of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Its address and port.
    pub address: SocketAddr,
    /// What it presented.
    pub presented: Presented,
    /// Why what it sent was not read to the end.
    pub given_up: Option<ReadStop>,
}

/// The certificates that one side presented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presented {
    /// These, in its order: its own first.
    Certificates(Vec<Entry>),
    /// A message that says that it has none.
    Empty,
    /// The initiator was not asked for any.
    NotAsked,
    /// TLS 1.3 encrypts them.
    Encrypted,
    /// An earlier session was resumed, which needs none.
    Resumed,
    /// The capture does not show whether there were any: the connection or the capture ended
    /// before, or packets are missing.
    NotSeen,
}

/// One certificate of a list.
pub type Entry = Result<Arc<Certificate>, Unread>;

/// Why a certificate of a list was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It cannot be read.
    Malformed(ReadError),
    /// The capture holds more certificates than are kept.
    TooMany,
}

/// Whether the responder asked for a client certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// It did.
    Asked {
        /// How many names of acceptable CAs came with it; none means any CA.
        authorities: usize,
    },
    /// It did not.
    NotAsked,
    /// TLS 1.3 encrypts it.
    Encrypted,
    /// An earlier session was resumed, which asks for none.
    Resumed,
    /// The capture does not show it.
    NotSeen,
}

/// How far a handshake was seen to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Both sides finished: each took what the other presented.
    Completed,
    /// TLS 1.3: both sides went on encrypted, which may hide a refusal.
    Encrypted,
    /// It was not seen to come so far.
    NotSeen,
}

/// An alert (RFC 8446 section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The side that sent it.
    pub from: Role,
    /// What it says.
    pub content: AlertContent,
}

/// What an alert says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertContent {
    /// It can be read.
    Plain {
        /// It ends the connection.
        fatal: bool,
        /// The number of its description; [`Alert::name`] words it.
        description: u8,
    },
    /// It is encrypted.
    Encrypted,
}

/// Why what a side sent was not read to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadStop {
    /// Packets are missing from the capture, or cut short.
    MissingBytes,
    /// What it sent stopped being TLS.
    NotTls,
    /// A handshake message is longer than is kept.
    LongMessage,
    /// Too many connections were open, or too much had to be kept.
    CrowdedOut,
}

/// A version of TLS, ordered by age.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u16);

impl Handshake {
    /// The side in a role.
    #[must_use]
    pub fn side(&self, role: Role) -> &Side {
        match role {
            Role::Initiator => &self.initiator,
            Role::Responder => &self.responder,
        }
    }

    /// The alert that ended the connection: the last fatal one that can be read.
    #[must_use]
    pub fn fatal_alert(&self) -> Option<&Alert> {
        let is_fatal =
            |alert: &&Alert| matches!(alert.content, AlertContent::Plain { fatal: true, .. });
        self.alerts.iter().rfind(is_fatal)
    }
}

impl Presented {
    /// The certificate that speaks for the side itself, where there is one that can be read.
    #[must_use]
    pub fn leaf(&self) -> Option<&Arc<Certificate>> {
        match self {
            Self::Certificates(list) => list.first()?.as_ref().ok(),
            _ => None,
        }
    }

    /// Whether the side sent a message of its certificates, of none too.
    #[must_use]
    pub const fn is_message(&self) -> bool {
        matches!(self, Self::Certificates(_) | Self::Empty)
    }

    /// Those that can be read, in order.
    pub fn certificates(&self) -> impl Iterator<Item = &Arc<Certificate>> {
        self.entries().iter().filter_map(|entry| entry.as_ref().ok())
    }

    /// How many cannot be read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.entries().iter().filter(|entry| entry.is_err()).count()
    }

    fn entries(&self) -> &[Entry] {
        match self {
            Self::Certificates(list) => list,
            _ => &[],
        }
    }
}

impl Alert {
    /// The name of its description in the registry of TLS alerts; `None` for an encrypted one and
    /// for numbers that are not there.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        let AlertContent::Plain { description, .. } = self.content else { return None };
        ALERTS.iter().find(|(number, _)| *number == description).map(|(_, name)| *name)
    }
}

impl Version {
    /// SSL 3.0.
    pub const SSL_3: Self = Self(0x0300);
    /// TLS 1.0.
    pub const TLS_1_0: Self = Self(0x0301);
    /// TLS 1.1.
    pub const TLS_1_1: Self = Self(0x0302);
    /// TLS 1.2.
    pub const TLS_1_2: Self = Self(0x0303);
    /// TLS 1.3.
    pub const TLS_1_3: Self = Self(0x0304);
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::SSL_3 => formatter.write_str("SSL 3.0"),
            Self::TLS_1_0 => formatter.write_str("TLS 1.0"),
            Self::TLS_1_1 => formatter.write_str("TLS 1.1"),
            Self::TLS_1_2 => formatter.write_str("TLS 1.2"),
            Self::TLS_1_3 => formatter.write_str("TLS 1.3"),
            Self(number) => write!(formatter, "version {number:#06x}"),
        }
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// IANA's registry "TLS Alerts".
const ALERTS: &[(u8, &str)] = &[
    (0, "close_notify"),
    (10, "unexpected_message"),
    (20, "bad_record_mac"),
    (21, "decryption_failed"),
    (22, "record_overflow"),
    (30, "decompression_failure"),
    (40, "handshake_failure"),
    (41, "no_certificate"),
    (42, "bad_certificate"),
    (43, "unsupported_certificate"),
    (44, "certificate_revoked"),
    (45, "certificate_expired"),
    (46, "certificate_unknown"),
    (47, "illegal_parameter"),
    (48, "unknown_ca"),
    (49, "access_denied"),
    (50, "decode_error"),
    (51, "decrypt_error"),
    (60, "export_restriction"),
    (70, "protocol_version"),
    (71, "insufficient_security"),
    (80, "internal_error"),
    (86, "inappropriate_fallback"),
    (90, "user_canceled"),
    (100, "no_renegotiation"),
    (109, "missing_extension"),
    (110, "unsupported_extension"),
    (111, "certificate_unobtainable"),
    (112, "unrecognized_name"),
    (113, "bad_certificate_status_response"),
    (114, "bad_certificate_hash_value"),
    (115, "unknown_psk_identity"),
    (116, "certificate_required"),
    (120, "no_application_protocol"),
    (121, "ech_required"),
];
