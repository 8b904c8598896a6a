//! `releases-differ`: Core and Edge run different releases.

use crate::citation::P_SAME_RELEASE;
use crate::connection::Connection;
use crate::rule::{Aspect, Check, Confidence, DecidedBy, Evidence, Finding, Outcome, Remedy, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    id: "releases-differ",
    title: "Releases differ",
    explanation: "Cisco asks that Core and Edge run the same release. What happens between two \
        different releases is not published, so the result for the zone is unknown. Each node is \
        checked by the rules of its own release.",
    citation: &P_SAME_RELEASE,
    remedy: Remedy::Nothing,
    aspect: Aspect::Given,
    decided_by: DecidedBy::SameRelease,
    check: Check::Connection(check),
};

fn check(connection: &Connection<'_>) -> Option<Finding> {
    let (core, edge) = connection.releases.filter(|(core, edge)| core != edge)?;
    Some(Finding {
        rule: &RULE,
        outcome: Outcome::Undecided,
        certificate: None,
        confidence: Confidence::Documented,
        citation: RULE.citation,
        evidence: Evidence::Releases { core, edge },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::{ConnectionId, Party};
    use crate::deployment::{NodeName, Release};
    use alloc::vec::Vec;

    #[test]
    fn two_releases_differ_if_any_number_differs() {
        for (core, edge, differ) in
            [("X15.5", "X15.5.0", false), ("X15.5", "X15.5.1", true), ("X15.4", "X15.5", true)]
        {
            let release = |text| Release::parse(text).unwrap();
            let connection = Connection {
                id: ConnectionId::UcTraversalZone,
                initiator: Party::Node(NodeName::Core),
                responder: Party::Node(NodeName::Edge),
                initiator_certificate: None,
                responder_certificate: None,
                presentations: Vec::new(),
                releases: Some((release(core), release(edge))),
            };
            assert_eq!(check(&connection).is_some(), differ, "{core} {edge}");
        }
    }
}
