//! The answer: one sentence, its reason, what was not checked, what is still missing.

use std::rc::Rc;

use eku_engine::report::{Report, ServiceForecastReport, Verdict};
use eku_engine::time::Timestamp;
use yew::prelude::*;

use super::alert::Alerts;
use super::case::opened;
use super::mark::{self, Mark};
use super::not_checked::NotChecked;
use super::reading::{CoreOrEdge, Readings};
use super::unplaced::Waiting;
use super::value::prose;
use super::welcome::Welcome;
use super::what_if::versus;
use crate::dates::day_and_distance;
use crate::place::{Place, Slot};
use crate::state::{Action, State};
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
    let class = classes!("answer", report.map(|report| mark::class(report.verdict)));
    let alerts: Vec<_> = props.state.alerts_at(Place::Anything).cloned().collect();
    html! {
        <section {class} id="answer" data-overall-verdict={verdict} aria-label="Answer"
            tabindex="-1">
            <div role="status" aria-atomic="true">
                if let Some(report) = report {
                    { sheet(report, &props.state) }
                }
            </div>
            if let Some((trial, report)) = props.state.trial.as_ref().zip(report) {
                { versus(trial, report) }
            }
            { opened(&props.state, &props.act) }
            <Readings state={props.state.clone()} act={props.act.clone()} />
            <Alerts alerts={alerts} act={props.act.clone()} />
            <CoreOrEdge state={props.state.clone()} act={props.act.clone()} />
            <Waiting state={props.state.clone()} act={props.act.clone()} />
            if report.is_none() {
                <Welcome state={props.state.clone()} act={props.act.clone()} />
            }
        </section>
    }
}

fn sheet(report: &Report, state: &State) -> Html {
    let missing: Vec<Slot> = state.missing().collect();
    html! {
        <div class="answer-sheet">
            <Mark verdict={report.verdict} />
            <div>
                if let Some(trial) = &state.trial {
                    <p class="answer-tried">{ trial::after(trial.what) }{ ":" }</p>
                }
                <h2 class="answer-sentence">{ prose(&report.headline) }</h2>
                if !report.headline_reason.is_empty() {
                    <p class="answer-reason">{ prose(&report.headline_reason) }</p>
                }
                if !report.caution.is_empty() {
                    <p class="answer-caution" data-caution="">
                        { prose(&report.caution) }{ " " }<a href="#advisories">{ text::SEE }</a>
                    </p>
                }
                if !missing.is_empty() {
                    <p class="answer-rest">{ text::STILL_MISSING }{ " " }{ links(&missing, state) }</p>
                }
                { until(report, state.now) }
                <NotChecked ids={report.not_checked.clone()} />
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

/// Until when what does not fail yet holds.
fn until(report: &Report, now: Timestamp) -> Html {
    let fails = |id: &str| {
        report.services.iter().any(|service| service.id == id && service.verdict == Verdict::Fails)
    };
    let first = |day: fn(&ServiceForecastReport) -> &Option<String>| {
        let services = report.forecast.services.iter().filter(|service| !fails(&service.id));
        let days = services.filter_map(|service| day(service).as_deref());
        days.min().and_then(|day| Timestamp::parse(day).ok())
    };
    let Some(unrenewed) = first(|service| &service.breaks_unrenewed) else {
        return Html::default();
    };
    let shown = |day| day_and_distance(now, day);
    let renewed = first(|service| &service.breaks_renewed).map(shown);
    html! {
        <p class="answer-rest" data-until="">
            { text::forecast::until(&shown(unrenewed), renewed.as_deref()) }{ " " }
            <a href="#when">{ text::forecast::SEE_WHEN }</a>
        </p>
    }
}

fn links(missing: &[Slot], state: &State) -> Html {
    let links = missing.iter().enumerate().map(|(place, slot)| {
        let target = format!("#{}-store", state.named(Place::Slot(*slot)).id);
        let peer = state.peer_name(slot.node, slot.peer);
        html! {
            <>
                if place > 0 { { ", " } }
                <a href={target}>{ text::slot_certificate(*slot, peer.as_deref()) }</a>
            </>
        }
    });
    html! { <>{ for links }{ "." }</> }
}
