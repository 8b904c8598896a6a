//! Much in the dumps and archives of machines.

use std::fmt::Write;

use super::leaf;
use crate::archives::Tar;
use crate::maker::{Authority, oid};

/// The settings of Core, with many neighbor zones.
pub(super) fn zones(count: usize) -> Vec<(String, String)> {
    let mut text = settings("core");
    for number in 1..=count {
        neighbor(&mut text, number, &format!("Zone {number}"));
    }
    vec![(format!("xconf_dump_core_{STAMP}.txt"), text)]
}

/// Archives of machines of Core, each with a log of its own.
pub(super) fn machines(root: &Authority, count: usize) -> Vec<(String, String)> {
    let archive = |number: usize| {
        let name = format!("core{number}");
        let purposes = [oid::SERVER_AUTH, oid::CLIENT_AUTH];
        let host = format!("{name}.example.com");
        let own = root.issue(leaf(&host).dns(&[&host]).purposes(&purposes)).pem();
        let mut text = settings(&name);
        neighbor(&mut text, 20, "Zone");
        let log = format!(
            "2026-11-20T09:00:00.000+00:00 {name} tvcs: Event=\"Outbound TLS Negotiation Error\" \
             Dst-ip=\"192.0.2.1\" Dst-port=\"7001\" Detail=\"tlsv1 alert unknown ca\"\n"
        );
        let file = |what: &str, ending: &str| format!("{what}_{name}_{STAMP}.{ending}");
        let tar = Tar::default()
            .file(&file("server", "pem"), own.as_bytes())
            .file(&file("xconf_dump", "txt"), text.as_bytes())
            .file(&file("loggingsnapshot", "txt"), log.as_bytes());
        let text = String::from_utf8(tar.end()).expect("an archive in ASCII");
        (format!("diagnostic_log_{name}_{STAMP}.tar"), text)
    };
    (0..count).map(archive).collect()
}

fn settings(name: &str) -> String {
    let mut text = String::new();
    for (path, value) in [
        ("SystemUnit Name", name),
        ("DNS Hostname", name),
        ("DNS Domain Name", "example.com"),
        ("SystemUnit Software Version", "X15.5"),
        ("Zones Zone 2 Name", "UC"),
        ("Zones Zone 2 Type", "TraversalClient"),
        ("Zones Zone 2 TraversalClient Collaboration Edge", "On"),
    ] {
        statement(&mut text, path, value);
    }
    text
}

fn neighbor(text: &mut String, number: usize, name: &str) {
    // The second one is the traversal zone.
    let zone = format!("Zones Zone {}", number + 2);
    statement(text, &format!("{zone} Name"), name);
    statement(text, &format!("{zone} Type"), "Neighbor");
    statement(text, &format!("{zone} Neighbor SIP Transport"), "TLS");
    statement(text, &format!("{zone} Neighbor SIP TLS Verify Mode"), "On");
    let peer = format!("peer{number}.example.com");
    statement(text, &format!("{zone} Neighbor Peer 1 Address"), &peer);
}

fn statement(text: &mut String, path: &str, value: &str) {
    writeln!(text, "*c xConfiguration {path}: \"{value}\"").expect("a string");
}

const STAMP: &str = "2026-11-20_09_30_00";
