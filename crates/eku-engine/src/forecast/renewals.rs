//! A deployment whose certificates are renewed as they expire, judged again.

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::stop_of;
use crate::certificate::Certificate;
use crate::chain::Links;
use crate::deployment::{Deployment, NodeName, Presented, Store, StoreId};
use crate::eku::{ExtendedKeyUsage, Purpose, PurposeId};
use crate::issuer::Issuer;
use crate::policy::maximum_days;
use crate::time::Timestamp;
use crate::verdict::{Judgement, judge};

/// Where a leaf stands.
#[derive(Clone, Debug)]
pub(super) enum Holder {
    Store(StoreId),
    FarEnd(usize),
}

/// Every certificate that is presented in a deployment.
pub(super) fn leaves(deployment: &Deployment) -> impl Iterator<Item = (Holder, &Presented)> {
    let stores = NodeName::ALL.into_iter().flat_map(|name| deployment.node(name).stores());
    let stores = stores.map(|(id, store)| (Holder::Store(id), store));
    let far_ends = deployment.far_ends.iter().enumerate();
    let far_ends = far_ends.map(|(place, far_end)| (Holder::FarEnd(place), &far_end.certificate));
    stores.chain(far_ends).filter_map(|(holder, store)| Some((holder, store.presented()?)))
}

/// A deployment whose certificates are renewed as they expire.
pub(super) struct Renewals<'d> {
    deployment: &'d Deployment,
    links: &'d Links,
    pub(super) leaves: Vec<RenewedLeaf<'d>>,
}

/// A certificate that is renewed.
pub(super) struct RenewedLeaf<'d> {
    holder: Holder,
    presented: &'d Presented,
    /// The first renewal that takes client authentication away, where one does and there is
    /// something to take away.
    pub(super) server_only_from: Option<Timestamp>,
}

impl<'d> Renewals<'d> {
    pub(super) fn new(deployment: &'d Deployment, links: &'d Links, at: Timestamp) -> Self {
        let valid = leaves(deployment).filter(|(_, presented)| presented.leaf.not_after > at);
        let leaves = valid.map(|(holder, presented)| RenewedLeaf {
            holder,
            presented,
            server_only_from: server_only_from(&presented.leaf, links),
        });
        Self { deployment, links, leaves: leaves.collect() }
    }

    /// What the engine says of the deployment as it is by then.
    pub(super) fn judge(&self, then: Timestamp) -> Judgement {
        let mut deployment = self.deployment.clone();
        let renewed = || self.leaves.iter().filter(|leaf| leaf.presented.leaf.not_after <= then);
        for leaf in renewed() {
            let store = leaf.renewed(then);
            match &leaf.holder {
                Holder::Store(id) => deployment.node_mut(id.node).replace(id, store),
                Holder::FarEnd(place) => {
                    if let Some(far_end) = deployment.far_ends.get_mut(*place) {
                        far_end.certificate = store;
                    }
                }
            }
        }
        let chains = || renewed().flat_map(|leaf| &leaf.presented.chain).map(AsRef::as_ref);
        if chains().any(|ca: &Certificate| ca.not_after <= then) {
            let links = self.links.with_renewed_intermediates(chains(), then.plus_days(1));
            return judge(&deployment, &links, then);
        }
        judge(&deployment, self.links, then)
    }
}

impl RenewedLeaf<'_> {
    /// The same certificate from its old notBefore on, valid beyond `then`.
    fn renewed(&self, then: Timestamp) -> Store {
        let before = &self.presented.leaf;
        let mut leaf = Certificate { not_after: then.plus_days(1), ..before.as_ref().clone() };
        if self.server_only_from.is_some_and(|from| from <= then) {
            leaf.eku = server_only(&before.eku);
        }
        Store::Holds(Presented { leaf: Arc::new(leaf), ..self.presented.clone() })
    }
}

/// The first renewal that takes client authentication away from a certificate.
pub(super) fn server_only_from(leaf: &Certificate, links: &Links) -> Option<Timestamp> {
    if leaf.eku == server_only(&leaf.eku) {
        return None;
    }
    let stop = stop_of(&Issuer::of(leaf, links)).day?;
    let seconds = |instant: Timestamp| instant.unix_seconds();
    let before = seconds(leaf.not_after).saturating_sub(seconds(leaf.not_before));
    let mut lifetime = before.max(SECONDS_OF_A_DAY);
    let mut renewed_on = leaf.not_after;
    while renewed_on.start_of_day() < stop {
        let allowed = maximum_days(renewed_on).map(|days| u64::from(days) * SECONDS_OF_A_DAY);
        lifetime = allowed.map_or(lifetime, |allowed| lifetime.min(allowed));
        renewed_on = Timestamp::from_unix_seconds(seconds(renewed_on) + lifetime)?;
    }
    Some(renewed_on)
}

fn server_only(before: &ExtendedKeyUsage) -> ExtendedKeyUsage {
    let purposes = Vec::from([PurposeId::of(Purpose::ServerAuth)]);
    ExtendedKeyUsage::Present { critical: before.critical(), purposes }
}

const SECONDS_OF_A_DAY: u64 = 86_400;
