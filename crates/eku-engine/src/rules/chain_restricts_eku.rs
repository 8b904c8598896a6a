//! `chain-restricts-eku`: a CA above the certificate has extended key usage without the purpose.

use crate::chain::Restriction;
use crate::citation::OPENSSL_CHAIN;
use crate::connection::{Demand, Presentation};
use crate::eku::Purpose;
use crate::rule::{
    Aspect, Check, Confidence, DecidedBy, Evidence, Finding, Outcome, Remedy, Rule, finding,
};

/// The rule.
pub static RULE: Rule = Rule {
    id: "chain-restricts-eku",
    title: "A CA in the chain restricts the EKU",
    explanation: "An intermediate or root above the certificate has an EKU extension that does \
        not list the required authentication. OpenSSL checks every certificate of the path and \
        rejects the chain, although the leaf looks right. If only some paths have such a CA, the \
        result depends on the path that is tried first: unknown.",
    citation: &OPENSSL_CHAIN,
    remedy: Remedy::Replace,
    aspect: Aspect::ChainPurposes,
    decided_by: DecidedBy::UnrestrictedCa,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let purpose = match presentation.purpose.checked()?.kind {
        Demand::ClientAuth => Purpose::ClientAuth,
        Demand::ServerAuth => Purpose::ServerAuth,
        // The EKU check that is Off looks at no chain; the service message shows none.
        _ => return None,
    };
    let (subject, eku, every_path) = match presentation.paths.as_ref()?.restriction(purpose) {
        Restriction::None => return None,
        Restriction::SomePaths { subject, eku } => (subject.clone(), eku.clone(), false),
        Restriction::EveryPath { subject, eku } => (subject.clone(), eku.clone(), true),
    };
    let verifier = presentation.verifier.clone();
    let evidence = Evidence::Chain { purpose, subject, eku, every_path, verifier };
    let finding = finding(&RULE, presentation, evidence);
    let outcome = if every_path { finding.outcome } else { Outcome::Undecided };
    Some(Finding { outcome, confidence: Confidence::Inferred, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::authority::{authority, issued};
    use crate::testing::{found_on_paths, in_words};

    #[test]
    fn a_restricted_chain_fails_where_every_path_goes_through_it() {
        let leaf = &issued("S C", "leaf", "ca").made();
        let free = &authority("absent", "ca", "root").made();
        let server = &authority("S", "ca", "root").serial(2).made();
        let client = &authority("C", "ca", "root").serial(3).made();
        let (fails, undecided) = (Some("fails, inferred"), Some("undecided, inferred"));
        for (files, demand, expected) in [
            (&[leaf, server][..], Demand::ClientAuth, fails),
            (&[leaf, server], Demand::ServerAuth, None),
            (&[leaf, client], Demand::ServerAuth, fails),
            (&[leaf, client], Demand::ClientAuth, None),
            (&[leaf, free], Demand::ClientAuth, None),
            (&[leaf, free, server], Demand::ClientAuth, undecided),
            (&[leaf, free, client], Demand::ServerAuth, undecided),
            (&[leaf], Demand::ClientAuth, None),
            // These look at no chain.
            (&[leaf, server], Demand::EkuCheckOff, None),
            (&[leaf, server], Demand::Ignored, None),
            (&[leaf, server], Demand::Unknown, None),
            (&[leaf, server], Demand::Both, None),
        ] {
            let finding = found_on_paths(&RULE, demand, files, None);
            let said = finding.as_ref().map(in_words);
            assert_eq!(said.as_deref(), expected, "{demand:?} {}", files.len());
            let every = finding.map(|finding| match finding.evidence {
                Evidence::Chain { every_path, subject, .. } => (every_path, subject),
                _ => panic!(),
            });
            assert_eq!(every, expected.map(|said| (said.starts_with("fails"), "ca".into())));
        }
    }
}
