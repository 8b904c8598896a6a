//! Made-up captures: every link layer and format, packets in any order, packets that are missing,
//! and everything that is no TLS handshake.

use std::net::SocketAddr;

use eku_engine::deployment::Role::{Initiator, Responder};
use eku_intake::capture::{
    self, AlertContent, Capture, Completion, Handshake, Presented, ReadStop, Request, SetAside,
    Version,
};
use eku_tests::fixtures::Authorities;
use eku_tests::packets::{Conversation, FIRST, Format, Link, Recorded, Segment, tls};

#[test]
fn every_link_layer_and_every_format_gives_the_same_handshake() {
    let expected = handshake(&read(&mutual(16_000).segments(1400)));
    assert_eq!(expected.packet, 4);
    assert_eq!(expected.at.map(|at| at.unix_seconds()), Some(FIRST + 3));
    assert_eq!(expected.server_name.as_deref(), Some("edge.example.com"));
    assert_eq!(expected.offered, Some(Version::TLS_1_2));
    assert_eq!(expected.version, Some(Version::TLS_1_2));
    assert_eq!(expected.request, Request::Asked { authorities: 1 });
    assert_eq!(expected.completion, Completion::Completed);
    assert_eq!(presented(&expected), [Some(ders()[0].clone()), Some(ders()[1].clone())]);
    for conversation in [mutual(16_000), mutual(16_000).over_version_6()] {
        let segments = conversation.segments(1400);
        for link in Link::ALL {
            for format in Format::ALL.into_iter().filter(|format| format.holds(link)) {
                let found = handshake(&read_as(link, format, &segments));
                let mut wanted = expected.clone();
                wanted.initiator.address = conversation.initiator;
                wanted.responder.address = conversation.responder;
                if matches!(format, Format::Simple { .. }) {
                    wanted.at = None;
                }
                assert_eq!(found, wanted, "{link:?} {format:?}");
            }
        }
    }
}

#[test]
fn messages_are_put_together_whatever_the_records_and_segments() {
    let expected = handshake(&read(&mutual(16_000).segments(1400)));
    for record in [1, 2, 3, 5, 7, 100, 1000] {
        for segment in [1, 4, 6, 99, 1400] {
            let found = handshake(&read(&mutual(record).segments(segment)));
            assert_eq!(found, expected, "records of {record}, segments of {segment}");
        }
    }
}

#[test]
fn numbers_wrap_around() {
    let expected = handshake(&read(&mutual(16_000).segments(100)));
    for before in [0, 1, 50, 101, 700] {
        let numbers = [u32::MAX - before, (u32::MAX - before).wrapping_mul(3)];
        let conversation = Conversation { numbers, ..mutual(16_000) };
        assert_eq!(handshake(&read(&conversation.segments(100))), expected, "{before}");
        let mut backwards = conversation.data(100);
        backwards.reverse();
        let capture = read(&[conversation.opening(), backwards].concat());
        assert_eq!(presented(&handshake(&capture)), presented(&expected), "{before}, backwards");
    }
}

#[test]
fn segments_that_come_again_or_overlap_change_nothing() {
    let conversation = mutual(16_000);
    let expected = handshake(&read(&conversation.segments(100)));
    let data = conversation.data(100);
    let twice: Vec<Segment> = data.iter().flat_map(|one| [one.clone(), one.clone()]).collect();
    let mut late = data.clone();
    late.extend(data.iter().cloned());
    // Each begins within the one before it, which is then the first half of it.
    let large = conversation.data(300);
    let overlapping: Vec<Segment> = large
        .iter()
        .flat_map(|one| {
            let length = one.payload.len();
            [one.part(length / 3, length), one.part(0, length / 2), one.part(length / 4, length)]
        })
        .collect();
    for (what, segments) in [("twice", twice), ("late", late), ("overlapping", overlapping)] {
        let found = handshake(&read(&[conversation.opening(), segments].concat()));
        assert_eq!(presented(&found), presented(&expected), "{what}");
        assert_eq!(found.completion, Completion::Completed, "{what}");
    }
}

#[test]
fn a_missing_packet_is_said_and_what_follows_it_is_not_guessed() {
    let conversation = mutual(16_000);
    let expected = presented(&handshake(&read(&conversation.segments(100))));
    let data = conversation.data(100);
    for missing in 0..data.len() {
        let mut rest = data.clone();
        let lost = rest.remove(missing);
        let capture = read(&[conversation.opening(), rest].concat());
        let found = &handshake(&capture);
        assert_eq!(capture.set_aside.without_client_hello, u64::from(missing == 0));
        let side = if lost.from == conversation.initiator { Initiator } else { Responder };
        let place = usize::from(side == Responder);
        let certificates = presented(found);
        assert_eq!(certificates[1 - place], expected[1 - place], "{missing}");
        let is_whole = certificates[place] == expected[place];
        assert!(is_whole || certificates[place].is_none(), "{missing}: {certificates:?}");
        if !is_whole {
            assert_eq!(found.side(side).given_up, Some(ReadStop::MissingBytes), "{missing}");
            assert_eq!(found.completion, Completion::NotSeen, "{missing}");
        }
    }
}

#[test]
fn cut_packets_are_counted_and_hide_what_they_held() {
    let conversation = mutual(16_000);
    let packets: Vec<Recorded> = conversation
        .segments(1400)
        .iter()
        .map(|segment| Recorded::new(Link::Ethernet, segment).cut(200))
        .collect();
    for format in [Format::USUAL, Format::Blocks { big_endian: true, resolution: None }] {
        let capture = capture::read_bytes(&format.file(Link::Ethernet, &packets)).value;
        let found = handshake(&capture);
        assert!(capture.set_aside.cut_packets >= 2, "{capture:?}");
        assert_eq!(found.server_name.as_deref(), Some("edge.example.com"));
        assert_eq!(presented(&found), [None, None]);
        assert_eq!(found.responder.given_up, Some(ReadStop::MissingBytes));
    }
}

#[test]
fn a_capture_that_began_later_is_read_from_the_client_hello_on() {
    let conversation = mutual(16_000);
    let capture = read(&conversation.data(1400));
    assert_eq!(presented(&handshake(&capture)).iter().flatten().count(), 2);
    let mut without_hello = conversation.data(1400);
    without_hello.remove(0);
    let capture = read(&without_hello);
    assert_eq!(presented(&handshake(&capture)).iter().flatten().count(), 2);
    assert_eq!(capture.set_aside, SetAside { without_client_hello: 1, ..SetAside::default() });
}

#[test]
fn a_capture_of_one_direction_shows_what_that_side_sent() {
    let conversation = mutual(16_000);
    let expected = presented(&handshake(&read(&conversation.segments(1400))));
    for segments in [conversation.segments(1400), conversation.data(1400), conversation.segments(1)]
    {
        for role in [Initiator, Responder] {
            let sender = match role {
                Initiator => conversation.initiator,
                Responder => conversation.responder,
            };
            let mut sent = segments.clone();
            sent.retain(|segment| segment.from == sender);
            let capture = read(&sent);
            let found = handshake(&capture);
            assert_eq!(found.initiator.address, conversation.initiator, "{role:?}");
            assert_eq!(found.responder.address, conversation.responder, "{role:?}");
            assert_eq!(found.completion, Completion::NotSeen);
            let mut wanted = [None, None];
            wanted[role as usize].clone_from(&expected[role as usize]);
            assert_eq!(presented(&found), wanted, "{role:?}");
            assert_eq!(found.side(role).given_up, None, "{role:?}");
            let is_answer = role == Responder;
            assert_eq!(found.version.is_some(), is_answer);
            assert_eq!(found.server_name.is_some(), !is_answer);
            assert_eq!(matches!(found.request, Request::Asked { .. }), is_answer);
            assert_eq!(capture.set_aside.without_client_hello, u64::from(is_answer));
        }
    }
    let answers = |numbers| {
        let conversation = Conversation { numbers, ..mutual(16_000) };
        let mut sent = conversation.segments(1400);
        sent.retain(|segment| segment.from == conversation.responder);
        sent
    };
    let twice = [answers([1, 2]), answers([1, 2]), answers([500_000, 600_000])].concat();
    assert_eq!(read(&twice).handshakes.len(), 2, "one is sent again, the other is another");
}

#[test]
fn packets_in_packets_are_read_as_deep_as_networks_go_and_no_deeper() {
    let segments = mutual(16_000).segments(1400);
    for (layers, expected) in [(1, 1), (7, 1), (40, 0)] {
        let packets = segments.iter().map(|segment| {
            let mut packet = segment.packet();
            for _ in 0..layers {
                packet = Link::InVersion4.around(&packet)[14..].to_vec();
            }
            Recorded::of(Link::Ethernet, &packet)
        });
        let packets: Vec<Recorded> = packets.collect();
        let capture = capture::read_bytes(&Format::USUAL.file(Link::Ethernet, &packets)).value;
        assert_eq!(capture.handshakes.len(), expected, "{layers} layers");
        let unread = if expected == 0 { segments.len() as u64 } else { 0 };
        assert_eq!(capture.set_aside.unreadable_packets, unread, "{layers} layers");
    }
}

#[test]
fn two_connections_between_the_same_ports_are_two_handshakes() {
    let first = mutual(16_000);
    let mut refused = first.clone();
    refused.turns.truncate(3);
    refused.turns.push((Responder, tls::alert(43)));
    refused.numbers = [5_000_000, 6_000_000];
    let capture = read(&[refused.segments(1400), first.segments(1400)].concat());
    let [one, other] = capture.handshakes.as_slice() else { panic!("{capture:?}") };
    let alert = one.fatal_alert().expect("an alert");
    assert_eq!((alert.from, alert.name()), (Responder, Some("unsupported_certificate")));
    assert_eq!(alert.content, AlertContent::Plain { fatal: true, description: 43 });
    assert_eq!((one.completion, other.completion), (Completion::NotSeen, Completion::Completed));
    assert_eq!(other.fatal_alert(), None);
}

#[test]
fn tls_that_begins_after_text_is_found() {
    let mut turns = vec![
        (Initiator, b"<?xml version='1.0'?><stream:stream to='example.com'>".to_vec()),
        (Responder, b"<stream:features><starttls/></stream:features>".to_vec()),
        (Initiator, b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>".to_vec()),
        (Responder, b"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>".to_vec()),
    ];
    turns.extend(mutual(16_000).turns);
    let found = handshake(&read(&Conversation::new(turns).segments(1400)));
    assert_eq!(found.packet, 8);
    assert_eq!(presented(&found).iter().flatten().count(), 2);
}

#[test]
fn what_is_no_tls_handshake_is_counted() {
    let one = SetAside::default();
    let text = |role, text: &str| vec![(role, text.as_bytes().to_vec())];
    let hello_2 = vec![(Initiator, vec![0x80, 0x2e, 1, 3, 1, 0, 9, 0, 0, 0, 16, 0, 0, 5])];
    for (what, turns, expected) in [
        ("HTTP", text(Initiator, "GET / HTTP/1.1\r\n"), SetAside { other_connections: 1, ..one }),
        ("SSH", text(Responder, "SSH-2.0-OpenSSH_8.1"), SetAside { other_connections: 1, ..one }),
        ("one byte", text(Initiator, "\r"), SetAside { other_connections: 1, ..one }),
        ("XMPP alone", text(Initiator, "<?xml version"), SetAside { other_connections: 1, ..one }),
        ("SSL 2", hello_2, SetAside { ssl2_hellos: 1, ..one }),
        ("nothing", Vec::new(), one),
    ] {
        let capture = read(&Conversation::new(turns).segments(1400));
        assert_eq!(capture.handshakes, [], "{what}");
        assert_eq!(capture.set_aside, expected, "{what}");
    }
}

#[test]
fn what_is_no_tcp_is_counted() {
    let one = SetAside::default();
    let mut dtls = vec![22, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 1];
    dtls.resize(40, 0);
    let mut quic = vec![0xc3, 0, 0, 0, 1];
    quic.resize(1200, 0);
    let mut fragment = mutual(16_000).segments(1400)[4].packet();
    fragment[6] = 0x20;
    let arp = [&[0xff; 12][..], &[8, 6], &[0; 28]].concat();
    let packets = |packet: &[u8]| Recorded::of(Link::Ethernet, packet);
    for (what, recorded, expected) in [
        ("DTLS", packets(&datagram(&dtls)), SetAside { dtls_hellos: 1, ..one }),
        ("QUIC", packets(&datagram(&quic)), SetAside { quic_hellos: 1, ..one }),
        ("DNS", packets(&datagram(&[0; 30])), one),
        ("a fragment", packets(&fragment), SetAside { fragments: 1, ..one }),
        ("ARP", Recorded { kept: arp.len(), bytes: arp }, one),
        (
            "no packet",
            Recorded { kept: 3, bytes: vec![1, 2, 3] },
            SetAside { unreadable_packets: 1, ..one },
        ),
    ] {
        let capture = capture::read_bytes(&Format::USUAL.file(Link::Ethernet, &[recorded])).value;
        assert_eq!(capture.packets, 1, "{what}");
        assert_eq!(capture.set_aside, expected, "{what}");
    }
    // Bluetooth.
    let mut file = Format::USUAL.file(Link::Ethernet, &[packets(&fragment)]);
    file[20] = 187;
    let capture = capture::read_bytes(&file).value;
    assert_eq!(capture.set_aside, SetAside { unknown_links: 1, ..one });
}

#[test]
fn a_certificate_that_cannot_be_read_keeps_its_place() {
    let good = ders();
    let turns = tls::mutual(&[&[0x30, 0], &good[0]], &[&good[1], b"junk"], 16_000);
    let found = handshake(&read(&Conversation::new(turns).segments(1400)));
    assert_eq!(found.initiator.presented.leaf(), None);
    assert_eq!(found.initiator.presented.certificates().count(), 1);
    assert_eq!(found.initiator.presented.unread(), 1);
    assert_eq!(found.responder.presented.leaf().map(|leaf| leaf.der()), Some(good[1].as_slice()));
    assert_eq!(found.responder.presented.unread(), 1);
}

#[test]
fn what_stops_being_tls_is_given_up() {
    let mut conversation = mutual(16_000);
    conversation.turns[1].1.splice(0..0, b"HTTP/1.1 400 Bad Request\r\n".iter().copied());
    let capture = read(&conversation.opening());
    assert_eq!(capture.handshakes, []);
    let found = handshake(&read(&conversation.segments(1400)));
    assert_eq!(found.responder.given_up, Some(ReadStop::NotTls));
    assert_eq!(found.responder.presented, Presented::NotSeen);
}

/// A handshake in which both sides present a certificate, in records of this size.
fn mutual(record: usize) -> Conversation {
    let ders = ders();
    Conversation::new(tls::mutual(&[&ders[0]], &[&ders[1]], record))
}

/// The leaf of Core and that of Edge.
fn ders() -> [Vec<u8>; 2] {
    let authorities = Authorities::new();
    ["core", "edge"].map(|node| authorities.node(node, "both-ca1").leaf.der().to_vec())
}

fn read(segments: &[Segment]) -> Capture {
    read_as(Link::Ethernet, Format::USUAL, segments)
}

fn read_as(link: Link, format: Format, segments: &[Segment]) -> Capture {
    let packets: Vec<Recorded> =
        segments.iter().map(|segment| Recorded::new(link, segment)).collect();
    let read = capture::read_bytes(&format.file(link, &packets));
    assert!(read.stopped.is_none(), "{link:?} {format:?}: {:?}", read.stopped);
    assert_eq!(read.value.packets, segments.len() as u64);
    read.value
}

fn handshake(capture: &Capture) -> Handshake {
    let [handshake] = capture.handshakes.as_slice() else { panic!("not one: {capture:?}") };
    handshake.clone()
}

/// The leaves of initiator and responder.
fn presented(handshake: &Handshake) -> [Option<Vec<u8>>; 2] {
    [Initiator, Responder]
        .map(|role| handshake.side(role).presented.leaf().map(|leaf| leaf.der().to_vec()))
}

fn datagram(payload: &[u8]) -> Vec<u8> {
    let (from, to): (SocketAddr, SocketAddr) =
        ("192.0.2.1:500".parse().expect("valid"), "192.0.2.2:500".parse().expect("valid"));
    eku_tests::packets::datagram(from, to, payload)
}
