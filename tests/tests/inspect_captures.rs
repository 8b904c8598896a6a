//! `eku inspect` of captures: the certificates that TLS sends in the clear, each once, with who sent it.

use eku_engine::deployment::Role::{Initiator, Responder};
use eku_tests::archives::Tar;
use eku_tests::command::{Eku, Ran};
use eku_tests::fixtures::Authorities;
use eku_tests::packets::{Conversation, Format, Link, Recorded, tls};
use serde_json::Value;

#[test]
fn every_certificate_of_a_capture_is_shown_once_with_who_sent_it() {
    let ran = inspect(&["captures/tls12-mutual.pcap"], Vec::new());
    assert_eq!((ran.code, ran.messages.as_str()), (0, ""));
    let shown = shown(&ran);
    let shown: Vec<(&str, &str)> =
        shown.iter().map(|(subject, sent)| (subject.as_str(), sent.as_str())).collect();
    assert_eq!(
        shown,
        [
            ("core.example.com", "client 127.0.0.1:35666"),
            ("Example Private Issuing CA", "client 127.0.0.1:35666, server 127.0.0.1:7001"),
            ("edge.example.com", "server 127.0.0.1:7001"),
        ]
    );
    let text = Eku::new(["inspect", "captures/tls12-mutual.pcap"]).run().output;
    assert!(text.contains("sent by     TLS server 127.0.0.1:7001 (packet 4)"), "{text}");
}

#[test]
fn a_capture_that_shows_no_certificate_says_why() {
    let none = Format::USUAL.file(Link::Ethernet, &[]);
    for (input, file, code, message) in [
        (
            Vec::new(),
            "captures/tls13-mutual.pcap",
            2,
            "1 of 1 TLS connection uses TLS 1.3, which encrypts certificates: add the certificates themselves\n",
        ),
        (
            Vec::new(),
            "captures/tls12-resumed.pcap",
            0,
            "1 of 2 TLS connections resumes an earlier session, which sends no certificate: record a \
             new connection\n",
        ),
        (
            Vec::new(),
            "captures/tls12-cut-packets.pcap",
            2,
            "shows no certificate, because their packets are missing or cut: record whole packets of both directions\n",
        ),
        (
            none,
            "-",
            2,
            "shows no TLS handshake: record the traffic from before the connection is set up\n",
        ),
    ] {
        let ran = inspect(&[file], input);
        assert_eq!((ran.code, ran.messages), (code, format!("{file}: {message}")));
    }
}

#[test]
fn captures_of_every_format_and_in_archives_are_read() {
    let ders =
        ["core", "edge"].map(|node| Authorities::new().node(node, "both-ca1").leaf.der().to_vec());
    let conversation = Conversation::new(tls::mutual(&[&ders[0]], &[&ders[1]], 16_000));
    let expected = [
        ("core.example.com".to_owned(), "client 192.0.2.1:25000".to_owned()),
        ("edge.example.com".to_owned(), "server 198.51.100.2:7001".to_owned()),
    ];
    let packets: Vec<Recorded> =
        conversation.segments(1400).iter().map(|one| Recorded::new(Link::Vxlan, one)).collect();
    for format in
        [Format::USUAL, Format::Blocks { big_endian: true, resolution: None }, Format::Snoop]
    {
        let capture = format.file(Link::Vxlan, &packets);
        assert_eq!(shown(&inspect(&["-"], capture.clone())), expected, "{format:?}");
        let archive =
            Tar::default().file("x/eth0_diagnostic_logging_tcpdump0_edge1.pcap", &capture);
        let ran = inspect(&["-"], archive.end());
        assert_eq!(shown(&ran), expected, "{format:?} in an archive");
        assert!(ran.output.contains("-!x/eth0_diagnostic"), "{}", ran.output);
    }
    for (role, expected) in [(Initiator, &expected[..1]), (Responder, &expected[1..])] {
        let address =
            if role == Initiator { conversation.initiator } else { conversation.responder };
        let mut segments = conversation.segments(1400);
        segments.retain(|segment| segment.from == address);
        let packets: Vec<Recorded> =
            segments.iter().map(|one| Recorded::new(Link::Ethernet, one)).collect();
        let capture = Format::USUAL.file(Link::Ethernet, &packets);
        assert_eq!(shown(&inspect(&["-"], capture)), expected, "{role:?} alone");
    }
}

fn inspect(files: &[&str], input: Vec<u8>) -> Ran {
    Eku::new(["inspect", "--format", "json"].iter().chain(files)).input(input).run()
}

/// Common names, and who sent each.
fn shown(ran: &Ran) -> Vec<(String, String)> {
    let objects = ran.output.lines().map(|line| serde_json::from_str(line).expect("an object"));
    let shown = objects.map(|one: Value| {
        let subject = one["subject"].as_str().expect("a subject");
        let name = subject.trim_start_matches("CN=").split(',').next().expect("a name");
        let senders = one["sent_by"].as_array().expect("senders").iter();
        let senders = senders.map(|sender| {
            let word = |key: &str| sender[key].as_str().expect("text").to_owned();
            format!("{} {}", word("role"), word("address"))
        });
        (name.to_owned(), senders.collect::<Vec<_>>().join(", "))
    });
    shown.collect()
}
