//! The documents that a report stands on.

use alloc::vec::Vec;

use super::{Report, Source};

/// Every document that a reason, a step, a date or an advisory of the report names, once.
pub(super) fn sources(report: &Report) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let services = report.services.iter().flat_map(|service| &service.because);
    let connections = report.connections.iter().flat_map(|connection| &connection.because);
    let reasons = services.chain(connections).map(|reason| reason.source);
    let dates =
        report.forecast.certificates.iter().flat_map(|certificate| &certificate.sources).copied();
    let advisories = report.advisories.iter().map(|advisory| advisory.source);
    let plans = report.all_plans().iter().flat_map(|plan| &plan.actions);
    let actions = plans.chain(report.advice.iter().map(|advice| &advice.action));
    let actions = actions.flat_map(|action| {
        let steps = action.runbook.iter().chain(&action.rollback).filter_map(|step| step.source);
        [action.source].into_iter().chain(steps)
    });
    for named in reasons.chain(actions).chain(dates).chain(advisories) {
        if sources.iter().all(|source| source.id != named.id) {
            sources.push(named);
        }
    }
    sources
}
