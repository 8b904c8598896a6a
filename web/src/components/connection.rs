//! A connection: who calls whom, what each end presents, and why it works or does not.

use eku_engine::connection::CertificateId;
use eku_engine::report::{ConnectionReport, Verdict};
use yew::prelude::*;

use super::certificate::{Plate, imagined};
use super::first::{MOST_INSIDE, Within, first};
use super::mark::{self, Mark};
use super::not_checked::NotChecked;
use super::reasons::Reasons;
use super::value::{prose, value};
use crate::names::common_name;
use crate::state::{Holder, State};
use crate::text;

/// All about a connection.
pub fn connection(connection: &ConnectionReport, state: &State) -> Html {
    let verdict = connection.verdict;
    html! {
        <article key={connection.id.to_string()} id={format!("connection-{}", connection.id)}
            class={classes!("connection", mark::class(verdict))} tabindex="-1"
            data-explained={connection.id.to_string()}>
            <div class="connection-head">
                <h4>{ prose(&connection.name) }</h4>
                <mark::State {verdict} />
            </div>
            <div class="route">
                { end(connection, 0, connection.initiator_certificate.as_ref(), state) }
                <svg class="route-arrow" viewBox="0 0 48 24" role="img" aria-label="connects to">
                    <path d="M2 12h43M37 4l8 8-8 8" />
                </svg>
                { end(connection, 1, connection.responder_certificate.as_ref(), state) }
            </div>
            <Reasons reasons={connection.because.clone()} />
            <NotChecked checks={connection.not_checked.clone()} />
        </article>
    }
}

/// What one side presents. Where several peers do, those that a reason speaks of are marked.
fn end(
    connection: &ConnectionReport,
    side: usize,
    certificate: Option<&CertificateId>,
    state: &State,
) -> Html {
    let Some(certificate) = certificate else {
        return html! {
            <div class="route-end">
                <b>{ value(&connection.parties[side]) }</b>
                <p class="soft">{ text::PRESENTS_NOTHING }</p>
            </div>
        };
    };
    let holders = state.holders(certificate);
    let marks = |one: &Holder| {
        let verdict = mark::of_reasons(connection.because.iter(), &one.id);
        verdict.filter(|_| holders.len() > 1)
    };
    html! {
        <div class="route-end">
            { first(&holders, MOST_INSIDE, Within::Block, |one| holder(one, marks(one))) }
        </div>
    }
}

/// What one peer, or a far end, presents.
fn holder(holder: &Holder, verdict: Option<Verdict>) -> Html {
    let leaf = holder.held.as_ref().and_then(|held| held.leading().first());
    html! {
        <div class={classes!("route-holder", verdict.map(mark::class))}
            data-verdict={verdict.map(text::verdict_id)}>
            <b>
                if let Some(verdict) = verdict {
                    <Mark {verdict} />
                    <span class="visually-hidden">{ text::verdict(verdict) }{ ": " }</span>
                }
                { value(&holder.words) }
            </b>
            if let Some(leaf) = leaf {
                <p class="soft">
                    { value(common_name(&leaf.facts.subject)) }
                    if holder.held.as_ref().is_some_and(|held| held.is_placeholder()) {
                        { " " }{ imagined() }
                    }
                </p>
                <Plate eku={leaf.facts.eku.clone()} />
            } else {
                <p class="soft">{ text::NOTHING_GIVEN }</p>
            }
        </div>
    }
}
