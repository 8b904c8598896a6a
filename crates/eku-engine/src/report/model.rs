//! The report as data: what text, Markdown, JSON (`eku/check/1`) and the page all show.
//!
//! Every field that is a sentence was worded in this module's siblings; a reader of the model
//! never has to build one. What a reader may decide by is a type, which JSON shows by its
//! identifier ([`identifiers`]). Field names and order are those of the JSON contract; fields that the
//! contract does not name are additions.

mod certificates;
mod forecast;
mod identifiers;
mod input;
mod plans;

use alloc::string::String;
use alloc::vec::Vec;

pub use certificates::{
    CertificateFacts, CertificateReport, EkuReport, EkuState, HeldCertificateReport, IssuerReport,
    KeyReport, NameMarkReport, OtherNameReport, PresentedReport, SenderReport, TlsRole,
};
pub use forecast::{
    CertificateForecastReport, ForecastReport, OutlookReport, ServiceForecastReport,
};
pub use input::{FoundReport, InputReport, Problem, SettingId, SettingReport};
pub use plans::{ActionReport, AdviceReport, Field, PlanReport, Step};

use super::assumed::AssumedReport;
use crate::advisory::AdvisedPlace;
use crate::connection::{CertificateId, ConnectionId, Party};
use crate::deployment::{NodeName, Service};
use crate::evidence::{SeenKind, Standing};
use crate::forecast::OutlookState;
pub use crate::rule::Confidence;
use crate::rule::Rule;
use crate::service::own_connection;
use crate::time::Timestamp;
pub use crate::verdict::{NotChecked, Verdict};
/// Where a statement comes from, ready to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// Short identifier of the document, for example `S`.
    pub id: &'static str,
    /// Title of the document.
    pub title: &'static str,
    /// The section that says it.
    pub section: &'static str,
    /// Address of the document.
    pub url: &'static str,
    /// Date of the version that was read, as `2026-04-15`.
    pub date: &'static str,
}

/// The whole report of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// `eku/check/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = "eku/check/1")))]
    pub schema: &'static str,
    /// The check date, RFC 3339 in UTC.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub at: Timestamp,
    /// The two nodes as they were checked.
    pub nodes: Vec<NodeReport>,
    /// The worst verdict of all services.
    pub verdict: Verdict,
    /// The answer in one sentence.
    pub headline: String,
    /// The reason behind the answer in a sentence, and in another that turning the EKU check Off
    /// does not fix it, where that takes one reason away and leaves another; empty where everything
    /// works.
    pub headline_reason: String,
    /// The connection whose reason that is.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub headline_connection: Option<ConnectionId>,
    /// Whether the certificate that the reason speaks of is a copy of the server certificate.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub headline_is_copy: bool,
    /// What the answer does not cover and turns no verdict, in sentences: that no document describes
    /// a node's release, that a certificate has expired on which no connection depends, and that
    /// OpenSSL may refuse a certificate for what no verdict knows.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "String::is_empty"))]
    pub caution: String,
    /// Whether advisories say more about the caution.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub caution_in_advisories: bool,
    /// What lies ahead.
    pub outlook: OutlookReport,
    /// Identifiers of what was not checked anywhere in the deployment.
    pub not_checked: Vec<NotChecked>,
    /// What the input does not say, and what was assumed instead.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub assumed: Vec<AssumedReport>,
    /// Every service that the deployment has, in the order of the specification.
    pub services: Vec<ServiceReport>,
    /// Services that do not depend on the EKU.
    pub not_affected: Vec<NotAffected>,
    /// Every TLS connection that was checked.
    pub connections: Vec<ConnectionReport>,
    /// What to do, best first; empty where everything works.
    pub plans: Vec<PlanReport>,
    /// Whether fixes were left out, because there are too many or the search met its limit.
    pub plans_cut: bool,
    /// What to do before the first break, best first; empty unless the outlook is at risk.
    pub plans_ahead: Vec<PlanReport>,
    /// Actions that are worth doing and change no verdict.
    pub advice: Vec<AdviceReport>,
    /// What becomes of the certificates and services.
    pub forecast: ForecastReport,
    /// The certificates that the stores of the nodes hold, each once.
    pub certificates: Vec<HeldCertificateReport>,
    /// What is worth knowing and turns no verdict.
    pub advisories: Vec<AdvisoryReport>,
    /// What was seen of the deployment at work, contradictions first. It turns no verdict.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub evidence: Vec<EvidenceReport>,
    /// What the input was, where it was more than named certificates.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "InputReport::is_empty"))]
    pub input: InputReport,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Report {
    /// What to do: now, where something fails or is undecided; else before the first break.
    #[must_use]
    pub fn all_plans(&self) -> &[PlanReport] {
        if self.plans.is_empty() { &self.plans_ahead } else { &self.plans }
    }

    /// Whether everything works and something is known to break.
    #[must_use]
    pub fn is_at_risk(&self) -> bool {
        self.verdict == Verdict::Works && self.outlook.state == OutlookState::AtRisk
    }

    /// Why a service has its verdict, in short: the first reason of the connection that it is, or what
    /// becomes of those that it waits for, the one that decides first.
    pub(crate) fn why(&self, service: &ServiceReport) -> String {
        let own = own_connection(&service.id);
        let own = self.connections.iter().find(|connection| Some(&connection.id) == own.as_ref());
        match (own.and_then(|connection| connection.because.first()), &service.because[..]) {
            (Some(reason), _) | (None, [reason]) => reason.text.clone(),
            (None, several) => {
                Vec::from_iter(several.iter().map(|reason| reason.on_does.as_str())).join(" ")
            }
        }
    }
}

impl Reason {
    /// Whether it speaks of a certificate: of several peers each of theirs.
    #[must_use]
    pub fn speaks_of(&self, certificate: &CertificateId) -> bool {
        match (self.certificate.as_ref(), certificate) {
            (Some(CertificateId::Store(first)), CertificateId::Store(store))
                if !self.peers.is_empty() =>
            {
                let named = |peer: &str| self.peers.iter().any(|name| name == peer);
                (first.node, first.kind) == (store.node, store.kind)
                    && store.peer.as_deref().is_some_and(named)
            }
            (spoken_of, certificate) => spoken_of == Some(certificate),
        }
    }
}

/// A node as it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NodeReport {
    /// Which one.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub node: NodeName,
    /// Its release, for example `X15.5`.
    pub release: String,
    /// `on` or `off`; `None` where the release has no such setting.
    pub eku_check: Option<&'static str>,
    /// The switches of which it is known how they stand.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub switches: Vec<SwitchReport>,
    /// How many peers it has.
    pub peers: usize,
    /// The hosts that its certificates name, one a machine.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub hosts: Vec<String>,
    /// Release and setting in words: `Core X15.5, EKU check On`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub words: String,
}

/// A switch of a node, and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SwitchReport {
    /// Stable identifier, for example `eku-check`.
    pub id: &'static str,
    /// Whether it verifies or allows more: On, or Enforcing.
    pub on: bool,
}

/// One service and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceReport {
    /// Which one, for example `mra`.
    pub id: Service,
    /// Name as people write it.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why; empty where it works.
    pub because: Vec<Reason>,
    /// What was not checked for it.
    pub not_checked: Vec<NotChecked>,
}

/// One reason of a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// The rule that gives it.
    pub rule: &'static Rule,
    /// Whether this reason fails the connection or leaves it unknown.
    pub outcome: Verdict,
    /// The certificate it speaks of: a store, or `far-end:<slug>`. Of several peers that of the first.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub certificate: Option<CertificateId>,
    /// The peers that it speaks of, where their node has several.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub peers: Vec<String>,
    /// How many peers that node has.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub of: Option<usize>,
    /// The connection that a `depends-on` reason points at.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub on: Option<ConnectionId>,
    /// How well it is founded.
    pub confidence: Confidence,
    /// Where it comes from.
    pub source: Source,
    /// The reason in one sentence.
    pub text: String,
    /// Where it points at a connection, what that connection does, without why: a sentence.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub on_does: String,
    /// What would decide it, where it is unknown. Empty otherwise.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "String::is_empty"))]
    pub decided_by: String,
}

/// A service that does not depend on the EKU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotAffected {
    /// Stable identifier.
    pub id: &'static str,
    /// Name as people write it.
    pub name: &'static str,
    /// Where it comes from.
    pub source: Source,
}

/// One TLS connection and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConnectionReport {
    /// Which one, for example `ssh-tunnels`.
    pub id: ConnectionId,
    /// Name as people write it.
    pub name: String,
    /// Who opens it (the TLS client): `core`, `edge` or `far-end:<slug>`.
    pub initiator: Party,
    /// Who answers it (the TLS server).
    pub responder: Party,
    /// What the initiator presents; `None` where it presents nothing.
    pub initiator_certificate: Option<CertificateId>,
    /// What the responder presents.
    pub responder_certificate: Option<CertificateId>,
    /// What both sides are called.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub parties: [String; 2],
    /// Both sides in words: `Core, which presents its client certificate`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub sides: [String; 2],
    /// The verdict.
    pub verdict: Verdict,
    /// Why; empty where it works.
    pub because: Vec<Reason>,
    /// What was not checked for it.
    pub not_checked: Vec<NotChecked>,
}

/// Something worth knowing about a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdvisoryReport {
    /// Stable identifier, for example `wildcard-name`.
    pub id: &'static str,
    /// Whether it says that a name looks like another one of the deployment.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub is_look_alike: bool,
    /// The store, the node in whose trusted CA list the certificate stands, `far-end:<slug>`, or
    /// `deployment` for several of them.
    pub certificate: AdvisedPlace,
    /// How well it is founded.
    pub confidence: Confidence,
    /// What it is, in a sentence.
    pub text: String,
    /// Where it comes from.
    pub source: Source,
}

/// Something that was seen of the deployment at work, held against its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EvidenceReport {
    /// The connection that it speaks of; `None` where it speaks of none of the deployment.
    pub connection: Option<ConnectionId>,
    /// `agrees`, `contradicts` or `unrelated`.
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("enum" = ["agrees", "contradicts", "unrelated"])))]
    pub agrees: Standing,
    /// `tls-failure`, `ssh-tunnel`, `zone`, `alarm` or `handshake`.
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("enum" = ["tls-failure", "ssh-tunnel", "zone", "alarm", "handshake"])))]
    pub kind: SeenKind,
    /// The node on which it was seen, `core` or `edge`; `None` where nothing says so.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("enum" = ["core", "edge", null])))]
    pub node: Option<NodeName>,
    /// How well it is founded that the file says this.
    pub confidence: Confidence,
    /// What was seen and how it stands to the verdict, in a sentence.
    pub text: String,
    /// What the two sides of a captured handshake presented; not there for anything else.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub presented: Vec<PresentedReport>,
    /// How often it was seen.
    pub count: u64,
    /// When it was seen first, RFC 3339; `None` where the file gives no time.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub first: Option<Timestamp>,
    /// When it was seen last.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub last: Option<Timestamp>,
    /// The file that says it.
    pub file: String,
    /// Where in the file it stands first; empty where that says nothing.
    #[cfg_attr(feature = "serde", serde(rename = "where"))]
    pub place: String,
}
