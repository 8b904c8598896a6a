//! What if: something is tried on the page itself, compared with how it was, and taken back.
//!
//! One mechanism serves plans, the upgrade and free experiments: [`What`] is done to the state, and a
//! [`Trial`] keeps the state from before. Everything on the page then speaks of what is tried; what
//! was seen at work, and the reports to take along, stay with how it was ([`State::real`]). What is
//! taken away by hand can be put back in the same way.

use std::collections::BTreeMap;
use std::rc::Rc;

use eku_engine::deployment::{Deployment, EkuCheck, NodeName, Store, Stores};
use eku_engine::plan;
use eku_engine::report;

use super::collected::nearest;
use super::{Action, Held, State};
use crate::place::Place;
use crate::text;

/// Something that is tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What it is.
    pub what: What,
    /// The page as it was.
    pub before: Rc<State>,
}

/// What can be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The plan at this place of the report, from 0.
    Plan(usize),
    /// An upgrade of both nodes to X15.5.
    Upgrade,
    /// Whatever is changed by hand.
    Own,
}

/// What was taken away last, and the page as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// What was taken away.
    pub gone: Gone,
    /// The page as it was.
    pub before: Rc<State>,
}

/// Something that was taken away by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    /// What a place held.
    Held(String),
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
        let older = |node| !self.node(node).parsed().has_client_store();
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
            Some(Trial { what: What::Plan(_), before }) => before,
            _ => self,
        }
    }

    /// The plan that is tried.
    #[must_use]
    pub fn tried_plan(&self) -> Option<usize> {
        match self.trial.as_deref()?.what {
            What::Plan(place) => Some(place),
            What::Upgrade | What::Own => None,
        }
    }

    /// The stores whose certificates stand for ones that are still to be got, as reports name them.
    #[must_use]
    pub fn imagined_stores(&self) -> Vec<String> {
        let imagined = |held: &Rc<Held>| held.imagined;
        let slots = self.slots().filter(|slot| self.held(*slot).is_some_and(imagined));
        slots.map(|slot| self.store_id(slot)).collect()
    }

    /// Whether anything on the page stands for what is still to be got.
    #[must_use]
    pub fn imagines(&self) -> bool {
        let mut assumed = self.far_ends.iter().map(|one| &one.assumed).chain(&self.assumed);
        !self.imagined_stores().is_empty() || assumed.any(|list| !list.is_empty())
    }

    /// Tries something out; what is tried already is taken back first, unless it is one's own.
    pub(super) fn try_out(&mut self, what: What) {
        // The plans of a report are of what it judged.
        if self.judging.is_some() || (what == What::Own && self.trial.is_some()) {
            return;
        }
        if self.trial.as_ref().is_some_and(|trial| trial.what != What::Own) {
            self.take_back();
        }
        let plans = self.report.as_deref().map(|report| &report.plans[..]).unwrap_or_default();
        let moves = match what {
            What::Plan(place) => match plans.get(place) {
                Some(plan) => plan.moves.clone(),
                None => return,
            },
            What::Upgrade if self.can_upgrade() => vec![plan::Action::UpgradeToX15_5],
            What::Own if self.report.is_some() => Vec::new(),
            What::Upgrade | What::Own => return,
        };
        let Some(deployment) = self.deployment() else {
            return;
        };
        self.undo = None;
        let before = Rc::new(self.clone());
        self.become_like(&deployment, &plan::after(&deployment, &moves, self.at()));
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
            both.is_some_and(|(old, new)| old != new && !old.imagined)
        });
        let names = Vec::from_iter(changed.map(|slot| self.named(Place::Slot(slot)).words));
        (!names.is_empty()).then(|| before.undo_of(Gone::Replaced(names)))
    }

    /// The way back to this state.
    pub(super) fn undo_of(&self, gone: Gone) -> Rc<Undo> {
        let before = Self { undo: None, receipt: None, ..self.clone() };
        Undo { gone, before: before.into() }.into()
    }

    /// What an action takes away, where it takes something away.
    pub(super) fn takes_away(&self, action: &Action) -> Option<Gone> {
        let whole = |name: Option<String>| Some(Gone::Whole(name.unwrap_or_default()));
        match action {
            Action::Remove(place) => Some(Gone::Held(self.named(*place).words)),
            Action::RemovePeer(node, peer) if self.is_cluster(*node) => {
                whole(self.peer_name(*node, *peer))
            }
            Action::RemoveFarEnd(id) => whole(self.far_end_name(*id)),
            Action::Discard(id) => {
                let waiting = self.unplaced.iter().find(|waiting| waiting.id == *id)?;
                Some(Gone::Held(waiting.held.source.clone()))
            }
            Action::StartAgain | Action::Example(_) if !self.is_fresh() => Some(Gone::Everything),
            _ => None,
        }
    }

    /// Takes what differs between two deployments into what the page holds.
    fn become_like(&mut self, was: &Deployment, is: &Deployment) {
        for name in NodeName::ALL {
            let (old, new) = (was.node(name), is.node(name));
            let settings = &mut self.nodes[name as usize];
            if old.release() != new.release() {
                settings.release = nearest(new.release());
                settings.exact = Some(new.release());
            }
            if old.eku_check() != new.eku_check() {
                settings.eku_check = new.eku_check() != Some(EkuCheck::Off);
            }
            for (peer, new) in self.peers[name as usize].iter_mut().zip(new.peers()) {
                become_holder(&mut peer.server, new.stores.server(), None);
                if let Stores::Two { client, .. } = &new.stores {
                    become_holder(&mut peer.client, client, peer.server.as_ref());
                }
            }
            let list = new.trusted_cas.as_ref();
            self.assumed[name as usize] = list.map(|list| list.assumed.clone()).unwrap_or_default();
        }
        self.releases_differ &= is.core.release() != is.edge.release();
        let new = is.far_ends.iter().map(|new| (new.slug.as_str(), new));
        let new = BTreeMap::from_iter(new);
        let new = self.far_end_names().iter().map(|given| new.get(given.key.as_str()));
        let new = Vec::from_iter(new);
        for (described, new) in self.far_ends.iter_mut().zip(new) {
            if let Some(new) = new {
                described.client_eku_check = new.client_eku_check;
                described.tls_verify = new.tls_verify;
                let list = new.trusted_cas.as_ref();
                described.assumed = list.map(|list| list.assumed.clone()).unwrap_or_default();
            }
        }
    }

    /// Whether what is tried takes a CA to be in a list.
    #[must_use]
    pub fn assumes(&self, place: Place) -> bool {
        match place {
            Place::Trusted(list) => {
                self.assumed.get(list.index()).is_some_and(|one| !one.is_empty())
            }
            Place::FarEndTrusted(id) => {
                self.far_ends.iter().any(|one| one.id == id && !one.assumed.is_empty())
            }
            Place::Slot(_) | Place::FarEnd(_) | Place::Anything => false,
        }
    }

    /// What is real takes the place of what was taken to be in a list.
    pub(super) fn forget_assumed(&mut self, place: Place) {
        match place {
            Place::Trusted(_) => self.assumed = Default::default(),
            Place::FarEndTrusted(id) => {
                for far_end in self.far_ends.iter_mut().filter(|far_end| far_end.id == id) {
                    far_end.assumed.clear();
                }
            }
            Place::Slot(_) | Place::FarEnd(_) | Place::Anything => {}
        }
    }
}

/// Gives a holder what a store of the engine holds: what it has already, what the server store has, or
/// what is imagined.
fn become_holder(holder: &mut Option<Rc<Held>>, store: &Store, server: Option<&Rc<Held>>) {
    let holds = |held: &Rc<Held>| held.store == *store;
    if holder.as_ref().is_some_and(holds) {
        return;
    }
    *holder = match store.presented() {
        None => None,
        Some(_) if server.is_some_and(holds) => server.cloned(),
        Some(presented) => {
            let leaf = [(*presented.leaf).clone()];
            let source = text::trial::IMAGINED.to_owned();
            let reports = report::certificates(&leaf, &source);
            Some(Held { source, store: store.clone(), reports, imagined: true }.into())
        }
    };
}
