//! The days that matter, from a report: what the timeline draws and lists.
//!
//! Entry points: [`lanes`] for what is drawn, [`days`] for the list. Nothing is computed here that
//! the report does not say.

use std::collections::BTreeMap;

use eku_engine::connection::CertificateId;
use eku_engine::deployment::{Service, StoreId};
use eku_engine::policy;
use eku_engine::renewal::Renewal;
use eku_engine::report::{Report, ServiceForecastReport, Verdict};
use eku_engine::time::{Date, Timestamp};

use crate::components::first::{MOST_CARDS, drawn, worst};
pub use crate::dates::{Happening, Renewed};
use crate::text::timeline as words;

/// One line of the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its identifier: a service's, or a store's that holds the certificate.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Whose it is.
    pub of: Of,
    /// The place of what it is about in the outlook's forecast.
    pub index: usize,
    /// The stores that hold its certificate.
    pub stores: Vec<StoreId>,
    /// From when on that is known.
    pub since: Timestamp,
    /// What happens, by day.
    pub events: Vec<(Timestamp, Happening)>,
}

/// Whose a lane is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A certificate's.
    Certificate,
    /// A service's, with its verdict on the first day of which it is known.
    Service(Verdict),
}

/// A lane for each certificate, then one for each service, in the report's order, and of many for some:
/// what the outlook knows of them. What fails in it and does not on the check date goes on as that day's report says.
#[must_use]
pub fn lanes(outlook: &Report, judged: &Report) -> Vec<Lane> {
    let forecast = &outlook.forecast;
    let since = first_day(outlook);
    let certificates = once(outlook);
    let first = drawn(certificates.len(), MOST_CARDS);
    let certificates = certificates.into_iter().take(first).map(|(index, stores)| {
        let certificate = &forecast.certificates[index];
        // A date that is Chrome's and not the CA's own is drawn once, for all.
        let stop = certificate.stop_date;
        let stop =
            stop.filter(|_| certificate.stop_date_known && certificate.renewal != Renewal::Same);
        let dates = [
            (Some(certificate.expires), Happening::Expires),
            (stop, Happening::CaStops),
            (certificate.last_useful_renewal, Happening::LastRenewal),
            (certificate.carries_until, Happening::CarriesUntil),
        ];
        Lane {
            key: certificate.store.to_string(),
            name: words::stores(&stores),
            of: Of::Certificate,
            index,
            stores,
            since,
            events: sorted(dates),
        }
    });
    let of_report = outlook.services.iter().map(|one| (&one.id, one));
    let of_report = BTreeMap::from_iter(of_report);
    let of_report = |id: &Service| of_report.get(id).copied();
    let verdicts = forecast
        .services
        .iter()
        .map(|service| of_report(&service.id).map_or(Verdict::Undecided, |one| one.verdict));
    let services = worst(verdicts, MOST_CARDS).into_iter().map(|index| {
        let service = &forecast.services[index];
        let of_report = of_report(&service.id);
        let verdict = of_report.map_or(Verdict::Undecided, |one| one.verdict);
        let name = of_report.map_or_else(|| service.id.to_string(), |one| one.name.clone());
        let lane = |of, since, events| {
            let (key, name) = (service.id.to_string(), name.clone());
            Lane { key, name, of, index, stores: Vec::new(), since, events }
        };
        if verdict != Verdict::Fails {
            return lane(Of::Service(verdict), since, turns(service));
        }
        let fails = (since, Happening::FailsAlready);
        let then = judged.services.iter().find(|one| one.id == service.id);
        let then = then.filter(|one| one.verdict != Verdict::Fails);
        let turns_then = judged.forecast.services.iter().find(|one| one.id == service.id);
        match then.zip(turns_then) {
            None => lane(Of::Service(verdict), since, vec![fails]),
            Some((then, then_turns)) => {
                let mut events = vec![fails];
                events.extend(turns(then_turns));
                lane(Of::Service(then.verdict), first_day(judged), events)
            }
        }
    });
    certificates.chain(services).collect()
}

/// The certificates of a forecast, each once: the place of its first row, and the stores that hold it.
fn once(report: &Report) -> Vec<(usize, Vec<StoreId>)> {
    let mut places: BTreeMap<CertificateId, usize> = BTreeMap::new();
    for (place, held) in report.certificates.iter().enumerate() {
        places.extend(held.stores.iter().map(|store| (store.clone(), place)));
    }
    let mut rows: Vec<(usize, Vec<StoreId>)> = Vec::new();
    let mut row_of = BTreeMap::new();
    for (index, certificate) in report.forecast.certificates.iter().enumerate() {
        let store = &certificate.store;
        let place = places.get(&CertificateId::Store(store.clone()));
        // What can be renewed may differ from store to store.
        let becomes = (
            place,
            certificate.renewal.id(),
            certificate.last_useful_renewal,
            certificate.carries_until,
        );
        match place.and_then(|_| row_of.get(&becomes)) {
            Some(row) => {
                let (_, stores): &mut (usize, Vec<StoreId>) = &mut rows[*row];
                stores.push(store.clone());
            }
            None => {
                row_of.insert(becomes, rows.len());
                rows.push((index, vec![store.clone()]));
            }
        }
    }
    rows
}

/// The midnight with which the day of a report begins.
fn first_day(report: &Report) -> Timestamp {
    report.at.start_of_day()
}

/// The days on which a service turns.
fn turns(service: &ServiceForecastReport) -> Vec<(Timestamp, Happening)> {
    let mut dates = Vec::new();
    for (pair, happening) in [
        ((service.breaks_unrenewed, service.breaks_renewed), Happening::Breaks as fn(_) -> _),
        ((service.undecided_unrenewed, service.undecided_renewed), Happening::Undecided),
    ] {
        match pair {
            (Some(one), Some(other)) if one == other => {
                dates.push((Some(one), happening(Renewed::Either)));
            }
            (unrenewed, renewed) => {
                dates.push((unrenewed, happening(Renewed::No)));
                dates.push((renewed, happening(Renewed::Yes)));
            }
        }
    }
    sorted(dates)
}

/// What happens on days that come, the earliest first.
fn sorted(
    dates: impl IntoIterator<Item = (Option<Date>, Happening)>,
) -> Vec<(Timestamp, Happening)> {
    let mut events: Vec<(Timestamp, Happening)> = Vec::new();
    for (date, happening) in dates {
        if let Some(date) = date {
            let event = (date.midnight(), happening);
            let later = events.iter().position(|other| *other > event);
            events.insert(later.unwrap_or(events.len()), event);
        }
    }
    events
}

/// A day that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Its midnight.
    pub day: Timestamp,
    /// What happens, a sentence each, what breaks first.
    pub sentences: Vec<String>,
    /// What to judge to see it: the last second of a day on which something ends.
    pub judged: Timestamp,
}

/// Every day that the drawing shows, the earliest first, with all that happens on it.
#[must_use]
pub fn days(lanes: &[Lane]) -> Vec<Day> {
    let mut found: Vec<(Timestamp, Vec<Happenings<'_>>)> = Vec::new();
    for lane in lanes {
        for (day, happening) in &lane.events {
            if *happening == Happening::FailsAlready {
                continue;
            }
            let all = entry(&mut found, *day, |(day, _)| *day, || (*day, Vec::new()));
            let one = entry(&mut all.1, *happening, |(one, _)| *one, || (*happening, Vec::new()));
            one.1.push(&lane.name);
        }
    }
    let chrome = policy::SERVER_ONLY_FROM;
    entry(&mut found, chrome, |(day, _)| *day, || (chrome, Vec::new()));
    found.into_iter().map(|(day, happenings)| self::day(day, &happenings)).collect()
}

/// What happens on a day, and to whom.
type Happenings<'lane> = (Happening, Vec<&'lane str>);

/// The entry of a key in a list that is kept in order.
fn entry<Entry, Key: Ord>(
    list: &mut Vec<Entry>,
    key: Key,
    key_of: impl Fn(&Entry) -> Key,
    new: impl FnOnce() -> Entry,
) -> &mut Entry {
    let index = list.iter().position(|one| key_of(one) >= key).unwrap_or(list.len());
    if list.get(index).is_none_or(|one| key_of(one) != key) {
        list.insert(index, new());
    }
    &mut list[index]
}

fn day(day: Timestamp, happenings: &[Happenings<'_>]) -> Day {
    let ends = |happening: Happening| {
        matches!(happening, Happening::Breaks(_) | Happening::Undecided(_) | Happening::Expires)
    };
    let end_of_day = day.unix_seconds().checked_add(SECONDS_OF_A_DAY - 1);
    let judged = end_of_day
        .and_then(Timestamp::from_unix_seconds)
        .filter(|_| happenings.iter().any(|(happening, _)| ends(*happening)))
        .unwrap_or(day);
    let sentence = |(happening, names): &Happenings<'_>| words::sentence(*happening, names);
    let mut sentences: Vec<String> = happenings.iter().map(sentence).collect();
    if day == policy::SERVER_ONLY_FROM {
        sentences.push(words::CHROME_SENTENCE.to_owned());
    }
    Day { day, sentences, judged }
}

const SECONDS_OF_A_DAY: u64 = 86_400;
