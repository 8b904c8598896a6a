//! What lies ahead of the whole deployment, if every certificate is renewed by its issuer in time.

use alloc::vec::Vec;

use super::{Forecast, ServiceForecast};
use crate::deployment::Service;
use crate::time::Timestamp;
use crate::verdict::Verdict;

/// What lies ahead of a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// In one word.
    pub state: OutlookState,
    /// The first instant at which a service that works now breaks although every certificate is renewed
    /// by its issuer in time; `None` unless it is at risk.
    pub first_break: Option<Timestamp>,
    /// The same if nothing is renewed, whatever the state is.
    pub first_break_unrenewed: Option<Timestamp>,
    /// The last day on which acting is in time: that before the first break, but not before the judged
    /// one.
    pub act_by: Option<Timestamp>,
    /// The services that the state is about: those that fail, that break on the day of the first break,
    /// or of which nothing is known.
    pub services: Vec<Service>,
}

/// What lies ahead, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlookState {
    /// A service fails on the judged day.
    Failing,
    /// A service that works on the judged day breaks later although every certificate is renewed.
    AtRisk,
    /// A service is undecided, now or later, or its days were not worked out.
    Unknown,
    /// Nothing that is known breaks a service if certificates are renewed in time.
    Stable,
}

impl OutlookState {
    /// The stable word.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Failing => "failing",
            Self::AtRisk => "at-risk",
            Self::Unknown => "unknown",
            Self::Stable => "stable",
        }
    }
}

/// What lies ahead of a deployment that was forecast from this instant on.
#[must_use]
pub fn outlook(forecast: &Forecast, at: Timestamp) -> Outlook {
    let of = |is: &dyn Fn(&ServiceForecast) -> bool| {
        let services = forecast.services.iter().filter(|one| is(one));
        Vec::from_iter(services.map(|one| one.service.clone()))
    };
    let working = || forecast.services.iter().filter(|one| one.now == Verdict::Works);
    let failing = of(&|one| one.now == Verdict::Fails);
    let unknown = of(&|one| {
        one.now == Verdict::Undecided || !one.followed || one.renewed.undecided.is_some()
    });
    let first_break = working().filter_map(|one| one.renewed.fails).min();
    let (state, services) = match first_break {
        _ if !failing.is_empty() => (OutlookState::Failing, failing),
        Some(first) => {
            let breaks_then = |one: &ServiceForecast| {
                let day = one.renewed.fails.map(Timestamp::date);
                one.now == Verdict::Works && day == Some(first.date())
            };
            (OutlookState::AtRisk, of(&breaks_then))
        }
        None if !unknown.is_empty() || forecast.services.is_empty() => {
            (OutlookState::Unknown, unknown)
        }
        None => (OutlookState::Stable, Vec::new()),
    };
    let first_break = first_break.filter(|_| state == OutlookState::AtRisk);
    Outlook {
        state,
        first_break,
        first_break_unrenewed: working().filter_map(|one| one.unrenewed.fails).min(),
        act_by: first_break.map(|first| first.start_of_day().minus_days(1).max(at.start_of_day())),
        services,
    }
}
