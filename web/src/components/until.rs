//! Until when the answer holds: what fails already, what else breaks first, and what a renewal does
//! to it.

use std::collections::{BTreeMap, BTreeSet};

use eku_engine::renewal::Renewal;
use eku_engine::report::{Report, ServiceForecastReport, ServiceReport, Verdict, next_expiry};
use eku_engine::time::Date;

use crate::dates::Days;
use crate::text::answer::{self as words, Rest};
use crate::text::forecast::certificate;

/// A service and its forecast.
type Foreseen<'r> = (&'r ServiceReport, &'r ServiceForecastReport);

/// The sentences; nothing where no day is known and nothing fails.
#[must_use]
pub fn sentences(report: &Report, days: Days) -> Vec<String> {
    let shown = |day: Date| days.day_and_distance(day);
    let forecasts = report.forecast.services.iter();
    let forecasts = BTreeMap::from_iter(forecasts.map(|one| (&one.id, one)));
    let foreseen =
        report.services.iter().filter_map(|service| Some((service, *forecasts.get(&service.id)?)));
    let of = |verdict| Vec::from_iter(foreseen.clone().filter(|one| one.0.verdict == verdict));
    let works = End::of(report, &of(Verdict::Works), true);
    let holds = works.as_ref().map(|end| words::holds(&end.whose, &shown(end.day), &end.expire));
    if !of(Verdict::Fails).is_empty() {
        // What is undecided and what a renewal would do are not what to know first.
        let fails = words::fails(!days.differ()).to_owned();
        return [Some(fails), holds, after_the_fix(report, days)].into_iter().flatten().collect();
    }
    let Some(end) = works else {
        // Nobody can say what a renewal would do to what is undecided.
        let undecided = End::of(report, &of(Verdict::Undecided), false);
        let breaks = |end: End| words::breaks(&end.whose, &shown(end.day), &end.expire);
        return undecided.map(breaks).into_iter().collect();
    };
    let renewed = end.renewed.map(shown);
    let renewed = words::renewed(renewed.as_deref(), end.renewed == Some(end.day), end.renewal);
    holds.into_iter().chain([renewed]).collect()
}

/// The first day on which something ends.
struct End {
    day: Date,
    /// Whose services end then.
    whose: Rest,
    /// Whose certificates expire then, each name once: stores of a cluster may share one.
    expire: Vec<String>,
    /// What a renewal of one of them carries: the least.
    renewal: Renewal,
    /// The day where each certificate is renewed by the CA that issued it.
    renewed: Option<Date>,
}

impl End {
    /// Of some services of a report; what works ends where it becomes undecided, too.
    fn of(report: &Report, services: &[Foreseen<'_>], work: bool) -> Option<Self> {
        let day = |forecast: &ServiceForecastReport| {
            let undecided = forecast.undecided_unrenewed.filter(|_| work);
            undecided.into_iter().chain(forecast.breaks_unrenewed).min()
        };
        let first = services.iter().filter_map(|(_, forecast)| day(forecast)).min()?;
        let ending = services.iter().filter(|(_, forecast)| day(forecast) == Some(first));
        let names = Vec::from_iter(ending.clone().map(|(service, _)| service.name.clone()));
        let all = names.len() == report.services.len();
        let expiring = report.forecast.certificates.iter().filter(|one| one.expires == first);
        let expire = BTreeSet::from_iter(expiring.clone().map(|one| certificate(&one.store)));
        let renewed = ending.filter_map(|(_, forecast)| forecast.breaks_renewed).min();
        Some(Self {
            day: first,
            whose: if all { Rest::All } else { Rest::Some(names) },
            expire: Vec::from_iter(expire),
            renewal: least(expiring.map(|one| one.renewal)),
            renewed,
        })
    }
}

/// The renewal that leaves the least.
fn least(renewals: impl Iterator<Item = Renewal>) -> Renewal {
    renewals.fold(Renewal::Same, |least, one| match (least, one) {
        (Renewal::Nothing, _) | (_, Renewal::Nothing) => Renewal::Nothing,
        (Renewal::ServerOnly, _) | (_, Renewal::ServerOnly) => Renewal::ServerOnly,
        (Renewal::Unknown, _) | (_, Renewal::Unknown) => Renewal::Unknown,
        (Renewal::Same, Renewal::Same) => Renewal::Same,
    })
}

/// The first end of a certificate that the first plan leaves in its store, where that fixes everything.
fn after_the_fix(report: &Report, days: Days) -> Option<String> {
    let (day, stores) = next_expiry(report)?;
    let expire = BTreeSet::from_iter(stores.into_iter().map(certificate));
    Some(words::after_the_fix(&Vec::from_iter(expire), &days.day_and_distance(day)))
}
