//! What the EKU checks of the nodes decide: each is turned the other way, and the engine judges
//! again.
//!
//! Entry point: [`switched`]. A reason that stays whatever a switch says is the one to lead with:
//! who reads the other first turns the check Off, and the service stays down.

#[cfg(test)]
mod tests;

use alloc::vec::Vec;

use crate::chain::Links;
use crate::connection::ConnectionId;
use crate::deployment::{Deployment, EkuCheck, NodeName, Service};
use crate::rule::Finding;
use crate::verdict::{Judgement, Verdict, judge};

/// The deployment with the EKU check of one node turned the other way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switched {
    /// Whose check.
    pub node: NodeName,
    /// What it says then.
    pub to: EkuCheck,
    /// What the engine says then.
    pub after: Judgement,
}

/// One for each node that has the switch; none where everything works.
#[must_use]
pub fn switched(deployment: &Deployment, links: &Links, judgement: &Judgement) -> Vec<Switched> {
    if judgement.verdict() == Verdict::Works {
        return Vec::new();
    }
    let turned = NodeName::ALL.into_iter().filter_map(|node| {
        let to = match deployment.node(node).eku_check()? {
            EkuCheck::On => EkuCheck::Off,
            EkuCheck::Off => EkuCheck::On,
        };
        let mut other = deployment.clone();
        other.node_mut(node).set_eku_check(to).ok()?;
        Some(Switched { node, to, after: judge(&other, links, judgement.at) })
    });
    turned.collect()
}

impl Switched {
    /// Whether a finding on a connection is still there.
    fn keeps(&self, id: &ConnectionId, finding: &Finding) -> bool {
        let after = self.after.connection(id);
        after.is_some_and(|after| after.alike(finding).any(|one| one.outcome == finding.outcome))
    }
}

/// Whether a finding on a connection is there whatever the switches say.
#[must_use]
pub fn stands(switched: &[Switched], id: &ConnectionId, finding: &Finding) -> bool {
    switched.iter().all(|turned| turned.keeps(id, finding))
}

/// The nodes whose check, turned Off, takes a reason of a failing service away, and the service
/// fails all the same.
#[must_use]
pub fn of_no_use(switched: &[Switched], judgement: &Judgement, service: &Service) -> Vec<NodeName> {
    let Some(before) = judgement.service(service) else { return Vec::new() };
    let reasons = || {
        let connections = before.needs.iter().filter_map(|id| judgement.connection(id));
        connections
            .flat_map(|connection| connection.findings.iter().map(|found| (&connection.id, found)))
    };
    let useless = |turned: &&Switched| {
        let after = turned.after.service(service).map(|after| after.verdict);
        turned.to == EkuCheck::Off
            && before.verdict == Verdict::Fails
            && after == Some(Verdict::Fails)
            && reasons().any(|(id, finding)| !turned.keeps(id, finding))
    };
    switched.iter().filter(useless).map(|turned| turned.node).collect()
}
