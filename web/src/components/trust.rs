//! The trusted CA lists of the nodes.

use std::rc::Rc;

use yew::prelude::*;

use super::alert::Alerts;
use super::certificate::common_name;
use super::intake::Intake;
use crate::place::{Place, TrustList};
use crate::state::{Action, State};
use crate::text;

/// Properties of [`Trust`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The three lists, folded away until they are wanted.
#[component]
pub fn Trust(props: &Props) -> Html {
    let state = &props.state;
    let given = state.trusted.iter().any(|list| !list.is_empty());
    let some = given
        && state
            .report
            .as_ref()
            .is_some_and(|report| report.not_checked.contains(&"issuer-not-trusted"));
    let wanted = state.alerts.iter().any(|alert| matches!(alert.place, Place::Trusted(_)));
    html! {
        <details class="disclosure trust" open={given || wanted}>
            <summary>{ text::TRUST }</summary>
            <p class="store-line">{ text::TRUST_WANT }</p>
            if some {
                <p class="not-checked">{ text::TRUST_SOME }</p>
            }
            { for TrustList::ALL.map(|list| one(props, list)) }
        </details>
    }
}

fn one(props: &Props, list: TrustList) -> Html {
    let Props { state, act } = props;
    let place = Place::Trusted(list);
    let held = &state.trusted[list.index()];
    let certificates: Vec<_> = held.iter().flat_map(|held| &held.reports).collect();
    let empty = certificates.is_empty();
    let class = classes!(
        "store",
        empty.then_some("is-empty"),
        state.dragging.is_some().then_some("is-offered"),
        (state.dragging == Some(place)).then_some("is-over"),
    );
    let remove = act.reform(move |_| Action::RemoveTrusted(list));
    html! {
        <section {class} role="group" data-store={place.data()}
            aria-label={text::place_name(place)}>
            <div class="store-head">
                <h4>{ text::trust_title(list) }</h4>
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
            <Alerts alerts={state.alerts_at(place).cloned().collect::<Vec<_>>()}
                act={act.clone()} />
            <Intake {place} act={act.clone()}
                label={if empty { text::CHOOSE } else { text::ADD }}>
                if !empty {
                    <button type="button" class="button is-quiet" onclick={remove}>
                        { text::REMOVE }
                        <span class="visually-hidden">{ ": " }{ text::place_name(place) }</span>
                    </button>
                }
            </Intake>
        </section>
    }
}
