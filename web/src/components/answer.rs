//! The answer: one sentence, its cause, the first fix, until when what holds, what was not checked, what
//! is still missing.

use std::rc::Rc;

use eku_engine::deployment::NodeName;
use eku_engine::plan;
use eku_engine::report::{Report, Verdict};
use yew::prelude::*;

use super::alert::Alerts;
use super::case::opened;
use super::first::MOST_INSIDE;
use super::judging::Judging;
use super::mark::{self, AtRisk, Mark};
use super::not_checked::NotChecked;
use super::reading::{CoreOrEdge, Readings};
use super::unplaced::Waiting;
use super::until;
use super::value::prose;
use super::welcome::Welcome;
use super::what_if::{try_out, versus};
use crate::dates::day;
use crate::parts::open_steps;
use crate::place::{Place, Slot};
use crate::state::{Action, State, TrialKind};
use crate::text::answer as words;
use crate::text::{self, trial};

/// Properties of [`Answer`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The answer, or what to do to get one.
#[component]
pub fn Answer(props: &Props) -> Html {
    let report = props.state.report.as_deref();
    let verdict = report.map_or("empty", |report| text::verdict_id(report.verdict));
    let outlook = report.map_or("empty", |report| report.outlook.state.id());
    let class = classes!("answer", report.map(answer_class));
    let is_old = props.state.is_judging();
    let alerts: Vec<_> = props.state.alerts_at(Place::Anything).cloned().collect();
    html! {
        <section {class} id="answer" data-part="answer" data-overall-verdict={verdict} data-outlook={outlook} aria-label="Answer"
            tabindex="-1">
            <Judging state={props.state.clone()} act={props.act.clone()} />
            // Not inert where it is old: what comes next would not be read out.
            <div role="status" aria-atomic="true" class={is_old.then_some("is-old")}>
                if let Some(report) = report {
                    { sheet(report, &props.state, &props.act) }
                }
            </div>
            if let Some((trial, report)) = props.state.trial.as_ref().zip(report).filter(|_| !is_old) {
                { versus(trial, report) }
            }
            { opened(&props.state, &props.act) }
            <Readings state={props.state.clone()} act={props.act.clone()} />
            <Alerts alerts={alerts} act={props.act.clone()} />
            <CoreOrEdge state={props.state.clone()} act={props.act.clone()} />
            <Waiting state={props.state.clone()} act={props.act.clone()} />
            if report.is_none() && props.state.judging.is_none() {
                <Welcome state={props.state.clone()} act={props.act.clone()} />
            }
        </section>
    }
}

fn sheet(report: &Report, state: &State, act: &Callback<Action>) -> Html {
    let missing: Vec<Slot> = state.missing().collect();
    html! {
        <div class="answer-sheet">
            if report.is_at_risk() { <AtRisk /> } else { <Mark verdict={report.verdict} /> }
            <div>
                if let Some(trial) = &state.trial {
                    <p class="answer-tried">{ trial::after(trial.what) }{ ":" }</p>
                }
                if state.days().differ() {
                    <p class="answer-tried" data-other-day="">
                        { words::on_day(&day(state.at())) }{ " " }
                        <button type="button" class="button is-quiet"
                            onclick={act.reform(|_| Action::Date(None))}>
                            { words::TODAY }
                        </button>
                    </p>
                }
                <h2 class="answer-sentence">{ prose(&report.headline) }</h2>
                if !state.unplaced.is_empty() {
                    <p class="answer-rest" data-waiting="">
                        { text::still_waiting(state.unplaced.len()) }
                    </p>
                }
                { lines(report, state, act) }
                if !report.caution.is_empty() {
                    <p class="answer-caution" data-caution="">
                        { prose(&report.caution) }
                        if report.caution_in_advisories {
                            { " " }<a href="#advisories">{ text::SEE }</a>
                        }
                    </p>
                }
                if !missing.is_empty() {
                    <p class="answer-rest">{ text::STILL_MISSING }{ " " }{ links(&missing, state) }</p>
                }
                <NotChecked checks={report.not_checked.clone()} />
                if let Some(assumed) = eku_engine::report::assumed_line(&report.assumed) {
                    <p class="not-checked" data-assumed="">{ assumed }</p>
                }
                if report.verdict == Verdict::Works {
                    <p class="not-checked" data-outside="">{ text::OUTSIDE_PAGE }</p>
                }
                if let Some(trial) = &state.trial {
                    if let Some(before) = &trial.before.report {
                        <p class="answer-was" data-was={text::verdict_id(before.verdict)}>
                            <b>{ trial::BEFORE }{ ": " }</b>{ &before.headline }
                        </p>
                    }
                }
            </div>
        </div>
    }
}

/// Cause, fix and when: what somebody has to know who reads no further.
fn lines(report: &Report, state: &State, act: &Callback<Action>) -> Html {
    let fails = report.verdict == Verdict::Fails;
    let when = until::sentences(report, state.days());
    html! {
        <dl class="answer-lines">
            if !report.headline_reason.is_empty() {
                <dt>{ if fails { words::CAUSE } else { words::WHY } }</dt>
                <dd class="answer-reason">
                    { prose(&report.headline_reason) }
                    if report.headline_is_copy {
                        { " " }{ words::COPY }{ " " }<a href="#advisories">{ words::HOW }</a>
                    }
                </dd>
            }
            if let Some(plan) = report.all_plans().first().filter(|_| fails || report.is_at_risk()) {
                <dt>{ words::FIX }</dt>
                <dd data-fix="">
                    { prose(&plan.title) }{ ". " }
                    if let Some(by) = act_by(report) { { words::by(&by) }{ " " } }
                    if !plan.complete { { words::PARTIAL }{ " " } }
                    if let Some(node) = plan.moves.iter().find_map(brings_a_private_ca) {
                        { words::trust_first(node) }{ " " }
                    }
                    <span class="answer-links">
                        <a href="#plans" onclick={|_| open_steps()}>{ words::STEPS }</a>
                        if state.tried_plan().is_none() {
                            <button type="button" class="button" data-try="fix"
                                onclick={try_out(TrialKind::Plan(0), act)}>
                                { trial::TRY }
                            </button>
                        }
                    </span>
                </dd>
            }
            if !when.is_empty() {
                <dt>{ words::WHEN }</dt>
                <dd data-until="">
                    { prose(&when.join(" ")) }{ " " }<a href="#timeline">{ words::SEE_WHEN }</a>
                </dd>
            }
        </dl>
    }
}

/// The class of the answer's color: what is at risk is not simply fine.
fn answer_class(report: &Report) -> &'static str {
    if report.is_at_risk() { mark::AT_RISK } else { mark::class(report.verdict) }
}

/// The last day to act, where the answer leads with it.
fn act_by(report: &Report) -> Option<String> {
    report.outlook.act_by.filter(|_| report.is_at_risk()).map(day)
}

/// The node on which an action installs a certificate of a CA that others may not know.
const fn brings_a_private_ca(action: &plan::Action) -> Option<NodeName> {
    match action {
        plan::Action::InstallPrivateClientCertificate(store) => Some(store.node),
        _ => None,
    }
}

fn links(missing: &[Slot], state: &State) -> Html {
    let more = missing.len().saturating_sub(MOST_INSIDE);
    let links = missing.iter().take(MOST_INSIDE).enumerate().map(|(index, slot)| {
        let target = format!("#{}-store", state.named(Place::Slot(*slot)).id);
        let peer = state.peer_name(slot.node, slot.peer);
        html! {
            <>
                if index > 0 { { ", " } }
                <a href={target}>{ text::slot_certificate(*slot, peer.as_deref()) }</a>
            </>
        }
    });
    html! {
        <>
            { for links }{ "." }
            if more > 0 { { " " }{ text::not_drawn(more) } }
        </>
    }
}
