//! Cases: of every scenario, and one that holds everything that a case can hold.

use std::fs;
use std::sync::Arc;

use eku_case::{Case, File, Held, Kept, Page};
use eku_deployment::{
    ClusterTable, ClusterTlsVerifyWord, Described, FarEndTable, InitiatesWord, NodeTable, NodeWord,
    OneOrMany, PeerTable, SwitchWord, TlsVerifyWord, UsedByWord,
};
use eku_engine::bundle;
use eku_engine::deployment::{NodeName, Role};
use eku_engine::evidence::{
    Alert, Ending, Observation, Seen, SeenCertificate, State, TlsFailure, ZoneKind,
};
use eku_engine::report::{FoundReport, InputReport, SettingReport};
use eku_engine::rule::Confidence;
use eku_engine::time::Timestamp;

use crate::fixtures;
use crate::scenarios::Scenario;

/// The scenarios of which cases are committed, as seeds and for the tests of the page.
pub const COMMITTED: [&str; 8] = [
    "seed-4-far-end-checks-client-eku-fails",
    "seed-scenario-1-webex-undecided",
    "seed-scenario-3-unified-cm-works",
    "spec-cluster-one-peer-expired-fails",
    "spec-cluster-peer-names-works",
    "spec-far-end-both-directions-fails",
    "spec-far-end-own-certificate-expired-maybe-verified-undecided",
    "spec-four-far-ends-fails",
];

/// The case of a scenario; `None` where it limits the services, which a case does not.
///
/// # Panics
///
/// Where the scenario cannot be read.
pub fn of_scenario(scenario: &Scenario) -> Option<Case> {
    let file = scenario.folder.join("deployment.toml");
    let text = fs::read_to_string(&file).expect("a deployment file can be read");
    let described: Described<String> = toml::from_str(&text).expect("a deployment file is TOML");
    if described.services.is_some() {
        return None;
    }
    let held = |path: &String| {
        if path == "same-as-server" {
            return Held::SameAsServer;
        }
        let bytes = fs::read(scenario.folder.join(path)).expect("a certificate can be read");
        Held::File(file_of(path, &bytes))
    };
    let list = |paths: &Option<Vec<String>>| {
        let paths = paths.as_ref()?;
        Some(paths.iter().map(held).collect())
    };
    let node = |table: &NodeTable<String>| NodeTable {
        release: table.release.clone().or_else(|| described.release.clone()),
        server_certificate: table.server_certificate.as_ref().map(held),
        client_certificate: table.client_certificate.as_ref().map(held),
        eku_check: table.eku_check,
        trusted_cas: list(&table.trusted_cas),
        verify_name: table.verify_name.clone(),
        peer: table.peer.as_ref().map(|peers| {
            let peer = |peer: &PeerTable<String>| PeerTable {
                name: peer.name.clone(),
                server_certificate: peer.server_certificate.as_ref().map(held),
                client_certificate: peer.client_certificate.as_ref().map(held),
            };
            peers.iter().map(peer).collect()
        }),
    };
    let far_end = |table: &FarEndTable<String>| FarEndTable {
        name: table.name.clone(),
        node: table.node,
        initiates: table.initiates,
        client_eku_check: table.client_eku_check,
        tls_verify: table.tls_verify,
        protocol: table.protocol,
        certificate: table.certificate.as_ref().map(held),
        trusted_cas: list(&table.trusted_cas),
        verify_name: table.verify_name.clone(),
        used_by: table.used_by.clone(),
    };
    Some(Case {
        program: "0.1.0".into(),
        saved: Timestamp::parse("2026-11-23").ok(),
        at: Timestamp::parse(&scenario.at).ok(),
        core: node(&described.core),
        edge: node(&described.edge),
        far_ends: described.far_end.iter().flatten().map(far_end).collect(),
        cluster: described.cluster.clone(),
        observations: Vec::new(),
        input: InputReport::default(),
        page: Page::default(),
    })
}

/// A case with everything that a case can hold.
///
/// # Panics
///
/// Where a fixture cannot be read.
pub fn full() -> Case {
    let fixture = |name: &str| {
        let bytes = fs::read(fixtures::folder().join(name)).expect("a fixture can be read");
        file_of(name, &bytes)
    };
    let held = |name: &str| Held::File(fixture(name));
    let roots = File { both_nodes: true, ..fixture("ca-both-roots.pem") };
    let instant = |text: &str| Timestamp::parse(text).ok();
    Case {
        program: "0.1.0".into(),
        saved: instant("2026-11-23T12:00:00Z"),
        at: instant("2026-11-23T12:00:00Z"),
        core: NodeTable {
            release: Some("X15.4".into()),
            server_certificate: Some(held("core-both-ca1.pem")),
            client_certificate: None,
            eku_check: None,
            trusted_cas: Some(vec![Held::File(roots.clone())]),
            verify_name: Some(OneOrMany::Many(vec!["edge.example.com".into()])),
            peer: None,
        },
        edge: NodeTable {
            release: Some("X15.5.1".into()),
            server_certificate: None,
            client_certificate: None,
            eku_check: Some(SwitchWord::Off),
            trusted_cas: Some(vec![
                Held::File(File { incomplete: true, ..fixture("ca1-root.pem") }),
                Held::File(roots),
            ]),
            verify_name: None,
            peer: Some(vec![
                PeerTable {
                    name: "edge1".into(),
                    server_certificate: Some(held("edge-server-only-ca2.pem")),
                    client_certificate: Some(Held::SameAsServer),
                },
                PeerTable {
                    name: "edge2".into(),
                    server_certificate: Some(held("edge-server-only-ca2.pem")),
                    client_certificate: Some(held("edge-both-ca1.pem")),
                },
            ]),
        },
        far_ends: vec![FarEndTable {
            name: "Webex".into(),
            node: NodeWord::Edge,
            initiates: InitiatesWord::Both,
            client_eku_check: None,
            tls_verify: Some(TlsVerifyWord::Unknown),
            protocol: None,
            certificate: Some(held("edge-both-ca1.pem")),
            trusted_cas: Some(vec![held("ca1-root.pem")]),
            verify_name: Some(OneOrMany::Many(vec!["a.example".into(), "192.0.2.1".into()])),
            used_by: Some(vec![UsedByWord::Mra, UsedByWord::WebRtcProxy]),
        }],
        cluster: Some(ClusterTable {
            node: NodeWord::Edge,
            tls_verify: ClusterTlsVerifyWord::Enforcing,
        }),
        observations: observations(),
        input: InputReport {
            found: vec![FoundReport {
                file: "a.tar.gz!<b>\"\\\u{1}é🙂".into(),
                used: false,
                text: "is not needed".into(),
            }],
            settings: vec![SettingReport {
                node: "edge",
                what: "release".into(),
                value: "X15.5.1".into(),
                file: "a.tar.gz!xconf".into(),
                line: Some(12),
                text: "*c xConfiguration SystemUnit Name: \"edge1\"".into(),
            }],
        },
        page: Page {
            machines: [Some("core1".into()), None],
            kept: vec![Kept {
                node: NodeName::Core,
                machine: 0,
                file: fixture("core-both-ca1.pem"),
            }],
            unplaced: vec![fixture("seed-cluster-s-com.pem")],
            ready_made: vec![("Webex".into(), "webex".into())],
        },
    }
}

/// An observation of every kind, and every word of each.
pub fn observations() -> Vec<Observation> {
    let seen_certificate = SeenCertificate { sha256: [0xa5; 32], serial: "46:df".into() };
    let failures = [
        TlsFailure::Purpose,
        TlsFailure::Untrusted,
        TlsFailure::Expired,
        TlsFailure::NotYetValid,
        TlsFailure::Name,
        TlsFailure::NoCertificate,
        TlsFailure::Alert(Alert::UnsupportedCertificate),
        TlsFailure::Alert(Alert::Other(Some(1))),
        TlsFailure::Alert(Alert::Other(None)),
        TlsFailure::Other,
    ];
    let mut all = Vec::new();
    for (place, failure) in failures.into_iter().enumerate() {
        let role = if place % 2 == 0 { Role::Initiator } else { Role::Responder };
        all.push(Seen::TlsFailure { role, failure, detail: "unsuitable purpose".into() });
        let failure = (place > 0).then_some(failure);
        all.push(Seen::Tunnel { state: State::Down, failure, detail: String::new() });
    }
    let zones = [
        (State::Up, ZoneKind::UnifiedCommunications),
        (State::Down, ZoneKind::Other),
        (State::Unknown, ZoneKind::Other),
    ];
    for (state, kind) in zones {
        all.push(Seen::Zone { name: "UC".into(), kind, state, detail: "Active".into() });
    }
    all.push(Seen::Alarm { id: 55028, raised: true, detail: "is raised".into() });
    let endings = [
        Ending::Completed,
        Ending::RefusedByInitiator(Alert::UnknownCa),
        Ending::RefusedByResponder(Alert::Other(None)),
        Ending::NotSeen,
    ];
    for (place, ending) in endings.into_iter().enumerate() {
        all.push(Seen::Handshake {
            role: Role::Responder,
            initiator: (place > 1).then(|| seen_certificate.clone()),
            responder: (place > 0).then(|| seen_certificate.clone()),
            certificate_requested: [None, Some(true), Some(false), None][place],
            ending,
        });
    }
    let confidences = [Confidence::Documented, Confidence::Measured, Confidence::Inferred];
    let all = all.into_iter().enumerate();
    all.map(|(place, seen)| Observation {
        node: if place % 3 == 0 { NodeName::Core } else { NodeName::Edge },
        peer: (place % 3 == 1).then(|| Arc::from("edge2")),
        file: "a.tar.gz!log.txt".into(),
        place: format!("line {place}"),
        seen,
        confidence: confidences[place % 3],
        remote: (place % 2 == 0).then(|| "192.0.2.7".into()),
        remote_name: (place % 4 == 0).then(|| "core.example.com".into()),
        port: (place % 2 == 1).then_some(7001),
        first: (place % 5 > 0).then(|| Timestamp::parse("2026-11-20T09:30:00Z").ok()).flatten(),
        last: (place % 5 > 0).then(|| Timestamp::parse("2026-11-21T09:30:00Z").ok()).flatten(),
        count: u64::try_from(place).unwrap_or(0) + 1,
    })
    .collect()
}

fn file_of(name: &str, bytes: &[u8]) -> File {
    let bundle = bundle::read(bytes);
    assert!(!bundle.certificates.is_empty(), "{name}");
    File {
        name: name.into(),
        incomplete: !bundle.problems.is_empty(),
        certificates: bundle.certificates.into_iter().map(Arc::new).collect(),
        both_nodes: false,
    }
}
