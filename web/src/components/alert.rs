//! Input problems, where they happened. They stay until they are dismissed or the place is given
//! something else.

use eku_engine::report::{Problem, Verdict, capitalised};
use yew::prelude::*;

use super::first::{MOST_CARDS, Within, first};
use super::mark::Mark;
use super::value::{prose, value};
use crate::state::{self, Action};
use crate::text;

/// Properties of [`Alerts`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The alerts of one place.
    pub alerts: Vec<state::Alert>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The alerts of one place: the first in sight, the others folded where there are many.
#[component]
pub fn Alerts(props: &Props) -> Html {
    let alerts = &props.alerts;
    let (in_sight, folded) = alerts.split_at(alerts.len().min(IN_SIGHT));
    html! {
        <>
            { for in_sight.iter().map(|alert| one(alert, &props.act)) }
            if !folded.is_empty() {
                <details class="disclosure alerts-folded" data-folded="">
                    <summary>{ text::more_alerts(folded.len()) }</summary>
                    { first(folded, MOST_CARDS, Within::Block, |alert| one(alert, &props.act)) }
                </details>
            }
        </>
    }
}

fn one(alert: &state::Alert, act: &Callback<Action>) -> Html {
    let id = alert.id;
    let dismiss = act.reform(move |_| Action::Dismiss(id));
    html! {
        <div class="alert is-fails" role="alert" key={id}>
            <Mark verdict={Verdict::Fails} />
            <p>{ sentence(&alert.problem) }</p>
            <button type="button" class="button is-quiet" onclick={dismiss}>
                { text::DISMISS }
            </button>
        </div>
    }
}

/// How many alerts of one place are in sight.
const IN_SIGHT: usize = 2;

fn sentence(problem: &Problem) -> Html {
    html! {
        <>
            <b>{ value(&problem.file) }{ text::between(&problem.what) }{ prose(&problem.what) }{ "." }</b>
            if !problem.place.is_empty() {
                { " " }{ prose(&sentence_of(&problem.place)) }{ "." }
            }
            { " " }{ prose(&sentence_of(&problem.remedy)) }{ "." }
        </>
    }
}

/// The text with a capital first letter and without a full stop.
fn sentence_of(text: &str) -> String {
    capitalised(text.trim_end_matches('.'))
}
