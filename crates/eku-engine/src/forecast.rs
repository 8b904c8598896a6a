//! Renewals over time: when each certificate expires, what its renewal carries, and the first day
//! on which each service breaks.
//!
//! Entry point: [`forecast`]. It asks the engine itself: the deployment is judged again at every
//! instant at which something changes, and nothing is written down for a known situation. What can
//! change is the validity of a certificate or of a CA above it, and what a renewal carries.
//!
//! - A service *breaks* at the first instant, from the judged one on, at which it fails. A service
//!   that fails already breaks at the judged instant. Undecided is not broken: what cannot be known
//!   today is not predicted either, so a service that turns from works to undecided has no date
//!   yet, and one that is undecided today gets a date only where it fails whatever is missing.
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
    /// The first instant at which it fails if nothing is renewed.
    pub unrenewed: Option<Timestamp>,
    /// The first instant at which it fails if everything is renewed as it expires.
    pub renewed: Option<Timestamp>,
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
    let unrenewed = first_failures(judgement, &turns, |turn| judge(deployment, links, turn));

    let renewals = Renewals::new(deployment, links, at);
    let horizon = at.plus_days(HORIZON_DAYS);
    turns.extend(renewals.leaves.iter().filter_map(|leaf| leaf.server_only_from));
    turns.retain(|turn| *turn > at && *turn <= horizon);
    turns.sort_unstable();
    turns.dedup();
    let renewed = first_failures(judgement, &turns, |turn| renewals.judge(turn));

    let services = judgement.services.iter().zip(unrenewed).zip(renewed);
    let services = services.map(|((judged, unrenewed), renewed)| ServiceForecast {
        service: judged.service.clone(),
        unrenewed,
        renewed,
    });
    services.collect()
}

/// For each service that was judged, the first of the instants at which it fails.
fn first_failures(
    now: &Judgement,
    turns: &[Timestamp],
    judged: impl Fn(Timestamp) -> Judgement,
) -> Vec<Option<Timestamp>> {
    let fails = |judgement: &Judgement, service: &Service| {
        judgement.service(service).is_some_and(|judged| judged.verdict == Verdict::Fails)
    };
    let mut first = Vec::from_iter(
        now.services.iter().map(|judged| (judged.verdict == Verdict::Fails).then_some(now.at)),
    );
    for turn in turns {
        if first.iter().all(Option::is_some) {
            break;
        }
        let then = judged(*turn);
        for (first, service) in first.iter_mut().zip(&now.services) {
            if first.is_none() && fails(&then, &service.service) {
                *first = Some(*turn);
            }
        }
    }
    first
}

/// Renewals are followed for so many days: ten years.
pub const HORIZON_DAYS: u32 = 3_652;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::ForumPolicy;
    use crate::deployment::{Node, Peer, Release, Store, Stores};
    use crate::testing::{at, leaf, name};
    use std::string::{String, ToString};

    /// Both purposes, from a CA with this organisation: `private` from a private one.
    fn issued(purposes: &str, by: &str, from: &str, to: &str) -> Certificate {
        let mut certificate = leaf(purposes);
        certificate.not_before = at(from);
        certificate.not_after = at(to);
        certificate.issuer = name(&[("O", by)]);
        certificate.forum_policy = (by != "private").then_some(ForumPolicy::DomainValidated);
        certificate
    }

    /// Two X15.5 nodes; Core's client store holds this, every other store what a public CA issued
    /// for servers until 2027-02-01.
    fn deployment(client: Certificate) -> Deployment {
        let server = || issued("S", "Example", "2026-08-01", "2027-02-01");
        let node = |name, client: Certificate| {
            let store = |leaf: Certificate| Store::of([leaf].into(), false);
            let stores = Stores::Two { server: store(server()), client: store(client) };
            Node::new(name, Release::X15_5, [Peer::only(stores)].into()).unwrap()
        };
        Deployment::new(node(NodeName::Core, client), node(NodeName::Edge, server())).unwrap()
    }

    fn forecast_of(client: Certificate, on: &str) -> Forecast {
        let deployment = deployment(client);
        let links = Links::of(&deployment);
        forecast(&deployment, &links, &judge(&deployment, &links, at(on)))
    }

    fn date(instant: Option<Timestamp>) -> String {
        instant.map_or_else(|| "never".into(), |instant| instant.date().to_string())
    }

    #[test]
    fn mobile_access_breaks_when_a_certificate_ends_or_loses_client_authentication() {
        let both = |by, from, to| issued("S C", by, from, to);
        for (client, on, unrenewed, renewed) in [
            // A private CA renews for ever; the server certificates end first if nobody renews.
            (both("private", "2026-06-01", "2028-06-01"), "2026-11-23", "2027-02-01", "never"),
            (both("private", "2026-06-01", "2026-12-01"), "2026-11-23", "2026-12-01", "never"),
            // The first renewal falls behind DigiCert's end.
            (
                both("DigiCert Inc", "2026-06-01", "2027-03-01"),
                "2026-11-23",
                "2027-02-01",
                "2027-03-01",
            ),
            // One renewal before it still carries both purposes, for 200 days.
            (
                both("DigiCert Inc", "2026-02-01", "2027-02-28"),
                "2026-11-23",
                "2027-02-01",
                "2027-09-16",
            ),
            // Shorter certificates are renewed more often, and the last one before the end counts.
            (
                both("DigiCert Inc", "2026-10-20", "2026-12-19"),
                "2026-11-23",
                "2026-12-19",
                "2027-04-18",
            ),
            // A CA without a date is taken to stop when Chrome's rule begins.
            (both("Example", "2026-08-27", "2027-03-15"), "2026-11-23", "2027-02-01", "2027-03-15"),
            (both("Example", "2026-08-26", "2027-03-14"), "2026-11-23", "2027-02-01", "2027-09-30"),
            // What already fails breaks on the day that is judged.
            (
                issued("S", "Example", "2026-06-01", "2027-06-01"),
                "2026-11-23",
                "2026-11-23",
                "2026-11-23",
            ),
            (both("private", "2026-06-01", "2026-11-01"), "2026-11-23", "2026-11-23", "2026-11-23"),
        ] {
            let issuer = client.issuer.to_string();
            let expires = client.not_after.date();
            let services = forecast_of(client, on).services;
            let mra = services.iter().find(|one| one.service == Service::Mra).unwrap();
            assert_eq!(
                (date(mra.unrenewed), date(mra.renewed)),
                (unrenewed.into(), renewed.into()),
                "{issuer} until {expires}"
            );
        }
    }

    #[test]
    fn undecided_is_not_broken() {
        // Client-only in Core's client store, and Edge's check Off: undecided, until it expires.
        let mut deployment = deployment(issued("C", "private", "2026-06-01", "2026-12-01"));
        deployment.edge.set_eku_check(crate::deployment::EkuCheck::Off).unwrap();
        let links = Links::of(&deployment);
        let judged = judge(&deployment, &links, at("2026-11-23"));
        assert_eq!(judged.service(&Service::UcTraversalZone).unwrap().verdict, Verdict::Undecided);
        let services = forecast(&deployment, &links, &judged).services;
        let zone = services.iter().find(|one| one.service == Service::UcTraversalZone).unwrap();
        assert_eq!((date(zone.unrenewed), zone.renewed), ("2026-12-01".into(), None));
    }

    #[test]
    fn a_renewal_carries_what_its_ca_issues_on_the_day_the_certificate_expires() {
        use Renewal::{Same, ServerOnly, Unknown};
        for (by, purposes, to, expected, stop, known) in [
            ("private", "S C", "2027-12-01", Same, "never", true),
            ("DigiCert Inc", "S C", "2027-02-28", Same, "2027-03-01", true),
            ("DigiCert Inc", "S C", "2027-03-01", ServerOnly, "2027-03-01", true),
            ("Sectigo Limited", "S C", "2027-02-10", ServerOnly, "2027-02-10", true),
            ("Let's Encrypt", "S C", "2026-12-01", ServerOnly, "2026-07-08", true),
            ("Example", "S C", "2027-03-14", Same, "2027-03-15", false),
            ("Example", "S C", "2027-03-15", ServerOnly, "2027-03-15", false),
            ("Amazon", "S C", "2027-03-15", ServerOnly, "2027-03-15", false),
            // It stopped by default; whether asking helps is not known.
            ("ZeroSSL", "S C", "2027-01-01", Unknown, "2027-03-15", false),
        ] {
            let forecast = forecast_of(issued(purposes, by, "2026-06-01", to), "2026-11-23");
            let client = &forecast.certificates[1];
            assert_eq!(client.store.to_string(), "core.client");
            assert_eq!(client.renewal, expected, "{by} {to}");
            assert_eq!((date(client.stop.day), client.stop.known), (stop.into(), known), "{by}");
        }
    }

    #[test]
    fn an_unknown_issuer_is_taken_for_a_public_one_without_a_date() {
        let mut client = issued("C", "private", "2026-10-01", "2027-01-01");
        client.issuer = name(&[("O", "Nobody")]);
        let forecast = forecast_of(client, "2026-11-23");
        let client = &forecast.certificates[1];
        assert_eq!(client.issuer.kind, IssuerKind::Unknown);
        assert_eq!(client.renewal, Renewal::Unknown);
        assert_eq!((date(client.stop.day), client.stop.known), ("2027-03-15".into(), false));
    }

    #[test]
    fn the_last_useful_renewal_is_the_day_before_the_end_and_carries_200_days() {
        for (by, purposes, on, expected) in [
            ("DigiCert Inc", "S C", "2026-11-23", Some(("2027-02-28", 200, "2027-09-16"))),
            ("Example", "S C", "2026-11-23", Some(("2027-03-14", 200, "2027-09-30"))),
            ("Example", "absent", "2026-11-23", Some(("2027-03-14", 200, "2027-09-30"))),
            // Nothing to keep, nothing to fear, or too late.
            ("DigiCert Inc", "S", "2026-11-23", None),
            ("private", "S C", "2026-11-23", None),
            ("DigiCert Inc", "S C", "2027-03-01", None),
            ("Let's Encrypt", "S C", "2026-11-23", None),
        ] {
            let forecast = forecast_of(issued(purposes, by, "2026-06-01", "2027-06-01"), on);
            let last = forecast.certificates[1].last_useful;
            let last = last.map(|last| {
                (last.day.date().to_string(), last.days, last.until.date().to_string())
            });
            let expected = expected.map(|(day, days, until)| (day.into(), days, until.into()));
            assert_eq!(last, expected, "{by} {purposes}");
        }
    }
}
