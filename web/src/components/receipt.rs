//! The line that says what the files that were read last came to.

use yew::prelude::*;

use super::value::prose;
use crate::state::State;
use crate::text;

/// The line, empty where there is nothing to say: what stands in it later is read out.
pub fn receipt(state: &State) -> Html {
    html! {
        <div role="status" class="receipt" data-receipt="">
            if let Some(receipt) = &state.receipt {
                <p>{ prose(&text::receipt::sentence(receipt)) }</p>
            }
        </div>
    }
}
