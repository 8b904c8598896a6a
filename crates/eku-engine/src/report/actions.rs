//! Actions of a plan to titles and runbooks: risks, steps and the way back.

mod advice;
mod certificates;
mod far_ends;
mod machines;
mod names;
mod nodes;
mod request;
mod signing;
mod steps;
#[cfg(test)]
mod tests;
mod trust;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::peers::counted as counted_peers;
use super::sentences::{Sentences, capitalised};
use super::words::{
    far_end_name, kind_words, party, service_in_sentence, store_title, store_words, zone_name,
};
use super::{ActionReport, Step, joined, joined_few, source};
use crate::citation::Citation;
use crate::connection::Party;
use crate::deployment::{Deployment, NodeName, Release, StoreId, StoreKind};
use crate::plan::{Action, Plan, Target};

pub(super) use advice::advice;
pub(super) use machines::of_plan;

/// What a plan does and what it repairs, in one line.
pub(super) fn plan_title(sentences: &Sentences<'_>, plan: &Plan) -> String {
    let mut actions: Vec<String> = Vec::new();
    for action in &plan.actions {
        let words = title(sentences, action, &machines::alike(plan, action));
        if !actions.contains(&words) {
            actions.push(words);
        }
    }
    let mut title = capitalised(&joined(&actions));
    if !plan.complete {
        let repairs =
            plan.repairs.iter().map(|service| service_in_sentence(sentences.deployment, service));
        title.push_str(": fixes only ");
        title.push_str(&joined_few(&Vec::from_iter(repairs)));
    }
    title
}

/// One action, worded.
pub(super) fn action(sentences: &Sentences<'_>, action: &Action) -> ActionReport {
    let machines = match action.target() {
        Target::Store(store) => machines::of(&[store]),
        _ => String::new(),
    };
    on_machines(sentences, action, &machines)
}

/// One action that is done on these machines.
fn on_machines(sentences: &Sentences<'_>, action: &Action, on: &str) -> ActionReport {
    let words = match action {
        Action::InstallPrivateClientCertificate(store) => {
            certificates::install(sentences.deployment, store, on)
        }
        Action::InstallCombinedEkuCertificate(store) => {
            certificates::combined(sentences.deployment, store, on)
        }
        Action::TurnOffEkuCheck(node) => nodes::turn_off(*node),
        Action::TurnOnEkuCheck(node) => nodes::turn_on(*node),
        Action::TurnOffTlsVerify(slug) => far_ends::turn_off_tls_verify(sentences.deployment, slug),
        Action::CopyServerCertificateToClientStore(node) => {
            certificates::copy(sentences.deployment, *node)
        }
        Action::AskFarEndToIgnoreClientEku(slug) => far_ends::ask(sentences.deployment, slug),
        Action::UpgradeToX15_5 => nodes::upgrade(sentences.deployment),
        Action::EnableServerEkuUpload => advice::enable_upload(sentences.deployment),
        Action::AddTrustedCa(Party::Node(node), ca) => {
            trust::add_to_node(sentences.deployment, *node, ca)
        }
        Action::AddTrustedCa(Party::FarEnd(slug), ca) => {
            trust::add_to_far_end(sentences.deployment, slug, ca)
        }
        Action::RenewCertificate(store) => certificates::renew(sentences, store, on),
        Action::StopAutomaticRenewal(node) => advice::stop_renewal(sentences.deployment, *node),
        Action::CorrectVerifyName(Party::Node(node), name) => {
            names::correct(sentences.deployment, *node, name)
        }
        Action::CorrectVerifyName(Party::FarEnd(slug), name) => {
            names::correct_for_far_end(sentences.deployment, slug, name)
        }
        Action::CorrectZoneVerifyName(node, slug, name) => {
            names::correct_on_zone(sentences.deployment, *node, slug, name)
        }
        Action::ReissueWithNames(store, name) => certificates::reissue(sentences, store, name, on),
        Action::InstallPublicServerCertificate(store) => {
            certificates::public_server(sentences.deployment, store, on)
        }
    };
    ActionReport {
        id: action.id(),
        target: action.target(),
        target_words: target_words(sentences.deployment, &action.target()),
        title: capitalised(&title(sentences, action, &[])),
        risks: words.risks,
        runbook: words.steps,
        rollback: words.back,
        outside: action.is_outside(),
        is_again: false,
        alternatives: certificates::alternatives(sentences.deployment, action, on),
        source: source(words.citation),
    }
}

fn target_words(deployment: &Deployment, target: &Target) -> String {
    match target {
        Target::Store(store) => store_title(&after_upgrade(deployment, store), store),
        Target::Node(node) => node.title().into(),
        Target::FarEnd(slug) => far_end_name(deployment, slug),
        Target::Deployment => "Core and Edge".into(),
    }
}

/// What is said of an action beside its title.
struct Words {
    risks: Vec<String>,
    steps: Vec<Step>,
    back: Vec<Step>,
    citation: &'static Citation,
}

/// What an action does; with the stores to which a plan does it alike, on all of them.
fn title(sentences: &Sentences<'_>, action: &Action, alike: &[StoreId]) -> String {
    let whose = |store| certificate_of(sentences.deployment, store, alike);
    match action {
        Action::InstallPrivateClientCertificate(store) if alike.len() > 1 => {
            format!(
                "replace {} with certificates from your private CA with both EKUs",
                whose(store)
            )
        }
        Action::InstallPrivateClientCertificate(store) => {
            format!("replace {} with one from your private CA that has both EKUs", whose(store))
        }
        Action::InstallCombinedEkuCertificate(store) => certificates::combined_title(&whose(store)),
        Action::TurnOffEkuCheck(node) => format!("turn off the EKU check on {}", node.title()),
        Action::TurnOnEkuCheck(node) => format!("turn on the EKU check on {}", node.title()),
        Action::TurnOffTlsVerify(slug) => {
            format!("turn off TLS verify mode for {}", far_end_name(sentences.deployment, slug))
        }
        Action::CopyServerCertificateToClientStore(node) => {
            format!("copy {}'s server certificate into its client store", node.title())
        }
        Action::AskFarEndToIgnoreClientEku(slug) => {
            format!("ask {} to ignore the client EKU", far_end_name(sentences.deployment, slug))
        }
        Action::UpgradeToX15_5 => {
            let target = nodes::upgrade_target(sentences.deployment);
            let moves = NodeName::ALL
                .into_iter()
                .filter(|node| sentences.deployment.node(*node).release() != target)
                .map(|node| node.title().to_string());
            format!("upgrade {} to {target}", joined(&Vec::from_iter(moves)))
        }
        Action::EnableServerEkuUpload => {
            "allow server-only certificates on Edge's upload page".into()
        }
        Action::StopAutomaticRenewal(node) => {
            format!("stop the automatic renewal of {}'s certificate", node.title())
        }
        Action::AddTrustedCa(verifier, ca) => {
            let whose = party(sentences.deployment, verifier);
            let ca = trust::in_title(ca);
            format!("add {ca} to the trusted CA list of {whose}")
        }
        Action::RenewCertificate(store) => format!("renew {}", whose(store)),
        Action::CorrectVerifyName(Party::Node(node), name) => {
            format!("set the TLS verify name of {} to {name}", node.title())
        }
        Action::CorrectVerifyName(Party::FarEnd(slug), name) => {
            let far_end = far_end_name(sentences.deployment, slug);
            format!("set the TLS verify name for {far_end} to {name}")
        }
        Action::CorrectZoneVerifyName(node, slug, name) => {
            let zone = zone_name(sentences.deployment, slug);
            format!("set the TLS verify name of {} for {zone} to {name}", node.title())
        }
        Action::ReissueWithNames(store, name) => {
            format!("reissue {} with the name {name}", whose(store))
        }
        Action::InstallPublicServerCertificate(store) if alike.len() > 1 => {
            format!("replace {} with certificates from a public CA", whose(store))
        }
        Action::InstallPublicServerCertificate(store) => {
            format!("replace {} with one from a public CA", whose(store))
        }
    }
}

/// The certificate of a store inside a sentence, or those of several peers of its node: `Core's client
/// certificates on 2 of 6 peers (core5, core6)`.
fn certificate_of(deployment: &Deployment, store: &StoreId, alike: &[StoreId]) -> String {
    let deployment = &after_upgrade(deployment, store);
    let peers = alike.iter().filter_map(|store| store.peer.as_ref().map(ToString::to_string));
    let peers = Vec::from_iter(peers);
    match peers.len() {
        0 | 1 => store_words(deployment, store),
        _ => format!(
            "{}'s {}s on {}",
            store.node.title(),
            kind_words(deployment, store),
            counted_peers(&peers, deployment.node(store.node).peers().len())
        ),
    }
}

/// The deployment in which a store's words are chosen: a client store exists only from X15.5 on,
/// so an action on one follows the upgrade.
fn after_upgrade(deployment: &Deployment, store: &StoreId) -> Deployment {
    let mut deployment = deployment.clone();
    if store.kind == StoreKind::Client {
        let upgraded = deployment.node(store.node).upgraded(Release::X15_5);
        *deployment.node_mut(store.node) = upgraded;
    }
    deployment
}
