//! The TCP connections that are followed at once.
//!
//! A connection is followed from its opening, or from a client hello or its answer where the capture began
//! later or shows one direction only,
//! until it turns out not to be TLS or nothing more is to be learnt. Everything else costs a look
//! at a few bytes.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use super::cache::Cache;
use super::file::Packet;
use super::flow::{Flow, Shared};
use super::packet::Segment;
use super::{Capture, Handshake, Limits, tls};

/// The connections that are open.
pub(super) struct Flows {
    limits: Limits,
    cache: Cache,
    flows: BTreeMap<Ends, Flow>,
    /// The same by age.
    ages: BTreeMap<u64, Ends>,
    count: u64,
    kept_bytes: usize,
}

/// Both ends of a connection, the lower one first.
type Ends = (SocketAddr, SocketAddr);

impl Flows {
    /// None yet.
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            cache: Cache::new(&limits),
            flows: BTreeMap::new(),
            ages: BTreeMap::new(),
            count: 0,
            kept_bytes: 0,
        }
    }

    /// Takes a segment.
    pub(super) fn take(
        &mut self,
        packet: &Packet<'_>,
        segment: &Segment<'_>,
        capture: &mut Capture,
    ) {
        let ends = (segment.from.min(segment.to), segment.from.max(segment.to));
        if self.flows.get(&ends).is_some_and(|flow| flow.is_another(segment)) {
            self.remove(ends, false, capture);
        }
        if !self.flows.contains_key(&ends) && !self.begin(ends, packet, segment) {
            return;
        }
        let Some(flow) = self.flows.get_mut(&ends) else { return };
        let before = flow.kept_bytes;
        let mut shared =
            Shared { cache: &mut self.cache, limits: &self.limits, aside: &mut capture.set_aside };
        flow.take(packet, segment, &mut shared);
        let is_complete = flow.is_complete();
        let handshake = if is_complete { flow.finish(false, &mut capture.set_aside) } else { None };
        self.kept_bytes = self.kept_bytes.saturating_sub(before).saturating_add(flow.kept_bytes);
        if let Some(handshake) = handshake {
            self.tell(handshake, capture);
        } else if is_complete {
            self.remove(ends, false, capture);
        }
        while self.kept_bytes > self.limits.together || self.flows.len() > self.limits.connections {
            let Some((_, oldest)) = self.ages.first_key_value() else { break };
            self.remove(*oldest, true, capture);
        }
    }

    /// Tells of every connection that is still open.
    pub(super) fn end(&mut self, capture: &mut Capture) {
        while let Some((_, oldest)) = self.ages.first_key_value() {
            self.remove(*oldest, false, capture);
        }
        capture.handshakes.sort_by_key(|handshake| handshake.packet);
    }

    /// Follows a connection from this segment on, if it begins one.
    fn begin(&mut self, ends: Ends, packet: &Packet<'_>, segment: &Segment<'_>) -> bool {
        let (from, to) = (segment.from, segment.to);
        let number = self.count + 1;
        let flow = match (segment.opens, segment.acknowledged) {
            (true, None) => Flow::new(number, from, to),
            (true, Some(_)) => Flow::new(number, to, from),
            (false, _) if tls::is_first(segment.payload) => Flow::new(number, from, to),
            (false, _) if tls::is_server_hello(segment.payload) => {
                Flow::answered(number, packet, segment)
            }
            (false, _) => return false,
        };
        self.count = number;
        self.flows.insert(ends, flow);
        self.ages.insert(self.count, ends);
        true
    }

    /// Lets go of a connection, and tells of it if it was TLS and was not told of yet.
    fn remove(&mut self, ends: Ends, crowded_out: bool, capture: &mut Capture) {
        let Some(mut flow) = self.flows.remove(&ends) else { return };
        self.ages.remove(&flow.number);
        self.kept_bytes = self.kept_bytes.saturating_sub(flow.kept_bytes);
        capture.set_aside.crowded_out += u64::from(crowded_out && flow.is_under_way());
        if let Some(handshake) = flow.finish(crowded_out, &mut capture.set_aside) {
            self.tell(handshake, capture);
        }
    }

    fn tell(&self, handshake: Handshake, capture: &mut Capture) {
        if capture.handshakes.len() < self.limits.handshakes {
            capture.handshakes.push(handshake);
        } else {
            capture.set_aside.more_handshakes += 1;
        }
    }
}
