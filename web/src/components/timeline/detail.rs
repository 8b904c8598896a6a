//! All about a row of the timeline: the two days of a service, or what becomes of a certificate.

use eku_engine::issuer::IssuerKind;
use eku_engine::report::{
    CertificateForecastReport, Report, ServiceForecastReport, Verdict, capitalised,
    issuer_kind_words,
};
use eku_engine::time::{Date, Timestamp};
use yew::prelude::*;

use super::days::{Lane, Of};
use crate::components::mark;
use crate::components::reasons::source;
use crate::components::value::prose;
use crate::dates;
use crate::text::forecast as words;

/// All about a lane.
pub(super) fn detail(lane: &Lane, report: &Report, now: Timestamp) -> Html {
    let forecast = &report.forecast;
    let content = match lane.of {
        Of::Certificate => forecast.certificates.get(lane.index).map(|one| certificate(one, now)),
        Of::Service(_) => forecast.services.get(lane.index).map(|one| {
            let of_report = report.services.iter().find(|service| service.id == one.id);
            let verdict = of_report.map_or(Verdict::Undecided, |service| service.verdict);
            service(one, verdict, now)
        }),
    };
    html! {
        <section class="row-detail" aria-labelledby="row-detail" data-row-detail={lane.key.clone()}>
            <h4 id="row-detail" tabindex="-1">{ prose(&lane.name) }</h4>
            { content }
        </section>
    }
}

fn service(service: &ServiceForecastReport, verdict: Verdict, now: Timestamp) -> Html {
    let course = |breaks, undecided, none| {
        let none = if service.cut { words::CUT } else { none };
        course(verdict, breaks, undecided, none, now)
    };
    html! {
        <dl class="fields" data-breaks-unrenewed={service.breaks_unrenewed.map(|day| day.to_string())}
            data-breaks-renewed={service.breaks_renewed.map(|day| day.to_string())}>
            <dt>{ words::UNRENEWED }</dt>
            <dd>{ course(service.breaks_unrenewed, service.undecided_unrenewed, words::NO_DAY) }</dd>
            <dt>{ words::RENEWED }</dt>
            <dd>{ course(service.breaks_renewed, service.undecided_renewed, words::NO_DAY_RENEWED) }</dd>
        </dl>
    }
}

/// What becomes of a service; undecided does not read as good.
fn course(
    verdict: Verdict,
    breaks: Option<Date>,
    undecided: Option<Date>,
    none: &str,
    now: Timestamp,
) -> Html {
    if verdict == Verdict::Fails {
        return html! {
            <p class={mark::class(verdict)}><span class="state">{ words::FAILS_ALREADY }</span></p>
        };
    }
    html! {
        <>
            if verdict == Verdict::Undecided {
                <p class={mark::class(verdict)}>
                    <span class="state">{ words::UNDECIDED_NOW }</span>
                </p>
            }
            if let Some(day) = undecided {
                <p>{ words::UNDECIDED_FROM }{ " " }{ day_of(day, now) }</p>
            }
            if let Some(day) = breaks {
                <p>{ words::BREAKS }{ " " }{ day_of(day, now) }</p>
            } else if undecided.is_none() {
                <p class="soft">{ none }</p>
            }
        </>
    }
}

fn certificate(forecast: &CertificateForecastReport, now: Timestamp) -> Html {
    html! {
        <div data-issuer-kind={forecast.issuer_kind.id()} data-renewal={forecast.renewal.id()}>
            <p class="reason-text">{ prose(&forecast.text) }</p>
            { fields(forecast, now) }
        </div>
    }
}

fn fields(forecast: &CertificateForecastReport, now: Timestamp) -> Html {
    let stop = match (forecast.stop_date, forecast.stop_date_known) {
        (Some(day), true) => html! { <>{ day_of(day, now) }{ ", " }{ words::STOP_KNOWN }</> },
        (Some(day), false) => html! { <>{ day_of(day, now) }{ ", " }{ words::STOP_TAKEN }</> },
        (None, true) => html! { { words::STOPS_NEVER } },
        (None, false) => html! { { words::STOPS_UNKNOWN } },
    };
    html! {
        <dl class="fields">
            <dt>{ words::ISSUED_BY }</dt><dd>{ capitalised(&issuer(forecast)) }</dd>
            if !forecast.evidence.is_empty() {
                <dt>{ words::EVIDENCE }</dt>
                <dd>
                    <ul>
                        { for forecast.evidence.iter().map(|sign| html! {
                            <li>{ prose(sign) }</li>
                        }) }
                    </ul>
                </dd>
            }
            <dt>{ words::STOPS }</dt>
            <dd data-stop-known={forecast.stop_date_known.to_string()}>{ stop }</dd>
            if let Some(day) = forecast.last_useful_renewal {
                <dt>{ words::LAST_RENEWAL }</dt>
                <dd data-last-useful-renewal={day.to_string()}>
                    { day_of(day, now) }
                    if let Some(until) = forecast.carries_until {
                        { ", " }{ words::CARRIES_UNTIL }{ " " }{ day_of(until, now) }
                    }
                </dd>
            }
            if !forecast.sources.is_empty() {
                <dt>{ words::SOURCES }</dt>
                <dd>
                    <ul>
                        { for forecast.sources.iter().map(|one| html! { <li>{ source(one) }</li> }) }
                    </ul>
                </dd>
            }
        </dl>
    }
}

/// Who issued it, with the name of the CA where it is known by one.
fn issuer(forecast: &CertificateForecastReport) -> String {
    let kind = issuer_kind_words(forecast.issuer_kind);
    match forecast.issuer_name {
        Some(name) if forecast.issuer_kind == IssuerKind::Public => format!("{kind}, {name}"),
        _ => kind.to_owned(),
    }
}

fn day_of(day: Date, now: Timestamp) -> Html {
    html! {
        <>
            <b class="unbroken">{ dates::day(day) }</b>{ " " }
            <span class="unbroken">{ "(" }{ dates::distance(now, day) }{ ")" }</span>
        </>
    }
}
