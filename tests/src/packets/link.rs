//! Link layers.

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
}

impl Link {
    /// All of them.
    pub const ALL: [Link; 8] = [
        Link::Ethernet,
        Link::Tagged,
        Link::DoublyTagged,
        Link::Cooked,
        Link::Cooked2,
        Link::Raw,
        Link::Null,
        Link::Loop,
    ];

    /// Its number in files.
    pub fn number(self) -> u16 {
        match self {
            Link::Ethernet | Link::Tagged | Link::DoublyTagged => 1,
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
        };
        let mut framed = [&head, packet].concat();
        // Short frames of Ethernet are filled up.
        if self.number() == 1 && framed.len() < 60 {
            framed.resize(60, 0xee);
        }
        framed
    }
}
