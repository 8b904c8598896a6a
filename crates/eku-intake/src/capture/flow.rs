//! One TCP connection, from its first packet to the moment when nothing more is to be learnt.

use std::net::SocketAddr;

use eku_engine::deployment::Role;
use eku_engine::time::Timestamp;

use super::building::Building;
use super::cache::Cache;
use super::file::Packet;
use super::handshake::{Handshake, ReadStop};
use super::packet::Segment;
use super::stream::Stream;
use super::tls::{self, Beginning, Records};
use super::{Limits, SetAside};

/// A connection.
pub(super) struct Flow {
    /// Connections are counted; the oldest make room first.
    pub(super) number: u64,
    /// What it keeps beside itself, in bytes.
    pub(super) kept_bytes: usize,
    initiator: SocketAddr,
    responder: SocketAddr,
    from_initiator: Direction,
    from_responder: Direction,
    /// The number of the initiator's first byte.
    first_byte: Option<u32>,
    /// One side closed it.
    ended: bool,
    /// The packet with the first byte of the initiator, and its time.
    began: Option<(u64, Option<Timestamp>)>,
    stage: Stage,
}

#[derive(Default)]
struct Direction {
    stream: Stream,
    records: Records,
}

enum Stage {
    /// The initiator has not said enough yet to tell what it speaks.
    Waiting(Vec<u8>),
    /// Text came, so many bytes of it; TLS may follow.
    Text(usize),
    /// TLS.
    Tls(Box<Building>),
    /// It is not TLS that can be read.
    Over,
    /// It was told of. What is left of it keeps a client hello that is sent again from being taken
    /// for another one.
    Reported,
}

/// What all connections share.
pub(super) struct Shared<'all> {
    pub(super) cache: &'all mut Cache,
    pub(super) limits: &'all Limits,
    pub(super) aside: &'all mut SetAside,
}

impl Flow {
    /// A connection between these two.
    pub(super) fn new(number: u64, initiator: SocketAddr, responder: SocketAddr) -> Self {
        Self {
            number,
            kept_bytes: 0,
            initiator,
            responder,
            from_initiator: Direction::default(),
            from_responder: Direction::default(),
            first_byte: None,
            ended: false,
            began: None,
            stage: Stage::Waiting(Vec::new()),
        }
    }

    /// A connection of which the answer comes first: what the initiator said before is not there, or
    /// comes too late.
    pub(super) fn answered(number: u64, packet: &Packet<'_>, segment: &Segment<'_>) -> Self {
        let mut flow = Self::new(number, segment.to, segment.from);
        flow.from_responder.stream.open(segment.first_byte());
        if let Some(number) = segment.acknowledged {
            flow.from_initiator.stream.open(number);
            flow.first_byte = Some(number);
        }
        flow.stage = Stage::Tls(Box::new(Building::new(packet.number, packet.at)));
        flow
    }

    /// Whether a segment opens another connection between the same addresses and ports.
    pub(super) fn is_another(&self, segment: &Segment<'_>) -> bool {
        let is_known = || {
            self.sender(segment) == Role::Initiator
                && self.first_byte.is_none_or(|number| number == segment.first_byte())
        };
        if segment.opens {
            match segment.acknowledged {
                None => !is_known(),
                // Where what the initiator sends is not in the capture.
                Some(number) => {
                    self.from_initiator.stream.is_new()
                        && self.first_byte.is_some_and(|first| first != number)
                }
            }
        } else {
            matches!(self.stage, Stage::Reported) && tls::is_first(segment.payload) && !is_known()
        }
    }

    /// Takes a segment.
    pub(super) fn take(
        &mut self,
        packet: &Packet<'_>,
        segment: &Segment<'_>,
        shared: &mut Shared<'_>,
    ) {
        if matches!(self.stage, Stage::Reported) {
            return;
        }
        let role = self.sender(segment);
        self.open(role, segment);
        if role == Role::Responder && matches!(self.stage, Stage::Waiting(_)) {
            self.hold_answer(segment, packet, shared);
        } else {
            let (sequence, payload) = (segment.first_byte(), segment.payload);
            let stream = &mut self.direction(role).stream;
            if let Some(bytes) = stream.accept(sequence, payload, shared.limits) {
                self.deliver(role, bytes, packet, shared);
                self.deliver_waiting(role, packet, shared);
            }
        }
        self.notice_gaps(shared);
        self.ended |= segment.ends;
        let kept = |direction: &Direction| {
            direction.stream.held_bytes().saturating_add(direction.records.kept_bytes())
        };
        self.kept_bytes = kept(&self.from_initiator).saturating_add(kept(&self.from_responder));
    }

    /// What is told of it, if it was TLS, once nothing more is to be learnt, no more packets come,
    /// or there is no room for them.
    pub(super) fn finish(&mut self, crowded_out: bool, aside: &mut SetAside) -> Option<Handshake> {
        let mut building = match std::mem::replace(&mut self.stage, Stage::Reported) {
            Stage::Tls(building) => building,
            Stage::Waiting(_) => {
                aside.without_beginning += u64::from(self.from_initiator.stream.has_gap());
                return None;
            }
            Stage::Text(_) => {
                aside.other_connections += 1;
                return None;
            }
            Stage::Over | Stage::Reported => return None,
        };
        for role in [Role::Initiator, Role::Responder] {
            let Direction { stream, records } = std::mem::take(self.direction(role));
            if crowded_out {
                building.give_up(role, ReadStop::CrowdedOut);
            } else if stream.has_gap() || records.is_inside() {
                building.give_up(role, ReadStop::MissingBytes);
            }
        }
        self.kept_bytes = 0;
        aside.without_client_hello += u64::from(!building.has_client_hello());
        Some(building.finish(self.initiator, self.responder))
    }

    /// Whether something is lost with it if it is let go of now.
    pub(super) fn is_under_way(&self) -> bool {
        match &self.stage {
            Stage::Waiting(start) => {
                let waits = |direction: &Direction| direction.stream.has_gap();
                !start.is_empty() || waits(&self.from_initiator) || waits(&self.from_responder)
            }
            Stage::Text(_) | Stage::Tls(_) => true,
            Stage::Over | Stage::Reported => false,
        }
    }

    fn sender(&self, segment: &Segment<'_>) -> Role {
        if segment.from == self.initiator { Role::Initiator } else { Role::Responder }
    }

    fn direction(&mut self, role: Role) -> &mut Direction {
        match role {
            Role::Initiator => &mut self.from_initiator,
            Role::Responder => &mut self.from_responder,
        }
    }

    /// Learns with which numbers the directions begin.
    fn open(&mut self, role: Role, segment: &Segment<'_>) {
        let first = segment.first_byte();
        let (from, to) = (&mut self.from_initiator.stream, &mut self.from_responder.stream);
        match role {
            Role::Initiator => {
                if segment.opens || tls::is_first(segment.payload) {
                    from.open(first);
                    self.first_byte.get_or_insert(first);
                }
                // A responder that speaks TLS says nothing before the initiator does.
                if let Some(number) = segment.acknowledged
                    && from.is_new()
                {
                    to.open(number);
                }
            }
            Role::Responder if segment.opens => {
                to.open(first);
                if let Some(number) = segment.acknowledged {
                    from.open(number);
                    self.first_byte.get_or_insert(number);
                }
            }
            Role::Responder => {}
        }
    }

    /// Keeps what the responder sends before the initiator has said what it speaks, unless that is
    /// not TLS. A server hello says what it is, where what was said before comes late or not at all.
    fn hold_answer(&mut self, segment: &Segment<'_>, packet: &Packet<'_>, shared: &mut Shared<'_>) {
        let stream = &mut self.from_responder.stream;
        if stream.expects(segment.first_byte()) && !tls::may_answer(segment.payload) {
            shared.aside.other_connections += 1;
            self.stage = Stage::Over;
            return;
        }
        stream.hold(segment.first_byte(), segment.payload, shared.limits);
        let mut start = [0; tls::HELLO_BEGINS];
        if tls::is_server_hello(stream.peek(&mut start)) {
            self.stage = Stage::Tls(Box::new(Building::new(packet.number, packet.at)));
            self.deliver_waiting(Role::Responder, packet, shared);
        }
    }

    /// Takes bytes that are next in their direction.
    fn deliver(&mut self, role: Role, bytes: &[u8], packet: &Packet<'_>, shared: &mut Shared<'_>) {
        match &mut self.stage {
            Stage::Waiting(start) => {
                self.began.get_or_insert((packet.number, packet.at));
                start.extend_from_slice(bytes);
                match tls::beginning(start) {
                    Beginning::TooShort => {}
                    Beginning::ClientHello => {
                        let start = std::mem::take(start);
                        self.begin_tls(&start, packet, shared);
                    }
                    Beginning::Text => self.stage = Stage::Text(start.len()),
                    Beginning::Ssl2Hello => {
                        shared.aside.ssl2_hellos += 1;
                        self.stage = Stage::Over;
                    }
                    Beginning::Other => {
                        shared.aside.other_connections += 1;
                        self.stage = Stage::Over;
                    }
                }
            }
            Stage::Text(count) => {
                *count = count.saturating_add(bytes.len());
                if role == Role::Initiator && tls::is_client_hello(bytes) {
                    self.began = Some((packet.number, packet.at));
                    self.begin_tls(bytes, packet, shared);
                } else if *count > LONGEST_TEXT {
                    shared.aside.other_connections += 1;
                    self.stage = Stage::Over;
                }
            }
            Stage::Tls(building) => {
                if role == Role::Initiator && self.began.is_none() && tls::is_first(bytes) {
                    self.began = Some((packet.number, packet.at));
                    building.begins(packet.number, packet.at);
                }
                let direction = match role {
                    Role::Initiator => &mut self.from_initiator,
                    Role::Responder => &mut self.from_responder,
                };
                let read =
                    direction.records.read(bytes, role, building, shared.cache, shared.limits);
                if let Err(why) = read {
                    building.give_up(role, why);
                    direction.stream.stop();
                }
            }
            Stage::Over | Stage::Reported => {}
        }
    }

    /// Begins to read TLS with these bytes of the initiator, and goes on with what the responder
    /// answered.
    fn begin_tls(&mut self, bytes: &[u8], packet: &Packet<'_>, shared: &mut Shared<'_>) {
        let (number, at) = self.began.unwrap_or((packet.number, packet.at));
        self.stage = Stage::Tls(Box::new(Building::new(number, at)));
        self.deliver(Role::Initiator, bytes, packet, shared);
        self.deliver_waiting(Role::Responder, packet, shared);
    }

    fn deliver_waiting(&mut self, role: Role, packet: &Packet<'_>, shared: &mut Shared<'_>) {
        while let Some(bytes) = self.direction(role).stream.waiting() {
            self.deliver(role, &bytes, packet, shared);
        }
    }

    /// Notices that a direction was given up because bytes are missing.
    fn notice_gaps(&mut self, shared: &mut Shared<'_>) {
        let (from, to) = (&self.from_initiator.stream, &self.from_responder.stream);
        match &mut self.stage {
            Stage::Waiting(_) | Stage::Text(_) if from.is_given_up() => {
                shared.aside.without_beginning += 1;
                self.stage = Stage::Over;
            }
            Stage::Tls(building) => {
                for (role, stream) in [(Role::Initiator, from), (Role::Responder, to)] {
                    if stream.is_given_up() {
                        building.give_up(role, ReadStop::MissingBytes);
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether it can be told of now: TLS of which nothing more is to be learnt, or no TLS at all.
    pub(super) fn is_complete(&self) -> bool {
        match &self.stage {
            Stage::Tls(building) => building.is_done(),
            Stage::Over => true,
            Stage::Waiting(_) | Stage::Text(_) => self.ended,
            Stage::Reported => false,
        }
    }
}

/// Text that precedes TLS, in both directions.
const LONGEST_TEXT: usize = 32 * 1024;
