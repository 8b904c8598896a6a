//! `eku-unreadable`: the extended key usage cannot be decoded, or stands there twice.

use crate::citation::OPENSSL_PURPOSE;
use crate::connection::{Presentation, Severity};
use crate::eku::{Holds, Purpose};
use crate::rule::{
    Aspect, Check, DecidedBy, Finding, Outcome, Remedy, Rule, purpose_finding, purposes,
};

/// The rule.
pub static RULE: Rule = Rule {
    id: "eku-unreadable",
    title: "Unreadable EKU extension",
    explanation: "The EKU extension cannot be decoded, or appears twice. OpenSSL rejects the \
        whole certificate, whichever EKU is required.",
    citation: &OPENSSL_PURPOSE,
    remedy: Remedy::Replace,
    aspect: Aspect::Purposes,
    decided_by: DecidedBy::FarEndEkuCheck,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let (leaf, demand) = purposes(presentation)?;
    if leaf.eku.holds(Purpose::ClientAuth) != Holds::Unreadable {
        return None;
    }
    let finding = purpose_finding(&RULE, presentation, leaf, demand.kind);
    let outcome = match presentation.unreadable {
        Severity::Fails => finding.outcome,
        Severity::Undecided => Outcome::Undecided,
    };
    Some(Finding { outcome, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::Demand;
    use crate::testing::{Case, check_cases, leaf, outcome_of, presentation, store};

    #[test]
    fn an_unreadable_extension_fails_every_check_by_an_expressway() {
        check_cases(
            &RULE,
            [
                Case::fails(leaf("unreadable"), Demand::ClientAuth),
                Case::fails(leaf("unreadable"), Demand::ServerAuth),
                Case::fails(leaf("unreadable"), Demand::Both),
                Case::fails(leaf("unreadable"), Demand::EkuCheckOff),
                Case::fails(leaf("unreadable"), Demand::Readable),
                Case::fails(leaf("unreadable"), Demand::Ignored),
                Case::fails(leaf("unreadable"), Demand::Unknown),
                Case::silent(leaf("empty"), Demand::ClientAuth),
                Case::silent(leaf("absent"), Demand::ClientAuth),
                Case::silent(leaf("S C"), Demand::ClientAuth),
            ],
        );
    }

    #[test]
    fn of_a_far_end_that_is_not_known_to_check_it_is_undecided() {
        let store = store(leaf("unreadable"));
        for demand in [Demand::Ignored, Demand::Unknown, Demand::ServerAuth] {
            let presented = presentation(&store, demand);
            let presented = Presentation { unreadable: Severity::Undecided, ..presented };
            assert_eq!(outcome_of(&RULE, &presented), Some(Outcome::Undecided));
        }
    }
}
