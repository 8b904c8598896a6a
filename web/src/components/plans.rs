//! What to do: the plans, best first, each with its actions, steps, warnings and commands.

use std::rc::Rc;

use eku_engine::report::{ActionReport, PlanReport};
use yew::prelude::*;

use super::command::Command;
use super::first::{MOST_CARDS, Within, first};
use super::mover::focus_when_drawn;
use super::reasons::source;
use super::value::prose;
use super::what_if::{plan_id, try_out};
use crate::state::{Action, State, What};
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
    let Some(report) = props.state.planned().report.as_ref().filter(|one| !one.plans.is_empty())
    else {
        return Html::default();
    };
    let plans = report.plans.iter().enumerate();
    html! {
        <section class="plans" aria-labelledby="plans">
            <h2 class="section-title" id="plans">{ text::PLANS }</h2>
            <ol class="plan-list">
                { for plans.map(|(place, plan)| one(place, plan, props)) }
            </ol>
            if report.plans_cut {
                <p class="board-foot">{ text::PLANS_CUT }</p>
            }
        </section>
    }
}

fn one(place: usize, plan: &PlanReport, props: &Props) -> Html {
    let alone = plan.actions.len() == 1;
    let number = place + 1;
    let tried = props.state.tried_plan() == Some(place);
    let onclick = match tried {
        true => {
            let act = props.act.clone();
            Callback::from(move |_| {
                act.emit(Action::TakeBack);
                focus_when_drawn(plan_id(place));
            })
        }
        false => try_out(What::Plan(place), &props.act),
    };
    html! {
        <li class={classes!("plan", tried.then_some("is-tried"))} data-plan={number.to_string()} data-complete={plan.complete.to_string()}>
            <span class="plan-number" aria-hidden="true">{ number }</span>
            <div>
                <div class="plan-head">
                    <h3 class="plan-title" id={plan_id(place)} tabindex="-1">{ prose(&plan.title) }</h3>
                    <button type="button" class="button" data-try="plan" {onclick}>
                        { if tried { text::trial::TAKE_BACK } else { text::trial::TRY } }
                        <span class="visually-hidden">{ ": " }{ text::trial::plan(place) }</span>
                    </button>
                </div>
                { effect(plan) }
                <div class="plan-actions">
                    { first(&plan.actions, MOST_CARDS, Within::Block, |one| action(one, !alone)) }
                </div>
            </div>
        </li>
    }
}

fn effect(plan: &PlanReport) -> Html {
    // What is left says it all: services that are undecided then are not repaired.
    if plan.complete && plan.open {
        return html! { <p class="plan-effect">{ prose(&plan.remains) }</p> };
    }
    if plan.complete {
        return html! {
            <p class="plan-effect is-works">
                <span class="state">{ text::REPAIRS_ALL }</span>
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

/// One action. A single short command stands in sight, the rest folds away.
pub fn action(action: &ActionReport, titled: bool) -> Html {
    let (in_sight, folded): (Vec<_>, Vec<_>) =
        action.commands.iter().partition(|command| !command.contains('\n'));
    let (in_sight, folded) = if in_sight.len() == 1 && folded.is_empty() {
        (in_sight, Vec::new())
    } else {
        (Vec::new(), action.commands.iter().collect())
    };
    html! {
        <div class="action" data-action={action.id} data-target={action.target.to_string()}>
            <h4 class={if titled { "action-title" } else { "visually-hidden" }}>
                { prose(&action.title) }
            </h4>
            if action.outside {
                <p class="soft small">{ text::OUTSIDE }</p>
            }
            { for in_sight.iter().map(|text| html! { <Command text={text.to_string()} /> }) }
            <details class="disclosure">
                <summary>
                    { text::STEPS_DISCLOSURE }
                    <span class="visually-hidden">{ ": " }{ &action.title }</span>
                </summary>
                { body(action, &folded) }
            </details>
            if !action.alternatives.is_empty() {
                <details class="disclosure">
                    <summary>{ text::ALTERNATIVES }</summary>
                    <div class="plan-actions">
                        { first(&action.alternatives, MOST_CARDS, Within::Block, |other| {
                            self::action(other, true)
                        }) }
                    </div>
                </details>
            }
        </div>
    }
}

fn body(action: &ActionReport, commands: &[&String]) -> Html {
    html! {
        <div class="action-body">
            if !action.warnings.is_empty() {
                <div class="warnings">
                    <h5>{ text::WARNINGS }</h5>
                    <ul>
                        { first(&action.warnings, MOST_CARDS, Within::List, |text| html! {
                            <li>{ prose(text) }</li>
                        }) }
                    </ul>
                </div>
            }
            if !action.steps.is_empty() {
                <div>
                    <h5>{ text::STEPS }</h5>
                    <ol class="steps">
                        { first(&action.steps, MOST_CARDS, Within::List, |text| html! {
                            <li>{ prose(text) }</li>
                        }) }
                    </ol>
                </div>
            }
            if !commands.is_empty() {
                <div>
                    <h5>{ text::COMMANDS }</h5>
                    { first(commands, MOST_CARDS, Within::Block, |text| html! {
                        <Command text={text.to_string()} />
                    }) }
                </div>
            }
            <p class="reason-evidence">{ source(&action.source) }{ "." }</p>
        </div>
    }
}
