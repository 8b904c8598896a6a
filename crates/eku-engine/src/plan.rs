//! Failures to the smallest sets of actions that repair them.
//!
//! Entry points: [`plans`], [`plans_ahead`] for the day on which what works now breaks, and [`after`] for the
//! deployment that a plan leads to. Nothing is written down for a known situation: each finding that troubles a service names the actions that could remove it (`remedy`), the actions are tried
//! on a copy of the deployment, and the engine judges again. A plan is a set of actions after
//! which that second judgement gives what the plan promises, and no proper subset of it gives as
//! much. The search is bounded by [`MOST_ACTIONS`], [`MOST_ALONE`], [`MOST_REPLAYS`] and [`MOST_PLAN_STEPS`]; what
//! that cuts off is said.

mod action;
mod effect;
mod remedy;
mod search;
#[cfg(test)]
mod tests;

use alloc::collections::BTreeSet;
use alloc::rc::Rc;
use alloc::vec::Vec;

use crate::chain::{Links, Renewed};
use crate::deployment::{Deployment, Service};
use crate::forecast::{self, Lasting, Later, Outlook};
use crate::time::Timestamp;
use crate::verdict::{Judgement, ServiceVerdict, Verdict, judge_later};

pub use action::{ACTION_IDS, Action, INSTALL_PUBLIC_CLIENT_CERTIFICATE, Target};
pub(crate) use effect::{PRIVATE_CA, imagined_purposes};

/// What the search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plans {
    /// The plans, best first.
    pub plans: Vec<Plan>,
    /// Whether plans were left out: more than [`MOST_PLANS`], or the search met its bound.
    pub cut: bool,
    /// So many steps were taken in judging again, at most about [`MOST_PLAN_STEPS`].
    pub steps: usize,
}

/// A set of actions and what they do together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The actions, in the order in which they are done.
    pub actions: Vec<Action>,
    /// Whether every troubled service is repaired.
    pub complete: bool,
    /// The services that are repaired, in the order of every report.
    pub repairs: Vec<Service>,
    /// What the engine says of the deployment after the actions.
    pub after: Judgement,
    /// How long what is repaired holds then, if certificates are renewed as they expire.
    pub lasting: Lasting,
}

/// Searches the plans for a deployment that was judged with these links.
///
/// Troubled are the services that fail; where none fails, those that are undecided. A service is
/// repaired when it works afterwards, or when it failed and is then undecided for nothing but
/// reasons that it had before.
#[must_use]
pub fn plans(deployment: &Deployment, links: &Links, judgement: &Judgement) -> Plans {
    search(deployment, links, &Renewed::default(), judgement)
}

/// Searches the plans for the day on which a deployment that is at risk breaks; none for any other.
#[must_use]
pub fn plans_ahead(
    deployment: &Deployment,
    links: &Links,
    at: Timestamp,
    outlook: &Outlook,
) -> Plans {
    let Some(first_break) = outlook.first_break else { return Plans::default() };
    let Later { deployment, renewed } = forecast::later(deployment, links, at, first_break);
    let judgement = judge_later(&deployment, links, &renewed, first_break);
    if judgement.verdict() != Verdict::Fails {
        return Plans::default();
    }
    search(&deployment, links, &renewed, &judgement)
}

fn search(
    deployment: &Deployment,
    links: &Links,
    renewed: &Renewed,
    judgement: &Judgement,
) -> Plans {
    let troubled = troubled(judgement);
    if troubled.is_empty() {
        return Plans::default();
    }
    let mut replays = Replays::new(deployment, links, renewed, judgement, &troubled);
    let (mut found, mut cut) = search::search(&mut replays);
    let is_complete = |replay: &Replay| replay.repairs.len() == troubled.len();
    found.sort_by_cached_key(|replay| (!is_complete(replay), replay.rank()));
    let mut steps_left = MOST_LASTING_STEPS;
    let mut found = Vec::from_iter(found.into_iter().map(|replay| {
        let Replay { deployment, after, repairs, .. } = &*replay;
        let (lasting, steps) =
            forecast::lasting(deployment, links, renewed, after, repairs, steps_left);
        steps_left = steps_left.saturating_sub(steps);
        (replay, lasting)
    }));
    // What ends a failure stands before what puts it off; else the order stays.
    let order = |lasting: &Lasting| matches!(lasting, Lasting::Until(_));
    found.sort_by_key(|(replay, lasting)| (!is_complete(replay), order(lasting)));
    cut |= found.len() > MOST_PLANS;
    found.truncate(MOST_PLANS);
    let plan = |(replay, lasting): (Rc<Replay>, Lasting)| {
        let complete = is_complete(&replay);
        let Replay { actions, repairs, after, .. } = Rc::unwrap_or_clone(replay);
        Plan { complete, actions, repairs, after, lasting }
    };
    Plans { plans: found.into_iter().map(plan).collect(), cut, steps: replays.steps }
}

/// The services that a plan is for.
fn troubled(judgement: &Judgement) -> Vec<Service> {
    let worst = judgement.verdict();
    judgement
        .services
        .iter()
        .filter(|service| worst != Verdict::Works && service.verdict == worst)
        .map(|service| service.service.clone())
        .collect()
}

/// A deployment with these links after some actions of a plan, in the order in which they are done.
/// What they imagine is valid from the day of `at` on.
#[must_use]
pub fn after(
    deployment: &Deployment,
    links: &Links,
    actions: &[Action],
    at: Timestamp,
) -> Deployment {
    let mut actions = actions.to_vec();
    actions.sort_by_key(Action::order_of_work);
    let mut deployment = deployment.clone();
    for action in &actions {
        action.apply(&mut deployment, links, at);
    }
    deployment
}

/// A deployment after some actions, judged again.
#[derive(Clone, Debug)]
struct Replay {
    actions: Vec<Action>,
    deployment: Deployment,
    after: Judgement,
    repairs: Vec<Service>,
    /// The same, to be found.
    repaired: BTreeSet<Service>,
    /// The services that fail now and did not before: a plan that breaks one is no plan.
    harms: Vec<Service>,
}

impl Replay {
    /// What leaves nothing undecided first, then the least intrusive, then fewest actions, then those that need nobody outside, then those
    /// that repair more, then the order of the specification.
    fn rank(&self) -> impl Ord + use<> {
        let intrusion = self.actions.iter().map(Action::intrusion).max();
        let mut repaired = self.repairs.iter().filter_map(|service| self.after.service(service));
        let open = repaired.any(|service| service.verdict != Verdict::Works);
        let outside = self.actions.iter().filter(|action| action.is_outside()).count();
        let repairs = core::cmp::Reverse(self.repairs.len());
        (open, intrusion, self.actions.len(), outside, repairs, self.actions.clone())
    }

    /// Whether it is a plan that repairs all of these.
    fn does(&self, services: &[Service]) -> bool {
        self.harms.is_empty() && services.iter().all(|service| self.repaired.contains(service))
    }
}

/// Replays actions through the engine, and counts.
struct Replays<'d> {
    deployment: &'d Deployment,
    links: &'d Links,
    renewed: &'d Renewed,
    before: &'d Judgement,
    troubled: &'d [Service],
    made: usize,
    steps: usize,
}

impl<'d> Replays<'d> {
    fn new(
        deployment: &'d Deployment,
        links: &'d Links,
        renewed: &'d Renewed,
        before: &'d Judgement,
        troubled: &'d [Service],
    ) -> Self {
        Self { deployment, links, renewed, before, troubled, made: 0, steps: 0 }
    }

    /// The deployment after `actions`, judged at the same instant.
    fn replay(&mut self, actions: &[Action]) -> Replay {
        self.made += 1;
        let mut actions = actions.to_vec();
        actions.sort_by_key(Action::order_of_work);
        let deployment = after(self.deployment, self.links, &actions, self.before.at);
        let mut after = judge_later(&deployment, self.links, self.renewed, self.before.at);
        after.share(self.before);
        self.steps += after.steps;
        let repairs = self.troubled.iter().filter(|service| self.repaired(service, &after));
        let repairs = Vec::from_iter(repairs.cloned());
        let worse = |was: &&ServiceVerdict| {
            was.verdict != Verdict::Fails
                && after.service(&was.service).is_some_and(|is| is.verdict == Verdict::Fails)
        };
        let harms = self.before.services.iter().filter(worse);
        let harms = harms.map(|was| was.service.clone()).collect();
        let repaired = repairs.iter().cloned().collect();
        Replay { actions, deployment, after, repairs, repaired, harms }
    }

    fn repaired(&self, service: &Service, after: &Judgement) -> bool {
        let (Some(was), Some(is)) = (self.before.service(service), after.service(service)) else {
            return false;
        };
        match (was.verdict, is.verdict) {
            (_, Verdict::Works) => true,
            (Verdict::Fails, Verdict::Undecided) => is
                .needs
                .iter()
                .filter_map(|id| after.connection(id))
                .flat_map(|connection| {
                    connection.findings.iter().map(|found| (&connection.id, found))
                })
                .all(|(id, found)| {
                    let was = self.before.connection(id);
                    was.is_some_and(|was| was.alike(found).any(|before| before == found))
                }),
            _ => false,
        }
    }

    fn exhausted(&self) -> bool {
        self.made >= MOST_REPLAYS || self.steps >= MOST_PLAN_STEPS
    }
}

/// At most so many plans are shown.
pub const MOST_PLANS: usize = 6;

/// A plan has at most so many actions.
pub const MOST_ACTIONS: usize = 6;

/// For so many troubled services, each alone, partial plans are looked for.
pub const MOST_ALONE: usize = 50;

/// The engine is asked again at most so many times in one search.
pub const MOST_REPLAYS: usize = 4_000;

/// It is not asked again once it took so many steps: a rule that looks at a certificate, or an issuer
/// that is looked at on a way up, is one.
pub const MOST_PLAN_STEPS: usize = 3_000_000;

/// So many steps are taken to find out how long all the plans of a search last.
pub const MOST_LASTING_STEPS: usize = 2_000_000;
