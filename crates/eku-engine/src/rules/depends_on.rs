//! `depends-on`: a connection or service that is needed fails or is undecided.

use crate::citation::S_SERVICES;
use crate::rule::{Aspect, Check, Confidence, DecidedBy, Evidence, Finding, Outcome, Remedy, Rule};
use crate::service::Needed;

/// The rule.
pub static RULE: Rule = Rule {
    id: "depends-on",
    title: "A required connection fails or is unknown",
    explanation: "The service needs a connection that fails or is unknown. A service has the \
        worst verdict of the connections it needs.",
    citation: &S_SERVICES,
    remedy: Remedy::Nothing,
    aspect: Aspect::Given,
    decided_by: DecidedBy::WhatItNeeds,
    check: Check::Service(check),
};

fn check(needed: &Needed, outcome: Outcome) -> Finding {
    Finding {
        rule: &RULE,
        outcome,
        certificate: None,
        confidence: Confidence::Documented,
        citation: RULE.citation,
        evidence: Evidence::Needed(needed.clone()),
    }
}
