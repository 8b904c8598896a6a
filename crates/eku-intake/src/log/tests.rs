//! Lines as Expressway writes them, with made-up values, and logs that are damaged, long or large.

use std::io::{self, BufReader, Read};

use eku_engine::evidence::Alert;
use proptest::prelude::*;

use super::*;

mod traffic;

fn log(text: impl AsRef<[u8]>) -> Log {
    let Partly { value, stopped } = read(&mut BufReader::with_capacity(100, text.as_ref()));
    assert!(stopped.is_none());
    value
}

fn inbound(time: &str, remote: &str, port: u16, detail: &str) -> String {
    let utc = time.replace('T', " ").replace('Z', ",724");
    format!(
        "{time} edge1 tvcs: Event=\"Inbound TLS Negotiation Error\" Service=\"SIP\" \
         Src-ip=\"{remote}\" Src-port=\"58531\" Dst-ip=\"192.0.2.1\" Dst-port=\"{port}\" \
         Detail=\"{detail}\" Protocol=\"TLS\" Level=\"1\" UTCTime=\"{utc}\"\n"
    )
}

fn outbound(remote: &str, port: u16, name: &str, detail: &str) -> String {
    format!(
        "2026-03-24T13:54:26.106+02:00 core1 tvcs: Event=\" Outbound TLS Negotiation Error \" \
         Service=\"SIP\" Src-ip=\"192.0.2.9\" Src-port=\"25697\" Dst-ip=\"{remote}\" \
         Dst-port=\" {port} \" Detail= \"{detail}\" Protocol=\"TLS\" Common-name=\"{name}\"\n"
    )
}

fn developer(server: bool, local: &str, remote: &str, reason: &str) -> String {
    format!(
        "2026-03-24T11:54:26.106+00:00 edge1 tvcs: UTCTime=\"2026-03-24 11:54:26,106\" \
         Module=\"developer.ssl\" Level=\"ERROR\" CodeLocation=\"ppcmains/ssl/ttssl/ttssl_openssl.cpp(68)\" \
         Method=\"::TTSSLErrorOutput\" Thread=\"0x7f29ddefa700\": TTSSL_continueHandshake: Failed to \
         establish SSL connection iResult=\"-1\" error=\"1\" bServer=\"{server}\" \
         localAddress=\"['IPv4''TCP''{local}']\" remoteAddress=\"['IPv4''TCP''{remote}']\" \
         ssl_error_reason=\"{reason}\"\n"
    )
}

#[test]
fn equal_failures_are_counted_with_their_first_and_last_time() {
    let purpose = "unsuitable certificate purpose";
    let text = [
        "2026-03-24T10:00:00.000+00:00 edge1 tvcs: something else\n".into(),
        inbound("2026-03-24T11:00:00Z", "192.0.2.9", 7001, purpose),
        inbound("2026-03-24T10:30:00Z", "192.0.2.9", 7001, purpose),
        inbound("2026-03-24T12:00:00Z", "192.0.2.9", 7001, "unsupported certificate purpose"),
        inbound("2026-03-24T12:00:00Z", "192.0.2.9", 2222, purpose),
    ]
    .concat();
    for text in [text.clone(), text.replace('\n', "\r\n")] {
        let found = log(&text);
        assert_eq!(found.lines, 5);
        assert_eq!(found.host.as_deref(), Some("edge1"));
        let [zone, tunnels] = &found.failures[..] else { panic!("{:?}", found.failures) };
        let time = |text| Some(Timestamp::parse(text).unwrap());
        assert_eq!(
            *zone,
            Failure {
                kind: FailureKind::Negotiation,
                role: Some(Role::Responder),
                remote: Remote::Known("192.0.2.9".into()),
                port: Some(7001),
                failure: TlsFailure::Purpose,
                detail: purpose.into(),
                common_name: None,
                count: 3,
                first: time("2026-03-24T10:30:00Z"),
                last: time("2026-03-24T12:00:00Z"),
                line: 2,
            }
        );
        assert_eq!((tunnels.port, tunnels.count, tunnels.line), (Some(2222), 1, 5));
    }
}

#[test]
fn an_outbound_failure_has_the_other_side_its_name_and_the_time_of_its_line() {
    let detail = "Peer's TLS certificate identity was unacceptable";
    let found = log(outbound("192.0.2.1", 7001, "edge.example.com", detail));
    let [failure] = &found.failures[..] else { panic!("{:?}", found.failures) };
    assert_eq!(failure.role, Some(Role::Initiator));
    assert_eq!(failure.remote, Remote::Known("192.0.2.1".into()));
    assert_eq!(failure.port, Some(7001));
    assert_eq!(failure.failure, TlsFailure::Name);
    assert_eq!(failure.detail, detail);
    assert_eq!(failure.common_name.as_deref(), Some("edge.example.com"));
    assert_eq!(failure.last, Some(Timestamp::parse("2026-03-24T11:54:26Z").unwrap()));
}

#[test]
fn details_are_told_apart() {
    use TlsFailure::{Expired, Name, NoCertificate, NotYetValid, Other, Purpose, Untrusted};
    let alert = TlsFailure::Alert;
    for (detail, expected) in [
        ("unsupported certificate purpose", Purpose),
        ("Unsuitable certificate purpose", Purpose),
        ("self signed certificate in certificate chain", Untrusted),
        ("self-signed certificate", Untrusted),
        ("unable to get local issuer certificate", Untrusted),
        ("certificate has expired", Expired),
        ("certificate is not yet valid", NotYetValid),
        ("Peer's TLS certificate identity was unacceptable", Name),
        ("peer did not return a certificate", NoCertificate),
        ("sslv3 alert unsupported certificate", alert(Alert::UnsupportedCertificate)),
        ("tlsv1 alert unknown ca", alert(Alert::UnknownCa)),
        ("sslv3 alert bad certificate", alert(Alert::BadCertificate)),
        ("sslv3 alert certificate expired", alert(Alert::CertificateExpired)),
        ("tlsv13 alert certificate required", alert(Alert::CertificateRequired)),
        ("ssl/tls alert handshake failure: SSL alert number 40", alert(Alert::HandshakeFailure)),
        ("SSL alert number 43", alert(Alert::UnsupportedCertificate)),
        ("SSL alert number 999", alert(Alert::Other(None))),
        ("SSL alert number 70", alert(Alert::Other(Some(70)))),
        ("tlsv1 alert internal error", alert(Alert::Other(None))),
        ("No SSL error available, probably remote disconnect", Other),
        ("certificate verify failed", Other),
        ("", Other),
    ] {
        assert_eq!(failure_in(detail), expected, "{detail}");
    }
}

#[test]
fn developer_lines_are_read_and_told_once() {
    let reason = "error:0A000418:SSL routines::tlsv1 alert unknown ca";
    let text = [
        developer(true, "192.0.2.1:7001", "192.0.2.9:25000", "certificate verify failed "),
        inbound("2026-03-24T11:00:00Z", "192.0.2.9", 7001, "unsuitable certificate purpose"),
        developer(false, "192.0.2.1:25000", "[2001:db8::1]:5061", reason),
    ]
    .concat();
    let found = log(&text);
    let shown = |failure: &Failure| (failure.kind, failure.role, failure.port, failure.failure);
    let mut kinds: Vec<_> = found.failures.iter().map(shown).collect();
    kinds.sort();
    assert_eq!(
        kinds,
        [
            (FailureKind::Negotiation, Some(Role::Responder), Some(7001), TlsFailure::Purpose),
            (
                FailureKind::Developer,
                Some(Role::Initiator),
                Some(5061),
                TlsFailure::Alert(Alert::UnknownCa)
            ),
            (FailureKind::Developer, Some(Role::Responder), Some(7001), TlsFailure::Other),
        ]
    );
    let observations = found.observations(Some(NodeName::Edge), Some(&"edge1".into()), "log.txt");
    let mut places: Vec<_> =
        observations.iter().map(|one| (one.place.as_str(), one.remote.as_deref())).collect();
    places.sort();
    assert_eq!(places, [("line 2", Some("192.0.2.9")), ("line 3", Some("2001:db8::1"))]);
    assert!(observations.iter().all(|one| one.peer.as_deref() == Some("edge1")));
}

#[test]
fn lines_about_tunnels_that_fail_are_taken_for_them() {
    let time = "2026-03-24T11:54:26.106+00:00 core1 ";
    for (line, expected) in [
        (
            "UTCTime=\"2026-03-24 11:54:26,106\" Module=\"sshtunnel\" Detail=\"SSH tunnel to edge failed\" Dst-ip=\"192.0.2.1\"",
            Some((Some("192.0.2.1"), TlsFailure::Other)),
        ),
        (
            "sshd: ssh connection to 192.0.2.1:2222 refused: unsuitable certificate purpose",
            Some((Some("192.0.2.1"), TlsFailure::Purpose)),
        ),
        ("ssh: tunnel error: certificate has expired", Some((None, TlsFailure::Expired))),
        (
            "Module=\"network.ssh\" Detail=\"SSH tunnel to edge:2222 failed\" Reason=\"unsupported certificate purpose\"",
            Some((None, TlsFailure::Purpose)),
        ),
        (
            "portforwarding: Detail=\"TLS handshake failed\" Peer=\"edge\" Port=\"2222\" Reason=\"tlsv1 alert unknown ca\"",
            Some((Some("edge"), TlsFailure::Alert(Alert::UnknownCa))),
        ),
        ("ssh: tunnel is up", None),
        ("ssh: login failed on port 22222", None),
        ("ipsec: tunnel failed", None),
        ("id 2222 failed", None),
    ] {
        let found = log(format!("{time}{line}\n"));
        let shown = found.failures.first().map(|failure| {
            let remote = match &failure.remote {
                Remote::Known(remote) => Some(remote.as_str()),
                _ => None,
            };
            assert_eq!((failure.kind, failure.port), (FailureKind::Tunnel, Some(2222)));
            assert_eq!(failure.last, Some(Timestamp::parse("2026-03-24T11:54:26Z").unwrap()));
            (remote, failure.failure)
        });
        assert_eq!(shown, expected, "{line}");
        let observations = found.observations(Some(NodeName::Core), None, "log.txt");
        assert!(observations.iter().all(|one| one.confidence == Confidence::Inferred));
    }
}

#[test]
fn releases_stand_in_messages() {
    let message = |agent: &str| format!("SIPMSG:\n|SIP/2.0 200 OK\n{agent}\n");
    for (text, expected) in [
        (message("Server: TANDBERG/4135 (X8.10.2)"), vec![("X8.10.2", 1)]),
        (
            message("User-Agent: TANDBERG/4137 (X15.5.0-b2bua-1.0)").repeat(2)
                + &message("Server: TANDBERG/4135 (X15.4)"),
            vec![("X15.5.0", 2), ("X15.4", 1)],
        ),
        (message("User-Agent: TANDBERG/529 (TC7.3)"), vec![]),
        (message("User-Agent: TANDBERG/ (X)"), vec![]),
        (message("User-Agent: TANDBERG/4135 (X15.5"), vec![("X15.5", 1)]),
    ] {
        let found = log(&text);
        let releases: Vec<_> =
            found.releases.iter().map(|release| (release.text.as_str(), release.count)).collect();
        assert_eq!(releases, expected, "{text}");
        let one = if let [(only, _)] = expected[..] { Release::parse(only).ok() } else { None };
        assert_eq!(found.release(), one);
    }
}

#[test]
fn events_run_together_on_one_line_are_told_apart() {
    let text = [
        inbound("2026-03-24T11:00:00Z", "192.0.2.9", 7001, "certificate has expired"),
        inbound("2026-03-24T12:00:00Z", "192.0.2.8", 7002, "self signed certificate"),
        developer(true, "192.0.2.1:5062", "192.0.2.7:1", "sslv3 alert bad certificate"),
    ]
    .concat();
    let found = log(text.replace('\n', " "));
    let mut ports: Vec<_> = found
        .failures
        .iter()
        .map(|failure| (failure.port, failure.last.map(|time| time.to_string())))
        .collect();
    ports.sort();
    let at = |text: &str| Some(text.to_string());
    assert_eq!(
        ports,
        [
            (Some(5062), at("2026-03-24T11:54:26Z")),
            (Some(7001), at("2026-03-24T11:00:00Z")),
            (Some(7002), at("2026-03-24T12:00:00Z")),
        ]
    );
    assert!(found.failures.iter().all(|failure| failure.line == 1));
}

#[test]
fn a_line_of_a_megabyte_is_read_in_pieces_and_counted_once() {
    let event = inbound("2026-03-24T11:00:00Z", "192.0.2.9", 7001, "certificate has expired");
    let mut text = String::from("2026-03-24T10:00:00.000+00:00 edge1 tvcs: ");
    for _ in 0..4 {
        text.push_str(&"x".repeat(BLOCK - 1000));
        text.push(' ');
        text.push_str(event.trim_end());
    }
    text.push('\n');
    text.push_str(&event);
    let found = log(&text);
    assert_eq!(found.lines, 2);
    let [failure] = &found.failures[..] else { panic!("{:?}", found.failures) };
    assert_eq!((failure.count, failure.line), (5, 1));
}

#[test]
fn every_event_is_found_wherever_a_block_ends() {
    let event = inbound("2026-03-24T11:00:00Z", "192.0.2.9", 7001, "certificate has expired");
    for shift in [0, 1, 40, 150, 299] {
        let mut text = "x".repeat(shift) + "\n";
        let count = 3 * BLOCK / event.len();
        text.push_str(&event.repeat(count));
        let found = log(&text);
        assert_eq!(found.failures[0].count, count as u64, "shifted by {shift}");
        assert_eq!(found.lines, count as u64 + 1);
        assert_eq!(found.failures[0].line, 2);
    }
}

#[test]
fn strangers_are_counted_together() {
    let mut text = String::new();
    for stranger in 0..MOST_REMOTES * 3 {
        let remote = format!("203.0.113.{stranger}");
        text.push_str(&inbound("2026-03-24T11:00:00Z", &remote, 5061, "no shared cipher"));
    }
    for port in 0..MOST_GROUPS as u16 * 2 {
        text.push_str(&inbound("2026-03-24T11:00:00Z", "203.0.113.1", 10_000 + port, "x"));
    }
    let found = log(&text);
    let others = found.failures.iter().find(|failure| failure.remote == Remote::Others).unwrap();
    assert_eq!(others.count, MOST_REMOTES as u64 * 2);
    assert_eq!(found.failures.len(), MOST_REMOTES + 1 + MOST_GROUPS - 1);
    assert_eq!(found.left_out, MOST_GROUPS as u64 + 1);
    let all: u64 = found.failures.iter().map(|failure| failure.count).sum();
    assert_eq!(all + found.left_out, (MOST_REMOTES * 3 + MOST_GROUPS * 2) as u64);
}

#[test]
fn damaged_events_give_what_they_have() {
    for (text, expected) in [
        ("Event=\"Inbound TLS Negotiation Error\"", Some((None, TlsFailure::Other))),
        (
            "Inbound TLS Negotiation Error Dst-port=\"7001\" Detail=\"certificate has exp",
            Some((Some(7001), TlsFailure::Other)),
        ),
        (
            "Event=\"Inbound TLS Negotiation Error\" Dst-port=\"70010\" Detail=\"\"",
            Some((None, TlsFailure::Other)),
        ),
        ("Event=\"TLS Negotiation Error\" Dst-port=\"7001\"", None),
        ("ssl_error_reason=\"certificate verify failed\"", None),
        ("bServer=\"maybe\" ssl_error_reason=\"x\"", None),
        ("", None),
    ] {
        let found = log(text);
        let shown = found.failures.first().map(|failure| (failure.port, failure.failure));
        assert_eq!(shown, expected, "{text}");
    }
}

#[test]
fn a_failing_stream_gives_what_was_read_and_the_error() {
    struct Fails;
    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("broken"))
        }
    }
    let event = inbound("2026-03-24T11:00:00Z", "192.0.2.9", 7001, "certificate has expired");
    let Partly { value, stopped } = read(&mut BufReader::new(event.as_bytes().chain(Fails)));
    assert_eq!(value.failures.len(), 1);
    assert_eq!(stopped.unwrap().to_string(), "broken");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let found = read(&mut &bytes[..]);
        prop_assert!(found.stopped.is_none());
    }

    #[test]
    fn no_log_makes_it_panic(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("Event=\"Inbound TLS Negotiation Error\" "), Just("Outbound TLS Negotiation Error "),
                Just("ssl_error_reason="), Just("bServer=\"true\" "), Just("localAddress=\"['"),
                Just("remoteAddress"), Just("Detail=\""), Just("Dst-port=\"7001\""), Just("UTCTime=\""),
                Just("2026-03-24 11:54:26,106"), Just("2026-03-24T11:54:26.106+00:00 edge "), Just("\""),
                Just("ssh tunnel failed "), Just("2222"), Just("TANDBERG/4135 (X15.5"), Just("\n"),
                Just("ü"), Just(" alert number 43"), Just("::1]:5061"), Just("="),
            ],
            0..200,
        )
    ) {
        let text = parts.concat();
        let found = read(&mut text.as_bytes()).value;
        prop_assert_eq!(found.lines, text.lines().count() as u64);
        let _ = found.observations(Some(NodeName::Edge), None, "log.txt");
    }
}

#[test]
fn failures_of_one_line_are_read_each_for_itself() {
    let first = developer(true, "192.0.2.1:5061", "192.0.2.7:40001", "no suitable signature");
    let second = developer(false, "192.0.2.1:40002", "192.0.2.8:7001", "bad certificate");
    let both = log([second.trim_end(), first.trim_end()].join(" "));
    let alone: Vec<_> =
        [second, first].iter().flat_map(|line| log(line.as_bytes()).failures).collect();
    assert_eq!(both.failures, alone);
    let line = inbound("2026-03-24T13:54:26Z", "192.0.2.9", 5061, "no").repeat(3);
    let [three] = &log(line.replace('\n', " ")).failures[..] else { panic!() };
    assert_eq!((three.count, three.line), (3, 1));
}

#[test]
fn names_are_no_longer_than_names_can_be() {
    let long = "n".repeat(3000);
    let text = outbound(&long, 5061, &long, "no")
        + &developer(false, "192.0.2.1:40002", &format!("{long}:7001"), "no");
    let found = log(text).failures;
    assert_eq!(found.len(), 2);
    for failure in found {
        let Remote::Known(remote) = failure.remote else { panic!() };
        assert_eq!(remote.chars().count(), 256);
        assert!(failure.common_name.is_none_or(|name| name.chars().count() == 256));
    }
}
