//! The site opens without a network: a service worker keeps the site's own files. Where a new version of
//! them is there, the page says so; it reloads only when asked.
//!
//! Entry point: [`NewVersion`]. Only the built site names a manifest, and so has a worker. The single file needs
//! none. The worker is `web/site/service-worker.js`.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerRegistration, ServiceWorkerState};
use yew::prelude::*;

use crate::text::installed as words;

/// What listens to the worker and the next one.
type Listeners = Rc<RefCell<Vec<EventListener>>>;

/// The line that says that a new version is ready, with the button that uses it; empty where there is none.
#[component]
pub fn NewVersion() -> Html {
    let ready = use_state(|| None::<ServiceWorkerRegistration>);
    {
        let ready = ready.setter();
        use_effect_with((), move |()| {
            let listeners = Listeners::default();
            wasm_bindgen_futures::spawn_local({
                let listeners = listeners.clone();
                async move {
                    if let Some(registration) = register().await {
                        watch(&registration, &listeners, move |new| ready.set(Some(new)));
                    }
                }
            });
            move || listeners.borrow_mut().clear()
        });
    }
    let reload = ready
        .as_ref()
        .cloned()
        .map(|registration| Callback::from(move |_: MouseEvent| open_new_version(&registration)));
    html! {
        <output class="new-version" data-new-version={reload.is_some().then_some("ready")}>
            if let Some(onclick) = reload {
                <div class="trying-line">
                    <p>{ words::READY }</p>
                    <button type="button" class="button" data-use-new-version="" {onclick}>
                        { words::RELOAD }
                    </button>
                </div>
            }
        </output>
    }
}

/// The site's service worker; `None` in the single file, and where the browser has none or refuses it: then
/// the site needs its server to open, and nothing else changes.
async fn register() -> Option<ServiceWorkerRegistration> {
    let window = web_sys::window()?;
    window.document()?.query_selector("link[rel=manifest]").ok()??;
    let workers = window.navigator().service_worker();
    // Browsers have them on `https:` and `localhost` only.
    if workers.is_undefined() {
        return None;
    }
    JsFuture::from(workers.register(WORKER)).await.ok()?.dyn_into().ok()
}

/// Announces a version that waits to take the place of the one that is used: now, or once it is there.
fn watch(
    registration: &ServiceWorkerRegistration,
    listeners: &Listeners,
    announce: impl Fn(ServiceWorkerRegistration) + Clone + 'static,
) {
    // The first version takes nobody's place.
    let tell = {
        let registration = registration.clone();
        move || {
            if registration.active().is_some() && registration.waiting().is_some() {
                announce(registration.clone());
            }
        }
    };
    tell();
    let follow = {
        let (registration, inner) = (registration.clone(), Rc::downgrade(listeners));
        move || {
            let Some((listeners, new)) = inner.upgrade().zip(registration.installing()) else {
                return;
            };
            let tell = tell.clone();
            let listener = EventListener::new(&new, "statechange", move |_| tell());
            listeners.borrow_mut().push(listener);
        }
    };
    follow();
    let found = EventListener::new(registration, "updatefound", move |_| follow());
    listeners.borrow_mut().push(found);
}

/// Has the new version take over, and opens it in this tab. A tab of the old version goes on as it is:
/// it asks for nothing more.
fn open_new_version(registration: &ServiceWorkerRegistration) {
    let Some(new) = registration.waiting() else {
        // It was used in another tab.
        reload();
        return;
    };
    let taking_over = new.clone();
    EventListener::new(&new, "statechange", move |_| {
        if taking_over.state() == ServiceWorkerState::Activated {
            reload();
        }
    })
    .forget();
    // A worker that is gone by now is not waited for.
    let _ = new.post_message(&USE.into());
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // Where it does not, the next visit opens the new version.
        let _ = window.location().reload();
    }
}

/// The worker's script, beside the page.
const WORKER: &str = "./service-worker.js";

/// What the worker is told.
const USE: &str = "use";
