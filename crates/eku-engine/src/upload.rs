//! What the upload page of a store accepts.
//!
//! Entry point: [`Upload::new`], then [`Upload::judge`]. The refusal is of the web page: a store
//! may hold what the page would have refused, so this decides nothing about a deployment. What an
//! upgrade copies is [`crate::deployment::Node::upgraded`]'s.

use alloc::vec::Vec;
use core::fmt;

use crate::certificate::{Certificate, ValidityAt};
use crate::citation::{Citation, P_UPLOAD_SWITCH, S_UPLOAD};
use crate::deployment::{NodeName, Release, StoreKind, Switch};
use crate::eku::{Holds, Purpose};
use crate::rule::Confidence;
use crate::time::Timestamp;

/// An upload page: of which store, with which box ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upload {
    node: NodeName,
    release: Release,
    store: StoreKind,
    as_client: bool,
    server_eku_upload: bool,
}

/// What the page does with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum UploadVerdict {
    /// It takes it.
    Accepted,
    /// No source says what it does.
    Undecided,
    /// It rejects it.
    Refused,
}

impl fmt::Display for UploadVerdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Accepted => "accepted",
            Self::Undecided => "undecided",
            Self::Refused => "refused",
        })
    }
}

/// Why a page refuses a certificate, or why it is not known what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadReason {
    /// Client authentication is required, and the certificate's purposes lack it.
    ClientAuthMissing,
    /// Client authentication is required, and there is no extended key usage.
    EkuAbsent,
    /// The extended key usage cannot be read.
    EkuUnreadable,
    /// It goes into a server store without server authentication.
    ServerAuthMissing,
    /// It is a CA certificate.
    IsACa,
    /// It is outside its validity.
    OutsideItsValidity,
}

impl UploadReason {
    /// What the reason makes of the upload.
    #[must_use]
    pub fn verdict(self) -> UploadVerdict {
        match self {
            Self::ClientAuthMissing => UploadVerdict::Refused,
            _ => UploadVerdict::Undecided,
        }
    }
}

/// What was decided about an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadJudgement {
    /// What the page does.
    pub verdict: UploadVerdict,
    /// Why; empty where it accepts.
    pub reasons: Vec<UploadReason>,
    /// Whether client authentication is required there.
    pub client_auth_required: bool,
    /// Where the requirement comes from.
    pub citation: &'static Citation,
    /// How well that is founded.
    pub confidence: Confidence,
    /// Another way into the store, where the page refuses.
    pub way_round: Option<Workaround>,
}

/// A way to get a certificate into a store whose page refuses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workaround {
    /// The box in the server certificate page, which copies without that check (X15.5).
    AsClientCertificate,
    /// The command that makes Edge accept it (X15.4).
    EnableServerEkuUpload,
    /// There is none in the web page of this release and node: a certificate with both purposes.
    BothPurposes,
}

impl Upload {
    /// The upload page of a store.
    ///
    /// # Errors
    ///
    /// [`UploadError`] for what the release or node does not have.
    pub fn new(
        node: NodeName,
        release: Release,
        store: StoreKind,
        as_client: bool,
        server_eku_upload: bool,
    ) -> Result<Self, UploadError> {
        if store == StoreKind::Client && !release.has_client_store() {
            return Err(UploadError::NoClientStore { release });
        }
        if as_client && !release.has_client_store() {
            return Err(UploadError::NoCheckBox { release });
        }
        if as_client && store == StoreKind::Client {
            return Err(UploadError::CheckBoxOfServerStore);
        }
        if server_eku_upload && !release.has(Switch::ServerEkuUpload, node) {
            return Err(UploadError::NoServerEkuUpload { node, release });
        }
        Ok(Self { node, release, store, as_client, server_eku_upload })
    }

    /// Whether the page requires client authentication, and where that is said.
    #[must_use]
    pub fn client_auth_required(&self) -> (bool, &'static Citation) {
        let [core, edge] = self.release.capabilities().server_upload;
        match (self.store, self.node) {
            (StoreKind::Client, _) => (true, &S_UPLOAD),
            (StoreKind::Server, _) if self.server_eku_upload => (false, &P_UPLOAD_SWITCH),
            (StoreKind::Server, NodeName::Core) => core,
            (StoreKind::Server, NodeName::Edge) => edge,
        }
    }

    /// What the page does with a certificate at an instant. It reads the leaf alone.
    #[must_use]
    pub fn judge(&self, leaf: &Certificate, at: Timestamp) -> UploadJudgement {
        let (client_auth_required, citation) = self.client_auth_required();
        let mut reasons = Vec::new();
        let client = leaf.eku.holds(Purpose::ClientAuth);
        match client {
            Holds::No if client_auth_required => reasons.push(UploadReason::ClientAuthMissing),
            Holds::Unrestricted if client_auth_required => reasons.push(UploadReason::EkuAbsent),
            Holds::Unreadable => reasons.push(UploadReason::EkuUnreadable),
            _ => {}
        }
        let lacks_server_auth = leaf.eku.holds(Purpose::ServerAuth) == Holds::No;
        if self.store == StoreKind::Server && lacks_server_auth {
            reasons.push(UploadReason::ServerAuthMissing);
        }
        if leaf.is_ca() {
            reasons.push(UploadReason::IsACa);
        }
        if leaf.validity_at(at) != ValidityAt::Valid {
            reasons.push(UploadReason::OutsideItsValidity);
        }
        let verdicts = reasons.iter().map(|reason| reason.verdict());
        let verdict = verdicts.max().unwrap_or(UploadVerdict::Accepted);
        let refused = verdict == UploadVerdict::Refused;
        let way_round = refused.then(|| {
            if self.release.has_client_store() {
                Workaround::AsClientCertificate
            } else if self.release.has(Switch::ServerEkuUpload, self.node) {
                Workaround::EnableServerEkuUpload
            } else {
                Workaround::BothPurposes
            }
        });
        let confidence = match self.release.is_documented() {
            true => Confidence::Documented,
            false => Confidence::Inferred,
        };
        UploadJudgement { verdict, reasons, client_auth_required, citation, confidence, way_round }
    }

    /// The node.
    #[must_use]
    pub fn node(&self) -> NodeName {
        self.node
    }

    /// The release.
    #[must_use]
    pub fn release(&self) -> Release {
        self.release
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> StoreKind {
        self.store
    }

    /// Whether the server certificate is copied into the client store as well.
    #[must_use]
    pub fn as_client(&self) -> bool {
        self.as_client
    }
}

/// Why there is no such upload page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadError {
    /// The release has no client store.
    NoClientStore {
        /// The release.
        release: Release,
    },
    /// The release has no box "Upload server certificate file as client certificate".
    NoCheckBox {
        /// The release.
        release: Release,
    },
    /// The box is in the page of the server store.
    CheckBoxOfServerStore,
    /// The node or release has no `EnableServerEkuUpload`.
    NoServerEkuUpload {
        /// The node.
        node: NodeName,
        /// The release.
        release: Release,
    },
}

impl fmt::Display for UploadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoClientStore { release } => write!(formatter, "{release} has no client store"),
            Self::NoCheckBox { release } => write!(
                formatter,
                "{release} has no box \"Upload server certificate file as client certificate\""
            ),
            Self::CheckBoxOfServerStore => formatter.write_str(
                "the box \"Upload server certificate file as client certificate\" is on the \
                 server store's page",
            ),
            Self::NoServerEkuUpload { node, release } => {
                write!(formatter, "{node} on {release} has no EnableServerEkuUpload")
            }
        }
    }
}

impl core::error::Error for UploadError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, leaf};
    use NodeName::{Core, Edge};
    use StoreKind::{Client, Server};
    use UploadVerdict::{Accepted, Refused, Undecided};

    #[test]
    fn each_release_and_store_has_its_own_page() {
        for (node, release, store, as_client, switch, purposes, expected) in [
            (Core, "X14.0", Server, false, false, "S C", Accepted),
            (Core, "X14.0", Server, false, false, "S", Refused),
            (Edge, "X15.3.2", Server, false, false, "S", Refused),
            (Edge, "X15.3.2", Server, false, false, "empty", Refused),
            (Edge, "X15.3.2", Server, false, false, "any", Refused),
            (Edge, "X15.3.2", Server, false, false, "absent", Undecided),
            (Edge, "X15.3.2", Server, false, false, "unreadable", Undecided),
            (Edge, "X15.3.2", Server, false, false, "C", Undecided),
            (Core, "X15.4", Server, false, false, "S", Refused),
            (Edge, "X15.4", Server, false, false, "S", Refused),
            (Edge, "X15.4", Server, false, true, "S", Accepted),
            (Edge, "X15.4", Server, false, true, "absent", Accepted),
            (Core, "X15.5", Server, false, false, "S", Accepted),
            (Core, "X15.5", Server, true, false, "S", Accepted),
            (Core, "X15.5", Server, false, false, "absent", Accepted),
            (Core, "X15.5", Server, false, false, "C", Undecided),
            (Core, "X15.5", Server, false, false, "unreadable", Undecided),
            (Core, "X15.5", Client, false, false, "S", Refused),
            (Edge, "X15.5.1", Client, false, false, "empty", Refused),
            (Edge, "X15.5", Client, false, false, "absent", Undecided),
            (Edge, "X15.5", Client, false, false, "unreadable", Undecided),
            (Edge, "X15.5", Client, false, false, "C", Accepted),
            (Edge, "X15.5", Client, false, false, "S C", Accepted),
        ] {
            let release = Release::parse(release).unwrap();
            let upload = Upload::new(node, release, store, as_client, switch).unwrap();
            let judged = upload.judge(&leaf(purposes), at("2026-11-23"));
            assert_eq!(judged.verdict, expected, "{node} {release} {store:?} {purposes}");
            assert_eq!(judged.way_round.is_some(), expected == Refused);
        }
    }

    #[test]
    fn a_ca_and_an_expired_certificate_are_undecided() {
        let release = Release::X15_5;
        let upload = Upload::new(Core, release, Server, false, false).unwrap();
        assert_eq!(upload.judge(&leaf("S C"), at("2027-01-01")).verdict, Undecided);
        assert_eq!(upload.judge(&leaf("S C"), at("2025-12-31")).verdict, Undecided);
        let constraints = crate::certificate::BasicConstraints { ca: true, path_length: None };
        let ca = Certificate { basic_constraints: Some(constraints), ..leaf("S C") };
        assert_eq!(upload.judge(&ca, at("2026-11-23")).verdict, Undecided);
    }

    #[test]
    fn what_a_release_or_node_does_not_have_is_an_error() {
        for (node, release, store, as_client, switch) in [
            (Core, "X15.4", Client, false, false),
            (Core, "X15.4", Server, true, false),
            (Core, "X15.5", Client, true, false),
            (Core, "X15.4", Server, false, true),
            (Edge, "X15.5", Server, false, true),
            (Edge, "X15.3", Server, false, true),
        ] {
            let release = Release::parse(release).unwrap();
            assert!(
                Upload::new(node, release, store, as_client, switch).is_err(),
                "{node} {release}"
            );
        }
    }
}
