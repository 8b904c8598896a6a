//! The far ends: those that were added, and what can be.

use std::rc::Rc;

use eku_engine::deployment::ReadyMade;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::far_end::FarEnd;
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

/// The far ends.
#[component]
pub fn FarEnds(props: &Props) -> Html {
    let Props { state, act } = props;
    let names = state.far_end_names();
    html! {
        <section class="far-ends" role="group" aria-labelledby="far-ends">
            <h3 id="far-ends">{ text::TITLE }</h3>
            if state.far_ends.is_empty() {
                <p class="store-line">{ text::WANT }</p>
            }
            { for state.far_ends.iter().zip(names).enumerate().map(|(place, (far_end, given))| {
                html! {
                    <FarEnd key={far_end.id.0} number={place + 1} far_end={far_end.clone()}
                        {given} state={state.clone()} act={act.clone()} />
                }
            }) }
            <Adder act={act.clone()} />
        </section>
    }
}

/// Properties of [`Adder`].
#[derive(PartialEq, Properties)]
struct AdderProps {
    act: Callback<Action>,
}

/// Adds what is chosen from a list.
#[component]
fn Adder(props: &AdderProps) -> Html {
    let kind = use_node_ref();
    let add = {
        let (kind, act) = (kind.clone(), props.act.clone());
        Callback::from(move |_| {
            let chosen = kind.cast::<HtmlSelectElement>().map(|kind| kind.value());
            let ready_made = chosen.and_then(|chosen| ReadyMade::from_id(&chosen));
            act.emit(Action::AddFarEnd(ready_made));
        })
    };
    html! {
        <div class="adder">
            <div class="field">
                <label for="far-end-kind">{ text::KIND }</label>
                <select class="input" id="far-end-kind" ref={kind}>
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
