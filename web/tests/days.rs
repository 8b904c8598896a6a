//! Two days at once: distances count from the present one, verdicts are of the judged one, and the
//! timeline shows what is known from the earlier of the two on.

use std::rc::Rc;

use eku_engine::report::Verdict;
use eku_engine::time::Timestamp;
use eku_web::components::timeline::days::{Happening, Lane, Of, lanes};
use eku_web::components::timeline::layout::{BarKind, layout};
use eku_web::examples::EXAMPLES;
use eku_web::shape::Shape;
use eku_web::state::{Action, State};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// When the certificates of the examples end.
const END: &str = "2027-06-01";

#[wasm_bindgen_test(unsupported = test)]
fn a_second_judgement_is_made_where_a_later_day_is_judged_and_only_there() {
    for (at, second) in [
        (None, false),
        (Some("2026-11-23"), false),
        (Some("2026-11-23T23:59:59Z"), false),
        (Some("2026-11-24"), true),
        (Some("2028-01-01"), true),
        (Some("2025-01-01"), false),
    ] {
        let state = judged(at);
        assert_eq!(state.today.is_some(), second, "{at:?}");
        let first = state.outlook().unwrap().at;
        assert_eq!(first.date(), state.now.min(state.at()).date(), "{at:?}");
        let back = state.reduce(Action::Date(None));
        assert_eq!(back.today, None, "{at:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_known_of_today_does_not_change_with_the_judged_day() {
    let today = judged(None);
    for at in ["2026-11-24", END, "2028-01-01", "2035-01-01"] {
        let state = judged(Some(at));
        let (outlook, known) = (state.outlook().unwrap(), today.report.as_ref().unwrap());
        assert_eq!(outlook.forecast, known.forecast, "{at}");
        assert_eq!(outlook.services, known.services, "{at}");
    }
    // In the past, it begins with the judged day.
    let state = judged(Some("2026-08-01"));
    assert_eq!(state.outlook(), state.report.as_ref());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_service_has_a_bar_from_today_on_whatever_day_is_judged() {
    for at in [None, Some(END), Some("2028-01-01")] {
        let state = judged(at);
        let drawn = layout(&drawn(&state), state.days(), Shape::Wide);
        let start = drawn.axis.x(state.now.start_of_day());
        let services = drawn.rows.iter().rev().take(4);
        for row in services {
            assert_eq!(row.bars[0].from, start, "{} at {at:?}", row.name);
            assert_eq!(row.bars[0].kind, BarKind::Stands(Verdict::Works), "{at:?}");
        }
        let labels = drawn.rows.iter().flat_map(|row| &row.labels);
        assert!(labels.clone().any(|label| label.text.contains("1 Jun 2027 (190 days)")));
        assert!(!labels.clone().any(|label| label.text.contains("today")), "{at:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_fails_until_the_judged_day_and_not_then_is_drawn_so() {
    // Valid from 2026-06-01 on: on the day before, nothing works.
    let now = Timestamp::parse("2026-05-01").unwrap();
    let state = Rc::new(State::new(now)).reduce(Action::Example(&EXAMPLES[2]));
    let state = state.reduce(Action::Date(Timestamp::parse("2026-08-01").ok()));
    assert_eq!(state.report.as_ref().unwrap().verdict, Verdict::Works);
    assert_eq!(state.today.as_ref().unwrap().verdict, Verdict::Fails);
    for lane in drawn(&state).iter().filter(|lane| lane.of != Of::Certificate) {
        assert_eq!(lane.of, Of::Service(Verdict::Works), "{}", lane.name);
        assert_eq!(lane.events[0], (now, Happening::FailsAlready), "{}", lane.name);
        assert!(lane.events.len() > 1, "{}", lane.name);
        let row = layout(std::slice::from_ref(lane), state.days(), Shape::Wide).rows.remove(0);
        let kinds: Vec<_> = row.bars.iter().take(2).map(|bar| bar.kind).collect();
        let expected = [Verdict::Fails, Verdict::Works].map(BarKind::Stands);
        assert_eq!(kinds, expected, "{}", lane.name);
    }
}

fn drawn(state: &State) -> Vec<Lane> {
    lanes(state.outlook().unwrap(), state.report.as_ref().unwrap())
}

/// An example in which everything works until its certificates end, judged on a day.
fn judged(at: Option<&str>) -> Rc<State> {
    let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap();
    let state = Rc::new(State::new(now)).reduce(Action::Example(&EXAMPLES[2]));
    state.reduce(Action::Date(at.map(|day| Timestamp::parse(day).unwrap())))
}
