//! `snoop`: a header and then packets, each with a header of its own (RFC 1761). Numbers are big-endian.

use std::io;

use eku_engine::time::Timestamp;

use super::{LARGEST_PACKET, Record, Source, damaged};

/// What holds for all packets of a file.
pub(super) struct Header {
    /// The type of the link layer as `pcap` numbers it; `None` for one that is not known here.
    link: Option<u32>,
}

/// Whether a file that begins so is a `snoop` file.
pub(super) fn is_file(start: &[u8]) -> bool {
    start.starts_with(MAGIC)
}

impl Header {
    /// Reads the file's header behind its first four bytes; `None` where it is no such file.
    pub(super) fn open(source: &mut Source<'_>) -> io::Result<Option<Self>> {
        source.big_endian = true;
        match source.array::<4>() {
            Ok(rest) if MAGIC.ends_with(&rest) => {}
            Err(cause) if cause.kind() != io::ErrorKind::UnexpectedEof => return Err(cause),
            Ok(_) | Err(_) => return Ok(None),
        }
        // Version 1 lays packets out in another way and is met nowhere.
        if source.u32()? != VERSION {
            return Err(damaged("a snoop file of another version than 2"));
        }
        let link = match source.u32()? {
            IEEE_802_3 | ETHERNET => Some(1),
            _ => None,
        };
        Ok(Some(Self { link }))
    }

    /// Puts the next packet into `data`.
    pub(super) fn next(
        &self,
        source: &mut Source<'_>,
        data: &mut Vec<u8>,
    ) -> io::Result<Option<Record>> {
        let Some(original) = source.array_or_end::<4>()? else { return Ok(None) };
        let original = source.u32_of(original);
        let captured = source.u32()?;
        let length = source.u32()?;
        source.skip(4)?;
        let seconds = source.u32()?;
        // Parts of a second are of no interest.
        source.skip(4)?;
        let Some(rest) = length.checked_sub(HEAD).filter(|rest| *rest >= captured) else {
            return Err(damaged("a packet is longer than its record"));
        };
        let looked_at = captured.min(LARGEST_PACKET);
        source.fill(looked_at, data)?;
        source.skip(rest - looked_at)?;
        Ok(Some(Record {
            at: Timestamp::from_unix_seconds(seconds.into()),
            link: self.link,
            cut: looked_at < original,
        }))
    }
}

const MAGIC: &[u8; 8] = b"snoop\0\0\0";
const VERSION: u32 = 2;

const IEEE_802_3: u32 = 0;
const ETHERNET: u32 = 4;

/// The header of a packet, which its record's length counts.
const HEAD: u32 = 24;
