//! Certificates that are renewed as they expire.

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::stop_of;
use crate::certificate::Certificate;
use crate::chain::{Links, Renewed};
use crate::deployment::{Deployment, NodeName, Presented, Store};
use crate::eku::{ExtendedKeyUsage, Purpose, PurposeId};
use crate::issuer::Issuer;
use crate::policy::maximum_days;
use crate::time::Timestamp;

/// Everything that is presented in a deployment.
fn leaves(deployment: &Deployment) -> impl Iterator<Item = &Presented> {
    let stores = NodeName::ALL.into_iter().flat_map(|name| deployment.node(name).stores());
    let far_ends = deployment.far_ends.iter().map(|far_end| &far_end.certificate);
    stores.map(|(_, store)| store).chain(far_ends).filter_map(|store| store.presented())
}

/// What becomes of the certificates of a deployment that are renewed as they expire.
pub(super) struct Renewals<'d> {
    links: &'d Links,
    /// The instant that was judged: what ended before is not renewed.
    at: Timestamp,
    /// The CAs that are renewed with what they stand above.
    pub(super) intermediates: Renewed,
}

impl<'d> Renewals<'d> {
    pub(super) fn new(deployment: &'d Deployment, links: &'d Links, at: Timestamp) -> Self {
        let valid = leaves(deployment).filter(|presented| presented.leaf.not_after > at);
        Self { links, at, intermediates: links.renewed(valid) }
    }

    /// The first renewal that takes client authentication away from what is presented, where it is
    /// renewed at all.
    pub(super) fn server_only_from(&self, presented: &Presented) -> Option<Timestamp> {
        let is_renewed = presented.leaf.not_after > self.at;
        is_renewed.then(|| server_only_from(&presented.leaf, self.links)).flatten()
    }

    /// What is presented by then: from the day on which it ends, the same certificate from its old
    /// notBefore on.
    pub(super) fn renewed(
        &self,
        presented: &Presented,
        server_only_from: Option<Timestamp>,
        then: Timestamp,
    ) -> Store {
        let before = &presented.leaf;
        if before.not_after <= self.at || before.not_after > then {
            return Store::Holds(presented.clone());
        }
        let mut leaf = Certificate { not_after: then.plus_days(1), ..before.as_ref().clone() };
        if server_only_from.is_some_and(|from| from <= then) {
            leaf.eku = server_only(&before.eku);
        }
        Store::Holds(Presented { leaf: Arc::new(leaf), ..presented.clone() })
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
