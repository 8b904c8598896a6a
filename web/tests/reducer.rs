//! The reducer alone: what each action does to the state and to the verdict.

use std::rc::Rc;

use eku_engine::bundle;
use eku_engine::deployment::{NodeName, Release, Switch};
use eku_engine::report::Verdict;
use eku_engine::time::Timestamp;
use eku_web::examples::EXAMPLES;
use eku_web::place::{PeerId, Place, Slot, TrustList};
use eku_web::state::{Action, ReadOutcome, State};
use eku_web::text;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const CORE_BOTH: &str = include_str!("../../tests/certs/core-both-ca1.pem");
const CORE_SERVER_ONLY: &str = include_str!("../../tests/certs/core-server-only-ca2.pem");
const KEY: &str = include_str!("../../tests/certs/bad/key-pkcs8.pem");
const KEY_AND_CERTIFICATE: &str = include_str!("../../tests/certs/bad/key-and-certificate.pem");

#[wasm_bindgen_test(unsupported = test)]
fn a_keystroke_in_a_name_another_day_and_a_removal_verify_nothing() {
    let state = after(fresh(), [Action::Example(&EXAMPLES[0])]);
    let verified = state.verified.count();
    assert!(verified > 0);
    let mut typed = state;
    for (days, name) in (1..).zip(["e", "ed", "edg", "edge.example.com"]) {
        let day = typed.now.plus_days(days);
        let name = Action::VerifyNames(NodeName::Core, name.into());
        typed = after(typed, [name, Action::Date(Some(day))]);
    }
    assert_eq!(typed.verified.count(), verified);
    let without = after(typed, [Action::Remove(Place::Slot(Slot::FIRST[0]))]);
    assert_eq!(without.verified.count(), verified);
    let other = after(without, [Action::Example(&EXAMPLES[3])]);
    assert!(other.verified.count() > 0, "the page begins anew");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_examples_give_the_eight_cases_of_the_table() {
    use Verdict::{Fails, Works};
    for (id, check, expected) in [
        ("condition-2-check-on", true, [Fails, Fails, Fails, Fails]),
        ("condition-2-check-off", false, [Works, Fails, Fails, Fails]),
        ("condition-2.1", true, [Works; 4]),
        ("condition-2.1", false, [Works; 4]),
        ("condition-3", true, [Works; 4]),
        ("condition-3", false, [Works; 4]),
        ("condition-4", true, [Works; 4]),
        ("condition-4", false, [Works; 4]),
    ] {
        let example = EXAMPLES.iter().find(|example| example.id == id).unwrap();
        let state = after(
            fresh(),
            [
                Action::Example(example),
                Action::Switch(NodeName::Edge, Switch::EkuCheck, Some(check)),
            ],
        );
        assert_eq!(services(&state), expected, "{id}, EKU check {check}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_example_can_be_shown_long_after_its_certificates_expired() {
    let now = Timestamp::parse("2031-01-01").unwrap();
    let state = after(Rc::new(State::new(now)), [Action::Example(&EXAMPLES[2])]);
    assert_eq!(services(&state), [Verdict::Works; 4]);
    assert_ne!(state.at(), now);
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_is_judged_before_a_certificate_is_in() {
    let state = after(
        fresh(),
        [
            Action::Release(None, Release::parse("X15.4").unwrap()),
            Action::Switch(NodeName::Core, Switch::EkuCheck, Some(false)),
        ],
    );
    assert!(state.report.is_none());
    let state = after(state, [took(slot("core.server"), "core.pem", CORE_SERVER_ONLY)]);
    assert!(state.report.is_some());
    let Place::Slot(server) = slot("core.server") else { unreachable!() };
    assert!(after(state, [Action::Remove(Place::Slot(server))]).report.is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn what_cannot_be_read_changes_nothing_but_the_alerts_of_its_place() {
    let good = after(fresh(), [Action::Example(&EXAMPLES[2])]);
    for text in ["", "junk", KEY, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
    {
        let state = after(good.clone(), [took(slot("edge.server"), "bad.pem", text)]);
        assert_eq!(state.description.nodes, good.description.nodes, "{text}");
        assert_eq!(state.report, good.report, "{text}");
        assert_eq!(state.alerts.len(), 1, "{text}");
        let alert = &state.alerts[0];
        assert_eq!((alert.place, alert.problem.file.as_str()), (slot("edge.server"), "bad.pem"));
        assert!(after(state.clone(), [Action::Dismiss(alert.id)]).alerts.is_empty());
        let elsewhere = after(state.clone(), [took(slot("core.client"), "a.pem", CORE_BOTH)]);
        assert_eq!(elsewhere.alerts, state.alerts, "an alert does not go away by itself");
        let again = after(state, [took(slot("edge.server"), "a.pem", CORE_BOTH)]);
        assert!(again.alerts.is_empty(), "its place was given something better");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_only_block_of_a_file_is_not_counted() {
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let two = format!("{broken}{broken}");
    let below = format!("\n\n{broken}");
    let behind = format!("{CORE_BOTH}{KEY}");
    for (text, expected) in [
        (KEY.split_once(".\n").unwrap().1, &[""][..]),
        (KEY, &["line 2"]),
        (broken, &["byte 1 of its content"]),
        (&two, &["2 times, first at block 1, line 1, byte 1 of its content"]),
        (&below, &["line 3, byte 1 of its content"]),
        (&behind, &["block 3, line 54"]),
    ] {
        let state = after(fresh(), [took(slot("edge.server"), "bad.pem", text)]);
        let places: Vec<_> = state.alerts.iter().map(|one| one.problem.place.as_str()).collect();
        assert_eq!(places, expected, "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_beside_a_certificate_is_refused_and_the_certificate_kept() {
    let state = after(fresh(), [took(slot("core.client"), "both.pem", KEY_AND_CERTIFICATE)]);
    assert!(state.held(Slot::FIRST[0]).is_some());
    assert_eq!(state.alerts.len(), 1);
    assert!(state.alerts[0].problem.what.contains("private key"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_release_that_the_menu_does_not_offer_is_kept_and_shown_in_it() {
    let release = |text| Release::parse(text).unwrap();
    let menu = |state: &State| Vec::from_iter(state.releases().map(text::menu_release));
    assert_eq!(menu(&fresh()), ["X15.5", "X15.4", "X15.3", "X14"]);
    let others = [
        Action::ReleasesDiffer(true),
        Action::Release(Some(NodeName::Core), release("X12.7")),
        Action::Release(Some(NodeName::Edge), release("X20.1")),
    ];
    let state = after(fresh(), others);
    assert_eq!(menu(&state), ["X20.1", "X15.5", "X15.4", "X15.3", "X14", "X12.7"]);
    assert_eq!(NodeName::ALL.map(|node| state.release(node).to_string()), ["X12.7", "X20.1"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_a_release_does_not_have_is_kept() {
    let given = after(
        fresh(),
        [
            Action::Example(&EXAMPLES[2]),
            Action::Release(None, Release::parse("X15.5").unwrap()),
            Action::Switch(NodeName::Core, Switch::EkuCheck, Some(false)),
        ],
    );
    let old = after(given.clone(), [Action::Release(None, Release::parse("X15.4").unwrap())]);
    assert!(!old.has_store(Slot::FIRST[0]));
    assert_eq!(old.peers(NodeName::Core), given.peers(NodeName::Core));
    assert_eq!(old.peers(NodeName::Edge), given.peers(NodeName::Edge));
    assert_ne!(old.report, given.report);
    let refused = after(old.clone(), [took(slot("core.client"), "a.pem", CORE_BOTH)]);
    assert_eq!(refused.peers(NodeName::Core), given.peers(NodeName::Core));
    assert_eq!(refused.alerts.len(), 1);
    assert_eq!(
        after(old, [Action::Release(None, Release::parse("X15.5").unwrap())]).report,
        given.report
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn anything_is_sorted_by_its_name_or_waits() {
    let state = after(fresh(), [took(Place::Anything, "core-client.pem", CORE_BOTH)]);
    assert!(state.held(Slot::FIRST[0]).is_some() && state.unplaced.is_empty());
    let state = after(state, [took(Place::Anything, "core.pem", CORE_SERVER_ONLY)]);
    let choices = state.choices(&state.unplaced[0].held);
    let names: Vec<_> = choices.iter().map(|place| state.named(*place).store).collect();
    assert_eq!(names, ["core.client", "core.server"]);
    let id = state.unplaced[0].id;
    let put = after(state.clone(), [Action::Put(id, choices[1])]);
    assert!(put.held(Slot::FIRST[1]).is_some() && put.unplaced.is_empty());
    assert!(after(state, [Action::Discard(id)]).unplaced.is_empty());
    // A CA may belong to a list as well.
    let roots = include_str!("../../tests/certs/ca-both-roots.pem");
    let state = after(fresh(), [took(Place::Anything, "roots.pem", roots)]);
    let choices = state.choices(&state.unplaced[0].held);
    let list = Place::Trusted(TrustList::Both);
    assert!(choices.len() == 7 && choices.contains(&list));
    let id = state.unplaced[0].id;
    assert_eq!(after(state, [Action::Put(id, list)]).description.trusted_by_both.len(), 1);
    // Where there is one store only, the node's name is enough.
    let old = after(
        fresh(),
        [
            Action::Release(None, Release::parse("X14").unwrap()),
            took(Place::Anything, "core.pem", CORE_BOTH),
        ],
    );
    assert!(old.held(Slot::FIRST[1]).is_some() && old.unplaced.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn several_files_for_one_store_are_a_leaf_and_its_chain() {
    let issuer = include_str!("../../tests/certs/ca1-issuing.pem");
    let leaf = include_str!("../../tests/certs/core-both-ca1-leaf.pem");
    let taken = [("ca1-issuing.pem", issuer), ("leaf.pem", leaf)].map(|(name, text)| {
        ReadOutcome::read(slot("core.client"), name, bundle::read(text.as_bytes()))
    });
    let state = after(fresh(), [Action::Took(taken.into())]);
    let held = state.held(Slot::FIRST[0]).unwrap();
    assert_eq!(held.reports().len(), 2);
    assert!(!held.reports()[0].facts.is_ca && held.reports()[1].facts.is_ca);
}

#[wasm_bindgen_test(unsupported = test)]
fn trusted_lists_grow_and_are_emptied() {
    let roots = include_str!("../../tests/certs/ca-both-roots.pem");
    let place = Place::Trusted(TrustList::Both);
    let state =
        after(fresh(), [took(place, "roots.pem", roots), took(place, "more.pem", CORE_BOTH)]);
    assert_eq!(state.description.trusted_by_both.len(), 2);
    assert!(state.description.judged().unwrap().deployment.core.trusted_cas.is_some());
    let state = after(state, [Action::Remove(place)]);
    assert!(state.description.judged().unwrap().deployment.edge.trusted_cas.is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_name_to_verify_is_looked_for() {
    for (name, expected) in [
        ("other.example.com", Verdict::Fails),
        ("edge.example.com, other.example.com", Verdict::Works),
        ("  ", Verdict::Works),
    ] {
        let typed = Action::VerifyNames(NodeName::Core, name.to_owned());
        let state = after(fresh(), [Action::Example(&EXAMPLES[2]), typed]);
        assert_eq!(state.report.as_ref().unwrap().verdict, expected, "{name}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_copy_of_the_server_store_and_a_fresh_start() {
    let state = after(
        fresh(),
        [
            took(slot("edge.server"), "edge.pem", CORE_SERVER_ONLY),
            Action::SameAsServer(NodeName::Edge, PeerId::FIRST),
        ],
    );
    assert_eq!(state.held(Slot::FIRST[2]), state.held(Slot::FIRST[3]));
    let again = after(state, [Action::StartAgain]);
    assert!(again.is_fresh() && again.report.is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_ca_is_for_a_list_and_one_certificate_may_be_for_both_stores() {
    let ca = include_str!("../../tests/certs/ca-both-roots.pem");
    let state = after(fresh(), [took(Place::Anything, "edge-server-ca.pem", ca)]);
    assert!(slots_are_empty(&state), "a CA is no certificate of a store");
    let [waiting] = &state.unplaced[..] else { panic!("{:?}", state.unplaced) };
    let lists = [TrustList::Core, TrustList::Edge].map(Place::Trusted);
    let choices = state.choices(&waiting.held);
    assert!(lists.iter().all(|list| choices.contains(list)), "{choices:?}");

    let twice = || took(Place::Anything, "edge.pem", CORE_BOTH);
    let mut state = after(fresh(), [twice(), twice(), twice()]);
    assert_eq!(state.unplaced.len(), 2, "one for each store of Edge");
    for store in ["edge.client", "edge.server"] {
        let id = state.unplaced[0].id;
        assert!(state.choices(&state.unplaced[0].held).contains(&slot(store)));
        state = after(state, [Action::Put(id, slot(store))]);
    }
    assert!(state.unplaced.is_empty() && !slots_are_empty(&state));
}

fn slots_are_empty(state: &State) -> bool {
    !state.description.holds_something()
}

fn fresh() -> Rc<State> {
    Rc::new(State::new(Timestamp::parse("2026-11-23T12:00:00Z").unwrap()))
}

fn after<const N: usize>(state: Rc<State>, actions: [Action; N]) -> Rc<State> {
    actions.into_iter().fold(state, |state, action| state.reduce(action))
}

fn slot(store: &str) -> Place {
    Place::from_key(store).unwrap()
}

fn took(place: Place, name: &str, text: &str) -> Action {
    Action::Took(vec![ReadOutcome::read(place, name, bundle::read(text.as_bytes()))])
}

fn services(state: &State) -> Vec<Verdict> {
    let report = state.report.as_ref().unwrap();
    report.services.iter().map(|service| service.verdict).collect()
}
