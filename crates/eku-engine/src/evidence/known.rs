//! What observations are held against, found by name, certificate and connection.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::RefCell;

use crate::connection::{CertificateId, ConnectionId};
use crate::deployment::{
    Deployment, FarEnd, Initiates, NodeName, Protocol, Role, Slug, Store, TraversalZone, VerifyName,
};
use crate::time::Timestamp;

/// A deployment, with what many observations ask of it.
pub(super) struct Known<'d> {
    pub(super) deployment: &'d Deployment,
    /// The first far end of a node with a name, in lower case.
    by_name: BTreeMap<(NodeName, String), usize>,
    /// The first far end of which a node looks for a name.
    by_wanted: BTreeMap<(NodeName, VerifyName), usize>,
    /// The first far end of a node that is an end of a traversal zone with a port.
    ends_by_port: BTreeMap<(NodeName, u16), usize>,
    /// The far end that Core opens connections to over HTTPS, where there is one only.
    pub(super) only_over_https: Option<&'d FarEnd>,
    /// The first traversal zone with a name, in lower case.
    zones_by_name: BTreeMap<String, usize>,
    /// The first traversal zone with a port.
    zones_by_port: BTreeMap<u16, usize>,
    /// What the peers of a node call each other.
    hosts: BTreeSet<(NodeName, VerifyName)>,
    /// Every place that holds a certificate, by its SHA-256.
    holders: BTreeMap<[u8; 32], Arc<[CertificateId]>>,
    sides: RefCell<BTreeMap<ConnectionId, Rc<Sides>>>,
}

/// What our nodes present on a connection, as the engine judges it.
pub(super) struct Sides {
    /// From then on every certificate of it is valid.
    pub(super) valid_from: Option<Timestamp>,
    /// Where certificates were given, by the side that presents them.
    given: BTreeSet<(Role, CertificateId)>,
}

impl Sides {
    /// Whether a side presents a certificate that is held in these places; `None` where nothing was
    /// given for it.
    pub(super) fn present(&self, role: Role, held_by: &[CertificateId]) -> Option<bool> {
        let is_given = self.given.iter().any(|(side, _)| *side == role);
        let presents = |id: &CertificateId| self.given.contains(&(role, id.clone()));
        is_given.then(|| held_by.iter().any(presents))
    }
}

impl<'d> Known<'d> {
    pub(super) fn of(deployment: &'d Deployment) -> Self {
        let (mut by_name, mut by_wanted) = (BTreeMap::new(), BTreeMap::new());
        let mut ends_by_port = BTreeMap::new();
        for (place, far_end) in deployment.far_ends.iter().enumerate() {
            let node = far_end.node;
            by_name.entry((node, far_end.name.to_ascii_lowercase())).or_insert(place);
            if let Some(port) = far_end.traversal_port {
                ends_by_port.entry((node, port)).or_insert(place);
            }
            for name in &far_end.verify_names {
                by_wanted.entry((node, name.key())).or_insert(place);
            }
        }
        let mut over_https = deployment.far_ends.iter().filter(|far_end| {
            far_end.node == NodeName::Core
                && far_end.protocol == Protocol::Https
                && far_end.initiates != Initiates::FarEnd
        });
        let only_over_https = over_https.next().filter(|_| over_https.next().is_none());
        let (mut zones_by_name, mut zones_by_port) = (BTreeMap::new(), BTreeMap::new());
        for (place, zone) in deployment.traversal_zones.iter().enumerate() {
            zones_by_name.entry(zone.name.to_ascii_lowercase()).or_insert(place);
            if let Some(port) = zone.port {
                zones_by_port.entry(port).or_insert(place);
            }
        }
        let hosts = NodeName::ALL.into_iter().flat_map(|node| {
            let peers = deployment.node(node).peers().iter();
            peers.filter_map(move |peer| Some((node, peer.host_name.as_ref()?.key())))
        });
        let mut holders: BTreeMap<[u8; 32], Vec<CertificateId>> = BTreeMap::new();
        let stores = NodeName::ALL.into_iter().flat_map(|node| deployment.node(node).stores());
        let stores = stores.map(|(id, store)| (CertificateId::Store(id), store));
        let far_ends = deployment.far_ends.iter();
        let far_ends =
            far_ends.map(|one| (CertificateId::FarEnd(one.slug.clone()), &one.certificate));
        for (id, store) in stores.chain(far_ends) {
            if let Some(presented) = store.presented() {
                holders.entry(presented.leaf.sha256()).or_default().push(id);
            }
        }
        let holders = holders.into_iter().map(|(sha256, ids)| (sha256, ids.into())).collect();
        let sides = RefCell::default();
        Self {
            deployment,
            by_name,
            by_wanted,
            ends_by_port,
            only_over_https,
            zones_by_name,
            zones_by_port,
            hosts: hosts.collect(),
            holders,
            sides,
        }
    }

    /// The first far end of a node with a name.
    pub(super) fn named(&self, node: NodeName, name: &str) -> Option<&'d FarEnd> {
        let place = self.by_name.get(&(node, name.to_ascii_lowercase()))?;
        self.deployment.far_ends.get(*place)
    }

    /// The first traversal zone with a name.
    pub(super) fn zone_named(&self, name: &str) -> Option<&'d TraversalZone> {
        let place = self.zones_by_name.get(&name.to_ascii_lowercase())?;
        self.deployment.traversal_zones.get(*place)
    }

    /// The first traversal zone with a port.
    pub(super) fn zone_on(&self, port: u16) -> Option<&'d TraversalZone> {
        self.deployment.traversal_zones.get(*self.zones_by_port.get(&port)?)
    }

    /// The first far end of a node that has one of these names, or of which the node looks for one.
    pub(super) fn met<'n>(
        &self,
        node: NodeName,
        names: impl Iterator<Item = &'n String>,
    ) -> Option<&'d FarEnd> {
        let places = names.flat_map(|name| {
            let wanted = VerifyName::new(name).map(|name| (node, name.key()));
            let wanted = wanted.and_then(|key| self.by_wanted.get(&key));
            self.by_name.get(&(node, name.to_ascii_lowercase())).into_iter().chain(wanted)
        });
        places.min().and_then(|place| self.deployment.far_ends.get(*place))
    }

    /// Whether one of these is what the peers of a node call one another.
    pub(super) fn is_peer<'n>(
        &self,
        node: NodeName,
        names: impl Iterator<Item = &'n String>,
    ) -> bool {
        let mut names = names.filter_map(|name| VerifyName::new(name));
        names.any(|name| self.hosts.contains(&(node, name.key())))
    }

    /// Every place that holds a certificate.
    pub(super) fn holders(&self, sha256: &[u8; 32]) -> Arc<[CertificateId]> {
        self.holders.get(sha256).cloned().unwrap_or_default()
    }

    /// The node whose stores hold a certificate, where it is of one alone.
    pub(super) fn node_of(&self, sha256: &[u8; 32]) -> Option<NodeName> {
        let mut nodes = self.holders.get(sha256)?.iter().map(|id| match id {
            CertificateId::Store(id) => Some(id.node),
            CertificateId::FarEnd(_) => None,
        });
        let first = nodes.next()??;
        nodes.all(|node| node == Some(first)).then_some(first)
    }

    /// The far end that is a node's end of a traversal zone with a port of its own.
    pub(super) fn traversal_end(&self, node: NodeName, port: u16) -> Option<&'d FarEnd> {
        self.deployment.far_ends.get(*self.ends_by_port.get(&(node, port))?)
    }

    /// What is presented on a connection.
    pub(super) fn sides(&self, id: &ConnectionId) -> Rc<Sides> {
        if let Some(sides) = self.sides.borrow().get(id) {
            return Rc::clone(sides);
        }
        let judged = judged(self.deployment, id);
        let given =
            judged.iter().filter_map(|(role, id, store)| Some((*role, id, store.presented()?)));
        let sides = Rc::new(Sides {
            valid_from: given.clone().map(|(_, _, presented)| presented.leaf.not_before).max(),
            given: given.map(|(role, id, _)| (role, id.clone())).collect(),
        });
        self.sides.borrow_mut().insert(id.clone(), Rc::clone(&sides));
        sides
    }
}

/// What each side of a connection presents, as the engine judges it.
fn judged<'d>(
    deployment: &'d Deployment,
    id: &ConnectionId,
) -> Vec<(Role, CertificateId, &'d Store)> {
    let of_node = |node: NodeName, role: Role| {
        let stores = deployment.node(node).presented(role);
        Vec::from_iter(stores.map(|(id, store)| (role, CertificateId::Store(id), store)))
    };
    let with_far_end = |slug: &Slug, ours: Role, theirs: Role| {
        let Some(far_end) = deployment.far_ends.named(slug) else { return Vec::new() };
        let id = CertificateId::FarEnd(far_end.slug.clone());
        let mut sides = of_node(far_end.node, ours);
        sides.push((theirs, id, &far_end.certificate));
        sides
    };
    let (initiator, responder) = (Role::Initiator, Role::Responder);
    match id {
        ConnectionId::UcTraversalZone
        | ConnectionId::SshTunnels
        | ConnectionId::TraversalZone(_) => {
            [of_node(NodeName::Core, initiator), of_node(NodeName::Edge, responder)].concat()
        }
        ConnectionId::SipServiceMessage => of_node(NodeName::Edge, responder),
        ConnectionId::ClusterDatabase(of) => deployment
            .clusters()
            .map(|(node, _)| node.name())
            .filter(|node| of.is_none_or(|of| of == *node))
            .flat_map(|node| [of_node(node, initiator), of_node(node, responder)].concat())
            .collect(),
        ConnectionId::FarEndOut(slug) => with_far_end(slug, initiator, responder),
        ConnectionId::FarEndIn(slug) => with_far_end(slug, responder, initiator),
    }
}
