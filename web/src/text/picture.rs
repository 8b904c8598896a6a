//! The texts of the picture.

use eku_engine::report::{ConnectionReport, Verdict};

/// Heading of the picture.
pub const PICTURE: &str = "Who calls whom";
/// What the drawing is, for those who do not see it.
pub const DRAWN: &str = "The deployment, drawn: each arrow is a connection, from the one who calls to the one who answers";
/// What to do with it.
pub const HINT: &str = "Point at an arrow, tap it, or reach it with Tab: what it is and why it \
    stands as it does appears here.";
/// Leads to a connection among the connections.
pub const DETAILS: &str = "All about this connection";
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
    match connection.id.as_str() {
        "sip-service-message" => "SIP SERVICE message".to_owned(),
        "cluster-database" => "Cluster replication".to_owned(),
        _ => connection.name.split(',').next().unwrap_or_default().to_owned(),
    }
}

/// A certificate in a few words, from its identifier.
#[must_use]
pub fn presents(certificate: Option<&str>) -> &'static str {
    match certificate {
        None => "no certificate",
        Some(store) if store.ends_with(".client") => "client certificate",
        Some(store) if store.ends_with(".server") => "server certificate",
        Some(_) => "own certificate",
    }
}

/// The same where room is scarce.
#[must_use]
pub fn presents_shortly(certificate: Option<&str>) -> &'static str {
    match certificate {
        None => "none shown",
        Some(store) if store.ends_with(".client") => "client cert",
        Some(store) if store.ends_with(".server") => "server cert",
        Some(_) => "own cert",
    }
}

/// Who calls whom and who presents what, as a sentence.
#[must_use]
pub fn sentence(connection: &ConnectionReport, initiator: &str, responder: &str) -> String {
    let its = |certificate: &Option<String>| match certificate {
        None => "no certificate".to_owned(),
        some => format!("its {}", presents(some.as_deref())),
    };
    if connection.id == "sip-service-message" {
        return format!(
            "{responder} shows {initiator} {} inside the zone.",
            its(&connection.responder_certificate)
        );
    }
    let answers = its(&connection.responder_certificate);
    let calls = its(&connection.initiator_certificate);
    if connection.initiator == connection.responder {
        return format!(
            "A peer of {initiator} calls another and presents {calls}; that one answers with \
             {answers}."
        );
    }
    format!(
        "{initiator} calls {responder} and presents {calls}; {responder} answers with {answers}."
    )
}

/// A connection's verdict inside a sentence.
#[must_use]
pub const fn stands(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "works: no certificate reason to fail was found",
        Verdict::Undecided => "undecided",
        Verdict::Fails => "fails",
    }
}

/// Reasons that the details have and the explanation leaves out.
#[must_use]
pub fn more(count: usize) -> String {
    if count == 1 { "And 1 more reason.".to_owned() } else { format!("And {count} more reasons.") }
}
