//! What becomes of archives, and of single files beside them.

mod facts;
mod loose;
mod peers;
mod zones;

use super::*;
use crate::testing::machine_that_says;

/// Settings that show a Core.
const OF_CORE: &[&str] = &[
    "Zones Zone 2 Name: \"UC\"",
    "Zones Zone 2 Type: \"TraversalClient\"",
    "Zones Zone 2 TraversalClient Collaboration Edge: \"On\"",
];

/// Takes machines for peers of Core.
fn merge(description: &mut Description, machines: Vec<Machine>) -> Vec<Option<PeerId>> {
    let machines = machines.into_iter().map(Arc::new);
    description.merge(NodeName::Core, &machines.collect::<Vec<_>>())
}

/// Takes a collection of machines that were not said to be of any node.
fn take(description: &mut Description, machines: Vec<Machine>) -> Sorted {
    let collection = Collection { machines, ..Collection::default() };
    description.take(vec![(collection, None)])
}

/// What was seen on Core: the file, and the peer.
fn seen(description: &Description) -> Vec<(&str, Option<PeerId>)> {
    let seen = description.seen.iter();
    seen.map(|one| (one.observation.file.as_str(), one.peer)).collect()
}

fn whats(description: &Description) -> Vec<&str> {
    description.problems.iter().map(|problem| problem.what.as_str()).collect()
}

#[test]
fn machines_are_taken_in_the_order_of_their_names_and_by_what_their_files_show() {
    let edge = &["Zones Zone 2 Type: \"TraversalServer\""];
    let machines = vec![
        machine_that_says("b", edge),
        machine_that_says("a", OF_CORE),
        machine_that_says("unknown", &["SystemUnit Name: \"x\""]),
    ];
    let mut description = Description::default();
    let sorted = take(&mut description, machines);
    let nodes = sorted.machines.iter().map(|one| (one.machine.source.as_str(), one.node));
    let expected =
        [("a.tgz", Some(NodeName::Core)), ("b.tgz", Some(NodeName::Edge)), ("unknown.tgz", None)];
    assert_eq!(Vec::from_iter(nodes), expected);
}

#[test]
fn what_was_said_of_a_machine_wins_over_its_files_and_is_told() {
    for (said, told) in [(NodeName::Core, 0), (NodeName::Edge, 1)] {
        let machines = vec![machine_that_says("core1", OF_CORE)];
        let collection = Collection { machines, ..Collection::default() };
        let mut description = Description::default();
        let sorted = description.take(vec![(collection, Some(said))]);
        assert_eq!(sorted.machines[0].node, Some(said));
        let what = "is used as Edge, as you chose, but its own files say Core";
        assert_eq!(whats(&description), [what; 1][..told]);
    }
}

#[test]
fn files_and_problems_are_told_by_the_names_of_what_was_given() {
    let collection = |name: &str| Collection {
        problems: vec![crate::testing::problem(name)],
        found: vec![eku_intake::collection::FileRecord {
            source: name.into(),
            kind: eku_intake::member::FileKind::Other,
            fate: eku_intake::collection::Fate::SetAside("why".into()),
        }],
        ..Collection::default()
    };
    let mut description = Description::default();
    description.take(["x/b.tgz", "a.tgz!z", "y/a.tgz"].map(|one| (collection(one), None)).into());
    let sorted = ["a.tgz!z", "y/a.tgz", "x/b.tgz"];
    let problems = description.problems.iter().map(|problem| problem.file.as_str());
    assert_eq!(Vec::from_iter(problems), sorted);
    let found = description.found.iter().map(|found| found.file.as_str());
    assert_eq!(Vec::from_iter(found), sorted);
}
