//! What was seen is saved, of every kind.

use eku_engine::deployment::NodeName;
use eku_engine::evidence::{Alert, Ending, Seen, SeenCertificate};

use super::*;

/// The observations of a case in which these are.
fn case_that_saw(observations: &Value) -> Value {
    case_with(json!({
        "core": {"release": "X15.5", "peer": [{"name": "core1"}, {"name": "core2"}]},
        "observations": observations,
    }))
}

/// An observation with these keys.
fn observation(keys: Value) -> Value {
    let mut one = json!({"file": "a.log", "confidence": "documented", "count": 1});
    let (Value::Object(all), Value::Object(keys)) = (&mut one, keys) else { panic!("objects") };
    all.extend(keys);
    one
}

fn handshake(ending: &str) -> Value {
    observation(json!({
        "kind": "handshake",
        "ending": ending,
        "role": "responder",
        "opened_by": "192.0.2.9",
        "initiator": {"sha256": "a5".repeat(32), "serial": "46:df", "names": ["core.example.com"]},
        "responder": {"sha256": "5a".repeat(32), "serial": "01"},
        "certificate_requested": true,
        "encrypted": true,
    }))
}

#[test]
fn every_kind_is_written_as_it_was_read() {
    let mut all = vec![
        observation(json!({
            "kind": "alarm", "alarm": 55028, "raised": true, "text": "is raised",
            "node": "core", "peer": "core2", "where": "line 3", "remote": "192.0.2.7",
            "remote_name": "core.example.com", "port": 7001, "count": 3,
            "first": "2026-11-20T09:30:00Z", "last": "2026-11-21T09:30:00Z",
        })),
        observation(json!({
            "kind": "zone", "zone": "UC", "zone_kind": "unified-communications", "state": "up",
            "text": "Active",
        })),
        observation(json!({"kind": "ssh-tunnel", "state": "down", "text": "is down"})),
        observation(json!({"kind": "ssh-tunnel", "state": "unknown", "failure": "untrusted"})),
    ];
    for failure in [
        "purpose",
        "untrusted",
        "expired",
        "not-yet-valid",
        "name",
        "no-certificate",
        "alert",
        "other",
    ] {
        all.push(observation(json!({
            "kind": "tls-failure", "role": "initiator", "failure": failure, "text": "failed",
        })));
    }
    for alert in [0, 42, 48] {
        all.push(observation(json!({
            "kind": "tls-failure", "role": "responder", "failure": "alert", "alert": alert,
        })));
        for ending in ["refused-by-initiator", "refused-by-responder"] {
            let mut refused = handshake(ending);
            refused["alert"] = json!(alert);
            all.push(refused);
        }
    }
    for ending in ["completed", "refused-by-initiator", "refused-by-responder", "not-seen"] {
        all.push(handshake(ending));
        all.push(observation(json!({"kind": "handshake", "ending": ending})));
    }
    for one in all {
        let case = case_that_saw(&json!([one]));
        assert_eq!(again(&case)["observations"], case["observations"]);
    }
}

#[test]
fn what_is_read_is_what_the_words_mean() {
    let mut refused = handshake("refused-by-responder");
    refused["alert"] = json!(48);
    refused["node"] = json!("core");
    let description = read_value(&case_that_saw(&json!([refused]))).description;
    let [seen] = &description.seen[..] else { panic!("one") };
    let Seen::Handshake { initiator, ending, .. } = &seen.observation.seen else { panic!("kind") };
    assert_eq!(*ending, Ending::RefusedByResponder(Alert::UnknownCa));
    let certificate = SeenCertificate {
        sha256: [0xa5; 32],
        serial: "46:df".into(),
        names: vec!["core.example.com".into()],
    };
    assert_eq!(*initiator, Some(certificate));
    assert_eq!((seen.observation.node, seen.peer), (Some(NodeName::Core), None));
}

#[test]
fn what_was_seen_is_of_the_peer_of_its_name() {
    let alarm = |node: Option<&str>, peer: &str| {
        let keys =
            json!({"kind": "alarm", "alarm": 1, "raised": false, "node": node, "peer": peer});
        observation(keys)
    };
    let observations = json!([
        alarm(Some("core"), "core2"),
        alarm(Some("core"), "gone"),
        alarm(Some("edge"), "core1"),
        alarm(None, "core1"),
    ]);
    let description = read_value(&case_that_saw(&observations)).description;
    let second = description.nodes[0].peers[1].id;
    let peers = description.seen.iter().map(|seen| seen.peer);
    assert_eq!(Vec::from_iter(peers), [Some(second), None, None, None]);
}

#[test]
fn an_observation_without_what_its_kind_asks_for_is_refused() {
    for (kind, missing) in [
        ("tls-failure", "role"),
        ("ssh-tunnel", "state"),
        ("zone", "zone"),
        ("alarm", "alarm"),
        ("handshake", "ending"),
    ] {
        let case = case_that_saw(&json!([observation(json!({"kind": kind}))]));
        let refused = read("a.json", case.to_string().as_bytes()).unwrap_err();
        let what = format!("is a damaged case: missing field `{missing}`");
        assert_eq!(refused[0].what, what, "{kind}");
    }
    for digits in ["", "a5", &"a5".repeat(31), &"a5".repeat(33), &"x5".repeat(32)] {
        let mut case = case_that_saw(&json!([handshake("completed")]));
        case["observations"][0]["responder"]["sha256"] = json!(digits);
        let refused = read("a.json", case.to_string().as_bytes()).unwrap_err();
        let what = "is a damaged case: 64 hexadecimal digits are expected";
        assert_eq!(refused[0].what, what, "{digits}");
    }
}
