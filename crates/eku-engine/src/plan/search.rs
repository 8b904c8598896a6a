//! The search for plans.
//!
//! Depth first: while a wanted service is not repaired, the first finding that troubles it and
//! that was not decided on yet is taken, and each of its remedies is tried. Once for all troubled
//! services together, and once for each alone, which gives the partial plans. A set of actions is
//! replayed once.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::remedy::remedies;
use super::{Action, MOST_ACTIONS, Replay, Replays};
use crate::deployment::{Service, StoreKind};
use crate::rule::Finding;

/// Every plan within the bounds, and whether a bound was met.
pub(super) fn search(replays: &mut Replays<'_>) -> (Vec<Replay>, bool) {
    let mut search = Search { replays, seen: BTreeMap::new(), cut: false };
    let troubled = search.replays.troubled;
    let mut goals = Vec::from([troubled.to_vec()]);
    goals.extend(troubled.iter().map(|service| Vec::from([service.clone()])));
    // One troubled service alone is all of them.
    goals.dedup();
    let mut reached: Vec<Vec<Action>> = Vec::new();
    for goal in goals {
        let mut tried = Vec::new();
        search.reach(&goal, &Vec::new(), &mut tried, &mut reached);
    }
    reached.sort();
    reached.dedup();
    let mut plans = Vec::new();
    for actions in reached {
        let plan = search.replay(&actions);
        if !plan.repairs.is_empty() && plan.harms.is_empty() && !search.subset_does_as_much(&plan) {
            plans.push(plan);
        }
    }
    (plans, search.cut)
}

struct Search<'r, 'd> {
    replays: &'r mut Replays<'d>,
    /// What each set of actions, sorted, came to.
    seen: BTreeMap<Vec<Action>, Replay>,
    cut: bool,
}

impl Search<'_, '_> {
    fn replay(&mut self, actions: &[Action]) -> Replay {
        let mut key = actions.to_vec();
        key.sort();
        if let Some(replay) = self.seen.get(&key) {
            return replay.clone();
        }
        let replay = self.replays.replay(&key);
        self.seen.insert(key, replay.clone());
        replay
    }

    /// Collects the sets of actions, `actions` among them, after which `goal` is repaired.
    fn reach(
        &mut self,
        goal: &[Service],
        actions: &[Action],
        tried: &mut Vec<Vec<Action>>,
        reached: &mut Vec<Vec<Action>>,
    ) {
        let mut key = actions.to_vec();
        key.sort();
        if tried.contains(&key) {
            return;
        }
        if self.replays.exhausted() {
            self.cut = true;
            return;
        }
        tried.push(key.clone());
        let replay = self.replay(actions);
        let repaired = goal.iter().all(|service| replay.repairs.contains(service));
        if repaired && replay.harms.is_empty() {
            reached.push(key);
            return;
        }
        for finding in troubles(goal, &replay) {
            let remedies = remedies(&replay.deployment, self.replays.links, finding)
                .into_iter()
                .filter(|action| !undoes(action, actions));
            let remedies = Vec::from_iter(remedies);
            if remedies.is_empty() {
                continue;
            }
            if actions.len() >= MOST_ACTIONS {
                self.cut = true;
                return;
            }
            for action in remedies {
                let mut more = actions.to_vec();
                more.push(action);
                self.reach(goal, &more, tried, reached);
            }
            // A plan removes this finding in one of these ways; another finding's turn comes
            // below, once this one is gone.
            return;
        }
    }

    /// Whether a proper subset of a plan's actions repairs all that the plan repairs.
    fn subset_does_as_much(&mut self, plan: &Replay) -> bool {
        let count = plan.actions.len();
        (1..(1_u32 << count) - 1).any(|subset| {
            let chosen = (0..count).filter(|place| subset & (1 << place) != 0);
            let actions = Vec::from_iter(chosen.map(|place| plan.actions[place].clone()));
            let smaller = self.replay(&actions);
            smaller.harms.is_empty()
                && plan.repairs.iter().all(|service| smaller.repairs.contains(service))
        })
    }
}

/// The findings of the connections that the goal's services need, those that fail first.
fn troubles<'r>(goal: &[Service], replay: &'r Replay) -> Vec<&'r Finding> {
    let mut needed: Vec<_> = goal
        .iter()
        .filter(|service| !replay.repairs.contains(service))
        .chain(&replay.harms)
        .filter_map(|service| replay.after.service(service))
        .flat_map(|service| &service.needs)
        .filter_map(|id| replay.after.connection(id))
        .flat_map(|connection| &connection.findings)
        .collect();
    needed.sort_by_key(|finding| core::cmp::Reverse(finding.outcome));
    needed
}

/// Whether an action is among those done, or sets back what one of them set. An upgrade comes
/// before every other action, so it does not follow a certificate put into the one store that only
/// releases before it have.
pub(super) fn undoes(action: &Action, done: &[Action]) -> bool {
    done.iter().any(|earlier| {
        earlier == action
            || match (earlier, action) {
                (Action::TurnOffEkuCheck(one), Action::TurnOnEkuCheck(other))
                | (Action::TurnOnEkuCheck(one), Action::TurnOffEkuCheck(other)) => one == other,
                (
                    Action::InstallPrivateClientCertificate(store)
                    | Action::InstallCombinedEkuCertificate(store),
                    Action::UpgradeToX15_5,
                ) => store.kind == StoreKind::Server,
                _ => false,
            }
    })
}
