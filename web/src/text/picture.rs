//! The texts of the picture.

use eku_engine::connection::{CertificateId, ConnectionId};
use eku_engine::deployment::StoreKind;
use eku_engine::report::{ConnectionReport, Verdict, capitalised};

/// Heading of the picture.
pub const PICTURE: &str = "Connection map";
/// What the drawing is, for those who do not see it.
pub const DRAWN: &str = "Connection map. Each arrow points from the TLS client to the TLS server.";
/// Left of the firewall.
pub const INSIDE: &str = "Inside";
/// Between the nodes.
pub const FIREWALL: &str = "Firewall";
/// Right of the firewall.
pub const OUTSIDE: &str = "Outside";
/// What Core and Edge are.
pub const NODE_KINDS: [&str; 2] = ["Expressway-C", "Expressway-E"];

/// A connection in a few words: its name before ports and protocols.
#[must_use]
pub fn title(connection: &ConnectionReport) -> String {
    match &connection.id {
        ConnectionId::SipServiceMessage => "SIP SERVICE message".to_owned(),
        ConnectionId::ClusterDatabase(None) => "Cluster replication".to_owned(),
        _ => connection.name.split(',').next().unwrap_or_default().to_owned(),
    }
}

/// A certificate in a few words.
#[must_use]
pub fn presents(certificate: Option<&CertificateId>) -> &'static str {
    match certificate {
        None => "no certificate",
        Some(CertificateId::Store(store)) => match store.kind {
            StoreKind::Client => "client certificate",
            StoreKind::Server => "server certificate",
        },
        Some(CertificateId::FarEnd(_)) => "own certificate",
    }
}

/// The same where room is scarce.
#[must_use]
pub fn presents_shortly(certificate: Option<&CertificateId>) -> &'static str {
    match certificate {
        None => "none sent",
        Some(CertificateId::Store(store)) => match store.kind {
            StoreKind::Client => "client cert",
            StoreKind::Server => "server cert",
        },
        Some(CertificateId::FarEnd(_)) => "own cert",
    }
}

/// Who calls whom and who presents what, as a sentence.
#[must_use]
pub fn sentence(connection: &ConnectionReport) -> String {
    let [initiator, responder] = &connection.parties;
    let its = |certificate: &Option<CertificateId>| match certificate {
        None => "no certificate".to_owned(),
        some => format!("its {}", presents(some.as_ref())),
    };
    if connection.id == ConnectionId::SipServiceMessage {
        return format!(
            "Inside the zone, {responder} sends {} to {initiator}.",
            its(&connection.responder_certificate)
        );
    }
    let answers = its(&connection.responder_certificate);
    let calls = its(&connection.initiator_certificate);
    if connection.initiator == connection.responder {
        return format!(
            "A peer of {initiator} connects to another peer and sends {calls}. The other peer \
             sends {answers}."
        );
    }
    format!(
        "{} connects to {responder} and sends {calls}. {} sends {answers}.",
        capitalised(initiator),
        capitalised(responder)
    )
}

/// A connection's verdict inside a sentence.
#[must_use]
pub const fn stands(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "works: no certificate problems found",
        Verdict::Undecided => "unknown",
        Verdict::Fails => "fails",
    }
}
