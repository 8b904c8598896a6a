//! The central directory of a zip.

use std::io::{self, SeekFrom};

use super::{Packing, Source, u16_at, u32_at, u64_at};
use crate::archive::buffered::read_up_to;

/// The directory's records as they stand there.
pub(super) struct Directory {
    records: Vec<u8>,
    /// Where the zip begins in its file: some have a program before them.
    pub(super) begins: u64,
}

/// Why there is no directory.
pub(super) enum NoDirectory {
    Missing,
    TooLarge,
    Failed(io::Error),
}

impl From<io::Error> for NoDirectory {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Missing,
            _ => Self::Failed(error),
        }
    }
}

impl Directory {
    pub(super) fn read(source: &mut dyn Source) -> Result<Self, NoDirectory> {
        let length = source.seek(SeekFrom::End(0))?;
        let tail_begins = length.saturating_sub(LONGEST_END);
        source.seek(SeekFrom::Start(tail_begins))?;
        let mut tail = vec![0; usize::try_from(length - tail_begins).unwrap_or(0)];
        source.read_exact(&mut tail)?;
        let place = last_end(&tail).ok_or(NoDirectory::Missing)?;
        let end = tail.get(place..).unwrap_or_default();
        let mut directory_ends = tail_begins + place as u64;
        let (mut size, mut offset) = (u64::from(u32_at(end, 12)), u64::from(u32_at(end, 16)));
        let all_ones = u64::from(u32::MAX);
        if (offset == all_ones || size == all_ones || u16_at(end, 10) == u16::MAX)
            && let Some(wide) = wide_end(source, directory_ends)?
        {
            (directory_ends, size, offset) = wide;
        }
        if size > LARGEST {
            return Err(NoDirectory::TooLarge);
        }
        let begins = directory_ends
            .checked_sub(size)
            .and_then(|begins| begins.checked_sub(offset))
            .ok_or(NoDirectory::Missing)?;
        source.seek(SeekFrom::Start(begins + offset))?;
        let mut records = vec![0; usize::try_from(size).map_err(|_| NoDirectory::TooLarge)?];
        source.read_exact(&mut records)?;
        if !records.is_empty() && !records.starts_with(MAGIC) {
            return Err(NoDirectory::Missing);
        }
        Ok(Self { records, begins })
    }

    pub(super) fn members(&self) -> Members<'_> {
        Members { rest: &self.records }
    }
}

/// Where the last end record begins.
fn last_end(tail: &[u8]) -> Option<usize> {
    let last = tail.len().checked_sub(END)?;
    (0..=last).rev().find(|place| {
        let end = tail.get(*place..).unwrap_or_default();
        end.starts_with(END_MAGIC) && end.len() - END >= usize::from(u16_at(end, 20))
    })
}

/// Where the directory ends, its size and its offset, by the zip64 end record.
fn wide_end(source: &mut dyn Source, end: u64) -> io::Result<Option<(u64, u64, u64)>> {
    let Some(locator) = end.checked_sub(20) else {
        return Ok(None);
    };
    source.seek(SeekFrom::Start(locator))?;
    let mut record = [0; 20];
    read_up_to(&mut super::Borrowed(source), &mut record);
    if !record.starts_with(b"PK\x06\x07") {
        return Ok(None);
    }
    // What stands before the zip is not counted in the offset: it then lies right before.
    for place in [u64_at(&record, 8), locator.saturating_sub(56)] {
        source.seek(SeekFrom::Start(place))?;
        let mut record = [0; 56];
        read_up_to(&mut super::Borrowed(source), &mut record);
        if record.starts_with(b"PK\x06\x06") {
            return Ok(Some((place, u64_at(&record, 40), u64_at(&record, 48))));
        }
    }
    Ok(None)
}

/// One member, by its record.
pub(super) struct Member<'d> {
    pub(super) name: &'d [u8],
    pub(super) packing: Packing,
    pub(super) offset: u64,
    pub(super) is_link: bool,
}

impl Member<'_> {
    pub(super) fn is_folder(&self) -> bool {
        self.name.ends_with(b"/")
    }
}

/// The members in the order of the records.
pub(super) struct Members<'d> {
    rest: &'d [u8],
}

impl Members<'_> {
    /// Whether records are left that cannot be read.
    pub(super) fn is_broken(&self) -> bool {
        !self.rest.is_empty() && !self.rest.starts_with(b"PK\x05\x05")
    }
}

impl<'d> Iterator for Members<'d> {
    type Item = Member<'d>;

    fn next(&mut self) -> Option<Member<'d>> {
        let (record, rest) = self.rest.split_at_checked(RECORD)?;
        if !record.starts_with(MAGIC) {
            return None;
        }
        let length = |place| usize::from(u16_at(record, place));
        let (name, rest) = rest.split_at_checked(length(28))?;
        let (extra, rest) = rest.split_at_checked(length(30))?;
        let (_, rest) = rest.split_at_checked(length(32))?;
        let mut packing = Packing {
            flags: u16_at(record, 8),
            method: u16_at(record, 10),
            crc: u32_at(record, 16),
            packed: u64::from(u32_at(record, 20)),
            size: u64::from(u32_at(record, 24)),
        };
        let mut offset = u64::from(u32_at(record, 42));
        packing.widen(extra, Some(&mut offset));
        self.rest = rest;
        let made_by_unix = u16_at(record, 4) >> 8 == 3;
        let is_link = made_by_unix && (u32_at(record, 38) >> 16) & 0o170_000 == 0o120_000;
        Some(Member { name, packing, offset, is_link })
    }
}

const MAGIC: &[u8] = b"PK\x01\x02";
const RECORD: usize = 46;
const END_MAGIC: &[u8] = b"PK\x05\x06";
const END: usize = 22;

/// The end record and the longest comment.
const LONGEST_END: u64 = END as u64 + 65_535;

/// A directory of some 80,000 members, four times what is read by default.
const LARGEST: u64 = 8 << 20;
