//! Until when the answer holds: what fails already, what else breaks first, and what a renewal does
//! to it.

use std::collections::BTreeSet;

use eku_engine::report::{Report, ServiceForecastReport, ServiceReport, Verdict};
use eku_engine::time::Timestamp;

use crate::text::answer::{self as words, Rest};
use crate::text::forecast::certificate;

/// The sentences; nothing where no day is known and nothing fails.
#[must_use]
pub fn sentences(
    report: &Report,
    is_today: bool,
    shown: impl Fn(Timestamp) -> String,
) -> Vec<String> {
    let (failing, rest): (Vec<_>, Vec<_>) = report
        .services
        .iter()
        .filter_map(|service| Some((service, forecast(report, service)?)))
        .partition(|(service, _)| service.verdict == Verdict::Fails);
    let mut sentences = Vec::new();
    if !failing.is_empty() {
        sentences.push(words::fails(is_today).to_owned());
    }
    if rest.is_empty() {
        sentences.extend(after_the_fix(report, &shown));
    }
    // What works says more than what nobody can decide.
    let works = |(service, _): &(&ServiceReport, _)| service.verdict == Verdict::Works;
    let decided = rest.iter().any(works);
    let rest = Vec::from_iter(rest.into_iter().filter(|one| !decided || works(one)));
    let Some(first) = rest.iter().filter_map(|(_, forecast)| ends(forecast, decided)).min() else {
        return sentences;
    };
    let Ok(day) = Timestamp::parse(first) else { return sentences };
    let ending = rest.iter().filter(|(_, forecast)| ends(forecast, decided) == Some(first));
    let names = Vec::from_iter(ending.clone().map(|(service, _)| service.name.clone()));
    let rest_words = match names.len() == report.services.len() {
        true => Rest::All,
        false => Rest::Some(names),
    };
    let expire = report.forecast.certificates.iter().filter(|one| one.expires == first);
    let lost = expire.clone().any(|one| one.renewal == "server-only");
    // A cluster's machines, and stores that hold the same, may have one name.
    let expire = BTreeSet::from_iter(expire.map(|one| certificate(&one.store)));
    let expire = Vec::from_iter(expire);
    let sentence = if decided { words::holds } else { words::breaks };
    sentences.push(sentence(&rest_words, &shown(day), &expire));
    let renewed = ending.filter_map(|(_, forecast)| forecast.breaks_renewed.as_deref()).min();
    let renewed_day = renewed.and_then(|day| Timestamp::parse(day).ok()).map(shown);
    sentences.push(words::renewed(renewed_day.as_deref(), renewed == Some(first), lost));
    sentences
}

/// The first end of a certificate that the first plan leaves in its store, where that repairs everything.
fn after_the_fix(report: &Report, shown: impl Fn(Timestamp) -> String) -> Option<String> {
    let plan = report.plans.first().filter(|plan| plan.complete)?;
    let stays = |store: &str| plan.actions.iter().all(|action| action.target != store);
    let judged = report.at.get(..10)?;
    let certificates = report.forecast.certificates.iter();
    let certificates = certificates.filter(|one| stays(&one.store) && *one.expires > *judged);
    let first = certificates.clone().map(|one| one.expires.as_str()).min()?;
    let day = Timestamp::parse(first).ok()?;
    let expire = certificates.filter(|one| one.expires == first);
    let expire = BTreeSet::from_iter(expire.map(|one| certificate(&one.store)));
    Some(words::after_the_fix(&Vec::from_iter(expire), &shown(day)))
}

fn forecast<'r>(report: &'r Report, service: &ServiceReport) -> Option<&'r ServiceForecastReport> {
    report.forecast.services.iter().find(|forecast| forecast.id == service.id)
}

/// The first day on which it does not work any more, or, where it is undecided, on which it fails.
fn ends(forecast: &ServiceForecastReport, works: bool) -> Option<&str> {
    let undecided = forecast.undecided_unrenewed.as_deref().filter(|_| works);
    undecided.into_iter().chain(forecast.breaks_unrenewed.as_deref()).min()
}
