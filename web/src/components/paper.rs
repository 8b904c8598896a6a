//! What is printed: paper shows what the HTML report shows, whatever of the page is open.

use std::rc::Rc;

use eku_engine::report::{Report, html};
use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

/// Properties of [`Paper`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report; of the deployment as it is, whatever is tried.
    pub report: Rc<Report>,
}

/// The report, put into the page while it is printed.
#[component]
pub fn Paper(props: &Props) -> Html {
    let paper = use_node_ref();
    {
        let paper = paper.clone();
        use_effect_with(props.report.clone(), move |report| {
            let report = report.clone();
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "beforeprint", move |_| {
                    if let Some(paper) = paper.cast::<Element>() {
                        // Every text in it was escaped by the engine.
                        paper.set_inner_html(&html::body(&report));
                    }
                })
            });
            move || drop(listener)
        });
    }
    html! { <div class="paper report" ref={paper}></div> }
}
