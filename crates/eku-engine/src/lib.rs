//! What a set of certificates means for a Cisco Expressway deployment.
//!
//! Data flows one way: bytes ([`bundle`]) to facts about certificates ([`certificate`], [`eku`]),
//! to who issued whom ([`chain`], [`signature`]), to a deployment ([`deployment`]), to its TLS connections ([`connection`]) and services
//! ([`service`]), to findings ([`rule`]) and verdicts ([`verdict`]), to plans ([`plan`]), to a
//! forecast ([`issuer`], [`policy`], [`renewal`], [`forecast`]), advice and advisories ([`advice`],
//! [`advisory`]), and to a
//! report ([`report`]) that text, JSON and the page show. [`check`] does all of it, and
//! [`check_with_evidence`] holds what was seen at work against it ([`evidence`]). [`transfer`] asks a copy
//! of the engine elsewhere.
//!
//! The engine has no clock, no files, no network and no browser in it; the date is an argument.
//! Reading bytes gives a `Result`; judging never fails.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod advice;
pub mod advisory;
pub mod bundle;
pub mod certificate;
pub mod chain;
pub mod citation;
pub mod connection;
pub mod deployment;
pub mod disguise;
pub mod eku;
pub mod evidence;
pub mod forecast;
pub mod issuer;
mod listed;
mod number;
pub mod plan;
pub mod policy;
pub mod renewal;
pub mod report;
pub mod rule;
pub mod rules;
pub mod secret;
pub mod service;
pub mod signature;
pub mod switch;
#[cfg(test)]
mod testing;
pub mod time;
pub mod transfer;
pub mod upload;
pub mod verdict;

use chain::Verified;
use deployment::Deployment;
use evidence::Observation;
use report::Report;
use time::Timestamp;

/// Judges a deployment at an instant, searches plans, forecasts, and words the report.
#[must_use]
pub fn check(deployment: &Deployment, at: Timestamp) -> Report {
    check_with_evidence(deployment, &[], at)
}

/// The same as [`check`], with what logs, status dumps and captures say of the deployment held
/// against the verdicts. It turns none of them.
#[must_use]
pub fn check_with_evidence(
    deployment: &Deployment,
    observations: &[Observation],
    at: Timestamp,
) -> Report {
    check_again(deployment, observations, at, &mut Verified::default())
}

/// The same as [`check_with_evidence`], where signatures of the deployment were verified before.
#[must_use]
pub fn check_again(
    deployment: &Deployment,
    observations: &[Observation],
    at: Timestamp,
    verified: &mut Verified,
) -> Report {
    let links = chain::Links::again(deployment, verified);
    let judgement = verdict::judge(deployment, &links, at);
    let plans = plan::plans(deployment, &links, &judgement);
    let forecast = forecast::forecast(deployment, &links, &judgement);
    let outlook = forecast::outlook(&forecast, at);
    let plans_ahead = plan::plans_ahead(deployment, &links, at, &outlook);
    let advice = advice::advice(deployment, &plans, &forecast);
    let advisories = advisory::advisories(deployment, &links, at);
    let advisories = advisory::worth_knowing(advisories, &judgement);
    let switched = switch::switched(deployment, &links, &judgement);
    let seen = evidence::join(deployment, &judgement, observations);
    let found = report::Results {
        links: &links,
        judgement: &judgement,
        plans: &plans,
        advice: &advice,
        forecast: &forecast,
        outlook: &outlook,
        plans_ahead: &plans_ahead,
        advisories: &advisories,
        switched: &switched,
    };
    let report = report::report(deployment, &found);
    Report { evidence: report::evidence(deployment, &seen), ..report }
}
