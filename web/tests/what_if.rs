//! The reducer where something is tried: what a plan, an upgrade or one's own changes do to the state,
//! what is kept, and what is taken back.

use std::rc::Rc;

use eku_engine::bundle;
use eku_engine::deployment::{
    ClientEkuCheck, NodeName, ReadyMade, Release, Service, StoreKind, Switch, TlsVerify,
};
use eku_engine::report::{PlanReport, Report, Verdict};
use eku_engine::time::Timestamp;
use eku_web::examples::EXAMPLES;
use eku_web::place::{FarEndId, PeerId, Place, Slot, TrustList};
use eku_web::state::{Action, FarEndChange, ReadOutcome, Removed, State, TrialKind};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const CORE_BOTH: &str = include_str!("../../tests/certs/core-both-ca1.pem");
const CORE_SERVER_ONLY: &str = include_str!("../../tests/certs/core-server-only-ca2.pem");
const EDGE_SERVER_ONLY: &str = include_str!("../../tests/certs/edge-server-only-ca2.pem");
const ROOTS: &str = include_str!("../../tests/certs/ca-both-roots.pem");

#[wasm_bindgen_test(unsupported = test)]
fn every_plan_gives_on_the_page_what_its_report_promises() {
    let given = [
        failing(),
        after(failing(), [took(Place::Trusted(TrustList::Both), "roots.pem", ROOTS)]),
        after(failing(), [Action::Date(Timestamp::parse("2028-01-01").ok())]),
        after(failing(), [Action::Release(None, Release::parse("X15.3").unwrap())]),
        cluster(),
        after(
            failing(),
            [Action::AddFarEnd(Some(ReadyMade::Webex)), Action::AddFarEnd(Some(ReadyMade::Cms))],
        ),
        untrusted(),
        after(
            fresh(),
            [
                Action::Example(&EXAMPLES[2]),
                Action::VerifyNames(NodeName::Edge, "cor.example.com".into()),
            ],
        ),
    ];
    for (case, given) in given.into_iter().enumerate() {
        let report = given.report.as_deref().unwrap();
        assert!(!report.plans.is_empty(), "case {case}");
        for (place, plan) in report.plans.iter().enumerate() {
            let tried = after(given.clone(), [Action::Try(TrialKind::Plan(place))]);
            let what = format!("case {case}, {}", plan.title);
            for service in &plan.repairs {
                let [was, is] = [report, tried.report.as_deref().unwrap()]
                    .map(|report| verdict_of(report, service));
                assert!(is == Verdict::Works || is < was, "{what}: {service} is {is:?}");
            }
            assert_eq!(tried.tried_plan(), Some(place));
            assert_eq!(tried.real(), &*given, "{what}");
            assert_eq!(tried.planned().report, given.report, "{what}: the list stays");
            assert_eq!(after(tried, [Action::TakeBack]), given, "{what}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_imagined_certificate_is_marked_and_cannot_be_kept() {
    let tried = after(failing(), [Action::Try(TrialKind::Plan(0))]);
    let client = tried.held(Slot::FIRST[0]).unwrap();
    assert!(client.is_placeholder() && tried.imagines());
    assert!(client.reports()[0].facts.eku.client_auth && client.reports()[0].facts.eku.server_auth);
    let before = failing();
    assert_eq!(
        client.reports()[0].facts.subject,
        before.held(Slot::FIRST[0]).unwrap().reports()[0].facts.subject
    );
    assert!(!tried.held(Slot::FIRST[1]).unwrap().is_placeholder());
    assert_eq!(after(tried.clone(), [Action::Keep]), tried);
    // The real one takes its place, and then the rest can be kept.
    let got = after(tried, [took(place("core.client"), "real.pem", CORE_BOTH)]);
    assert!(!got.imagines());
    let kept = after(got.clone(), [Action::Keep]);
    assert!(kept.trial.is_none());
    assert_eq!((&kept.description.nodes, &kept.report), (&got.description.nodes, &got.report));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_renewal_that_is_tried_is_marked_and_cannot_be_kept() {
    let expired = after(failing(), [Action::Date(Timestamp::parse("2028-01-01").ok())]);
    let plans = &expired.report.as_ref().unwrap().plans;
    let renews = |plan: &PlanReport| plan.actions.iter().any(|one| one.id == "renew-certificate");
    let place = plans.iter().position(renews).unwrap();
    let renewed = plans[place].actions.iter().find(|one| one.id == "renew-certificate").unwrap();
    let renewed = renewed.target.to_string();
    let tried = after(expired.clone(), [Action::Try(TrialKind::Plan(place))]);
    assert!(tried.imagined_stores().iter().any(|store| store.to_string() == renewed), "{renewed}");
    assert_eq!(after(tried.clone(), [Action::Keep]), tried);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_ca_that_a_plan_adds_counts_until_a_list_is_changed_by_hand() {
    let list = Place::Trusted(TrustList::Core);
    let given = after(failing(), [took(list, "roots.pem", ROOTS)]);
    let tried = after(given, [Action::Try(TrialKind::Plan(0))]);
    assert!(tried.assumes(list) && !tried.assumes(Place::Trusted(TrustList::Both)));
    let changed = after(tried, [took(list, "more.pem", ROOTS)]);
    assert!(!changed.assumes(list));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_changed_meanwhile_is_compared_and_taken_back_with_it() {
    for what in [TrialKind::Plan(0), TrialKind::Own] {
        let tried = after(
            failing(),
            [
                Action::Try(what),
                Action::Switch(NodeName::Edge, Switch::EkuCheck, Some(false)),
                Action::Date(Timestamp::parse("2027-01-01").ok()),
                Action::AddFarEnd(Some(ReadyMade::Webex)),
                Action::Remove(place("edge.server")),
            ],
        );
        assert_eq!(tried.trial.as_ref().unwrap().before, failing(), "{what:?}");
        assert_ne!(tried.report, failing().report);
        assert!(after(tried, [Action::TakeBack]).is_like(&failing()), "{what:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn ones_own_changes_are_compared_or_kept() {
    let tried = after(failing(), [Action::Try(TrialKind::Own)]);
    assert_eq!(tried.report, failing().report, "nothing is changed by beginning");
    let changed =
        after(tried.clone(), [Action::Switch(NodeName::Edge, Switch::EkuCheck, Some(false))]);
    let kept = after(changed.clone(), [Action::Keep]);
    assert!(kept.trial.is_none());
    assert_eq!(kept.report, changed.report);
    assert_eq!(after(changed.clone(), [Action::Try(TrialKind::Own)]), changed, "it is begun once");
    // A plan is tried on top of it, and leads back to it.
    let above = after(changed.clone(), [Action::Try(TrialKind::Plan(0))]);
    assert_eq!(above.real(), &*failing());
    assert_eq!(after(above, [Action::TakeBack]), changed);
}

#[wasm_bindgen_test(unsupported = test)]
fn one_plan_takes_the_place_of_another() {
    let second = after(failing(), [Action::Try(TrialKind::Plan(1))]);
    let swapped =
        after(failing(), [Action::Try(TrialKind::Plan(0)), Action::Try(TrialKind::Plan(1))]);
    assert_eq!(swapped, second);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_not_there_cannot_be_tried() {
    for (state, what) in [
        (fresh(), TrialKind::Own),
        (fresh(), TrialKind::Upgrade),
        (fresh(), TrialKind::Plan(0)),
        (failing(), TrialKind::Upgrade),
        (failing(), TrialKind::Plan(99)),
    ] {
        assert_eq!(after(state.clone(), [Action::Try(what)]), state, "{what:?}");
    }
    for action in [Action::Keep, Action::TakeBack, Action::Undo] {
        assert_eq!(after(failing(), [action]), failing());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_upgrade_is_tried_kept_and_taken_back() {
    let given = after(
        fresh(),
        [
            took(place("core.client"), "kept.pem", CORE_SERVER_ONLY),
            Action::Switch(NodeName::Edge, Switch::EkuCheck, Some(false)),
            Action::Release(None, Release::parse("X15.3").unwrap()),
            took(place("core.server"), "core.pem", CORE_BOTH),
            took(place("edge.server"), "edge.pem", EDGE_SERVER_ONLY),
        ],
    );
    assert!(given.can_upgrade());
    let tried = after(given.clone(), [Action::Try(TrialKind::Upgrade)]);
    assert_eq!(verdicts(&tried), [Verdict::Works; 4]);
    for node in NodeName::ALL {
        assert_eq!(tried.release(node), Release::parse("X15.5").unwrap());
        assert_eq!(tried.description.switch(node, Switch::EkuCheck), Some(true));
    }
    assert_eq!(
        tried.description.nodes[0].peers[0].client,
        given.description.nodes[0].peers[0].server
    );
    assert!(!tried.imagines() && !tried.can_upgrade());
    assert_eq!(after(tried.clone(), [Action::TakeBack]), given);
    let kept = after(tried.clone(), [Action::Keep]);
    assert_eq!((&kept.report, &kept.trial), (&tried.report, &None));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_upgrade_of_one_node_leaves_the_stores_of_the_other() {
    let given = after(
        fresh(),
        [
            Action::Example(&EXAMPLES[2]),
            Action::ReleasesDiffer(true),
            Action::Release(Some(NodeName::Edge), Release::parse("X15.4").unwrap()),
        ],
    );
    let tried = after(given.clone(), [Action::Try(TrialKind::Upgrade)]);
    assert_eq!(
        tried.description.nodes[0].peers[0].client,
        given.description.nodes[0].peers[0].client
    );
    assert_eq!(
        tried.description.nodes[1].peers[0].client,
        given.description.nodes[1].peers[0].server
    );
    assert!(!tried.releases_differ);
    assert_eq!(verdicts(&tried), [Verdict::Works; 4]);
    assert_eq!(after(tried, [Action::TakeBack]), given);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_a_plan_asks_of_a_far_end_shows_in_its_settings() {
    let given = after(
        fresh(),
        [
            Action::Example(&EXAMPLES[2]),
            Action::AddFarEnd(Some(ReadyMade::Webex)),
            took(place("edge.client"), "edge.pem", EDGE_SERVER_ONLY),
        ],
    );
    let id = given.description.far_ends[0].id;
    let given =
        after(given, [Action::ChangeFarEnd(id, FarEndChange::ClientEkuCheck(ClientEkuCheck::On))]);
    let plans = &given.report.as_ref().unwrap().plans;
    let asks = |plan: &PlanReport| {
        plan.actions.iter().any(|action| action.id == "ask-far-end-to-ignore-client-eku")
    };
    let place = plans.iter().position(asks).expect("a plan asks the far end");
    let tried = after(given, [Action::Try(TrialKind::Plan(place))]);
    assert_eq!(tried.description.far_ends[0].client_eku_check, ClientEkuCheck::Off);
    assert_eq!(tried.description.far_ends[0].tls_verify, TlsVerify::On);
    assert!(!tried.imagines(), "it can be kept");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_was_taken_away_last_comes_back() {
    let given = after(
        failing(),
        [
            Action::AddPeer(NodeName::Edge),
            Action::AddFarEnd(Some(ReadyMade::Webex)),
            took(Place::Anything, "who.pem", CORE_BOTH),
        ],
    );
    let far_end: FarEndId = given.description.far_ends[0].id;
    let cases = [
        (Action::StartAgain, Removed::Everything),
        (Action::Example(&EXAMPLES[0]), Removed::Everything),
        (Action::Remove(place("core.client")), Removed::Content("Core's client store".into())),
        (Action::RemovePeer(NodeName::Edge, PeerId::FIRST), Removed::Whole("edge1".into())),
        (Action::RemoveFarEnd(far_end), Removed::Whole("Webex".into())),
        (Action::Discard(given.unplaced[0].id), Removed::Whole("who.pem".into())),
    ];
    for (action, gone) in cases {
        let what = format!("{action:?}");
        let without = after(given.clone(), [action]);
        assert_eq!(without.undo.as_ref().unwrap().gone, gone, "{what}");
        assert!(after(without.clone(), [Action::Undo]).is_like(&given), "{what}");
        // The next change ends it; what hovers over the page is no change.
        let hovered = after(without.clone(), [Action::Drag(Some(Place::Anything))]);
        assert!(hovered.undo.is_some());
        let tried = after(without.clone(), [Action::Try(TrialKind::Own)]);
        assert!(tried.undo.is_none() || tried.trial.is_none(), "{what}");
        let back = after(tried, [Action::TakeBack]);
        assert_eq!(back.undo, without.undo, "{what}: a trial in between loses nothing");
        let later = after(without, [Action::Switch(NodeName::Core, Switch::EkuCheck, Some(false))]);
        assert!(later.undo.is_none(), "{what}");
    }
    // What is tried comes back with it.
    let tried = after(given, [Action::Try(TrialKind::Own)]);
    let back = after(tried.clone(), [Action::StartAgain, Action::Undo]);
    assert_eq!(back.trial, tried.trial);
}

fn fresh() -> Rc<State> {
    Rc::new(State::new(Timestamp::parse("2026-11-23T12:00:00Z").unwrap()))
}

/// Four server-only certificates of a public CA.
fn failing() -> Rc<State> {
    after(fresh(), [Action::Example(&EXAMPLES[0])])
}

/// The same with two machines of Core.
fn cluster() -> Rc<State> {
    let state = after(failing(), [Action::AddPeer(NodeName::Core)]);
    let second = state.peers(NodeName::Core)[1].id;
    let stores = [StoreKind::Client, StoreKind::Server].map(|kind| {
        let place = Place::Slot(Slot::new(NodeName::Core, second, kind));
        took(place, "second.pem", CORE_SERVER_ONLY)
    });
    after(state, stores)
}

/// What works, save that Core's list lacks the CA of Edge's certificates.
fn untrusted() -> Rc<State> {
    let one = include_str!("../../tests/certs/ca1-root.pem");
    let list = Place::Trusted(TrustList::Core);
    after(fresh(), [Action::Example(&EXAMPLES[2]), took(list, "ca1.pem", one)])
}

/// The state after these actions, without what is said of the last files.
fn after<const N: usize>(state: Rc<State>, actions: [Action; N]) -> Rc<State> {
    let state = actions.into_iter().fold(state, |state, action| state.reduce(action));
    let mut state = Rc::unwrap_or_clone(state);
    state.receipt = None;
    state.into()
}

fn place(store: &str) -> Place {
    Place::from_key(store).unwrap()
}

fn took(place: Place, name: &str, text: &str) -> Action {
    Action::Took(vec![ReadOutcome::read(place, name, bundle::read(text.as_bytes()))])
}

fn verdict_of(report: &Report, service: &Service) -> Verdict {
    report.services.iter().find(|one| one.id == *service).unwrap().verdict
}

fn verdicts(state: &State) -> Vec<Verdict> {
    let report = state.report.as_ref().unwrap();
    report.services.iter().map(|service| service.verdict).collect()
}
