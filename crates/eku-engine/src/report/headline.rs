//! The answer, and which of several reasons is told first.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::sentences::Sentences;
use super::words::{is_plural, service_name};
use super::{Verdict, foremost, joined};
use crate::connection::{CertificateId, ConnectionId};
use crate::rule::{Evidence, Finding};
use crate::switch;
use crate::verdict::{Judgement, ServiceVerdict};

/// What a report begins with.
#[derive(Default)]
pub(super) struct Headline {
    /// The answer in one sentence.
    pub(super) answer: String,
    /// The reason behind it in one or two sentences; empty where everything works.
    pub(super) reason: String,
    /// The certificate that the reason speaks of.
    pub(super) certificate: Option<CertificateId>,
}

impl Sentences<'_> {
    /// The answer, and the reason behind it.
    pub(super) fn headline(&self, judgement: &Judgement) -> Headline {
        let Some(service) = foremost(judgement) else {
            let answer = "There is nothing to judge.".into();
            return Headline { answer, ..Headline::default() };
        };
        let name = service_name(self.deployment, service);
        let answer = match judgement.verdict() {
            Verdict::Works => "No certificate reason to fail was found.".into(),
            Verdict::Undecided if is_plural(service) => {
                format!("Whether the {name} work cannot be decided.")
            }
            Verdict::Undecided => format!("Whether {name} works cannot be decided."),
            Verdict::Fails => format!("{name} will not work."),
        };
        let reasons = judgement
            .service(service)
            .into_iter()
            .flat_map(|service| &service.needs)
            .filter_map(|id| judgement.connection(id))
            .flat_map(|connection| connection.findings.iter().map(|found| (&connection.id, found)))
            .filter(|(_, finding)| Verdict::from(finding.outcome) == judgement.verdict());
        let leading = self.leading(&Vec::from_iter(reasons));
        let certificate = leading.and_then(|(_, finding)| finding.certificate.clone());
        let mut reason = leading
            .map_or_else(String::new, |(id, finding)| self.finding(Some(id), finding, judgement));
        let useless = switch::of_no_use(self.switched, judgement, service);
        if !useless.is_empty() {
            let nodes = joined(&Vec::from_iter(useless.iter().map(|node| node.title().into())));
            reason.push_str(&format!(" Turning the EKU check Off on {nodes} does not help."));
        }
        Headline { answer, reason, certificate }
    }

    /// The reason to lead with, of several in the order of the report: the first, where no switch
    /// takes it away; else the same reason on another connection, else another one, where no switch
    /// takes that away.
    pub(super) fn leading<'f>(
        &self,
        reasons: &[(&'f ConnectionId, &'f Finding)],
    ) -> Option<(&'f ConnectionId, &'f Finding)> {
        let first = reasons.first()?;
        let stands =
            |reason: &&(&ConnectionId, &Finding)| switch::stands(self.switched, reason.0, reason.1);
        let standing = || reasons.iter().filter(stands);
        let same = |reason: &&(&ConnectionId, &Finding)| {
            reason.1.rule == first.1.rule && reason.1.certificate == first.1.certificate
        };
        standing().find(same).or_else(|| standing().next()).or(Some(first)).copied()
    }

    /// Why a service does not work, the reasons that decide it and that no switch takes away first.
    pub(super) fn foremost_first<'f>(
        &self,
        service: &'f ServiceVerdict,
        judgement: &Judgement,
    ) -> Vec<&'f Finding> {
        let stands = |finding: &Finding| match &finding.evidence {
            Evidence::Needed(needed) => {
                judgement.connection(&needed.connection).is_some_and(|on| {
                    let decides = |found: &&Finding| found.outcome == finding.outcome;
                    let mut found = on.findings.iter().filter(decides);
                    found.any(|found| switch::stands(self.switched, &on.id, found))
                })
            }
            _ => false,
        };
        let mut findings = Vec::from_iter(&service.findings);
        findings.sort_by_key(|finding| {
            Verdict::from(finding.outcome) != service.verdict || !stands(finding)
        });
        findings
    }
}
