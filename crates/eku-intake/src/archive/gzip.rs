//! gzip (RFC 1952), and a tar in it.

use std::io::{BufRead, Read};

use flate2::bufread::MultiGzDecoder;
use zeroize::Zeroizing;

use super::budget::Expanded;
use super::buffered::{Buffered, read_up_to};
use super::kind::Kind;
use super::{HEAD, Step, Walk, tar};

/// Walks a gzip stream that begins with `head`. A tar in it is part of it, not one archive more.
pub(super) fn walk(
    walk: &mut Walk<'_>,
    path: &str,
    head: &[u8],
    stream: &mut dyn BufRead,
    depth: u8,
) -> Step {
    let budget = walk.budget;
    let failures = walk.failures;
    let mut content = Buffered::new(Expanded::new(MultiGzDecoder::new(stream), budget));
    let mut inner_head = Zeroizing::new([0; HEAD]);
    let length = read_up_to(&mut content, &mut *inner_head);
    let inner_head = inner_head.get(..length).unwrap_or_default();
    let mut whole = inner_head.chain(&mut content);
    if Kind::of(inner_head) == Some(Kind::Tar) {
        tar::walk(walk, path, &mut whole, depth)?;
    } else {
        walk.count_member(path)?;
        let name = name(head).unwrap_or_else(|| name_without_ending(path));
        if let Some(path) = walk.member_path(path, &name)? {
            walk.open(&path, &mut whole, depth.saturating_add(1))?;
        }
        if walk.failures > failures {
            return Step::Continue(());
        }
    }
    // To the end, where the checksum stands.
    walk.skip(path, &mut whole, failures)?;
    Step::Continue(())
}

/// The file's name in the header (section 2.3.1), without folders.
fn name(head: &[u8]) -> Option<Vec<u8>> {
    let flags = *head.get(3)?;
    let mut rest = head.get(10..)?;
    if flags & HAS_EXTRA != 0 {
        let length = usize::from(u16::from_le_bytes([*rest.first()?, *rest.get(1)?]));
        rest = rest.get(2 + length..)?;
    }
    let name = rest.get(..rest.iter().position(|byte| *byte == 0)?)?;
    let name = name.rsplit(|byte| matches!(byte, b'/' | b'\\')).next()?;
    (flags & HAS_NAME != 0 && !name.is_empty() && name != b"..").then(|| name.to_vec())
}

/// `messages.1` for `a.tar.gz!var/messages.1.gz`.
fn name_without_ending(path: &str) -> Vec<u8> {
    let name = path.rsplit(['/', '\\', '!']).next().unwrap_or(path);
    let ends = [".gz", ".GZ", ".gzip"];
    let stem = ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let stem = if matches!(stem, "" | "." | "..") { "content" } else { stem };
    stem.as_bytes().to_vec()
}

const HAS_EXTRA: u8 = 4;
const HAS_NAME: u8 = 8;
