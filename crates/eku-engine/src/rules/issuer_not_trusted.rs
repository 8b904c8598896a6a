//! `issuer-not-trusted`: a trusted CA list was given, and no path reaches it.

use alloc::string::ToString;

use crate::chain::Trust;
use crate::citation::OPENSSL_TRUST;
use crate::connection::Presentation;
use crate::rule::{Check, Evidence, Finding, Outcome, Rule, finding};

/// The rule.
pub static RULE: Rule = Rule {
    id: "issuer-not-trusted",
    title: "Issuer not trusted",
    explanation: "The trusted CA list of the side that verifies was given, and no path from the \
                  certificate, through the rest of its own file and that list, ends in a \
                  self-signed certificate of the list. An intermediate alone in the list does not \
                  do. Undecided where a part of the chain or of the list could not be read.",
    citation: &OPENSSL_TRUST,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let list = presentation.trust.checked()?;
    if presentation.paths.as_ref()?.trust != Trust::NotReached {
        return None;
    }
    let presented = presentation.store.presented()?;
    let incomplete = list.incomplete || presented.incomplete;
    let evidence = Evidence::Trust {
        issuer: presented.leaf.issuer.to_string(),
        verifier: presentation.verifier.clone(),
        incomplete,
    };
    let finding = finding(&RULE, presentation, evidence);
    let outcome = if incomplete { Outcome::Undecided } else { finding.outcome };
    Some(Finding { outcome, ..finding })
}
