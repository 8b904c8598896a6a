//! What cannot be meant is refused.

use serde_json::json;

use crate::testing::built;

#[test]
fn what_cannot_be_meant_is_refused_with_its_key_and_what_to_do() {
    let key = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK+0PqjHQu8UKZ9BXG1XbDkN5mYwTc";
    let services = "choose among uc-traversal-zone, ssh-tunnels, mra, webrtc-proxy, cluster-database, \
                    far-end:NAME and traversal-zone:NAME from the file, or remove the key to check all \
                    services";
    let two_peers = |one: &str, two: &str| json!({"peer": [{"name": one}, {"name": two}]});
    for (path, value, place, what, remedy) in [
        (
            "/release",
            json!(null),
            "core.release",
            "core has no release",
            "write release = \"X15.5\" at the top, or under the node",
        ),
        (
            "/release",
            json!("new"),
            "release",
            "release \"new\" is not a release such as X15.5",
            "write a release such as X15.5",
        ),
        (
            "/edge",
            json!({"release": "X1"}),
            "edge.release",
            "release \"X1\" is not a release such as X15.5",
            "write a release such as X15.5",
        ),
        (
            "/services",
            json!([]),
            "services",
            "no service is named, so there is nothing to check",
            services,
        ),
        (
            "/services",
            json!(["mra", "x"]),
            "services",
            "the deployment has no service \"x\"",
            services,
        ),
        (
            "/services",
            json!(["far-end:b2b"]),
            "services",
            "the deployment has no service \"far-end:b2b\"",
            services,
        ),
        (
            "/services",
            json!(["traversal-zone:webex"]),
            "services",
            "the deployment has no service \"traversal-zone:webex\"",
            services,
        ),
        (
            "/services",
            json!(["cluster-database"]),
            "services",
            "the deployment has no service \"cluster-database\"",
            services,
        ),
        (
            "/edge",
            json!({"server_eku_upload": true}),
            "edge.server_eku_upload",
            "edge runs X15.5, which has no EnableServerEkuUpload",
            "remove the key, or use it with X15.4",
        ),
        (
            "/core",
            json!({"server_eku_upload": true}),
            "core.server_eku_upload",
            "core runs X15.5, which has no EnableServerEkuUpload",
            "remove the key",
        ),
        (
            "/core",
            json!({"release": "X15.4", "eku_check": "off"}),
            "core.eku_check",
            "core runs X15.4, which has no EKU check",
            "remove the key, or use it with X15.5",
        ),
        (
            "/core",
            json!({"server_certificate": "core.pem", "peer": [{"name": "a"}]}),
            "core",
            "core has both its own certificates and peers",
            "set the certificates only under [[core.peer]]",
        ),
        (
            "/edge",
            json!({"client_certificate": "core.pem", "peer": [{"name": "a"}]}),
            "edge",
            "edge has both its own certificates and peers",
            "set the certificates only under [[edge.peer]]",
        ),
        ("/core", two_peers("a", " "), "core.peer.name", "a peer's name is empty", "add a name"),
        (
            "/core",
            two_peers("a", "A"),
            "core",
            "core has two peers with the name \"A\"",
            "use a different name for each peer",
        ),
        (
            "/core",
            two_peers("a", key),
            "core",
            "a peer name of core looks like a private key",
            "use a different name for each peer",
        ),
        (
            "/core",
            json!({"server_certificate": "same-as-server"}),
            "core.server_certificate",
            "\"same-as-server\" is for a client certificate",
            "name a file",
        ),
        (
            "/core",
            json!({"release": "X15.4", "peer": [{"name": "a", "client_certificate": "core.pem"}]}),
            "core.peer \"a\".client_certificate",
            "X15.4 has no client store",
            "remove the key, or use release X15.5",
        ),
        (
            "/core",
            json!({"verify_name": ["edge.example.com", " "]}),
            "core.verify_name",
            "a name is empty",
            "remove it or write a name",
        ),
        (
            "/core",
            json!({"verify_name": key}),
            "core.verify_name",
            "a name looks like a private key",
            "remove it or write a name",
        ),
        (
            "/far_end/0/verify_name",
            json!(""),
            "far_end \"Webex\".verify_name",
            "a name is empty",
            "remove it or write a name",
        ),
        (
            "/far_end/1/name",
            json!("WEBEX"),
            "far_end.name",
            "two far ends are called webex",
            "use a different name for each",
        ),
        (
            "/far_end/1/name",
            json!("!"),
            "far_end.name",
            "the name has no letter a to z and no digit",
            "add a name such as Webex",
        ),
        (
            "/traversal_zone/0/edge_verify_name",
            json!(""),
            "traversal_zone \"B2B\".edge_verify_name",
            "a name is empty",
            "remove it or write a name",
        ),
        (
            "/traversal_zone/1/name",
            json!("b2b"),
            "traversal_zone.name",
            "two traversal zones are called b2b",
            "use a different name for each",
        ),
        (
            "/traversal_zone/1/name",
            json!("?"),
            "traversal_zone.name",
            "the name has no letter a to z and no digit",
            "add a name such as B2B",
        ),
        (
            "/core",
            json!({"server_certificate": "none.pem"}),
            "",
            "cannot be opened",
            "check its name",
        ),
        ("/edge", json!({"trusted_cas": ["none.pem"]}), "", "cannot be opened", "check its name"),
    ] {
        let mut tables = json!({
            "release": "X15.5",
            "services": ["mra", "far-end:webex", "traversal-zone:b2b"],
            "core": {},
            "edge": {},
            "far_end": [
                {"name": "Webex", "node": "edge", "initiates": "expressway", "verify_name": "a"},
                {"name": "Other", "node": "edge", "initiates": "expressway"},
            ],
            "traversal_zone": [{"name": "B2B", "edge_verify_name": "a"}, {"name": "Other"}],
        });
        built(&tables).unwrap();
        *tables.pointer_mut(path).unwrap() = value.clone();
        let refused = built(&tables).unwrap_err();
        let [problem] = &refused[..] else { panic!("{path} {value}: {refused:?}") };
        let found = (problem.place.as_str(), problem.what.as_str(), problem.remedy.as_str());
        assert_eq!(found, (place, what, remedy), "{path} {value}");
        let file = if place.is_empty() { "none.pem" } else { "a.toml" };
        assert_eq!((problem.file.as_str(), problem.count), (file, 1), "{path} {value}");
    }
}

#[test]
fn each_file_that_cannot_be_used_is_named_once() {
    let tables = json!({
        "release": "X15.5",
        "core": {"server_certificate": "none.pem", "client_certificate": "empty.pem"},
        "edge": {"server_certificate": "none.pem", "trusted_cas": ["blank.pem", "root.pem"]},
        "far_end": [{
            "name": "a", "node": "edge", "initiates": "both",
            "certificate": "gone.pem", "trusted_cas": ["lost.pem"],
        }],
    });
    let refused = built(&tables).unwrap_err();
    let files = Vec::from_iter(refused.iter().map(|problem| problem.file.as_str()));
    assert_eq!(files, ["none.pem", "empty.pem", "blank.pem", "gone.pem", "lost.pem"]);
}
