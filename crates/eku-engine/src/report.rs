//! Typed reasons to sentences and data: the one place where sentences are built.
//!
//! Entry points: [`report`] for a judged deployment, [`certificate`] for one certificate,
//! [`problem`] for input that could not be used, [`evidence()`] for what was seen at work. [`text`],
//! [`markdown`] and [`html`] lay a report out; JSON is the model itself, serialised by the caller.

mod actions;
mod advisories;
mod assumed;
mod audits;
mod certificates;
mod evidence;
mod forecast;
mod head;
mod headline;
pub mod html;
mod inputs;
mod issuers;
pub mod markdown;
mod model;
mod names;
mod problems;
mod ready_made;
mod releases;
mod remains;
mod sentences;
pub mod text;
mod uploads;
mod words;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::advice::Advice;
use crate::advisory::Advisory;
use crate::citation::{Citation, P_NOT_AFFECTED};
use crate::connection::ConnectionId;
use crate::deployment::{Deployment, EkuCheck, Node, NodeName, Service};
use crate::evidence::Evidence;
use crate::forecast::Forecast;
use crate::plan::{Plan, Plans};
use crate::rule::Finding;
use crate::switch::Switched;
use crate::verdict::{Judgement, NotChecked};

pub use assumed::{AssumedReport, Assumption, assumed, assumed_line};
pub use audits::{AuditReport, AuditSummary, Count, Tally, audit};
pub use certificates::{certificate, certificates};
pub use head::next_expiry;
pub use inputs::{MOST_FILES, problem_line};
pub use model::*;
pub use names::{MOST_MARKS, marks as name_marks};
pub use problems::{MOST_PROBLEMS, Problems, problem, problems, times};
pub use ready_made::{KnownReport, known};
pub use sentences::capitalised;
pub use uploads::{UploadReport, upload};
pub use words::{eku_words, not_checked_words, service_name, thousands, verdict_words};

use sentences::Sentences;

/// What the engine found out about a deployment.
#[derive(Clone, Copy, Debug)]
pub struct Found<'f> {
    /// Its verdicts.
    pub judgement: &'f Judgement,
    /// What repairs it.
    pub plans: &'f Plans,
    /// What is worth doing and repairs nothing.
    pub advice: &'f [Advice],
    /// What becomes of it.
    pub forecast: &'f Forecast,
    /// What else is worth knowing.
    pub advisories: &'f [Advisory],
    /// What the EKU checks decide.
    pub switched: &'f [Switched],
}

/// The report of a judged deployment. Problems, what was
/// assumed and evidence are the caller's to add.
#[must_use]
pub fn report(deployment: &Deployment, found: &Found<'_>) -> Report {
    let Found { judgement, plans, advice, forecast, advisories, switched } = *found;
    let sentences = Sentences { deployment, switched };
    let head = sentences.headline(judgement);
    let caution = caution(deployment, found);
    let caution_in_advisories = !caution[1].is_empty();
    Report {
        schema: "eku/check/1",
        at: judgement.at.to_string(),
        nodes: NodeName::ALL.map(|node| node_report(deployment.node(node))).to_vec(),
        verdict: judgement.verdict(),
        headline: head.answer,
        headline_reason: head.reason,
        headline_is_copy: head
            .certificate
            .as_ref()
            .is_some_and(|certificate| advisories.iter().any(|one| one.is_copy(certificate))),
        headline_certificate: head.certificate,
        caution: Vec::from_iter(caution.into_iter().filter(|part| !part.is_empty())).join(" "),
        caution_in_advisories,
        not_checked: ids(&judgement.not_checked),
        assumed: Vec::new(),
        services: services(&sentences, judgement),
        not_affected: NOT_AFFECTED.to_vec(),
        connections: connections(&sentences, judgement),
        plans: plans.plans.iter().map(|plan| plan_report(&sentences, plan)).collect(),
        plans_cut: plans.cut,
        advice: advice.iter().map(|one| actions::advice(&sentences, one)).collect(),
        forecast: forecast::forecast(deployment, forecast, judgement.at),
        when: head::when(deployment, forecast, judgement.at),
        advisories: advisories.iter().map(|one| advisories::advisory(deployment, one)).collect(),
        evidence: Vec::new(),
        input: InputReport::default(),
        problems: Vec::new(),
    }
}

/// What may make the answer wrong and turns no verdict: releases, then what OpenSSL may refuse.
fn caution(deployment: &Deployment, found: &Found<'_>) -> [String; 2] {
    let nodes = NodeName::ALL.map(|node| (node, deployment.node(node).release()));
    let all_fail = found.judgement.connections.iter().all(|one| one.verdict == Verdict::Fails);
    let openssl = match all_fail {
        true => String::new(),
        false => advisories::caution(deployment, found.advisories),
    };
    [releases::caution(&nodes), openssl]
}

/// What was seen of the deployment at work, in the order of [`crate::evidence::join`].
#[must_use]
pub fn evidence(deployment: &Deployment, evidence: &[Evidence<'_>]) -> Vec<EvidenceReport> {
    evidence.iter().map(|one| evidence::evidence(deployment, one)).collect()
}

fn node_report(node: &Node) -> NodeReport {
    let name = node.name();
    let check = node.eku_check().map(|check| match check {
        EkuCheck::On => ("on", ", EKU check On"),
        EkuCheck::Off => ("off", ", EKU check Off"),
    });
    let peers = match node.peers().len() {
        1 => String::new(),
        several => format!(", {several} machines"),
    };
    let shown = check.map_or("", |(_, shown)| shown);
    NodeReport {
        node: name,
        hosts: head::hosts(node),
        release: node.release().to_string(),
        eku_check: check.map(|(id, _)| id),
        peers: node.peers().len(),
        words: format!("{} {}{shown}{peers}", name.title(), node.release()),
    }
}

/// Both nodes as they were judged, in words.
pub(crate) fn judged_words(report: &Report) -> String {
    let words: Vec<&str> = report.nodes.iter().map(|node| node.words.as_str()).collect();
    words.join("; ")
}

fn services(sentences: &Sentences<'_>, judgement: &Judgement) -> Vec<ServiceReport> {
    let service = |verdict: &crate::verdict::ServiceVerdict| ServiceReport {
        id: verdict.service.clone(),
        name: service_name(sentences.deployment, &verdict.service),
        verdict: verdict.verdict,
        because: sentences
            .foremost_first(verdict, judgement)
            .into_iter()
            .map(|finding| reason(sentences, None, finding, judgement))
            .collect(),
        not_checked: ids(&verdict.not_checked),
    };
    judgement.services.iter().map(service).collect()
}

fn connections(sentences: &Sentences<'_>, judgement: &Judgement) -> Vec<ConnectionReport> {
    let connection = |verdict: &crate::verdict::ConnectionVerdict| ConnectionReport {
        id: verdict.id.clone(),
        name: words::connection_name(sentences.deployment, &verdict.id),
        initiator: verdict.initiator.clone(),
        responder: verdict.responder.clone(),
        initiator_certificate: verdict.initiator_certificate.clone(),
        responder_certificate: verdict.responder_certificate.clone(),
        parties: [&verdict.initiator, &verdict.responder]
            .map(|side| words::party(sentences.deployment, side)),
        sides: [
            words::side(sentences.deployment, &verdict.initiator, &verdict.initiator_certificate),
            words::side(sentences.deployment, &verdict.responder, &verdict.responder_certificate),
        ],
        verdict: verdict.verdict,
        because: verdict
            .findings
            .iter()
            .map(|finding| reason(sentences, Some(&verdict.id), finding, judgement))
            .collect(),
        not_checked: ids(&verdict.not_checked),
    };
    judgement.connections.iter().map(connection).collect()
}

fn reason(
    sentences: &Sentences<'_>,
    connection: Option<&ConnectionId>,
    finding: &Finding,
    judgement: &Judgement,
) -> Reason {
    let needed = finding.needed().map(|needed| &needed.connection);
    Reason {
        rule: finding.rule,
        outcome: finding.outcome.into(),
        certificate: finding.certificate.clone(),
        on: needed.cloned(),
        on_does: needed.map_or_else(String::new, |id| sentences.does(id, finding.outcome)),
        confidence: finding.confidence,
        source: source(finding.citation),
        text: sentences.finding(connection, finding, judgement),
        decided_by: sentences.decided_by(finding),
    }
}

fn plan_report(sentences: &Sentences<'_>, plan: &Plan) -> PlanReport {
    PlanReport {
        complete: plan.complete,
        repairs: plan.repairs.clone(),
        title: actions::plan_title(sentences, plan),
        remains: sentences.remains(plan),
        open: !remains::open(plan).is_empty(),
        actions: actions::of_plan(sentences, plan),
        moves: plan.actions.clone(),
    }
}

/// A citation as it is shown.
#[must_use]
pub const fn source(citation: &Citation) -> Source {
    Source {
        id: citation.document.id,
        title: citation.document.title,
        section: citation.section,
        url: citation.document.url,
        date: citation.document.date,
    }
}

fn ids(values: &[NotChecked]) -> Vec<&'static str> {
    values.iter().map(|value| value.id()).collect()
}

/// Names joined for a sentence: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => alloc::format!("{} and {last}", first.join(", ")),
    }
}

/// The same where there may be very many: the first [`MOST_JOINED`], and how many there are more.
pub(crate) fn joined_few(names: &[String]) -> String {
    let more = names.len().saturating_sub(MOST_JOINED);
    if more < 2 {
        return joined(names);
    }
    let mut few = names.get(..MOST_JOINED).unwrap_or_default().to_vec();
    few.push(alloc::format!("{} more", thousands(more as u64)));
    joined(&few)
}

/// A sentence names so many of one kind; where there are more, it says how many.
pub const MOST_JOINED: usize = 20;

/// The service whose verdict is the answer: what people use before what it runs over.
fn foremost(judgement: &Judgement) -> Option<&Service> {
    let worst = judgement.verdict();
    let rank = |service: &Service| match service {
        Service::Mra => 0,
        Service::WebRtcProxy => 1,
        Service::FarEnd(_) => 4,
        Service::ClusterDatabase => 3,
        Service::UcTraversalZone | Service::SshTunnels => 2,
    };
    judgement
        .services
        .iter()
        .filter(|service| service.verdict == worst)
        .map(|service| &service.service)
        .min_by_key(|service| rank(service))
}

/// Services that the purposes of certificates do not touch, document 225482.
const NOT_AFFECTED: [NotAffected; 2] = [
    NotAffected { id: "admin-https", name: "Web administration", source: source(&P_NOT_AFFECTED) },
    NotAffected { id: "smart-licensing", name: "Smart Licensing", source: source(&P_NOT_AFFECTED) },
];
