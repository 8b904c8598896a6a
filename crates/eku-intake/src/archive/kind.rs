//! What a file is, by its first bytes.

use super::tar;

/// An archive or compressed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Gzip,
    Tar,
    Zip,
    /// One that is not read: what it is called.
    NotRead(&'static str),
}

impl Kind {
    /// By the first 512 bytes, or all of a shorter file; `None` for what is no archive.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(&[0x1f, 0x8b, 8]) {
            return Some(Self::Gzip);
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Some(Self::Zip);
        }
        if let Some((_, name)) = NOT_READ.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Some(Self::NotRead(name));
        }
        if matches!(head, [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..]) {
            return Some(Self::NotRead("bzip2"));
        }
        tar::is_header(head).then_some(Self::Tar)
    }
}

const NOT_READ: [(&[u8], &str); 7] = [
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (&[0x28, 0xb5, 0x2f, 0xfd], "Zstandard"),
    (b"MSCF\0\0\0\0", "a Windows cabinet"),
    (&[0x1f, 0x9d], "compress (.Z)"),
    (b"LZIP", "lzip"),
];
