//! Renewals over time: when each certificate expires, what its renewal carries, and the first day
//! on which each service breaks.
//!
//! Entry point: [`forecast`]. It asks the engine itself: the deployment is judged again at every
//! instant at which something changes, and nothing is written down for a known situation. What can
//! change is the validity of a certificate or of a CA above it, and what a renewal carries.
//!
//! - A service *breaks* at the first instant, from the judged one on, at which it fails. A service
//!   that fails already breaks at the judged instant. Undecided is not broken, and not working
//!   either: a service that turns from works to undecided has the instant of that beside the one at
//!   which it breaks, and one that is undecided today gets a date where it fails whatever is
//!   missing.
//! - *Unrenewed*: nothing changes but time.
//! - *Renewed*: every certificate that is valid to the judged instant, those of far ends too, is
//!   renewed by the same issuer at its notAfter, again and again. A renewal carries what the
//!   certificate carried, until the CA stops issuing client authentication; a renewal on or after
//!   that day carries server authentication alone. Private and self-signed certificates are renewed
//!   as they are, for as long as before; public ones for as long as before or as is then allowed,
//!   whichever is shorter. An issuer that is not known is taken for a public CA without a published
//!   date. With a renewal come intermediates that are valid; roots and trusted CA lists are not
//!   renewed. Beyond [`HORIZON_DAYS`] nothing is said.
//!
//! No cryptography is done here: a renewed certificate keeps the bytes of the one before, by which
//! [`Links`] knows it.

mod renewals;

use alloc::vec::Vec;

use crate::certificate::Certificate;
use crate::chain::Links;
use crate::deployment::{Deployment, NodeName, Service, StoreId};
use crate::eku::{Holds, Purpose};
use crate::issuer::{Issuer, IssuerKind};
use crate::policy::{ClientAuth, SERVER_ONLY_FROM, maximum_days};
use crate::time::Timestamp;
use crate::verdict::{Judgement, Verdict, judge};

use renewals::{Renewals, leaves};

/// What becomes of a deployment's certificates and services.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forecast {
    /// One for each store that holds a certificate, in the order of every report.
    pub certificates: Vec<CertificateForecast>,
    /// One for each service that was judged, in the order of every report.
    pub services: Vec<ServiceForecast>,
}

/// What becomes of one store's certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct CertificateForecast {
    /// The store.
    pub store: StoreId,
    /// Its notAfter.
    pub expires: Timestamp,
    /// Who issued it.
    pub issuer: Issuer,
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

/// What a renewal carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// What the certificate carries.
    Same,
    /// Server authentication alone.
    ServerOnly,
    /// It is not known.
    Unknown,
}

impl Renewal {
    /// The stable word.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::ServerOnly => "server-only",
            Self::Unknown => "unknown",
        }
    }
}

/// From when on an issuer issues no client authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The first day; `None` where nothing stops it.
    pub day: Option<Timestamp>,
    /// Whether the issuer itself is known to stop on that day, or by its kind never does; else the
    /// day is that of Chrome's rule, or an end is not published.
    pub known: bool,
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
    Forecast {
        certificates: certificates.collect(),
        services: of_services(deployment, links, judgement),
    }
}

fn of_certificate(
    store: StoreId,
    leaf: &Certificate,
    links: &Links,
    at: Timestamp,
) -> CertificateForecast {
    let issuer = Issuer::of(leaf, links);
    let stop = stop_of(&issuer);
    CertificateForecast {
        store,
        expires: leaf.not_after,
        at_stake: at_stake(leaf),
        renewal: renewal(&issuer, stop, leaf.not_after.max(at)),
        last_useful: last_useful(leaf, stop, at),
        issuer,
        stop,
    }
}

/// What becomes of a certificate by itself, whatever it is used for.
#[derive(Clone, Debug, PartialEq)]
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
    let issuer = Issuer::of(certificate, links);
    let stop = stop_of(&issuer);
    let horizon = at.plus_days(HORIZON_DAYS);
    let loses = renewals::server_only_from(certificate, links);
    let loses = loses.filter(|day| at_stake(certificate) && *day <= horizon);
    Prospect {
        renewal: renewal(&issuer, stop, certificate.not_after.max(at)),
        stop,
        loses_client_auth: loses,
    }
}

fn at_stake(leaf: &Certificate) -> bool {
    matches!(leaf.eku.holds(Purpose::ClientAuth), Holds::Yes | Holds::Unrestricted)
}

fn stop_of(issuer: &Issuer) -> Stop {
    let by_chrome = Stop { day: Some(SERVER_ONLY_FROM), known: false };
    match (issuer.kind, issuer.authority.map(|authority| authority.client_auth)) {
        (IssuerKind::Private | IssuerKind::SelfSigned, _) => Stop { day: None, known: true },
        (IssuerKind::Public, Some(ClientAuth::Until { stops, .. })) => {
            Stop { day: Some(stops), known: true }
        }
        (IssuerKind::Public, Some(ClientAuth::Outside { left_chrome: true })) => {
            Stop { day: None, known: false }
        }
        (IssuerKind::Public | IssuerKind::Unknown, _) => by_chrome,
    }
}

fn renewal(issuer: &Issuer, stop: Stop, on: Timestamp) -> Renewal {
    if issuer.kind == IssuerKind::Unknown {
        return Renewal::Unknown;
    }
    let stopped = stop.day.is_some_and(|stop| on.start_of_day() >= stop);
    match issuer.authority.map(|authority| authority.client_auth) {
        Some(ClientAuth::Outside { left_chrome: false }) => Renewal::Unknown,
        _ if stopped => Renewal::ServerOnly,
        Some(ClientAuth::NotPublished { dropped_by_default: Some(_) })
            if issuer.kind == IssuerKind::Public =>
        {
            Renewal::Unknown
        }
        _ => Renewal::Same,
    }
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
) -> Vec<ServiceForecast> {
    let at = judgement.at;
    let leaves = leaves(deployment).map(|(_, presented)| &presented.leaf);
    let mut turns = Vec::from_iter(leaves.flat_map(|leaf| links.turns(leaf)));
    turns.retain(|turn| *turn > at);
    turns.sort_unstable();
    turns.dedup();
    let unrenewed = courses(judgement, &turns, |turn| judge(deployment, links, turn));

    let renewals = Renewals::new(deployment, links, at);
    let horizon = at.plus_days(HORIZON_DAYS);
    turns.extend(renewals.leaves.iter().filter_map(|leaf| leaf.server_only_from));
    turns.retain(|turn| *turn > at && *turn <= horizon);
    turns.sort_unstable();
    turns.dedup();
    let renewed = courses(judgement, &turns, |turn| renewals.judge(turn));

    let services = judgement.services.iter().zip(unrenewed).zip(renewed);
    let services = services.map(|((judged, unrenewed), renewed)| ServiceForecast {
        service: judged.service.clone(),
        now: judged.verdict,
        unrenewed,
        renewed,
    });
    services.collect()
}

/// What becomes of each service that was judged, at these instants.
fn courses(
    now: &Judgement,
    turns: &[Timestamp],
    judged: impl Fn(Timestamp) -> Judgement,
) -> Vec<Course> {
    let mut courses = Vec::from_iter(now.services.iter().map(|judged| Course {
        fails: (judged.verdict == Verdict::Fails).then_some(now.at),
        undecided: None,
    }));
    for turn in turns {
        if courses.iter().all(|course| course.fails.is_some()) {
            break;
        }
        let then = judged(*turn);
        for (course, before) in courses.iter_mut().zip(&now.services) {
            let verdict = then.service(&before.service).map(|service| service.verdict);
            match verdict {
                _ if course.fails.is_some() => {}
                Some(Verdict::Fails) => course.fails = Some(*turn),
                Some(Verdict::Undecided) if before.verdict == Verdict::Works => {
                    course.undecided = course.undecided.or(Some(*turn));
                }
                _ => {}
            }
        }
    }
    courses
}

/// Renewals are followed for so many days: ten years.
pub const HORIZON_DAYS: u32 = 3_652;

#[cfg(test)]
mod tests;
