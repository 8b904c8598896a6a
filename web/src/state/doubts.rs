//! Where the name of a file, or of the certificate in it, contradicts the store that it is in.
//!
//! Entry points: [`State::doubt`] for one store, [`State::exchanged`] for all of both nodes. A name
//! counts where it speaks plainly, and where nothing else speaks for the store.

use eku_engine::deployment::NodeName;

use super::{CertificateFile, State};
use crate::names::common_name;
use crate::place::{Place, Slot};
use eku_deployment::{self as hint, Hint};

/// What speaks against a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The name of the certificate, where it speaks of the other node.
    pub name: Option<String>,
    /// The store of which the names speak.
    pub to: Slot,
    /// What the file's name says of it, where that speaks.
    pub file: Hint,
}

/// What the names of a store's file and certificate say of the node.
struct NameSigns {
    file: Hint,
    names: Option<NodeName>,
}

impl NameSigns {
    fn of(held: &CertificateFile) -> Option<Self> {
        let leaf = held.leading().first()?;
        // What an archive holds was put where the machine itself keeps it.
        if held.is_placeholder() || held.source.contains('!') {
            return None;
        }
        let names = leaf.facts.dns_names.iter().map(String::as_str);
        let names = hint::node_of_names(names.chain([common_name(&leaf.facts.subject)]));
        Some(Self { file: Hint::plainly(&held.source), names })
    }

    /// The node for which the names speak against this one, where none speaks for it: the
    /// certificate's own name counts more than the file's.
    fn against(&self, node: NodeName) -> Option<NodeName> {
        self.names.or(self.file.node).filter(|spoken| *spoken != node)
    }
}

impl State {
    /// What speaks against the store that something is in.
    #[must_use]
    pub fn doubt(&self, slot: Slot) -> Option<Doubt> {
        let held = self.held(slot).filter(|_| self.has_store(slot))?;
        let spoken = NameSigns::of(held)?;
        let node = spoken.against(slot.node).filter(|_| self.has_one_machine_each());
        let node = node.filter(|_| !self.exchanged());
        let kind = spoken.file.kind.filter(|kind| *kind != slot.kind);
        let to = Slot {
            node: node.unwrap_or(slot.node),
            peer: node.map_or(slot.peer, |node| self.peers(node)[0].id),
            kind: kind.unwrap_or(slot.kind),
        };
        // A copy of a machine's other store is where it was meant to be.
        let copied = to.node == slot.node
            && self.held(to).is_some_and(|there| there.certificates == held.certificates);
        if to == slot || !self.has_store(to) || copied {
            return None;
        }
        let name = node.and(spoken.names).and_then(|_| held.leading().first());
        let name = name.map(|leaf| common_name(&leaf.facts.subject).to_owned());
        let file = Hint { node: spoken.file.node.and(node).filter(|_| name.is_none()), kind };
        Some(Doubt { name, to, file })
    }

    /// Whether the names say of both nodes that each has what belongs to the other.
    #[must_use]
    pub fn exchanged(&self) -> bool {
        self.has_one_machine_each()
            && NodeName::ALL.into_iter().all(|node| self.speaks_of_the_other(node))
            && self.slots().all(|slot| self.held(slot).is_none() || self.has_store(slot))
    }

    /// Whether something in a node's stores speaks of the other node, and nothing of it.
    fn speaks_of_the_other(&self, node: NodeName) -> bool {
        let held = self.slots().filter(|slot| slot.node == node);
        let spoken = held.filter_map(|slot| NameSigns::of(self.held(slot)?));
        let sides: Vec<Option<NodeName>> =
            spoken.map(|one| one.names.or(one.file.node)).filter(Option::is_some).collect();
        !sides.is_empty() && !sides.contains(&Some(node))
    }

    fn has_one_machine_each(&self) -> bool {
        !NodeName::ALL.into_iter().any(|node| self.is_cluster(node))
    }

    /// Gives to each node what the other has in its stores.
    pub(super) fn exchange_nodes(&mut self) {
        if !self.has_one_machine_each() {
            return;
        }
        for kind in Slot::KINDS {
            let [core, edge] = NodeName::ALL
                .map(|node| Place::Slot(Slot { node, peer: self.peers(node)[0].id, kind }));
            let held = self.store_mut(core).and_then(Option::take);
            let other = self.store_mut(edge).map(|store| std::mem::replace(store, held));
            if let (Some(store), Some(other)) = (self.store_mut(core), other) {
                *store = other;
            }
        }
    }
}
