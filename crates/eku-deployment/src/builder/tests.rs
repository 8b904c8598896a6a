//! What a deployment file or a case says is known, and is written again.

mod refused;

use eku_engine::deployment::Switch;
use serde_json::{Value, json};

use super::*;
use crate::testing::{built, built_case};
use crate::words::{
    ClientEkuCheckWord, ClusterTlsVerifyWord, InitiatesWord, NodeWord, ProtocolWord, SwitchWord,
    TlsVerifyWord,
};

/// The tables that a description is written as.
fn written(description: &Description) -> Value {
    let copy = SAME_AS_SERVER.to_owned();
    json!(description.tables(|file| file.source.clone(), &copy))
}

fn everything() -> Value {
    json!({
        "services": ["mra", "cluster-database", "far-end:webex", "traversal-zone:b2b"],
        "core": {
            "release": "X15.3",
            "verify_name": ["edge.example.com", "192.0.2.1"],
            "server_certificate": "core.pem",
            "trusted_cas": ["root.pem", "roots.pem"],
        },
        "edge": {
            "release": "X15.5.1",
            "eku_check": "off",
            "server_eku_upload": true,
            "cluster": {"tls_verify": "enforcing"},
            "peer": [
                {
                    "name": "edge1",
                    "server_certificate": "edge.pem",
                    "client_certificate": "same-as-server",
                },
                {"name": "edge2", "client_certificate": "core.pem"},
            ],
            "trusted_cas": [],
        },
        "traversal_zone": [
            {
                "name": "B2B",
                "port": 7002,
                "core_verify_name": ["edge.example.com"],
                "edge_verify_name": ["core.example.com", "192.0.2.7"],
                "core_tls_verify": "unknown",
                "edge_tls_verify": "off",
            },
            {"name": "Old", "core_tls_verify": "on", "edge_tls_verify": "on"},
        ],
        "far_end": [{
            "name": "Webex",
            "node": "core",
            "initiates": "both",
            "client_eku_check": "not-requested",
            "tls_verify": "off",
            "protocol": "https",
            "verify_name": ["sip.webex.com"],
            "certificate": "edge.pem",
            "trusted_cas": ["root.pem"],
            "used_by": ["mra", "webrtc-proxy"],
            "traversal_port": 7003,
        }],
    })
}

#[test]
fn what_a_case_says_is_written_again() {
    let no_client_store = json!({
        "core": {"server_certificate": "core.pem", "client_certificate": "edge.pem"},
        "edge": {"server_certificate": "edge.pem", "client_certificate": "same-as-server"},
    });
    let nothing = json!({"core": {}, "edge": {}});
    for tables in [everything(), no_client_store, nothing] {
        assert_eq!(written(&built_case(&tables).unwrap()), tables);
    }
}

#[test]
fn peers_are_told_apart_by_more_than_their_names() {
    let description = built_case(&everything()).unwrap();
    let ids = description.nodes[1].peers.iter().map(|peer| peer.id);
    let ids = std::collections::BTreeSet::from_iter(ids);
    assert!(ids.contains(&PeerId::FIRST) && ids.len() == 2, "{ids:?}");
}

#[test]
fn what_a_file_leaves_out_is_as_the_documents_say() {
    let short = json!({
        "release": "X15.4",
        "core": {"verify_name": "edge.example.com"},
        "edge": {"release": "X15.5", "server_eku_upload": false},
        "cluster": {"node": "edge", "tls_verify": "permissive"},
        "far_end": [{"name": "Webex", "node": "edge", "initiates": "expressway"}],
        "traversal_zone": [{"name": "B2B"}],
    });
    let expected = json!({
        "core": {"release": "X15.4", "verify_name": ["edge.example.com"]},
        "edge": {
            "release": "X15.5",
            "server_eku_upload": false,
            "cluster": {"tls_verify": "permissive"},
        },
        "far_end": [{
            "name": "Webex",
            "node": "edge",
            "initiates": "expressway",
            "client_eku_check": "unknown",
            "tls_verify": "on",
            "protocol": "sip",
        }],
        "traversal_zone": [{"name": "B2B", "core_tls_verify": "on", "edge_tls_verify": "on"}],
    });
    assert_eq!(written(&built(&short).unwrap()), expected);
}

#[test]
fn the_table_of_a_node_wins_over_the_short_form_for_its_cluster() {
    let tables = json!({
        "release": "X15.5",
        "core": {"cluster": {"tls_verify": "enforcing"}},
        "edge": {},
        "cluster": {"node": "core", "tls_verify": "permissive"},
    });
    let description = built(&tables).unwrap();
    let switch = description.nodes[0].switches[Switch::ClusterTlsVerify].as_ref();
    assert_eq!(switch.map(|fact| fact.value), Some(true));
}

#[test]
fn a_case_keeps_what_its_release_does_not_have() {
    let tables = json!({
        "core": {"release": "X15.4", "eku_check": "off", "client_certificate": "core.pem"},
        "edge": {"server_eku_upload": true},
    });
    let description = built_case(&tables).unwrap();
    let [core, edge] = &description.nodes;
    assert!(core.peers[0].client.is_some());
    assert_eq!(core.switches[Switch::EkuCheck], Some(Fact::said(false)));
    assert_eq!(edge.switches[Switch::ServerEkuUpload], Some(Fact::said(true)));
    assert_eq!(edge.release, None);
}

#[test]
fn one_word_stands_for_a_copied_store_in_files_and_objects() {
    for (text, expected) in [("same-as-server", true), ("same-as-server.pem", false), ("", false)] {
        assert_eq!(PathBuf::from(text).is_same_as_server(), expected, "{text}");
        assert_eq!(text.to_owned().is_same_as_server(), expected, "{text}");
    }
}

#[test]
fn each_word_stands_for_one_value_and_is_the_word_of_it() {
    fn check<W: Word + std::fmt::Debug>() {
        for (text, word) in W::ALL {
            assert_eq!(W::of(&(*word).into()), Some(*word));
            assert_eq!(of_word::<W>(&(*word).into()), *word);
            assert_eq!(word.text(), *text);
        }
    }
    check::<SwitchWord>();
    check::<NodeWord>();
    check::<InitiatesWord>();
    check::<ClientEkuCheckWord>();
    check::<TlsVerifyWord>();
    check::<ProtocolWord>();
    check::<UsedByWord>();
    check::<ClusterTlsVerifyWord>();
    assert_eq!(UsedByWord::of(&Service::ClusterDatabase), None);
}
