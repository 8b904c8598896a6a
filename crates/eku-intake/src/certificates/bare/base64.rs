//! Where in a text base64 of DER stands.

use eku_engine::bundle::{Recognised, recognise_der};
use zeroize::Zeroizing;

use super::{FEWEST_BYTES, FIRST, HEAD, sequence};

/// Base64 that begins like something known.
pub(super) struct Run<'t> {
    /// The line that it begins in, from 1.
    pub(super) line: usize,
    /// What it is where it is not decoded.
    pub(super) refused: Option<Recognised>,
    /// The line of the first character that is no base64, where there is one before the end.
    pub(super) broken_at: Option<usize>,
    /// How many letters it has.
    pub(super) letters: usize,
    /// Whether it holds PEM in turn.
    pub(super) is_text: bool,
    text: &'t [u8],
}

impl Run<'_> {
    /// The bytes; at most three for every four letters.
    pub(super) fn decode(&self) -> Zeroizing<Vec<u8>> {
        decode(self.text, self.letters / 4 * 3 + 3)
    }
}

/// The runs of `text` outside its PEM blocks, in order.
pub(super) fn runs(text: &[u8]) -> impl Iterator<Item = Run<'_>> {
    let mut scan = Scan { text, offset: 0, line: 1, counted: 0 };
    core::iter::from_fn(move || scan.next_run())
}

struct Scan<'t> {
    text: &'t [u8],
    offset: usize,
    line: usize,
    /// Up to where line ends were counted.
    counted: usize,
}

impl<'t> Scan<'t> {
    fn next_run(&mut self) -> Option<Run<'t>> {
        loop {
            let rest = self.text.get(self.offset..)?;
            let start = rest.iter().position(|byte| is_letter(*byte) || *byte == b'-')?;
            let rest = rest.get(start..)?;
            self.offset += start;
            if rest.starts_with(BEGIN) {
                self.offset += block_length(rest);
                continue;
            }
            let word = rest.iter().position(|byte| !is_letter(*byte)).unwrap_or(rest.len());
            match self.run(rest.get(..word)?, rest) {
                Some(run) => return Some(run),
                None => self.offset += word.max(1),
            }
        }
    }

    /// The run that begins with `word`; the scan goes on behind it.
    fn run(&mut self, word: &[u8], rest: &'t [u8]) -> Option<Run<'t>> {
        let beginning = beginning(word, rest)?;
        let stretch = stretch(rest, beginning.letters);
        let line = self.line_at(self.offset);
        let broken = beginning.refused.is_none() && !stretch.whole && beginning.letters.is_some();
        let broken_at = broken.then(|| self.line_at(self.offset + stretch.stopped));
        self.offset += stretch.length.max(word.len().min(1));
        Some(Run {
            line,
            refused: beginning.refused,
            broken_at,
            letters: stretch.letters,
            is_text: beginning.is_text,
            text: rest.get(..stretch.length)?,
        })
    }

    fn line_at(&mut self, offset: usize) -> usize {
        let passed = self.text.get(self.counted..offset).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.counted = self.counted.max(offset);
        self.line
    }
}

/// What a word begins, if that is anything known.
struct Beginning {
    refused: Option<Recognised>,
    /// How many letters it takes, where its first bytes say so.
    letters: Option<usize>,
    is_text: bool,
}

fn beginning(word: &[u8], text: &[u8]) -> Option<Beginning> {
    if word.len() < SHORTEST {
        return None;
    }
    let known = |refused, is_text| Some(Beginning { refused, letters: None, is_text });
    if word.starts_with(PEM) {
        return known(None, true);
    }
    if word.starts_with(OPENSSH_KEY) {
        return known(Some(Recognised::PrivateKey), false);
    }
    if JAVA_KEYSTORES.iter().any(|magic| word.starts_with(magic)) {
        return known(Some(Recognised::JavaKeystore), false);
    }
    // 0x30 and a length of one byte, or its size.
    if !matches!(word, [b'M', b'A'..=b'P', ..]) {
        return None;
    }
    let refused = super::refused(|most| decode(text, most));
    let head = decode(text, if refused.is_some() { FIRST } else { HEAD });
    let (length, header) = sequence(&head)?;
    if length.is_some_and(|length| length < FEWEST_BYTES) {
        return None;
    }
    let is_like_a_certificate =
        head.get(header) == Some(&0x30) && length.is_some_and(|length| length >= SMALLEST);
    // Two numbers look like a key, and are a signature where no version stood before.
    let recognised = recognise_der(&head).filter(|kind| *kind != Recognised::PrivateKey);
    if refused.is_none() && recognised.is_none() && !is_like_a_certificate {
        return None;
    }
    let letters = length.map(|length| ((length + header) * 4).div_ceil(3));
    Some(Beginning { refused, letters, is_text: false })
}

struct Stretch {
    length: usize,
    letters: usize,
    /// Where the first character stands that does not belong to it.
    stopped: usize,
    /// Whether it has all the letters that were looked for.
    whole: bool,
}

/// How far base64 goes on: to so many letters, or to the first character that is none. Line ends,
/// indentation, the marks of quoted mail and written-out line ends do not end it.
fn stretch(text: &[u8], wanted: Option<usize>) -> Stretch {
    let mut stretch = Stretch { length: 0, letters: 0, stopped: text.len(), whole: false };
    let mut line_begins = false;
    let mut places = text.iter().copied().enumerate().peekable();
    while let Some((place, byte)) = places.next() {
        if wanted == Some(stretch.letters) {
            break;
        }
        if is_letter(byte) {
            stretch.letters += 1;
            stretch.length = place + 1;
            line_begins = false;
        } else if byte == b'\\' && matches!(text.get(place + 1), Some(b'n' | b'r')) {
            places.next();
        } else if byte == b'\n' {
            line_begins = true;
            if wanted.is_none() && !goes_on(text.get(place + 1..).unwrap_or_default()) {
                break;
            }
        } else {
            let blank = byte.is_ascii_whitespace();
            let quoted = line_begins && (byte == b'>' || blank);
            if !quoted && byte != b'\r' && !(blank && wanted.is_some()) {
                stretch.stopped = place;
                break;
            }
        }
    }
    stretch.whole = wanted.is_none_or(|wanted| stretch.letters == wanted);
    stretch
}

/// Whether the line that `text` begins with is base64 as a whole.
fn goes_on(text: &[u8]) -> bool {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii();
    let line = line.strip_prefix(b"> ").unwrap_or(line);
    !line.is_empty() && line.iter().all(|byte| is_letter(*byte) || *byte == b'=')
}

/// The length of the PEM block that `text` begins with: to its end line, or to the next block.
fn block_length(text: &[u8]) -> usize {
    let inside = text.get(BEGIN.len()..).unwrap_or_default();
    let next = inside
        .windows(BEGIN.len())
        .position(|window| window == BEGIN)
        .map_or(text.len(), |next| next + BEGIN.len());
    let block = text.get(..next).unwrap_or(text);
    block.windows(END.len()).position(|window| window == END).map_or(next, |end| end + END.len())
}

/// The bytes of base64, at most so many; what is no letter is passed over.
fn decode(text: &[u8], most: usize) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(most.min(text.len() / 4 * 3 + 3)));
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut escaped = false;
    for byte in text.iter().copied() {
        if core::mem::replace(&mut escaped, byte == b'\\') {
            continue;
        }
        let Some(value) = value(byte) else {
            continue;
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            if bytes.len() == most {
                break;
            }
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    bytes
}

fn value(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
}

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";

/// Base64 of `-----BEGIN `, of `openssh-key-v1` and its zero byte, and of the first bytes of JKS and
/// JCEKS.
const PEM: &[u8] = b"LS0tLS1CRUdJTi";
const OPENSSH_KEY: &[u8] = b"b3BlbnNzaC1rZXktdjEA";
const JAVA_KEYSTORES: [&[u8]; 2] = [b"/u3+7Q", b"zs7Ozg"];

/// Letters of the shortest word that is looked at: no line of base64 that anyone writes is shorter,
/// and few words are as long.
const SHORTEST: usize = 40;

/// Bytes of the smallest certificate, roughly.
const SMALLEST: usize = 100;
