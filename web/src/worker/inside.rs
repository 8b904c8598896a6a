//! The worker's end: reads files slice by slice and hands over what they come to.
//!
//! A worker serves one intake: it takes one array of files, says how many bytes it has read now and
//! then, hands over the collection as bytes, and is ended by the page. Its memory goes with it.

use std::cell::Cell;
use std::ops::ControlFlow;

use eku_intake::archive::Limits;
use eku_intake::collection::Collector;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use super::file::Slices;

/// Listens for the files. Called where there is no window.
pub fn listen() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new({
        let scope = scope.clone();
        move |event: MessageEvent| {
            if let Ok(files) = event.data().dyn_into::<Array>() {
                read(&files, &scope);
            }
        }
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

#[allow(clippy::cast_precision_loss)]
fn read(files: &Array, scope: &DedicatedWorkerGlobalScope) {
    let mut collector = Collector::new(Limits::default());
    let mut before = 0;
    for file in files.iter().filter_map(|file| file.dyn_into::<File>().ok()) {
        let name = file.name();
        let Some(source) = Slices::new(file.into()) else {
            continue;
        };
        let length = source.length();
        let told = Cell::new(0);
        let progress = |bytes: u64| {
            if bytes >= told.get() + STEP {
                told.set(bytes);
                let _ = scope.post_message(&JsValue::from_f64((before + bytes) as f64));
            }
            ControlFlow::Continue(())
        };
        collector.add(&name, source, &progress);
        before += length;
        let _ = scope.post_message(&JsValue::from_f64(before as f64));
    }
    let bytes = collector.finish().to_bytes().unwrap_or_default();
    let array = Uint8Array::new_from_slice(&bytes);
    let _ = scope.post_message(&array);
}

/// How many bytes are read between two words about it.
const STEP: u64 = 256 * 1024;
