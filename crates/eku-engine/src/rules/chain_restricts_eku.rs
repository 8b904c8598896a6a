//! `chain-restricts-eku`: a CA above the certificate has extended key usage without the purpose.

use crate::chain::Restriction;
use crate::citation::OPENSSL_CHAIN;
use crate::connection::{Demand, Presentation};
use crate::eku::Purpose;
use crate::rule::{Check, Confidence, Evidence, Finding, Outcome, Rule, finding};

/// The rule.
pub static RULE: Rule = Rule {
    id: "chain-restricts-eku",
    title: "A CA in the chain restricts the purposes",
    explanation: "An intermediate or root above the certificate has an extended key usage that does \
                  not list the purpose. OpenSSL looks at every certificate of the path, so it \
                  refuses the chain although the leaf looks right. Where only some paths go through \
                  such a CA, it depends on which one is taken first: undecided.",
    citation: &OPENSSL_CHAIN,
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
