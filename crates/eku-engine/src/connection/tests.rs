//! Who presents what to whom, and what is asked of it.

mod far_ends;
mod nodes;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;

use super::*;
use crate::testing::at;
use crate::testing::deployments::x15_5;

fn built(deployment: &Deployment) -> Vec<Connection<'_>> {
    connections(deployment, &Links::of(deployment), at("2026-11-23"))
}

fn found<'d>(deployment: &'d Deployment, id: &str) -> Connection<'d> {
    built(deployment).into_iter().find(|connection| connection.id.to_string() == id).unwrap()
}

/// `core -> edge, core.client, edge.server`.
fn sides(connection: &Connection<'_>) -> String {
    let shown = |id: &Option<CertificateId>| id.as_ref().map_or("none".into(), ToString::to_string);
    let initiator = shown(&connection.initiator_certificate);
    let responder = shown(&connection.responder_certificate);
    format!("{} -> {}, {initiator}, {responder}", connection.initiator, connection.responder)
}

/// What is presented, and what is asked of its purposes:
/// `core.client to edge: ClientAuth documented`.
fn asked(connection: &Connection<'_>) -> Vec<String> {
    let presentations = connection.presentations.iter().map(|presentation| {
        assert_eq!(presentation.connection, connection.id);
        let purpose = match presentation.purpose {
            Asked::Checked(demand) => format!("{:?} {}", demand.kind, demand.confidence),
            Asked::NotChecked => "not checked".into(),
            Asked::NotMade => "not made".into(),
        };
        format!("{} to {}: {purpose}", presentation.certificate, presentation.verifier)
    });
    presentations.collect()
}

/// What else is asked: `validity, names, trust`, each with a question mark where it is listed as
/// not checked and left out where it is not made.
fn besides(presentation: &Presentation<'_>) -> String {
    fn word<Demand: Copy>(asked: &Asked<Demand>, word: &str) -> Option<String> {
        match asked {
            Asked::Checked(_) => Some(word.into()),
            Asked::NotChecked => Some(format!("{word}?")),
            Asked::NotMade => None,
        }
    }
    let words = [
        word(&presentation.validity, "validity"),
        word(&presentation.names, "names"),
        word(&presentation.trust, "trust"),
    ];
    Vec::from_iter(words.into_iter().flatten()).join(", ")
}

#[test]
fn what_is_asked_is_told_from_what_is_not() {
    assert_eq!(Asked::Checked(7).checked(), Some(7));
    assert_eq!(Asked::<u8>::NotChecked.checked(), None);
    assert_eq!(Asked::<u8>::NotMade.checked(), None);
}

#[test]
fn paths_are_looked_at_where_trust_is_asked_for_and_the_certificate_is() {
    let deployment = x15_5(["S C", "S"], ["S", "none"]);
    let zone = found(&deployment, "uc-traversal-zone");
    let looked_at = zone.presentations.iter().map(|presentation| presentation.paths.is_some());
    assert_eq!(Vec::from_iter(looked_at), [true, false], "Core's client, Edge's empty server");
}
