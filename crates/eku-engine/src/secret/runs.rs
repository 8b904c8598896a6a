//! Runs of base64 and of hexadecimal digits in a text, and which of them may be a key.

use core::ops::Range;

/// Where in a text a key may stand.
pub(super) struct Secret {
    /// Its bytes.
    pub(super) at: Range<usize>,
    /// Whether it begins like a key, and does not only look random.
    pub(super) is_certain: bool,
}

/// Where in a text keys may stand, in order.
pub(super) fn secrets(text: &[u8]) -> impl Iterator<Item = Secret> + '_ {
    let mut scan = Scan { text, offset: 0, digits_end: 0 };
    core::iter::from_fn(move || scan.next_secret())
}

struct Scan<'t> {
    text: &'t [u8],
    offset: usize,
    /// Before this no further digits begin: they were looked at.
    digits_end: usize,
}

impl Scan<'_> {
    fn next_secret(&mut self) -> Option<Secret> {
        loop {
            let rest = self.text.get(self.offset..)?;
            let start = self.offset + rest.iter().position(|byte| is_base64(*byte))?;
            let end = start + length(self.text.get(start..)?, is_base64);
            self.offset = end;
            if let Some((end, is_certain)) = self.end_of_key(start, end) {
                self.offset = end;
                return Some(Secret { at: start..end, is_certain });
            }
        }
    }

    /// Where a key ends that stands in a run of base64, and whether that is certain; its digits may
    /// go on behind the run.
    fn end_of_key(&mut self, start: usize, end: usize) -> Option<(usize, bool)> {
        let run = self.text.get(start..end)?;
        // Whatever stands before a key, such as the name of a variable.
        for (place, letter) in run.iter().enumerate() {
            let rest = run.get(place..).unwrap_or_default();
            if FIRST_LETTERS.contains(letter)
                && rest.len() >= SHORTEST
                && begins_a_key(|place| base64(rest, place))
            {
                return Some((end, true));
            }
        }
        for place in 0..run.len() {
            let follows = place > 0 && run[place - 1].is_ascii_hexdigit();
            let begins = run[place].is_ascii_hexdigit() || run[place] == b'x';
            if follows || !begins || start + place < self.digits_end {
                continue;
            }
            let text = self.text.get(start + place..).unwrap_or_default();
            let (length, digits) = hexadecimal(text);
            let (words, digits_in_words) = in_words(text);
            self.digits_end = start + place + length.max(words);
            let text = text.get(..length).unwrap_or_default();
            let is_certain = (0..length).any(|place| {
                let rest = text.get(place..).unwrap_or_default();
                rest.len() >= SHORTEST
                    && FIRST_DIGITS.contains(&rest[0])
                    && begins_a_key(|place| hexadecimal_byte(rest, place))
            });
            if is_certain || digits > LONGEST_SERIAL && !DIGESTS.contains(&digits) {
                return Some((end.max(self.digits_end), is_certain));
            }
            if digits_in_words >= FEWEST_IN_WORDS {
                return Some((end.max(self.digits_end), false));
            }
        }
        let mut pieces = run.split(|byte| matches!(byte, b'/' | b'-' | b'_' | b'='));
        pieces.any(is_random).then_some((end, false))
    }
}

/// Whether so many letters in a row change between upper case, lower case and digits as often as
/// they do by chance. Words, and words joined into one, do not.
fn is_random(piece: &[u8]) -> bool {
    let class = |byte: &u8| (byte.is_ascii_uppercase(), byte.is_ascii_lowercase());
    let counts = |window: &[u8]| {
        let of = |class: fn(&u8) -> bool| window.iter().filter(|byte| class(byte)).count();
        let changes = window.windows(2).filter(|pair| class(&pair[0]) != class(&pair[1])).count();
        (of(u8::is_ascii_uppercase), of(u8::is_ascii_lowercase), changes)
    };
    piece.windows(SHORTEST).any(|window| {
        let (upper, lower, changes) = counts(window);
        changes >= FEWEST_CHANGES
            && upper.min(lower) >= FEWEST_OF_A_CASE
            && upper + lower < SHORTEST
    })
}

/// How long the hexadecimal digits at the beginning of a text are, and how many: on end, or in pairs
/// that are set apart alike.
fn hexadecimal(text: &[u8]) -> (usize, usize) {
    let on_end = length(text, |byte| byte.is_ascii_hexdigit());
    if on_end != 2 {
        return match text {
            // Each pair for itself, as C writes it.
            [b'0', b'x' | b'X', rest @ ..] => {
                let (length, digits) = hexadecimal(rest);
                if digits == 2 { in_pairs(text, 2) } else { (length + 2, digits) }
            }
            [b'x', rest @ ..] if length(rest, |byte| byte.is_ascii_hexdigit()) == 2 => {
                in_pairs(text, 1)
            }
            _ => (on_end, on_end),
        };
    }
    in_pairs(text, 0)
}

/// Pairs with so much before each, and the same between all of them. A line may end between two.
fn in_pairs(text: &[u8], before: usize) -> (usize, usize) {
    let pair = |text: &[u8]| {
        let digits = text.get(before..)?;
        (length(digits, |byte| byte.is_ascii_hexdigit()) == 2).then_some(before + 2)
    };
    let (mut end, mut digits) = match pair(text) {
        Some(end) => (end, 2),
        None => return (0, 0),
    };
    let between = |text: &[u8]| length(text, |byte| !byte.is_ascii_alphanumeric());
    let usual = between(text.get(end..).unwrap_or_default());
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let apart = between(rest);
        let is_alike =
            apart == usual || rest.get(..apart).is_some_and(|rest| rest.contains(&b'\n'));
        match rest.get(apart..).and_then(pair) {
            Some(length) if is_alike && (1..=MOST_APART).contains(&apart) => {
                end += apart + length;
                digits += 2;
            }
            _ => return (end, digits),
        }
    }
}

/// How long the numbers at the beginning of a text are that blanks or commas set apart, and how many
/// digits they have: a dump, the configuration of a router, an array of numbers. None where they are
/// few, as one long number is.
fn in_words(text: &[u8]) -> (usize, usize) {
    let (mut end, mut digits, mut words) = (0, 0, 0);
    let mut offset = 0;
    loop {
        let rest = text.get(offset..).unwrap_or_default();
        let word = length(rest, |byte| byte.is_ascii_hexdigit());
        let behind = rest.get(word..).unwrap_or_default();
        if word == 0 || behind.first().is_some_and(u8::is_ascii_alphanumeric) {
            break;
        }
        (end, digits, words) = (offset + word, digits + word, words + 1);
        let is_between =
            |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b'-');
        let apart = behind.get(..length(behind, is_between)).unwrap_or_default();
        let is_apart = apart.iter().any(|byte| byte.is_ascii_whitespace() || *byte == b',')
            || word == 2 && apart == b"-";
        if !is_apart || apart.len() > MOST_APART {
            break;
        }
        offset = end + apart.len();
    }
    (end, if words < FEWEST_WORDS { 0 } else { digits })
}

/// Whether bytes begin like a private key, or like a container of one. `byte` gives one by its place.
fn begins_a_key(byte: impl Fn(usize) -> Option<u8>) -> bool {
    let at = |place: usize| byte(place).unwrap_or_default();
    let starts = |magic: &[u8]| magic.iter().enumerate().all(|(place, one)| at(place) == *one);
    if MAGIC.iter().any(|magic| starts(magic)) {
        return true;
    }
    // A SEQUENCE, and how long its header is.
    let header = match (at(0), at(1)) {
        (0x30, 0..=0x80) => 2,
        (0x30, size @ 0x81..=0x84) => usize::from(size & 0x7f) + 2,
        _ => return false,
    };
    let inside = [0, 1, 2, 3].map(|place| at(header + place));
    match inside {
        // A version, then a number, the key itself or its algorithm.
        [0x02, 0x01, 0..=3, 0x02 | 0x04 | 0x30] => true,
        // Encrypted: the algorithm, PBES2 or one of PKCS#5 and PKCS#12, then the bytes.
        [0x30, _, 0x06, _] => ENCRYPTED
            .iter()
            .any(|id| id.iter().enumerate().all(|(place, one)| at(header + 4 + place) == *one)),
        [0x30, 0x81, _, 0x06] => ENCRYPTED
            .iter()
            .any(|id| id.iter().enumerate().all(|(place, one)| at(header + 5 + place) == *one)),
        _ => false,
    }
}

/// The byte at a place of what base64 decodes to.
fn base64(letters: &[u8], place: usize) -> Option<u8> {
    let value = |letter: &u8| match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let (group, within) = (place / 3 * 4, place % 3);
    let bits = u16::from(value(letters.get(group + within)?)?) << 6
        | u16::from(value(letters.get(group + within + 1)?)?);
    Some((bits >> (4 - 2 * within) & 0xff) as u8)
}

/// The byte at a place of hexadecimal digits, whatever stands between them.
fn hexadecimal_byte(text: &[u8], place: usize) -> Option<u8> {
    let followed = |place: usize| matches!(text.get(place + 1), Some(b'x' | b'X'));
    let digits = text.iter().enumerate();
    let mut digits = digits.filter(|(place, byte)| byte.is_ascii_hexdigit() && !followed(*place));
    let digit = |(_, byte): (usize, &u8)| char::from(*byte).to_digit(16);
    let high = digits.nth(place * 2).and_then(digit)?;
    u8::try_from(high << 4 | digits.next().and_then(digit)?).ok()
}

fn length(text: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    text.iter().take_while(|byte| belongs(**byte)).count()
}

/// Both alphabets of base64 (RFC 4648), and what fills it up.
fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=')
}

/// Letters of base64 that are looked at together: fewer than 16 bytes take.
const SHORTEST: usize = 20;

/// Of so many letters by chance 12 change and 8 are of each case. `EndpointsOfBranch27` changes 7
/// times.
const FEWEST_CHANGES: usize = 9;
const FEWEST_OF_A_CASE: usize = 3;

/// Digits of the longest serial number (RFC 5280 section 4.1.2.2), and of usual digests: more, or as
/// many as neither has, may be a key's.
const LONGEST_SERIAL: usize = 40;
const DIGESTS: [usize; 4] = [56, 64, 96, 128];

/// Digits of 16 bytes, as numbers that are set apart, in so many words.
const FEWEST_IN_WORDS: usize = 32;
const FEWEST_WORDS: usize = 4;

/// What separates two pairs of digits at most: a line's end and an indentation.
const MOST_APART: usize = 12;

/// How JKS, JCEKS and OpenSSH's own form begin.
const MAGIC: [&[u8]; 3] = [&[0xfe, 0xed, 0xfe, 0xed], &[0xce, 0xce, 0xce, 0xce], b"openssh-key-v1"];

/// The letters and digits with which the bytes that begin a key begin.
const FIRST_LETTERS: [u8; 4] = [b'M', b'/', b'z', b'b'];
const FIRST_DIGITS: [u8; 6] = [b'3', b'f', b'F', b'c', b'C', b'6'];

/// The identifiers of PKCS#5 (PBES1 and PBES2) and of encryption in PKCS#12.
const ENCRYPTED: [&[u8]; 2] = [
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01],
];
