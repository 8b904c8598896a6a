//! `certificate-expired`: the date lies at or after the end of the validity of the certificate, or
//! of a CA that every path needs.

use crate::certificate::ValidityAt;
use crate::citation::OPENSSL_VALIDITY;
use crate::connection::Presentation;
use crate::rule::{Aspect, Check, DecidedBy, Evidence, Finding, Remedy, Rule, finding};

/// The rule.
pub static RULE: Rule = Rule {
    id: "certificate-expired",
    title: "Certificate expired",
    explanation: "The check date is at or after the expiry of the certificate, or of a CA that \
        every path needs. At the exact second of notAfter, the certificate has expired already.",
    citation: &OPENSSL_VALIDITY,
    remedy: Remedy::ReplaceOrRenew,
    aspect: Aspect::Validity,
    decided_by: DecidedBy::TlsVerify,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    presentation.validity.checked()?;
    let leaf = &presentation.store.presented()?.leaf;
    let at = presentation.at;
    let evidence = if leaf.validity_at(at) == ValidityAt::Expired {
        Evidence::Validity { bound: leaf.not_after, at, ca: None }
    } else {
        let invalid = presentation.paths.as_ref()?.invalid_ca.as_ref();
        let ca = invalid.filter(|ca| ca.expired)?;
        Evidence::Validity { bound: ca.bound, at, ca: Some(ca.subject.clone()) }
    };
    Some(finding(&RULE, presentation, evidence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::Certificate;
    use crate::connection::{Asked, Demand};
    use crate::rule::Outcome;
    use crate::testing::authority::{authority, issued};
    use crate::testing::deployments::list;
    use crate::testing::{at, found_on_paths, leaf, outcome_of, presentation, store};

    #[test]
    fn the_second_of_not_after_is_refused() {
        for (not_after, outcome) in [
            ("2026-11-22T00:00:00Z", Some(Outcome::Fails)),
            ("2026-11-23T00:00:00Z", Some(Outcome::Fails)),
            ("2026-11-23T00:00:01Z", None),
        ] {
            let store = store(Certificate { not_after: at(not_after), ..leaf("S C") });
            let presented = presentation(&store, Demand::ClientAuth);
            assert_eq!(outcome_of(&RULE, &presented), outcome, "{not_after}");
            let unchecked = Presentation { validity: Asked::NotMade, ..presented };
            assert_eq!(outcome_of(&RULE, &unchecked), None, "{not_after}");
        }
    }
    #[test]
    fn a_ca_that_every_path_needs_must_not_have_expired() {
        let leaf = issued("S C", "leaf", "root").made();
        let old = issued("S C", "old", "root").valid("200101", "210101").made();
        let root = |from, to| authority("absent", "root", "root").valid(from, to).made();
        for (leaf, root, expected) in [
            (&leaf, root("260101", "270101"), None),
            (&leaf, root("200101", "261123"), Some(("2026-11-23", Some("root")))),
            (&leaf, root("261124", "301124"), None),
            (&old, root("200101", "261123"), Some(("2021-01-01", None))),
            (&old, root("260101", "270101"), Some(("2021-01-01", None))),
        ] {
            let list = list(&[&root]);
            let finding = found_on_paths(&RULE, Demand::ClientAuth, &[leaf], Some(&list));
            let bound = finding.as_ref().map(|finding| {
                let Evidence::Validity { bound, ca, .. } = &finding.evidence else { panic!() };
                (*bound, ca.as_deref())
            });
            assert_eq!(bound, expected.map(|(day, ca)| (at(day), ca)));
        }
    }
}
