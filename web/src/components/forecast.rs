//! When what breaks: the two days of each service, and what becomes of each certificate.

use std::rc::Rc;

use eku_engine::deployment::StoreId;
use eku_engine::issuer::IssuerKind;
use eku_engine::report::{
    CertificateForecastReport, Report, ServiceForecastReport, ServiceReport, Verdict, capitalised,
    issuer_kind_words,
};
use eku_engine::time::{Date, Timestamp};
use yew::prelude::*;

use super::certificate::imagined;
use super::first::{MOST_CARDS, Within, first};
use super::mark;
use super::reasons::source;
use super::value::prose;
use crate::dates::{self, Days};
use crate::text;
use crate::text::forecast as words;

/// Properties of [`Forecast`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report: of today, or of the judged day where that is past.
    pub report: Rc<Report>,
    /// The present and the judged day.
    pub days: Days,
    /// The stores whose certificates are imagined.
    #[prop_or_default]
    pub imagined: Vec<StoreId>,
}

/// The forecast.
#[component]
pub fn Forecast(props: &Props) -> Html {
    let Props { report, days, imagined } = props;
    let forecast = &report.forecast;
    let rows = first(&forecast.services, MOST_CARDS, Within::Table(3), |service| {
        let of_report = report.services.iter().find(|one| one.id == service.id);
        row(service, of_report, days.now)
    });
    html! {
        <section aria-labelledby="when" data-forecast="">
            <h2 class="section-title" id="when">{ words::WHEN }</h2>
            if days.differ() {
                <p class="timeline-from soft" data-seen-from="">
                    { text::timeline::seen_from(*days) }
                </p>
            }
            <table class="compare">
                <caption class="visually-hidden">{ words::WHEN_TABLE }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ words::SERVICE }</th>
                        <th scope="col">{ words::UNRENEWED }</th>
                        <th scope="col">{ words::RENEWED }</th>
                    </tr>
                </thead>
                <tbody>{ rows }</tbody>
            </table>
            if !forecast.certificates.is_empty() {
                <h3 class="panel-title">{ words::CERTIFICATES }</h3>
                <div class="panel is-list">
                    { first(&forecast.certificates, MOST_CARDS, Within::Block, |one| {
                        certificate(one, days.now, imagined.contains(&one.store))
                    }) }
                </div>
            }
        </section>
    }
}

fn row(service: &ServiceForecastReport, report: Option<&ServiceReport>, now: Timestamp) -> Html {
    let verdict = report.map_or(Verdict::Undecided, |report| report.verdict);
    let name = report.map_or_else(|| service.id.to_string(), |report| report.name.clone());
    let course = |breaks, undecided, none| {
        let none = if service.cut { words::CUT } else { none };
        course(verdict, breaks, undecided, none, now)
    };
    html! {
        <tr key={service.id.to_string()} data-forecast-service={service.id.to_string()}
            data-breaks-unrenewed={service.breaks_unrenewed.map(|day| day.to_string())}
            data-breaks-renewed={service.breaks_renewed.map(|day| day.to_string())}>
            <th scope="row">{ prose(&name) }</th>
            <td data-label={words::UNRENEWED}>
                { course(service.breaks_unrenewed, service.undecided_unrenewed, words::NO_DAY) }
            </td>
            <td data-label={words::RENEWED}>
                { course(service.breaks_renewed, service.undecided_renewed, words::NO_DAY_RENEWED) }
            </td>
        </tr>
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

fn certificate(forecast: &CertificateForecastReport, now: Timestamp, is_imagined: bool) -> Html {
    let lead = if forecast.expires <= now.date() { words::EXPIRED } else { words::EXPIRES };
    html! {
        <details key={forecast.store.to_string()} class="when"
            data-forecast-certificate={forecast.store.to_string()}
            data-issuer-kind={forecast.issuer_kind.id()} data-renewal={forecast.renewal.id()}>
            <summary>
                <b>
                    { words::certificate(&forecast.store) }
                    if is_imagined { { " " }{ imagined() } }
                </b>
                <span>{ lead }{ " " }{ day_of(forecast.expires, now) }</span>
                <span class="soft small">
                    { words::ISSUED_BY }{ " " }{ issuer(forecast) }{ ". " }
                    { words::RENEWAL }{ " " }{ words::renewal(forecast.renewal) }{ "." }
                </span>
                <span class="row-more"></span>
            </summary>
            <p class="reason-text">{ prose(&forecast.text) }</p>
            { fields(forecast, now) }
        </details>
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
