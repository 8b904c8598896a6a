//! The members of a zip one after the other, without its directory.
//!
//! Each member has a header of its own. Where its sizes stand behind the content, deflate tells
//! where the content ends; other content of unknown size ends the walk.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use flate2::bufread::DeflateDecoder;

use super::{
    DEFLATED, DESCRIBED_BEHIND, LOCAL_HEADER, LOCAL_MAGIC, Packing, STORED, give, u16_at, u32_at,
};
use crate::archive::budget::Expanded;
use crate::archive::buffered::{Buffered, Portion, read_up_to};
use crate::archive::{Ended, Step, Walk};

/// Walks the members up to the directory; that there is none is reported.
pub(super) fn walk(walk: &mut Walk<'_>, path: &str, stream: &mut dyn BufRead, depth: u8) -> Step {
    let mut described_behind = false;
    loop {
        let mut fixed = [0; LOCAL_HEADER];
        let (magic, rest) = fixed.split_at_mut(4);
        if read_up_to(stream, magic) < 4 {
            return cut_off(walk, path, stream);
        }
        // Sizes of 64 bits behind the member before, of which 32 were expected.
        if described_behind && !magic.starts_with(b"PK") {
            let mut wide = [0; 4];
            if read_up_to(stream, &mut wide) < 4 || read_up_to(stream, magic) < 4 {
                return cut_off(walk, path, stream);
            }
        }
        if magic == b"PK\x01\x02" || magic == b"PK\x05\x06" || magic == b"PK\x06\x06" {
            return Step::Continue(());
        }
        if magic != LOCAL_MAGIC {
            return walk.failed(path, &io::ErrorKind::InvalidData.into());
        }
        if read_up_to(stream, rest) < rest.len() {
            return cut_off(walk, path, stream);
        }
        let mut name = vec![0; usize::from(u16_at(&fixed, 26))];
        let mut extra = vec![0; usize::from(u16_at(&fixed, 28))];
        for part in [&mut name, &mut extra] {
            if read_up_to(stream, part) < part.len() {
                return cut_off(walk, path, stream);
            }
        }
        let mut packing = Packing {
            flags: u16_at(&fixed, 6),
            method: u16_at(&fixed, 8),
            crc: u32_at(&fixed, 14),
            packed: u64::from(u32_at(&fixed, 18)),
            size: u64::from(u32_at(&fixed, 22)),
        };
        packing.widen(&extra, None);
        described_behind = packing.flags & DESCRIBED_BEHIND != 0;
        if !member(walk, path, stream, &name, &packing, depth)? {
            return Step::Continue(());
        }
    }
}

/// Opens one member and goes to its end; answers whether there may be more behind it.
fn member(
    walk: &mut Walk<'_>,
    container: &str,
    stream: &mut dyn BufRead,
    name: &[u8],
    packing: &Packing,
    depth: u8,
) -> ControlFlow<Ended, bool> {
    walk.count_member(container)?;
    let known = walk.member_path(container, name)?;
    let path = known.as_deref().unwrap_or(container);
    let failures = walk.failures;
    let refused = packing.refused();
    let is_open_ended = packing.flags & DESCRIBED_BEHIND != 0
        && (packing.packed == 0 || packing.method == DEFLATED);
    let is_wanted = known.is_some() && refused.is_none() && !name.ends_with(b"/");
    if let (Some(reason), Some(path)) = (refused.clone(), known.as_deref()) {
        walk.set_aside(path, reason)?;
    }
    if !is_open_ended {
        let mut portion = Portion::new(stream, packing.packed);
        if is_wanted {
            let check = Some(packing.check()).filter(|_| packing.flags & DESCRIBED_BEHIND == 0);
            give(walk, path, &mut portion, packing.method, check, depth)?;
        }
        if !walk.skip(path, &mut portion, failures)? {
            return ControlFlow::Continue(false);
        }
    } else if packing.method == DEFLATED && refused.is_none() {
        let budget = walk.budget;
        let inflated = Expanded::new(DeflateDecoder::new(&mut *stream), budget);
        let mut content = Buffered::new(inflated);
        if is_wanted {
            walk.open(path, &mut content, depth.saturating_add(1))?;
        }
        if !walk.skip(path, &mut content, failures)? {
            return ControlFlow::Continue(false);
        }
    } else {
        // Where it ends is not known, unless it is empty.
        let mut start = [0; 4];
        read_up_to(stream, &mut start);
        if packing.method != STORED || start != DESCRIPTION_MAGIC {
            walk.failed(path, &io::ErrorKind::InvalidData.into())?;
            return ControlFlow::Continue(false);
        }
        read_up_to(stream, &mut [0; DESCRIPTION]);
        if is_wanted {
            walk.open(path, &mut io::empty(), depth.saturating_add(1))?;
        }
        return ControlFlow::Continue(true);
    }
    if packing.flags & DESCRIBED_BEHIND != 0 {
        let mut start = [0; 4];
        let has_magic = read_up_to(stream, &mut start) == 4 && start == DESCRIPTION_MAGIC;
        let mut rest = [0; DESCRIPTION];
        let rest = rest.get_mut(if has_magic { 0.. } else { 4.. }).unwrap_or_default();
        read_up_to(stream, rest);
    }
    ControlFlow::Continue(true)
}

fn cut_off(walk: &mut Walk<'_>, path: &str, stream: &mut dyn BufRead) -> Step {
    let error = stream.fill_buf().err();
    walk.failed(path, &error.unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()))
}

/// What may stand behind the content, section 4.3.9: the magic is left out by some.
const DESCRIPTION_MAGIC: [u8; 4] = *b"PK\x07\x08";
const DESCRIPTION: usize = 12;
