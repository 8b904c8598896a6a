//! What belongs to no machine whose node is known: single certificates, and logs and captures.

use std::collections::BTreeSet;

use eku_engine::deployment::NodeName;
use eku_intake::collection::{CertificateFile, Machine};

use crate::description::{Description, Seen};
use crate::hint::Hint;
use crate::sentences;

impl Description {
    /// Puts a file where its name and what was said of it leave one place: CA certificates into the
    /// trusted CA list of a node, others into a store. What was in the store is named.
    pub(super) fn take_loose(
        &mut self,
        file: CertificateFile,
        said: Option<NodeName>,
    ) -> Result<(), CertificateFile> {
        if file.begins_with_ca() {
            let Some(node) = said.or(Hint::from_name(&file.source).node) else {
                return Err(file);
            };
            let list = self.node_mut(node).trusted.get_or_insert_default();
            if !list.iter().any(|known| known.certificates == file.certificates) {
                list.push(file.told().into());
            }
            return Ok(());
        }
        let slot = self.home_on(&file, said);
        let Some((slot, store)) = slot.and_then(|slot| Some((slot, self.store_mut(slot)?))) else {
            return Err(file);
        };
        let source = file.source.clone();
        let before = store.replace(file.told().into());
        let after = self.held(slot);
        if let Some(before) = before
            .filter(|before| after.is_some_and(|after| after.certificates != before.certificates))
        {
            self.problems.push(sentences::instead_of(&source, &before.source));
        }
        Ok(())
    }

    /// Takes what the logs and captures of a machine say of which nothing says the node.
    pub(super) fn see(&mut self, machine: &Machine) {
        self.forget_seen(machine, None);
        let seen = machine.observations(None, None).into_iter();
        self.seen.extend(seen.map(|observation| Seen { observation, peer: None }));
    }

    /// Takes out what logs and captures of a machine say that was taken to be of this node, or of none that
    /// is known.
    pub fn forget_seen(&mut self, machine: &Machine, node: Option<NodeName>) {
        let files = BTreeSet::from_iter(machine.seen_in());
        self.seen.retain(|seen| {
            seen.observation.node != node || !files.contains(seen.observation.file.as_str())
        });
    }
}
