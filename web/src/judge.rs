//! Has a worker judge what is large, while the page goes on.
//!
//! Entry point: [`start`]. A worker judges one question and is ended, with its memory; where the question
//! is no longer asked, at once. Where a browser refuses the worker, the page judges itself.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use eku_engine::transfer::Answer;
use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use yew::Callback;

use crate::state::{Action, Judgement, Judging};
use crate::worker::Worker;

/// A judgement that is on its way. It ends when this is dropped.
pub struct Judge {
    worker: Rc<RefCell<Option<Worker>>>,
    _pause: Timeout,
}

/// Has a question answered.
#[must_use]
pub fn start(judging: &Judging, act: Callback<Action>) -> Judge {
    let worker = Rc::new(RefCell::new(None));
    let (id, question) = (judging.id, judging.question.clone());
    let answered = move |answer| {
        act.emit(Action::Judgement(Judgement::Answered(id, answer)));
    };
    let pause = Timeout::new(PAUSE, {
        let worker = Rc::clone(&worker);
        move || {
            let (heard, failed) = (answered.clone(), answered.clone());
            let started = Worker::start(move |said| heard(read(&said)), move || failed(None));
            let asked = Uint8Array::new_from_slice(&question.to_bytes());
            match started.filter(|worker| worker.say(&asked)) {
                Some(started) => *worker.borrow_mut() = Some(started),
                None => answered(Some(Box::new(question.answer()))),
            }
        }
    });
    Judge { worker, _pause: pause }
}

impl Drop for Judge {
    fn drop(&mut self) {
        // Not while the worker's own message is being handled.
        let worker = self.worker.take();
        wasm_bindgen_futures::spawn_local(async move { drop(worker) });
    }
}

fn read(said: &JsValue) -> Option<Box<Answer>> {
    let bytes = said.dyn_ref::<Uint8Array>()?.to_vec();
    Answer::from_bytes(&bytes, &mut |text| Some(constant(text))).map(Box::new)
}

thread_local! {
    static CONSTANTS: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// A constant of the program. They are few, and each is kept once.
fn constant(text: &str) -> &'static str {
    CONSTANTS.with_borrow_mut(|constants| match constants.get(text) {
        Some(known) => known,
        None => {
            let kept: &'static str = Box::leak(text.into());
            constants.insert(kept);
            kept
        }
    })
}

/// Milliseconds: who types asks once.
const PAUSE: u32 = 100;
