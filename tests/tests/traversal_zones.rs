//! Two archives show the ends of a traversal zone: they become one connection where their ports match and
//! Core's peer address is Edge, and stay far ends otherwise.

use std::io::Cursor;
use std::ops::ControlFlow;

use eku_deployment::Description;
use eku_engine::deployment::{NodeName, TlsVerify};
use eku_intake::archive::Limits;
use eku_intake::collection::Collector;

/// A dump of a machine, with a zone of these settings beside the one for Unified Communications.
fn dump(node: NodeName, settings: &[(&str, &str)]) -> String {
    let (host, kind, other) = match node {
        NodeName::Core => ("core1", "TraversalClient", "Peer 1 Address: \"outside.example.net\""),
        NodeName::Edge => ("edge1", "TraversalServer", "SIP Port: \"7001\""),
    };
    let mut text = format!(
        "*c xConfiguration SystemUnit Name: \"{host}\"\n\
         *c xConfiguration DNS Hostname: \"{host}\"\n\
         *c xConfiguration DNS Domain Name: \"example.com\"\n\
         *c xConfiguration Alternates Cluster Name: \"{cluster}.example.com\"\n\
         *c xConfiguration Zones Zone 2 Name: \"UC\"\n\
         *c xConfiguration Zones Zone 2 Type: \"{kind}\"\n\
         *c xConfiguration Zones Zone 2 {kind} Collaboration Edge: \"On\"\n\
         *c xConfiguration Zones Zone 2 {kind} {other}\n\
         *c xConfiguration Zones Zone 3 Name: \"B2B\"\n\
         *c xConfiguration Zones Zone 3 Type: \"{kind}\"\n\
         *c xConfiguration Zones Zone 3 {kind} Collaboration Edge: \"Off\"\n\
         *c xConfiguration Zones Zone 3 {kind} SIP Transport: \"TLS\"\n",
        cluster = node.id(),
    );
    for (key, value) in settings {
        text.push_str(&format!("*c xConfiguration Zones Zone 3 {kind} {key}: \"{value}\"\n"));
    }
    text
}

/// Takes dumps one after the other, as they are dropped on the page.
fn described(dumps: &[(NodeName, &[(&str, &str)])]) -> Description {
    let mut description = Description::default();
    for (node, settings) in dumps {
        let name = format!("xconf_dump_{node}1_2026-11-20_09_30_00.txt");
        let mut collector = Collector::new(Limits::default());
        let text = Cursor::new(dump(*node, settings).into_bytes());
        collector.add(&name, text, &|_| ControlFlow::Continue(()));
        description.take(vec![(collector.finish(), Some(*node))]);
    }
    description
}

/// The traversal zones and far ends of which the engine hears.
fn heard(description: &Description) -> Vec<String> {
    let deployment = description.judged().expect("a deployment").deployment;
    let zones = deployment.traversal_zones.iter();
    let zones = zones.map(|zone| format!("zone {} {}", zone.slug, zone.port.unwrap_or_default()));
    let far_ends = deployment.far_ends.iter().map(|one| format!("far end {}", one.slug));
    zones.chain(far_ends).collect()
}

const PORT: &str = "SIP Port";
const PEER: &str = "Peer 1 Address";

#[test]
fn two_ends_are_one_zone_where_ports_match_and_the_peer_is_edge() {
    let apart = &["far end b2b", "far end b2b-edge-"][..];
    let one = &["zone b2b 7002"][..];
    let edge: &[(&str, &str)] = &[(PORT, "7002")];
    for (peer, port, expected) in [
        ("edge1.example.com", "7002", one),
        ("EDGE1.example.com", "7002", one),
        ("edge1", "7002", one),
        // The cluster's name.
        ("edge.example.com", "7002", one),
        // What Core calls Edge on the zone for Unified Communications.
        ("outside.example.net", "7002", one),
        ("edge1.example.com", "7003", apart),
        ("edge1.example.com", "", apart),
        ("edge1.example.net", "7002", apart),
        ("core1.example.com", "7002", apart),
        ("", "7002", apart),
    ] {
        let core: &[(&str, &str)] = &[(PEER, peer), (PORT, port)];
        let found = described(&[(NodeName::Core, core), (NodeName::Edge, edge)]);
        assert_eq!(heard(&found), expected, "{peer} {port}");
    }
}

#[test]
fn the_order_of_archives_and_an_archive_again_change_nothing() {
    let core: &[(&str, &str)] = &[(PEER, "edge1.example.com"), (PORT, "7002")];
    let edge: &[(&str, &str)] = &[(PORT, "7002")];
    let (core, edge) = ((NodeName::Core, core), (NodeName::Edge, edge));
    for dumps in [&[core, edge][..], &[edge, core], &[core, edge, edge, core]] {
        assert_eq!(heard(&described(dumps)), ["zone b2b 7002"], "{dumps:?}");
    }
    assert_eq!(heard(&described(&[core])), ["far end b2b"]);
    assert_eq!(heard(&described(&[edge])), ["far end b2b"]);
}

#[test]
fn a_zone_keeps_what_each_end_verifies_and_looks_for_and_says_where_that_stands() {
    let core: &[(&str, &str)] = &[
        (PEER, "edge1.example.com"),
        ("Peer 2 Address", "192.0.2.7"),
        (PORT, "7002"),
        ("SIP TLS Verify Mode", "On"),
    ];
    let edge: &[(&str, &str)] = &[
        (PORT, "7002"),
        ("SIP TLS Verify Mode", "Off"),
        ("SIP TLS Verify Subject Name", "core.example.com"),
    ];
    let found = described(&[(NodeName::Core, core), (NodeName::Edge, edge)]);
    let zone = found.traversal_zones.first().expect("a zone");
    let ends = zone.ends.each_ref().map(|end| (end.tls_verify, end.verify_names.as_str()));
    assert_eq!(
        ends,
        [(TlsVerify::On, "edge1.example.com, 192.0.2.7"), (TlsVerify::Off, "core.example.com")]
    );
    let settings = found.settings().into_iter().filter(|one| one.what == "traversal zone");
    let settings = settings.map(|one| (one.node.id(), one.value, one.line));
    assert_eq!(
        Vec::from_iter(settings),
        [("core", "B2B".into(), Some(9)), ("edge", "B2B".into(), Some(9))]
    );
}

#[test]
fn an_end_of_which_a_person_said_more_stays_a_far_end() {
    let core: &[(&str, &str)] = &[(PEER, "edge1.example.com"), (PORT, "7002")];
    let mut found = described(&[(NodeName::Core, core)]);
    found.far_ends[0].trusted = Some(Vec::new());
    let mut collector = Collector::new(Limits::default());
    let text = Cursor::new(dump(NodeName::Edge, &[(PORT, "7002")]).into_bytes());
    collector.add("xconf_dump_edge1.txt", text, &|_| ControlFlow::Continue(()));
    found.take(vec![(collector.finish(), Some(NodeName::Edge))]);
    assert_eq!(heard(&found), ["far end b2b", "far end b2b-edge-"]);
}
