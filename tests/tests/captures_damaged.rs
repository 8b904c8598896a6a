//! Captures that are damaged, that lie, or that are too much: no panic, bounded memory, and what
//! came before is used.

use std::fs;
use std::io::{self, Read};

use eku_engine::deployment::Role::{Initiator, Responder};
use eku_intake::capture::{self, Capture, Limits, Presented, ReadStop, Unread};
use eku_tests::captures;
use eku_tests::fixtures::Authorities;
use eku_tests::packets::{Conversation, Format, Link, Recorded, Segment, tls};
use proptest::prelude::*;

#[test]
fn what_is_no_capture_is_said() {
    let snoop = [&b"snoop"[..], b"snoop dogg"];
    for bytes in [&b""[..], b"abc", b"-----BEGIN CERTIFICATE-----", &[0; 64]].iter().chain(&snoop) {
        let read = capture::read_bytes(bytes);
        let stopped = read.stopped.expect("a reason");
        assert!(stopped.to_string().starts_with("not a capture"), "{stopped}");
        assert_eq!(read.value, Capture::default());
        assert!(!capture::is_capture(bytes));
    }
    for format in Format::ALL {
        assert!(capture::is_capture(&format.file(Link::Ethernet, &[])[..8]), "{format:?}");
    }
}

#[test]
fn a_capture_that_ends_early_is_read_until_there() {
    let segments = mutual().segments(1400);
    for format in
        [Format::USUAL, Format::Blocks { big_endian: true, resolution: Some(9) }, Format::Snoop]
    {
        let empty = format.file(Link::Ethernet, &[]).len();
        let whole = format.file(Link::Ethernet, &recorded(&segments));
        let ends: Vec<usize> = (1..=segments.len())
            .map(|count| format.file(Link::Ethernet, &recorded(&segments[..count])).len())
            .collect();
        for length in empty..=whole.len() {
            let read = capture::read_bytes(&whole[..length]);
            let packets = ends.iter().filter(|end| **end <= length).count();
            assert_eq!(read.value.packets, packets as u64, "{format:?} {length}");
            let is_an_end = length == empty || ends.contains(&length);
            match read.stopped {
                None => assert!(is_an_end, "{format:?} {length}"),
                Some(stopped) => {
                    assert!(!is_an_end, "{format:?} {length}: {stopped}");
                    assert_eq!(stopped.kind(), io::ErrorKind::UnexpectedEof);
                    assert!(stopped.to_string().ends_with(&format!("after {packets}")));
                }
            }
        }
    }
}

#[test]
fn a_length_that_cannot_be_ends_the_reading() {
    let whole = Format::USUAL.file(Link::Ethernet, &recorded(&mutual().segments(1400)));
    let mut too_long = whole.clone();
    // The length of the first packet, which then swallows the file or is beyond any.
    for (bytes, kind) in
        [([0, 0, 0, 1], io::ErrorKind::UnexpectedEof), ([0xff; 4], io::ErrorKind::InvalidData)]
    {
        too_long[32..36].copy_from_slice(&bytes);
        let read = capture::read_bytes(&too_long);
        assert_eq!(read.value.packets, 0);
        assert_eq!(read.stopped.expect("a reason").kind(), kind);
    }
    let format = Format::Blocks { big_endian: false, resolution: None };
    let whole = format.file(Link::Ethernet, &recorded(&mutual().segments(1400)));
    // The section's header, its length again, and the length of the block after it.
    for place in [4, 24, 32] {
        for value in [1_u8, 2, 0xfc] {
            let mut damaged = whole.clone();
            damaged[place] ^= value;
            assert!(capture::read_bytes(&damaged).stopped.is_some(), "{place} {value}");
        }
    }
}

#[test]
fn sections_of_different_kinds_follow_each_other() {
    let segments = mutual().segments(1400);
    let (first, second) = segments.split_at(5);
    let mut file = Format::Blocks { big_endian: true, resolution: Some(0x80 | 10) }.file(
        Link::Cooked2,
        &first.iter().map(|one| Recorded::new(Link::Cooked2, one)).collect::<Vec<_>>(),
    );
    let rest: Vec<Recorded> = second.iter().map(|one| Recorded::new(Link::Null, one)).collect();
    file.extend(Format::Simple { big_endian: false }.file(Link::Null, &rest));
    let read = capture::read_bytes(&file);
    assert!(read.stopped.is_none(), "{:?}", read.stopped);
    let [handshake] = read.value.handshakes.as_slice() else { panic!("{:?}", read.value) };
    assert!(handshake.initiator.presented.leaf().is_some());
    assert!(handshake.responder.presented.leaf().is_some());
}

#[test]
fn connections_beyond_the_limit_make_room_and_are_told_of() {
    let mut segments = Vec::new();
    for port in 1000..1100 {
        let mut conversation = mutual();
        conversation.initiator.set_port(port);
        conversation.turns.truncate(2);
        segments.extend(conversation.segments(1400));
    }
    let limits = Limits { connections: 10, ..Limits::default() };
    let capture = read_within(&segments, &limits);
    assert_eq!(capture.handshakes.len(), 100);
    assert_eq!(capture.set_aside.crowded_out, 90);
    let crowded = |handshake: &&capture::Handshake| {
        handshake.initiator.given_up == Some(ReadStop::CrowdedOut)
    };
    assert_eq!(capture.handshakes.iter().filter(crowded).count(), 90);
    assert!(capture.handshakes.iter().all(|one| one.responder.presented.leaf().is_some()));

    // Of an opening alone nothing is lost: the client hello is found without it.
    let openings: Vec<Segment> =
        segments.iter().filter(|one| one.payload.is_empty()).cloned().collect();
    assert_eq!(read_within(&openings, &limits).set_aside.crowded_out, 0);

    let limits = Limits { handshakes: 30, ..Limits::default() };
    let capture = read_within(&segments, &limits);
    assert_eq!((capture.handshakes.len(), capture.set_aside.more_handshakes), (30, 70));
}

#[test]
fn what_waits_is_bounded_for_one_and_for_all() {
    let mut conversation = mutual();
    conversation.turns.push((Responder, tls::record(23, &[0; 16_000]).repeat(40)));
    let mut segments = conversation.segments(1400);
    // The responder's first words are missing, and much follows.
    segments.remove(4);
    let capture = read_within(&segments, &Limits::default());
    let [handshake] = capture.handshakes.as_slice() else { panic!("{capture:?}") };
    assert_eq!(handshake.responder.given_up, Some(ReadStop::MissingBytes));

    // Many connections with a hole each, together more than may be kept.
    let mut segments = Vec::new();
    for port in 1000..1050 {
        let mut conversation = mutual();
        conversation.initiator.set_port(port);
        let mut data = conversation.segments(100);
        data.remove(6);
        segments.extend(data);
    }
    let limits = Limits { together: 2000, ..Limits::default() };
    let capture = read_within(&segments, &limits);
    assert_eq!(capture.handshakes.len(), 50);
    assert!(capture.set_aside.crowded_out > 40, "{:?}", capture.set_aside);
}

#[test]
fn long_messages_long_lists_and_many_certificates_are_bounded() {
    let ders = ders();
    let limits = Limits { message: 300, ..Limits::default() };
    let capture = read_within(&mutual().segments(1400), &limits);
    let [handshake] = capture.handshakes.as_slice() else { panic!("{capture:?}") };
    assert_eq!(handshake.responder.given_up, Some(ReadStop::LongMessage));
    assert_eq!(handshake.responder.presented, Presented::NotSeen);

    let many = vec![ders[0].as_slice(); 50];
    let turns = tls::mutual(&[&ders[0]], &many, 16_000);
    let segments = Conversation::new(turns).segments(1400);
    let capture = read_within(&segments, &Limits { chain: 3, ..Limits::default() });
    let [handshake] = capture.handshakes.as_slice() else { panic!("{capture:?}") };
    assert_eq!(handshake.responder.presented.certificates().count(), 3);

    for limits in [
        Limits { certificates: 1, ..Limits::default() },
        Limits { certificate_bytes: ders[1].len(), ..Limits::default() },
    ] {
        let capture = read_within(&mutual().segments(1400), &limits);
        let [handshake] = capture.handshakes.as_slice() else { panic!("{capture:?}") };
        assert!(handshake.responder.presented.leaf().is_some());
        let Presented::Certificates(list) = &handshake.initiator.presented else { panic!("none") };
        assert_eq!(*list, [Err(Unread::TooMany)]);
    }
}

#[test]
fn the_same_certificate_is_read_once() {
    let segments = [mutual(), mutual().over_version_6()].map(|one| one.segments(1400)).concat();
    let capture = read_within(&segments, &Limits::default());
    let [one, other] = capture.handshakes.as_slice() else { panic!("{capture:?}") };
    for role in [Initiator, Responder] {
        let [one, other] = [one, other]
            .map(|handshake| handshake.side(role).presented.leaf().expect("a certificate"));
        assert!(std::sync::Arc::ptr_eq(one, other), "{role:?}");
    }
}

#[test]
fn a_reader_that_fails_leaves_what_was_read() {
    struct Fails<'bytes>(&'bytes [u8]);
    impl Read for Fails<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0 {
                [] => Err(io::Error::other("the disk is gone")),
                _ => self.0.read(&mut buffer[..7]),
            }
        }
    }
    let segments = mutual().segments(1400);
    let whole = Format::USUAL.file(Link::Ethernet, &recorded(&segments));
    let read = capture::read(&mut Fails(&whole));
    assert_eq!(read.value.packets, segments.len() as u64);
    assert_eq!(read.value.handshakes.len(), 1);
    let stopped = read.stopped.expect("a reason").to_string();
    assert!(stopped.starts_with("the disk is gone"), "{stopped}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic(
        which in 0_usize..1000,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        removed in any::<prop::sample::Index>(),
        length in 0_usize..64,
    ) {
        let files = committed();
        let mut bytes = files[which % files.len()].clone();
        let start = removed.index(bytes.len());
        bytes.drain(start..(start + length).min(bytes.len()));
        for (place, value) in changes {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        let _ = capture::read_bytes(&bytes);
    }

    #[test]
    fn no_bytes_of_tls_panic(
        turns in prop::collection::vec((any::<bool>(), prop::collection::vec(any::<u8>(), 0..200)), 0..8),
        size in 1_usize..300,
    ) {
        let mut said = vec![(Initiator, tls::records(&[tls::client_hello("a")], 16_000))];
        said.extend(turns.into_iter().map(|(by_initiator, bytes)| {
            let role = if by_initiator { Initiator } else { Responder };
            // Half of them are records, so that more than the first bytes are looked at.
            let bytes = if bytes.len() % 2 == 0 { tls::record(22, &bytes) } else { bytes };
            (role, bytes)
        }));
        let segments = Conversation::new(said).segments(size);
        let capture = read_within(&segments, &Limits::default());
        // What goes on after both sides were given up may look like another one.
        prop_assert!(!capture.handshakes.is_empty());
    }

    #[test]
    fn any_order_of_packets_gives_the_same_certificates(
        data in Just(mutual().data(60)).prop_shuffle(),
    ) {
        let capture = read_within(&[mutual().opening(), data].concat(), &Limits::default());
        prop_assert_eq!(capture.handshakes.len(), 1);
        let handshake = &capture.handshakes[0];
        let leaves = [Initiator, Responder]
            .map(|role| handshake.side(role).presented.leaf().map(|leaf| leaf.der().to_vec()));
        prop_assert_eq!(leaves, ders().map(Some));
    }
}

fn mutual() -> Conversation {
    let ders = ders();
    Conversation::new(tls::mutual(&[&ders[0]], &[&ders[1]], 16_000))
}

/// The leaf of Core and that of Edge.
fn ders() -> [Vec<u8>; 2] {
    static DERS: std::sync::OnceLock<[Vec<u8>; 2]> = std::sync::OnceLock::new();
    let make = || {
        let authorities = Authorities::new();
        ["core", "edge"].map(|node| authorities.node(node, "both-ca1").leaf.der().to_vec())
    };
    DERS.get_or_init(make).clone()
}

fn committed() -> &'static [Vec<u8>] {
    static FILES: std::sync::OnceLock<Vec<Vec<u8>>> = std::sync::OnceLock::new();
    FILES.get_or_init(|| {
        let paths = captures::all().into_iter().map(|one| captures::folder().join(one.file));
        paths.map(|path| fs::read(path).expect("a capture")).collect()
    })
}

fn recorded(segments: &[Segment]) -> Vec<Recorded> {
    segments.iter().map(|segment| Recorded::new(Link::Ethernet, segment)).collect()
}

fn read_within(segments: &[Segment], limits: &Limits) -> Capture {
    let file = Format::USUAL.file(Link::Ethernet, &recorded(segments));
    let read = capture::read_within(&mut file.as_slice(), limits);
    assert!(read.stopped.is_none(), "{:?}", read.stopped);
    read.value
}
