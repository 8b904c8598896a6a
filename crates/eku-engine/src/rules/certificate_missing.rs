//! `certificate-missing`: a needed store is empty in the input.

use crate::citation::S_STORES;
use crate::connection::Presentation;
use crate::rule::{
    Aspect, Check, Confidence, DecidedBy, Evidence, Finding, Outcome, Remedy, Rule, finding,
};

/// The rule.
pub static RULE: Rule = Rule {
    id: "certificate-missing",
    title: "Certificate missing",
    explanation: "A certificate that the connection needs is missing from the input, so the \
        result is unknown. Other known failures still count.",
    citation: &S_STORES,
    remedy: Remedy::Nothing,
    aspect: Aspect::Given,
    decided_by: DecidedBy::Certificate,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    if !presentation.needed || presentation.store.presented().is_some() {
        return None;
    }
    let finding = finding(&RULE, presentation, Evidence::Missing { role: presentation.role });
    let (outcome, confidence) = (Outcome::Undecided, Confidence::Documented);
    Some(Finding { outcome, confidence, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::Demand;
    use crate::deployment::Store;
    use crate::testing::{leaf, outcome_of, presentation, said, store};

    #[test]
    fn an_empty_store_is_undecided_where_the_connection_needs_it() {
        let empty = presentation(&Store::Empty, Demand::ClientAuth);
        assert_eq!(outcome_of(&RULE, &empty), Some(Outcome::Undecided));
        assert_eq!(said(&RULE, &empty).as_deref(), Some("undecided, documented"));
        let spare = Presentation { needed: false, ..empty };
        assert_eq!(outcome_of(&RULE, &spare), None);
        let held = store(leaf("S"));
        assert_eq!(said(&RULE, &presentation(&held, Demand::ClientAuth)), None);
    }
}
