//! Wireshark's `tshark`, as a second opinion on captures.
//!
//! Tests that need it fail where it is missing; they never pass by skipping.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

/// What `tshark` finds of one TLS connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// The packet with the first client hello.
    pub packet: u64,
    /// Who sent it.
    pub initiator: Option<SocketAddr>,
    /// The name asked for.
    pub server_name: Option<String>,
    /// The version that was chosen.
    pub version: Option<u16>,
    /// The initiator's certificates, DER in hexadecimal, in order.
    pub initiator_certificates: Vec<String>,
    /// The responder's.
    pub responder_certificates: Vec<String>,
    /// Names of CAs in the request for a certificate, where there was one.
    pub authorities: Option<usize>,
    /// Alerts that can be read: whether the initiator sent it, level, description.
    pub alerts: Vec<(bool, u8, u8)>,
}

/// The TLS connections of a capture on these ports, in the order of their client hellos.
///
/// # Panics
///
/// Where there is no `tshark`, with what to do, and where it refuses the file.
pub fn connections(file: &Path, ports: &[u16]) -> Vec<Connection> {
    let mut command = Command::new("tshark");
    // Twice over the file, so that a message is shown with the packet that completes it.
    command.args(["-n", "-2", "-Y", "tls", "-T", "fields"]);
    command.args(["-E", "separator=|", "-E", "aggregator=,", "-E", "occurrence=a"]);
    for port in ports {
        command.args(["-d", &format!("tcp.port=={port},tls")]);
    }
    command.args(FIELDS.iter().flat_map(|field| ["-e", field]));
    let output = command.arg("-r").arg(file).output().unwrap_or_else(|error| {
        panic!(
            "these tests compare with the tshark command, which could not be started ({error}): \
             run `cargo xtask setup`, or install Wireshark's command line (on Debian: apt-get \
             install tshark)"
        )
    });
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {complaint}", file.display());
    let mut connections: BTreeMap<String, Connection> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let fields: Vec<&str> = line.split('|').collect();
        let [stream, rest @ ..] = fields.as_slice() else { panic!("no stream: {line}") };
        connections.entry((*stream).to_owned()).or_default().add(rest);
    }
    let mut connections: Vec<Connection> = connections.into_values().collect();
    connections.retain(|connection| connection.initiator.is_some());
    connections.sort_by_key(|connection| connection.packet);
    connections
}

impl Connection {
    fn add(&mut self, fields: &[&str]) {
        let &[number, v4, v6, port, kinds, name, version, supported, level, alert, names, ders] =
            fields
        else {
            panic!("not all fields: {fields:?}");
        };
        let address = if v4.is_empty() { v6 } else { v4 };
        let from =
            SocketAddr::new(address.parse().expect("an address"), port.parse().expect("a port"));
        let kinds = list(kinds);
        if kinds.contains(&"1") && self.initiator.is_none() {
            self.packet = number.parse().expect("a number");
            self.initiator = Some(from);
            self.server_name = (!name.is_empty()).then(|| name.to_owned());
        }
        let by_initiator = self.initiator == Some(from);
        if kinds.contains(&"2") {
            let chosen = if supported.is_empty() { version } else { supported };
            let digits = chosen.trim_start_matches("0x");
            self.version = Some(u16::from_str_radix(digits, 16).expect("a version"));
        }
        if kinds.contains(&"13") {
            self.authorities = Some(list(names).len());
        }
        let side = match by_initiator {
            true => &mut self.initiator_certificates,
            false => &mut self.responder_certificates,
        };
        side.extend(list(ders).into_iter().map(str::to_owned));
        let number = |text: &str| text.parse().expect("a number");
        let alerts = list(level).into_iter().zip(list(alert));
        self.alerts.extend(alerts.map(|(level, what)| (by_initiator, number(level), number(what))));
    }
}

fn list(field: &str) -> Vec<&str> {
    field.split(',').filter(|item| !item.is_empty()).collect()
}

const FIELDS: [&str; 13] = [
    "tcp.stream",
    "frame.number",
    "ip.src",
    "ipv6.src",
    "tcp.srcport",
    "tls.handshake.type",
    "tls.handshake.extensions_server_name",
    "tls.handshake.version",
    "tls.handshake.extensions.supported_version",
    "tls.alert_message.level",
    "tls.alert_message.desc",
    "tls.handshake.dname_len",
    "tls.handshake.certificate",
];
