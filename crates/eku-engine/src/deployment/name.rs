//! Names to verify: what a node looks for in the other side's certificate.

use alloc::collections::BTreeSet;
use alloc::string::String;
use core::fmt;
use core::net::IpAddr;

use crate::certificate::Certificate;
use crate::secret;

/// A name, or an address, that a certificate must carry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
        Self::any_is_in(core::slice::from_ref(self), certificate)
    }

    /// Whether the certificate carries one of these.
    pub(crate) fn any_is_in(wanted: &[Self], certificate: &Certificate) -> bool {
        let wanted = BTreeSet::from_iter(wanted.iter().map(Self::key));
        let names = certificate.dns_names.iter().map(|name| Self::Dns(name.to_ascii_lowercase()));
        let addresses = certificate.ip_addresses.iter();
        let addresses = addresses.map(|carried| Self::Address(carried.address()));
        names.chain(addresses).any(|carried| wanted.contains(&carried))
    }

    /// What is the same for names that differ in case alone.
    #[must_use]
    pub fn key(&self) -> Self {
        match self {
            Self::Dns(name) => Self::Dns(name.to_ascii_lowercase()),
            Self::Address(address) => Self::Address(*address),
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
