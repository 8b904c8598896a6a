//! One packet to the TCP segment or UDP payload in it.
//!
//! [`content`] reads the link layer itself, which is little, and what packs packets into packets
//! ([`tunnels`]), and leaves IP and TCP to `etherparse`, whose lax readers take packets that were cut short
//! or whose length the network card had yet to fill in.

mod tunnels;

use std::net::{IpAddr, SocketAddr};

use etherparse::{LaxIpSlice, TcpHeaderSlice, ip_number};

use tunnels::ether;

/// What a packet holds.
pub(super) enum Content<'data> {
    /// A segment of a TCP connection.
    Segment(Segment<'data>),
    /// The payload of a UDP packet.
    Datagram(&'data [u8]),
    /// A part of an IP packet.
    Fragment,
    /// The link layer is not known here.
    UnknownLink,
    /// Headers that cannot be read.
    Unreadable,
    /// Anything else: ARP, ICMP and the like.
    Other,
}

/// A segment of a TCP connection.
pub(super) struct Segment<'data> {
    pub(super) from: SocketAddr,
    pub(super) to: SocketAddr,
    /// Its number: of the opening, or of the first byte.
    sequence: u32,
    /// The number of the byte that the sender waits for, where it says so.
    pub(super) acknowledged: Option<u32>,
    /// SYN: opens a direction.
    pub(super) opens: bool,
    /// FIN or RST: ends a direction.
    pub(super) ends: bool,
    pub(super) payload: &'data [u8],
}

impl Segment<'_> {
    /// The number of the first byte of the payload, present or to come.
    pub(super) fn first_byte(&self) -> u32 {
        // The opening has a number of its own.
        self.sequence.wrapping_add(u32::from(self.opens))
    }
}

/// Reads a packet of this link type (<https://www.tcpdump.org/linktypes.html>), and what is packed into
/// others along the way.
pub(super) fn content(link: Option<u32>, data: &[u8]) -> Content<'_> {
    let mut next = match link {
        Some(ETHERNET) => Next::Inner(Inner::Frame(data)),
        Some(LINUX_COOKED) => inner(number(data, 14), data.get(16..)),
        Some(LINUX_COOKED_2) => inner(number(data, 0), data.get(20..)),
        // The address family in a byte order that nobody states, and whose number for IPv6 differs by
        // system: the packet says itself what it is.
        Some(NULL | LOOP) => packed(data.get(4..).map(Inner::Internet)),
        Some(RAW | RAW_BSD | RAW_OPENBSD | IPV4 | IPV6) => Next::Inner(Inner::Internet(data)),
        Some(PPP | PPP_HDLC) => packed(data.strip_prefix(HDLC).or(Some(data)).map(Inner::Ppp)),
        Some(PPPOE) => inner(Some(ether::PPPOE), Some(data)),
        Some(_) | None => return Content::UnknownLink,
    };
    for _ in 0..MOST_LAYERS {
        next = match next {
            Next::Content(content) => return content,
            Next::Inner(Inner::Frame(frame)) => inner(number(frame, 12), frame.get(14..)),
            Next::Inner(Inner::Internet(packet)) => internet(packet),
            Next::Inner(Inner::Ppp(packet)) => tunnels::ppp(packet),
            Next::Inner(Inner::Of(protocol, packet)) => tunnels::of(protocol, packet),
        };
    }
    match next {
        Next::Content(content) => content,
        Next::Inner(_) => Content::Unreadable,
    }
}

/// What comes of a layer: what the packet holds, or the next layer.
enum Next<'data> {
    Content(Content<'data>),
    Inner(Inner<'data>),
}

/// What is packed into a layer.
#[derive(Clone, Copy)]
enum Inner<'data> {
    /// A frame of Ethernet.
    Frame(&'data [u8]),
    /// An IP packet of either version.
    Internet(&'data [u8]),
    /// A packet of PPP.
    Ppp(&'data [u8]),
    /// What this number of Ethernet says.
    Of(u16, &'data [u8]),
}

/// The next layer, where it is there.
fn packed(inner: Option<Inner<'_>>) -> Next<'_> {
    inner.map_or(Next::Content(Content::Unreadable), Next::Inner)
}

/// The same, of a protocol by its number of Ethernet.
fn inner(protocol: Option<u16>, rest: Option<&[u8]>) -> Next<'_> {
    packed(protocol.zip(rest).map(|(protocol, rest)| Inner::Of(protocol, rest)))
}

/// Reads an IP packet of either version.
fn internet(data: &[u8]) -> Next<'_> {
    let Ok((packet, stopped)) = LaxIpSlice::from_slice(data) else {
        return Next::Content(Content::Unreadable);
    };
    if packet.is_fragmenting_payload() {
        return Next::Content(Content::Fragment);
    }
    if stopped.is_some() {
        return Next::Content(Content::Unreadable);
    }
    let (from, to) = (packet.source_addr(), packet.destination_addr());
    let payload = packet.payload().payload;
    match packet.payload_ip_number() {
        ip_number::TCP => Next::Content(segment(from, to, payload)),
        ip_number::UDP => tunnels::datagram(payload),
        ip_number::IPV4 | ip_number::IPV6 => Next::Inner(Inner::Internet(payload)),
        ip_number::GRE => tunnels::gre(payload),
        ip_number::MPLS_IN_IP => Next::Inner(Inner::Of(ether::MPLS, payload)),
        _ => Next::Content(Content::Other),
    }
}

/// Reads a TCP segment.
fn segment(from: IpAddr, to: IpAddr, payload: &[u8]) -> Content<'_> {
    let Ok(header) = TcpHeaderSlice::from_slice(payload) else {
        return Content::Unreadable;
    };
    let Some(payload) = payload.get(header.slice().len()..) else {
        return Content::Unreadable;
    };
    Content::Segment(Segment {
        from: SocketAddr::new(from, header.source_port()),
        to: SocketAddr::new(to, header.destination_port()),
        sequence: header.sequence_number(),
        acknowledged: header.ack().then(|| header.acknowledgment_number()),
        opens: header.syn(),
        ends: header.fin() || header.rst(),
        payload,
    })
}

/// A big-endian number of two bytes.
fn number(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk().map(|bytes| u16::from_be_bytes(*bytes))
}

const NULL: u32 = 0;
const ETHERNET: u32 = 1;
const RAW_BSD: u32 = 12;
const RAW_OPENBSD: u32 = 14;
const RAW: u32 = 101;
const LOOP: u32 = 108;
const LINUX_COOKED: u32 = 113;
const IPV4: u32 = 228;
const IPV6: u32 = 229;
const LINUX_COOKED_2: u32 = 276;

const PPP: u32 = 9;
const PPP_HDLC: u32 = 50;
const PPPOE: u32 = 51;

/// What may stand before a packet of PPP (RFC 1662).
const HDLC: &[u8] = &[0xff, 0x03];

/// Tags, labels and packets in packets: more than any network nests.
const MOST_LAYERS: usize = 16;
