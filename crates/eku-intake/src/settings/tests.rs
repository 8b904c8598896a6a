//! Dumps as Expressway writes them, with made-up values, and what becomes of dumps that are damaged.

use std::collections::BTreeSet;
use std::io::BufReader;

use eku_engine::deployment::{Initiates, Protocol, Service, TlsVerify};
use proptest::prelude::*;

use super::*;

fn settings(text: &str) -> Settings {
    let Partly { value, stopped } = read(&mut BufReader::with_capacity(7, text.as_bytes()));
    assert!(stopped.is_none());
    value
}

/// What makes an Edge, as text.
const EDGE: &str = r#"*c xConfiguration Alternates Cluster Name: "edge.example.com"
*c xConfiguration Alternates Peer 1 Address: "edge1.example.com"
*c xConfiguration Alternates Peer 2 Address: "edge2.example.com"
*c xConfiguration Alternates Peer 3 Address:
*c xConfiguration Authentication Account Admin Account 1 Password: "{cipher}hunter2"
*c xConfiguration Cluster TLS Verify Mode: "Permissive"
*c xConfiguration IP DNS Domain Name: "example.com"
*c xConfiguration IP DNS Hostname: "edge1"
*c xConfiguration SIP TLS Certificate ExtendedKeyUsage Checking Mode: "Off"
*c xConfiguration SIP TLS Port: "5061"
*c xConfiguration SystemUnit Name: "edge one"
*c xConfiguration XCP TLS Certificate CVS EnableServerEkuUpload: "On"
*c xConfiguration Zones Zone 1 Name: "DefaultZone"
*c xConfiguration Zones Zone 6 DNS SIP Default Transport: "TLS"
*c xConfiguration Zones Zone 6 DNS SIP TLS Verify Mode: "On"
*c xConfiguration Zones Zone 6 DNS SIP TLS Verify Subject Name: "sip.webex.com"
*c xConfiguration Zones Zone 6 Name: "Webex"
*c xConfiguration Zones Zone 6 Type: "DNS"
*c xConfiguration Zones Zone 7 Name: "UC Traversal"
*c xConfiguration Zones Zone 7 TraversalServer Authentication UserName: "traversal"
*c xConfiguration Zones Zone 7 TraversalServer Collaboration Edge: "On"
*c xConfiguration Zones Zone 7 TraversalServer SIP Port: "7001"
*c xConfiguration Zones Zone 7 TraversalServer SIP Transport: "TLS"
*c xConfiguration Zones Zone 7 TraversalServer SIP TLS Verify Mode: "On"
*c xConfiguration Zones Zone 7 TraversalServer SIP TLS Verify Subject Name: "core.example.com"
*c xConfiguration Zones Zone 7 Neighbor SIP Port: "9999"
*c xConfiguration Zones Zone 7 Type: "TraversalServer"
"#;

/// What makes a Core, as text.
const CORE: &str = r#"*c xConfiguration EdgeConfigServer VerifyOriginServer: "On"
*c xConfiguration CollaborationEdge Enabled: "On"
*c xConfiguration Zones Zone 2 Name: "UC to Edge"
*c xConfiguration Zones Zone 2 Type: "TraversalClient"
*c xConfiguration Zones Zone 2 TraversalClient Authentication Password: "{cipher}hunter2"
*c xConfiguration Zones Zone 2 TraversalClient Collaboration Edge: "On"
*c xConfiguration Zones Zone 2 TraversalClient Peer 2 Address: "edge2.example.com"
*c xConfiguration Zones Zone 2 TraversalClient Peer 1 Address: "192.0.2.1"
*c xConfiguration Zones Zone 2 TraversalClient SIP Port: "7001"
*c xConfiguration Zones Zone 3 Name: "CEtls-cucm1.example.com"
*c xConfiguration Zones Zone 3 Type: "Neighbor"
*c xConfiguration Zones Zone 3 Neighbor Peer 1 Address: "cucm1.example.com"
*c xConfiguration Zones Zone 3 Neighbor SIP Transport: "TLS"
*c xConfiguration Zones Zone 3 Neighbor SIP TLS Verify Mode: "Off"
*c xConfiguration Zones Zone 4 Name: "Trunk"
*c xConfiguration Zones Zone 4 Type: "Neighbor"
*c xConfiguration Zones Zone 4 Neighbor Authentication Mode: "TreatAsAuthenticated"
*c xConfiguration Zones Zone 4 Neighbor Peer 1 Address: "192.0.2.7"
*c xConfiguration Zones Zone 4 Neighbor SIP Transport: "TLS"
*c xConfiguration Zones Zone 5 Name: "Plain"
*c xConfiguration Zones Zone 5 Type: "Neighbor"
*c xConfiguration Zones Zone 5 Neighbor SIP Transport: "TCP"
*c xConfiguration Zones Zone 6 Name: "TRUNK!"
*c xConfiguration Zones Zone 6 Type: "Neighbor"
*c xConfiguration Zones Zone 7 Name: "Trunk"
*c xConfiguration Zones Zone 7 Type: "Neighbor"
*c xConfiguration Zones Zone 8 Name: "H323 only"
*c xConfiguration Zones Zone 8 Type: "Neighbor"
*c xConfiguration Zones Zone 8 SIP Mode: "Off"
*c xConfiguration CollaborationEdgeCucm 1 Address: "cucm1.example.com"
"#;

/// The Edge's zone in the shape that the XML interface of the product has.
const EDGE_XML: &str = r#"<?xml version="1.0"?>
<Configuration product="Cisco Expressway-E" version="X15.5.1">
 <SIP item="1"><TLS item="1"><Certificate item="1"><ExtendedKeyUsage item="1"><Checking item="1">
  <Mode item="1">Off</Mode></Checking></ExtendedKeyUsage></Certificate></TLS></SIP>
 <Zones item="1">
  <Zone item="7"><Name item="1">UC &amp; Traversal</Name><Type item="1">TraversalServer</Type>
   <TraversalServer item="1"><Authentication><Password>hunter2</Password></Authentication>
    <Collaboration item="1"><Edge item="1">On</Edge></Collaboration>
    <SIP item="1"><Port item="1">7001</Port><Transport item="1">TLS</Transport>
     <TLS><Verify><Mode>On</Mode><SubjectName>core.example.com</SubjectName></Verify></TLS>
    </SIP>
   </TraversalServer>
  </Zone>
 </Zones>
</Configuration>
"#;

#[test]
fn an_edge_is_read_from_text() {
    for text in [EDGE.to_string(), EDGE.replace('\n', "\r\n"), format!("\u{feff}{EDGE}")] {
        let edge = settings(&text);
        assert_eq!(edge.own_name().as_deref(), Some("edge1.example.com"));
        let check = edge.switch(Switch::EkuCheck).unwrap();
        assert!(!check.value);
        assert_eq!(check.from.line, 9);
        assert_eq!(
            check.from.text,
            "*c xConfiguration SIP TLS Certificate ExtendedKeyUsage Checking Mode: \"Off\""
        );
        assert!(edge.switch(Switch::ServerEkuUpload).unwrap().value);
        assert_eq!(edge.cluster_name.as_ref().unwrap().value, "edge.example.com");
        let peers: Vec<_> = edge.cluster_peers.iter().map(|peer| peer.value.as_str()).collect();
        assert_eq!(peers, ["edge1.example.com", "edge2.example.com"]);
        assert!(!edge.switch(Switch::ClusterTlsVerify).unwrap().value);
        let [zone] = edge.uc_zones().collect::<Vec<_>>()[..] else { panic!() };
        assert_eq!(zone.index, 7);
        assert_eq!(zone.port.as_ref().unwrap().value, 7001);
        assert_eq!(zone.transport.as_ref().unwrap().value, Transport::Tls);
        let names = edge.verify_names(NodeName::Edge);
        assert_eq!(names[0].value, VerifyName::Dns("core.example.com".into()));
        assert_eq!(names[0].from.line, 25);
    }
}

#[test]
fn a_core_is_read_from_text() {
    let core = settings(CORE);
    let names: Vec<_> =
        core.verify_names(NodeName::Core).into_iter().map(|name| name.value.to_string()).collect();
    assert_eq!(
        names,
        ["192.0.2.1", "edge2.example.com"],
        "an address in the zone is looked for, too"
    );
    let trunk = core.zones.iter().find(|zone| zone.index == 4).unwrap();
    assert_eq!(trunk.authentication.as_ref().unwrap().value, "TreatAsAuthenticated");
    assert!(core.collaboration_edge.as_ref().unwrap().value);
    assert_eq!(core.switch(Switch::ClusterTlsVerify), None);
}

#[test]
fn xml_says_the_same_as_text() {
    let edge = settings(EDGE_XML);
    assert!(!edge.switch(Switch::EkuCheck).unwrap().value);
    assert_eq!(
        edge.switch(Switch::EkuCheck).unwrap().from,
        Quotation {
            line: 4,
            text: "SIP[1]/TLS[1]/Certificate[1]/ExtendedKeyUsage[1]/Checking[1]/Mode[1]: Off"
                .into()
        }
    );
    assert_eq!(edge.release.as_ref().unwrap().value, Release::parse("X15.5.1"));
    let [zone] = &edge.zones[..] else { panic!("{:?}", edge.zones) };
    assert!(zone.is_unified_communications());
    assert_eq!(zone.name.as_ref().unwrap().value, "UC & Traversal");
    assert_eq!(zone.port.as_ref().unwrap().value, 7001);
    assert_eq!(zone.verify_name.as_ref().unwrap().value, "core.example.com");
    assert_eq!(edge.role().node, Some(NodeName::Edge));
}

#[test]
fn commands_are_read_as_they_are_pasted() {
    let command = "SIP TLS Certificate ExtendedKeyUsage Checking Mode";
    for (text, expected) in [
        (format!("xConfiguration {command}: Off"), Some(false)),
        (format!("  xconfiguration {command}: on"), Some(true)),
        (format!("admin@edge:~> XCONFIGURATION {command}:OFF"), Some(false)),
        (format!("*c xConfiguration {command}: “Off”"), Some(false)),
        (format!("*c  xConfiguration  {command} : \"Off\" trailing"), Some(false)),
        (format!("log: *c xConfiguration A: \"x *c xConfiguration {command}: On"), Some(true)),
        (format!("xConfiguration A: \"b\" xConfiguration {command}: \"Off\""), Some(false)),
        (format!("xConfiguration A: \"b xConfiguration {command}: Off\""), None),
        (format!("xConfiguration {command}: ON/OFF"), None),
        (format!("xConfiguration {command}:"), None),
        (format!("xConfiguration {command}"), None),
        (format!("the command xConfiguration {command}: Off turns it off"), None),
        (format!("xConfigurations {command}: Off"), None),
        (String::new(), None),
    ] {
        let found = settings(&text).switch(Switch::EkuCheck).map(|check| check.value);
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn statements_run_together_are_told_apart() {
    let together = EDGE.replace('\n', " ");
    let edge = settings(&together);
    let apart = settings(EDGE);
    assert_eq!(edge.statements, apart.statements);
    let without_lines = |settings: &Settings| {
        let zones =
            settings.zones.iter().map(|zone| (zone.index, zone.port.as_ref().map(|p| p.value)));
        (zones.collect::<Vec<_>>(), settings.own_name(), settings.role().node)
    };
    assert_eq!(without_lines(&edge), without_lines(&apart));
    assert_eq!(edge.switch(Switch::EkuCheck).unwrap().from.line, 1);
}

#[test]
fn a_line_of_a_megabyte_is_read_to_its_end() {
    let mut text = String::new();
    for index in 1..=12_000 {
        text.push_str(&format!(
            "*c xConfiguration Zones Zone {index} Name: \"Zone number {index}\" "
        ));
        if index == 6_000 {
            text.push_str(&format!("*c xConfiguration Banner: \"{}\" ", "x".repeat(200_000)));
        }
    }
    text.push_str("*c xConfiguration SystemUnit Name: \"last\"");
    assert!(text.len() > 900_000);
    let read = settings(&text);
    assert_eq!(read.system_name.unwrap().value, "last");
    assert_eq!(read.zones.len(), 1000);
    assert_eq!(read.left_out, 11_000);
    assert_eq!(read.statements, 12_002);
}

#[test]
fn core_and_edge_are_told_apart_with_the_reason() {
    let uc = |kind: &str| {
        format!(
            "*c xConfiguration Zones Zone 1 Type: {kind}\n\
             *c xConfiguration Zones Zone 1 {kind} Collaboration Edge: On\n"
        )
    };
    let plain = |index, kind: &str| format!("*c xConfiguration Zones Zone {index} Type: {kind}\n");
    let product = |name: &str| format!("*c xConfiguration SystemUnit Product: {name}\n");
    let (core, edge) = (Some(NodeName::Core), Some(NodeName::Edge));
    for (text, expected, signs) in [
        (EDGE.to_string(), edge, 2),
        (CORE.to_string(), core, 1),
        (uc("TraversalClient"), core, 1),
        (uc("TraversalServer"), edge, 1),
        (plain(3, "TraversalServer"), edge, 1),
        (uc("TraversalServer") + &plain(3, "TraversalClient"), edge, 2),
        (plain(2, "TraversalServer") + &plain(3, "TraversalClient"), None, 2),
        (uc("TraversalServer") + &product("Expressway-C"), None, 2),
        (product("Expressway-C"), core, 1),
        (product("\"Cisco Expressway Edge\""), edge, 1),
        (product("Expressway"), None, 0),
        (plain(2, "Neighbor"), None, 0),
    ] {
        let found = settings(&text).role();
        assert_eq!((found.node, found.signs.len()), (expected, signs), "{text}");
    }
    let sign = settings(EDGE).role().signs.remove(0);
    assert_eq!(sign.kind, RoleSignKind::UnifiedCommunicationsZone);
    assert_eq!(sign.from.line, 21);
}

#[test]
fn zones_and_servers_become_far_ends() {
    let shown = |drafts: Vec<FarEndDraft>| {
        let show = |draft: FarEndDraft| {
            let FarEndDraft { far_end, from, .. } = draft;
            let names: Vec<_> = far_end.verify_names.iter().map(ToString::to_string).collect();
            let first = from.first().map(|from| from.line);
            (
                far_end.slug.to_string(),
                far_end.initiates,
                far_end.tls_verify,
                far_end.protocol,
                names.join(" "),
                far_end.used_by,
                first,
            )
        };
        drafts.into_iter().map(show).collect::<Vec<_>>()
    };
    let row = |slug: &str, initiates, verify, protocol, names: &str, used_by, line| {
        (slug.to_string(), initiates, verify, protocol, names.to_string(), used_by, Some(line))
    };
    use Initiates::{Both, Expressway};
    use Protocol::{Https, Sip};
    use TlsVerify::{Off, On, Unknown};
    assert_eq!(
        shown(settings(EDGE).far_ends(NodeName::Edge)),
        [row("webex", Expressway, On, Sip, "sip.webex.com", vec![], 17)]
    );
    let mra = vec![Service::Mra];
    assert_eq!(
        shown(settings(CORE).far_ends(NodeName::Core)),
        [
            row(
                "cetls-cucm1-example-com",
                Expressway,
                Off,
                Sip,
                "cucm1.example.com",
                mra.clone(),
                10
            ),
            row("trunk", Both, Unknown, Sip, "192.0.2.7", vec![], 15),
            row("trunk-", Both, Unknown, Sip, "", vec![], 23),
            row("trunk-2", Both, Unknown, Sip, "", vec![], 25),
            row(
                "unified-cm-cucm1-example-com",
                Expressway,
                On,
                Https,
                "cucm1.example.com",
                mra,
                30
            ),
        ]
    );
}

#[test]
fn passwords_are_never_kept() {
    let secret = "hunter2";
    let quoted = |path: &str| format!("*c xConfiguration {path}: \"{secret}\"\n");
    let mut text = format!("{EDGE}{CORE}");
    for path in [
        "Authentication Password",
        "SNMP V3AuthenticationPassword",
        "Authentication H350 BindPassword",
        "Zones Zone 9 TraversalClient Authentication Password",
        "SNMP CommunityName",
        "Alternates Peer 1 SharedSecret",
        "SystemUnit Product Token",
    ] {
        text.push_str(&quoted(path));
    }
    // An encrypted value is dropped wherever it stands; so is what swallowed a password because a
    // quotation mark is missing.
    text.push_str(&format!("*c xConfiguration SystemUnit Name: \"{{cipher}}{secret}\"\n"));
    text.push_str(&format!(
        "xConfiguration SystemUnit Name: \"a xConfiguration Authentication Password: {secret}\n"
    ));
    text.push_str(&format!(
        "xConfiguration Zones Zone 9 Name: a xConfiguration Authentication Password: {secret}\n"
    ));
    for text in [text.clone(), text.replace('\n', " "), EDGE_XML.to_string()] {
        let read = settings(&text);
        let far_ends = read.far_ends(NodeName::Core);
        let kept = format!("{read:?}{far_ends:?}{:?}", read.role());
        assert!(!kept.contains(secret), "{kept}");
        assert!(!kept.to_ascii_lowercase().contains("cipher"), "{kept}");
    }
}

#[test]
fn a_dump_that_ends_early_gives_what_stands_before() {
    let half = EDGE.len() / 2;
    let edge = settings(&EDGE[..half]);
    assert_eq!(edge.own_name().as_deref(), Some("edge1.example.com"));
    assert!(edge.uc_zones().next().is_none());
    let xml = settings(&EDGE_XML[..EDGE_XML.find("<SubjectName>").unwrap() + 20]);
    assert_eq!(xml.zones[0].port.as_ref().unwrap().value, 7001);
    assert_eq!(xml.zones[0].verify_name, None);
}

#[test]
fn releases_are_read_wherever_they_stand() {
    for (text, expected) in [
        (
            "xConfiguration SystemUnit Software Version: \"X15.4.2\"",
            Some(Release::parse("X15.4.2")),
        ),
        (
            "xConfiguration Software Version: \"Cisco Expressway X14.3 (s1)\"",
            Some(Release::parse("X14.3")),
        ),
        (
            "xConfiguration SystemUnit Software Version: \"X8.11.4\"",
            Some(Release::parse("X8.11.4")),
        ),
        (
            "xConfiguration SystemUnit Software Version: \"oak_v15.5.1_rc_2\"",
            Some(Release::parse("X15.5.1")),
        ),
        ("xConfiguration SystemUnit Software Version: \"X7.2.3\"", Some(Err(ReleaseError))),
        ("xConfiguration SystemUnit Software Version: \"unknown\"", None),
        ("xConfiguration SIP Advanced SipTlsVersions: \"TLSv1.2\"", None),
    ] {
        assert_eq!(settings(text).release.map(|release| release.value), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let read = read(&mut &bytes[..]);
        prop_assert!(read.stopped.is_none());
        let _ = (read.value.role(), read.value.far_ends(NodeName::Core));
    }

    #[test]
    fn no_dump_makes_it_panic(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("*c xConfiguration "), Just("xConfiguration "), Just("Zones Zone "), Just("7 "),
                Just("99999999999 "), Just("Neighbor "), Just("Peer 1 Address"), Just("Name"),
                Just(": "), Just("\""), Just("“"), Just("\n"), Just("\r\n"), Just("{cipher}"),
                Just("<Zones>"), Just("<Zone item=\"7\">"), Just("</Zone>"), Just("<![CDATA["),
                Just("]]>"), Just("<!--"), Just("/>"), Just("&#x41;"), Just("ü"), Just("On"),
            ],
            0..200,
        )
    ) {
        let text = parts.concat();
        let read = read(&mut text.as_bytes());
        let _ = (read.value.role(), read.value.far_ends(NodeName::Edge));
    }
}

#[test]
fn a_thousand_zones_of_one_name_are_numbered() {
    let zone = |number: u32| {
        format!(
            "*c xConfiguration Zones Zone {number} Name: \"{}\"\n\
             *c xConfiguration Zones Zone {number} Type: \"Neighbor\"\n",
            "a-".repeat(100),
        )
    };
    let text: String = (1..=1000).map(zone).collect();
    let ends = settings(&text).far_ends(NodeName::Core);
    let slugs: BTreeSet<_> = ends.iter().map(|end| end.far_end.slug.as_str()).collect();
    assert_eq!(slugs.len(), 1000);
    assert!(ends[1].far_end.name.ends_with("- 2") && ends[999].far_end.name.ends_with("- 1000"));
}
