//! What an action does to the model of a deployment.

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::Action;
use crate::certificate::{Certificate, IpAddress, Name};
use crate::chain::Links;
use crate::connection::Party;
use crate::deployment::{
    ClientEkuCheck, Deployment, EkuCheck, NodeName, Presented, Store, StoreId, StoreKind, Switch,
    TlsVerify, TrustedCas, VerifyName,
};
use crate::eku::{ExtendedKeyUsage, Purpose, PurposeId};
use crate::renewal::Terms;
use crate::time::Timestamp;

impl Action {
    /// Does it to a deployment whose certificates `links` knows. An action that does not fit the
    /// deployment changes nothing.
    pub(super) fn apply(&self, deployment: &mut Deployment, links: &Links, at: Timestamp) {
        match self {
            Self::InstallPrivateClientCertificate(id) => {
                install(deployment, id, PRIVATE_CA, &BOTH, at);
            }
            Self::InstallCombinedEkuCertificate(id) => {
                install(deployment, id, COMBINED_CA, &BOTH, at);
            }
            Self::InstallPublicServerCertificate(id) => {
                install(deployment, id, PUBLIC_CA, &[Purpose::ServerAuth], at);
            }
            Self::TurnOffEkuCheck(node) => set_check(deployment, *node, EkuCheck::Off),
            Self::TurnOnEkuCheck(node) => set_check(deployment, *node, EkuCheck::On),
            Self::UpgradeToX15_5 => *deployment = deployment.upgraded(),
            Self::EnableServerEkuUpload => {
                // A release or node without the command refuses it, and nothing changes.
                let _ = deployment.edge.set(Switch::ServerEkuUpload, true);
            }
            Self::StopAutomaticRenewal(_) => {}
            Self::TurnOffTlsVerify(slug) => {
                if let Some(far_end) = deployment.far_ends.named_mut(slug) {
                    far_end.tls_verify = TlsVerify::Off;
                }
            }
            Self::CopyServerCertificateToClientStore(name) => {
                let node = deployment.node_mut(*name);
                let servers = Vec::from_iter(
                    node.stores()
                        .filter(|(id, _)| id.kind == StoreKind::Server)
                        .map(|(id, store)| (id, store.clone())),
                );
                for (id, store) in servers {
                    node.replace(&StoreId { kind: StoreKind::Client, ..id }, store);
                }
            }
            Self::AskFarEndToIgnoreClientEku(slug) => {
                if let Some(far_end) = deployment.far_ends.named_mut(slug) {
                    far_end.client_eku_check = ClientEkuCheck::Off;
                }
            }
            Self::AddTrustedCa(Party::Node(node), ca) => {
                assume(deployment.node_mut(*node).trusted_cas.as_mut(), ca);
            }
            Self::AddTrustedCa(Party::FarEnd(slug), ca) => {
                if let Some(far_end) = deployment.far_ends.named_mut(slug) {
                    assume(far_end.trusted_cas.as_mut(), ca);
                }
            }
            Self::RenewCertificate(id) => renew(deployment, links, id, None, at),
            Self::ReissueWithNames(id, name) => renew(deployment, links, id, Some(name), at),
            Self::CorrectVerifyName(Party::Node(node), name) => {
                correct(&mut deployment.node_mut(*node).verify_names, name);
            }
            Self::CorrectVerifyName(Party::FarEnd(slug), name) => {
                if let Some(far_end) = deployment.far_ends.named_mut(slug) {
                    correct(&mut far_end.verify_names, name);
                }
            }
            Self::CorrectZoneVerifyName(node, slug, name) => {
                if let Some(zone) = deployment.traversal_zones.named_mut(slug) {
                    correct(&mut zone.end_mut(*node).verify_names, name);
                }
            }
        }
    }
}

fn set_check(deployment: &mut Deployment, node: NodeName, check: EkuCheck) {
    // A release without the setting refuses it, and nothing changes.
    let _ = deployment.node_mut(node).set_eku_check(check);
}

/// Takes a CA to be in a trusted CA list, where there is one.
fn assume(list: Option<&mut TrustedCas>, ca: &Name) {
    if let Some(list) = list {
        list.assumed.push(ca.canonical());
    }
}

/// Puts in what the issuer gives for a certificate on a day, with one more name where it is given.
fn renew(
    deployment: &mut Deployment,
    links: &Links,
    id: &StoreId,
    name: Option<&VerifyName>,
    at: Timestamp,
) {
    let Store::Holds(presented) = deployment.store(id) else { return };
    let terms = Terms::of(&presented.leaf, links);
    let Some(mut leaf) = terms.renewed(&presented.leaf, at) else { return };
    match name {
        Some(VerifyName::Dns(name)) => leaf.dns_names.push(name.clone()),
        Some(VerifyName::Address(address)) => {
            leaf.ip_addresses.push(IpAddress::from(*address));
        }
        None => {}
    }
    let renewed = Presented { leaf: Arc::new(leaf), ..presented.clone() };
    deployment.node_mut(id.node).replace(id, Store::Holds(renewed));
}

/// Looks for this name: beside the others where several are looked for, of which one must match.
fn correct(names: &mut Vec<VerifyName>, name: &VerifyName) {
    if names.len() == 1 {
        names.clear();
    }
    names.push(name.clone());
}

/// Puts an imagined certificate of a CA into a store, and that CA into the given lists of both
/// nodes.
fn install(
    deployment: &mut Deployment,
    id: &StoreId,
    ca: &str,
    purposes: &[Purpose],
    at: Timestamp,
) {
    let imagined = imagined_certificate(deployment.store(id), ca, purposes, at);
    deployment.node_mut(id.node).replace(id, imagined);
    for node in NodeName::ALL {
        assume(deployment.node_mut(node).trusted_cas.as_mut(), &Name::imagined(ca));
    }
}

/// A valid certificate of a CA with these purposes and the names of the one before.
fn imagined_certificate(before: &Store, ca: &str, purposes: &[Purpose], at: Timestamp) -> Store {
    let eku = listing(purposes);
    let mut leaf = Certificate::imagined("", at.start_of_day(), at.plus_days(IMAGINED_DAYS), eku);
    leaf.issuer = Name::imagined(ca);
    if let Some(presented) = before.presented() {
        leaf.subject = presented.leaf.subject.clone();
        leaf.dns_names.clone_from(&presented.leaf.dns_names);
        leaf.ip_addresses.clone_from(&presented.leaf.ip_addresses);
    }
    Store::of([leaf].into(), false)
}

/// What an imagined certificate has unless it is for servers alone.
pub(crate) fn imagined_purposes() -> ExtendedKeyUsage {
    listing(&BOTH)
}

fn listing(purposes: &[Purpose]) -> ExtendedKeyUsage {
    let purposes = purposes.iter().map(|purpose| PurposeId::of(*purpose)).collect();
    ExtendedKeyUsage::Present { critical: false, purposes }
}

/// The name of the private CA that plans imagine. It is no DER, so no certificate has it.
pub(crate) const PRIVATE_CA: &str = "private CA";

/// The name of the public root that plans imagine for a certificate with both purposes.
const COMBINED_CA: &str = "public CA outside Chrome's store";

/// The name of the public CA that plans imagine for a server certificate.
const PUBLIC_CA: &str = "public CA";

const BOTH: [Purpose; 2] = [Purpose::ServerAuth, Purpose::ClientAuth];

/// How long an imagined certificate is valid: two years, as private CAs usually issue.
const IMAGINED_DAYS: u32 = 730;
