//! Findings of one kind about several peers of a node are one reason, and what only some peers
//! suffer from says how many.
//!
//! Entry points: [`groups`] and [`Group::of`] for findings, [`extent`] for connections.

#[cfg(test)]
mod tests;

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::words::{self, kind_words};
use super::{Confidence, Verdict, joined, thousands};
use crate::citation::Citation;
use crate::connection::{CertificateId, ConnectionId};
use crate::deployment::{Deployment, NodeName, StoreId, StoreKind};
use crate::eku::ExtendedKeyUsage;
use crate::rule::{Evidence, Finding, Outcome};
use crate::time::Timestamp;
use crate::verdict::ConnectionVerdict;

/// Findings that differ in the peer and in what was seen there.
pub(super) struct Group<'f> {
    /// The first of them.
    pub(super) first: &'f Finding,
    findings: Vec<&'f Finding>,
}

/// Findings by kind, each kind in the place of its first.
pub(super) fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<(Option<Kind>, Group<'_>)> = Vec::new();
    for finding in findings {
        let kind = kind(finding);
        let known = groups.iter_mut().find(|(known, _)| kind.is_some() && *known == kind);
        match known {
            Some((_, group)) => group.findings.push(finding),
            None => groups.push((kind, Group::only(finding))),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

impl<'f> Group<'f> {
    /// A finding on its own.
    pub(super) fn only(finding: &'f Finding) -> Self {
        Self { first: finding, findings: Vec::from([finding]) }
    }

    /// A finding with those of its kind.
    pub(super) fn of(finding: &'f Finding, findings: &'f [Finding]) -> Self {
        let sought = kind(finding);
        match groups(findings).into_iter().find(|group| kind(group.first) == sought) {
            Some(group) if sought.is_some() => group,
            _ => Self::only(finding),
        }
    }

    /// What was seen, each value once.
    pub(super) fn values<Value: Ord>(
        &self,
        value: impl Fn(&'f Evidence) -> Option<Value>,
    ) -> BTreeSet<Value> {
        self.findings.iter().filter_map(|finding| value(&finding.evidence)).collect()
    }

    /// Whether the same was seen on every peer.
    pub(super) fn agrees(&self) -> bool {
        self.findings.iter().all(|finding| finding.evidence == self.first.evidence)
    }

    /// The peers, and how many their node has, where it has several.
    pub(super) fn peers(&self, deployment: &Deployment) -> Option<(Vec<String>, usize)> {
        let of = deployment.node(self.store()?.node).peers().len();
        let mut seen = BTreeSet::new();
        let stores = self.findings.iter().filter_map(|finding| store(finding));
        let peers =
            stores.filter_map(|store| store.peer.as_ref()).filter(|peer| seen.insert(*peer));
        (of > 1).then(|| (peers.map(ToString::to_string).collect(), of))
    }

    /// The certificates inside a sentence, spoken of in the singular: `Core's client certificate on
    /// 2 of 6 peers (core5, core6)`.
    pub(super) fn certificate(&self, deployment: &Deployment) -> String {
        match (self.store(), self.peers(deployment)) {
            (Some(store), Some((peers, of))) => format!(
                "{}'s {} on {}",
                store.node.title(),
                kind_words(deployment, store),
                counted(&peers, of)
            ),
            (None, _) | (Some(_), None) => {
                let id = self.first.certificate.as_ref();
                id.map_or_else(String::new, |id| words::certificate(deployment, id))
            }
        }
    }

    fn store(&self) -> Option<&'f StoreId> {
        store(self.first)
    }
}

/// How many connections suffer, where not all of their pairs of peers do: ` on 2 of 6 Core peers`.
pub(super) fn extent<'c>(
    deployment: &Deployment,
    connections: impl Iterator<Item = &'c ConnectionVerdict>,
    outcome: Outcome,
) -> String {
    let of = |node| deployment.node(node).peers().len();
    let count = |peers: &BTreeSet<(NodeName, Option<&str>)>, node| {
        peers.iter().filter(|(other, _)| *other == node).count()
    };
    let mut affected = BTreeSet::new();
    let suffers = |one: &&ConnectionVerdict| one.verdict == Verdict::from(outcome);
    for connection in connections.filter(suffers) {
        let mut here = BTreeSet::new();
        for finding in connection.findings.iter().filter(|one| one.outcome == outcome) {
            // What is no peer's is every pair's.
            let Some(store) = store(finding) else { return String::new() };
            here.insert((store.node, store.peer.as_deref()));
        }
        // Peers replicate with peers of their own node: it takes two good ones.
        let least = match connection.id {
            ConnectionId::ClusterDatabase(_) => 2,
            _ => 1,
        };
        let everywhere = |node| match count(&here, node) {
            0 => false,
            bad => bad + least > of(node),
        };
        if NodeName::ALL.into_iter().any(everywhere) {
            return String::new();
        }
        affected.append(&mut here);
    }
    let counts = NodeName::ALL.map(|node| (node, count(&affected, node)));
    if counts.iter().any(|(node, count)| *count == of(*node)) {
        return String::new();
    }
    let parts = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(node, count)| format!("{} {} peers", count_of(count, of(node)), node.title()));
    match &Vec::from_iter(parts)[..] {
        [] => String::new(),
        parts => format!(" on {}", joined(parts)),
    }
}

/// `both peers`, `all 3 peers`, `2 of 6 peers (core5, core6)`.
pub(super) fn counted(peers: &[String], of: usize) -> String {
    match peers.len() {
        count if count < of => {
            let shown = if count > MOST_NAMED + 1 { MOST_NAMED } else { count };
            let names = peers.get(..shown).unwrap_or_default().join(", ");
            let more = match count - shown {
                0 => String::new(),
                more => format!(" and {} more", thousands(more as u64)),
            };
            format!("{} peers ({names}{more})", count_of(count, of))
        }
        2 => "both peers".into(),
        all => format!("all {} peers", thousands(all as u64)),
    }
}

fn count_of(count: usize, of: usize) -> String {
    format!("{} of {}", thousands(count as u64), thousands(of as u64))
}

fn store(finding: &Finding) -> Option<&StoreId> {
    match &finding.certificate {
        Some(CertificateId::Store(store)) => Some(store),
        Some(CertificateId::FarEnd(_)) | None => None,
    }
}

/// What findings of one reason have in common.
#[derive(PartialEq, Eq)]
struct Kind {
    rule: &'static str,
    outcome: Outcome,
    confidence: Confidence,
    citation: &'static Citation,
    node: NodeName,
    store: StoreKind,
    evidence: Evidence,
}

/// The kind of a finding; `None` where it is about no store.
fn kind(finding: &Finding) -> Option<Kind> {
    let store = store(finding)?;
    Some(Kind {
        rule: finding.rule.id,
        outcome: finding.outcome,
        confidence: finding.confidence,
        citation: finding.citation,
        node: store.node,
        store: store.kind,
        evidence: in_common(&finding.evidence),
    })
}

/// Evidence without what may differ from peer to peer in one sentence.
fn in_common(evidence: &Evidence) -> Evidence {
    match evidence.clone() {
        Evidence::Purposes { eku, demand, role, verifier } => {
            let critical = false;
            let eku = match eku {
                ExtendedKeyUsage::Absent => ExtendedKeyUsage::Absent,
                ExtendedKeyUsage::Empty { .. } => ExtendedKeyUsage::Empty { critical },
                ExtendedKeyUsage::Unreadable { .. } => ExtendedKeyUsage::Unreadable { critical },
                ExtendedKeyUsage::Present { .. } => {
                    ExtendedKeyUsage::Present { critical, purposes: Vec::new() }
                }
            };
            Evidence::Purposes { eku, demand, role, verifier }
        }
        Evidence::Validity { bound: _, at, ca } => {
            let ca = ca.map(|_| String::new());
            Evidence::Validity { bound: Timestamp::default(), at, ca }
        }
        Evidence::Chain { purpose, subject: _, eku: _, every_path, verifier } => {
            let (subject, eku) = (String::new(), ExtendedKeyUsage::Absent);
            Evidence::Chain { purpose, subject, eku, every_path, verifier }
        }
        Evidence::Trust { issuer: _, verifier, incomplete } => {
            Evidence::Trust { issuer: String::new(), verifier, incomplete }
        }
        Evidence::Names { wanted: _, more: _, carried: _, more_carried: _, verifier, zone } => {
            let (wanted, carried) = (Vec::new(), Vec::new());
            Evidence::Names { wanted, more: 0, carried, more_carried: 0, verifier, zone }
        }
        same @ (Evidence::KeyUsage { .. }
        | Evidence::Missing { .. }
        | Evidence::PathsBeyondBound { .. }
        | Evidence::Releases { .. }
        | Evidence::Needed(_)) => same,
    }
}

/// A sentence names so many peers; where there are more, it says how many. Cisco's clusters have six.
const MOST_NAMED: usize = 6;
