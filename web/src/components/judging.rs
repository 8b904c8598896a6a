//! A deployment that is judged beside the page: how large it is, and a way to end that; or that it was
//! not judged.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
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
    let is_late = use_is_late(props.state.is_judging());
    let judging = props.state.judging.as_ref();
    let Some(judging) = judging.filter(|one| is_late || one.progress != Progress::Running) else {
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

/// Whether judging takes long enough to speak of it.
#[hook]
fn use_is_late(is_judging: bool) -> bool {
    let is_late = use_state_eq(|| false);
    let setter = is_late.setter();
    use_effect_with(is_judging, move |is_judging| {
        let speak = is_judging.then(|| {
            let setter = setter.clone();
            Timeout::new(LATE, move || setter.set(true))
        });
        move || {
            drop(speak);
            setter.set(false);
        }
    });
    *is_late && is_judging
}

/// Milliseconds: what comes sooner needs no word.
const LATE: u32 = 300;
