//! Mounts the page in the element that `index.html` keeps for it; in a worker, listens instead.

use eku_web::app::App;
use eku_web::worker::inside;

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
