//! What is listed as not checked, on connections, services and the whole.

use super::*;
use crate::deployment::{ClientEkuCheck, Initiates, Store, Switch, TlsVerify};
use crate::testing::authority::{authority, issued};
use crate::testing::deployments::{connection, file, holds, ids, list, verify_names, with_far_end};

const TRUST: &str = "issuer-not-trusted";
const NAMES: &str = "name-mismatch";
const CHAIN: &str = "chain-restricts-eku";
const PURPOSES: &str = "server-auth-required";
const VALIDITY: &str = "certificate-expired";

fn of_connection(deployment: &Deployment, id: &str) -> Vec<&'static str> {
    ids(&connection(&judged(deployment), id).not_checked)
}

#[test]
fn without_lists_names_and_chains_each_is_listed() {
    let deployment = x15_5(["S C", "S"], ["S", "S"]);
    for id in ["uc-traversal-zone", "ssh-tunnels"] {
        assert_eq!(of_connection(&deployment, id), [CHAIN, TRUST, NAMES], "{id}");
    }
    let old = older("X15.3", "S C", "S C");
    assert!(of_connection(&old, "sip-service-message").is_empty(), "it asks for purposes alone");
}

#[test]
fn each_input_that_is_given_leaves_the_list() {
    let root = &authority("absent", "root", "root").made();
    let leaf = &issued("S C", "leaf", "root").made();
    let mut deployment = x15_5(["S C", "S"], ["S", "S"]);
    deployment.core.verify_names = verify_names(&["edge.example.com"]);
    assert_eq!(of_connection(&deployment, "uc-traversal-zone"), [CHAIN, TRUST, NAMES]);
    deployment.edge.verify_names = verify_names(&["core.example.com"]);
    assert_eq!(of_connection(&deployment, "uc-traversal-zone"), [CHAIN, TRUST]);
    assert_eq!(of_connection(&deployment, "ssh-tunnels"), [CHAIN, TRUST, NAMES]);
    deployment.core.trusted_cas = Some(list(&[root]));
    assert_eq!(of_connection(&deployment, "ssh-tunnels"), [CHAIN, TRUST, NAMES]);
    deployment.edge.trusted_cas = Some(list(&[root]));
    assert_eq!(of_connection(&deployment, "ssh-tunnels"), [CHAIN, NAMES]);
    let signed = || Store::Holds(file(leaf, &[root]));
    for (node, store) in [(NodeName::Core, "core.client"), (NodeName::Edge, "edge.server")] {
        let id = deployment.node(node).stores().map(|(id, _)| id);
        let id = id.into_iter().find(|id| id.to_string() == store).unwrap();
        deployment.node_mut(node).replace(&id, signed());
    }
    assert_eq!(of_connection(&deployment, "ssh-tunnels"), [NAMES]);
    assert!(of_connection(&deployment, "uc-traversal-zone").is_empty());
}

#[test]
fn a_check_that_is_off_asks_for_no_chain() {
    let deployment = check_off(x15_5(["S C", "S"], ["S", "none"]), NodeName::Edge);
    assert_eq!(of_connection(&deployment, "uc-traversal-zone"), [TRUST, NAMES]);
    assert_eq!(of_connection(&deployment, "ssh-tunnels"), [CHAIN, TRUST, NAMES]);
}

#[test]
fn of_a_far_end_that_is_not_looked_at_everything_is_listed() {
    let everything = [PURPOSES, CHAIN, VALIDITY, TRUST, NAMES];
    for (given, verify, expected) in [
        ("none", TlsVerify::On, &everything[..]),
        ("S", TlsVerify::Off, &everything),
        ("none", TlsVerify::Off, &everything),
        ("S", TlsVerify::On, &[CHAIN, TRUST, NAMES]),
        ("S", TlsVerify::Unknown, &[CHAIN, TRUST, NAMES]),
    ] {
        let both = x15_5(["S C"; 2], ["S C"; 2]);
        let deployment = with_far_end(both, NodeName::Edge, Initiates::Expressway, |far_end| {
            far_end.tls_verify = verify;
            far_end.certificate = holds(given);
        });
        assert_eq!(of_connection(&deployment, "far-end:far-1:out"), expected, "{given} {verify:?}");
        // What a far end makes of our certificate changes nothing of what we make of its.
        let mut ignoring = deployment;
        ignoring.far_ends[0].client_eku_check = ClientEkuCheck::Off;
        assert_eq!(of_connection(&ignoring, "far-end:far-1:out"), expected, "{given} {verify:?}");
    }
}

#[test]
fn permissive_replication_checks_nothing_and_enforcing_looks_for_host_names() {
    let peers = [["S C"; 2], ["S C"; 2]];
    for (tls_verify, expected) in [(false, vec![]), (true, vec![CHAIN, TRUST, NAMES])] {
        let mut deployment = nodes("X15.5", &peers, "X15.5", &[["S C"; 2]]);
        deployment.core.set(Switch::ClusterTlsVerify, tls_verify).unwrap();
        assert_eq!(of_connection(&deployment, "cluster-database"), expected);
    }
}

#[test]
fn the_whole_says_where_no_far_end_and_no_unified_cm_was_described() {
    let far = "far-ends";
    let unified = "unified-cm";
    for (core, edge, used_by, expected) in [
        (false, false, vec![], vec![far, unified]),
        (true, false, vec![], vec![far, unified]),
        (false, true, vec![], vec![far, unified]),
        (true, true, vec![], vec![unified]),
        (true, true, vec![Service::WebRtcProxy], vec![unified]),
        (true, true, vec![Service::Mra], vec![]),
        (false, true, vec![Service::Mra], vec![far, unified]),
        (true, false, vec![Service::Mra], vec![far]),
    ] {
        let mut deployment = x15_5(["S C"; 2], ["S C"; 2]);
        for (described, node) in [(core, NodeName::Core), (edge, NodeName::Edge)] {
            if described {
                let used_by = used_by.clone();
                deployment = with_far_end(deployment, node, Initiates::Expressway, |far_end| {
                    far_end.used_by = used_by;
                });
            }
        }
        let judgement = judged(&deployment);
        let whole = ids(&judgement.not_checked);
        let ends: Vec<_> = whole.into_iter().filter(|id| [far, unified].contains(id)).collect();
        assert_eq!(ends, expected, "{core} {edge} {used_by:?}");
        let mra = ids(&judgement.service(&Service::Mra).unwrap().not_checked);
        assert_eq!(mra.contains(&unified), expected.contains(&unified));
        for service in &judgement.services {
            let others = ids(&service.not_checked);
            assert!(service.service == Service::Mra || !others.contains(&unified));
            assert!(!others.contains(&far));
        }
    }
}

#[test]
fn a_service_lists_what_its_connections_list_each_once_in_order() {
    let judgement = judged(&x15_5(["S C", "S"], ["S", "S"]));
    let of = |service| ids(&judgement.service(&service).unwrap().not_checked);
    assert_eq!(of(Service::SshTunnels), [CHAIN, TRUST, NAMES]);
    assert_eq!(of(Service::Mra), [CHAIN, TRUST, NAMES, "unified-cm"]);
    assert_eq!(ids(&judgement.not_checked), [CHAIN, TRUST, NAMES, "far-ends", "unified-cm"]);
}

#[test]
fn what_was_not_checked_turns_no_verdict() {
    let root = &authority("absent", "root", "root").made();
    let leaf = &issued("S C", "leaf", "root").made();
    for (trusted, expected) in
        [(None, "works"), (Some(list(&[root])), "works"), (Some(list(&[])), "fails")]
    {
        let mut deployment = x15_5(["S C", "S"], ["S", "S"]);
        let client = deployment.core.stores().map(|(id, _)| id).last().unwrap();
        deployment.core.replace(&client, Store::Holds(file(leaf, &[])));
        deployment.edge.trusted_cas = trusted;
        assert_eq!(judged(&deployment).verdict().id(), expected);
    }
}
