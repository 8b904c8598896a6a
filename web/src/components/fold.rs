//! What folds away is drawn once it is open.
//!
//! Entry points: [`use_fold`] for a `details` element, and [`Fold`], which is one.

use web_sys::Element;
use yew::prelude::*;

/// Whether a `details` element is open, which it is at first or not, and what its `ontoggle` takes.
#[hook]
pub fn use_fold(at_first: bool) -> (bool, Callback<Event>) {
    let open = use_state_eq(|| at_first);
    let toggled = {
        let open = open.setter();
        use_callback((), move |event: Event, ()| {
            let details: Element = event.target_unchecked_into();
            open.set(details.has_attribute("open"));
        })
    };
    (*open, toggled)
}

/// Properties of [`Fold`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is in sight.
    pub summary: Html,
    /// Draws what is behind it.
    pub content: Callback<(), Html>,
    /// Whether it is open at first.
    #[prop_or_default]
    pub open: bool,
}

/// A line that opens.
#[component]
pub fn Fold(props: &Props) -> Html {
    let (is_open, ontoggle) = use_fold(props.open);
    html! {
        <details class="disclosure" open={props.open} {ontoggle}>
            <summary>{ props.summary.clone() }</summary>
            if is_open { { props.content.emit(()) } }
        </details>
    }
}
