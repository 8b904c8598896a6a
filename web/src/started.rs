//! What the page's start left within reach: what the page was started from, and what it keeps for the
//! program that goes on where this one crashes.
//!
//! Entry points: [`property`], [`resumed`], [`keep`], [`working_on`]. The start is `start.js` of
//! `crates/eku-one-file`. What is kept lies in the memory of the same document and is stored nowhere; a
//! case never holds a key.

use std::cell::RefCell;
use std::rc::Rc;

use eku_engine::secret;
use gloo_timers::callback::Timeout;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::state::State;
use crate::text;

thread_local! {
    /// What is not kept yet.
    static WAITING: RefCell<Option<(Rc<State>, Timeout)>> = const { RefCell::new(None) };
}

/// What the start left under a name.
#[must_use]
pub fn property(name: &str) -> Option<JsValue> {
    let started = Reflect::get(&js_sys::global(), &JsValue::from_str(STARTED)).ok()?;
    let value = Reflect::get(started.dyn_ref::<Object>()?, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined()).then_some(value)
}

/// What a program that crashed kept; `None` where none did, and no text where it had nothing.
#[must_use]
pub fn resumed() -> Option<String> {
    let kept = kept()?;
    let get = |name| Reflect::get(&kept, &JsValue::from_str(name)).ok();
    get("again")?.is_truthy().then(|| get("case")?.as_string())?
}

/// Keeps what the page knows, once it is at rest.
pub fn keep(state: Rc<State>) {
    let timer = Timeout::new(REST, keep_now);
    WAITING.set(Some((state, timer)));
}

/// Keeps what the page knows before something is read, and says what is: where that crashes the
/// program, it is named.
pub fn working_on(names: &[String]) {
    keep_now();
    let names = Vec::from_iter(names.iter().map(|name| text::shown(&secret::shown(name))));
    set("doing", &names.join(", ").into());
}

fn keep_now() {
    let Some((state, _)) = WAITING.take() else { return };
    let state = state.real();
    let case = match state.is_fresh() {
        true => String::new(),
        // The day that is judged is today's unless another was chosen.
        false => eku_case::write(&eku_case::Case { at: state.date, ..state.case() }),
    };
    set("case", &case.into());
    set("doing", &"".into());
    set("rested", &true.into());
}

fn kept() -> Option<Object> {
    property("kept")?.dyn_into().ok()
}

fn set(name: &str, value: &JsValue) {
    if let Some(kept) = kept() {
        // An ordinary object takes it.
        let _ = Reflect::set(&kept, &JsValue::from_str(name), value);
    }
}

/// The global of the page's start.
const STARTED: &str = "ekuScript";

/// Milliseconds after a change: what draws it, and the rehearsal, go first.
const REST: u32 = 400;
