//! A deployment as it is known: what was said or read, where that came from, and what is not known.
//!
//! Entry point: [`Description`]. Everything that knows of a deployment fills one: the deployment
//! file, options, archives, a saved case, a JavaScript object, the page. What is not known is
//! `None` here; what is then assumed is decided by [`Description::judged`] alone.

#[cfg(test)]
mod tests;
mod traversal_zone;

use std::sync::Arc;

use eku_engine::deployment::{
    ClientEkuCheck, Initiates, NodeName, Protocol, ReadyMade, Release, Service, StoreKind,
    Switches, TlsVerify,
};
use eku_engine::evidence::Observation;
use eku_engine::report::{FoundReport, Problem, SettingId, SettingReport};
use eku_intake::collection::CertificateFile;

use crate::names::{Listed, Numbered};

pub(crate) use traversal_zone::LooseEnds;
pub use traversal_zone::{TraversalZone, TraversalZoneId, ZoneEnd};

/// A Core and an Edge, what they talk to, and what was seen of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// Core and Edge.
    pub nodes: [Node; 2],
    /// Files that are in the trusted CA lists of both nodes.
    pub trusted_by_both: Vec<Arc<CertificateFile>>,
    /// Traversal zones between the nodes beside the one for Unified Communications, in the order in which
    /// they were described.
    pub traversal_zones: Listed<TraversalZone>,
    /// What the two nodes talk to besides each other, in the order in which it was described.
    pub far_ends: Listed<FarEnd>,
    /// The services to judge; `None` for all.
    pub services: Option<Vec<Service>>,
    /// What was seen of the deployment at work.
    pub seen: Vec<Seen>,
    /// Every file that was met in archives and dumps, an archive's together, by the names that were given.
    pub found: Vec<FoundReport>,
    /// Settings that a file of an older program names, of which no fact is known.
    pub further_settings: Vec<SettingReport>,
    /// What could not be read or used, apart from the files that are in a store or list.
    pub problems: Vec<Problem>,
    pub(crate) loose_ends: LooseEnds,
    counter: Counter,
}

/// A node: what is known of its settings, its peers and its trusted CA list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its release.
    pub release: Option<Fact<Release>>,
    /// How its switches stand. Kept where the node or the release does not have one.
    pub switches: Switches<Fact<bool>>,
    /// The names that it looks for in the other node's certificate, as they were typed: separated
    /// by commas, semicolons or blanks.
    pub verify_names: Option<Fact<String>>,
    /// Its peers, one or more.
    pub peers: Listed<Peer>,
    /// Its trusted CA list; `None` where none was given.
    pub trusted: Option<Vec<Arc<CertificateFile>>>,
    /// Canonical names of CAs that a plan that is tried takes to be in the list.
    pub assumed: Vec<Vec<u8>>,
}

/// Something that is known, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// The statements of files that say it; none where a person said it.
    pub from: Vec<Quoted>,
}

/// A statement of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The value, as people read it.
    pub value: String,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
    /// The statement as it stands there; empty where the file has none.
    pub text: String,
}

/// One machine of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Tells it from others.
    pub id: PeerId,
    /// Its name, as it was typed. A node's only machine needs none.
    pub name: String,
    /// What its client store holds. Kept where the release has none.
    pub client: Option<Arc<CertificateFile>>,
    /// What its server store holds; before X15.5 its only one.
    pub server: Option<Arc<CertificateFile>>,
}

/// A TLS peer that is neither Core nor Edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FarEnd {
    /// Tells it from others.
    pub id: FarEndId,
    /// What it was made from.
    pub ready_made: Option<ReadyMade>,
    /// Its name, as it was typed.
    pub name: String,
    /// The node that it talks to.
    pub node: NodeName,
    /// Who opens connections.
    pub initiates: Initiates,
    /// What it makes of our client certificate.
    pub client_eku_check: ClientEkuCheck,
    /// What our node makes of its certificate.
    pub tls_verify: TlsVerify,
    /// The protocol inside TLS.
    pub protocol: Protocol,
    /// The services that need it.
    pub used_by: Vec<Service>,
    /// The port on Edge of the traversal zone that it is the other end of, where it is one.
    pub traversal_port: Option<u16>,
    /// The names that our node looks for in its certificate, as they were typed.
    pub verify_names: String,
    /// Its own certificate.
    pub certificate: Option<Arc<CertificateFile>>,
    /// Its trusted CA list; `None` where none was given.
    pub trusted: Option<Vec<Arc<CertificateFile>>>,
    /// Canonical names of CAs that a plan that is tried takes to be in the list.
    pub assumed: Vec<Vec<u8>>,
    /// The statement that it was made of; `None` where a person described it.
    pub from: Option<Quoted>,
}

/// Something that was seen on a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What was seen. Its peer's name is filled in where it is judged.
    pub observation: Observation,
    /// The peer on which it was seen, where that is known.
    pub peer: Option<PeerId>,
}

/// Tells a machine of a node from the others, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PeerId(pub usize);

/// One certificate store of one machine of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The node.
    pub node: NodeName,
    /// Its machine.
    pub peer: PeerId,
    /// Which of the machine's stores.
    pub kind: StoreKind,
}

impl Slot {
    /// The kinds, in the order of the page.
    pub const KINDS: [StoreKind; 2] = [StoreKind::Client, StoreKind::Server];

    /// The four stores of a deployment to which no machine was added, in the order of the page.
    pub const FIRST: [Self; 4] = [
        Self::new(NodeName::Core, PeerId::FIRST, StoreKind::Client),
        Self::new(NodeName::Core, PeerId::FIRST, StoreKind::Server),
        Self::new(NodeName::Edge, PeerId::FIRST, StoreKind::Client),
        Self::new(NodeName::Edge, PeerId::FIRST, StoreKind::Server),
    ];

    /// The store of this kind on this machine.
    #[must_use]
    pub const fn new(node: NodeName, peer: PeerId, kind: StoreKind) -> Self {
        Self { node, peer, kind }
    }
}

/// Tells a far end from the others, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FarEndId(pub usize);

/// The number that was handed out last. It says nothing of a deployment.
#[derive(Clone, Copy, Debug, Default)]
struct Counter(usize);

impl PartialEq for Counter {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Counter {}

impl Default for Node {
    /// A node of which nothing is known: one machine, with nothing in its stores.
    fn default() -> Self {
        Self {
            release: None,
            switches: Switches::default(),
            verify_names: None,
            peers: vec![Peer::first()].into(),
            trusted: None,
            assumed: Vec::new(),
        }
    }
}

impl<T> Fact<T> {
    /// What a person said.
    #[must_use]
    pub const fn said(value: T) -> Self {
        Self { value, from: Vec::new() }
    }
}

impl PeerId {
    /// The machine that each node has before any is added.
    pub const FIRST: Self = Self(0);
}

impl Peer {
    /// A node's only machine.
    #[must_use]
    pub const fn first() -> Self {
        Self { id: PeerId::FIRST, name: String::new(), client: None, server: None }
    }

    /// What one of its stores holds.
    #[must_use]
    pub const fn store(&self, kind: StoreKind) -> Option<&Arc<CertificateFile>> {
        match kind {
            StoreKind::Client => self.client.as_ref(),
            StoreKind::Server => self.server.as_ref(),
        }
    }

    /// What one of its stores holds, to be changed.
    pub const fn store_mut(&mut self, kind: StoreKind) -> &mut Option<Arc<CertificateFile>> {
        match kind {
            StoreKind::Client => &mut self.client,
            StoreKind::Server => &mut self.server,
        }
    }
}

impl Numbered for Peer {
    fn number(&self) -> usize {
        self.id.0
    }
}

impl Numbered for FarEnd {
    fn number(&self) -> usize {
        self.id.0
    }
}

impl FarEnd {
    /// A far end of which nothing is known.
    #[must_use]
    pub const fn of_any_kind(id: FarEndId, name: String) -> Self {
        Self {
            id,
            ready_made: None,
            name,
            node: NodeName::Edge,
            initiates: Initiates::Expressway,
            client_eku_check: ClientEkuCheck::Unknown,
            tls_verify: TlsVerify::On,
            protocol: Protocol::Sip,
            used_by: Vec::new(),
            traversal_port: None,
            verify_names: String::new(),
            certificate: None,
            trusted: None,
            assumed: Vec::new(),
            from: None,
        }
    }

    /// A ready-made one, with what is known of its kind.
    #[must_use]
    pub fn of_kind(ready_made: ReadyMade, id: FarEndId, name: String) -> Self {
        let known = ready_made.far_end();
        Self {
            ready_made: Some(ready_made),
            node: known.node,
            initiates: known.initiates,
            client_eku_check: known.client_eku_check,
            tls_verify: known.tls_verify,
            protocol: known.protocol,
            used_by: known.used_by,
            ..Self::of_any_kind(id, name)
        }
    }
}

impl Description {
    /// One of the two nodes.
    #[must_use]
    pub const fn node(&self, node: NodeName) -> &Node {
        &self.nodes[node as usize]
    }

    /// One of the two nodes, to be changed.
    pub const fn node_mut(&mut self, node: NodeName) -> &mut Node {
        &mut self.nodes[node as usize]
    }

    /// Every store, of every release, in the order of the page.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        NodeName::ALL.into_iter().flat_map(|node| {
            self.node(node).peers.iter().flat_map(move |peer| {
                Slot::KINDS.into_iter().map(move |kind| Slot::new(node, peer.id, kind))
            })
        })
    }

    /// Whether the node's release has this store.
    #[must_use]
    pub fn has_store(&self, slot: Slot) -> bool {
        slot.kind == StoreKind::Server || self.release(slot.node).has_client_store()
    }

    /// What a store holds.
    #[must_use]
    pub fn held(&self, slot: Slot) -> Option<&Arc<CertificateFile>> {
        let peers = &self.node(slot.node).peers;
        peers.get(peers.place(slot.peer.0)?)?.store(slot.kind)
    }

    /// What a store holds, to be changed; `None` where the machine is gone.
    pub fn store_mut(&mut self, slot: Slot) -> Option<&mut Option<Arc<CertificateFile>>> {
        let peers = &mut self.node_mut(slot.node).peers;
        Some(peers.iter_mut().find(|peer| peer.id == slot.peer)?.store_mut(slot.kind))
    }

    /// Whether a store that the releases have holds something.
    #[must_use]
    pub fn holds_something(&self) -> bool {
        self.slots().any(|slot| self.has_store(slot) && self.held(slot).is_some())
    }

    /// Takes a setting that a file says, of a case that was saved: the fact that it founds learns
    /// where it came from.
    pub fn found_setting(&mut self, setting: SettingReport) {
        let Some(id) = setting.id else {
            self.further_settings.push(setting);
            return;
        };
        let SettingReport { node: name, value, file, line, text, .. } = setting;
        let quoted = Quoted { value, file, line, text };
        let node = &mut self.nodes[name as usize];
        let from = match id {
            SettingId::Release => node.release.as_mut().map(|fact| &mut fact.from),
            SettingId::Switch(switch) => node.switches[switch].as_mut().map(|fact| &mut fact.from),
            SettingId::VerifyName => node.verify_names.as_mut().map(|fact| &mut fact.from),
            SettingId::TraversalZone => {
                let mut ends = self.traversal_zones.iter_mut().map(|zone| zone.end_mut(name));
                if let Some(end) = ends.find(|end| end.from.is_none()) {
                    end.from = Some(quoted);
                }
                return;
            }
            SettingId::FarEnd => {
                let far_ends = self.far_ends.iter().enumerate();
                let own = far_ends.filter(|(_, one)| one.node == name && one.from.is_none());
                let is_called_so = |one: &FarEnd| one.name.starts_with(&quoted.value);
                // One that was given another name is the first that no file describes.
                let place = own.clone().find(|(_, one)| is_called_so(one)).or(own.clone().next());
                if let Some(place) = place.map(|(place, _)| place) {
                    self.far_ends[place].from = Some(quoted);
                }
                return;
            }
        };
        if let Some(from) = from {
            from.push(quoted);
        }
    }

    /// Whether there is something to judge: a certificate, or what files or captures say.
    #[must_use]
    pub fn says_something(&self) -> bool {
        self.holds_something() || !self.seen.is_empty() || !self.settings().is_empty()
    }

    /// A number that was not handed out before.
    pub const fn fresh_id(&mut self) -> usize {
        self.counter.0 += 1;
        self.counter.0
    }

    /// Hands out no number that another description did.
    pub fn count_on_from(&mut self, other: &Self) {
        self.counter.0 = self.counter.0.max(other.counter.0);
    }
}
