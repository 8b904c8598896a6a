//! The far ends and the traversal zones: those that were added, and what can be.

use std::rc::Rc;

use eku_engine::deployment::ReadyMade;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::far_end::{KIND, far_end};
use super::first::{MOST_CARDS, Within, first, use_cards};
use super::traversal_zone::traversal_zone;
use crate::state::{Action, State};
use crate::text::far_ends as text;

/// Properties of [`FarEnds`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The traversal zones and the far ends.
#[component]
pub fn FarEnds(props: &Props) -> Html {
    let Props { state, act } = props;
    let names = state.far_end_names();
    let (shown, is_growing) = use_cards(names.len(), true);
    let described = state.description.far_ends.iter().zip(names).enumerate().take(shown);
    let zones = state.description.traversal_zones.iter().zip(state.zone_names()).enumerate();
    let is_empty = names.is_empty() && zones.len() == 0;
    html! {
        <section class="far-ends" role="group" aria-labelledby="far-ends"
            aria-busy={is_growing.then_some("true")}>
            <h3 id="far-ends">{ text::TITLE }</h3>
            if is_empty {
                <p class="store-line">{ text::WANT }</p>
            }
            { first(zones, MOST_CARDS, Within::Block, |(index, (zone, given))| {
                traversal_zone(index + 1, zone, given, act)
            }) }
            { first(described, MOST_CARDS, Within::Block, |(index, (one, given))| {
                far_end(index + 1, one, given, state, act)
            }) }
            { adder(act) }
        </section>
    }
}

/// Adds what is chosen from a list.
fn adder(act: &Callback<Action>) -> Html {
    let add = act.reform(|_| match chosen() {
        Some(id) if id == ZONE => Action::AddZone,
        id => Action::AddFarEnd(id.and_then(|id| ReadyMade::from_id(&id))),
    });
    html! {
        <div class="adder">
            <div class="field">
                <label for={KIND}>{ text::KIND }</label>
                <select class="input" id={KIND}>
                    { for ReadyMade::ALL.iter().enumerate().map(|(index, ready_made)| html! {
                        // Said, because a browser would take what is inserted first: the last.
                        <option value={ready_made.id()} selected={index == 0}>
                            { ready_made.name() }
                        </option>
                    }) }
                    <option value={ZONE}>{ text::ZONE }</option>
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

/// The entry of the list that adds a traversal zone.
const ZONE: &str = "traversal-zone";
