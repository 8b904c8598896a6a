//! One packet to the TCP segment or UDP payload in it.
//!
//! [`content`] reads the link layer itself, which is little, and leaves IP and TCP to `etherparse`,
//! whose lax readers take packets that were cut short or whose length the network card had yet to
//! fill in.

use std::net::SocketAddr;

use etherparse::{LaxIpSlice, TcpHeaderSlice, UdpHeader, ip_number};

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

/// Reads a packet of this link type (<https://www.tcpdump.org/linktypes.html>).
pub(super) fn content(link: Option<u32>, data: &[u8]) -> Content<'_> {
    let (protocol, rest) = match link {
        Some(ETHERNET) => (number(data, 12), data.get(14..)),
        Some(LINUX_COOKED) => (number(data, 14), data.get(16..)),
        Some(LINUX_COOKED_2) => (number(data, 0), data.get(20..)),
        Some(NULL | LOOP) => {
            // The address family in a byte order that nobody states, and whose number for IPv6
            // differs by system: the packet says itself what it is.
            return data.get(4..).map_or(Content::Unreadable, internet);
        }
        Some(RAW | RAW_BSD | RAW_OPENBSD | IPV4 | IPV6) => return internet(data),
        Some(_) | None => return Content::UnknownLink,
    };
    let (Some(mut protocol), Some(mut rest)) = (protocol, rest) else {
        return Content::Unreadable;
    };
    for _ in 0..MOST_TAGS {
        if !VLAN_TAGS.contains(&protocol) {
            break;
        }
        let (Some(inner), Some(behind)) = (number(rest, 2), rest.get(4..)) else {
            return Content::Unreadable;
        };
        (protocol, rest) = (inner, behind);
    }
    match protocol {
        ETHER_IPV4 | ETHER_IPV6 => internet(rest),
        _ => Content::Other,
    }
}

/// Reads an IP packet of either version.
fn internet(data: &[u8]) -> Content<'_> {
    let Ok((packet, stopped)) = LaxIpSlice::from_slice(data) else {
        return Content::Unreadable;
    };
    if packet.is_fragmenting_payload() {
        return Content::Fragment;
    }
    if stopped.is_some() {
        return Content::Unreadable;
    }
    let (from, to) = (packet.source_addr(), packet.destination_addr());
    let payload = packet.payload().payload;
    match packet.payload_ip_number() {
        ip_number::TCP => {
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
        ip_number::UDP => {
            payload.get(UdpHeader::LEN..).map_or(Content::Unreadable, Content::Datagram)
        }
        _ => Content::Other,
    }
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

const ETHER_IPV4: u16 = 0x0800;
const ETHER_IPV6: u16 = 0x86dd;

/// 802.1Q, 802.1ad, and what came before it.
const VLAN_TAGS: [u16; 3] = [0x8100, 0x88a8, 0x9100];
const MOST_TAGS: usize = 4;
