//! Names to verify: what a node looks for in the other side's certificate.

use alloc::string::String;
use core::fmt;
use core::net::IpAddr;

use crate::certificate::Certificate;
use crate::secret;

/// A name, or an address, that a certificate must carry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum VerifyName {
    /// Compared with SAN dNSNames, ignoring case; a wildcard matches nothing.
    Dns(String),
    /// Compared with SAN iPAddresses.
    Address(IpAddr),
}

impl VerifyName {
    /// The name or address that `text` is; `None` where it is empty or a private key.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.parse() {
            Ok(address) => Some(Self::Address(address)),
            Err(_) if text.is_empty() || secret::is_key(text) => None,
            Err(_) => Some(Self::Dns(text.into())),
        }
    }

    /// Whether the certificate carries it in its SAN. The common name does not count.
    #[must_use]
    pub fn is_in(&self, certificate: &Certificate) -> bool {
        match self {
            Self::Dns(name) => {
                certificate.dns_names.iter().any(|carried| carried.eq_ignore_ascii_case(name))
            }
            Self::Address(address) => {
                certificate.ip_addresses.iter().any(|carried| carried.address() == *address)
            }
        }
    }
}

impl fmt::Display for VerifyName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(name) => formatter.write_str(name),
            Self::Address(address) => fmt::Display::fmt(address, formatter),
        }
    }
}
