//! The worker: reading large files beside the page, so that the page stays alive.
//!
//! [`Worker`] is the page's end: it starts a worker from the page's own script and its compiled
//! module, so that nothing is requested, hands it files, and passes on what it says. [`Pool`] has
//! several of them, for several files. [`inside`] is the other end. Where a browser refuses the worker, [`Worker::start`] says so and
//! the caller reads on the page itself.

mod file;
pub mod inside;
mod pool;

use js_sys::{Array, JsString, Object, Set};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, WorkerOptions, WorkerType};

use crate::started;

pub use pool::{Pool, PoolEvent};

/// A running worker; it ends when this is dropped, whatever it is doing.
pub struct Worker {
    worker: web_sys::Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(JsValue)>,
}

impl Worker {
    /// Starts a worker that hands each of its messages to `hear`, and that it broke to `fail`.
    ///
    /// `None` where the page was started in a way that leaves no script to start it from, or the
    /// browser refuses.
    #[must_use]
    pub fn start(
        hear: impl FnMut(JsValue) + 'static,
        mut fail: impl FnMut() + 'static,
    ) -> Option<Self> {
        let source: JsString = started::property("text")?.dyn_into().ok()?;
        let is_module = started::property("type")?.as_string()? == "module";
        let properties = BlobPropertyBag::new();
        properties.set_type("text/javascript");
        let parts = Array::of2(&source, &JsValue::from_str(BOOT));
        let blob = Blob::new_with_str_sequence_and_options(&parts, &properties).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        let options = WorkerOptions::new();
        options.set_type(if is_module { WorkerType::Module } else { WorkerType::Classic });
        let worker = web_sys::Worker::new_with_options(&url, &options);
        let _ = Url::revoke_object_url(&url);
        let worker = worker.ok()?;

        let mut hear = hear;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            hear(event.data());
        });
        let failed = Closure::<dyn FnMut(JsValue)>::new(move |_| fail());
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        if let Some(running) = running() {
            running.add(&worker);
        }
        worker.post_message(&wasm_bindgen::module()).ok()?;
        Some(Self { worker, _heard: heard, _failed: failed })
    }

    /// Sends a message.
    pub fn say(&self, message: &Object) -> bool {
        self.worker.post_message(message).is_ok()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        if let Some(running) = running() {
            running.delete(&self.worker);
        }
    }
}

/// The workers that the page's start ends where the page crashes.
fn running() -> Option<Set> {
    started::property("workers")?.dyn_into().ok()
}

/// Runs after that text: the first message is the compiled module; instantiating it runs `main`,
/// which listens for the next.
const BOOT: &str = "\nself.addEventListener('message', ({ data }) => initSync({ module: data }), { once: true });\n";
