use std::string::ToString;
use std::{format, vec};

use super::*;
use crate::certificate::IpAddress;
use crate::deployment::{Node, Peer, Release, Store};
use crate::testing::{at, leaf, name};

/// A certificate of these names, the common name first; `-` for none.
fn of(purposes: &str, common_name: &str, names: &[&str]) -> Certificate {
    let mut certificate = leaf(purposes);
    if common_name != "-" {
        certificate.subject = name(&[("O", "Example"), ("CN", common_name)]);
    }
    certificate.dns_names = names.iter().map(ToString::to_string).collect();
    certificate
}

fn node(name: NodeName, machines: &[(&str, Certificate, Certificate)]) -> Node {
    let several = machines.len() > 1;
    let peers = machines.iter().map(|(peer, server, client)| {
        let [server, client] = [server, client].map(|leaf| Store::of([leaf.clone()].into(), false));
        let stores = Stores::Two { server, client };
        if several { Peer::named(peer, stores) } else { Peer::only(stores) }
    });
    Node::new(name, Release::X15_5, peers.collect()).unwrap()
}

fn said(core: &[(&str, Certificate, Certificate)], edge: [Certificate; 2]) -> Vec<String> {
    let [server, client] = edge;
    let edge = node(NodeName::Edge, &[("", server, client)]);
    let deployment = Deployment::new(node(NodeName::Core, core), edge).unwrap();
    let found = advisories(&deployment);
    let kind = |kind: &AdvisoryKind| match kind {
        AdvisoryKind::NamesOfAnotherMachine { name, server_name, elsewhere } => {
            let also = elsewhere.iter().map(|(store, name)| alloc::format!(" {name} in {store}"));
            let also: String = also.collect();
            alloc::format!("{name} beside {server_name}{also}")
        }
        AdvisoryKind::OnBothNodes { elsewhere } => alloc::format!("also in {elsewhere}"),
        kind => kind.id().into(),
    };
    found.iter().map(|one| alloc::format!("{}: {}", one.place, kind(&one.kind))).collect()
}

#[test]
fn whose_certificate_it_is_is_asked_where_a_machine_holds_names_that_are_not_its_own() {
    let core = |purposes: &str| of(purposes, "core.example.com", &["core.example.com"]);
    let edge = |purposes: &str| of(purposes, "edge.example.com", &["edge.example.com"]);
    let only_name = |name: &str| of("S C", name, &[]);
    let mut address = of("S C", "10.0.0.1", &[]);
    address.ip_addresses = [IpAddress::from_octets(&[10, 0, 0, 1]).unwrap()].into();
    let own = || [edge("S"), edge("S C")];
    for (what, server, client, far, expected) in [
        ("own names", core("S"), core("S C"), own(), &[][..]),
        (
            "a certificate of Edge",
            core("S"),
            of("S C", "-", &["EDGE.example.com", "sip.example.com"]),
            own(),
            &[
                "core.client: EDGE.example.com beside core.example.com edge.example.com in edge.server",
            ],
        ),
        (
            "a certificate of nobody here",
            core("S"),
            of("S C", "x.example.net", &["x.example.net"]),
            own(),
            &["core.client: x.example.net beside core.example.com"],
        ),
        (
            "one common name",
            core("S"),
            of("S C", "CORE.example.com", &["c.example.net"]),
            own(),
            &[],
        ),
        ("a wildcard", core("S"), of("S C", "-", &["*.example.com"]), own(), &[]),
        (
            "no subject alternative name",
            core("S"),
            only_name("edge.example.com"),
            own(),
            &[
                "core.client: edge.example.com beside core.example.com edge.example.com in edge.server",
            ],
        ),
        ("a common name that is no host", core("S"), only_name("Core client v1.2"), own(), &[]),
        ("addresses alone", core("S"), address, own(), &[]),
        ("no name at all", core("S"), of("S C", "-", &[]), own(), &[]),
        (
            "Edge's own file",
            core("S"),
            edge("S C"),
            own(),
            &[
                "core.client: edge.example.com beside core.example.com edge.example.com in edge.server",
                "core.client: also in edge.client",
            ],
        ),
        (
            "one file everywhere",
            edge("S"),
            edge("S"),
            [edge("S"), edge("S")],
            &[
                "core.client: client-store-is-copy",
                "edge.client: client-store-is-copy",
                "core.server: also in edge.server",
            ],
        ),
    ] {
        assert_eq!(said(&[("", server, client)], far), expected, "{what}");
    }
}

#[test]
fn peers_of_a_cluster_share_a_name_and_are_not_asked() {
    let peer = |name: &str, purposes: &str| {
        of(purposes, "cluster.example.com", &[name, "cluster.example.com"])
    };
    let [one, two] = ["core1.example.com", "core2.example.com"];
    let edge = || [of("S", "e.example.com", &[]), of("S C", "e.example.com", &[])];
    let right = [(one, peer(one, "S"), peer(one, "S C")), (two, peer(two, "S"), peer(two, "S C"))];
    assert!(said(&right, edge()).is_empty());
    // The peer's own name does not tell them apart, as long as the cluster's is in both.
    let crossed =
        [(one, peer(one, "S"), peer(two, "S C")), (two, peer(two, "S"), peer(one, "S C"))];
    assert!(said(&crossed, edge()).is_empty());
    let alone = |name: &str, purposes: &str| of(purposes, name, &[name]);
    let crossed =
        [(one, alone(one, "S"), alone(two, "S C")), (two, alone(two, "S"), alone(two, "C"))];
    let expected =
        [alloc::format!("core[{one}].client: {two} beside {one} {two} in core[{two}].server")];
    assert_eq!(said(&crossed, edge()), expected);
}

#[test]
fn a_copy_is_spoken_of_where_it_has_no_client_authentication() {
    let leaf = |purposes: &str| of(purposes, "core.example.com", &["core.example.com"]);
    let edge = || [of("S", "e.example.com", &[]), of("S C", "e.example.com", &[])];
    for (server, client, expected) in [
        ("S", "S", &["core.client: client-store-is-copy"][..]),
        ("any", "any", &["core.client: client-store-is-copy"]),
        ("S C", "S C", &[]),
        ("absent", "absent", &[]),
        ("S", "S C", &[]),
    ] {
        let found = said(&[("", leaf(server), leaf(client))], edge());
        assert_eq!(found, expected, "{server}, {client}");
    }
}

#[test]
fn a_copy_is_worth_knowing_where_a_connection_asks_for_its_purposes() {
    let leaf = |name: &str, purposes: &str| of(purposes, name, &[name]);
    let both = |name: &str, purposes: &str| [leaf(name, purposes), leaf(name, purposes)];
    for (core, edge, expected) in [
        // Nobody asks Edge for client authentication here.
        ("S", "S", &["core.client"][..]),
        ("S C", "S", &[]),
        ("S C", "S C", &[]),
    ] {
        let [core, edge] =
            [(NodeName::Core, "c.example.com", core), (NodeName::Edge, "e.example.com", edge)].map(
                |(name, host, purposes)| {
                    let [server, client] = both(host, purposes);
                    node(name, &[("", server, client)])
                },
            );
        let report = crate::check(&Deployment::new(core, edge).unwrap(), at("2026-11-23"));
        let copies = report.advisories.iter().filter(|one| one.id == "client-store-is-copy");
        let copies = Vec::from_iter(copies.map(|one| one.certificate.to_string()));
        assert_eq!(copies, expected, "{}", report.headline);
    }
}

#[test]
fn beside_the_answer_stands_that_the_certificate_is_a_copy_in_a_cluster_too() {
    let leaf = |name: &str, purposes: &str| of(purposes, name, &[name]);
    let copied = |host: &str| (leaf(host, "S"), leaf(host, "S"));
    let of_its_own = |host: &str| (leaf(host, "S"), leaf(&format!("client-{host}"), "S"));
    for (cores, is_copy) in [
        (vec![("", copied("c.example.com"))], true),
        (vec![("", of_its_own("c.example.com"))], false),
        (vec![("one", copied("c1.example.com")), ("two", copied("c2.example.com"))], true),
        (vec![("one", of_its_own("c1.example.com")), ("two", copied("c2.example.com"))], false),
    ] {
        let peers = cores.into_iter().map(|(peer, (server, client))| (peer, server, client));
        let core = node(NodeName::Core, &Vec::from_iter(peers));
        let (server, client) = (leaf("e.example.com", "S C"), leaf("e.example.com", "S C"));
        let edge = node(NodeName::Edge, &[("", server, client)]);
        let report = crate::check(&Deployment::new(core, edge).unwrap(), at("2026-11-23"));
        assert_eq!(report.headline_is_copy, is_copy, "{}", report.headline_reason);
    }
}
