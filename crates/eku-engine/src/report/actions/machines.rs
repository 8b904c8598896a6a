//! The machines on which an action is done, in words.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::slice::from_ref;

use super::{action, on_machines, request};
use crate::deployment::StoreId;
use crate::plan::{Action, Plan, Target};
use crate::report::sentences::Sentences;
use crate::report::{ActionReport, Step, joined};

/// The actions of a plan, worded. What is done alike on several peers of a node is told once, for all
/// of them.
pub(in crate::report) fn of_plan(sentences: &Sentences<'_>, plan: &Plan) -> Vec<ActionReport> {
    let worded = plan.actions.iter().map(|one| {
        let Target::Store(store) = one.target() else { return action(sentences, one) };
        let alike = alike(plan, one);
        if alike.first() == Some(&store) {
            return on_machines(sentences, one, &of(&alike));
        }
        again(on_machines(sentences, one, &of(from_ref(&store))), &alike, &store)
    });
    worded.collect()
}

/// The stores of one kind and node to which a plan does what this action does; none where it acts on no
/// store.
pub(super) fn alike(plan: &Plan, action: &Action) -> Vec<StoreId> {
    plan.actions.iter().filter_map(|other| store_of(other, action)).collect()
}

/// The store of an action that does to one peer of a node what another action does to another.
fn store_of(action: &Action, other: &Action) -> Option<StoreId> {
    if let (Action::ReissueWithNames(_, name), Action::ReissueWithNames(_, other_name)) =
        (action, other)
        && name != other_name
    {
        return None;
    }
    match (action.target(), other.target()) {
        (Target::Store(one), Target::Store(other_store))
            if action.id() == other.id()
                && one.node == other_store.node
                && one.kind == other_store.kind =>
        {
            Some(one)
        }
        _ => None,
    }
}

/// Whose stores these are, all of one node: `Core`, `Core's peer core1`, `each of Core's peers core1
/// and core2`.
pub(super) fn of(stores: &[StoreId]) -> String {
    let peers = stores.iter().filter_map(|store| store.peer.as_ref().map(ToString::to_string));
    let peers = Vec::from_iter(peers);
    let node = stores.first().map_or("", |store| store.node.title());
    match &peers[..] {
        [] => node.into(),
        [only] => format!("{node}'s peer {only}"),
        several => format!("each of {node}'s peers {}", joined(several)),
    }
}

/// The same action on a further machine, after it was told for all of them: what differs is what is
/// copied.
fn again(report: ActionReport, stores: &[StoreId], store: &StoreId) -> ActionReport {
    let name = |store: &StoreId| store.peer.as_deref().unwrap_or_default().to_string();
    let first = stores.first().map(name).unwrap_or_default();
    let follow = Step::new(format!(
        "Follow the steps of {first} on {} too, with its own request, key and certificate.",
        name(store)
    ));
    let file = request::file(store);
    let own = report.runbook.into_iter().filter(|step| {
        !step.fields.is_empty()
            || step.command.as_ref().is_some_and(|command| command.contains(&file))
    });
    ActionReport {
        risks: Vec::new(),
        runbook: [follow].into_iter().chain(own).collect(),
        rollback: Vec::new(),
        alternatives: Vec::new(),
        is_again: true,
        ..report
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::testing::at;
    use crate::testing::deployments::{nodes, x15_5};

    fn first_plan(deployment: &crate::deployment::Deployment) -> (Report, Vec<ActionReport>) {
        let report = crate::check(deployment, at("2026-11-23"));
        let actions = report.plans[0].actions.clone();
        (report, actions)
    }

    fn texts(action: &ActionReport) -> String {
        Vec::from_iter(action.runbook.iter().map(|step| step.text.as_str())).join("\n")
    }

    #[test]
    fn what_is_done_on_two_peers_is_told_once_and_names_both() {
        let peer = ["S", "S"];
        let deployment = nodes("X15.5", &[peer, peer], "X15.5", &[peer]);
        let (report, actions) = first_plan(&deployment);
        let targets = Vec::from_iter(actions.iter().map(|action| action.target.to_string()));
        assert_eq!(targets, ["core[one].client", "core[two].client"]);
        assert!(report.plans[0].title.contains("on both peers"), "{}", report.plans[0].title);
        let text = texts(&actions[0]);
        assert_eq!(text.matches("On each of Core's peers one and two, open").count(), 2, "{text}");
        assert!(text.starts_with("Create a system backup of each of Core's peers"), "{text}");
        assert!(!text.contains("On Core, open"), "{text}");
        // Its own request, extension file, two commands to sign and one to look.
        assert_eq!(actions[1].runbook.len(), 6, "{}", texts(&actions[1]));
        assert!(actions[1].runbook[0].text.starts_with("Follow the steps of one on two too"));
        assert_eq!(actions.iter().map(|one| one.is_again).collect::<Vec<_>>(), [false, true]);
        assert!(actions[1].risks.is_empty() && actions[1].alternatives.is_empty());
        // The certificate of one peer is not for another.
        assert!(text.contains("the peer's own certificate (core-client-one.pem on one)"), "{text}");
        let again = texts(&actions[1]);
        assert!(again.contains("On Core's peer two, open"), "{again}");
        assert!(!again.contains("peers one and two"), "{again}");
        // What is copied differs by machine.
        for (action, file) in actions.iter().zip(["core-client-one", "core-client-two"]) {
            let commands = action.commands().filter(|command| command.contains(file));
            assert_eq!(commands.count(), 4, "{file}");
        }
    }

    #[test]
    fn an_only_machine_is_its_node() {
        let (_, actions) = first_plan(&x15_5(["S", "S"], ["S", "S"]));
        assert_eq!(actions.len(), 1);
        let text = texts(&actions[0]);
        assert!(text.contains("On Core, open"), "{text}");
        assert!(actions[0].commands().next().unwrap().starts_with("# core-client.ext"));
    }
}
