//! Which far ends are the two ends of one traversal zone.

use eku_engine::deployment::{Initiates, Service, TlsVerify};

use super::*;
use crate::testing::{CORE, file};

/// An Edge, and its end of a traversal zone.
fn edge() -> Machine {
    let statements = [
        "DNS Hostname: \"edge1\"",
        "DNS Domain Name: \"example.com\"",
        "Zones Zone 3 Name: \"B2B\"",
        "Zones Zone 3 Type: \"TraversalServer\"",
        "Zones Zone 3 TraversalServer SIP Port: \"7002\"",
        "Zones Zone 3 TraversalServer SIP TLS Verify Mode: \"Off\"",
        "Zones Zone 3 TraversalServer SIP TLS Verify Subject Name: \"core.example.com\"",
    ];
    machine_that_says("edge1", &statements)
}

/// A Core, and its end.
fn core() -> Machine {
    let statements = [
        "Zones Zone 3 Name: \"To Edge\"",
        "Zones Zone 3 Type: \"TraversalClient\"",
        "Zones Zone 3 TraversalClient Peer 1 Address: \"edge1.example.com\"",
        "Zones Zone 3 TraversalClient SIP Port: \"7002\"",
        "Zones Zone 3 TraversalClient SIP TLS Verify Mode: \"On\"",
    ];
    machine_that_says("core1", &statements)
}

#[test]
fn two_ends_become_a_zone_with_what_each_verifies() {
    for core_first in [true, false] {
        let mut description = Description::default();
        let nodes = if core_first { [0, 1] } else { [1, 0] };
        for node in nodes.map(|place: usize| NodeName::ALL[place]) {
            let machine = if node == NodeName::Core { core() } else { edge() };
            description.merge(node, &[machine.into()]);
        }
        assert!(description.far_ends.is_empty());
        let [zone] = &description.traversal_zones[..] else { panic!("one zone") };
        assert_eq!((zone.name.as_str(), zone.port), ("To Edge", Some(7002)));
        let ends = zone.ends.each_ref().map(|end| {
            let from = end.from.as_ref().map(|from| from.value.as_str());
            (end.tls_verify, end.verify_names.as_str(), from)
        });
        assert_eq!(
            ends,
            [
                (TlsVerify::On, "edge1.example.com", Some("To Edge")),
                (TlsVerify::Off, "core.example.com", Some("B2B")),
            ]
        );
    }
}

/// What a person says of a far end.
type Change = fn(&mut FarEnd);

#[test]
fn an_end_that_a_person_changed_stays_a_far_end() {
    let changes: [(&str, Change); 6] = [
        ("it has a certificate", |one| one.certificate = Some(file("a.pem", CORE).into())),
        ("it has a trusted CA list", |one| one.trusted = Some(Vec::new())),
        ("a service needs it", |one| one.used_by.push(Service::Mra)),
        ("it opens connections too", |one| one.initiates = Initiates::Both),
        ("it is of the other node", |one| one.node = one.node.other()),
        ("nothing", |_| {}),
    ];
    for (what, change) in changes {
        for first in NodeName::ALL {
            let machine = |node| if node == NodeName::Core { core() } else { edge() };
            let mut description = Description::default();
            description.merge(first, &[machine(first).into()]);
            change(&mut description.far_ends[0]);
            description.merge(first.other(), &[machine(first.other()).into()]);
            let counts = (description.far_ends.len(), description.traversal_zones.len());
            let expected = if what == "nothing" { (0, 1) } else { (2, 0) };
            assert_eq!(counts, expected, "{what}, {first}");
        }
    }
}

#[test]
fn a_zone_is_called_as_on_core_unless_a_person_gave_it_another_name() {
    for (typed, expected) in [("To Edge (Core)", "To Edge"), ("Partners", "Partners")] {
        let mut description = Description::default();
        description.merge(NodeName::Core, &[core().into()]);
        description.far_ends[0].name = typed.into();
        description.merge(NodeName::Edge, &[edge().into()]);
        assert_eq!(description.traversal_zones[0].name, expected);
    }
}

#[test]
fn zones_are_told_apart_by_their_numbers() {
    let mut description = Description::default();
    description.merge(NodeName::Core, &[core().into()]);
    let id = description.far_ends[0].id;
    description.merge(NodeName::Edge, &[edge().into()]);
    let zone = description.traversal_zones[0].id;
    assert_ne!(zone.0, id.0);
    assert_eq!(description.traversal_zones.place(zone.0), Some(0));
    assert_eq!(description.traversal_zones.place(id.0), None);
}

#[test]
fn an_end_whose_other_end_comes_later_is_paired_then() {
    let edge_zone = |number: u32| {
        let zone = format!("Zones Zone {number}");
        [
            "DNS Hostname: \"edge1\"".to_owned(),
            format!("{zone} Name: \"Z{number}\""),
            format!("{zone} Type: \"TraversalServer\""),
            format!("{zone} TraversalServer SIP Port: \"700{number}\""),
        ]
    };
    let core_zone = |number: u32| {
        let zone = format!("Zones Zone {number}");
        [
            format!("{zone} Name: \"Z{number}\""),
            format!("{zone} Type: \"TraversalClient\""),
            format!("{zone} TraversalClient Peer 1 Address: \"edge1\""),
            format!("{zone} TraversalClient SIP Port: \"700{number}\""),
        ]
    };
    let machine = |statements: &[String]| {
        machine_that_says("x", &Vec::from_iter(statements.iter().map(String::as_str))).into()
    };
    let mut description = Description::default();
    description.merge(NodeName::Core, &[machine(&[core_zone(2), core_zone(3)].concat())]);
    for (number, zones) in [(2, &["Z2"][..]), (3, &["Z2", "Z3"])] {
        description.merge(NodeName::Edge, &[machine(&edge_zone(number))]);
        let found = description.traversal_zones.iter().map(|zone| zone.name.as_str());
        assert_eq!(Vec::from_iter(found), zones);
    }
}
