//! A finding to the actions that could remove it.
//!
//! Entry point: [`remedies`]. That an action is named here promises nothing: whether it helps is decided by replaying it.
//! What is not named here is never proposed.

mod names;

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::action::{Action, Intrusion};
use crate::certificate::Name;
use crate::chain::Links;
use crate::connection::{CertificateId, Demand, Party};
use crate::deployment::{Deployment, EkuCheck, NodeName, Presented, StoreId, StoreKind};
use crate::rule::{Evidence, Finding, Outcome, Remedy};

/// The actions that could remove a finding, in the order of the specification.
pub(super) fn remedies(deployment: &Deployment, links: &Links, finding: &Finding) -> Vec<Action> {
    let mut actions = Vec::new();
    match &finding.certificate {
        Some(CertificateId::Store(store)) => {
            let (replace, renew) = match finding.rule.remedy {
                Remedy::Nothing => (false, false),
                Remedy::Replace => (true, false),
                Remedy::ReplaceOrRenew => (true, true),
            };
            if replace {
                actions.extend(install(deployment, store));
                actions.extend(copy(deployment, store));
            }
            actions.extend(renew.then(|| Action::RenewCertificate(store.clone())));
            actions.extend(verifier_remedies(deployment, store, finding));
        }
        Some(CertificateId::FarEnd(slug)) => {
            actions.push(Action::TurnOffTlsVerify(slug.clone()));
            if let Evidence::Purposes { verifier: Party::Node(node), demand, .. } =
                &finding.evidence
            {
                actions.extend(turn_against(deployment, *node, *demand, finding));
            }
        }
        None => {}
    }
    if let Evidence::Names { wanted, verifier, zone, .. } = &finding.evidence {
        actions.extend(names::remedies(deployment, finding, wanted, verifier, zone.as_ref()));
    }
    if let Evidence::Trust { verifier, .. } = &finding.evidence {
        let presented = finding.certificate.as_ref().and_then(|id| presented(deployment, id));
        let root = presented.and_then(|presented| links.top(presented));
        actions.extend(root.map(|root| Action::AddTrustedCa(verifier.clone(), root)));
    }
    actions.extend(upgrade(deployment));
    // Nothing is verified less because something was not given.
    let fails = finding.outcome == Outcome::Fails;
    actions.retain(|action| fails || action.intrusion() != Intrusion::Verification);
    actions.sort();
    actions.dedup();
    actions
}

/// What the side that looks at our certificate could do.
fn verifier_remedies(deployment: &Deployment, store: &StoreId, finding: &Finding) -> Vec<Action> {
    let mut actions = Vec::new();
    match &finding.evidence {
        Evidence::Purposes { verifier: Party::Node(node), demand, .. } => {
            actions.extend(turn_against(deployment, *node, *demand, finding));
        }
        Evidence::Purposes { verifier: Party::FarEnd(slug), demand, .. } => {
            if matches!(demand, Demand::ClientAuth | Demand::Unknown) {
                actions.push(Action::AskFarEndToIgnoreClientEku(slug.clone()));
            }
        }
        // An EKU check that is Off looks at no key usage and no CA of what is presented.
        Evidence::KeyUsage { .. } | Evidence::Chain { .. } if plays_client(deployment, store) => {
            actions.extend(turn(deployment, store.node.other(), EkuCheck::Off));
            let far_ends = deployment.far_ends.iter().filter(|far_end| far_end.node == store.node);
            actions.extend(
                far_ends.map(|far_end| Action::AskFarEndToIgnoreClientEku(far_end.slug.clone())),
            );
        }
        Evidence::KeyUsage { .. }
        | Evidence::Chain { .. }
        | Evidence::Missing { .. }
        | Evidence::Validity { .. }
        | Evidence::Trust { .. }
        | Evidence::PathsBeyondBound { .. }
        | Evidence::Names { .. }
        | Evidence::Releases { .. }
        | Evidence::Needed(_) => {}
    }
    actions
}

/// The EKU check turned so that a node no longer asks this. Of what fails while it is Off, On takes
/// nothing away.
fn turn_against(
    deployment: &Deployment,
    node: NodeName,
    asked: Demand,
    finding: &Finding,
) -> Option<Action> {
    match asked {
        Demand::ClientAuth => turn(deployment, node, EkuCheck::Off),
        Demand::EkuCheckOff => {
            let undecided = finding.outcome == Outcome::Undecided;
            undecided.then(|| turn(deployment, node, EkuCheck::On))?
        }
        Demand::ServerAuth
        | Demand::Both
        | Demand::Ignored
        | Demand::Unknown
        | Demand::Readable => None,
    }
}

/// A private certificate goes into a client store, or into Core's one store; never into what Edge
/// presents as server. Where that is its one store, one of a public root outside Chrome's store
/// does; a server store takes a public one for servers.
fn install(deployment: &Deployment, store: &StoreId) -> Option<Action> {
    let has_client_store = deployment.node(store.node).release().has_client_store();
    match (store.kind, store.node) {
        (StoreKind::Server, _) if has_client_store => {
            Some(Action::InstallPublicServerCertificate(store.clone()))
        }
        (StoreKind::Server, NodeName::Edge) => {
            Some(Action::InstallCombinedEkuCertificate(store.clone()))
        }
        _ => Some(Action::InstallPrivateClientCertificate(store.clone())),
    }
}

/// What the server store holds can be copied over a client certificate that is in the way.
fn copy(deployment: &Deployment, store: &StoreId) -> Option<Action> {
    let server = StoreId { kind: StoreKind::Server, ..store.clone() };
    let differs = deployment.store(&server) != deployment.store(store);
    (store.kind == StoreKind::Client && differs)
        .then_some(Action::CopyServerCertificateToClientStore(store.node))
}

/// The switch of a node that has it and has it the other way.
fn turn(deployment: &Deployment, node: NodeName, to: EkuCheck) -> Option<Action> {
    let from = deployment.node(node).eku_check()?;
    (from != to).then_some(match to {
        EkuCheck::On => Action::TurnOnEkuCheck(node),
        EkuCheck::Off => Action::TurnOffEkuCheck(node),
    })
}

/// Whether a store is presented as TLS client.
fn plays_client(deployment: &Deployment, store: &StoreId) -> bool {
    store.kind == StoreKind::Client || !deployment.node(store.node).release().has_client_store()
}

fn presented<'d>(deployment: &'d Deployment, id: &CertificateId) -> Option<&'d Presented> {
    match id {
        CertificateId::Store(store) => deployment.store(store).presented(),
        CertificateId::FarEnd(slug) => deployment.far_ends.named(slug)?.certificate.presented(),
    }
}

fn upgrade(deployment: &Deployment) -> Option<Action> {
    let older = |node| !deployment.node(node).release().has_client_store();
    let differ = deployment.core.release() != deployment.edge.release();
    (NodeName::ALL.into_iter().any(older) || differ).then_some(Action::UpgradeToX15_5)
}

impl Links {
    /// The name of the highest CA that a certificate's own file leads to; `None` where that file has a
    /// certificate of this name, which did not issue what is below it.
    fn top(&self, presented: &Presented) -> Option<Name> {
        let chain = presented.chain.iter().enumerate();
        let mut places = BTreeMap::new();
        for (place, certificate) in chain {
            places.entry(certificate.der()).or_insert(place);
        }
        let mut top = &presented.leaf;
        // No way up has more steps than the file has certificates above the leaf.
        for _ in &presented.chain {
            let above = self.issuers_of(top).into_iter();
            let next = above.filter_map(|issuer| places.get(issuer.der())).min();
            let Some(next) = next.and_then(|place| presented.chain.get(*place)) else { break };
            if core::ptr::eq(next, top) {
                break;
            }
            top = next;
        }
        let wanted = top.issuer.canonical();
        let is_there = presented.chain.iter().any(|ca| ca.subject.canonical() == wanted);
        (self.ends_paths(top) || !is_there).then(|| top.issuer.clone())
    }
}
