//! The forecast, in sentences.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::issuers::evidence;
use super::sentences::capitalised;
use super::words::{eku_words, is_plural, service_in_sentence, store_title, store_words};
use super::{
    CertificateForecastReport, ForecastReport, ServiceForecastReport, Verdict, source, thousands,
};
use crate::deployment::Deployment;
use crate::forecast::{
    CertificateForecast, Forecast, MOST_FORECAST_STEPS, Renewal, ServiceForecast,
};
use crate::issuer::{Evidence, IssuerKind};
use crate::policy::{ClientAuth, MAXIMUM_DAYS_SOURCE, SERVER_ONLY_SOURCE};
use crate::time::Timestamp;

/// The forecast as it is shown; `at` is the instant that was judged.
pub(super) fn forecast(
    deployment: &Deployment,
    forecast: &Forecast,
    at: Timestamp,
) -> ForecastReport {
    let certificates = forecast.certificates.iter();
    let services = forecast.services.iter();
    ForecastReport {
        certificates: certificates.map(|one| certificate(deployment, one, at)).collect(),
        services: services.map(|one| service(deployment, one, at)).collect(),
    }
}

fn certificate(
    deployment: &Deployment,
    forecast: &CertificateForecast,
    at: Timestamp,
) -> CertificateForecastReport {
    let date = |instant: Timestamp| instant.date().to_string();
    let authority = forecast.issuer.authority;
    let of_chrome = forecast.stop.day.is_some() && !forecast.stop.known;
    let stop_source = match authority {
        _ if of_chrome => Some(SERVER_ONLY_SOURCE),
        Some(authority) if forecast.issuer.kind == IssuerKind::Public => Some(authority.source),
        _ => None,
    };
    let evidence_sources = forecast.issuer.evidence.iter().filter_map(Evidence::citation);
    let limit = forecast.last_useful.map(|_| MAXIMUM_DAYS_SOURCE);
    let mut sources = Vec::new();
    for citation in stop_source.into_iter().chain(limit).chain(evidence_sources).map(source) {
        if !sources.contains(&citation) {
            sources.push(citation);
        }
    }
    let becomes = becomes(deployment, forecast);
    let subject = store_words(deployment, &forecast.store);
    let verb = if forecast.expires <= at { "expired" } else { "expires" };
    CertificateForecastReport {
        store: forecast.store.clone(),
        store_words: store_title(deployment, &forecast.store),
        expires: date(forecast.expires),
        issuer_kind: forecast.issuer.kind,
        renewal: forecast.renewal,
        stop_date: forecast.stop.day.map(date),
        stop_date_known: forecast.stop.known,
        issuer_name: authority.map(|authority| authority.name),
        evidence: evidence(&forecast.issuer),
        last_useful_renewal: forecast.last_useful.map(|last| date(last.day)),
        carries_until: forecast.last_useful.map(|last| date(last.until)),
        sources,
        text: format!("{subject} {verb} on {}. {becomes}", day(forecast.expires)),
        becomes,
    }
}

/// What a renewal carries, and the last one that is worth doing.
fn becomes(deployment: &Deployment, forecast: &CertificateForecast) -> String {
    let mut sentences = Vec::from([renewal_text(deployment, forecast)]);
    if let Some(last) = forecast.last_useful {
        sentences.push(format!(
            "The last day to renew it there with client authentication is {}: for {} days at most, \
             so until {}.",
            day(last.day),
            last.days,
            day(last.until)
        ));
    }
    sentences.join(" ")
}

/// What its issuer will issue, and how that is known.
fn renewal_text(deployment: &Deployment, forecast: &CertificateForecast) -> String {
    let leaf = deployment.store(&forecast.store).presented().map(|presented| &presented.leaf);
    let authority = forecast.issuer.authority;
    let name = authority.map_or("its public CA", |authority| authority.name);
    let named = capitalised(name);
    let stop = forecast.stop.day.map_or_else(String::new, day);
    match (forecast.issuer.kind, authority.map(|authority| authority.client_auth)) {
        (IssuerKind::Private, _) => "A private CA renews it as it is.".into(),
        (IssuerKind::SelfSigned, _) => "It is self-signed and renewed as it is.".into(),
        _ if !forecast.at_stake => match leaf.map(|leaf| eku_words(&leaf.eku)).as_deref() {
            Some("server authentication only") => {
                "For server authentication only: a renewal by the same CA changes nothing.".into()
            }
            _ => "Without client authentication: a renewal by the same CA brings none.".into(),
        },
        (IssuerKind::Unknown, _) => format!(
            "Who issued it is not known, so neither is what a renewal carries; a public CA issues \
             server authentication only from {stop} on."
        ),
        (IssuerKind::Public, Some(ClientAuth::Outside { left_chrome: true })) => format!(
            "{named} is outside Chrome's rule and renews it as it is; until when is not published: \
             ask the CA."
        ),
        (IssuerKind::Public, Some(ClientAuth::Outside { left_chrome: false })) => format!(
            "{named} is named for client authentication, but whether Chrome's rule binds it from \
             {stop} on is not certain: ask the CA."
        ),
        (IssuerKind::Public, Some(ClientAuth::Until { on_request_from, .. })) => {
            match on_request_from.filter(|_| forecast.renewal == Renewal::Same) {
                Some(from) => format!(
                    "{named} issues client authentication only on request since {}, and server \
                     authentication only from {stop} on.",
                    day(from)
                ),
                None => format!("{named} issues server authentication only from {stop} on."),
            }
        }
        (IssuerKind::Public, Some(ClientAuth::NotPublished { dropped_by_default: Some(from) })) => {
            format!(
                "{named} dropped client authentication by default about {}; a date for its end is \
                 not published, so Chrome's is taken: {stop}.",
                day(from)
            )
        }
        (IssuerKind::Public, _) => format!(
            "{named} has published no date that is known, so Chrome's rule is taken: server \
             authentication only from {stop} on."
        ),
    }
}

fn service(
    deployment: &Deployment,
    forecast: &ServiceForecast,
    at: Timestamp,
) -> ServiceForecastReport {
    let date = |instant: Timestamp| instant.date().to_string();
    ServiceForecastReport {
        id: forecast.service.clone(),
        breaks_unrenewed: forecast.unrenewed.fails.map(date),
        breaks_renewed: forecast.renewed.fails.map(date),
        undecided_unrenewed: forecast.unrenewed.undecided.map(date),
        undecided_renewed: forecast.renewed.undecided.map(date),
        cut: !forecast.followed,
        text: service_text(deployment, forecast, at),
    }
}

/// The two dates in a sentence, and what stays open in others: undecided does not read as good.
fn service_text(deployment: &Deployment, forecast: &ServiceForecast, at: Timestamp) -> String {
    let service = service_in_sentence(deployment, &forecast.service);
    let name = capitalised(&service);
    let plural = is_plural(&forecast.service);
    let [breaks, fails, is, object] = if plural {
        ["break", "fail", "They are", "them"]
    } else {
        ["breaks", "fails", "It is", "it"]
    };
    if !forecast.followed {
        return format!(
            "The days of {service} were not worked out: a forecast takes {} steps at most.",
            thousands(MOST_FORECAST_STEPS as u64)
        );
    }
    let (unrenewed, renewed) = (forecast.unrenewed, forecast.renewed);
    let mut text = match (unrenewed.fails, renewed.fails) {
        (Some(now), _) if now == at => return format!("{name} {fails} already."),
        (None, None) => format!("No certificate's end is known to break {service}."),
        (Some(ends), None) => format!(
            "{name} {breaks} on {} if nothing is renewed; renewals by the same issuers are not \
             known to break {object} within ten years.",
            day(ends)
        ),
        (Some(ends), Some(loses)) if ends == loses => format!(
            "{name} {breaks} on {}, even if every certificate is renewed by its issuer as it \
             expires.",
            day(ends)
        ),
        (Some(ends), Some(loses)) => format!(
            "{name} {breaks} on {} if nothing is renewed, and on {} if every certificate is \
             renewed by its issuer as it expires.",
            day(ends),
            day(loses)
        ),
        (None, Some(loses)) => format!(
            "{name} {breaks} on {} if every certificate is renewed by its issuer as it expires.",
            day(loses)
        ),
    };
    if forecast.now == Verdict::Undecided {
        text.push_str(&format!(" {is} undecided already now."));
    }
    for (undecided, condition) in
        [(unrenewed.undecided, "nothing is renewed"), (renewed.undecided, "everything is renewed")]
    {
        if let Some(undecided) = undecided {
            let sentence = format!(" {is} undecided from {} on if {condition}.", day(undecided));
            text.push_str(&sentence);
        }
    }
    text
}

/// A date as people write it: `1 Apr 2027`.
pub(super) fn day(instant: Timestamp) -> String {
    let (year, month, day) = instant.date().parts();
    let month = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
    format!("{day} {month} {year}")
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
