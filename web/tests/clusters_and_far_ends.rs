//! The reducer with several machines and with far ends: what each action does to the state and to
//! the verdict.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::rc::Rc;

use eku_engine::bundle;
use eku_engine::connection::CertificateId;
use eku_engine::deployment::{
    ClientEkuCheck, Initiates, NodeName, Protocol, ReadyMade, Release, Service, Slug, StoreKind,
    Switch, TlsVerify,
};
use eku_engine::report::Verdict::{self, Fails, Undecided, Works};
use eku_engine::time::Timestamp;
use eku_intake::archive::Limits;
use eku_intake::collection::Collector;
use eku_web::examples::EXAMPLES;
use eku_web::place::{FarEndId, PeerId, Place, Slot, TrustList};
use eku_web::state::{
    Action, FarEndChange, Intake, NameProblem, ReadOutcome, State, TrialKind, ZoneChange,
};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const CORE_BOTH: &str = include_str!("../../tests/certs/core-both-ca1.pem");
const EDGE_SERVER_ONLY: &str = include_str!("../../tests/certs/edge-server-only-ca2.pem");
const EDGE_CLIENT_ONLY: &str = include_str!("../../tests/certs/edge-client-only-ca1.pem");
const ROOTS: &str = include_str!("../../tests/certs/ca-both-roots.pem");

#[wasm_bindgen_test(unsupported = test)]
fn a_machine_more_makes_a_cluster_whose_stores_carry_names() {
    let state = after(repaired(), [Action::AddPeer(NodeName::Edge)]);
    assert_eq!(
        ids(&state),
        [
            "core.client",
            "core.server",
            "edge[edge1].client",
            "edge[edge1].server",
            "edge[edge2].client",
            "edge[edge2].server",
        ]
    );
    assert_eq!(
        inputs(&state)[2..],
        ["edge-client", "edge-server", "edge-client-2", "edge-server-2"]
    );
    let missing: Vec<_> = state.missing().map(|slot| state.store_id(slot).to_string()).collect();
    assert_eq!(missing, ["edge[edge2].client", "edge[edge2].server"]);
    assert_eq!(verdict(&state), Undecided);
    // With one machine everything is called as before, whatever it was named.
    let second = state.peers(NodeName::Edge)[1].id;
    let alone = after(state, [Action::RemovePeer(NodeName::Edge, second)]);
    assert_eq!(ids(&alone), ["core.client", "core.server", "edge.client", "edge.server"]);
    assert_eq!(alone.report, repaired().report);
    let still = after(alone.clone(), [Action::RemovePeer(NodeName::Edge, PeerId::FIRST)]);
    assert_eq!(still.description.nodes, alone.description.nodes, "the last machine stays");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_first_machine_can_go_and_the_second_takes_its_hooks() {
    let state = cluster();
    let alone = after(state, [Action::RemovePeer(NodeName::Edge, PeerId::FIRST)]);
    assert_eq!(inputs(&alone)[2..], ["edge-client", "edge-server"]);
    let slot = alone.slots().last().unwrap();
    assert_ne!(slot.peer, PeerId::FIRST);
    assert!(alone.held(slot).is_some());
    // What was still being read for the machine that went is asked about, not lost.
    let late = after(alone, [took(Place::Slot(Slot::FIRST[3]), "late.pem", EDGE_SERVER_ONLY)]);
    assert_eq!(late.unplaced.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_machine_name_is_missing_or_taken_in_words_and_judged_all_the_same() {
    use NameProblem::{Empty, Repeated};
    let second = cluster().peers(NodeName::Edge)[1].id;
    for (typed, name, problem) in [
        ("b.example.com", "b.example.com", None),
        ("", "edge2", Some(Empty)),
        ("   ", "edge2", Some(Empty)),
        ("EDGE1", "EDGE1 2", Some(Repeated)),
    ] {
        let action = Action::PeerName(NodeName::Edge, second, typed.to_owned());
        let state = after(cluster(), [action]);
        let given = state.peer_names(NodeName::Edge)[1].clone();
        assert_eq!((given.name.as_str(), given.problem), (name, problem), "{typed:?}");
        assert_eq!(ids(&state)[5], format!("edge[{name}].server"));
        assert_eq!(verdict(&state), Works, "{typed:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn one_wrong_machine_is_enough() {
    let state = cluster();
    assert_eq!(verdict(&state), Works);
    let wrong = Slot::new(NodeName::Edge, state.peers(NodeName::Edge)[1].id, StoreKind::Server);
    let state = after(state, [took(Place::Slot(wrong), "wrong.pem", EDGE_CLIENT_ONLY)]);
    assert_eq!(verdict(&state), Fails);
    let report = state.report.as_ref().unwrap();
    let reason = &report.connections[0].because[0];
    assert_eq!(reason.certificate.as_ref().unwrap().to_string(), "edge[edge2].server");
    let presented = report.connections[0].responder_certificate.as_ref().unwrap();
    let holders = state.holders(presented);
    let words: Vec<_> = holders.iter().map(|holder| holder.words.as_str()).collect();
    assert_eq!(words, ["Edge's server store on edge1", "Edge's server store on edge2"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn of_two_clusters_both_are_judged() {
    let dump = |host: &str, zone: &str| {
        format!(
            "*c xConfiguration Alternates Peer 1 Address: \"{host}1.example.com\"\n\
             *c xConfiguration Alternates Peer 2 Address: \"{host}2.example.com\"\n\
             *c xConfiguration Cluster TLS Verify Mode: \"Enforcing\"\n\
             *c xConfiguration SystemUnit Name: \"{host}\"\n\
             *c xConfiguration Zones Zone 2 Name: \"UC\"\n\
             *c xConfiguration Zones Zone 2 Type: \"{zone}\"\n\
             *c xConfiguration Zones Zone 2 {zone} Collaboration Edge: \"On\"\n"
        )
    };
    let read = |name: &str, text: String| {
        let mut collector = Collector::new(Limits::default());
        collector.add(name, Cursor::new(text.into_bytes()), &|_| ControlFlow::Continue(()));
        Action::Intake(Intake::Ended(0, Some(Box::new(collector.finish()))))
    };
    let core = || read("xconf_dump_core.txt", dump("core", "TraversalClient"));
    let edge = || read("xconf_dump_edge.txt", dump("edge", "TraversalServer"));
    let one = after(fresh(), [core()]);
    let judged = |state: &State| {
        let connections = &state.report.as_ref().unwrap().connections;
        let ids = connections.iter().map(|one| one.id.to_string());
        ids.filter(|id| id.starts_with("cluster-database")).collect::<Vec<_>>()
    };
    assert_eq!(judged(&one), ["cluster-database"]);
    for both in [after(fresh(), [core(), edge()]), after(fresh(), [edge(), core()])] {
        assert_eq!(judged(&both), ["cluster-database:core", "cluster-database:edge"]);
        assert!(both.alerts.is_empty(), "{:?}", both.alerts);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn replication_is_judged_where_it_is_described() {
    let replication = |state: &State| {
        let report = state.report.as_ref().unwrap();
        report.services.iter().find(|one| one.id == Service::ClusterDatabase).map(|one| one.verdict)
    };
    let state = cluster();
    let wrong = Slot::new(NodeName::Edge, state.peers(NodeName::Edge)[1].id, StoreKind::Server);
    let wrong = took(Place::Slot(wrong), "wrong.pem", EDGE_CLIENT_ONLY);
    let state = after(state, [wrong]);
    for (node, mode, expected) in [
        (NodeName::Edge, None, None),
        (NodeName::Edge, Some(false), Some(Works)),
        (NodeName::Edge, Some(true), Some(Fails)),
    ] {
        let described =
            after(state.clone(), [Action::Switch(node, Switch::ClusterTlsVerify, mode)]);
        assert_eq!(replication(&described), expected, "{node} {mode:?}");
    }
    // Each node has its own, and a node that is no cluster any more has none.
    let both = after(
        state,
        [
            Action::AddPeer(NodeName::Core),
            Action::Switch(NodeName::Edge, Switch::ClusterTlsVerify, Some(true)),
            Action::Switch(NodeName::Core, Switch::ClusterTlsVerify, Some(false)),
            Action::Switch(NodeName::Edge, Switch::ClusterTlsVerify, None),
        ],
    );
    assert!(both.description.node(NodeName::Core).switches[Switch::ClusterTlsVerify].is_some());
    assert!(both.description.node(NodeName::Edge).switches[Switch::ClusterTlsVerify].is_none());
    let alone = after(both, [Action::RemovePeer(NodeName::Core, PeerId::FIRST)]);
    assert!(
        alone
            .description
            .nodes
            .iter()
            .all(|node| node.switches[Switch::ClusterTlsVerify].is_none())
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_certificate_moves_and_nothing_is_lost() {
    let [client, server] = [Place::Slot(Slot::FIRST[0]), Place::Slot(Slot::FIRST[1])];
    let state = after(fresh(), [took(client, "a.pem", CORE_BOTH)]);
    let moved = after(state.clone(), [Action::Move(client, server)]);
    assert_eq!(sources(&moved), [None, Some("a.pem"), None, None]);
    let state = after(state, [took(server, "b.pem", EDGE_SERVER_ONLY)]);
    let swapped = after(state.clone(), [Action::Move(client, server)]);
    assert_eq!(sources(&swapped), [Some("b.pem"), Some("a.pem"), None, None]);
    assert!(state.targets(client)[0].swaps && !state.targets(client)[1].swaps);
    // Where there is nothing to move, or nowhere to move it, nothing happens.
    let old = after(state.clone(), [Action::Release(None, Release::parse("X15.4").unwrap())]);
    for (state, from, to) in [
        (&state, Place::Slot(Slot::FIRST[2]), client),
        (&state, client, client),
        (&state, client, Place::Anything),
        (&state, client, Place::FarEnd(FarEndId(9))),
        (&old, server, client),
    ] {
        let after = after(state.clone(), [Action::Move(from, to)]);
        assert_eq!(after.description.nodes, state.description.nodes, "{from:?} to {to:?}");
    }
    // A CA can go to a list; a leaf is offered none.
    let lists = |state: &State| {
        state.targets(client).iter().filter(|target| target.named.place.is_list()).count()
    };
    assert_eq!(lists(&state), 0);
    let ca = after(state, [took(client, "roots.pem", ROOTS)]);
    assert_eq!(lists(&ca), 3);
    let listed = after(ca, [Action::Move(client, Place::Trusted(TrustList::Both))]);
    assert_eq!(listed.description.trusted_by_both.len(), 1);
    assert_eq!(sources(&listed)[0], None);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_file_is_sorted_by_the_name_of_its_machine() {
    let second = cluster().peers(NodeName::Edge)[1].id;
    let named =
        |name: &str| after(cluster(), [Action::PeerName(NodeName::Edge, second, name.to_owned())]);
    for (machine, file, expected) in [
        ("edge2", "edge2-client.pem", Some("edge[edge2].client")),
        ("edge2", "client_edge1_2026.pem", Some("edge[edge1].client")),
        ("vcs7.example.com", "server_vcs7.pem", Some("edge[vcs7.example.com].server")),
        ("edge10", "edge10-server.pem", Some("edge[edge10].server")),
        ("edge2", "edge-client.pem", None),
        ("edge2", "edge2-2026.pem", None),
    ] {
        let state = after(named(machine), [took(Place::Anything, file, CORE_BOTH)]);
        let taken = state
            .slots()
            .find(|slot| state.held(*slot).is_some_and(|held| held.source == file))
            .map(|slot| state.store_id(slot));
        assert_eq!(taken.map(|store| store.to_string()).as_deref(), expected, "{file}");
        assert_eq!(state.unplaced.len(), usize::from(expected.is_none()), "{file}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn webex_is_undecided_until_it_is_known_what_it_checks() {
    let state = after(repaired(), [Action::AddFarEnd(Some(ReadyMade::Webex))]);
    let webex = state.description.far_ends[0].id;
    for (check, expected) in [
        (ClientEkuCheck::Unknown, Undecided),
        (ClientEkuCheck::On, Fails),
        (ClientEkuCheck::Off, Works),
        (ClientEkuCheck::NotRequested, Works),
    ] {
        let change = FarEndChange::ClientEkuCheck(check);
        let state = after(state.clone(), [Action::ChangeFarEnd(webex, change)]);
        assert_eq!(service(&state, "far-end:webex"), Some(expected), "{check:?}");
        assert_eq!(verdict(&state), expected, "{check:?}");
    }
    let gone = after(state, [Action::RemoveFarEnd(webex)]);
    assert_eq!(gone.report, repaired().report);
}

#[wasm_bindgen_test(unsupported = test)]
fn unified_cm_is_part_of_mra() {
    let state = after(repaired(), [Action::AddFarEnd(Some(ReadyMade::UnifiedCm))]);
    let id = state.description.far_ends[0].id;
    // Core's client store has client authentication, so nothing depends on what it checks.
    assert_eq!(service(&state, "mra"), Some(Works));
    let server_only = took(Place::Slot(Slot::FIRST[0]), "s.pem", EDGE_SERVER_ONLY);
    let not_needed = FarEndChange::UsedBy(Service::Mra, false);
    let needs = |state: &State| {
        let report = state.report.as_ref().unwrap();
        let mra = report.services.iter().find(|one| one.id == Service::Mra).unwrap();
        mra.because
            .iter()
            .any(|why| why.on.as_ref().is_some_and(|on| on.to_string() == "far-end:unified-cm:out"))
    };
    let state = after(state, [server_only]);
    assert!(needs(&state));
    assert!(!needs(&after(state, [Action::ChangeFarEnd(id, not_needed)])));
}

#[wasm_bindgen_test(unsupported = test)]
fn every_property_of_a_far_end_reaches_the_engine() {
    let state = after(repaired(), [Action::AddFarEnd(None)]);
    let id = state.description.far_ends[0].id;
    let changes = [
        FarEndChange::Name("Partner & Sons".to_owned()),
        FarEndChange::Node(NodeName::Core),
        FarEndChange::Initiates(Initiates::Both),
        FarEndChange::ClientEkuCheck(ClientEkuCheck::Off),
        FarEndChange::TlsVerify(TlsVerify::Unknown),
        FarEndChange::Protocol(Protocol::Https),
        FarEndChange::UsedBy(Service::WebRtcProxy, true),
        FarEndChange::UsedBy(Service::Mra, true),
        FarEndChange::UsedBy(Service::WebRtcProxy, true),
        FarEndChange::VerifyNames("a.example.com, 192.0.2.1".to_owned()),
    ];
    let changed = changes.map(|change| Action::ChangeFarEnd(id, change));
    let state = after(state, changed);
    let state = after(
        state,
        [
            took(Place::FarEnd(id), "partner.pem", CORE_BOTH),
            took(Place::FarEndTrusted(id), "roots.pem", ROOTS),
        ],
    );
    let deployment = state.judged().unwrap().deployment;
    let far_end = &deployment.far_ends[0];
    assert_eq!(far_end.slug.as_str(), "partner-sons");
    assert_eq!((far_end.node, far_end.initiates), (NodeName::Core, Initiates::Both));
    assert_eq!(far_end.client_eku_check, ClientEkuCheck::Off);
    assert_eq!((far_end.tls_verify, far_end.protocol), (TlsVerify::Unknown, Protocol::Https));
    assert_eq!(far_end.used_by, [Service::Mra, Service::WebRtcProxy]);
    assert_eq!(far_end.verify_names.len(), 2);
    assert!(far_end.certificate.presented().is_some());
    assert_eq!(far_end.trusted_cas.as_ref().unwrap().certificates.len(), 2);
    let slug = Slug::new("partner-sons").unwrap();
    let holders = state.holders(&CertificateId::FarEnd(slug));
    assert_eq!(holders[0].words, "Partner & Sons's certificate");
    assert!(holders[0].held.is_some());
    let emptied =
        after(state, [Action::Remove(Place::FarEnd(id)), Action::Remove(Place::FarEndTrusted(id))]);
    assert!(
        emptied.description.far_ends[0].certificate.is_none()
            && emptied.description.far_ends[0].trusted.is_none()
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn far_ends_that_share_a_name_or_have_none_are_judged_all_the_same() {
    use NameProblem::{Empty, Repeated};
    let state = after(
        repaired(),
        [
            Action::AddFarEnd(Some(ReadyMade::Webex)),
            Action::AddFarEnd(Some(ReadyMade::Webex)),
            Action::AddFarEnd(None),
        ],
    );
    let names: Vec<_> =
        state.description.far_ends.iter().map(|far_end| far_end.name.as_str()).collect();
    assert_eq!(names, ["Webex", "Webex 2", "Far end"]);
    let last = state.description.far_ends[2].id;
    for (typed, slug, problem) in [
        ("Partner", "partner", None),
        ("webex 2", "webex-2-2", Some(Repeated)),
        ("WEBEX", "webex-3", Some(Repeated)),
        ("", "far-end", Some(Empty)),
        ("日本", "far-end", Some(Empty)),
    ] {
        let change = FarEndChange::Name(typed.to_owned());
        let state = after(state.clone(), [Action::ChangeFarEnd(last, change)]);
        assert_eq!(state.far_end_names()[2].problem, problem, "{typed:?}");
        assert_eq!(state.slug(last), Some(slug), "{typed:?}");
        assert_eq!(state.judged().unwrap().deployment.far_ends.len(), 3, "{typed:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn alerts_of_what_is_gone_go_with_it() {
    let state = after(cluster(), [Action::AddFarEnd(Some(ReadyMade::Cube))]);
    let far_end = state.description.far_ends[0].id;
    let second = state.peers(NodeName::Edge)[1].id;
    let slot = Place::Slot(Slot::new(NodeName::Edge, second, StoreKind::Client));
    let state = after(
        state,
        [
            took(Place::FarEnd(far_end), "junk", "junk"),
            took(Place::FarEndTrusted(far_end), "junk", "junk"),
            took(slot, "junk", "junk"),
            took(Place::Anything, "junk", "junk"),
        ],
    );
    assert_eq!(state.alerts.len(), 4);
    let state =
        after(state, [Action::RemoveFarEnd(far_end), Action::RemovePeer(NodeName::Edge, second)]);
    let places: Vec<_> = state.alerts.iter().map(|alert| alert.place).collect();
    assert_eq!(places, [Place::Anything]);
}

fn fresh() -> Rc<State> {
    Rc::new(State::new(Timestamp::parse("2026-11-23T12:00:00Z").unwrap()))
}

#[wasm_bindgen_test(unsupported = test)]
fn a_traversal_zone_is_named_judged_by_what_its_ends_verify_mended_and_removed() {
    let state = after(repaired(), [Action::AddZone, Action::AddZone]);
    let [first, second] = [0, 1].map(|place| state.description.traversal_zones[place].id);
    let slugs: Vec<_> = state.zone_names().iter().map(|given| given.key.as_str()).collect();
    assert_eq!(slugs, ["traversal-zone", "traversal-zone-2"]);
    assert_eq!(service(&state, "traversal-zone:traversal-zone"), Some(Works));
    let change = |change| Action::ChangeZone(first, change);
    let state = after(
        state,
        [
            Action::RemoveZone(second),
            change(ZoneChange::Name("B2B".into())),
            change(ZoneChange::Port("7002".into())),
            change(ZoneChange::VerifyNames(NodeName::Edge, "cor.example.com".into())),
        ],
    );
    let zone = "traversal-zone:b2b";
    assert_eq!(
        (service(&state, zone), service(&state, "uc-traversal-zone")),
        (Some(Fails), Some(Works))
    );
    let name = &state.report.as_ref().unwrap().connections[2].name;
    assert_eq!(name, "Traversal zone B2B, SIP TLS, 7002");
    for (mode, expected) in
        [(TlsVerify::Off, Works), (TlsVerify::Unknown, Undecided), (TlsVerify::On, Fails)]
    {
        let verify = ZoneChange::TlsVerify(NodeName::Edge, mode);
        let state = after(state.clone(), [change(verify)]);
        assert_eq!(service(&state, zone), Some(expected), "{mode:?}");
    }
    // The first fix looks for the name that was meant.
    let tried = after(state.clone(), [Action::Try(TrialKind::Plan(0))]);
    assert_eq!(service(&tried, zone), Some(Works));
    let looked_for = &tried.description.traversal_zones[0].end(NodeName::Edge).verify_names;
    assert_eq!(looked_for, "core.example.com");
    let removed = after(state, [Action::RemoveZone(first)]);
    assert_eq!((service(&removed, zone), verdict(&removed)), (None, Works));
    assert!(removed.undo.is_some());
}

/// Everything works.
fn repaired() -> Rc<State> {
    after(fresh(), [Action::Example(&EXAMPLES[2])])
}

/// The same with two Edge machines, both filled.
fn cluster() -> Rc<State> {
    let state = after(repaired(), [Action::AddPeer(NodeName::Edge)]);
    let second = state.peers(NodeName::Edge)[1].id;
    let fill = Slot::KINDS.map(|kind| {
        let slot = Slot::new(NodeName::Edge, second, kind);
        took(Place::Slot(slot), "edge2.pem", EDGE_SERVER_ONLY)
    });
    after(state, fill)
}

fn after<const N: usize>(state: Rc<State>, actions: [Action; N]) -> Rc<State> {
    actions.into_iter().fold(state, |state, action| state.reduce(action))
}

fn took(place: Place, name: &str, text: &str) -> Action {
    Action::Took(vec![ReadOutcome::read(place, name, bundle::read(text.as_bytes()))])
}

fn verdict(state: &State) -> Verdict {
    state.report.as_ref().unwrap().verdict
}

fn service(state: &State, id: &str) -> Option<Verdict> {
    let report = state.report.as_ref().unwrap();
    report
        .services
        .iter()
        .find(|service| service.id.to_string() == id)
        .map(|service| service.verdict)
}

fn ids(state: &State) -> Vec<String> {
    state.slots().map(|slot| state.store_id(slot).to_string()).collect()
}

fn inputs(state: &State) -> Vec<String> {
    state.slots().map(|slot| state.named(Place::Slot(slot)).id).collect()
}

fn sources(state: &State) -> Vec<Option<&str>> {
    state.slots().map(|slot| state.held(slot).map(|held| held.source.as_str())).collect()
}
