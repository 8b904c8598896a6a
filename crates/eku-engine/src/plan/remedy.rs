//! A finding to the actions that could remove it.
//!
//! That an action is named here promises nothing: whether it helps is decided by replaying it.
//! What is not named here is never proposed.

use alloc::vec::Vec;

use super::Action;
use crate::connection::{CertificateId, Party};
use crate::deployment::{Deployment, EkuCheck, NodeName, StoreId, StoreKind};
use crate::rule::{Evidence, Finding};

/// The actions that could remove a finding, in the order of the specification.
pub(super) fn remedies(deployment: &Deployment, finding: &Finding) -> Vec<Action> {
    let mut actions = Vec::new();
    let store = match &finding.certificate {
        Some(CertificateId::Store(store)) => Some(store),
        _ => None,
    };
    match finding.rule.id {
        "client-auth-required" | "eku-extension-absent" | "far-end-check-unknown" => {
            actions.extend(store.and_then(|store| install(deployment, store)));
            actions
                .extend(verifier(finding).and_then(|node| turn(deployment, node, EkuCheck::Off)));
        }
        "eku-unreadable"
        | "key-usage-forbids"
        | "both-purposes-required"
        | "chain-restricts-eku"
        | "issuer-not-trusted"
        | "signature-not-checked" => {
            actions.extend(store.and_then(|store| install(deployment, store)));
            if matches!(finding.rule.id, "key-usage-forbids" | "chain-restricts-eku") {
                // An EKU check that is Off looks at no key usage and no CA of what is presented.
                let verifier = verifier_of_client(deployment, store);
                actions.extend(verifier.and_then(|node| turn(deployment, node, EkuCheck::Off)));
            }
        }
        "off-mode-server-auth" => {
            actions.extend(store.and_then(|store| install(deployment, store)));
            actions.extend(verifier(finding).and_then(|node| turn(deployment, node, EkuCheck::On)));
        }
        "certificate-expired" | "certificate-not-yet-valid" => {
            actions.extend(store.and_then(|store| install(deployment, store)));
            actions.extend(store.map(|store| Action::RenewCertificate(store.clone())));
        }
        _ => {}
    }
    actions.extend(upgrade(deployment));
    actions.sort();
    actions
}

/// A private certificate goes into a client store, or into Core's one store; never into what Edge
/// presents as server.
fn install(deployment: &Deployment, store: &StoreId) -> Option<Action> {
    let has_client_store = deployment.node(store.node).release().has_client_store();
    let fits = match store.kind {
        StoreKind::Client => true,
        StoreKind::Server => store.node == NodeName::Core && !has_client_store,
    };
    fits.then(|| Action::InstallPrivateClientCertificate(store.clone()))
}

/// The switch of a node that has it and has it the other way.
fn turn(deployment: &Deployment, node: NodeName, to: EkuCheck) -> Option<Action> {
    let from = deployment.node(node).eku_check()?;
    (from != to).then_some(match to {
        EkuCheck::On => Action::TurnOnEkuCheck(node),
        EkuCheck::Off => Action::TurnOffEkuCheck(node),
    })
}

/// The node whose EKU check a purpose finding is about.
fn verifier(finding: &Finding) -> Option<NodeName> {
    match &finding.evidence {
        Evidence::Purposes { verifier: Party::Node(node), .. } => Some(*node),
        _ => None,
    }
}

/// The node that looks at what a client store presents.
fn verifier_of_client(deployment: &Deployment, store: Option<&StoreId>) -> Option<NodeName> {
    let store = store.filter(|store| {
        store.kind == StoreKind::Client || !deployment.node(store.node).release().has_client_store()
    })?;
    Some(store.node.other())
}

fn upgrade(deployment: &Deployment) -> Option<Action> {
    let older = |node| !deployment.node(node).release().has_client_store();
    let differ = deployment.core.release() != deployment.edge.release();
    (NodeName::ALL.into_iter().any(older) || differ).then_some(Action::UpgradeToX15_5)
}
