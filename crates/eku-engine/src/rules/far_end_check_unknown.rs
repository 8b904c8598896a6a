//! `far-end-check-unknown`: whether the far end requires client authentication is not known.

use super::key_usage_forbids::forbidden;
use crate::chain::Restriction;
use crate::citation::S_FAR_END;
use crate::connection::{Demand, Presentation};
use crate::deployment::Role;
use crate::eku::{Holds, Purpose};
use crate::rule::{
    Aspect, Check, Confidence, DecidedBy, Evidence, Finding, Outcome, Remedy, Rule, finding,
    purpose_finding, purposes,
};

/// The rule.
pub static RULE: Rule = Rule {
    id: "far-end-check-unknown",
    title: "Far end's client authentication check unknown",
    explanation: "The certificate does not clearly have client authentication, or a CA above \
        restricts it. It is not known whether the far end requires client authentication.",
    citation: &S_FAR_END,
    remedy: Remedy::Replace,
    aspect: Aspect::Purposes,
    decided_by: DecidedBy::FarEndEkuCheck,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let (leaf, demand) = purposes(presentation)?;
    let unreadable = leaf.eku.holds(Purpose::ClientAuth) == Holds::Unreadable;
    if demand.kind != Demand::Unknown || unreadable {
        return None;
    }
    let met = leaf.eku.holds(Purpose::ClientAuth) == Holds::Yes
        && forbidden(leaf, Role::Initiator).is_none();
    let finding = if met {
        finding(&RULE, presentation, restriction(presentation)?)
    } else {
        purpose_finding(&RULE, presentation, leaf, demand.kind)
    };
    let (outcome, confidence) = (Outcome::Undecided, Confidence::Inferred);
    Some(Finding { outcome, confidence, ..finding })
}

/// A CA above the certificate that a far end which requires client authentication would refuse.
fn restriction(presentation: &Presentation<'_>) -> Option<Evidence> {
    let purpose = Purpose::ClientAuth;
    let (subject, eku, every_path) = match presentation.paths.as_ref()?.restriction(purpose) {
        Restriction::None => return None,
        Restriction::SomePaths { subject, eku } => (subject.clone(), eku.clone(), false),
        Restriction::EveryPath { subject, eku } => (subject.clone(), eku.clone(), true),
    };
    let verifier = presentation.verifier.clone();
    Some(Evidence::Chain { purpose, subject, eku, every_path, verifier })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::{Certificate, KeyUsage};
    use crate::testing::authority::{authority, issued};
    use crate::testing::{Case, check_cases, found_on_paths, in_words, leaf};

    #[test]
    fn an_unknown_far_end_is_undecided_unless_client_authentication_is_met() {
        let forbidden = Certificate { key_usage: Some(KeyUsage::Allows(0x2000)), ..leaf("S C") };
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
    #[test]
    fn a_ca_that_restricts_the_purposes_leaves_it_undecided_too() {
        let both = &issued("S C", "leaf", "ca").made();
        let server = &issued("S", "leaf", "ca").made();
        let free = &authority("absent", "ca", "root").made();
        let strict = &authority("S", "ca", "root").serial(2).made();
        let client = &authority("C", "ca", "root").serial(3).made();
        for (files, demand, expected) in [
            (&[both, free][..], Demand::Unknown, None),
            (&[both, client], Demand::Unknown, None),
            (&[both, strict], Demand::Unknown, Some(Some(true))),
            (&[both, strict, free], Demand::Unknown, Some(Some(false))),
            // What the certificate itself lacks is told first.
            (&[server, strict], Demand::Unknown, Some(None)),
            (&[both, strict], Demand::Ignored, None),
        ] {
            let finding = found_on_paths(&RULE, demand, files, None);
            let every = finding.as_ref().map(|finding| match &finding.evidence {
                Evidence::Chain { every_path, purpose: Purpose::ClientAuth, subject, .. } => {
                    assert_eq!(subject, "ca");
                    Some(*every_path)
                }
                Evidence::Purposes { .. } => None,
                _ => panic!(),
            });
            assert_eq!(every, expected, "{demand:?} {}", files.len());
            let said = finding.as_ref().map(in_words);
            assert_eq!(said.as_deref(), expected.map(|_| "undecided, inferred"));
        }
    }
}
