//! What a report says of where its input came from, what was seen and what could not be read.

use eku_engine::deployment::Switches;
use eku_engine::evidence::Seen as What;
use eku_engine::report::{Confidence, FoundReport};

use super::*;
use crate::description::Seen;
use crate::testing::problem;

fn quote(value: &str) -> Quoted {
    Quoted {
        value: value.into(),
        file: format!("{value}.txt"),
        line: Some(3),
        text: format!("Key: {value}"),
    }
}

/// Something that a file says.
fn from_file<T>(value: T, words: &[&str]) -> Option<Fact<T>> {
    Some(Fact { value, from: words.iter().map(|word| quote(word)).collect() })
}

/// An alarm of this number that was raised on a node's peer.
fn alarm(id: u32, node: Option<NodeName>, peer: Option<PeerId>) -> Seen {
    let observation = Observation {
        node,
        peer: None,
        file: "status.txt".into(),
        place: String::new(),
        seen: What::Alarm { id, raised: true, detail: String::new() },
        confidence: Confidence::Documented,
        remote: None,
        remote_name: None,
        port: None,
        first: None,
        last: None,
        count: 1,
    };
    Seen { observation, peer }
}

#[test]
fn a_report_says_where_each_setting_came_from() {
    let mut description = Description::default();
    let mut switches = Switches::default();
    switches[Switch::EkuCheck] = from_file(false, &["Off"]);
    switches[Switch::ClusterTlsVerify] = Some(Fact::said(true));
    let edge = &mut description.nodes[1];
    edge.switches = switches;
    edge.verify_names = from_file("a, b".into(), &["a", "b"]);
    description.nodes[0].release = from_file(release("X15.4"), &["X15.4"]);
    let mut zone = TraversalZone::of_name(TraversalZoneId(1), "B2B".into());
    zone.ends[0].from = Some(quote("B2B"));
    description.traversal_zones.push(zone);
    for (id, node) in [(2, NodeName::Core), (3, NodeName::Edge)] {
        let mut far_end = FarEnd::of_any_kind(FarEndId(id), "Webex".into());
        far_end.node = node;
        far_end.from = Some(quote(&format!("Webex {node}")));
        description.far_ends.push(far_end);
    }
    description.far_ends.push(FarEnd::of_any_kind(FarEndId(4), "CUBE".into()));
    let older = SettingReport {
        node: NodeName::Core,
        id: None,
        what: "SIP port".into(),
        value: "5061".into(),
        file: "old.txt".into(),
        line: None,
        text: String::new(),
    };
    description.further_settings = vec![older.clone()];

    let settings = description.settings();
    let found = settings.iter().map(|one| (one.node.id(), one.what.as_str(), one.value.as_str()));
    let expected = [
        ("core", "release", "X15.4"),
        ("core", "traversal zone", "B2B"),
        ("core", "far end", "Webex core"),
        ("core", "SIP port", "5061"),
        ("edge", "EKU check", "Off"),
        ("edge", "TLS verify name", "a"),
        ("edge", "TLS verify name", "b"),
        ("edge", "far end", "Webex edge"),
    ];
    assert_eq!(Vec::from_iter(found), expected);
    let first = SettingReport {
        node: NodeName::Core,
        id: Some(SettingId::Release),
        what: "release".into(),
        value: "X15.4".into(),
        file: "X15.4.txt".into(),
        line: Some(3),
        text: "Key: X15.4".into(),
    };
    assert_eq!((&settings[0], &settings[3]), (&first, &older));
}

#[test]
fn what_was_seen_is_told_by_node_and_peer_under_their_names() {
    let (core, edge) = (Some(NodeName::Core), Some(NodeName::Edge));
    let mut description = with_peers(&["edge1", "edge2"]);
    description.seen = vec![
        alarm(1, None, None),
        alarm(2, edge, None),
        alarm(3, edge, Some(PeerId(10))),
        alarm(4, edge, Some(PeerId(0))),
        alarm(5, edge, Some(PeerId(20))),
        alarm(6, core, Some(PeerId::FIRST)),
    ];
    let found = description.observations().into_iter().map(|one| {
        let What::Alarm { id, .. } = one.seen else { panic!("an alarm") };
        (id, one.peer.map(|peer| peer.to_string()))
    });
    let of = |peer: &str| Some(peer.to_owned());
    // The machine of the fifth is gone, and a node's only machine has no name.
    let expected = [(6, None), (4, of("edge1")), (3, of("edge2")), (2, None), (1, None)];
    assert_eq!(Vec::from_iter(found), expected);
    assert_eq!(description.judged().unwrap().observations, description.observations());
}

#[test]
fn what_could_not_be_read_is_told_once_of_every_place() {
    let with_problem = |name: &str| {
        let mut one = file(name, CORE);
        one.problems = vec![problem(name)];
        Arc::new(one)
    };
    let mut description = with_peers(&["edge1", "edge2"]);
    description.problems = vec![problem("a.tgz"), problem("a.tgz")];
    description.found =
        vec![FoundReport { file: "a.tgz".into(), used: true, text: "an archive".into() }];
    let edge = &mut description.nodes[1];
    edge.peers[0].server = Some(with_problem("server.pem"));
    edge.peers[1].client = Some(with_problem("client.pem"));
    edge.trusted = Some(vec![with_problem("trusted.pem")]);
    description.trusted_by_both = vec![with_problem("both.pem")];
    description.far_ends.push(FarEnd {
        certificate: Some(with_problem("far.pem")),
        trusted: Some(vec![with_problem("far-trusted.pem"), with_problem("both.pem")]),
        ..FarEnd::of_any_kind(FarEndId(1), "Webex".into())
    });
    let report = description.report(Timestamp::parse("2026-11-23").unwrap()).unwrap();
    let files = report.problems.iter().map(|problem| problem.file.as_str());
    let expected = [
        "a.tgz",
        "server.pem",
        "client.pem",
        "trusted.pem",
        "both.pem",
        "far.pem",
        "far-trusted.pem",
    ];
    assert_eq!(Vec::from_iter(files), expected);
    assert_eq!(report.input.found, description.found);
    assert_eq!(report.input.settings, description.settings());
}
