//! The connections with far ends, in both directions.

use alloc::vec::Vec;

use super::nodes::{asked_names, role_certificate};
use super::{
    Asked, CertificateId, Connection, ConnectionId, Demand, Party, Presentation, PurposeDemand,
    Severity,
};
use crate::citation::Confidence::{Documented, Inferred};
use crate::citation::{P_FAR_ENDS, S_CHECK_MODE, S_FAR_END, S_NEIGHBOUR, S_STORES};
use crate::deployment::{
    ClientEkuCheck, Deployment, EkuCheck, FarEnd, Initiates, Node, Protocol, Role, TrustedCas,
};
use crate::time::Timestamp;

/// The connections of every far end, in the order in which they were described.
pub(super) fn connections(deployment: &Deployment, at: Timestamp) -> Vec<Connection<'_>> {
    let mut connections = Vec::new();
    for far_end in &deployment.far_ends {
        let node = deployment.node(far_end.node);
        if matches!(far_end.initiates, Initiates::Expressway | Initiates::Both) {
            connections.push(out(node, far_end, at));
        }
        if matches!(far_end.initiates, Initiates::FarEnd | Initiates::Both) {
            connections.push(inbound(node, far_end, at));
        }
    }
    connections
}

/// Expressway to a far end: our client role is presented, unless the far end asks for none; its
/// certificate is checked as responder.
fn out<'d>(node: &'d Node, far_end: &'d FarEnd, at: Timestamp) -> Connection<'d> {
    let id = ConnectionId::FarEndOut(far_end.slug.clone());
    let kind = match far_end.client_eku_check {
        ClientEkuCheck::On => Some(Demand::ClientAuth),
        ClientEkuCheck::Off => Some(Demand::Ignored),
        ClientEkuCheck::Unknown => Some(Demand::Unknown),
        ClientEkuCheck::NotRequested => None,
    };
    let purpose =
        kind.map(|kind| PurposeDemand { kind, confidence: Documented, citation: &S_FAR_END });
    let ours = purpose
        .into_iter()
        .flat_map(|purpose| ours(&id, node, far_end, Role::Initiator, purpose, at));
    let server =
        PurposeDemand { kind: Demand::ServerAuth, confidence: Inferred, citation: &S_STORES };
    // Nothing is missing where the far end's own certificate was not given: its administrators
    // keep it. Its checks are listed as not checked.
    let theirs = theirs(&id, node, far_end, Role::Responder, server, at);
    let theirs = Presentation { needed: false, ..theirs };
    let initiator_certificate = purpose.map(|_| role_certificate(node, Role::Initiator));
    Connection {
        initiator: Party::Node(node.name()),
        responder: Party::FarEnd(far_end.slug.clone()),
        initiator_certificate,
        responder_certificate: Some(CertificateId::FarEnd(far_end.slug.clone())),
        presentations: Vec::from_iter(ours.chain([theirs])),
        releases: None,
        id,
    }
}

/// A far end to Expressway: our server role is presented; the far end's certificate is checked as
/// initiator by our EKU check.
fn inbound<'d>(node: &'d Node, far_end: &'d FarEnd, at: Timestamp) -> Connection<'d> {
    let id = ConnectionId::FarEndIn(far_end.slug.clone());
    let server =
        PurposeDemand { kind: Demand::ServerAuth, confidence: Documented, citation: &S_NEIGHBOUR };
    let ours = ours(&id, node, far_end, Role::Responder, server, at);
    let client = match (far_end.protocol, node.eku_check()) {
        // The setting acts on SIP only; what other protocols make of it was never published.
        (Protocol::Xmpp | Protocol::Https, _) => {
            PurposeDemand { kind: Demand::Unknown, confidence: Inferred, citation: &P_FAR_ENDS }
        }
        (Protocol::Sip, Some(EkuCheck::Off)) => PurposeDemand {
            kind: Demand::EkuCheckOff,
            confidence: Documented,
            citation: &S_CHECK_MODE,
        },
        (Protocol::Sip, Some(EkuCheck::On) | None) => PurposeDemand {
            kind: Demand::ClientAuth,
            confidence: Documented,
            citation: &P_FAR_ENDS,
        },
    };
    let theirs = theirs(&id, node, far_end, Role::Initiator, client, at);
    Connection {
        initiator: Party::FarEnd(far_end.slug.clone()),
        responder: Party::Node(node.name()),
        initiator_certificate: Some(CertificateId::FarEnd(far_end.slug.clone())),
        responder_certificate: Some(role_certificate(node, Role::Responder)),
        presentations: Vec::from_iter(ours.chain([theirs])),
        releases: None,
        id,
    }
}

/// What every peer of our node presents to a far end. Names are the far end's business.
fn ours<'d>(
    id: &ConnectionId,
    node: &'d Node,
    far_end: &'d FarEnd,
    role: Role,
    purpose: PurposeDemand,
    at: Timestamp,
) -> impl Iterator<Item = Presentation<'d>> + use<'d> {
    let id = id.clone();
    node.presented(role).map(move |(store_id, store)| Presentation {
        connection: id.clone(),
        certificate: CertificateId::Store(store_id),
        store,
        role,
        verifier: Party::FarEnd(far_end.slug.clone()),
        purpose: Asked::Checked(purpose),
        validity: Asked::Checked(()),
        names: Asked::NotMade,
        trust: asked_trust(far_end.trusted_cas.as_ref()),
        looked_at: true,
        paths: None,
        needed: true,
        severity: Severity::Fails,
        unreadable: match far_end.client_eku_check {
            ClientEkuCheck::On => Severity::Fails,
            _ => Severity::Undecided,
        },
        at,
    })
}

/// What a far end presents to our node, under the zone's TLS verify mode.
fn theirs<'d>(
    id: &ConnectionId,
    node: &'d Node,
    far_end: &'d FarEnd,
    role: Role,
    purpose: PurposeDemand,
    at: Timestamp,
) -> Presentation<'d> {
    let theirs = Presentation {
        connection: id.clone(),
        certificate: CertificateId::FarEnd(far_end.slug.clone()),
        store: &far_end.certificate,
        role,
        verifier: Party::Node(node.name()),
        purpose: Asked::Checked(purpose),
        validity: Asked::Checked(()),
        names: asked_names(&far_end.verify_names),
        trust: asked_trust(node.trusted_cas.as_ref()),
        looked_at: true,
        paths: None,
        needed: true,
        severity: Severity::Fails,
        unreadable: Severity::Fails,
        at,
    };
    let given = far_end.certificate.presented().is_some();
    let theirs = if given { theirs } else { theirs.unseen() };
    theirs.under(far_end.tls_verify)
}

fn asked_trust(list: Option<&TrustedCas>) -> Asked<&TrustedCas> {
    list.map_or(Asked::NotChecked, Asked::Checked)
}
