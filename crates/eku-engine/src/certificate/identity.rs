//! Names, serial numbers and addresses.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt::{self, Write};
use core::ops::Range;

use super::fields::NameField;
use super::{Deviation, canonical, distinguished};

/// A distinguished name: bytes of the DER that it was read from. Its text is made when it is asked
/// for.
#[derive(Clone)]
pub struct Name {
    within: Arc<[u8]>,
    place: Range<u32>,
    /// Whether it stands in no certificate: its bytes are its text.
    is_imagined: bool,
}

impl Name {
    /// The name in a field that was read from `within`.
    pub(super) fn new(field: &NameField<'_>, within: &Arc<[u8]>) -> Self {
        let place = field.place().and_then(|place| {
            Some(u32::try_from(place.start).ok()?..u32::try_from(place.end).ok()?)
        });
        match place {
            Some(place) => Self { within: Arc::clone(within), place, is_imagined: false },
            None => Self::of(&field.der(), false),
        }
    }

    pub(crate) fn of(bytes: &[u8], is_imagined: bool) -> Self {
        let place = 0..u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        Self { within: bytes.into(), place, is_imagined }
    }

    pub(crate) fn from_der(bytes: &[u8]) -> der::Result<Self> {
        let mut reader = der::SliceReader::new(bytes)?;
        let field = NameField::read(bytes, &mut reader)?;
        der::Reader::finish(reader)?;
        Ok(Self::new(&field, &bytes.into()))
    }

    /// The DER, as it stands in the certificate.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        let Range { start, end } = self.place;
        self.within.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The form in which OpenSSL compares names (`X509_NAME_cmp`): text of any string type in
    /// lower case, white space at the ends dropped and runs of it made one space. Two names are
    /// equal where their forms are.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        canonical::form(self.der()).unwrap_or_else(|_| self.der().to_vec())
    }

    /// Whether OpenSSL takes both for the same name.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.der() == other.der() || self.canonical() == other.canonical()
    }

    /// A name that stands in no certificate, for what a plan imagines.
    pub(crate) fn imagined(text: &str) -> Self {
        Self::of(text.as_bytes(), true)
    }

    /// Whether it stands in no certificate.
    pub(crate) fn is_imagined(&self) -> bool {
        self.is_imagined
    }

    /// Whether it has no part at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// RFC 4514, the most specific part first: `CN=core.example.com,O=Example`.
    fn text(&self) -> String {
        match self.is_imagined {
            true => String::from_utf8_lossy(self.der()).into_owned(),
            // What is no name was not taken for one.
            false => distinguished::text(self.der()).unwrap_or_default(),
        }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.is_imagined == other.is_imagined && self.der() == other.der()
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    /// By what is read first, then by what stands there.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |name: &Self| (name.text(), name.der().to_vec(), name.is_imagined);
        key(self).cmp(&key(other))
    }
}

impl fmt::Display for Name {
    /// RFC 4514, the most specific part first: `CN=core.example.com,O=Example`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// A serial number: the bytes of the INTEGER.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerialNumber(Box<[u8]>);

impl SerialNumber {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// The INTEGER's bytes, without a leading zero byte added for the sign.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match &*self.0 {
            [0, rest @ ..] if !rest.is_empty() => rest,
            all => all,
        }
    }

    /// RFC 5280 section 4.1.2.2: positive, at most 20 bytes.
    pub(super) fn deviation(&self) -> Option<Deviation> {
        match &*self.0 {
            [first, ..] if first & 0x80 != 0 => Some(Deviation::SerialNegative),
            bytes if bytes.iter().all(|byte| *byte == 0) => Some(Deviation::SerialZero),
            bytes if bytes.len() > 20 => Some(Deviation::SerialTooLong { bytes: bytes.len() }),
            _ => None,
        }
    }
}

impl fmt::Display for SerialNumber {
    /// Lower-case hex pairs joined by colons, `46:df:76:aa`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
        for (place, byte) in self.as_bytes().iter().enumerate() {
            if place > 0 {
                formatter.write_char(':')?;
            }
            formatter.write_char(digit(byte >> 4))?;
            formatter.write_char(digit(byte & 15))?;
        }
        Ok(())
    }
}

impl fmt::Debug for SerialNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// An address in a SAN: 4 or 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpAddress(core::net::IpAddr);

impl From<core::net::IpAddr> for IpAddress {
    fn from(address: core::net::IpAddr) -> Self {
        Self(address)
    }
}

impl IpAddress {
    pub(crate) fn from_octets(octets: &[u8]) -> Option<Self> {
        if let Ok(four) = <[u8; 4]>::try_from(octets) {
            return Some(Self(four.into()));
        }
        <[u8; 16]>::try_from(octets).ok().map(|sixteen| Self(sixteen.into()))
    }

    /// The address.
    #[must_use]
    pub fn address(self) -> core::net::IpAddr {
        self.0
    }
}

impl fmt::Display for IpAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}
