//! A deployment to its TLS connections: who initiates, who presents what, what is checked of it.
//!
//! Entry point: [`connections`]. A connection between two nodes exists for every pair of their
//! peers; what a peer presents is checked by the other side's settings, which are the node's, so a
//! connection is the set of its peers' [`Presentation`]s. Direction is always stated, never
//! assumed. This module says what is asked; whether it is met is decided by the rules.

mod far_ends;
mod nodes;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;
use core::fmt;

use crate::chain::{Examiner, Links, Paths};
use crate::citation::Citation;
use crate::citation::Confidence;
use crate::deployment::{
    Deployment, NodeName, Release, Role, Slug, Store, StoreId, TlsVerify, TrustedCas, VerifyName,
};
use crate::time::Timestamp;

/// Every connection of a deployment, in the order of every report.
#[must_use]
pub fn connections<'d>(
    deployment: &'d Deployment,
    links: &Links,
    at: Timestamp,
) -> Vec<Connection<'d>> {
    examined(deployment, &mut Examiner::new(links), at)
}

/// The same, with the paths that an examiner finds.
pub(crate) fn examined<'e, 'd: 'e>(
    deployment: &'d Deployment,
    examiner: &mut Examiner<'e>,
    at: Timestamp,
) -> Vec<Connection<'d>> {
    let mut connections = unexamined(deployment, at);
    let presentations = connections.iter_mut().flat_map(|connection| &mut connection.presentations);
    for presentation in presentations {
        presentation.examine(examiner);
    }
    connections
}

/// The same, with no paths looked at.
pub(crate) fn unexamined(deployment: &Deployment, at: Timestamp) -> Vec<Connection<'_>> {
    let mut connections = nodes::connections(deployment, at);
    connections.extend(far_ends::connections(deployment, at));
    connections
}

impl<'d> Presentation<'d> {
    /// Finds out what its paths come to at its instant, where they are looked at.
    pub(crate) fn examine<'e>(&mut self, examiner: &mut Examiner<'e>)
    where
        'd: 'e,
    {
        let trusted = self.trust.checked();
        let looked_at = self.looked_at && self.trust != Asked::NotMade;
        let presented = self.store.presented().filter(|_| looked_at);
        self.paths = presented.map(|presented| examiner.examine(presented, trusted, self.at));
    }
}

impl Presentation<'_> {
    /// The same under the TLS verify mode of the verifier's zone: Off checks nothing, and what would fail
    /// is undecided where the mode is not known.
    fn under(self, tls_verify: TlsVerify) -> Self {
        match tls_verify {
            TlsVerify::On => self,
            TlsVerify::Off => Self { needed: false, ..self.unseen() },
            TlsVerify::Unknown => Self { severity: Severity::Undecided, ..self },
        }
    }

    /// The same where the verifier does not look at it.
    fn unseen(self) -> Self {
        Self {
            purpose: Asked::NotChecked,
            validity: Asked::NotChecked,
            names: Asked::NotChecked,
            trust: Asked::NotChecked,
            looked_at: false,
            ..self
        }
    }
}

/// The stable identifier of a connection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConnectionId {
    /// Core to Edge, SIP TLS, 7001 and up.
    UcTraversalZone,
    /// Core to Edge, 2222.
    SshTunnels,
    /// Edge's certificate, sent to Core inside the zone.
    SipServiceMessage,
    /// Core to Edge, SIP TLS, the port of a traversal zone that is not for Unified Communications.
    TraversalZone(Slug),
    /// Between the peers of one node, which is named where both nodes are clusters.
    ClusterDatabase(Option<NodeName>),
    /// Expressway to a far end.
    FarEndOut(Slug),
    /// A far end to Expressway.
    FarEndIn(Slug),
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UcTraversalZone => formatter.write_str("uc-traversal-zone"),
            Self::SshTunnels => formatter.write_str("ssh-tunnels"),
            Self::SipServiceMessage => formatter.write_str("sip-service-message"),
            Self::TraversalZone(slug) => write!(formatter, "traversal-zone:{slug}"),
            Self::ClusterDatabase(None) => formatter.write_str("cluster-database"),
            Self::ClusterDatabase(Some(node)) => write!(formatter, "cluster-database:{node}"),
            Self::FarEndOut(slug) => write!(formatter, "far-end:{slug}:out"),
            Self::FarEndIn(slug) => write!(formatter, "far-end:{slug}:in"),
        }
    }
}

/// One TLS connection.
#[derive(Clone, Debug)]
pub struct Connection<'d> {
    /// Which one.
    pub id: ConnectionId,
    /// Who opens it.
    pub initiator: Party,
    /// Who answers it.
    pub responder: Party,
    /// The certificate that the initiator presents, at the level of the node; `None` where it
    /// presents none.
    pub initiator_certificate: Option<CertificateId>,
    /// The certificate that the responder presents, at the level of the node.
    pub responder_certificate: Option<CertificateId>,
    /// What is presented and what is asked of it.
    pub presentations: Vec<Presentation<'d>>,
    /// The releases of the two nodes, where the connection is the one that says that they differ.
    pub releases: Option<(Release, Release)>,
}

/// A side of a connection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// One of the two nodes.
    Node(NodeName),
    /// A far end.
    FarEnd(Slug),
}

impl fmt::Display for Party {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(node) => fmt::Display::fmt(node, formatter),
            Self::FarEnd(slug) => write!(formatter, "far-end:{slug}"),
        }
    }
}

/// Where a certificate that is presented comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CertificateId {
    /// A store of a node.
    Store(StoreId),
    /// A far end's own certificate.
    FarEnd(Slug),
}

impl fmt::Display for CertificateId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(store) => fmt::Display::fmt(store, formatter),
            Self::FarEnd(slug) => write!(formatter, "far-end:{slug}"),
        }
    }
}

/// One certificate that one side shows the other, and what the other asks of it.
#[derive(Clone, Debug)]
pub struct Presentation<'d> {
    /// The connection.
    pub connection: ConnectionId,
    /// Where the certificate comes from.
    pub certificate: CertificateId,
    /// What it holds.
    pub store: &'d Store,
    /// The side that presents it.
    pub role: Role,
    /// The side that looks at it.
    pub verifier: Party,
    /// What is asked of its purposes.
    pub purpose: Asked<PurposeDemand>,
    /// Whether its validity is looked at.
    pub validity: Asked<()>,
    /// What is asked of its names.
    pub names: Asked<&'d [VerifyName]>,
    /// The trusted CA list that its paths have to reach.
    pub trust: Asked<&'d TrustedCas>,
    /// Whether the verifier looks at the certificate at all.
    pub looked_at: bool,
    /// What its paths come to, where they are looked at.
    pub paths: Option<Paths>,
    /// Whether the connection needs it; where it does and nothing was given, it is undecided.
    pub needed: bool,
    /// What becomes of a check that fails.
    pub severity: Severity,
    /// What becomes of extended key usage that cannot be read: OpenSSL refuses it, and so does a
    /// far end that is known to check; of another far end it is not known.
    pub unreadable: Severity,
    /// The instant.
    pub at: Timestamp,
}

/// Whether a check is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<Demand> {
    /// The verifier makes the check, and everything for it is known.
    Checked(Demand),
    /// The check could be made, but the input gives nothing for it, or the verifier was told not
    /// to: it is listed as not checked.
    NotChecked,
    /// The verifier does not make this check: nothing to list.
    NotMade,
}

impl<Demand: Copy> Asked<Demand> {
    /// What is asked, where it is checked.
    #[must_use]
    pub fn checked(&self) -> Option<Demand> {
        match self {
            Self::Checked(demand) => Some(*demand),
            Self::NotChecked | Self::NotMade => None,
        }
    }
}

/// What becomes of a check that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It fails the connection.
    Fails,
    /// It is not known whether the verifier acts on it: undecided.
    Undecided,
}

/// What is asked of a certificate's purposes, and why that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PurposeDemand {
    /// What is asked.
    pub kind: Demand,
    /// How well that is founded.
    pub confidence: Confidence,
    /// Where it is said.
    pub citation: &'static Citation,
}

/// What a verifier asks of a certificate's purposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Client authentication is required.
    ClientAuth,
    /// Server authentication is required.
    ServerAuth,
    /// Both are required.
    Both,
    /// The EKU check of an Expressway is Off: client authentication is not required, and an
    /// extension without server authentication is undecided.
    EkuCheckOff,
    /// A far end is said to ignore extended key usage.
    Ignored,
    /// It is not known whether a far end requires client authentication.
    Unknown,
    /// An Expressway asks for no purpose, but reads the certificate.
    Readable,
}
