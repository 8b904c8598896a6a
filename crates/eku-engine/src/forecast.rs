//! Renewals over time: when each certificate expires, what its renewal carries, and the first day
//! on which each service breaks.
//!
//! Entry points: [`forecast`], and [`outlook()`] for what lies ahead of the whole. It asks the engine itself: what is presented is judged again at every
//! instant at which it changes, and nothing is written down for a known situation. What can
//! change is the validity of a certificate or of a CA above it, and what a renewal carries. It takes
//! [`MOST_FORECAST_STEPS`] at most; what that leaves out is said.
//!
//! - A service *breaks* at the first instant, from the judged one on, at which it fails. A service
//!   that fails already breaks at the judged instant. Undecided is not broken, and not working
//!   either: a service that turns from works to undecided has the instant of that beside the one at
//!   which it breaks, and one that is undecided today gets a date where it fails whatever is
//!   missing.
//! - *Unrenewed*: nothing changes but time.
//! - *Renewed*: every certificate that is valid to the judged instant, those of far ends too, is
//!   renewed by the same issuer at its notAfter, again and again: [`crate::renewal`] says what that
//!   carries and for how long. With a renewal come intermediates that are valid; roots and trusted CA
//!   lists are not renewed. Beyond [`HORIZON_DAYS`] nothing is said.
//!
//! No cryptography is done here: a renewed certificate keeps the bytes of the one before, by which
//! [`Links`] knows it.

mod courses;
mod outlook;
mod renewals;

use alloc::vec::Vec;

use crate::certificate::Certificate;
use crate::chain::{Links, Renewed};
use crate::deployment::{Deployment, NodeName, Service, StoreId};
use crate::eku::{Holds, Purpose};
use crate::policy::maximum_days;
use crate::renewal::{Renewal, Stop, Terms};
use crate::time::Timestamp;
use crate::verdict::{Judgement, Verdict};

pub use outlook::{Outlook, OutlookState, outlook};
use renewals::Renewals;

/// What becomes of a deployment's certificates and services.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// One for each store that holds a certificate, in the order of every report.
    pub certificates: Vec<CertificateForecast>,
    /// One for each service that was judged, in the order of every report.
    pub services: Vec<ServiceForecast>,
    /// So many steps were taken, at most about [`MOST_FORECAST_STEPS`].
    pub steps: usize,
}

/// What becomes of one store's certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateForecast {
    /// The store.
    pub store: StoreId,
    /// Its notAfter.
    pub expires: Timestamp,
    /// Who issued it, and on what terms that is renewed.
    pub terms: Terms,
    /// Whether it has client authentication that a renewal could take away: it lists it, or has no
    /// extended key usage at all.
    pub at_stake: bool,
    /// What a renewal on the day it expires carries; today, where it has expired.
    pub renewal: Renewal,
    /// From when on its issuer issues no client authentication.
    pub stop: Stop,
    /// The last renewal that still carries client authentication, where that is worth doing.
    pub last_useful: Option<LastUseful>,
}

/// The last renewal by the same CA that still carries client authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastUseful {
    /// The last day for it.
    pub day: Timestamp,
    /// So many days such a certificate may be valid.
    pub days: u32,
    /// How far it carries.
    pub until: Timestamp,
}

/// When a service breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceForecast {
    /// The service.
    pub service: Service,
    /// Its verdict at the judged instant.
    pub now: Verdict,
    /// Whether what becomes of it was followed to the end; where a bound left it out, nothing is said.
    pub followed: bool,
    /// If nothing is renewed.
    pub unrenewed: Course,
    /// If everything is renewed as it expires.
    pub renewed: Course,
}

/// What becomes of a service over time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// The first instant at which it fails.
    pub fails: Option<Timestamp>,
    /// The first instant at which it is undecided, where it works now and that comes before it
    /// fails.
    pub undecided: Option<Timestamp>,
}

/// Forecasts a deployment that was judged with these links.
#[must_use]
pub fn forecast(deployment: &Deployment, links: &Links, judgement: &Judgement) -> Forecast {
    let stores = NodeName::ALL.into_iter().flat_map(|name| deployment.node(name).stores());
    let held = stores.filter_map(|(id, store)| Some((id, store.presented()?)));
    let certificates =
        held.map(|(id, presented)| of_certificate(id, &presented.leaf, links, judgement.at));
    let certificates = certificates.collect();
    let (services, steps) = of_services(deployment, links, judgement);
    Forecast { certificates, services, steps }
}

fn of_certificate(
    store: StoreId,
    leaf: &Certificate,
    links: &Links,
    at: Timestamp,
) -> CertificateForecast {
    let terms = Terms::of(leaf, links);
    let stop = terms.stop();
    CertificateForecast {
        store,
        expires: leaf.not_after,
        at_stake: at_stake(leaf),
        renewal: terms.carries(leaf.not_after.max(at)),
        last_useful: last_useful(leaf, stop, at),
        stop,
        terms,
    }
}

/// What becomes of a certificate by itself, whatever it is used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// What a renewal on the day it expires carries; today, where it has expired.
    pub renewal: Renewal,
    /// From when on its issuer issues no client authentication.
    pub stop: Stop,
    /// The first renewal that takes client authentication away, if it is renewed by the same issuer
    /// on the day it expires, again and again; `None` where it has none, or keeps it for as long as
    /// [`HORIZON_DAYS`].
    pub loses_client_auth: Option<Timestamp>,
}

/// What becomes of one certificate, among those that `links` knows. An issuer that is not known is
/// taken for a public CA without a published date.
#[must_use]
pub fn prospect(certificate: &Certificate, links: &Links, at: Timestamp) -> Prospect {
    prospect_of(&Terms::of(certificate, links), certificate, at)
}

/// The same on terms that are known.
pub(crate) fn prospect_of(terms: &Terms, certificate: &Certificate, at: Timestamp) -> Prospect {
    let horizon = at.plus_days(HORIZON_DAYS);
    let change = terms.change(certificate).filter(|_| at_stake(certificate));
    Prospect {
        renewal: terms.carries(certificate.not_after.max(at)),
        stop: terms.stop(),
        loses_client_auth: change.map(|change| change.on).filter(|day| *day <= horizon),
    }
}

fn at_stake(leaf: &Certificate) -> bool {
    matches!(leaf.eku.holds(Purpose::ClientAuth), Holds::Yes | Holds::Unrestricted)
}

/// The day before the stop, where that lies ahead and such a renewal outlasts the certificate.
fn last_useful(leaf: &Certificate, stop: Stop, at: Timestamp) -> Option<LastUseful> {
    let day = stop.day.filter(|stop| at_stake(leaf) && *stop > at)?.minus_days(1);
    let days = maximum_days(day)?;
    let until = day.plus_days(days);
    (until > leaf.not_after).then_some(LastUseful { day, days, until })
}

fn of_services(
    deployment: &Deployment,
    links: &Links,
    judgement: &Judgement,
) -> (Vec<ServiceForecast>, usize) {
    let renewals = Renewals::new(deployment, links, judgement.at);
    let open = judgement.services.iter().filter(|service| service.verdict != Verdict::Fails);
    let needed = open.flat_map(|service| &service.needs);
    let (connections, steps) =
        courses::of_connections(deployment, needed, &renewals, MOST_FORECAST_STEPS);
    let services = judgement.services.iter().map(|judged| {
        let fails_already = judged.verdict == Verdict::Fails;
        let fails = fails_already.then_some(judgement.at);
        let mut all = [Course { fails, undecided: None }; 2];
        let needs = judged.needs.iter().filter(|_| !fails_already);
        let mut followed = true;
        for courses in needs.map(|id| connections.get(id).copied().flatten()) {
            let Some(courses) = courses else {
                followed = false;
                continue;
            };
            for (service, connection) in all.iter_mut().zip(courses) {
                service.fails = earlier(service.fails, connection.fails);
                service.undecided = earlier(service.undecided, connection.undecided);
            }
        }
        if !followed {
            all = Default::default();
        }
        let [unrenewed, renewed] = all.map(|course| course.of_service(judged.verdict));
        ServiceForecast {
            service: judged.service.clone(),
            now: judged.verdict,
            followed,
            unrenewed,
            renewed,
        }
    });
    (services.collect(), steps)
}

/// A deployment of a later day, in which every certificate was renewed by its issuer as it expired.
pub(crate) struct Later {
    /// What it is then.
    pub(crate) deployment: Deployment,
    /// The intermediates that came with the renewals.
    pub(crate) renewed: Renewed,
}

/// The deployment of a later instant than the judged one.
pub(crate) fn later(
    deployment: &Deployment,
    links: &Links,
    at: Timestamp,
    then: Timestamp,
) -> Later {
    let renewals = Renewals::new(deployment, links, at);
    Later { deployment: renewals.deployment(deployment, then), renewed: renewals.intermediates }
}

/// How long something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lasting {
    /// Nothing that is known ends it, if certificates are renewed as they expire.
    Holds,
    /// A bound left it out.
    NotFollowed,
    /// It ends at this instant although every certificate is renewed by its issuer.
    Until(Timestamp),
}

/// How long all of these services hold in a deployment that was judged so, if every certificate is
/// renewed as it expires, found in so many steps at most; and how many it took.
pub(crate) fn lasting(
    deployment: &Deployment,
    links: &Links,
    renewed: &Renewed,
    judgement: &Judgement,
    services: &[Service],
    most: usize,
) -> (Lasting, usize) {
    let renewals = Renewals::new(deployment, links, judgement.at).after(renewed);
    let services = services.iter().filter_map(|service| judgement.service(service));
    let needed = services.flat_map(|service| &service.needs);
    let (courses, steps) = courses::of_connections(deployment, needed, &renewals, most);
    let breaks = courses.values().flatten().filter_map(|[_, renewed]| renewed.fails).min();
    let lasting = match breaks {
        Some(breaks) => Lasting::Until(breaks),
        None if courses.values().any(Option::is_none) => Lasting::NotFollowed,
        None => Lasting::Holds,
    };
    (lasting, steps)
}

impl Course {
    /// That it is undecided counts where the service works now, and before it fails.
    fn of_service(self, now: Verdict) -> Self {
        let counts = |undecided: &Timestamp| {
            now == Verdict::Works && self.fails.is_none_or(|fails| *undecided < fails)
        };
        Self { undecided: self.undecided.filter(counts), ..self }
    }
}

fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

/// So many steps a forecast takes: a rule that looks at a certificate at an instant, or an issuer that
/// is looked at on a way up, is one.
pub const MOST_FORECAST_STEPS: usize = 10_000_000;

/// Renewals are followed for so many days: ten years.
pub const HORIZON_DAYS: u32 = 3_652;

#[cfg(test)]
mod tests;
