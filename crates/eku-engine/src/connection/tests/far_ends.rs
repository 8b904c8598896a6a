//! The connections with far ends.

use super::*;
use crate::deployment::{ClientEkuCheck, FarEnd, Initiates, Protocol, TlsVerify};
use crate::testing::deployments::{
    check_off, connection as verdict_of, holds, judged, list, nodes, older, reasons, verify_names,
    with_far_end,
};

const OUT: &str = "far-end:far-1:out";
const IN: &str = "far-end:far-1:in";

/// Two X15.5 nodes with other certificates in client and server store, and a far end of Edge.
fn edge_with(initiates: Initiates, describe: impl FnOnce(&mut FarEnd)) -> Deployment {
    with_far_end(x15_5(["S C", "S"], ["C", "S"]), NodeName::Edge, initiates, describe)
}

#[test]
fn who_initiates_decides_which_connections_there_are() {
    for (initiates, expected) in [
        (Initiates::Expressway, vec![OUT]),
        (Initiates::FarEnd, vec![IN]),
        (Initiates::Both, vec![OUT, IN]),
    ] {
        let deployment = edge_with(initiates, |_| {});
        let ids = built(&deployment).into_iter().skip(2).map(|found| found.id.to_string());
        assert_eq!(Vec::from_iter(ids), expected);
    }
}

#[test]
fn the_node_presents_its_client_role_going_out_and_its_server_role_coming_in() {
    let both = |release, node| {
        let deployment = nodes(release, &[["S C"; 2]], release, &[["S C"; 2]]);
        with_far_end(deployment, node, Initiates::Both, |_| {})
    };
    let far = "far-end:far-1";
    for (release, node, client) in [
        ("X15.5", NodeName::Edge, "edge.client"),
        ("X15.5", NodeName::Core, "core.client"),
        ("X15.4", NodeName::Edge, "edge.server"),
        ("X15.3", NodeName::Core, "core.server"),
    ] {
        let deployment = both(release, node);
        let out = format!("{node} -> {far}, {client}, {far}");
        assert_eq!(sides(&found(&deployment, OUT)), out);
        let inbound = format!("{far} -> {node}, {far}, {node}.server");
        assert_eq!(sides(&found(&deployment, IN)), inbound);
    }
    let peers = nodes("X15.5", &[["S C"; 2]], "X15.5", &[["C", "S"]; 2]);
    let peers = with_far_end(peers, NodeName::Edge, Initiates::Both, |_| {});
    assert_eq!(
        asked(&found(&peers, OUT))[..2],
        [
            "edge[one].client to far-end:far-1: Unknown documented",
            "edge[two].client to far-end:far-1: Unknown documented",
        ]
    );
    assert_eq!(
        asked(&found(&peers, IN))[..2],
        [
            "edge[one].server to far-end:far-1: ServerAuth documented",
            "edge[two].server to far-end:far-1: ServerAuth documented",
        ]
    );
}

#[test]
fn going_out_the_far_ends_check_decides_what_is_asked_of_our_client_role() {
    for (check, expected) in [
        (ClientEkuCheck::On, Some("edge.client to far-end:far-1: ClientAuth documented")),
        (ClientEkuCheck::Off, Some("edge.client to far-end:far-1: Ignored documented")),
        (ClientEkuCheck::Unknown, Some("edge.client to far-end:far-1: Unknown documented")),
        (ClientEkuCheck::NotRequested, None),
    ] {
        let deployment = edge_with(Initiates::Expressway, |far_end| {
            far_end.client_eku_check = check;
            far_end.certificate = holds("S");
        });
        let out = found(&deployment, OUT);
        let mut lines = Vec::from_iter(expected.map(String::from));
        lines.push("far-end:far-1 to edge: ServerAuth inferred".into());
        assert_eq!(asked(&out), lines);
        assert_eq!(out.initiator_certificate.is_some(), expected.is_some());
    }
}

#[test]
fn coming_in_our_eku_check_decides_for_sip_and_nothing_is_known_of_other_protocols() {
    for (release, off, protocol, expected) in [
        ("X15.5", false, Protocol::Sip, "ClientAuth documented"),
        ("X15.5", true, Protocol::Sip, "EkuCheckOff documented"),
        ("X15.4", false, Protocol::Sip, "ClientAuth documented"),
        ("X14", false, Protocol::Sip, "ClientAuth documented"),
        ("X15.5", false, Protocol::Xmpp, "Unknown inferred"),
        ("X15.5", true, Protocol::Https, "Unknown inferred"),
        ("X15.4", false, Protocol::Https, "Unknown inferred"),
    ] {
        let deployment = nodes(release, &[["S C"; 2]], release, &[["S C"; 2]]);
        let deployment = if off { check_off(deployment, NodeName::Edge) } else { deployment };
        let deployment = with_far_end(deployment, NodeName::Edge, Initiates::FarEnd, |far_end| {
            far_end.protocol = protocol;
            far_end.certificate = holds("S C");
        });
        assert_eq!(
            asked(&found(&deployment, IN)),
            [
                "edge.server to far-end:far-1: ServerAuth documented".into(),
                format!("far-end:far-1 to edge: {expected}")
            ],
            "{release} {off} {protocol:?}"
        );
    }
}

#[test]
fn what_is_asked_besides_purposes() {
    let all = "validity, names, trust";
    let nothing = "validity?, names?, trust?";
    for (given, verify, names, lists, ours, theirs) in [
        ("S C", TlsVerify::On, false, false, "validity, trust?", "validity, names?, trust?"),
        ("S C", TlsVerify::On, true, true, "validity, trust", all),
        ("S C", TlsVerify::Unknown, true, true, "validity, trust", all),
        ("S C", TlsVerify::Off, true, true, "validity, trust", nothing),
        ("none", TlsVerify::On, true, true, "validity, trust", nothing),
    ] {
        let mut deployment = edge_with(Initiates::Both, |far_end| {
            far_end.certificate = holds(given);
            far_end.tls_verify = verify;
            far_end.verify_names = verify_names(if names { &["far.example.com"] } else { &[] });
            far_end.trusted_cas = lists.then(|| list(&[]));
        });
        deployment.edge.trusted_cas = lists.then(|| list(&[]));
        for id in [OUT, IN] {
            let connection = found(&deployment, id);
            let both = Vec::from_iter(connection.presentations.iter().map(besides));
            assert_eq!(both, [ours, theirs], "{given} {verify:?} {id}");
        }
    }
}

#[test]
fn going_out_by_what_the_far_end_checks_and_what_we_present() {
    use ClientEkuCheck::{NotRequested, Off, On, Unknown};
    for (client, check, expected) in [
        ("S", On, "fails"),
        ("S C", On, "works"),
        ("absent", On, "undecided"),
        ("unreadable", On, "fails"),
        ("none", On, "undecided"),
        ("S", Off, "works"),
        ("unreadable", Off, "undecided"),
        ("none", Off, "undecided"),
        ("S", Unknown, "undecided"),
        ("S C", Unknown, "works"),
        ("absent", Unknown, "undecided"),
        ("any", Unknown, "undecided"),
        ("unreadable", Unknown, "undecided"),
        ("S", NotRequested, "works"),
        ("unreadable", NotRequested, "works"),
        ("none", NotRequested, "works"),
    ] {
        let deployment = x15_5(["S C", "S"], [client, "S"]);
        let deployment =
            with_far_end(deployment, NodeName::Edge, Initiates::Expressway, |far_end| {
                far_end.client_eku_check = check;
            });
        let verdict = verdict_of(&judged(&deployment), OUT).verdict;
        assert_eq!(verdict.id(), expected, "{client} {check:?}");
    }
}

#[test]
fn going_out_by_what_the_far_end_presents_and_whether_we_verify() {
    use TlsVerify::{Off, On, Unknown};
    for (theirs, verify, expected) in [
        ("S", On, "works"),
        ("C", On, "fails"),
        ("absent", On, "works"),
        ("unreadable", On, "fails"),
        ("none", On, "works"),
        ("C", Unknown, "undecided"),
        ("unreadable", Unknown, "undecided"),
        ("none", Unknown, "works"),
        ("C", Off, "works"),
        ("unreadable", Off, "works"),
    ] {
        let deployment = edge_with(Initiates::Expressway, |far_end| {
            far_end.certificate = holds(theirs);
            far_end.tls_verify = verify;
        });
        let verdict = verdict_of(&judged(&deployment), OUT).verdict;
        assert_eq!(verdict.id(), expected, "{theirs} {verify:?}");
    }
}

#[test]
fn coming_in_by_what_the_far_end_presents() {
    use TlsVerify::{Off, On, Unknown};
    for (theirs, eku_check, verify, protocol, expected) in [
        ("S C", "on", On, Protocol::Sip, "works"),
        ("S", "on", On, Protocol::Sip, "fails"),
        ("absent", "on", On, Protocol::Sip, "undecided"),
        ("none", "on", On, Protocol::Sip, "undecided"),
        ("none", "on", Unknown, Protocol::Sip, "undecided"),
        ("none", "on", Off, Protocol::Sip, "works"),
        ("S", "on", Off, Protocol::Sip, "works"),
        ("S", "on", Unknown, Protocol::Sip, "undecided"),
        ("S", "off", On, Protocol::Sip, "works"),
        ("C", "off", On, Protocol::Sip, "undecided"),
        ("unreadable", "off", On, Protocol::Sip, "fails"),
        ("S", "on", On, Protocol::Xmpp, "undecided"),
        ("S", "off", On, Protocol::Https, "undecided"),
        ("C", "on", On, Protocol::Https, "works"),
        ("unreadable", "on", On, Protocol::Xmpp, "fails"),
    ] {
        let deployment = edge_with(Initiates::FarEnd, |far_end| {
            far_end.certificate = holds(theirs);
            far_end.tls_verify = verify;
            far_end.protocol = protocol;
        });
        let deployment =
            if eku_check == "off" { check_off(deployment, NodeName::Edge) } else { deployment };
        let verdict = verdict_of(&judged(&deployment), IN).verdict;
        assert_eq!(verdict.id(), expected, "{theirs} {eku_check} {verify:?} {protocol:?}");
    }
}

#[test]
fn coming_in_our_server_role_is_asked_for_server_authentication() {
    for (server, check, expected) in [
        ("S", ClientEkuCheck::Unknown, "works"),
        ("C", ClientEkuCheck::Off, "fails"),
        ("absent", ClientEkuCheck::Unknown, "works"),
        ("none", ClientEkuCheck::Unknown, "undecided"),
        ("unreadable", ClientEkuCheck::Unknown, "undecided"),
        ("unreadable", ClientEkuCheck::On, "fails"),
    ] {
        let deployment = x15_5(["S C", "S"], ["S", server]);
        let deployment = with_far_end(deployment, NodeName::Edge, Initiates::FarEnd, |far_end| {
            far_end.certificate = holds("S C");
            far_end.client_eku_check = check;
        });
        let verdict = verdict_of(&judged(&deployment), IN).verdict;
        assert_eq!(verdict.id(), expected, "{server} {check:?}");
    }
}

#[test]
fn the_scenarios_of_the_seed_with_far_ends() {
    // 1: Edge calls Webex. 3: Core calls Unified CM. Both present their client store.
    for (node, presented) in [(NodeName::Edge, "edge.client"), (NodeName::Core, "core.client")] {
        let deployment = x15_5(["S", "S C"], ["S", "S C"]);
        let deployment = with_far_end(deployment, node, Initiates::Expressway, |far_end| {
            far_end.client_eku_check = ClientEkuCheck::On;
        });
        let expected = format!("client-auth-required of {presented} fails, documented");
        assert_eq!(reasons(&judged(&deployment), OUT), [expected]);
    }
    // 2: an older node calls over a neighbour zone, and its certificate is asked for.
    let deployment = edge_with(Initiates::FarEnd, |far_end| {
        far_end.certificate = holds("S");
        far_end.verify_names = verify_names(&["old.example.com"]);
    });
    assert_eq!(
        reasons(&judged(&deployment), IN),
        [
            "client-auth-required of far-end:far-1 fails, documented",
            "name-mismatch of far-end:far-1 fails, documented",
        ]
    );
    let old = older("X15.3", "S C", "S");
    let old = with_far_end(old, NodeName::Edge, Initiates::Expressway, |_| {});
    assert_eq!(
        reasons(&judged(&old), OUT),
        ["far-end-check-unknown of edge.server undecided, inferred"]
    );
}
