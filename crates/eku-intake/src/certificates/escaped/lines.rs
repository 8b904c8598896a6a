//! What stands before and around the lines of a PEM block: quotation marks of source code, marks of
//! comments and patches, line numbers, times of a log.

use super::{Text, contains, room_for};

/// The text whose PEM blocks have bare lines; `None` where they have.
pub(super) fn bare(text: &[u8]) -> Option<Text> {
    let mut plain = room_for(text);
    let mut block: Option<&[u8]> = None;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        // A block on one line has no lines of its own.
        let boundary = boundary(line).filter(|one| !contains(one.behind, b"-END "));
        let (word, boundary): (&[u8], _) = match (boundary, block) {
            (Some(begin), _) if begin.is_begin => (b"BEGIN ", begin),
            (Some(end), Some(_)) => (b"END ", end),
            (None, Some(before)) => {
                plain.extend_from_slice(content(without(line.trim_ascii_end(), before)));
                plain.push(b'\n');
                continue;
            }
            (_, None) => {
                plain.extend_from_slice(line);
                continue;
            }
        };
        for part in [b"\n-----", word, boundary.label, b"-----\n"] {
            plain.extend_from_slice(part);
        }
        block = boundary.is_begin.then_some(boundary.before);
        if boundary.is_begin {
            plain.extend_from_slice(content(boundary.behind));
            plain.push(b'\n');
        }
    }
    (*plain != text).then_some(plain)
}

/// The first or last line of a block.
struct Boundary<'l> {
    is_begin: bool,
    label: &'l [u8],
    before: &'l [u8],
    behind: &'l [u8],
}

/// A line with `BEGIN` or `END`, a label in capitals, and hyphens on both sides, however many.
fn boundary(line: &[u8]) -> Option<Boundary<'_>> {
    for (word, is_begin) in [(&b"-BEGIN "[..], true), (b"-END ", false)] {
        let Some(place) = line.windows(word.len()).position(|window| window == word) else {
            continue;
        };
        let before = line.get(..place)?;
        let hyphens = before.iter().rev().take_while(|byte| **byte == b'-').count();
        let rest = line.get(place + word.len()..)?;
        let end = rest.iter().position(|byte| *byte == b'-')?;
        let label = rest.get(..end)?;
        let is_label = |byte: &u8| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'0'..=b'9');
        if label.is_empty() || label.len() > LONGEST_LABEL || !label.iter().all(is_label) {
            continue;
        }
        let behind = rest.get(end..)?;
        let closing = behind.iter().take_while(|byte| **byte == b'-').count();
        return Some(Boundary {
            is_begin,
            label: label.trim_ascii(),
            before: before.get(..before.len() - hyphens)?,
            behind: behind.get(closing..)?.trim_ascii_end(),
        });
    }
    None
}

/// A line without what stands before the first line of its block: the same with other digits, or a
/// line number.
fn without<'l>(line: &'l [u8], before: &[u8]) -> &'l [u8] {
    let is_same =
        |(one, other): (&u8, &u8)| one == other || one.is_ascii_digit() && other.is_ascii_digit();
    if !before.is_empty() && line.len() >= before.len() && line.iter().zip(before).all(is_same) {
        return line.get(before.len()..).unwrap_or_default();
    }
    if number(before).is_some_and(<[u8]>::is_empty) {
        return number(line).unwrap_or(line);
    }
    line
}

/// What follows a line number: digits, and a mark or blanks behind them.
fn number(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii_start();
    let line = line.strip_prefix(b"[").unwrap_or(line);
    let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = line.get(digits..).filter(|_| (1..=6).contains(&digits))?;
    let marked = rest.trim_ascii_start();
    let is_mark = |byte: &&u8| matches!(byte, b':' | b'|' | b'.' | b')' | b']' | b'-');
    let behind = marked.get(marked.iter().take_while(is_mark).count()..)?;
    let is_apart = behind.len() < rest.len() || rest.is_empty();
    is_apart.then(|| behind.trim_ascii_start())
}

/// What a line of source code holds: what stands between its quotation marks, where it has some,
/// without the line end that was written out.
fn content(line: &[u8]) -> &[u8] {
    let mut content = line.trim_ascii();
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`');
    if let Some(first) = content.iter().position(is_quote) {
        let behind = content.get(first + 1..).unwrap_or_default();
        content = match behind.iter().rposition(is_quote) {
            Some(last) => behind.get(..last).unwrap_or_default(),
            // A string that began, or ends, on another line.
            None if first > 0 => content.get(..first).unwrap_or_default(),
            None => behind,
        };
    }
    loop {
        let shorter = [&b"\\n"[..], b"\\r", b"\\", b",", b";"];
        let shorter = shorter.iter().find_map(|end| content.strip_suffix(*end));
        match shorter {
            Some(shorter) => content = shorter.trim_ascii_end(),
            None => return content,
        }
    }
}

const LONGEST_LABEL: usize = 80;
