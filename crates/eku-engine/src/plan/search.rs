//! The search for plans.
//!
//! Depth first: while a wanted service is not repaired, the first finding that troubles it and
//! that was not decided on yet is taken, and each of its remedies is tried. Once for all troubled
//! services together, and once for each of the first [`MOST_ALONE`] alone, which gives the partial
//! plans. A set of actions is replayed once.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::rc::Rc;
use alloc::vec::Vec;

use super::remedy::remedies;
use super::{Action, MOST_ACTIONS, MOST_ALONE, Replay, Replays};
use crate::deployment::{Service, StoreKind};
use crate::rule::Finding;

/// Every plan within the bounds, and whether a bound was met.
pub(super) fn search(replays: &mut Replays<'_>) -> (Vec<Rc<Replay>>, bool) {
    let troubled = replays.troubled;
    let cut = troubled.len() > MOST_ALONE;
    let mut search = Search { replays, seen: BTreeMap::new(), cut };
    let mut goals = Vec::from([troubled]);
    // One troubled service alone is all of them.
    goals.extend(troubled.chunks(1).filter(|_| troubled.len() > 1).take(MOST_ALONE));
    let mut reached = BTreeSet::new();
    for goal in goals {
        search.reach(goal, &[], &mut BTreeSet::new(), &mut reached);
    }
    let mut plans = Vec::new();
    for actions in reached {
        let Some(plan) = search.replay(&actions) else { continue };
        if !plan.repairs.is_empty() && plan.harms.is_empty() && search.is_smallest(&plan) {
            plans.push(plan);
        }
    }
    (plans, search.cut)
}

struct Search<'r, 'd> {
    replays: &'r mut Replays<'d>,
    /// What each set of actions, sorted, came to.
    seen: BTreeMap<Vec<Action>, Rc<Replay>>,
    cut: bool,
}

impl Search<'_, '_> {
    /// What a set of actions comes to; `None` where that is not known and a bound was met.
    fn replay(&mut self, actions: &[Action]) -> Option<Rc<Replay>> {
        let mut key = actions.to_vec();
        key.sort();
        if let Some(replay) = self.seen.get(&key) {
            return Some(Rc::clone(replay));
        }
        if self.replays.exhausted() {
            self.cut = true;
            return None;
        }
        let replay = Rc::new(self.replays.replay(&key));
        self.seen.insert(key, Rc::clone(&replay));
        Some(replay)
    }

    /// Collects the sets of actions, `actions` among them, after which `goal` is repaired.
    fn reach(
        &mut self,
        goal: &[Service],
        actions: &[Action],
        tried: &mut BTreeSet<Vec<Action>>,
        reached: &mut BTreeSet<Vec<Action>>,
    ) {
        let mut key = actions.to_vec();
        key.sort();
        if tried.contains(&key) {
            return;
        }
        let Some(replay) = self.replay(actions) else { return };
        tried.insert(key.clone());
        if replay.does(goal) {
            reached.insert(key);
            return;
        }
        for finding in troubles(goal, &replay) {
            let remedies = remedies(&replay.deployment, self.replays.links, finding).into_iter();
            let remedies = Vec::from_iter(remedies.filter(|action| !undoes(action, actions)));
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

    /// Whether no proper subset of a plan's actions repairs all that the plan repairs. Where that cannot
    /// be found out, it is no plan.
    fn is_smallest(&mut self, plan: &Replay) -> bool {
        let count = plan.actions.len();
        (1..(1_u32 << count) - 1).all(|subset| {
            let chosen = (0..count).filter(|place| subset & (1 << place) != 0);
            let actions = Vec::from_iter(chosen.map(|place| plan.actions[place].clone()));
            self.replay(&actions).is_some_and(|smaller| !smaller.does(&plan.repairs))
        })
    }
}

/// The findings of the connections that the goal's services need, those that fail first.
fn troubles<'r>(goal: &[Service], replay: &'r Replay) -> Vec<&'r Finding> {
    let mut needed: Vec<_> = goal
        .iter()
        .filter(|service| !replay.repaired.contains(service))
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
