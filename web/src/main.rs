//! Mounts the page in the element that `index.html` keeps for it.

use eku_web::app::App;

fn main() {
    let place = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    match place {
        Some(place) => yew::Renderer::<App>::with_root(place).render(),
        None => yew::Renderer::<App>::new().render(),
    };
}
