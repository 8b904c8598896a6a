//! Certificates whose names do not say where they belong.

use std::rc::Rc;

use yew::prelude::*;

use super::certificate::{Facts, Plate};
use super::first::{MOST_INSIDE, Within, first};
use super::upload::UploadLine;
use super::value::value;
use crate::place::Place;
use crate::state::{Action, State, Unplaced};
use crate::text::{self, upload as words};

/// Properties of [`Waiting`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state, for what waits and where it can go.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// A card for each, with a button for each place that it may belong to.
#[component]
pub fn Waiting(props: &Props) -> Html {
    first(&props.state.unplaced, MOST_INSIDE, Within::Block, |unplaced| one(unplaced, props))
}

fn one(unplaced: &Unplaced, props: &Props) -> Html {
    let id = unplaced.id;
    let discard = props.act.reform(move |_| Action::Discard(id));
    let choices = props.state.choices(&unplaced.held);
    let buttons = first(&choices, MOST_INSIDE, Within::Block, |place| {
        let place = *place;
        let put = props.act.reform(move |_| Action::Put(id, place));
        let named = props.state.named(place);
        html! {
            <button type="button" class="button" data-put={named.store} onclick={put}>
                { text::target(&named.words, false) }
            </button>
        }
    });
    html! {
        <section class="store unplaced" key={id} role="group" data-unplaced=""
            aria-label={text::UNPLACED}>
            <div class="store-head">
                <h2>{ text::UNPLACED }</h2>
                if let Some(leaf) = unplaced.held.leading().first() {
                    <Plate eku={leaf.facts.eku.clone()} />
                }
            </div>
            <p class="store-line">
                { value(&unplaced.held.source) }{ ". " }
                if unplaced.held.source != text::PASTED { { text::UNPLACED_WHY } }
            </p>
            <Facts held={unplaced.held.clone()} days={props.state.days()} file={false} />
            if let Some(leaf) = unplaced.held.leading().first() {
                <p class="unplaced-use" data-can-act="">{ words::can_act(&leaf.facts.eku) }</p>
            }
            <ul class="upload-lines">
                { for choices.iter().take(MOST_INSIDE).filter_map(|place| match place {
                    Place::Slot(slot) => props.state.description.upload(*slot).map(|upload| html! {
                        <UploadLine {upload} name={props.state.named(*place)}
                            held={unplaced.held.clone()} at={props.state.at()} />
                    }),
                    _ => None,
                }) }
            </ul>
            <div class="choices">
                { buttons }
                <button type="button" class="button is-quiet" onclick={discard}>
                    { text::DISCARD }
                </button>
            </div>
        </section>
    }
}
