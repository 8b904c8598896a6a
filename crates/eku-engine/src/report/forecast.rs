//! The forecast, in sentences.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::days::day;
use super::issuers::evidence;
use super::sentences::capitalised;
use super::words::{is_plural, service_in_sentence, store_title, store_words};
use super::{
    CertificateForecastReport, ForecastReport, ServiceForecastReport, Verdict, source, thousands,
};
use crate::citation::Citation;
use crate::citation::authorities::CHROME_ROOTS;
use crate::deployment::Deployment;
use crate::eku::Purpose;
use crate::forecast::{CertificateForecast, Forecast, MOST_FORECAST_STEPS, ServiceForecast};
use crate::issuer::{Evidence, IssuerKind};
use crate::policy::{
    Authority, ClientAuth, MAXIMUM_DAYS_SOURCE, RESELLERS, Reseller, SERVER_ONLY_SOURCE, Standing,
};
use crate::renewal::{Basis, Renewal};
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
    let issuer = &forecast.terms.issuer;
    let evidence_sources = issuer.evidence.iter().filter_map(Evidence::citation);
    let limit = forecast.last_useful.map(|_| MAXIMUM_DAYS_SOURCE);
    let mut sources = Vec::new();
    for citation in basis_sources(forecast)
        .chain(forecast.last_useful.iter().flat_map(|_| resellers(forecast)).map(|one| one.source))
        .chain(limit)
        .chain(evidence_sources)
        .map(source)
    {
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
        expires: forecast.expires.date(),
        issuer_kind: issuer.kind,
        renewal: forecast.renewal,
        stop_date: forecast.stop.day.map(Timestamp::date),
        stop_date_known: forecast.stop.known,
        issuer_name: issuer.authority.map(|authority| authority.name),
        evidence: evidence(issuer),
        last_useful_renewal: forecast.last_useful.map(|last| last.day.date()),
        carries_until: forecast.last_useful.map(|last| last.until.date()),
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
            "The last day to renew with client authentication is {}. That renewal is valid for at \
             most {} days, until {}.",
            day(last.day),
            last.days,
            day(last.until)
        ));
        sentences.extend(resellers(forecast).map(|reseller| {
            format!("Resellers may stop earlier: {} on {}.", reseller.name, day(reseller.stops))
        }));
    }
    sentences.join(" ")
}

/// The resellers of the CA that decides.
fn resellers(forecast: &CertificateForecast) -> impl Iterator<Item = &'static Reseller> {
    let name = match forecast.terms.basis {
        Basis::Policy(decides) => Some(decides.name),
        _ => None,
    };
    RESELLERS.iter().filter(move |reseller| Some(reseller.authority) == name)
}

/// Where it is said what decides about the renewal.
fn basis_sources(forecast: &CertificateForecast) -> impl Iterator<Item = &'static Citation> {
    let own = forecast.terms.issuer.authority.filter(|one| one.standing != Standing::NotFound);
    let own = own.map(|authority| authority.source);
    let (own, basis) = match forecast.terms.basis {
        Basis::Own => (None, None),
        Basis::NoServerAuth | Basis::NotKnown => (None, Some(SERVER_ONLY_SOURCE)),
        Basis::Policy(authority) => (own, Some(authority.source)),
        Basis::OutsideChrome => (own, Some(&CHROME_ROOTS)),
        Basis::Chrome => (own, Some(SERVER_ONLY_SOURCE)),
    };
    basis.into_iter().chain(own)
}

/// What its issuer will issue, and how that is known.
fn renewal_text(deployment: &Deployment, forecast: &CertificateForecast) -> String {
    let presented = deployment.store(&forecast.store).presented();
    let is_server_only =
        presented.is_some_and(|presented| presented.leaf.eku.lists_only(Purpose::ServerAuth));
    let issuer = &forecast.terms.issuer;
    let name = issuer.authority.map_or("its public CA", |authority| authority.name);
    let named = capitalised(name);
    let stop = forecast.stop.day.map_or_else(String::new, day);
    match forecast.terms.basis {
        Basis::Own if issuer.kind == IssuerKind::SelfSigned => {
            "Self-signed: a renewal keeps the same EKU.".into()
        }
        Basis::Own => "Private CA: a renewal keeps the same EKU.".into(),
        Basis::Policy(Authority { name, client_auth: ClientAuth::Ceased { .. }, .. }) => {
            format!("{name} stopped issuing TLS certificates on {stop}. Use another CA.")
        }
        _ if !forecast.at_stake && is_server_only => {
            "Server authentication only: a renewal with the same CA does not add client \
             authentication."
                .into()
        }
        _ if !forecast.at_stake => {
            "No client authentication: a renewal with the same CA does not add it.".into()
        }
        Basis::NoServerAuth => "No server authentication, so Chrome's rule does not apply. A \
            renewal with the same CA keeps client authentication. Check with the CA."
            .into(),
        Basis::NotKnown => format!(
            "The issuer is unknown, so the EKU of a renewal cannot be predicted. From {stop} \
             on, public CAs issue certificates without client authentication."
        ),
        Basis::Policy(Authority { client_auth: ClientAuth::Outside, .. }) => format!(
            "{named} is outside Chrome's rule, and a renewal keeps the same EKU. No end date is \
             published. Check with the CA."
        ),
        Basis::OutsideChrome => format!(
            "The root is not in Chrome's store, so Chrome's rule does not apply to {name}. A \
             renewal keeps the same EKU. No end date is published. Check with the CA."
        ),
        Basis::Policy(decides) if issuer.authority != Some(decides) => format!(
            "{} From {stop} on, the CA above, {}, issues certificates without client authentication.",
            without_day(issuer.authority, name),
            decides.name
        ),
        Basis::Policy(decides) => match on_request(decides.client_auth, forecast.renewal) {
            Some(from) => format!(
                "{named} has issued client authentication only on request since {}. From {stop} \
                 on, {name} issues server authentication only.",
                day(from)
            ),
            None => {
                format!("From {stop} on, {name} issues certificates without client authentication.")
            }
        },
        Basis::Chrome => format!(
            "{} Chrome's rule applies: no client authentication from {stop} on.",
            without_day(issuer.authority, name)
        ),
    }
}

/// That a CA has no day, and what is known instead.
fn without_day(authority: Option<&Authority>, name: &str) -> String {
    match authority.map(|authority| authority.client_auth) {
        Some(ClientAuth::NotPublished { dropped_by_default: Some(from) }) => format!(
            "{} dropped client authentication by default about {}. No end date is published.",
            capitalised(name),
            day(from)
        ),
        Some(
            ClientAuth::NotPublished { dropped_by_default: None }
            | ClientAuth::Until { .. }
            | ClientAuth::Ceased { .. }
            | ClientAuth::Outside,
        )
        | None => format!("No published end date is known for {name}."),
    }
}

/// Since when a CA issues it only on request, while it still does.
fn on_request(client_auth: ClientAuth, renewal: Renewal) -> Option<Timestamp> {
    match client_auth {
        ClientAuth::Until { on_request_from, .. } if renewal == Renewal::Same => on_request_from,
        _ => None,
    }
}

fn service(
    deployment: &Deployment,
    forecast: &ServiceForecast,
    at: Timestamp,
) -> ServiceForecastReport {
    ServiceForecastReport {
        id: forecast.service.clone(),
        breaks_unrenewed: forecast.unrenewed.fails.map(Timestamp::date),
        breaks_renewed: forecast.renewed.fails.map(Timestamp::date),
        undecided_unrenewed: forecast.unrenewed.undecided.map(Timestamp::date),
        undecided_renewed: forecast.renewed.undecided.map(Timestamp::date),
        cut: !forecast.followed,
        text: service_text(deployment, forecast, at),
    }
}

/// The two dates in a sentence, and what stays open in others: undecided does not read as good.
fn service_text(deployment: &Deployment, forecast: &ServiceForecast, at: Timestamp) -> String {
    let service = service_in_sentence(deployment, &forecast.service);
    let name = capitalised(&service);
    let plural = is_plural(&forecast.service);
    let (stops, is) = if plural { ("stop", "are") } else { ("stops", "is") };
    if !forecast.followed {
        return format!(
            "The dates of {service} were not calculated: a forecast is limited to {} steps.",
            thousands(MOST_FORECAST_STEPS as u64)
        );
    }
    let (unrenewed, renewed) = (forecast.unrenewed, forecast.renewed);
    let mut text = match (unrenewed.fails, renewed.fails) {
        (Some(now), _) if now == at => return format!("{name} {is} already failing."),
        (None, None) => format!("No expiry is known to stop {service}."),
        (Some(ends), None) => format!(
            "{name} {stops} on {} without renewals. With renewals from the same CAs, no problem is \
             known for ten years.",
            day(ends)
        ),
        (Some(ends), Some(loses)) if ends == loses => format!(
            "{name} {stops} on {}, even if you renew every certificate with the same CA.",
            day(ends)
        ),
        (Some(ends), Some(loses)) => format!(
            "{name} {stops} on {} without renewals, and on {} if you renew with the same CAs.",
            day(ends),
            day(loses)
        ),
        (None, Some(loses)) => format!(
            "{name} {stops} on {} if you renew every certificate with the same CA.",
            day(loses)
        ),
    };
    if forecast.now == Verdict::Undecided {
        text.push_str(" The result is already unknown.");
    }
    for (undecided, condition) in
        [(unrenewed.undecided, "without renewals"), (renewed.undecided, "with renewals")]
    {
        if let Some(undecided) = undecided {
            let sentence =
                format!(" From {} on, the result is unknown {condition}.", day(undecided));
            text.push_str(&sentence);
        }
    }
    text
}
