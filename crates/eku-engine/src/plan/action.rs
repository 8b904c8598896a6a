//! Actions: what an administrator can do, and what it does to the model.

use core::fmt;

use crate::certificate::Name;
use crate::connection::Party;
use crate::deployment::{NodeName, Slug, StoreId, VerifyName};

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
    /// The store holds what its issuer gives for the certificate on that day.
    RenewCertificate(StoreId),
    /// Nothing replaces the node's certificate by itself: no verdict depends on it.
    StopAutomaticRenewal(NodeName),
    /// A node looks for this name in the other node's certificate, or in a far end's.
    CorrectVerifyName(Party, VerifyName),
    /// A node looks for this name in the other node's certificate on a traversal zone that is not for
    /// Unified Communications.
    CorrectZoneVerifyName(NodeName, Slug, VerifyName),
    /// The store holds a valid certificate of a public CA for server authentication.
    InstallPublicServerCertificate(StoreId),
    /// The store holds what its issuer gives for the certificate on that day, with this name, too: after
    /// the actions that put in another certificate.
    ReissueWithNames(StoreId, VerifyName),
}

/// How deep an action reaches, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Intrusion {
    /// A setting or a trusted CA, and nothing is verified less.
    Setting,
    /// A certificate is renewed by its issuer.
    Renewal,
    /// A certificate is replaced by another one.
    Certificate,
    /// The software is.
    Software,
    /// Less is verified than before.
    Verification,
}

/// Every identifier of an action. Some are shown as the alternative of another.
pub const ACTION_IDS: [&str; 16] = [
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
    "correct-verify-name",
    "reissue-with-names",
    "install-public-server-certificate",
    INSTALL_PUBLIC_CLIENT_CERTIFICATE,
];

/// A certificate of a public root for client authentication: an alternative of a private one, and in no
/// plan, as no test shows it on Expressway.
pub const INSTALL_PUBLIC_CLIENT_CERTIFICATE: &str = "install-public-client-certificate";

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
            Self::CorrectVerifyName(..) | Self::CorrectZoneVerifyName(..) => "correct-verify-name",
            Self::ReissueWithNames(..) => "reissue-with-names",
            Self::InstallPublicServerCertificate(_) => "install-public-server-certificate",
        }
    }

    /// What it acts on.
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::InstallPrivateClientCertificate(store)
            | Self::InstallCombinedEkuCertificate(store)
            | Self::InstallPublicServerCertificate(store)
            | Self::ReissueWithNames(store, _)
            | Self::RenewCertificate(store) => Target::Store(store.clone()),
            Self::TurnOffEkuCheck(node)
            | Self::TurnOnEkuCheck(node)
            | Self::CopyServerCertificateToClientStore(node)
            | Self::AddTrustedCa(Party::Node(node), _)
            | Self::CorrectVerifyName(Party::Node(node), _)
            | Self::CorrectZoneVerifyName(node, ..)
            | Self::StopAutomaticRenewal(node) => Target::Node(*node),
            Self::EnableServerEkuUpload => Target::Node(NodeName::Edge),
            Self::TurnOffTlsVerify(slug)
            | Self::AskFarEndToIgnoreClientEku(slug)
            | Self::CorrectVerifyName(Party::FarEnd(slug), _)
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

    /// What it reaches into.
    pub(super) fn intrusion(&self) -> Intrusion {
        match self {
            Self::AddTrustedCa(..)
            | Self::CorrectVerifyName(..)
            | Self::CorrectZoneVerifyName(..)
            | Self::TurnOnEkuCheck(_)
            | Self::StopAutomaticRenewal(_) => Intrusion::Setting,
            Self::RenewCertificate(_) | Self::ReissueWithNames(..) => Intrusion::Renewal,
            Self::InstallPrivateClientCertificate(_)
            | Self::InstallCombinedEkuCertificate(_)
            | Self::InstallPublicServerCertificate(_)
            | Self::CopyServerCertificateToClientStore(_)
            | Self::EnableServerEkuUpload => Intrusion::Certificate,
            Self::UpgradeToX15_5 => Intrusion::Software,
            Self::TurnOffEkuCheck(_)
            | Self::TurnOffTlsVerify(_)
            | Self::AskFarEndToIgnoreClientEku(_) => Intrusion::Verification,
        }
    }

    /// An upgrade comes first: it makes the stores that the others fill.
    pub(super) fn order_of_work(&self) -> impl Ord + use<> {
        (*self != Self::UpgradeToX15_5, self.clone())
    }
}
