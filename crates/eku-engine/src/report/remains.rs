//! What a plan leaves.

#[cfg(test)]
mod tests;

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::days::day;
use super::sentences::Sentences;
use super::words::{certificate, service_in_sentence};
use super::{Verdict, joined_few};
use crate::connection::CertificateId;
use crate::deployment::Service;
use crate::forecast::Lasting;
use crate::plan::Plan;
use crate::rules;

impl Sentences<'_> {
    /// Services that still fail or are undecided, and repaired ones that stay undecided.
    pub(super) fn remains(&self, plan: &Plan) -> String {
        let names = |services: &[&Service]| {
            let names = services.iter().map(|one| service_in_sentence(self.deployment, one));
            joined_few(&Vec::from_iter(names))
        };
        let repairs = BTreeSet::from_iter(&plan.repairs);
        let mut sentences = Vec::new();
        for (verdict, standing) in
            [(Verdict::Fails, "Still failing"), (Verdict::Undecided, "Still unknown")]
        {
            let left = plan
                .after
                .services
                .iter()
                .filter(|after| after.verdict == verdict && !repairs.contains(&after.service));
            let left = Vec::from_iter(left.map(|after| &after.service));
            if !left.is_empty() {
                sentences.push(format!("{standing}: {}.", names(&left)));
            }
        }
        let open = open(plan);
        if !open.is_empty() {
            let names = names(&open);
            sentences.push("This fixes the known fault.".into());
            sentences.push(match self.missing(plan, &open) {
                Some(missing) => format!("Still unknown until you add {missing}: {names}."),
                None => format!("Still unknown, for other reasons: {names}."),
            });
        }
        match plan.lasting {
            Lasting::Holds => {}
            Lasting::Until(end) => sentences.push(format!(
                "This fix lasts until {}, even if you renew every certificate with the same CA.",
                day(end)
            )),
            Lasting::NotFollowed => {
                sentences.push("How long this fix lasts was not calculated.".into());
            }
        }
        sentences.join(" ")
    }

    /// The certificates that were not given, where nothing else leaves these services undecided,
    fn missing(&self, plan: &Plan, open: &[&Service]) -> Option<String> {
        let needs = open.iter().filter_map(|service| plan.after.service(service));
        let connections = needs.flat_map(|service| &service.needs);
        let findings = connections
            .filter_map(|id| plan.after.connection(id))
            .flat_map(|connection| &connection.findings);
        let mut missing: Vec<&CertificateId> = Vec::new();
        for finding in findings {
            let id = finding.certificate.as_ref()?;
            if *finding.rule != rules::certificate_missing::RULE {
                return None;
            }
            // More than two are not named.
            if missing.len() < 3 && !missing.contains(&id) {
                missing.push(id);
            }
        }
        let words = missing.iter().map(|id| certificate(self.deployment, id));
        match &Vec::from_iter(words)[..] {
            [] => None,
            [only] => Some(only.clone()),
            [one, other] => Some(format!("{one} and {other}")),
            [_, _, _, ..] => Some("the missing certificates".into()),
        }
    }
}

/// The services that a plan repairs and that are undecided then: it removes what fails.
pub(super) fn open(plan: &Plan) -> Vec<&Service> {
    let is_open = |service: &&Service| {
        plan.after.service(service).is_some_and(|after| after.verdict == Verdict::Undecided)
    };
    plan.repairs.iter().filter(is_open).collect()
}
