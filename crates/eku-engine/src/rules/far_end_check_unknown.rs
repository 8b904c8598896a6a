//! `far-end-check-unknown`: whether the far end requires client authentication is not known.

use super::key_usage_forbids::forbidden;
use crate::citation::S_FAR_END;
use crate::connection::{Demand, Presentation};
use crate::deployment::Role;
use crate::eku::{Holds, Purpose};
use crate::rule::{Check, Confidence, Finding, Outcome, Rule, purpose_finding, purposes};

/// The rule.
pub static RULE: Rule = Rule {
    id: "far-end-check-unknown",
    title: "Not known what the far end checks",
    explanation: "The certificate does not clearly have client authentication, and it is not known \
                  whether the far end requires it.",
    citation: &S_FAR_END,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let (leaf, demand) = purposes(presentation)?;
    let met = leaf.eku.holds(Purpose::ClientAuth) == Holds::Yes
        && forbidden(leaf, Role::Initiator).is_none();
    let unreadable = leaf.eku.holds(Purpose::ClientAuth) == Holds::Unreadable;
    if demand.kind != Demand::Unknown || met || unreadable {
        return None;
    }
    let finding = purpose_finding(&RULE, presentation, leaf, demand.kind);
    let (outcome, confidence) = (Outcome::Undecided, Confidence::Inferred);
    Some(Finding { outcome, confidence, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::{Certificate, KeyUsage};
    use crate::testing::{Case, check_cases, leaf};

    #[test]
    fn an_unknown_far_end_is_undecided_unless_client_authentication_is_met() {
        let forbidden = Certificate { key_usage: Some(KeyUsage::Allows(0x20)), ..leaf("S C") };
        check_cases(
            &RULE,
            [
                Case::undecided(leaf("S"), Demand::Unknown),
                Case::undecided(leaf("absent"), Demand::Unknown),
                Case::undecided(leaf("empty"), Demand::Unknown),
                Case::undecided(forbidden, Demand::Unknown),
                Case::silent(leaf("unreadable"), Demand::Unknown),
                Case::silent(leaf("C"), Demand::Unknown),
                Case::silent(leaf("S"), Demand::Ignored),
                Case::silent(leaf("S"), Demand::ClientAuth),
            ],
        );
    }
}
