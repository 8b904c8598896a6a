//! The connections: who calls whom, what each side presents, and why it works or does not.

use std::rc::Rc;

use eku_engine::connection::CertificateId;
use eku_engine::report::{ConnectionReport, Report};
use yew::prelude::*;

use super::certificate::{Plate, imagined};
use super::first::{MOST_CARDS, MOST_INSIDE, Within, first, rest, worst};
use super::mark;
use super::not_checked::NotChecked;
use super::reasons::Reasons;
use super::value::{prose, value};
use crate::names::common_name;
use crate::state::{Holder, State};
use crate::text;

/// Properties of [`Connections`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report.
    pub report: Rc<Report>,
    /// The page's state, for what the stores hold.
    pub state: Rc<State>,
}

/// The connections.
#[component]
pub fn Connections(props: &Props) -> Html {
    let connections = &props.report.connections;
    let drawn = worst(connections.iter().map(|one| one.verdict), MOST_CARDS);
    html! {
        <section class="details" aria-labelledby="connections">
            <h2 class="section-title" id="connections">{ text::CONNECTIONS }</h2>
            <div class="connections">
                { for drawn.iter().map(|index| one(&connections[*index], &props.state)) }
                { rest(connections.len() - drawn.len(), Within::Block) }
            </div>
        </section>
    }
}

fn one(connection: &ConnectionReport, state: &State) -> Html {
    let verdict = connection.verdict;
    html! {
        <article key={connection.id.to_string()} id={format!("connection-{}", connection.id)}
            class={classes!("connection", mark::class(verdict))}
            data-connection={connection.id.to_string()} data-verdict={text::verdict_id(verdict)}>
            <div class="connection-head">
                <h3>{ prose(&connection.name) }</h3>
                <mark::State {verdict} />
            </div>
            <div class="route">
                { end(&connection.parties[0], connection.initiator_certificate.as_ref(), state) }
                <svg class="route-arrow" viewBox="0 0 48 24" role="img" aria-label="calls">
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

/// What one machine, or a far end, presents.
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
