//! `issuer-not-trusted`: a trusted CA list was given, and no path reaches it.

use crate::chain::Trust;
use crate::citation::OPENSSL_TRUST;
use crate::connection::Presentation;
use crate::rule::{Aspect, Check, DecidedBy, Evidence, Finding, Outcome, Remedy, Rule, finding};

/// The rule.
pub static RULE: Rule = Rule {
    id: "issuer-not-trusted",
    title: "Issuer not trusted",
    explanation: "No chain from the certificate reaches a root in the verifier's trusted CA list. \
        Chains are built from the certificate's own file and that list. An intermediate alone in \
        the list is not enough. The result is unknown if a part of the chain or of the list could \
        not be read.",
    citation: &OPENSSL_TRUST,
    remedy: Remedy::Replace,
    aspect: Aspect::Trust,
    decided_by: DecidedBy::ReadableChain,
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
        issuer: presented.leaf.issuer.in_sentence(),
        verifier: presentation.verifier.clone(),
        incomplete,
    };
    let finding = finding(&RULE, presentation, evidence);
    let outcome = if incomplete { Outcome::Undecided } else { finding.outcome };
    Some(Finding { outcome, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Links;
    use crate::connection::{Asked, Demand};
    use crate::deployment::{Presented, Store, TrustedCas};
    use crate::testing::authority::{authority, issued};
    use crate::testing::deployments::{file, list};
    use crate::testing::{at, found_on_paths, in_words, outcome_of, presentation};

    #[test]
    fn a_path_must_reach_the_list_where_one_was_given() {
        let root = &authority("absent", "root", "root").made();
        let other = &authority("absent", "other", "other").made();
        let leaf = &issued("S C", "leaf", "root").made();
        let odd = &issued("S C", "odd", "root").unknown_algorithm().made();
        for (leaf, trusted, expected) in [
            (leaf, Some(list(&[root])), None),
            (leaf, Some(list(&[other, root])), None),
            (leaf, Some(list(&[other])), Some("fails, measured")),
            (leaf, Some(list(&[])), Some("fails, measured")),
            (leaf, None, None),
            (odd, Some(list(&[root])), None),
        ] {
            let finding = found_on_paths(&RULE, Demand::ClientAuth, &[leaf], trusted.as_ref());
            assert_eq!(finding.as_ref().map(in_words).as_deref(), expected);
        }
    }

    #[test]
    fn a_part_that_could_not_be_read_leaves_it_undecided() {
        let leaf = &issued("S C", "leaf", "root").made();
        for (of_list, of_chain, expected) in [
            (false, false, Outcome::Fails),
            (true, false, Outcome::Undecided),
            (false, true, Outcome::Undecided),
            (true, true, Outcome::Undecided),
        ] {
            let trusted = TrustedCas { incomplete: of_list, ..list(&[]) };
            let presented = Presented { incomplete: of_chain, ..file(leaf, &[]) };
            let paths = Links::among([leaf]).examine(&presented, Some(&trusted), at("2026-11-23"));
            let store = Store::Holds(presented);
            let presented = Presentation {
                trust: Asked::Checked(&trusted),
                paths: Some(paths),
                ..presentation(&store, Demand::ClientAuth)
            };
            assert_eq!(outcome_of(&RULE, &presented), Some(expected), "{of_list} {of_chain}");
        }
    }
}
