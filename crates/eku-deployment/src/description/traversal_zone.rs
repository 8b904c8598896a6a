//! Traversal zones, and what archives say of one whose other end was not met yet.

use std::collections::{BTreeMap, BTreeSet};

use eku_engine::deployment::{NodeName, TlsVerify, VerifyName};
use eku_intake::settings::TraversalEnd;

use super::{FarEndId, Quoted};
use crate::names::Numbered;

/// A traversal zone from Core to Edge that is not for Unified Communications, with TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraversalZone {
    /// Tells it from others.
    pub id: TraversalZoneId,
    /// Its name, as it was typed.
    pub name: String,
    /// Its port on Edge.
    pub port: Option<u16>,
    /// Core's end and Edge's.
    pub ends: [ZoneEnd; 2],
}

/// A node's end of a traversal zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneEnd {
    /// What the node makes of the other node's certificate.
    pub tls_verify: TlsVerify,
    /// The names that it looks for there, as they were typed.
    pub verify_names: String,
    /// The statement that it was made of; `None` where a person described it.
    pub from: Option<Quoted>,
}

/// Tells a traversal zone from the others, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TraversalZoneId(pub usize);

impl TraversalZone {
    /// A zone of which nothing is known.
    #[must_use]
    pub const fn of_name(id: TraversalZoneId, name: String) -> Self {
        const fn end() -> ZoneEnd {
            ZoneEnd { tls_verify: TlsVerify::On, verify_names: String::new(), from: None }
        }
        Self { id, name, port: None, ends: [end(), end()] }
    }

    /// One of its ends.
    #[must_use]
    pub const fn end(&self, node: NodeName) -> &ZoneEnd {
        &self.ends[node as usize]
    }

    /// One of its ends, to be changed.
    pub const fn end_mut(&mut self, node: NodeName) -> &mut ZoneEnd {
        &mut self.ends[node as usize]
    }
}

impl Numbered for TraversalZone {
    fn number(&self) -> usize {
        self.id.0
    }
}

/// What archives say of far ends that may be ends of a traversal zone, and what the nodes are called. It
/// says nothing of a deployment.
#[derive(Clone, Debug, Default)]
pub(crate) struct LooseEnds {
    /// The ends.
    pub(crate) ends: BTreeMap<FarEndId, TraversalEnd>,
    /// What each node is called.
    pub(crate) names: [BTreeSet<VerifyName>; 2],
}

impl PartialEq for LooseEnds {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for LooseEnds {}
