//! `both-purposes-required`: Edge's certificate lacks either purpose for the SIP SERVICE message.

use crate::citation::P_SIP_SERVICE;
use crate::connection::{Demand, Presentation};
use crate::eku::Purpose;
use crate::rule::{Aspect, Check, DecidedBy, Finding, Remedy, Rule, lacking};

/// The rule.
pub static RULE: Rule = Rule {
    id: "both-purposes-required",
    title: "Both EKUs are required",
    explanation: "Before X15.4, Edge sends its certificate to Core in a SIP SERVICE message. Core \
        accepts the certificate only with both server and client authentication.",
    citation: &P_SIP_SERVICE,
    remedy: Remedy::Replace,
    aspect: Aspect::Purposes,
    decided_by: DecidedBy::TlsVerify,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    lacking(&RULE, presentation, Demand::Both, &[Purpose::ServerAuth, Purpose::ClientAuth])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, check_cases, leaf};

    #[test]
    fn the_service_message_needs_both_purposes() {
        check_cases(
            &RULE,
            [
                Case::fails(leaf("S"), Demand::Both),
                Case::fails(leaf("C"), Demand::Both),
                Case::fails(leaf("any"), Demand::Both),
                Case::fails(leaf("empty"), Demand::Both),
                Case::silent(leaf("S C"), Demand::Both),
                Case::silent(leaf("absent"), Demand::Both),
                Case::silent(leaf("unreadable"), Demand::Both),
                Case::silent(leaf("S"), Demand::ServerAuth),
            ],
        );
    }
}
