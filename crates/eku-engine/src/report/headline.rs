//! The answer, and which of several reasons is told first.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::outlook::stops;
use super::peers::extent;
use super::sentences::{Sentences, capitalised};
use super::words::{is_plural, service_in_sentence};
use super::{Verdict, foremost, joined};
use crate::connection::{CertificateId, ConnectionId};
use crate::forecast::Outlook;
use crate::rule::{Finding, Outcome};
use crate::switch;
use crate::verdict::{Judgement, ServiceVerdict};

/// What a report begins with.
#[derive(Default)]
pub(super) struct Headline<'j> {
    /// The answer in one sentence.
    pub(super) answer: String,
    /// The reason behind it in one or two sentences; empty where everything works.
    pub(super) reason: String,
    /// The connection whose reason that is.
    pub(super) connection: Option<&'j ConnectionId>,
    /// The certificate that the reason speaks of.
    pub(super) certificate: Option<&'j CertificateId>,
}

impl Sentences<'_> {
    /// The answer, and the reason behind it. Quiet are certificates of which nothing else is to be said.
    pub(super) fn headline<'j>(
        &self,
        judgement: &'j Judgement,
        outlook: &Outlook,
        is_quiet: bool,
    ) -> Headline<'j> {
        let Some(service) = foremost(judgement) else {
            let answer = "Nothing to check.".into();
            return Headline { answer, ..Headline::default() };
        };
        let name = capitalised(&service_in_sentence(self.deployment, service));
        let needed = || {
            let needs = judgement.service(service).into_iter().flat_map(|service| &service.needs);
            needs.filter_map(|id| judgement.connection(id))
        };
        let extent = |outcome| extent(self.deployment, needed(), outcome);
        let plural = is_plural(service);
        let answer = match judgement.verdict() {
            Verdict::Works => match outlook.first_break {
                Some(first) => {
                    let stops = stops(self.deployment, &outlook.services, first, None);
                    format!("Works today. {stops}.")
                }
                None if is_quiet => "No certificate problems found.".into(),
                None => "All checked services work.".into(),
            },
            Verdict::Undecided => {
                format!("{name}{}: cannot tell yet.", extent(Outcome::Undecided))
            }
            Verdict::Fails => {
                let fails = if plural { "fail" } else { "fails" };
                format!("{name} {fails}{}.", extent(Outcome::Fails))
            }
        };
        let reasons = needed()
            .flat_map(|connection| connection.findings.iter().map(|found| (&connection.id, found)))
            .filter(|(_, finding)| Verdict::from(finding.outcome) == judgement.verdict());
        let leading = self.leading(&Vec::from_iter(reasons));
        let certificate = leading.and_then(|(_, finding)| finding.certificate.as_ref());
        let mut reason = leading
            .map_or_else(String::new, |(id, finding)| self.finding_among(id, finding, judgement));
        let useless = switch::of_no_use(self.switched, judgement, service);
        if !useless.is_empty() {
            let nodes = joined(&Vec::from_iter(useless.iter().map(|node| node.title().into())));
            // A part may come up by it, which a partial plan says.
            let service = service_in_sentence(self.deployment, service);
            reason.push_str(&format!(
                " Turning off the EKU check on {nodes} does not fix {service}."
            ));
        }
        Headline { answer, reason, connection: leading.map(|(id, _)| id), certificate }
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
        let stands = |finding: &Finding| {
            let on = finding.needed().and_then(|needed| judgement.connection(&needed.connection));
            on.is_some_and(|on| {
                let mut found = on.findings.iter().filter(|found| found.outcome == finding.outcome);
                found.any(|found| switch::stands(self.switched, &on.id, found))
            })
        };
        let mut findings = Vec::from_iter(&service.findings);
        findings.sort_by_key(|finding| {
            Verdict::from(finding.outcome) != service.verdict || !stands(finding)
        });
        findings
    }
}
