//! What archives and dumps brought: machines become peers, their settings the page's, and what was
//! seen of them stands beside the verdict.

use std::collections::BTreeSet;
use std::rc::Rc;

use eku_engine::deployment::{EkuCheck, Generation, NodeName, Release};
use eku_engine::evidence::Observation;
use eku_engine::report::{self, InputReport, Problem, SettingReport};
use eku_intake::collection::{CertificateFile, Collection, Machine, NodeDraft};

use super::{FarEnd, Held, Peer, State, Unplaced};
use crate::place::{FarEndId, PeerId, Place, TrustList};
use crate::text;

/// What archives and dumps brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collected {
    /// The machines, in the order in which they came.
    pub machines: Vec<CollectedMachine>,
    /// Every file that was met, and every setting that was taken from one.
    pub input: InputReport,
}

/// A machine that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectedMachine {
    /// Tells it from others.
    pub id: usize,
    /// What was found.
    pub machine: Rc<Machine>,
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
                self.collected.machines.retain(|one| one.id != id || one.became.is_some());
            }
        }
    }

    /// What was seen of the machines at work, as the engine takes it.
    pub(super) fn observations(&self) -> Vec<Observation> {
        let machines = self.collected.machines.iter();
        machines
            .filter_map(|one| {
                let (node, peer) = one.became?;
                if let Some(peer) = peer {
                    self.peers(node).iter().find(|other| other.id == peer)?;
                }
                let name = peer.and_then(|peer| self.peer_name(node, peer)).map(Into::into);
                Some(one.machine.observations(node, name.as_ref()))
            })
            .flatten()
            .chain(self.reopened_observations())
            .collect()
    }

    /// Takes a collection in: everything that says where it belongs goes there.
    fn collect(&mut self, collection: Collection) {
        self.dragging = None;
        self.alerts.retain(|alert| alert.place != Place::Anything);
        self.collected.input.found.extend(collection.found_reports());
        let shown = collection.problems.len().min(MOST_ALERTS);
        for problem in collection.problems.into_iter().take(shown) {
            self.alert(Place::Anything, problem);
        }
        for file in &collection.loose {
            if let Some(held) = Held::of_file(file) {
                self.place_or_wait(held);
            }
        }
        let mut known = Vec::new();
        for machine in collection.machines {
            let id = self.fresh_id();
            let guess = machine.node().map(|guess| guess.node);
            let machine = Rc::new(machine);
            self.collected.machines.push(CollectedMachine { id, machine, became: None });
            known.extend(guess.map(|node| (id, node)));
        }
        for node in NodeName::ALL {
            let ids: Vec<usize> =
                known.iter().filter(|(_, other)| *other == node).map(|(id, _)| *id).collect();
            self.become_peers(node, &ids);
        }
    }

    fn place_or_wait(&mut self, held: Held) {
        match self.home(&held) {
            Some(slot) => {
                if let Some(store) = self.store_mut(Place::Slot(slot)) {
                    *store = Some(held.into());
                }
            }
            None => {
                let id = self.fresh_id();
                self.unplaced.push(Unplaced { id, held: held.into() });
            }
        }
    }

    fn assign(&mut self, id: usize, node: NodeName) {
        let Some(one) = self.collected.machines.iter_mut().find(|one| one.id == id) else {
            return;
        };
        if let Some((before, peer)) = one.became.take() {
            if before == node {
                one.became = Some((before, peer));
                return;
            }
            if one.machine.has_store() {
                let peers = &mut self.peers[before as usize];
                peers.retain(|other| Some(other.id) != peer);
                if peers.is_empty() {
                    peers.push(Peer::first());
                }
            }
        }
        self.become_peers(node, &[id]);
    }

    /// Makes machines that were found peers of a node, and takes their settings for it.
    fn become_peers(&mut self, node: NodeName, ids: &[usize]) {
        let machines: Vec<(usize, Rc<Machine>)> = self
            .collected
            .machines
            .iter()
            .filter(|one| ids.contains(&one.id))
            .map(|one| (one.id, one.machine.clone()))
            .collect();
        if machines.is_empty() {
            return;
        }
        let borrowed: Vec<&Machine> = machines.iter().map(|(_, machine)| &**machine).collect();
        let draft = NodeDraft::of(node, &borrowed);
        let (with_store, others): (Vec<_>, Vec<_>) =
            machines.iter().partition(|(_, machine)| machine.has_store());
        for ((id, machine), peer) in with_store.into_iter().zip(&draft.peers) {
            let peer = self.peer_for(node, &peer.name, machine);
            for one in &mut self.collected.machines {
                if one.id == *id {
                    one.became = Some((node, Some(peer)));
                }
            }
            // A newer archive of the same machine takes its place, and that of an opened case.
            self.reopened.observations.retain(|(one, of)| one.node != node || *of != Some(peer));
            self.collected.machines.retain(|one| {
                one.id == *id || one.became != Some((node, Some(peer))) || !one.machine.has_store()
            });
        }
        for (id, machine) in others {
            let names = [Some(machine.name()), machine.host.clone()];
            let same = self.peers(node).iter().find(|peer| {
                let host = peer.name.split('.').next().unwrap_or_default();
                names.iter().flatten().any(|name| *name == peer.name || name == host)
            });
            let peer = same.map(|peer| peer.id);
            for one in self.collected.machines.iter_mut().filter(|one| one.id == *id) {
                one.became = Some((node, peer));
            }
        }
        self.settings_of(&draft);
    }

    /// The peer that a machine becomes: one of its name, one that is empty, or a new one.
    fn peer_for(&mut self, node: NodeName, name: &str, machine: &Machine) -> PeerId {
        let fresh = PeerId(self.fresh_id());
        let peers = &mut self.peers[node as usize];
        let is_empty = |peer: &Peer| peer.client.is_none() && peer.server.is_none();
        let place = peers
            .iter()
            .position(|peer| peer.name == name)
            .or_else(|| peers.iter().position(is_empty));
        let place = place.unwrap_or_else(|| {
            peers.push(Peer { id: fresh, ..Peer::first() });
            peers.len() - 1
        });
        let held =
            |file: &Option<CertificateFile>| file.as_ref().and_then(Held::of_file).map(Rc::new);
        let peer = &mut peers[place];
        name.clone_into(&mut peer.name);
        if machine.server.is_some() {
            peer.server = held(&machine.server);
        }
        if machine.client.is_some() {
            peer.client = held(&machine.client);
        }
        peer.id
    }

    fn settings_of(&mut self, draft: &NodeDraft<'_>) {
        let node = draft.node;
        for problem in &draft.problems {
            self.alert(Place::Anything, problem.clone());
        }
        if let Some(release) = draft.release {
            self.nodes[node as usize].release = nearest(release);
            self.nodes[node as usize].exact = Some(release);
        }
        self.releases_differ = self.nodes[0].release != self.nodes[1].release;
        if let Some(check) = draft.eku_check {
            self.nodes[node as usize].eku_check = check == EkuCheck::On;
        }
        if !draft.verify_names.is_empty() {
            let names: Vec<String> = draft.verify_names.iter().map(ToString::to_string).collect();
            self.verify_names[node as usize] = names.join(", ");
        }
        let other = self.cluster.filter(|cluster| cluster.node != node);
        if let (Some(_), Some(_)) = (draft.cluster, other) {
            let (what, remedy) = text::machines::both_clusters();
            let file = text::THE_FILES.to_owned();
            self.alert(
                Place::Anything,
                Problem { file, what, place: String::new(), remedy, count: 1 },
            );
        }
        // One replication is judged: Edge's, where both nodes are clusters.
        self.cluster = match node {
            NodeName::Core => other.or(draft.cluster).or(self.cluster),
            NodeName::Edge => draft.cluster.or(self.cluster),
        };
        let list = match node {
            NodeName::Core => TrustList::Core,
            NodeName::Edge => TrustList::Edge,
        };
        for held in draft.trusted.iter().filter_map(|file| Held::of_file(file)) {
            let list = &mut self.trusted[list.index()];
            if !list.iter().any(|known| known.store == held.store) {
                list.push(held.into());
            }
        }
        let known = self.far_ends.iter().map(|known| (known.name.clone(), known.node));
        let mut known = BTreeSet::from_iter(known);
        for described in &draft.far_ends {
            let far_end = &described.far_end;
            let has = |node| known.contains(&(far_end.name.clone(), node));
            if has(far_end.node) {
                continue;
            }
            let name = match has(far_end.node.other()) {
                true => described.name_beside_another(),
                false => far_end.name.clone(),
            };
            known.insert((name.clone(), far_end.node));
            let id = FarEndId(self.fresh_id());
            let names: Vec<String> = far_end.verify_names.iter().map(ToString::to_string).collect();
            self.far_ends.push(FarEnd {
                node: far_end.node,
                initiates: far_end.initiates,
                client_eku_check: far_end.client_eku_check,
                tls_verify: far_end.tls_verify,
                protocol: far_end.protocol,
                used_by: far_end.used_by.clone(),
                verify_names: names.join(", "),
                ..FarEnd::of_any_kind(id, name)
            });
        }
        let settings: Vec<SettingReport> = draft.setting_reports();
        self.collected.input.settings.extend(settings);
    }
}

impl Held {
    /// The certificates of a file that was found; `None` where it has no leaf to present.
    #[must_use]
    pub fn of_file(file: &CertificateFile) -> Option<Self> {
        if file.certificates.is_empty() || file.first_unreadable {
            return None;
        }
        let certificates: Vec<_> =
            file.certificates.iter().map(|certificate| (**certificate).clone()).collect();
        let reports = report::certificates(&certificates, &file.source);
        Some(Self { source: file.source.clone(), store: file.store(), reports, imagined: false })
    }
}

/// The release of the page's menu that is like this one.
pub(super) fn nearest(release: Release) -> &'static str {
    match release.generation() {
        Generation::X15_5 => "X15.5",
        Generation::X15_4 => "X15.4",
        Generation::BeforeX15_4 if release >= Release::X15_0 => "X15.3",
        Generation::BeforeX15_4 => "X14",
    }
}

/// More problems are counted and not shown one by one: the list of files names them all.
const MOST_ALERTS: usize = 12;
