//! A rehearsal: once the page is drawn and at rest, an example is read and judged, and thrown away.
//!
//! Browsers compile WebAssembly function by function, each when it is called first, which takes
//! longer than the first judgement itself. Entry point: [`after_a_rest`].

use std::rc::Rc;

use eku_engine::time::Timestamp;
use gloo_timers::callback::Timeout;
use yew::Reducible;

use crate::examples::EXAMPLES;
use crate::state::{Action, State};

/// Rehearses in a moment, unless what is returned goes before.
pub fn after_a_rest(now: Timestamp) -> Timeout {
    Timeout::new(REST, move || {
        if let Some(example) = EXAMPLES.first() {
            let judged = Rc::new(State::new(now)).reduce(Action::Example(example));
            std::hint::black_box(judged);
        }
    })
}

/// Milliseconds after the page was drawn: what the browser still has to do goes first.
const REST: u32 = 200;
