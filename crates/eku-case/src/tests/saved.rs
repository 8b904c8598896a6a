//! What was saved is there again.

use eku_deployment::{Fact, Slot};
use eku_engine::deployment::{ReadyMade, Release};

use super::*;

fn everything() -> Value {
    case_with(json!({
        "program": "0.1.0",
        "saved": "2026-11-23T12:00:00Z",
        "at": "2026-11-24T00:00:00Z",
        "services": ["mra", "far-end:webex"],
        "core": {
            "release": "X15.3",
            "server_certificate": file("core.pem", CORE),
            "trusted_cas": [
                file("root.pem", ROOT),
                {"file": "both.pem", "pem": file("", EDGE)["pem"], "both_nodes": true},
            ],
        },
        "edge": {
            "release": "X15.5",
            "eku_check": "off",
            "peer": [
                {
                    "name": "edge1",
                    "server_certificate": file("edge.pem", EDGE),
                    "client_certificate": "same-as-server",
                },
                {"name": "edge2", "client_certificate": file("core.pem", CORE)},
            ],
            "trusted_cas": [
                {"file": "both.pem", "pem": file("", EDGE)["pem"], "both_nodes": true},
            ],
        },
        "traversal_zone": [
            {"name": "B2B", "port": 7002, "core_tls_verify": "off", "edge_tls_verify": "on"},
        ],
        "far_end": [{
            "name": "Webex",
            "node": "edge",
            "initiates": "expressway",
            "client_eku_check": "unknown",
            "tls_verify": "on",
            "protocol": "sip",
        }],
        "found": [
            {"file": "a.tgz", "used": true, "text": "an archive"},
            {"file": "b.txt", "used": false, "text": "is not needed"},
        ],
        "settings": [{
            "node": "edge", "id": "release", "what": "release", "value": "X15.5",
            "file": "a.tgz!xconf", "line": 12, "text": "Version: X15.5",
        }],
        "problems": [
            {"file": "a.tgz", "what": "is cut off", "where": "line 3", "do": "copy it", "count": 2},
        ],
        "page": {
            "ready_made": [{"far_end": "Webex", "id": "webex"}],
            "kept": [{
                "node": "core",
                "machine": 0,
                "file": "kept.pem",
                "pem": file("", CORE)["pem"],
                "incomplete": true,
            }],
            "unplaced": [file("waiting.pem", EDGE)],
            "done": ["install-private-client-certificate core.client 2"],
        },
    }))
}

#[test]
fn a_case_is_written_as_it_was_read() {
    for case in [everything(), case_with(json!({}))] {
        assert_eq!(again(&case), case);
    }
    for page in ["ready_made", "kept", "unplaced", "done"] {
        let mut case = everything();
        let only = json!({page: case["page"][page]});
        case["page"] = only;
        assert_eq!(again(&case), case, "{page}");
    }
}

#[test]
fn a_far_end_that_was_renamed_still_says_which_file_describes_it() {
    let far_end = |name: &str| {
        json!({
            "name": name, "node": "edge", "initiates": "both", "client_eku_check": "unknown",
            "tls_verify": "on", "protocol": "sip",
        })
    };
    let setting = |value: &str| {
        json!({
            "node": "edge", "id": "far-end", "what": "far end", "value": value,
            "file": "a.tgz!xconf", "line": 12, "text": "Name",
        })
    };
    let case = case_with(json!({
        "far_end": [far_end("The cloud"), far_end("CUBE"), far_end("described by hand")],
        "settings": [setting("Webex"), setting("CUBE")],
    }));
    assert_eq!(again(&case), case);
    let far_ends = read_value(&case).description.far_ends;
    let from = far_ends.iter().map(|far_end| far_end.from.as_ref().map(|from| &*from.value));
    assert_eq!(Vec::from_iter(from), [Some("Webex"), Some("CUBE"), None]);
}

#[test]
fn a_case_stands_in_a_page_whatever_it_holds() {
    let text = "</script>\u{2028}\u{2029}";
    let case = case_with(json!({"found": [{"file": text, "used": true, "text": ""}]}));
    let written = write(&read_value(&case));
    assert!(!written.contains(['<', '\u{2028}', '\u{2029}']), "{written}");
    assert!(written.ends_with("}\n"), "{written}");
    assert_eq!(again(&case), case);
}

#[test]
fn what_is_not_in_a_case_is_not_known() {
    let case = read_value(&case_with(json!({"saved": null, "found": [], "page": {}})));
    assert_eq!(case.description, eku_deployment::Description::default());
    assert_eq!((case.program.as_str(), case.saved, case.at), ("", None, None));
    assert!(case.waiting.is_empty() && case.done.is_empty());
}

#[test]
fn a_file_that_both_nodes_trust_is_one_where_it_stands_in_both_lists() {
    let both = |name: &str| json!({"file": name, "pem": file("", ROOT)["pem"], "both_nodes": true});
    let own = |name: &str| file(name, ROOT);
    for (core, edge, of_both, lists) in [
        (json!([both("a")]), json!([both("a")]), &["a"][..], [None, None]),
        (json!([own("b"), both("a")]), json!([both("a")]), &["a"], [Some(1), None]),
        (json!([both("a")]), json!([both("b")]), &[], [Some(1), Some(1)]),
        (json!([both("a")]), json!([own("a")]), &[], [Some(1), Some(1)]),
        (json!([own("a")]), json!([own("a")]), &[], [Some(1), Some(1)]),
        (json!([]), json!([]), &[], [Some(0), Some(0)]),
    ] {
        let case = case_with(json!({"core": {"trusted_cas": core}, "edge": {"trusted_cas": edge}}));
        let description = read_value(&case).description;
        let found = description.trusted_by_both.iter().map(|file| file.source.as_str());
        assert_eq!(Vec::from_iter(found), of_both, "{of_both:?}");
        let lengths = description.nodes.each_ref().map(|node| node.trusted.as_ref().map(Vec::len));
        assert_eq!(lengths, lists, "{of_both:?}");
    }
}

#[test]
fn what_could_not_be_read_of_a_file_is_told_where_the_case_tells_nothing() {
    let damaged = json!({"file": "core.pem", "pem": file("", CORE)["pem"], "incomplete": true});
    let told = "a part of it could not be read when it was added";
    for (held, problems, expected) in [
        (damaged.clone(), json!([]), Some(told)),
        (
            damaged,
            json!([{"file": "core.pem", "what": "is cut off", "where": "", "do": "", "count": 1}]),
            Some("is cut off"),
        ),
        (file("core.pem", CORE), json!([]), None),
    ] {
        let case = case_with(json!({"core": {"server_certificate": held}, "problems": problems}));
        let description = read_value(&case).description;
        let problems = description.all_problems();
        let whats = problems.iter().map(|problem| (problem.file.as_str(), problem.what.as_str()));
        let expected = expected.map(|what| ("core.pem", what));
        assert_eq!(Vec::from_iter(whats), Vec::from_iter(expected));
        let held = description.held(Slot::FIRST[1]).unwrap();
        assert_eq!(held.incomplete, expected.is_some());
    }
}

#[test]
fn certificates_stand_in_a_case_as_text_too() {
    let case = case_with(json!({
        "core": {"server_certificate": CORE, "client_certificate": "same-as-server"},
        "edge": {"trusted_cas": [ROOT]},
    }));
    let description = read_value(&case).description;
    let core = |slot: Slot| description.held(slot).unwrap().clone();
    let [client, server] = [core(Slot::FIRST[0]), core(Slot::FIRST[1])];
    assert_eq!(client, server);
    assert_eq!(server.certificates, CertificateFile::read("", CORE.as_bytes()).certificates);
    assert_eq!(description.nodes[1].trusted.as_ref().unwrap()[0].certificates.len(), 1);
}

#[test]
fn the_first_schema_is_read_with_the_names_of_its_machines() {
    let case = json!({
        "schema": FIRST_SCHEMA,
        "core": {"release": "X15.4"},
        "edge": {"peer": [{"name": "edge1"}, {"name": "edge2"}]},
        "page": {"core_machine": "core1", "edge_machine": "not one of two"},
    });
    let description = read_value(&case).description;
    let names = description.nodes.iter().flat_map(|node| node.peers.iter());
    assert_eq!(Vec::from_iter(names.map(|peer| &*peer.name)), ["core1", "edge1", "edge2"]);
    let release = Fact::said(Release::parse("X15.4").unwrap());
    assert_eq!(description.nodes[0].release, Some(release));
}

#[test]
fn what_the_page_has_a_place_for_finds_it() {
    let far_end = |name: &str| json!({"name": name, "node": "edge", "initiates": "both"});
    let case = case_with(json!({
        "core": {"release": "X15.4"},
        "far_end": [far_end("Webex"), far_end("Cube")],
        "page": {
            "ready_made": [{"far_end": "Cube", "id": "cube"}, {"far_end": "Gone", "id": "webex"}],
            "kept": [
                {"node": "core", "file": "kept.pem", "pem": CORE},
                {"node": "core", "machine": 7, "file": "lost.pem", "pem": CORE},
            ],
            "unplaced": [{"file": "waiting.pem", "pem": EDGE}],
        },
    }));
    let case = read_value(&case);
    let made = case.description.far_ends.iter().map(|far_end| far_end.ready_made);
    assert_eq!(Vec::from_iter(made), [None, Some(ReadyMade::Cube)]);
    let kept = case.description.held(Slot::FIRST[0]).unwrap();
    assert_eq!((kept.source.as_str(), kept.incomplete), ("kept.pem", false));
    let waiting = case.waiting.iter().map(|file| file.source.as_str());
    assert_eq!(Vec::from_iter(waiting), ["waiting.pem"]);
}
