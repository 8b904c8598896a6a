//! Certificates whose names do not say where they belong.

use eku_engine::deployment::Release;
use eku_engine::time::Timestamp;
use yew::prelude::*;

use super::certificate::{Facts, Plate};
use super::upload::UploadLine;
use crate::state::{Action, Unplaced};
use crate::text;

/// Properties of [`Waiting`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What waits.
    pub unplaced: Vec<Unplaced>,
    /// The instant that is judged.
    pub at: Timestamp,
    /// The releases of Core and of Edge.
    pub releases: [Release; 2],
    /// Takes actions.
    pub act: Callback<Action>,
}

/// A card for each, with a button for each store that it may belong to.
#[component]
pub fn Waiting(props: &Props) -> Html {
    props.unplaced.iter().map(|unplaced| one(unplaced, props)).collect()
}

fn one(unplaced: &Unplaced, props: &Props) -> Html {
    let id = unplaced.id;
    let discard = props.act.reform(move |_| Action::Discard(id));
    let choices = unplaced.choices.iter().map(|slot| {
        let slot = *slot;
        let put = props.act.reform(move |_| Action::Put(id, slot));
        html! {
            <button type="button" class="button" data-put={slot.store()} onclick={put}>
                { text::slot_name(slot) }
            </button>
        }
    });
    html! {
        <section class="store unplaced" key={id} role="group" data-unplaced=""
            aria-label={text::UNPLACED}>
            <div class="store-head">
                <h2>{ text::UNPLACED }</h2>
                if let Some(leaf) = unplaced.held.reports.first() {
                    <Plate eku={leaf.eku.clone()} />
                }
            </div>
            <p class="store-line"><bdi>{ &unplaced.held.source }</bdi>{ ". " }
                { text::UNPLACED_WHY }</p>
            <Facts held={unplaced.held.clone()} at={props.at} />
            <ul class="upload-lines">
                { for unplaced.choices.iter().map(|slot| html! {
                    <UploadLine slot={*slot} release={props.releases[slot.node as usize]}
                        held={unplaced.held.clone()} at={props.at} />
                }) }
            </ul>
            <div class="choices">
                { for choices }
                <button type="button" class="button is-quiet" onclick={discard}>
                    { text::DISCARD }
                </button>
            </div>
        </section>
    }
}
