//! A tar header, and the records of pax.

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    File,
    Folder,
    Link,
    Special,
    Sparse,
    /// The content is the name of the next member (GNU).
    LongName,
    /// The content is records about the next member (POSIX 2001).
    Pax,
    /// Of no use here: a long link's target, records about all members, a volume's label.
    PassedOver,
}

pub(super) struct Header {
    pub(super) name: Vec<u8>,
    pub(super) size: u64,
    pub(super) entry: Entry,
    /// Whether more blocks of a sparse file's map follow.
    pub(super) map_goes_on: bool,
}

impl Header {
    /// `None` where the checksum or a number is wrong.
    pub(super) fn read(block: &[u8; 512]) -> Option<Self> {
        if !is_header(block) {
            return None;
        }
        let entry = match block[156] {
            b'0' | 0 | b'7' => Entry::File,
            b'1' | b'2' => Entry::Link,
            b'3' | b'4' | b'6' => Entry::Special,
            b'5' => Entry::Folder,
            b'S' => Entry::Sparse,
            b'L' => Entry::LongName,
            b'x' | b'X' => Entry::Pax,
            b'g' | b'K' | b'V' | b'D' | b'N' => Entry::PassedOver,
            _ => Entry::Special,
        };
        // POSIX; what GNU writes there has other things in the place of the prefix.
        let prefix =
            if &block[257..263] == b"ustar\0" { until_zero(&block[345..500]) } else { &[] };
        let mut name = prefix.to_vec();
        if !name.is_empty() {
            name.push(b'/');
        }
        name.extend_from_slice(until_zero(&block[..100]));
        let size = number(&block[124..136])?;
        let size = if block[156] == b'1' { 0 } else { size };
        Some(Self { name, size, entry, map_goes_on: block[482] != 0 })
    }

    pub(super) fn is_extension(&self) -> bool {
        matches!(self.entry, Entry::LongName | Entry::Pax | Entry::PassedOver)
    }
}

/// Whether 512 bytes are a header: whether their checksum is right. Some writers sum signed bytes.
pub(in crate::archive) fn is_header(block: &[u8]) -> bool {
    let Some(written) = block.get(148..156).and_then(number) else {
        return false;
    };
    if block.len() != 512 || block.first() == Some(&0) {
        return false;
    }
    let (mut sum, mut signed) = (0_u64, 0_i64);
    for (place, byte) in block.iter().enumerate() {
        let byte = if (148..156).contains(&place) { b' ' } else { *byte };
        sum += u64::from(byte);
        signed += i64::from(byte.cast_signed());
    }
    sum == written || u64::try_from(signed) == Ok(written)
}

/// What stands before the first zero.
fn until_zero(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or(bytes)
}

/// Octal digits, or GNU's binary number, which begins with the highest bit; at most 2^63.
fn number(field: &[u8]) -> Option<u64> {
    let (first, rest) = field.split_first()?;
    let value = if *first & 0x80 != 0 {
        let mut value = u64::from(first & 0x7f);
        for byte in rest {
            value = value.checked_mul(256)?.checked_add(u64::from(*byte))?;
        }
        value
    } else {
        let digits = until_zero(field).trim_ascii();
        let mut value = 0_u64;
        for digit in digits {
            let digit = char::from(*digit).to_digit(8)?;
            value = value.checked_mul(8)?.checked_add(u64::from(digit))?;
        }
        value
    };
    i64::try_from(value).ok().map(|_| value)
}

/// What is known of the next member before its header.
#[derive(Default)]
pub(super) struct Pax {
    pub(super) path: Option<Vec<u8>>,
    pub(super) size: Option<u64>,
    pub(super) sparse: bool,
    /// Whether there was more than is looked at, so that its name is not known.
    pub(super) too_large: bool,
}

impl Pax {
    /// Takes records of the form `length key=value`; the length counts all of it and a line end.
    pub(super) fn take(&mut self, mut records: &[u8]) {
        while let Some((record, rest)) = record(records) {
            records = rest;
            let Some(equals) = record.iter().position(|byte| *byte == b'=') else {
                continue;
            };
            let (key, value) = record.split_at(equals);
            let value = value.get(1..).unwrap_or_default();
            match key {
                b"path" | b"GNU.sparse.name" => self.path = Some(value.into()),
                b"size" => {
                    self.size = std::str::from_utf8(value)
                        .ok()
                        .and_then(|digits| digits.parse::<i64>().ok())
                        .and_then(|size| u64::try_from(size).ok());
                }
                _ => {}
            }
            self.sparse |= key.starts_with(b"GNU.sparse.");
        }
    }
}

fn record(records: &[u8]) -> Option<(&[u8], &[u8])> {
    let space = records.iter().take(20).position(|byte| *byte == b' ')?;
    let (digits, _) = records.split_at_checked(space)?;
    let length: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let (record, rest) = records.split_at_checked(length)?;
    Some((record.get(space + 1..length.checked_sub(1)?)?, rest))
}
