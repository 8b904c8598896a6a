//! Names, serial numbers and addresses.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

#[cfg(test)]
use der::Decode;
use der::Encode;

use super::{Deviation, canonical, distinguished};

/// A distinguished name: its text and its bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    text: String,
    der: Box<[u8]>,
}

impl Name {
    pub(super) fn new(name: &x509_cert::name::Name) -> der::Result<Self> {
        let der = name.to_der()?;
        Ok(Self { text: distinguished::text(&der)?, der: der.into() })
    }

    #[cfg(test)]
    pub(crate) fn from_der(bytes: &[u8]) -> der::Result<Self> {
        Self::new(&x509_cert::name::Name::from_der(bytes)?)
    }

    /// RFC 4514, the most specific part first: `CN=core.example.com,O=Example`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The DER, as it stands in the certificate.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The form in which OpenSSL compares names (`X509_NAME_cmp`): text of any string type in
    /// lower case, white space at the ends dropped and runs of it made one space. Two names are
    /// equal where their forms are.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        canonical::form(&self.der).unwrap_or_else(|_| self.der.to_vec())
    }

    /// A name that stands in no certificate, for what a plan imagines.
    pub(crate) fn imagined(text: &str) -> Self {
        Self { text: text.into(), der: text.as_bytes().into() }
    }

    /// Whether it has no part at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
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
        for (place, byte) in self.as_bytes().iter().enumerate() {
            let separator = if place == 0 { "" } else { ":" };
            write!(formatter, "{separator}{byte:02x}")?;
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

impl IpAddress {
    pub(super) fn from_octets(octets: &[u8]) -> Option<Self> {
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
