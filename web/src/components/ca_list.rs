//! One trusted CA list: what it holds, and what was wrong with what it was given.

use std::rc::Rc;

use yew::prelude::*;

use super::alert::Alerts;
use super::certificate::common_name;
use super::intake::Intake;
use crate::state::{Action, Alert, Held, Named};
use crate::text;

/// Properties of [`CaList`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Which list.
    pub named: Named,
    /// Its heading.
    pub title: AttrValue,
    /// What it holds.
    pub held: Vec<Rc<Held>>,
    /// Its alerts.
    pub alerts: Vec<Alert>,
    /// Whether something hovers over the page, and whether over this list.
    pub dragging: Option<bool>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The list.
#[component]
pub fn CaList(props: &Props) -> Html {
    let Props { named, act, .. } = props;
    let place = named.place;
    let certificates: Vec<_> = props.held.iter().flat_map(|held| &held.reports).collect();
    let empty = certificates.is_empty();
    let class = classes!(
        "store",
        empty.then_some("is-empty"),
        props.dragging.is_some().then_some("is-offered"),
        (props.dragging == Some(true)).then_some("is-over"),
    );
    let remove = act.reform(move |_| Action::Remove(place));
    html! {
        <section {class} role="group" data-store={named.store.clone()} data-place={place.key()}
            aria-label={named.words.clone()}>
            <div class="store-head">
                <h4>{ props.title.clone() }</h4>
                if !empty {
                    <span class="store-line">{ text::certificate_count(certificates.len()) }</span>
                }
            </div>
            if !empty {
                <ul class="trust-list">
                    { for certificates.iter().map(|certificate| html! {
                        <li><bdi>{ common_name(&certificate.subject) }</bdi></li>
                    }) }
                </ul>
            }
            <Alerts alerts={props.alerts.clone()} act={act.clone()} />
            <Intake named={named.clone()} act={act.clone()}
                label={if empty { text::CHOOSE } else { text::ADD }}>
                if !empty {
                    <button type="button" class="button is-quiet" onclick={remove}>
                        { text::REMOVE }
                        <span class="visually-hidden">{ ": " }{ &named.words }</span>
                    </button>
                }
            </Intake>
        </section>
    }
}
