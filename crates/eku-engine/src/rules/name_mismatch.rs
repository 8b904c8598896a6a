//! `name-mismatch`: a name to verify was given and is not in the certificate's SAN.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::citation::P_NAMES;
use crate::connection::{ConnectionId, Presentation};
use crate::deployment::VerifyName;
use crate::rule::{Aspect, Check, Confidence, DecidedBy, Evidence, Finding, Remedy, Rule, finding};

/// The rule.
pub static RULE: Rule = Rule {
    id: "name-mismatch",
    title: "Name not in the certificate",
    explanation: "The verifier looks for a name that is not in the certificate's subject \
        alternative names. Upper and lower case are the same. Wildcards and the common name do \
        not count.",
    citation: &P_NAMES,
    remedy: Remedy::Nothing,
    aspect: Aspect::Names,
    decided_by: DecidedBy::TlsVerify,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let wanted = presentation.names.checked()?;
    let leaf = &presentation.store.presented()?.leaf;
    if VerifyName::any_is_in(wanted, leaf) {
        return None;
    }
    let addresses = leaf.ip_addresses.iter().map(ToString::to_string);
    let others = leaf.other_names.iter().map(ToString::to_string);
    let carried = leaf.dns_names.iter().cloned().chain(addresses).chain(others);
    let carried = Vec::from_iter(carried.take(SHOWN));
    let names = leaf.dns_names.len() + leaf.ip_addresses.len() + leaf.other_names.len();
    let more_carried = names - carried.len();
    let verifier = presentation.verifier.clone();
    let more = wanted.len().saturating_sub(SHOWN);
    let wanted = Vec::from_iter(wanted.iter().take(SHOWN).cloned());
    let zone = match &presentation.connection {
        ConnectionId::TraversalZone(slug) => Some(slug.clone()),
        ConnectionId::UcTraversalZone
        | ConnectionId::SshTunnels
        | ConnectionId::SipServiceMessage
        | ConnectionId::ClusterDatabase(_)
        | ConnectionId::FarEndOut(_)
        | ConnectionId::FarEndIn(_) => None,
    };
    let evidence = Evidence::Names { wanted, more, carried, more_carried, verifier, zone };
    let confidence = Confidence::Documented;
    Some(Finding { confidence, ..finding(&RULE, presentation, evidence) })
}

/// So many of a certificate's names are shown, and of those that are looked for.
const SHOWN: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::Certificate;
    use crate::connection::{Asked, Demand};
    use crate::deployment::VerifyName;
    use crate::rule::Outcome;
    use crate::testing::{leaf, outcome_of, presentation, said, store};

    #[test]
    fn one_of_the_names_must_be_in_the_san() {
        let names = ["core.example.com", "*.wild.example.com"];
        let dns_names = names.map(Into::into).into();
        let store = store(Certificate { dns_names, ..leaf("S C") });
        for (wanted, outcome) in [
            (&["core.example.com"][..], None),
            (&["CORE.example.COM"], None),
            (&["other.example.com", "core.example.com"], None),
            (&["other.example.com"], Some(Outcome::Fails)),
            (&["a.wild.example.com"], Some(Outcome::Fails)),
            (&["192.0.2.1"], Some(Outcome::Fails)),
        ] {
            let names: Vec<_> = wanted.iter().filter_map(|name| VerifyName::new(name)).collect();
            let presented = Presentation {
                names: Asked::Checked(&names),
                ..presentation(&store, Demand::ClientAuth)
            };
            assert_eq!(outcome_of(&RULE, &presented), outcome, "{wanted:?}");
            let said = said(&RULE, &presented);
            assert_eq!(said.as_deref(), outcome.map(|_| "fails, documented"));
        }
    }
}
