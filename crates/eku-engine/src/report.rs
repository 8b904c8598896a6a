//! Typed reasons to sentences and data: the one place where sentences are built.
//!
//! Entry points: [`report`] for a judged deployment, [`certificate`] for one certificate,
//! [`problem`] for input that could not be used, [`evidence()`] for what was seen at work. [`text`],
//! [`markdown`], [`html`], [`calendar`], [`nagios`] and [`prometheus`] lay a report out; JSON is the
//! model itself, serialised by the caller.

mod actions;
mod advisories;
mod assumed;
mod audits;
pub mod calendar;
mod certificates;
mod days;
mod evidence;
mod expired;
mod forecast;
mod head;
mod headline;
pub mod html;
mod inputs;
mod issuers;
pub mod markdown;
mod model;
pub mod nagios;
mod names;
mod outlook;
mod peers;
mod probes;
mod problems;
pub mod prometheus;
mod questions;
mod ready_made;
mod releases;
mod remains;
mod sentences;
mod sources;
pub mod text;
mod uploads;
mod within;
mod words;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::advice::Advice;
use crate::advisory::Advisory;
use crate::chain::Links;
use crate::citation::{Citation, P_NOT_AFFECTED};
use crate::connection::ConnectionId;
use crate::deployment::{Deployment, EkuCheck, Node, NodeName, Service, Switch};
use crate::evidence::Evidence;
use crate::forecast::{Forecast, Lasting, Outlook};
use crate::plan::{Plan, Plans};
use crate::switch::Switched;
use crate::time::Timestamp;
use crate::verdict::{ConnectionVerdict, Judgement};

pub use assumed::{AssumedReport, Assumption, assumed, assumed_line};
pub use audits::{AuditOptions, AuditReport, AuditSummary, Count, Tally, audit, audit_with};
pub use certificates::{certificate, certificates};
pub use days::day;
pub use head::next_expiry;
pub use inputs::{MOST_FILES, problem_line};
pub use model::*;
pub use names::{MOST_MARKS, marks as name_marks};
pub use outlook::ahead_heading;
pub use probes::{
    AlertReport, AttemptReport, ClientRequestReport, HandshakeEnd, ProbeReport, ProbeResult,
    Probed, ProbedTls, Reached, Sign, TlsAttempt, TlsVersion, probe,
};
pub use problems::{A_REPORT, MOST_PROBLEMS, Problems, problem, problems, times};
pub use questions::{QuestionReport, questions};
pub use ready_made::{KnownReport, known};
pub use sentences::capitalised;
pub use uploads::{UploadReport, upload};
pub use within::breaks_within;
pub use words::{
    counted, eku_words, issuer_kind_words, not_checked_list, not_checked_words, service_name,
    thousands, verdict_word,
};

use peers::{Group, groups};
use sentences::Sentences;

/// What the engine found out about a deployment.
#[derive(Clone, Copy, Debug)]
pub struct Results<'f> {
    /// Who issued its certificates.
    pub links: &'f Links,
    /// Its verdicts.
    pub judgement: &'f Judgement,
    /// What repairs it.
    pub plans: &'f Plans,
    /// What is worth doing and repairs nothing.
    pub advice: &'f [Advice],
    /// What becomes of it.
    pub forecast: &'f Forecast,
    /// What lies ahead of the whole.
    pub outlook: &'f Outlook,
    /// What to do before it breaks.
    pub plans_ahead: &'f Plans,
    /// What else is worth knowing.
    pub advisories: &'f [Advisory],
    /// What the EKU checks decide.
    pub switched: &'f [Switched],
}

/// The report of a judged deployment. Problems, what was
/// assumed and evidence are the caller's to add.
#[must_use]
pub fn report(deployment: &Deployment, found: &Results<'_>) -> Report {
    let Results {
        links,
        judgement,
        plans,
        advice,
        forecast,
        outlook,
        plans_ahead,
        advisories,
        switched,
    } = *found;
    let sentences = Sentences { deployment, links, switched };
    let by = outlook.act_by.map(Timestamp::date);
    let ahead = plans_ahead.plans.iter().map(|plan| plan_report(&sentences, plan));
    let ahead = ahead.map(|plan| PlanReport { by, ..plan });
    let caution = caution(deployment, found);
    let [_, expired, openssl] = &caution;
    let head = sentences.headline(judgement, outlook, expired.is_empty());
    let caution_in_advisories = !openssl.is_empty();
    Report {
        schema: "eku/check/1",
        at: judgement.at,
        nodes: NodeName::ALL.map(|node| node_report(deployment.node(node))).to_vec(),
        verdict: judgement.verdict(),
        headline: head.answer,
        headline_reason: head.reason,
        headline_connection: head.connection.cloned(),
        headline_is_copy: head
            .certificate
            .is_some_and(|certificate| advisories.iter().any(|one| one.is_copy(certificate))),
        caution: Vec::from_iter(caution.into_iter().filter(|part| !part.is_empty())).join(" "),
        caution_in_advisories,
        outlook: outlook::outlook(deployment, forecast, outlook, judgement.at),
        not_checked: judgement.not_checked.clone(),
        assumed: Vec::new(),
        services: services(&sentences, judgement),
        not_affected: NOT_AFFECTED.to_vec(),
        connections: connections(&sentences, judgement),
        plans: plans.plans.iter().map(|plan| plan_report(&sentences, plan)).collect(),
        plans_cut: plans.cut,
        plans_ahead: ahead.collect(),
        advice: advice.iter().map(|one| actions::advice(&sentences, one)).collect(),
        forecast: forecast::forecast(deployment, forecast, judgement.at),
        certificates: certificates::held(deployment, links),
        advisories: advisories.iter().map(|one| advisories::advisory(deployment, one)).collect(),
        evidence: Vec::new(),
        input: InputReport::default(),
        problems: Vec::new(),
    }
}

/// What the answer does not cover and turns no verdict: releases, expired certificates that nothing
/// depends on, then what OpenSSL may refuse.
fn caution(deployment: &Deployment, found: &Results<'_>) -> [String; 3] {
    let nodes = NodeName::ALL.map(|node| (node, deployment.node(node).release()));
    let all_fail = found.judgement.connections.iter().all(|one| one.verdict == Verdict::Fails);
    let openssl = match all_fail {
        true => String::new(),
        false => advisories::caution(deployment, found.advisories),
    };
    [releases::caution(&nodes), expired::caution(deployment, found.judgement), openssl]
}

/// What was seen of the deployment at work, in the order of [`crate::evidence::join`].
#[must_use]
pub fn evidence(deployment: &Deployment, evidence: &[Evidence<'_>]) -> Vec<EvidenceReport> {
    evidence.iter().map(|one| evidence::evidence(deployment, one)).collect()
}

fn node_report(node: &Node) -> NodeReport {
    let name = node.name();
    let check = node.eku_check().map(|check| match check {
        EkuCheck::On => "on",
        EkuCheck::Off => "off",
    });
    let known = Switch::ALL.into_iter();
    let known = known.filter_map(|switch| Some((switch, node.switches()[switch]?)));
    // A switch that nothing is assumed of is said where it is on.
    let said = known.clone().filter(|(switch, on)| *on || switch.row().assumed.is_some());
    let said = said.map(|(switch, on)| format!(", {} {}", switch.row().name, switch.state(on)));
    let shown = said.collect::<String>();
    let switches = known.map(|(switch, on)| SwitchReport { id: switch.row().id, on });
    let peers = match node.peers().len() {
        1 => String::new(),
        several => format!(", {several} peers"),
    };
    NodeReport {
        node: name,
        hosts: head::hosts(node),
        release: node.release().to_string(),
        eku_check: check,
        switches: switches.collect(),
        peers: node.peers().len(),
        words: format!("{} {}{shown}{peers}", name.title(), node.release()),
    }
}

/// Both nodes as they were judged, in words.
pub(crate) fn judged_words(report: &Report) -> String {
    let words: Vec<&str> = report.nodes.iter().map(|node| node.words.as_str()).collect();
    words.join(". ")
}

/// What was checked, and for which day.
pub(crate) fn check_date_line(report: &Report) -> String {
    format!("Check date: {}. {}.", days::check_date(report.at), judged_words(report))
}

fn services(sentences: &Sentences<'_>, judgement: &Judgement) -> Vec<ServiceReport> {
    let service = |verdict: &crate::verdict::ServiceVerdict| ServiceReport {
        id: verdict.service.clone(),
        name: service_name(sentences.deployment, &verdict.service),
        verdict: verdict.verdict,
        because: sentences
            .foremost_first(verdict, judgement)
            .into_iter()
            .map(|finding| reason(sentences, None, &Group::only(finding), judgement))
            .collect(),
        not_checked: verdict.not_checked.clone(),
    };
    judgement.services.iter().map(service).collect()
}

fn connections(sentences: &Sentences<'_>, judgement: &Judgement) -> Vec<ConnectionReport> {
    let connection = |verdict: &Arc<ConnectionVerdict>| ConnectionReport {
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
        because: groups(&verdict.findings)
            .iter()
            .map(|group| reason(sentences, Some(&verdict.id), group, judgement))
            .collect(),
        not_checked: verdict.not_checked.clone(),
    };
    judgement.connections.iter().map(connection).collect()
}

fn reason(
    sentences: &Sentences<'_>,
    connection: Option<&ConnectionId>,
    group: &Group<'_>,
    judgement: &Judgement,
) -> Reason {
    let finding = group.first;
    let peers = group.peers(sentences.deployment);
    let needed = finding.needed().map(|needed| &needed.connection);
    Reason {
        rule: finding.rule,
        outcome: finding.outcome.into(),
        certificate: finding.certificate.clone(),
        of: peers.as_ref().map(|(_, of)| *of),
        peers: peers.map_or_else(Vec::new, |(peers, _)| peers),
        on: needed.cloned(),
        on_does: needed
            .map_or_else(String::new, |id| sentences.does(id, finding.outcome, judgement)),
        confidence: finding.confidence,
        source: source(finding.citation),
        text: sentences.findings(connection, group, judgement),
        decided_by: sentences.decided_by(group),
    }
}

fn plan_report(sentences: &Sentences<'_>, plan: &Plan) -> PlanReport {
    PlanReport {
        complete: plan.complete,
        repairs: plan.repairs.clone(),
        title: actions::plan_title(sentences, plan),
        by: None,
        until: match plan.lasting {
            Lasting::Until(day) => Some(day.date()),
            Lasting::Holds | Lasting::NotFollowed => None,
        },
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

/// The service whose verdict is the answer.
fn foremost(judgement: &Judgement) -> Option<&Service> {
    let worst = judgement.verdict();
    judgement
        .services
        .iter()
        .filter(|service| service.verdict == worst)
        .map(|service| &service.service)
        .min_by_key(|service| rank(service))
}

/// What people use comes before what it runs over.
const fn rank(service: &Service) -> u8 {
    match service {
        Service::Mra => 0,
        Service::WebRtcProxy => 1,
        Service::UcTraversalZone | Service::SshTunnels => 2,
        Service::ClusterDatabase => 3,
        Service::TraversalZone(_) => 4,
        Service::FarEnd(_) => 5,
    }
}

/// Services that the purposes of certificates do not touch, document 225482.
const NOT_AFFECTED: [NotAffected; 2] = [
    NotAffected { id: "admin-https", name: "Web administration", source: source(&P_NOT_AFFECTED) },
    NotAffected { id: "smart-licensing", name: "Smart Licensing", source: source(&P_NOT_AFFECTED) },
];
