//! What the page knows, and how it changes: a pure reducer.
//!
//! [`State`] holds what was read from certificates, the settings, and the report of the last
//! judgement; never a file's bytes. [`Action`]s say what happened. The page draws the state and
//! decides nothing. The clock is read once, outside, and handed to [`State::new`].

mod intake;
pub mod upgrade;

use std::rc::Rc;

use eku_engine::deployment::{
    Deployment, EkuCheck, Node, NodeName, Peer, Release, Store, StoreKind, Stores, TrustedCas,
    VerifyName,
};
use eku_engine::report::{CertificateReport, Problem, Report};
use eku_engine::time::Timestamp;
use yew::Reducible;

use crate::examples::Example;
use crate::place::{Place, Slot, TrustList};

pub use intake::Taken;
use upgrade::{Upgrade, UpgradeAction};

/// The releases that can be chosen, oldest first.
pub const RELEASES: [&str; 4] = ["X14", "X15.3", "X15.4", "X15.5"];

/// Everything that the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// When the page was loaded.
    pub now: Timestamp,
    /// The day that was chosen instead.
    pub date: Option<Timestamp>,
    /// The settings of Core and of Edge.
    pub nodes: [NodeSettings; 2],
    /// The names that Core and Edge look for in the other's certificate, as they were typed.
    pub verify_names: [String; 2],
    /// Whether the two releases are chosen one by one.
    pub releases_differ: bool,
    /// What each store holds, in the order of [`Slot::ALL`].
    pub stores: [Option<Rc<Held>>; 4],
    /// What each trusted CA list holds, in the order of [`TrustList::ALL`].
    pub trusted: [Vec<Rc<Held>>; 3],
    /// What was read and still waits for a store.
    pub unplaced: Vec<Unplaced>,
    /// Input problems that nobody dismissed yet.
    pub alerts: Vec<Alert>,
    /// The judgement; `None` before any certificate is in.
    pub report: Option<Rc<Report>>,
    /// An upgrade that is tried out.
    pub upgrade: Upgrade,
    /// Files that hover over the page, and the place below them.
    pub dragging: Option<Place>,
    next_id: usize,
}

/// The settings of one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeSettings {
    /// One of [`RELEASES`].
    pub release: &'static str,
    /// Whether the EKU check is On; kept where the release has none.
    pub eku_check: bool,
}

impl NodeSettings {
    /// The release as the engine knows it.
    #[must_use]
    pub fn parsed(self) -> Release {
        Release::parse(self.release).unwrap_or(Release::X15_5)
    }
}

/// Certificates that were read from one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The file's name.
    pub source: String,
    /// The certificates, as the engine takes them.
    pub store: Store,
    /// The same, as the page shows them, the leaf first.
    pub reports: Vec<CertificateReport>,
}

/// Certificates that no store was named for.
#[derive(Clone, Debug, PartialEq)]
pub struct Unplaced {
    /// Tells it from others.
    pub id: usize,
    /// What was read.
    pub held: Rc<Held>,
    /// The stores that its name leaves open.
    pub choices: Vec<Slot>,
}

/// An input problem, shown where it happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Tells it from others.
    pub id: usize,
    /// Where it happened.
    pub place: Place,
    /// What, where and what to do.
    pub problem: Problem,
}

/// What can happen.
#[derive(Debug)]
pub enum Action {
    /// Files or texts were read.
    Took(Vec<Taken>),
    /// An unplaced file was given a store.
    Put(usize, Slot),
    /// An unplaced file was thrown away.
    Discard(usize),
    /// A store was emptied.
    Remove(Slot),
    /// A trusted CA list was emptied.
    RemoveTrusted(TrustList),
    /// A node's client store was given what its server store holds.
    SameAsServer(NodeName),
    /// An alert was dismissed.
    Dismiss(usize),
    /// A release was chosen, for one node or for both.
    Release(Option<NodeName>, &'static str),
    /// The releases of the two nodes were untied or tied.
    ReleasesDiffer(bool),
    /// An EKU check was switched.
    EkuCheck(NodeName, bool),
    /// The names that a node looks for were typed.
    VerifyNames(NodeName, String),
    /// An upgrade was tried out.
    Upgrade(UpgradeAction),
    /// A day was chosen, or none.
    Date(Option<Timestamp>),
    /// Files hover over a place, or no longer over the page.
    Drag(Option<Place>),
    /// An example was chosen.
    Example(&'static Example),
    /// Everything was taken away.
    StartAgain,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match action {
            Action::Drag(place) => {
                state.dragging = place;
                return state.into();
            }
            Action::Dismiss(id) => {
                state.alerts.retain(|alert| alert.id != id);
                return state.into();
            }
            Action::Took(taken) => state.take(taken),
            Action::Put(id, slot) => state.put(id, slot),
            Action::Discard(id) => state.unplaced.retain(|unplaced| unplaced.id != id),
            Action::Remove(slot) => state.stores[slot.index()] = None,
            Action::RemoveTrusted(list) => state.trusted[list.index()].clear(),
            Action::SameAsServer(node) => {
                let server = Slot::new(node, StoreKind::Server).index();
                let client = Slot::new(node, StoreKind::Client).index();
                state.stores[client] = state.stores[server].clone();
            }
            Action::Release(node, release) => {
                for name in NodeName::ALL {
                    if node.is_none_or(|chosen| chosen == name) {
                        state.nodes[name as usize].release = release;
                    }
                }
            }
            Action::ReleasesDiffer(differ) => {
                state.releases_differ = differ;
                if !differ {
                    state.nodes[1].release = state.nodes[0].release;
                }
            }
            Action::EkuCheck(node, on) => state.nodes[node as usize].eku_check = on,
            Action::VerifyNames(node, names) => state.verify_names[node as usize] = names,
            Action::Upgrade(action) => state.upgrade(action),
            Action::Date(date) => state.date = date,
            Action::Example(example) => state = Self::new(state.now).with_example(example),
            Action::StartAgain => state = Self::new(state.now),
        }
        state.judge();
        state.into()
    }
}

impl State {
    /// The page before any input.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        let node = NodeSettings { release: "X15.5", eku_check: true };
        Self {
            now,
            date: None,
            nodes: [node; 2],
            verify_names: Default::default(),
            releases_differ: false,
            stores: Default::default(),
            trusted: Default::default(),
            unplaced: Vec::new(),
            alerts: Vec::new(),
            report: None,
            upgrade: Upgrade::default(),
            dragging: None,
            next_id: 0,
        }
    }

    /// The instant that is judged.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.date.unwrap_or(self.now)
    }

    /// A node's settings.
    #[must_use]
    pub fn node(&self, node: NodeName) -> NodeSettings {
        self.nodes[node as usize]
    }

    /// Whether the node's release has this store.
    #[must_use]
    pub fn has_store(&self, slot: Slot) -> bool {
        slot.kind == StoreKind::Server || self.node(slot.node).parsed().has_client_store()
    }

    /// The stores that the releases have and that nothing was given for.
    pub fn missing(&self) -> impl Iterator<Item = Slot> {
        Slot::ALL
            .into_iter()
            .filter(|slot| self.has_store(*slot) && self.stores[slot.index()].is_none())
    }

    /// The alerts of one place.
    pub fn alerts_at(&self, place: Place) -> impl Iterator<Item = &Alert> {
        self.alerts.iter().filter(move |alert| alert.place == place)
    }

    fn judge(&mut self) {
        let any = Slot::ALL
            .into_iter()
            .any(|slot| self.has_store(slot) && self.stores[slot.index()].is_some());
        self.report = any
            .then(|| self.deployment())
            .flatten()
            .map(|deployment| Rc::new(eku_engine::check(&deployment, self.at())));
        self.judge_upgraded();
    }

    /// What the page describes, as the engine takes it.
    #[must_use]
    pub fn deployment(&self) -> Option<Deployment> {
        Deployment::new(self.engine_node(NodeName::Core)?, self.engine_node(NodeName::Edge)?).ok()
    }

    fn engine_node(&self, name: NodeName) -> Option<Node> {
        let settings = self.node(name);
        let release = settings.parsed();
        let store = |kind| {
            self.stores[Slot::new(name, kind).index()]
                .as_ref()
                .map_or(Store::Empty, |held| held.store.clone())
        };
        let stores = if release.has_client_store() {
            Stores::Two { server: store(StoreKind::Server), client: store(StoreKind::Client) }
        } else {
            Stores::One(store(StoreKind::Server))
        };
        let mut node = Node::new(name, release, vec![Peer::only(stores)]).ok()?;
        if release.has_eku_check() {
            let check = if settings.eku_check { EkuCheck::On } else { EkuCheck::Off };
            node.set_eku_check(check).ok()?;
        }
        node.trusted_cas = self.trusted_cas(name);
        let names = &self.verify_names[name as usize];
        node.verify_names = names.split([',', ';', ' ']).filter_map(VerifyName::new).collect();
        Some(node)
    }

    fn trusted_cas(&self, node: NodeName) -> Option<TrustedCas> {
        let own = match node {
            NodeName::Core => TrustList::Core,
            NodeName::Edge => TrustList::Edge,
        };
        let mut list = TrustedCas::default();
        for held in [own, TrustList::Both].iter().flat_map(|list| &self.trusted[list.index()]) {
            let Some(presented) = held.store.presented() else {
                continue;
            };
            list.certificates.push(presented.leaf.clone());
            list.certificates.extend(presented.chain.iter().cloned());
            list.incomplete |= presented.incomplete;
        }
        (!list.certificates.is_empty()).then_some(list)
    }
}
