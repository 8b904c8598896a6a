//! Certificates that are renewed as they expire, and the deployment of a later day that they make.

use alloc::sync::Arc;

use crate::certificate::Certificate;
use crate::chain::{Links, Renewed};
use crate::deployment::{Deployment, NodeName, Presented, Store};
use crate::renewal::{Change, Terms, server_only};
use crate::time::Timestamp;

/// Everything that is presented in a deployment.
fn leaves(deployment: &Deployment) -> impl Iterator<Item = &Presented> {
    let stores = NodeName::ALL.into_iter().flat_map(|name| deployment.node(name).stores());
    let far_ends = deployment.far_ends.iter().map(|far_end| &far_end.certificate);
    stores.map(|(_, store)| store).chain(far_ends).filter_map(|store| store.presented())
}

/// What becomes of the certificates of a deployment that are renewed as they expire.
pub(super) struct Renewals<'d> {
    pub(super) links: &'d Links,
    /// The instant that was judged: what ended before is not renewed.
    pub(super) at: Timestamp,
    /// The CAs that are renewed with what they stand above.
    pub(super) intermediates: Renewed,
}

impl<'d> Renewals<'d> {
    pub(super) fn new(deployment: &'d Deployment, links: &'d Links, at: Timestamp) -> Self {
        let valid = leaves(deployment).filter(|presented| presented.leaf.not_after > at);
        Self { links, at, intermediates: links.renewed(valid) }
    }

    /// Those of a later deployment, in which these intermediates were renewed before.
    pub(super) fn after(self, before: &Renewed) -> Self {
        Self { intermediates: self.intermediates.after(before), ..self }
    }

    /// The deployment of a later instant, in which everything was renewed that ended before.
    pub(super) fn deployment(&self, deployment: &Deployment, then: Timestamp) -> Deployment {
        let renewed = |store: &Store| {
            let presented = store.presented().filter(|one| one.leaf.not_after <= then)?;
            Some(self.of(presented)?.renewed(presented, then))
        };
        let mut later = deployment.clone();
        for name in NodeName::ALL {
            for (id, store) in deployment.node(name).stores() {
                let renewed = renewed(store);
                renewed.into_iter().for_each(|store| later.node_mut(name).replace(&id, store));
            }
        }
        for (place, far_end) in deployment.far_ends.iter().enumerate() {
            // All far ends are copied once one of them changes.
            if let Some(renewed) = renewed(&far_end.certificate) {
                later.far_ends[place].certificate = renewed;
            }
        }
        later
    }

    /// How what is presented is renewed, where it is renewed at all.
    pub(super) fn of(&self, presented: &Presented) -> Option<Renewing> {
        let leaf = &presented.leaf;
        (leaf.not_after > self.at).then(|| {
            let terms = Terms::of(leaf, self.links);
            Renewing { change: terms.change(leaf), terms }
        })
    }
}

/// How one certificate is renewed again and again.
pub(super) struct Renewing {
    terms: Terms,
    /// The first renewal that carries less.
    pub(super) change: Option<Change>,
}

impl Renewing {
    /// What is presented by then: from the day on which it ends, the same certificate from its old
    /// notBefore to the end of the renewal that is in force, or of the last one.
    pub(super) fn renewed(&self, presented: &Presented, then: Timestamp) -> Store {
        let before = &presented.leaf;
        if before.not_after > then {
            return Store::Holds(presented.clone());
        }
        let change = self.change.filter(|change| change.on <= then);
        let last = change.filter(|change| change.ends).map(|change| change.on);
        let end = last.or_else(|| self.terms.ends(before).find(|end| *end > then));
        let not_after = end.unwrap_or_else(|| then.plus_days(1));
        let mut leaf = Certificate { not_after, ..before.as_ref().clone() };
        if change.is_some_and(|change| !change.ends) {
            leaf.eku = server_only(&before.eku);
        }
        Store::Holds(Presented { leaf: Arc::new(leaf), ..presented.clone() })
    }
}
