//! The packets of a capture file, one at a time.
//!
//! [`Packets::open`] tells `pcap` ([`classic`]) from `pcapng` ([`blocks`]) and `snoop` by the first bytes;
//! [`Packets::next`] gives packet after packet out of one buffer. Lengths are believed only as far
//! as there are bytes.

mod blocks;
mod classic;
mod snoop;

use std::io::{self, BufReader, Read};

use eku_engine::time::Timestamp;

/// One packet.
pub(super) struct Packet<'data> {
    /// Its number, from 1, as Wireshark counts.
    pub(super) number: u64,
    /// When it was recorded, to the second.
    pub(super) at: Option<Timestamp>,
    /// The type of its link layer (LINKTYPE); `None` where the file does not say.
    pub(super) link: Option<u32>,
    /// What was recorded of it.
    pub(super) data: &'data [u8],
    /// Less than the whole packet was recorded.
    pub(super) cut: bool,
}

/// The packets of a file.
pub(super) struct Packets<'input> {
    source: Source<'input>,
    format: Format,
    count: u64,
    data: Vec<u8>,
}

enum Format {
    Classic(classic::Header),
    Blocks(blocks::Section),
    Snoop(snoop::Header),
}

/// What a format says of a packet whose bytes it has put into the buffer.
struct Record {
    at: Option<Timestamp>,
    link: Option<u32>,
    cut: bool,
}

/// Whether a file that begins so is a capture.
pub(super) fn is_capture(start: &[u8]) -> bool {
    let is_pcap =
        |magic: &[u8; 4]| blocks::is_section(*magic) || classic::Kind::of(*magic).is_some();
    start.first_chunk().is_some_and(is_pcap) || snoop::is_file(start)
}

impl<'input> Packets<'input> {
    /// Reads the beginning of a file.
    pub(super) fn open(input: &'input mut dyn Read) -> io::Result<Self> {
        let mut source =
            Source { input: BufReader::with_capacity(BUFFER, input), big_endian: false };
        let magic = source.array::<4>().map_err(|cause| match cause.kind() {
            io::ErrorKind::UnexpectedEof => not_a_capture(),
            _ => cause,
        })?;
        let format = if blocks::is_section(magic) {
            Format::Blocks(blocks::Section::open(&mut source)?)
        } else if let Some(kind) = classic::Kind::of(magic) {
            Format::Classic(classic::Header::open(&mut source, kind)?)
        } else if magic == *b"snoo" {
            Format::Snoop(snoop::Header::open(&mut source)?.ok_or_else(not_a_capture)?)
        } else {
            return Err(not_a_capture());
        };
        Ok(Self { source, format, count: 0, data: Vec::new() })
    }

    /// The next packet; `None` at the end of the file.
    ///
    /// # Errors
    ///
    /// The file ends inside a packet, is damaged, or could not be read.
    pub(super) fn next(&mut self) -> io::Result<Option<Packet<'_>>> {
        let (source, data) = (&mut self.source, &mut self.data);
        let record = match &mut self.format {
            Format::Classic(header) => header.next(source, data),
            Format::Blocks(section) => section.next(source, data),
            Format::Snoop(header) => header.next(source, data),
        };
        let number = self.count.saturating_add(1);
        let Some(record) = record.map_err(|cause| after(self.count, &cause))? else {
            return Ok(None);
        };
        self.count = number;
        let Record { at, link, cut } = record;
        Ok(Some(Packet { number, at, link, data: &self.data, cut }))
    }
}

/// Bytes in the order that the file has said.
struct Source<'input> {
    input: BufReader<&'input mut dyn Read>,
    big_endian: bool,
}

impl Source<'_> {
    /// The next bytes, all of them.
    fn array<const LENGTH: usize>(&mut self) -> io::Result<[u8; LENGTH]> {
        let mut bytes = [0; LENGTH];
        self.input.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// The next bytes; `None` where the file ends before the first of them.
    fn array_or_end<const LENGTH: usize>(&mut self) -> io::Result<Option<[u8; LENGTH]>> {
        let mut bytes = [0; LENGTH];
        let mut rest = bytes.as_mut_slice();
        while !rest.is_empty() {
            match self.input.read(rest) {
                Ok(0) if rest.len() == LENGTH => return Ok(None),
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => rest = rest.get_mut(count..).unwrap_or_default(),
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(cause),
            }
        }
        Ok(Some(bytes))
    }

    /// The next `length` bytes, in place of what `data` held.
    fn fill(&mut self, length: u32, data: &mut Vec<u8>) -> io::Result<()> {
        data.clear();
        let read = (&mut self.input).take(length.into()).read_to_end(data)?;
        if read as u64 == u64::from(length) {
            Ok(())
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }

    /// Goes over `length` bytes.
    fn skip(&mut self, length: u32) -> io::Result<()> {
        let skipped = io::copy(&mut (&mut self.input).take(length.into()), &mut io::sink())?;
        if skipped == u64::from(length) { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn u16_of(&self, bytes: [u8; 2]) -> u16 {
        if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) }
    }

    fn u32_of(&self, bytes: [u8; 4]) -> u32 {
        if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
    }

    fn u32(&mut self) -> io::Result<u32> {
        let bytes = self.array()?;
        Ok(self.u32_of(bytes))
    }
}

fn not_a_capture() -> io::Error {
    damaged("not a capture: the format is not pcap, pcapng or snoop")
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Says after which packet something went wrong.
fn after(count: u64, cause: &io::Error) -> io::Error {
    let what = match cause.kind() {
        io::ErrorKind::UnexpectedEof => format!("the capture ends inside a packet, after {count}"),
        _ => format!("{cause}, after packet {count}"),
    };
    io::Error::new(cause.kind(), what)
}

const BUFFER: usize = 64 * 1024;

/// Bytes of one packet that are looked at. More than any link carries, and any snapshot length
/// in use.
const LARGEST_PACKET: u32 = 256 * 1024;
