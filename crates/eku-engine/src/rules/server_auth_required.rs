//! `server-auth-required`: the responder's certificate lacks server authentication.

use crate::citation::P_ZONE_SERVER;
use crate::connection::{Demand, Presentation};
use crate::eku::Purpose;
use crate::rule::{Aspect, Check, DecidedBy, Finding, Remedy, Rule, lacking};

/// The rule.
pub static RULE: Rule = Rule {
    id: "server-auth-required",
    title: "Server authentication is required",
    explanation: "The TLS server presents a certificate whose EKU does not list server \
        authentication, and the TLS client requires server authentication.",
    citation: &P_ZONE_SERVER,
    remedy: Remedy::Replace,
    aspect: Aspect::Purposes,
    decided_by: DecidedBy::TlsVerify,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    lacking(&RULE, presentation, Demand::ServerAuth, &[Purpose::ServerAuth])
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
