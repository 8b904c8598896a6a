//! Where single files go, and what is seen of machines that nobody knows.

use eku_engine::deployment::StoreKind;

use super::*;
use crate::description::Slot;
use crate::testing::{CORE, EDGE, ROOT, ROOTS, file, log, machine};

/// Takes a single file of which this was said.
fn take_file(
    description: &mut Description,
    one: CertificateFile,
    said: Option<NodeName>,
) -> Vec<CertificateFile> {
    let collection = Collection { loose: vec![one], ..Collection::default() };
    description.take(vec![(collection, said)]).waiting
}

#[test]
fn a_certificate_goes_to_the_one_store_that_is_left() {
    use NodeName::{Core, Edge};
    use StoreKind::{Client, Server};
    for (name, said, expected) in [
        ("core-client.pem", None, Some((Core, Client))),
        ("edge_server.pem", None, Some((Edge, Server))),
        ("client.pem", Some(Core), Some((Core, Client))),
        ("server.pem", Some(Edge), Some((Edge, Server))),
        ("edge-server.pem", Some(Edge), Some((Edge, Server))),
        ("client.pem", None, None),
        ("core.pem", None, None),
        ("core.pem", Some(Core), None),
        ("core-client.pem", Some(Edge), None),
    ] {
        let mut description = Description::default();
        let waiting = take_file(&mut description, file(name, CORE), said);
        let held = description.slots().find(|slot| description.held(*slot).is_some());
        assert_eq!(held.map(|slot| (slot.node, slot.kind)), expected, "{name} {said:?}");
        let waits = expected.is_none().then_some(name);
        let waiting = waiting.iter().map(|file| file.source.as_str());
        assert_eq!(Vec::from_iter(waiting), Vec::from_iter(waits), "{name} {said:?}");
    }
}

#[test]
fn a_certificate_in_the_place_of_another_is_told_where_the_two_differ() {
    let slot = Slot::FIRST[0];
    for (before, after, told) in [
        (None, CORE, None),
        (Some(CORE), CORE, None),
        (Some(EDGE), CORE, Some("is used instead of before.pem")),
    ] {
        let mut description = Description::default();
        let before = before.map(|pem| file("before.pem", pem).into());
        *description.store_mut(slot).unwrap() = before;
        assert_eq!(take_file(&mut description, file("core-client.pem", after), None), []);
        assert_eq!(description.held(slot).unwrap().source, "core-client.pem");
        assert_eq!(whats(&description), Vec::from_iter(told));
    }
}

#[test]
fn a_ca_certificate_goes_to_the_list_of_its_node_once() {
    use NodeName::{Core, Edge};
    for (files, said, expected) in [
        (&[("core-ca.pem", ROOT)][..], None, [1, 0]),
        (&[("ca.pem", ROOT)], Some(Edge), [0, 1]),
        (&[("core-ca.pem", ROOT)], Some(Edge), [0, 1]),
        (&[("core-a.pem", ROOT), ("core-b.pem", ROOT)], None, [1, 0]),
        (&[("core-a.pem", ROOT), ("core-b.pem", ROOTS)], None, [2, 0]),
        (&[("a.pem", ROOT), ("b.pem", ROOTS)], Some(Core), [2, 0]),
        (&[("ca.pem", ROOT)], None, [0, 0]),
    ] {
        let mut description = Description::default();
        let mut waiting = 0;
        for (name, pem) in files {
            waiting += take_file(&mut description, file(name, pem), said).len();
        }
        let lists = description.nodes.each_ref().map(|node| node.trusted.as_deref());
        let lengths = lists.map(|list| list.map_or(0, <[_]>::len));
        assert_eq!(lengths, expected, "{files:?} {said:?}");
        assert_eq!(waiting, usize::from(expected == [0, 0]), "{files:?} {said:?}");
    }
}

#[test]
fn what_is_seen_on_a_machine_that_nobody_knows_is_kept_once() {
    let mut description = Description::default();
    for _ in 0..2 {
        let other = Machine { logs: log("in-archive").logs, ..machine("x", Some(CORE), None) };
        let sorted = take(&mut description, vec![log("x"), log("y"), other]);
        assert!(sorted.machines.iter().all(|one| one.node.is_none() && one.peer.is_none()));
        assert_eq!(seen(&description), [("x.log", None), ("y.log", None)]);
        assert!(description.seen.iter().all(|one| one.observation.node.is_none()));
    }
    merge(&mut description, vec![log("y")]);
    assert_eq!(seen(&description), [("x.log", None), ("y.log", None)], "it is of Core now");
    let nodes = description.seen.iter().map(|one| one.observation.node);
    assert_eq!(Vec::from_iter(nodes), [None, Some(NodeName::Core)]);
}

#[test]
fn what_a_machine_showed_of_a_node_is_forgotten_alone() {
    let mut description = Description::default();
    take(&mut description, vec![log("x"), log("y")]);
    merge(&mut description, vec![log("z")]);
    description.forget_seen(&log("z"), None);
    description.forget_seen(&log("x"), Some(NodeName::Core));
    assert_eq!(description.seen.len(), 3);
    description.forget_seen(&log("z"), Some(NodeName::Core));
    description.forget_seen(&log("x"), None);
    assert_eq!(seen(&description), [("y.log", None)]);
}
