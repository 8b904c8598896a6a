//! The far ends: those that were added, and what can be.

use eku_engine::deployment::ReadyMade;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::far_end::far_end;
use super::first::{MOST_CARDS, Within, first};
use crate::state::{Action, State};
use crate::text::far_ends as text;

/// The far ends.
pub fn far_ends(state: &State, act: &Callback<Action>) -> Html {
    let names = state.far_end_names();
    let described = state.description.far_ends.iter().zip(names).enumerate();
    html! {
        <section class="far-ends" role="group" aria-labelledby="far-ends">
            <h3 id="far-ends">{ text::TITLE }</h3>
            if state.description.far_ends.is_empty() {
                <p class="store-line">{ text::WANT }</p>
            }
            { first(described, MOST_CARDS, Within::Block, |(place, (one, given))| {
                far_end(place + 1, one, given, state, act)
            }) }
            { adder(act) }
        </section>
    }
}

/// Adds what is chosen from a list.
fn adder(act: &Callback<Action>) -> Html {
    let add = act.reform(|_| Action::AddFarEnd(chosen().and_then(|id| ReadyMade::from_id(&id))));
    html! {
        <div class="adder">
            <div class="field">
                <label for={KIND}>{ text::KIND }</label>
                <select class="input" id={KIND}>
                    { for ReadyMade::ALL.iter().enumerate().map(|(place, ready_made)| html! {
                        // Said, because a browser would take what is inserted first: the last.
                        <option value={ready_made.id()} selected={place == 0}>
                            { ready_made.name() }
                        </option>
                    }) }
                    <option value="other">{ text::OTHER }</option>
                </select>
            </div>
            <button type="button" class="button" id="add-far-end" onclick={add}>
                { text::ADD }
                <span class="visually-hidden">{ " " }{ text::ADD_WHAT }</span>
            </button>
        </div>
    }
}

fn chosen() -> Option<String> {
    let list = web_sys::window()?.document()?.get_element_by_id(KIND)?;
    Some(list.dyn_into::<HtmlSelectElement>().ok()?.value())
}

/// The `id` of the list, which also takes the focus of a far end that was removed.
pub const KIND: &str = "far-end-kind";
