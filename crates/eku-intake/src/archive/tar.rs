//! tar: ustar, pax and what GNU tar adds.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use zeroize::Zeroizing;

use super::buffered::{Portion, read_up_to};
use super::{HEAD, Reason, Step, Walk};

mod header;

use header::{Entry, Header, Pax};

pub(super) use header::is_header;

/// Walks the members of a tar. A header that is damaged ends it: where the next one stands is not
/// known then.
pub(super) fn walk(walk: &mut Walk<'_>, path: &str, stream: &mut dyn BufRead, depth: u8) -> Step {
    let mut pax = Pax::default();
    loop {
        let header = match next_header(stream) {
            Ok(Some(header)) => header,
            Ok(None) => return Step::Continue(()),
            Err(error) => return walk.failed(path, &error),
        };
        walk.count_member(path)?;
        let size = pax.size.filter(|_| !header.is_extension()).unwrap_or(header.size);
        let goes_on = match header.entry {
            Entry::LongName | Entry::Pax => {
                let mut content = Portion::new(stream, size);
                let mut extension = vec![0; usize::try_from(size).map_or(MOST, |s| s.min(MOST))];
                let length = read_up_to(&mut content, &mut extension);
                extension.truncate(length);
                pax.too_large |= size > MOST as u64;
                if header.entry == Entry::Pax {
                    pax.take(&extension);
                } else {
                    pax.path =
                        Some(extension.split(|byte| *byte == 0).next().unwrap_or(&[]).into());
                }
                finish(walk, path, stream, size, length)?
            }
            Entry::PassedOver => finish(walk, path, stream, size, 0)?,
            entry => {
                let pax = std::mem::take(&mut pax);
                member(walk, path, stream, depth, &header, entry, size, &pax)?
            }
        };
        if !goes_on {
            return Step::Continue(());
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "the parts of one member, used once")]
fn member(
    walk: &mut Walk<'_>,
    container: &str,
    stream: &mut dyn BufRead,
    depth: u8,
    header: &Header,
    entry: Entry,
    size: u64,
    pax: &Pax,
) -> ControlFlow<super::Ended, bool> {
    let name = pax.path.as_deref().unwrap_or(&header.name);
    let Some(path) = walk.member_path(container, name)? else {
        return finish(walk, container, stream, size, 0);
    };
    let refused = match entry {
        _ if pax.too_large => Some(Reason::PathTooLong),
        _ if pax.sparse => Some(Reason::Sparse),
        Entry::Link => Some(Reason::Link),
        Entry::Special => Some(Reason::Special),
        Entry::Sparse => Some(Reason::Sparse),
        _ => None,
    };
    if let Some(reason) = refused {
        walk.set_aside(&path, reason)?;
        if entry == Entry::Sparse && !skip_sparse_map(stream, header) {
            return walk
                .failed(&path, &io::ErrorKind::UnexpectedEof.into())
                .map_continue(|()| false);
        }
        return finish(walk, &path, stream, size, 0);
    }
    if entry != Entry::File || name.ends_with(b"/") {
        return finish(walk, &path, stream, size, 0);
    }
    let failures = walk.failures;
    let mut content = Portion::new(stream, size);
    walk.open(&path, &mut content, depth.saturating_add(1))?;
    if !walk.skip(&path, &mut content, failures)? {
        return ControlFlow::Continue(false);
    }
    // What is left of its last block.
    let rest = usize::try_from(size % BLOCK).unwrap_or(0);
    finish(walk, container, stream, 0, rest)
}

/// Passes over what is left of a member, `size` bytes of which `length` were read, and over what
/// fills its last block. Answers whether there may be more.
fn finish(
    walk: &mut Walk<'_>,
    path: &str,
    stream: &mut dyn BufRead,
    size: u64,
    length: usize,
) -> ControlFlow<super::Ended, bool> {
    let read = length as u64;
    let all = size.max(read);
    let padding = (BLOCK - all % BLOCK) % BLOCK;
    let failures = walk.failures;
    let content = walk.skip(path, &mut Portion::new(stream, all - read), failures)?;
    if !content {
        return ControlFlow::Continue(false);
    }
    let mut rest = Zeroizing::new([0; HEAD]);
    let rest = rest.get_mut(..usize::try_from(padding).unwrap_or(0)).unwrap_or_default();
    if read_up_to(stream, rest) == rest.len() {
        return ControlFlow::Continue(true);
    }
    let error = stream.fill_buf().err();
    let error = error.unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into());
    walk.failed(path, &error).map_continue(|()| false)
}

/// The next header; `None` at the end, which is two blocks of zeros, or the end of the stream.
fn next_header(stream: &mut dyn BufRead) -> io::Result<Option<Header>> {
    for _ in 0..2 {
        let mut block = Zeroizing::new([0; HEAD]);
        match read_up_to(stream, &mut *block) {
            0 => {
                // Tells an end from a failure.
                stream.fill_buf()?;
                return Ok(None);
            }
            HEAD => {}
            _ => return Err(io::ErrorKind::UnexpectedEof.into()),
        }
        if *block != [0; HEAD] {
            return Header::read(&block).map(Some).ok_or(io::ErrorKind::InvalidData.into());
        }
    }
    Ok(None)
}

/// Passes over the blocks that go on with a sparse file's map.
fn skip_sparse_map(stream: &mut dyn BufRead, header: &Header) -> bool {
    let mut more = header.map_goes_on;
    while more {
        let mut block = Zeroizing::new([0; HEAD]);
        if read_up_to(stream, &mut *block) < HEAD {
            return false;
        }
        more = block.get(504).is_some_and(|flag| *flag != 0);
    }
    true
}

const BLOCK: u64 = HEAD as u64;

/// Bytes of a long name, or of a pax header, that are looked at.
const MOST: usize = 64 * 1024;
