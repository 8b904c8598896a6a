//! Status dumps in the shape that is documented, with made-up values, and damaged ones.

use std::io::BufReader;

use proptest::prelude::*;

use super::*;

fn status(text: &str) -> Status {
    let Partly { value, stopped } = read(&mut BufReader::with_capacity(9, text.as_bytes()));
    assert!(stopped.is_none());
    value
}

const TEXT: &str = r#"*s SystemUnit: /
  Product: "Cisco Expressway-E"
  Uptime: 86400
  Software:
    Version: "X15.5.1"
    Build: "oak_v15.5.1"
*s/end
*s Alarms: /
  Alarm 1:
    ID: "35013"
    Severity: "Warning"
    State: "Raised"
    Title: "Unified Communications SSH tunnel failure"
    Description: "This system cannot communicate with one or more remote hosts"
  Alarm 2:
    ID: "40049"
    State: "Lowered"
*s/end
*s Zones: /
  Zone 6:
    Name: "Webex"
    Type: "DNS"
    Status: "Active"
  Zone 7:
    Name: "UC Traversal"
    Type: TraversalServer
    TraversalServer:
      SIP:
        Port: "7001"
      Peer 1:
        Address: "192.0.2.9"
        H323:
          Status: "Inactive"
        SIP:
          Port: "25000"
          Status: "Failed"
    Status: "Failed"
    Cause: "TLS negotiation failure"
*s/end
*s UnifiedCommunications: /
  SSHTunnels:
    SSHTunnel 1:
      Peer: "192.0.2.9"
      Host: "core.example.com"
      Status: "Inactive"
*s/end
"#;

const XML: &str = r#"<?xml version="1.0"?>
<Status product="Cisco Expressway-E" version="X15.5.1">
<SystemUnit item="1"><Software item="1"><Build item="1">oak_v15.5.1</Build></Software></SystemUnit>
<Alarms item="1"><Alarm item="1"><ID item="1">35013</ID><State item="1">Raised</State>
<Title item="1">Unified Communications SSH tunnel failure</Title></Alarm>
<Alarm item="2"><ID>40049</ID><State>Lowered</State></Alarm></Alarms>
<Zones item="1"><Zone item="6"><Name>Webex</Name><Type>DNS</Type><Status>Active</Status></Zone>
<Zone item="7"><Name item="1">UC Traversal</Name><Type item="1">TraversalServer</Type>
<TraversalServer item="1"><Peer item="1"><Address item="1">192.0.2.9</Address>
<SIP item="1"><Status item="1">Failed</Status><Port item="1">25000</Port></SIP></Peer></TraversalServer>
<Status item="1">Failed</Status><Cause>TLS negotiation failure</Cause></Zone></Zones>
<UnifiedCommunications><SSHTunnels><SSHTunnel item="1"><Host>core.example.com</Host>
<Status>Inactive</Status></SSHTunnel></SSHTunnels></UnifiedCommunications>
</Status>
"#;

#[test]
fn text_and_xml_say_the_same() {
    for (text, line) in [(TEXT.to_string(), 37), (TEXT.replace('\n', "\r\n"), 37), (XML.into(), 11)]
    {
        let found = status(&text);
        assert_eq!(found.product.as_ref().unwrap().value, "Cisco Expressway-E");
        assert_eq!(found.node(), Some(NodeName::Edge));
        assert_eq!(found.release.as_ref().unwrap().value, Release::parse("X15.5.1"));
        assert_eq!(found.build.as_ref().unwrap().value, "oak_v15.5.1");
        let [webex, uc] = &found.zones[..] else { panic!("{:?}", found.zones) };
        assert_eq!((webex.index, uc.index), (6, 7));
        assert_eq!(webex.kind.as_ref().unwrap().value, ZoneKind::Dns);
        assert_eq!(uc.kind.as_ref().unwrap().value, ZoneKind::TraversalServer);
        assert_eq!(uc.status.as_ref().unwrap().value, "Failed");
        assert_eq!(uc.status.as_ref().unwrap().from.line, line);
        assert_eq!(uc.cause.as_ref().unwrap().value, "TLS negotiation failure");
        let [peer] = &uc.peers[..] else { panic!("{:?}", uc.peers) };
        assert_eq!(peer.address.as_ref().unwrap().value, "192.0.2.9");
        assert_eq!(peer.port.as_ref().unwrap().value, 25000);
        assert_eq!(peer.status.as_ref().unwrap().value, "Failed");
        let [tunnel] = &found.tunnels[..] else { panic!("{:?}", found.tunnels) };
        assert_eq!(tunnel.address.as_ref().unwrap().value, "core.example.com");
        assert_eq!(tunnel.status.as_ref().unwrap().value, "Inactive");
        let [failure, permissive] = &found.alarms[..] else { panic!("{:?}", found.alarms) };
        assert_eq!(failure.id.as_ref().unwrap().value, 35013);
        let reason = &failure.reason.as_ref().unwrap().value;
        assert_eq!(reason, "Unified Communications SSH tunnel failure");
        assert_eq!(permissive.state.as_ref().unwrap().value, "Lowered");
    }
}

#[test]
fn what_the_status_says_is_observed() {
    let found = status(TEXT);
    let shown = |uc_zones: &[&str]| {
        let observations = found.observations(NodeName::Edge, None, "xstat.txt", uc_zones);
        let show = |seen: Observation| (seen.seen, seen.place, seen.remote, seen.confidence);
        observations.into_iter().map(show).collect::<Vec<_>>()
    };
    let zone = |name: &str, kind, state, detail: &str| Seen::Zone {
        name: name.into(),
        kind,
        state,
        detail: detail.into(),
    };
    let alarm = |id, raised, detail: &str| Seen::Alarm { id, raised, detail: detail.into() };
    let failed = "Failed: TLS negotiation failure";
    let tunnel = Seen::Tunnel { state: State::Down, failure: None, detail: "Inactive".into() };
    let (inferred, documented) = (Confidence::Inferred, Confidence::Documented);
    let line = |number: u32| format!("line {number}");
    let uc = SeenZoneKind::UnifiedCommunications;
    let other = SeenZoneKind::Other;
    assert_eq!(
        shown(&[]),
        [
            (zone("Webex", other, State::Up, "Active"), line(23), None, inferred),
            (zone("UC Traversal", uc, State::Down, failed), line(37), None, inferred),
            (tunnel, line(45), Some("core.example.com".into()), inferred),
            (
                alarm(35013, true, "Unified Communications SSH tunnel failure"),
                line(10),
                None,
                documented
            ),
            (alarm(40049, false, ""), line(16), None, documented),
        ]
    );
    let kinds = |uc_zones: &[&str]| {
        let kind = |seen: Seen| if let Seen::Zone { kind, .. } = seen { Some(kind) } else { None };
        shown(uc_zones).into_iter().filter_map(|(seen, ..)| kind(seen)).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&["UC Traversal"]), [other, uc]);
    assert_eq!(kinds(&["another"]), [other, other]);
    assert_eq!(found.observations(NodeName::Core, None, "", &[]).len(), 5);
}

#[test]
fn states_are_words() {
    for (status, expected) in [
        ("Active", State::Up),
        ("active (2 of 2)", State::Up),
        ("Inactive", State::Down),
        ("Failed", State::Down),
        ("Disconnected", State::Down),
        ("Connected", State::Up),
        ("not active", State::Down),
        ("Suppressed", State::Unknown),
        ("On", State::Unknown),
        ("", State::Unknown),
    ] {
        assert_eq!(state(status), expected, "{status}");
    }
}

#[test]
fn a_path_may_stand_in_one_line() {
    let found = status("*s Zones Zone 7 Name: \"UC\"\n*s Zones Zone 7 Status: \"Active\"\nnoise\n");
    assert_eq!(found.zones[0].status.as_ref().unwrap().value, "Active");
    assert_eq!(found.zones[0].name.as_ref().unwrap().value, "UC");
}

#[test]
fn a_dump_that_ends_early_gives_what_stands_before() {
    let found = status(&TEXT[..TEXT.find("    Status: \"Failed\"").unwrap() + 14]);
    assert_eq!(found.zones.len(), 2);
    assert_eq!(found.zones[1].peers.len(), 1);
    assert_eq!(found.alarms.len(), 2);
    assert!(status("").zones.is_empty());
}

#[test]
fn long_lines_and_many_entries_are_bounded() {
    let mut text = String::from("*s Zones: /\n");
    for index in 1..=3000 {
        text.push_str(&format!("  Zone {index}:\n    Status: \"Active\"\n"));
    }
    text.push_str(&"x".repeat(1 << 20));
    text.push_str("\n*s SystemUnit: /\n  Build: \"last\"\n");
    let found = status(&text);
    assert_eq!((found.zones.len(), found.left_out), (1000, 2000));
    assert_eq!(found.build.unwrap().value, "last");
}

#[test]
fn secrets_are_never_kept() {
    let found = status(
        "*s Alarms: /\n  Alarm 1:\n    Title Password: \"hunter2\"\n    Title: \"{cipher}hunter2\"\n",
    );
    assert!(!format!("{found:?}").contains("hunter2"));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(read(&mut &bytes[..]).stopped.is_none());
    }

    #[test]
    fn no_status_makes_it_panic(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("*s Zones: /\n"), Just("*s/end\n"), Just("  Zone 7:\n"), Just("    Status: "),
                Just("\"Active\"\n"), Just("Peer 1: \n"), Just(" "), Just("\u{3000}"), Just(":"),
                Just("*s Alarms: /\n"), Just("Alarm 1:\n"), Just("ID: 35013\n"), Just("ü\n"),
                Just("<Status>"), Just("<Zones><Zone item='1'>"), Just("</Zone>"), Just("Name"),
            ],
            0..200,
        )
    ) {
        let found = read(&mut parts.concat().as_bytes()).value;
        let _ = found.observations(NodeName::Edge, None, "xstat.txt", &[]);
    }
}
