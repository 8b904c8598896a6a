//! Lines that a terminal wrapped, made whole.
//!
//! What was copied from a window has an end of line where the window had its edge. That can be told
//! where a statement or a status value fills a line of 80 or more and its quotation mark closes on
//! the next, or where a statement fills 80 to the last column and what follows begins nothing.

use zeroize::Zeroizing;

/// The text with its wrapped lines joined. The lines that were joined are empty, so that numbers stay.
pub(super) fn joined(text: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut joined = Zeroizing::new(Vec::with_capacity(text.len() + 1));
    let mut lines = text.split(|byte| *byte == b'\n').peekable();
    let mut in_status = false;
    while let Some(line) = lines.next() {
        joined.extend_from_slice(line);
        let start = line.trim_ascii_start();
        let is_statement = starts(start, b"*c x") || starts(start, b"xConfiguration ");
        in_status = starts(start, b"*s") || (in_status && !is_statement);
        let mut whole = Whole::of(line);
        let (mut last, mut parts) = (line, 0);
        while parts < PARTS
            && (is_statement || in_status)
            && let Some(next) = lines.peek()
            && is_wrapped(&whole, last, next, is_statement)
        {
            joined.extend_from_slice(next);
            whole.add(next);
            last = next;
            parts += 1;
            lines.next();
        }
        joined.extend(std::iter::repeat_n(b'\n', parts));
        if lines.peek().is_some() {
            joined.push(b'\n');
        }
    }
    joined
}

/// What was read of a line so far.
struct Whole {
    marks: usize,
    has_value: bool,
}

impl Whole {
    fn of(line: &[u8]) -> Self {
        let mut whole = Self { marks: 0, has_value: false };
        whole.add(line);
        whole
    }

    fn add(&mut self, part: &[u8]) {
        self.marks += memchr::memchr_iter(b'"', part).count();
        self.has_value |= memchr::memchr(b':', part).is_some();
    }

    const fn is_open(&self) -> bool {
        self.marks % 2 == 1
    }
}

fn is_wrapped(whole: &Whole, last: &[u8], next: &[u8], is_statement: bool) -> bool {
    let begins = next.trim_ascii_start();
    let is_new = begins.is_empty()
        || begins.starts_with(b"*")
        || begins == b"OK"
        || starts(begins, b"xConfiguration")
        || starts(begins, b"xStatus");
    if is_new || last.len() < COLUMNS {
        return false;
    }
    if whole.is_open() {
        return memchr::memchr(b'"', next).is_some() || next.len() == last.len();
    }
    is_statement && last.len() == COLUMNS && (!whole.has_value || whole.marks == 0)
}

fn starts(line: &[u8], word: &[u8]) -> bool {
    line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// How wide a terminal is unless somebody changed it.
const COLUMNS: usize = 80;

/// No statement goes over more lines.
const PARTS: usize = 8;
