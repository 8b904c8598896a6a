//! What if: something is tried on the page itself, compared with how it was, and taken back.
//!
//! One mechanism serves plans, the upgrade and free experiments: [`TrialKind`] is done to the state, and a
//! [`Trial`] keeps the state from before. Everything on the page then speaks of what is tried; what
//! was seen at work, and the reports to take along, stay with how it was ([`State::real`]). What is
//! taken away by hand can be put back in the same way.

use std::rc::Rc;
use std::sync::Arc;

use eku_deployment::{Description, Fact, Judged};
use eku_engine::chain::Links;
use eku_engine::deployment::{Deployment, NodeName, Store, StoreId, Stores, Switch, VerifyName};
use eku_engine::plan;
use eku_engine::report::Report;

use super::{Action, CertificateFile, State};
use crate::names;
use crate::place::Place;

/// Something that is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// What it is.
    pub what: TrialKind,
    /// The page as it was.
    pub before: Rc<State>,
}

/// What can be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialKind {
    /// The plan at this place of the report, from 0.
    Plan(usize),
    /// An upgrade of both nodes to X15.5.
    Upgrade,
    /// Whatever is changed by hand.
    Own,
}

/// What was taken away last, and the page as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// What was taken away.
    pub gone: Removed,
    /// The page as it was.
    pub before: Rc<State>,
}

/// Something that was taken away by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removed {
    /// What a place held.
    Content(String),
    /// What stores held, which were given something else.
    Replaced(Vec<String>),
    /// A machine or a far end, with what it held.
    Whole(String),
    /// Everything.
    Everything,
}

impl State {
    /// Whether there is something to upgrade: a node before X15.5, and something to judge.
    #[must_use]
    pub fn can_upgrade(&self) -> bool {
        let older = |node| !self.release(node).has_client_store();
        self.report.is_some() && NodeName::ALL.into_iter().any(older)
    }

    /// What is tried, or how it is where nothing is.
    #[must_use]
    pub fn real(&self) -> &Self {
        self.trial.as_ref().map_or(self, |trial| trial.before.real())
    }

    /// The state whose plans are listed: while one of them is tried, the one that it is of.
    #[must_use]
    pub fn planned(&self) -> &Self {
        match self.trial.as_deref() {
            Some(Trial { what: TrialKind::Plan(_), before }) => before,
            _ => self,
        }
    }

    /// The plan that is tried.
    #[must_use]
    pub fn tried_plan(&self) -> Option<usize> {
        match self.trial.as_deref()?.what {
            TrialKind::Plan(place) => Some(place),
            TrialKind::Upgrade | TrialKind::Own => None,
        }
    }

    /// The stores whose certificates stand for ones that are still to be got, as reports name them.
    #[must_use]
    pub fn imagined_stores(&self) -> Vec<StoreId> {
        let imagined = |held: &Arc<CertificateFile>| held.is_placeholder();
        let slots = self.slots().filter(|slot| self.held(*slot).is_some_and(imagined));
        slots.map(|slot| self.store_id(slot)).collect()
    }

    /// Whether anything on the page stands for what is still to be got.
    #[must_use]
    pub fn imagines(&self) -> bool {
        let Description { far_ends, nodes, .. } = &self.description;
        let of_far_ends = far_ends.iter().map(|one| &one.assumed);
        let mut assumed = of_far_ends.chain(nodes.iter().map(|node| &node.assumed));
        !self.imagined_stores().is_empty() || assumed.any(|list| !list.is_empty())
    }

    /// Tries something out; what is tried already is taken back first, unless it is one's own.
    pub(super) fn try_out(&mut self, what: TrialKind) {
        // The plans of a report are of what it judged.
        if self.judging.is_some() || (what == TrialKind::Own && self.trial.is_some()) {
            return;
        }
        if self.trial.as_ref().is_some_and(|trial| trial.what != TrialKind::Own) {
            self.take_back();
        }
        let plans = self.report.as_deref().map(Report::all_plans).unwrap_or_default();
        let moves = match what {
            TrialKind::Plan(place) => match plans.get(place) {
                Some(plan) => plan.moves.clone(),
                None => return,
            },
            TrialKind::Upgrade if self.can_upgrade() => vec![plan::Action::UpgradeToX15_5],
            TrialKind::Own if self.report.is_some() => Vec::new(),
            TrialKind::Upgrade | TrialKind::Own => return,
        };
        let Some(Judged { deployment, .. }) = self.judged() else {
            return;
        };
        let before = Rc::new(self.clone());
        self.undo = None;
        let links = Links::again(&deployment, &mut self.verified);
        self.become_like(&deployment, &plan::after(&deployment, &links, &moves, self.at()));
        self.trial = Some(Trial { what, before }.into());
        self.judge();
    }

    /// Makes what is tried the deployment, unless a part of it is imagined.
    pub(super) fn keep(&mut self) {
        if !self.imagines()
            && let Some(trial) = self.trial.take()
        {
            self.trial.clone_from(&trial.before.trial);
            self.judge();
        }
    }

    /// The page as it was before something was tried.
    pub(super) fn take_back(&mut self) {
        if let Some(trial) = self.trial.take() {
            self.replace(Self::clone(&trial.before));
        }
    }

    /// Puts back what was taken away last.
    pub(super) fn undo(&mut self) {
        if let Some(undo) = self.undo.take() {
            self.replace(Self::clone(&undo.before));
        }
    }

    /// What files that were dropped took the place of, where they did: what was only imagined does not
    /// count.
    pub(super) fn replaced(&self, before: &Self) -> Option<Rc<Undo>> {
        let changed = before.slots().filter(|slot| {
            let both = before.held(*slot).zip(self.held(*slot));
            both.is_some_and(|(old, new)| old != new && !old.is_placeholder())
        });
        let names = Vec::from_iter(changed.map(|slot| self.named(Place::Slot(slot)).words));
        (!names.is_empty()).then(|| before.undo_of(Removed::Replaced(names)))
    }

    /// The way back to this state.
    pub(super) fn undo_of(&self, gone: Removed) -> Rc<Undo> {
        let before = Self { undo: None, receipt: None, ..self.clone() };
        Undo { gone, before: before.into() }.into()
    }

    /// What an action takes away, where it takes something away.
    pub(super) fn takes_away(&self, action: &Action) -> Option<Removed> {
        let whole = |name: Option<String>| Some(Removed::Whole(name.unwrap_or_default()));
        match action {
            Action::Remove(place) => Some(Removed::Content(self.named(*place).words)),
            Action::RemovePeer(node, peer) if self.is_cluster(*node) => {
                whole(self.peer_name(*node, *peer))
            }
            Action::RemoveFarEnd(id) => whole(self.far_end_name(*id)),
            Action::RemoveZone(id) => whole(self.zone_name(*id)),
            Action::Discard(id) => {
                let waiting = self.unplaced.iter().find(|waiting| waiting.id == *id)?;
                Some(Removed::Whole(waiting.held.source.clone()))
            }
            Action::StartAgain | Action::Example(_) if !self.is_fresh() => {
                Some(Removed::Everything)
            }
            _ => None,
        }
    }

    /// Takes what differs between two deployments into what the page holds.
    fn become_like(&mut self, was: &Deployment, is: &Deployment) {
        for name in NodeName::ALL {
            let (old, new) = (was.node(name), is.node(name));
            let described = self.description.node_mut(name);
            if old.release() != new.release() {
                described.release = Some(Fact::said(new.release()));
            }
            // What a release does not have any more is kept.
            for switch in Switch::ALL {
                let (old, new) = (old.switches()[switch], new.switches()[switch]);
                if new.is_some() && old != new {
                    described.switches[switch] = new.map(Fact::said);
                }
            }
            for (peer, new) in described.peers.iter_mut().zip(new.peers()) {
                become_holder(&mut peer.server, new.stores.server(), None);
                if let Stores::Two { client, .. } = &new.stores {
                    become_holder(&mut peer.client, client, peer.server.as_ref());
                }
            }
            if let Some(names) = names_unlike(&old.verify_names, &new.verify_names) {
                described.verify_names = Some(Fact::said(names));
            }
            let list = new.trusted_cas.as_ref();
            described.assumed = list.map(|list| list.assumed.clone()).unwrap_or_default();
        }
        self.releases_differ &= is.core.release() != is.edge.release();
        let zones = self.description.traversal_zones.iter_mut();
        for (described, (old, new)) in
            zones.zip(was.traversal_zones.iter().zip(&is.traversal_zones))
        {
            for node in NodeName::ALL {
                let (old, new) = (&old.end(node).verify_names, &new.end(node).verify_names);
                if let Some(names) = names_unlike(old, new) {
                    described.end_mut(node).verify_names = names;
                }
            }
        }
        // What is judged has the far ends in the order in which they are described.
        let far_ends = was.far_ends.iter().zip(&is.far_ends);
        for (described, (old, new)) in self.description.far_ends.iter_mut().zip(far_ends) {
            if let Some(names) = names_unlike(&old.verify_names, &new.verify_names) {
                described.verify_names = names;
            }
            described.client_eku_check = new.client_eku_check;
            described.tls_verify = new.tls_verify;
            let list = new.trusted_cas.as_ref();
            described.assumed = list.map(|list| list.assumed.clone()).unwrap_or_default();
        }
    }

    /// Whether what is tried takes a CA to be in a list.
    #[must_use]
    pub fn assumes(&self, place: Place) -> bool {
        match place {
            Place::Trusted(list) => {
                let nodes = &self.description.nodes;
                nodes.get(list.index()).is_some_and(|one| !one.assumed.is_empty())
            }
            Place::FarEndTrusted(id) => self.far_end(id).is_some_and(|one| !one.assumed.is_empty()),
            Place::Slot(_) | Place::FarEnd(_) | Place::Anything => false,
        }
    }

    /// What is real takes the place of what was taken to be in a list.
    pub(super) fn forget_assumed(&mut self, place: Place) {
        match place {
            Place::Trusted(_) => {
                for node in &mut self.description.nodes {
                    node.assumed.clear();
                }
            }
            Place::FarEndTrusted(id) => {
                if let Some(far_end) = self.far_end_mut(id) {
                    far_end.assumed.clear();
                }
            }
            Place::Slot(_) | Place::FarEnd(_) | Place::Anything => {}
        }
    }
}

/// The names that are looked for now, as they are typed, where they are not those from before.
fn names_unlike(old: &[VerifyName], new: &[VerifyName]) -> Option<String> {
    let typed = || new.iter().map(ToString::to_string).collect::<Vec<String>>().join(", ");
    (old != new).then(typed)
}

/// Gives a holder what a store of the engine holds: what it has already, what the server store has, or
/// what is imagined.
fn become_holder(
    holder: &mut Option<Arc<CertificateFile>>,
    store: &Store,
    server: Option<&Arc<CertificateFile>>,
) {
    let holds = |held: &Arc<CertificateFile>| held.store() == *store;
    if holder.as_ref().is_some_and(holds) {
        return;
    }
    *holder = match store.presented() {
        None => None,
        Some(_) if server.is_some_and(holds) => server.cloned(),
        Some(presented) => {
            let leaf = vec![Arc::clone(&presented.leaf)];
            Some(CertificateFile::of(names::IMAGINED, leaf).into())
        }
    };
}
