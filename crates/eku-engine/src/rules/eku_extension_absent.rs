//! `eku-extension-absent`: client authentication is required, and there is no extended key usage.

use crate::citation::RFC5280_EKU;
use crate::connection::{Demand, Presentation};
use crate::eku::{Holds, Purpose};
use crate::rule::{
    Aspect, Check, Confidence, DecidedBy, Finding, Outcome, Remedy, Rule, purpose_finding, purposes,
};

/// The rule.
pub static RULE: Rule = Rule {
    id: "eku-extension-absent",
    title: "No EKU extension",
    explanation: "Client authentication is required, and the certificate has no EKU extension. \
        RFC 5280 and OpenSSL treat that as no restriction. Cisco asks that the certificate \
        contains client authentication. No published test shows what happens.",
    citation: &RFC5280_EKU,
    remedy: Remedy::Replace,
    aspect: Aspect::Purposes,
    decided_by: DecidedBy::TestOrClientAuth,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let (leaf, demand) = purposes(presentation)?;
    let required = matches!(demand.kind, Demand::ClientAuth | Demand::Both);
    if !required || leaf.eku.holds(Purpose::ClientAuth) != Holds::Unrestricted {
        return None;
    }
    let finding = purpose_finding(&RULE, presentation, leaf, demand.kind);
    Some(Finding { outcome: Outcome::Undecided, confidence: Confidence::Inferred, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, check_cases, leaf, presentation, said, store};

    #[test]
    fn no_extension_is_undecided_where_client_authentication_is_required() {
        check_cases(
            &RULE,
            [
                Case::undecided(leaf("absent"), Demand::ClientAuth),
                Case::undecided(leaf("absent"), Demand::Both),
                Case::silent(leaf("absent"), Demand::ServerAuth),
                Case::silent(leaf("absent"), Demand::EkuCheckOff),
                Case::silent(leaf("absent"), Demand::Unknown),
                Case::silent(leaf("empty"), Demand::ClientAuth),
                Case::silent(leaf("unreadable"), Demand::ClientAuth),
                Case::silent(leaf("C"), Demand::ClientAuth),
            ],
        );
    }
    #[test]
    fn that_is_inferred() {
        let store = store(leaf("absent"));
        let said = said(&RULE, &presentation(&store, Demand::ClientAuth));
        assert_eq!(said.as_deref(), Some("undecided, inferred"));
    }
}
