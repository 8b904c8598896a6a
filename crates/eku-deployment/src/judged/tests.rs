//! What is judged of what is known, and what is assumed where nothing is.

mod told;

use eku_engine::deployment::{ClientEkuCheck, Initiates, Protocol, Service, StoreKind, TlsVerify};

use super::*;
use crate::description::{Fact, FarEnd, TraversalZone, TraversalZoneId};
use crate::names::NameProblem;
use crate::testing::{CORE, EDGE, ROOT, ROOTS, damaged, file};

fn release(text: &str) -> Release {
    Release::parse(text).unwrap()
}

fn said(text: &str) -> Option<Fact<Release>> {
    Some(Fact::said(release(text)))
}

/// A description whose Edge has peers of these names.
fn with_peers(names: &[&str]) -> Description {
    let mut description = Description::default();
    let peers = names.iter().zip(0..);
    let peers = peers.map(|(name, id)| Peer {
        id: PeerId(id * 10),
        name: (*name).to_owned(),
        ..Peer::first()
    });
    description.nodes[1].peers = peers.collect::<Vec<_>>().into();
    description
}

#[test]
fn a_release_that_nobody_said_is_that_of_the_other_node_or_the_newest() {
    for (core, edge, judged, assumed) in [
        (None, None, ["X15.5", "X15.5"], &[("release", &["core", "edge"][..], "X15.5")][..]),
        (Some("X14"), None, ["X14.0", "X14.0"], &[("release", &["edge"], "X14.0")]),
        (None, Some("X15.4"), ["X15.4", "X15.4"], &[("release", &["core"], "X15.4")]),
        (Some("X15.4"), Some("X15.5"), ["X15.4", "X15.5"], &[]),
    ] {
        let mut description = Description::default();
        description.nodes[0].release = core.and_then(said);
        description.nodes[1].release = edge.and_then(said);
        let releases = NodeName::ALL.map(|node| description.release(node).to_string());
        assert_eq!(releases, judged, "{core:?} {edge:?}");
        let deployment = description.judged().unwrap().deployment;
        let releases = NodeName::ALL.map(|node| deployment.node(node).release().to_string());
        assert_eq!(releases, judged, "{core:?} {edge:?}");
        let report = description.report(Timestamp::parse("2026-11-23").unwrap()).unwrap();
        let found = report.assumed.iter().filter(|one| one.id == "release");
        let found = found.map(|one| (one.id, &one.nodes[..], one.value.as_str()));
        assert_eq!(Vec::from_iter(found), assumed, "{core:?} {edge:?}");
    }
}

#[test]
fn a_switch_that_nobody_said_stands_as_on_a_new_system() {
    let check = Switch::EkuCheck;
    let upload = Switch::ServerEkuUpload;
    for (release, switch, known, stands, assumed) in [
        ("X15.5", check, None, Some(true), true),
        ("X15.5", check, Some(true), Some(true), false),
        ("X15.5", check, Some(false), Some(false), false),
        // A release without it: it is kept and said to nobody.
        ("X15.4", check, None, Some(true), false),
        ("X15.4", check, Some(false), Some(false), false),
        ("X15.4", upload, None, None, false),
        ("X15.4", upload, Some(true), Some(true), false),
        ("X15.4", upload, Some(false), Some(false), false),
    ] {
        let mut description = Description::default();
        description.nodes[1].release = said(release);
        description.nodes[1].switches[switch] = known.map(Fact::said);
        assert_eq!(description.switch(NodeName::Edge, switch), stands, "{release} {known:?}");
        let report = description.report(Timestamp::parse("2026-11-23").unwrap()).unwrap();
        let of_edge = |one: &&eku_engine::report::AssumedReport| one.nodes.contains(&"edge");
        let found = report.assumed.iter().filter(of_edge).any(|one| one.id == switch.row().id);
        assert_eq!(found, assumed, "{release} {switch:?} {known:?}");
        let node = description.judged().unwrap().deployment.edge;
        let expected = stands.filter(|_| node.release().has(switch, NodeName::Edge));
        assert_eq!(node.switches()[switch], expected, "{release} {switch:?} {known:?}");
    }
}

#[test]
fn an_upload_page_is_that_of_the_release_and_its_switch() {
    use NodeName::{Core, Edge};
    use StoreKind::{Client, Server};
    for (release, node, kind, on, requires_client_auth) in [
        ("X15.4", Edge, Server, None, Some(true)),
        ("X15.4", Edge, Server, Some(false), Some(true)),
        ("X15.4", Edge, Server, Some(true), Some(false)),
        ("X15.4", Core, Server, Some(true), Some(true)),
        ("X15.4", Edge, Client, Some(true), None),
        ("X15.5", Edge, Server, Some(true), Some(false)),
        ("X15.5", Edge, Client, None, Some(true)),
    ] {
        let mut description = Description::default();
        for known in &mut description.nodes {
            known.release = said(release);
            known.switches[Switch::ServerEkuUpload] = on.map(Fact::said);
        }
        let page = description.upload(Slot::new(node, PeerId::FIRST, kind));
        let found = page.map(|page| page.client_auth_required().0);
        assert_eq!(found, requires_client_auth, "{release} {node} {kind:?} {on:?}");
    }
}

#[test]
fn peers_are_judged_under_names_that_differ() {
    for (typed, expected) in [
        (&[""][..], &[None][..]),
        (&[" edge1 "], &[None]),
        (&["edge1", "EDGE1"], &[Some("edge1"), Some("EDGE1 2")]),
        (&["", "b", ""], &[Some("edge1"), Some("b"), Some("edge3")]),
    ] {
        let description = with_peers(typed);
        let deployment = description.judged().unwrap().deployment;
        let judged = deployment.edge.peers().iter().map(|peer| peer.name.as_deref());
        assert_eq!(Vec::from_iter(judged), expected, "{typed:?}");
        let ids = description.nodes[1].peers.iter().map(|peer| peer.id);
        let names = ids.map(|id| description.peer_name(NodeName::Edge, id));
        let names = Vec::from_iter(names);
        assert_eq!(Vec::from_iter(names.iter().map(Option::as_deref)), expected, "{typed:?}");
    }
    assert_eq!(with_peers(&["a", "b"]).peer_name(NodeName::Edge, PeerId(7)), None);
    let only = with_peers(&[" edge1 "]);
    let given = GivenName { name: "edge1".into(), key: String::new(), problem: None };
    assert_eq!(only.peer_names(NodeName::Edge), [given]);
}

#[test]
fn stores_hold_what_they_were_given_and_are_those_of_the_release() {
    for (text, has_client_store) in [("X15.4", false), ("X15.5", true)] {
        let mut description = Description::default();
        description.nodes[0].release = said(text);
        description.nodes[0].peers[0].server = Some(file("core.pem", CORE).into());
        description.nodes[0].peers[0].client = Some(file("edge.pem", EDGE).into());
        let deployment = description.judged().unwrap().deployment;
        let leaf = |pem| file("a.pem", pem).certificates[0].clone();
        let stores = &deployment.core.peers()[0].stores;
        assert_eq!(matches!(stores, Stores::Two { .. }), has_client_store, "{text}");
        assert_eq!(stores.server().presented().unwrap().leaf, leaf(CORE), "{text}");
        let client = if has_client_store { EDGE } else { CORE };
        assert_eq!(stores.client().presented().unwrap().leaf, leaf(client), "{text}");
    }
}

#[test]
fn a_trusted_list_is_a_nodes_own_files_and_those_of_both() {
    let [root, roots] = [file("root.pem", ROOT), file("roots.pem", ROOTS)].map(Arc::new);
    let damaged = Arc::new(damaged("damaged.pem"));
    for (own, of_both, expected) in [
        (None, &[][..], None),
        (Some(vec![]), &[], Some((0, false))),
        (None, std::slice::from_ref(&root), Some((1, false))),
        (Some(vec![root.clone()]), &[roots], Some((3, false))),
        (Some(vec![damaged.clone()]), &[], Some((1, true))),
        (Some(vec![]), &[damaged], Some((1, true))),
    ] {
        let mut description = Description::default();
        description.nodes[0].trusted.clone_from(&own);
        description.nodes[0].assumed = vec![b"a CA".to_vec()];
        description.trusted_by_both = of_both.to_vec();
        let core = description.judged().unwrap().deployment.core;
        let found = core.trusted_cas.as_ref();
        let counts = found.map(|list| (list.certificates.len(), list.incomplete));
        assert_eq!(counts, expected, "{own:?} {of_both:?}");
        assert!(found.is_none_or(|list| list.assumed == [b"a CA"]));
    }
}

#[test]
fn far_ends_and_zones_are_judged_as_they_were_described() {
    let mut description = Description::default();
    description.far_ends.push(FarEnd {
        node: NodeName::Core,
        initiates: Initiates::Both,
        client_eku_check: ClientEkuCheck::Off,
        tls_verify: TlsVerify::Unknown,
        protocol: Protocol::Https,
        used_by: vec![Service::Mra],
        traversal_port: Some(7003),
        verify_names: "a.example; b.example 192.0.2.1".into(),
        certificate: Some(file("edge.pem", EDGE).into()),
        trusted: Some(vec![file("root.pem", ROOT).into()]),
        assumed: vec![b"a CA".to_vec()],
        ..FarEnd::of_any_kind(FarEndId(7), "Partner".into())
    });
    description.far_ends.push(FarEnd::of_any_kind(FarEndId(8), "?".into()));
    let mut zone = TraversalZone::of_name(TraversalZoneId(9), "B2B".into());
    zone.port = Some(7002);
    zone.ends[0].tls_verify = TlsVerify::Off;
    zone.ends[1].verify_names = "core.example.com".into();
    description.traversal_zones.push(zone);
    description.services = Some(vec![Service::Mra]);
    description.nodes[1].verify_names = Some(Fact::said("a.example,b.example".into()));

    let name = |text: &str| VerifyName::new(text).unwrap();
    let deployment = description.judged().unwrap().deployment;
    let mut partner = engine::FarEnd::new("Partner", NodeName::Core, Initiates::Both).unwrap();
    partner.client_eku_check = ClientEkuCheck::Off;
    partner.tls_verify = TlsVerify::Unknown;
    partner.protocol = Protocol::Https;
    partner.used_by = vec![Service::Mra];
    partner.traversal_port = Some(7003);
    partner.verify_names = vec![name("a.example"), name("b.example"), name("192.0.2.1")];
    partner.certificate = file("edge.pem", EDGE).store();
    let list = TrustedCas::new(file("root.pem", ROOT).certificates, false);
    partner.trusted_cas = Some(TrustedCas { assumed: vec![b"a CA".to_vec()], ..list });
    assert_eq!(deployment.far_ends[0], partner);
    assert_eq!(deployment.far_ends[1].name, "Far end");
    let mut zone = engine::TraversalZone::new("B2B").unwrap();
    zone.port = Some(7002);
    zone.core.tls_verify = TlsVerify::Off;
    zone.edge.verify_names = vec![name("core.example.com")];
    assert_eq!(deployment.traversal_zones[0], zone);
    assert_eq!(deployment.services, Some(vec![Service::Mra]));
    assert_eq!(deployment.edge.verify_names, [name("a.example"), name("b.example")]);
    assert_eq!(description.nodes[1].typed_names(), deployment.edge.verify_names);
    assert_eq!(deployment.core.verify_names, []);
}

#[test]
fn a_far_end_is_found_by_its_number_and_by_what_reports_call_it() {
    let mut description = Description::default();
    for (id, name) in [(4, "Webex"), (6, "webex"), (9, "")] {
        description.far_ends.push(FarEnd::of_any_kind(FarEndId(id), name.into()));
    }
    for (id, name, slug) in
        [(4, "Webex", "webex"), (6, "webex 2", "webex-2"), (9, "Far end", "far-end")]
    {
        assert_eq!(description.far_end_name(FarEndId(id)).as_deref(), Some(name));
        assert_eq!(description.slug(FarEndId(id)), Some(slug));
        let found = description.far_end_of(slug).map(|(far_end, name)| (far_end.id.0, name));
        assert_eq!(found, Some((id, name)));
    }
    assert_eq!(description.far_end_name(FarEndId(5)), None);
    assert_eq!(description.slug(FarEndId(5)), None);
    assert_eq!(description.far_end_of("cube"), None);
    let problems = description.far_end_names().iter().map(|given| given.problem);
    let expected = [None, Some(NameProblem::Repeated), Some(NameProblem::Empty)];
    assert_eq!(Vec::from_iter(problems), expected);
}

#[test]
fn zones_without_a_name_of_their_own_are_judged_too() {
    let mut description = Description::default();
    for (id, name) in [(1, "B2B"), (2, ""), (3, "b2b")] {
        description.traversal_zones.push(TraversalZone::of_name(TraversalZoneId(id), name.into()));
    }
    let deployment = description.judged().unwrap().deployment;
    let names = deployment.traversal_zones.iter().map(|zone| zone.name.as_str());
    assert_eq!(Vec::from_iter(names), ["B2B", "Traversal zone", "b2b 2"]);
}

#[test]
fn a_deployment_that_is_too_large_is_not_judged() {
    let mut description = Description::default();
    let peers = (0..500).map(|id| Peer { id: PeerId(id), ..Peer::first() });
    description.nodes[1].peers = peers.collect::<Vec<_>>().into();
    let far_ends = (0..200).map(|id| FarEnd::of_any_kind(FarEndId(id), format!("a{id}")));
    description.far_ends = far_ends.collect::<Vec<_>>().into();
    assert!(description.judged().is_ok());
    description.far_ends.push(FarEnd::of_any_kind(FarEndId(200), "a200".into()));
    let refused = description.judged();
    assert!(matches!(refused, Err(DeploymentError::TooLarge { .. })), "{refused:?}");
}

#[test]
fn names_are_separated_by_commas_semicolons_or_blanks_and_are_no_keys() {
    let key = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK+0PqjHQu8UKZ9BXG1XbDkN5mYwTc";
    for (typed, expected) in [
        ("", &[][..]),
        (" ,;", &[]),
        ("a.example", &["a.example"]),
        ("a.example,b.example; 192.0.2.1 c", &["a.example", "b.example", "192.0.2.1", "c"]),
        (key, &[]),
    ] {
        let names = verify_names(typed).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names, expected, "{typed}");
    }
}
