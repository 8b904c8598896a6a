//! Cases: of every scenario, and one that holds everything that a case can hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use eku_case::Case;
use eku_deployment::{
    Description, Fact, FarEnd, FarEndId, Peer, PeerId, Quoted, TraversalZone, TraversalZoneId,
    ZoneEnd,
};
use eku_engine::deployment::{
    Initiates, NodeName, ReadyMade, Release, Role, Service, Switch, TlsVerify,
};
use eku_engine::evidence::{
    Alert, Ending, Observation, Seen, SeenCertificate, State, TlsFailure, ZoneKind,
};
use eku_engine::report::{FoundReport, Problem};
use eku_engine::rule::Confidence;
use eku_engine::time::Timestamp;
use eku_intake::collection::CertificateFile;

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

/// The case of a scenario.
///
/// # Panics
///
/// Where the scenario cannot be read.
pub fn of_scenario(scenario: &Scenario) -> Case {
    let file = scenario.folder.join("deployment.toml");
    let text = fs::read_to_string(&file).expect("a deployment file can be read");
    let open = |path: &Path| {
        let bytes = fs::read(scenario.folder.join(path)).expect("a certificate can be read");
        Ok(file_of(&path.display().to_string(), &bytes))
    };
    let description = eku_cli::deployment_file::parse("deployment.toml", text.as_bytes(), open);
    Case {
        program: "0.1.0".into(),
        saved: Timestamp::parse("2026-11-23").ok(),
        at: Timestamp::parse(&scenario.at).ok(),
        description: description.expect("a deployment"),
        waiting: Vec::new(),
        done: BTreeSet::new(),
    }
}

/// A case with everything that a case can hold.
///
/// # Panics
///
/// Where a fixture cannot be read.
pub fn full() -> Case {
    let fixture = |name: &str| {
        let bytes = fs::read(fixtures::folder().join(name)).expect("a fixture can be read");
        Arc::new(file_of(name, &bytes))
    };
    let instant = |text: &str| Timestamp::parse(text).ok();
    let release = |text: &str| Some(Fact::said(Release::parse(text).expect("a release")));
    let mut description = Description::default();
    description.trusted_by_both = vec![fixture("ca-both-roots.pem")];
    description.services = Some(vec![Service::Mra, Service::ClusterDatabase]);
    let core = description.node_mut(NodeName::Core);
    core.release = release("X15.3");
    core.verify_names = Some(Fact::said("edge.example.com".into()));
    core.peers[0].name = "core1".into();
    core.peers[0].server = Some(fixture("core-both-ca1.pem"));
    // Kept for X15.5.
    core.peers[0].client = Some(fixture("core-both-ca1.pem"));
    let second = PeerId(description.fresh_id());
    let mut damaged = CertificateFile::clone(&fixture("ca1-root.pem"));
    damaged.incomplete = true;
    let edge = description.node_mut(NodeName::Edge);
    let quoted = |value: &str| Quoted {
        value: value.into(),
        file: "a.tar.gz!xconf".into(),
        line: Some(12),
        text: "*c xConfiguration SystemUnit Name: \"edge1\"".into(),
    };
    edge.release = release("X15.5.1");
    edge.release.as_mut().expect("a release").from = vec![quoted("X15.5.1")];
    for switch in Switch::ALL {
        edge.switches[switch] = Some(Fact::said(false));
    }
    edge.switches[Switch::ClusterTlsVerify] = Some(Fact::said(true));
    edge.trusted = Some(vec![damaged.into()]);
    edge.peers = vec![
        Peer {
            name: "edge1".into(),
            server: Some(fixture("edge-server-only-ca2.pem")),
            client: Some(fixture("edge-server-only-ca2.pem")),
            ..Peer::first()
        },
        Peer {
            id: second,
            name: "edge2".into(),
            server: Some(fixture("edge-server-only-ca2.pem")),
            client: Some(fixture("edge-both-ca1.pem")),
        },
    ]
    .into();
    let id = TraversalZoneId(description.fresh_id());
    let mut zone = TraversalZone::of_name(id, "B2B zone".into());
    zone.port = Some(7002);
    zone.ends = [
        ZoneEnd {
            tls_verify: TlsVerify::Unknown,
            verify_names: "edge.example.com, edge1.example.com".into(),
            from: None,
        },
        ZoneEnd {
            tls_verify: TlsVerify::Off,
            verify_names: "core.example.com".into(),
            from: Some(quoted("B2B")),
        },
    ];
    description.traversal_zones.push(zone);
    let id = FarEndId(description.fresh_id());
    description.far_ends.push(FarEnd {
        ready_made: Some(ReadyMade::Webex),
        initiates: Initiates::Both,
        tls_verify: TlsVerify::Unknown,
        certificate: Some(fixture("edge-both-ca1.pem")),
        trusted: Some(vec![fixture("ca1-root.pem")]),
        verify_names: "a.example, 192.0.2.1".into(),
        used_by: vec![Service::Mra, Service::WebRtcProxy],
        traversal_port: Some(7003),
        from: Some(quoted("Webex")),
        ..FarEnd::of_any_kind(id, "Webex".into())
    });
    description.seen = observations()
        .into_iter()
        .map(|observation| {
            let peer = observation.peer.is_some().then_some(second);
            let observation = Observation { peer: None, ..observation };
            eku_deployment::Seen { observation, peer }
        })
        .collect();
    description.found = vec![FoundReport {
        file: "a.tar.gz!<b>\"\\\u{1}é🙂".into(),
        used: false,
        text: "is not needed".into(),
    }];
    description.problems = vec![problem("a.tar.gz")];
    Case {
        program: "0.1.0".into(),
        saved: instant("2026-11-23T12:00:00Z"),
        at: instant("2026-11-23T12:00:00Z"),
        description,
        waiting: vec![fixture("seed-cluster-s-com.pem")],
        done: ["install-private-client-certificate core.client 2".to_owned()].into(),
    }
}

fn problem(file: &str) -> Problem {
    Problem {
        file: file.into(),
        what: "is cut off".into(),
        place: "line 3".into(),
        remedy: "copy it again".into(),
        count: 2,
    }
}

/// An observation of every kind, and every word of each.
pub fn observations() -> Vec<Observation> {
    let seen_certificate = SeenCertificate {
        sha256: [0xa5; 32],
        serial: "46:df".into(),
        names: vec!["core.example.com".into(), "192.0.2.7".into()],
    };
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
            role: (place > 0).then_some(Role::Responder),
            opened_by: (place == 0).then(|| "192.0.2.9".into()),
            initiator: (place > 1).then(|| seen_certificate.clone()),
            responder: (place > 0).then(|| seen_certificate.clone()),
            certificate_requested: [None, Some(true), Some(false), None][place],
            encrypted: place == 3,
            ending,
        });
    }
    let confidences = [Confidence::Documented, Confidence::Measured, Confidence::Inferred];
    let all = all.into_iter().enumerate();
    all.map(|(place, seen)| Observation {
        node: match place % 3 {
            0 if place % 4 == 0 => None,
            0 => Some(NodeName::Core),
            _ => Some(NodeName::Edge),
        },
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

fn file_of(name: &str, bytes: &[u8]) -> CertificateFile {
    let file = CertificateFile::read(name, bytes);
    assert!(!file.certificates.is_empty(), "{name}");
    file
}
