//! The bytes of one direction of a TCP connection, in order.
//!
//! [`Stream::accept`] gives back what is next at once, without a copy; what comes too early waits
//! and is fetched with [`Stream::waiting`]. What comes again is dropped: of bytes that were sent
//! twice, those that were complete first count. Numbers wrap around. Where what waits grows beyond
//! the limits, a packet is missing from the capture and the stream is given up.

use std::collections::BTreeMap;

use super::Limits;

/// One direction.
#[derive(Default)]
pub(super) struct Stream {
    /// The number of the next byte; `None` until the direction was opened.
    next: Option<u32>,
    /// How many bytes were given back.
    position: u64,
    /// What waits, by position.
    held: BTreeMap<u64, Box<[u8]>>,
    held_bytes: usize,
    given_up: bool,
}

impl Stream {
    /// Says with which number the first byte will come. Only the first call counts.
    pub(super) fn open(&mut self, sequence: u32) {
        self.next.get_or_insert(sequence);
    }

    /// Whether nothing was given back yet.
    pub(super) fn is_new(&self) -> bool {
        self.position == 0
    }

    /// Whether a segment with this number is the next.
    pub(super) fn expects(&self, sequence: u32) -> bool {
        self.next == Some(sequence)
    }

    /// Whether bytes wait for others that never came.
    pub(super) fn has_gap(&self) -> bool {
        self.given_up || !self.held.is_empty()
    }

    /// Whether it was given up for a gap.
    pub(super) fn is_given_up(&self) -> bool {
        self.given_up
    }

    /// How many bytes wait.
    pub(super) fn held_bytes(&self) -> usize {
        self.held_bytes
    }

    /// Takes a segment: gives back what is new and next of it, or keeps it.
    pub(super) fn accept<'data>(
        &mut self,
        sequence: u32,
        payload: &'data [u8],
        limits: &Limits,
    ) -> Option<&'data [u8]> {
        let (position, payload) = self.place(sequence, payload)?;
        if position > self.position {
            self.keep(position, payload, limits);
            return None;
        }
        self.advance(payload.len());
        Some(payload)
    }

    /// Keeps a segment, even the next one.
    pub(super) fn hold(&mut self, sequence: u32, payload: &[u8], limits: &Limits) {
        if let Some((position, payload)) = self.place(sequence, payload) {
            self.keep(position, payload, limits);
        }
    }

    /// The next bytes of what waits, as many as there are and `start` takes.
    pub(super) fn peek<'start>(&self, start: &'start mut [u8]) -> &'start [u8] {
        let mut filled = 0;
        for (position, bytes) in &self.held {
            let Some(known) = (self.position + filled as u64).checked_sub(*position) else { break };
            let known = usize::try_from(known).unwrap_or(usize::MAX);
            let room = start.get_mut(filled..).unwrap_or_default();
            let new = bytes.get(known..).unwrap_or_default();
            let count = room.len().min(new.len());
            room.iter_mut().zip(new).for_each(|(to, from)| *to = *from);
            filled += count;
            if filled == start.len() {
                break;
            }
        }
        start.get(..filled).unwrap_or_default()
    }

    /// What waited and is next now.
    pub(super) fn waiting(&mut self) -> Option<Box<[u8]>> {
        loop {
            let first = self.held.first_entry().filter(|first| *first.key() <= self.position)?;
            let (position, mut bytes) = first.remove_entry();
            self.held_bytes = self.held_bytes.saturating_sub(bytes.len());
            let known = usize::try_from(self.position - position).unwrap_or(usize::MAX);
            if known >= bytes.len() {
                continue;
            }
            if known > 0 {
                bytes = bytes.get(known..).unwrap_or_default().into();
            }
            self.advance(bytes.len());
            return Some(bytes);
        }
    }

    /// Forgets what waits and takes nothing more.
    pub(super) fn stop(&mut self) {
        self.held.clear();
        self.held_bytes = 0;
        self.given_up = true;
    }

    /// Where a segment belongs, and what of it is new.
    fn place<'data>(&self, sequence: u32, payload: &'data [u8]) -> Option<(u64, &'data [u8])> {
        let next = self.next.filter(|_| !self.given_up)?;
        // Half of all numbers lie ahead and half behind, whatever the number.
        let distance = i64::from(sequence.wrapping_sub(next).cast_signed());
        let (position, known) = match u64::try_from(distance) {
            Ok(ahead) => (self.position.saturating_add(ahead), 0),
            Err(_) => (self.position, usize::try_from(distance.unsigned_abs()).ok()?),
        };
        let payload = payload.get(known..).filter(|new| !new.is_empty())?;
        Some((position, payload))
    }

    fn keep(&mut self, position: u64, payload: &[u8], limits: &Limits) {
        let known = self.held.get(&position).map_or(0, |bytes| bytes.len());
        if known >= payload.len() {
            return;
        }
        self.held_bytes = self.held_bytes.saturating_sub(known).saturating_add(payload.len());
        self.held.insert(position, payload.into());
        if self.held_bytes > limits.held_bytes || self.held.len() > limits.held_segments {
            self.stop();
        }
    }

    fn advance(&mut self, length: usize) {
        self.position = self.position.saturating_add(length as u64);
        // Numbers are modulo 2^32 (RFC 9293 section 3.4), and so is this cast.
        self.next = self.next.map(|next| next.wrapping_add(length as u32));
    }
}
