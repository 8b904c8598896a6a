//! What to do: the plans, best first, each with the runbooks of its actions.

use std::rc::Rc;

use eku_engine::report::{ActionReport, PlanReport, Step, ahead_heading};
use yew::prelude::*;

use super::command::Command;
use super::first::{MOST_CARDS, Within, first};
use super::mover::focus_when_drawn;
use super::reasons::{short_source, source};
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

/// One action. A single short command stands in sight, the runbook folds away.
pub fn action(action: &ActionReport, titled: bool) -> Html {
    let commands = Vec::from_iter(action.commands());
    let in_sight = match &commands[..] {
        [only] if !only.contains('\n') => Some(html! { <Command text={only.to_string()} /> }),
        _ => None,
    };
    html! {
        <div class="action" data-action={action.id} data-target={action.target.to_string()}>
            <h5 class={if titled { "action-title" } else { "visually-hidden" }}>
                { prose(&action.title) }
            </h5>
            if action.outside {
                <p class="soft small">{ text::OUTSIDE }</p>
            }
            { in_sight }
            <details class="disclosure">
                <summary>
                    { text::STEPS_DISCLOSURE }
                    <span class="visually-hidden">{ ": " }{ &action.title }</span>
                </summary>
                { body(action) }
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

/// A runbook: the risks, the steps, and how to go back.
fn body(action: &ActionReport) -> Html {
    html! {
        <div class="action-body">
            if !action.risks.is_empty() {
                <div class="warnings">
                    <h6>{ text::WARNINGS }</h6>
                    <ul>
                        { first(&action.risks, MOST_CARDS, Within::List, |text| html! {
                            <li>{ prose(text) }</li>
                        }) }
                    </ul>
                </div>
            }
            <div>
                <h6>{ text::STEPS }</h6>
                <ol class="steps">{ first(&action.runbook, MOST_CARDS, Within::List, step) }</ol>
            </div>
            if !action.rollback.is_empty() {
                <div>
                    <h6>{ text::ROLLBACK }</h6>
                    <ul class="steps is-plain">
                        { first(&action.rollback, MOST_CARDS, Within::List, step) }
                    </ul>
                </div>
            }
            <p class="reason-evidence">{ source(&action.source) }{ "." }</p>
        </div>
    }
}

/// A step, with what it enters or runs, and what is seen when it has worked.
fn step(step: &Step) -> Html {
    let basis = match &step.source {
        Some(source) => short_source(source),
        None => html! { { text::INFERRED } },
    };
    html! {
        <li>
            <p>{ prose(&step.text) }{ " " }<span class="step-basis">{ basis }</span></p>
            if !step.fields.is_empty() {
                <dl class="step-fields">
                    { for step.fields.iter().map(|field| html! {
                        <div><dt>{ &field.name }</dt><dd>{ prose(&field.value) }</dd></div>
                    }) }
                </dl>
            }
            if let Some(command) = &step.command {
                <Command text={command.clone()} />
            }
            if let Some(result) = &step.result {
                <p class="step-result">{ prose(result) }</p>
            }
        </li>
    }
}
