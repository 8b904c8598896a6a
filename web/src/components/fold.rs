//! What folds away is drawn once it is open.

use web_sys::Element;
use yew::prelude::*;

/// Whether a `details` element is open, and what its `ontoggle` takes.
#[hook]
pub fn use_fold() -> (bool, Callback<Event>) {
    let open = use_state(|| false);
    let toggled = {
        let open = open.setter();
        use_callback((), move |event: Event, ()| {
            let details: Element = event.target_unchecked_into();
            open.set(details.has_attribute("open"));
        })
    };
    (*open, toggled)
}
