//! What a certificate's key may be used for, beside extended key usage.

use alloc::vec::Vec;

/// The keyUsage extension (RFC 5280 section 4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUsage {
    /// The extension cannot be decoded, or names no operation.
    Unreadable,
    /// The operations named, as in the encoding, the first bit highest: digitalSignature is 0x8000.
    Allows(u16),
}

impl KeyUsage {
    /// What a certificate for both roles usually allows.
    pub(crate) const OF_BOTH_ROLES: Self = Self::Allows(DIGITAL_SIGNATURE | KEY_ENCIPHERMENT);

    /// Whether it allows what a TLS client's key does: digitalSignature or keyAgreement.
    #[must_use]
    pub fn allows_client(self) -> bool {
        self.allows(DIGITAL_SIGNATURE | KEY_AGREEMENT)
    }

    /// Whether it allows what a TLS server's key does: digitalSignature, keyAgreement or
    /// keyEncipherment.
    #[must_use]
    pub fn allows_server(self) -> bool {
        self.allows(DIGITAL_SIGNATURE | KEY_AGREEMENT | KEY_ENCIPHERMENT)
    }

    /// Whether it allows signing certificates.
    #[must_use]
    pub fn allows_certificate_signing(self) -> bool {
        self.allows(KEY_CERT_SIGN)
    }

    /// The operations by their names in RFC 5280, in its order; none where it cannot be read.
    #[must_use]
    pub fn operations(self) -> Vec<&'static str> {
        let named = |(place, name): (u32, &&'static str)| {
            self.allows(DIGITAL_SIGNATURE >> place).then_some(*name)
        };
        (0..).zip(&OPERATIONS).filter_map(named).collect()
    }

    fn allows(self, any_of: u16) -> bool {
        matches!(self, Self::Allows(bits) if bits & any_of != 0)
    }
}

/// The Netscape certificate type extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetscapeType {
    /// The extension cannot be decoded.
    Unreadable,
    /// The uses named, as in the encoding: SSL client is 0x80.
    Uses(u8),
}

impl NetscapeType {
    /// Whether SSL client is among the uses.
    #[must_use]
    pub fn allows_client(self) -> bool {
        matches!(self, Self::Uses(bits) if bits & 0x80 != 0)
    }

    /// Whether SSL server is among the uses.
    #[must_use]
    pub fn allows_server(self) -> bool {
        matches!(self, Self::Uses(bits) if bits & 0x40 != 0)
    }

    /// Whether SSL CA is among the uses.
    #[must_use]
    pub fn allows_authority(self) -> bool {
        matches!(self, Self::Uses(bits) if bits & 0x04 != 0)
    }
}

/// The basicConstraints extension (RFC 5280 section 4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether it is a CA.
    pub ca: bool,
    /// How many intermediate certificates may follow below it.
    pub path_length: Option<u8>,
}

/// KeyUsage, RFC 5280 section 4.2.1.3.
const OPERATIONS: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

const DIGITAL_SIGNATURE: u16 = 0x8000;
const KEY_ENCIPHERMENT: u16 = 0x2000;
const KEY_AGREEMENT: u16 = 0x0800;
const KEY_CERT_SIGN: u16 = 0x0400;
