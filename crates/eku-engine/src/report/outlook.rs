//! What lies ahead, in a sentence or two.

#[cfg(test)]
mod tests;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::days::day;
use super::sentences::capitalised;
use super::words::{are_plural, counted, service_in_sentence, thousands};
use super::{OutlookReport, Report, Verdict, joined_few, rank};
use crate::deployment::{Deployment, Service};
use crate::forecast::{Course, Forecast, Outlook, OutlookState, ServiceForecast};
use crate::time::Timestamp;

/// What lies ahead as it is shown; `at` is the instant that was judged.
pub(super) fn outlook(
    deployment: &Deployment,
    forecast: &Forecast,
    outlook: &Outlook,
    at: Timestamp,
) -> OutlookReport {
    OutlookReport {
        state: outlook.state,
        first_break: outlook.first_break.map(Timestamp::date),
        first_break_unrenewed: outlook.first_break_unrenewed.map(Timestamp::date),
        act_by: outlook.act_by.map(Timestamp::date),
        services: outlook.services.clone(),
        text: text(deployment, forecast, outlook, at),
    }
}

fn text(deployment: &Deployment, forecast: &Forecast, outlook: &Outlook, at: Timestamp) -> String {
    let unrenewed = outlook.first_break_unrenewed;
    let mut sentences = match (outlook.state, outlook.first_break) {
        (OutlookState::AtRisk, Some(first)) => {
            let mut sentences = Vec::from([format!(
                "{}. Renewing with the same CAs does not prevent this.",
                stops(deployment, &outlook.services, first, Some(at))
            )]);
            if let Some(by) = outlook.act_by {
                let today = by <= at;
                let day = if today { "today".into() } else { format!("by {}", day(by)) };
                sentences.push(format!("Act {day}."));
            }
            sentences.extend(unrenewed.filter(|unrenewed| *unrenewed < first).map(if_not_renewed));
            sentences
        }
        (OutlookState::Stable, _) => {
            let good =
                "If you renew on time with the same CAs, no problem is known (10-year outlook).";
            Vec::from_iter([good.into()].into_iter().chain(unrenewed.map(if_not_renewed)))
        }
        (OutlookState::AtRisk, None) | (OutlookState::Failing | OutlookState::Unknown, _) => {
            when(deployment, forecast, at)
        }
    };
    match forecast.services.iter().filter(|one| !one.followed).count() {
        0 => {}
        1 => sentences.push("The dates of 1 service were not calculated.".into()),
        count => sentences.push(format!(
            "The dates of {} were not calculated.",
            counted(count, "service", "services")
        )),
    }
    sentences.join(" ")
}

/// The heading over the plans ahead.
#[must_use]
pub fn ahead_heading(report: &Report) -> String {
    report.outlook.act_by.map_or_else(String::new, |by| format!("What to do by {}", day(by)))
}

fn if_not_renewed(first: Timestamp) -> String {
    format!("Without renewals, the first service stops on {}.", day(first))
}

/// Which services stop on a day, the first of them by name; with an instant, also how far off that is.
pub(super) fn stops(
    deployment: &Deployment,
    services: &[Service],
    on: Timestamp,
    from: Option<Timestamp>,
) -> String {
    let name = |service: &Service| service_in_sentence(deployment, service);
    let names = match services {
        [_, _, _, ..] => {
            let foremost = services.iter().min_by_key(|service| rank(service));
            let others = thousands(services.len() as u64 - 1);
            format!("{} and {others} more services", foremost.map(name).unwrap_or_default())
        }
        few => joined_few(&Vec::from_iter(few.iter().map(name))),
    };
    let verb = if are_plural(services.iter()) { "stop" } else { "stops" };
    let distance = from.map_or_else(String::new, |from| {
        let days = from.start_of_day().days_until(on.start_of_day());
        let days = u64::try_from(days).unwrap_or_default();
        format!(" ({} {})", thousands(days), if days == 1 { "day" } else { "days" })
    });
    format!("{} {verb} on {}{distance}", capitalised(&names), day(on))
}

/// What fails already, and until when the rest holds; nothing where neither is known.
fn when(deployment: &Deployment, forecast: &Forecast, at: Timestamp) -> Vec<String> {
    let failing = forecast.services.iter().filter(|one| one.now == Verdict::Fails);
    let failing = Vec::from_iter(failing.map(|one| &one.service));
    let holding = || forecast.services.iter().filter(|one| one.now == Verdict::Works);
    let end = |course: Course| course.fails.into_iter().chain(course.undecided).min();
    let first = |course: fn(&ServiceForecast) -> Course| {
        holding().filter_map(|one| end(course(one))).min().filter(|end| *end > at)
    };
    let mut sentences = Vec::new();
    if failing.len() > 2 && failing.len() == forecast.services.len() {
        sentences.push("All checked services are already failing.".into());
    } else if !failing.is_empty() {
        let names = failing.iter().map(|service| service_in_sentence(deployment, service));
        let verb = if are_plural(failing.iter().copied()) { "are" } else { "is" };
        let names = capitalised(&joined_few(&Vec::from_iter(names)));
        sentences.push(format!("{names} {verb} already failing."));
    }
    let undecided = forecast.services.iter().any(|one| one.now == Verdict::Undecided);
    let rest = if failing.is_empty() || undecided { "What works" } else { "The rest" };
    match (first(|one| one.unrenewed), first(|one| one.renewed)) {
        (Some(unrenewed), Some(renewed)) if renewed != unrenewed => sentences.push(format!(
            "{rest} keeps working until {} without renewals, or until {} if you renew with the same \
             CAs.",
            day(unrenewed),
            day(renewed)
        )),
        (Some(unrenewed), _) => {
            sentences.push(format!("{rest} keeps working until {} without renewals.", day(unrenewed)));
        }
        (None, _) => {}
    }
    sentences
}
