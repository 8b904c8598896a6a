//! `server-auth-required`: the responder's certificate lacks server authentication.

use super::client_auth_required::lack_confidence;
use crate::citation::P_ZONE_SERVER;
use crate::connection::{Demand, Presentation};
use crate::eku::{Holds, Purpose};
use crate::rule::{Check, Finding, Rule, purpose_finding, purposes};

/// The rule.
pub static RULE: Rule = Rule {
    id: "server-auth-required",
    title: "Server authentication is required",
    explanation: "The side that answers the connection presents a certificate whose extended key \
                  usage does not list server authentication, and the other side requires it.",
    citation: &P_ZONE_SERVER,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let (leaf, demand) = purposes(presentation)?;
    let required = demand.kind == Demand::ServerAuth;
    if !required || leaf.eku.holds(Purpose::ServerAuth) != Holds::No {
        return None;
    }
    let finding = purpose_finding(&RULE, presentation, leaf, demand.kind);
    let confidence = demand.confidence.max(lack_confidence(&leaf.eku));
    Some(Finding { confidence, citation: demand.citation, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, check_cases, leaf};

    #[test]
    fn a_certificate_that_lists_purposes_must_list_server_authentication() {
        check_cases(
            &RULE,
            [
                Case::fails(leaf("C"), Demand::ServerAuth),
                Case::fails(leaf("any"), Demand::ServerAuth),
                Case::fails(leaf("empty"), Demand::ServerAuth),
                Case::silent(leaf("S"), Demand::ServerAuth),
                Case::silent(leaf("any S"), Demand::ServerAuth),
                Case::silent(leaf("absent"), Demand::ServerAuth),
                Case::silent(leaf("unreadable"), Demand::ServerAuth),
                Case::silent(leaf("C"), Demand::ClientAuth),
                Case::silent(leaf("C"), Demand::EkuCheckOff),
            ],
        );
    }
}
