//! What a terminal received to what it showed.
//!
//! Recorders write down every byte: `script`, PuTTY and SecureCRT alike. So there are escape
//! sequences, carriage returns that write over a line, corrections by backspace, and the words by which
//! a pager stops. A line is written as a terminal does, with a cursor in it.

use zeroize::Zeroizing;

/// The text that a terminal showed, with `\n` at the ends of lines. Never longer than what it received,
/// and each byte is looked at once.
pub(super) fn shown(received: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut screen = Screen::of(received.len());
    // Some programs end lines with a carriage return alone.
    let returns_end = memchr::memchr(b'\n', received).is_none();
    let mut rest = received;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match *byte {
            b'\n' => screen.end_line(),
            b'\r' if returns_end => screen.end_line(),
            b'\r' => screen.cursor = screen.line,
            BACKSPACE => screen.cursor = screen.cursor.saturating_sub(1).max(screen.line),
            ESCAPE => rest = screen.escape(after),
            b'\t' => screen.write(b'\t'),
            0..0x20 | 0x7f => {}
            letter => screen.write(letter),
        }
    }
    screen.trim_pager();
    screen.text
}

struct Screen {
    text: Zeroizing<Vec<u8>>,
    /// Where the line begins.
    line: usize,
    cursor: usize,
}

impl Screen {
    fn of(length: usize) -> Self {
        Self { text: Zeroizing::new(Vec::with_capacity(length + 1)), line: 0, cursor: 0 }
    }

    fn write(&mut self, byte: u8) {
        match self.text.get_mut(self.cursor) {
            Some(before) => *before = byte,
            None => self.text.push(byte),
        }
        self.cursor += 1;
    }

    fn end_line(&mut self) {
        self.trim_pager();
        self.text.push(b'\n');
        self.line = self.text.len();
        self.cursor = self.line;
    }

    /// What a pager asks stands before the next line where a recorder kept no carriage return.
    fn trim_pager(&mut self) {
        let line = self.text.get(self.line..).unwrap_or_default();
        let begun = line.len() - line.trim_ascii_start().len();
        let text = line.get(begun..).unwrap_or_default();
        let pager = PAGERS.iter().find(|words| text.starts_with(words));
        let stamp = stamp(text);
        let length = pager.map_or(stamp, |words| begun + words.len());
        if length > 0 {
            self.text.drain(self.line..self.line + length);
        }
    }

    /// Does what an escape sequence says of the line, and gives what follows it.
    fn escape<'r>(&mut self, rest: &'r [u8]) -> &'r [u8] {
        let (first, after) = match rest.split_first() {
            Some((first, after)) => (*first, after),
            None => return rest,
        };
        match first {
            b'[' => {
                let is_final = |byte: &u8| (0x40..=0x7e).contains(byte);
                let Some(end) = after.iter().take(LONGEST_SEQUENCE).position(is_final) else {
                    return after;
                };
                let parameter = after.get(..end).unwrap_or_default();
                self.control(parameter, after.get(end).copied().unwrap_or_default());
                after.get(end + 1..).unwrap_or_default()
            }
            // A title or the like, up to a bell or the end of a string.
            b']' | b'P' | b'^' | b'_' => {
                let ends = |byte: &u8| matches!(*byte, BELL | ESCAPE | b'\n');
                let end = after.iter().take(LONGEST_TITLE).position(ends);
                let rest = after.get(end.unwrap_or(0)..).unwrap_or_default();
                match rest {
                    [BELL, rest @ ..] | [ESCAPE, b'\\', rest @ ..] => rest,
                    rest => rest,
                }
            }
            b'(' | b')' | b'#' | b'%' | b'*' | b'+' => after.get(1..).unwrap_or_default(),
            _ => after,
        }
    }

    fn control(&mut self, parameter: &[u8], command: u8) {
        let number = || {
            let number = std::str::from_utf8(parameter).ok().and_then(|text| text.parse().ok());
            number.unwrap_or(1_usize).max(1)
        };
        match command {
            b'D' => self.cursor = self.cursor.saturating_sub(number()).max(self.line),
            b'C' => self.cursor = self.cursor.saturating_add(number()).min(self.text.len()),
            b'G' => {
                let to = self.line.saturating_add(number() - 1);
                self.cursor = to.min(self.text.len());
            }
            b'K' if matches!(parameter, b"" | b"0") => self.text.truncate(self.cursor),
            b'K' if parameter == b"2" => {
                self.text.truncate(self.line);
                self.cursor = self.line;
            }
            _ => {}
        }
    }
}

/// How long the time is that a recorder put before a line: `[2026-11-20 09:12:11] `.
fn stamp(line: &[u8]) -> usize {
    let Some(inside) = line.strip_prefix(b"[") else { return 0 };
    let is_time = |byte: &&u8| byte.is_ascii_digit() || b"-:/., TZ".contains(byte);
    let length = inside.iter().take(LONGEST_STAMP).take_while(is_time).count();
    let digits = inside.iter().take(length).filter(|byte| byte.is_ascii_digit()).count();
    match inside.get(length..) {
        Some([b']', b' ', ..]) if digits >= 6 => length + 3,
        Some([b']', ..]) if digits >= 6 => length + 2,
        _ => 0,
    }
}

const BACKSPACE: u8 = 0x08;
const BELL: u8 = 0x07;
const ESCAPE: u8 = 0x1b;

/// By which words pagers stop.
const PAGERS: [&[u8]; 6] = [
    b"--More--",
    b"-- More --",
    b"---- More ----",
    b"<--- More --->",
    b"(END)",
    b"Press any key to continue",
];

/// Longer sequences and titles are none, in bytes.
const LONGEST_SEQUENCE: usize = 64;
const LONGEST_TITLE: usize = 256;
const LONGEST_STAMP: usize = 32;
