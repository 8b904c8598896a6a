//! Captures of network packets.

use std::collections::BTreeSet;
use std::io::{self, Read};

use eku_intake::capture::{self as captures, Handshake, Limits, Presented};

/// Reads a capture, at once and a few bytes at a time, and within narrow limits, which hold.
pub fn capture(bytes: &[u8]) {
    let whole = captures::read_bytes(bytes);
    let crumbs = captures::read(&mut Crumbs { rest: bytes, turn: 0 });
    assert_eq!(crumbs.value, whole.value);
    let kind = |stopped: Option<io::Error>| stopped.map(|error| error.kind());
    assert_eq!(kind(crumbs.stopped), kind(whole.stopped));
    let capture = whole.value;
    assert!(capture.first <= capture.last);
    assert!(captures::is_capture(bytes) || capture.packets == 0, "{capture:?}");
    assert!(capture.handshakes.is_sorted_by_key(|handshake| handshake.packet));
    for handshake in &capture.handshakes {
        assert!((1..=capture.packets).contains(&handshake.packet), "{handshake:?}");
    }
    let limits = Limits {
        connections: 3,
        held_bytes: 512,
        held_segments: 4,
        message: 4096,
        together: 4096,
        handshakes: 2,
        chain: 2,
        certificates: 2,
        certificate_bytes: 2048,
    };
    let narrow = captures::read_within(&mut &*bytes, &limits).value;
    assert_eq!(narrow.packets, capture.packets);
    assert!(narrow.handshakes.len() <= limits.handshakes);
    let mut distinct = BTreeSet::new();
    for presented in narrow.handshakes.iter().flat_map(presented) {
        let count = presented.certificates().count();
        assert!(count + presented.unread() <= limits.chain, "{presented:?}");
        distinct.extend(presented.certificates().map(|certificate| certificate.der().to_vec()));
    }
    assert!(distinct.len() <= limits.certificates);
    assert!(distinct.iter().map(Vec::len).sum::<usize>() <= limits.certificate_bytes);
}

fn presented(handshake: &Handshake) -> [&Presented; 2] {
    [&handshake.initiator.presented, &handshake.responder.presented]
}

/// A stream that gives one to seven bytes at a time, and is interrupted now and then.
struct Crumbs<'b> {
    rest: &'b [u8],
    turn: usize,
}

impl Read for Crumbs<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.turn += 1;
        if self.turn.is_multiple_of(64) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let most = buffer.len().min(1 + self.turn % 7);
        self.rest.read(&mut buffer[..most])
    }
}
