//! Actions that change no verdict, where they are worth doing beside the plans.
//!
//! Entry point: [`advice`]. A plan has no action that it could do without, so these two are never
//! in one: what lets Edge's upload page take the certificate that it will be given, and what keeps
//! a certificate from being replaced unasked.

use alloc::vec::Vec;

use crate::deployment::{Deployment, NodeName, StoreId, Switch};
use crate::eku::{Holds, Purpose};
use crate::forecast::{CertificateForecast, Forecast};
use crate::issuer::IssuerKind;
use crate::plan::{Action, Plans};
use crate::policy::LETS_ENCRYPT;
use crate::renewal::Renewal;

/// An action that is worth doing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What to do.
    pub action: Action,
    /// Why.
    pub because: AdviceReason,
}

/// Why an action that changes no verdict is worth doing. Each names the certificate it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdviceReason {
    /// The certificate has server authentication alone, and the upload page refuses such a one.
    IsServerOnly(StoreId),
    /// Its renewal will have server authentication alone, and the upload page refuses such a one.
    RenewsServerOnly(StoreId),
    /// An automatic renewal takes client authentication away from it.
    LosesClientAuth(StoreId),
    /// A plan replaces it, and an automatic renewal would put one like the old in its place.
    IsReplacedByAPlan(StoreId),
}

/// Every advice, in the order of the specification; at most one for each action.
#[must_use]
pub fn advice(deployment: &Deployment, plans: &Plans, forecast: &Forecast) -> Vec<Advice> {
    let mut found = Vec::from_iter(enable_upload(deployment, forecast));
    found.extend(NodeName::ALL.into_iter().filter_map(|node| {
        let mut of_node = forecast.certificates.iter().filter(|one| one.store.node == node);
        let because = of_node.find_map(|one| replaced_unasked(deployment, plans, one))?;
        Some(Advice { action: Action::StopAutomaticRenewal(node), because })
    }));
    found
}

/// Where Edge has the command, and its page refuses what its next upload will be.
fn enable_upload(deployment: &Deployment, forecast: &Forecast) -> Option<Advice> {
    let edge = &deployment.edge;
    let has_command = edge.release().has(Switch::ServerEkuUpload, NodeName::Edge);
    if !has_command || edge.server_eku_upload() {
        return None;
    }
    let of_edge = || forecast.certificates.iter().filter(|one| one.store.node == NodeName::Edge);
    let now = of_edge().find(|one| {
        let leaf = deployment.store(&one.store).presented().map(|presented| &presented.leaf);
        leaf.is_some_and(|leaf| {
            leaf.eku.holds(Purpose::ClientAuth) == Holds::No
                && leaf.eku.holds(Purpose::ServerAuth) == Holds::Yes
        })
    });
    let later = || of_edge().find(|one| one.at_stake && one.renewal == Renewal::ServerOnly);
    let because = now
        .map(|one| AdviceReason::IsServerOnly(one.store.clone()))
        .or_else(|| later().map(|one| AdviceReason::RenewsServerOnly(one.store.clone())))?;
    Some(Advice { action: Action::EnableServerEkuUpload, because })
}

/// Why Expressway's own ACME client should leave a certificate alone, where it may have made it.
fn replaced_unasked(
    deployment: &Deployment,
    plans: &Plans,
    certificate: &CertificateForecast,
) -> Option<AdviceReason> {
    let issuer = &certificate.terms.issuer;
    let automatic = issuer.kind == IssuerKind::Public
        && issuer.authority.is_some_and(|authority| authority.name == LETS_ENCRYPT);
    if !automatic {
        return None;
    }
    let store = &certificate.store;
    let leaf = &deployment.store(store).presented()?.leaf;
    if leaf.eku.holds(Purpose::ClientAuth) == Holds::Yes {
        return Some(AdviceReason::LosesClientAuth(store.clone()));
    }
    let mut actions = plans.plans.iter().flat_map(|plan| &plan.actions);
    let replaced = actions.any(
        |action| matches!(action, Action::InstallPrivateClientCertificate(other) | Action::InstallCombinedEkuCertificate(other) if other == store),
    );
    replaced.then(|| AdviceReason::IsReplacedByAPlan(store.clone()))
}

#[cfg(test)]
mod tests;
