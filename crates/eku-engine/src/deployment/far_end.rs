//! Far ends: every TLS peer that is not one of the two nodes.

mod ready_made;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

pub use ready_made::ReadyMade;

use super::{HasSlug, NodeName, Service, Slug, Store, TrustedCas, VerifyName};
use crate::secret;

/// A far end and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FarEnd {
    /// Its name as people write it.
    pub name: String,
    /// The identifier made from the name.
    pub slug: Slug,
    /// The node that it talks to.
    pub node: NodeName,
    /// Who opens connections.
    pub initiates: Initiates,
    /// What it makes of the certificate that our node presents as TLS client.
    pub client_eku_check: ClientEkuCheck,
    /// What our node makes of its certificate: the TLS verify mode of the zone.
    pub tls_verify: TlsVerify,
    /// The protocol inside TLS.
    pub protocol: Protocol,
    /// Its own certificate, where it was given.
    pub certificate: Store,
    /// Its trusted CA list, where it was given.
    pub trusted_cas: Option<TrustedCas>,
    /// The names that our node looks for in its certificate.
    pub verify_names: Vec<VerifyName>,
    /// The services that need it.
    pub used_by: Vec<Service>,
    /// The port on Edge of the traversal zone that it is the other end of, where it is one.
    pub traversal_port: Option<u16>,
}

impl FarEnd {
    /// A far end of which nothing else is known.
    ///
    /// # Errors
    ///
    /// - [`FarEndError::PrivateKey`] where the name is one;
    /// - [`FarEndError::EmptySlug`] where it has no letter or digit to make a slug from.
    pub fn new(
        name: impl Into<String>,
        node: NodeName,
        initiates: Initiates,
    ) -> Result<Self, FarEndError> {
        let name = name.into();
        if secret::is_key(&name) {
            return Err(FarEndError::PrivateKey);
        }
        let slug = Slug::new(&name).ok_or(FarEndError::EmptySlug)?;
        Ok(Self {
            name,
            slug,
            node,
            initiates,
            client_eku_check: ClientEkuCheck::Unknown,
            tls_verify: TlsVerify::On,
            protocol: Protocol::Sip,
            certificate: Store::Empty,
            trusted_cas: None,
            verify_names: Vec::new(),
            used_by: Vec::new(),
            traversal_port: None,
        })
    }
}

impl HasSlug for FarEnd {
    fn slug(&self) -> &Slug {
        &self.slug
    }
}

/// Who opens connections between a node and a far end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initiates {
    /// The Expressway node.
    Expressway,
    /// The far end.
    FarEnd,
    /// Either of them.
    Both,
}

/// What a far end makes of the extended key usage of our client role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientEkuCheck {
    /// It requires client authentication.
    On,
    /// It ignores extended key usage.
    Off,
    /// Not known.
    Unknown,
    /// It asks for no certificate at all.
    NotRequested,
}

/// What our node makes of a far end's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsVerify {
    /// It is verified.
    On,
    /// Nothing of it is verified.
    Off,
    /// Not known: what would fail is undecided.
    Unknown,
}

/// The protocol inside TLS. The EKU check setting acts on SIP only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// SIP.
    Sip,
    /// XMPP.
    Xmpp,
    /// HTTPS.
    Https,
}

/// Why a far end or a traversal zone cannot exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FarEndError {
    /// Its name has no letter a to z and no digit.
    EmptySlug,
    /// Its name is a private key.
    PrivateKey,
}

impl fmt::Display for FarEndError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::EmptySlug => "the name has no letter a to z and no digit",
            Self::PrivateKey => "the name looks like a private key",
        })
    }
}

impl core::error::Error for FarEndError {}
