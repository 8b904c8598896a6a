//! `signature-not-checked`: the path goes over a signature that this program cannot verify, or more
//! certificates stand above the certificate than are looked at.

use crate::chain::Trust;
use crate::citation::OPENSSL_TRUST;
use crate::connection::Presentation;
use crate::rule::{
    Aspect, Check, Confidence, DecidedBy, Evidence, Finding, Outcome, Remedy, Rule, finding,
};

/// The rule.
pub static RULE: Rule = Rule {
    id: "signature-not-checked",
    title: "Signature not checked",
    explanation: "The only path from the certificate has a signature with an algorithm or key \
        that this tool cannot verify. The signature counts as neither good nor bad. The same \
        applies if more certificates may be above it than this tool checks.",
    citation: &OPENSSL_TRUST,
    remedy: Remedy::Replace,
    aspect: Aspect::Trust,
    decided_by: DecidedBy::PathCheck,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let presented = presentation.store.presented()?;
    let verifier = presentation.verifier.clone();
    let evidence = match presentation.paths.as_ref()?.trust {
        Trust::SignatureNotChecked => Evidence::Trust {
            issuer: presented.leaf.issuer.in_sentence(),
            verifier,
            incomplete: presented.incomplete,
        },
        Trust::BoundMet => Evidence::PathsBeyondBound { verifier },
        Trust::NotGiven | Trust::Reached | Trust::NotReached => return None,
    };
    let (outcome, confidence) = (Outcome::Undecided, Confidence::Inferred);
    Some(Finding { outcome, confidence, ..finding(&RULE, presentation, evidence) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::Demand;
    use crate::testing::authority::{authority, issued};
    use crate::testing::deployments::list;
    use crate::testing::{found_on_paths, in_words};

    #[test]
    fn a_path_over_an_unknown_algorithm_is_undecided() {
        let root = &authority("absent", "root", "root").made();
        let leaf = &issued("S C", "leaf", "root").made();
        let odd = &issued("S C", "odd", "root").unknown_algorithm().made();
        let forged = &issued("S C", "forged", "root").signed_with("thief").made();
        let undecided = Some("undecided, inferred");
        for (files, trusted, expected) in [
            (&[leaf, root][..], Some(list(&[root])), None),
            (&[odd, root], Some(list(&[root])), undecided),
            (&[odd, root], None, undecided),
            (&[odd, root], Some(list(&[])), None),
            (&[forged, root], Some(list(&[root])), None),
            (&[odd], None, None),
        ] {
            let finding = found_on_paths(&RULE, Demand::ClientAuth, files, trusted.as_ref());
            assert_eq!(finding.as_ref().map(in_words).as_deref(), expected);
        }
    }
}
