//! The worker's end: reads files slice by slice and hands over what they come to, or judges.
//!
//! A worker serves one intake: it takes one file after the other, says how many bytes of it it has
//! read now and then, hands over what came of it as bytes, and is ended by the page. Its memory
//! goes with it. Or it judges one question after the other.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;

use eku_engine::chain::Verified;
use eku_engine::transfer::Question;
use eku_intake::archive::Limits;
use eku_intake::collection::Collector;
use js_sys::Uint8Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use super::file::Slices;

/// Listens for files and questions. Called where there is no window.
pub fn listen() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new({
        let scope = scope.clone();
        let verified = RefCell::new(Verified::default());
        move |event: MessageEvent| {
            let said = event.data();
            match said.dyn_into::<File>() {
                Ok(file) => read(file, &scope),
                Err(asked) => judge(&asked, &scope, &mut verified.borrow_mut()),
            }
        }
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

#[allow(clippy::cast_precision_loss)]
fn read(file: File, scope: &DedicatedWorkerGlobalScope) {
    let mut collector = Collector::new(Limits::default());
    let name = file.name();
    if let Some(source) = Slices::new(file.into()) {
        let length = source.length();
        let told = Cell::new(js_sys::Date::now());
        let progress = |bytes: u64| {
            // A word wakes the page, which takes time from the reading.
            let now = js_sys::Date::now();
            if (now - told.get()).abs() >= BETWEEN_WORDS {
                told.set(now);
                let _ = scope.post_message(&JsValue::from_f64(bytes as f64));
            }
            ControlFlow::Continue(())
        };
        collector.add(&name, source, &progress);
        let _ = scope.post_message(&JsValue::from_f64(length as f64));
    }
    let bytes = collector.to_bytes().unwrap_or_default();
    let _ = scope.post_message(&Uint8Array::new_from_slice(&bytes));
}

fn judge(asked: &JsValue, scope: &DedicatedWorkerGlobalScope, verified: &mut Verified) {
    let question = asked.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
    let question = question.and_then(|bytes| Question::from_bytes(&bytes));
    let answer = question.map(|question| question.answer_again(verified).to_bytes());
    let answer = answer.unwrap_or_default();
    let _ = scope.post_message(&Uint8Array::new_from_slice(&answer));
}

/// Milliseconds between two words about what was read.
const BETWEEN_WORDS: f64 = 50.0;
