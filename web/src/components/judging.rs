//! A deployment that is judged beside the page: how large it is, and a way to end that; or that it was
//! not judged.

use std::rc::Rc;

use yew::prelude::*;

use super::case::case_button;
use super::saving::use_saving;
use crate::state::{Action, Judgement, Progress, State};
use crate::text::collected::CANCEL;
use crate::text::judging as words;

/// Properties of [`Judging`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// What is said of it; nothing where the report is of what the page holds.
#[component]
pub fn Judging(props: &Props) -> Html {
    let saving = use_saving();
    let Some(judging) = &props.state.judging else {
        return Html::default();
    };
    let button = |label: &'static str, id: &'static str, judgement: fn() -> Judgement| {
        let onclick = props.act.reform(move |_: MouseEvent| Action::Judgement(judgement()));
        html! {
            <button type="button" class="button" data-judging-action={id} {onclick}>{ label }</button>
        }
    };
    let id = match judging.progress {
        Progress::Running => "running",
        Progress::Canceled => "canceled",
        Progress::Crashed => "crashed",
    };
    html! {
        <section class="judging" data-judging={id} aria-labelledby="judging">
            <div role="status">
                <h2 id="judging" tabindex="-1">{ words::title(judging.progress) }</h2>
                <p>{ words::what(judging.progress, judging.size) }</p>
            </div>
            if judging.progress == Progress::Running {
                <progress aria-labelledby="judging" />
                { button(CANCEL, "cancel", || Judgement::Cancel) }
                if props.state.report.is_some() {
                    <p class="small soft" data-is-old="">{ words::OLD }</p>
                }
            } else {
                <ul class="judging-ways">
                    <li>{ button(words::AGAIN, "again", || Judgement::Again) }</li>
                    { case_button(&props.state, &saving) }
                </ul>
                { saving.line() }
            }
        </section>
    }
}
