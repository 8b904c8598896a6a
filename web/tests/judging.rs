//! The reducer where a deployment is large: it asks, and only the answer to the last question counts.

use std::rc::Rc;

use eku_engine::bundle;
use eku_engine::deployment::{NodeName, ReadyMade, Switch};
use eku_engine::time::Timestamp;
use eku_engine::transfer::Question;
use eku_web::examples::EXAMPLES;
use eku_web::place::{Place, TrustList};
use eku_web::state::{Action, Judgement, Progress, ReadOutcome, State, TrialKind};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const ROOTS: &str = include_str!("../../tests/certs/ca-both-roots.pem");

#[wasm_bindgen_test(unsupported = test)]
fn a_small_deployment_is_judged_at_once() {
    let state = after(fresh(), [Action::Example(&EXAMPLES[0])]);
    assert!(state.report.is_some() && state.judging.is_none() && !state.is_judging());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_large_one_is_asked_about_and_answered_as_the_engine_does() {
    let small = after(fresh(), [Action::Example(&EXAMPLES[0])]);
    let state = after(small.clone(), [roots()]);
    let judging = state.judging.as_ref().expect("a question");
    assert_eq!(judging.progress, Progress::Running);
    assert_eq!((judging.size.peers, judging.size.far_ends), (2, 0));
    assert!(judging.size.certificates > 1_000, "{:?}", judging.size);
    assert!(state.report == small.report, "the report before stays until then");
    let expected = question(&state).1.answer().report;
    let state = answered(state);
    assert!(state.report.as_deref() == Some(&state.description.told(expected)));
    assert!(state.judging.is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_answer_to_an_older_question_says_nothing() {
    let asked = after(fresh(), [Action::Example(&EXAMPLES[0]), roots()]);
    let (id, question) = question(&asked);
    let changed = after(asked, [Action::Switch(NodeName::Edge, Switch::EkuCheck, Some(false))]);
    assert_ne!(self::question(&changed).0, id);
    let old = Judgement::Answered(id, Some(Box::new(question.answer())));
    let state = after(changed.clone(), [Action::Judgement(old)]);
    assert!(state == changed);
    let state = after(state, [Action::Judgement(Judgement::Answered(id, None))]);
    assert!(state == changed);
    let checked = |state: &State| state.report.as_ref().unwrap().nodes[1].eku_check;
    assert_eq!((checked(&changed), checked(&answered(changed.clone()))), (Some("on"), Some("off")));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_canceled_or_crashes_has_no_answer_until_it_is_asked_for_again() {
    let asked = after(fresh(), [Action::Example(&EXAMPLES[0]), roots()]);
    let (id, question) = question(&asked);
    for (judgement, progress) in [
        (Judgement::Cancel, Progress::Canceled),
        (Judgement::Answered(id, None), Progress::Crashed),
    ] {
        let state = after(asked.clone(), [Action::Judgement(judgement)]);
        assert_eq!(state.judging.as_ref().unwrap().progress, progress);
        assert!(state.report.is_none() && state.today.is_none());
        assert!(state.description == asked.description, "what was given is there");
        // It may have been answered in the same moment.
        let late = Judgement::Answered(id, Some(Box::new(question.answer())));
        assert!(after(state.clone(), [Action::Judgement(late)]) == state);
        let again = after(state, [Action::Judgement(Judgement::Again)]);
        assert!(again.is_judging() && self::question(&again).0 != id);
        assert!(answered(again).report.is_some());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn no_plan_of_an_older_report_is_tried_and_what_is_small_again_needs_no_worker() {
    let asked = after(fresh(), [Action::Example(&EXAMPLES[0]), roots()]);
    let untried = after(asked.clone(), [Action::Try(TrialKind::Plan(0))]);
    assert!(untried.trial.is_none() && untried.judging == asked.judging);
    let tried = after(answered(asked.clone()), [Action::Try(TrialKind::Plan(0))]);
    assert!(tried.trial.is_some() && tried.is_judging());
    // The way back leads to what was judged already.
    assert!(!after(tried, [Action::TakeBack]).is_judging());
    let state = after(asked, [Action::Remove(Place::Trusted(TrustList::Both))]);
    assert!(state.judging.is_none() && state.report.is_some());
}

#[wasm_bindgen_test(unsupported = test)]
fn what_has_too_many_peers_and_far_ends_is_refused_once_until_it_is_smaller() {
    let webex = Action::AddFarEnd(Some(ReadyMade::Webex));
    let small = after(fresh(), [Action::Example(&EXAMPLES[0]), webex]);
    let mut large = (*small).clone();
    let far_end = small.description.far_ends[0].clone();
    let node = large.description.node_mut(far_end.node);
    let peer = node.peers[0].clone();
    node.peers.extend(vec![peer; 400]);
    large.description.far_ends.extend(vec![far_end.clone(); 300]);
    let change = |on| Action::Switch(far_end.node, Switch::EkuCheck, Some(on));
    let refused = after(Rc::new(large), [change(false), change(true)]);
    assert!(refused.report.is_none() && refused.judging.is_none());
    let said = Vec::from_iter(refused.alerts.iter().map(|alert| alert.problem.what.as_str()));
    assert_eq!(
        said,
        ["there are 120,701 pairs of a peer and a far end or traversal zone (limit 100,000)"]
    );
    let mut smaller = (*refused).clone();
    smaller.description.far_ends.truncate(1);
    assert!(after(Rc::new(smaller), [change(false)]).judging.is_some());
}

/// What a worker does.
fn answered(state: Rc<State>) -> Rc<State> {
    let (id, question) = question(&state);
    let answer = Some(Box::new(question.answer()));
    after(state, [Action::Judgement(Judgement::Answered(id, answer))])
}

fn question(state: &State) -> (usize, Rc<Question>) {
    let judging = state.judging.as_ref().expect("a question");
    (judging.id, Rc::clone(&judging.question))
}

fn roots() -> Action {
    let text = ROOTS.repeat(400);
    let place = Place::Trusted(TrustList::Both);
    Action::Took(vec![ReadOutcome::read(place, "roots.pem", bundle::read(text.as_bytes()))])
}

fn fresh() -> Rc<State> {
    Rc::new(State::new(Timestamp::parse("2026-11-23").unwrap()))
}

fn after(state: Rc<State>, actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    actions.into_iter().fold(state, |state, action| state.reduce(action))
}
