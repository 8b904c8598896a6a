//! The captures under `tests/captures`: real TLS handshakes between OpenSSL's `s_server` and
//! `s_client` on the loopback interface, recorded by `dumpcap`.
//!
//! They are recorded once, by `cargo xtask captures`, and committed: no recording is like another.
//! Certificates are those of the fixtures, so what a capture shows can be found in `tests/certs`.

mod record;

use std::path::{Path, PathBuf};

pub use record::record;

use crate::fixtures::Authorities;
use crate::handshakes::Shown;
use crate::maker::{Certificate, Template, oid};

/// A capture to be recorded.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The name of its file.
    pub file: &'static str,
    /// The port that the server listens on.
    pub port: u16,
    /// Where it listens.
    pub host: &'static str,
    /// The interface that is recorded, and its link type where it has several.
    pub interface: &'static [&'static str],
    /// Bytes that are kept of each packet; 0 for all of them.
    pub snapshot_length: u32,
    /// What the server shows.
    pub server: Shown,
    /// What the client shows.
    pub client: Option<Shown>,
    /// The CAs that the server trusts; it asks for a certificate where there are any.
    pub server_trusts: Vec<Certificate>,
    /// The CAs that the client trusts.
    pub client_trusts: Vec<Certificate>,
    /// More options of the server.
    pub server_options: &'static [&'static str],
    /// More options of the client, one list for each connection.
    pub client_options: &'static [&'static [&'static str]],
}

/// Where the captures are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("captures")
}

/// Every capture.
pub fn all() -> Vec<Recording> {
    let authorities = Authorities::new();
    let shown = |node, name| authorities.node(node, name);
    let private = vec![authorities.private_root.certificate().clone()];
    let public = vec![authorities.public_root.certificate().clone()];
    let both = [private.clone(), public.clone()].concat();
    let mutual = Recording {
        file: "tls12-mutual.pcap",
        port: 7001,
        host: "127.0.0.1",
        interface: LOOPBACK,
        snapshot_length: 0,
        server: shown("edge", "both-ca1"),
        client: Some(shown("core", "both-ca1")),
        server_trusts: both.clone(),
        client_trusts: both.clone(),
        server_options: &[],
        client_options: &[TLS_1_2],
    };
    let tls_1_3 = Recording { client_options: &[TLS_1_3], ..mutual.clone() };
    let server_only = Some(shown("core", "server-only-ca2"));
    vec![
        Recording {
            file: "tls12-wrong-purpose.pcapng",
            client: server_only.clone(),
            server: shown("edge", "server-only-ca2"),
            ..mutual.clone()
        },
        Recording {
            file: "tls12-wrong-purpose-ssh-port.pcap",
            port: 2222,
            client: server_only.clone(),
            ..mutual.clone()
        },
        Recording {
            file: "tls12-restricted-issuer.pcap",
            client: Some(shown("core", "both-ca2-restricted")),
            ..mutual.clone()
        },
        Recording {
            file: "tls12-client-from-unknown-ca.pcap",
            server_trusts: public.clone(),
            ..mutual.clone()
        },
        Recording {
            file: "tls12-server-from-unknown-ca.pcap",
            client_trusts: public.clone(),
            ..mutual.clone()
        },
        Recording { file: "tls12-empty-certificate.pcap", client: None, ..mutual.clone() },
        Recording {
            file: "tls12-not-requested.pcap",
            port: 5061,
            interface: &["any", "-y", "LINUX_SLL"],
            server_trusts: Vec::new(),
            ..mutual.clone()
        },
        Recording {
            file: "tls12-ipv6.pcapng",
            port: 5061,
            host: "[::1]",
            interface: &["any", "-y", "LINUX_SLL2"],
            ..mutual.clone()
        },
        Recording {
            file: "tls12-resumed.pcap",
            client_options: &[
                &["-tls1_2", "-sess_out", "session"],
                &["-tls1_2", "-sess_in", "session"],
            ],
            ..mutual.clone()
        },
        Recording {
            file: "tls12-resumed-by-id.pcap",
            client_options: &[
                &["-tls1_2", "-no_ticket", "-sess_out", "session"],
                &["-tls1_2", "-no_ticket", "-sess_in", "session"],
            ],
            ..mutual.clone()
        },
        Recording {
            file: "tls12-long-chain.pcap",
            server: long_chain(&authorities),
            ..mutual.clone()
        },
        Recording {
            file: "tls12-small-records.pcap",
            server_options: &["-max_send_frag", "512"],
            client_options: &[&["-tls1_2", "-max_send_frag", "512"]],
            ..mutual.clone()
        },
        Recording { file: "tls12-cut-packets.pcap", snapshot_length: 400, ..mutual.clone() },
        Recording {
            file: "tls10-mutual.pcap",
            server_options: &["-cipher", "ALL:@SECLEVEL=0"],
            client_options: &[&["-tls1", "-cipher", "ALL:@SECLEVEL=0"]],
            ..mutual.clone()
        },
        Recording {
            file: "no-common-version.pcap",
            server_options: &["-tls1_2"],
            ..tls_1_3.clone()
        },
        Recording { file: "tls13-mutual.pcap", ..tls_1_3.clone() },
        Recording { file: "tls13-wrong-purpose.pcapng", client: server_only, ..tls_1_3.clone() },
        Recording {
            file: "tls13-retried.pcap",
            server_options: &["-groups", "P-384"],
            client_options: &[&["-tls1_3", "-groups", "P-256:P-384"]],
            ..mutual.clone()
        },
        Recording {
            file: "tls13-resumed.pcap",
            client_options: &[
                &["-tls1_3", "-sess_out", "session"],
                &["-tls1_3", "-sess_in", "session"],
            ],
            ..mutual.clone()
        },
        mutual,
    ]
}

/// A leaf with so many names that its message needs more than one record, and its intermediate.
fn long_chain(authorities: &Authorities) -> Shown {
    let names: Vec<String> = (0..1100).map(|number| format!("a{number}.example.com")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let leaf = Template::leaf("edge.example.com with many names")
        .dns(&names)
        .purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]);
    Shown::new(authorities.private_issuing.issue(leaf), &[&authorities.private_issuing])
}

const LOOPBACK: &[&str] = &["lo"];
const TLS_1_2: &[&str] = &["-tls1_2"];
const TLS_1_3: &[&str] = &["-tls1_3"];
