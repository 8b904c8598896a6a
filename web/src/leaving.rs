//! Asks before the page is left with work that is not saved: the page stores nothing, so a reload loses
//! what was put in.
//!
//! Entry points: [`use_leaving`], and [`saved`] for what saves. What an example shows, what was saved and
//! what was opened can be had again, and is left without a question. The check date is no work.

use std::cell::RefCell;
use std::rc::Rc;

use eku_case::Case;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::BeforeUnloadEvent;
use yew::prelude::*;

use crate::examples::EXAMPLES;
use crate::state::State;

thread_local! {
    /// What is in a file already.
    static SAVED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What the page holds is in a file now.
pub fn saved(state: &State) {
    SAVED.set(Some(held(state)));
}

/// Asks before the page is left, where that loses something.
#[hook]
pub fn use_leaving(state: &Rc<State>) {
    let latest = use_mut_ref(|| state.clone());
    latest.borrow_mut().clone_from(state);
    use_effect_with(state.reopened.notice.clone(), {
        let state = state.clone();
        move |notice| {
            if notice.is_some() {
                saved(&state);
            }
        }
    });
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "beforeunload", options, move |event| {
                if SAVED.with_borrow(|saved| is_work(&latest.borrow(), saved.as_deref())) {
                    event.prevent_default();
                    // What browsers look at that are older than the end of 2023; none shows the text.
                    if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                        event.set_return_value(" ");
                    }
                }
            })
        });
        move || drop(listener)
    });
}

/// Whether the page holds what cannot be had again.
#[must_use]
pub fn is_work(state: &State, saved: Option<&str>) -> bool {
    if !state.reading.is_empty() {
        return true;
    }
    let held = held(state);
    let fresh = || State::new(state.now);
    let is_example = || EXAMPLES.iter().any(|one| held == self::held(&fresh().with_example(one)));
    saved != Some(&*held) && held != self::held(&fresh()) && !is_example()
}

/// What a file would hold of the page, whenever it is saved and whatever day is checked.
#[must_use]
pub fn held(state: &State) -> String {
    eku_case::write(&Case { at: None, saved: None, ..state.real().case() })
}
