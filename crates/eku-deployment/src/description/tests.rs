//! What a description holds, and where.

use eku_engine::deployment::Switch;

use super::*;
use crate::testing::{CORE, EDGE, file};

fn setting(node: NodeName, id: Option<SettingId>, value: &str) -> SettingReport {
    SettingReport {
        node,
        id,
        what: "a setting".into(),
        value: value.into(),
        file: format!("{value}.txt"),
        line: Some(3),
        text: format!("Key: {value}"),
    }
}

fn quote(value: &str) -> Quoted {
    let SettingReport { value, file, line, text, .. } = setting(NodeName::Core, None, value);
    Quoted { value, file, line, text }
}

fn said(release: &str) -> Option<Fact<Release>> {
    Some(Fact::said(Release::parse(release).unwrap()))
}

#[test]
fn every_store_is_listed_and_holds_what_was_put_there() {
    let mut description = Description::default();
    assert_eq!(Vec::from_iter(description.slots()), Slot::FIRST);
    description.nodes[1].peers.push(Peer { id: PeerId(5), ..Peer::first() });
    let slots = Vec::from_iter(description.slots());
    assert_eq!(slots.len(), 6);
    for (place, slot) in slots.iter().enumerate() {
        let held = Arc::new(file(&format!("{place}.pem"), CORE));
        *description.store_mut(*slot).unwrap() = Some(held);
    }
    for (place, slot) in slots.iter().enumerate() {
        assert_eq!(description.held(*slot).unwrap().source, format!("{place}.pem"), "{slot:?}");
    }
    let [.., first, second] = &description.nodes[1].peers[..] else { panic!("two peers") };
    let sources = |peer: &Peer| {
        [&peer.client, &peer.server].map(|file| file.as_ref().unwrap().source.clone())
    };
    assert_eq!([sources(first), sources(second)], [["2.pem", "3.pem"], ["4.pem", "5.pem"]]);
    let gone = Slot::new(NodeName::Core, PeerId(5), StoreKind::Server);
    assert_eq!(description.held(gone), None);
    assert!(description.store_mut(gone).is_none());
}

#[test]
fn a_client_store_counts_where_the_release_has_one() {
    use StoreKind::{Client, Server};
    for (release, kind, filled, counts) in [
        ("X15.5", Server, true, true),
        ("X15.5", Client, true, true),
        ("X15.4", Server, true, true),
        ("X15.4", Client, true, false),
        ("X15.5", Server, false, false),
    ] {
        let mut description = Description::default();
        description.nodes[0].release = said(release);
        let slot = Slot::new(NodeName::Core, PeerId::FIRST, kind);
        *description.store_mut(slot).unwrap() = filled.then(|| file("a.pem", EDGE).into());
        assert_eq!(description.has_store(slot), counts || !filled, "{release} {kind:?}");
        assert_eq!(description.holds_something(), counts, "{release} {kind:?}");
        assert_eq!(description.says_something(), counts, "{release} {kind:?}");
    }
}

#[test]
fn what_files_say_is_something_to_judge_without_a_certificate() {
    let mut chosen = Description::default();
    chosen.nodes[0].release = said("X15.4");
    assert!(!chosen.says_something(), "nothing but a choice");
    let mut read = chosen.clone();
    read.found_setting(setting(NodeName::Core, Some(SettingId::Release), "X15.4"));
    assert!(read.says_something(), "a setting of a file");
    let mut further = Description::default();
    further.found_setting(setting(NodeName::Core, None, "an older setting"));
    assert!(further.says_something(), "a setting of an older program");
}

#[test]
fn a_setting_of_a_case_says_where_a_fact_came_from() {
    let mut description = Description::default();
    let far_end = |id: usize, node, name: &str| {
        let plain = FarEnd::of_any_kind(FarEndId(id), name.into());
        FarEnd { node, ..plain }
    };
    let edge = &mut description.nodes[1];
    edge.release = said("X15.4");
    edge.switches[Switch::EkuCheck] = Some(Fact::said(true));
    edge.verify_names = Some(Fact::said("a, b".into()));
    for id in [1, 2] {
        let zone = TraversalZone::of_name(TraversalZoneId(id), "B2B".into());
        description.traversal_zones.push(zone);
    }
    description.far_ends = vec![
        far_end(3, NodeName::Core, "Webex"),
        far_end(4, NodeName::Edge, "CUBE"),
        far_end(5, NodeName::Edge, "Webex (Edge)"),
        far_end(6, NodeName::Edge, "Webex 2"),
        far_end(7, NodeName::Edge, "Renamed"),
    ]
    .into();
    for (id, value) in [
        (SettingId::Release, "X15.4"),
        (SettingId::Switch(Switch::EkuCheck), "On"),
        // Of which nothing is known.
        (SettingId::Switch(Switch::ClusterTlsVerify), "Enforcing"),
        (SettingId::VerifyName, "a"),
        (SettingId::VerifyName, "b"),
        (SettingId::TraversalZone, "one"),
        (SettingId::TraversalZone, "two"),
        (SettingId::TraversalZone, "of no zone"),
        (SettingId::FarEnd, "Webex"),
        (SettingId::FarEnd, "Webex"),
        (SettingId::FarEnd, "a name that it had"),
        (SettingId::FarEnd, "Re"),
        (SettingId::FarEnd, "of no far end"),
    ] {
        description.found_setting(setting(NodeName::Edge, Some(id), value));
    }
    let edge = &description.nodes[1];
    assert_eq!(edge.release.as_ref().unwrap().from, [quote("X15.4")]);
    assert_eq!(edge.switches[Switch::EkuCheck].as_ref().unwrap().from, [quote("On")]);
    assert_eq!(edge.switches[Switch::ClusterTlsVerify], None);
    assert_eq!(edge.verify_names.as_ref().unwrap().from, [quote("a"), quote("b")]);
    let ends = description.traversal_zones.iter().map(|zone| zone.end(NodeName::Edge).from.clone());
    assert_eq!(Vec::from_iter(ends), [Some(quote("one")), Some(quote("two"))]);
    let of_far_ends = description.far_ends.iter().map(|far_end| far_end.from.clone());
    let expected = ["a name that it had", "Webex", "Webex", "Re"].map(|name| Some(quote(name)));
    let expected = [None].into_iter().chain(expected).collect::<Vec<_>>();
    assert_eq!(Vec::from_iter(of_far_ends), expected);
    assert_eq!(description.nodes[0], Node::default());
    assert!(description.traversal_zones.iter().all(|zone| zone.end(NodeName::Core).from.is_none()));
}

#[test]
fn a_ready_made_far_end_is_what_is_known_of_its_kind() {
    for ready_made in ReadyMade::ALL {
        let known = ready_made.far_end();
        let made = FarEnd::of_kind(ready_made, FarEndId(7), "a name".into());
        assert_eq!(made.ready_made, Some(ready_made));
        assert_eq!((made.id, made.name.as_str()), (FarEndId(7), "a name"));
        assert_eq!(made.node, known.node, "{ready_made:?}");
        assert_eq!(made.initiates, known.initiates, "{ready_made:?}");
        assert_eq!(made.client_eku_check, known.client_eku_check, "{ready_made:?}");
        assert_eq!(made.tls_verify, known.tls_verify, "{ready_made:?}");
        assert_eq!(made.protocol, known.protocol, "{ready_made:?}");
        assert_eq!(made.used_by, known.used_by, "{ready_made:?}");
    }
}

#[test]
fn numbers_are_handed_out_once() {
    let mut description = Description::default();
    assert_eq!([(); 3].map(|()| description.fresh_id()), [1, 2, 3]);
    let mut other = Description::default();
    other.count_on_from(&description);
    assert_eq!(other.fresh_id(), 4);
    other.count_on_from(&description);
    assert_eq!(other.fresh_id(), 5);
}

#[test]
fn two_descriptions_of_one_deployment_are_equal_whatever_was_numbered() {
    let mut numbered = Description::default();
    numbered.fresh_id();
    assert_eq!(numbered, Description::default());
    numbered.services = Some(Vec::new());
    assert_ne!(numbered, Description::default());
    let far_end = FarEnd::of_any_kind(FarEndId(1), "Webex".into());
    let [mut one, mut other] = [(); 2].map(|()| Description::default());
    one.far_ends.push(far_end.clone());
    assert_ne!(one, other);
    other.far_ends.push(far_end);
    assert_eq!(one.far_end_names().len(), 1);
    assert_eq!(one, other, "whether somebody asked for names or not");
}
