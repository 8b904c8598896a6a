//! The page.
use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "Expressway EKU Check" }</h1> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
