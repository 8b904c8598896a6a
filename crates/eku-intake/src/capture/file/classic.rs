//! `pcap`: a header and then packets, each with a header of its own
//! (draft-ietf-opsawg-pcap, with Kuznetzov's longer packet headers).

use std::io;

use eku_engine::time::Timestamp;

use super::{LARGEST_PACKET, Record, Source, damaged};

/// What the first four bytes say.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    big_endian: bool,
    /// Packet headers are eight bytes longer.
    long: bool,
}

/// What holds for all packets of a file.
pub(super) struct Header {
    link: u32,
    long: bool,
}

impl Kind {
    pub(super) fn of(magic: [u8; 4]) -> Option<Self> {
        let (big, little) = (u32::from_be_bytes(magic), u32::from_le_bytes(magic));
        let known = |number| [MICROSECONDS, NANOSECONDS, LONG_HEADERS].contains(&number);
        let (big_endian, number) = match (known(big), known(little)) {
            (true, _) => (true, big),
            (false, true) => (false, little),
            (false, false) => return None,
        };
        Some(Self { big_endian, long: number == LONG_HEADERS })
    }
}

impl Header {
    /// Reads the file's header behind its first four bytes.
    pub(super) fn open(source: &mut Source<'_>, kind: Kind) -> io::Result<Self> {
        source.big_endian = kind.big_endian;
        // Version, time zone, accuracy and snapshot length decide nothing.
        source.skip(16)?;
        // The upper half may say that frames carry a check sequence, which IP's length cuts off.
        Ok(Self { link: source.u32()? & 0xffff, long: kind.long })
    }

    /// Puts the next packet into `data`.
    pub(super) fn next(
        &self,
        source: &mut Source<'_>,
        data: &mut Vec<u8>,
    ) -> io::Result<Option<Record>> {
        let Some(bytes) = source.array_or_end::<4>()? else { return Ok(None) };
        let seconds = source.u32_of(bytes);
        // Parts of a second are of no interest.
        source.skip(4)?;
        let captured = source.u32()?;
        let original = source.u32()?;
        if self.long {
            source.skip(8)?;
        }
        if captured > LARGEST_RECORD {
            return Err(damaged("a packet has an impossible length"));
        }
        let looked_at = captured.min(LARGEST_PACKET);
        source.fill(looked_at, data)?;
        source.skip(captured - looked_at)?;
        Ok(Some(Record {
            at: Timestamp::from_unix_seconds(seconds.into()),
            link: Some(self.link),
            cut: looked_at < original,
        }))
    }
}

const MICROSECONDS: u32 = 0xa1b2_c3d4;
const NANOSECONDS: u32 = 0xa1b2_3c4d;
const LONG_HEADERS: u32 = 0xa1b2_cd34;

/// Beyond this, a length is damage.
const LARGEST_RECORD: u32 = 64 * 1024 * 1024;
