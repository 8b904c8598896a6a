//! Lines of the traffic server.

use super::*;

#[test]
fn the_traffic_server_says_which_certificates_fail_on_the_way_to_unified_cm() {
    use TlsFailure::{Alert, Name, Other, Untrusted};
    let time = "2026-07-11T18:42:28.430+02:00 vcsc traffic_server[18242]: [ET_NET 0] ";
    let unknown_ca = Alert(eku_engine::evidence::Alert::UnknownCa);
    let unsupported = Alert(eku_engine::evidence::Alert::UnsupportedCertificate);
    let cucm = Some("cucm.example.com");
    for (line, expected) in [
        (
            "WARNING: Core server certificate verification failed for (cucm.example.com). \
             Action=Terminate Error=self signed certificate server=cucm.example.com(192.0.2.46) depth=0",
            Some((Some("192.0.2.46"), cucm, Untrusted, "self signed certificate")),
        ),
        (
            "WARNING: Core server certificate verification failed for (cucm.example.com). \
             Action=Terminate Error=self-signed certificate in certificate chain \
             server=cucm.example.com(2001:db8::46) depth=1",
            Some((
                Some("2001:db8::46"),
                cucm,
                Untrusted,
                "self-signed certificate in certificate chain",
            )),
        ),
        (
            "WARNING: Core server certificate verification failed for (2001:db8::46). \
             Action=Terminate Error=certificate has expired server=(null)(2001:db8::46) depth=0",
            Some((
                Some("2001:db8::46"),
                Some("2001:db8::46"),
                TlsFailure::Expired,
                "certificate has expired",
            )),
        ),
        (
            "WARNING: Core server certificate verification failed for (cucm.example.com). \
             Action=Continue Error=self signed certificate server=cucm.example.com(192.0.2.46) depth=0",
            None,
        ),
        (
            "WARNING: Core server certificate verification failed for (cucm.example.com)",
            Some((cucm, cucm, Other, "")),
        ),
        (
            "WARNING: SNI (cucm.example.com) not in certificate. Action=Terminate \
             server=cucm.example.com(192.0.2.47)",
            Some((Some("192.0.2.47"), cucm, Name, "not in certificate")),
        ),
        (
            "WARNING: Origin hostname (cucm.example.com) not in certificate. Action=Terminate",
            Some((cucm, cucm, Name, "not in certificate")),
        ),
        (
            "WARNING: SNI (cucm.example.com) not in certificate",
            Some((cucm, cucm, Name, "not in certificate")),
        ),
        (
            "WARNING: SNI (cucm.example.com) not in certificate. Action=Continue server=x(192.0.2.47)",
            None,
        ),
        (
            "ERROR: SSL connection failed for 'cucm.example.com': error:14094413:SSL \
             routines:ssl3_read_bytes:sslv3 alert unsupported certificate",
            Some((cucm, cucm, unsupported, "sslv3 alert unsupported certificate")),
        ),
        (
            "[ET_NET 1]ERROR:SSL connection failed for 'cucm.example.com':error:0A000418: SSL \
             routines::tlsv1 alert unknown ca",
            Some((cucm, cucm, unknown_ca, "tlsv1 alert unknown ca")),
        ),
        ("ERROR: SSL connection failed for 'cucm.example.com'", Some((cucm, cucm, Other, ""))),
        ("ERROR: SSL connection failed for 'cucm.example.com", None),
        ("WARNING: Core server certificate verification failed for (", None),
        ("WARNING: not in certificate", None),
    ] {
        let found = log(format!("{time}{line}\n"));
        let shown = found.failures.first().map(|failure| {
            let remote = match &failure.remote {
                Remote::Known(remote) => Some(remote.as_str()),
                _ => None,
            };
            assert_eq!((failure.role, failure.port), (Some(Role::Initiator), None), "{line}");
            assert_eq!(failure.last, Some(Timestamp::parse("2026-07-11T16:42:28Z").unwrap()));
            (remote, failure.common_name.as_deref(), failure.failure, failure.detail.as_str())
        });
        assert_eq!(shown, expected, "{line}");
    }
}

#[test]
fn a_refusal_of_the_traffic_server_and_the_connection_that_it_ended_are_one_failure() {
    let line =
        |time: &str, text: &str| format!("2026-07-11T{time}Z vcsc traffic_server[1]: {text}\n");
    let refused = "WARNING: Core server certificate verification failed for (cucm.example.com). \
                   Action=Terminate Error=self signed certificate server=cucm.example.com(192.0.2.46) depth=0";
    let failed = |name: &str, why: &str| {
        format!("ERROR: SSL connection failed for '{name}': error:1416F086:SSL routines:x:{why}")
    };
    let text = [
        line("18:42:28", refused),
        line("18:42:28", &failed("cucm.example.com", "certificate verify failed")),
        line("18:42:29", &failed("imp.example.com", "certificate verify failed")),
        line("18:42:30", &failed("cucm.example.com", "sslv3 alert unsupported certificate")),
    ]
    .concat();
    for text in [text.clone(), text.replace('\n', " ")] {
        let observations = log(&text).observations(Some(NodeName::Core), None, "log.txt");
        let mut seen: Vec<_> =
            observations.iter().map(|one| (one.remote_name.as_deref(), &one.seen)).collect();
        seen.sort_by_key(|(name, seen)| format!("{name:?} {seen:?}"));
        let failures = seen.iter().map(|(name, seen)| match seen {
            Seen::TlsFailure { role: Role::Initiator, failure, .. } => (*name, *failure),
            other => panic!("{other:?}"),
        });
        assert_eq!(
            failures.collect::<Vec<_>>(),
            [
                (Some("cucm.example.com"), TlsFailure::Alert(Alert::UnsupportedCertificate)),
                (Some("cucm.example.com"), TlsFailure::Untrusted),
                (Some("imp.example.com"), TlsFailure::Other),
            ],
            "{text}"
        );
    }
}
