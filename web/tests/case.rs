//! The reducer with cases: what is saved gives the same page again, and what it replaces comes
//! back.

use std::rc::Rc;

use eku_engine::bundle;
use eku_engine::deployment::{NodeName, ReadyMade, Release, Switch};
use eku_engine::time::Timestamp;
use eku_web::examples::EXAMPLES;
use eku_web::place::{Place, Slot, TrustList};
use eku_web::state::{Action, CaseAction, FarEndChange, ReadOutcome, State};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Cases of scenarios, and the one that holds everything.
const CASES: [(&str, &str); 9] = [
    seed(
        "seed-4-far-end-checks-client-eku-fails",
        include_str!("../../fuzz/seeds/case/seed-4-far-end-checks-client-eku-fails.json"),
    ),
    seed(
        "seed-scenario-1-webex-undecided",
        include_str!("../../fuzz/seeds/case/seed-scenario-1-webex-undecided.json"),
    ),
    seed(
        "seed-scenario-3-unified-cm-works",
        include_str!("../../fuzz/seeds/case/seed-scenario-3-unified-cm-works.json"),
    ),
    seed(
        "spec-cluster-one-peer-expired-fails",
        include_str!("../../fuzz/seeds/case/spec-cluster-one-peer-expired-fails.json"),
    ),
    seed(
        "spec-cluster-peer-names-works",
        include_str!("../../fuzz/seeds/case/spec-cluster-peer-names-works.json"),
    ),
    seed(
        "spec-far-end-both-directions-fails",
        include_str!("../../fuzz/seeds/case/spec-far-end-both-directions-fails.json"),
    ),
    seed(
        "spec-far-end-own-certificate-expired-maybe-verified-undecided",
        include_str!(
            "../../fuzz/seeds/case/spec-far-end-own-certificate-expired-maybe-verified-undecided.json"
        ),
    ),
    seed(
        "spec-four-far-ends-fails",
        include_str!("../../fuzz/seeds/case/spec-four-far-ends-fails.json"),
    ),
    seed("full", include_str!("../../fuzz/seeds/case/full.json")),
];

const fn seed(name: &'static str, text: &'static str) -> (&'static str, &'static str) {
    (name, text)
}

const CORE_BOTH: &str = include_str!("../../tests/certs/core-both-ca1.pem");
const ROOTS: &str = include_str!("../../tests/certs/ca-both-roots.pem");
const KEY_AND_CERTIFICATE: &str = include_str!("../../tests/certs/bad/key-and-certificate.pem");

#[wasm_bindgen_test(unsupported = test)]
fn every_example_is_the_same_after_it_was_saved_and_opened() {
    for example in &EXAMPLES {
        let state = after(fresh(), [Action::Example(example)]);
        let opened = after(later(), [open(&saved(&state))]);
        assert_eq!(opened.report, state.report, "{}", example.id);
        assert_eq!(opened.description.nodes, state.description.nodes, "{}", example.id);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_case_of_a_scenario_is_judged_as_the_command_line_judges_it() {
    for (name, text) in CASES {
        let case = eku_case::read(name, text.as_bytes()).unwrap();
        let at = case.at.unwrap();
        let expected = case.description.report(at).unwrap();
        let opened = after(later(), [open(text)]);
        let report = opened.report.clone().unwrap();
        assert_eq!(*report, expected, "{name}");
        // Saved by the page and opened once more.
        let again = after(later(), [open(&saved(&opened))]);
        assert_eq!(again.report, opened.report, "{name}");
        assert_eq!(again.description.judged(), opened.description.judged(), "{name}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_the_page_alone_has_a_place_for_comes_back() {
    let core_client = Place::Slot(Slot::FIRST[0]);
    let mut state = after(
        fresh(),
        [
            Action::Example(&EXAMPLES[2]),
            Action::AddPeer(NodeName::Edge),
            Action::Switch(NodeName::Edge, Switch::ClusterTlsVerify, Some(true)),
            Action::AddFarEnd(Some(ReadyMade::Webex)),
            Action::AddFarEnd(None),
            took(Place::Trusted(TrustList::Both), "roots.pem", ROOTS),
            took(Place::Trusted(TrustList::Core), "more.pem", ROOTS),
            took(Place::Anything, "whose.pem", CORE_BOTH),
            took(core_client, "copied.pem", CORE_BOTH),
            Action::VerifyNames(NodeName::Core, "edge.example.com, 192.0.2.1".to_owned()),
            Action::Date(Timestamp::parse("2027-02-01").ok()),
            Action::Release(Some(NodeName::Core), Release::parse("X15.3").unwrap()),
            Action::Switch(NodeName::Edge, Switch::EkuCheck, Some(false)),
        ],
    );
    let webex = state.description.far_ends[0].id;
    state =
        after(state, [Action::ChangeFarEnd(webex, FarEndChange::Name("Webex Calling".to_owned()))]);
    let opened = after(later(), [open(&saved(&state))]);
    assert_eq!(opened.report, state.report);
    let held = |state: &State| {
        let store = |slot: Slot| state.held(slot).map(|held| held.source.clone());
        Slot::FIRST.map(store)
    };
    assert_eq!(held(&opened), held(&state), "the client store that X15.3 has not is kept");
    assert_eq!(opened.description.judged(), state.description.judged());
    assert_eq!(opened.unplaced.len(), 1);
    assert_eq!(opened.unplaced[0].held, state.unplaced[0].held);
    assert_eq!(opened.at(), state.at());
    let ready_made = |state: &State| {
        let far_ends = state.description.far_ends.iter();
        far_ends.map(|one| (one.name.clone(), one.ready_made)).collect::<Vec<_>>()
    };
    assert_eq!(ready_made(&opened), ready_made(&state));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_a_case_replaces_comes_back_and_nothing_is_said_where_there_was_nothing() {
    let case = saved(&after(fresh(), [Action::Example(&EXAMPLES[0])]));
    let opened = after(fresh(), [open(&case)]);
    assert!(opened.reopened.notice.is_some() && !opened.can_close_case());

    let before = after(fresh(), [Action::Example(&EXAMPLES[2])]);
    let opened = after(before.clone(), [open(&case)]);
    assert!(opened.can_close_case());
    assert_ne!(opened.report, before.report);
    let back = after(opened.clone(), [Action::Case(CaseAction::Back)]);
    assert_eq!(
        (&back.report, &back.description.nodes),
        (&before.report, &before.description.nodes)
    );
    assert!(back.reopened.notice.is_none() && !back.can_close_case());

    // A second case goes back to the first, and dismissing keeps what is open.
    let twice = after(opened.clone(), [open(&saved(&before))]);
    let once = after(twice, [Action::Case(CaseAction::Back)]);
    assert_eq!(once.report, opened.report);
    let dismissed = after(opened.clone(), [Action::Case(CaseAction::Dismiss)]);
    assert_eq!(dismissed.report, opened.report);
    assert!(dismissed.reopened.notice.is_none() && !dismissed.can_close_case());
}

#[wasm_bindgen_test(unsupported = test)]
fn evidence_follows_its_machine() {
    let (_, full) = CASES[8];
    let opened = after(later(), [open(full)]);
    let of_second = |state: &State| {
        let seen = state.case().description.observations();
        seen.iter().filter_map(|one| one.peer.as_deref().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert!(of_second(&opened).iter().all(|name| name == "edge2"));
    let second = opened.peers(NodeName::Edge)[1].id;
    let renamed =
        after(opened.clone(), [Action::PeerName(NodeName::Edge, second, "edge9".to_owned())]);
    assert!(!of_second(&renamed).is_empty());
    assert!(of_second(&renamed).iter().all(|name| name == "edge9"));
    let gone = after(opened.clone(), [Action::RemovePeer(NodeName::Edge, second)]);
    assert!(of_second(&gone).is_empty());
    assert!(
        gone.case().description.observations().len()
            < opened.case().description.observations().len()
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_that_was_given_is_not_in_the_case() {
    let server = Place::Slot(Slot::FIRST[1]);
    let state = after(fresh(), [took(server, "both.pem", KEY_AND_CERTIFICATE)]);
    let text = saved(&state);
    assert!(text.contains("BEGIN CERTIFICATE") && !text.contains("PRIVATE"));
    let secret = KEY_AND_CERTIFICATE.split("PRIVATE KEY-----\n").nth(1).unwrap();
    let line = secret.lines().next().unwrap();
    assert!(line.len() > 40 && !text.contains(&line[..40]));
}

fn saved(state: &State) -> String {
    eku_case::write(&state.case())
}

fn open(text: &str) -> Action {
    let case = eku_case::read("case.json", text.as_bytes()).unwrap();
    Action::Case(CaseAction::Open("case.json".to_owned(), Box::new(case)))
}

fn took(place: Place, source: &str, text: &str) -> Action {
    Action::Took(vec![ReadOutcome::read(place, source, bundle::read(text.as_bytes()))])
}

fn fresh() -> Rc<State> {
    Rc::new(State::new(Timestamp::parse("2026-11-23T12:00:00Z").unwrap()))
}

/// The page of a colleague, on another day.
fn later() -> Rc<State> {
    Rc::new(State::new(Timestamp::parse("2027-05-31T08:00:00Z").unwrap()))
}

fn after(state: Rc<State>, actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    actions.into_iter().fold(state, Reducible::reduce)
}
