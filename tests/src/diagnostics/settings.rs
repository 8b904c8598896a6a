//! xConfiguration dumps, as text and as XML.

use super::Machine;

/// The dump as text.
pub(super) fn text(machine: &Machine) -> String {
    let mut text = String::new();
    for (path, value) in statements(machine) {
        match value.as_str() {
            "" => text.push_str(&format!("*c xConfiguration {path}:\n")),
            value => text.push_str(&format!("*c xConfiguration {path}: \"{value}\"\n")),
        }
    }
    text
}

/// The dump as XML: the words of a path are nested elements, a number is the item of the element
/// before it.
pub(super) fn xml(machine: &Machine) -> String {
    let mut text = String::from("<?xml version=\"1.0\"?>\n<Configuration>\n");
    for (path, value) in statements(machine) {
        let mut open = Vec::new();
        let mut words = path.split(' ').peekable();
        while let Some(word) = words.next() {
            let item = words.next_if(|next| next.bytes().all(|byte| byte.is_ascii_digit()));
            text.push_str(&format!("<{word} item=\"{}\">", item.unwrap_or("1")));
            open.push(word);
        }
        text.push_str(&value.replace('&', "&amp;").replace('<', "&lt;"));
        for word in open.iter().rev() {
            text.push_str(&format!("</{word}>"));
        }
        text.push('\n');
    }
    text.push_str("</Configuration>\n");
    text
}

/// What is set: paths of words, and values. Passwords are there to be left out by who reads it.
fn statements(machine: &Machine) -> Vec<(String, String)> {
    let mut statements: Vec<(String, String)> = Vec::new();
    let mut add = |path: &str, value: &str| statements.push((path.to_owned(), value.to_owned()));
    add("SystemUnit Name", machine.host);
    add("DNS Hostname", machine.host);
    add("DNS Domain Name", "example.com");
    add("SIP TLS Certificate ExtendedKeyUsage Checking Mode", "On");
    add("Administration Password", "{cipher}AAAAsecretAAAA");
    let (cluster, peers) = match machine.is_core {
        true => ("core.example.com", ["192.0.2.11", "192.0.2.12"]),
        false => ("edge.example.com", ["198.51.100.21", "198.51.100.22"]),
    };
    add("Clusters Name", cluster);
    for (place, peer) in peers.iter().enumerate() {
        add(&format!("Alternates Peer {} Address", place + 1), peer);
    }
    if machine.is_core {
        add("Zones Zone 2 Name", "UC Traversal");
        add("Zones Zone 2 Type", "TraversalClient");
        add("Zones Zone 2 TraversalClient Authentication UserName", "traversal");
        add("Zones Zone 2 TraversalClient Authentication Password", "{cipher}BBBBsecretBBBB");
        add("Zones Zone 2 TraversalClient Collaboration Edge", "On");
        add("Zones Zone 2 TraversalClient Peer 1 Address", "edge.example.com");
        add("Zones Zone 2 TraversalClient Peer 2 Address", "");
        add("Zones Zone 2 TraversalClient SIP Port", "7001");
        add("Zones Zone 2 TraversalClient SIP Transport", "TLS");
        add("Zones Zone 2 TraversalClient SIP TLS Verify Mode", "On");
        add("Zones Zone 3 Name", "CEtls-cucm1.example.com");
        add("Zones Zone 3 Type", "Neighbor");
        add("Zones Zone 3 Neighbor Peer 1 Address", "cucm1.example.com");
        add("Zones Zone 3 Neighbor SIP Port", "5061");
        add("Zones Zone 3 Neighbor SIP Transport", "TLS");
        add("Zones Zone 3 Neighbor SIP TLS Verify Mode", "On");
    } else {
        add("Zones Zone 7 Name", "UC Traversal");
        add("Zones Zone 7 Type", "TraversalServer");
        add("Zones Zone 7 TraversalServer Authentication UserName", "traversal");
        add("Zones Zone 7 TraversalServer Collaboration Edge", "On");
        add("Zones Zone 7 TraversalServer SIP Port", "7001");
        add("Zones Zone 7 TraversalServer SIP Transport", "TLS");
        add("Zones Zone 7 TraversalServer SIP TLS Verify Mode", "On");
        add("Zones Zone 7 TraversalServer SIP TLS Verify Subject Name", "core.example.com");
        add("Zones Zone 8 Name", "Webex");
        add("Zones Zone 8 Type", "DNS");
        add("Zones Zone 8 DNS SIP TLS Verify Mode", "On");
        add("Zones Zone 8 DNS SIP TLS Verify Subject Name", "callservice.ciscospark.com");
    }
    statements
}
