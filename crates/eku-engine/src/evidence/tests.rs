//! Observations of every kind, held against deployments that work, fail and cannot be decided.

mod place;

use alloc::string::ToString;
use alloc::vec;

use super::*;
use crate::certificate::Certificate;
use crate::chain::Links;
use crate::deployment::{
    EkuCheck, FarEnd, Initiates, Node, Peer, Release, Store, Stores, Switch, TraversalZone,
    VerifyName,
};
use crate::report::Report;
use crate::testing::{at, leaf};
use crate::verdict::judge;

/// X15.5 nodes, Core with a client certificate of these purposes, Edge with a server-only one.
fn deployment(core_client: &str) -> Deployment {
    let held = |name: &[u8], purposes| {
        Store::of([Certificate { der: name.into(), ..leaf(purposes) }].into(), false)
    };
    let node = |name: NodeName, client| {
        let stores = Stores::Two { server: held(name.id().as_bytes(), "S"), client };
        Node::new(name, Release::X15_5, [Peer::only(stores)].into()).unwrap()
    };
    let core = node(NodeName::Core, held(b"core client", core_client));
    let edge = node(NodeName::Edge, held(b"edge client", "S"));
    let mut deployment = Deployment::new(core, edge).unwrap();
    let mut webex = FarEnd::new("Webex", NodeName::Edge, Initiates::Both).unwrap();
    webex.verify_names = VerifyName::new("sip.webex.com").into_iter().collect();
    let mut trunk = FarEnd::new("CUCM trunk", NodeName::Core, Initiates::Expressway).unwrap();
    trunk.verify_names = VerifyName::new("192.0.2.7").into_iter().collect();
    deployment.far_ends = [webex, trunk].into_iter().collect();
    deployment
}

fn seen(node: NodeName, seen: Seen) -> Observation {
    Observation {
        node: Some(node),
        peer: None,
        file: "log.txt".into(),
        place: "line 7".into(),
        seen,
        confidence: Confidence::Documented,
        remote: None,
        remote_name: None,
        port: None,
        first: Some(at("2026-11-01")),
        last: Some(at("2026-11-20")),
        count: 214,
    }
}

fn tls(node: NodeName, role: Role, failure: TlsFailure, remote: &str, port: u16) -> Observation {
    Observation {
        remote: Some(remote.into()),
        port: Some(port),
        ..seen(node, Seen::TlsFailure { role, failure, detail: "words".into() })
    }
}

fn tunnel(state: State, failure: Option<TlsFailure>) -> Observation {
    seen(NodeName::Core, Seen::Tunnel { state, failure, detail: "".into() })
}

fn zone(name: &str, kind: ZoneKind, state: State) -> Observation {
    let detail = "Active".into();
    seen(NodeName::Edge, Seen::Zone { name: name.into(), kind, state, detail })
}

fn alarm(id: u32, raised: bool) -> Observation {
    seen(NodeName::Edge, Seen::Alarm { id, raised, detail: "SSH tunnel failure".into() })
}

fn handshake(
    initiator: Option<&[u8]>,
    responder: Option<&[u8]>,
    ending: Ending,
    port: u16,
) -> Observation {
    let certificate = |name: &[u8]| SeenCertificate {
        sha256: Certificate { der: name.into(), ..leaf("S") }.sha256(),
        serial: "01".into(),
        names: Vec::new(),
    };
    let seen = seen(
        NodeName::Edge,
        Seen::Handshake {
            role: Some(Role::Responder),
            opened_by: None,
            initiator: initiator.map(certificate),
            responder: responder.map(certificate),
            certificate_requested: Some(true),
            encrypted: false,
            ending,
        },
    );
    Observation { port: Some(port), ..seen }
}

fn joined(deployment: &Deployment, seen: Observation) -> (Option<String>, Agreement) {
    let links = Links::of(deployment);
    let judgement = judge(deployment, &links, at("2026-11-23"));
    let observations = [seen];
    let evidence = join(deployment, &judgement, &observations);
    let [evidence] = evidence.as_slice() else { panic!("{evidence:?}") };
    (evidence.connection.as_ref().map(ToString::to_string), evidence.agreement.clone())
}

fn check<const N: usize>(
    deployment: &Deployment,
    cases: [(Observation, Option<&str>, Agreement); N],
) {
    for (seen, connection, agreement) in cases {
        let shown = alloc::format!("{seen:?}");
        let (found, held) = joined(deployment, seen);
        assert_eq!((found.as_deref(), held), (connection, agreement), "{shown}");
    }
}

#[test]
fn what_a_failing_deployment_shows_agrees_and_what_works_there_contradicts() {
    use Agreement::*;
    use NodeName::*;
    use Role::*;
    use TlsFailure::*;
    check(
        &deployment("S"),
        [
            (tls(Edge, Responder, Purpose, "192.0.2.1", 7001), ZONE, AgreesItFails),
            (
                tls(Edge, Responder, Alert(super::Alert::UnsupportedCertificate), "", 7002),
                ZONE,
                AgreesItFails,
            ),
            (
                tls(Core, Initiator, Other, "192.0.2.2", 7001),
                ZONE,
                Unrelated(super::Unrelated::NotAboutCertificates),
            ),
            (tls(Edge, Responder, Untrusted, "", 7001), ZONE, AgreesForAnotherReason),
            (tls(Edge, Responder, Purpose, "192.0.2.1", 2222), TUNNELS, AgreesItFails),
            (tunnel(State::Down, None), TUNNELS, AgreesItFails),
            (tunnel(State::Up, None), TUNNELS, WorksAgainstVerdict),
            (tunnel(State::Unknown, None), TUNNELS, Unrelated(super::Unrelated::NoState)),
            (alarm(35013, true), TUNNELS, AgreesItFails),
            (alarm(35014, true), TUNNELS, AgreesItFails),
            (alarm(35013, false), TUNNELS, Unrelated(super::Unrelated::NoState)),
            (alarm(40049, true), None, Unrelated(super::Unrelated::NotJoined)),
            (zone("UC", ZoneKind::UnifiedCommunications, State::Down), ZONE, AgreesItFails),
            (zone("UC", ZoneKind::UnifiedCommunications, State::Up), ZONE, WorksAgainstVerdict),
        ],
    );
}

#[test]
fn a_working_deployment_is_contradicted_by_failures_that_speak_of_certificates() {
    use Agreement::*;
    use NodeName::*;
    use Role::*;
    use TlsFailure::*;
    let fails = |check| FailsAgainstVerdict { not_checked: check };
    check(
        &deployment("S C"),
        [
            (
                tls(Edge, Responder, Purpose, "192.0.2.1", 7001),
                ZONE,
                fails(Some(NotChecked::ChainPurposes)),
            ),
            (tls(Edge, Responder, Untrusted, "", 7001), ZONE, fails(Some(NotChecked::Trust))),
            // Strangers knock without a certificate.
            (
                tls(Edge, Responder, NoCertificate, "203.0.113.66", 2222),
                TUNNELS,
                Unrelated(super::Unrelated::MayBeAnother),
            ),
            (tls(Edge, Responder, Name, "", 7001), ZONE, fails(Some(NotChecked::Names))),
            (tls(Edge, Responder, Expired, "", 7001), ZONE, fails(None)),
            (
                tls(Edge, Responder, Other, "", 7001),
                ZONE,
                Unrelated(super::Unrelated::NotAboutCertificates),
            ),
            (tunnel(State::Down, None), TUNNELS, fails(None)),
            (tunnel(State::Up, None), TUNNELS, AgreesItWorks),
            (zone("UC", ZoneKind::UnifiedCommunications, State::Up), ZONE, AgreesItWorks),
        ],
    );
}

#[test]
fn what_was_seen_before_the_certificates_were_valid_speaks_of_others() {
    let old = Observation {
        first: Some(at("2025-11-01")),
        last: Some(at("2025-12-31")),
        ..tls(NodeName::Edge, Role::Responder, TlsFailure::Purpose, "", 7001)
    };
    let expected = Agreement::Unrelated(Unrelated::OlderThanCertificates);
    assert_eq!(joined(&deployment("S C"), old).1, expected);
}

#[test]
fn a_handshake_tells_which_store_each_side_presented_from() {
    use Agreement::*;
    let completed = Ending::Completed;
    let refused = Ending::RefusedByResponder(Alert::UnsupportedCertificate);
    check(
        &deployment("S C"),
        [
            (handshake(Some(b"core client"), Some(b"edge"), completed, 7001), ZONE, AgreesItWorks),
            (handshake(Some(b"core"), Some(b"edge"), completed, 7001), ZONE, OtherCertificate),
            (handshake(Some(b"another"), None, completed, 2222), TUNNELS, OtherCertificate),
            (
                handshake(Some(b"core client"), None, refused, 2222),
                TUNNELS,
                FailsAgainstVerdict { not_checked: Some(NotChecked::ChainPurposes) },
            ),
        ],
    );
    check(
        &deployment("S"),
        [(handshake(Some(b"core client"), None, refused, 7001), ZONE, AgreesItFails)],
    );
    let deployment = deployment("S C");
    let judgement = judge(&deployment, &Links::of(&deployment), at("2026-11-23"));
    let seen = [handshake(Some(b"core"), Some(b"nobody's"), completed, 9)];
    let evidence = join(&deployment, &judgement, &seen);
    let places = |one: &Presented| {
        (Vec::from_iter(one.held_by.iter().map(ToString::to_string)), one.as_judged)
    };
    let presented = Vec::from_iter(evidence.iter().flat_map(|one| &one.presented).map(places));
    assert_eq!(presented, [(["core.server".to_string()].into(), None), ([].into(), None)]);
}

#[test]
fn contradictions_come_first_and_no_verdict_is_turned() {
    let mut deployment = deployment("S");
    let now = at("2026-11-23");
    for check in [EkuCheck::On, EkuCheck::Off] {
        deployment.edge.set_eku_check(check).unwrap();
        let observations = [
            tls(NodeName::Edge, Role::Responder, TlsFailure::Other, "192.0.2.66", 5061),
            tunnel(State::Down, Some(TlsFailure::Purpose)),
            tunnel(State::Up, None),
            zone("UC", ZoneKind::UnifiedCommunications, State::Up),
        ];
        let bare = crate::check(&deployment, now);
        let with = crate::check_with_evidence(&deployment, &observations, now);
        let order = Vec::from_iter(with.evidence.iter().map(|one| one.agrees.id()));
        let expected = match check {
            EkuCheck::On => ["contradicts", "contradicts", "agrees", "unrelated"],
            EkuCheck::Off => ["contradicts", "agrees", "agrees", "unrelated"],
        };
        assert_eq!(order, expected);
        assert_eq!(Report { evidence: Vec::new(), ..with }, bare);
    }
}

#[test]
fn evidence_is_shown_in_sentences() {
    let deployment = deployment("S");
    let observations = [
        tls(NodeName::Edge, Role::Responder, TlsFailure::Purpose, "192.0.2.1", 7001),
        Observation { count: 1, first: None, last: None, ..tunnel(State::Up, None) },
        handshake(Some(b"core client"), Some(b"edge"), Ending::NotSeen, 7001),
        Observation { first: None, ..alarm(35013, true) },
        tls(NodeName::Edge, Role::Responder, TlsFailure::Untrusted, "192.0.2.\u{202e}9", 5061),
    ];
    let report = crate::check_with_evidence(&deployment, &observations, at("2026-11-23"));
    let sentences = Vec::from_iter(report.evidence.iter().map(|one| one.text.as_str()));
    assert_eq!(
        sentences,
        [
            "Core has an SSH tunnel that is up. This contradicts the verdict (Fails). Either \
             other certificates are in use, an old connection is still open, or the verdict is \
             wrong.",
            "Edge logged \"words\" for the UC traversal zone from 192.0.2.1 on port 7001 214 \
             times between 1 Nov 2026, 00:00:00 UTC and 20 Nov 2026, 00:00:00 UTC. This matches \
             the verdict (Fails).",
            "Edge raises alarm 35013, \"SSH tunnel failure\" 214 times on 20 Nov 2026, 00:00:00 \
             UTC. This matches the verdict (Fails).",
            "A capture on Edge shows a handshake of the UC traversal zone 214 times between 1 Nov \
             2026, 00:00:00 UTC and 20 Nov 2026, 00:00:00 UTC. The TLS client presented Core's \
             client certificate (01). The TLS server presented Edge's server certificate (01). \
             The end of the handshake is not in the capture.",
            "Edge logged \"words\" for a connection from 192.0.2.\u{202e}9 on port 5061 214 times \
             between 1 Nov 2026, 00:00:00 UTC and 20 Nov 2026, 00:00:00 UTC. Not matched to a \
             connection of this deployment.",
        ]
    );
    for shown in [
        crate::report::text::report(&report, &crate::report::text::plain),
        crate::report::markdown::report(&report),
    ] {
        assert!(shown.contains("What was seen"), "{shown}");
        assert!(shown.contains("contradicts"), "{shown}");
        assert!(shown.contains("log.txt, line 7"), "{shown}");
        assert!(!shown.contains('\u{202e}'), "{shown}");
    }
    let bare = crate::check(&deployment, at("2026-11-23"));
    assert!(!crate::report::markdown::report(&bare).contains("What was seen"));
}

const ZONE: Option<&str> = Some("uc-traversal-zone");
const TUNNELS: Option<&str> = Some("ssh-tunnels");
