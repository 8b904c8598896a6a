//! Which services a deployment has, and what each needs.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;

use super::*;
use crate::chain::Links;
use crate::connection::connections;
use crate::deployment::{Initiates, NodeName, Switch};
use crate::testing::at;
use crate::testing::deployments::{older, with_far_end, with_zone, x15_5};

/// `mra: uc-traversal-zone ssh-tunnels`.
fn needs(deployment: &Deployment) -> Vec<String> {
    let connections = connections(deployment, &Links::of(deployment), at("2026-11-23"));
    let services = services(deployment, &connections).into_iter().map(|service| {
        let needs: Vec<_> = service.needs.iter().map(ToString::to_string).collect();
        format!("{}: {}", service.service, needs.join(" "))
    });
    services.collect()
}

fn current() -> Deployment {
    x15_5(["S C"; 2], ["S C"; 2])
}

#[test]
fn the_services_of_two_nodes_by_release() {
    let zone = "uc-traversal-zone: uc-traversal-zone";
    let tunnels = "ssh-tunnels: ssh-tunnels";
    let webrtc = "webrtc-proxy: uc-traversal-zone ssh-tunnels";
    let mra = "mra: uc-traversal-zone ssh-tunnels";
    assert_eq!(needs(&current()), [zone, tunnels, mra, webrtc]);
    assert_eq!(needs(&older("X15.4", "S C", "S")), [zone, tunnels, mra, webrtc]);
    let with_message = "mra: uc-traversal-zone ssh-tunnels sip-service-message";
    assert_eq!(needs(&older("X15.3", "S C", "S C")), [zone, tunnels, with_message, webrtc]);
}

#[test]
fn a_cluster_far_ends_and_traversal_zones_are_services_of_their_own() {
    let mut deployment = current();
    deployment.edge.set(Switch::ClusterTlsVerify, false).unwrap();
    for initiates in [Initiates::Expressway, Initiates::FarEnd, Initiates::Both] {
        deployment = with_far_end(deployment, NodeName::Edge, initiates, |_| {});
    }
    deployment = with_zone(deployment, |_| {});
    assert_eq!(
        needs(&deployment)[4..],
        [
            "traversal-zone:zone-1: traversal-zone:zone-1",
            "cluster-database: cluster-database",
            "far-end:far-1: far-end:far-1:out",
            "far-end:far-2: far-end:far-2:in",
            "far-end:far-3: far-end:far-3:out far-end:far-3:in",
        ]
    );
}

#[test]
fn a_service_needs_every_far_end_that_it_uses() {
    let deployment = with_far_end(current(), NodeName::Core, Initiates::Expressway, |far_end| {
        far_end.used_by = vec![Service::Mra, Service::WebRtcProxy];
    });
    let deployment = with_far_end(deployment, NodeName::Core, Initiates::Both, |far_end| {
        far_end.used_by = vec![Service::Mra];
    });
    assert_eq!(
        needs(&deployment)[2..4],
        [
            "mra: uc-traversal-zone ssh-tunnels far-end:far-1:out far-end:far-2:out \
             far-end:far-2:in",
            "webrtc-proxy: uc-traversal-zone ssh-tunnels far-end:far-1:out",
        ]
    );
}

#[test]
fn services_that_are_named_bring_those_of_the_connections_that_they_need() {
    let deployment = with_far_end(current(), NodeName::Core, Initiates::Both, |far_end| {
        far_end.used_by = vec![Service::WebRtcProxy];
    });
    let deployment = with_far_end(deployment, NodeName::Edge, Initiates::Both, |_| {});
    for (named, expected) in [
        ("", ""),
        ("ssh-tunnels", "ssh-tunnels"),
        ("mra", "uc-traversal-zone ssh-tunnels mra"),
        ("webrtc-proxy", "uc-traversal-zone ssh-tunnels webrtc-proxy far-end:far-1"),
        ("uc-traversal-zone far-end:far-2", "uc-traversal-zone far-end:far-2"),
        ("mra webrtc-proxy", "uc-traversal-zone ssh-tunnels mra webrtc-proxy far-end:far-1"),
        // A deployment without a cluster has no such service.
        ("cluster-database", ""),
    ] {
        let mut deployment = deployment.clone();
        let services = named.split_whitespace().filter_map(Service::from_id);
        deployment.services = Some(services.collect());
        let found = needs(&deployment);
        let found: Vec<_> = found.iter().filter_map(|line| line.split(": ").next()).collect();
        assert_eq!(found.join(" "), expected, "{named}");
    }
}
