//! The machines on which an action is done, in words.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{action, on_machines};
use crate::deployment::StoreId;
use crate::plan::{Action, Plan, Target};
use crate::report::sentences::Sentences;
use crate::report::{ActionReport, joined};

/// The actions of a plan, worded. What is done alike on several peers of a node is told once, for all
/// of them.
pub(in crate::report) fn of_plan(sentences: &Sentences<'_>, plan: &Plan) -> Vec<ActionReport> {
    let worded = plan.actions.iter().map(|one| {
        let Target::Store(store) = one.target() else { return action(sentences, one) };
        let alike = Vec::from_iter(plan.actions.iter().filter_map(|other| store_of(other, one)));
        let report = on_machines(sentences, one, &of(&alike));
        if alike.first() == Some(&store) { report } else { again(report, &alike, &store) }
    });
    worded.collect()
}

/// The store of an action that does to one peer of a node what another action does to another.
fn store_of(action: &Action, other: &Action) -> Option<StoreId> {
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
    let step = format!(
        "Follow the steps of {first} on {} too, with a request, a key and a certificate of its own.",
        name(store)
    );
    ActionReport {
        warnings: Vec::new(),
        steps: Vec::from([step]),
        alternatives: Vec::new(),
        ..report
    }
}

/// What tells the files of one peer from those of another. Only letters, digits, dots and hyphens
/// get into what people copy into a shell.
pub(super) fn in_file_name(store: &StoreId) -> String {
    let Some(peer) = &store.peer else { return String::new() };
    let safe = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    format!("-{}", peer.chars().filter(safe).collect::<String>())
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

    #[test]
    fn what_is_done_on_two_peers_is_told_once_and_names_both() {
        let peer = ["S", "S"];
        let deployment = nodes("X15.5", &[peer, peer], "X15.5", &[peer]);
        let (report, actions) = first_plan(&deployment);
        let targets = Vec::from_iter(actions.iter().map(|action| action.target.to_string()));
        assert_eq!(targets, ["core[one].client", "core[two].client"]);
        assert!(report.plans[0].title.contains("on 2 peers"), "{}", report.plans[0].title);
        let text = actions[0].steps.join("\n");
        assert_eq!(text.matches("On each of Core's peers one and two, open").count(), 2, "{text}");
        assert!(text.starts_with("Back up the client certificate"), "{text}");
        assert!(!text.contains("On Core, open"), "{text}");
        assert_eq!(actions[1].steps.len(), 1);
        assert!(actions[1].steps[0].starts_with("Follow the steps of one on two too"));
        assert!(actions[1].warnings.is_empty() && actions[1].alternatives.is_empty());
        // What is copied differs by machine.
        for (action, file) in actions.iter().zip(["core-client-one", "core-client-two"]) {
            assert_eq!(action.commands.len(), 3);
            assert!(action.commands.iter().all(|command| command.contains(file)), "{file}");
        }
    }

    #[test]
    fn an_only_machine_is_its_node() {
        let (_, actions) = first_plan(&x15_5(["S", "S"], ["S", "S"]));
        assert_eq!(actions.len(), 1);
        let text = actions[0].steps.join("\n");
        assert!(text.contains("On Core, open"), "{text}");
        assert!(actions[0].commands[0].starts_with("# core-client.ext"));
    }

    #[test]
    fn a_peer_name_gets_into_a_file_name_without_what_a_shell_reads() {
        for (peer, expected) in
            [("core1", "-core1"), ("a.b-c", "-a.b-c"), ("a; rm $x `y`", "-armxy")]
        {
            let store = StoreId {
                node: crate::deployment::NodeName::Core,
                peer: Some(peer.into()),
                kind: crate::deployment::StoreKind::Client,
            };
            assert_eq!(in_file_name(&store), expected);
        }
    }
}
