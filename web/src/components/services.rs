//! The services, as a board: a row each, which opens to its reasons.

use std::rc::Rc;

use eku_engine::report::{Reason, Report, ServiceReport, Verdict};
use eku_engine::service::own_connection;
use yew::prelude::*;

use super::first::{MOST_CARDS, Within, rest, worst};
use super::fold::use_fold;
use super::mark::{self, Mark};
use super::not_checked::NotChecked;
use super::reasons::{Reasons, source};
use super::value::short_prose;
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
    let services = &props.report.services;
    let drawn = worst(services.iter().map(|one| one.verdict), MOST_CARDS);
    html! {
        <section class="services" aria-labelledby="services">
            <h2 class="section-title" id="services">{ text::SERVICES }</h2>
            <div class="board">
                { for drawn.iter().map(|index| {
                    let service = &services[*index];
                    html! {
                        <Row key={service.id.to_string()} service={service.clone()}
                            why={why(service, &props.report)} />
                    }
                }) }
                { rest(services.len() - drawn.len(), Within::Block) }
            </div>
            if let Some(origin) = origin {
                <p class="board-foot">
                    { text::NOT_AFFECTED }{ " " }{ names }{ ". " }{ source(&origin.source) }{ "." }
                </p>
            }
        </section>
    }
}

/// Properties of [`Row`].
#[derive(PartialEq, Properties)]
struct RowProps {
    service: ServiceReport,
    why: AttrValue,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let RowProps { service, why } = props;
    let (is_open, ontoggle) = use_fold(false);
    let verdict = service.verdict;
    let beside_works = (verdict == Verdict::Works && !service.not_checked.is_empty())
        .then(|| text::not_checked_ids(&service.not_checked));
    html! {
        <details {ontoggle} class={classes!("board-row", mark::class(verdict))}
            data-service={service.id.to_string()} data-verdict={text::verdict_id(verdict)}>
            <summary>
                <Mark {verdict} />
                <span class="board-name">{ short_prose(&service.name) }</span>
                <span class="board-state">{ text::verdict(verdict) }</span>
                <span class="board-why" data-not-checked={beside_works}>{ short_prose(why) }</span>
                <span class="row-more"></span>
            </summary>
            if is_open {
                <div class="board-body">
                    <Reasons reasons={service.because.clone()} />
                    <NotChecked checks={service.not_checked.clone()} />
                </div>
            }
        </details>
    }
}

/// Why, in a line: its connection's own reason, or the connections that it waits for.
fn why(service: &ServiceReport, report: &Report) -> String {
    let own = own_connection(&service.id);
    let own = report.connections.iter().find(|connection| Some(&connection.id) == own.as_ref());
    if let Some(reason) = own.and_then(|connection| connection.because.first()) {
        return match (is_told(reason, report), report.verdict) {
            (false, _) => reason.text.clone(),
            (true, Verdict::Fails) => text::SAME_CAUSE.into(),
            (true, _) => text::SAME_REASON.into(),
        };
    }
    let mut needed: Vec<&str> = Vec::new();
    for id in service.because.iter().filter_map(|reason| reason.on.as_ref()) {
        let is_it = |other: &&ServiceReport| own_connection(&other.id).as_ref() == Some(id);
        let name = report.services.iter().find(is_it);
        let name = name.map(|other| other.name.as_str()).or_else(|| {
            let connection = report.connections.iter().find(|other| other.id == *id);
            connection.map(|other| other.name.as_str())
        });
        needed.extend(name.filter(|name| !needed.contains(name)));
    }
    match (&needed[..], service.because.first()) {
        ([], Some(reason)) => reason.text.clone(),
        ([], None) => text::not_checked_line(&service.not_checked),
        (needed, _) => text::needs(needed),
    }
}

/// Whether the answer tells the same reason: the same rule fails for the same certificate.
fn is_told(reason: &Reason, report: &Report) -> bool {
    let leading = report.headline_connection.as_ref();
    let leading = report.connections.iter().find(|connection| Some(&connection.id) == leading);
    let told = leading.into_iter().flat_map(|connection| &connection.because);
    let mut told = told.filter(|told| told.outcome == report.verdict);
    reason.outcome == report.verdict
        && told
            .any(|told| (told.rule.id, &told.certificate) == (reason.rule.id, &reason.certificate))
}
