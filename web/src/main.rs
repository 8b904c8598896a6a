//! Mounts the page in the element that `index.html` keeps for it; in a worker, listens instead.

use std::alloc::System;

use eku_web::app::App;
use eku_web::worker::inside;
use zeroizing_alloc::ZeroAlloc;

/// Wipes whatever is freed or moved to grow, in libraries too: no copy of a private key that was given
/// by mistake stays in the module's memory.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() {
    let Some(window) = web_sys::window() else {
        inside::listen();
        return;
    };
    let place = window.document().and_then(|document| document.get_element_by_id("app"));
    match place {
        Some(place) => yew::Renderer::<App>::with_root(place).render(),
        None => yew::Renderer::<App>::new().render(),
    };
}
