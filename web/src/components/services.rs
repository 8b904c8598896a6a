//! The services, as a board: a row each, which opens to its reasons.

use std::rc::Rc;

use eku_engine::report::{Report, ServiceReport};
use yew::prelude::*;

use super::mark::{self, Mark};
use super::not_checked::NotChecked;
use super::reasons::{Reasons, source};
use crate::text;

/// Properties of [`Services`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report.
    pub report: Rc<Report>,
}

/// The board.
#[component]
pub fn Services(props: &Props) -> Html {
    let names = props.report.not_affected.iter().map(|service| service.name);
    let names = names.collect::<Vec<_>>().join(", ");
    let origin = props.report.not_affected.first();
    html! {
        <section class="services" aria-labelledby="services">
            <h2 class="section-title" id="services">{ text::SERVICES }</h2>
            <div class="board">{ for props.report.services.iter().map(row) }</div>
            if let Some(origin) = origin {
                <p class="board-foot">
                    { text::NOT_AFFECTED }{ " " }{ names }{ ". " }{ source(&origin.source) }{ "." }
                </p>
            }
        </section>
    }
}

fn row(service: &ServiceReport) -> Html {
    let verdict = service.verdict;
    let why = service.because.first().map(|reason| reason.text.clone());
    let why = why.unwrap_or_else(|| text::not_checked_line(&service.not_checked));
    html! {
        <details key={service.id.clone()} class={classes!("board-row", mark::class(verdict))}
            data-service={service.id.clone()} data-verdict={text::verdict_id(verdict)}>
            <summary>
                <Mark {verdict} />
                <span class="board-name">{ &service.name }</span>
                <span class="board-state">{ text::verdict(verdict) }</span>
                <span class="board-why">{ why }</span>
                <span class="row-more"></span>
            </summary>
            <div class="board-body">
                <Reasons reasons={service.because.clone()} />
                <NotChecked ids={service.not_checked.clone()} />
            </div>
        </details>
    }
}
