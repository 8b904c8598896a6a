//! Logs and captures without any certificate, on the command line: what they say is shown, and what
//! cannot be joined to a connection says so.

use std::path::{Path, PathBuf};

use eku_tests::command::{Eku, Ran};
use eku_tests::packets::{Conversation, Format, Link, Recorded, tls};
use serde_json::Value;

const CUCM: &str = "2026-07-11T18:42:28.430+02:00 vcsc traffic_server[18242]: [ET_NET 0] WARNING: \
    Core server certificate verification failed for (cucm.example.com). Action=Terminate \
    Error=self signed certificate server=cucm.example.com(192.0.2.46) depth=0\n";

const ALERT: &str = "2026-07-11T18:44:28.431+02:00 vcsc traffic_server[18242]: [ET_NET 2] ERROR: SSL \
    connection failed for 'cucm.example.com': error:14094413:SSL routines:ssl3_read_bytes:sslv3 \
    alert unsupported certificate\n";

const DUMP: &str = "*c xConfiguration Zones Zone 2 Name: \"UC to Edge\"\n\
    *c xConfiguration Zones Zone 2 Type: \"TraversalClient\"\n\
    *c xConfiguration Zones Zone 2 TraversalClient Collaboration Edge: \"On\"\n\
    *c xConfiguration CollaborationEdge CUCMConfigServer 1 Address: \"cucm.example.com\"\n";

#[test]
fn a_capture_alone_lists_its_handshakes_and_leaves_the_verdict_open() {
    let ran = check(&["captures/tls12-mutual.pcap"], "");
    assert_eq!(ran.code, 3, "{}", ran.messages);
    assert_eq!(
        ran.messages,
        "captures/tls12-mutual.pcap: does not show whether this is Core or Edge: use --core FILE or --edge FILE\n"
    );
    let report: Value = serde_json::from_str(&ran.output).expect("JSON");
    assert_eq!(report["verdict"], "undecided");
    let [seen] = evidence(&report)[..] else { panic!("{}", report["evidence"]) };
    assert_eq!((&seen["node"], &seen["connection"]), (&Value::Null, &Value::Null));
    let text = seen["text"].as_str().expect("a text");
    for part in [
        "A capture shows a handshake of a connection from 127.0.0.1 to \
         edge.example.com (127.0.0.1) on port 7001",
        "The TLS client presented a certificate of core.example.com that is not in the input",
        "The TLS server presented a certificate of edge.example.com that is not in the input",
        "The handshake completed",
        ". Not matched to a connection: it is not known whether this is Core or Edge.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let page = Eku::new(["check", "--format", "html", "captures/tls12-mutual.pcap"]).run();
    assert!(page.output.contains("presented a certificate of edge.example.com"), "{}", page.output);
}

#[test]
fn a_capture_of_tls_1_3_says_that_it_encrypts_certificates() {
    let report = check(&["--edge", "captures/tls13-mutual.pcap"], "").output;
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let [seen] = evidence(&report)[..] else { panic!("{}", report["evidence"]) };
    let text = seen["text"].as_str().expect("a text");
    assert!(text.contains(". TLS 1.3 hides the certificates and the result"), "{text}");
}

#[test]
fn a_capture_of_a_node_joins_by_its_port_or_says_that_the_side_is_not_known() {
    for (option, file, connection, words) in [
        ("--edge", "captures/tls12-mutual.pcap", Some("uc-traversal-zone"), "This suggests that"),
        (
            "--edge",
            "captures/tls12-ipv6.pcapng",
            None,
            ". Not matched to a connection: the capture does not show whether Edge is TLS client \
             or TLS server.",
        ),
    ] {
        let ran = check(&[option, file], "");
        let report: Value = serde_json::from_str(&ran.output).expect("JSON");
        let [seen] = evidence(&report)[..] else { panic!("{}", report["evidence"]) };
        assert_eq!(seen["connection"].as_str(), connection, "{file}");
        assert!(seen["text"].as_str().is_some_and(|text| text.contains(words)), "{seen}");
    }
}

#[test]
fn one_line_of_the_traffic_server_is_a_log_and_its_host_says_which_node_it_is() {
    let ran = check(&["-"], CUCM);
    assert_eq!((ran.code, ran.messages.as_str()), (3, ""));
    let report: Value = serde_json::from_str(&ran.output).expect("JSON");
    let [seen] = evidence(&report)[..] else { panic!("{}", report["evidence"]) };
    assert_eq!(
        seen["text"],
        "Core logged \"self signed certificate\" for a connection to cucm.example.com \
         (192.0.2.46) on 11 Jul 2026, 16:42:28 UTC. Not matched to a connection of this deployment."
    );
    for text in [
        format!("This is what I found:\n\n{CUCM}"),
        CUCM.split_once("traffic_server").map(|(_, line)| line.to_owned()).expect("a process"),
    ] {
        let ran = check(&["-"], &text);
        assert_eq!(ran.code, 3, "{text}: {}", ran.messages);
        assert!(ran.output.contains("self signed certificate"), "{text}");
    }
}

#[test]
fn what_the_traffic_server_says_is_joined_to_unified_cm() {
    let folder = folder("traffic");
    let dump = written(&folder, "xconf_dump_core.txt", DUMP.as_bytes());
    let log = written(&folder, "loggingsnapshot_core.txt", [CUCM, ALERT].concat().as_bytes());
    let report = check(&[&dump, &log], "").output;
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let connections = evidence(&report).into_iter().map(|seen| seen["connection"].as_str());
    let unified_cm = Some("far-end:unified-cm-cucm-example-com:out");
    assert_eq!(connections.collect::<Vec<_>>(), [unified_cm; 2]);
}

#[test]
fn a_zone_on_5062_joins_by_its_port_or_by_the_name_in_the_certificate() {
    let folder = folder("zones");
    let mutual = eku_tests::fixtures::Authorities::new();
    let ders = ["core", "edge"].map(|node| mutual.node(node, "both-ca1").leaf.der().to_vec());
    let mut conversation = Conversation::new(tls::mutual(&[&ders[0]], &[&ders[1]], 16_000));
    conversation.responder.set_port(5062);
    let packets: Vec<Recorded> =
        conversation.segments(1400).iter().map(|one| Recorded::new(Link::Ethernet, one)).collect();
    let capture = Format::USUAL.file(Link::Ethernet, &packets);
    let capture = written(&folder, "edge.pcap", &capture);
    for (what, settings, connection) in [
        (
            "the traversal zone with this port",
            "*c xConfiguration Zones Zone 7 Name: \"B2B\"\n\
             *c xConfiguration Zones Zone 7 Type: \"TraversalServer\"\n\
             *c xConfiguration Zones Zone 7 TraversalServer Collaboration Edge: \"Off\"\n\
             *c xConfiguration Zones Zone 7 TraversalServer SIP Port: \"5062\"\n\
             *c xConfiguration Zones Zone 7 TraversalServer SIP Transport: \"TLS\"\n",
            "far-end:b2b:in",
        ),
        (
            "the DNS zone of the name in the certificate",
            "*c xConfiguration Zones Zone 5 Name: \"Webex\"\n\
             *c xConfiguration Zones Zone 5 Type: \"DNS\"\n\
             *c xConfiguration Zones Zone 5 DNS SIP TLS Verify Mode: \"On\"\n\
             *c xConfiguration Zones Zone 5 DNS SIP TLS Verify Subject Name: \"core.example.com\"\n",
            "far-end:webex:out",
        ),
    ] {
        let dump = written(&folder, "xconf_dump_edge.txt", settings.as_bytes());
        let ran = check(&["--edge", &dump, &capture], "");
        let report: Value = serde_json::from_str(&ran.output).expect("JSON");
        let [seen] = evidence(&report)[..] else { panic!("{what}: {}", report["evidence"]) };
        assert_eq!(seen["connection"].as_str(), Some(connection), "{what}: {seen}");
    }
}

fn check(arguments: &[&str], input: &str) -> Ran {
    let all = ["check", "--at", "2026-11-28", "--format", "json"];
    Eku::new(all.iter().chain(arguments)).input(input).run()
}

fn evidence(report: &Value) -> Vec<&Value> {
    report["evidence"].as_array().expect("a list").iter().collect()
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("eku-alone-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn written(folder: &Path, name: &str, content: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("written");
    path.display().to_string()
}
