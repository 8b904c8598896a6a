//! The first judgement is drawn in stages, one a frame: the answer is on the screen before the rest
//! is made.
//!
//! Entry points: [`use_stage`], and [`use_growing`] for a long list that comes into sight. Once everything is
//! drawn, changes are drawn all at once.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

/// The last stage: everything is drawn.
pub const LAST: u8 = 3;

/// The stage that is drawn: 0 shows the answer, each further one more; [`LAST`] where there is no
/// judgement.
#[hook]
pub fn use_stage(is_judged: bool) -> u8 {
    let stage = use_mut_ref(|| (LAST, false));
    let update = use_force_update();
    let drawn = {
        let mut stage = stage.borrow_mut();
        let (last, was_judged) = *stage;
        let drawn = match (is_judged, was_judged) {
            (false, _) => LAST,
            (true, false) => 0,
            (true, true) => last,
        };
        *stage = (drawn, is_judged);
        drawn
    };
    use_effect_with((drawn, is_judged), move |_| {
        if drawn < LAST {
            after_a_frame(move || {
                // Unless everything was taken away meanwhile.
                let goes_on = *stage.borrow() == (drawn, true);
                if goes_on {
                    stage.borrow_mut().0 = drawn + 1;
                    update.force_update();
                }
            });
        }
    });
    drawn
}

/// How many entries of a list are drawn: the first once it comes into sight, more in each further frame,
/// none where it is not in sight.
#[hook]
pub fn use_growing(all: usize, in_sight: bool) -> usize {
    let drawn = use_state_eq(|| 1);
    let setter = drawn.setter();
    use_effect_with((*drawn, all, in_sight), move |(drawn, all, in_sight)| {
        let next = drawn + A_FEW;
        match in_sight {
            false => setter.set(1),
            true if drawn < all => after_a_frame(move || setter.set(next)),
            true => {}
        }
    });
    if in_sight { all.min(*drawn) } else { 0 }
}

/// A further frame draws so many more.
const A_FEW: usize = 2;

/// Acts once the browser has shown what is drawn now.
fn after_a_frame(act: impl FnOnce() + 'static) {
    let shown = Closure::once_into_js(move || Timeout::new(0, act).forget());
    let asked = web_sys::window()
        .and_then(|window| window.request_animation_frame(shown.unchecked_ref()).ok());
    debug_assert!(asked.is_some(), "a page has a window");
}
