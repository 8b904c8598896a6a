//! Which connection an observation speaks of.

use super::*;

#[test]
fn direction_and_node_decide_what_a_port_means() {
    use NodeName::*;
    use Role::*;
    let failure = TlsFailure::Purpose;
    for (node, role, port, expected) in [
        (Edge, Responder, 7001, ZONE),
        (Edge, Responder, 7399, ZONE),
        (Edge, Responder, 7400, None),
        (Edge, Responder, 7000, None),
        (Edge, Initiator, 7001, None),
        (Core, Responder, 7001, None),
        (Core, Initiator, 2222, TUNNELS),
        (Core, Responder, 2222, None),
        (Edge, Responder, 5061, None),
        (Edge, Responder, 4372, None),
    ] {
        let (found, _) = joined(&deployment("S"), tls(node, role, failure, "192.0.2.9", port));
        assert_eq!(found.as_deref(), expected, "{node} {role:?} {port}");
    }
}

#[test]
fn a_traversal_zone_is_known_by_its_name_or_its_own_port() {
    use NodeName::*;
    use Role::*;
    let mut deployment = deployment("S");
    let mut plain = TraversalZone::new("B2B").unwrap();
    plain.port = Some(7002);
    deployment.traversal_zones.push(plain);
    let own = Some("traversal-zone:b2b");
    for (node, role, port, expected) in [
        (Edge, Responder, 7002, own),
        (Core, Initiator, 7002, own),
        (Edge, Responder, 7001, ZONE),
        (Edge, Initiator, 7002, None),
    ] {
        let seen = tls(node, role, TlsFailure::Purpose, "192.0.2.9", port);
        let (found, _) = joined(&deployment, seen);
        assert_eq!(found.as_deref(), expected, "{node} {role:?} {port}");
    }
    let (found, held) = joined(&deployment, zone("b2b", ZoneKind::Other, State::Down));
    assert_eq!((found.as_deref(), held), (own, Agreement::AgreesItFails));
}

#[test]
fn a_far_end_is_known_by_its_name_or_address_and_never_by_its_port() {
    use NodeName::*;
    use Role::*;
    let failure = TlsFailure::Purpose;
    let deployment = deployment("S");
    for (node, role, remote, expected) in [
        (Edge, Initiator, "sip.webex.com", Some("far-end:webex:out")),
        (Edge, Responder, "SIP.WEBEX.COM", Some("far-end:webex:in")),
        (Edge, Responder, "webex", Some("far-end:webex:in")),
        (Core, Initiator, "192.0.2.7", Some("far-end:cucm-trunk:out")),
        (Core, Responder, "192.0.2.7", Some("far-end:cucm-trunk:out")),
        (Edge, Initiator, "192.0.2.7", None),
        (Edge, Initiator, "203.0.113.1", None),
    ] {
        let (found, _) = joined(&deployment, tls(node, role, failure, remote, 5061));
        assert_eq!(found.as_deref(), expected, "{node} {role:?} {remote}");
    }
    let named = Observation {
        remote_name: Some("sip.webex.com".into()),
        ..tls(Edge, Initiator, failure, "203.0.113.1", 5061)
    };
    assert_eq!(joined(&deployment, named).0.as_deref(), Some("far-end:webex:out"));
    let (found, held) = joined(&deployment, zone("Webex", ZoneKind::Other, State::Down));
    assert_eq!(found.as_deref(), Some("far-end:webex:out"));
    assert_eq!(held, Agreement::Unrelated(Unrelated::Undecided { works: false }));
}

#[test]
fn a_far_end_is_known_by_the_names_of_its_certificate_and_its_direction_is_said() {
    use NodeName::*;
    use Role::*;
    let named = |role: Role, names: &[&str], port| {
        let names = names.iter().map(ToString::to_string).collect();
        let theirs = SeenCertificate { sha256: [7; 32], serial: "07".into(), names };
        let seen = Seen::Handshake {
            role: None,
            opened_by: Some("203.0.113.1".into()),
            initiator: (role == Initiator).then(|| theirs.clone()),
            responder: (role == Responder).then_some(theirs),
            certificate_requested: Some(true),
            encrypted: false,
            ending: Ending::Completed,
        };
        Observation {
            port: Some(port),
            remote: Some("203.0.113.2".into()),
            ..self::seen(Edge, seen)
        }
    };
    let mut deployment = deployment("S C");
    let undecided = Agreement::Unrelated(Unrelated::Undecided { works: true });
    let dns_zone = "sip.webex.com";
    check(
        &deployment,
        [
            (
                named(Responder, &["x", dns_zone], 5062),
                Some("far-end:webex:out"),
                undecided.clone(),
            ),
            (named(Initiator, &[dns_zone], 5062), Some("far-end:webex:in"), undecided.clone()),
            (named(Initiator, &["nobody"], 5062), None, Agreement::Unrelated(Unrelated::NotJoined)),
        ],
    );
    let mut zone = FarEnd::new("B2B", Edge, Initiates::FarEnd).unwrap();
    zone.traversal_port = Some(7002);
    let mut webex = FarEnd::new("Webex", Edge, Initiates::Expressway).unwrap();
    webex.verify_names = VerifyName::new(dns_zone).into_iter().collect();
    deployment.far_ends = [webex, zone].into_iter().collect();
    check(
        &deployment,
        [
            (
                named(Initiator, &[dns_zone], 5062),
                Some("far-end:webex:out"),
                Agreement::Unrelated(Unrelated::OtherDirection),
            ),
            (named(Initiator, &["partner"], 7002), Some("far-end:b2b:in"), undecided),
        ],
    );
}

#[test]
fn a_capture_of_a_machine_that_nobody_named_is_joined_by_what_our_stores_hold() {
    use Agreement::*;
    let nobody_knows = |seen: Observation| match seen.seen {
        Seen::Handshake { initiator, responder, certificate_requested, ending, .. } => {
            Observation {
                node: None,
                seen: Seen::Handshake {
                    role: None,
                    opened_by: Some("192.0.2.9".into()),
                    initiator,
                    responder,
                    certificate_requested,
                    encrypted: false,
                    ending,
                },
                ..seen
            }
        }
        other => panic!("{other:?}"),
    };
    let completed = Ending::Completed;
    let with =
        |initiator, responder, port| nobody_knows(handshake(initiator, responder, completed, port));
    check(
        &deployment("S C"),
        [
            (with(Some(b"core client"), Some(b"edge"), 7001), ZONE, AgreesItWorks),
            (with(None, Some(b"edge"), 2222), TUNNELS, AgreesItWorks),
            (with(Some(b"nobody's"), None, 7001), None, Unrelated(super::Unrelated::NotJoined)),
        ],
    );
    // On the node itself the port says which side it is.
    let on_edge = Observation { node: Some(NodeName::Edge), ..with(Some(b"nobody's"), None, 7001) };
    check(&deployment("S C"), [(on_edge, ZONE, OtherCertificate)]);
}

#[test]
fn what_the_traffic_server_says_is_of_the_far_end_that_core_reaches_over_https() {
    use NodeName::*;
    use Role::*;
    let mut deployment = deployment("S C");
    let cucm = |name: &str, wanted: Option<&str>| {
        let mut far_end = FarEnd::new(name, Core, Initiates::Expressway).unwrap();
        far_end.protocol = crate::deployment::Protocol::Https;
        far_end.verify_names = wanted.and_then(VerifyName::new).into_iter().collect();
        far_end
    };
    let failure = |node, role, name: &str| Observation {
        remote_name: Some(name.into()),
        port: None,
        ..tls(node, role, TlsFailure::Alert(Alert::UnsupportedCertificate), "192.0.2.46", 0)
    };
    let (first, second) = (Some("far-end:first:out"), Some("far-end:second:out"));
    let by_name = Some("cucm.example.com");
    for (far_ends, node, role, name, expected) in [
        (vec![cucm("First", None)], Core, Initiator, "cucm.example.com", first),
        (vec![cucm("First", by_name)], Core, Initiator, "CUCM.example.com", first),
        (vec![cucm("First", by_name)], Core, Initiator, "imp.example.com", None),
        (vec![cucm("First", Some("192.0.2.46"))], Core, Initiator, "cucm.example.com", first),
        (vec![cucm("First", None)], Core, Responder, "cucm.example.com", None),
        (vec![cucm("First", None)], Edge, Initiator, "cucm.example.com", None),
        (
            vec![cucm("First", None), cucm("Second", by_name)],
            Core,
            Initiator,
            "cucm.example.com",
            second,
        ),
        (vec![cucm("First", None), cucm("Second", by_name)], Core, Initiator, "x", None),
    ] {
        let shown = alloc::format!("{} far ends, {node} {role:?} {name}", far_ends.len());
        deployment.far_ends = far_ends.into_iter().collect();
        let (found, _) = joined(&deployment, failure(node, role, name));
        assert_eq!(found.as_deref(), expected, "{shown}");
    }
}

#[test]
fn replication_is_known_by_a_peer_or_by_its_ports() {
    let stores = |purposes| Stores::Two {
        server: Store::of([leaf(purposes)].into(), false),
        client: Store::of([leaf(purposes)].into(), false),
    };
    let mut deployment = deployment("S C");
    let peers =
        ["edge1.example.com", "edge2.example.com"].map(|name| Peer::named(name, stores("S")));
    deployment.edge = Node::new(NodeName::Edge, Release::X15_5, peers.into()).unwrap();
    deployment.edge.set(Switch::ClusterTlsVerify, false).unwrap();
    let cluster = Some("cluster-database");
    for (remote, port, expected) in [
        ("edge2.example.com", 9999, cluster),
        ("192.0.2.3", 4372, cluster),
        ("192.0.2.3", 9999, None),
    ] {
        let failure = tls(NodeName::Edge, Role::Initiator, TlsFailure::Expired, remote, port);
        assert_eq!(joined(&deployment, failure).0.as_deref(), expected, "{remote} {port}");
    }
}
