//! Which plans there are for two X15.5 nodes, and in which order.

use super::*;
use crate::testing::authority::{authority, issued};
use crate::testing::deployments::{check_off, file, nodes, verify_names};

const INSTALL: &str = "complete: install-private-client-certificate core.client";
const COPY: &str = "complete: copy-server-certificate-to-client-store core";
const RENEW: &str = "complete: renew-certificate core.client";
const TURN_OFF: &str = "uc-traversal-zone: turn-off-eku-check edge";

fn check(cases: &[(&str, Deployment, &[&str])]) {
    for (case, deployment, expected) in cases {
        assert_eq!(lines(deployment), *expected, "{case}");
        keeps_its_promise(deployment);
    }
}

fn off(deployment: Deployment) -> Deployment {
    check_off(deployment, NodeName::Edge)
}

#[test]
fn what_works_needs_no_plan_and_what_is_missing_has_none() {
    check(&[
        ("2.1", healthy(), &[]),
        ("3", x15_5(["S C"; 2], ["S C"; 2]), &[]),
        ("Core's client certificate is missing", x15_5(["none", "S"], ["S", "S"]), &[]),
    ]);
}

#[test]
fn a_server_role_that_fails_takes_a_certificate_of_a_public_ca() {
    check(&[(
        "Edge's server role lacks its purpose",
        x15_5(["S C", "S"], ["S", "C"]),
        &["complete: install-public-server-certificate edge.server"],
    )]);
}

#[test]
fn a_name_that_does_not_match_is_corrected_where_it_is_plain_what_was_meant_or_put_in() {
    let looking = |name: &str| {
        let mut deployment = healthy();
        deployment.edge.verify_names = verify_names(&[name]);
        let leaf = Certificate { dns_names: ["core.example.com".into()].into(), ..leaf("S C") };
        put(deployment, NodeName::Core, StoreKind::Client, leaf)
    };
    let reissue = "complete: reissue-with-names core.client";
    let correct = "complete: correct-verify-name edge";
    check(&[
        ("a slip", looking("core.exmaple.com"), &[correct, reissue]),
        ("another host of the domain", looking("cluster.example.com"), &[correct, reissue]),
        ("something else", looking("absent.example.org"), &[reissue]),
        ("as it is", looking("CORE.example.com"), &[]),
    ]);
}

#[test]
fn the_conditions_of_the_seed_that_fail() {
    let failing = || x15_5(["S", "S"], ["S", "S"]);
    check(&[
        ("2, test 1", failing(), &[INSTALL, TURN_OFF]),
        ("2, test 2", off(failing()), &[INSTALL]),
        (
            "2, and Core's server store has both",
            x15_5(["S", "S C"], ["S", "S"]),
            &[INSTALL, COPY, TURN_OFF],
        ),
    ]);
}

#[test]
fn a_certificate_that_leaves_it_undecided_is_replaced_and_nothing_is_verified_less() {
    check(&[
        ("no extended key usage", x15_5(["absent", "S"], ["S", "S"]), &[INSTALL]),
        (
            "client only, the check Off",
            off(x15_5(["C", "S"], ["S", "S"])),
            &["complete: turn-on-eku-check edge", INSTALL],
        ),
    ]);
}

#[test]
fn a_certificate_that_expired_is_renewed_or_replaced() {
    let (core, edge) = (NodeName::Core, NodeName::Edge);
    let (client, server) = (StoreKind::Client, StoreKind::Server);
    check(&[
        (
            "Core's client role",
            put(healthy(), core, client, expired("S C")),
            &[
                RENEW,
                INSTALL,
                "uc-traversal-zone: turn-off-eku-check edge + copy-server-certificate-to-client-store \
             core",
            ],
        ),
        (
            "and Core's server store has both",
            put(x15_5(["S", "S C"], ["S", "S"]), core, client, expired("S C")),
            &[RENEW, INSTALL, COPY],
        ),
        (
            "and it lacks client authentication",
            put(healthy(), core, client, expired("S")),
            &[
                INSTALL,
                "uc-traversal-zone: turn-off-eku-check edge + copy-server-certificate-to-client-store \
             core",
                "uc-traversal-zone: turn-off-eku-check edge + renew-certificate core.client",
            ],
        ),
        (
            "Edge's server role",
            put(healthy(), edge, server, expired("S")),
            &[
                "complete: renew-certificate edge.server",
                "complete: install-public-server-certificate edge.server",
            ],
        ),
        // What was undecided beside the failure may stay so.
        (
            "client only, the check Off",
            off(put(healthy(), core, client, expired("C"))),
            &[INSTALL, RENEW, "uc-traversal-zone: copy-server-certificate-to-client-store core"],
        ),
    ]);
}

#[test]
fn key_usage_and_cas_that_restrict_are_not_looked_at_with_the_check_off() {
    let narrow = put(healthy(), NodeName::Core, StoreKind::Client, encipherment("S C"));
    let strict = &authority("S", "middle", "root").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let mut restricted = healthy();
    let client = store_id(NodeName::Core, StoreKind::Client);
    restricted.core.replace(&client, Store::Holds(file(leaf, &[strict])));
    check(&[
        ("key usage", narrow, &[INSTALL, TURN_OFF]),
        ("a CA that restricts", restricted, &[INSTALL, TURN_OFF]),
    ]);
}

#[test]
fn every_wrong_peer_of_a_cluster_gets_its_own_certificate() {
    let peers = [["S C", "S"], ["S", "S"], ["S", "S"]];
    let deployment = nodes("X15.5", &peers, "X15.5", &[["S", "S"]]);
    check(&[(
        "two of three",
        deployment,
        &[
            "complete: install-private-client-certificate core[three].client + \
         install-private-client-certificate core[two].client",
            TURN_OFF,
        ],
    )]);
}

#[test]
fn services_that_work_are_not_repaired() {
    let plans = found(&off(x15_5(["S", "S"], ["S", "S"]))).plans;
    let repairs: Vec<_> = plans.iter().map(|plan| plan.repairs.clone()).collect();
    assert_eq!(repairs, [[Service::SshTunnels, Service::Mra, Service::WebRtcProxy]]);
}
