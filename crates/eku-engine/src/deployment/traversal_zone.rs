//! Traversal zones with TLS beside the one for Unified Communications.

use alloc::string::String;
use alloc::vec::Vec;

use super::{FarEndError, HasSlug, NodeName, Slug, TlsVerify, VerifyName};
use crate::secret;

/// A traversal zone from Core to Edge that is not for Unified Communications (Collaboration Edge Off),
/// with TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraversalZone {
    /// Its name as people write it.
    pub name: String,
    /// The identifier made from the name.
    pub slug: Slug,
    /// Its own port on Edge, where that is known.
    pub port: Option<u16>,
    /// What Core makes of Edge's certificate.
    pub core: ZoneEnd,
    /// What Edge makes of Core's certificate.
    pub edge: ZoneEnd,
}

/// What a node makes of the other node's certificate on a traversal zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneEnd {
    /// The TLS verify mode.
    pub tls_verify: TlsVerify,
    /// The names that the node looks for in the other's certificate.
    pub verify_names: Vec<VerifyName>,
}

impl TraversalZone {
    /// A zone of which nothing else is known. Both ends verify, as a far end's zone does.
    ///
    /// # Errors
    ///
    /// - [`FarEndError::PrivateKey`] where the name is one;
    /// - [`FarEndError::EmptySlug`] where it has no letter or digit to make a slug from.
    pub fn new(name: impl Into<String>) -> Result<Self, FarEndError> {
        let name = name.into();
        if secret::is_key(&name) {
            return Err(FarEndError::PrivateKey);
        }
        let slug = Slug::new(&name).ok_or(FarEndError::EmptySlug)?;
        let end = ZoneEnd { tls_verify: TlsVerify::On, verify_names: Vec::new() };
        Ok(Self { name, slug, port: None, core: end.clone(), edge: end })
    }

    /// One of its ends.
    #[must_use]
    pub fn end(&self, node: NodeName) -> &ZoneEnd {
        match node {
            NodeName::Core => &self.core,
            NodeName::Edge => &self.edge,
        }
    }

    /// One of its ends, to be changed.
    pub fn end_mut(&mut self, node: NodeName) -> &mut ZoneEnd {
        match node {
            NodeName::Core => &mut self.core,
            NodeName::Edge => &mut self.edge,
        }
    }
}

impl HasSlug for TraversalZone {
    fn slug(&self) -> &Slug {
        &self.slug
    }
}
