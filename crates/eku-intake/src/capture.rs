//! TLS handshakes in captures of network packets.
//!
//! [`read`] answers, for every TLS connection of a capture: who opened it, which certificates each
//! side presented, whether the responder asked for a client certificate, and which alert ended it.
//! Nothing is decrypted: TLS 1.3 encrypts certificates, and a resumed session sends none, and both
//! are said in so many words ([`Presented`]).
//!
//! How: `file` streams the packets of `pcap`, `pcapng` and `snoop`, `packet` finds the TCP segment in each,
//! `flows` and `flow` keep the connections that begin with a client hello, or of which a server hello is
//! all that there is, and let go of all others at once, `stream` puts the bytes of each direction in order, `tls` reads records and messages,
//! `building` makes a [`Handshake`] of them. Memory is bounded by [`Limits`], whatever the size of
//! the capture. IP and TCP headers are read by `etherparse`; files and TLS are read here, because
//! what is needed of them is little and has to stream: a block or message of any length costs no
//! more than its limit.
//!
//! What it does not do: DTLS, QUIC, SSL 2 hellos and fragments of IP packets are counted
//! ([`SetAside`]) and not read; secrets for decryption that a `pcapng` may carry are skipped.

mod building;
mod cache;
mod file;
mod flow;
mod flows;
mod handshake;
mod message;
mod packet;
mod stream;
mod tls;

use std::io::Read;

use eku_engine::time::Timestamp;

pub use handshake::{
    Alert, AlertContent, Completion, Entry, Handshake, Presented, ReadStop, Request, Side, Unread,
    Version,
};

use crate::Partly;
use file::Packets;
use flows::Flows;
use packet::Content;

/// What a capture holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capture {
    /// How many packets were read.
    pub packets: u64,
    /// The time of the earliest packet; `None` where no packet carries one.
    pub first: Option<Timestamp>,
    /// The time of the latest packet.
    pub last: Option<Timestamp>,
    /// The TLS connections, in the order of their client hellos.
    pub handshakes: Vec<Handshake>,
    /// What was there and was not read.
    pub set_aside: SetAside,
}

impl Capture {
    /// How many connections show no certificate, and why.
    #[must_use]
    pub fn hidden(&self) -> Hidden {
        let is = |what: &Presented| {
            self.handshakes.iter().filter(|one| one.responder.presented == *what).count()
        };
        Hidden {
            all: self.handshakes.len(),
            encrypted: is(&Presented::Encrypted),
            resumed: is(&Presented::Resumed),
        }
    }
}

/// How many connections of a capture show no certificate, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// All connections.
    pub all: usize,
    /// TLS 1.3, which encrypts them.
    pub encrypted: usize,
    /// A session was resumed, which needs none.
    pub resumed: usize,
}

/// What a capture holds that is counted and not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetAside {
    /// Packets of which the capture kept the beginning only (its snapshot length was too small).
    pub cut_packets: u64,
    /// Fragments of IP packets.
    pub fragments: u64,
    /// Packets of a link layer that is not known here.
    pub unknown_links: u64,
    /// Packets whose headers could not be read.
    pub unreadable_packets: u64,
    /// TCP connections that began with something else than TLS.
    pub other_connections: u64,
    /// TCP connections whose beginning is missing, so that it cannot be told what they were.
    pub without_beginning: u64,
    /// Connections whose client hello is not in the capture: what is told of them is what was answered.
    pub without_client_hello: u64,
    /// Client hellos in the format of SSL 2.
    pub ssl2_hellos: u64,
    /// Client hellos of DTLS.
    pub dtls_hellos: u64,
    /// First packets of QUIC connections.
    pub quic_hellos: u64,
    /// TLS connections beyond [`Limits::handshakes`].
    pub more_handshakes: u64,
    /// Connections that were given up because too many were open at once, or too much of them had
    /// to be kept.
    pub crowded_out: u64,
}

/// How much is kept at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// TCP connections that are followed at once.
    pub connections: usize,
    /// Bytes that wait, in one direction of one connection, for those before them.
    pub held_bytes: usize,
    /// The same in segments.
    pub held_segments: usize,
    /// Bytes of one handshake message.
    pub message: usize,
    /// Bytes kept for all connections together.
    pub together: usize,
    /// TLS connections that are told of one by one.
    pub handshakes: usize,
    /// Certificates of one side of one handshake.
    pub chain: usize,
    /// Distinct certificates of the whole capture.
    pub certificates: usize,
    /// Bytes of these.
    pub certificate_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        LIMITS
    }
}

/// Reads a capture to its end, or to where it breaks.
///
/// `stopped` says what was wrong: it is no capture, it ends inside a packet, or reading failed.
/// What was read until then is good.
pub fn read(input: &mut dyn Read) -> Partly<Capture> {
    read_within(input, &LIMITS)
}

/// [`read`] with other limits than the usual ones.
pub fn read_within(input: &mut dyn Read, limits: &Limits) -> Partly<Capture> {
    let mut capture = Capture::default();
    let mut flows = Flows::new(*limits);
    let stopped =
        Packets::open(input).and_then(|packets| follow(packets, &mut flows, &mut capture)).err();
    flows.end(&mut capture);
    Partly { value: capture, stopped }
}

/// [`read`] for bytes that are in memory: a plain function of bytes, for fuzzing too.
#[must_use]
pub fn read_bytes(mut bytes: &[u8]) -> Partly<Capture> {
    read(&mut bytes)
}

/// Whether a file that begins with these bytes is a capture. Eight bytes suffice.
#[must_use]
pub fn is_capture(start: &[u8]) -> bool {
    file::is_capture(start)
}

/// Takes every packet in.
fn follow(
    mut packets: Packets<'_>,
    flows: &mut Flows,
    capture: &mut Capture,
) -> std::io::Result<()> {
    while let Some(packet) = packets.next()? {
        capture.packets = packet.number;
        if let Some(at) = packet.at {
            capture.first = Some(capture.first.map_or(at, |first| first.min(at)));
            capture.last = Some(capture.last.map_or(at, |last| last.max(at)));
        }
        let aside = &mut capture.set_aside;
        aside.cut_packets += u64::from(packet.cut);
        match packet::content(packet.link, packet.data) {
            Content::Segment(segment) => flows.take(&packet, &segment, capture),
            Content::Datagram(payload) => {
                aside.dtls_hellos += u64::from(tls::is_dtls_hello(payload));
                aside.quic_hellos += u64::from(tls::is_quic_hello(payload));
            }
            Content::Fragment => aside.fragments += 1,
            Content::UnknownLink => aside.unknown_links += 1,
            Content::Unreadable => aside.unreadable_packets += 1,
            Content::Other => {}
        }
    }
    Ok(())
}

/// A capture of 20 MB that holds nothing but handshakes has some 3,000 of them.
const LIMITS: Limits = Limits {
    connections: 2048,
    held_bytes: 256 * 1024,
    held_segments: 256,
    message: 128 * 1024,
    together: 4 * 1024 * 1024,
    handshakes: 4096,
    chain: 32,
    certificates: 1024,
    certificate_bytes: 2 * 1024 * 1024,
};
