//! Dumps and logs of two machines to a deployment, its verdicts, and the evidence held against them:
//! the seed's condition 2, in which every certificate is for servers only.

use std::fs;
use std::path::Path;

use eku_engine::bundle;
use eku_engine::check_with_evidence;
use eku_engine::deployment::{Deployment, Node, NodeName, Peer, Release, Store, Stores, Switch};
use eku_engine::evidence::Observation;
use eku_engine::report::{EvidenceReport, Report};
use eku_engine::time::Timestamp;
use eku_intake::settings::{self, Settings};
use eku_intake::{log, status};

const CORE_SETTINGS: &str = r#"*c xConfiguration Zones Zone 2 Name: "UC to Edge"
*c xConfiguration Zones Zone 2 Type: "TraversalClient"
*c xConfiguration Zones Zone 2 TraversalClient Collaboration Edge: "On"
*c xConfiguration Zones Zone 2 TraversalClient Peer 1 Address: "edge.example.com"
*c xConfiguration Zones Zone 2 TraversalClient Authentication Password: "{cipher}hunter2"
"#;

const EDGE_SETTINGS: &str = r#"*c xConfiguration SIP TLS Certificate ExtendedKeyUsage Checking Mode: "On"
*c xConfiguration Zones Zone 5 Name: "Webex"
*c xConfiguration Zones Zone 5 Type: "DNS"
*c xConfiguration Zones Zone 5 DNS SIP TLS Verify Mode: "On"
*c xConfiguration Zones Zone 5 DNS SIP TLS Verify Subject Name: "sip.webex.com"
*c xConfiguration Zones Zone 7 Name: "UC Traversal"
*c xConfiguration Zones Zone 7 Type: "TraversalServer"
*c xConfiguration Zones Zone 7 TraversalServer Collaboration Edge: "On"
*c xConfiguration Zones Zone 7 TraversalServer SIP TLS Verify Subject Name: "core.example.com"
"#;

/// 214 refusals of the zone, one of a stranger, and one on the way out to Webex.
fn edge_log() -> String {
    let mut text = String::new();
    for minute in 0..214 {
        let (hour, minute) = (10 + minute / 60, minute % 60);
        text.push_str(&format!(
            "2026-11-20T{hour:02}:{minute:02}:18.724+00:00 edge tvcs: Event=\"Inbound TLS Negotiation \
             Error\" Service=\"SIP\" Src-ip=\"192.0.2.9\" Src-port=\"25001\" Dst-ip=\"192.0.2.1\" \
             Dst-port=\"7001\" Detail=\"unsuitable certificate purpose\" Protocol=\"TLS\" Level=\"1\" \
             UTCTime=\"2026-11-20 {hour:02}:{minute:02}:18,724\"\n"
        ));
    }
    text.push_str(
        "2026-11-20T15:00:00.000+00:00 edge tvcs: Event=\"Inbound TLS Negotiation Error\" \
         Src-ip=\"203.0.113.5\" Dst-port=\"5061\" Detail=\"no shared cipher\"\n\
         2026-11-20T15:00:00.000+00:00 edge tvcs: Event=\"Outbound TLS Negotiation Error\" \
         Dst-ip=\"203.0.113.80\" Dst-port=\"5061\" Detail=\"sslv3 alert unsupported certificate\" \
         Common-name=\"sip.webex.com\"\n",
    );
    text
}

const CORE_STATUS: &str = r#"*s SystemUnit: /
  Product: "Cisco Expressway-C"
  Software:
    Version: "X15.5"
*s/end
*s Alarms: /
  Alarm 1:
    ID: "35013"
    State: "Raised"
    Title: "Unified Communications SSH tunnel failure"
*s/end
*s Zones: /
  Zone 2:
    Name: "UC to Edge"
    Type: "TraversalClient"
    Status: "Active"
*s/end
"#;

fn node(name: NodeName, file: &str, settings: &Settings) -> Node {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("certs").join(file);
    let bytes = fs::read(path).expect("a fixture");
    let store = || Store::of(bundle::read(&bytes).certificates, false);
    let stores = Stores::Two { server: store(), client: store() };
    let mut node = Node::new(name, Release::X15_5, vec![Peer::only(stores)]).expect("a node");
    if let Some(check) = settings.switch(Switch::EkuCheck) {
        node.set(Switch::EkuCheck, check.value).expect("X15.5 has it");
    }
    node.verify_names = settings.verify_names(name).into_iter().map(|name| name.value).collect();
    node
}

fn report() -> (Report, Vec<Observation>) {
    let core = settings::read(&mut CORE_SETTINGS.as_bytes()).value;
    let edge = settings::read(&mut EDGE_SETTINGS.as_bytes()).value;
    assert_eq!(core.role().node, Some(NodeName::Core));
    assert_eq!(edge.role().node, Some(NodeName::Edge));
    let mut deployment = Deployment::new(
        node(NodeName::Core, "core-server-only-ca2.pem", &core),
        node(NodeName::Edge, "edge-server-only-ca2.pem", &edge),
    )
    .expect("a deployment");
    for (settings, node) in [(&core, NodeName::Core), (&edge, NodeName::Edge)] {
        let drafts = settings.far_ends(node);
        deployment.far_ends.extend(drafts.into_iter().map(|draft| draft.far_end));
    }
    let log = log::read(&mut edge_log().as_bytes()).value;
    let status = status::read(&mut CORE_STATUS.as_bytes()).value;
    assert_eq!(status.node(), Some(NodeName::Core));
    let mut observations = log.observations(Some(NodeName::Edge), None, "edge.tar.gz!log.txt");
    let zones = ["UC to Edge"];
    observations.extend(status.observations(NodeName::Core, None, "xstat.txt", &zones));
    let at = Timestamp::parse("2026-11-23").expect("a date");
    (check_with_evidence(&deployment, &observations, at), observations)
}

#[test]
fn what_logs_and_status_say_is_held_against_the_verdict() {
    let (report, observations) = report();
    assert_eq!(observations.len(), 5);
    let on = |one: &EvidenceReport| one.connection.as_ref().map(ToString::to_string);
    let shown =
        report.evidence.iter().map(|one| (one.agrees.id(), on(one), one.count, &*one.place));
    let shown = Vec::from_iter(shown);
    let shown =
        shown.iter().map(|(agrees, on, count, place)| (*agrees, on.as_deref(), *count, *place));
    let shown = Vec::from_iter(shown);
    assert_eq!(
        shown,
        [
            ("contradicts", Some("uc-traversal-zone"), 1, "line 16"),
            ("agrees", Some("uc-traversal-zone"), 214, "line 1"),
            ("agrees", Some("ssh-tunnels"), 1, "line 8"),
            ("unrelated", Some("far-end:webex:out"), 1, "line 216"),
            ("unrelated", None, 1, "line 215"),
        ]
    );
    assert_eq!(
        report.evidence[1].text,
        "Edge logged \"unsuitable certificate purpose\" for the UC traversal zone from 192.0.2.9 on \
         port 7001 214 times between 20 Nov 2026, 10:00:18 UTC and 20 Nov 2026, 13:33:18 UTC. This \
         matches the verdict (Fails)."
    );
    let sign = "The verdict is Unknown. This suggests that it fails.";
    assert!(report.evidence[3].text.ends_with(sign), "{}", report.evidence[3].text);
}

#[test]
fn no_password_reaches_the_report() {
    let (report, observations) = report();
    assert!(!format!("{report:?}{observations:?}").contains("hunter2"));
}
