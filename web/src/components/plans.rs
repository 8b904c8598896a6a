//! What to do: the plans, best first, each with the runbooks of its actions.

use std::rc::Rc;

use eku_engine::report::{PlanReport, ahead_heading};
use yew::prelude::*;

use super::first::{MOST_CARDS, Within, first};
use super::mover::focus_when_drawn;
use super::runbook::action;
use super::value::prose;
use super::what_if::{plan_id, try_out};
use crate::state::{Action, State, TrialKind};
use crate::text;

/// Properties of [`Plans`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The plans; nothing where everything works.
#[component]
pub fn Plans(props: &Props) -> Html {
    let Some(report) = props.state.planned().report.as_ref() else { return Html::default() };
    let plans = report.all_plans();
    if plans.is_empty() {
        return Html::default();
    }
    // That these are fixes, the name of the part says.
    let (class, heading) = match report.plans.is_empty() {
        true => ("section-title", ahead_heading(report)),
        false => ("visually-hidden", text::PLANS.into()),
    };
    let plans = plans.iter().enumerate();
    html! {
        <section class="plans" aria-labelledby="plans">
            <h3 {class} id="plans">{ heading }</h3>
            <ol class="plan-list">
                { for plans.map(|(index, plan)| one(index, plan, props)) }
            </ol>
            if report.plans_cut {
                <p class="board-foot">{ text::PLANS_CUT }</p>
            }
        </section>
    }
}

fn one(index: usize, plan: &PlanReport, props: &Props) -> Html {
    let alone = plan.actions.len() == 1;
    let number = index + 1;
    let tried = props.state.tried_plan() == Some(index);
    let onclick = match tried {
        true => {
            let act = props.act.clone();
            Callback::from(move |_| {
                act.emit(Action::TakeBack);
                focus_when_drawn(plan_id(index));
            })
        }
        false => try_out(TrialKind::Plan(index), &props.act),
    };
    html! {
        <li class={classes!("plan", tried.then_some("is-tried"))} data-plan={number.to_string()} data-complete={plan.complete.to_string()}>
            <span class="plan-number" aria-hidden="true">{ number }</span>
            <div>
                <div class="plan-head">
                    <h4 class="plan-title" id={plan_id(index)} tabindex="-1">{ prose(&plan.title) }</h4>
                    <button type="button" class="button" data-try="plan" {onclick}>
                        { if tried { text::trial::TAKE_BACK } else { text::trial::TRY } }
                        <span class="visually-hidden">{ ": " }{ text::trial::plan(index) }</span>
                    </button>
                </div>
                { effect(plan) }
                <div class="plan-actions">
                    { first(&plan.actions, MOST_CARDS, Within::Block, |one| {
                        let title = if one.is_again { &one.target_words } else { &one.title };
                        action(one, (!alone).then_some(title.as_str()), &props.state, &props.act)
                    }) }
                </div>
            </div>
        </li>
    }
}

fn effect(plan: &PlanReport) -> Html {
    // What is left says it all: services that are undecided then are not fixed.
    if plan.complete && plan.open {
        return html! { <p class="plan-effect">{ prose(&plan.remains) }</p> };
    }
    if plan.complete {
        return html! {
            <p class="plan-effect is-works">
                <span class="state">
                    { if plan.by.is_some() { text::KEEPS_ALL } else { text::REPAIRS_ALL } }
                </span>
                if !plan.remains.is_empty() {
                    { " " }<span class="soft">{ prose(&plan.remains) }</span>
                }
            </p>
        };
    }
    html! {
        <p class="plan-effect">
            <b>{ text::REPAIRS_SOME }</b>{ " " }<span class="soft">{ prose(&plan.remains) }</span>
        </p>
    }
}
