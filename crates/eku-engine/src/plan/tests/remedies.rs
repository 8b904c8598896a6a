//! Which actions a finding names.

use super::super::remedy::remedies;
use super::*;
use crate::deployment::{ClientEkuCheck, Initiates, TrustedCas, VerifyName};
use crate::testing::authority::{authority, issued};
use crate::testing::deployments::{
    check_off, connection, file, holds, list, nodes, older, verify_names, with_far_end, with_zone,
};

/// What the first finding of a rule on a connection names.
fn named(deployment: &Deployment, on: &str, rule: &str) -> Vec<String> {
    let judgement = judged(deployment);
    let findings = &connection(&judgement, on).findings;
    let finding = findings.iter().find(|finding| finding.rule.id == rule).unwrap();
    in_words(&remedies(deployment, &Links::of(deployment), finding))
}

const SERVER: &str = "install-public-server-certificate edge.server";
const ZONE: &str = "uc-traversal-zone";
const TUNNELS: &str = "ssh-tunnels";
const OUT: &str = "far-end:far-1:out";
const IN: &str = "far-end:far-1:in";

const INSTALL: &str = "install-private-client-certificate core.client";
const TURN_OFF: &str = "turn-off-eku-check edge";
const TURN_ON: &str = "turn-on-eku-check edge";
const COPY: &str = "copy-server-certificate-to-client-store core";
const COMBINED: &str = "install-combined-eku-certificate edge.server";
const UPGRADE: &str = "upgrade-to-x15.5 deployment";
const ASK: &str = "ask-far-end-to-ignore-client-eku far-end:far-1";
const VERIFY: &str = "turn-off-tls-verify far-end:far-1";

#[test]
fn between_the_nodes() {
    let (core, edge) = (NodeName::Core, NodeName::Edge);
    let (client, server) = (StoreKind::Client, StoreKind::Server);
    let failing = || x15_5(["S", "S"], ["S", "S"]);
    let renew = "renew-certificate core.client";
    let old = "install-private-client-certificate core.server";
    for (deployment, on, rule, expected) in [
        (failing(), ZONE, "client-auth-required", &[INSTALL, TURN_OFF][..]),
        // Core's own switch is set already, and no upgrade is due.
        (check_off(failing(), core), ZONE, "client-auth-required", &[INSTALL, TURN_OFF]),
        (check_off(failing(), edge), TUNNELS, "client-auth-required", &[INSTALL]),
        (x15_5(["S", "S C"], ["S", "S"]), ZONE, "client-auth-required", &[INSTALL, TURN_OFF, COPY]),
        (
            check_off(x15_5(["C", "C"], ["S", "S"]), edge),
            ZONE,
            "off-mode-server-auth",
            &[INSTALL, TURN_ON],
        ),
        (x15_5(["none", "S"], ["S", "S"]), ZONE, "certificate-missing", &[]),
        (x15_5(["S C", "S"], ["S", "C"]), ZONE, "server-auth-required", &[SERVER]),
        (
            put(healthy(), core, client, expired("S C")),
            ZONE,
            "certificate-expired",
            &[INSTALL, COPY, renew],
        ),
        (
            put(healthy(), edge, server, expired("S")),
            ZONE,
            "certificate-expired",
            &["renew-certificate edge.server", SERVER],
        ),
        (
            put(healthy(), core, client, encipherment("S C")),
            TUNNELS,
            "key-usage-forbids",
            &[INSTALL, TURN_OFF, COPY],
        ),
        (older("X15.4", "S", "S"), ZONE, "client-auth-required", &[old, UPGRADE]),
        (
            put(older("X15.4", "S C", "S"), core, server, encipherment("S C")),
            ZONE,
            "key-usage-forbids",
            &[old, UPGRADE],
        ),
        (
            older("X15.3", "S C", "S"),
            "sip-service-message",
            "both-purposes-required",
            &[UPGRADE, COMBINED],
        ),
        (
            nodes("X15.5", &[["S C", "S"]], "X15.5.1", &[["S", "S"]]),
            ZONE,
            "releases-differ",
            &[UPGRADE],
        ),
    ] {
        assert_eq!(named(&deployment, on, rule), expected, "{on} {rule}");
    }
}

#[test]
fn a_server_role_is_not_repaired_by_a_switch() {
    let cert_sign = Certificate { key_usage: Some(KeyUsage::Allows(0x0400)), ..leaf("S") };
    let deployment = put(healthy(), NodeName::Edge, StoreKind::Server, cert_sign);
    let deployment = with_far_end(deployment, NodeName::Edge, Initiates::Expressway, |_| {});
    assert_eq!(named(&deployment, ZONE, "key-usage-forbids"), [SERVER]);
}

#[test]
fn never_is_a_private_certificate_put_into_what_a_node_presents_as_server_alone() {
    let (core, edge) = (NodeName::Core, NodeName::Edge);
    let old = || older("X15.4", "S C", "S C");
    for (deployment, node, expected) in [
        (healthy(), edge, &["renew-certificate edge.server", SERVER][..]),
        (
            healthy(),
            core,
            &["renew-certificate core.server", "install-public-server-certificate core.server"],
        ),
        (old(), edge, &[UPGRADE, COMBINED, "renew-certificate edge.server"]),
        (
            old(),
            core,
            &[
                "install-private-client-certificate core.server",
                UPGRADE,
                "renew-certificate core.server",
            ],
        ),
    ] {
        let deployment = put(deployment, node, StoreKind::Server, expired("S C"));
        let deployment = with_far_end(deployment, node, Initiates::FarEnd, |_| {});
        assert_eq!(named(&deployment, IN, "certificate-expired"), expected, "{node}");
    }
}

#[test]
fn with_far_ends() {
    let install = "install-private-client-certificate edge.client";
    let copy = "copy-server-certificate-to-client-store edge";
    let out = |check| {
        let deployment = x15_5(["S C", "S"], ["S", "S C"]);
        with_far_end(deployment, NodeName::Edge, Initiates::Expressway, |far_end| {
            far_end.client_eku_check = check;
        })
    };
    let inbound = |theirs| {
        with_far_end(healthy(), NodeName::Edge, Initiates::FarEnd, |far_end| {
            far_end.certificate = holds(theirs);
        })
    };
    let off = |deployment| check_off(deployment, NodeName::Edge);
    for (deployment, on, rule, expected) in [
        (out(ClientEkuCheck::On), OUT, "client-auth-required", &[install, copy, ASK][..]),
        (out(ClientEkuCheck::Unknown), OUT, "far-end-check-unknown", &[install, copy]),
        (inbound("S"), IN, "client-auth-required", &[TURN_OFF, VERIFY]),
        (inbound("unreadable"), IN, "eku-unreadable", &[TURN_OFF, VERIFY]),
        (off(inbound("C")), IN, "off-mode-server-auth", &[TURN_ON]),
        (off(inbound("unreadable")), IN, "eku-unreadable", &[VERIFY]),
        (inbound("none"), IN, "certificate-missing", &[]),
    ] {
        assert_eq!(named(&deployment, on, rule), expected, "{on} {rule}");
    }
}

#[test]
fn far_ends_of_the_node_alone_are_asked_about_key_usage() {
    let deployment = put(healthy(), NodeName::Edge, StoreKind::Client, encipherment("S C"));
    let mut deployment = deployment;
    for node in [NodeName::Edge, NodeName::Core, NodeName::Edge] {
        deployment = with_far_end(deployment, node, Initiates::Expressway, |far_end| {
            far_end.client_eku_check = ClientEkuCheck::On;
        });
    }
    assert_eq!(
        named(&deployment, OUT, "key-usage-forbids"),
        [
            "install-private-client-certificate edge.client",
            "turn-off-eku-check core",
            "copy-server-certificate-to-client-store edge",
            ASK,
            "ask-far-end-to-ignore-client-eku far-end:far-3",
        ]
    );
}

/// The CA that a finding asks the verifier to trust.
fn asked_to_trust(deployment: &Deployment, on: &str) -> Vec<String> {
    let judgement = judged(deployment);
    let findings = connection(&judgement, on).findings.iter();
    let untrusted = findings.filter(|finding| finding.rule.id == "issuer-not-trusted");
    let named = untrusted
        .flat_map(|finding| remedies(deployment, &Links::of(deployment), finding))
        .filter_map(|action| match action {
            Action::AddTrustedCa(party, ca) => Some(format!("{party}: {ca}")),
            _ => None,
        });
    named.collect()
}

#[test]
fn the_highest_ca_that_the_file_leads_to_is_to_be_trusted() {
    let root = &authority("absent", "root", "root").made();
    let middle = &authority("absent", "middle", "root").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let alone = &issued("S C", "alone", "alone").made();
    let odd = &issued("S C", "odd", "middle").signed_with("thief").made();
    for (leaf, chain, expected) in [
        (leaf, &[middle, root][..], &["edge: CN=root"][..]),
        (leaf, &[root, middle], &["edge: CN=root"]),
        (leaf, &[middle], &["edge: CN=root"]),
        (leaf, &[], &["edge: CN=middle"]),
        // The file does not lead there.
        (leaf, &[root], &["edge: CN=middle"]),
        (alone, &[root], &["edge: CN=alone"]),
        // The CA is there, and did not issue it.
        (odd, &[middle, root], &[]),
    ] {
        let mut deployment = healthy();
        let client = store_id(NodeName::Core, StoreKind::Client);
        deployment.core.replace(&client, Store::Holds(file(leaf, chain)));
        deployment.edge.trusted_cas = Some(TrustedCas::default());
        assert_eq!(asked_to_trust(&deployment, TUNNELS), expected, "{}", chain.len());
    }
}

#[test]
fn a_far_end_and_its_certificate_are_told_from_another() {
    let leaf = |subject, issuer| Store::Holds(file(&issued("S C", subject, issuer).made(), &[]));
    let other = &authority("absent", "other", "other").made();
    let mut deployment = healthy();
    for (subject, issuer) in [("one", "first"), ("two", "second")] {
        deployment = with_far_end(deployment, NodeName::Edge, Initiates::Both, |far_end| {
            far_end.certificate = leaf(subject, issuer);
            far_end.trusted_cas = Some(list(&[other]));
        });
    }
    let client = store_id(NodeName::Edge, StoreKind::Client);
    deployment.edge.replace(&client, leaf("edge", "third"));
    deployment.edge.trusted_cas = Some(list(&[other]));
    assert_eq!(
        asked_to_trust(&deployment, "far-end:far-2:out"),
        ["far-end:far-2: CN=third", "edge: CN=second"]
    );
    assert_eq!(asked_to_trust(&deployment, OUT), ["far-end:far-1: CN=third", "edge: CN=first"]);
}

#[test]
fn on_a_traversal_zone_the_switch_and_the_zones_own_name_help() {
    let zone = "traversal-zone:zone-1";
    let deployment = with_zone(x15_5(["S", "S"], ["S", "S"]), |_| {});
    assert_eq!(named(&deployment, zone, "client-auth-required"), [INSTALL, TURN_OFF]);
    let carrying = |name: &str| Certificate { dns_names: [name.into()].into(), ..leaf("S C") };
    let deployment =
        put(healthy(), NodeName::Core, StoreKind::Client, carrying("core.example.com"));
    let mut deployment = with_zone(deployment, |zone| {
        zone.edge.verify_names = verify_names(&["core.exampel.com"]);
    });
    assert_eq!(
        named(&deployment, zone, "name-mismatch"),
        ["correct-verify-name edge", "reissue-with-names core.client"]
    );
    let links = Links::of(&deployment);
    let name = VerifyName::new("core.example.com").unwrap();
    let slug = deployment.traversal_zones[0].slug.clone();
    let correct = Action::CorrectZoneVerifyName(NodeName::Edge, slug, name.clone());
    correct.apply(&mut deployment, &links, at("2026-11-23"));
    assert_eq!(deployment.traversal_zones[0].edge.verify_names, [name]);
    assert!(deployment.edge.verify_names.is_empty());
    assert!(connection(&judged(&deployment), zone).findings.is_empty());
}
