//! `eku-unreadable`: the extended key usage cannot be decoded, or stands there twice.

use crate::citation::OPENSSL_PURPOSE;
use crate::connection::{Demand, Presentation};
use crate::eku::{Holds, Purpose};
use crate::rule::{Check, Finding, Outcome, Rule, purpose_finding, purposes};

/// The rule.
pub static RULE: Rule = Rule {
    id: "eku-unreadable",
    title: "Unreadable extended key usage",
    explanation: "The extended key usage cannot be decoded, or stands there twice. OpenSSL refuses \
                  such a certificate as a whole, whatever is asked of its purposes.",
    citation: &OPENSSL_PURPOSE,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let (leaf, demand) = purposes(presentation)?;
    if leaf.eku.holds(Purpose::ClientAuth) != Holds::Unreadable {
        return None;
    }
    let finding = purpose_finding(&RULE, presentation, leaf, demand.kind);
    // What a far end's TLS library makes of it is known only where the far end is known to check.
    match demand.kind {
        Demand::Ignored | Demand::Unknown => {
            Some(Finding { outcome: Outcome::Undecided, ..finding })
        }
        _ => Some(finding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, check_cases, leaf};

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
                Case::undecided(leaf("unreadable"), Demand::Ignored),
                Case::undecided(leaf("unreadable"), Demand::Unknown),
                Case::silent(leaf("empty"), Demand::ClientAuth),
                Case::silent(leaf("absent"), Demand::ClientAuth),
                Case::silent(leaf("S C"), Demand::ClientAuth),
            ],
        );
    }
}
