//! Extended key usage: what a certificate says it may be used for (RFC 5280 section 4.2.1.12).
//!
//! Entry point: [`ExtendedKeyUsage::holds`], the question that everything here turns on. Absent, empty,
//! unreadable and present are four different values, because Expressway's TLS library treats them
//! in four different ways. This module does not judge: what an outcome means for a connection is
//! decided by the rules.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A purpose that a TLS role needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// TLS server authentication, 1.3.6.1.5.5.7.3.1.
    ServerAuth,
    /// TLS client authentication, 1.3.6.1.5.5.7.3.2.
    ClientAuth,
}

/// The four states of a certificate's extended key usage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtendedKeyUsage {
    /// There is no extension: the certificate names no restriction.
    Absent,
    /// The extension is there and lists no purpose at all.
    Empty {
        /// Whether the extension is critical.
        critical: bool,
    },
    /// The extension is there, but cannot be decoded, or is there twice.
    Unreadable {
        /// Whether the extension is critical.
        critical: bool,
    },
    /// The extension lists these purposes, in the certificate's order.
    Present {
        /// Whether the extension is critical.
        critical: bool,
        /// One or more object identifiers.
        purposes: Vec<PurposeId>,
    },
}

/// What [`ExtendedKeyUsage::holds`] answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The extension lists the purpose.
    Yes,
    /// The extension is there and does not list the purpose; `any` does not count.
    No,
    /// There is no extension.
    Unrestricted,
    /// The extension cannot be read.
    Unreadable,
}

impl ExtendedKeyUsage {
    /// Whether the extension lists `purpose`. `anyExtendedKeyUsage` does not stand for it:
    /// OpenSSL does not let it (measured, error 26).
    #[must_use]
    pub fn holds(&self, purpose: Purpose) -> Holds {
        match self {
            Self::Absent => Holds::Unrestricted,
            Self::Empty { .. } => Holds::No,
            Self::Unreadable { .. } => Holds::Unreadable,
            Self::Present { purposes, .. } => {
                if purposes.iter().any(|id| id.is(purpose)) {
                    Holds::Yes
                } else {
                    Holds::No
                }
            }
        }
    }

    /// The purposes listed, in the certificate's order.
    #[must_use]
    pub fn purposes(&self) -> &[PurposeId] {
        match self {
            Self::Present { purposes, .. } => purposes,
            _ => &[],
        }
    }

    /// Whether the extension lists `purpose` and no other.
    #[must_use]
    pub fn lists_only(&self, purpose: Purpose) -> bool {
        let purposes = self.purposes();
        !purposes.is_empty() && purposes.iter().all(|id| id.is(purpose))
    }

    /// Whether the extension is there and critical.
    #[must_use]
    pub fn critical(&self) -> bool {
        match self {
            Self::Absent => false,
            Self::Empty { critical }
            | Self::Unreadable { critical }
            | Self::Present { critical, .. } => *critical,
        }
    }

    /// Whether the extension lists `anyExtendedKeyUsage`.
    #[must_use]
    pub fn lists_any(&self) -> bool {
        self.purposes().iter().any(PurposeId::is_any)
    }
}

/// The object identifier of a purpose, of any length.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PurposeId(Box<[u8]>);

impl PurposeId {
    /// The identifier of one of the two purposes that TLS roles need.
    #[must_use]
    pub fn of(purpose: Purpose) -> Self {
        Self(match purpose {
            Purpose::ServerAuth => SERVER_AUTH.into(),
            Purpose::ClientAuth => CLIENT_AUTH.into(),
        })
    }

    /// The identifier with these content bytes, which are not checked.
    pub(crate) fn from_content(content: &[u8]) -> Self {
        Self(content.into())
    }

    /// Whether this is `purpose`.
    #[must_use]
    pub fn is(&self, purpose: Purpose) -> bool {
        *self.0
            == *match purpose {
                Purpose::ServerAuth => SERVER_AUTH,
                Purpose::ClientAuth => CLIENT_AUTH,
            }
    }

    /// Whether this is `anyExtendedKeyUsage`.
    #[must_use]
    pub fn is_any(&self) -> bool {
        *self.0 == *ANY
    }

    /// The name by which people know it, where it has one.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        KNOWN_PURPOSES.iter().find(|(id, _)| **id == *self.0).map(|(_, name)| *name)
    }
}

impl fmt::Display for PurposeId {
    /// The dotted form, `1.3.6.1.5.5.7.3.2`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&dotted(&self.0))
    }
}

impl fmt::Debug for PurposeId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// The dotted form of an object identifier's content bytes. Arcs may be of any size, such as the
/// 128 bits that UUID-based identifiers (2.25) have.
#[must_use]
pub fn dotted(content: &[u8]) -> String {
    let mut text = String::new();
    let mut arc: Vec<u8> = Vec::new();
    for byte in content {
        times_128_plus(&mut arc, byte & 0x7f);
        if byte & 0x80 != 0 {
            continue;
        }
        if text.is_empty() {
            let root = match arc.as_slice() {
                [_] | [_, 0..4] => 0,
                [_, 4..8] => 1,
                _ => 2,
            };
            minus_40_times(&mut arc, root);
            text.push(char::from(b'0' + root));
        }
        text.push('.');
        text.extend(arc.iter().rev().map(|digit| char::from(b'0' + digit)));
        arc.clear();
    }
    text
}

/// Decimal digits, least significant first.
fn times_128_plus(digits: &mut Vec<u8>, addend: u8) {
    let mut carry = u32::from(addend);
    for digit in digits.iter_mut() {
        let value = u32::from(*digit) * 128 + carry;
        *digit = u8::try_from(value % 10).unwrap_or(0);
        carry = value / 10;
    }
    while carry > 0 || digits.is_empty() {
        digits.push(u8::try_from(carry % 10).unwrap_or(0));
        carry /= 10;
    }
}

fn minus_40_times(digits: &mut Vec<u8>, factor: u8) {
    let mut borrow = i16::from(factor) * 4; // in tens
    for digit in digits.iter_mut().skip(1) {
        let value = i16::from(*digit) - borrow;
        borrow = if value < 0 { (9 - value) / 10 } else { 0 };
        *digit = u8::try_from(value + borrow * 10).unwrap_or(0);
    }
    while digits.len() > 1 && digits.last() == Some(&0) {
        digits.pop();
    }
}

const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
const CLIENT_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 2];
const ANY: &[u8] = &[0x55, 0x1d, 0x25, 0];

/// Purposes seen beside the two, by the names that certificate viewers use (RFC 5280 section
/// 4.2.1.12 and the registries of Microsoft and IANA).
const KNOWN_PURPOSES: &[(&[u8], &str)] = &[
    (SERVER_AUTH, "server authentication"),
    (CLIENT_AUTH, "client authentication"),
    (ANY, "anyExtendedKeyUsage"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 3], "code signing"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 4], "email protection"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 5], "IPsec end system"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 6], "IPsec tunnel"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 7], "IPsec user"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 8], "time stamping"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 9], "OCSP signing"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 17], "IPsec IKE"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 20, 2, 2], "smart card logon"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn object_identifiers_of_any_size_are_written_in_dotted_form() {
        for (content, expected) in [
            (CLIENT_AUTH, "1.3.6.1.5.5.7.3.2"),
            (ANY, "2.5.29.37.0"),
            (&[0x00], "0.0"),
            (&[0x27], "0.39"),
            (&[0x28], "1.0"),
            (&[0x4f], "1.39"),
            (&[0x50], "2.0"),
            (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 20, 2, 2], "1.3.6.1.4.1.311.20.2.2"),
            (&[0x88, 0x37, 3], "2.999.3"),
            (
                &[
                    0x69, 0x83, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
                ],
                "2.25.340282366920938463463374607431768211455",
            ),
        ] {
            assert_eq!(PurposeId(content.into()).to_string(), expected);
        }
    }
}
