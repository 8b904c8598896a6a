//! What is said of files that were read: where they went, what is there already, and for how long
//! that stands.

use std::rc::Rc;

use eku_engine::bundle;
use eku_engine::deployment::{NodeName, Switch};
use eku_engine::time::Timestamp;
use eku_web::place::Place;
use eku_web::state::{Action, ReadOutcome, State, TrialKind};
use eku_web::text::receipt::sentence;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const CORE: &str = include_str!("../../tests/certs/core-server-only-ca2.pem");
const CORE_LEAF: &str = include_str!("../../tests/certs/core-server-only-ca2-leaf.pem");
const EDGE: &str = include_str!("../../tests/certs/edge-server-only-ca2.pem");
const ROOTS: &str = include_str!("../../tests/certs/ca-both-roots.pem");

const ALL: [(&str, &str, &str); 4] = [
    ("anything", "core-server.pem", CORE),
    ("anything", "core-client.pem", CORE),
    ("anything", "edge-server.pem", EDGE),
    ("anything", "edge-client.pem", EDGE),
];

#[wasm_bindgen_test(unsupported = test)]
fn files_are_said_to_be_where_they_went() {
    for (files, expected) in [
        (&ALL[..], "4 files read: Core server, Core client, Edge server, Edge client."),
        (&[("core.client", "a.pem", CORE)], "1 file read: Core client."),
        (&[("anything", "a.pem", CORE)], "1 file read. Choose a store for the file."),
        (
            &[("edge.server", "a.pem", CORE), ("edge.server", "b.pem", "junk")],
            "1 file read: Edge server. 1 file could not be read.",
        ),
        (&[("trusted", "ca.pem", ROOTS)], "1 file read: the trusted CA lists of both nodes."),
    ] {
        assert_eq!(said(&take(fresh(), files)).as_deref(), Some(expected), "{files:?}");
    }
    assert_eq!(said(&take(fresh(), &[("edge.server", "a.pem", "junk")])), None, "its alert speaks");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_a_file_replaces_can_be_brought_back() {
    let full = take(fresh(), &ALL);
    assert!(full.undo.is_none(), "nothing was there before");
    let other = take(full.clone(), &[("core.server", "edge-client.pem", EDGE)]);
    let gone = other.undo.as_ref().map(|undo| eku_web::text::trial::gone(&undo.gone));
    assert_eq!(gone.as_deref(), Some("Replaced: Core's server store."));
    let back = other.reduce(Action::Undo);
    assert_eq!((&back.description.nodes, &back.report), (&full.description.nodes, &full.report));
    let again = take(full.clone(), &[("core.server", "core-server.pem", CORE)]);
    assert!(again.undo.is_none(), "the same certificate replaces nothing");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_there_already_changes_nothing_and_that_is_said() {
    let roots = ("trusted", "ca.pem", ROOTS);
    let full = take(take(fresh(), &ALL), &[roots]);
    for (place, name, text, expected) in [
        ("anything", "core-server.pem", CORE, "core-server.pem is already in Core's server store"),
        (
            "core.client",
            "other.pem",
            CORE,
            "other.pem is already in Core's client store, from core-client.pem",
        ),
        ("trusted", "ca.pem", ROOTS, "ca.pem is already in the trusted CA lists of both nodes"),
    ] {
        let again = take(full.clone(), &[(place, name, text)]);
        assert_eq!(said(&again), Some(format!("{expected}. Nothing changed.")), "{name}");
        assert_eq!(&again.description, &full.description, "{name}");
        assert_eq!(again.report, full.report, "{name}");
    }
    // Without its chain it is another file.
    let leaf = take(full.clone(), &[("core.client", "leaf.pem", CORE_LEAF)]);
    assert_eq!(said(&leaf).unwrap(), "1 file read: Core client.");
    assert_ne!(leaf.description.nodes, full.description.nodes);
    let all = take(full, &ALL);
    assert_eq!(said(&all).unwrap(), "4 files were already added. Nothing changed.");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_waits_for_each_store_of_a_machine_does_not_wait_once_more() {
    let once = take(fresh(), &[("anything", "a.pem", CORE)]);
    assert_eq!(said(&once).unwrap(), "1 file read. Choose a store for the file.");
    // One certificate may be in both stores of a machine.
    let twice = take(once, &[("anything", "a.pem", CORE)]);
    assert_eq!(said(&twice).unwrap(), "1 file read. Choose a store for the file.");
    let again = take(twice.clone(), &[("anything", "a.pem", CORE)]);
    assert_eq!(said(&again).unwrap(), "a.pem is already waiting for a store. Nothing changed.");
    assert_eq!(again.unplaced, twice.unplaced);
    let full = take(again, &[("core.server", "b.pem", CORE)]);
    let put = full.clone().reduce(Action::Put(full.unplaced[0].id, place("core.server")));
    assert_eq!(
        said(&put).unwrap(),
        "a.pem is already in Core's server store, from b.pem. Nothing changed."
    );
    assert_eq!((&put.description.nodes, put.unplaced.len()), (&full.description.nodes, 1));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_receipt_goes_with_the_next_change_and_does_not_come_back() {
    let read = take(fresh(), &ALL);
    for stays in [Action::Drag(Some(Place::Anything)), Action::Dismiss(7)] {
        assert!(said(&read.clone().reduce(stays)).is_some());
    }
    for goes in [
        Action::Switch(NodeName::Edge, Switch::EkuCheck, Some(false)),
        Action::Date(None),
        Action::Remove(place("core.client")),
        Action::Try(TrialKind::Plan(0)),
        Action::StartAgain,
    ] {
        let changed = read.clone().reduce(goes);
        assert_eq!(said(&changed), None);
        for back in [Action::TakeBack, Action::Undo] {
            assert_eq!(said(&changed.clone().reduce(back)), None);
        }
    }
}

fn said(state: &State) -> Option<String> {
    state.receipt.as_deref().map(sentence)
}

fn fresh() -> Rc<State> {
    Rc::new(State::new(Timestamp::parse("2026-11-23T12:00:00Z").unwrap()))
}

fn place(key: &str) -> Place {
    Place::from_key(key).unwrap()
}

fn take(state: Rc<State>, files: &[(&str, &str, &str)]) -> Rc<State> {
    let read = files.iter().map(|(key, name, text)| {
        ReadOutcome::read(place(key), name, bundle::read(text.as_bytes()))
    });
    state.reduce(Action::Took(read.collect()))
}
