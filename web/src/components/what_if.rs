//! What if: what can be tried, the bar that says what is tried, and before and after side by side.

use std::collections::BTreeMap;

use eku_engine::citation::S_UPGRADE;
use eku_engine::report::{self, Report, ServiceReport, Verdict};
use yew::prelude::*;

use super::first::{MOST_CARDS, Within, first};
use super::mark;
use super::mover::{focus, focus_when_drawn};
use super::reasons::source;
use crate::state::{Action, State, Trial, TrialKind};
use crate::text;
use crate::text::trial as words;

/// What can be tried beside the plans; nothing where something is tried that is not one's own.
pub fn what_if(state: &State, act: &Callback<Action>) -> Html {
    let own = state.trial.is_none();
    let upgrade = state.can_upgrade();
    if state.trial.as_ref().is_some_and(|trial| trial.what != TrialKind::Own) || !(own || upgrade) {
        return Html::default();
    }
    html! {
        <section class="what-if" aria-labelledby="what-if">
            <h3 class="visually-hidden" id="what-if">{ words::TITLE }</h3>
            <div class="panel">
                if upgrade {
                    <div class="what-if-one">
                        <p>
                            { words::UPGRADE_WANT }{ " " }
                            <span class="soft small">{ source(&report::source(&S_UPGRADE)) }{ "." }</span>
                        </p>
                        { button(TrialKind::Upgrade, words::UPGRADE, act) }
                    </div>
                }
                if own {
                    <div class="what-if-one">
                        <p>{ words::OWN_WANT }</p>
                        { button(TrialKind::Own, words::OWN, act) }
                    </div>
                }
            </div>
        </section>
    }
}

fn button(what: TrialKind, label: &'static str, act: &Callback<Action>) -> Html {
    html! {
        <button type="button" class="button" data-try={id(what)} onclick={try_out(what, act)}>
            { label }
        </button>
    }
}

/// Tries something and leads to where it shows, or to where it is done.
pub fn try_out(what: TrialKind, act: &Callback<Action>) -> Callback<MouseEvent> {
    let act = act.clone();
    Callback::from(move |_| {
        act.emit(Action::Try(what));
        focus(if what == TrialKind::Own { "deployment" } else { "answer" });
    })
}

const fn id(what: TrialKind) -> &'static str {
    match what {
        TrialKind::Plan(_) => "plan",
        TrialKind::Upgrade => "upgrade",
        TrialKind::Own => "own",
    }
}

/// The bar above everything: what is tried or was taken away, and the way back.
pub fn bar(state: &State, act: &Callback<Action>) -> Html {
    // The button goes away with the bar.
    let button = |action: fn() -> Action, name: &'static str, label: &'static str| {
        let takes_back = matches!(action(), Action::TakeBack);
        let act = act.clone();
        // The first plan stands in the answer, too; another was tried from its card, which is still there.
        let plan = state.tried_plan().filter(|index| *index > 0 && takes_back);
        let plan = plan.map(plan_id);
        let onclick = Callback::from(move |_: MouseEvent| {
            act.emit(action());
            match plan.clone() {
                Some(plan) => focus_when_drawn(plan),
                None => focus("answer"),
            }
        });
        html! { <button type="button" class="button" data-bar={name} {onclick}>{ label }</button> }
    };
    let changed = state.trial.as_deref().filter(|_| state.judging.is_none()).and_then(|trial| {
        let reports = trial.before.report.as_deref().zip(state.report.as_deref());
        reports.map(|(before, after)| {
            compared(before, after).iter().filter(|one| one.1 != one.2).count()
        })
    });
    html! {
        <aside class="trying" aria-label={words::BAR} aria-live="polite"
            data-trial={state.trial.as_ref().map(|trial| id(trial.what))}>
            if let Some(undo) = &state.undo {
                <div class="trying-line">
                    <p><bdi>{ words::gone(&undo.gone) }</bdi></p>
                    { button(|| Action::Undo, "undo", words::UNDO) }
                </div>
            }
            if let Some(trial) = &state.trial {
                <div class="trying-line is-trial">
                    <p>
                        <b>{ words::trying(trial.what) }{ ": " }</b>
                        if trial.what != TrialKind::Own || changed == Some(0) {
                            <bdi>{ does(trial) }</bdi>{ " " }
                        }
                        if let Some(changed) = changed {
                            <a href="#answer">{ words::changed(changed) }</a>
                        }
                        if state.imagines() {
                            <span class="trying-note">{ " " }{ words::NOT_KEPT }</span>
                        }
                    </p>
                    <span class="trying-buttons">
                        if !state.imagines() {
                            { button(|| Action::Keep, "keep", words::KEEP) }
                        }
                        { button(|| Action::TakeBack, "take-back", words::TAKE_BACK) }
                    </span>
                </div>
            }
        </aside>
    }
}

/// The `id` of the heading of a plan's card.
pub fn plan_id(index: usize) -> String {
    format!("plan-{}", index + 1)
}

/// What is tried, in a sentence.
fn does(trial: &Trial) -> String {
    let plans = trial.before.report.as_deref().map(Report::all_plans).unwrap_or_default();
    match trial.what {
        TrialKind::Plan(index) if index < plans.len() => format!("{}.", plans[index].title),
        what => words::does(what).to_owned(),
    }
}

/// Each service that there is or was, with its verdict before and after.
fn compared<'r>(
    before: &'r Report,
    after: &'r Report,
) -> Vec<(&'r ServiceReport, Option<Verdict>, Option<Verdict>)> {
    let verdicts = |report: &'r Report| {
        BTreeMap::from_iter(report.services.iter().map(|one| (&one.id, one.verdict)))
    };
    let (was, is) = (verdicts(before), verdicts(after));
    let gone = before.services.iter().filter(|one| !is.contains_key(&one.id));
    let all = after
        .services
        .iter()
        .chain(gone)
        .map(|one| (one, was.get(&one.id).copied(), is.get(&one.id).copied()));
    all.collect()
}

/// Each service before and after, as a table; nothing where one of them has no report.
pub fn versus(trial: &Trial, after: &Report) -> Html {
    let Some(before) = trial.before.report.as_deref() else {
        return Html::default();
    };
    let rows = compared(before, after);
    let rows = first(rows, MOST_CARDS, Within::Table(3), |(service, was, is)| {
        let cell = |verdict: Option<Verdict>| match verdict {
            Some(verdict) => html! {
                <td class={mark::class(verdict)}><mark::State {verdict} /></td>
            },
            None => html! { <td class="soft">{ words::NOT_THERE }</td> },
        };
        html! {
            <tr key={service.id.to_string()} class={(was == is).then_some("is-same")}
                data-versus={service.id.to_string()} data-before={was.map(text::verdict_id)}
                data-after={is.map(text::verdict_id)}>
                <th scope="row"><bdi>{ &service.name }</bdi></th>
                { cell(was) }
                { cell(is) }
            </tr>
        }
    });
    let not_checked = |report: &Report| {
        let line = report::not_checked_list(&report.not_checked);
        html! { <td data-not-checked={text::not_checked_ids(&report.not_checked)}>{ line }</td> }
    };
    html! {
        <table class="versus">
            <caption class="visually-hidden">{ words::TABLE }</caption>
            <thead>
                <tr>
                    <th scope="col">{ text::forecast::SERVICE }</th>
                    <th scope="col">{ words::BEFORE }</th>
                    <th scope="col">{ words::after(trial.what) }</th>
                </tr>
            </thead>
            <tbody>{ rows }</tbody>
            <tfoot>
                if before.outlook.state != after.outlook.state {
                    <tr data-versus-outlook="">
                        <th scope="row">{ words::OUTLOOK }</th>
                        <td>{ words::outlook(before.outlook.state) }</td>
                        <td>{ words::outlook(after.outlook.state) }</td>
                    </tr>
                }
                <tr>
                    <th scope="row">{ words::NOT_CHECKED }</th>
                    { not_checked(before) }
                    { not_checked(after) }
                </tr>
            </tfoot>
        </table>
    }
}
