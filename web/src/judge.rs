//! Has a worker judge what is large, while the page goes on.
//!
//! Entry point: [`Judge`]. One worker judges one question after the other and keeps the signatures that it
//! verified. Where a question is no longer asked while it is judged, the worker is ended, with its
//! memory. Where a browser refuses the worker, the page judges itself.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use eku_engine::transfer::{Answer, Question};
use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use yew::Callback;

use crate::state::{Action, Judgement, Judging};
use crate::worker::Worker;

/// Judges for the page.
#[derive(Clone)]
pub struct Judge(Rc<Bench>);

/// A judgement that is on its way. It ends when this is dropped.
pub struct OnItsWay {
    judge: Judge,
    id: usize,
    _pause: Timeout,
}

struct Bench {
    act: Callback<Action>,
    worker: RefCell<Option<Worker>>,
    /// What the worker judges.
    asked: Cell<Option<usize>>,
    /// What was answered last.
    answered: Cell<Option<usize>>,
    /// Whether the question before was given up.
    is_hasty: Cell<bool>,
    /// Whether the question takes so much memory that the worker is not kept.
    is_large: Cell<bool>,
}

impl Judge {
    /// One that hands its answers to `act`.
    #[must_use]
    pub fn new(act: Callback<Action>) -> Self {
        let (worker, asked, answered) = Default::default();
        let (is_hasty, is_large) = Default::default();
        Self(Rc::new(Bench { act, worker, asked, answered, is_hasty, is_large }))
    }

    /// Has a question answered.
    #[must_use]
    pub fn start(&self, judging: &Judging) -> OnItsWay {
        let (id, question) = (judging.id, judging.question.clone());
        let pause = if self.0.is_hasty.take() { PAUSE } else { 0 };
        let judge = self.clone();
        let pause = Timeout::new(pause, move || judge.ask(id, &question));
        OnItsWay { judge: self.clone(), id, _pause: pause }
    }

    fn ask(&self, id: usize, question: &Question) {
        let asked = Uint8Array::new_from_slice(&question.to_bytes());
        let worker = self.0.worker.take().or_else(|| self.worker());
        let worker = worker.filter(|worker| worker.say(&asked));
        self.0.asked.set(Some(id));
        self.0.is_large.set(asked.length() > MOST_KEPT);
        if worker.is_none() {
            self.answered(Some(Box::new(question.answer())));
        }
        self.0.worker.replace(worker);
    }

    fn worker(&self) -> Option<Worker> {
        let (heard, failed) = (self.clone(), self.clone());
        Worker::start(move |said| heard.answered(read(&said)), move || failed.answered(None))
    }

    fn answered(&self, answer: Option<Box<Answer>>) {
        if answer.is_none() || self.0.is_large.get() {
            self.end();
        }
        if let Some(id) = self.0.asked.take() {
            self.0.answered.set(Some(id));
            self.0.act.emit(Action::Judgement(Judgement::Answered(id, answer)));
        }
    }

    fn end(&self) {
        // Not while the worker's own message is being handled.
        let worker = self.0.worker.take();
        wasm_bindgen_futures::spawn_local(async move { drop(worker) });
    }
}

impl Drop for OnItsWay {
    fn drop(&mut self) {
        let Bench { asked, answered, is_hasty, .. } = &*self.judge.0;
        is_hasty.set(answered.get() != Some(self.id));
        if asked.get() == Some(self.id) {
            asked.set(None);
            self.judge.end();
        }
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

/// Milliseconds: who types on asks once.
const PAUSE: u32 = 100;

/// Bytes of a question. What judges more than that gives its memory back.
const MOST_KEPT: u32 = 1 << 20;
