//! Which peers machines become, and of which they speak.

use eku_engine::deployment::StoreKind;

use super::*;
use crate::description::Slot;
use crate::testing::{CORE, EDGE, built_case, file, log, machine};

/// Certificates in the stores of a peer: of both, of the server store alone, or of none.
#[derive(Clone, Copy, Debug)]
enum Held {
    Both,
    Server,
    Nothing,
}

use Held::{Both, Nothing, Server};

/// A description whose Core has these peers.
fn with(peers: &[(&str, Held)]) -> Description {
    let mut description = Description::default();
    if !peers.is_empty() {
        let peers = peers.iter().map(|(name, held)| Peer {
            id: PeerId(description.fresh_id()),
            name: (*name).to_owned(),
            server: (!matches!(held, Nothing)).then(|| file("before.pem", CORE).into()),
            client: matches!(held, Both).then(|| file("before.pem", CORE).into()),
        });
        let peers = peers.collect::<Vec<_>>();
        description.nodes[0].peers = peers.into();
    }
    description
}

fn machines(hosts: &[&str]) -> Vec<Machine> {
    hosts.iter().map(|host| machine(host, Some(EDGE), Some(EDGE))).collect()
}

#[test]
fn a_machine_becomes_a_peer_of_its_name_or_an_empty_one_or_a_new_one() {
    for (before, hosts, names, places) in [
        (&[][..], &["core1"][..], &["core1"][..], &[0][..]),
        (&[], &["core1", "core2"], &["core1", "core2"], &[0, 1]),
        (&[], &["core1", "core1", "core1"], &["core1", "core1 2", "core1 3"], &[0, 1, 2]),
        (&[("core1", Both)], &["core1"], &["core1"], &[0]),
        (&[("core1", Both)], &["core2"], &["core1", "core2"], &[1]),
        (&[("core1", Server)], &["core2"], &["core1", "core2"], &[1]),
        (&[("core1", Nothing)], &["core2"], &["core2"], &[0]),
        (
            &[("a", Both), ("core2", Both), ("b", Nothing)],
            &["core2", "core3", "core4"],
            &["a", "core2", "core3", "core4"],
            &[1, 2, 3],
        ),
        // One without a name is that of the only archive.
        (&[("", Both)], &["core1"], &["core1"], &[0]),
        (&[("", Both)], &["core1", "core2"], &["", "core1", "core2"], &[1, 2]),
        (&[("", Both), ("x", Both)], &["core1"], &["", "x", "core1"], &[2]),
    ] {
        let mut description = with(before);
        let became = merge(&mut description, machines(hosts));
        let peers = &description.nodes[0].peers;
        let found = peers.iter().map(|peer| peer.name.as_str());
        assert_eq!(Vec::from_iter(found), names, "{before:?} {hosts:?}");
        let ids = places.iter().map(|place| Some(peers[*place].id));
        assert_eq!(became, Vec::from_iter(ids), "{before:?} {hosts:?}");
        let ids = BTreeSet::from_iter(peers.iter().map(|peer| peer.id));
        assert_eq!(ids.len(), peers.len(), "{before:?} {hosts:?}");
        for place in places {
            let held = peers[*place].server.as_ref().unwrap();
            assert!(held.source.ends_with("!server.pem"), "{before:?} {hosts:?}");
        }
    }
}

#[test]
fn an_archive_changes_the_stores_that_it_speaks_of() {
    let sources = |description: &Description| {
        [StoreKind::Server, StoreKind::Client].map(|kind| {
            let peer = description.nodes[0].peers[0].id;
            let held = description.held(Slot::new(NodeName::Core, peer, kind));
            held.map(|file| file.source.clone()).unwrap_or_default()
        })
    };
    for (server, client, expected) in [
        (Some(EDGE), Some(EDGE), ["core1!server.pem", "core1!client.pem"]),
        (Some(EDGE), None, ["core1!server.pem", "before.pem"]),
        (None, Some(EDGE), ["before.pem", "core1!client.pem"]),
        // What cannot be read takes the place of what is not there any more.
        (Some(""), Some(EDGE), ["", "core1!client.pem"]),
    ] {
        let mut description = with(&[("core1", Both)]);
        merge(&mut description, vec![machine("core1", server, client)]);
        assert_eq!(sources(&description), expected);
    }
}

#[test]
fn problems_of_an_archive_are_not_told_again_of_its_stores() {
    let mut one = machine("core1", Some(CORE), None);
    one.server.as_mut().unwrap().problems = vec![crate::testing::problem("core1")];
    let mut description = Description::default();
    merge(&mut description, vec![one]);
    assert_eq!(description.all_problems(), []);
}

#[test]
fn what_has_no_certificate_speaks_of_the_peer_of_its_name() {
    let peers = [("core1.example.com", Both), ("core2", Both), ("core2.other.net", Both)];
    for (host, place) in [
        ("core1", Some(0)),
        ("core1.example.com", Some(0)),
        ("core2", Some(1)),
        ("core2.other.net", Some(2)),
        ("core3", None),
        ("example", None),
    ] {
        let mut description = with(&peers);
        let spoken_of = merge(&mut description, vec![log(host)]);
        let expected = place.map(|place: usize| description.nodes[0].peers[place].id);
        assert_eq!(spoken_of, [expected], "{host}");
        let source = format!("{host}.log");
        assert_eq!(seen(&description), [(source.as_str(), expected)], "{host}");
        assert_eq!(description.nodes[0].peers.len(), 3, "{host}");
    }
}

#[test]
fn a_log_beside_an_archive_adds_to_what_the_archive_says() {
    let mut description = Description::default();
    let [mut archive, alone] = [machine("core1", Some(CORE), Some(CORE)), log("core1")];
    archive.logs = log("archived").logs;
    let peers = merge(&mut description, vec![alone, archive]);
    let first = Some(PeerId::FIRST);
    assert_eq!(peers, [first, first]);
    assert_eq!(seen(&description), [("archived.log", first), ("core1.log", first)]);
}

#[test]
fn a_newer_archive_takes_the_place_of_what_was_seen_on_its_machine() {
    let archive = |host: &str, name: &str| {
        let logs = log(name).logs;
        Machine { logs, ..machine(host, Some(CORE), Some(CORE)) }
    };
    let mut description = Description::default();
    merge(&mut description, vec![archive("core1", "old"), archive("core2", "other")]);
    merge(&mut description, vec![log("elsewhere")]);
    description.merge(NodeName::Edge, &[archive("edge1", "edge").into()]);
    merge(&mut description, vec![archive("core1", "new")]);
    let files = Vec::from_iter(seen(&description).into_iter().map(|(file, _)| file));
    assert_eq!(files, ["other.log", "elsewhere.log", "edge.log", "new.log"]);
    let node = |one: &Seen| one.observation.node;
    let nodes = Vec::from_iter(description.seen.iter().map(node));
    let (core, edge) = (Some(NodeName::Core), Some(NodeName::Edge));
    assert_eq!(nodes, [core, core, edge, core]);
}

#[test]
fn an_archive_beside_a_deployment_file_is_of_its_only_machine() {
    let tables = serde_json::json!({"core": {"server_certificate": "core.pem"}, "edge": {}});
    let mut description = built_case(&tables).unwrap();
    merge(&mut description, vec![machine_that_says("core1", OF_CORE)]);
    assert_eq!(description.nodes[0].peers.len(), 1);
    assert_eq!(description.nodes[0].peers[0].server.as_ref().unwrap().source, "core.pem");
    merge(&mut description, vec![machine("core1", Some(EDGE), None), log("core1")]);
    let [peer] = &description.nodes[0].peers[..] else { panic!("one peer") };
    assert_eq!(peer.server.as_ref().unwrap().source, "core1!server.pem");
}
