//! One certificate store: what it wants, what it took, and what was wrong with what it was given.

use std::rc::Rc;

use eku_engine::deployment::Release;
use eku_engine::time::Timestamp;
use yew::prelude::*;

use super::alert::Alerts;
use super::certificate::{Facts, Plate};
use super::intake::Intake;
use super::upload::UploadNote;
use crate::place::{Place, Slot};
use crate::state::{Action, Alert, Held};
use crate::text;

/// Properties of [`Store`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Which store.
    pub slot: Slot,
    /// The release of its node.
    pub release: Release,
    /// Whether the node has no other.
    pub only_one: bool,
    /// What it holds.
    pub held: Option<Rc<Held>>,
    /// Why it cannot be used.
    pub disabled: Option<AttrValue>,
    /// What it can be given at a click.
    pub same_as_server: bool,
    /// The alerts of this store.
    pub alerts: Vec<Alert>,
    /// Whether files hover over the page, and whether over this store.
    pub dragging: Option<bool>,
    /// The instant that is judged.
    pub at: Timestamp,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The store.
#[component]
pub fn Store(props: &Props) -> Html {
    let slot = props.slot;
    let place = Place::Slot(slot);
    let leaf = props.held.as_ref().and_then(|held| held.reports.first());
    let disabled = props.disabled.is_some();
    let class = classes!(
        "store",
        leaf.is_none().then_some("is-empty"),
        disabled.then_some("is-disabled"),
        (!disabled && props.dragging.is_some()).then_some("is-offered"),
        (!disabled && props.dragging == Some(true)).then_some("is-over"),
    );
    let heading = format!("{}-store", place.input_id());
    let remove = props.act.reform(move |_| Action::Remove(slot));
    let same = props.act.reform(move |_| Action::SameAsServer(slot.node));
    html! {
        <section {class} data-store={place.data()} aria-labelledby={heading.clone()} role="group"
            aria-disabled={disabled.then_some("true")}>
            <div class="store-head">
                <h4 id={heading}>
                    <span class="visually-hidden">{ slot.node.title() }{ ": " }</span>
                    { text::store_title(slot.kind, props.only_one) }
                </h4>
                if let Some(leaf) = leaf {
                    <Plate eku={leaf.eku.clone()} />
                }
            </div>
            if let Some(why) = &props.disabled {
                <p class="store-line" data-why-disabled="">{ why.clone() }</p>
            } else if leaf.is_none() {
                <p class="store-line">{ text::store_want(slot) }</p>
            }
            if let Some(held) = &props.held {
                <Facts held={held.clone()} at={props.at} />
                if !disabled {
                    <UploadNote {slot} release={props.release} held={held.clone()} at={props.at} />
                }
            }
            <Alerts alerts={props.alerts.clone()} act={props.act.clone()} />
            <Intake {place} {disabled} act={props.act.clone()}
                label={if leaf.is_some() { text::REPLACE } else { text::CHOOSE }}>
                if leaf.is_some() {
                    <button type="button" class="button is-quiet" onclick={remove} {disabled}>
                        { text::REMOVE }
                        <span class="visually-hidden">{ ": " }{ text::slot_name(slot) }</span>
                    </button>
                }
            </Intake>
            if props.same_as_server {
                <button type="button" class="button is-quiet store-same" onclick={same}>
                    { text::SAME_AS_SERVER }
                </button>
            }
        </section>
    }
}
