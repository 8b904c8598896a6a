//! Findings to verdicts: per connection, per service and for the whole.
//!
//! Entry point: [`judge`]. It never fails: what is missing in the input makes a verdict undecided
//! or is listed as not checked. It words no sentence; the report does.

#[cfg(test)]
mod tests;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use crate::chain::{Examiner, Links, Renewed};
use crate::connection::{
    Asked, CertificateId, Connection, ConnectionId, Demand, Party, Presentation, examined,
};
use crate::deployment::{Deployment, NodeName, Role, Service};
use crate::listed::listed;
use crate::rule::{Aspect, Check, Confidence, Finding, Outcome};
use crate::rules;
use crate::rules::RULES;
use crate::service::{Needed, ServiceNeeds, services};
use crate::time::Timestamp;

/// The outcome of a connection, a service or the whole deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Verdict {
    /// No reason to fail was found among the checks that were made.
    Works,
    /// Nothing is known to fail, but something that decides is not known.
    Undecided,
    /// At least one check is known to fail.
    Fails,
}

impl Verdict {
    /// The verdict that findings make: any that fails, fails; else any makes it undecided.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        findings.iter().map(|finding| Self::from(finding.outcome)).max().unwrap_or(Self::Works)
    }

    /// The stable word, `works`, `undecided` or `fails`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Undecided => "undecided",
            Self::Fails => "fails",
        }
    }
}

impl From<Outcome> for Verdict {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Undecided => Self::Undecided,
            Outcome::Fails => Self::Fails,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.id())
    }
}

/// Everything that was decided about a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The instant that was judged.
    pub at: Timestamp,
    /// The connections, in the order of every report.
    pub connections: Vec<Arc<ConnectionVerdict>>,
    /// The services, in the order of every report.
    pub services: Vec<ServiceVerdict>,
    /// What was not checked anywhere.
    pub not_checked: Vec<NotChecked>,
    /// So many steps were taken: a rule that looks at a certificate, or an issuer that is looked at on
    /// a way up, is one.
    pub steps: usize,
    /// The places of the connections and of the services, in the order of their identifiers.
    sorted: [Vec<usize>; 2],
}

impl Judgement {
    /// The worst verdict of all services.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.services.iter().map(|service| service.verdict).max().unwrap_or(Verdict::Works)
    }

    /// The verdict of one service, where the deployment has it.
    #[must_use]
    pub fn service(&self, service: &Service) -> Option<&ServiceVerdict> {
        let [_, services] = &self.sorted;
        let key = |place: &usize| self.services.get(*place).map(|verdict| &verdict.service);
        let found = services.binary_search_by(|place| key(place).cmp(&Some(service))).ok()?;
        self.services.get(*services.get(found)?)
    }

    /// The verdict of one connection, where the deployment has it.
    #[must_use]
    pub fn connection(&self, id: &ConnectionId) -> Option<&ConnectionVerdict> {
        self.connections.get(self.place(id)?).map(Arc::as_ref)
    }

    /// Keeps what is the same in another judgement of the same connections only once.
    pub(crate) fn share(&mut self, other: &Self) {
        for (one, other) in self.connections.iter_mut().zip(&other.connections) {
            if one == other {
                one.clone_from(other);
            }
        }
    }

    /// The place of a connection, where the deployment has it.
    pub(crate) fn place(&self, id: &ConnectionId) -> Option<usize> {
        let [connections, _] = &self.sorted;
        let key = |place: &usize| self.connections.get(*place).map(|verdict| &verdict.id);
        let found = connections.binary_search_by(|place| key(place).cmp(&Some(id))).ok()?;
        connections.get(found).copied()
    }
}

/// What was decided about a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionVerdict {
    /// Which one.
    pub id: ConnectionId,
    /// Who opens it.
    pub initiator: Party,
    /// Who answers it.
    pub responder: Party,
    /// What the initiator presents.
    pub initiator_certificate: Option<CertificateId>,
    /// What the responder presents.
    pub responder_certificate: Option<CertificateId>,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in the order of the rules.
    pub findings: Vec<Finding>,
    /// What was not checked.
    pub not_checked: Vec<NotChecked>,
    /// The places of the findings, in the order of rules and certificates.
    sorted: Vec<usize>,
}

impl ConnectionVerdict {
    /// The findings of the same rule about the same certificate.
    pub(crate) fn alike(&self, finding: &Finding) -> impl Iterator<Item = &Finding> {
        let sought = about(finding);
        let place = |place: &usize| self.findings.get(*place);
        let from = self.sorted.partition_point(|one| place(one).map(about) < Some(sought));
        let from = self.sorted.get(from..).unwrap_or_default();
        from.iter().filter_map(place).take_while(move |found| about(found) == sought)
    }
}

/// What findings are told apart by before their evidence is looked at.
fn about(finding: &Finding) -> (&'static str, &Option<CertificateId>) {
    (finding.rule.id, &finding.certificate)
}

/// What was decided about a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceVerdict {
    /// Which one.
    pub service: Service,
    /// The verdict.
    pub verdict: Verdict,
    /// Why: one finding for each connection that it needs and that does not work.
    pub findings: Vec<Finding>,
    /// The connections that it needs.
    pub needs: Vec<ConnectionId>,
    /// What was not checked.
    pub not_checked: Vec<NotChecked>,
}

listed! {
    /// A check that was not made, because the input gives nothing for it or the verifier was told not
    /// to look. It turns no verdict.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum NotChecked {
        /// Client authentication of a certificate that is not verified.
        ClientPurposes,
        /// Server authentication of a certificate that is not verified.
        Purposes,
        /// The extended key usage of the CAs above a certificate.
        ChainPurposes,
        /// The validity of a certificate that is not verified.
        Validity,
        /// Whether a trusted CA stands behind the certificate.
        Trust,
        /// Whether the certificate has the name that is looked for.
        Names,
        /// Whether the connections with far ends work: none was described for a node.
        FarEnds,
        /// Whether Core's connections with Unified CM work, which a login over MRA needs.
        UnifiedCm,
    }
}

impl NotChecked {
    /// The stable identifier: the rule that would have spoken, or what was not described.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ClientPurposes => rules::client_auth_required::RULE.id,
            Self::Purposes => rules::server_auth_required::RULE.id,
            Self::ChainPurposes => rules::chain_restricts_eku::RULE.id,
            Self::Validity => rules::certificate_expired::RULE.id,
            Self::Trust => rules::issuer_not_trusted::RULE.id,
            Self::Names => rules::name_mismatch::RULE.id,
            Self::FarEnds => "far-ends",
            Self::UnifiedCm => "unified-cm",
        }
    }
}

/// Judges every connection and service of a deployment at an instant. `links` are those of the
/// deployment, or of one that had all its certificates.
#[must_use]
pub fn judge(deployment: &Deployment, links: &Links, at: Timestamp) -> Judgement {
    judge_later(deployment, links, &Renewed::default(), at)
}

/// The same where intermediates were renewed.
pub(crate) fn judge_later(
    deployment: &Deployment,
    links: &Links,
    renewed: &Renewed,
    at: Timestamp,
) -> Judgement {
    let mut examiner = Examiner::new(links).with(renewed);
    let connections = examined(deployment, &mut examiner, at);
    let services = services(deployment, &connections);
    let needs = services.iter().flat_map(|service| &service.needs);
    let needs = deployment.services.as_ref().map(|_| BTreeSet::from_iter(needs));
    let needed = |connection: &&Connection<'_>| {
        needs.as_ref().is_none_or(|ids| ids.contains(&connection.id))
    };
    let judged = Vec::from_iter(connections.iter().filter(needed));
    let presentations = judged.iter().map(|connection| connection.presentations.len());
    let steps = presentations.sum::<usize>() * RULES.len() + examiner.steps();
    let connections = judged.into_iter().map(|connection| judge_connection(deployment, connection));
    let connections = Vec::from_iter(connections.map(Arc::new));
    let ids = connections.iter().enumerate().map(|(place, connection)| (&connection.id, place));
    let places = BTreeMap::from_iter(ids);
    let services = services.into_iter().map(|service| {
        let needed = BTreeSet::from_iter(service.needs.iter().filter_map(|id| places.get(id)));
        let needed = needed.into_iter().map(|place| connections[*place].as_ref());
        let needed = Vec::from_iter(needed);
        judge_service(deployment, service, &needed)
    });
    let services = Vec::from_iter(services);
    let described = |node: NodeName| deployment.far_ends.iter().any(|far_end| far_end.node == node);
    let far_ends_missing = !NodeName::ALL.into_iter().all(described);
    let not_checked = collect(
        connections
            .iter()
            .flat_map(|connection| &connection.not_checked)
            .chain(services.iter().flat_map(|service| &service.not_checked))
            .copied()
            .chain(far_ends_missing.then_some(NotChecked::FarEnds)),
    );
    let sorted =
        [sorted(&connections, |one| &one.id), sorted(&services, |service| &service.service)];
    Judgement { at, connections, services, not_checked, steps, sorted }
}

/// The places of these, in the order of their identifiers.
fn sorted<Item, Id: Ord>(items: &[Item], id: impl Fn(&Item) -> &Id) -> Vec<usize> {
    let mut places = Vec::from_iter(0..items.len());
    places.sort_by(|one, other| id(&items[*one]).cmp(id(&items[*other])));
    places
}

/// What the rules that look at certificates make of one that is presented.
pub(crate) fn of_presentation(presentation: &Presentation<'_>) -> Verdict {
    let outcomes = RULES.iter().filter_map(|rule| match rule.check {
        Check::Presentation(check) => check(presentation).map(|finding| finding.outcome.into()),
        Check::Connection(_) | Check::Service(_) => None,
    });
    outcomes.max().unwrap_or(Verdict::Works)
}

fn judge_connection(deployment: &Deployment, connection: &Connection<'_>) -> ConnectionVerdict {
    let mut findings: Vec<Finding> = Vec::new();
    for rule in RULES {
        let found = match rule.check {
            Check::Presentation(check) => {
                Vec::from_iter(connection.presentations.iter().filter_map(check))
            }
            Check::Connection(check) => Vec::from_iter(check(connection)),
            Check::Service(_) => Vec::new(),
        };
        // What was found before of the same certificate, by place.
        let mut before: BTreeMap<Option<CertificateId>, Vec<usize>> = BTreeMap::new();
        for finding in found {
            let before = before.entry(finding.certificate.clone()).or_default();
            if !before.iter().any(|place| findings[*place] == finding) {
                before.push(findings.len());
                findings.push(finding);
            }
        }
    }
    let not_checked = collect(connection.presentations.iter().flat_map(|presentation| {
        Aspect::ALL.into_iter().filter_map(|aspect| not_checked(aspect, presentation))
    }));
    findings.shrink_to_fit();
    let parties = [&connection.initiator, &connection.responder];
    let nodes = parties.into_iter().filter_map(|party| match party {
        Party::Node(node) => Some(*node),
        Party::FarEnd(_) => None,
    });
    infer(deployment, nodes, &mut findings);
    let mut sorted = Vec::from_iter(0..findings.len());
    sorted.sort_by(|one, other| about(&findings[*one]).cmp(&about(&findings[*other])));
    ConnectionVerdict {
        id: connection.id.clone(),
        initiator: connection.initiator.clone(),
        responder: connection.responder.clone(),
        initiator_certificate: connection.initiator_certificate.clone(),
        responder_certificate: connection.responder_certificate.clone(),
        verdict: Verdict::of(&findings),
        findings,
        not_checked,
        sorted,
    }
}

/// Whether the rules that ask about an aspect could not look at a presentation, and as what that is
/// listed.
fn not_checked(aspect: Aspect, presentation: &Presentation<'_>) -> Option<NotChecked> {
    let not_asked = presentation.purpose == Asked::NotChecked;
    let (missed, listed) = match aspect {
        Aspect::Purposes => match presentation.role {
            Role::Initiator => (not_asked, NotChecked::ClientPurposes),
            Role::Responder => (not_asked, NotChecked::Purposes),
        },
        Aspect::ChainPurposes => {
            let matters = presentation.purpose.checked().is_some_and(|demand| {
                matches!(demand.kind, Demand::ClientAuth | Demand::ServerAuth | Demand::Unknown)
            });
            let missing = presentation.paths.as_ref().is_some_and(|paths| !paths.given);
            (not_asked || (matters && missing), NotChecked::ChainPurposes)
        }
        Aspect::Validity => (presentation.validity == Asked::NotChecked, NotChecked::Validity),
        Aspect::Trust => (matches!(presentation.trust, Asked::NotChecked), NotChecked::Trust),
        Aspect::Names => (presentation.names == Asked::NotChecked, NotChecked::Names),
        Aspect::Given => return None,
    };
    missed.then_some(listed)
}

fn judge_service(
    deployment: &Deployment,
    service: ServiceNeeds,
    needed: &[&ConnectionVerdict],
) -> ServiceVerdict {
    let ServiceNeeds { service, needs } = service;
    let Check::Service(depends_on) = rules::depends_on::RULE.check else {
        return ServiceVerdict {
            service,
            verdict: Verdict::Undecided,
            findings: Vec::new(),
            needs,
            not_checked: Vec::new(),
        };
    };
    let mut findings = Vec::from_iter(needed.iter().filter_map(|connection| {
        let outcome = match connection.verdict {
            Verdict::Works => return None,
            Verdict::Undecided => Outcome::Undecided,
            Verdict::Fails => Outcome::Fails,
        };
        Some(depends_on(&Needed { connection: connection.id.clone() }, outcome))
    }));
    findings.shrink_to_fit();
    infer(deployment, NodeName::ALL.into_iter(), &mut findings);
    let unified_cm_missing = service == Service::Mra
        && !deployment.far_ends.iter().any(|far_end| {
            far_end.node == NodeName::Core && far_end.used_by.contains(&Service::Mra)
        });
    let not_checked = collect(
        needed
            .iter()
            .flat_map(|connection| connection.not_checked.iter().copied())
            .chain(unified_cm_missing.then_some(NotChecked::UnifiedCm)),
    );
    ServiceVerdict { verdict: Verdict::of(&findings), service, findings, needs, not_checked }
}

/// What is found is inferred where no document describes the release of one of the nodes.
fn infer(
    deployment: &Deployment,
    mut nodes: impl Iterator<Item = NodeName>,
    findings: &mut [Finding],
) {
    if nodes.any(|node| !deployment.node(node).release().is_documented()) {
        for finding in findings {
            finding.confidence = Confidence::Inferred;
        }
    }
}

/// Each value once, in the order of every report.
fn collect(values: impl Iterator<Item = NotChecked>) -> Vec<NotChecked> {
    BTreeSet::from_iter(values).into_iter().collect()
}
