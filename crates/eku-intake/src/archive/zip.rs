//! zip (PKWARE's APPNOTE): by its directory where the source can seek, member by member otherwise.

mod directory;
mod sequence;

use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use zeroize::Zeroizing;

use super::budget::Expanded;
use super::buffered::{Buffered, Portion, read_up_to};
use super::{Reason, Step, Walk};

use directory::{Directory, NoDirectory};

/// What a directory can be looked up in.
pub(super) trait Source: BufRead + Seek {}

impl<S: BufRead + Seek> Source for S {}

/// Walks a zip that can seek. Where its directory is missing, since its end is, the members are
/// read one after the other, and the end is reported.
pub(super) fn walk(walk: &mut Walk<'_>, path: &str, source: &mut dyn Source, depth: u8) -> Step {
    match Directory::read(source) {
        Ok(directory) => walk_directory(walk, path, source, &directory, depth),
        Err(NoDirectory::TooLarge) => walk.set_aside(path, Reason::DirectoryTooLarge),
        Err(NoDirectory::Missing) => match source.seek(SeekFrom::Start(0)) {
            Ok(_) => sequence::walk(walk, path, &mut Borrowed(source), depth),
            Err(error) => walk.failed(path, &error),
        },
        Err(NoDirectory::Failed(error)) => walk.failed(path, &error),
    }
}

/// Walks a zip inside another stream: from memory where it is small enough, else as it comes.
pub(super) fn walk_unseekable(
    walk: &mut Walk<'_>,
    path: &str,
    stream: &mut dyn BufRead,
    depth: u8,
) -> Step {
    let (held, whole) = hold(stream, walk.budget.limits.buffered);
    if whole {
        return self::walk(walk, path, &mut Cursor::new(held.as_slice()), depth);
    }
    sequence::walk(walk, path, &mut held.chain(stream), depth)
}

/// The stream up to so many bytes, and whether that is all of it. Nothing is left behind by
/// growing.
fn hold(stream: &mut dyn BufRead, most: usize) -> (Zeroizing<Vec<u8>>, bool) {
    let mut held = Zeroizing::new(vec![0; most.min(64 * 1024)]);
    let mut filled = 0;
    loop {
        filled += read_up_to(stream, held.get_mut(filled..).unwrap_or_default());
        if filled < held.len() || filled >= most {
            break;
        }
        let mut larger = Zeroizing::new(vec![0; held.len().saturating_mul(2).min(most)]);
        if let Some(start) = larger.get_mut(..filled) {
            start.copy_from_slice(held.get(..filled).unwrap_or_default());
        }
        held = larger;
    }
    let whole = stream.fill_buf().is_ok_and(<[u8]>::is_empty);
    held.truncate(filled);
    (held, whole)
}

fn walk_directory(
    walk: &mut Walk<'_>,
    path: &str,
    source: &mut dyn Source,
    directory: &Directory,
    depth: u8,
) -> Step {
    let mut members = directory.members();
    for member in &mut members {
        walk.count_member(path)?;
        let Some(path) = walk.member_path(path, member.name)? else {
            continue;
        };
        if member.is_folder() {
            continue;
        }
        if member.is_link {
            walk.set_aside(&path, Reason::Link)?;
        } else if let Some(reason) = member.packing.refused() {
            walk.set_aside(&path, reason)?;
        } else {
            match seek_content(source, directory.begins + member.offset) {
                Ok(()) => {
                    let size = member.packing.packed;
                    let mut portion = Borrowed(source);
                    let mut portion = Portion::new(&mut portion, size);
                    let check = Some(member.packing.check());
                    give(walk, &path, &mut portion, member.packing.method, check, depth)?;
                }
                Err(error) => walk.failed(&path, &error)?,
            }
        }
    }
    if members.is_broken() {
        return walk.failed(path, &io::ErrorKind::InvalidData.into());
    }
    Step::Continue(())
}

/// Opens one member whose packed content `packed` is. What of it is left unread stays unread.
fn give(
    walk: &mut Walk<'_>,
    path: &str,
    packed: &mut dyn BufRead,
    method: u16,
    check: Option<Check>,
    depth: u8,
) -> ControlFlow<super::Ended> {
    let budget = walk.budget;
    let depth = depth.saturating_add(1);
    if method == STORED {
        let content = Checked::new(Expanded::new(packed, budget), check);
        walk.open(path, &mut Buffered::new(content), depth)
    } else {
        let inflated = DeflateDecoder::new(packed);
        let content = Checked::new(Expanded::new(inflated, budget), check);
        walk.open(path, &mut Buffered::new(content), depth)
    }
}

/// Goes to where a member's content begins, behind its own header.
fn seek_content(source: &mut dyn Source, header: u64) -> io::Result<()> {
    source.seek(SeekFrom::Start(header))?;
    let mut fixed = [0; LOCAL_HEADER];
    source.read_exact(&mut fixed)?;
    if !fixed.starts_with(LOCAL_MAGIC) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let length = u64::from(u16_at(&fixed, 26)) + u64::from(u16_at(&fixed, 28));
    source.seek(SeekFrom::Start(header.saturating_add(LOCAL_HEADER as u64 + length)))?;
    Ok(())
}

/// How a member is packed, by its entry in the directory or its own header.
#[derive(Clone, Copy, Debug)]
struct Packing {
    flags: u16,
    method: u16,
    crc: u32,
    packed: u64,
    size: u64,
}

impl Packing {
    fn refused(&self) -> Option<Reason> {
        if self.flags & ENCRYPTED != 0 {
            return Some(Reason::Encrypted);
        }
        (!matches!(self.method, STORED | DEFLATED)).then_some(Reason::Method(self.method))
    }

    fn check(&self) -> Check {
        Check { crc: self.crc, size: self.size }
    }

    /// Takes 64-bit sizes out of the extra field, where the others are all ones. The size before
    /// packing stands first.
    fn widen(&mut self, extra: &[u8], offset: Option<&mut u64>) {
        let Some(mut wide) = extra_field(extra, ZIP64) else {
            return;
        };
        let wanted = [Some(&mut self.size), Some(&mut self.packed), offset];
        for value in wanted.into_iter().flatten().filter(|value| **value == u64::from(u32::MAX)) {
            let Some((digits, rest)) = wide.split_first_chunk() else {
                return;
            };
            *value = u64::from_le_bytes(*digits);
            wide = rest;
        }
    }
}

fn extra_field(mut extra: &[u8], wanted: u16) -> Option<&[u8]> {
    while let Some((head, rest)) = extra.split_at_checked(4) {
        let (value, after) = rest.split_at_checked(usize::from(u16_at(head, 2)))?;
        if u16_at(head, 0) == wanted {
            return Some(value);
        }
        extra = after;
    }
    None
}

/// What the content has to come to.
#[derive(Clone, Copy)]
struct Check {
    crc: u32,
    size: u64,
}

/// Fails at the end where size or checksum is another than was said, and at once where there is
/// more than was said.
struct Checked<R> {
    inner: R,
    crc: Crc,
    size: u64,
    check: Option<Check>,
}

impl<R: Read> Checked<R> {
    fn new(inner: R, check: Option<Check>) -> Self {
        Self { inner, crc: Crc::new(), size: 0, check }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let Some(check) = self.check else {
            return Ok(count);
        };
        self.crc.update(buffer.get(..count).unwrap_or_default());
        self.size = self.size.saturating_add(count as u64);
        let ended = count == 0 && !buffer.is_empty();
        let is_right = self.size == check.size && self.crc.sum() == check.crc;
        if self.size > check.size || (ended && !is_right) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(count)
    }
}

/// A source as a plain reader.
struct Borrowed<'s>(&'s mut dyn Source);

impl Read for Borrowed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl BufRead for Borrowed<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.0.consume(count);
    }
}

/// Little-endian numbers; what is not there counts as zero.
fn u16_at(bytes: &[u8], place: usize) -> u16 {
    bytes.get(place..).and_then(<[u8]>::first_chunk).map_or(0, |digits| u16::from_le_bytes(*digits))
}

fn u32_at(bytes: &[u8], place: usize) -> u32 {
    bytes.get(place..).and_then(<[u8]>::first_chunk).map_or(0, |digits| u32::from_le_bytes(*digits))
}

fn u64_at(bytes: &[u8], place: usize) -> u64 {
    bytes.get(place..).and_then(<[u8]>::first_chunk).map_or(0, |digits| u64::from_le_bytes(*digits))
}

const LOCAL_MAGIC: &[u8] = b"PK\x03\x04";
const LOCAL_HEADER: usize = 30;

/// Bits of the flags, section 4.4.4.
const ENCRYPTED: u16 = 1;
const DESCRIBED_BEHIND: u16 = 8;

/// Methods, section 4.4.5.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// The extra field with 64-bit sizes, section 4.5.3.
const ZIP64: u16 = 1;
