//! Terminal sessions as PuTTY, SecureCRT, `script` and a clipboard leave them, with made-up values.

use eku_engine::deployment::{NodeName, Switch, VerifyName};

use super::*;

const COMMAND: &str = "xConfiguration SIP TLS Certificate ExtendedKeyUsage Checking Mode: Off";

const SESSION: &str = "\
=~=~=~=~=~=~=~=~=~=~=~= PuTTY log 2026.11.20 09:12:11 =~=~=~=~=~=~=~=~=~=~=~=
login as: admin
TANDBERG Video Communication Server X15.4.0
SW Release Date: 2026-02-02

OK

xstatus SystemUnit
*s SystemUnit: /
    Product: \"Cisco Expressway\"
    Software:
        Version: \"X15.4.0\"
        Build: \"oak_v15.4.0_rc_6\"
*s/end

OK

xstatus Zones
*s Zones:
    Zone 1 (status=Failed):
        Name: \"UCTraversal\"
        TraversalServer:
            Peer 1 (status=Failed):
                Address: \"192.0.2.9\"
                Port: 7001
        Calls: /
*s/end

OK

xconfiguration Zones
*c xConfiguration Zones Zone 1 Name: \"UCTraversal\"
*c xConfiguration Zones Zone 1 Type: TraversalServer
*c xConfiguration Zones Zone 1 TraversalServer Collaboration Edge: \"On\"
*c xConfiguration Zones Zone 1 TraversalServer SIP Port: 7001
*c xConfiguration Zones Zone 1 TraversalServer SIP TLS Verify Subject Name: \"core.example.com\"
OK
xconfiguration XCP TLS Certificate CVS EnableServerEkuUpload
*c xConfiguration XCP TLS Certificate CVS EnableServerEkuUpload: On
OK
2026-11-20T09:14:00.000+00:00 edge1 tvcs: Event=\"Inbound TLS Negotiation Error\" Service=\"SIP\" \
Src-ip=\"192.0.2.9\" Src-port=\"25001\" Dst-ip=\"192.0.2.1\" Dst-port=\"7001\" \
Detail=\"unsupported certificate purpose\" Protocol=\"TLS\" Level=\"1\"
";

#[test]
fn one_session_holds_release_status_settings_and_log_lines() {
    let forms = [
        SESSION.to_owned(),
        SESSION.replace('\n', "\r\n"),
        SESSION.replace('\n', "\r\r\n"),
        SESSION.replace('\n', "\r"),
        format!("\u{feff}{SESSION}"),
        SESSION.replace("*c ", "\x1b[0m\x1b[1;32m*c \x1b[0m"),
        SESSION.replace("*c xC", "--More--\r        \r*c xC"),
        SESSION.replace("    Zone 1", "--More--    Zone 1"),
        SESSION.replace("xconfiguration Z", "xconfigutarion\x08\x08\x08\x08\x08\x08ration Z"),
        SESSION.lines().map(|line| format!("[2026-11-20 09:12:11] {line}\n")).collect(),
        format!("\x1b]0;admin@edge1\x07{SESSION}"),
    ];
    for form in forms {
        let session = read(form.as_bytes());
        let status = session.status.expect("status");
        assert_eq!(status.release.map(|one| one.value), Some(Release::parse("X15.4.0")), "{form}");
        let [zone] = &status.zones[..] else { panic!("{:?}", status.zones) };
        assert_eq!(zone.status.as_ref().map(|one| one.value.as_str()), Some("Failed"), "{form}");
        assert_eq!(zone.peers[0].address.as_ref().unwrap().value, "192.0.2.9", "{form}");
        let settings = session.settings.expect("settings");
        assert_eq!(settings.role().node, Some(NodeName::Edge), "{form}");
        assert!(settings.switch(Switch::ServerEkuUpload).unwrap().value, "{form}");
        let names = settings.verify_names(NodeName::Edge);
        assert_eq!(names[0].value, VerifyName::Dns("core.example.com".into()), "{form}");
        assert!(settings.not_understood.is_empty(), "{form}: {:?}", settings.not_understood);
        assert!(session.certificates.certificates.is_empty());
    }
    let log = read(SESSION.as_bytes()).log.expect("a log");
    assert_eq!((log.host.as_deref(), log.failures.len()), (Some("edge1"), 1));
    assert_eq!(log.failures[0].line, SESSION.lines().count() as u64, "lines are those of the file");
}

#[test]
fn the_greeting_alone_gives_the_release() {
    let greeting = "login as: admin\nTANDBERG Video Communication Server X14.3.2\n";
    let status = read(greeting.as_bytes()).status.expect("status");
    let release = status.release.expect("a release");
    assert_eq!((release.value, release.from.line), (Release::parse("X14.3.2"), 2));
}

#[test]
fn a_line_that_the_window_wrapped_is_whole_again() {
    let statement = "*c xConfiguration Zones Zone 1 TraversalServer SIP TLS Verify Subject Name: \
                     \"core.example.com\"";
    let key = "*c xConfiguration Zones Zone 1 Type: \"TraversalServer\"\n\
               *c xConfiguration Zones Zone 1 TraversalServer Collaboration Edge: \"On\"\n";
    for columns in [80, 90] {
        let (first, second) = statement.split_at(columns);
        let text = format!("{key}{first}\n{second}\n*c {COMMAND}\n");
        let settings = read(text.as_bytes()).settings.expect("settings");
        let names = settings.verify_names(NodeName::Edge);
        assert_eq!(names[0].value, VerifyName::Dns("core.example.com".into()), "{columns}");
        assert_eq!(settings.switch(Switch::EkuCheck).unwrap().from.line, 5, "{columns}");
    }
    let missing =
        format!("*c xConfiguration SystemUnit Name: \"{}\n*c {COMMAND}\n", "a".repeat(60));
    let settings = read(missing.as_bytes()).settings.expect("settings");
    assert!(!settings.switch(Switch::EkuCheck).unwrap().value, "a missing mark swallows nothing");
}

#[test]
fn a_tunnel_in_an_answer_is_no_line_of_a_log() {
    let text = "*s Alarms: /\n  Alarm 1:\n    ID: \"35013\"\n    \
                Title: \"Unified Communications SSH tunnel failure\"\n*s/end\n";
    let session = read(text.as_bytes());
    assert!(session.log.is_none());
    assert_eq!(session.status.expect("status").alarms.len(), 1);
}

#[test]
fn text_in_utf_16_is_read_as_any_other() {
    let units = SESSION.encode_utf16().flat_map(u16::to_le_bytes);
    let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(units).collect();
    assert!(is_one(&bytes));
    assert_eq!(read(&bytes).settings, read(SESSION.as_bytes()).settings);
}

#[test]
fn what_holds_certificates_or_prose_alone_is_no_session() {
    for text in ["", "words", "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"] {
        assert!(!is_one(text.as_bytes()), "{text}");
    }
    assert!(!is_one(&[0x30, 0x82, 1, 2]) && !is_one(b"a\0b"));
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_no_line_is_lost(
        parts in proptest::collection::vec(
            proptest::prop_oneof![
                proptest::prelude::Just("*c xConfiguration "), proptest::prelude::Just("*s Zones: /"),
                proptest::prelude::Just("\n"), proptest::prelude::Just("\r"), proptest::prelude::Just("\x08"),
                proptest::prelude::Just("\x1b[K"), proptest::prelude::Just("\x1b[99999D"),
                proptest::prelude::Just("\x1b[99999999999999999999C"), proptest::prelude::Just("\x1b]"),
                proptest::prelude::Just("--More--"), proptest::prelude::Just("[12:34:56] "),
                proptest::prelude::Just("ü"), proptest::prelude::Just("\""), proptest::prelude::Just(": "),
                proptest::prelude::Just("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            ],
            0..200,
        )
    ) {
        let text = parts.concat();
        let shown = screen::shown(text.as_bytes());
        let ends = |bytes: &[u8]| memchr::memchr_iter(b'\n', bytes).count();
        if text.contains('\n') && !text.contains("\x1b]") {
            proptest::prop_assert_eq!(ends(&shown), ends(text.as_bytes()));
        }
        let whole = wrapped::joined(&shown);
        proptest::prop_assert_eq!(ends(&whole), ends(&shown));
        proptest::prop_assert!(whole.len() <= text.len() + 1);
        let _ = read(text.as_bytes());
    }
}
