//! Formats of files.

use super::{Link, Segment};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `pcap`, with its magic number.
    Pcap {
        /// Numbers are big-endian.
        big_endian: bool,
        /// The first number of the file.
        magic: u32,
    },
    /// `pcapng` with Enhanced Packet Blocks.
    Blocks {
        /// Numbers are big-endian.
        big_endian: bool,
        /// The resolution of time, as the option has it; without it microseconds.
        resolution: Option<u8>,
    },
    /// `pcapng` with Simple Packet Blocks, which carry no time.
    Simple {
        /// Numbers are big-endian.
        big_endian: bool,
    },
    /// `snoop` (RFC 1761), of Ethernet alone.
    Snoop,
}

/// A packet to be put into a file.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The packet on its link.
    pub bytes: Vec<u8>,
    /// How many of its bytes are kept.
    pub kept: usize,
}

impl Recorded {
    /// All of a segment.
    pub fn new(link: Link, segment: &Segment) -> Recorded {
        Recorded::of(link, &segment.packet())
    }

    /// All of an IP packet.
    pub fn of(link: Link, packet: &[u8]) -> Recorded {
        let bytes = link.around(packet);
        Recorded { kept: bytes.len(), bytes }
    }

    /// The same, but no more than `length` bytes are kept.
    #[must_use]
    pub fn cut(self, length: usize) -> Recorded {
        Recorded { kept: self.kept.min(length), ..self }
    }
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 13] = [
        Format::Pcap { big_endian: false, magic: MICROSECONDS },
        Format::Pcap { big_endian: true, magic: MICROSECONDS },
        Format::Pcap { big_endian: false, magic: NANOSECONDS },
        Format::Pcap { big_endian: true, magic: NANOSECONDS },
        Format::Pcap { big_endian: false, magic: LONG_HEADERS },
        Format::Blocks { big_endian: false, resolution: None },
        Format::Blocks { big_endian: true, resolution: None },
        Format::Blocks { big_endian: false, resolution: Some(9) },
        Format::Blocks { big_endian: true, resolution: Some(0x80 | 10) },
        Format::Blocks { big_endian: false, resolution: Some(0) },
        Format::Simple { big_endian: false },
        Format::Simple { big_endian: true },
        Format::Snoop,
    ];

    /// Whether it can hold packets of this link layer.
    pub fn holds(self, link: Link) -> bool {
        self != Format::Snoop || link.number() == 1
    }

    /// The usual one.
    pub const USUAL: Format = Format::ALL[0];

    /// A file of packets, one a second from [`FIRST`] on.
    pub fn file(self, link: Link, packets: &[Recorded]) -> Vec<u8> {
        let mut file = Numbers { big_endian: self.big_endian(), bytes: Vec::new() };
        match self {
            Format::Pcap { magic, .. } => {
                file.u32(magic);
                file.u16(2);
                file.u16(4);
                for number in [0, 0, 262_144, u32::from(link.number())] {
                    file.u32(number);
                }
            }
            Format::Snoop => {
                file.bytes.extend(*b"snoop\0\0\0");
                file.u32(2);
                file.u32(4);
            }
            Format::Blocks { .. } | Format::Simple { .. } => {
                file.block(0x0a0d_0d0a, |body| {
                    body.u32(0x1a2b_3c4d);
                    body.u16(1);
                    body.u16(0);
                    body.bytes.extend([0xff; 8]);
                });
                file.block(1, |body| {
                    body.u16(link.number());
                    body.u16(0);
                    body.u32(262_144);
                    // A name, and then what counts.
                    body.u16(2);
                    body.u16(3);
                    body.bytes.extend(*b"lo0\0");
                    if let Format::Blocks { resolution: Some(resolution), .. } = self {
                        body.u16(9);
                        body.u16(1);
                        body.bytes.extend([resolution, 0, 0, 0]);
                    }
                    body.u32(0);
                });
                // A block of secrets, which nobody reads.
                file.block(10, |body| body.bytes.extend(*b"SKLT\x04\0\0\0abcd"));
            }
        }
        for (packet, second) in packets.iter().zip(FIRST..) {
            self.packet(&mut file, packet, second);
        }
        file.bytes
    }

    fn packet(self, file: &mut Numbers, packet: &Recorded, second: u64) {
        let kept = &packet.bytes[..packet.kept];
        let lengths = [packet.kept, packet.bytes.len()].map(|length| length as u32);
        match self {
            Format::Pcap { magic, .. } => {
                file.u32(second as u32);
                file.u32(0);
                file.u32(lengths[0]);
                file.u32(lengths[1]);
                if magic == LONG_HEADERS {
                    file.bytes.extend([0; 8]);
                }
                file.bytes.extend(kept);
            }
            Format::Blocks { resolution, .. } => file.block(6, |body| {
                let units = match resolution.unwrap_or(6) {
                    binary if binary & 0x80 != 0 => 1 << (binary & 0x7f),
                    decimal => 10_u64.pow(decimal.into()),
                };
                let ticks = second * units;
                body.u32(0);
                body.u32((ticks >> 32) as u32);
                body.u32(ticks as u32);
                body.u32(lengths[0]);
                body.u32(lengths[1]);
                body.bytes.extend(kept);
            }),
            Format::Snoop => {
                let padding = packet.kept.next_multiple_of(4) - packet.kept;
                let whole = 24 + packet.kept + padding;
                for number in [lengths[1], lengths[0], whole as u32, 0, second as u32, 0] {
                    file.u32(number);
                }
                file.bytes.extend(kept);
                file.bytes.extend(&[0; 4][..padding]);
            }
            Format::Simple { .. } => file.block(3, |body| {
                body.u32(lengths[1]);
                body.bytes.extend(kept);
            }),
        }
    }

    fn big_endian(self) -> bool {
        match self {
            Format::Pcap { big_endian, .. }
            | Format::Blocks { big_endian, .. }
            | Format::Simple { big_endian } => big_endian,
            Format::Snoop => true,
        }
    }
}

/// Numbers in one order of bytes.
struct Numbers {
    big_endian: bool,
    bytes: Vec<u8>,
}

impl Numbers {
    fn u16(&mut self, number: u16) {
        let bytes = if self.big_endian { number.to_be_bytes() } else { number.to_le_bytes() };
        self.bytes.extend(bytes);
    }

    fn u32(&mut self, number: u32) {
        let bytes = if self.big_endian { number.to_be_bytes() } else { number.to_le_bytes() };
        self.bytes.extend(bytes);
    }

    fn block(&mut self, kind: u32, fill: impl FnOnce(&mut Numbers)) {
        let mut body = Numbers { big_endian: self.big_endian, bytes: Vec::new() };
        fill(&mut body);
        body.bytes.resize(body.bytes.len().next_multiple_of(4), 0);
        let length = body.bytes.len() as u32 + 12;
        self.u32(kind);
        self.u32(length);
        self.bytes.extend(body.bytes);
        self.u32(length);
    }
}

/// The second of the first packet: 2026-11-24T00:00:00Z.
pub const FIRST: u64 = 1_795_478_400;

const MICROSECONDS: u32 = 0xa1b2_c3d4;
const NANOSECONDS: u32 = 0xa1b2_3c4d;
const LONG_HEADERS: u32 = 0xa1b2_cd34;
