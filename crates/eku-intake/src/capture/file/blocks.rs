//! `pcapng`: sections of blocks (draft-ietf-opsawg-pcapng).
//!
//! Read: section headers, interfaces with their link type, resolution and offset of time, and the
//! three kinds of packet blocks. Every other block is skipped without being looked at, those with
//! secrets for decryption too.

use std::io;

use eku_engine::time::Timestamp;

use super::{LARGEST_PACKET, Record, Source, damaged};

/// The section that is being read.
pub(super) struct Section {
    interfaces: Vec<Interface>,
    /// The options of an interface.
    buffer: Vec<u8>,
}

struct Interface {
    link: u16,
    snapshot_length: u32,
    /// Units of time in a second; `None` where that is beyond any clock.
    units: Option<u64>,
    /// Seconds to add to every time.
    offset: i64,
}

/// Whether a file that begins so is a `pcapng`.
pub(super) fn is_section(magic: [u8; 4]) -> bool {
    u32::from_le_bytes(magic) == SECTION
}

impl Section {
    /// Reads the first section's header behind its type.
    pub(super) fn open(source: &mut Source<'_>) -> io::Result<Self> {
        let mut section = Self { interfaces: Vec::new(), buffer: Vec::new() };
        section.begin(source)?;
        Ok(section)
    }

    /// Puts the next packet into `data`, going over every other block.
    pub(super) fn next(
        &mut self,
        source: &mut Source<'_>,
        data: &mut Vec<u8>,
    ) -> io::Result<Option<Record>> {
        loop {
            let Some(kind) = source.array_or_end::<4>()? else { return Ok(None) };
            if is_section(kind) {
                self.begin(source)?;
                continue;
            }
            let kind = source.u32_of(kind);
            let length = source.u32()?;
            // Type, length, and the length again.
            let Some(body) = length.checked_sub(12).filter(|_| length.is_multiple_of(4)) else {
                return Err(damaged("a block has an impossible length"));
            };
            let record = match kind {
                INTERFACE => {
                    self.interface(source, body)?;
                    None
                }
                ENHANCED_PACKET | OLD_PACKET => self.packet(source, body, kind, data)?,
                SIMPLE_PACKET => self.simple_packet(source, body, data)?,
                _ => {
                    source.skip(body)?;
                    None
                }
            };
            if source.u32()? != length {
                return Err(damaged("a block's two lengths differ"));
            }
            if record.is_some() {
                return Ok(record);
            }
        }
    }

    /// Reads a section header behind its type: interfaces and the order of bytes begin anew.
    fn begin(&mut self, source: &mut Source<'_>) -> io::Result<()> {
        let length = source.array()?;
        let magic = source.array()?;
        source.big_endian = match u32::from_be_bytes(magic) {
            BYTE_ORDER => true,
            number if number.swap_bytes() == BYTE_ORDER => false,
            _ => return Err(damaged("a section's byte order is unknown")),
        };
        let length = source.u32_of(length);
        let Some(rest) = length.checked_sub(16).filter(|_| length.is_multiple_of(4)) else {
            return Err(damaged("a section header has an impossible length"));
        };
        source.skip(rest)?;
        self.interfaces.clear();
        if source.u32()? == length {
            Ok(())
        } else {
            Err(damaged("a section header's two lengths differ"))
        }
    }

    fn interface(&mut self, source: &mut Source<'_>, body: u32) -> io::Result<()> {
        if body < 8 || self.interfaces.len() >= MOST_INTERFACES {
            return source.skip(body);
        }
        let [link_high, link_low, ..] = source.array::<4>()?;
        let link = source.u16_of([link_high, link_low]);
        let snapshot_length = source.u32()?;
        let mut interface = Interface { link, snapshot_length, units: Some(1_000_000), offset: 0 };
        let looked_at = (body - 8).min(LARGEST_OPTIONS);
        source.fill(looked_at, &mut self.buffer)?;
        source.skip(body - 8 - looked_at)?;
        let mut options = self.buffer.as_slice();
        while let Some((head, rest)) = options.split_first_chunk::<4>() {
            let [code_high, code_low, length_high, length_low] = *head;
            let length = usize::from(source.u16_of([length_high, length_low]));
            let Some((value, _)) = rest.split_at_checked(length) else { break };
            match (source.u16_of([code_high, code_low]), value) {
                (END_OF_OPTIONS, _) => break,
                (TIME_RESOLUTION, [exponent]) => interface.units = units(*exponent),
                (TIME_OFFSET, value) => {
                    if let Ok(bytes) = value.try_into() {
                        interface.offset = match source.big_endian {
                            true => i64::from_be_bytes(bytes),
                            false => i64::from_le_bytes(bytes),
                        };
                    }
                }
                _ => {}
            }
            options = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        }
        self.interfaces.push(interface);
        Ok(())
    }

    /// Reads an Enhanced Packet Block or its predecessor.
    fn packet(
        &mut self,
        source: &mut Source<'_>,
        body: u32,
        kind: u32,
        data: &mut Vec<u8>,
    ) -> io::Result<Option<Record>> {
        let Some(rest) = body.checked_sub(20) else {
            return Err(damaged("a packet's block is too short"));
        };
        let place = source.array::<4>()?;
        let place = match (kind, place) {
            // The predecessor counts lost packets in the second half.
            (OLD_PACKET, [high, low, ..]) => usize::from(source.u16_of([high, low])),
            _ => usize::try_from(source.u32_of(place)).unwrap_or(usize::MAX),
        };
        let (high, low) = (source.u32()?, source.u32()?);
        let captured = source.u32()?;
        let original = source.u32()?;
        let looked_at = take_packet(source, captured, rest, data)?;
        let interface = self.interfaces.get(place);
        Ok(Some(Record {
            at: interface.and_then(|one| one.time(u64::from(high) << 32 | u64::from(low))),
            link: interface.map(|one| one.link.into()),
            cut: looked_at < original,
        }))
    }

    /// Reads a Simple Packet Block: the first interface, and no time.
    fn simple_packet(
        &mut self,
        source: &mut Source<'_>,
        body: u32,
        data: &mut Vec<u8>,
    ) -> io::Result<Option<Record>> {
        let Some(rest) = body.checked_sub(4) else {
            return Err(damaged("a packet's block is too short"));
        };
        let original = source.u32()?;
        let interface = self.interfaces.first();
        let limit = interface.map_or(0, |one| one.snapshot_length);
        let captured = if limit == 0 { original } else { original.min(limit) };
        let looked_at = take_packet(source, captured.min(rest), rest, data)?;
        let link = interface.map(|one| one.link.into());
        Ok(Some(Record { at: None, link, cut: looked_at < original }))
    }
}

impl Interface {
    fn time(&self, ticks: u64) -> Option<Timestamp> {
        let seconds = ticks.checked_div(self.units?)?;
        Timestamp::from_unix_seconds(seconds.checked_add_signed(self.offset)?)
    }
}

/// Puts a packet of `captured` bytes into `data` and goes over what follows it in its block. Gives
/// the bytes taken.
fn take_packet(
    source: &mut Source<'_>,
    captured: u32,
    rest: u32,
    data: &mut Vec<u8>,
) -> io::Result<u32> {
    if captured > rest {
        return Err(damaged("a packet is longer than its block"));
    }
    let looked_at = captured.min(LARGEST_PACKET);
    source.fill(looked_at, data)?;
    source.skip(rest - looked_at)?;
    Ok(looked_at)
}

/// Units in a second: a power of ten, or of two where the highest bit is set.
fn units(exponent: u8) -> Option<u64> {
    let power = u32::from(exponent & 0x7f);
    if exponent & 0x80 == 0 { 10_u64.checked_pow(power) } else { 2_u64.checked_pow(power) }
}

/// A palindrome: it reads the same in both orders of bytes.
const SECTION: u32 = 0x0a0d_0d0a;
const BYTE_ORDER: u32 = 0x1a2b_3c4d;
const INTERFACE: u32 = 1;
const OLD_PACKET: u32 = 2;
const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;

const END_OF_OPTIONS: u16 = 0;
const TIME_RESOLUTION: u16 = 9;
const TIME_OFFSET: u16 = 14;

/// Packets of interfaces beyond this have no known link type.
const MOST_INTERFACES: usize = 1024;
const LARGEST_OPTIONS: u32 = 64 * 1024;
