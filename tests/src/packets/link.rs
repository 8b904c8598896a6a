//! Link layers, and packets that are packed into others.

use std::net::SocketAddr;

use super::conversation::{datagram, internet};

/// A link layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Ethernet.
    Ethernet,
    /// Ethernet with a VLAN tag.
    Tagged,
    /// Ethernet with two.
    DoublyTagged,
    /// Linux "cooked", version 1.
    Cooked,
    /// Linux "cooked", version 2.
    Cooked2,
    /// No link layer.
    Raw,
    /// BSD's loopback, the family in little-endian order.
    Null,
    /// OpenBSD's loopback, the family in big-endian order.
    Loop,
    /// Ethernet with PPPoE.
    Pppoe,
    /// Ethernet with two labels of MPLS.
    Mpls,
    /// Ethernet in MPLS, behind a control word.
    MplsFrame,
    /// IP in IP of version 4.
    InVersion4,
    /// IP in IP of version 6.
    InVersion6,
    /// IP in GRE with a key.
    Gre,
    /// A frame in GRE.
    GreFrame,
    /// A frame of a mirrored port (ERSPAN), behind its own header.
    Mirrored,
    /// A tagged frame in VXLAN.
    Vxlan,
}

impl Link {
    /// All of them.
    pub const ALL: [Link; 17] = [
        Link::Ethernet,
        Link::Tagged,
        Link::DoublyTagged,
        Link::Cooked,
        Link::Cooked2,
        Link::Raw,
        Link::Null,
        Link::Loop,
        Link::Pppoe,
        Link::Mpls,
        Link::MplsFrame,
        Link::InVersion4,
        Link::InVersion6,
        Link::Gre,
        Link::GreFrame,
        Link::Mirrored,
        Link::Vxlan,
    ];

    /// Its number in files.
    pub fn number(self) -> u16 {
        match self {
            Link::Ethernet | Link::Tagged | Link::DoublyTagged => 1,
            Link::Pppoe | Link::Mpls | Link::MplsFrame => 1,
            Link::InVersion4 | Link::InVersion6 | Link::Gre | Link::GreFrame => 1,
            Link::Mirrored | Link::Vxlan => 1,
            Link::Cooked => 113,
            Link::Cooked2 => 276,
            Link::Raw => 101,
            Link::Null => 0,
            Link::Loop => 108,
        }
    }

    /// The packet on the link around an IP packet.
    pub fn around(self, packet: &[u8]) -> Vec<u8> {
        let protocol: [u8; 2] = match packet[0] >> 4 {
            4 => [0x08, 0x00],
            _ => [0x86, 0xdd],
        };
        let [high, low] = protocol;
        // The numbers of the address families on BSD.
        let family = if high == 0x08 { 2 } else { 24 };
        let head: Vec<u8> = match self {
            Link::Ethernet => [&[0; 12][..], &protocol].concat(),
            Link::Tagged => [&[0; 12][..], &[0x81, 0, 0, 7], &protocol].concat(),
            Link::DoublyTagged => {
                [&[0; 12][..], &[0x88, 0xa8, 0, 7, 0x81, 0, 0, 8], &protocol].concat()
            }
            Link::Cooked => [&[0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0][..], &protocol].concat(),
            Link::Cooked2 => [&[high, low][..], &[0; 18]].concat(),
            Link::Raw => Vec::new(),
            Link::Null => vec![family, 0, 0, 0],
            Link::Loop => vec![0, 0, 0, family],
            Link::Pppoe => {
                let protocol = if high == 0x08 { 0x21 } else { 0x57 };
                [&[0; 12][..], &[0x88, 0x64, 0x11, 0, 0, 1, 0, 0, 0, protocol]].concat()
            }
            Link::Mpls => [&[0; 12][..], &[0x88, 0x47, 0, 1, 0x10, 64, 0, 1, 0x21, 64]].concat(),
            Link::MplsFrame => {
                let label = [0x88, 0x47, 0, 1, 0x11, 64, 0, 0, 0, 0];
                [&[0; 12][..], &label, &[0; 12], &protocol].concat()
            }
            _ => return self.packed(packet),
        };
        let mut framed = [&head, packet].concat();
        // Short frames of Ethernet are filled up.
        if self.number() == 1 && framed.len() < 60 {
            framed.resize(60, 0xee);
        }
        framed
    }

    /// An IP packet packed into another, on Ethernet.
    fn packed(self, packet: &[u8]) -> Vec<u8> {
        let version_4 = |protocol, content: &[u8]| {
            internet(address("192.0.2.200:0"), address("192.0.2.201:0"), protocol, content)
        };
        let frame = Link::Ethernet.around(packet);
        let carrier = match self {
            Link::InVersion6 => {
                let protocol = if packet[0] >> 4 == 4 { 4 } else { 41 };
                let (from, to) = ("[2001:db8::200]:0", "[2001:db8::201]:0");
                internet(address(from), address(to), protocol, packet)
            }
            Link::InVersion4 => version_4(if packet[0] >> 4 == 4 { 4 } else { 41 }, packet),
            Link::Gre => {
                let protocol: [u8; 2] =
                    if packet[0] >> 4 == 4 { [0x08, 0x00] } else { [0x86, 0xdd] };
                version_4(47, &[&[0x20, 0][..], &protocol, &[0, 0, 0, 9], packet].concat())
            }
            Link::GreFrame => version_4(47, &[&[0, 0, 0x65, 0x58][..], &frame].concat()),
            Link::Mirrored => {
                let head = [0x10, 0, 0x88, 0xbe, 0, 0, 0, 1];
                version_4(47, &[&head[..], &[0x10, 0, 0, 0, 0, 0, 0, 0], &frame].concat())
            }
            _ => {
                let tagged = Link::Tagged.around(packet);
                let (from, to) = ("192.0.2.200:50000", "192.0.2.201:4789");
                let head = [8, 0, 0, 0, 0, 0, 7, 0];
                datagram(address(from), address(to), &[&head[..], &tagged].concat())
            }
        };
        Link::Ethernet.around(&carrier)
    }
}

fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}
