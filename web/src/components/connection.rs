//! A connection: who calls whom, what each end presents, and why it works or does not.

use eku_engine::connection::CertificateId;
use eku_engine::report::ConnectionReport;
use yew::prelude::*;

use super::certificate::{Plate, imagined};
use super::first::{MOST_INSIDE, Within, first};
use super::mark;
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
                { end(&connection.parties[0], connection.initiator_certificate.as_ref(), state) }
                <svg class="route-arrow" viewBox="0 0 48 24" role="img" aria-label="connects to">
                    <path d="M2 12h43M37 4l8 8-8 8" />
                </svg>
                { end(&connection.parties[1], connection.responder_certificate.as_ref(), state) }
            </div>
            <Reasons reasons={connection.because.clone()} />
            <NotChecked checks={connection.not_checked.clone()} />
        </article>
    }
}

fn end(who: &str, certificate: Option<&CertificateId>, state: &State) -> Html {
    let Some(certificate) = certificate else {
        return html! {
            <div class="route-end">
                <b>{ value(who) }</b>
                <p class="soft">{ text::PRESENTS_NOTHING }</p>
            </div>
        };
    };
    let holders = state.holders(certificate);
    html! { <div class="route-end">{ first(&holders, MOST_INSIDE, Within::Block, holder) }</div> }
}

/// What one peer, or a far end, presents.
fn holder(holder: &Holder) -> Html {
    let leaf = holder.held.as_ref().and_then(|held| held.leading().first());
    html! {
        <div class="route-holder">
            <b>{ value(&holder.words) }</b>
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
