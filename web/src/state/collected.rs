//! What archives and dumps brought: machines become peers, and what they say becomes what is known.

use std::sync::Arc;

use eku_deployment::{MergeOutcome, PeerId};
use eku_engine::deployment::NodeName;
use eku_intake::collection::{Collection, Machine};

use super::{State, Unplaced};
use crate::place::Place;

/// A machine that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectedMachine {
    /// Tells it from others.
    pub id: usize,
    /// What was found.
    pub machine: Arc<Machine>,
    /// The node that it is of and the peer that it became; `None` while nobody said which node it
    /// is. What brings no certificate, such as a log alone, speaks of a peer that is there already,
    /// or of the node as a whole.
    pub became: Option<(NodeName, Option<PeerId>)>,
}

/// Files that are being read beside the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Tells it from others.
    pub id: usize,
    /// How many files.
    pub files: usize,
    /// Bytes read so far.
    pub read: u64,
    /// Bytes in all.
    pub total: u64,
}

/// What can happen to what is read beside the page.
#[derive(Debug)]
pub enum Intake {
    /// Reading began, or went on.
    Reading(Reading),
    /// Reading ended, with what was found or without.
    Ended(usize, Option<Box<Collection>>),
    /// A machine was said to be of this node.
    Assign(usize, NodeName),
    /// A machine that waits for its node was thrown away.
    Discard(usize),
}

impl State {
    pub(super) fn intake(&mut self, intake: Intake) {
        match intake {
            Intake::Reading(reading) => {
                match self.reading.iter_mut().find(|other| other.id == reading.id) {
                    Some(known) => *known = reading,
                    None => self.reading.push(reading),
                }
            }
            Intake::Ended(id, collection) => {
                self.reading.retain(|reading| reading.id != id);
                if let Some(collection) = collection {
                    self.collect(*collection);
                }
            }
            Intake::Assign(id, node) => self.assign(id, node),
            Intake::Discard(id) => {
                let gone = |one: &CollectedMachine| one.id == id && one.became.is_none();
                for one in self.machines.iter().filter(|one| gone(one)) {
                    self.description.forget_seen(&one.machine, None);
                }
                self.machines.retain(|one| !gone(one));
            }
        }
    }

    /// Takes a collection in: everything that says where it belongs goes there.
    fn collect(&mut self, collection: Collection) {
        self.dragging = None;
        self.alerts.retain(|alert| alert.place != Place::Anything);
        let known = self.description.problems.len();
        let sorted = self.description.take(vec![(collection, None)]);
        self.alert_from(known);
        for file in sorted.waiting {
            if !file.has_no_leaf() {
                let id = self.fresh_id();
                self.unplaced.push(Unplaced { id, held: file.into() });
            }
        }
        for MergeOutcome { machine, node, peer } in sorted.machines {
            let became = node.map(|node| (node, peer));
            if machine.has_store() {
                // A newer archive of the same machine takes its place.
                self.machines.retain(|one| {
                    one.became != became || became.is_none() || !one.machine.has_store()
                });
            }
            let id = self.fresh_id();
            self.machines.push(CollectedMachine { id, machine, became });
        }
        self.releases_differ |= self.release(NodeName::Core) != self.release(NodeName::Edge);
    }

    /// Shows the problems of the description from one on.
    fn alert_from(&mut self, first: usize) {
        let new = self.description.problems.iter().skip(first).take(MOST_ALERTS);
        for problem in Vec::from_iter(new.cloned()) {
            self.alert(Place::Anything, problem);
        }
    }

    fn assign(&mut self, id: usize, node: NodeName) {
        let Some(one) = self.machines.iter_mut().find(|one| one.id == id) else {
            return;
        };
        if one.became.is_some_and(|(before, _)| before == node) {
            return;
        }
        let machine = Arc::clone(&one.machine);
        if let Some((before, Some(peer))) = one.became.take().filter(|_| machine.has_store()) {
            let described = self.description.node_mut(before);
            described.peers.retain(|other| other.id != peer);
            if described.peers.is_empty() {
                described.peers.push(eku_deployment::Peer::first());
            }
        }
        if machine.is_only_seen() {
            self.description.forget_seen(&machine, Some(node.other()));
        }
        let known = self.description.problems.len();
        let peers = self.description.merge(node, &[machine]);
        self.alert_from(known);
        let became = Some((node, peers.first().copied().flatten()));
        for one in self.machines.iter_mut().filter(|one| one.id == id) {
            one.became = became;
        }
    }
}

/// More problems are not shown one by one: the list of files names them all.
const MOST_ALERTS: usize = 12;
