//! What each action does to the model, and to nothing else.

use super::*;
use crate::certificate::Name;
use crate::connection::Party;
use crate::deployment::{
    ClientEkuCheck, EkuCheck, FarEnd, Initiates, Release, Slug, Stores, TlsVerify, TrustedCas,
};
use crate::eku::{Holds, Purpose};
use crate::testing::authority::{authority, issued};
use crate::testing::deployments::{check_off, file, nodes, older, services, with_far_end};

fn slug(name: &str) -> Slug {
    Slug::new(name).unwrap()
}

fn after(mut deployment: Deployment, action: &Action) -> Deployment {
    let links = Links::of(&deployment);
    action.apply(&mut deployment, &links, at("2026-11-23"));
    deployment
}

#[test]
fn identifiers_targets_and_who_has_to_act() {
    let client = store_id(NodeName::Core, StoreKind::Client);
    let far_end = || slug("Webex");
    let ca = || Name::imagined("CN=root");
    for (action, expected, outside) in [
        (
            Action::InstallPrivateClientCertificate(client.clone()),
            "install-private-client-certificate core.client",
            false,
        ),
        (Action::TurnOffEkuCheck(NodeName::Edge), "turn-off-eku-check edge", false),
        (Action::TurnOnEkuCheck(NodeName::Core), "turn-on-eku-check core", false),
        (Action::TurnOffTlsVerify(far_end()), "turn-off-tls-verify far-end:webex", false),
        (
            Action::CopyServerCertificateToClientStore(NodeName::Edge),
            "copy-server-certificate-to-client-store edge",
            false,
        ),
        (
            Action::AskFarEndToIgnoreClientEku(far_end()),
            "ask-far-end-to-ignore-client-eku far-end:webex",
            true,
        ),
        (Action::UpgradeToX15_5, "upgrade-to-x15.5 deployment", false),
        (Action::AddTrustedCa(Party::Node(NodeName::Core), ca()), "add-trusted-ca core", false),
        (
            Action::AddTrustedCa(Party::FarEnd(far_end()), ca()),
            "add-trusted-ca far-end:webex",
            true,
        ),
        (Action::RenewCertificate(client), "renew-certificate core.client", false),
    ] {
        assert_eq!(in_words(core::slice::from_ref(&action)), [expected]);
        assert_eq!(action.is_outside(), outside, "{expected}");
    }
}

#[test]
fn an_upgrade_is_done_first_and_the_rest_in_the_order_of_the_specification() {
    let mut actions = Vec::from([
        Action::RenewCertificate(store_id(NodeName::Core, StoreKind::Client)),
        Action::TurnOffEkuCheck(NodeName::Edge),
        Action::UpgradeToX15_5,
        Action::InstallPrivateClientCertificate(store_id(NodeName::Core, StoreKind::Client)),
    ]);
    actions.sort_by_key(Action::order_of_work);
    assert_eq!(
        in_words(&actions),
        [
            "upgrade-to-x15.5 deployment",
            "install-private-client-certificate core.client",
            "turn-off-eku-check edge",
            "renew-certificate core.client",
        ]
    );
}

#[test]
fn a_private_certificate_has_both_purposes_and_the_names_of_the_one_before() {
    let before = Certificate {
        dns_names: ["core.example.com".into()].into(),
        subject: Name::imagined("CN=core"),
        ..expired("S")
    };
    let id = store_id(NodeName::Core, StoreKind::Client);
    let mut deployment = put(healthy(), NodeName::Core, StoreKind::Client, before);
    deployment.core.trusted_cas = Some(TrustedCas::default());
    deployment.edge.trusted_cas = Some(TrustedCas::default());
    let action = Action::InstallPrivateClientCertificate(id.clone());
    let changed = after(deployment.clone(), &action);
    let leaf = &changed.store(&id).presented().unwrap().leaf;
    for purpose in [Purpose::ServerAuth, Purpose::ClientAuth] {
        assert_eq!(leaf.eku.holds(purpose), Holds::Yes);
    }
    assert_eq!(
        (leaf.dns_names[0].as_str(), leaf.subject.to_string().as_str()),
        ("core.example.com", "CN=core")
    );
    assert_eq!(leaf.not_before, at("2026-11-23"));
    assert_eq!(leaf.not_after, at("2028-11-22"));
    // Both nodes trust its CA; the other stores stay as they were.
    let judgement = judged(&changed);
    let core_findings = &judgement.connections[0].findings;
    assert!(core_findings.iter().all(|found| {
        found.certificate.as_ref().is_some_and(|of| of.to_string() == "edge.server")
    }));
    for kind in [StoreKind::Server, StoreKind::Client] {
        let id = store_id(NodeName::Edge, kind);
        assert_eq!(changed.store(&id), deployment.store(&id));
    }
    let empty =
        Action::InstallPrivateClientCertificate(store_id(NodeName::Edge, StoreKind::Client));
    let filled = after(x15_5(["S", "S"], ["none", "S"]), &empty);
    let id = store_id(NodeName::Edge, StoreKind::Client);
    assert!(filled.store(&id).presented().is_some(), "an empty store is filled");
}

#[test]
fn the_switch_of_one_node_is_set_where_the_release_has_it() {
    let (off, on) = (Action::TurnOffEkuCheck, Action::TurnOnEkuCheck);
    for node in NodeName::ALL {
        let turned = after(healthy(), &off(node));
        assert_eq!(turned.node(node).eku_check(), Some(EkuCheck::Off));
        assert_eq!(turned.node(node.other()).eku_check(), Some(EkuCheck::On));
        let back = after(turned, &on(node));
        assert_eq!(back, healthy());
        let old = older("X15.4", "S", "S");
        assert_eq!(after(old.clone(), &off(node)), old);
    }
}

#[test]
fn a_copy_puts_the_server_certificate_of_every_peer_into_its_client_store() {
    let deployment = nodes("X15.5", &[["S", "C"]], "X15.5", &[["C", "S"], ["C", "S C"]]);
    let copied = after(deployment, &Action::CopyServerCertificateToClientStore(NodeName::Edge));
    let expected = nodes("X15.5", &[["S", "C"]], "X15.5", &[["S", "S"], ["S C", "S C"]]);
    assert_eq!(copied, expected);
    let old = older("X15.4", "S", "C");
    let copied = after(old.clone(), &Action::CopyServerCertificateToClientStore(NodeName::Edge));
    assert_eq!(copied, old);
}

#[test]
fn a_far_end_is_changed_and_no_other() {
    let far_ends = |describe: fn(&mut FarEnd)| {
        let first = with_far_end(healthy(), NodeName::Edge, Initiates::Both, |far_end| {
            far_end.trusted_cas = Some(TrustedCas::default());
            describe(far_end);
        });
        with_far_end(first, NodeName::Edge, Initiates::Both, |far_end| {
            far_end.trusted_cas = Some(TrustedCas::default());
        })
    };
    let plain = || far_ends(|_| {});
    let first = || slug("Far 1");
    assert_eq!(
        after(plain(), &Action::TurnOffTlsVerify(first())),
        far_ends(|far_end| far_end.tls_verify = TlsVerify::Off)
    );
    assert_eq!(
        after(plain(), &Action::AskFarEndToIgnoreClientEku(first())),
        far_ends(|far_end| far_end.client_eku_check = ClientEkuCheck::Off)
    );
    let ca = Name::imagined("root");
    let trusting = after(plain(), &Action::AddTrustedCa(Party::FarEnd(first()), ca));
    assert_ne!(trusting.far_ends[0], plain().far_ends[0]);
    assert_eq!(trusting.far_ends[1], plain().far_ends[1]);
}

#[test]
fn a_ca_that_is_added_is_trusted_and_nothing_is_added_where_no_list_was_given() {
    let root = &authority("absent", "root", "root").made();
    let middle = &authority("absent", "middle", "root").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let mut deployment = healthy();
    let client = store_id(NodeName::Core, StoreKind::Client);
    deployment.core.replace(&client, Store::Holds(file(leaf, &[middle])));
    let add = Action::AddTrustedCa(Party::Node(NodeName::Edge), root.subject.clone());
    assert_eq!(after(deployment.clone(), &add), deployment, "no list");
    deployment.edge.trusted_cas = Some(TrustedCas::default());
    let tunnels = |deployment: &Deployment| services(&judged(deployment))[1].clone();
    assert_eq!(tunnels(&deployment), "ssh-tunnels fails");
    assert_eq!(tunnels(&after(deployment.clone(), &add)), "ssh-tunnels works");
    let wrong = Action::AddTrustedCa(Party::Node(NodeName::Core), root.subject.clone());
    assert_eq!(tunnels(&after(deployment, &wrong)), "ssh-tunnels fails");
}

#[test]
fn a_renewed_certificate_differs_in_its_validity_alone() {
    let id = store_id(NodeName::Core, StoreKind::Client);
    let before = Certificate { not_before: at("2025-01-01"), ..expired("S") };
    let deployment = put(healthy(), NodeName::Core, StoreKind::Client, before.clone());
    let renewed = after(deployment.clone(), &Action::RenewCertificate(id.clone()));
    // For as long as before: a private CA.
    let validity = (at("2026-11-23"), at("2028-09-22"));
    let expected = Certificate { not_before: validity.0, not_after: validity.1, ..before };
    assert_eq!(renewed, put(deployment, NodeName::Core, StoreKind::Client, expected));
    let empty = x15_5(["none", "S"], ["S", "S"]);
    assert_eq!(after(empty.clone(), &Action::RenewCertificate(id)), empty);
}

#[test]
fn an_upgrade_copies_the_one_certificate_into_both_stores_of_one_release() {
    for (core, edge, expected) in [
        ("X15.3", "X15.3", "X15.5"),
        ("X15.4", "X15.5", "X15.5"),
        ("X15.4", "X15.5.2", "X15.5.2"),
        ("X15.5.3", "X15.5.2", "X15.5.3"),
    ] {
        let deployment = nodes(core, &[["S C"; 2]], edge, &[["S"; 2]]);
        let upgraded = after(deployment, &Action::UpgradeToX15_5);
        let expected = nodes(expected, &[["S C"; 2]], expected, &[["S"; 2]]);
        assert_eq!(upgraded, expected, "{core} {edge}");
    }
    let off = check_off(healthy(), NodeName::Edge);
    let upgraded = after(off.clone(), &Action::UpgradeToX15_5);
    assert_eq!(upgraded, off, "what is set stays set");
    assert_eq!(upgraded.core.release(), Release::X15_5);
    assert!(matches!(upgraded.core.peers()[0].stores, Stores::Two { .. }));
}
