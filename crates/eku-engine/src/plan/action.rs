//! Actions: what an administrator can do, and what it does to the model.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use crate::certificate::{Certificate, Name};
use crate::connection::Party;
use crate::deployment::{
    ClientEkuCheck, Deployment, EkuCheck, NodeName, Presented, Slug, Store, StoreId, StoreKind,
    Switch, TlsVerify, TrustedCas,
};
use crate::eku::{ExtendedKeyUsage, Purpose, PurposeId};
use crate::time::Timestamp;

/// Something that an administrator can do. The order is that of the specification.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// The store holds a valid certificate of a private CA with both purposes.
    InstallPrivateClientCertificate(StoreId),
    /// The node's EKU check is Off.
    TurnOffEkuCheck(NodeName),
    /// The node's EKU check is On.
    TurnOnEkuCheck(NodeName),
    /// Our node verifies nothing of a far end's certificate.
    TurnOffTlsVerify(Slug),
    /// The client store of every peer of the node holds what its server store holds.
    CopyServerCertificateToClientStore(NodeName),
    /// The far end ignores the extended key usage of our client role.
    AskFarEndToIgnoreClientEku(Slug),
    /// Both nodes run X15.5, and what was the one certificate is in both stores.
    UpgradeToX15_5,
    /// Edge's upload page takes server-only certificates (X15.4): no verdict depends on it.
    EnableServerEkuUpload,
    /// The store holds a valid certificate with both purposes of a public root outside Chrome's
    /// store: for Edge's one store before X15.5, where a private CA is never proposed. Elsewhere it
    /// is an alternative of the private one.
    InstallCombinedEkuCertificate(StoreId),
    /// The CA with this name is in the trusted CA list of a node or a far end.
    AddTrustedCa(Party, Name),
    /// The store holds the same certificate, valid at the date.
    RenewCertificate(StoreId),
    /// Nothing replaces the node's certificate by itself: no verdict depends on it.
    StopAutomaticRenewal(NodeName),
}

/// Every identifier of an action, in the order of the specification. One of them is
/// mostly shown as the alternative of another.
pub const ACTION_IDS: [&str; 12] = [
    "install-private-client-certificate",
    "turn-off-eku-check",
    "turn-on-eku-check",
    "turn-off-tls-verify",
    "copy-server-certificate-to-client-store",
    "ask-far-end-to-ignore-client-eku",
    "upgrade-to-x15.5",
    "enable-server-eku-upload",
    "install-combined-eku-certificate",
    "add-trusted-ca",
    "renew-certificate",
    "stop-automatic-renewal",
];

/// What an action acts on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A store.
    Store(StoreId),
    /// A node.
    Node(NodeName),
    /// A far end.
    FarEnd(Slug),
    /// The whole deployment.
    Deployment,
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(store) => fmt::Display::fmt(store, formatter),
            Self::Node(node) => fmt::Display::fmt(node, formatter),
            Self::FarEnd(slug) => write!(formatter, "far-end:{slug}"),
            Self::Deployment => formatter.write_str("deployment"),
        }
    }
}

impl Action {
    /// The stable identifier.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::InstallPrivateClientCertificate(_) => "install-private-client-certificate",
            Self::TurnOffEkuCheck(_) => "turn-off-eku-check",
            Self::TurnOnEkuCheck(_) => "turn-on-eku-check",
            Self::TurnOffTlsVerify(_) => "turn-off-tls-verify",
            Self::CopyServerCertificateToClientStore(_) => {
                "copy-server-certificate-to-client-store"
            }
            Self::AskFarEndToIgnoreClientEku(_) => "ask-far-end-to-ignore-client-eku",
            Self::UpgradeToX15_5 => "upgrade-to-x15.5",
            Self::EnableServerEkuUpload => "enable-server-eku-upload",
            Self::InstallCombinedEkuCertificate(_) => "install-combined-eku-certificate",
            Self::AddTrustedCa(..) => "add-trusted-ca",
            Self::RenewCertificate(_) => "renew-certificate",
            Self::StopAutomaticRenewal(_) => "stop-automatic-renewal",
        }
    }

    /// What it acts on.
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::InstallPrivateClientCertificate(store)
            | Self::InstallCombinedEkuCertificate(store)
            | Self::RenewCertificate(store) => Target::Store(store.clone()),
            Self::TurnOffEkuCheck(node)
            | Self::TurnOnEkuCheck(node)
            | Self::CopyServerCertificateToClientStore(node)
            | Self::AddTrustedCa(Party::Node(node), _)
            | Self::StopAutomaticRenewal(node) => Target::Node(*node),
            Self::EnableServerEkuUpload => Target::Node(NodeName::Edge),
            Self::TurnOffTlsVerify(slug)
            | Self::AskFarEndToIgnoreClientEku(slug)
            | Self::AddTrustedCa(Party::FarEnd(slug), _) => Target::FarEnd(slug.clone()),
            Self::UpgradeToX15_5 => Target::Deployment,
        }
    }

    /// Whether somebody outside the deployment has to act.
    #[must_use]
    pub fn is_outside(&self) -> bool {
        matches!(
            self,
            Self::AskFarEndToIgnoreClientEku(_) | Self::AddTrustedCa(Party::FarEnd(_), _)
        )
    }

    /// An upgrade comes first: it makes the stores that the others fill.
    pub(super) fn order_of_work(&self) -> impl Ord + use<> {
        (*self != Self::UpgradeToX15_5, self.clone())
    }

    /// Does it to a deployment. An action that does not fit the deployment changes nothing.
    pub(super) fn apply(&self, deployment: &mut Deployment, at: Timestamp) {
        match self {
            Self::InstallPrivateClientCertificate(id) => install(deployment, id, PRIVATE_CA, at),
            Self::InstallCombinedEkuCertificate(id) => install(deployment, id, COMBINED_CA, at),
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
            Self::RenewCertificate(id) => {
                if let Store::Holds(presented) = deployment.store(id) {
                    let leaf = Certificate {
                        not_before: at.start_of_day(),
                        not_after: at.plus_days(IMAGINED_DAYS),
                        ..presented.leaf.as_ref().clone()
                    };
                    let renewed = Presented { leaf: Arc::new(leaf), ..presented.clone() };
                    deployment.node_mut(id.node).replace(id, Store::Holds(renewed));
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

/// Puts an imagined certificate of a CA into a store, and that CA into the given lists of both
/// nodes.
fn install(deployment: &mut Deployment, id: &StoreId, ca: &str, at: Timestamp) {
    let imagined = imagined_certificate(deployment.store(id), ca, at);
    deployment.node_mut(id.node).replace(id, imagined);
    for node in NodeName::ALL {
        assume(deployment.node_mut(node).trusted_cas.as_mut(), &Name::imagined(ca));
    }
}

/// A valid certificate of a private CA with both purposes and the names of the one before.
fn imagined_certificate(before: &Store, ca: &str, at: Timestamp) -> Store {
    let eku = imagined_purposes();
    let mut leaf = Certificate::imagined("", at.start_of_day(), at.plus_days(IMAGINED_DAYS), eku);
    leaf.issuer = Name::imagined(ca);
    if let Some(presented) = before.presented() {
        leaf.subject = presented.leaf.subject.clone();
        leaf.dns_names.clone_from(&presented.leaf.dns_names);
        leaf.ip_addresses.clone_from(&presented.leaf.ip_addresses);
    }
    Store::of([leaf].into(), false)
}

/// Every certificate that a plan imagines has both purposes.
pub(crate) fn imagined_purposes() -> ExtendedKeyUsage {
    let purposes =
        Vec::from([PurposeId::of(Purpose::ServerAuth), PurposeId::of(Purpose::ClientAuth)]);
    ExtendedKeyUsage::Present { critical: false, purposes }
}

/// The name of the private CA that plans imagine. It is no DER, so no certificate has it.
pub(crate) const PRIVATE_CA: &str = "private CA";

/// The name of the public root that plans imagine for a certificate with both purposes.
const COMBINED_CA: &str = "public CA outside Chrome's store";

/// How long an imagined certificate is valid: two years, as private CAs usually issue.
const IMAGINED_DAYS: u32 = 730;
