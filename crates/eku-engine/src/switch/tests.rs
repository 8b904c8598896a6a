use std::string::ToString;

use super::*;
use crate::deployment::{Initiates, Store};
use crate::testing::deployments::{check_off, judged, older, with_far_end, x15_5};
use crate::testing::{at, leaf};

fn turned(deployment: &Deployment) -> (Judgement, Vec<Switched>) {
    let judgement = judged(deployment);
    let switched = switched(deployment, &Links::of(deployment), &judgement);
    (judgement, switched)
}

#[test]
fn each_node_that_has_the_switch_is_judged_with_it_the_other_way() {
    let server_only = || x15_5(["S", "S"], ["S", "S"]);
    for (what, deployment, expected) in [
        ("both On", server_only(), &["core off", "edge off"][..]),
        ("Edge's Off", check_off(server_only(), NodeName::Edge), &["core off", "edge on"]),
        ("no switch before X15.5", older("X15.4", "S", "S"), &[]),
        ("everything works", x15_5(["S C", "S"], ["S", "S"]), &[]),
    ] {
        let (_, switched) = turned(&deployment);
        let said = switched.iter().map(|one| {
            let to = if one.to == EkuCheck::On { "on" } else { "off" };
            alloc::format!("{} {to}", one.node)
        });
        assert_eq!(Vec::from_iter(said), expected, "{what}");
    }
}

#[test]
fn a_finding_stands_where_no_switch_takes_it_away() {
    let expired = |mut deployment: Deployment| {
        let leaf = crate::certificate::Certificate { not_after: at("2026-11-01"), ..leaf("S") };
        let store = crate::deployment::StoreId {
            node: NodeName::Core,
            peer: None,
            kind: crate::deployment::StoreKind::Client,
        };
        deployment.core.replace(&store, Store::of([leaf].into(), false));
        deployment
    };
    let server_only = || x15_5(["S", "S"], ["S", "S"]);
    for (deployment, expected) in [
        (
            server_only(),
            &[
                "uc-traversal-zone client-auth-required: goes",
                "ssh-tunnels client-auth-required: stands",
            ][..],
        ),
        (check_off(server_only(), NodeName::Edge), &["ssh-tunnels client-auth-required: stands"]),
        (
            check_off(x15_5(["C", "S"], ["S", "S"]), NodeName::Edge),
            &["uc-traversal-zone off-mode-server-auth: goes"],
        ),
        (
            expired(server_only()),
            &[
                "uc-traversal-zone client-auth-required: goes",
                "uc-traversal-zone certificate-expired: stands",
                "ssh-tunnels client-auth-required: stands",
                "ssh-tunnels certificate-expired: stands",
            ],
        ),
    ] {
        let (judgement, switched) = turned(&deployment);
        let findings = judgement
            .connections
            .iter()
            .flat_map(|connection| connection.findings.iter().map(|found| (&connection.id, found)));
        let said = findings.map(|(id, found)| {
            let stays = if stands(&switched, id, found) { "stands" } else { "goes" };
            alloc::format!("{id} {}: {stays}", found.rule.id)
        });
        assert_eq!(Vec::from_iter(said), expected);
    }
}

#[test]
fn a_check_is_of_no_use_where_it_takes_a_reason_away_and_the_service_fails_all_the_same() {
    let called = |deployment| {
        with_far_end(deployment, NodeName::Edge, Initiates::FarEnd, |far_end| {
            far_end.certificate = Store::of([leaf("S")].into(), false);
        })
    };
    for (what, deployment, service, expected) in [
        ("the tunnels stay down", x15_5(["S", "S"], ["S", "S"]), Service::Mra, &["edge"][..]),
        ("the zone comes up", x15_5(["S", "S"], ["S", "S"]), Service::UcTraversalZone, &[]),
        ("it changes nothing", x15_5(["S", "S"], ["S", "S"]), Service::SshTunnels, &[]),
        ("it is Off", check_off(x15_5(["S", "S"], ["S", "S"]), NodeName::Edge), Service::Mra, &[]),
        (
            "who calls in comes in",
            called(x15_5(["S C", "S"], ["S", "S"])),
            Service::FarEnd(crate::deployment::Slug::new("Far 1").unwrap()),
            &[],
        ),
    ] {
        let (judgement, switched) = turned(&deployment);
        let nodes = of_no_use(&switched, &judgement, &service);
        let nodes = Vec::from_iter(nodes.iter().map(ToString::to_string));
        assert_eq!(nodes, expected, "{what}");
    }
}
