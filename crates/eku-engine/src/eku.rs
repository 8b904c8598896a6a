//! Extended key usage: what a certificate says it may be used for (RFC 5280 section 4.2.1.12).
//!
//! Entry points: [`ExtendedKeyUsage::decode`] for the extension's value and
//! [`ExtendedKeyUsage::holds`] for the question that everything here turns on. Absent, empty,
//! unreadable and present are four different values, because Expressway's TLS library treats them
//! in four different ways. This module does not judge: what an outcome means for a connection is
//! decided by the rules.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::certificate::{listed_identifiers, usual};

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
    /// Reads the DER value of the extension.
    #[must_use]
    pub fn decode(critical: bool, value: &[u8]) -> Self {
        match purposes(value) {
            Some(purposes) if purposes.is_empty() => Self::Empty { critical },
            Some(purposes) => Self::Present { critical, purposes },
            None => Self::Unreadable { critical },
        }
    }

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
    #[cfg(test)]
    pub(crate) fn from_content(content: Box<[u8]>) -> Self {
        Self(content)
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

/// The purposes in the extension's value. As OpenSSL does, this takes BER, and passes over bytes
/// behind the list.
fn purposes(value: &[u8]) -> Option<Vec<PurposeId>> {
    usual_purposes(value).or_else(|| {
        let mut purposes = Vec::new();
        listed_identifiers(value, &mut |content| purposes.push(PurposeId(content.into())))
            .then_some(purposes)
    })
}

/// The purposes where the value is plain DER, as nearly always; `None` for any other.
fn usual_purposes(value: &[u8]) -> Option<Vec<PurposeId>> {
    let (0x30, mut list, _) = usual::element(value)? else { return None };
    let mut purposes = Vec::new();
    while !list.is_empty() {
        let (6, content, rest) = usual::element(list)? else { return None };
        if !is_object_identifier(content) {
            return None;
        }
        purposes.push(PurposeId(content.into()));
        list = rest;
    }
    Some(purposes)
}

/// What OpenSSL asks of an object identifier's content: not empty, the last arc ended, no arc
/// that starts with a padding byte.
fn is_object_identifier(content: &[u8]) -> bool {
    let ended = content.last().is_some_and(|byte| byte & 0x80 == 0);
    let padded = content
        .iter()
        .enumerate()
        .any(|(place, byte)| *byte == 0x80 && (place == 0 || content[place - 1] & 0x80 == 0));
    ended && !padded
}

const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
const CLIENT_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 2];
const ANY: &[u8] = &[0x55, 0x1d, 0x25, 0];

/// Purposes seen beside the two, by the names that certificate viewers use (RFC 5280 section
/// 4.2.1.12 and the registries of Microsoft and IANA).
const KNOWN_PURPOSES: &[(&[u8], &str)] = &[
    (SERVER_AUTH, "server authentication"),
    (CLIENT_AUTH, "client authentication"),
    (ANY, "any purpose"),
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

    fn sequence(elements: &[&[u8]]) -> Vec<u8> {
        let mut content = Vec::new();
        for element in elements {
            content.push(6);
            content.push(u8::try_from(element.len()).unwrap());
            content.extend_from_slice(element);
        }
        let mut value = alloc::vec![0x30, u8::try_from(content.len()).unwrap()];
        value.extend(content);
        value
    }

    #[test]
    fn absent_empty_unreadable_and_present_are_told_apart() {
        let broken: [&[u8]; 6] =
            [&[], &[0x30], &[4, 0], &[0x30, 2, 6, 0], &[0x30, 3, 6, 1, 0x80], &[0x30, 2, 5, 0]];
        for value in broken {
            let eku = ExtendedKeyUsage::decode(true, value);
            assert_eq!(eku, ExtendedKeyUsage::Unreadable { critical: true }, "{value:?}");
            assert_eq!(eku.holds(Purpose::ClientAuth), Holds::Unreadable);
        }
        let empty = ExtendedKeyUsage::decode(false, &[0x30, 0]);
        assert_eq!(empty, ExtendedKeyUsage::Empty { critical: false });
        assert_eq!(empty.holds(Purpose::ServerAuth), Holds::No);
        assert_eq!(ExtendedKeyUsage::Absent.holds(Purpose::ServerAuth), Holds::Unrestricted);
    }

    #[test]
    fn only_the_purpose_itself_counts_and_any_does_not_stand_for_it() {
        for (elements, server, client) in [
            (&[SERVER_AUTH][..], Holds::Yes, Holds::No),
            (&[CLIENT_AUTH], Holds::No, Holds::Yes),
            (&[CLIENT_AUTH, SERVER_AUTH], Holds::Yes, Holds::Yes),
            (&[ANY], Holds::No, Holds::No),
            (&[ANY, SERVER_AUTH], Holds::Yes, Holds::No),
        ] {
            let eku = ExtendedKeyUsage::decode(false, &sequence(elements));
            assert_eq!(eku.holds(Purpose::ServerAuth), server, "{elements:?}");
            assert_eq!(eku.holds(Purpose::ClientAuth), client, "{elements:?}");
            assert_eq!(eku.lists_any(), elements.contains(&ANY));
        }
    }

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
