//! The trusted CA lists of the nodes.

use std::rc::Rc;

use eku_engine::report::NotChecked;
use yew::prelude::*;

use super::ca_list::ca_list;
use super::help;
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
    let given = TrustList::ALL.iter().any(|list| !state.trusted(*list).is_empty());
    let some = given
        && state
            .report
            .as_ref()
            .is_some_and(|report| report.not_checked.contains(&NotChecked::Trust));
    let wanted = state.alerts.iter().any(|alert| matches!(alert.place, Place::Trusted(_)));
    html! {
        <details class="disclosure trust" open={given || wanted}>
            <summary>{ text::TRUST }</summary>
            <p class="store-line">
                { text::TRUST_WANT }{ " " }
                <button type="button" class="link" aria-haspopup="dialog"
                    onclick={help::open("help-trusted")}>
                    { text::help::WHERE_IS_IT }
                    <span class="visually-hidden">{ ": " }{ text::TRUST }</span>
                </button>
            </p>
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
    ca_list(place, text::trust_title(list), state.trusted(list), state, act)
}
