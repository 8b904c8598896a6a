//! `client-auth-required`: the initiator's certificate lacks client authentication where the other
//! side requires it.

use crate::citation::S_ZONE_CHECK_ON;
use crate::connection::{Demand, Presentation};
use crate::eku::Purpose;
use crate::rule::{Aspect, Check, DecidedBy, Finding, Remedy, Rule, lacking};

/// The rule.
pub static RULE: Rule = Rule {
    id: "client-auth-required",
    title: "Client authentication is required",
    explanation: "The TLS client presents a certificate whose EKU does not list client \
        authentication, and the TLS server requires client authentication. An empty EKU, or \
        anyExtendedKeyUsage alone, does not count.",
    citation: &S_ZONE_CHECK_ON,
    remedy: Remedy::Replace,
    aspect: Aspect::Purposes,
    decided_by: DecidedBy::TlsVerify,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    lacking(&RULE, presentation, Demand::ClientAuth, &[Purpose::ClientAuth])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, check_cases, leaf};

    #[test]
    fn a_certificate_that_lists_purposes_must_list_client_authentication() {
        check_cases(
            &RULE,
            [
                Case::fails(leaf("S"), Demand::ClientAuth),
                Case::fails(leaf("any"), Demand::ClientAuth),
                Case::fails(leaf("any S"), Demand::ClientAuth),
                Case::fails(leaf("empty"), Demand::ClientAuth),
                Case::fails(leaf("code"), Demand::ClientAuth),
                Case::silent(leaf("C"), Demand::ClientAuth),
                Case::silent(leaf("S C"), Demand::ClientAuth),
                Case::silent(leaf("absent"), Demand::ClientAuth),
                Case::silent(leaf("unreadable"), Demand::ClientAuth),
                Case::silent(leaf("S"), Demand::ServerAuth),
                Case::silent(leaf("S"), Demand::EkuCheckOff),
                Case::silent(leaf("S"), Demand::Unknown),
                Case::silent(leaf("S"), Demand::Ignored),
            ],
        );
    }
}
