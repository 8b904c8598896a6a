//! An action with its runbook: the risks, the steps that can be ticked off, and the way back.

use std::rc::Rc;

use eku_engine::report::{ActionReport, Step};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::command::Command;
use super::first::{MOST_CARDS, Within, first};
use super::fold::Fold;
use super::reasons::{short_source, source};
use super::value::prose;
use crate::state::{Action, State, done_id};
use crate::text;

/// One action below its heading, or without one. A single short command stands in sight, the runbook folds away.
pub fn action(
    action: &ActionReport,
    title: Option<&str>,
    state: &Rc<State>,
    act: &Callback<Action>,
) -> Html {
    let numbers = 1..=action.runbook.len();
    let done = numbers.filter(|number| state.done.contains(&done_id(action, *number))).count();
    let commands = Vec::from_iter(action.commands());
    let in_sight = match &commands[..] {
        [only] if !only.contains('\n') => Some(html! { <Command text={only.to_string()} /> }),
        _ => None,
    };
    let drawn = |draw: fn(&ActionReport, &Rc<State>, &Callback<Action>) -> Html| {
        let (action, state, act) = (action.clone(), state.clone(), act.clone());
        Callback::from(move |()| draw(&action, &state, &act))
    };
    let steps = html! {
        <>
            { text::STEPS_DISCLOSURE }
            if done > 0 { { text::steps_done(done, action.runbook.len()) } }
            <span class="visually-hidden">{ ": " }{ &action.title }</span>
        </>
    };
    html! {
        <div class="action" data-action={action.id} data-target={action.target.to_string()}>
            <h5 class={if title.is_some() { "action-title" } else { "visually-hidden" }}>
                { prose(title.unwrap_or(&action.title)) }
            </h5>
            if action.outside {
                <p class="soft small">{ text::OUTSIDE }</p>
            }
            { in_sight }
            <Fold summary={steps} content={drawn(body)} />
            if !action.alternatives.is_empty() {
                <Fold summary={html! { { text::ALTERNATIVES } }} content={drawn(alternatives)} />
            }
        </div>
    }
}

/// The other ways to the same end.
fn alternatives(action: &ActionReport, state: &Rc<State>, act: &Callback<Action>) -> Html {
    html! {
        <div class="plan-actions">
            { first(&action.alternatives, MOST_CARDS, Within::Block, |other| {
                self::action(other, Some(&other.title), state, act)
            }) }
        </div>
    }
}

/// A runbook: the risks, the steps, and how to go back.
fn body(action: &ActionReport, state: &Rc<State>, act: &Callback<Action>) -> Html {
    let numbered = action.runbook.iter().zip(1..);
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
                <ol class="steps">
                    { first(numbered, MOST_CARDS, Within::List, |(one, number)| {
                        let id = done_id(action, number);
                        let is_done = state.done.contains(&id);
                        let mark = act.reform(move |event: Event| {
                            let input: HtmlInputElement = event.target_unchecked_into();
                            Action::Done(id.clone(), input.checked())
                        });
                        step(one, html! {
                            <label class="step-done">
                                <input type="checkbox" checked={is_done} onchange={mark} />
                                <span>{ prose(&one.text) }</span>
                            </label>
                        })
                    }) }
                </ol>
            </div>
            if !action.rollback.is_empty() {
                <div>
                    <h6>{ text::ROLLBACK }</h6>
                    <ul class="steps is-plain">
                        { first(&action.rollback, MOST_CARDS, Within::List, |one| {
                            step(one, prose(&one.text))
                        }) }
                    </ul>
                </div>
            }
            <p class="reason-evidence">{ source(&action.source) }{ "." }</p>
        </div>
    }
}

/// A step, with what it enters or runs, and what is seen when it has worked.
fn step(step: &Step, text: Html) -> Html {
    let basis = match &step.source {
        Some(source) => short_source(source),
        None => html! { { text::INFERRED } },
    };
    html! {
        <li>
            <p>{ text }{ " " }<span class="step-basis">{ basis }</span></p>
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
