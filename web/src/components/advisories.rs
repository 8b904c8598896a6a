//! What is worth doing, worth knowing, and what would decide what is undecided.

use std::collections::BTreeSet;
use std::rc::Rc;

use eku_engine::report::{Report, Verdict};
use yew::prelude::*;

use super::first::{MOST_CARDS, Within, first};
use super::reasons::source;
use super::runbook::action;
use super::value::prose;
use crate::state::{Action, State};
use crate::text::confidence;
use crate::text::forecast as words;

/// Properties of [`Advisories`] and [`Decides`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report.
    pub report: Rc<Report>,
}

/// Actions that change no verdict, each with its reason.
pub fn advice(report: &Report, state: &Rc<State>, act: &Callback<Action>) -> Html {
    if report.advice.is_empty() {
        return Html::default();
    }
    html! {
        <section class="plans" aria-labelledby="advice">
            <h3 class="section-title" id="advice">{ words::ALSO }</h3>
            <ul class="advice-list">
                { first(&report.advice, MOST_CARDS, Within::List, |advice| html! {
                    <li class="panel" data-advice={advice.action.id}>
                        <h4 class="plan-title">{ prose(&advice.action.title) }</h4>
                        <p class="panel-line">{ prose(&advice.because) }</p>
                        { action(&advice.action, None, state, act) }
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// What is worth knowing, with its source.
#[component]
pub fn Advisories(props: &Props) -> Html {
    if props.report.advisories.is_empty() {
        return Html::default();
    }
    html! {
        <details class="disclosure" id="advisories">
            <summary>{ words::notes(props.report.advisories.len()) }</summary>
            <ul class="panel advisories">
                { first(&props.report.advisories, MOST_CARDS, Within::List, |advisory| html! {
                    <li data-advisory={advisory.id} data-certificate={advisory.certificate.to_string()}>
                        <p class="reason-text">{ prose(&advisory.text) }</p>
                        <p class="reason-evidence">
                            { confidence(advisory.confidence) }{ ": " }{ source(&advisory.source) }{ "." }
                        </p>
                    </li>
                }) }
            </ul>
        </details>
    }
}

/// What would decide what is undecided, each once.
#[component]
pub fn Decides(props: &Props) -> Html {
    let report = &props.report;
    let reasons = report.connections.iter().flat_map(|connection| &connection.because);
    let mut known = BTreeSet::new();
    let sentences = reasons.map(|reason| reason.decided_by.as_str());
    let sentences = sentences.filter(|sentence| !sentence.is_empty() && known.insert(*sentence));
    let sentences = Vec::from_iter(sentences);
    if report.verdict != Verdict::Undecided || sentences.is_empty() {
        return Html::default();
    }
    html! {
        <section class="plans" aria-labelledby="decides" data-decides="">
            <h3 class="section-title" id="decides">{ words::DECIDES }</h3>
            <ul class="panel advisories">
                { first(sentences, MOST_CARDS, Within::List, |sentence| html! {
                    <li class="reason-text">{ sentence }</li>
                }) }
            </ul>
        </section>
    }
}
