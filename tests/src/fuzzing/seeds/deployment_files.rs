//! Deployment files that use every key, of the certificates that the target knows by name.

/// Each by its name.
pub(super) const SEEDS: [(&str, &str); 5] = [
    (
        "two-stores.toml",
        r#"release = "X15.5"
services = ["mra"]
[core]
server_certificate = "server.pem"
client_certificate = "both.pem"
trusted_cas = ["ca1.pem", "ca2.pem"]
verify_name = "edge.example.com"
[edge]
server_certificate = "edge.pem"
client_certificate = "same-as-server"
eku_check = "on"
"#,
    ),
    (
        "one-store.toml",
        r#"[core]
release = "X15.4"
server_certificate = "both.pem"
[edge]
release = "X14.0"
server_certificate = "edge.pem"
verify_name = ["core.example.com", "192.0.2.1"]
"#,
    ),
    (
        "far-ends.toml",
        r#"release = "X15.5.1"
core = { server_certificate = "server.pem", client_certificate = "both.pem" }
edge = { server_certificate = "edge.pem", eku_check = "off" }
[[far_end]]
name = "Webex"
node = "edge"
initiates = "both"
client_eku_check = "unknown"
tls_verify = "unknown"
protocol = "sip"
certificate = "edge.pem"
trusted_cas = ["ca2.pem"]
verify_name = "sip.webex.com"
used_by = ["mra", "webrtc-proxy"]
[[far_end]]
name = "Unified CM"
node = "core"
initiates = "expressway"
client_eku_check = "not-requested"
protocol = "https"
[[far_end]]
name = "B2B"
node = "edge"
initiates = "far-end"
tls_verify = "off"
protocol = "xmpp"
[[traversal_zone]]
name = "B2B"
port = 7002
core_verify_name = "edge.example.com"
edge_verify_name = ["core.example.com", "192.0.2.1"]
core_tls_verify = "off"
edge_tls_verify = "unknown"
"#,
    ),
    (
        "cluster.toml",
        r#"release = "X15.5"
[core]
[[core.peer]]
name = "core1"
server_certificate = "server.pem"
client_certificate = "both.pem"
[[core.peer]]
name = "core2"
client_certificate = "server.pem"
[edge]
[[edge.peer]]
name = "edge1"
server_certificate = "edge.pem"
[cluster]
node = "core"
tls_verify = "enforcing"
"#,
    ),
    (
        "strange-names.toml",
        "release = \"X15.5\"\n[core]\nserver_certificate = \"bad.pem\"\ntrusted_cas = []\n[edge]\n\
         verify_name = \"a\\u001b[31m\\u202e.example.com\"\n[[far_end]]\n\
         name = \"<script>\\u200bWebex\\u001b[2J\"\nnode = \"edge\"\ninitiates = \"expressway\"\n",
    ),
];
