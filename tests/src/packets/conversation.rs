//! What two sides say, in segments.

use std::net::SocketAddr;

use eku_engine::deployment::Role;

/// A TCP connection.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Who opens it.
    pub initiator: SocketAddr,
    /// Who answers.
    pub responder: SocketAddr,
    /// The numbers of the two openings.
    pub numbers: [u32; 2],
    /// What is said, in order.
    pub turns: Vec<(Role, Vec<u8>)>,
}

/// A segment of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The sender.
    pub from: SocketAddr,
    /// The receiver.
    pub to: SocketAddr,
    /// The number of its first byte.
    pub sequence: u32,
    /// The number of the byte that is waited for.
    pub acknowledged: u32,
    /// The flags as TCP has them.
    pub flags: u8,
    /// The bytes.
    pub payload: Vec<u8>,
}

impl Conversation {
    /// A conversation between two made-up addresses of version 4.
    pub fn new(turns: Vec<(Role, Vec<u8>)>) -> Conversation {
        Conversation {
            initiator: "192.0.2.1:25000".parse().expect("an address"),
            responder: "198.51.100.2:7001".parse().expect("an address"),
            numbers: [1000, 70_000],
            turns,
        }
    }

    /// The same between addresses of version 6.
    #[must_use]
    pub fn over_version_6(self) -> Conversation {
        Conversation {
            initiator: "[2001:db8::1]:25000".parse().expect("an address"),
            responder: "[2001:db8::2]:7001".parse().expect("an address"),
            ..self
        }
    }

    /// The three segments that open it.
    pub fn opening(&self) -> Vec<Segment> {
        let [from, to] = self.numbers;
        vec![
            self.segment(Role::Initiator, from, 0, SYN, &[]),
            self.segment(Role::Responder, to, from.wrapping_add(1), SYN | ACK, &[]),
            self.segment(Role::Initiator, from.wrapping_add(1), to.wrapping_add(1), ACK, &[]),
        ]
    }

    /// The segments that carry what is said, of `size` bytes at most.
    pub fn data(&self, size: usize) -> Vec<Segment> {
        let [mut from, mut to] = self.numbers.map(|number| number.wrapping_add(1));
        let mut segments = Vec::new();
        for (role, bytes) in &self.turns {
            for payload in bytes.chunks(size) {
                let (next, other) = match role {
                    Role::Initiator => (&mut from, to),
                    Role::Responder => (&mut to, from),
                };
                segments.push(self.segment(*role, *next, other, ACK, payload));
                *next = next.wrapping_add(u32::try_from(payload.len()).expect("small"));
            }
        }
        segments
    }

    /// Opening and data.
    pub fn segments(&self, size: usize) -> Vec<Segment> {
        [self.opening(), self.data(size)].concat()
    }

    fn segment(
        &self,
        role: Role,
        sequence: u32,
        acknowledged: u32,
        flags: u8,
        payload: &[u8],
    ) -> Segment {
        let (from, to) = match role {
            Role::Initiator => (self.initiator, self.responder),
            Role::Responder => (self.responder, self.initiator),
        };
        Segment { from, to, sequence, acknowledged, flags, payload: payload.to_vec() }
    }
}

impl Segment {
    /// Some of its bytes, numbered as they are.
    #[must_use]
    pub fn part(&self, from: usize, to: usize) -> Segment {
        let start = u32::try_from(from).expect("small");
        Segment {
            sequence: self.sequence.wrapping_add(start),
            payload: self.payload[from..to].to_vec(),
            ..self.clone()
        }
    }

    /// The IP packet around it.
    pub fn packet(&self) -> Vec<u8> {
        let mut tcp = Vec::new();
        tcp.extend(self.from.port().to_be_bytes());
        tcp.extend(self.to.port().to_be_bytes());
        tcp.extend(self.sequence.to_be_bytes());
        tcp.extend(self.acknowledged.to_be_bytes());
        // Twenty bytes of header and a window; nobody looks at the check sum.
        tcp.extend([0x50, self.flags, 0xff, 0xff, 0, 0, 0, 0]);
        tcp.extend(&self.payload);
        internet(self.from, self.to, 6, &tcp)
    }
}

/// An IP packet with a UDP packet in it.
pub fn datagram(from: SocketAddr, to: SocketAddr, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(8 + payload.len()).expect("small");
    let ports = [from.port(), to.port(), length, 0].map(u16::to_be_bytes).concat();
    internet(from, to, 17, &[&ports, payload].concat())
}

/// An IP packet around something.
pub(super) fn internet(from: SocketAddr, to: SocketAddr, protocol: u8, content: &[u8]) -> Vec<u8> {
    let mut packet = Vec::new();
    match (from, to) {
        (SocketAddr::V4(from), SocketAddr::V4(to)) => {
            let length = u16::try_from(20 + content.len()).expect("small");
            packet.extend([0x45, 0]);
            packet.extend(length.to_be_bytes());
            packet.extend([0, 1, 0x40, 0, 64, protocol, 0, 0]);
            packet.extend(from.ip().octets());
            packet.extend(to.ip().octets());
        }
        (SocketAddr::V6(from), SocketAddr::V6(to)) => {
            // Eight bytes of destination options stand between, as they may.
            let length = u16::try_from(8 + content.len()).expect("small");
            packet.extend([0x60, 0, 0, 0]);
            packet.extend(length.to_be_bytes());
            packet.extend([60, 64]);
            packet.extend(from.ip().octets());
            packet.extend(to.ip().octets());
            packet.extend([protocol, 0, 1, 4, 0, 0, 0, 0]);
        }
        _ => panic!("addresses of two versions"),
    }
    packet.extend(content);
    packet
}

const SYN: u8 = 2;
const ACK: u8 = 16;
