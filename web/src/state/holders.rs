//! What holds certificates: what its place is called, what it holds, and where that can go.

use std::sync::Arc;

use eku_deployment::Description;
use eku_engine::advisory::AdvisedPlace;
use eku_engine::connection::CertificateId;
use eku_engine::deployment::{NodeName, StoreId};

use super::{CertificateFile, State};
use crate::names;
use crate::place::{Place, Slot, TrustList, kind_id};

/// A place and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The place.
    pub place: Place,
    /// The `id` of its file input.
    pub id: String,
    /// The value of its `data-store`; for a store the identifier in reports.
    pub store: String,
    /// What people call it.
    pub words: String,
}

/// What a report speaks of as presented by one side of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Whose certificate it is, as reports name it.
    pub id: CertificateId,
    /// What people call it.
    pub words: String,
    /// What it holds.
    pub held: Option<Arc<CertificateFile>>,
}

/// Where a certificate can be moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The place.
    pub named: Named,
    /// Whether it holds something that comes back instead.
    pub swaps: bool,
}

impl State {
    /// What the report says of the names of a certificate beside others of the deployment.
    #[must_use]
    pub fn names_beside(&self, slot: Slot) -> Vec<String> {
        let store = AdvisedPlace::Store(self.store_id(slot));
        let advisories = self.report.iter().flat_map(|report| &report.advisories);
        let of_names = advisories.filter(|one| one.is_look_alike);
        let here = of_names.filter(|one| one.certificate == store);
        here.map(|one| one.text.clone()).collect()
    }

    /// What a place is called.
    #[must_use]
    pub fn named(&self, place: Place) -> Named {
        let (id, store, words) = match place {
            Place::Slot(slot) => {
                let position = self.peers(slot.node).iter().position(|peer| peer.id == slot.peer);
                let number = match position.unwrap_or(0) {
                    0 => String::new(),
                    further => format!("-{}", further + 1),
                };
                (
                    format!("{}-{}{number}", slot.node, kind_id(slot.kind)),
                    self.store_id(slot).to_string(),
                    names::slot_name(slot, self.peer_name(slot.node, slot.peer).as_deref()),
                )
            }
            Place::Trusted(list) => {
                let id = ["core-trusted", "edge-trusted", "trusted"][list.index()];
                (id.to_owned(), list.id().to_owned(), names::trust_name(list).to_owned())
            }
            Place::FarEnd(id) | Place::FarEndTrusted(id) => {
                let position =
                    self.description.far_ends.iter().position(|far_end| far_end.id == id);
                let number = position.unwrap_or(0) + 1;
                let slug = self.slug(id).unwrap_or_default();
                let name = self.far_end_name(id).unwrap_or_default();
                if place.is_list() {
                    (
                        format!("far-end-{number}-trusted"),
                        format!("far-end:{slug}.trusted"),
                        names::trusted_of(&name),
                    )
                } else {
                    (
                        format!("far-end-{number}-certificate"),
                        format!("far-end:{slug}"),
                        names::certificate_of(&name),
                    )
                }
            }
            Place::Anything => {
                ("anything".to_owned(), "anything".to_owned(), names::THE_PAGE.to_owned())
            }
        };
        Named { place, id, store, words }
    }

    /// A store as reports name it: `core.client`, in a cluster `core[name].client`.
    #[must_use]
    pub fn store_id(&self, slot: Slot) -> StoreId {
        let peer = self.peer_name(slot.node, slot.peer).map(Into::into);
        StoreId { node: slot.node, peer, kind: slot.kind }
    }

    /// What a report means by the certificate of one side: a store, the stores of every machine
    /// of a node, or a far end's own certificate.
    #[must_use]
    pub fn holders(&self, certificate: &CertificateId) -> Vec<Holder> {
        let holder = |id: CertificateId, place: Place| Holder {
            id,
            words: self.named(place).words,
            held: self.held_at(place).cloned(),
        };
        let store = match certificate {
            CertificateId::Store(store) => store,
            CertificateId::FarEnd(slug) => {
                let far_end = self.far_end_of(slug.as_str());
                let place = far_end.map(|(far_end, _)| Place::FarEnd(far_end.id));
                return place.into_iter().map(|place| holder(certificate.clone(), place)).collect();
            }
        };
        let node = store.node;
        let peers = self.peers(node).iter().zip(self.peer_names(node));
        let meant = peers.filter(|(_, given)| match store.peer.as_deref() {
            Some(peer) => self.is_cluster(node) && given.name == peer,
            None => true,
        });
        let slots = meant.map(|(peer, _)| Slot::new(node, peer.id, store.kind));
        slots
            .map(|slot| holder(CertificateId::Store(self.store_id(slot)), Place::Slot(slot)))
            .collect()
    }

    /// What a store or a far end holds.
    #[must_use]
    pub fn held_at(&self, place: Place) -> Option<&Arc<CertificateFile>> {
        match place {
            Place::Slot(slot) => self.held(slot),
            Place::FarEnd(id) => self.far_end(id)?.certificate.as_ref(),
            Place::Trusted(_) | Place::FarEndTrusted(_) | Place::Anything => None,
        }
    }

    /// All that a store, a far end or a list holds.
    pub(super) fn held_in(&self, place: Place) -> &[Arc<CertificateFile>] {
        match place {
            Place::Trusted(list) => self.trusted(list),
            Place::FarEndTrusted(id) => {
                self.far_end(id).and_then(|one| one.trusted.as_deref()).unwrap_or_default()
            }
            _ => self.held_at(place).map_or(&[], std::slice::from_ref),
        }
    }

    /// Where what a place holds can be moved: to every store there is, to the far ends, and, where
    /// it begins with a CA, to the trusted CA lists. Of many places to the first.
    #[must_use]
    pub fn targets(&self, from: Place) -> Vec<Target> {
        let is_ca = self
            .held_at(from)
            .and_then(|held| held.leading().first())
            .is_some_and(|first| first.facts.is_ca);
        let stores = self.slots().filter(|slot| self.has_store(*slot)).map(Place::Slot);
        stores
            .chain(self.others(is_ca))
            .filter(|place| *place != from)
            .take(MOST_TARGETS)
            .map(|place| Target { named: self.named(place), swaps: self.held_at(place).is_some() })
            .collect()
    }

    /// The places that are no stores: the far ends, and the trusted CA lists where they are wanted.
    pub(super) fn others(&self, lists: bool) -> impl Iterator<Item = Place> {
        let described = &self.description.far_ends;
        let far_ends = described.iter().map(|far_end| Place::FarEnd(far_end.id));
        let trusted = described.iter().map(|far_end| Place::FarEndTrusted(far_end.id));
        let trusted = TrustList::ALL.into_iter().map(Place::Trusted).chain(trusted);
        far_ends.chain(trusted.filter(move |_| lists))
    }

    /// Whether the machine or far end of a place is still there.
    pub(super) fn exists(&self, place: Place) -> bool {
        match place {
            Place::Slot(slot) => self.peers(slot.node).iter().any(|peer| peer.id == slot.peer),
            Place::FarEnd(id) | Place::FarEndTrusted(id) => self.far_end(id).is_some(),
            Place::Trusted(_) => true,
            Place::Anything => false,
        }
    }

    pub(super) fn store_mut(&mut self, place: Place) -> Option<&mut Option<Arc<CertificateFile>>> {
        match place {
            Place::Slot(slot) => self.description.store_mut(slot),
            Place::FarEnd(id) => Some(&mut self.far_end_mut(id)?.certificate),
            Place::Trusted(_) | Place::FarEndTrusted(_) | Place::Anything => None,
        }
    }

    /// A list, to be changed by hand: what was taken to be in it is not any more.
    pub(super) fn list_mut(&mut self, place: Place) -> Option<&mut Vec<Arc<CertificateFile>>> {
        self.forget_assumed(place);
        match place {
            Place::Trusted(list) => {
                let Description { nodes: [core, edge], trusted_by_both, .. } =
                    &mut self.description;
                Some(match list {
                    TrustList::Core => core.trusted.get_or_insert_default(),
                    TrustList::Edge => edge.trusted.get_or_insert_default(),
                    TrustList::Both => trusted_by_both,
                })
            }
            Place::FarEndTrusted(id) => Some(self.far_end_mut(id)?.trusted.get_or_insert_default()),
            Place::Slot(_) | Place::FarEnd(_) | Place::Anything => None,
        }
    }

    pub(super) fn remove(&mut self, place: Place) {
        if let Some(store) = self.store_mut(place) {
            *store = None;
        }
        if let Some(list) = self.list_mut(place) {
            list.clear();
        }
        // A list that holds nothing was not given.
        match place {
            Place::Trusted(TrustList::Core) => {
                self.description.node_mut(NodeName::Core).trusted = None;
            }
            Place::Trusted(TrustList::Edge) => {
                self.description.node_mut(NodeName::Edge).trusted = None;
            }
            Place::FarEndTrusted(id) => {
                if let Some(far_end) = self.far_end_mut(id) {
                    far_end.trusted = None;
                }
            }
            _ => {}
        }
    }

    /// What a trusted CA list holds.
    #[must_use]
    pub fn trusted(&self, list: TrustList) -> &[Arc<CertificateFile>] {
        let own = |node| self.description.node(node).trusted.as_deref().unwrap_or_default();
        match list {
            TrustList::Core => own(NodeName::Core),
            TrustList::Edge => own(NodeName::Edge),
            TrustList::Both => &self.description.trusted_by_both,
        }
    }

    /// Moves a certificate. Nothing is lost: what the other store held comes back.
    pub(super) fn relocate(&mut self, from: Place, to: Place) {
        let usable = match to {
            Place::Slot(slot) => self.has_store(slot),
            _ => true,
        };
        if from == to || !usable || !self.exists(to) {
            return;
        }
        let Some(held) = self.store_mut(from).and_then(Option::take) else {
            return;
        };
        if let Some(list) = self.list_mut(to) {
            list.push(held);
        } else if let Some(store) = self.store_mut(to) {
            let back = store.replace(held);
            if let Some(store) = self.store_mut(from) {
                *store = back;
            }
        }
        self.alerts.retain(|alert| alert.place != to);
    }
}

/// To so many places something can be moved: a list that nobody reads to its end.
const MOST_TARGETS: usize = 150;
