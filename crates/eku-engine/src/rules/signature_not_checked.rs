//! `signature-not-checked`: the path goes over a signature that this program cannot verify.

use alloc::string::ToString;

use crate::chain::Trust;
use crate::citation::OPENSSL_TRUST;
use crate::connection::Presentation;
use crate::rule::{Check, Confidence, Evidence, Finding, Outcome, Rule, finding};

/// The rule.
pub static RULE: Rule = Rule {
    id: "signature-not-checked",
    title: "Signature not checked",
    explanation: "The only way up from the certificate goes over a signature whose algorithm or key \
                  this program cannot verify. It is not taken for right or wrong.",
    citation: &OPENSSL_TRUST,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    if presentation.paths.as_ref()?.trust != Trust::SignatureNotChecked {
        return None;
    }
    let presented = presentation.store.presented()?;
    let evidence = Evidence::Trust {
        issuer: presented.leaf.issuer.to_string(),
        verifier: presentation.verifier.clone(),
        incomplete: presented.incomplete,
    };
    let (outcome, confidence) = (Outcome::Undecided, Confidence::Inferred);
    Some(Finding { outcome, confidence, ..finding(&RULE, presentation, evidence) })
}
