//! DER as digits inside other text: a running configuration of IOS, an array in source code, a string
//! in it, a dump with offsets.
//!
//! Entry points: [`runs`] for digits that stand one after another, [`dumps`] for lines that begin
//! with an offset. As with base64, DER says how long it is, so what stands behind it does not count.

use zeroize::Zeroizing;

use super::super::make_room;
use super::sequence;

/// Bytes that begin like a certificate or a key, and the line that they begin in, from 1.
pub(super) struct Digits {
    pub(super) line: usize,
    pub(super) bytes: Zeroizing<Vec<u8>>,
}

/// The runs of numbers in `text`, hexadecimal and decimal, in order.
pub(super) fn runs(text: &[u8]) -> Vec<Digits> {
    let mut found = Vec::new();
    let mut offset = 0;
    let (mut line, mut counted) = (1, 0);
    // Where many begin and none ends, no more is looked for.
    let mut steps = text.len().saturating_mul(MOST_STEPS);
    while let Some(place) = start(text, offset) {
        let rest = text.get(place..).unwrap_or_default();
        let run = run(rest, if rest.starts_with(b"30") { pair } else { number }, &mut steps);
        offset = place + run.as_ref().map_or(1, |(_, length)| *length);
        if let Some((bytes, _)) = run {
            line += line_ends(text.get(counted..place).unwrap_or_default());
            counted = place;
            found.push(Digits { line, bytes });
        }
        if steps == 0 {
            break;
        }
    }
    found
}

/// Reads the byte at an offset of a text, and gives where it ends.
type Read = fn(&[u8], usize) -> Option<(u8, usize)>;

/// Where the first byte of a SEQUENCE may stand, as a number of its own or at the beginning of one.
fn start(text: &[u8], from: usize) -> Option<usize> {
    let mut offset = from;
    loop {
        let rest = text.get(offset..)?;
        let step = rest.windows(2).position(|pair| matches!(pair, b"30" | b"48"))?;
        let place = offset + step;
        let before = place.checked_sub(1).and_then(|before| text.get(before));
        let begins =
            before.is_none_or(|byte| !byte.is_ascii_alphanumeric() || matches!(byte, b'x' | b'X'));
        if begins {
            return Some(place);
        }
        offset = place + 1;
    }
}

/// The bytes of numbers up to the length that they say, and how much of the text that is. Of a private
/// key only what it begins with.
fn run(text: &[u8], read: Read, steps: &mut usize) -> Option<(Zeroizing<Vec<u8>>, usize)> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(super::FIRST));
    let mut whole = super::FIRST;
    let mut offset = 0;
    loop {
        let (byte, behind) = read(text, offset)?;
        *steps = steps.checked_sub(1)?;
        bytes.push(byte);
        if bytes.len() < whole {
            offset = separated(text, behind);
            continue;
        }
        if whole > super::FIRST || super::refused(|_| bytes.clone()).is_some() {
            return Some((bytes, behind));
        }
        let (length, header) = sequence(&bytes)?;
        let is_known = matches!(bytes.get(header..)?, [0x30, ..] | [0x06, 0x09, 0x2a, 0x86, ..]);
        whole = length.filter(|length| is_known && *length >= super::FEWEST_BYTES)? + header;
        // Only now it is known to be worth the memory. Bytes of a text are fewer than its letters.
        let mut larger = Zeroizing::new(Vec::with_capacity(whole.min(text.len())));
        larger.extend_from_slice(&bytes);
        bytes = larger;
        offset = separated(text, behind);
    }
}

/// Two digits, and where they end.
fn pair(text: &[u8], offset: usize) -> Option<(u8, usize)> {
    let [high, low] = text.get(offset..)?.first_chunk()?;
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = digit(*high)? << 4 | digit(*low)?;
    Some((u8::try_from(byte).ok()?, offset + 2))
}

/// A number from -128 to 255 as a byte, and where it ends: Java writes bytes with their sign.
fn number(text: &[u8], offset: usize) -> Option<(u8, usize)> {
    let rest = text.get(offset..)?;
    let (digits, sign) = rest.strip_prefix(b"-").map_or((rest, 0), |digits| (digits, 1));
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = core::str::from_utf8(digits.get(..count)?).ok()?;
    let number: u16 = digits.parse().ok().filter(|number| *number < 256)?;
    let byte = u8::try_from(number).ok()?;
    Some((if sign == 1 { byte.wrapping_neg() } else { byte }, offset + sign + count))
}

/// Where the next number stands: behind blanks, commas, quotation marks and what marks a number.
fn separated(text: &[u8], offset: usize) -> usize {
    let mut offset = offset;
    while let Some(rest) = text.get(offset..) {
        let marks = [&b"0x"[..], b"0X", b"\\x", b"\\X", b"(byte)", b"\\n", b"\\\n", b"\\\r"];
        offset += match rest.first() {
            Some(
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b';' | b':' | b'"' | b'\'' | b'+' | b'_',
            ) => 1,
            Some(b'{' | b'}') => 1,
            _ => match marks.iter().find(|mark| rest.starts_with(mark)) {
                Some(mark) => mark.len(),
                None => return offset,
            },
        };
    }
    offset
}

fn line_ends(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte == b'\n').count()
}

/// The dumps in `text` (`xxd`, `hexdump`, `od`, Wireshark, OpenSSL), in order.
pub(super) fn dumps(text: &[u8]) -> Vec<Digits> {
    let mut found = Vec::new();
    let mut dump = Dump::default();
    let mut lines = text.split(|byte| *byte == b'\n').enumerate().peekable();
    while let Some((place, line)) = lines.next() {
        let line = DumpLine::read(line);
        if !line.as_ref().is_some_and(|line| dump.takes(line)) {
            found.extend(core::mem::take(&mut dump).ended());
        }
        let Some(line) = line.filter(|line| dump.takes(line)) else { continue };
        if dump.bytes.is_empty() {
            dump.line = place + 1;
            // `hexdump` shows bytes in pairs, the second of them first.
            dump.swapped = line.words().next().is_some_and(|word| {
                word.len() == 4 && word.ends_with(b"30") && !word.starts_with(b"30")
            });
        }
        // The text beside the bytes may be digits, too: the next line says where they end.
        let next = lines.peek().and_then(|(_, line)| DumpLine::read(line));
        let ends_at =
            |width: &usize| next.as_ref().is_some_and(|next| next.is_at(dump.bytes.len() + width));
        let width = (1..=WIDEST_LINE).rev().find(ends_at).unwrap_or(USUAL_LINE);
        dump.take(&line, width);
    }
    found.extend(dump.ended());
    found
}

#[derive(Default)]
struct Dump {
    line: usize,
    swapped: bool,
    bytes: Zeroizing<Vec<u8>>,
}

impl Dump {
    /// Whether a line goes on where this ends.
    fn takes(&self, line: &DumpLine<'_>) -> bool {
        line.is_at(self.bytes.len()) && self.bytes.len() <= super::LARGEST_BARE
    }

    /// Takes the bytes of a line, so many at the most.
    fn take(&mut self, line: &DumpLine<'_>, most: usize) {
        make_room(&mut self.bytes, WIDEST_LINE);
        let whole = self.bytes.len() + most.min(WIDEST_LINE);
        for word in line.words() {
            let mut first = None;
            let mut offset = 0;
            while let Some((byte, behind)) = pair(word, offset).filter(|_| self.bytes.len() < whole)
            {
                match first.take() {
                    None if self.swapped && word.len() == 4 => first = Some(byte),
                    before => self.bytes.extend([byte].into_iter().chain(before)),
                }
                offset = behind;
            }
        }
    }

    /// The bytes up to the length that they say, where they are enough.
    fn ended(mut self) -> Option<Digits> {
        let (length, header) = sequence(&self.bytes)?;
        if self.bytes.len() < super::FEWEST_BYTES {
            return None;
        }
        self.bytes.truncate(length.map_or(usize::MAX, |length| length + header));
        Some(Digits { line: self.line, bytes: self.bytes })
    }
}

struct DumpLine<'l> {
    hexadecimal: usize,
    octal: Option<usize>,
    rest: &'l [u8],
}

impl<'l> DumpLine<'l> {
    /// A line that begins with an offset of four to eight digits.
    fn read(line: &'l [u8]) -> Option<Self> {
        let line = line.trim_ascii();
        let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        let offset = core::str::from_utf8(line.get(..digits)?)
            .ok()
            .filter(|_| (4..=16).contains(&digits))?;
        let rest = line.get(digits..)?;
        let rest = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b" -")).unwrap_or(rest);
        (rest.is_empty() || rest.starts_with(b" ") || rest.starts_with(b"\t")).then_some(())?;
        let hexadecimal = usize::from_str_radix(offset, 16).ok()?;
        Some(Self { hexadecimal, octal: usize::from_str_radix(offset, 8).ok(), rest })
    }

    fn is_at(&self, count: usize) -> bool {
        self.hexadecimal == count || self.octal == Some(count)
    }

    fn words(&self) -> impl Iterator<Item = &'l [u8]> {
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'-';
        let words = self.rest.split(is_between).filter(|word| !word.is_empty());
        words.take_while(|word| {
            matches!(word.len(), 2 | 4 | 8) && word.iter().all(u8::is_ascii_hexdigit)
        })
    }
}

/// Steps for each byte of the text.
const MOST_STEPS: usize = 8;

/// Bytes in a line of a dump: of the widest, and where nothing says how many.
const WIDEST_LINE: usize = 64;
const USUAL_LINE: usize = 16;
