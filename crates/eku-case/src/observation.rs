//! Observations as a case has them.

use std::sync::Arc;

use eku_engine::deployment::{NodeName, Role};
use eku_engine::evidence::{
    Alert, Ending, Observation, Seen, SeenCertificate, SeenKind, State, TlsFailure, ZoneKind,
};
use eku_engine::rule::Confidence;
use eku_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that was seen on one peer, once or several times.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CaseObservation"))]
#[serde(try_from = "ObservationTable", into = "ObservationTable")]
pub(crate) struct Observed(pub(crate) Observation);

/// Something that was seen on one peer, once or several times.
#[derive(Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct ObservationTable {
    /// The node on which it was seen, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<String>", extend("enum" = ["core", "edge", null]))
    )]
    node: Option<NodeName>,
    /// The peer of the node, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    peer: Option<Arc<str>>,
    /// The file that says it.
    file: String,
    /// Where in the file it stands first.
    #[serde(default, rename = "where", skip_serializing_if = "String::is_empty")]
    place: String,
    /// What was seen; the other keys follow from it.
    kind: SeenKind,
    /// The side of the connection on which the node stood (`tls-failure`, `handshake`).
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    /// Why it was not established (`tls-failure`, `ssh-tunnel`).
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<Failure>,
    /// The number of the TLS alert, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    alert: Option<u8>,
    /// Whether it is up (`ssh-tunnel`, `zone`).
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<State>,
    /// The zone's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<String>,
    /// What the zone is.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone_kind: Option<ZoneKind>,
    /// The alarm's number in Cisco's list.
    #[serde(skip_serializing_if = "Option::is_none")]
    alarm: Option<u32>,
    /// Whether the alarm is raised now.
    #[serde(skip_serializing_if = "Option::is_none")]
    raised: Option<bool>,
    /// The address of the initiator, where the role is not known (`handshake`).
    #[serde(skip_serializing_if = "Option::is_none")]
    opened_by: Option<String>,
    /// The first certificate that the initiator presented (`handshake`).
    #[serde(skip_serializing_if = "Option::is_none")]
    initiator: Option<SeenTable>,
    /// The first certificate that the responder presented (`handshake`).
    #[serde(skip_serializing_if = "Option::is_none")]
    responder: Option<SeenTable>,
    /// Whether the responder asked for a certificate (`handshake`).
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_requested: Option<bool>,
    /// Whether TLS 1.3 encrypts the certificates, and how it ended (`handshake`); `false` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    encrypted: Option<bool>,
    /// How the handshake ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    ending: Option<EndingWord>,
    /// The words of the file, shortened.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    /// How well it is founded that the file says this.
    confidence: Confidence,
    /// Address or host name of the far end.
    #[serde(skip_serializing_if = "Option::is_none")]
    remote: Option<String>,
    /// The name that was looked for in the far end's certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    remote_name: Option<String>,
    /// The port on which the responder listens.
    #[serde(skip_serializing_if = "Option::is_none")]
    port: Option<u16>,
    /// When it was seen first, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date-time")))]
    first: Option<Timestamp>,
    /// When it was seen last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date-time")))]
    last: Option<Timestamp>,
    /// How often it was seen. Default: once.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
}

/// Why TLS was not established.
#[derive(Clone, Copy, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CaseTlsFailure"))]
#[serde(rename_all = "kebab-case")]
enum Failure {
    Purpose,
    Untrusted,
    Expired,
    NotYetValid,
    Name,
    NoCertificate,
    Alert,
    Other,
}

/// How a handshake ended.
#[derive(Clone, Copy, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CaseEnding"))]
#[serde(rename_all = "kebab-case")]
enum EndingWord {
    Completed,
    RefusedByInitiator,
    RefusedByResponder,
    NotSeen,
}

/// A certificate that was seen in a handshake.
#[derive(Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "CaseSeenCertificate"))]
#[serde(deny_unknown_fields)]
struct SeenTable {
    /// SHA-256 of its DER, lower-case hex.
    #[serde(with = "digits")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", extend("pattern" = "^[0-9a-fA-F]{64}$"))
    )]
    sha256: [u8; 32],
    /// Its serial number, `46:df:76:aa`.
    serial: String,
    /// Its first names, of hosts and addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    names: Vec<String>,
}

impl TryFrom<ObservationTable> for Observed {
    type Error = &'static str;

    fn try_from(table: ObservationTable) -> Result<Self, &'static str> {
        let alert = table.alert.map_or(Alert::Other(None), Alert::of_number);
        let failure = table.failure.map(|failure| match failure {
            Failure::Purpose => TlsFailure::Purpose,
            Failure::Untrusted => TlsFailure::Untrusted,
            Failure::Expired => TlsFailure::Expired,
            Failure::NotYetValid => TlsFailure::NotYetValid,
            Failure::Name => TlsFailure::Name,
            Failure::NoCertificate => TlsFailure::NoCertificate,
            Failure::Alert => TlsFailure::Alert(alert),
            Failure::Other => TlsFailure::Other,
        });
        let detail = table.text;
        let state = table.state.ok_or("missing field `state`");
        let seen = match table.kind {
            SeenKind::TlsFailure => Seen::TlsFailure {
                role: table.role.ok_or("missing field `role`")?,
                failure: failure.ok_or("missing field `failure`")?,
                detail,
            },
            SeenKind::SshTunnel => Seen::Tunnel { state: state?, failure, detail },
            SeenKind::Zone => Seen::Zone {
                name: table.zone.ok_or("missing field `zone`")?,
                kind: table.zone_kind.ok_or("missing field `zone_kind`")?,
                state: state?,
                detail,
            },
            SeenKind::Alarm => Seen::Alarm {
                id: table.alarm.ok_or("missing field `alarm`")?,
                raised: table.raised.ok_or("missing field `raised`")?,
                detail,
            },
            SeenKind::Handshake => Seen::Handshake {
                role: table.role,
                opened_by: table.opened_by,
                initiator: table.initiator.map(Into::into),
                responder: table.responder.map(Into::into),
                certificate_requested: table.certificate_requested,
                encrypted: table.encrypted.unwrap_or_default(),
                ending: match table.ending.ok_or("missing field `ending`")? {
                    EndingWord::Completed => Ending::Completed,
                    EndingWord::RefusedByInitiator => Ending::RefusedByInitiator(alert),
                    EndingWord::RefusedByResponder => Ending::RefusedByResponder(alert),
                    EndingWord::NotSeen => Ending::NotSeen,
                },
            },
        };
        Ok(Self(Observation {
            node: table.node,
            peer: table.peer,
            file: table.file,
            place: table.place,
            seen,
            confidence: table.confidence,
            remote: table.remote,
            remote_name: table.remote_name,
            port: table.port,
            first: table.first,
            last: table.last,
            count: table.count.unwrap_or(1),
        }))
    }
}

impl From<Observed> for ObservationTable {
    fn from(Observed(observation): Observed) -> Self {
        let table = Self {
            node: observation.node,
            peer: observation.peer,
            file: observation.file,
            place: observation.place,
            confidence: observation.confidence,
            remote: observation.remote,
            remote_name: observation.remote_name,
            port: observation.port,
            first: observation.first,
            last: observation.last,
            count: Some(observation.count),
            kind: observation.seen.kind(),
            role: None,
            failure: None,
            alert: None,
            state: None,
            zone: None,
            zone_kind: None,
            alarm: None,
            raised: None,
            opened_by: None,
            initiator: None,
            responder: None,
            certificate_requested: None,
            encrypted: None,
            ending: None,
            text: String::new(),
        };
        match observation.seen {
            Seen::TlsFailure { role, failure, detail } => {
                let table = Self { role: Some(role), text: detail, ..table };
                table.failed(Some(failure))
            }
            Seen::Tunnel { state, failure, detail } => {
                let table = Self { state: Some(state), text: detail, ..table };
                table.failed(failure)
            }
            Seen::Zone { name, kind, state, detail } => Self {
                zone: Some(name),
                zone_kind: Some(kind),
                state: Some(state),
                text: detail,
                ..table
            },
            Seen::Alarm { id, raised, detail } => {
                Self { alarm: Some(id), raised: Some(raised), text: detail, ..table }
            }
            Seen::Handshake {
                role,
                opened_by,
                initiator,
                responder,
                certificate_requested,
                encrypted,
                ending,
            } => {
                let (ending, alert) = match ending {
                    Ending::Completed => (EndingWord::Completed, None),
                    Ending::RefusedByInitiator(alert) => {
                        (EndingWord::RefusedByInitiator, alert.number())
                    }
                    Ending::RefusedByResponder(alert) => {
                        (EndingWord::RefusedByResponder, alert.number())
                    }
                    Ending::NotSeen => (EndingWord::NotSeen, None),
                };
                Self {
                    role,
                    opened_by,
                    initiator: initiator.map(Into::into),
                    responder: responder.map(Into::into),
                    certificate_requested,
                    encrypted: encrypted.then_some(true),
                    ending: Some(ending),
                    alert,
                    ..table
                }
            }
        }
    }
}

impl ObservationTable {
    /// The same, and why TLS was not established.
    fn failed(mut self, failure: Option<TlsFailure>) -> Self {
        self.failure = failure.map(|failure| match failure {
            TlsFailure::Purpose => Failure::Purpose,
            TlsFailure::Untrusted => Failure::Untrusted,
            TlsFailure::Expired => Failure::Expired,
            TlsFailure::NotYetValid => Failure::NotYetValid,
            TlsFailure::Name => Failure::Name,
            TlsFailure::NoCertificate => Failure::NoCertificate,
            TlsFailure::Alert(alert) => {
                self.alert = alert.number();
                Failure::Alert
            }
            TlsFailure::Other => Failure::Other,
        });
        self
    }
}

impl From<SeenTable> for SeenCertificate {
    fn from(SeenTable { sha256, serial, names }: SeenTable) -> Self {
        Self { sha256, serial, names }
    }
}

impl From<SeenCertificate> for SeenTable {
    fn from(SeenCertificate { sha256, serial, names }: SeenCertificate) -> Self {
        Self { sha256, serial, names }
    }
}

/// A fingerprint as hexadecimal digits.
mod digits {
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::Serializer;

    pub(super) fn serialize<S: Serializer>(
        sha256: &[u8; 32],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&base16ct::lower::encode_string(sha256))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut sha256 = [0; 32];
        match base16ct::mixed::decode(&text, &mut sha256) {
            Ok(read) if read.len() == 32 => Ok(sha256),
            _ => Err(D::Error::custom("64 hexadecimal digits are expected")),
        }
    }
}
