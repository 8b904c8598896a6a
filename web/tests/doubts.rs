//! Where a name contradicts the store that it is in: what is asked, and what the answer does.

use std::rc::Rc;

use eku_engine::bundle;
use eku_engine::deployment::{NodeName, Release};
use eku_engine::time::Timestamp;
use eku_web::examples::EXAMPLES;
use eku_web::place::{PeerId, Place, Slot};
use eku_web::state::{Action, ReadOutcome, State};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const CORE: &str = include_str!("../../tests/certs/core-server-only-ca2.pem");
const CORE_TOO: &str = include_str!("../../tests/certs/core-both-ca1.pem");
const EDGE: &str = include_str!("../../tests/certs/edge-server-only-ca2.pem");
const NOBODY: &str = include_str!("../../tests/certs/seed-cluster-s-com.pem");

#[wasm_bindgen_test(unsupported = test)]
fn a_store_is_doubted_where_one_side_speaks_plainly() {
    for (store, name, text, expected) in [
        ("core.server", "core-server.pem", CORE, None),
        ("core.server", "a.pem", CORE, None),
        ("core.server", "core-client.pem", CORE, Some(("core.client", false))),
        ("core.client", "core-server-only.pem", CORE, None),
        ("core.client", "server.core.example.com.pem", CORE, None),
        ("core.client", "client-and-server.pem", CORE, None),
        // The certificate's own name speaks.
        ("core.server", "a.pem", EDGE, Some(("edge.server", true))),
        ("core.server", "core-server.pem", EDGE, Some(("edge.server", true))),
        ("core.server", "edge-client.pem", EDGE, Some(("edge.client", true))),
        // It counts more than the file's.
        ("core.server", "edge.pem", CORE, None),
        ("core.server", "edge.pem", NOBODY, Some(("edge.server", false))),
        ("core.server", "score-e.pem", NOBODY, None),
        ("core.server", "dump.tar.gz!edge/client.pem", EDGE, None),
    ] {
        let doubt = take(fresh(), &[(store, name, text)]).doubt(slot(store));
        let found = doubt.map(|one| (Place::Slot(one.to).key(), one.name.is_some()));
        let expected = expected.map(|(to, by_name)| (to.to_owned(), by_name));
        assert_eq!(found, expected, "{name} in {store}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_asked_is_mended_by_what_is_offered() {
    let state = take(
        fresh(),
        &[("core.server", "client.pem", CORE), ("core.client", "server.pem", CORE_TOO)],
    );
    let doubt = state.doubt(slot("core.server")).unwrap();
    let from = Place::Slot(slot("core.server"));
    let moved = state.reduce(Action::Move(from, Place::Slot(doubt.to)));
    assert!(moved.slots().all(|slot| moved.doubt(slot).is_none()));
}

#[wasm_bindgen_test(unsupported = test)]
fn examples_copies_and_clusters_raise_no_doubt() {
    for example in &EXAMPLES {
        let state = fresh().reduce(Action::Example(example));
        assert!(state.slots().all(|slot| state.doubt(slot).is_none()), "{}", example.id);
        assert!(!state.exchanged(), "{}", example.id);
    }
    let both =
        take(fresh(), &[("edge.server", "edge.pem", EDGE), ("core.server", "edge.pem", EDGE)]);
    assert!(both.doubt(slot("core.server")).is_some(), "a copy of the other node's is no copy");
    let copied = take(fresh(), &[("core.server", "core-server.pem", CORE)])
        .reduce(Action::SameAsServer(NodeName::Core, PeerId::FIRST));
    assert_eq!(copied.doubt(slot("core.client")), None);
    let cluster =
        take(fresh(), &[("core.server", "a.pem", EDGE)]).reduce(Action::AddPeer(NodeName::Edge));
    assert_eq!(cluster.doubt(slot("core.server")), None, "which machine is not known");
    let old = take(fresh(), &[("core.server", "core-client.pem", CORE)])
        .reduce(Action::Release(None, Release::parse("X14").unwrap()));
    assert_eq!(old.doubt(slot("core.server")), None, "there is no client store");
}

#[wasm_bindgen_test(unsupported = test)]
fn nodes_that_are_exchanged_are_mended_at_once() {
    let state = take(
        fresh(),
        &[
            ("core.server", "a.pem", EDGE),
            ("core.client", "edge.pem", NOBODY),
            ("edge.server", "b.pem", CORE),
        ],
    );
    assert!(state.exchanged());
    assert!(state.slots().all(|slot| state.doubt(slot).is_none()), "one question for all");
    let mended = state.clone().reduce(Action::ExchangeNodes);
    assert!(!mended.exchanged());
    for (from, to) in [("core.server", "edge.server"), ("core.client", "edge.client")] {
        assert_eq!(state.held(slot(from)), mended.held(slot(to)));
        assert_eq!(state.held(slot(to)), mended.held(slot(from)));
    }
    // Something that is where it belongs speaks against it.
    let partly = take(state, &[("edge.client", "c.pem", EDGE)]);
    assert!(!partly.exchanged());
}

fn fresh() -> Rc<State> {
    Rc::new(State::new(Timestamp::parse("2026-11-23T12:00:00Z").unwrap()))
}

fn slot(key: &str) -> Slot {
    match Place::from_key(key) {
        Some(Place::Slot(slot)) => slot,
        other => panic!("{key} is {other:?}"),
    }
}

fn take(state: Rc<State>, files: &[(&str, &str, &str)]) -> Rc<State> {
    let read = files.iter().map(|(key, name, text)| {
        ReadOutcome::read(Place::Slot(slot(key)), name, bundle::read(text.as_bytes()))
    });
    state.reduce(Action::Took(read.collect()))
}
