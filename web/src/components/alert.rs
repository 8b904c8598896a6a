//! Input problems, where they happened. They stay until they are dismissed or the place is given
//! something else.

use eku_engine::report::{Problem, Verdict, capitalised};
use yew::prelude::*;

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

/// The alerts of one place.
#[component]
pub fn Alerts(props: &Props) -> Html {
    props
        .alerts
        .iter()
        .map(|alert| {
            let id = alert.id;
            let dismiss = props.act.reform(move |_| Action::Dismiss(id));
            html! {
                <div class="alert is-fails" role="alert" key={id}>
                    <Mark verdict={Verdict::Fails} />
                    <p>{ sentence(&alert.problem) }</p>
                    <button type="button" class="button is-quiet" onclick={dismiss}>
                        { text::DISMISS }
                    </button>
                </div>
            }
        })
        .collect()
}

fn sentence(problem: &Problem) -> Html {
    html! {
        <>
            <b>{ value(&problem.file) }{ ": " }{ prose(&problem.what) }{ "." }</b>
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
