//! `off-mode-server-auth`: the EKU check is Off, and the initiator's certificate names purposes
//! without server authentication.

use crate::citation::S_CHECK_MODE;
use crate::connection::{Demand, Presentation};
use crate::eku::{Holds, Purpose};
use crate::rule::{
    Aspect, Check, Confidence, DecidedBy, Finding, Outcome, Remedy, Rule, purpose_finding, purposes,
};

/// The rule.
pub static RULE: Rule = Rule {
    id: "off-mode-server-auth",
    title: "EKU check Off: server authentication may still be checked",
    explanation: "With the EKU check Off, client authentication is not required. Cisco writes \
        that server authentication is checked if an EKU extension is present. What happens to a \
        certificate with only other EKUs was never published.",
    citation: &S_CHECK_MODE,
    remedy: Remedy::Replace,
    aspect: Aspect::Purposes,
    decided_by: DecidedBy::TestOrEkuCheckOn,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let (leaf, demand) = purposes(presentation)?;
    if demand.kind != Demand::EkuCheckOff || leaf.eku.holds(Purpose::ServerAuth) != Holds::No {
        return None;
    }
    let finding = purpose_finding(&RULE, presentation, leaf, demand.kind);
    let (outcome, confidence) = (Outcome::Undecided, Confidence::Inferred);
    Some(Finding { outcome, confidence, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, check_cases, leaf, presentation, said, store};

    #[test]
    fn with_the_check_off_an_extension_without_server_authentication_is_undecided() {
        check_cases(
            &RULE,
            [
                Case::undecided(leaf("C"), Demand::EkuCheckOff),
                Case::undecided(leaf("empty"), Demand::EkuCheckOff),
                Case::undecided(leaf("any"), Demand::EkuCheckOff),
                Case::silent(leaf("S"), Demand::EkuCheckOff),
                Case::silent(leaf("S C"), Demand::EkuCheckOff),
                Case::silent(leaf("absent"), Demand::EkuCheckOff),
                Case::silent(leaf("unreadable"), Demand::EkuCheckOff),
                Case::silent(leaf("C"), Demand::ClientAuth),
            ],
        );
    }
    #[test]
    fn that_is_inferred() {
        let store = store(leaf("C"));
        let said = said(&RULE, &presentation(&store, Demand::EkuCheckOff));
        assert_eq!(said.as_deref(), Some("undecided, inferred"));
    }
}
