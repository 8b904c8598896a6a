//! Packets in packets: VLAN tags, PPPoE, MPLS, GRE, ERSPAN and VXLAN, which `etherparse` does not read.
//!
//! Each reader takes one layer off; the caller bounds how many.

use etherparse::UdpHeader;

use super::{Content, Inner, Next, number, packed};

/// Numbers of Ethernet (IANA, IEEE 802 Numbers).
pub(super) mod ether {
    pub(crate) const IPV4: u16 = 0x0800;
    pub(crate) const IPV6: u16 = 0x86dd;
    /// 802.1Q, 802.1ad, and what came before it.
    pub(crate) const VLAN_TAGS: [u16; 5] = [0x8100, 0x88a8, 0x9100, 0x9200, 0x9300];
    pub(crate) const PPPOE: u16 = 0x8864;
    pub(crate) const MPLS: u16 = 0x8847;
    pub(crate) const MPLS_MULTICAST: u16 = 0x8848;
    /// A whole frame of Ethernet (RFC 1701).
    pub(crate) const BRIDGED: u16 = 0x6558;
    pub(crate) const ERSPAN: u16 = 0x88be;
    pub(crate) const ERSPAN_3: u16 = 0x22eb;
}

/// What a protocol of this number packs.
pub(super) fn of(protocol: u16, data: &[u8]) -> Next<'_> {
    match protocol {
        ether::IPV4 | ether::IPV6 => Next::Inner(Inner::Internet(data)),
        tag if ether::VLAN_TAGS.contains(&tag) => super::inner(number(data, 2), data.get(4..)),
        // Six bytes of a session before the packet (RFC 2516).
        ether::PPPOE => packed(data.get(6..).map(Inner::Ppp)),
        ether::MPLS | ether::MPLS_MULTICAST => mpls(data),
        ether::BRIDGED => Next::Inner(Inner::Frame(data)),
        ether::ERSPAN => packed(data.get(8..).map(Inner::Frame)),
        ether::ERSPAN_3 => {
            // The last bit of the header says that eight more bytes follow.
            let more = if data.get(11).is_some_and(|last| last & 1 == 1) { 8 } else { 0 };
            packed(data.get(12 + more..).map(Inner::Frame))
        }
        _ => Next::Content(Content::Other),
    }
}

/// One label of MPLS (RFC 3032), and below the last an IP packet or a frame (RFC 4448).
fn mpls(data: &[u8]) -> Next<'_> {
    let Some(([_, _, third, _], rest)) = data.split_first_chunk::<4>() else {
        return Next::Content(Content::Unreadable);
    };
    if third & 1 == 0 {
        return Next::Inner(Inner::Of(ether::MPLS, rest));
    }
    match rest.first().map(|first| first >> 4) {
        Some(4 | 6) => Next::Inner(Inner::Internet(rest)),
        // A control word comes before the frame.
        Some(0) => packed(rest.get(4..).map(Inner::Frame)),
        Some(_) => Next::Inner(Inner::Frame(rest)),
        None => Next::Content(Content::Unreadable),
    }
}

/// A packet of PPP: its protocol takes a byte or two (RFC 1661 section 2).
pub(super) fn ppp(data: &[u8]) -> Next<'_> {
    let (protocol, rest) = match *data {
        [short, ref rest @ ..] if short & 1 == 1 => (u16::from(short), rest),
        [high, low, ref rest @ ..] => (u16::from_be_bytes([high, low]), rest),
        _ => return Next::Content(Content::Unreadable),
    };
    match protocol {
        0x0021 | 0x0057 => Next::Inner(Inner::Internet(rest)),
        0x0281 => Next::Inner(Inner::Of(ether::MPLS, rest)),
        _ => Next::Content(Content::Other),
    }
}

/// GRE (RFC 2784 and RFC 2890). Version 1, which carries PPP, and source routes are not read.
pub(super) fn gre(data: &[u8]) -> Next<'_> {
    let (Some(flags), Some(protocol)) = (number(data, 0), number(data, 2)) else {
        return Next::Content(Content::Unreadable);
    };
    if flags & 0x4007 != 0 {
        return Next::Content(Content::Other);
    }
    let has = |flag: u16| if flags & flag == 0 { 0 } else { 4 };
    let (checksum, key, sequence) = (has(0x8000), has(0x2000), has(0x1000));
    let rest = data.get(4 + checksum + key + sequence..);
    if protocol == ether::ERSPAN && sequence == 0 {
        // The first ERSPAN has no header of its own.
        return packed(rest.map(Inner::Frame));
    }
    super::inner(Some(protocol), rest)
}

/// A UDP packet: VXLAN (RFC 7348), or its payload.
pub(super) fn datagram(data: &[u8]) -> Next<'_> {
    let Some(payload) = data.get(UdpHeader::LEN..) else {
        return Next::Content(Content::Unreadable);
    };
    let is_vxlan = number(data, 2).is_some_and(|port| VXLAN.contains(&port));
    match payload.split_first_chunk::<8>() {
        Some(([flags, ..], frame)) if is_vxlan && flags & 0x08 != 0 => {
            Next::Inner(Inner::Frame(frame))
        }
        _ => Next::Content(Content::Datagram(payload)),
    }
}

/// The port of VXLAN, and the one that Linux had before.
const VXLAN: [u16; 2] = [4789, 8472];
